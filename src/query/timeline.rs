//! A series by source over time, with what is worth a mark: where sources differ, where a total falls, what was restated or
//! retracted, and where the series may step.
//!
//! Marks are found at one fact, between a source's own neighbouring facts, and in what follows from other figures in one step;
//! nothing is solved.

use schemars::JsonSchema;
use serde::Serialize;

use super::against::{Against, against};
use super::answer::{Answer, Said, Standing};
use super::said::{amended, said};
use super::selection::{Selection, select};
use super::speakers;
use crate::contradiction::{allowed_by, contradict, segments};
use crate::corpus::{Corpus, Describer, Fact, Series, Statement, Voice};
use crate::model::vocabulary::Kind;
use crate::model::{Interval, Query, Window};
use crate::source::Sources;

/// How many series are shown.
const SHOWN: usize = 12;

/// The series that a query asks about, over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Timeline {
    /// `gainsay-timeline/1`.
    pub schema: &'static str,
    /// The query as typed.
    pub query: String,
    /// The series, the one with most points first.
    pub series: Vec<TimelineSeries>,
    /// How many more series the query asks about.
    pub more: usize,
    /// Statements that could not be read: they may say more.
    pub unread: usize,
}

/// One series over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TimelineSeries {
    /// What it is about.
    pub about: String,
    /// The measure.
    pub measure: String,
    /// The scope keys that are set, each with its name.
    #[serde(serialize_with = "super::answer::pairs")]
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub scope: Vec<(String, String)>,
    /// The unit of its figures; none where it has none.
    pub unit: Option<String>,
    /// Whether its values are figures.
    pub numeric: bool,
    /// What is said of it, in order of time.
    pub points: Vec<Point>,
    /// Where it may step.
    pub breaks: Vec<SeriesBreak>,
    /// What other figures say against it, each contradiction once: of other days, of parts and wholes, of what came in, of laws.
    pub against: Vec<Against>,
}

/// A day from which a series is counted another way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SeriesBreak {
    /// The day.
    pub day: String,
}

/// What one source says of one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Point {
    /// The first day; none where it is open or there is none.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// The time in words: `on 19 October 2020`; empty where there is none.
    pub when: String,
    /// What is said.
    #[serde(flatten)]
    pub said: Said,
    /// What is worth a mark.
    pub marks: Vec<Mark>,
}

/// Something at a point that is worth a mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// In words.
    pub text: String,
}

/// What a mark is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MarkKind {
    /// Another source says of the same time what cannot be true beside it.
    Differs,
    /// It does not go with what follows from other figures.
    Against,
    /// A total is lower than its source had it before.
    Falls,
    /// Its source has said otherwise since.
    Restated,
    /// It was retracted.
    Retracted,
}

/// The series of a query over time.
#[must_use]
pub fn timeline(corpus: &Corpus, sources: &Sources, text: &str, query: &Query) -> Timeline {
    let (series, more) = longest(Describer { corpus, sources }, query, |_| true);
    let unread = corpus.model.unread.len();
    Timeline { schema: "gainsay-timeline/1", query: text.trim().to_owned(), series, more, unread }
}

/// The series of an answer over all time.
#[must_use]
pub fn answered_series(
    answer: &Answer,
    corpus: &Corpus,
    sources: &Sources,
    query: &Query,
) -> Vec<TimelineSeries> {
    let at_all_times = Query { time: None, ..query.clone() };
    let is_answered = |series: &TimelineSeries| answer.facts.iter().any(|fact| fact.about == series.about);
    longest(Describer { corpus, sources }, &at_all_times, is_answered).0
}

/// The longest of the wanted series that a query asks about, and how many more there are.
fn longest(
    words: Describer<'_>,
    query: &Query,
    is_wanted: impl Fn(&TimelineSeries) -> bool,
) -> (Vec<TimelineSeries>, usize) {
    let Selection { series, .. } = select(words.corpus, query);
    let amended = amended(words.corpus);
    let over_time = series.iter().map(|&number| (number, over_time(words, query, number, &amended)));
    let mut all: Vec<(u32, TimelineSeries)> =
        over_time.filter(|(_, series)| !series.points.is_empty() && is_wanted(series)).collect();
    // The longest first; of equal ones in the order of their names, as the corpus has them.
    all.sort_by_key(|(_, series)| std::cmp::Reverse(series.points.len()));
    let more = all.len().saturating_sub(SHOWN);
    all.truncate(SHOWN);
    mark_against(words, query, &mut all);
    (all.into_iter().map(|(_, series)| series).collect(), more)
}

/// Marks in some series, each with its number, what does not go with other figures.
pub(super) fn mark_against(words: Describer<'_>, query: &Query, all: &mut [(u32, TimelineSeries)]) {
    let numbers: Vec<u32> = all.iter().map(|(number, _)| *number).collect();
    for ((_, series), found) in all.iter_mut().zip(against(words, query, &numbers)) {
        for point in series
            .points
            .iter_mut()
            .filter(|point| matches!(point.said.standing, Standing::Current | Standing::Undecided))
        {
            let marks = found.by_claim.get(&point.said.first).into_iter().flatten();
            let said = format!("{} by {}", point.said.value, point.said.source);
            point
                .marks
                .extend(marks.map(|text| Mark { kind: MarkKind::Against, text: format!("{said}, {text}") }));
        }
        series.against = found.all;
    }
}

/// A series over time, as far as a query asks about it, with the amended claims of the corpus.
pub(super) fn over_time(words: Describer<'_>, query: &Query, number: u32, amended: &[u32]) -> TimelineSeries {
    let corpus = words.corpus;
    let series = &corpus.series[number as usize];
    let named = words.fact(series, None);
    let mut facts = corpus.facts(series);
    facts.sort_by_key(|fact| fact.window.map(|window| (window.from, window.to)));
    let scope = corpus.model.registers.scopes.get(series.scope.0);
    let breaks = corpus.model.steps(series.measure, scope);
    let mut last: Vec<LastSaid> = Vec::new();
    let mut segment = None;
    let mut points = Vec::new();
    for fact in facts.iter().filter(|fact| query.is_of(fact.window.as_ref())) {
        // After a break nothing binds the values to those before.
        let own = fact.window.as_ref().map(|window| segments(&breaks, window));
        if own != segment {
            last.clear();
            segment = own;
        }
        let said = said(words, series, fact, amended);
        points.extend(points_of(words, query, (series, fact), said, &mut last));
    }
    let claim = corpus.claim(corpus.claims_of(series)[0]);
    let units = &corpus.model.vocabulary.units;
    TimelineSeries {
        about: words.series(series).replace('`', ""),
        measure: named.measure,
        scope: named.scope,
        unit: claim.unit.map(|unit| units.name(unit).to_owned()),
        numeric: series.kind.is_numeric(),
        points,
        breaks: breaks
            .into_iter()
            .filter(|day| query.is_of(Some(&Window::day(*day))))
            .map(|day| SeriesBreak { day: day.iso() })
            .collect(),
        against: Vec::new(),
    }
}

/// What a source said last of a total.
struct LastSaid {
    voice: Voice,
    span: Interval,
    /// The figure as said, and its time.
    said: String,
    when: String,
}

/// The points of a fact; `last` keeps what each source said of a total before.
fn points_of(
    words: Describer<'_>,
    query: &Query,
    (series, fact): (&Series, &Fact),
    said: Vec<Said>,
    last: &mut Vec<LastSaid>,
) -> Vec<Point> {
    let window = fact.window.as_ref();
    let all: Vec<&Statement> = fact.all_statements().collect();
    let mut points: Vec<Point> = said
        .into_iter()
        .map(|said| Point {
            from: window.and_then(Window::iso_from),
            to: window.and_then(Window::iso_to),
            when: window.map(Window::dated).unwrap_or_default(),
            said,
            marks: Vec::new(),
        })
        .collect();
    // What stands comes first, in the order of the statements.
    for (point, statement) in points.iter_mut().zip(&all) {
        let others = all.iter().filter(|other| contradict(words.corpus, series, statement, other));
        let mut others: Vec<String> = others
            .map(|other| {
                format!("{} by {}", words.said(other.representative()), speakers::name(words, other.voice))
            })
            .collect();
        others.dedup();
        if let [first, rest @ ..] = &others[..] {
            let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
            let text = format!("{} by {}, against {first}{more}", point.said.value, point.said.source);
            point.marks.push(Mark { kind: MarkKind::Differs, text });
        }
        if series.kind == Kind::Cumulative {
            let span = allowed_by(words.corpus, series, statement);
            let known = last.iter_mut().find(|known| known.voice == statement.voice);
            let now = format!("{} {}", point.said.value, point.when);
            match known {
                // Two figures of one time differ; that is no fall.
                Some(known) if known.when == point.when => {}
                Some(known) => {
                    if span.before(&known.span) {
                        let text = format!("from {} to {now}, by {}", known.said, point.said.source);
                        point.marks.push(Mark { kind: MarkKind::Falls, text });
                    }
                    (known.span, known.said, known.when) = (span, now, point.when.clone());
                }
                None => {
                    last.push(LastSaid { voice: statement.voice, span, said: now, when: point.when.clone() })
                }
            }
        }
    }
    for point in &mut points {
        let kind = match point.said.standing {
            Standing::Superseded => MarkKind::Restated,
            Standing::Retracted => MarkKind::Retracted,
            Standing::Current | Standing::Undecided => continue,
        };
        let text = format!("{} by {}", point.said.value, point.said.source);
        point.marks.push(Mark { kind, text });
    }
    let registers = &words.corpus.model.registers;
    points.retain(|point| query.is_by(words.corpus.claim(point.said.first), registers));
    points
}
