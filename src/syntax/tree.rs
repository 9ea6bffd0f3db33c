//! The tree of a `.claims` text: what is written, nothing decided. Every slice points into the text it was read from.

use std::borrow::Cow;

/// A name as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'s> {
    /// As it stands in the text, quotation marks included.
    pub raw: &'s str,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
}

/// One statement: column one to the next column one.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement<'s> {
    /// The whole statement, from column one to its last character that is neither blank nor comment.
    pub text: &'s str,
    /// Its label, without the `@`.
    pub label: Option<&'s str>,
    /// What it says.
    pub body: Body<'s>,
    /// Its `key: value` lines, in order.
    pub details: Vec<Detail<'s>>,
    /// The `# gainsay: allow(rule) because "…"` comments right above it.
    pub allows: Vec<Allow<'s>>,
}

/// What a statement says.
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
    /// The word between head and value, where there is one.
    pub filler: Option<&'s str>,
    /// How it is meant; none is actual.
    pub mode: Option<Mode>,
    /// What it says.
    pub value: Value<'s>,
    /// Everything else, in the order written; scopes before the filler come first.
    pub qualifiers: Vec<Qualifier<'s>>,
    /// How many of the qualifiers stand before the value.
    pub before: usize,
}

/// How a claim is meant, where it is not simply asserted.
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

/// A qualifier with the words it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Qualifier<'s> {
    /// Keyword and all.
    pub text: &'s str,
    /// What it says.
    pub kind: QualifierKind<'s>,
}

/// What a qualifier says.
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

/// A period that a claim is true of.
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

/// A value as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Value<'s> {
    /// All of it: hedge, figure, unit.
    pub text: &'s str,
    /// Its form.
    pub kind: ValueKind<'s>,
    /// What is said of how it changed; only a figure has it.
    pub change: Option<Box<Change<'s>>>,
}

/// How a figure has changed: `up 12% from $3.41bn`, `doubled to`.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<'s> {
    /// All of it; where it stands before the figure, with the figure in it.
    pub text: &'s str,
    /// Which way, or how many times.
    pub turn: Turn,
    /// What stands before how many times: `more than doubled`.
    pub hedge: Option<Hedge>,
    /// By how much.
    pub by: Option<Told<'s>>,
    /// From what.
    pub from: Option<Told<'s>>,
    /// Since when.
    pub since: Option<Since<'s>>,
}

/// A figure within a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Told<'s> {
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
    /// What it says.
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

/// Which way a figure has changed, or how many times it has become what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the word of the language")]
pub enum Turn {
    Up,
    Down,
    Doubled,
    Tripled,
    Quadrupled,
    Halved,
}

impl Turn {
    /// The word that says it behind a figure.
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

/// The forms a value can have. `1992` is a figure here; that it can be a year is settled by the measure's kind.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every value is a figure, and a box for each costs more"
)]
pub enum ValueKind<'s> {
    /// A figure, or several.
    Figure(Figure<'s>),
    /// `true`, `yes`, `confirmed`; `false`, `no`, `denied`.
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
    /// How it is said.
    pub form: Form<'s>,
    /// The words after it, up to where a name would end (`people`, `km²`, `swabs`); `%`, `per cent`, `°C` too.
    pub unit: Option<Name<'s>>,
}

/// How a figure is said.
#[derive(Clone, Debug, PartialEq)]
pub enum Form<'s> {
    /// `729`, `1.2 million`, `$40m`, `two dozen`.
    Plain(Amount<'s>),
    /// `about 729`, `at least 40`, `541+`.
    Hedged(Hedge, Amount<'s>),
    /// `50-60`, `50 to 60`, `between 50 and 60`.
    Range(Amount<'s>, Amount<'s>),
    /// `60 ± 5`.
    PlusMinus(Amount<'s>, Amount<'s>),
    /// `729 (700-760)`: best, low, high.
    Best(Amount<'s>, Amount<'s>, Amount<'s>),
    /// `dozens`, `several`, `none`: the word, lower case, blanks single.
    Vague(Cow<'s, str>),
    /// `3 in 10`, `326 of 650`.
    Share(Amount<'s>, Amount<'s>),
}

/// What the words before a figure do to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// `about`, `around`, `some`, `roughly`, `approximately`, `circa`, `~`, `≈`.
    About,
    /// `nearly`, `almost`, `just under`.
    Nearly,
    /// `more than`, `over`, `above`, `>`.
    MoreThan,
    /// `at least`, `no fewer than`, `≥`, a `+` behind.
    AtLeast,
    /// `at most`, `up to`, `no more than`, `≤`.
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
    /// `million`, `bn`, `k`, `lakh`, `dozen` behind it.
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

/// A date as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Date<'s> {
    /// All of it.
    pub text: &'s str,
    /// The day, month, year, or what leads to it.
    pub form: DateForm<'s>,
    /// The time of day.
    pub clock: Option<Clock>,
    /// EDTF `~`: approximate.
    pub approximate: bool,
    /// EDTF `?`: uncertain. (`%` is both.)
    pub uncertain: bool,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    /// Seconds since midnight, as written.
    pub seconds: u32,
    /// Minutes east of UTC; none where no zone is named.
    pub offset: Option<i16>,
}

/// The forms of a date. Nothing is checked against the calendar here, and nothing relative is resolved.
#[derive(Clone, Debug, PartialEq)]
pub enum DateForm<'s> {
    /// A day; without a year it is held by the claim's own date.
    Day {
        /// The weekday named with it.
        weekday: Option<Weekday>,
        /// The year.
        year: Option<i32>,
        /// 1–12 where written well.
        month: u8,
        /// 1–31 where written well.
        day: u8,
    },
    /// `October 2020`, `2020-10`, `2020-10-XX`, `October`.
    Month {
        /// The year.
        year: Option<i32>,
        /// 1–12 where written well.
        month: u8,
    },
    /// `2020`, `2020-XX`.
    Year(i32),
    /// `the 1990s`, `199X`: the first year.
    Decade(i32),
    /// `mid-October 2020`, `early 2020`.
    PartOf(Part, Box<DateForm<'s>>),
    /// `Q2 2024`.
    Quarter(i32, u8),
    /// `2024-W28`.
    Week(i32, u8),
    /// `week to 14 July`: the seven days that end there.
    WeekTo(Box<DateForm<'s>>),
    /// `Monday`, `last Friday`, `next Friday`.
    Weekday(Direction, Weekday),
    /// `today` 0, `yesterday` −1, `tomorrow` 1.
    DayOffset(i32),
    /// `3 days ago`, `two weeks ago`.
    Ago(u32, TimeUnit),
    /// `past 24 hours`, `last two months`: the period that ends now.
    Past(u32, TimeUnit),
    /// `last week` −1, `this month` 0, `next year` 1: a calendar unit.
    Calendar(i32, TimeUnit),
    /// EDTF `a/b`, `a/..`, `../b`.
    Interval(Option<Box<Date<'s>>>, Option<Box<Date<'s>>>),
    /// `10/11/2020`: first, second and year; either may be the month.
    Slashed(u32, u32, i32),
}

/// A part of a month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The 1st to the 10th, or the first four months.
    Early,
    /// The 11th to the 20th, or the middle four months.
    Mid,
    /// The 21st to the end, or the last four months.
    Late,
}

/// Which way a weekday is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `Monday`: the latest one, or after `planned` and `expected` the next.
    Plain,
    /// `last Monday`.
    Last,
    /// `next Monday`.
    Next,
    /// `this Monday`.
    This,
}

/// A length of time by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is its own word")]
pub enum TimeUnit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is its own word")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
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
    /// Planned and the like.
    pub mode: Option<Mode>,
    /// When, where, by whose word.
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

/// `accept RULE between @a, @b and @c because "…" until DATE`, or `of @a`.
#[derive(Clone, Debug, PartialEq)]
pub struct Accept<'s> {
    /// The rule's name.
    pub rule: &'s str,
    /// The labels, without the `@`.
    pub labels: Vec<&'s str>,
    /// Why.
    pub because: Option<Name<'s>>,
    /// The day from which it no longer holds.
    pub until: Option<Date<'s>>,
}

/// `expect RULE between @a and @b`, `expect RULE of @a`, `expect none`.
#[derive(Clone, Debug, PartialEq)]
pub enum Expect<'s> {
    /// No error or warning may touch this file.
    None,
    /// This rule must tell of these claims.
    Finding {
        /// The rule's name.
        rule: &'s str,
        /// The labels, without the `@`.
        labels: Vec<&'s str>,
    },
}

/// A declared relation.
#[derive(Clone, Debug, PartialEq)]
pub enum Law<'s> {
    /// `a + b = c`, `a <= b`.
    Linear(Vec<Term<'s>>, Relation, Vec<Term<'s>>),
    /// `@rate = @deaths / @cases`: label, then the two terms and which of both it is.
    Quotient(Atom<'s>, Atom<'s>, Atom<'s>),
    /// `@a = @b * @c`.
    Product(Atom<'s>, Atom<'s>, Atom<'s>),
    /// `"second ceasefire" after "first ceasefire"`.
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

/// What a law speaks of.
#[derive(Clone, Debug, PartialEq)]
pub enum Atom<'s> {
    /// A measure at a scope.
    Measure(Name<'s>, Vec<Qualifier<'s>>),
    /// A labelled claim.
    Label(&'s str),
    /// A number.
    Number(Amount<'s>),
}

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
    },
    /// `define scope basis defaults to confirmed`.
    ScopeDefault {
        /// The scope key.
        key: Name<'s>,
        /// What it is where it is not said.
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

/// What a line below a definition says.
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
    /// `party NAME`.
    Party(Name<'s>),
    /// `speaks for NAME`.
    SpeaksFor(Name<'s>),
    /// `within NAME`.
    Within(Name<'s>),
}
