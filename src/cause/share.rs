//! Cause: a percentage given as a count, or a count as a percentage.

use super::discrepancy::Discrepancy;
use super::reason::Reason;
use crate::model::claim::Value;
use crate::model::{Figure, Number};

/// Looks whether a count is the percentage of the same thing, or a percentage its count.
///
/// The other one must be stated, or follow from the count and the whole of the figure that it conflicts with. That
/// the bare number is the same in the other unit is then evidence enough, down to two digits.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    if discrepancy.figure < Number::from_i64(10) {
        return None;
    }
    beside_share(discrepancy).or_else(|| in_other_unit(discrepancy))
}

/// `35` beside `7 of 20`, which is 35 %; or `7%` beside it.
fn beside_share(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let Value::Number(other) = &discrepancy.corpus().claim(discrepancy.other?).value else { return None };
    let (count, whole) = Figure::share(other)?;
    let units = &discrepancy.corpus().model.vocabulary.units;
    let is_percent = discrepancy.claim().unit.is_some_and(|unit| units.is_percent(unit));
    let shown = format!("{} of {}", count.grouped(), whole.grouped());
    if is_percent {
        let text = format!("{} is the count, not the share: {shown}", discrepancy.figure.grouped());
        return (discrepancy.figure == *count)
            .then(|| discrepancy.edited("count-for-share", text, "gives the count"));
    }
    let share = other.percent(&Number::ZERO)?;
    let percent = share.low.as_ref()?;
    let is_share = (percent - &discrepancy.figure).abs() <= Number::HALF;
    let text = format!("{} is the percentage, not the count: {shown}", discrepancy.shown());
    is_share.then(|| {
        discrepancy.edited("share-for-count", text, &format!("says {}%", discrepancy.figure.grouped()))
    })
}

/// The number is stated in the other unit.
fn in_other_unit(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let corpus = discrepancy.corpus();
    let units = &corpus.model.vocabulary.units;
    let claim = discrepancy.claim();
    let is_percent = claim.unit.is_some_and(|unit| units.is_percent(unit));
    let mut same_figures = discrepancy.index().on_day(corpus, discrepancy.day, &discrepancy.figure);
    let at = same_figures.find(|&at| {
        let other = corpus.claim(at);
        let is_other_percent = other.unit.is_some_and(|unit| units.is_percent(unit));
        !discrepancy.is_involved(at)
            && (other.measure, other.scope, other.mode) == (claim.measure, claim.scope, claim.mode)
            && is_other_percent != is_percent
    })?;
    let said = discrepancy.words().said(at);
    let (kind, text) = if is_percent {
        ("count-for-share", format!("{} is the count, not the share{}", said, discrepancy.other_voice(at)))
    } else {
        (
            "share-for-count",
            format!(
                "{} is the share, {said}, not the count{}",
                discrepancy.shown(),
                discrepancy.other_voice(at)
            ),
        )
    };
    Some(discrepancy.edited(kind, text, &format!("says {said}")))
}
