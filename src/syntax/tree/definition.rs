//! Definitions as written, with the lines below them.

use super::name::Name;
use super::value::{Amount, Figure};

/// A definition.
#[derive(Clone, Debug, PartialEq)]
pub enum Definition<'s> {
    /// `define KEY NAME` with its properties. The key is `measure`, `source`, `place`, `group`, or any other scope key.
    Entity {
        /// The key as written.
        key: Name<'s>,
        /// What is defined.
        name: Name<'s>,
        /// The lines below.
        properties: Vec<Property<'s>>,
    },
    /// `define unit oke = 1.2829 kg`: name, factor, unit.
    Unit {
        /// The new unit.
        name: Name<'s>,
        /// How many of the other unit it is; none where it counts things.
        equals: Option<(Amount<'s>, Name<'s>)>,
        /// Other names.
        properties: Vec<Property<'s>>,
    },
    /// `define complete group {a, b} of everyone`: the parts that make up the whole.
    Complete {
        /// The scope key.
        key: Name<'s>,
        /// The parts.
        parts: Vec<Name<'s>>,
        /// The whole; none or `everyone` is the absent key.
        whole: Option<Name<'s>>,
        /// Whether a part that a source leaves out of its list is none: `where absent is none`.
        absent_is_none: bool,
    },
    /// `define disjoint age {a, b} of everyone`: parts that do not overlap, complete or not.
    Disjoint {
        /// The scope key.
        key: Name<'s>,
        /// The parts.
        parts: Vec<Name<'s>>,
        /// The whole; none or `everyone` is the absent key.
        whole: Option<Name<'s>>,
    },
    /// `define scope basis defaults to confirmed`.
    ScopeDefault {
        /// The scope key.
        key: Name<'s>,
        /// Its default.
        value: Name<'s>,
    },
}

/// A line below a definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Property<'s> {
    /// The line.
    pub text: &'s str,
    /// What it says.
    pub kind: PropertyKind<'s>,
}

/// The content of a line below a definition.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "definitions are few")]
pub enum PropertyKind<'s> {
    /// `aka a, b`.
    Aka(Vec<Name<'s>>),
    /// `kind WORD`.
    Kind(Name<'s>),
    /// `unit NAME`.
    Unit(Name<'s>),
    /// `tolerance 2%` or an amount with a unit.
    Tolerance(Figure<'s>),
    /// `rounding strict`.
    RoundingStrict,
    /// `part of MEASURE`.
    PartOf(Name<'s>),
    /// `sums over key, key`.
    SumsOver(Vec<Name<'s>>),
    /// `adds up to MEASURE`.
    AddsUpTo(Name<'s>),
    /// `contested`.
    Contested,
    /// `may be negative`.
    MayBeNegative,
    /// `allows several`.
    AllowsSeveral,
    /// `party NAME`.
    Party(Name<'s>),
    /// `speaks for NAME`.
    SpeaksFor(Name<'s>),
    /// `counts on KEY: NAME`.
    CountsOn(Name<'s>, Name<'s>),
    /// `settles MEASURE, MEASURE`.
    Settles(Vec<Name<'s>>),
    /// `fills in`.
    FillsIn,
    /// `at least`.
    AtLeast,
    /// `within NAME`.
    Within(Name<'s>),
}
