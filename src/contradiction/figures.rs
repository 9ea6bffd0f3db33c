//! Figures of one series: intervals on a line of instants, along which a running total never falls.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::allowed::{self, span};
use crate::contradiction::contradictions::{Contradictions, LooseAgreement};
use crate::contradiction::dispute::{Dispute, DisputeKind, ELSEWHERE, Side};
use crate::contradiction::encoding::weight;
use crate::contradiction::time_layout::{self, TimeLayout};
use crate::contradiction::window::is_sharp;
use crate::corpus::{Corpus, Fact, Series, Statement, Voice};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Interval, Number, Shape, Window};
use crate::reason::{self, Conflict, Endpoint, Item};

/// The disputes and loose wordings of a series of figures beyond the disputes that are known: statements that those
/// remove are not compared.
pub(super) fn find(corpus: &Corpus, number: u32, known: &[&Dispute]) -> Contradictions {
    let series = &corpus.series[number as usize];
    if corpus.claims_of(series).len() < 2 {
        return Contradictions::default();
    }
    let facts = corpus.facts(series);
    let solver = Solver { corpus, number, series, facts: &facts, removed: removed(known) };
    let scope = corpus.model.registers.scopes.get(series.scope.0);
    let breaks = allowed::breaks(corpus, series.measure, scope);
    let mut found = Contradictions::default();
    let alone: Vec<u32> = match series.kind {
        Kind::Constant => {
            solver.constant(&breaks, &mut found);
            Vec::new()
        }
        Kind::Cumulative => {
            solver.running(&breaks, &mut found);
            solver.where_window(|window| window.shape == Shape::Period && is_sharp(window))
        }
        Kind::Flow => solver.where_window(|window| window.shape == Shape::Period && is_sharp(window)),
        _ => solver.where_window(|window| {
            window.shape == Shape::Instant && window.from == window.to && is_sharp(window)
        }),
    };
    for fact in alone {
        if facts[fact as usize].statements.len() > 1 {
            solver.solve(&[fact], TimeLayout::Point, &mut found.disputes);
        }
    }
    found.loose = solver.loose(&known.iter().copied().chain(&found.disputes).collect::<Vec<_>>());
    found.disputes.sort_by_key(|dispute| dispute.fact);
    found
}

/// The disputes of each series.
pub(super) fn by_series(disputes: &[Dispute]) -> FxHashMap<u32, Vec<&Dispute>> {
    let mut of: FxHashMap<u32, Vec<&Dispute>> = FxHashMap::default();
    for dispute in disputes {
        of.entry(dispute.series).or_default().push(dispute);
    }
    of
}

/// The loose wordings of a series all of whose disputes are known.
pub(super) fn loose(corpus: &Corpus, number: u32, known: &[&Dispute]) -> Contradictions {
    let series = &corpus.series[number as usize];
    if corpus.claims_of(series).len() < 2 {
        return Contradictions::default();
    }
    let facts = corpus.facts(series);
    let solver = Solver { corpus, number, series, facts: &facts, removed: FxHashSet::default() };
    Contradictions { loose: solver.loose(known), ..Contradictions::default() }
}

/// The statements of a series that some disputes remove, by fact and voice.
fn removed(disputes: &[&Dispute]) -> FxHashSet<(u32, u32)> {
    let of = |dispute: &Dispute| {
        let fact = dispute.fact;
        dispute.repair.iter().map(move |statement| (fact, statement.speaker())).collect::<Vec<_>>()
    };
    disputes.iter().flat_map(|dispute| of(dispute)).collect()
}

struct Solver<'c> {
    corpus: &'c Corpus,
    number: u32,
    series: &'c Series,
    facts: &'c [Fact],
    /// The statements that are not compared, by fact and voice.
    removed: FxHashSet<(u32, u32)>,
}

impl Solver<'_> {
    fn where_window(&self, holds: impl Fn(&Window) -> bool) -> Vec<u32> {
        let numbered = (0_u32..).zip(self.facts);
        numbered
            .filter(|(_, fact)| fact.window.as_ref().is_some_and(&holds))
            .map(|(number, _)| number)
            .collect()
    }

    /// A constant has one value; where it may step, one on each side, and undated figures are compared with each other
    /// only.
    fn constant(&self, breaks: &[Day], found: &mut Contradictions) {
        let mut segments: Vec<Vec<u32>> = vec![Vec::new(); breaks.len() + 2];
        for (number, fact) in (0_u32..).zip(self.facts) {
            let day = fact.window.as_ref().and_then(|window| window.from);
            let segment = day.map_or(0, |day| 1 + breaks.partition_point(|step| *step <= day));
            segments[segment].push(number);
        }
        for segment in segments.iter().filter(|segment| !segment.is_empty()) {
            self.solve(segment, TimeLayout::Point, &mut found.disputes);
        }
    }

    /// A running total is solved between its breaks, all its instants together.
    fn running(&self, breaks: &[Day], found: &mut Contradictions) {
        let instants = self.where_window(|window| window.shape == Shape::Instant);
        let mut segments: Vec<Vec<u32>> = vec![Vec::new(); breaks.len() + 1];
        for fact in instants {
            let Some(window) = &self.facts[fact as usize].window else { continue };
            let (Some(from), Some(to)) = (window.from, window.to) else { continue };
            let segment = breaks.partition_point(|step| *step <= from);
            // An instant that may lie on either side of a break bounds neither.
            if segment == breaks.partition_point(|step| *step <= to) {
                segments[segment].push(fact);
            }
        }
        for segment in segments.iter().filter(|segment| !segment.is_empty()) {
            let windows = segment.iter().filter_map(|&fact| self.facts[fact as usize].window.as_ref());
            let line = time_layout::of(windows);
            self.solve(segment, line, &mut found.disputes);
        }
    }

    fn solve(&self, facts: &[u32], line: TimeLayout, disputes: &mut Vec<Dispute>) {
        let mut items = Vec::new();
        let mut of = Vec::new();
        for (node, &fact) in (0_u32..).zip(facts) {
            let node = if matches!(line, TimeLayout::Point) { 0 } else { node };
            for (number, statement) in (0_u32..).zip(&self.facts[fact as usize].statements) {
                if self.removed.contains(&(fact, statement.speaker())) {
                    continue;
                }
                items.push(item(allowed::hard(self.corpus, self.series, statement), node, statement));
                of.push((fact, number));
            }
        }
        let conflicts = match &line {
            TimeLayout::Point | TimeLayout::Days => reason::chain(&items),
            TimeLayout::Stretches(stretches) => reason::partial(&items, stretches, reason::PAIRS),
        };
        for conflict in &conflicts {
            self.build_dispute(conflict, &items, &of, disputes);
        }
    }

    /// A dispute for each fact at which the repair removes something.
    fn build_dispute(
        &self,
        conflict: &Conflict,
        items: &[Item<Number>],
        of: &[(u32, u32)],
        disputes: &mut Vec<Dispute>,
    ) {
        let mut repaired: Vec<(u32, u32)> =
            conflict.repair.iter().map(|&item| (of[item as usize].0, item)).collect();
        repaired.sort_unstable();
        let own = OwnRivals::of(conflict, |item| {
            (self.statement(of[item as usize]).voice, items[item as usize].node)
        });
        let rivals: FxHashMap<u32, u32> = conflict.cores.iter().copied().collect();
        for group in repaired.chunk_by(|a, b| a.0 == b.0) {
            let fact = group[0].0;
            let cores = group.iter().filter_map(|(_, item)| Some((*item, *rivals.get(item)?)));
            let best = cores.map(|(item, rival)| (item, own.rival(items, item).unwrap_or(rival))).min_by_key(
                |&(item, rival)| (!self.same_voice(of, item, rival), self.distance(of, item, rival), item),
            );
            let Some((item, rival)) = best else { continue };
            let numbers: FxHashSet<u32> = group.iter().map(|&(_, item)| of[item as usize].1).collect();
            let removed = |number: u32| numbers.contains(&number);
            let numbered = || (0_u32..).zip(&self.facts[fact as usize].statements);
            let kind = if of[rival as usize].0 == fact || self.series.kind == Kind::Constant {
                DisputeKind::Figures
            } else {
                DisputeKind::Decrease
            };
            disputes.push(Dispute {
                kind,
                series: self.number,
                fact,
                window: self.facts[fact as usize].window,
                removed: self.side(of[item as usize]),
                against: vec![self.side(of[rival as usize])],
                repair: numbered()
                    .filter(|(number, _)| removed(*number))
                    .map(|(_, statement)| statement.clone())
                    .collect(),
                kept: numbered()
                    .filter(|(number, statement)| {
                        !removed(*number) && !self.removed.contains(&(fact, statement.speaker()))
                    })
                    .map(|(_, statement)| statement.clone())
                    .collect(),
                opposed: conflict.items.len() as u32,
                elsewhere: repaired
                    .iter()
                    .filter(|(other, _)| *other != fact)
                    .map(|&(_, item)| self.statement(of[item as usize]).speaker())
                    .take(ELSEWHERE)
                    .collect(),
                unique: conflict.unique,
                exact: conflict.exact,
                laws: Vec::new(),
                argument: None,
            });
        }
    }

    fn same_voice(&self, of: &[(u32, u32)], a: u32, b: u32) -> bool {
        self.statement(of[a as usize]).voice == self.statement(of[b as usize]).voice
    }

    fn distance(&self, of: &[(u32, u32)], a: u32, b: u32) -> u32 {
        let day = |item: u32| {
            let window = self.facts[of[item as usize].0 as usize].window;
            window.and_then(|window| window.from).map_or(0, |day| day.0)
        };
        day(a).abs_diff(day(b)) * 2 + u32::from(of[a as usize].0 != of[b as usize].0)
    }

    fn statement(&self, (fact, number): (u32, u32)) -> &Statement {
        &self.facts[fact as usize].statements[number as usize]
    }

    fn side(&self, of: (u32, u32)) -> Side {
        let window = self.facts[of.0 as usize].window;
        Side { series: self.number, window, statement: self.statement(of).clone() }
    }

    /// Facts whose figures can all be true, and yet say different things.
    fn loose(&self, disputes: &[&Dispute]) -> Vec<LooseAgreement> {
        let mut found = Vec::new();
        let hard = |statement: &Statement| allowed::hard(self.corpus, self.series, statement);
        let repaired = removed(disputes);
        for (number, fact) in (0_u32..).zip(self.facts) {
            if fact.statements.len() < 2 || !fact.window.as_ref().is_none_or(is_sharp) {
                continue;
            }
            let standing: Vec<&Statement> = fact
                .statements
                .iter()
                .filter(|statement| !repaired.contains(&(number, statement.speaker())))
                .filter(|statement| !allowed::is_to_date(self.corpus, statement))
                .collect();
            let soft = |statement: &&Statement| span(self.corpus, statement, true).into_owned();
            let highest = standing
                .iter()
                .filter(|s| soft(s).low.is_some())
                .max_by(|a, b| soft(a).low.cmp(&soft(b).low));
            let lowest = standing
                .iter()
                .filter(|s| soft(s).high.is_some())
                .min_by(|a, b| soft(a).high.cmp(&soft(b).high));
            if let (Some(&high), Some(&low)) = (highest, lowest)
                && soft(&low).before(&soft(&high))
                && !hard(low).disjoint(&hard(high))
                && fact.window.is_some() == (self.series.kind != Kind::Constant)
            {
                found.push(LooseAgreement {
                    series: self.number,
                    fact: number,
                    window: fact.window,
                    high: high.clone(),
                    low: low.clone(),
                });
            }
        }
        found
    }
}

fn item(span: Interval, node: u32, statement: &Statement) -> Item<Number> {
    let low = span.low.map(|low| if span.low_open { Endpoint::above(low) } else { Endpoint::closed(low) });
    let high =
        span.high.map(|high| if span.high_open { Endpoint::below(high) } else { Endpoint::closed(high) });
    Item { node, low, high, weight: weight(statement) }
}

/// The items of a conflict by voice, in the order of their nodes. A voice against itself is the simpler proof, and a
/// slip whatever others say and in whatever order the claims stand, so such rivals are reported before nearer ones.
struct OwnRivals<F> {
    /// Voice, node, whether the repair removes it, and item.
    all: Vec<(Voice, u32, bool, u32)>,
    key: F,
}

/// How many statements of its own voice on each side an item is compared with: hedged neighbours may allow what farther
/// ones exclude.
const NEIGHBOURS: usize = 16;

impl<F: Fn(u32) -> (Voice, u32)> OwnRivals<F> {
    fn of(conflict: &Conflict, key: F) -> Self {
        let removed = |item: &u32| conflict.repair.binary_search(item).is_ok();
        let mut all: Vec<(Voice, u32, bool, u32)> =
            conflict.items.iter().map(|item| (key(*item).0, key(*item).1, removed(item), *item)).collect();
        all.sort_unstable();
        Self { all, key }
    }

    /// The nearest item of the same voice that an item conflicts with: a kept one first, then one at its own node.
    fn rival(&self, items: &[Item<Number>], item: u32) -> Option<u32> {
        let (voice, node) = (self.key)(item);
        let here = self.all.partition_point(|&(other, at, ..)| (other, at) < (voice, node));
        let after = self.all[here..].iter().take(NEIGHBOURS);
        let before = self.all[..here].iter().rev().take(NEIGHBOURS);
        let near = after.chain(before);
        let own = near.filter(|&&(other, _, _, rival)| {
            other == voice && rival != item && conflicting(items, item, rival)
        });
        own.min_by_key(|&&(_, at, removed, rival)| (removed, at.abs_diff(node), rival))
            .map(|&(.., rival)| rival)
    }
}

/// Whether two items at one node, or at two nodes in the order of the first pair that conflicts, cannot both hold.
fn conflicting(items: &[Item<Number>], a: u32, b: u32) -> bool {
    let (a, b) = (&items[a as usize], &items[b as usize]);
    let above = |a: &Item<Number>, b: &Item<Number>| {
        a.low
            .as_ref()
            .zip(b.high.as_ref())
            .is_some_and(|(low, high)| (&low.value, low.side) > (&high.value, high.side))
    };
    match a.node.cmp(&b.node) {
        std::cmp::Ordering::Less => above(a, b),
        std::cmp::Ordering::Greater => above(b, a),
        std::cmp::Ordering::Equal => above(a, b) || above(b, a),
    }
}
