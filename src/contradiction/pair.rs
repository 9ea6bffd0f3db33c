//! Which statements of one fact agree, and which contradict each other.

use crate::contradiction::hard;
use crate::corpus::{Corpus, Series, Statement};
use crate::model::Window;
use crate::model::claim::{Members, Value};

/// Whether two statements of a fact cannot both be true, judged by their values alone.
pub(crate) fn contradict(corpus: &Corpus, series: &Series, one: &Statement, two: &Statement) -> bool {
    match (&corpus.claim(one.speaker()).value, &corpus.claim(two.speaker()).value) {
        (Value::Number(_), Value::Number(_)) => {
            hard(corpus, series, one).disjoint(&hard(corpus, series, two))
        }
        (Value::Date(one), Value::Date(two)) => apart(one, two) || apart(two, one),
        (Value::Name(one), Value::Name(two)) => one != two,
        (Value::Truth(one), Value::Truth(two)) => one != two,
        (Value::Set(one), Value::Set(two)) => clash(one, two),
        _ => false,
    }
}

/// Whether one window ends before another begins.
fn apart(one: &Window, two: &Window) -> bool {
    one.to.zip(two.from).is_some_and(|(end, start)| end < start)
}

fn clash(one: &Members, two: &Members) -> bool {
    match (one, two) {
        (Members::Exactly(one), Members::Exactly(two)) => one != two,
        (Members::Exactly(all), Members::Includes(one)) | (Members::Includes(one), Members::Exactly(all)) => {
            !all.contains(one)
        }
        (Members::Exactly(all), Members::Excludes(one)) | (Members::Excludes(one), Members::Exactly(all)) => {
            all.contains(one)
        }
        (Members::Includes(one), Members::Excludes(two))
        | (Members::Excludes(two), Members::Includes(one)) => one == two,
        _ => false,
    }
}
