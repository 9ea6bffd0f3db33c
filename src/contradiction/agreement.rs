//! The camps of one fact: which of its figures can all be true.

use crate::contradiction::encoding::to_span;
use crate::model::Interval;
use crate::reason::linear::Span;

/// With more figures than this, each is a camp of its own.
const MANY: usize = 400;

/// The largest sets of intervals that have a point in common, each ascending, in the order of that point. There is
/// one set if all intervals have a point in common.
pub(super) fn camps(spans: &[Span]) -> Vec<Vec<usize>> {
    let non_empty = non_empty(spans);
    if non_empty.len() > MANY {
        return non_empty.into_iter().map(|at| vec![at]).collect();
    }
    all_camps(spans, &non_empty)
}

/// The camps of intervals, however many there are.
pub(crate) fn in_common(intervals: &[&Interval]) -> Vec<Vec<usize>> {
    let spans: Vec<Span> = intervals.iter().map(|interval| to_span(interval)).collect();
    all_camps(&spans, &non_empty(&spans))
}

/// The spans that are not empty, by number.
fn non_empty(spans: &[Span]) -> Vec<usize> {
    (0..spans.len()).filter(|&at| meet(&spans[at], &spans[at])).collect()
}

/// The camps of the spans that are not empty.
fn all_camps(spans: &[Span], non_empty: &[usize]) -> Vec<Vec<usize>> {
    // By Helly's theorem in one dimension, intervals that meet in pairs have a point in common: the start of the one
    // that starts last.
    let mut camps: Vec<Vec<usize>> = Vec::new();
    let mut firsts = non_empty.to_vec();
    firsts.sort_by_key(|&at| (&spans[at].low, at));
    for first in firsts {
        let own = &spans[first];
        let holds_there = |&at: &usize| spans[at].low <= own.low && meet(&spans[at], own);
        let camp: Vec<usize> = non_empty.iter().copied().filter(holds_there).collect();
        if camps.iter().any(|known| camp.iter().all(|at| known.contains(at))) {
            continue;
        }
        camps.retain(|known| !known.iter().all(|at| camp.contains(at)));
        camps.push(camp);
    }
    camps
}

/// Whether some spans all have a point in common.
pub(super) fn agree(spans: &[Span]) -> bool {
    spans.iter().enumerate().all(|(at, one)| spans[..=at].iter().all(|other| meet(one, other)))
}

/// Whether two spans have a point in common.
fn meet(one: &Span, other: &Span) -> bool {
    let above = |one: &Span, other: &Span| {
        one.low.as_ref().zip(other.high.as_ref()).is_some_and(|(low, high)| low > high)
    };
    !above(one, other) && !above(other, one)
}

#[cfg(test)]
mod tests {
    use super::{camps, in_common};
    use crate::model::{Interval, Number};
    use crate::reason::Endpoint;
    use crate::reason::linear::Span;

    fn span(low: Option<i64>, high: Option<i64>) -> Span {
        let end = |end: Option<i64>| end.map(|end| Endpoint::closed(Number::from_i64(end)));
        Span { low: end(low), high: end(high) }
    }

    #[test]
    fn figures_that_agree_are_one_camp_and_those_between_two_are_in_both() {
        let one = |number| span(Some(number), Some(number));
        assert_eq!(camps(&[one(25), one(22), one(25)]), [vec![1], vec![0, 2]]);
        assert_eq!(camps(&[one(25), span(Some(20), None), span(None, Some(30))]), [vec![0, 1, 2]]);
        assert_eq!(camps(&[one(22), span(Some(20), Some(30)), one(25)]), [vec![0, 1], vec![1, 2]]);
        assert_eq!(camps(&[span(None, Some(5)), span(Some(9), None)]), [vec![0], vec![1]]);
    }

    #[test]
    fn an_open_end_is_not_met_by_a_closed_one() {
        let closed = |low, high| Interval::closed(Number::from_i64(low), Number::from_i64(high));
        let above = |low| Interval::above(Number::from_i64(low));
        assert_eq!(in_common(&[&closed(8, 12), &above(12), &Interval::ALL]), [vec![0, 2], vec![1, 2]]);
        assert_eq!(in_common(&[&closed(8, 12), &closed(12, 20), &above(11)]), [vec![0, 1, 2]]);
        let many = vec![closed(1, 2); 500];
        assert_eq!(in_common(&many.iter().collect::<Vec<_>>()).len(), 1);
    }
}
