//! A share for a count, or a count for a share.

use crate::cause::Reason;
use crate::cause::asked::Asked;
use crate::model::claim::Value;
use crate::model::{Figure, Number};

/// Looks whether a count is the percentage of the same thing, or a percentage its count.
///
/// The one is stated, or follows from count and whole of the figure that it stands against; that the bare number is the
/// same in the other unit of the same fact is then evidence enough, down to two digits.
pub(super) fn explain(asked: &Asked<'_>) -> Option<Reason> {
    if asked.figure < Number::from_i64(10) {
        return None;
    }
    told_share(asked).or_else(|| stated(asked))
}

/// `35` beside `7 of 20`, which is 35 %; or `7%` beside it.
fn told_share(asked: &Asked<'_>) -> Option<Reason> {
    let Value::Number(other) = &asked.corpus().claim(asked.other?).value else { return None };
    let (count, whole) = Figure::share(other)?;
    let units = &asked.corpus().model.vocabulary.units;
    let percent = asked.claim().unit.is_some_and(|unit| units.is_percent(unit));
    let shown = format!("{} of {}", count.grouped(), whole.grouped());
    if percent {
        let text = format!("{} is the count, not the share: {shown}", asked.figure.grouped());
        return (asked.figure == *count).then(|| asked.edited("count-for-share", text, "gives the count"));
    }
    let share = other.percent(true)?;
    let middle = share.low.as_ref()?;
    let same = (middle - &asked.figure).abs() <= Number::HALF;
    let text = format!("{} is the percentage, not the count: {shown}", asked.told());
    same.then(|| asked.edited("share-for-count", text, &format!("says {}%", asked.figure.grouped())))
}

/// The number stands in the other unit.
fn stated(asked: &Asked<'_>) -> Option<Reason> {
    let corpus = asked.corpus();
    let units = &corpus.model.vocabulary.units;
    let claim = asked.claim();
    let percent = claim.unit.is_some_and(|unit| units.is_percent(unit));
    let mut near = asked.elsewhere().on_day(corpus, asked.day, &asked.figure);
    let at = near.find(|&at| {
        let other = corpus.claim(at);
        let theirs = other.unit.is_some_and(|unit| units.is_percent(unit));
        !asked.is_asked(at)
            && (other.measure, other.scope, other.mode) == (claim.measure, claim.scope, claim.mode)
            && theirs != percent
    })?;
    let said = asked.words().said(at);
    let (kind, text) = if percent {
        ("count-for-share", format!("{} is the count, not the share{}", said, asked.by(at)))
    } else {
        ("share-for-count", format!("{} is the share, {said}, not the count{}", asked.told(), asked.by(at)))
    };
    Some(asked.edited(kind, text, &format!("says {said}")))
}
