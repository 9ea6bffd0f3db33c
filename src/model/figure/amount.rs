//! Reads one amount with its hedge; how figures are to be read, and why one may be unreadable.

use crate::model::figure::spans::{Figure, plain_count};
use crate::model::hedge::HedgeTable;
use crate::model::interval::Interval;
use crate::model::number::Number;
use crate::model::numeral::{self, NumeralProblem};
use crate::settings::DecimalMark;
use crate::syntax::tree::{Amount, Hedge, Scale};

/// How a figure is to be read.
#[derive(Clone, Copy, Debug)]
pub struct FigureOptions<'t> {
    /// The measure has `rounding strict`: `43,000` is 43,000 and nothing else.
    pub strict: bool,
    /// A percentage, money or a measured unit: exact to half of its last written digit.
    pub measured: bool,
    /// `m`, `t` and `K` after a figure are metres, tonnes and kelvins here, not million, trillion and thousand.
    pub scale_is_unit: bool,
    /// The decimal mark the corpus has declared.
    pub decimal: Option<DecimalMark>,
    /// The spans of hedges and vague words.
    pub table: &'t HedgeTable,
}

impl FigureOptions<'_> {
    /// By which share of its rounding unit a round count may be off.
    pub(in crate::model) fn round(&self) -> Number {
        if self.strict { Number::ZERO } else { self.table.round.clone() }
    }
}

/// Why a figure cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureProblem<'s> {
    /// A numeral that is read differently in other countries.
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

/// The number an amount says, its sign and scale in it: a factor, a tolerance, a law's number.
///
/// # Errors
/// If its numeral cannot be read or has two readings.
pub fn amount<'s>(amount: &Amount<'s>, decimal: Option<DecimalMark>) -> Result<Number, FigureProblem<'s>> {
    let table = HedgeTable::spans();
    let how = FigureOptions { strict: true, measured: false, scale_is_unit: false, decimal, table: &table };
    Reader { how: &how, percent: false }.amount(amount).map(|said| said.value)
}

/// Whether a scale is the sign of a unit too: metres, tonnes, kelvins.
pub(in crate::model) fn may_be_unit(scale: &Scale<'_>) -> bool {
    matches!(scale.text, "m" | "t" | "K")
}

/// One amount, read.
pub(super) struct ReadAmount {
    pub(super) value: Number,
    /// Half of the unit of its last digit, if it is exact only to that; none for a plain count.
    pub(super) half: Option<Number>,
    /// The scale it was multiplied by.
    pub(super) factor: Option<Number>,
    /// Whether it is written out in thousands.
    pub(super) thousands_written_out: bool,
}

pub(super) struct Reader<'a> {
    pub(super) how: &'a FigureOptions<'a>,
    pub(super) percent: bool,
}

impl Reader<'_> {
    pub(super) fn amount<'s>(&self, amount: &Amount<'s>) -> Result<ReadAmount, FigureProblem<'s>> {
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
        // `1 million` is no vaguer than `1,000,000`: it may be off by 50,000 and not by half a million.
        let unit = value.rounding_unit();
        if unit < value.last_place() {
            half = half.map(|half| half.min(unit.half()));
        }
        if amount.negative {
            value = -&value;
        }
        Ok(ReadAmount { value, half, factor, thousands_written_out: numeral.thousands_written_out })
    }

    pub(super) fn plain(&self, said: ReadAmount) -> Figure {
        let ReadAmount { value, half, .. } = said;
        let Some(half) = half else { return plain_count(value, &self.how.round()) };
        let mut span = Interval::exact(value.clone()).widen(&half);
        // A figure below zero is rounded as the same figure above zero, mirrored.
        span.low_open = value.is_negative();
        span.high_open = !value.is_negative();
        Figure::new(span.clone(), span, Some(value))
    }

    pub(super) fn hedged(&self, hedge: Hedge, said: ReadAmount) -> Figure {
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
        // Zero has no significant digit but the last place that is written.
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

    pub(super) fn loose(&self, soft: Interval, said: Number) -> Figure {
        let slack = &soft.width().unwrap_or(Number::ZERO) * &self.how.table.slack;
        let hard = soft.widen(&slack);
        Figure::new(soft, hard, Some(said))
    }
}
