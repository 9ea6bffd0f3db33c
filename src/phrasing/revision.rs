//! A revision in words: what was restated and by how much, and the steps between.

use std::cmp::Ordering;

use crate::corpus::{Describer, plural};
use crate::drift::{RestatedFact, Revision, RevisionPattern};
use crate::finding::Cited;
use crate::model::claim::Value;
use crate::model::{Number, Shape};
use crate::phrasing::amount::{minutes_or_hours, moved};
use crate::phrasing::context::Context;
use crate::phrasing::presenter::on_date;

/// How many statements of one fact are shown; if there are more, the first and the last ones.
const MAX_SHOWN: usize = 4;

/// A revision with what is needed to describe it.
pub(crate) struct RevisionPhrasing<'a> {
    pub(crate) context: &'a Context<'a>,
    pub(crate) words: Describer<'a>,
    pub(crate) revision: &'a Revision,
}

impl RevisionPhrasing<'_> {
    pub(crate) fn message(&self, worst: &RestatedFact) -> String {
        let revision = self.revision;
        let who = self.who();
        let most = || self.change(worst);
        let count = revision.facts.len();
        match revision.pattern {
            RevisionPattern::Once => format!("{who} restated {} {}", self.fact(worst), self.change(worst)),
            RevisionPattern::Edition(moment) if !self.is_one_series() => format!(
                "{who} restated {count} figures at once{}, on {}: above all {}, {}",
                self.beside_others(),
                moment.in_words(),
                self.fact(worst),
                most()
            ),
            RevisionPattern::Edition(moment) => format!(
                "{who} restated {} for {count} {}{} at once{}, on {}: above all{}, {}",
                self.series(worst),
                self.times(),
                self.span(),
                self.beside_others(),
                moment.in_words(),
                on(worst),
                most()
            ),
            RevisionPattern::Run => format!(
                "{who} restated {} for {count} {}{}: {}, above all{}, {}",
                self.series(worst),
                self.times(),
                self.span(),
                self.ways(),
                on(worst),
                most()
            ),
            RevisionPattern::Habit if !self.is_one_series() => format!(
                "{who} keeps restating {}, {count} figures{}: {}{}, above all {}, {}",
                self.measure(worst),
                self.span(),
                self.ways(),
                self.median(),
                self.fact(worst),
                most()
            ),
            RevisionPattern::Habit => format!(
                "{who} {} {}, for {count} {}{} (of {} that it gives in all): {}{}, above all{}, {}",
                if self.is_frequent() { "keeps restating" } else { "restated" },
                self.series(worst),
                self.times(),
                self.span(),
                revision.stated,
                self.ways(),
                self.median(),
                on(worst),
                most()
            ),
        }
    }

    /// `, beside 6 others`; empty if the source restated nothing else at that moment.
    fn beside_others(&self) -> String {
        match self.revision.alongside {
            0 => String::new(),
            others => format!(", beside {}", plural(others, "other")),
        }
    }

    /// Whether the source restates at least one figure in ten.
    fn is_frequent(&self) -> bool {
        self.revision.facts.len() * 10 >= self.revision.stated
    }

    pub(crate) fn is_one_series(&self) -> bool {
        self.revision.facts.iter().all(|fact| fact.series == self.revision.facts[0].series)
    }

    pub(super) fn series(&self, fact: &RestatedFact) -> String {
        self.words.series(&self.context.corpus.series[fact.series as usize])
    }

    pub(super) fn measure(&self, fact: &RestatedFact) -> String {
        self.words.about(self.context.corpus.series[fact.series as usize].measure, &[], None)
    }

    /// `death toll in Spain on 24 May 2020`.
    pub(super) fn fact(&self, fact: &RestatedFact) -> String {
        format!("{}{}", self.series(fact), on(fact))
    }

    /// What the restated figures are of: dates, or periods.
    fn times(&self) -> &'static str {
        let is_period = |fact: &RestatedFact| fact.window.is_some_and(|window| window.shape == Shape::Period);
        if self.revision.facts.iter().all(is_period) { "periods" } else { "dates" }
    }

    /// ` from 1 March 2020 to 9 May 2020`; empty if there is only one day.
    fn span(&self) -> String {
        let windows = || self.revision.facts.iter().filter_map(|fact| fact.window.as_ref());
        let first = windows().filter_map(|window| window.from).min();
        let ends = first.zip(windows().filter_map(|window| window.to).max());
        ends.filter(|(first, last)| first < last).map_or_else(String::new, |(first, last)| {
            format!(" from {} to {}", first.in_words(), last.in_words())
        })
    }

    /// `from 1,414 to 1,694 after 9 hours, up 19.8 %`,
    /// `in 2 steps, 86 → 922 → 86, back to the first figure`.
    pub(super) fn change(&self, fact: &RestatedFact) -> String {
        let said: Vec<String> = fact.versions.iter().map(|&at| self.words.said(at)).collect();
        let ends = fact.versions.first().zip(fact.versions.last());
        let Some((&first, &last)) = ends else { return String::new() };
        let way = match (self.figure(first), self.figure(last)) {
            (Some(before), Some(after)) => moved(&before, &after, self.is_in_percent(first)),
            _ => String::new(),
        };
        if let [before, after] = said.as_slice() {
            let delay_text =
                self.after(first, last).map(|after| format!(" after {after}")).unwrap_or_default();
            return format!("from {before} to {after}{delay_text}, {way}");
        }
        let steps = if said.len() > MAX_SHOWN {
            format!("{} → {} → … → {}", said[0], said[1], said[said.len() - 1])
        } else {
            said.join(" → ")
        };
        format!("in {} steps, {steps}, {way}", said.len() - 1)
    }

    pub(super) fn figure(&self, at: u32) -> Option<Number> {
        let Value::Number(figure) = &self.context.corpus.claim(at).value else { return None };
        let hard = figure.hard();
        figure.best().or(hard.low.as_ref()).or(hard.high.as_ref()).cloned()
    }

    /// How long after one statement the other was made: `17 minutes`, `6 days`.
    pub(super) fn after(&self, first: u32, last: u32) -> Option<String> {
        let (first, last) = (self.context.corpus.edition(first)?, self.context.corpus.edition(last)?);
        let days = last.from.0 - first.to.0;
        let in_hours = last.seconds_after(&first).and_then(minutes_or_hours);
        in_hours.or_else(|| (days > 0).then(|| crate::phrasing::amount::days(days)))
    }

    /// `up each time`, `up 326 times and down 4 times`.
    fn ways(&self) -> String {
        let count = |way: Ordering| {
            let facts = self.revision.facts.iter();
            let ends = facts.filter_map(|fact| {
                let (first, last) = fact.versions.first().zip(fact.versions.last())?;
                Some(self.figure(*last)?.cmp(&self.figure(*first)?))
            });
            ends.filter(|found| *found == way).count()
        };
        let ways = [
            (count(Ordering::Greater), "up"),
            (count(Ordering::Less), "down"),
            (count(Ordering::Equal), "back to the first figure"),
        ];
        let nonzero: Vec<&(usize, &str)> = ways.iter().filter(|(count, _)| *count > 0).collect();
        match nonzero.as_slice() {
            [(_, way)] => format!("{way} each time"),
            many => {
                let parts: Vec<String> =
                    many.iter().map(|(count, way)| format!("{way} {}", often(*count))).collect();
                crate::corpus::join_words(&parts)
            }
        }
    }

    pub(crate) fn help(&self) -> Vec<String> {
        if let Some(help) = self.misfiled_help() {
            return vec![help];
        }
        match self.revision.pattern {
            RevisionPattern::Habit | RevisionPattern::Run if self.is_frequent() => vec![
                "treat its latest figures as provisional, and give the date of each".to_owned(),
                "if it announces the changes, record them as `correct … to …`: announced corrections are not \
                 drift".to_owned(),
            ],
            _ => vec![
                "use the latest figure; where you printed the old one, tell readers that it was restated"
                    .to_owned(),
                "if the source announced it, record it as a correction of the first claim, by its label:"
                    .to_owned(),
                "  correct @… to … on … by … because \"…\"".to_owned(),
            ],
        }
    }

    /// How a statement was made public: `said`, `published`.
    pub(super) fn came_out(&self, at: u32) -> &'static str {
        if self.context.corpus.moment_said(at).is_some() { "said" } else { "published" }
    }

    /// Who restated the figures: the source, or the outlet that relays it, as nobody knows whether its source
    /// restated them.
    fn who(&self) -> String {
        let first = self.revision.facts.first().and_then(|fact| fact.versions.first());
        let relay = first.and_then(|&at| {
            let claim = self.context.corpus.claim(at);
            let chain = self.context.corpus.model.registers.chains.get(claim.via.0);
            chain.last().filter(|_| claim.origin.is_some()).copied()
        });
        let source = self.words.voice(self.revision.voice);
        match relay {
            Some(relay) => format!("`{}`, for {source},", self.words.source(relay)),
            None => source,
        }
    }

    /// Whether the figures are percentages, whose changes are given in points.
    pub(super) fn is_in_percent(&self, at: u32) -> bool {
        let units = &self.context.corpus.model.vocabulary.units;
        self.context.corpus.claim(at).unit.is_some_and(|unit| units.is_percent(unit))
    }

    pub(crate) fn cite(&self, at: u32, core: bool) -> Cited {
        let moment = self.context.corpus.edition(at).map(|moment| moment.in_words()).unwrap_or_default();
        let label = format!("{}, {} on {moment}", self.words.said(at), self.came_out(at));
        Cited { label, core, ..self.words.cite(at) }
    }
}

/// ` on 24 May 2020`; empty if it always holds.
pub(super) fn on(fact: &RestatedFact) -> String {
    fact.window.as_ref().map(on_date).unwrap_or_default()
}

/// `once`, `12 times`.
fn often(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}
