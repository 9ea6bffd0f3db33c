//! Figures of one series: intervals on a line of instants, along which a running total never falls.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::allowed::{self, span};
use crate::contradiction::contradictions::{Contradictions, LooseAgreement};
use crate::contradiction::dispute::{Dispute, DisputeKind, ELSEWHERE, Side};
use crate::contradiction::encoding::weight;
use crate::contradiction::straddling::{self, straddles};
use crate::contradiction::time_layout::{self, TimeLayout};
use crate::contradiction::undecided;
use crate::contradiction::window::{has_one_figure, is_sharp};
use crate::corpus::{Corpus, Fact, Series, Statement, Undecided, Voice};
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
            solver.where_window(|window| {
                let whole = window.shape == Shape::Period || window.start() == window.end();
                whole && is_sharp(window) && straddles(&breaks, window)
            })
        }
        Kind::Cumulative => {
            solver.running(&breaks, &mut found);
            solver.where_window(|window| {
                // An instant that may be on either side of a break is still one instant.
                let moment = window.start() == window.end() && straddles(&breaks, window);
                (window.shape == Shape::Period || moment) && is_sharp(window)
            })
        }
        Kind::Flow => solver.where_window(|window| window.shape == Shape::Period && is_sharp(window)),
        _ => solver.where_window(has_one_figure),
    };
    for fact in alone {
        let at = &facts[fact as usize];
        if at.statements.len() + at.undecided.len() > 1 {
            solver.solve(&[fact], TimeLayout::Point, &mut found.disputes);
        }
    }
    solver.straddling(&breaks, &mut found.disputes);
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

/// The loose wordings of a series all of whose disputes are known but those across a break.
pub(super) fn loose(corpus: &Corpus, number: u32, known: &[&Dispute]) -> Contradictions {
    let series = &corpus.series[number as usize];
    if corpus.claims_of(series).len() < 2 {
        return Contradictions::default();
    }
    let facts = corpus.facts(series);
    let solver = Solver { corpus, number, series, facts: &facts, removed: removed(known) };
    let scope = corpus.model.registers.scopes.get(series.scope.0);
    let mut disputes = Vec::new();
    solver.straddling(&allowed::breaks(corpus, series.measure, scope), &mut disputes);
    let loose = solver.loose(&known.iter().copied().chain(&disputes).collect::<Vec<_>>());
    Contradictions { disputes, loose, ..Contradictions::default() }
}

/// The statements of a series that some disputes remove, by fact and voice.
fn removed(disputes: &[&Dispute]) -> FxHashSet<(u32, u32)> {
    let of = |dispute: &Dispute| {
        let fact = dispute.fact;
        dispute.repair.iter().map(move |statement| (fact, statement.speaker())).collect::<Vec<_>>()
    };
    disputes.iter().flat_map(|dispute| of(dispute)).collect()
}

/// A statement at a fact.
struct Said<'f> {
    fact: u32,
    statement: &'f Statement,
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
            let within = fact.window.as_ref().map(|window| allowed::segments(breaks, window));
            match within {
                None => segments[0].push(number),
                Some(within) if within.start() == within.end() => segments[1 + within.start()].push(number),
                Some(_) => {}
            }
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
            if window.from.is_none() || window.to.is_none() {
                continue;
            }
            // What may lie on either side of a break is looked at when the sides are settled.
            let within = allowed::segments(breaks, window);
            if within.start() == within.end() {
                segments[*within.start()].push(fact);
            }
        }
        for segment in segments.iter().filter(|segment| !segment.is_empty()) {
            let windows = segment.iter().filter_map(|&fact| self.facts[fact as usize].window.as_ref());
            let line = time_layout::of(windows);
            self.solve(segment, line, &mut found.disputes);
        }
    }

    /// What may be on either side of a break, beside what stands on each.
    fn straddling(&self, breaks: &[Day], disputes: &mut Vec<Dispute>) {
        let mut out = removed(&disputes.iter().collect::<Vec<_>>());
        out.extend(&self.removed);
        disputes.extend(straddling::find(self.corpus, self.number, self.facts, breaks, &out));
    }

    fn solve(&self, facts: &[u32], line: TimeLayout, disputes: &mut Vec<Dispute>) {
        let (mut items, mut of, mut undecided) = (Vec::new(), Vec::new(), Vec::new());
        let is_removed =
            |fact: u32, statement: &Statement| self.removed.contains(&(fact, statement.speaker()));
        let item = |node: u32, statement: &Statement| {
            item(allowed::hard(self.corpus, self.series, statement), node, statement)
        };
        for (node, &fact) in (0_u32..).zip(facts) {
            let node = if matches!(line, TimeLayout::Point) { 0 } else { node };
            let at = &self.facts[fact as usize];
            for statement in at.statements.iter().filter(|statement| !is_removed(fact, statement)) {
                items.push(item(node, statement));
                of.push(Said { fact, statement });
            }
            for voice in &at.undecided {
                if !voice.statements.iter().any(|statement| is_removed(fact, statement)) {
                    undecided.push((node, fact, voice));
                }
            }
        }
        let solve = |items: &[Item<Number>]| match &line {
            TimeLayout::Point | TimeLayout::Days => reason::chain(items),
            TimeLayout::Stretches(stretches) => reason::partial(items, stretches, reason::PAIRS),
        };
        let conflicts = if undecided.is_empty() {
            solve(&items)
        } else {
            let alternatives = |(node, _, voice): &(u32, u32, &Undecided)| {
                voice.statements.iter().map(|statement| item(*node, statement)).collect::<Vec<_>>()
            };
            let alternatives: Vec<_> = undecided.iter().map(alternatives).collect();
            let conflicts = undecided::conflicts(&items, &alternatives, |node| line.range(node), solve);
            items.extend(alternatives.into_iter().flatten());
            for (_, fact, voice) in undecided {
                of.extend(voice.statements.iter().map(|statement| Said { fact, statement }));
            }
            conflicts
        };
        for conflict in &conflicts {
            self.build_dispute(conflict, &line, &items, &of, disputes);
        }
    }

    /// A dispute for each fact at which the repair removes something.
    fn build_dispute(
        &self,
        conflict: &Conflict,
        line: &TimeLayout,
        items: &[Item<Number>],
        of: &[Said<'_>],
        disputes: &mut Vec<Dispute>,
    ) {
        let mut repaired: Vec<(u32, u32)> =
            conflict.repair.iter().map(|&item| (of[item as usize].fact, item)).collect();
        repaired.sort_unstable();
        let own = OwnRivals::of(conflict, line, |item| {
            (of[item as usize].statement.voice, items[item as usize].node)
        });
        let rivals: FxHashMap<u32, u32> = conflict.cores.iter().copied().collect();
        for group in repaired.chunk_by(|a, b| a.0 == b.0) {
            let fact = group[0].0;
            let cores = group.iter().filter_map(|(_, item)| Some((*item, *rivals.get(item)?)));
            let same_voice =
                |a: u32, b: u32| of[a as usize].statement.voice == of[b as usize].statement.voice;
            let best = cores.map(|(item, rival)| (item, own.rival(items, item).unwrap_or(rival))).min_by_key(
                |&(item, rival)| (!same_voice(item, rival), self.distance(of, item, rival), item),
            );
            let Some((item, rival)) = best else { continue };
            let repair: Vec<Statement> =
                group.iter().map(|&(_, item)| of[item as usize].statement.clone()).collect();
            let removed: FxHashSet<u32> = repair.iter().map(Statement::speaker).collect();
            let kind = if of[rival as usize].fact == fact || self.series.kind == Kind::Constant {
                DisputeKind::Figures
            } else {
                DisputeKind::Decrease
            };
            disputes.push(Dispute {
                kind,
                series: self.number,
                fact,
                window: self.facts[fact as usize].window,
                removed: self.side(&of[item as usize]),
                against: vec![self.side(&of[rival as usize])],
                repair,
                kept: self.facts[fact as usize]
                    .statements
                    .iter()
                    .map(|statement| (statement, statement.speaker()))
                    .filter(|(_, speaker)| {
                        !removed.contains(speaker) && !self.removed.contains(&(fact, *speaker))
                    })
                    .map(|(statement, _)| statement.clone())
                    .collect(),
                opposed: conflict.items.len() as u32,
                elsewhere: repaired
                    .iter()
                    .filter(|(other, _)| *other != fact)
                    .map(|&(_, item)| of[item as usize].statement.speaker())
                    .take(ELSEWHERE)
                    .collect(),
                unique: conflict.unique,
                exact: conflict.exact,
                laws: Vec::new(),
                argument: None,
            });
        }
    }

    fn distance(&self, of: &[Said<'_>], a: u32, b: u32) -> u32 {
        let day = |item: u32| {
            let window = self.facts[of[item as usize].fact as usize].window;
            window.and_then(|window| window.from).map_or(0, |day| day.0)
        };
        day(a).abs_diff(day(b)) * 2 + u32::from(of[a as usize].fact != of[b as usize].fact)
    }

    fn side(&self, of: &Said<'_>) -> Side {
        let statement = of.statement.clone();
        // As its own claim writes it: one instant may be written in several zones.
        let time = self.corpus.claim(statement.speaker()).time;
        let window = self.facts[of.fact as usize].window.and(time);
        Side { series: self.number, window, statement }
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
            // What a tolerance covers agrees; it is not loosely said.
            let soft = |statement: &&Statement| {
                allowed::with_tolerance(self.corpus, self.series.measure, span(self.corpus, statement, true))
            };
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

/// The items of a conflict by voice, in the order of their nodes. A voice against itself is the plainer proof, and a slip
/// whatever others say and in whatever order the claims stand, so such rivals are told before nearer ones.
struct OwnRivals<'l, F> {
    line: &'l TimeLayout,
    /// Voice, node, whether it is set aside, and item.
    all: Vec<(Voice, u32, bool, u32)>,
    key: F,
}

/// How many statements of its own voice on each side an item is compared with: hedged neighbours may allow what farther
/// ones exclude.
const NEIGHBOURS: usize = 16;

impl<'l, F: Fn(u32) -> (Voice, u32)> OwnRivals<'l, F> {
    fn of(conflict: &Conflict, line: &'l TimeLayout, key: F) -> Self {
        let removed = |item: &u32| conflict.repair.binary_search(item).is_ok();
        let mut all: Vec<(Voice, u32, bool, u32)> =
            conflict.items.iter().map(|item| (key(*item).0, key(*item).1, removed(item), *item)).collect();
        all.sort_unstable();
        Self { line, all, key }
    }

    /// The nearest item of the same voice that an item conflicts with: a kept one first, then one at its own node.
    fn rival(&self, items: &[Item<Number>], item: u32) -> Option<u32> {
        let (voice, node) = (self.key)(item);
        let here = self.all.partition_point(|&(other, at, ..)| (other, at) < (voice, node));
        let after = self.all[here..].iter().take(NEIGHBOURS);
        let before = self.all[..here].iter().rev().take(NEIGHBOURS);
        let near = after.chain(before);
        let own = near.filter(|&&(other, _, _, rival)| {
            other == voice && rival != item && conflicting(items, self.line, item, rival)
        });
        own.min_by_key(|&&(_, at, removed, rival)| (removed, at.abs_diff(node), rival))
            .map(|&(.., rival)| rival)
    }
}

/// Whether two items at one node, or at two nodes of which one comes first, cannot both hold.
fn conflicting(items: &[Item<Number>], line: &TimeLayout, a: u32, b: u32) -> bool {
    let (a, b) = (&items[a as usize], &items[b as usize]);
    let above = |a: &Item<Number>, b: &Item<Number>| {
        a.low
            .as_ref()
            .zip(b.high.as_ref())
            .is_some_and(|(low, high)| (&low.value, low.side) > (&high.value, high.side))
    };
    let reaches = |a: &Item<Number>, b: &Item<Number>| match line {
        TimeLayout::Point | TimeLayout::Days => a.node <= b.node,
        TimeLayout::Stretches(stretches) => {
            stretches[a.node as usize].end.reaches(stretches[b.node as usize].start)
        }
    };
    (reaches(a, b) && above(a, b)) || (reaches(b, a) && above(b, a))
}
