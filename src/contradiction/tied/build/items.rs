//! The items of a system: what claims state about its unknowns.

use rustc_hash::FxHashMap;

use crate::contradiction::allowed;
use crate::contradiction::argument::When;
use crate::contradiction::either_side::spans_a_break;
use crate::contradiction::encoding::{to_span, weight_within_voice};
use crate::contradiction::tied::build::builder::Builder;
use crate::contradiction::window::is_sharp;
use crate::corpus::Statement;
use crate::model::claim::Value;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Shape, Window};
use crate::reason::linear::{Item, Span};

/// What an item stands for: a statement at a fact of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::contradiction::tied) struct StatementRef {
    /// The node, by number.
    pub(in crate::contradiction::tied) node: u32,
    /// The number of the fact there.
    pub(in crate::contradiction::tied) fact: u32,
    /// The number of the statement there; undecided voices are numbered after the statements.
    pub(in crate::contradiction::tied) statement: u32,
    /// For an undecided voice the number of the figure that it may have said; else 0.
    pub(in crate::contradiction::tied) alternative: u32,
    /// If it may be in several segments between breaks, the number of the one that the item assumes.
    pub(in crate::contradiction::tied) segment: Option<usize>,
}

/// An unknown that a figure bounds: whether from below, and whether from above.
pub(super) type BoundedUnknown = (u32, bool, bool);

/// What the items of a system stand for.
pub(super) struct Items {
    /// The statement that each item stands for.
    pub(super) statement_refs: Vec<StatementRef>,
    /// For each statement that may mean several things (an undecided voice, or a figure on an unknown side of a
    /// break) its items.
    pub(super) undecided: Vec<Vec<u32>>,
    /// For each item the unknown that it bounds on both sides, if there is exactly one.
    pub(super) only_unknown: Vec<Option<u32>>,
}

impl Builder<'_> {
    /// All statements, as items on the unknowns.
    pub(super) fn items(&mut self, nodes: &[u32]) -> Items {
        let mut items = Vec::new();
        for &node in nodes {
            let Some(series) = self.graph.series[node as usize] else { continue };
            let series = &self.graph.corpus.series[series as usize];
            let facts = std::mem::take(self.facts.entry(node).or_default());
            for (number, fact) in (0_u32..).zip(&facts) {
                let cases = self.cases(node, number, fact.window.as_ref());
                let share = self.shares.get(&node).copied();
                let percent = share.and_then(|percent| self.share_of(percent, fact.window.as_ref()));
                let says = |statement: &Statement, ends: &[BoundedUnknown]| {
                    let span = to_span(&allowed::allowed_by(self.graph.corpus, series, statement));
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
                let mut add = |at: u32, alternative: u32, statement: &Statement| {
                    for (segment, ends) in &cases {
                        let both = ends.iter().all(|&(_, low, high)| low && high);
                        let only = ends.last().filter(|_| both && segment.is_none()).map(|end| end.0);
                        let statement_ref = StatementRef {
                            node,
                            fact: number,
                            statement: at,
                            alternative,
                            segment: *segment,
                        };
                        let (weight, voice) = (weight_within_voice(statement), statement.voice.number());
                        let item = Item { says: says(statement, ends), weight, voice, statement: 0 };
                        items.push((statement.representative(), statement_ref, item, only));
                    }
                };
                for (at, statement) in (0_u32..).zip(&fact.statements) {
                    add(at, 0, statement);
                }
                for (at, voice) in (fact.statements.len() as u32..).zip(&fact.undecided) {
                    for (alternative, statement) in (0_u32..).zip(&voice.statements) {
                        add(at, alternative, statement);
                    }
                }
            }
            self.facts.insert(node, facts);
        }
        // Items are in the order of their claims: of two that could be kept equally well the first
        // one is kept.
        items.sort_by_key(|(speaker, ..)| *speaker);
        let mut all = Items { statement_refs: Vec::new(), undecided: Vec::new(), only_unknown: Vec::new() };
        let mut voices: FxHashMap<(u32, u32, u32), usize> = FxHashMap::default();
        for (number, (_, statement_ref, mut item, only)) in (0_u32..).zip(items) {
            item.statement = number;
            let StatementRef { node, fact, statement, segment, .. } = statement_ref;
            if segment.is_some() || statement as usize >= self.facts[&node][fact as usize].statements.len() {
                let voice = *voices.entry((node, fact, statement)).or_insert_with(|| {
                    all.undecided.push(Vec::new());
                    all.undecided.len() - 1
                });
                all.undecided[voice].push(number);
                item.statement = all.undecided[voice][0];
            }
            self.system.items.push(item);
            all.statement_refs.push(statement_ref);
            all.only_unknown.push(only);
        }
        all
    }

    /// The unknown of the percentage at the time of a count.
    fn share_of(&mut self, percent: u32, window: Option<&Window>) -> Option<u32> {
        // The number of a fact only matters for laws over labels.
        match self.bounded_unknowns(percent, u32::MAX, window)[..] {
            [(unknown, true, true)] => Some(unknown),
            _ => None,
        }
    }

    /// The percentage that a count with its whole states.
    fn percent(&self, node: u32, statement: &Statement) -> Option<Span> {
        let round =
            self.graph.corpus.model.vocabulary.rounding_share(self.graph.nodes[node as usize].measure);
        match &self.graph.corpus.claim(statement.representative()).value {
            Value::Number(figure) => Some(to_span(&figure.percent(&round)?)),
            _ => None,
        }
    }

    /// What the figures of a fact bound. If it may be on several sides of breaks, there is an entry for each possible
    /// segment, with the segment's number.
    fn cases(
        &mut self,
        node: u32,
        fact: u32,
        window: Option<&Window>,
    ) -> Vec<(Option<usize>, Vec<BoundedUnknown>)> {
        let ends = self.bounded_unknowns(node, fact, window);
        let several = window.filter(|window| spans_a_break(&self.breaks[&node], window));
        let possible_segments = several.and_then(|window| {
            let all = allowed::segments(&self.breaks[&node], window);
            let within = |segment| Some((Some(segment), self.within(node, window, segment)?));
            all.map(within).collect::<Option<Vec<(Option<usize>, Vec<BoundedUnknown>)>>>()
        });
        match possible_segments {
            Some(mut cases) => {
                cases.iter_mut().for_each(|(_, own)| own.extend(&ends));
                cases
            }
            None if ends.is_empty() => Vec::new(),
            None => vec![(None, ends)],
        }
    }

    /// What a figure bounds if it is in one segment between two breaks; none if that is not known.
    fn within(&mut self, node: u32, window: &Window, segment: usize) -> Option<Vec<BoundedUnknown>> {
        match (self.kind(node), window.shape) {
            (Kind::Constant, _) => Some(vec![(self.constant(node, Some(segment)), true, true)]),
            (Kind::Cumulative, Shape::Instant) => {
                let (first, last) = self.timeline.uncertain(window).filter(|(first, last)| first != last)?;
                let breaks = &self.breaks[&node];
                let all = allowed::segments(breaks, window);
                let day = |day: Day| self.timeline.number(day, None);
                let first = if segment == *all.start() { first } else { day(breaks[segment - 1])? };
                let last = if segment == *all.end() { last } else { day(breaks[segment].prev()?)? };
                if !self.is_steady(node, (first, last)) {
                    return None;
                }
                if first == last {
                    return Some(vec![(self.value(node, first), true, true)]);
                }
                Some(vec![(self.value(node, last), true, false), (self.value(node, first), false, true)])
            }
            _ => None,
        }
    }

    /// The unknowns that the figures of a fact bound, if the fact is on a known side of every break.
    pub(super) fn bounded_unknowns(
        &mut self,
        node: u32,
        fact: u32,
        window: Option<&Window>,
    ) -> Vec<BoundedUnknown> {
        let mut ends: Vec<BoundedUnknown> =
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
                } else if self.is_steady(node, (from, to)) {
                    ends.push((self.value(node, to), true, false));
                    ends.push((self.value(node, from), false, true));
                }
            }
            (Kind::Cumulative | Kind::Flow, Shape::Period) if is_sharp(window) => {
                match self.timeline.period(window) {
                    Some(between) => ends.push(both(self.growth(node, window, between))),
                    // If there are times of day, a period is compared only with others of the same kind.
                    None => {
                        if ends.is_empty() {
                            let domain = Span { high: None, ..self.domain(node) };
                            let unknown = self.add_unknown(node, When::Over(*window), domain, None);
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
