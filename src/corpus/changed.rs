//! Two changes of one figure (`up 12%`, `up 3 since May`): whether both start from the same earlier figure, and
//! whether both can be right.

use super::fact::relays;
use super::fact_claims::FactClaims;
use super::same::compare_windows;
use super::series::{Corpus, Series, ValueType};
use crate::model::claim::{Claim, ClaimStatus, Value};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Shape, Window};

/// How many changes of one series are compared, at most, and with how many others each.
const MAX_TRIED: usize = 1_000;

/// How many changes of one fact that give their start are compared with each other; further ones are not.
pub(crate) const MAX_CHANGES_COMPARED: usize = 256;

/// The changes of one fact that give their start.
pub(crate) struct FactChanges<'c> {
    /// The claims of the fact.
    pub(crate) fact: FactClaims<'c>,
    /// The claims that give a change and count as their voice's (its own statements, else its relays'), by number, as many as
    /// are compared.
    pub(crate) compared: Vec<u32>,
    /// Those beyond the limit.
    pub(crate) uncompared: Vec<u32>,
}

/// How two changes of one figure clash, if they cannot both start from the same earlier figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChangeClash {
    /// Both start at the same time, so one of the two is wrong.
    StartTogether,
    /// Neither claim gives the time at which its change starts.
    NeitherGivesStart,
    /// Only one of the claims gives the time at which its change starts.
    OneGivesStart,
}

/// How the changes of two claims of one fact clash; none if they do not. They do not if they
/// certainly start at two times, or if the figures that they led to differ anyway.
pub(crate) fn clash_of_changes(
    corpus: &Corpus,
    series: &Series,
    one: &Claim,
    two: &Claim,
) -> Option<ChangeClash> {
    let is_compared = |claim: &Claim| claim.status == ClaimStatus::Current && !claim.excluded;
    let (Some(mine), Some(theirs)) = (one.change.as_deref(), two.change.as_deref()) else { return None };
    let (Value::Number(my_figure), Value::Number(their_figure)) = (&one.value, &two.value) else {
        return None;
    };
    if !is_compared(one) || !is_compared(two) {
        return None;
    }
    let clash = match (&mine.since, &theirs.since) {
        (None, None) if mine.ago != theirs.ago && mine.ago.is_some() && theirs.ago.is_some() => return None,
        (None, None) => ChangeClash::NeitherGivesStart,
        (Some(since), Some(other))
            if since == other || start_days(series, since) == start_days(series, other) =>
        {
            // Two changes `since May` may start on two different days of May.
            if start_days(series, since).is_some() {
                ChangeClash::StartTogether
            } else {
                ChangeClash::NeitherGivesStart
            }
        }
        (Some(since), Some(other)) => start_days(series, since)
            .or(start_days(series, other))
            .is_none()
            .then_some(ChangeClash::NeitherGivesStart)?,
        _ => ChangeClash::OneGivesStart,
    };
    let tolerance =
        corpus.model.vocabulary.measure(series.measure).and_then(|measure| measure.tolerance.as_ref());
    // Where figures of a measure may differ a little, so may their changes.
    if tolerance.is_some() {
        return None;
    }
    let now = my_figure.hard().intersect(&their_figure.hard());
    (!now.is_empty() && mine.clashes(theirs, &now)).then_some(clash)
}

/// The changes of a series that give their start, fact by fact; a fact is of one certain time.
pub(crate) fn changes_by_fact<'c>(
    corpus: &'c Corpus,
    series: &Series,
) -> impl Iterator<Item = FactChanges<'c>> {
    let gives_start =
        |at: &u32| corpus.claim(*at).change.as_ref().is_some_and(|change| change.since.is_some());
    let are_several = series.value_type == ValueType::Number
        && corpus.claims_of(series).iter().filter(|at| gives_start(at)).count() > 1;
    let facts = if are_several { corpus.claims_by_fact(series) } else { Vec::new() };
    facts.into_iter().filter(is_of_one_time).map(move |fact| {
        let direct = |&at: &u32| relays(corpus, at).is_empty();
        let mut compared: Vec<u32> = Vec::new();
        for (_, claims) in fact.voices(corpus) {
            let own = claims.iter().any(direct);
            let speaks = |at: &&u32| !own || direct(at);
            compared.extend(
                claims.iter().filter(speaks).filter(|at| gives_start(at) && !corpus.is_taken_back(**at)),
            );
        }
        compared.sort_unstable();
        let uncompared = compared.split_off(compared.len().min(MAX_CHANGES_COMPARED));
        FactChanges { fact, compared, uncompared }
    })
}

fn is_of_one_time(fact: &FactClaims<'_>) -> bool {
    fact.window.is_some_and(|window| {
        let sharp = !window.approximate && !window.uncertain && window.from.is_some() && window.to.is_some();
        sharp && (window.shape == Shape::Period || window.from == window.to)
    })
}

/// Pairs of claims of one time whose changes could not both be right if they started from one figure. At least one of the two does not
/// say when its change starts. Each claim is in a pair with the nearest such claim before it. A relay that changes what its own origin
/// said is reported elsewhere.
pub(super) fn changes_without_start<'c>(
    corpus: &'c Corpus,
    series: &'c Series,
    claims: impl Iterator<Item = &'c u32>,
) -> impl Iterator<Item = (u32, u32)> {
    let changed: Vec<u32> = claims.copied().filter(|&at| corpus.claim(at).change.is_some()).collect();
    let mut found = Vec::new();
    for (place, &two) in changed.iter().enumerate().take(MAX_TRIED) {
        let later = corpus.claim(two);
        let clash = |one: u32| {
            let earlier = corpus.claim(one);
            let same = compare_windows(earlier.time.as_ref(), later.time.as_ref()).is_eq();
            let is_one_relayed = relays(corpus, one).is_empty() != relays(corpus, two).is_empty();
            if !same || (is_one_relayed && earlier.voice == later.voice) {
                return None;
            }
            clash_of_changes(corpus, series, earlier, later)
                .filter(|clash| *clash != ChangeClash::StartTogether)
        };
        let first = changed[..place].iter().rev().take(MAX_TRIED).find_map(|&one| Some((one, clash(one)?)));
        // The claim that does not give the start comes first.
        found.extend(first.map(|(one, _)| {
            let bare =
                |at: u32| corpus.claim(at).change.as_ref().is_some_and(|change| change.since.is_none());
            if bare(two) || !bare(one) { (two, one) } else { (one, two) }
        }));
    }
    found.into_iter()
}

/// The first and the last day on which a change may start; none if the window leaves open which
/// days these are.
fn start_days(series: &Series, since: &Window) -> Option<(Day, Day, Shape)> {
    let (from, to) = since.from.zip(since.to)?;
    let loose = since.approximate || since.uncertain || (from != to && series.kind == Kind::Cumulative);
    let shape = if from == to { Shape::Instant } else { Shape::Period };
    (!loose).then_some((from, to, shape))
}
