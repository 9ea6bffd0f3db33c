//! Figures as written, read into intervals: hedges, ranges, shares and vague words.

use std::borrow::Cow;

use crate::model::figure::spans::{Figure, Spans, plain_count};
use crate::model::hedge::HedgeTable;
use crate::model::interval::Interval;
use crate::model::number::Number;
use crate::model::numeral::{self, NumeralProblem};
use crate::settings::DecimalMark;
use crate::syntax::tree::{self, Amount, Form, Fraction, Hedge, Scale};

/// Up to which whole a rate in digits is as loose as a fraction in words: `1 in 5`, `3 in 10`, `1 in 20`.
const FEW: u64 = 20;

/// How a figure is to be read.
#[derive(Clone, Copy, Debug)]
pub struct FigureOptions<'t> {
    /// The measure has `rounding strict`: `43,000` is 43,000 and nothing else.
    pub strict: bool,
    /// A percentage, money or a measured unit: exact to half of its last written digit.
    pub measured: bool,
    /// `m`, `t` and `K` behind a figure are metres, tonnes and kelvins here, not million, trillion and thousand.
    pub scale_is_unit: bool,
    /// The decimal mark the corpus has declared.
    pub decimal: Option<DecimalMark>,
    /// The spans of hedges and vague words.
    pub table: &'t HedgeTable,
}

impl FigureOptions<'_> {
    /// By which share of its unit a round count may be off.
    pub(in crate::model) fn round(&self) -> Number {
        if self.strict { Number::ZERO } else { self.table.round.clone() }
    }
}

/// Why a figure cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureProblem<'s> {
    /// A numeral that means one thing here and another there.
    Ambiguous {
        /// The amount.
        at: &'s str,
        /// What it may mean, each written so that it means one thing; sometimes there is only one.
        readings: Vec<String>,
    },
    /// A range that ends below its start.
    Inverted {
        /// Its start.
        low: Number,
        /// Its end.
        high: Number,
    },
    /// A best figure outside its own range.
    BestOutside {
        /// The figure.
        best: Number,
        /// The range's start.
        low: Number,
        /// The range's end.
        high: Number,
    },
    /// No number at all.
    NotANumber {
        /// The amount; none where it is the whole value.
        at: Option<&'s str>,
        /// A clause that says why.
        why: String,
    },
}

/// Reads a figure.
///
/// # Errors
/// Where a numeral is none or has two readings, or a range is the wrong way round.
pub fn read<'s>(figure: &tree::Figure<'s>, how: &FigureOptions<'_>) -> Result<Figure, FigureProblem<'s>> {
    let reader = Reader { how, percent: figure.unit.is_some_and(|unit| is_percent(unit.raw)) };
    match &figure.form {
        Form::Plain(amount) => reader.amount(amount).map(|said| reader.plain(said)),
        Form::Hedged(hedge, amount) => reader.amount(amount).map(|said| reader.hedged(*hedge, said)),
        Form::Range(low, high) => {
            let (low, high) = reader.ends(low, high, true)?;
            ordered(low.value, high.value, None)
        }
        Form::Between(low, high) => {
            let (low, high) = reader.ends(low, high, false)?;
            ordered(low.value, high.value, None)
        }
        Form::OpenRange(low, high) => {
            let (low, high) = reader.ends(low, high, true)?;
            open_range(low.value, high.value)
        }
        Form::PlusMinus(centre, spread) => reader.plus_minus(centre, spread),
        Form::Best(best, low, high) => reader.best(best, low, high),
        Form::Vague(word) => reader.vague(word),
        Form::Share(count, whole) => reader.share(count, whole),
        Form::Rate(hedge, count, whole) => reader.rate(*hedge, count, whole),
        Form::Fraction(hedge, fraction) => Ok(reader.fraction(*hedge, *fraction)),
    }
}

/// The number an amount says, its sign and scale in it: a factor, a tolerance, a law's number.
///
/// # Errors
/// Where its numeral is none or has two readings.
pub fn amount<'s>(amount: &Amount<'s>, decimal: Option<DecimalMark>) -> Result<Number, FigureProblem<'s>> {
    let table = HedgeTable::spans();
    let how = FigureOptions { strict: true, measured: false, scale_is_unit: false, decimal, table: &table };
    Reader { how: &how, percent: false }.amount(amount).map(|said| said.value)
}

/// Whether a scale is the sign of a unit too: metres, tonnes, kelvins.
pub(in crate::model) fn may_be_unit(scale: &Scale<'_>) -> bool {
    matches!(scale.text, "m" | "t" | "K")
}

/// Before a per cent sign a single point is no thousands mark.
fn is_percent(unit: &str) -> bool {
    unit.starts_with(['%', '‰']) || unit.starts_with("per cent") || unit.starts_with("percent")
}

/// One amount, read.
struct ReadAmount {
    value: Number,
    /// Half of its last written place where it is exact only to that; none for a plain count.
    half: Option<Number>,
    /// The scale it was multiplied by.
    factor: Option<Number>,
    /// Whether it is written out in thousands.
    in_thousands: bool,
}

struct Reader<'a> {
    how: &'a FigureOptions<'a>,
    percent: bool,
}

impl Reader<'_> {
    fn amount<'s>(&self, amount: &Amount<'s>) -> Result<ReadAmount, FigureProblem<'s>> {
        let scale = amount.scale.filter(|scale| !(self.how.scale_is_unit && may_be_unit(scale)));
        let decimals_likely = scale.is_some() || self.percent;
        let numeral =
            numeral::read(amount.numeral, self.how.decimal, decimals_likely).map_err(|problem| {
                let at = amount.text;
                match problem {
                    NumeralProblem::Ambiguous(readings) => FigureProblem::Ambiguous { at, readings },
                    NumeralProblem::NotANumber(why) => FigureProblem::NotANumber { at: Some(at), why },
                }
            })?;
        let factor = scale.map(|scale| Number::from_u64(scale.factor));
        let rounded = numeral.scaled || factor.is_some() || self.how.measured || amount.currency.is_some();
        let mut value = numeral.value;
        let mut half = rounded.then(|| numeral.step.half());
        if let Some(factor) = &factor {
            value = &value * factor;
            half = half.map(|half| &half * factor);
        }
        // `1 million` is no more half a million than `1,000,000` is.
        let unit = value.rounding_unit();
        if unit < value.last_place() {
            half = half.map(|half| half.min(unit.half()));
        }
        if amount.negative {
            value = -&value;
        }
        Ok(ReadAmount { value, half, factor, in_thousands: numeral.in_thousands })
    }

    fn plain(&self, said: ReadAmount) -> Figure {
        let ReadAmount { value, half, .. } = said;
        let Some(half) = half else { return plain_count(value, &self.how.round()) };
        let mut span = Interval::exact(value.clone()).widen(&half);
        // A figure below zero is rounded as its mirror image is.
        span.low_open = value.is_negative();
        span.high_open = !value.is_negative();
        Figure::new(span.clone(), span, Some(value))
    }

    fn hedged(&self, hedge: Hedge, said: ReadAmount) -> Figure {
        let value = said.value.clone();
        let bound = match hedge {
            Hedge::About => return self.about(said),
            Hedge::Nearly => return self.nearly(said),
            Hedge::JustOver => return self.just_over(said),
            Hedge::Exactly if said.half.is_none() => return Figure::Exact(value),
            Hedge::Exactly => return self.plain(said),
            Hedge::MoreThan => Interval::above(said.value),
            Hedge::AtLeast => Interval::at_least(said.value),
            Hedge::AtMost => Interval::at_most(said.value),
            Hedge::LessThan => Interval::below(said.value),
        };
        Figure::new(bound.clone(), bound, Some(value))
    }

    fn about(&self, said: ReadAmount) -> Figure {
        let ReadAmount { value, half, .. } = said;
        // No digit of a zero is significant but the place it was written to.
        let place = match half {
            Some(half) if value.is_zero() => half,
            _ => value.rounding_unit().half(),
        };
        let reach = place.max(&value.abs() * &self.how.table.about);
        self.loose(Interval::exact(value.clone()).widen(&reach), value)
    }

    fn nearly(&self, said: ReadAmount) -> Figure {
        let value = said.value;
        let start = &value * &self.how.table.nearly;
        let soft = if value.is_negative() {
            Interval { low_open: true, ..Interval::closed(value.clone(), start) }
        } else if value.is_zero() {
            Interval::exact(Number::ZERO)
        } else {
            Interval { high_open: true, ..Interval::closed(start, value.clone()) }
        };
        self.loose(soft, value)
    }

    /// The mirror image of `nearly`.
    fn just_over(&self, said: ReadAmount) -> Figure {
        let value = said.value;
        let reach = &value - &(&value * &self.how.table.nearly);
        let end = &value + &reach;
        let soft = if value.is_negative() {
            Interval { high_open: true, ..Interval::closed(end, value.clone()) }
        } else if value.is_zero() {
            Interval::exact(Number::ZERO)
        } else {
            Interval { low_open: true, ..Interval::closed(value.clone(), end) }
        };
        self.loose(soft, value)
    }

    fn loose(&self, soft: Interval, said: Number) -> Figure {
        let slack = &soft.width().unwrap_or(Number::ZERO) * &self.how.table.slack;
        let hard = soft.widen(&slack);
        Figure::new(soft, hard, Some(said))
    }

    /// Both ends of a range; a scale behind the second holds for a smaller first (`50 to 60 million`), and so do thousands
    /// that only the second has where they may be left out (`10–11,000`).
    fn ends<'s>(
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
            && second.in_thousands
            && !first.in_thousands
            && low.numeral.starts_with(|char: char| char.is_ascii_digit())
            && thousands < second.value
            && second.value <= &thousands * &Number::TEN
        {
            first.value = thousands;
        }
        Ok((first, second))
    }

    fn plus_minus<'s>(&self, centre: &Amount<'s>, spread: &Amount<'s>) -> Result<Figure, FigureProblem<'s>> {
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

    fn best<'s>(
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

    fn vague<'s>(&self, word: &Cow<'s, str>) -> Result<Figure, FigureProblem<'s>> {
        let Some(vague) = self.how.table.vague(word) else {
            let at = match word {
                Cow::Borrowed(word) => Some(*word),
                Cow::Owned(_) => None,
            };
            return Err(FigureProblem::NotANumber {
                at,
                why: "gainsay has no range for this word".to_owned(),
            });
        };
        let soft = Interval::closed(vague.low.clone(), vague.high.clone());
        if let Some(number) = soft.single() {
            return Ok(Figure::Exact(number.clone()));
        }
        Ok(Figure::new(soft, Interval::at_least(vague.low.clone()), None))
    }

    /// `a third`, `more than half`: as a share of one. Without a hedge it is exact as said, and hard only to about a tenth.
    fn fraction(&self, hedge: Option<Hedge>, fraction: Fraction) -> Figure {
        let (part, of) = (Number::from_u64(fraction.numerator), Number::from_u64(fraction.denominator));
        let value = part.checked_div(&of).unwrap_or(Number::ZERO);
        let table = self.how.table;
        match hedge {
            Some(hedge) => self.hedged_part(hedge, value),
            None => {
                let percent = &value * &Number::HUNDRED;
                let reach = &percent * &table.fraction;
                let (low, high) = ((&percent - &reach).floor(), -&(-&(&percent + &reach)).floor());
                let share = |percent: Number| &percent * &Number::decimal(1, 2);
                let said = Interval::exact(value.clone());
                let hard = if table.fraction.is_zero() {
                    said.clone()
                } else {
                    Interval::closed(share(low), share(high))
                };
                Figure::new(said, hard, Some(value))
            }
        }
    }

    /// `about a third`, `at least 3 in 10`, as a share of one.
    fn hedged_part(&self, hedge: Hedge, value: Number) -> Figure {
        if hedge == Hedge::About {
            // What is no decimal was written to no place.
            let reach = &value * &self.how.table.about;
            return self.loose(Interval::exact(value.clone()).widen(&reach), value);
        }
        self.hedged(hedge, ReadAmount { value, half: None, factor: None, in_thousands: false })
    }

    /// `3 in 10`, as a share of one: of few it is said as loosely as `a third`, of more as exactly as its count is written.
    fn rate<'s>(
        &self,
        hedge: Option<Hedge>,
        count: &Amount<'s>,
        whole: &Amount<'s>,
    ) -> Result<Figure, FigureProblem<'s>> {
        let (part, of) = (self.amount(count)?, self.amount(whole)?.value);
        let few = |number: &Number| number.to_i64().and_then(|number| u64::try_from(number).ok());
        let few = |number: &Number| few(number).filter(|number| *number <= FEW);
        if let (Some(numerator), Some(denominator @ 1..)) = (few(&part.value), few(&of)) {
            return Ok(self.fraction(hedge, Fraction { numerator, denominator }));
        }
        if of.is_zero() {
            let why = "there is no share of zero".to_owned();
            return Err(FigureProblem::NotANumber { at: Some(whole.text), why });
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

    fn share<'s>(&self, count: &Amount<'s>, whole: &Amount<'s>) -> Result<Figure, FigureProblem<'s>> {
        let (part, of) = (self.amount(count)?.value, self.amount(whole)?.value);
        let Some(fraction) = part.checked_div(&of) else {
            let why = "there is no share of zero".to_owned();
            return Err(FigureProblem::NotANumber { at: Some(whole.text), why });
        };
        let span = Interval::exact(fraction.clone());
        Ok(Figure::of(Spans {
            soft: span.clone(),
            hard: span,
            said: Some(fraction),
            share: Some((part, of)),
        }))
    }
}

/// `25,850–26,900+`: hard only from below, as a vague word is.
fn open_range<'s>(low: Number, high: Number) -> Result<Figure, FigureProblem<'s>> {
    if low > high {
        return Err(FigureProblem::Inverted { low, high });
    }
    Ok(Figure::new(Interval::closed(low.clone(), high), Interval::at_least(low), None))
}

fn ordered<'s>(low: Number, high: Number, best: Option<Number>) -> Result<Figure, FigureProblem<'s>> {
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
