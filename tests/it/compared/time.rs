//! Of which time a claim is true, and how two such times stand to each other.

use crate::compared::claims::{Claim, Kind, Value, When};
use crate::pending::Part;

/// An instant: a day, a clock time of an unknown zone, or an hour in Greenwich.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Moment {
    Day(i32),
    Clock(i32, i32),
    Zoned(i32),
}

/// Zones reach from twelve hours west of Greenwich to fourteen hours east of it.
const WEST: i32 = 12;
const EAST: i32 = 14;

impl Moment {
    /// The days that it can be, somewhere.
    pub(crate) fn days(self) -> (i32, i32) {
        match self {
            Self::Day(day) | Self::Clock(day, _) => (day, day),
            Self::Zoned(hours) => ((hours - WEST).div_euclid(24) + 1, (hours + EAST).div_euclid(24) + 1),
        }
    }

    /// Whether it certainly comes before another one.
    pub(crate) fn is_before(self, other: Self) -> bool {
        match (self, other) {
            (Self::Zoned(one), Self::Zoned(two)) => one < two,
            (Self::Clock(..), Self::Clock(..)) => self < other,
            (Self::Clock(day, hour), Self::Zoned(hours)) => (day - 1) * 24 + hour + WEST < hours,
            (Self::Zoned(hours), Self::Clock(day, hour)) => hours < (day - 1) * 24 + hour - EAST,
            _ => self.days().1 < other.days().0,
        }
    }

    fn mentions_a_zone(self) -> bool {
        matches!(self, Self::Zoned(_))
    }
}

/// The time of which a claim is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// Nothing says.
    Unknown,
    Always,
    /// Some time up to the end of a day.
    UpTo(i32),
    /// From a day to nobody knows when.
    From(i32),
    At(Moment),
    /// An instant in a window.
    Within(i32, i32),
    /// A period, and whether what is said of it is said of all of it.
    Over {
        from: i32,
        to: i32,
        throughout: bool,
    },
}

impl Time {
    pub(crate) fn of(kind: Kind, claim: &Claim) -> Self {
        let over = |from, to| Self::Over { from, to, throughout: false };
        // A bare month is an instant in it of a total, and a period of anything else.
        let bare = |from, to| match kind {
            Kind::Cumulative => Self::Within(from, to),
            _ => over(from, to),
        };
        match claim.when {
            When::Undated => Self::undated(kind, claim),
            When::Day(day) => Self::At(Moment::Day(day)),
            When::Clock(day, hour) => Self::At(Moment::Clock(day, hour)),
            When::Zoned(hours, _) => Self::At(Moment::Zoned(hours)),
            When::FromTo(from, to) => Self::Over { from, to, throughout: true },
            When::Month(0) => bare(1, 31),
            When::Month(_) => over(1, 31),
            When::Quarter(true) => bare(1, 92),
            When::Quarter(false) => over(1, 92),
            When::Year(true) => bare(-273, 92),
            When::Year(false) => over(-273, 92),
            When::Middle(true) => bare(11, 20),
            When::Middle(false) => over(11, 20),
            When::Approximate(day) => Self::Within(day - 1, day + 1),
            When::SomeDayOfMonth => Self::Within(1, 31),
            When::Since(from) => match claim.said.or(claim.published) {
                Some(to) => Self::Over { from, to, throughout: true },
                None => Self::From(from),
            },
        }
    }

    fn undated(kind: Kind, claim: &Claim) -> Self {
        match (kind, claim.value) {
            (Kind::Level | Kind::Cumulative, _) => match claim.said.or(claim.published) {
                Some(day) => Self::At(Moment::Day(day)),
                None => Self::Unknown,
            },
            (Kind::Constant | Kind::Truth | Kind::Set, _) | (_, Value::Truth(_)) => Self::Always,
            // What is expected may be about any time to come.
            (Kind::Flow | Kind::Ratio | Kind::Undeclared, Value::Number(..)) if !claim.expected => {
                claim.published.map_or(Self::Unknown, Self::UpTo)
            }
            _ => Self::Unknown,
        }
    }

    /// The days that it can be or touch.
    pub(crate) fn days(self) -> (i32, i32) {
        match self {
            Self::Unknown | Self::Always => (i32::MIN, i32::MAX),
            Self::UpTo(day) => (i32::MIN, day),
            Self::From(day) => (day, i32::MAX),
            Self::At(moment) => moment.days(),
            Self::Within(from, to) | Self::Over { from, to, .. } => (from, to),
        }
    }

    /// How many days two times share, of those they can touch.
    fn shared(self, other: Self) -> i64 {
        let (one, two) = (self.days(), other.days());
        i64::from(one.1.min(two.1)) - i64::from(one.0.max(two.0)) + 1
    }
}

/// How two claims of one measure stand to each other by their times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Of one time: one fact.
    Same,
    /// Of two times whose true values are tied to each other: they are compared all the same.
    Tied,
    /// Of certainly different times.
    Apart,
    /// Of times that could be the same, which nothing says: what keeps them from being compared.
    Maybe(Part),
    /// The texts leave it open whether a word is said; a contradiction it is not.
    Open,
    /// The texts leave all of it open.
    Unsaid,
}

/// The relation of two times for a kind of measure, and what it rests on.
pub(crate) fn relation(kind: Kind, one: Time, two: Time) -> (Relation, Vec<Part>) {
    let mut parts = Vec::new();
    if [one, two].iter().any(|time| matches!(time, Time::At(moment) if moment.mentions_a_zone())) {
        parts.push(Part::Zones);
    }
    let relation = match kind {
        Kind::Constant => Relation::Same,
        Kind::Cumulative => of_totals(one, two),
        Kind::Flow => of_flows(one, two),
        Kind::Level | Kind::Ratio | Kind::Undeclared => of_levels(one, two),
        Kind::Name | Kind::Several | Kind::UndeclaredName => of_names(one, two),
        // What always holds holds then.
        Kind::Truth | Kind::Set if one == Time::Always || two == Time::Always => Relation::Tied,
        Kind::Truth => of_names(one, two),
        Kind::Set => match of_levels(one, two) {
            Relation::Same if matches!(one, Time::At(_)) => Relation::Same,
            Relation::Apart => Relation::Apart,
            _ => Relation::Open,
        },
    };
    // One fact with one time is one fact for who says it too.
    let relation = if one == two && one == Time::Always { Relation::Same } else { relation };
    let period = matches!(one, Time::Over { .. }) || matches!(two, Time::Over { .. });
    let compared = matches!(relation, Relation::Same | Relation::Tied);
    match kind {
        Kind::Level | Kind::Ratio | Kind::Undeclared if period && compared => parts.push(Part::PeriodFigures),
        Kind::Truth | Kind::Set if period => parts.push(Part::NamesOverTime),
        _ if kind.is_name() => parts.push(Part::NamesOverTime),
        _ => {}
    }
    (relation, parts)
}

fn of_moments(one: Moment, two: Moment) -> Relation {
    if one == two {
        Relation::Same
    } else if one.is_before(two) || two.is_before(one) {
        Relation::Apart
    } else {
        match (one, two) {
            // A day and an hour of it, which is written without a zone or which may be that day where it is written.
            (Moment::Day(_), Moment::Clock(..)) | (Moment::Clock(..), Moment::Day(_)) => {
                Relation::Maybe(Part::DayAndClock)
            }
            _ => Relation::Open,
        }
    }
}

fn of_levels(one: Time, two: Time) -> Relation {
    if one == Time::Unknown || two == Time::Unknown {
        return Relation::Maybe(Part::Undated);
    }
    if let (Time::At(one), Time::At(two)) = (one, two) {
        return of_moments(one, two);
    }
    let shared = one.shared(two);
    if shared <= 0 {
        return Relation::Apart;
    }
    match (one, two) {
        (Time::Over { from, to, .. }, Time::Over { from: start, to: end, .. }) => {
            // Other figures, of other periods: whether a reader wants to hear of them is nowhere said.
            if (from, to) == (start, end) { Relation::Same } else { Relation::Open }
        }
        (Time::Over { from, to, .. }, Time::At(moment)) | (Time::At(moment), Time::Over { from, to, .. }) => {
            let (first, last) = moment.days();
            if from <= first && last <= to { Relation::Maybe(Part::PeriodAndInstant) } else { Relation::Open }
        }
        (Time::From(_), _) | (_, Time::From(_)) => Relation::Open,
        (Time::UpTo(_), _) | (_, Time::UpTo(_)) => Relation::Maybe(Part::Undated),
        (Time::At(Moment::Zoned(_)), _) | (_, Time::At(Moment::Zoned(_))) => Relation::Open,
        _ => Relation::Maybe(Part::Uncertain),
    }
}

fn of_totals(one: Time, two: Time) -> Relation {
    if one == Time::Unknown || two == Time::Unknown {
        return Relation::Maybe(Part::Undated);
    }
    match (one, two) {
        (Time::From(_), _) | (_, Time::From(_)) => Relation::Open,
        (Time::At(one), Time::At(two)) if one == two => Relation::Same,
        // A total may grow within a day.
        (Time::At(one), Time::At(two)) if !one.is_before(two) && !two.is_before(one) => Relation::Open,
        (Time::Over { from, to, .. }, Time::Over { from: start, to: end, .. })
            if (from, to) == (start, end) =>
        {
            Relation::Same
        }
        _ => Relation::Tied,
    }
}

fn of_flows(one: Time, two: Time) -> Relation {
    let period = |time: Time| match time {
        Time::At(Moment::Day(day)) => Some((day, day)),
        Time::Over { from, to, .. } => Some((from, to)),
        _ => None,
    };
    match (period(one), period(two)) {
        (Some(one), Some(two)) if one == two => Relation::Same,
        (Some(_), Some(_)) => Relation::Tied,
        // One uncertain day, or what came in over all of them.
        _ if one == two && matches!(one, Time::Within(..)) => Relation::Unsaid,
        _ => match of_levels(one, two) {
            // An hour of a flow is nothing that the generator makes.
            Relation::Same => Relation::Open,
            other => other,
        },
    }
}

fn of_names(one: Time, two: Time) -> Relation {
    match (one, two) {
        (Time::Unknown, Time::Unknown) => return Relation::Same,
        (Time::Unknown, _) | (_, Time::Unknown) => return Relation::Maybe(Part::Undated),
        (Time::At(one), Time::At(two)) => return of_moments(one, two),
        _ => {}
    }
    let shared = one.shared(two);
    if shared <= 0 {
        return Relation::Apart;
    }
    let throughout = |time: Time| matches!(time, Time::Over { throughout: true, .. });
    let all_of = |time: Time| throughout(time) || matches!(time, Time::At(Moment::Day(_)));
    match (one, two) {
        (Time::Over { from, to, .. }, Time::Over { from: start, to: end, .. })
            if (from, to) == (start, end) =>
        {
            Relation::Same
        }
        // On the day on which one gives way to the other both names are right.
        _ if all_of(one) && all_of(two) => {
            let edge = [one.days().0, one.days().1, two.days().0, two.days().1];
            let only = one.days().0.max(two.days().0);
            let handed_over = shared == 1 && edge.iter().filter(|day| **day == only).count() >= 2;
            let inside =
                |period: Time, at: Time| period.days().0 < at.days().0 && at.days().1 < period.days().1;
            if handed_over && !inside(one, two) && !inside(two, one) {
                Relation::Open
            } else {
                Relation::Tied
            }
        }
        // Whenever in its period the one held, the other did too.
        (
            Time::Over { from, to, throughout: true },
            Time::Over { from: start, to: end, throughout: false },
        )
        | (
            Time::Over { from: start, to: end, throughout: false },
            Time::Over { from, to, throughout: true },
        ) if from < start && end < to => Relation::Tied,
        (Time::From(_), _) | (_, Time::From(_)) => Relation::Open,
        (Time::Within(..), _) | (_, Time::Within(..)) => Relation::Maybe(Part::Uncertain),
        _ => Relation::Maybe(Part::PeriodAndInstant),
    }
}
