//! Which statements of one fact agree, and which contradict each other.

use crate::contradiction::hard;
use crate::corpus::{Corpus, Series, Statement, clash};
use crate::model::claim::Value;

/// Whether two statements of a fact cannot both be true, judged by their values alone.
pub(crate) fn contradict(corpus: &Corpus, series: &Series, one: &Statement, two: &Statement) -> bool {
    let (mine, theirs) =
        (&corpus.claim(one.representative()).value, &corpus.claim(two.representative()).value);
    let may_agree = || corpus.may_agree(series.measure, series.scope, mine, theirs);
    match (mine, theirs) {
        (Value::Number(_), Value::Number(_)) => {
            hard(corpus, series, one).disjoint(&hard(corpus, series, two))
        }
        (Value::Date(one), Value::Date(two)) => one.is_days_apart(two),
        (Value::Name(one), Value::Name(two)) => one != two && !may_agree(),
        (Value::Truth(one), Value::Truth(two)) => one != two,
        (Value::Set(one), Value::Set(two)) => clash(one, two) && !may_agree(),
        _ => false,
    }
}
