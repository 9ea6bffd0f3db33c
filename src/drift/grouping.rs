//! Groups restated facts into revisions, each of which is one finding: facts restated at one moment, neighbouring ones, those of one
//! edition or one measure, and a source's habit.

use rustc_hash::FxHashMap;

use super::revision::{LeftOut, RestatedFact, Revision, RevisionPattern, direction};
use super::thresholds::Thresholds;
use crate::corpus::{Corpus, Voice};
use crate::model::Number;
use crate::model::claim::Moment;
use crate::reason::Union;

/// The restatements of one series by one source.
pub(super) struct Restatements {
    pub(super) voice: Voice,
    /// The facts, in order of time.
    pub(super) facts: Vec<RestatedFact>,
    /// How many facts the source states.
    pub(super) stated: usize,
    /// Restatements that are not among the facts as they are too small.
    pub(super) left_out: LeftOut,
}

/// The findings for a source's restatements of one series.
pub(super) fn group_restatements(
    corpus: &Corpus,
    restatements: Restatements,
    thresholds: &Thresholds,
) -> Vec<Revision> {
    let Restatements { voice, facts, stated, left_out } = restatements;
    let groups = fact_groups(corpus, facts);
    let revision = |facts: Vec<RestatedFact>, pattern: RevisionPattern| {
        let left_out = left_out.clone();
        Revision { voice, pattern, facts, stated, left_out, separate: 0, alongside: 0 }
    };
    if groups.len() > thresholds.restated_apart {
        let mut facts: Vec<RestatedFact> = groups.into_iter().flatten().collect();
        facts.sort_by_key(|fact| fact.fact);
        return vec![revision(facts, RevisionPattern::Habit)];
    }
    let reported = groups.into_iter().map(|facts| {
        let pattern = pattern_of(corpus, &facts);
        revision(facts, pattern)
    });
    reported.collect()
}

/// How facts in one finding are related.
fn pattern_of(corpus: &Corpus, facts: &[RestatedFact]) -> RevisionPattern {
    match (facts, moment_of_all(corpus, facts)) {
        ([_], _) => RevisionPattern::Once,
        (_, Some(moment)) => RevisionPattern::Edition(moment),
        _ => RevisionPattern::Run,
    }
}

/// The facts of one series that are reported together: facts restated at one moment, and neighbouring facts restated
/// in one direction.
fn fact_groups(corpus: &Corpus, facts: Vec<RestatedFact>) -> Vec<Vec<RestatedFact>> {
    let groups = group_numbers(corpus, &facts);
    let mut parts: Vec<Vec<RestatedFact>> = vec![Vec::new(); groups.iter().max().map_or(0, |last| last + 1)];
    for (fact, group) in facts.into_iter().zip(groups) {
        parts[group].push(fact);
    }
    parts
}

/// The one moment at which all these facts were restated, each once; none if there is no such moment.
fn moment_of_all(corpus: &Corpus, facts: &[RestatedFact]) -> Option<Moment> {
    let moment = |fact: &RestatedFact| match fact.versions.as_slice() {
        [_, second] => corpus.moment_said(*second),
        _ => None,
    };
    let first = moment(facts.first()?)?;
    facts.iter().all(|fact| moment(fact) == Some(first)).then_some(first)
}

/// The group of each fact, numbered from 0 in the order of the groups' first facts.
fn group_numbers(corpus: &Corpus, facts: &[RestatedFact]) -> Vec<usize> {
    let mut joined = Union::new(facts.len());
    let mut last_of: FxHashMap<Moment, usize> = FxHashMap::default();
    for (at, fact) in facts.iter().enumerate() {
        for moment in fact.versions[1..].iter().filter_map(|&at| corpus.moment_said(at)) {
            if let Some(other) = last_of.insert(moment, at) {
                joined.join(other as u32, at as u32);
            }
        }
        let is_next = at > 0 && fact.position == facts[at - 1].position + 1;
        if is_next && direction(corpus, &fact.versions) == direction(corpus, &facts[at - 1].versions) {
            joined.join(at as u32 - 1, at as u32);
        }
    }
    let mut numbers: FxHashMap<u32, usize> = FxHashMap::default();
    (0..facts.len())
        .map(|at| {
            let next = numbers.len();
            *numbers.entry(joined.find(at as u32)).or_insert(next)
        })
        .collect()
}

/// Joins what one source restated in several series at one moment that is given to the minute: that was one edition, and becomes one finding.
pub(super) fn join_by_edition(corpus: &Corpus, revisions: Vec<Revision>) -> Vec<Revision> {
    let mut joined: Vec<Revision> = Vec::new();
    let mut index_of: FxHashMap<(Voice, Moment), usize> = FxHashMap::default();
    for mut revision in revisions {
        let moment = moment_of_all(corpus, &revision.facts).filter(|moment| moment.clock.is_some());
        let Some(moment) = moment.filter(|_| revision.pattern != RevisionPattern::Habit) else {
            joined.push(revision);
            continue;
        };
        match index_of.get(&(revision.voice, moment)) {
            Some(&at) => {
                let other = &mut joined[at];
                other.pattern = RevisionPattern::Edition(moment);
                join(other, &mut revision);
            }
            None => {
                index_of.insert((revision.voice, moment), joined.len());
                joined.push(revision);
            }
        }
    }
    joined
}

/// Adds another revision of the same source; what is counted for a series as a whole is added only if `one` has none of it yet.
fn join(one: &mut Revision, other: &mut Revision) {
    let series = |revision: &Revision| revision.facts.first().map(|fact| fact.series);
    let theirs = series(other);
    if one.facts.iter().all(|fact| Some(fact.series) != theirs) {
        one.stated += other.stated;
        one.left_out.add(std::mem::take(&mut other.left_out));
    }
    one.facts.append(&mut other.facts);
}

/// Joins what one source restated in several series of one measure, if they are too many to be reported one by one: the rows of one table,
/// say.
pub(super) fn join_by_measure(
    corpus: &Corpus,
    revisions: Vec<Revision>,
    thresholds: &Thresholds,
) -> Vec<Revision> {
    let key = |revision: &Revision| {
        let series = revision.facts.first()?.series;
        let is_of_one_series = revision.facts.iter().all(|fact| fact.series == series);
        is_of_one_series.then(|| (revision.voice, corpus.series[series as usize].measure))
    };
    let mut counts: FxHashMap<_, usize> = FxHashMap::default();
    for revision in &revisions {
        if let Some(key) = key(revision) {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut joined: Vec<Revision> = Vec::new();
    let mut index_of: FxHashMap<_, usize> = FxHashMap::default();
    for mut revision in revisions {
        let key = key(&revision)
            .filter(|key| counts.get(key).is_some_and(|count| *count > thresholds.restated_apart));
        let Some(key) = key else {
            joined.push(revision);
            continue;
        };
        match index_of.get(&key) {
            Some(&at) => {
                join(&mut joined[at], &mut revision);
            }
            None => {
                index_of.insert(key, joined.len());
                joined.push(Revision { pattern: RevisionPattern::Habit, ..revision });
            }
        }
    }
    joined
}

/// Separates outliers from a habit, which would hide them: restatements of at least five times the habit's median and
/// ten times the reporting threshold, the largest first, at most `restated_apart` groups.
pub(super) fn separate_outliers(
    corpus: &Corpus,
    revisions: Vec<Revision>,
    thresholds: &Thresholds,
) -> Vec<Revision> {
    let separate = |revision: Revision| {
        if revision.pattern == RevisionPattern::Habit {
            without_outliers(corpus, revision, thresholds)
        } else {
            vec![revision]
        }
    };
    revisions.into_iter().flat_map(separate).collect()
}

/// A habit without its outliers, and these.
fn without_outliers(corpus: &Corpus, mut revision: Revision, thresholds: &Thresholds) -> Vec<Revision> {
    let median = revision.median();
    let limit = (&median * &Number::from_i64(5)).max(&thresholds.restated * &Number::from_i64(10));
    let (large, mut rest): (Vec<RestatedFact>, Vec<RestatedFact>) =
        std::mem::take(&mut revision.facts).into_iter().partition(|fact| fact.share >= limit);
    let mut outliers: Vec<Vec<RestatedFact>> = Vec::new();
    for series in large.chunk_by(|a, b| a.series == b.series) {
        outliers.extend(fact_groups(corpus, series.to_vec()));
    }
    let most = |facts: &Vec<RestatedFact>| facts.iter().map(|fact| fact.share.clone()).max();
    outliers.sort_by_key(|facts| std::cmp::Reverse(most(facts)));
    rest.extend(outliers.drain(thresholds.restated_apart.min(outliers.len())..).flatten());
    rest.sort_by_key(|fact| (fact.series, fact.fact));
    let (voice, stated) = (revision.voice, revision.stated);
    let reported = outliers.into_iter().map(|facts| {
        let pattern = pattern_of(corpus, &facts);
        let left_out = LeftOut::default();
        Revision { voice, pattern, facts, stated, left_out, separate: 0, alongside: 0 }
    });
    let reported: Vec<Revision> = reported.collect();
    let separate = reported.len();
    std::iter::once(Revision { facts: rest, separate, ..revision }).chain(reported).collect()
}

/// Counts what else each source restated at the moment of an edition or of a single figure: what other revisions
/// report, and what none reports (given by voice and moment).
pub(super) fn count_alongside(corpus: &Corpus, revisions: &mut [Revision], unreported: &[(Voice, Moment)]) {
    let mut counts: FxHashMap<(Voice, Moment), usize> = FxHashMap::default();
    for &moment in unreported {
        *counts.entry(moment).or_default() += 1;
    }
    for revision in revisions.iter() {
        let later = revision.facts.iter().flat_map(|fact| &fact.versions[1..]);
        for moment in later.filter_map(|&at| corpus.moment_said(at)) {
            *counts.entry((revision.voice, moment)).or_default() += 1;
        }
    }
    for revision in revisions {
        let moment = match (revision.pattern, revision.facts.as_slice()) {
            (RevisionPattern::Edition(moment), _) => Some(moment),
            (RevisionPattern::Once, facts) => {
                moment_of_all(corpus, facts).filter(|moment| moment.clock.is_some())
            }
            (RevisionPattern::Run | RevisionPattern::Habit, _) => None,
        };
        if let Some(moment) = moment {
            let all = counts.get(&(revision.voice, moment)).copied().unwrap_or(0);
            revision.alongside = all.saturating_sub(revision.facts.len());
        }
    }
}
