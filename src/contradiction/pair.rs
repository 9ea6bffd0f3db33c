//! Which two statements of one fact contradict each other.

use crate::contradiction::allowed_by;
use crate::corpus::{Corpus, Series, Statement, clash};
use crate::model::claim::Value;

/// Whether two statements of a fact cannot both be true, judged by their values alone.
///
/// Values of different kinds are not compared here, nor are values that could not be read, nor
/// quotations, which `quotes` compares.
pub(crate) fn contradict(corpus: &Corpus, series: &Series, one: &Statement, two: &Statement) -> bool {
    let value = |statement: &Statement| &corpus.claim(statement.representative()).value;
    // One may give a name that can be short for the other's.
    let may_agree = || corpus.may_agree(series.measure, series.scope, value(one), value(two));
    match (value(one), value(two)) {
        (Value::Number(_), Value::Number(_)) => {
            allowed_by(corpus, series, one).disjoint(&allowed_by(corpus, series, two))
        }
        (Value::Date(window), Value::Date(other)) => window.is_days_apart(other),
        (Value::Name(name), Value::Name(other)) => name != other && !may_agree(),
        (Value::Truth(truth), Value::Truth(other)) => truth != other,
        (Value::Set(members), Value::Set(other)) => clash(members, other) && !may_agree(),
        _ => false,
    }
}
