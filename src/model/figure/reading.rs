//! Reads figures as written into intervals.

use std::borrow::Cow;

use crate::model::figure::amount::{FigureOptions, FigureProblem, Reader};
use crate::model::figure::range::{open_range, ordered};
use crate::model::figure::spans::Figure;
use crate::model::interval::Interval;
use crate::syntax::tree::{self, Form};

/// Reads a figure.
///
/// # Errors
/// If a numeral is unreadable or has two readings, or a range is the wrong way round.
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

/// Whether a unit is a percentage: before it a single point never separates thousands.
fn is_percent(unit: &str) -> bool {
    unit.starts_with(['%', '‰']) || unit.starts_with("per cent") || unit.starts_with("percent")
}

impl Reader<'_> {
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
}
