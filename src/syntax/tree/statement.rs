//! Statements: column one to the next column one, and the content of each kind.

use super::date::Date;
use super::definition::Definition;
use super::law::Law;
use super::name::Name;
use super::qualifier::Qualifier;
use super::value::Value;

/// One statement: column one to the next column one.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement<'s> {
    /// The whole statement, from column one to its last character that is neither blank nor comment.
    pub text: &'s str,
    /// Its label, without the `@`.
    pub label: Option<&'s str>,
    /// Its content.
    pub body: Body<'s>,
    /// Its `key: value` lines, in order.
    pub details: Vec<Detail<'s>>,
    /// The `# gainsay: allow(rule) because "…"` comments right above it.
    pub allows: Vec<Allow<'s>>,
}

/// The content of a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Body<'s> {
    /// A claim.
    Claim(Claim<'s>),
    /// `article "Title" …`: defaults for the claims that follow.
    Article(Article<'s>),
    /// `end article`.
    EndArticle,
    /// `event "name" …`.
    Event(Event<'s>),
    /// `quote "words" …`.
    Quote(Quote<'s>),
    /// `retract @label …`.
    Retract(Retract<'s>),
    /// `correct @label to VALUE …`.
    Correct(Correct<'s>),
    /// `break MEASURE …`.
    Break(Break<'s>),
    /// `accept RULE between @a and @b because "…"`.
    Accept(Accept<'s>),
    /// `expect RULE between @a and @b`.
    Expect(Expect<'s>),
    /// `law …`.
    Law(Law<'s>),
    /// `include "path"`.
    Include(Name<'s>),
    /// `define …`.
    Define(Definition<'s>),
}

/// `key: value` on a line of its own below a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail<'s> {
    /// The key as written.
    pub key: &'s str,
    /// The rest of the line without its comment; quotation marks still on.
    pub value: &'s str,
}

/// `# gainsay: allow(rule, rule) because "…"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow<'s> {
    /// The comment.
    pub text: &'s str,
    /// The rules named.
    pub rules: Vec<&'s str>,
    /// The reason; none where it is missing.
    pub because: Option<Name<'s>>,
}

/// A claim: head, value, qualifiers.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim<'s> {
    /// The measure or proposition, with ` of ` and `new`, `daily`, `so far` still in it.
    pub head: Name<'s>,
    /// The word between head and value (`is`, `stands at`, `:`), where there is one.
    pub filler: Option<&'s str>,
    /// The mode; none is actual.
    pub mode: Option<Mode>,
    /// The value.
    pub value: Value<'s>,
    /// Everything else, in the order written; scopes before the filler come first.
    pub qualifiers: Vec<Qualifier<'s>>,
    /// How many of the qualifiers stand before the value.
    pub before: usize,
}

/// A claim without its value, of which any part may be left out: what is asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Query<'s> {
    /// What is asked about; none for anything.
    pub subject: Option<QuerySubject<'s>>,
    /// The mode; none for any.
    pub mode: Option<Mode>,
    /// Everything else, in the order written.
    pub qualifiers: Vec<Qualifier<'s>>,
}

/// What a query is about. (Not the scope key `SUBJECT`.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuerySubject<'s> {
    /// The head of a claim.
    Measure(Name<'s>),
    /// `event "name"`.
    Event(Name<'s>),
    /// `quote "words"`; none for any words.
    Quote(Option<Name<'s>>),
}

/// The mode of a claim that is not simply asserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the word of the language")]
pub enum Mode {
    Expected,
    Planned,
    Targeted,
    Projected,
    Feared,
    Alleged,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 6] =
        [Self::Expected, Self::Planned, Self::Targeted, Self::Projected, Self::Feared, Self::Alleged];

    /// The keyword.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Planned => "planned",
            Self::Targeted => "targeted",
            Self::Projected => "projected",
            Self::Feared => "feared",
            Self::Alleged => "alleged",
        }
    }
}

impl std::fmt::Display for Mode {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.keyword())
    }
}

/// `article "Title" …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Article<'s> {
    /// The title.
    pub title: Name<'s>,
    /// The defaults.
    pub qualifiers: Vec<Qualifier<'s>>,
}

/// `event "name" [MODE] …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Event<'s> {
    /// What happened.
    pub name: Name<'s>,
    /// The mode.
    pub mode: Option<Mode>,
    /// When, where, who says it.
    pub qualifiers: Vec<Qualifier<'s>>,
}

/// `quote "words" …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote<'s> {
    /// The words.
    pub words: Name<'s>,
    /// By whom, about what, when, via.
    pub qualifiers: Vec<Qualifier<'s>>,
}

/// `retract @label …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Retract<'s> {
    /// The label, without the `@`.
    pub target: &'s str,
    /// When and by whom.
    pub qualifiers: Vec<Qualifier<'s>>,
    /// Why.
    pub because: Option<Name<'s>>,
}

/// `correct @label to VALUE …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Correct<'s> {
    /// The label, without the `@`.
    pub target: &'s str,
    /// The new value.
    pub value: Value<'s>,
    /// When and by whom.
    pub qualifiers: Vec<Qualifier<'s>>,
    /// Why.
    pub because: Option<Name<'s>>,
}

/// `break MEASURE …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Break<'s> {
    /// The measure.
    pub measure: Name<'s>,
    /// Where, when and by whom.
    pub qualifiers: Vec<Qualifier<'s>>,
    /// Why.
    pub because: Option<Name<'s>>,
}

/// What an acceptance names.
#[derive(Clone, Debug, PartialEq)]
pub enum Accepted<'s> {
    /// A rule, and the labels of the claims, without the `@`.
    Conflict(&'s str, Vec<&'s str>),
    /// The fingerprint of a finding.
    Finding(Name<'s>),
}

/// `accept RULE between @a, @b and @c because "…" until DATE`, or `of @a`; `accept finding "…" because "…"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Accept<'s> {
    /// What is accepted.
    pub what: Accepted<'s>,
    /// Why.
    pub because: Option<Name<'s>>,
    /// The day from which it no longer holds.
    pub until: Option<Date<'s>>,
}

/// `expect RULE between @a and @b`, `expect RULE of @a`, `expect none`.
#[derive(Clone, Debug, PartialEq)]
pub enum Expect<'s> {
    /// No error or warning may involve this file.
    None,
    /// This rule must report these claims.
    Finding {
        /// The rule's name.
        rule: &'s str,
        /// The labels, without the `@`.
        labels: Vec<&'s str>,
    },
}
