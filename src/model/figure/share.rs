//! Shares: `a third`, `3 in 10`, `43 of 120`, as fractions of one.

use crate::model::figure::amount::{FigureProblem, ReadAmount, Reader};
use crate::model::figure::spans::{Figure, Spans};
use crate::model::interval::Interval;
use crate::model::number::Number;
use crate::syntax::tree::{Amount, Fraction, Hedge};

/// A rate in digits is as loose as a fraction in words up to this whole: `1 in 5`, `3 in 10`, `1 in 20`.
const FEW: u64 = 20;

impl Reader<'_> {
    /// `a third`, `more than half`. Without a hedge its soft span is exact, and its hard span about a tenth wider on
    /// each side.
    pub(super) fn fraction(&self, hedge: Option<Hedge>, fraction: Fraction) -> Figure {
        let (part, of) = (Number::from_u64(fraction.numerator), Number::from_u64(fraction.denominator));
        let value = part.checked_div(&of).unwrap_or(Number::ZERO);
        let table = self.how.table;
        match hedge {
            Some(hedge) => self.hedged_part(hedge, value),
            None => {
                let percent = &value * &Number::HUNDRED;
                let reach = &percent * &table.fraction;
                // Both ends are whole per cents, outwards.
                let (low, high) = ((&percent - &reach).floor(), -&(-&(&percent + &reach)).floor());
                let of_one = |percent: Number| &percent * &Number::decimal(1, 2);
                let soft = Interval::exact(value.clone());
                let hard = if table.fraction.is_zero() {
                    soft.clone()
                } else {
                    Interval::closed(of_one(low), of_one(high))
                };
                Figure::new(soft, hard, Some(value))
            }
        }
    }

    /// `about a third`, `at least 3 in 10`, as a share of one.
    fn hedged_part(&self, hedge: Hedge, value: Number) -> Figure {
        if hedge == Hedge::About {
            // A fraction that is no finite decimal has no last digit to be exact to.
            let reach = &value * &self.how.table.about;
            return self.loose(Interval::exact(value.clone()).widen(&reach), value);
        }
        self.hedged(hedge, ReadAmount { value, half: None, factor: None, thousands_written_out: false })
    }

    /// `3 in 10`: with a small whole it is as loose as `a third`, with a larger one as exact as its count is written.
    pub(super) fn rate<'s>(
        &self,
        hedge: Option<Hedge>,
        count: &Amount<'s>,
        whole: &Amount<'s>,
    ) -> Result<Figure, FigureProblem<'s>> {
        let (part, of) = (self.amount(count)?, self.amount(whole)?.value);
        let small = |number: &Number| {
            number.to_i64().and_then(|number| u64::try_from(number).ok()).filter(|number| *number <= FEW)
        };
        if let (Some(numerator), Some(denominator @ 1..)) = (small(&part.value), small(&of)) {
            return Ok(self.fraction(hedge, Fraction { numerator, denominator }));
        }
        if of.is_zero() {
            return Err(no_share_of_zero(whole));
        }
        let share = |number: &Number| number.checked_div(&of).unwrap_or(Number::ZERO);
        if let Some(hedge) = hedge {
            return Ok(self.hedged_part(hedge, share(&part.value)));
        }
        let half = part.half.unwrap_or_else(|| part.value.last_place().min(Number::ONE).half());
        let soft = Interval::exact(share(&part.value));
        let hard = Interval::exact(part.value.clone()).widen(&half).map(share, of.is_negative());
        Ok(Figure::new(soft, hard, Some(share(&part.value))))
    }

    /// `43 of 120`: exactly that share, with its count and its whole.
    pub(super) fn share<'s>(
        &self,
        count: &Amount<'s>,
        whole: &Amount<'s>,
    ) -> Result<Figure, FigureProblem<'s>> {
        let (part, of) = (self.amount(count)?.value, self.amount(whole)?.value);
        let fraction = part.checked_div(&of).ok_or_else(|| no_share_of_zero(whole))?;
        let span = Interval::exact(fraction.clone());
        Ok(Figure::of(Spans {
            soft: span.clone(),
            hard: span,
            said: Some(fraction),
            share: Some((part, of)),
        }))
    }
}

fn no_share_of_zero<'s>(whole: &Amount<'s>) -> FigureProblem<'s> {
    FigureProblem::NotANumber { at: Some(whole.text), why: "there is no share of zero".to_owned() }
}
