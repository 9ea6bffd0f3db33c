//! Values as written: figures with their hedges and units, how they changed, names, sets, truth values.

use std::borrow::Cow;

use super::date::{Date, TimeUnit};
use super::name::Name;

/// A value as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Value<'s> {
    /// All of it: hedge, figure, unit.
    pub text: &'s str,
    /// Its form.
    pub kind: ValueKind<'s>,
    /// How it changed; only a figure has it.
    pub change: Option<Box<Change<'s>>>,
}

/// The forms a value can have. `1992` is a figure here; that it can be a year is settled by the measure's kind.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every value is a figure, and a box for each costs more"
)]
pub enum ValueKind<'s> {
    /// A figure, or several.
    Figure(Figure<'s>),
    /// `true`, `right`, `confirmed`; `false`, `not true`, `denied`.
    Truth(bool),
    /// A name.
    Name(Name<'s>),
    /// `{a, b}`.
    Set(Vec<Name<'s>>),
    /// `includes X`.
    Includes(Name<'s>),
    /// `excludes X`.
    Excludes(Name<'s>),
    /// A date that is no bare year.
    Date(Date<'s>),
}

/// A figure with its hedge, range and unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure<'s> {
    /// Its form.
    pub form: Form<'s>,
    /// The words after it, up to where a name would end (`people`, `km²`, `swabs`); `%`, `per cent`, `°C` too.
    pub unit: Option<Name<'s>>,
}

/// The form of a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Form<'s> {
    /// `729`, `1.2 million`, `$40m`, `two dozen`.
    Plain(Amount<'s>),
    /// `about 729`, `at least 40`, `541+`.
    Hedged(Hedge, Amount<'s>),
    /// `50-60`, `50 to 60`. In `10-11,000` the first end may stand for 10,000.
    Range(Amount<'s>, Amount<'s>),
    /// `between 50 and 60`. In `between 10 and 11,000` the first end is 10.
    Between(Amount<'s>, Amount<'s>),
    /// `60 ± 5`.
    PlusMinus(Amount<'s>, Amount<'s>),
    /// `729 (700-760)`: best, low, high.
    Best(Amount<'s>, Amount<'s>, Amount<'s>),
    /// `dozens`, `several`, `none`: the word, lower case, blanks single.
    Vague(Cow<'s, str>),
    /// `326 of 650`, `3 out of 10`: a count and its whole.
    Share(Amount<'s>, Amount<'s>),
    /// `3 in 10`, `about 3 in 10`: so many in any so many.
    Rate(Option<Hedge>, Amount<'s>, Amount<'s>),
    /// `25,850–26,900+`: a range that goes on.
    OpenRange(Amount<'s>, Amount<'s>),
    /// `a third`, `more than half`, `nearly one in five`.
    Fraction(Option<Hedge>, Fraction),
}

impl<'s> Form<'s> {
    /// The amounts it is made of, in the order written.
    pub fn amounts(&self) -> impl Iterator<Item = &Amount<'s>> + Clone {
        let parts = match self {
            Self::Plain(one) | Self::Hedged(_, one) => [Some(one), None, None],
            Self::Range(one, two)
            | Self::Between(one, two)
            | Self::OpenRange(one, two)
            | Self::PlusMinus(one, two)
            | Self::Share(one, two)
            | Self::Rate(_, one, two) => [Some(one), Some(two), None],
            Self::Best(one, two, three) => [Some(one), Some(two), Some(three)],
            Self::Vague(_) | Self::Fraction(..) => [None, None, None],
        };
        parts.into_iter().flatten()
    }

    /// Changes each of its amounts.
    pub fn each_amount(&mut self, mut with: impl FnMut(&mut Amount<'s>)) {
        match self {
            Self::Plain(one) | Self::Hedged(_, one) => with(one),
            Self::Range(one, two)
            | Self::Between(one, two)
            | Self::OpenRange(one, two)
            | Self::PlusMinus(one, two)
            | Self::Share(one, two)
            | Self::Rate(_, one, two) => [one, two].into_iter().for_each(with),
            Self::Best(one, two, three) => [one, two, three].into_iter().for_each(with),
            Self::Vague(_) | Self::Fraction(..) => {}
        }
    }
}

/// A part of a whole, in words: `two thirds`, `one in five`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    /// How many parts.
    pub numerator: u64,
    /// Of how many; never zero.
    pub denominator: u64,
}

/// The hedge before a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// `about`, `around`, `some`, `roughly`, `approximately`, `approx.`, `circa`, `c.`, `est.`, `~`, `≈`.
    About,
    /// `nearly`, `almost`, `just under`.
    Nearly,
    /// `just over`, `just above`, `-odd` after.
    JustOver,
    /// `exactly`.
    Exactly,
    /// `more than`, `over`, `above`, `in excess of`, `>`.
    MoreThan,
    /// `at least`, `no fewer than`, `upwards of`, `≥`, a `+` after.
    AtLeast,
    /// `at most`, `up to`, `no more than`, `as many as`, `≤`.
    AtMost,
    /// `fewer than`, `less than`, `under`, `<`.
    LessThan,
}

/// One figure: sign, currency, numeral, scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount<'s> {
    /// All of it.
    pub text: &'s str,
    /// Whether `-`, `−` or `minus` stands before it.
    pub negative: bool,
    /// `$`, `€`, `USD`, `US$` before it.
    pub currency: Option<&'s str>,
    /// The digits with their separators (`1,234`, `12.5`), or a number word (`twelve`, `dozen`).
    pub numeral: &'s str,
    /// `million`, `bn`, `k`, `lakh`, `dozen` after it.
    pub scale: Option<Scale<'s>>,
}

/// A word that multiplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale<'s> {
    /// As written: `million`, `m`, `bn`.
    pub text: &'s str,
    /// The power of ten, or for `dozen` and `score` the factor.
    pub factor: u64,
    /// `m` also reads as metres (and `t` as tonnes): settled by the measure's kind.
    pub or_unit: bool,
}

/// How a figure has changed: `up 12% from $3.41bn`, `doubled to`.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<'s> {
    /// All of it; where it stands before the figure, with the figure in it.
    pub text: &'s str,
    /// The direction, or the factor.
    pub verb: ChangeVerb,
    /// The hedge before a factor: `more than doubled`.
    pub hedge: Option<Hedge>,
    /// By how much.
    pub by: Option<ChangeFigure<'s>>,
    /// From what.
    pub from: Option<ChangeFigure<'s>>,
    /// Since when.
    pub since: Option<Since<'s>>,
}

/// A figure within a change.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeFigure<'s> {
    /// All of it.
    pub text: &'s str,
    /// The figure.
    pub figure: Figure<'s>,
}

/// Since when a figure has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Since<'s> {
    /// The date, or how much earlier.
    pub text: &'s str,
    /// Its form.
    pub kind: SinceKind<'s>,
}

/// A date, or how long before the claim's own.
#[derive(Clone, Debug, PartialEq)]
pub enum SinceKind<'s> {
    /// `since Monday`.
    Date(Date<'s>),
    /// `from a year earlier`.
    Earlier(u32, TimeUnit),
}

/// In which direction a figure has changed, or by which factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the word of the language")]
pub enum ChangeVerb {
    Up,
    Down,
    Doubled,
    Tripled,
    Quadrupled,
    Halved,
}

impl ChangeVerb {
    /// The word that says it after a figure.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Doubled => "doubled",
            Self::Tripled => "tripled",
            Self::Quadrupled => "quadrupled",
            Self::Halved => "halved",
        }
    }
}
