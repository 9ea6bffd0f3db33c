//! The answer to a query: plain data, and at the same time the published JSON.

use schemars::JsonSchema;
use serde::Serialize;

/// What everybody says of what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Answer {
    /// `gainsay-answer/1`.
    pub schema: &'static str,
    /// The query as typed.
    pub query: String,
    /// The facts that it asks about: those of which something is said, the latest first; then those of which nothing is said at the
    /// time, and what is quoted.
    pub facts: Vec<FactAnswer>,
    /// How many more facts it asks about, which are not answered here.
    pub more: usize,
    /// Series to ask about beside it: those with more scope keys than the query; if there is no answer, those of its measure
    /// or with a part of its scope.
    pub related: Vec<Related>,
    /// How many statements of the corpus could not be read: they may say more.
    pub unread: usize,
}

/// A series beside what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Related {
    /// What to ask for it.
    pub query: String,
    /// How many claims it has, at the time that was asked about.
    pub claims: usize,
}

/// What is said of one fact, and what follows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactAnswer {
    /// What it is about: `death toll among military in Nagorno-Karabakh`.
    pub about: String,
    /// Of when, in words: `on 19 October 2020`; empty where it has no time.
    pub when: String,
    /// The measure.
    pub measure: String,
    /// The scope keys that are set, each with its name.
    #[serde(serialize_with = "pairs")]
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub scope: Vec<(String, String)>,
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// What each source says: first what it still says, then what it has replaced or taken back.
    pub said: Vec<Said>,
    /// If nobody speaks of this time: what is said of the nearest times before and after it.
    pub nearest: Vec<String>,
    /// What the largest group of independent sources agrees on; none if that is one source out of several, or if another group
    /// is as large and both cannot be right.
    pub agreement: Option<Agreement>,
    /// Who stands outside of it.
    pub outside: Vec<Outside>,
    /// What follows for it from other figures.
    pub bounds: Vec<Bound>,
    /// The strongest sentence that the claims support, those left out that were restated or taken back; none if nothing is said.
    pub wording: Option<String>,
    /// What to know before it is printed.
    pub cautions: Vec<String>,
}

/// One value of one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Said {
    /// The source.
    pub source: String,
    /// The value as written.
    pub value: String,
    /// The lowest figure that it says.
    pub low: Option<String>,
    /// The highest figure that it says.
    pub high: Option<String>,
    /// Whether its source still says it.
    pub standing: Standing,
    /// The claims that carry it, direct ones first.
    pub claims: Vec<Carried>,
    /// The number of the first of them.
    #[serde(skip)]
    pub first: u32,
}

/// Whether a source still says something. (Not the standing of a contradiction.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is what the source says.
    Current,
    /// Equally many relays give each of several figures for the source: it said one of them.
    Undecided,
    /// The source has said otherwise since or corrected it, or it is what a relay gives in place of what the source says.
    Superseded,
    /// It was retracted.
    Retracted,
}

/// A claim that carries a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Carried {
    /// Its label, or file and line.
    pub id: String,
    /// The file.
    pub file: String,
    /// The line.
    pub line: u32,
    /// The place as a reader finds it: `a.claims:12`, in a workbook `desk.xlsx#Claims!C14`.
    pub place: String,
    /// Through whom, from the source outwards.
    pub via: Vec<String>,
    /// When it was said.
    pub said: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Whether it is computed from other claims.
    pub tally: bool,
    /// Its other details, such as notes, each with its key.
    #[serde(serialize_with = "pairs")]
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub details: Vec<(String, String)>,
}

/// What the largest group of independent sources agrees on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Agreement {
    /// In words; empty if no one value says it: the sources say different things that can all be true.
    pub text: String,
    /// The lowest figure.
    pub low: Option<String>,
    /// The highest figure.
    pub high: Option<String>,
    /// How many independent sources agree; those of one party count once.
    pub sources: usize,
    /// How many independent sources there are.
    pub of: usize,
    /// The names of those that agree.
    pub by: Vec<String>,
}

/// A source that stands outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Outside {
    /// The source.
    pub source: String,
    /// What it says.
    pub value: String,
    /// The probable cause; none where none fits.
    pub cause: Option<String>,
}

/// What follows for the fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bound {
    /// In words: `at least 633`.
    pub text: String,
    /// The lowest figure.
    pub low: Option<String>,
    /// The highest figure.
    pub high: Option<String>,
    /// Whether it can be true with a figure that is said of the fact, if there is any, and with every other bound.
    pub fits: bool,
    /// Whether it excludes all that is said of the fact.
    #[serde(skip)]
    pub excludes_said: bool,
    /// Why.
    pub why: String,
    /// The claims that it follows from.
    pub claims: Vec<String>,
    /// Whether it rests on the word of one source alone; sources of one party count as one.
    pub alone: bool,
}

pub(super) fn pairs<S: serde::Serializer>(
    pairs: &[(String, String)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(key, name)| (key, name)))
}
