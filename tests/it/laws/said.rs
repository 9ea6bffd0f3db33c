//! A figure as it is said, and the span that it leaves possible.

use crate::oracle::Exact;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    People,
    Bare,
    Km,
    Percent,
}

/// A figure with a word before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Exactly(i64),
    AtLeast(i64),
    AtMost(i64),
    MoreThan(i64),
    LessThan(i64),
    Between(i64, i64),
}

/// An end of a span, and whether it belongs to it.
pub(crate) type End = Option<(Exact, bool)>;

impl Said {
    /// The hard span: what contradicts the figure lies outside.
    pub(crate) fn span(self, unit: Unit, tolerance: i64) -> [End; 2] {
        let whole = |value: i64| Exact::from_integer(value.into());
        let closed = |value: i64| Some((whole(value), true));
        let open = |value: i64| Some((whole(value), false));
        let [low, high] = match self {
            // A measured figure is rounded: half a unit of its last digit towards zero belongs to it, half a unit away does not.
            Self::Exactly(value) if matches!(unit, Unit::Km | Unit::Percent) => {
                let half = Exact::new(1, 2);
                [Some((whole(value) - half, value >= 0)), Some((whole(value) + half, value < 0))]
            }
            Self::Exactly(value) => [closed(value); 2],
            Self::AtLeast(low) => [closed(low), None],
            Self::AtMost(high) => [None, closed(high)],
            Self::MoreThan(low) => [open(low), None],
            Self::LessThan(high) => [None, open(high)],
            Self::Between(low, high) => [closed(low), closed(high)],
        };
        // It is how far two figures may differ in all: half of it for each of them.
        let tolerance = Exact::new(tolerance.into(), 2);
        [
            low.map(|(end, closed)| (end - tolerance, closed)),
            high.map(|(end, closed)| (end + tolerance, closed)),
        ]
    }

    pub(crate) fn text(self, unit: Unit) -> String {
        let unit = match unit {
            Unit::People | Unit::Bare => "",
            Unit::Km => " km",
            Unit::Percent => "%",
        };
        match self {
            Self::Exactly(value) => format!("{value}{unit}"),
            Self::AtLeast(low) => format!("at least {low}{unit}"),
            Self::AtMost(high) => format!("at most {high}{unit}"),
            Self::MoreThan(low) => format!("more than {low}{unit}"),
            Self::LessThan(high) => format!("less than {high}{unit}"),
            Self::Between(low, high) => format!("{low} to {high}{unit}"),
        }
    }
}
