//! A claim as the checker knows it: figures, windows and names settled, with its places in the text.

use crate::model::Number;
use crate::model::change::Change;
use crate::model::figure::Figure;
use crate::model::register::{ChainId, KeyId, LabelId, MeasureId, NameId, ScopeId, SourceId, WordsId};
use crate::model::units::UnitId;
use crate::model::window::{Day, Shape, Window};
use crate::model::written_time::WrittenTime;
use crate::source::{Place, Span};
use crate::syntax::tree::{Clock, Mode};

/// When something was said or published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The first day it can have been.
    pub from: Day,
    /// The last day it can have been.
    pub to: Day,
    /// The time of day, where one day and a clock are given.
    pub clock: Option<Clock>,
}

impl Moment {
    /// The moment of a window, with an open end taken for the other one; none if both are open.
    #[must_use]
    pub fn of(window: &Window) -> Option<Self> {
        let (from, to) = (window.from.or(window.to)?, window.to.or(window.from)?);
        Some(Self { from, to, clock: if from == to { window.from_clock } else { None } })
    }

    /// Whether this is certainly later than the other: a day equals any time in it.
    #[must_use]
    pub fn certainly_after(&self, other: &Self) -> bool {
        if let (Some(mine), Some(theirs)) = (self.utc(), other.utc()) {
            return mine > theirs;
        }
        let theirs = WrittenTime { day: other.to, clock: other.clock };
        theirs.is_before(WrittenTime { day: self.from, clock: self.clock })
    }

    /// A number to sort moments by: one that is certainly earlier has no greater number.
    #[must_use]
    pub fn order(&self) -> i64 {
        WrittenTime { day: self.to, clock: self.clock }.utc().1
    }

    /// How many seconds it is later than another; none where not both have times of day that can be compared.
    #[must_use]
    pub fn seconds_after(&self, other: &Self) -> Option<i64> {
        if let (Some(mine), Some(theirs)) = (self.utc(), other.utc()) {
            return Some(mine - theirs);
        }
        let (mine, theirs) = self.clock.zip(other.clock)?;
        let days = i64::from(self.from.0) - i64::from(other.from.0);
        (mine.offset == theirs.offset)
            .then(|| days * 86_400 + i64::from(mine.seconds) - i64::from(theirs.seconds))
    }

    /// As a message says it: `19 October 2020`, `19 October 2020, 14:00 UTC`, `October 2020`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let days = Window::new(Shape::Instant, Some(self.from), Some(self.to));
        Window { from_clock: self.clock, to_clock: self.clock, ..days }.in_words()
    }

    /// The moment in seconds from 1970-01-01T00:00Z, where it has a time of day with a zone.
    #[must_use]
    pub fn utc(&self) -> Option<i64> {
        self.from.utc_seconds(self.clock?)
    }
}

/// What a claim says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A figure, in the measure's unit.
    Number(Figure),
    /// A date.
    Date(Box<Window>),
    /// A name.
    Name(NameId),
    /// A set, or one member in or out of it.
    Set(Box<Members>),
    /// True or false.
    Truth(bool),
    /// A quotation, as written.
    Quote(WordsId),
    /// What could not be read; the reason is among the problems.
    Unread,
}

/// What is said of a set.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Members {
    /// These and no others, in order of name.
    Exactly(Vec<NameId>),
    /// This one among them.
    Includes(NameId),
    /// This one not among them.
    Excludes(NameId),
}

/// Whether a claim still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimStatus {
    /// It stands.
    Current,
    /// Its origin has since revised it.
    Revised,
    /// It was retracted.
    Retracted,
}

/// Where a claim's window comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFrom {
    /// `on`, `as of`, `at`, or a period.
    Written,
    /// The day it was said.
    Said,
    /// The day it was published.
    Published,
    /// Nowhere: it always holds, or the time is unknown.
    Nowhere,
}

/// One claim of one origin.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The whole statement.
    pub place: Place,
    /// The figure, date or name in it.
    pub mark: Span,
    /// The words that date it; empty where none do.
    pub time_mark: Span,
    /// Which of a statement's several claims it is, from 1; 0 for the only one.
    pub part: u32,
    /// The label.
    pub label: Option<LabelId>,
    /// The measure.
    pub measure: MeasureId,
    /// The scope: of what, where, among whom.
    pub scope: ScopeId,
    /// The mode; none is actual.
    pub mode: Option<Mode>,
    /// The value.
    pub value: Value,
    /// How its figure changed, where that is said.
    pub change: Option<Box<Change>>,
    /// The unit of its figure, which is the measure's where that has one.
    pub unit: Option<UnitId>,
    /// When it is true.
    pub time: Option<Window>,
    /// Where that comes from.
    pub time_from: TimeFrom,
    /// If it holds all the time from one day to another (`from … to …`, `since …`): the last day on which it may have begun, and the
    /// first on which it may have ended. Of these two days themselves it may hold only in part.
    pub throughout: Option<(Day, Day)>,
    /// The days between which an event began, if it is said to go on since then: `since …`.
    pub begun: Option<(Day, Day)>,
    /// Who says so; none for an outlet's own voice.
    pub origin: Option<SourceId>,
    /// The voice: the origin, or whom it speaks for; with an own voice its outlet; none where nobody is named.
    pub voice: Option<SourceId>,
    /// The relays, from the origin outwards.
    pub via: ChainId,
    /// When its origin said it.
    pub said: Option<Moment>,
    /// When the outermost outlet stated it.
    pub published: Option<Moment>,
    /// Whether it still stands.
    pub status: ClaimStatus,
    /// Whether the outlet that carries it has dropped it since: a later edition has a figure of its own there.
    pub dropped: bool,
    /// Excluded from every comparison, for a reason reported elsewhere.
    pub excluded: bool,
    /// The details, as key and value.
    pub details: Option<Box<Details>>,
    /// Its print, a hash of all that it was read from except the definitions; 0 if it has none, as where texts are read only once.
    pub print: u64,
}

impl Claim {
    /// Whether it is computed from other claims: it is no new voice.
    #[must_use]
    pub fn is_tally(&self) -> bool {
        self.details.as_ref().is_some_and(|details| details.tally)
    }

    /// The number that it gives for its figure; none where its value is no figure, or gives no single number.
    #[must_use]
    pub fn best(&self) -> Option<&Number> {
        match &self.value {
            Value::Number(figure) => figure.best(),
            _ => None,
        }
    }
}

/// A claim's details.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The address.
    pub url: Option<String>,
    /// Whether it is computed from other claims: a tally of its outlet's own, and no new voice.
    pub tally: bool,
    /// The labels of those, without the `@`.
    pub based_on: Vec<String>,
    /// The value as it was read, if the file does not have it as a claim says it: in other cells, or in the form of a program.
    pub read_as: Option<String>,
    /// Everything else, in the order written.
    pub rest: Vec<(String, String)>,
}

/// A scope: the keys that are set, each with its name, in key order.
pub type Scope = Vec<(KeyId, NameId)>;
