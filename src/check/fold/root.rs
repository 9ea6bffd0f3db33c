//! Findings that are reported as one, and why.

use super::gathering::Gathering;
use crate::model::Day;
use crate::model::claim::Moment;

/// What makes some findings one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RootKind {
    /// The facts of one series, or a finding that stands for itself.
    Series,
    /// What is said in the very same words: one fall, say, that several figures are part of.
    SameWords,
    /// The same figures, as several sources give them or under several names.
    SameFigures,
    /// One fall of a running total, told of several pairs of its days.
    OneFall,
    /// Claims that cannot be of the day they give: what they contradict follows from it.
    Misdated,
    /// An edition, of this moment, that its source took back: what its figures contradict follows from it.
    TakenBack(Moment),
    /// One figure that contradicts several others, and how it was restated.
    OneFigure,
    /// What was restated in one edition: of a source, or of the outlet that carries several.
    OneEdition,
    /// A source whose first figures are, as a rule, those of an earlier day.
    Restating(Restating),
    /// A source that filled in, in several editions, what it had entered as 0.
    EnteredAsZero(Restating),
    /// What its source restated, and what that contradicts since.
    Restatement,
    /// A source whose figures are those of another day, beside others' figures.
    AnotherDay(AnotherDay),
    /// One source, one day, several series.
    SameDay,
    /// A rule rather than an exception: two sources differ.
    HabitOfTwo(Habit),
    /// Where two sources that differ as a rule differ by far more than that.
    BeyondHabit,
    /// A rule rather than an exception: a source is at odds with itself, in so many series of a measure at most.
    HabitOfOne(usize),
    /// Slips of one source of which each is too small to act on.
    SmallSlips,
    /// Disputes of which each is too small to act on.
    SmallDisputes,
    /// One whole that its parts, or the figures that a law ties to it, miss again and again.
    OneWhole,
}

/// How two sources differ as a rule: what is said of all their figures, also of those whose findings stand by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Habit {
    /// A claim of each of the two.
    pub(super) claims: [u32; 2],
    /// How many measures these are figures of.
    pub(super) measures: usize,
    /// In how many figures they differ.
    pub(super) found: usize,
    /// How many figures both give.
    pub(super) possible: usize,
    /// By how much at the median, in thousandths.
    pub(super) median: u64,
    /// From when to when they differ.
    pub(super) days: Option<(Day, Day)>,
}

/// How a source restates its first figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Restating {
    /// How many figures it restated.
    pub(super) figures: usize,
    /// Of how many measures.
    pub(super) measures: usize,
}

/// A source that is some days ahead of others, or behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AnotherDay {
    /// A claim of that source.
    pub(super) claim: u32,
    /// Whether its figures are those of a later day.
    pub(super) is_later: bool,
    /// In how many cases that is known.
    pub(super) known: usize,
    /// From when to when.
    pub(super) days: Option<(Day, Day)>,
}

/// Findings that are reported as one.
pub(super) struct Root {
    pub(super) kind: RootKind,
    /// Its runs of findings, each of one series and in order of time. The gravest comes first.
    pub(super) runs: Vec<Vec<u32>>,
    /// Runs of findings that follow from it.
    pub(super) follows: Vec<Vec<u32>>,
}

impl Root {
    /// A run by itself.
    pub(super) fn alone(run: Vec<u32>) -> Self {
        Self { kind: RootKind::Series, runs: vec![run], follows: Vec::new() }
    }

    /// All its findings.
    pub(super) fn members(&self) -> Vec<u32> {
        self.runs.iter().chain(&self.follows).flatten().copied().collect()
    }
}

impl Gathering<'_> {
    /// Takes runs away and makes them one root; none where nothing would be folded.
    pub(super) fn gather(&mut self, kind: RootKind, head: u32, runs: &[u32]) -> Option<Root> {
        self.take(head, runs).map(|runs| Root { kind, runs, follows: Vec::new() })
    }
}
