//! The result of this room: the contradictions of a corpus, figures that agree only loosely, and what was not solved.

use std::collections::BTreeSet;

use crate::contradiction::dispute::Dispute;
use crate::contradiction::track_record::TrackRecords;
use crate::corpus::Statement;
use crate::model::Window;
use crate::model::register::MeasureId;
use crate::source::Place;

/// Everything that the claims cannot say together, and what comes close to it.
#[derive(Clone, Debug, Default)]
pub struct Contradictions {
    /// How often each voice was the odd one out.
    pub records: TrackRecords,
    /// The disputes, by series and fact.
    pub disputes: Vec<Dispute>,
    /// The loose agreements, by series and fact.
    pub loose: Vec<LooseAgreement>,
    /// What was not solved.
    pub unsolved: Vec<UnsolvedComponent>,
    /// What is wrong with the laws themselves, by law.
    pub law_defects: Vec<(Place, LawDefect)>,
    /// The claims that had another to be compared with, ascending.
    pub compared: Vec<u32>,
    /// The declared constraints that some claims were checked by.
    pub exercised: Exercised,
}

/// The declared constraints that some claims were checked by. A declaration that is not listed here has checked
/// nothing.
#[derive(Clone, Debug, Default)]
pub struct Exercised {
    /// The laws, complete sets and definitions, by place.
    pub declared: BTreeSet<Place>,
    /// The measures whose parts were held against their wholes.
    pub summed: BTreeSet<MeasureId>,
    /// The measures of which a flow was compared with the growth of a total.
    pub grown: BTreeSet<MeasureId>,
}

impl Contradictions {
    /// Whether nothing is contradicted, not even loosely.
    pub(super) fn is_clean(&self) -> bool {
        self.disputes.is_empty() && self.loose.is_empty()
    }
}

impl Exercised {
    /// Adds the constraints of another list.
    pub(super) fn extend(&mut self, other: Self) {
        self.declared.extend(other.declared);
        self.summed.extend(other.summed);
        self.grown.extend(other.grown);
    }
}

/// Figures that differ in what they say, but not in what their wording allows: `about 40` and `about 42`.
#[derive(Clone, Debug)]
pub struct LooseAgreement {
    /// The series, by number.
    pub series: u32,
    /// The fact's number in its series.
    pub fact: u32,
    /// The fact's window.
    pub window: Option<Window>,
    /// The statement with the largest figure.
    pub high: Statement,
    /// The statement with the smallest figure.
    pub low: Statement,
}

/// Tied series that are too many, or too interdependent, to be solved.
#[derive(Clone, Debug)]
pub struct UnsolvedComponent {
    /// The series, by number.
    pub series: Vec<u32>,
    /// How many figures these have, claimed or not.
    pub figures: u32,
}

/// What is wrong with a law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LawDefect {
    /// No figures can ever satisfy it together with these others.
    Impossible(Vec<Place>),
    /// It follows from these others, and from the domain of the figures.
    Implied(Vec<Place>),
}
