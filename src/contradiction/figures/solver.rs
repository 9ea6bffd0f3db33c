//! Solves the statements of one series on lines of time, and turns their conflicts into disputes, fact by fact.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::allowed;
use crate::contradiction::dispute::{Dispute, DisputeKind, ELSEWHERE, Side};
use crate::contradiction::either_side::spans_a_break;
use crate::contradiction::encoding::{weight, weight_within_voice};
use crate::contradiction::figures::line_items::{LineItems, LineStatement};
use crate::contradiction::figures::lines::Lines;
use crate::contradiction::figures::rivals::OwnRivals;
use crate::contradiction::undecided;
use crate::contradiction::window::is_sharp;
use crate::corpus::{Corpus, Fact, Series, Statement, Undecided, Voice};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Interval, Number, Shape, Window};
use crate::reason::{Conflict, Endpoint, Item, Weight};

/// In a conflict of at most this many items it is tried for each whether every smallest repair removes it.
const TRIED: usize = 64;

/// A weight greater than that of any repair.
const HEAVY: Weight = Weight { origins: 1 << 24, own: 0 };

/// The statements along some lines, each with its node.
#[derive(Default)]
pub(super) struct LineStatements<'f> {
    /// The statements that are certain.
    pub(super) plain: Vec<(u32, LineStatement<'f>)>,
    /// The alternatives of each choice: figures of an undecided voice, camps of a disputed fact, or the lines on
    /// which a statement may lie.
    pub(super) choices: Vec<Vec<(u32, LineStatement<'f>)>>,
}

/// The conflicts among some statements on lines.
pub(super) struct Solved<'f> {
    items: LineItems<'f>,
    /// How many items are statements that are certain: these come first. The others are alternatives.
    plain: u32,
    pub(super) conflicts: Vec<Conflict>,
}

/// Statements that are removed or excluded, by fact and representative claim.
pub(in crate::contradiction) type Removed = FxHashSet<(u32, u32)>;

/// One series with its facts, to be searched for contradictions.
pub(super) struct SeriesSolver<'c> {
    pub(super) corpus: &'c Corpus,
    /// The series' number.
    pub(super) number: u32,
    pub(super) series: &'c Series,
    /// Its facts, in order.
    pub(super) facts: &'c [Fact],
    /// The statements that are excluded from the search.
    pub(super) excluded: &'c Removed,
}

/// The statements that some disputes of a series remove.
pub(super) fn removed(disputes: &[&Dispute]) -> Removed {
    let of = |dispute: &Dispute| {
        let fact = dispute.fact;
        dispute.repair.iter().map(move |statement| (fact, statement.representative())).collect::<Vec<_>>()
    };
    disputes.iter().flat_map(|dispute| of(dispute)).collect()
}

impl<'c> SeriesSolver<'c> {
    /// The numbers of the facts whose window satisfies a condition.
    pub(super) fn where_window(&self, holds: impl Fn(&Window) -> bool) -> Vec<u32> {
        let numbered = (0_u32..).zip(self.facts);
        numbered
            .filter(|(_, fact)| fact.window.as_ref().is_some_and(&holds))
            .map(|(number, _)| number)
            .collect()
    }

    /// Facts by the segment between two breaks in which they lie, or may lie. A fact that has one
    /// time for everybody, but may lie on either side of a break, is in none.
    pub(super) fn between(&self, breaks: &[Day], facts: Vec<u32>) -> Vec<Vec<u32>> {
        let mut segments: Vec<Vec<u32>> = vec![Vec::new(); breaks.len() + 1];
        for fact in facts {
            let Some(window) = &self.facts[fact as usize].window else { continue };
            let is_one_time = window.shape == Shape::Period || window.start() == window.end();
            if !(spans_a_break(breaks, window) && is_one_time && is_sharp(window)) {
                allowed::segments(breaks, window).for_each(|segment| segments[segment].push(fact));
            }
        }
        segments
    }

    /// The interval in which a statement puts the true figure.
    pub(super) fn hard(&self, statement: &Statement) -> Interval {
        allowed::allowed_by(self.corpus, self.series, statement)
    }

    /// All statements at the facts on some lines, in order.
    pub(super) fn line_statements(&self, lines: &Lines) -> LineStatements<'c> {
        let mut nodes: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for &(fact, node) in &lines.facts {
            nodes.entry(fact).or_default().push(node);
        }
        let mut line_statements = LineStatements::default();
        for &(fact, _) in &lines.facts {
            let Some(nodes) = nodes.remove(&fact) else { continue };
            let here = &self.facts[fact as usize];
            let said = |statement| nodes.iter().map(move |&node| (node, LineStatement { fact, statement }));
            let is_included =
                |statement: &&Statement| !self.excluded.contains(&(fact, statement.representative()));
            for statement in here.statements.iter().filter(is_included) {
                if nodes.len() == 1 {
                    line_statements.plain.extend(said(statement));
                } else {
                    line_statements.choices.push(said(statement).collect());
                }
            }
            let alternatives =
                |voice: &'c Undecided| voice.statements.iter().filter(is_included).flat_map(said).collect();
            let choices = here.undecided.iter().map(alternatives);
            line_statements.choices.extend(choices.filter(|choice: &Vec<_>| !choice.is_empty()));
        }
        line_statements
    }

    /// What a statement says at a node, for the solver.
    pub(super) fn item(&self, statement: &Statement, node: u32) -> Item<Number> {
        item(self.hard(statement), node, weight(statement))
    }

    /// The conflicts among some statements on lines.
    pub(super) fn solve<'f>(&self, line_statements: &LineStatements<'f>, lines: &'f Lines) -> Solved<'f> {
        self.solve_with_weights(line_statements, lines, weight)
    }

    /// The conflicts among statements of one voice.
    pub(super) fn solve_alone<'f>(
        &self,
        line_statements: &LineStatements<'f>,
        lines: &'f Lines,
    ) -> Solved<'f> {
        self.solve_with_weights(line_statements, lines, weight_within_voice)
    }

    /// The conflicts among some statements on lines, with a weight for each statement.
    fn solve_with_weights<'f>(
        &self,
        line_statements: &LineStatements<'f>,
        lines: &'f Lines,
        weight: impl Fn(&Statement) -> Weight,
    ) -> Solved<'f> {
        let item = |(node, said): &(u32, LineStatement<'f>)| {
            item(self.hard(said.statement), *node, weight(said.statement))
        };
        let mut items: Vec<Item<Number>> = line_statements.plain.iter().map(item).collect();
        let plain = items.len() as u32;
        let solve = |items: &[Item<Number>]| {
            let mut conflicts = lines.solve(items);
            for conflict in &mut conflicts {
                let is_light = |item: &u32| items[*item as usize].weight.origins == 0;
                if !conflict.unique || conflict.items.iter().any(is_light) {
                    conflict.certain = certain(items, conflict, lines);
                }
            }
            conflicts
        };
        let mut choices: Vec<&Vec<(u32, LineStatement<'f>)>> = line_statements.choices.iter().collect();
        let mut alternatives: Vec<Vec<Item<Number>>> =
            choices.iter().map(|said| said.iter().map(item).collect()).collect();
        let clash = |a: &Item<Number>, b: &Item<Number>| lines.clash(a, b);
        undecided::leave_free_out(&items, &mut alternatives, &mut choices, clash);
        let conflicts = if alternatives.is_empty() {
            solve(&items)
        } else {
            undecided::conflicts(&items, &alternatives, clash, solve)
        };
        items.extend(alternatives.into_iter().flatten());
        let mut stated: Vec<LineStatement<'f>> =
            line_statements.plain.iter().map(|(_, said)| *said).collect();
        let mut between_speakers = FxHashMap::default();
        for (number, said) in (0_u32..).zip(choices) {
            let speaker = |one: &(u32, LineStatement<'f>)| one.1.statement.representative();
            if said.iter().any(|one| speaker(one) != speaker(&said[0])) {
                let items = stated.len() as u32..(stated.len() + said.len()) as u32;
                between_speakers.extend(items.map(|item| (item, number)));
            }
            stated.extend(said.iter().map(|(_, said)| *said));
        }
        let items = LineItems::of(lines, items, stated, between_speakers, &conflicts);
        Solved { items, plain, conflicts }
    }

    /// The statements that some smallest repair of a conflict removes, each with whether every
    /// smallest repair does. In a conflict with too many items to try, and in one with a choice,
    /// all statements count as removed by some.
    pub(super) fn removable<'f>(
        &self,
        solved: &Solved<'f>,
        conflict: &Conflict,
    ) -> Vec<(LineStatement<'f>, bool)> {
        let LineItems { lines, items, statements: stated, .. } = &solved.items;
        let said = |item: u32| (stated[item as usize], conflict.certain.contains(&item));
        let plain = conflict.items.iter().all(|item| *item < solved.plain);
        if conflict.unique {
            return conflict.repair.iter().map(|&item| said(item)).collect();
        }
        if conflict.items.len() > TRIED || !plain {
            return conflict.items.iter().map(|&item| said(item)).collect();
        }
        let least = cost(items, &conflict.repair);
        let is_in_one = |item: u32| {
            let rest = conflict.items.iter().filter(|&&other| other != item);
            let rest: Vec<Item<Number>> = rest.map(|&other| items[other as usize].clone()).collect();
            let conflicts = lines.solve(&rest);
            let more =
                conflicts.iter().fold(Weight::default(), |sum, conflict| sum + cost(&rest, &conflict.repair));
            more + items[item as usize].weight == least
        };
        conflict.items.iter().filter(|&&item| is_in_one(item)).map(|&item| said(item)).collect()
    }

    /// Adds a dispute for each fact at which the repair of a conflict removes something.
    pub(super) fn disputes(&self, solved: &Solved<'_>, disputes: &mut Vec<Dispute>) {
        for conflict in &solved.conflicts {
            self.disputes_of(conflict, &solved.items, disputes);
        }
    }

    /// The parts of some conflicts in which a voice contradicts itself, with what the repairs of
    /// the whole conflicts remove of its statements.
    pub(super) fn within_voice<'f>(&self, solved: &Solved<'f>, voice: Voice) -> Solved<'f> {
        let all = &solved.items;
        let is_own = |item: &&u32| {
            all.statements[**item as usize].statement.voice == voice && !all.is_one_of_several(**item)
        };
        let conflicts = solved.conflicts.iter().filter_map(|conflict| {
            let mut items: Vec<u32> = conflict.items.iter().filter(is_own).copied().collect();
            items.sort_unstable();
            let removed: FxHashSet<u32> = conflict.repair.iter().copied().collect();
            let (gone, kept): (Vec<u32>, Vec<u32>) = items.iter().partition(|item| removed.contains(item));
            // An item that contradicts it, preferably one that is kept.
            let rival = |item: u32| kept.iter().chain(&gone).copied().find(|&other| all.clash(item, other));
            let repaired = conflict.repair.iter().filter(is_own);
            let cores: Vec<(u32, u32)> = repaired.filter_map(|&item| Some((item, rival(item)?))).collect();
            let repair: Vec<u32> = cores.iter().map(|core| core.0).collect();
            let repaired: FxHashSet<u32> = repair.iter().copied().collect();
            let certain = conflict.certain.iter().copied().filter(|item| repaired.contains(item)).collect();
            (!repair.is_empty()).then_some(Conflict { items, repair, certain, cores, ..*conflict })
        });
        Solved { conflicts: conflicts.collect(), items: all.clone(), plain: solved.plain }
    }

    /// Adds the disputes of one conflict.
    fn disputes_of(&self, conflict: &Conflict, all: &LineItems<'_>, disputes: &mut Vec<Dispute>) {
        let LineItems { items, statements: stated, .. } = all;
        let mut repaired: Vec<(u32, u32)> =
            conflict.repair.iter().map(|&item| (stated[item as usize].fact, item)).collect();
        repaired.sort_unstable();
        let own = OwnRivals::of(conflict, all.lines, |item| {
            (stated[item as usize].statement.voice, items[item as usize].node)
        });
        let rivals: FxHashMap<u32, u32> = conflict.cores.iter().copied().collect();
        for group in repaired.chunk_by(|a, b| a.0 == b.0) {
            let fact = group[0].0;
            let cores = group.iter().filter_map(|(_, item)| Some((*item, *rivals.get(item)?)));
            let same_voice =
                |a: u32, b: u32| stated[a as usize].statement.voice == stated[b as usize].statement.voice;
            let best = cores.map(|(item, rival)| (item, own.rival(items, item).unwrap_or(rival))).min_by_key(
                |&(item, rival)| {
                    let is_uncertain = !conflict.certain.contains(&item);
                    (!same_voice(item, rival), is_uncertain, distance(self, stated, item, rival), item)
                },
            );
            let Some((item, rival)) = best else { continue };
            let rival = all.sure_rival(item, rival, |other| distance(self, stated, item, other));
            let repair: Vec<Statement> =
                group.iter().map(|&(_, item)| stated[item as usize].statement.clone()).collect();
            let removed: FxHashSet<u32> = repair.iter().map(Statement::representative).collect();
            let against = all.against(item, rival, |other| distance(self, stated, item, other));
            let is_at_one_fact = against.len() == 1 && stated[rival as usize].fact == fact;
            let kind = if is_at_one_fact || self.series.kind == Kind::Constant {
                DisputeKind::Figures
            } else {
                DisputeKind::Decrease
            };
            let kept = self.facts[fact as usize].statements.iter();
            let window = self.facts[fact as usize].window;
            let removed_side = self.side(&stated[item as usize]);
            let opposed = (conflict.items.len() as u32).max(1 + against.len() as u32);
            let against = against.into_iter().map(|rival| self.side(&stated[rival as usize])).collect();
            disputes.push(Dispute {
                conflict_size: opposed,
                repair,
                kept: kept
                    .filter(|statement| !removed.contains(&statement.representative()))
                    .cloned()
                    .collect(),
                elsewhere: repaired
                    .iter()
                    .filter(|(other, _)| *other != fact)
                    .map(|&(_, item)| stated[item as usize].statement.representative())
                    .take(ELSEWHERE)
                    .collect(),
                unique: conflict.unique,
                certain: group
                    .iter()
                    .filter(|(_, item)| conflict.certain.contains(item))
                    .map(|(_, item)| stated[*item as usize].statement.representative())
                    .collect(),
                is_smallest: conflict.is_smallest,
                ..Dispute::between(kind, (self.number, fact), window, removed_side, against)
            });
        }
    }

    /// A statement as one side of a dispute.
    fn side(&self, of: &LineStatement<'_>) -> Side {
        let statement = of.statement.clone();
        // The window as this claim writes it: one instant may be written in several zones.
        let time = self.corpus.claim(statement.representative()).time;
        let window = self.facts[of.fact as usize].window.and(time);
        Side { series: self.number, window, statement }
    }
}

/// How far two statements lie from each other in time; those of one fact are nearer than others of
/// the same day.
fn distance(solver: &SeriesSolver<'_>, stated: &[LineStatement<'_>], a: u32, b: u32) -> u32 {
    let day = |item: u32| {
        let window = solver.facts[stated[item as usize].fact as usize].window;
        window.and_then(|window| window.from).map_or(0, |day| day.0)
    };
    day(a).abs_diff(day(b)) * 2 + u32::from(stated[a as usize].fact != stated[b as usize].fact)
}

/// What it costs to remove some of the items.
fn cost(items: &[Item<Number>], removed: &[u32]) -> Weight {
    removed.iter().fold(Weight::default(), |sum, &item| sum + items[item as usize].weight)
}

/// The items of a repair that every smallest repair contains: if one is kept, more has to be removed.
fn certain(items: &[Item<Number>], conflict: &Conflict, lines: &Lines) -> Vec<u32> {
    if !conflict.is_smallest || conflict.items.len() > TRIED {
        return Vec::new();
    }
    let least = cost(items, &conflict.repair);
    let is_certain = |item: &u32| {
        let members = conflict.items.iter().map(|&other| {
            let own = items[other as usize].clone();
            if other == *item { Item { weight: HEAVY, ..own } } else { own }
        });
        let members: Vec<Item<Number>> = members.collect();
        let conflicts = lines.solve(&members);
        let sum =
            conflicts.iter().fold(Weight::default(), |sum, conflict| sum + cost(&members, &conflict.repair));
        let weight = items[*item as usize].weight;
        // An item with this weight is never removed itself.
        let sum = if sum.origins >= HEAVY.origins { HEAVY } else { sum };
        weight.is_outweighed(sum, least, conflict.unique)
    };
    conflict.repair.iter().copied().filter(is_certain).collect()
}

/// An item that bounds a node by a span.
fn item(span: Interval, node: u32, weight: Weight) -> Item<Number> {
    let low = span.low.map(|low| if span.low_open { Endpoint::above(low) } else { Endpoint::closed(low) });
    let high =
        span.high.map(|high| if span.high_open { Endpoint::below(high) } else { Endpoint::closed(high) });
    Item { node, low, high, weight }
}
