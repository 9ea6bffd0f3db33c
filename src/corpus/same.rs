//! What it means for two claims to say the same.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::model::claim::{Members, Value};
use crate::model::register::{NameId, WordsId};
use crate::model::{Interval, Window, WindowKey};

/// The order of windows: undated first, then by start, end, shape and times of day, each in UTC if it has a zone.
pub(crate) fn compare_windows(a: Option<&Window>, b: Option<&Window>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(a), Some(b)) if a == b => Ordering::Equal,
        (Some(a), Some(b)) => a.key().cmp(&b.key()),
    }
}

/// Whether two sets cannot both be as said.
pub(crate) fn clash(one: &Members, two: &Members) -> bool {
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

/// The comparison key of a value: two that say the same have one key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ValueKey<'c> {
    Number(Cow<'c, Interval>, Cow<'c, Interval>),
    Date(WindowKey),
    Name(NameId),
    Set(&'c Members),
    Truth(bool),
    Quote(WordsId),
    Unread,
}

impl<'c> ValueKey<'c> {
    pub(crate) fn of(value: &'c Value) -> Self {
        match value {
            Value::Number(figure) => Self::Number(figure.hard(), figure.soft()),
            Value::Date(window) => Self::Date(window.key()),
            Value::Name(name) => Self::Name(*name),
            Value::Set(members) => Self::Set(members),
            Value::Truth(truth) => Self::Truth(*truth),
            Value::Quote(words) => Self::Quote(*words),
            Value::Unread => Self::Unread,
        }
    }
}

/// Whether two claims say the same.
#[must_use]
pub fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Date(a), Value::Date(b)) => compare_windows(Some(a), Some(b)).is_eq(),
        (Value::Number(a), Value::Number(b)) => a.hard() == b.hard() && a.soft() == b.soft(),
        _ => a == b,
    }
}
