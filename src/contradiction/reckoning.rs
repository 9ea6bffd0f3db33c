//! Figures as they are stated, added up: which equation of a conflict fails, and whose figure the others single out.

use crate::contradiction::argument::ConstraintKind;
use crate::model::Number;

/// An equation among stated figures: that the terms add up to the constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// The claims that speak for the figures, each with how often it counts.
    pub terms: Vec<(Number, u32)>,
    /// What they should add up to.
    pub constant: Number,
    /// What binds them.
    pub kind: ConstraintKind,
}

/// What the figures of a conflict say as they are stated, round ones as if they were exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoning {
    /// The equation that does not hold.
    pub fails: Equation,
    /// Its claims of which another figure would make it hold and break nothing that their source says around them, with that
    /// figure.
    pub fitting: Vec<(u32, Number)>,
    /// The one of them that mends more than the others, where there is one.
    pub odd: Option<OddFigure>,
}

/// The one figure of an equation at which all that its source says around it points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddFigure {
    /// The claim.
    pub claim: u32,
    /// The figure that fits.
    pub fits: Number,
    /// Other equations that fail as it is stated and would hold.
    pub mends: Vec<Equation>,
    /// Equations that hold and that another figure in its stead would break.
    pub holds: Vec<Equation>,
}
