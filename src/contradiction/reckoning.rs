//! The figures of a conflict added up as stated: which equation fails, and which figure the others of its source
//! single out.

use crate::contradiction::argument::ConstraintKind;
use crate::model::Number;

/// An equation among stated figures: the terms should add up to the constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// The claims whose figures are the terms, each with its coefficient.
    pub terms: Vec<(Number, u32)>,
    /// What they should add up to.
    pub constant: Number,
    /// What declares or implies the equation.
    pub kind: ConstraintKind,
}

/// What the figures of a conflict say as stated, round ones taken as exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoning {
    /// The equation that does not hold.
    pub fails: Equation,
    /// The claims for which another figure would make the equation hold without breaking any equation around it in
    /// their source, each with that figure.
    pub fitting: Vec<(u32, Number)>,
    /// The claim whose other figure would make more equations hold than the others would, if there is one.
    pub odd: Option<OddFigure>,
}

/// The one figure of an equation that all equations around it in its source point at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddFigure {
    /// The claim.
    pub claim: u32,
    /// The figure that fits.
    pub fits: Number,
    /// Other equations that fail with the stated figure and would hold with the fitting one.
    pub fixes: Vec<Equation>,
    /// Equations that hold and that would fail if another term's figure were changed instead.
    pub holds: Vec<Equation>,
}
