//! The nodes of the constraint graph, and the constraints between them. A constraint holds at every time: it relates the
//! values of its nodes as a law relates its terms.

use crate::contradiction::argument::ConstraintReason;
use crate::model::Number;
use crate::model::claim::Scope;
use crate::model::register::{KeyId, MeasureId};
use crate::model::units::UnitId;
use crate::syntax::tree::{Mode, Relation};

/// One measure at one scope, mode and unit, claimed or not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::contradiction) struct Node {
    pub(in crate::contradiction) measure: MeasureId,
    pub(in crate::contradiction) scope: Scope,
    pub(in crate::contradiction) mode: Option<Mode>,
    pub(in crate::contradiction) unit: Option<UnitId>,
}

/// A relation between the values of some nodes that holds at every time.
#[derive(Clone, Debug)]
pub(in crate::contradiction) struct Constraint {
    /// What it says.
    pub(in crate::contradiction) form: ConstraintForm,
    /// Where it comes from.
    pub(in crate::contradiction) reason: ConstraintReason,
}

/// What a constraint says.
#[derive(Clone, Debug)]
pub(in crate::contradiction) enum ConstraintForm {
    /// The sum of the terms is in a relation to a constant. A term is a coefficient and a node.
    Linear { terms: Vec<(Number, u32)>, relation: Relation, constant: Number },
    /// The total grows by the flow.
    Total { flow: u32, total: u32 },
}

/// Which constraint it is. What is declared once for all scopes gives a constraint at each scope, told apart by a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ConstraintId {
    /// A measure declared part of another, at this node of the part.
    Measure(MeasureId, u32),
    /// A name of a key that lies within another name or within the whole (what is said without the key), at this node of the part.
    Name(KeyId, u32),
    /// A member of a complete set, by the number of the set, at this node of the part.
    Member(u32, u32),
    /// A complete set, by number, at this node of the whole.
    Set(u32, u32),
    /// A disjoint set, by number, at this node of the whole.
    Disjoint(u32, u32),
    /// A total and its flow, at this node of the flow.
    Flow(u32),
    /// A law, by number, at this node of its first term.
    Law(u32, u32),
}

impl Constraint {
    /// The nodes that it relates.
    pub(in crate::contradiction) fn nodes(&self) -> Vec<u32> {
        match &self.form {
            ConstraintForm::Linear { terms, .. } => terms.iter().map(|term| term.1).collect(),
            ConstraintForm::Total { flow, total } => vec![*flow, *total],
        }
    }
}
