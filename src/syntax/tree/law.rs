//! Laws as written: declared relations between measures.

use super::name::Name;
use super::qualifier::Qualifier;
use super::value::Amount;

/// A declared relation.
#[derive(Clone, Debug, PartialEq)]
pub enum Law<'s> {
    /// `a + b = c`, `a <= b`.
    Linear(Vec<Term<'s>>, Relation, Vec<Term<'s>>),
    /// `@rate = @deaths / @cases`: the quotient, what is divided, and what it is divided by.
    Quotient(Atom<'s>, Atom<'s>, Atom<'s>),
    /// `@a = @b * @c`: the product, then its two factors.
    Product(Atom<'s>, Atom<'s>, Atom<'s>),
    /// `"second ceasefire" after "first ceasefire"`: the later event, then the earlier one.
    After(Name<'s>, Name<'s>),
}

/// `=`, `<=`, `>=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `=`.
    Equal,
    /// `<=`, `≤`.
    AtMost,
    /// `>=`, `≥`.
    AtLeast,
}

/// A term of a linear law.
#[derive(Clone, Debug, PartialEq)]
pub struct Term<'s> {
    /// Whether it is subtracted.
    pub minus: bool,
    /// The number it is multiplied by.
    pub coefficient: Option<Amount<'s>>,
    /// What is multiplied.
    pub atom: Atom<'s>,
}

/// A term's operand.
#[derive(Clone, Debug, PartialEq)]
pub enum Atom<'s> {
    /// A measure at a scope.
    Measure(Name<'s>, Vec<Qualifier<'s>>),
    /// A labelled claim.
    Label(&'s str),
    /// A number.
    Number(Amount<'s>),
}
