//! What points at one of the figures of a source's slip, where its smallest repairs name none.

use crate::model::Window;
use crate::model::claim::Moment;

/// A sum, a law or a running total that held until some of its figures were restated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restatement {
    /// The figures that were restated after it held.
    pub restated: Vec<Restated>,
    /// The claim that should have been restated with them, where it is a single one.
    pub left: Option<u32>,
    /// The claim that its source's figures of other days single out.
    pub odd: Option<u32>,
    /// Whether it is an equation, so that the figures added up, and not only a limit that they kept.
    pub adds_up: bool,
    /// A claim of the day before or after a restated one, with which only one of the two editions goes together.
    pub beside: Option<u32>,
}

/// A restated figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restated {
    /// The claim that gives it now.
    pub now: u32,
    /// The claim that gave it before.
    pub was: u32,
    /// When it was restated.
    pub on: Moment,
}

/// What singles a figure out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// The figures around it in its own series go together without it, and several of them do not with it.
    Neighbours {
        /// The claim.
        claim: u32,
        /// The first and the last of them.
        ends: [u32; 2],
    },
    /// Another contradiction in which it stands out.
    Elsewhere {
        /// The claim.
        claim: u32,
        /// The series that one is about, by number.
        series: u32,
        /// When.
        window: Option<Window>,
    },
}

impl Pointer {
    /// The claim that is singled out.
    #[must_use]
    pub const fn claim(&self) -> u32 {
        match self {
            Self::Neighbours { claim, .. } | Self::Elsewhere { claim, .. } => *claim,
        }
    }
}
