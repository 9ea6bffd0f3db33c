//! Why some statements cannot all be true: a proof with its unknowns, rows and items named for a reader.

use crate::corpus::compare_windows;
use crate::model::claim::Scope;
use crate::model::register::MeasureId;
use crate::model::units::UnitId;
use crate::model::{Day, Window};
use crate::reason::linear::{Proof, Row, StepReason};
use crate::source::Place;
use crate::syntax::tree::Mode;

/// What binds values to each other, as kinds. Of the kinds in one proof the last in this order
/// names the contradiction; of otherwise equal proofs, the one of the earlier kind is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConstraintKind {
    /// A total never falls.
    NeverFalls,
    /// A part is never more than its whole.
    Part,
    /// Parts make up their whole.
    Sum,
    /// What comes in over a period is what a total grows by.
    Flow,
    /// A declared law.
    Law,
}

impl ConstraintKind {
    /// Among proofs with equally many claims, the one whose constraints rank lowest is shown: a proof with laws ranks
    /// above one with parts only, one over several times above both, and one with what comes in between two times
    /// highest.
    pub(super) const fn rank(self) -> u8 {
        match self {
            Self::Part => 1,
            Self::Sum => 2,
            Self::Law => 3,
            Self::NeverFalls => 4,
            Self::Flow => 5,
        }
    }
}

/// Why a row holds: the constraint that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConstraintReason {
    /// What kind it is.
    pub kind: ConstraintKind,
    /// The statement that declares it: a law, or the definition of a measure, a name or a set. None if nobody need declare it, or if the
    /// prelude does.
    pub declared: Option<Place>,
}

impl ConstraintReason {
    /// Whether a row says that a part which a source leaves out of its list is zero: of a set's rows, only these have
    /// a single unknown.
    #[must_use]
    pub fn is_absence(&self, row: &Row) -> bool {
        self.kind == ConstraintKind::Sum && row.terms.len() == 1
    }
}

/// What an unknown of a proof stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedUnknown {
    /// The measure.
    pub measure: MeasureId,
    /// The scope.
    pub scope: Scope,
    /// The mode.
    pub mode: Option<Mode>,
    /// The unit.
    pub unit: Option<UnitId>,
    /// When.
    pub when: When,
}

/// When a value is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Always, or between two breaks.
    Always,
    /// On a day or at a time of day.
    At(Window),
    /// Over a period, or at an unknown instant in it.
    Over(Window),
    /// The total by a day, counted from some earlier day.
    Since(Day),
}

impl When {
    /// Whether both are the same time.
    #[must_use]
    pub fn is_at(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::At(one), Self::At(two)) | (Self::Over(one), Self::Over(two)) => {
                compare_windows(Some(one), Some(two)).is_eq()
            }
            (Self::Since(one), Self::Since(two)) => one == two,
            (Self::Always, Self::Always) => true,
            _ => false,
        }
    }
}

/// A proof that can be worded for a reader. Its numbers index the lists beside it; its items are claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The steps.
    pub proof: Proof,
    /// What each unknown stands for.
    pub about: Vec<NamedUnknown>,
    /// The rows, and what each rests on.
    pub rows: Vec<(Row, ConstraintReason)>,
}

impl Argument {
    /// The claims that the proof rests on.
    pub fn claims(&self) -> impl Iterator<Item = u32> + '_ {
        self.proof.steps.iter().filter_map(|step| match step.by {
            StepReason::Item(claim) => Some(claim),
            StepReason::Domain | StepReason::Row(..) => None,
        })
    }
}
