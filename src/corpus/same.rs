//! What it means for two claims to say the same.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::model::claim::{Members, Value};
use crate::model::register::{NameId, WordsId};
use crate::model::{Day, Interval, Shape, Window};
use crate::syntax::tree::Clock;

/// Whether a zone is named, and the seconds since midnight.
type TimeOfDay = Option<(bool, u32)>;

/// The comparison key of a window: two of the same time have one key, and keys sort by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WindowKey {
    from: Option<Day>,
    days: (Option<Day>, Option<Day>),
    shape: Shape,
    utc: (Option<i64>, Option<i64>),
    local: (TimeOfDay, TimeOfDay),
    loose: (bool, bool),
}

impl WindowKey {
    fn of(window: &Window) -> Self {
        let clock = |clock: Option<Clock>| clock.map(|clock| (clock.offset.is_some(), clock.seconds));
        let precise = window.from_clock.is_some() || window.to_clock.is_some();
        let utc = if precise { (window.utc_from(), window.utc_to()) } else { (None, None) };
        let local =
            if utc.0.is_some() { (None, None) } else { (clock(window.from_clock), clock(window.to_clock)) };
        let days = if utc.0.is_some() && utc.0 == utc.1 { (None, None) } else { (window.from, window.to) };
        let loose = (window.approximate, window.uncertain);
        Self { from: window.from, days, shape: window.shape, utc, local, loose }
    }
}

/// The order of windows: undated first, then by start, end, shape and times of day, each in UTC where zones are known.
pub(crate) fn compare_windows(a: Option<&Window>, b: Option<&Window>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(a), Some(b)) if a == b => Ordering::Equal,
        (Some(a), Some(b)) => WindowKey::of(a).cmp(&WindowKey::of(b)),
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
            Value::Date(window) => Self::Date(WindowKey::of(window)),
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
