//! Parse failures, without allocation: the farthest place reached and everything that is expected there.

use nom::error::{ErrorKind, ParseError};

/// A parser's result: the rest and the value, or how far it came.
pub(super) type Parsed<'s, T> = nom::IResult<&'s str, T, Failure<'s>>;

/// One thing that is expected at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Expected {
    Head,
    Filler,
    Figure,
    Date,
    Name,
    Set,
    Truth,
    Qualifier,
    Scope,
    UnitMeaning,
    Detail,
    Property,
    Because,
    Label,
    Rule,
    Quoted,
    Clock,
    Unit,
    Term,
    Relation,
    To,
    And,
    Comma,
    Colon,
    Brace,
    Bracket,
    BetweenOrOf,
    Until,
    Key,
    End,
}

impl Expected {
    const ALL: [Self; 30] = [
        Self::Head,
        Self::Filler,
        Self::Figure,
        Self::Date,
        Self::Name,
        Self::Set,
        Self::Truth,
        Self::Qualifier,
        Self::Scope,
        Self::UnitMeaning,
        Self::Detail,
        Self::Property,
        Self::Because,
        Self::Label,
        Self::Rule,
        Self::Quoted,
        Self::Clock,
        Self::Unit,
        Self::Term,
        Self::Relation,
        Self::To,
        Self::And,
        Self::Comma,
        Self::Colon,
        Self::Brace,
        Self::Bracket,
        Self::BetweenOrOf,
        Self::Until,
        Self::Key,
        Self::End,
    ];

    /// What messages call it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Head => "what is measured",
            Self::Filler => "`is`",
            Self::Figure => "a figure",
            Self::Date => "a date",
            Self::Name => "a name",
            Self::Set => "a set such as `{a, b}`",
            Self::Truth => "`true` or `false`",
            Self::Qualifier => "a word such as `in`, `on` or `by`",
            Self::Scope => "a word such as `in` or `among`",
            Self::UnitMeaning => "`=` or `counts`",
            Self::Detail => "a detail such as `note: …`",
            Self::Property => "a property such as `aka` or `kind`",
            Self::Because => "`because`",
            Self::Label => "a label such as `@toll`",
            Self::Rule => "the name of a rule",
            Self::Quoted => "words in quotation marks",
            Self::Clock => "a time of day",
            Self::Unit => "a unit",
            Self::Term => "a measure, a label or a number",
            Self::Relation => "`=`, `<=` or `>=`",
            Self::To => "`to`",
            Self::And => "`and`",
            Self::Comma => "`,`",
            Self::Colon => "`:`",
            Self::Brace => "`}`",
            Self::Bracket => "`]`",
            Self::BetweenOrOf => "`between` or `of`",
            Self::Until => "`until`",
            Self::Key => "a key such as `measure`, `source` or `place`",
            Self::End => "the end of the statement",
        }
    }
}

/// Everything that is expected at a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ExpectedSet(u32);

impl ExpectedSet {
    /// The set of one thing.
    pub(super) const fn one(want: Expected) -> Self {
        Self(1 << want as u8)
    }

    /// The set with one thing more.
    pub(super) const fn and(self, other: Expected) -> Self {
        Self(self.0 | 1 << other as u8)
    }

    /// Whether a thing is in the set.
    pub(super) const fn has(self, want: Expected) -> bool {
        self.0 & (1 << want as u8) != 0
    }

    /// Everything in the set, in the order in which the things are listed.
    pub(super) fn iter(self) -> impl Iterator<Item = Expected> {
        Expected::ALL.into_iter().filter(move |&want| self.has(want))
    }
}

/// A mistake that the parser recognises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mistake {
    /// A quotation mark without its partner.
    UnclosedQuote,
    /// Nothing between the quotation marks.
    EmptyName,
    /// A backslash before something else than `"`, `\`, `n` or `u{…}`.
    BadEscape,
    /// `<` without `>`.
    UnclosedUrl,
    /// `, up` and nothing that says by how much or from what.
    ChangeAlone,
    /// `up 12% from 2019`: the year, or the figure before.
    BaseOrYear,
    /// `12 in 2020`: a share of 2020, or in the year 2020.
    ShareOrYear,
    /// `in October`: a date where a place belongs.
    DateAsPlace,
    /// `in 10`: a number where a name belongs.
    NumberAsName,
    /// `in Spain publishd 2020-10-21`: a date inside a bare name.
    DateInName,
    /// `none of the dead were civilians`: how many, where what is measured belongs.
    QuantityFirst,
    /// `by foreign ministers planned on Friday`: a mode inside a bare name.
    ModeInName,
    /// `729 Monday`: a date where a unit belongs.
    DateAsUnit,
    /// `nearly 4 in 10`, `about 50-60`.
    HedgedForm,
    /// `50 km to 60 miles`.
    TwoUnits,
    /// `14:00 CET`.
    ZoneName,
    /// `+25:00`.
    NoSuchZone,
    /// `25:00`.
    BadClock,
    /// `12/10`: no year, and two readings.
    ShortSlashed,
    /// `19/10/20`.
    ShortYear,
    /// `note:` and nothing after it.
    EmptyDetail,
    /// A statement that does not begin in column one.
    Indented,
    /// `expected` and no value after it.
    ModeAlone,
    /// `death toll 729 in Spain` as a query.
    ValueInQuery,
    /// `two hundred and fifty`.
    LongNumber,
    /// `define injured`: it is not said whether a measure, a source or something else is defined.
    NothingDefined,
    /// Two properties on a line.
    TwoProperties,
    /// A scope before the value, and no filler between.
    NoFiller,
    /// `by AP.` at the end of a line.
    FullStop,
    /// A semicolon in a name that is no source's: `in Harrow; Lindow`.
    Semicolon,
    /// `by AP; Reuters`, `by AP and Reuters`.
    Sources,
    /// `'AP'`.
    SingleQuotes,
    /// A vague word, a number word, a date or a name with no filler before it.
    NeedsFiller,
    /// `are Russia, France and Italy`: several names, and no braces.
    SeveralNames,
    /// `was brokered by Moscow`: whoever did it, or whoever says so.
    DoerOrSource,
    /// `deaths perhaps 400`: a word that belongs to the figure, and is no hedge.
    LooseningWord,
}

/// How far a parser came, and what it expected there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Failure<'s> {
    /// The rest of the text from there on.
    pub(super) at: &'s str,
    /// What was expected.
    pub(super) expected: ExpectedSet,
    /// The mistake, where it is a known one, and how many bytes it covers.
    pub(super) mistake: Option<(Mistake, u32)>,
}

impl<'s> Failure<'s> {
    /// The failure of a parser that expected one thing at `at` and did not find it.
    pub(super) fn want<T>(at: &'s str, want: Expected) -> Parsed<'s, T> {
        Self::expected(at, ExpectedSet::one(want))
    }

    /// The failure of a parser that expected one of several things at `at` and found none.
    pub(super) fn expected<T>(at: &'s str, expected: ExpectedSet) -> Parsed<'s, T> {
        Err(nom::Err::Error(Self { at, expected, mistake: None }))
    }

    /// A known mistake, from the start of `at` over `length` bytes; no other reading is tried.
    pub(super) fn mistake<T>(at: &'s str, length: usize, mistake: Mistake) -> Parsed<'s, T> {
        Err(nom::Err::Failure(Self {
            at,
            expected: ExpectedSet::default(),
            mistake: Some((mistake, length as u32)),
        }))
    }
}

impl<'s> ParseError<&'s str> for Failure<'s> {
    fn from_error_kind(at: &'s str, _: ErrorKind) -> Self {
        Self { at, expected: ExpectedSet::default(), mistake: None }
    }

    fn append(_: &'s str, _: ErrorKind, other: Self) -> Self {
        other
    }

    /// The farther of two failures; both where they came equally far.
    fn or(self, other: Self) -> Self {
        match self.at.len().cmp(&other.at.len()) {
            std::cmp::Ordering::Less => self,
            std::cmp::Ordering::Greater => other,
            std::cmp::Ordering::Equal => Self {
                at: self.at,
                expected: ExpectedSet(self.expected.0 | other.expected.0),
                mistake: self.mistake.or(other.mistake),
            },
        }
    }
}
