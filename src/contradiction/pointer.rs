//! What singles out one of the figures in a source's slip, if the smallest repairs do not: figures
//! that were restated, and other pointers.

use crate::model::Window;
use crate::model::claim::Moment;

/// Which figures were restated, of a sum, a law or a running total that held until then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restatement {
    /// The figures that were restated after it held.
    pub figures: Vec<RestatedFigure>,
    /// The claim that should have been restated with them, if there is exactly one.
    pub left_behind: Option<u32>,
    /// The claim that the source's figures of other days single out.
    pub odd: Option<u32>,
    /// Whether the figures added up, as those of a sum do; otherwise one was only within a limit that another sets.
    pub adds_up: bool,
    /// Whether what held follows from several constraints, so that any other cause explains more.
    pub is_derived: bool,
    /// A claim of the day before or after a restated one, which fits only one of its two editions.
    pub beside: Option<u32>,
}

/// A restated figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestatedFigure {
    /// The claim that gives it now.
    pub now: u32,
    /// The claim that gave it before; none where its source had not stated it yet, and it counted as nothing.
    pub was: Option<u32>,
    /// When it was restated.
    pub on: Moment,
}

/// What singles a figure out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// The figures around it in its series fit together without it, and several of them contradict it.
    Neighbours {
        /// The claim.
        claim: u32,
        /// The first and the last of those figures.
        ends: [u32; 2],
    },
    /// It stands out in another contradiction.
    Elsewhere {
        /// The claim.
        claim: u32,
        /// The series of that contradiction, by number.
        series: u32,
        /// Its time.
        window: Option<Window>,
    },
    /// Another source gives the figure that would fit in its place.
    AnotherSource {
        /// The claim.
        claim: u32,
        /// A claim of the other source.
        other: u32,
    },
}

impl Pointer {
    /// The claim that is singled out.
    #[must_use]
    pub const fn claim(&self) -> u32 {
        match self {
            Self::Neighbours { claim, .. }
            | Self::Elsewhere { claim, .. }
            | Self::AnotherSource { claim, .. } => *claim,
        }
    }
}
