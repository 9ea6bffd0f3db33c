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
    /// The kind of a contradiction whose figures a constraint of this kind binds.
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
    /// Of the core that is shown: the statement that the repair removes.
    pub removed: Side,
    /// The other statements of that core; none if one statement alone breaks a declaration.
    pub against: Vec<Side>,
    /// The statements that the repair removes at this fact.
    pub repair: Vec<Statement>,
    /// Statements at other facts that are removed only because something at this fact is.
    pub consequences: Vec<Statement>,
    /// The other statements at this fact.
    pub kept: Vec<Statement>,
    /// How many statements the whole conflict has.
    pub conflict_size: u32,
    /// The claims that the repair removes at other facts, at most [`ELSEWHERE`] of them.
    pub elsewhere: Vec<u32>,
    /// Whether no other repair of the whole conflict is as small.
    pub unique: bool,
    /// The representative claims of those statements in [`Self::repair`] that every smallest repair of the whole
    /// conflict removes.
    pub certain: Vec<u32>,
    /// Whether the repair is proven to be smallest.
    pub is_smallest: bool,
    /// What the other statements of its voice leave to the removed figure: an interval, if they bound the figure on both sides.
    pub leeway: Option<Interval>,
    /// The laws that the core rests on.
    pub laws: Vec<Place>,
    /// Why the core is a conflict, where laws or parts are involved.
    pub argument: Option<Argument>,
    /// Other conflicts of the removed statement, as far as they are found without a search.
    pub other_proofs: Vec<OtherProof>,
    /// If one voice contradicts itself, and which of its figures is wrong is not certain: what other voices contradict of them directly.
    pub with_others: Vec<OtherProof>,
    /// The same between two instants of a running total that is tied to nothing: the earlier claim, and the later one that is below it.
    pub falls_with_others: Vec<[u32; 2]>,
    /// What the figures of the core say if added up as stated.
    pub reckoning: Option<Reckoning>,
    /// If figures of the core may be before or after a break, and constraints are involved: one
    /// case for each possibility, with its proof. There is no `argument` then.
    pub cases: Vec<BreakCase>,
    /// Whether the removed statement would stand out, but is newer than all that contradicts it, as
    /// its source restated it. It is not called the outlier then.
    pub is_newer_edition: bool,
    /// Which of the disputed figures cannot be right by what nobody disputes.
    pub evidence: Option<Evidence>,
    /// If the claims held together until figures were restated: which figures.
    pub restated: Option<Restatement>,
    /// What else singles out one of the figures, if no repair does.
    pub pointer: Option<Pointer>,
}

/// Figures in a dispute that do not fit what nobody disputes.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The representative claims of those figures.
    pub breaking: Vec<u32>,
    /// What they do not fit.
    pub by: EvidenceBy,
}

impl Evidence {
    /// Whether it can decide who stands out: not if it rests on a party to the dispute.
    pub(super) const fn is_decisive(&self) -> bool {
        matches!(self.by, EvidenceBy::Series { .. } | EvidenceBy::Tie { is_independent: true, .. })
    }
}

/// What some figures in a dispute do not fit.
#[derive(Clone, Debug)]
pub enum EvidenceBy {
    /// The other days of a running total: it would fall.
    Series {
        /// A claim of another day that nobody disputes.
        neighbour: u32,
        /// Whether that day comes before the disputed one, so that the total would fall from it, and
        /// not to it.
        is_before: bool,
    },
    /// A sum, a law or a whole at the same time.
    Tie {
        /// What binds the figures.
        kind: ConstraintKind,
        /// Whether all the figures that bind them are by voices that are no party to the dispute.
        is_independent: bool,
        /// The statement that declares it, if any does.
        declared: Option<Place>,
        /// Why the first of the figures does not fit.
        proof: OtherProof,
    },
}

/// What tied series say about a dispute at a fact.
#[derive(Clone, Debug)]
pub(super) struct TiedEvidence {
    /// The series of the fact, by number.
    pub(super) series: u32,
    /// The fact's number in its series.
    pub(super) fact: u32,
    /// The evidence.
    pub(super) evidence: Evidence,
}

/// One case of a conflict around a break: the proof that the figures conflict if each is on a certain side of the
/// break.
#[derive(Clone, Debug)]
pub struct BreakCase {
    /// The claims that may be on several sides, each with the number of the segment between two breaks where it is in
    /// this case.
    pub segments: Vec<(u32, usize)>,
    /// Why the figures conflict in this case.
    pub argument: Argument,
}

/// Another conflict of the statement that a dispute removes.
#[derive(Clone, Debug)]
pub struct OtherProof {
    /// The representative claims of its statements, the removed one first.
    pub claims: Vec<u32>,
    /// Why it is a conflict.
    pub argument: Argument,
}

impl Dispute {
    /// A dispute between these sides, of which nothing else is known yet.
    pub(super) fn between(
        kind: DisputeKind,
        (series, fact): (u32, u32),
        window: Option<Window>,
        removed: Side,
        against: Vec<Side>,
    ) -> Self {
        Self {
            kind,
            series,
            fact,
            window,
            removed,
            against,
            repair: Vec::new(),
            consequences: Vec::new(),
            kept: Vec::new(),
            conflict_size: 0,
            elsewhere: Vec::new(),
            unique: false,
            certain: Vec::new(),
            is_smallest: false,
            leeway: None,
            laws: Vec::new(),
            argument: None,
            other_proofs: Vec::new(),
            with_others: Vec::new(),
            falls_with_others: Vec::new(),
            reckoning: None,
            cases: Vec::new(),
            is_newer_edition: false,
            evidence: None,
            restated: None,
            pointer: None,
        }
    }

    /// Whether it rests on a part being zero because a source leaves the part out of its list.
    #[must_use]
    pub fn rests_on_absence(&self) -> bool {
        let mut arguments = self.argument.iter().chain(self.cases.iter().map(|case| &case.argument));
        arguments.any(|argument| argument.rows.iter().any(|(row, reason)| reason.is_absence(row)))
    }

    /// Whether the removed statement stands out: every smallest repair removes it.
    #[must_use]
    pub fn has_suspect(&self) -> bool {
        self.is_smallest && self.certain.contains(&self.removed.statement.representative())
    }

    /// The claim that stands out in a slip of one source: every smallest repair removes it, or something else the
    /// source says points at it.
    #[must_use]
    pub fn singled_out(&self) -> Option<u32> {
        if self.has_suspect() {
            return Some(self.removed.statement.representative());
        }
        let reckoned = self.reckoning.as_ref().filter(|_| !self.is_newer_edition);
        let odd = reckoned.and_then(|reckoning| reckoning.odd.as_ref()).map(|odd| odd.claim);
        odd.or_else(|| self.restated.as_ref()?.odd).or_else(|| self.pointer.as_ref().map(Pointer::claim))
    }

    /// Whether other voices contradict it directly, too: without the slip, that would be a contradiction of its own.
    #[must_use]
    pub fn is_contradicted_by_others(&self) -> bool {
        !self.with_others.is_empty() || !self.falls_with_others.is_empty()
    }

    /// The statements of the core that is shown, the removed one first.
    pub fn core(&self) -> impl Iterator<Item = &Side> + Clone {
        std::iter::once(&self.removed).chain(&self.against)
    }

    /// Whether one voice contradicts itself.
    #[must_use]
    pub fn is_slip(&self) -> bool {
        self.against.iter().all(|side| side.statement.voice == self.removed.statement.voice)
    }
}
