//! A root: findings that are reported as one, and why.

use super::gathering::Gathering;
use crate::model::Day;
use crate::model::claim::Moment;

/// Why some findings are reported as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RootKind {
    /// They are about facts of one series, or it is a single finding.
    Series,
    /// They have exactly the same message, such as one fall that several figures are part of.
    SameWords,
    /// They are about the same figures, given by several sources or under several names.
    SameFigures,
    /// They are about one fall of a running total, between several pairs of its days.
    OneFall,
    /// Some claims cannot be of the day that they give; the contradictions follow from that.
    Misdated,
    /// A source took back an edition; the contradictions follow from its figures.
    TakenBack(TakenBack),
    /// One figure contradicts several others.
    OneFigure,
    /// They are about figures restated in one edition, of a source or of an outlet that relays several.
    OneEdition,
    /// A source's first figures are usually those of an earlier day.
    FirstOfEarlierDay(RestatedCounts),
    /// Sums that miss their whole by the figure of one part, of which this is a claim.
    MissingPart(u32),
    /// Figures of a source that stood for so many seconds at most, which is a day and a half or less.
    SoonChanged(RestatedCounts, i64),
    /// A source that filled in, in several editions, what it had entered as 0.
    EnteredAsZero(RestatedCounts),
    /// A source restated figures, and left as they were others that have to fit them: the restatement, with the contradictions since.
    RestatedInPart,
    /// A source whose figures are those of another day, beside others' figures.
    AnotherDay(AnotherDay),
    /// They are about the same sources and one day, in several series.
    SameDay,
    /// Two sources differ as a rule, or often.
    HabitOfTwo(Habit),
    /// A rule rather than an exception: a source is at odds with itself in half or more of its series of a measure, of which there are
    /// so many.
    HabitOfOne(usize),
    /// They are slips of one source, each too small to act on alone.
    SmallSlips,
    /// Disputes of which each is too small to act on.
    SmallDisputes,
    /// Slips and disputes of any sources, of which each is too small to act on.
    Trifles,
    /// One whole that its parts, or the figures that a law ties to it, miss again and again.
    OneWhole,
}

/// An edition that a source took back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TakenBack {
    /// When it came.
    pub(super) moment: Moment,
    /// How many of its figures, of the measures concerned, its source has given anew since.
    pub(super) replaced: usize,
    /// How many it had.
    pub(super) figures: usize,
}

/// How two sources differ as a rule or often, counted over all their figures, including those whose findings are separate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Habit {
    /// A claim of each of the two.
    pub(super) claims: [u32; 2],
    /// How many measures the figures are of.
    pub(super) measures: usize,
    /// In how many figures they differ.
    pub(super) found: usize,
    /// How many figures both sources give.
    pub(super) possible: usize,
    /// The median difference, in thousandths of the larger figure.
    pub(super) median: u64,
    /// The first and the last day on which they differ.
    pub(super) days: Option<(Day, Day)>,
    /// How many findings differ by far more than the habit; they are the first of the root's runs. 0 if there are none, or if what
    /// differs so is reported separately.
    pub(super) beyond: usize,
}

/// How a source restates its first figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RestatedCounts {
    /// How many figures it restated.
    pub(super) figures: usize,
    /// The number of their measures.
    pub(super) measures: usize,
}

/// A source that is some days ahead of or behind others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AnotherDay {
    /// A claim of that source.
    pub(super) claim: u32,
    /// Whether its figures are those of a later day.
    pub(super) is_later: bool,
    /// In how many cases that is known.
    pub(super) known: usize,
    /// The first and the last day.
    pub(super) days: Option<(Day, Day)>,
}

/// Findings that are reported as one.
pub(super) struct Root {
    /// Why they are reported as one.
    pub(super) kind: RootKind,
    /// Its runs of findings, each of one series in order of time; the most important run first.
    pub(super) runs: Vec<Vec<u32>>,
    /// Runs of findings that follow from these.
    pub(super) consequences: Vec<Vec<u32>>,
    /// Runs of another source's falls, most of them between the same figures as these.
    pub(super) mirrored: Vec<Vec<u32>>,
    /// Runs of small slips of the same kind: of the same source, law or whole, and time.
    pub(super) smaller: Vec<Vec<u32>>,
    /// The claims, by number, of an edition that was taken back whose figures its source has not given anew.
    pub(super) not_replaced: Vec<u32>,
    /// If this root is about a source's figures of single periods that miss the growth of their total: how often they do, counted
    /// over all roots (messages, or for a habit the days if these are more). Else 0.
    pub(super) misses: usize,
}

impl Root {
    /// A root of one run.
    pub(super) fn alone(run: Vec<u32>) -> Self {
        Self::new(RootKind::Series, vec![run])
    }

    /// A root of some runs.
    pub(super) fn new(kind: RootKind, runs: Vec<Vec<u32>>) -> Self {
        Self {
            kind,
            runs,
            consequences: Vec::new(),
            mirrored: Vec::new(),
            smaller: Vec::new(),
            not_replaced: Vec::new(),
            misses: 0,
        }
    }

    /// This root with the runs of another.
    pub(super) fn with(mut self, other: Self) -> Self {
        self.runs.extend(other.runs);
        self.consequences.extend(other.consequences);
        self.mirrored.extend(other.mirrored);
        self.smaller.extend(other.smaller);
        self
    }

    /// All its findings.
    pub(super) fn members(&self) -> Vec<u32> {
        let all = self.runs.iter().chain(&self.mirrored).chain(&self.smaller).chain(&self.consequences);
        all.flatten().copied().collect()
    }
}

impl Gathering<'_> {
    /// Moves runs into a new root; none if that would fold nothing.
    pub(super) fn gather(&mut self, kind: RootKind, lead: u32, runs: &[u32]) -> Option<Root> {
        self.take(lead, runs).map(|runs| Root::new(kind, runs))
    }

    /// The number of the root that has a finding in its `runs`; if it is in none yet, its run becomes one. None if it is in another
    /// list of a root, or not reported.
    pub(super) fn root_of(&mut self, roots: &mut Vec<Root>, at: u32) -> Option<usize> {
        if let Some(number) = roots.iter().position(|root| root.runs.iter().flatten().any(|&one| one == at)) {
            return Some(number);
        }
        let run = self.runs.iter_mut().find(|run| run.as_ref().is_some_and(|run| run.contains(&at)))?;
        roots.extend(run.take().map(Root::alone));
        Some(roots.len() - 1)
    }
}
