//! The items of a system: what claims say of its unknowns.

use crate::contradiction::allowed;
use crate::contradiction::argument::When;
use crate::contradiction::encoding::{reasoned, weight};
use crate::contradiction::tied::build::builder::Builder;
use crate::contradiction::undecided::hull;
use crate::contradiction::window::is_sharp;
use crate::corpus::Statement;
use crate::model::claim::Value;
use crate::model::vocabulary::Kind;
use crate::model::{Shape, Window};
use crate::reason::linear::{Item, Span};

/// An item of which it is not known what it says: it stands for all between its alternatives until one is chosen.
pub(in crate::contradiction::tied) struct UndecidedItem {
    pub(in crate::contradiction::tied) item: u32,
    /// What it may say.
    pub(in crate::contradiction::tied) alternatives: Vec<Vec<(u32, Span)>>,
    /// The number of the one that it is shown with.
    pub(in crate::contradiction::tied) chosen: usize,
}

impl Builder<'_> {
    /// What is said, as items on the unknowns.
    pub(super) fn items(&mut self, nodes: &[u32]) -> (Vec<(u32, u32, u32)>, Vec<UndecidedItem>) {
        let mut items = Vec::new();
        let mut undecided = Vec::new();
        for &node in nodes {
            let Some(series) = self.graph.series[node as usize] else { continue };
            let series = &self.graph.corpus.series[series as usize];
            let facts = std::mem::take(self.facts.entry(node).or_default());
            for (number, fact) in (0_u32..).zip(&facts) {
                let ends = self.speaks_of(node, number, fact.window.as_ref());
                if ends.is_empty() {
                    continue;
                }
                let share = self.shares.get(&node).copied();
                let percent = share.and_then(|percent| self.share_of(percent, fact.window.as_ref()));
                let says = |statement: &Statement| {
                    let span = reasoned(&allowed::hard(self.graph.corpus, series, statement));
                    let says = ends.iter().map(|&(unknown, low, high)| {
                        let part = Span {
                            low: span.low.clone().filter(|_| low),
                            high: span.high.clone().filter(|_| high),
                        };
                        (unknown, part)
                    });
                    let mut says: Vec<(u32, Span)> = says.collect();
                    says.extend(percent.and_then(|percent| Some((percent, self.percent(node, statement)?))));
                    says
                };
                let mut add = |at: u32, statement: &Statement, says: Vec<(u32, Span)>| {
                    items.push((
                        (statement.speaker(), node, number, at),
                        Item { says, weight: weight(statement), voice: statement.voice.number() },
                    ));
                };
                for (at, statement) in (0_u32..).zip(&fact.statements) {
                    add(at, statement, says(statement));
                }
                for (at, voice) in (fact.statements.len() as u32..).zip(&fact.undecided) {
                    let alternatives: Vec<Vec<(u32, Span)>> = voice.statements.iter().map(says).collect();
                    let loosely = (0..alternatives[0].len()).map(|part| {
                        let spans = alternatives.iter().filter_map(|says| says.get(part)).map(|said| &said.1);
                        (alternatives[0][part].0, hull(spans))
                    });
                    add(at, &voice.statements[0], loosely.collect());
                    undecided.push(((node, number, at), alternatives));
                }
            }
            self.facts.insert(node, facts);
        }
        // Items come in the order of their claims, so that in a tie the first one written is kept.
        items.sort_by_key(|((speaker, ..), _)| *speaker);
        let (origins, items): (Vec<_>, Vec<_>) = items.into_iter().unzip();
        self.system.items = items;
        let origins: Vec<(u32, u32, u32)> =
            origins.into_iter().map(|(_, node, fact, statement)| (node, fact, statement)).collect();
        let undecided = undecided.into_iter().filter_map(|(origin, alternatives)| {
            let item = origins.iter().position(|known| *known == origin)? as u32;
            Some(UndecidedItem { item, alternatives, chosen: 0 })
        });
        let undecided = undecided.collect();
        (origins, undecided)
    }

    /// The unknown of a share in per cent at the time of a count.
    fn share_of(&mut self, percent: u32, window: Option<&Window>) -> Option<u32> {
        // The number of a fact matters only to laws over labels.
        match self.speaks_of(percent, u32::MAX, window)[..] {
            [(unknown, true, true)] => Some(unknown),
            _ => None,
        }
    }

    /// What a count stated with its whole says in per cent.
    fn percent(&self, node: u32, statement: &Statement) -> Option<Span> {
        let round = self.graph.corpus.model.vocabulary.round(self.graph.nodes[node as usize].measure);
        match &self.graph.corpus.claim(statement.speaker()).value {
            Value::Number(figure) => Some(reasoned(&figure.percent(&round)?)),
            _ => None,
        }
    }

    /// The unknowns that the figures of a fact bound, each from below, from above or both.
    pub(super) fn speaks_of(
        &mut self,
        node: u32,
        fact: u32,
        window: Option<&Window>,
    ) -> Vec<(u32, bool, bool)> {
        let mut ends: Vec<(u32, bool, bool)> =
            self.extra.get(&(node, fact)).map(|&unknown| (unknown, true, true)).into_iter().collect();
        let both = |unknown| (unknown, true, true);
        let Some(window) = window else {
            if self.kind(node) == Kind::Constant {
                ends.push(both(self.constant(node, None)));
            }
            return ends;
        };
        match (self.kind(node), window.shape) {
            (Kind::Constant, _) => {
                if let Some(segment) = self.segment_of(node, window) {
                    ends.push(both(self.constant(node, Some(segment))));
                }
            }
            (Kind::Level | Kind::Ratio, Shape::Instant) if is_sharp(window) => {
                let point = self.timeline.instant(window);
                ends.extend(point.map(|point| both(self.value(node, point))));
            }
            (Kind::Level | Kind::Ratio, Shape::Period) if is_sharp(window) => {
                let period = self.period(window);
                ends.extend(period.map(|period| both(self.during(node, period))));
            }
            (Kind::Cumulative, Shape::Instant) => {
                let Some((from, to)) = self.timeline.uncertain(window) else { return ends };
                if from == to {
                    ends.push(both(self.value(node, from)));
                } else if self.steady(node, (from, to)) {
                    ends.push((self.value(node, to), true, false));
                    ends.push((self.value(node, from), false, true));
                }
            }
            (Kind::Cumulative | Kind::Flow, Shape::Period) if is_sharp(window) => {
                match self.timeline.period(window) {
                    Some(between) => ends.push(both(self.growth(node, window, between))),
                    // Between times of day a period is compared with its like alone.
                    None => {
                        if ends.is_empty() {
                            let domain = Span { high: None, ..self.domain(node) };
                            let unknown = self.add(node, When::Over(*window), domain, None);
                            ends.push(both(unknown));
                        }
                    }
                }
            }
            _ => {}
        }
        ends
    }
}
