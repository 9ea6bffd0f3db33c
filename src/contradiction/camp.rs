//! Camps of names, truth values, sets and dates: statements of one fact that say the same; and which camps of the first
//! three cannot both be right.

use rustc_hash::FxHashMap;

use crate::contradiction::dispute::Side;
use crate::contradiction::encoding::weight;
use crate::corpus::{Corpus, HoldingTime, Statement, Voice, clash};
use crate::model::Window;
use crate::model::claim::{Members, Value};
use crate::reason::Weight;

/// Statements of one fact that say the same.
#[derive(Clone)]
pub(super) struct Camp {
    /// The series, by number.
    pub(super) series: u32,
    /// The fact's number in its series.
    pub(super) fact: u32,
    /// The fact's window.
    pub(super) window: Option<Window>,
    /// What they say.
    pub(super) value: Value,
    /// For an undecided voice, which is a camp by itself: what else it may have said, each with the
    /// statement.
    pub(super) others: Vec<(Value, Statement)>,
    /// Who says so.
    pub(super) statements: Vec<Statement>,
    /// Whether its fact has one time for everybody: a moment, the whole of a period, or always.
    /// What may be true at different moments is no conflict.
    pub(super) one_time: bool,
    /// When its value holds, by its own words.
    pub(super) held: HoldingTime,
    /// Whether it is a name or truth value at some moment of a period: in the same period another may have come after it.
    pub(super) in_turn: bool,
}

impl Camp {
    /// Everything that it may say.
    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        std::iter::once(&self.value).chain(self.others.iter().map(|(value, _)| value))
    }

    /// Whether the camp says one thing for certain.
    pub(super) fn is_decided(&self) -> bool {
        self.others.is_empty()
    }

    /// The camp if it said this one of the things that it may say; 0 is its own value.
    pub(super) fn decided(&self, alternative: usize) -> Self {
        let mut camp = Self { others: Vec::new(), ..self.clone() };
        if let Some((value, statement)) = alternative.checked_sub(1).and_then(|other| self.others.get(other))
        {
            camp.value = value.clone();
            camp.statements = vec![statement.clone()];
        }
        camp
    }

    /// Who says so.
    pub(super) fn voices(&self) -> impl Iterator<Item = Voice> {
        self.statements.iter().map(|statement| statement.voice)
    }

    /// The first of its statements whose voice does not speak in the other camp as well.
    fn only_here(&self, other: &Self) -> Option<&Statement> {
        self.statements.iter().find(|mine| !other.voices().any(|voice| voice == mine.voice))
    }

    /// Whether both camps may be right, one after the other in one period: all voices of one of them are in the other too.
    fn takes_turns(&self, other: &Self) -> bool {
        let in_one_period = self.in_turn && other.in_turn && self.fact == other.fact;
        in_one_period && (self.only_here(other).is_none() || other.only_here(self).is_none())
    }

    /// Whether the two camps cannot both be right. An undecided voice is opposed only if all that
    /// it may have said is.
    pub(super) fn opposes(&self, corpus: &Corpus, other: &Self, allows_several: bool) -> bool {
        let series = &corpus.series[self.series as usize];
        let opposed = |mine: &Value, theirs: &Value| {
            opposed(mine, theirs, allows_several)
                && !corpus.may_agree(series.measure, series.scope, mine, theirs)
        };
        !self.takes_turns(other)
            && self.values().all(|mine| other.values().all(|theirs| opposed(mine, theirs)))
    }
}

/// What it costs to remove each camp.
pub(super) fn weights(camps: &[Camp]) -> Vec<Weight> {
    let none = Weight { origins: 0, own: 0 };
    camps
        .iter()
        .map(|camp| camp.statements.iter().map(weight).fold(none, |sum, weight| sum + weight))
        .collect()
}

/// One statement of each of two camps, to be shown: two of one voice if it speaks in both. If the
/// camps may take turns, two of voices that each speak in one of them only, if there are such.
pub(super) fn clearest_pair<'c>(removed: &'c Camp, against: &'c Camp) -> (&'c Statement, &'c Statement) {
    if removed.in_turn
        && against.in_turn
        && let (Some(mine), Some(theirs)) = (removed.only_here(against), against.only_here(removed))
    {
        return (mine, theirs);
    }
    let mut rivals: FxHashMap<Voice, &Statement> = FxHashMap::default();
    for theirs in &against.statements {
        rivals.entry(theirs.voice).or_insert(theirs);
    }
    for mine in &removed.statements {
        if let Some(theirs) = rivals.get(&mine.voice) {
            return (mine, theirs);
        }
    }
    (&removed.statements[0], &against.statements[0])
}

/// A statement of a camp as a side of a dispute.
pub(super) fn side(camp: &Camp, statement: &Statement) -> Side {
    Side { series: camp.series, window: camp.window, statement: statement.clone() }
}

/// Whether two values cannot both be right. Where a measure allows several values, a list need not be complete.
fn opposed(one: &Value, other: &Value, allows_several: bool) -> bool {
    match (one, other) {
        (Value::Set(one), Value::Set(other)) => {
            let excludes = |members: &Members| matches!(members, Members::Excludes(_));
            clash(one, other) && (!allows_several || excludes(one) || excludes(other))
        }
        _ => one != other,
    }
}
