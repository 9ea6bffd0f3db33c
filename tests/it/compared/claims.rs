//! A few claims of one measure at one scope as a description, and the text that says the same.

use std::fmt::{self, Write};

/// What the claims are about: a kind of measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Level,
    Cumulative,
    Flow,
    Ratio,
    Constant,
    /// No definition: numbers, and whatever else is said of it.
    Undeclared,
    Name,
    /// Names of which several can be right.
    Several,
    /// Names of a measure without a definition.
    UndeclaredName,
    Truth,
    Set,
}

impl Kind {
    pub(crate) fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Several | Self::UndeclaredName)
    }

    fn definition(self) -> &'static str {
        match self {
            Self::Level => "define measure tally\n    kind level\n    unit people\n",
            Self::Cumulative => "define measure tally\n    kind cumulative\n    unit people\n",
            Self::Flow => "define measure tally\n    kind flow\n    unit people\n",
            Self::Ratio => "define measure tally\n    kind ratio\n    unit %\n",
            Self::Constant => "define measure tally\n    kind constant\n    unit people\n",
            Self::Name => "define measure tally\n    kind name\n",
            Self::Several => "define measure tally\n    kind name\n    allows several\n",
            Self::Set => "define measure tally\n    kind set\n",
            Self::Undeclared | Self::UndeclaredName | Self::Truth => "",
        }
    }
}

/// How a figure is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Exactly(i64),
    AtLeast(i64),
    AtMost(i64),
    MoreThan(i64),
    FewerThan(i64),
    Between(i64, i64),
    About(i64),
    Nearly(i64),
    Dozens,
    /// So many of fifty, of a ratio.
    OfFifty(i64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    None,
    Percent,
    Km,
}

/// What is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Number(Said, Unit),
    Name(u8),
    Truth(bool),
    /// A word for a judgement that is neither true nor false.
    Verdict,
    /// A saying about a set, by number.
    Set(usize),
}

/// Sayings about a set, each with the sets of a (1), b (2) and c (4) it is true of, a bit for each sum.
pub(crate) const SETS: [(&str, u32); 6] = [
    ("are {Alder, Birch}", 1 << 3),
    ("are {Birch, Cedar}", 1 << 6),
    ("includes Alder", 0b1010_1010),
    ("excludes Alder", 0b0101_0101),
    ("includes Cedar", 0b1111_0000),
    ("excludes Birch", 0b0011_0011),
];

/// The date of a claim. Days are counted from 1, the first of October 2020.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    Undated,
    Day(i32),
    /// A clock time without a zone.
    Clock(i32, i32),
    /// Hours in Greenwich since the beginning of the first day, as written at that many hours east of it.
    Zoned(i32, i32),
    FromTo(i32, i32),
    /// The month of the first day, written in one of three ways.
    Month(u8),
    /// The last quarter of the year, bare or not.
    Quarter(bool),
    Year(bool),
    /// The middle third of the month, bare or not.
    Middle(bool),
    Approximate(i32),
    SomeDayOfMonth,
    Since(i32),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) value: Value,
    pub(crate) when: When,
    /// Expected, and not plain fact.
    pub(crate) expected: bool,
    /// Own voice where none.
    pub(crate) origin: Option<usize>,
    /// The outlets that passed it on, from the origin outwards; of own voice the outlet.
    pub(crate) chain: Vec<usize>,
    pub(crate) said: Option<i32>,
    pub(crate) published: Option<i32>,
}

/// Claims of one measure.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Claims {
    pub(crate) kind: Kind,
    pub(crate) all: Vec<Claim>,
}

impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// The first day of the year after, in which all is said and published.
pub(crate) const NEW_YEAR: i32 = 93;

/// A day as it is written.
pub(crate) fn date(day: i32) -> String {
    let mut left = day;
    for (month, days) in [("2020-10", 31), ("2020-11", 30), ("2020-12", 31), ("2021-01", 31)] {
        if left <= days {
            return format!("{month}-{left:02}");
        }
        left -= days;
    }
    unreachable!("a claim's days are before February")
}

impl When {
    fn text(self) -> String {
        match self {
            Self::Undated => String::new(),
            Self::Day(day) => format!(" on {}", date(day)),
            Self::Clock(day, hour) => format!(" on {}T{hour:02}:00", date(day)),
            Self::Zoned(hours, east) => {
                let local = hours + east;
                let (day, hour) = (local.div_euclid(24) + 1, local.rem_euclid(24));
                let zone = match east {
                    0 => "Z".to_owned(),
                    _ => format!("{}{:02}:00", if east < 0 { '-' } else { '+' }, east.abs()),
                };
                format!(" on {}T{hour:02}:00{zone}", date(day))
            }
            Self::FromTo(from, to) => format!(" from {} to {}", date(from), date(to)),
            Self::Month(0) => " on 2020-10".to_owned(),
            Self::Month(1) => " during October 2020".to_owned(),
            Self::Month(_) => " during 2020-10".to_owned(),
            Self::Quarter(bare) => format!(" {} Q4 2020", if bare { "on" } else { "during" }),
            Self::Year(bare) => format!(" {} 2020", if bare { "on" } else { "during" }),
            Self::Middle(bare) => format!(" {} mid-October 2020", if bare { "on" } else { "during" }),
            Self::Approximate(day) => format!(" on {}~", date(day)),
            Self::SomeDayOfMonth => " on 2020-10-XX".to_owned(),
            Self::Since(day) => format!(" since {}", date(day)),
        }
    }
}

impl Value {
    fn text(self) -> String {
        match self {
            Self::Number(said, unit) => {
                let unit = match unit {
                    Unit::None => "",
                    _ if matches!(said, Said::OfFifty(_)) => "",
                    Unit::Percent => "%",
                    Unit::Km => " km",
                };
                let figure = match said {
                    Said::Exactly(value) => format!("{value}"),
                    Said::AtLeast(value) => format!("at least {value}"),
                    Said::AtMost(value) => format!("at most {value}"),
                    Said::MoreThan(value) => format!("more than {value}"),
                    Said::FewerThan(value) => format!("fewer than {value}"),
                    Said::Between(low, high) => format!("{low} to {high}"),
                    Said::About(value) => format!("about {value}"),
                    Said::Nearly(value) => format!("nearly {value}"),
                    Said::Dozens => "dozens".to_owned(),
                    Said::OfFifty(value) => format!("{value} of 50"),
                };
                format!("is* {figure}{unit}")
            }
            Self::Name(name) => format!("is* {}", ["Alder", "Birch", "Cedar"][usize::from(name)]),
            Self::Truth(truth) => format!("is* {truth}"),
            Self::Verdict => "is* misleading".to_owned(),
            Self::Set(saying) => SETS[saying].0.to_owned(),
        }
    }
}

impl Claims {
    /// The text.
    pub(crate) fn text(&self) -> String {
        let mut text = self.kind.definition().to_owned();
        for number in 0..self.all.len() {
            text += &self.line(number);
        }
        text
    }

    fn line(&self, number: usize) -> String {
        let claim = &self.all[number];
        let head = if self.kind == Kind::Truth { "\"the bridge holds\"" } else { "tally" };
        let verb = if claim.expected { "is expected" } else { "is" };
        let value = claim.value.text().replace("is*", verb);
        let mut line = format!("@c{number} {head} {value}{}", claim.when.text());
        if let Some(origin) = claim.origin {
            write!(line, " by Origin{origin}").expect("a string takes all");
        }
        for outlet in &claim.chain {
            write!(line, " via Outlet{outlet}").expect("a string takes all");
        }
        for (word, day) in [("said", claim.said), ("published", claim.published)] {
            if let Some(day) = day {
                write!(line, " {word} {}", date(day)).expect("a string takes all");
            }
        }
        line + "\n"
    }
}
