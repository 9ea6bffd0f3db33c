//! The path of a source: its figures of one series in order of time, one point for each instant, or for each period
//! of one length.

use std::collections::BTreeMap;

use crate::corpus::{Corpus, Fact, Voice};
use crate::model::claim::Value;
use crate::model::{Day, Figure, Number, Shape, Window};

/// One figure of a source at one instant, or over one period.
#[derive(Clone, Debug)]
pub(super) struct Point {
    /// The day, or the last day of the period.
    pub(super) day: Day,
    /// The fact's number in its series.
    pub(super) fact: u32,
    /// The claim that represents it.
    pub(super) claim: u32,
    /// The figure.
    pub(super) value: Number,
    /// Whether it is precise to a hundredth of itself.
    pub(super) is_precise: bool,
}

/// How long the times of a path are. All points of a path have times of one length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Length {
    Days(i32),
    Months(i32),
}

/// The paths of the sources in a series with these facts, by the length of their times. Hedged
/// figures are left out, and those of a source that gives two at once.
pub(super) fn paths(corpus: &Corpus, facts: &[Fact]) -> Vec<BTreeMap<Voice, Vec<Point>>> {
    let mut all: BTreeMap<Length, BTreeMap<Voice, Vec<Point>>> = BTreeMap::new();
    for (number, fact) in (0_u32..).zip(facts) {
        let Some((length, day)) = fact.window.as_ref().and_then(length) else { continue };
        let paths = all.entry(length).or_default();
        let mut voices: Vec<Voice> = fact.statements.iter().map(|statement| statement.voice).collect();
        voices.sort_unstable();
        let speaks_twice = |voice: Voice| {
            let first = voices.partition_point(|other| *other < voice);
            voices.get(first + 1) == Some(&voice)
        };
        for statement in &fact.statements {
            if matches!(statement.voice, Voice::Nobody(_)) || speaks_twice(statement.voice) {
                continue;
            }
            let Value::Number(figure) = &corpus.claim(statement.representative()).value else { continue };
            let Some((value, is_precise)) = stated_figure(figure) else { continue };
            let point = Point { day, fact: number, claim: statement.representative(), value, is_precise };
            let path = paths.entry(statement.voice).or_default();
            // The last statement of a day represents it.
            match path.last_mut().filter(|last| last.day == day) {
                Some(last) => *last = point,
                None => path.push(point),
            }
        }
    }
    all.into_values().collect()
}

/// How long a time is, in months if they are whole, else in days; and its last day. A day is one
/// day long, also as an instant. None for a time that is not known, or that stands for some unknown
/// instant in it.
fn length(window: &Window) -> Option<(Length, Day)> {
    let (from, to) = (window.from?, window.to?);
    let is_known = from == to || window.shape == Shape::Period;
    if !is_known || window.approximate || window.uncertain {
        return None;
    }
    let ((year, month, first), (last_year, last_month, _)) = (from.parts(), to.parts());
    let months = (last_year - year) * 12 + last_month as i32 - month as i32 + 1;
    let is_whole_months = first == 1 && to == to.end_of_month();
    Some((if is_whole_months { Length::Months(months) } else { Length::Days(to.0 - from.0 + 1) }, to))
}

/// The number that a figure states, and whether it is precise to a hundredth; none if it is hedged,
/// or rounded so roughly that its span is wider than the number itself.
fn stated_figure(figure: &Figure) -> Option<(Number, bool)> {
    let Figure::Spans(spans) = figure else { return figure.best().map(|number| (number.clone(), true)) };
    let (said, width) = (spans.said.as_ref()?, spans.hard.width()?);
    // A rounded figure says one number, or the numbers that round to it, of which exactly one end
    // is left out; else it is hedged.
    let leaves_out_one_end = spans.soft == spans.hard && spans.hard.low_open != spans.hard.high_open;
    let is_rounded = leaves_out_one_end || spans.soft.single() == Some(said);
    let is_precise = &width * &Number::HUNDRED <= said.abs();
    (is_rounded && width <= said.abs()).then(|| (said.clone(), is_precise))
}
