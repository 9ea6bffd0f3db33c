//! Ranges, margins and best figures: what two or three amounts state together.

use crate::model::figure::amount::{FigureProblem, ReadAmount, Reader};
use crate::model::figure::spans::Figure;
use crate::model::interval::Interval;
use crate::model::number::Number;
use crate::syntax::tree::Amount;

impl Reader<'_> {
    /// Both ends of a range. A scale after the second applies to a smaller first one too (`50 to 60 million`), and so
    /// do thousands that only the second has, if the form of the range may leave them out (`elided`): `10–11,000`.
    pub(super) fn ends<'s>(
        &self,
        low: &Amount<'s>,
        high: &Amount<'s>,
        elided: bool,
    ) -> Result<(ReadAmount, ReadAmount), FigureProblem<'s>> {
        let (mut first, second) = (self.amount(low)?, self.amount(high)?);
        if let (None, Some(factor)) = (&first.factor, &second.factor) {
            let scaled = &first.value * factor;
            if scaled <= second.value {
                first.value = scaled;
            }
        }
        let thousands = &first.value * &Number::THOUSAND;
        if elided
            && (&first.factor, &second.factor) == (&None, &None)
            && second.thousands_written_out
            && !first.thousands_written_out
            && low.numeral.starts_with(|char: char| char.is_ascii_digit())
            && thousands < second.value
            && second.value <= &thousands * &Number::TEN
        {
            first.value = thousands;
        }
        Ok((first, second))
    }

    pub(super) fn plus_minus<'s>(
        &self,
        centre: &Amount<'s>,
        spread: &Amount<'s>,
    ) -> Result<Figure, FigureProblem<'s>> {
        let (mut middle, mut reach) = (self.amount(centre)?, self.amount(spread)?);
        match (&middle.factor, &reach.factor) {
            (None, Some(factor)) => middle.value = &middle.value * factor,
            (Some(factor), None) => {
                let scaled = &reach.value * factor;
                if scaled <= middle.value.abs() {
                    reach.value = scaled;
                }
            }
            _ => {}
        }
        if reach.value.is_negative() {
            let why = "the figure after `±` is how far it may be off, and is never below zero".to_owned();
            return Err(FigureProblem::NotANumber { at: Some(spread.text), why });
        }
        let span = Interval::exact(middle.value.clone()).widen(&reach.value);
        Ok(Figure::new(span.clone(), span, Some(middle.value)))
    }

    pub(super) fn best<'s>(
        &self,
        best: &Amount<'s>,
        low: &Amount<'s>,
        high: &Amount<'s>,
    ) -> Result<Figure, FigureProblem<'s>> {
        let mut best = self.amount(best)?;
        let (mut low, mut high) = self.ends(low, high, true)?;
        let outside = best.value < low.value || best.value > high.value;
        match (&best.factor, &low.factor, &high.factor) {
            // `1.2 million (1-1.5)`
            (Some(factor), None, None) if outside => {
                low.value = &low.value * factor;
                high.value = &high.value * factor;
            }
            // `1.2 (1-1.5 million)`
            (None, _, Some(factor)) if outside => best.value = &best.value * factor,
            _ => {}
        }
        ordered(low.value, high.value, Some(best.value))
    }
}

/// `25,850–26,900+`: contradicted only from below, as a vague word is.
pub(super) fn open_range<'s>(low: Number, high: Number) -> Result<Figure, FigureProblem<'s>> {
    if low > high {
        return Err(FigureProblem::Inverted { low, high });
    }
    Ok(Figure::new(Interval::closed(low.clone(), high), Interval::at_least(low), None))
}

pub(super) fn ordered<'s>(
    low: Number,
    high: Number,
    best: Option<Number>,
) -> Result<Figure, FigureProblem<'s>> {
    if low > high {
        return Err(FigureProblem::Inverted { low, high });
    }
    match best {
        Some(best) if best < low || best > high => Err(FigureProblem::BestOutside { best, low, high }),
        best => {
            let span = Interval::closed(low, high);
            Ok(Figure::new(span.clone(), span, best))
        }
    }
}
