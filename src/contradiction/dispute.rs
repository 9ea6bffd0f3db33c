//! The part of a conflict at one fact: which statements its repair removes there, and what they conflict with.

use crate::contradiction::argument::{Argument, ConstraintKind};
use crate::contradiction::pointer::{Pointer, Restatement};
use crate::contradiction::reckoning::Reckoning;
use crate::corpus::Statement;
use crate::model::{Interval, Window};
use crate::source::Place;

/// At most how many claims of the same repair at other facts are named.
pub(super) const ELSEWHERE: usize = 4;

/// What kind of contradiction a dispute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DisputeKind {
    /// Figures of one fact or constant.
    Figures,
    /// A running total that falls from one instant to a later one.
    Decrease,
    /// Dates of one event or measure.
    Dates,
    /// A part above its whole.
    Part,
    /// Parts that miss the whole that they make up.
    Sum,
    /// Periods that miss what a total grew by.
    Flow,
    /// A declared law.
    Law,
    /// Events in another order than a law says.
    Order,
    /// Ages that no day of birth allows.
    Ages,
    /// Values that are names.
    Values,
    /// True against false.
    Truth,
    /// Sets, or a member included and excluded.
    Sets,
}

impl DisputeKind {
    /// What kind it is where something binds figures to each other.
    pub(super) const fn of(kind: ConstraintKind) -> Self {
        match kind {
            ConstraintKind::NeverFalls => Self::Decrease,
            ConstraintKind::Part => Self::Part,
            ConstraintKind::Sum => Self::Sum,
            ConstraintKind::Flow => Self::Flow,
            ConstraintKind::Law => Self::Law,
        }
    }
}

/// One statement in a dispute, with the fact it is of.
#[derive(Clone, Debug)]
pub struct Side {
    /// The series, by number.
    pub series: u32,
    /// The window of the fact.
    pub window: Option<Window>,
    /// What is stated there.
    pub statement: Statement,
}

/// The part of a conflict's smallest repair that lies at one fact.
#[derive(Clone, Debug)]
pub struct Dispute {
    /// What kind of contradiction it is.
    pub kind: DisputeKind,
    /// The series of the fact, by number.
    pub series: u32,
    /// The fact's number in its series, in time order.
    pub fact: u32,
    /// The fact's window.
    pub window: Option<Window>,
    /// The statements of a minimal conflict that the repair removes.
    pub removed: Side,
    /// Its statements that are kept; none where one statement alone breaks what is declared.
    pub against: Vec<Side>,
    /// The statements that the repair removes at this fact.
    pub repair: Vec<Statement>,
    /// What else is removed only because something at this fact is.
    pub follows: Vec<Statement>,
    /// The other statements at this fact.
    pub kept: Vec<Statement>,
    /// How many statements take part in the whole conflict.
    pub opposed: u32,
    /// The claims behind the statements that its repair removes at other facts.
    pub elsewhere: Vec<u32>,
    /// Whether no other repair of the whole conflict is as small.
    pub unique: bool,
    /// The claims that speak for those of [`Self::repair`] that every smallest repair of the whole conflict has.
    pub certain: Vec<u32>,
    /// Whether the repair is proven to be smallest.
    pub is_smallest: bool,
    /// Where the other statements of its voice leave the figure that is removed, if on both sides.
    pub room: Option<Interval>,
    /// The laws that the core rests on.
    pub laws: Vec<Place>,
    /// Why the core is a conflict, where laws or parts are involved.
    pub argument: Option<Argument>,
    /// Other conflicts of what is removed that show without a search, each with its claims.
    pub other_proofs: Vec<OtherProof>,
    /// What the figures of the core say as they are stated, where they should add up.
    pub reckoning: Option<Reckoning>,
    /// Where figures of the core may be on either side of a break and ties are involved: why it is a conflict whichever side each
    /// of them is on. There is no other argument then.
    pub ways: Vec<Way>,
    /// Whether what is removed would stand out, were it not restated after all that it is held against was published.
    pub is_newer_edition: bool,
    /// Which of the figures at this fact the rest of their running total contradicts.
    pub evidence: Option<SeriesEvidence>,
    /// Where it held until figures were restated: which.
    pub restated: Option<Restatement>,
    /// What else singles one of its figures out, where no repair does.
    pub pointer: Option<Pointer>,
}

/// Figures of a dispute that would make a running total fall, where the others would not.
#[derive(Clone, Debug)]
pub struct SeriesEvidence {
    /// The claims that speak for them.
    pub breaking: Vec<u32>,
    /// A claim of another day that nobody disputes.
    pub neighbour: u32,
    /// Whether that day comes before: the total would fall from it, rather than to it.
    pub is_before: bool,
}

/// Why some figures conflict, were each of them on a certain side of a break.
#[derive(Clone, Debug)]
pub struct Way {
    /// The claims that may be on several sides, each with the stretch between two breaks where it would be, by number.
    pub places: Vec<(u32, usize)>,
    /// Why they conflict there.
    pub argument: Argument,
}

/// Another conflict of what a dispute removes.
#[derive(Clone, Debug)]
pub struct OtherProof {
    /// The claims that speak in it, the removed one first.
    pub claims: Vec<u32>,
    /// Why it is one.
    pub argument: Argument,
}

impl Dispute {
    /// Whether it rests on a part that a source leaves out of its list.
    #[must_use]
    pub fn rests_on_absence(&self) -> bool {
        let mut arguments = self.argument.iter().chain(self.ways.iter().map(|way| &way.argument));
        arguments.any(|argument| argument.rows.iter().any(|(row, tie)| tie.is_absence(row)))
    }

    /// Whether what is removed stands out: every smallest repair has it.
    #[must_use]
    pub fn has_suspect(&self) -> bool {
        self.is_smallest && self.certain.contains(&self.removed.statement.representative())
    }

    /// The claim that stands out in one source's slip: every smallest repair has it, or what else the source says points at it.
    #[must_use]
    pub fn singled_out(&self) -> Option<u32> {
        if self.has_suspect() {
            return Some(self.removed.statement.representative());
        }
        let reckoned = self.reckoning.as_ref().filter(|_| !self.is_newer_edition);
        let odd = reckoned.and_then(|reckoning| reckoning.odd.as_ref()).map(|odd| odd.claim);
        odd.or_else(|| self.restated.as_ref()?.odd).or_else(|| self.pointer.as_ref().map(Pointer::claim))
    }

    /// Whether one voice contradicts itself.
    #[must_use]
    pub fn is_slip(&self) -> bool {
        self.against.iter().all(|side| side.statement.voice == self.removed.statement.voice)
    }
}
