//! What the figures next to those of a slip say about them, if none of these stands out by itself.

use crate::contradiction::DisputeKind;
use crate::corpus::{Fact, Statement, join_words};
use crate::model::claim::Value;
use crate::model::{Day, Number, Window};
use crate::phrasing::presenter::{Presenter, on_date};

impl Presenter<'_> {
    /// What the figures just before and after the two of a fall say: without which of the two, either or
    /// neither, the rest fits together.
    pub(super) fn around_the_fall(&self) -> Option<String> {
        if !self.dispute.is_slip() || self.dispute.kind != DisputeKind::Decrease {
            return None;
        }
        let [before, high, low, after] = self.four_around()?;
        let (first, top) = (self.exact(before)?, self.exact(high)?);
        let (bottom, last) = (self.exact(low)?, self.exact(after)?);
        let dated = |at: u32| {
            let when = self.words.corpus.claim(at).time.as_ref().map(on_date).unwrap_or_default();
            format!("{}{when}", self.words.said(at))
        };
        let (without_high, without_low) = (first <= bottom, top <= last);
        // If the total falls once more just before or after, this says nothing about the two.
        if (without_high && bottom > last) || (without_low && first > top) {
            return None;
        }
        Some(match (without_high, without_low) {
            (true, true) => format!(
                "either of the two can be wrong, or the source has counted anew: {} before them and {} behind them fit with each",
                dated(before),
                dated(after)
            ),
            (true, false) => format!(
                "look at {} first: without it the figures next to it go together, from {} to {}; without {} they do not",
                dated(high),
                dated(before),
                dated(after),
                dated(low)
            ),
            (false, true) => format!(
                "look at {} first: without it the figures next to it go together, from {} to {}; without {} they do not",
                dated(low),
                dated(before),
                dated(after),
                dated(high)
            ),
            (false, false) => format!(
                "neither alone: {} is above {}, too, and {} below {}, so the source has counted anew, or several figures are wrong",
                dated(before),
                self.words.said(low),
                dated(after),
                self.words.said(high)
            ),
        })
    }

    /// Four figures of the source in a row: one before, the two between which it falls, and one after.
    fn four_around(&self) -> Option<[u32; 4]> {
        let corpus = self.words.corpus;
        let (first, second) = self.first_two();
        let (from, to) = (first.window?.only_day()?, second.window?.only_day()?);
        let voice = first.statement.voice;
        let facts = corpus.facts(self.series);
        let own = |fact: &Fact| {
            let day = fact.window.as_ref().and_then(Window::only_day)?;
            let mut own = fact.statements.iter().filter(|statement| statement.voice == voice);
            let only = own.next().map(Statement::representative)?;
            own.next().is_none().then_some((day, only))
        };
        let all: Vec<(Day, u32)> = facts.iter().filter_map(own).collect();
        let before = all.iter().rposition(|(day, _)| *day < from).map(|at| all[at].1)?;
        let after = all.iter().find(|(day, _)| *day > to).map(|(_, at)| *at)?;
        let is_between = |(day, _): &&(Day, u32)| *day > from && *day < to;
        if all.iter().any(|point| is_between(&point)) {
            return None;
        }
        Some([before, first.statement.representative(), second.statement.representative(), after])
    }

    /// That two totals and the flow of the day between them fit each other, so that the other figures are to
    /// be checked first; and the claims of those.
    pub(super) fn fitting_growth(&self) -> Option<(String, Vec<u32>)> {
        let corpus = self.words.corpus;
        let argued = self.dispute.argument.iter().flat_map(|argument| argument.claims());
        let mut claims: Vec<u32> = argued.collect();
        claims.sort_unstable();
        claims.dedup();
        for &early in &claims {
            for &late in &claims {
                let Some(flow) = self.flow_between(early, late) else { continue };
                let growth = format!("{} − {}", self.words.said(late), self.words.said(early));
                let measure = corpus.model.registers.measures.get(corpus.claim(flow).measure.0);
                let rest: Vec<u32> =
                    claims.iter().copied().filter(|claim| ![early, late, flow].contains(claim)).collect();
                if rest.is_empty() {
                    return None;
                }
                let said: Vec<String> = rest.iter().map(|&claim| self.words.said(claim)).collect();
                let text = format!(
                    "{growth} is the {} that its source gives as `{}`, so look at {} first",
                    self.words.said(flow),
                    measure.display,
                    join_words(&said)
                );
                return Some((text, rest));
            }
        }
        None
    }

    /// The flow that the source gives for the day between two totals, if the total grew by just that.
    fn flow_between(&self, early: u32, late: u32) -> Option<u32> {
        let corpus = self.words.corpus;
        let (one, other) = (corpus.claim(early), corpus.claim(late));
        let (from, to) = (one.time?.only_day()?, other.time?.only_day()?);
        if corpus.series_of(early) != corpus.series_of(late) || from.next() != Some(to) {
            return None;
        }
        let growth = &self.exact(late)? - &self.exact(early)?;
        let adds_up = |measure| {
            let measure = corpus.model.vocabulary.measure(measure);
            measure.is_some_and(|measure| measure.adds_up_to == Some(one.measure))
        };
        let flows =
            corpus.series.iter().filter(|series| adds_up(series.measure) && series.scope == one.scope);
        let facts = flows.flat_map(|series| corpus.facts(series));
        let is_of_that_day =
            |fact: &Fact| fact.window.is_some_and(|window| (window.from, window.to) == (Some(to), Some(to)));
        let same_day = facts.filter(is_of_that_day);
        let mut said = same_day.flat_map(|fact| fact.statements);
        let voice = self.dispute.removed.statement.voice;
        let flow = said.find(|statement| statement.voice == voice)?.representative();
        (growth >= Number::TEN && self.exact(flow)? == growth).then_some(flow)
    }

    /// The figure of a claim that is exact.
    fn exact(&self, at: u32) -> Option<Number> {
        match &self.words.corpus.claim(at).value {
            Value::Number(figure) => figure.hard().single().cloned(),
            _ => None,
        }
    }
}
