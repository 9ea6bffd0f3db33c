//! A deviation: a relay that gives something other than its origin said.

use super::chain::Hop;
use super::fidelity::Fidelity;
use crate::corpus::Voice;
use crate::model::Window;

/// How a relay deviates; the first kind that fits is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeviationKind {
    /// It repeats its origin's old figure after the new one was said.
    Stale {
        /// The claim by which its origin had given the new figure.
        newer: u32,
    },
    /// It gives exactly what another origin says.
    Misattributed {
        /// That origin's claim.
        theirs: u32,
    },
    /// It gives what its origin said with a loss or gain of precision: looser, more exact, without a hedge.
    Weakened(Fidelity),
    /// It gives something else.
    Changed,
    /// It gives the origin's figure, but another change of it (`up 12` for `up 3`).
    OtherChange,
    /// Equally many chains give different figures, and the origin's own words are not known.
    Divided {
        /// The claims of each figure; first the figure that most chains give.
        camps: Vec<Vec<u32>>,
    },
}

/// One deviation at one fact: the relay where it began, and the ones after it that repeat it.
#[derive(Clone, Debug)]
pub struct Deviation {
    /// How it deviates.
    pub kind: DeviationKind,
    /// The series, by number.
    pub series: u32,
    /// The fact's number in its series, in time order.
    pub fact: u32,
    /// The fact's window.
    pub window: Option<Window>,
    /// The origin that it is attributed to.
    pub voice: Voice,
    /// The claims that deviate: first where it began, then those after it.
    pub carriers: Vec<u32>,
    /// The claims that give what the origin said.
    pub faithful: Vec<u32>,
    /// Whether the first of those is the origin's own statement.
    pub is_direct: bool,
    /// The chain of the first carrier, from the origin outwards, with what the corpus knows of each hop.
    pub hops: Vec<Hop>,
    /// How many of the hops, from the first, certainly gave what was said: the figure changed at one of the others.
    pub faithful_hops: usize,
}
