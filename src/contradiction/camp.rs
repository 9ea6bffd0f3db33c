//! Camps: statements of one fact that say the same, and which of them stand against each other.

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
    pub(super) series: u32,
    pub(super) fact: u32,
    pub(super) window: Option<Window>,
    pub(super) value: Value,
    /// What else it may be, where a voice said one of several things and nobody knows which, each with its statement.
    pub(super) others: Vec<(Value, Statement)>,
    pub(super) statements: Vec<Statement>,
    /// Whether its fact is one time for everybody, or always: what may be true at different moments is no conflict.
    pub(super) one_time: bool,
    /// For which time it is said to hold.
    pub(super) held: HoldingTime,
    /// Whether it is a name at some time of a period, in which another may have followed.
    pub(super) in_turn: bool,
}

impl Camp {
    /// Everything that it may say.
    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        std::iter::once(&self.value).chain(self.others.iter().map(|(value, _)| value))
    }

    /// Whether it says one thing.
    pub(super) fn is_decided(&self) -> bool {
        self.others.is_empty()
    }

    /// The same with one of the things that it may say.
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

    /// The first to say this and not that.
    fn only_here(&self, other: &Self) -> Option<&Statement> {
        self.statements.iter().find(|mine| !other.voices().any(|voice| voice == mine.voice))
    }

    /// Whether both may be right, one after the other in one period, by the word of all who say the one or the other.
    fn takes_turns(&self, other: &Self) -> bool {
        let said_of_one = self.in_turn && other.in_turn && self.fact == other.fact;
        said_of_one && (self.only_here(other).is_none() || other.only_here(self).is_none())
    }

    /// Whether nothing that it may say goes with anything that another may say.
    pub(super) fn opposes(&self, corpus: &Corpus, other: &Self, several: bool) -> bool {
        let series = &corpus.series[self.series as usize];
        let opposed = |mine: &Value, theirs: &Value| {
            opposed(mine, theirs, several) && !corpus.may_agree(series.measure, series.scope, mine, theirs)
        };
        !self.takes_turns(other)
            && self.values().all(|mine| other.values().all(|theirs| opposed(mine, theirs)))
    }
}

/// What removing each camp costs.
pub(super) fn weights(camps: &[Camp]) -> Vec<Weight> {
    let none = Weight { origins: 0, own: 0 };
    camps
        .iter()
        .map(|camp| camp.statements.iter().map(weight).fold(none, |sum, weight| sum + weight))
        .collect()
}

/// A statement of each camp: two of one voice where there are such.
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

pub(super) fn side(camp: &Camp, statement: &Statement) -> Side {
    Side { series: camp.series, window: camp.window, statement: statement.clone() }
}

/// Whether two values cannot both be right; where a measure allows several, a list names some of them, and not all.
fn opposed(a: &Value, b: &Value, several: bool) -> bool {
    match (a, b) {
        (Value::Set(a), Value::Set(b)) => {
            let excludes = |members: &Members| matches!(members, Members::Excludes(_));
            clash(a, b) && (!several || excludes(a) || excludes(b))
        }
        _ => a != b,
    }
}
