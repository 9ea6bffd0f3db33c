//! What stands after a value: where, when, who says it.

use super::date::Date;
use super::name::Name;

/// A qualifier with the words it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Qualifier<'s> {
    /// Keyword and all.
    pub text: &'s str,
    /// Its content.
    pub kind: QualifierKind<'s>,
}

/// The content of a qualifier.
#[derive(Clone, Debug, PartialEq)]
pub enum QualifierKind<'s> {
    /// `in PLACE`.
    In(Name<'s>),
    /// `among GROUP`.
    Among(Name<'s>),
    /// `for SUBJECT`.
    For(Name<'s>),
    /// `about TOPIC`.
    About(Name<'s>),
    /// `[key: name, …]`.
    Keys(Vec<(Name<'s>, Name<'s>)>),
    /// `on`, `as of` or `at` an instant.
    On(Date<'s>),
    /// `from … to`, `between … and`, `during`, `since`, `until`: a period.
    Period(Period<'s>),
    /// `said DATE`.
    Said(Date<'s>),
    /// `by SOURCE, …` or `according to SOURCE, …`.
    By(Vec<Name<'s>>),
    /// `via OUTLET`.
    Via(Name<'s>),
    /// `published DATE`.
    Published(Date<'s>),
    /// `<address>`, without the angle brackets.
    Url(&'s str),
}

/// The period at which a claim is true.
#[derive(Clone, Debug, PartialEq)]
pub enum Period<'s> {
    /// `from D to D`.
    FromTo(Date<'s>, Date<'s>),
    /// `between D and D`.
    Between(Date<'s>, Date<'s>),
    /// `during D`.
    During(Date<'s>),
    /// `since D`.
    Since(Date<'s>),
    /// `until D`.
    Until(Date<'s>),
}
