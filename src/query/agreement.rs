//! What most independent sources agree on. For figures the interval that most of them allow, as Marzullo's algorithm finds
//! it (K. Marzullo, *Maintaining the Time in a Distributed System*, 1984): with the ends of all intervals in order, the
//! stretch that lies in most of them.

use std::cmp::Ordering;

use super::speakers::{Independent, independent};
use crate::contradiction::{contradict, hard};
use crate::corpus::{Corpus, Series, Statement, ValueType};
use crate::model::{Interval, Number};

/// The largest agreement among some statements of one fact.
pub(super) struct Largest {
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
pub(super) fn largest(corpus: &Corpus, series: &Series, statements: &[&Statement]) -> Option<Largest> {
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
    let spans: Vec<Interval> = statements.iter().map(|statement| hard(corpus, series, statement)).collect();
    // The stretch that lies in most intervals begins where one of them begins.
    let groups = votes.iter().map(|&first| {
        let agree: Vec<usize> =
            votes.iter().copied().filter(|&at| holds_start(&spans[at], &spans[first])).collect();
        let within = agree.iter().fold(Interval::ALL, |within, &at| within.intersect(&spans[at]));
        (agree, Some(within))
    });
    best(groups.collect(), count, of)
}

fn best(
    groups: Vec<(Vec<usize>, Option<Interval>)>,
    count: impl Fn(&[usize]) -> usize,
    of: usize,
) -> Option<Largest> {
    let most = groups.iter().map(|(agree, _)| count(agree)).max()?;
    // A part of another group is no rival of it.
    let is_part = |one: &[usize]| {
        groups.iter().any(|(other, _)| other.len() > one.len() && one.iter().all(|at| other.contains(at)))
    };
    let mut leading = groups.iter().filter(|(agree, _)| count(agree) == most && !is_part(agree));
    let (agree, within) = leading.next()?;
    // One of several is no agreement.
    if leading.any(|(other, _)| other != agree) || most == 1 && of > 1 {
        return None;
    }
    Some(Largest { within: within.clone(), agree: agree.clone(), sources: most, of })
}

/// Whether an interval holds the start of another, just after it where that is open.
fn holds_start(one: &Interval, other: &Interval) -> bool {
    let starts = compare_low((&one.low, one.low_open), (&other.low, other.low_open)) != Ordering::Greater;
    let ends = match (&one.high, &other.low) {
        (Some(high), Some(low)) => low < high || low == high && !one.high_open && !other.low_open,
        _ => true,
    };
    starts && ends
}

fn compare_low(one: (&Option<Number>, bool), two: (&Option<Number>, bool)) -> Ordering {
    match (one.0, two.0) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(low), Some(other)) => low.partial_cmp(other).unwrap_or(Ordering::Equal).then(one.1.cmp(&two.1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(low: i64, high: i64) -> Interval {
        Interval::closed(Number::from_i64(low), Number::from_i64(high))
    }

    #[test]
    fn an_interval_holds_the_start_of_another_within_it() {
        let above = |low| Interval::above(Number::from_i64(low));
        let cases = [
            (span(8, 12), span(11, 13), true),
            (span(8, 12), span(12, 20), true),
            (span(8, 12), span(13, 20), false),
            (span(8, 12), span(7, 20), false),
            (above(8), above(8), true),
            (above(8), span(8, 9), false),
            (span(8, 12), above(12), false),
            (Interval::ALL, span(1, 2), true),
        ];
        for (one, other, holds) in cases {
            assert_eq!(holds_start(&one, &other), holds, "{one:?} {other:?}");
        }
    }
}
