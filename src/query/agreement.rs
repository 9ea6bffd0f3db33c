//! What most independent sources agree on. For figures the interval that most of them allow, as Marzullo's algorithm finds
//! it (K. Marzullo, *Maintaining the Time in a Distributed System*, 1984): with the ends of all intervals in order, the
//! stretch that lies in most of them.

use super::speakers::{Independent, independent};
use crate::contradiction::{allowed_by, contradict, in_common};
use crate::corpus::{Corpus, Series, Statement, ValueType};
use crate::model::Interval;

/// The largest agreement among some statements of one fact.
pub(super) struct LargestAgreement {
    /// What all of them allow; none where the values are no figures.
    pub(super) within: Option<Interval>,
    /// The statements that agree, by their number among those given.
    pub(super) agree: Vec<usize>,
    /// How many independent sources these are.
    pub(super) sources: usize,
    /// How many independent sources there are in all.
    pub(super) of: usize,
}

/// The largest agreement; of several that are as large the first, and none where another one is as large and they cannot both
/// be right. Sources of one party count once, tallies not at all.
pub(super) fn largest_agreement(
    corpus: &Corpus,
    series: &Series,
    statements: &[&Statement],
) -> Option<LargestAgreement> {
    let who: Vec<Independent<'_>> =
        statements.iter().map(|statement| independent(corpus, statement.voice)).collect();
    // Who says two things that cannot both be true counts for neither.
    let is_split = |at: usize| {
        let own = (0..statements.len()).filter(|&other| who[other] == who[at]);
        own.into_iter().any(|other| contradict(corpus, series, statements[at], statements[other]))
    };
    let votes: Vec<usize> =
        (0..statements.len()).filter(|&at| !statements[at].tally && !is_split(at)).collect();
    let count = |agree: &[usize]| {
        let mut who: Vec<&Independent<'_>> = agree.iter().map(|&at| &who[at]).collect();
        who.sort();
        who.dedup();
        who.len()
    };
    let of = count(&(0..statements.len()).filter(|&at| !statements[at].tally).collect::<Vec<_>>());
    if series.value_type != ValueType::Number {
        let group = |first: &usize| {
            let fits = |at: &usize| !contradict(corpus, series, statements[*at], statements[*first]);
            votes.iter().copied().filter(fits).collect::<Vec<_>>()
        };
        let groups = votes.iter().map(|first| (group(first), None));
        return best(groups.collect(), count, of);
    }
    let spans: Vec<Interval> =
        statements.iter().map(|statement| allowed_by(corpus, series, statement)).collect();
    let votes_spans: Vec<&Interval> = votes.iter().map(|&at| &spans[at]).collect();
    let groups = in_common(&votes_spans).into_iter().map(|group| {
        let agree: Vec<usize> = group.into_iter().map(|at| votes[at]).collect();
        let within = agree.iter().fold(Interval::ALL, |within, &at| within.intersect(&spans[at]));
        (agree, Some(within))
    });
    best(groups.collect(), count, of)
}

fn best(
    groups: Vec<(Vec<usize>, Option<Interval>)>,
    count: impl Fn(&[usize]) -> usize,
    of: usize,
) -> Option<LargestAgreement> {
    let most = groups.iter().map(|(agree, _)| count(agree)).max()?;
    // A part of another group is no rival of it.
    let is_part = |one: &[usize]| {
        groups.iter().any(|(other, _)| other.len() > one.len() && one.iter().all(|at| other.contains(at)))
    };
    let mut leading = groups.iter().filter(|(agree, _)| count(agree) == most && !is_part(agree));
    let (agree, within) = leading.next()?;
    // One source out of several is no agreement.
    if leading.any(|(other, _)| other != agree) || most == 1 && of > 1 {
        return None;
    }
    Some(LargestAgreement { within: within.clone(), agree: agree.clone(), sources: most, of })
}
