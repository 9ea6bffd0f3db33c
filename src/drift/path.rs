//! The path of a source: its figures for one series, one point per instant.

use std::collections::BTreeMap;

use crate::corpus::{Corpus, Fact, Voice};
use crate::model::claim::Value;
use crate::model::{Day, Figure, Number, Window};

/// One figure of a source at one instant.
#[derive(Clone, Debug)]
pub(super) struct Point {
    /// The day.
    pub(super) day: Day,
    /// The fact's number in its series.
    pub(super) fact: u32,
    /// The claim that represents it.
    pub(super) claim: u32,
    /// The figure.
    pub(super) value: Number,
    /// Whether it is nearly exact: to a hundredth of itself.
    pub(super) exact: bool,
}

/// The paths of all sources in a series whose facts are known, in the order of time. Hedged figures are left out, and
/// so are points with two values.
pub(super) fn paths(corpus: &Corpus, facts: &[Fact]) -> BTreeMap<Voice, Vec<Point>> {
    let mut paths: BTreeMap<Voice, Vec<Point>> = BTreeMap::new();
    for (number, fact) in (0_u32..).zip(facts) {
        let Some(day) = fact.window.as_ref().and_then(sharp_day) else { continue };
        let mut voices: Vec<Voice> = fact.statements.iter().map(|statement| statement.voice).collect();
        voices.sort_unstable();
        let twice = |voice: Voice| {
            let first = voices.partition_point(|other| *other < voice);
            voices.get(first + 1) == Some(&voice)
        };
        for statement in &fact.statements {
            if matches!(statement.voice, Voice::Nobody(_)) || twice(statement.voice) {
                continue;
            }
            let Value::Number(figure) = &corpus.claim(statement.speaker()).value else { continue };
            let Some((value, exact)) = plain(figure) else { continue };
            let point = Point { day, fact: number, claim: statement.speaker(), value, exact };
            let path = paths.entry(statement.voice).or_default();
            // The last statement of a day represents it.
            match path.last_mut().filter(|last| last.day == day) {
                Some(last) => *last = point,
                None => path.push(point),
            }
        }
    }
    paths
}

/// The single day that a window is about, whether as an instant or as a whole.
fn sharp_day(window: &Window) -> Option<Day> {
    window.from.filter(|_| window.from == window.to && !window.approximate && !window.uncertain)
}

/// The figure, and whether it is nearly exact; none where it is hedged, or so rough that it may be half of itself.
fn plain(figure: &Figure) -> Option<(Number, bool)> {
    let Figure::Spans(spans) = figure else { return figure.best().map(|number| (number.clone(), true)) };
    let (said, width) = (spans.said.as_ref()?, spans.hard.width()?);
    // A rounded figure is one number or the numbers that round to it; a hedged one is more, or ends where it says.
    let rounds = spans.soft == spans.hard && spans.hard.low_open != spans.hard.high_open;
    let rounded = rounds || spans.soft.single() == Some(said);
    let exact = &width * &Number::HUNDRED <= said.abs();
    (rounded && width <= said.abs()).then(|| (said.clone(), exact))
}
