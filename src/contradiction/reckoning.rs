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
    pub failing: Equation,
    /// The claims of which another figure would make the equation hold and break no other equation of their source, each with that
    /// figure.
    pub fitting: Vec<(u32, Number)>,
    /// Of these the claim whose other figure would make the most equations hold; none if several would make as many hold.
    pub odd: Option<OddFigure>,
}

/// The one figure of an equation that the other equations of its source single out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddFigure {
    /// The claim.
    pub claim: u32,
    /// The figure with which the equation would hold.
    pub fitting: Number,
    /// Other equations that fail with the stated figure, and would hold with the fitting one.
    pub fixed: Vec<Equation>,
    /// Equations that hold, and would fail if the figure of another term were changed instead.
    pub upheld: Vec<Equation>,
}
