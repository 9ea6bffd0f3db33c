//! Disputes of a running total over time: first each voice by itself, then all voices together without their slips,
//! where each disputed fact is replaced by a choice among its camps.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::contradiction::agreement::{agree, camps};
use crate::contradiction::dispute::Dispute;
use crate::contradiction::either_side::{self, spans_a_break};
use crate::contradiction::encoding::to_span;
use crate::contradiction::figures::line_items::LineStatement;
use crate::contradiction::figures::lines::Lines;
use crate::contradiction::figures::solver::{LineStatements, Removed, SeriesSolver, Solved};
use crate::contradiction::time_layout::{self, TimeLayout};
use crate::contradiction::window::has_one_figure;
use crate::corpus::{Statement, Voice, compare_windows};
use crate::model::{Day, Interval, Shape, WrittenTime};
use crate::reason::linear::Span;

/// The slips: the statements that some smallest repair of a voice by itself removes, by fact and
/// representative claim. Each with whether every smallest repair removes it.
type Slips = FxHashMap<(u32, u32), bool>;

impl<'c> SeriesSolver<'c> {
    /// Solves a running total between its breaks, all its instants together.
    pub(super) fn running(&self, breaks: &[Day], disputes: &mut Vec<Dispute>) {
        let instants = self.where_window(|window| {
            window.shape == Shape::Instant && window.from.is_some() && window.to.is_some()
        });
        let window = |&fact: &u32| self.facts[fact as usize].window.as_ref();
        let zoned = instants
            .iter()
            .filter_map(window)
            .any(|window| [window.start(), window.end()].into_iter().flatten().any(WrittenTime::is_zoned));
        let lines = self.between(breaks, instants).into_iter().enumerate().map(|(segment, facts)| {
            let windows = facts.iter().filter_map(window);
            let layout = if windows.clone().any(|window| spans_a_break(breaks, window)) {
                let part = |window| either_side::within(window, segment, breaks, zoned);
                TimeLayout::Stretches(windows.map(part).collect())
            } else {
                time_layout::of(windows)
            };
            (facts, layout)
        });
        for lines in Lines::independent(lines.collect()) {
            if lines.facts.len() < 2 {
                continue;
            }
            let all = self.line_statements(&lines);
            if self.solve(&all, &lines).conflicts.is_empty() {
                continue;
            }
            let slips = self.each_voice(&all, &lines, disputes);
            self.together(&all, &slips, &lines, disputes);
        }
    }

    /// Solves each voice by itself: finds its disputes with itself, and its slips.
    fn each_voice(&self, all: &LineStatements<'c>, lines: &Lines, disputes: &mut Vec<Dispute>) -> Slips {
        let mut voices: BTreeMap<Voice, LineStatements<'c>> = BTreeMap::new();
        for said in &all.plain {
            voices.entry(said.1.statement.voice).or_default().plain.push(*said);
        }
        for choice in &all.choices {
            let voice = choice[0].1.statement.voice;
            voices.entry(voice).or_default().choices.push(choice.clone());
        }
        let mut slips = Slips::default();
        for stated in voices.into_values().filter(|stated| stated.plain.len() + stated.choices.len() > 1) {
            let own = self.by_camps(&stated);
            let solved = self.solve_alone(&own, lines);
            let mut add = |solved: &Solved<'_>| {
                for conflict in &solved.conflicts {
                    for (said, certain) in self.removable(solved, conflict) {
                        *slips.entry((said.fact, said.statement.representative())).or_default() |= certain;
                    }
                }
            };
            add(&solved);
            // A voice that contradicts itself at one fact is reported there; whether it is a slip shows among all its
            // statements.
            if own.choices.len() > stated.choices.len() {
                add(&self.solve_alone(&stated, lines));
            }
            let start = disputes.len();
            self.disputes(&solved, disputes);
            for dispute in &mut disputes[start..] {
                dispute.leeway = self.leeway(&own, dispute, lines);
            }
        }
        slips
    }

    /// Solves all voices together, without the slips of single voices.
    fn together(&self, all: &LineStatements<'c>, slips: &Slips, lines: &Lines, disputes: &mut Vec<Dispute>) {
        let slip =
            |said: &LineStatement<'_>| slips.get(&(said.fact, said.statement.representative())).copied();
        // What may be a slip but need not be stays in for now: it may be in a camp of a disputed
        // fact.
        let may_stay = |(_, said): &&(u32, LineStatement<'c>)| slip(said) != Some(true);
        let remaining = LineStatements {
            plain: all.plain.iter().filter(may_stay).copied().collect(),
            choices: all
                .choices
                .iter()
                .filter(|choice| choice.iter().all(|one| slip(&one.1).is_none()))
                .cloned()
                .collect(),
        };
        let mut line_statements = self.by_camps(&remaining);
        falls_with_others(self, &line_statements.plain, &slip, lines, disputes);
        line_statements.plain.retain(|(_, said)| slip(said).is_none());
        let solved = self.solve(&line_statements, lines);
        self.disputes(&solved, disputes);
    }

    /// The same statements, with a choice among its camps in place of each disputed fact.
    fn by_camps(&self, line_statements: &LineStatements<'c>) -> LineStatements<'c> {
        let mut by_camps = LineStatements { plain: Vec::new(), choices: Vec::new() };
        let span = |said: &LineStatement<'_>| to_span(&self.hard(said.statement));
        for said in line_statements.plain.chunk_by(|a, b| a.1.fact == b.1.fact) {
            let here = |choice: &&Vec<(u32, LineStatement<'c>)>| choice[0].1.fact == said[0].1.fact;
            let undecided: Vec<&Vec<(u32, LineStatement<'c>)>> =
                line_statements.choices.iter().filter(here).collect();
            let window = self.facts[said[0].1.fact as usize].window;
            let one_figure = window.as_ref().is_some_and(has_one_figure);
            let spans: Vec<Interval> = said.iter().map(|(_, said)| self.hard(said.statement)).collect();
            let all: Vec<Span> = spans.iter().map(to_span).collect();
            let camps = if one_figure { camps(&all) } else { Vec::new() };
            // An undecided voice agrees if one of its figures fits all the others.
            let fits = |choice: &&Vec<(u32, LineStatement<'c>)>| {
                choice.iter().any(|(_, said)| agree(&[&all[..], &[span(said)]].concat()))
            };
            if camps.len() < 2 && (!one_figure || undecided.iter().all(fits)) {
                by_camps.plain.extend(said);
                continue;
            }
            let sharpest = |camp: &Vec<usize>| {
                let width = |at: &&usize| spans[**at].width();
                // A span without an end is the widest.
                camp.iter().min_by_key(|at| (width(at).is_none(), width(at), **at)).map(|&at| said[at])
            };
            let mut choice: Vec<(u32, LineStatement<'c>)> = camps.iter().filter_map(sharpest).collect();
            choice.extend(undecided.into_iter().flatten());
            by_camps.choices.push(choice);
        }
        let disputed: Vec<u32> = by_camps.choices.iter().map(|choice| choice[0].1.fact).collect();
        let others = line_statements.choices.iter().filter(|choice| !disputed.contains(&choice[0].1.fact));
        by_camps.choices.extend(others.cloned());
        by_camps
    }

    /// The statements of one fact, with a choice among its figures in place of each voice that contradicts itself;
    /// and those voices.
    pub(super) fn self_contradictions_as_choices(
        &self,
        line_statements: LineStatements<'c>,
    ) -> (LineStatements<'c>, Vec<Voice>) {
        let mut voices: BTreeMap<(Voice, u32), Vec<(u32, LineStatement<'c>)>> = BTreeMap::new();
        for said in line_statements.plain {
            voices.entry((said.1.statement.voice, said.0)).or_default().push(said);
        }
        let mut once = LineStatements { plain: Vec::new(), choices: line_statements.choices };
        let mut self_contradicting = Vec::new();
        for ((voice, _), said) in voices {
            let spans: Vec<Span> = said.iter().map(|(_, said)| to_span(&self.hard(said.statement))).collect();
            if camps(&spans).len() < 2 {
                once.plain.extend(said);
            } else {
                once.choices.push(said);
                self_contradicting.push(voice);
            }
        }
        self_contradicting.dedup();
        once.plain.sort_by_key(|(_, said)| (said.fact, said.statement.representative()));
        (once, self_contradicting)
    }

    /// What the other statements of its voice leave to the figure that a dispute removes: an
    /// interval, if they bound it on both sides.
    fn leeway(&self, own: &LineStatements<'c>, dispute: &Dispute, lines: &Lines) -> Option<Interval> {
        let speaker = dispute.removed.statement.representative();
        let is_it = |said: &&(u32, LineStatement<'c>)| {
            said.1.fact == dispute.fact && said.1.statement.representative() == speaker
        };
        let mut all = own.plain.iter().chain(own.choices.iter().flatten()).filter(is_it);
        let (&(node, _), None) = (all.next()?, all.next()) else { return None };
        let mut room = Interval::ALL;
        for (other, said) in own.plain.iter().filter(|(other, _)| *other != node) {
            let span = self.hard(said.statement);
            let before = |one: u32, two: u32| lines.reaches(one, two);
            if before(*other, node) {
                room = room.intersect(&Interval { low: span.low, low_open: span.low_open, ..Interval::ALL });
            } else if before(node, *other) {
                room =
                    room.intersect(&Interval { high: span.high, high_open: span.high_open, ..Interval::ALL });
            }
        }
        (room.low.is_some() && room.high.is_some() && !room.is_empty()).then_some(room)
    }
}

/// Of some disputes: the statements that every smallest repair of their own voice removes.
pub(super) fn slips(disputes: &[Dispute]) -> Removed {
    let certain = |dispute: &Dispute| {
        let fact = dispute.fact;
        dispute.certain.iter().map(move |&speaker| (fact, speaker)).collect::<Vec<_>>()
    };
    disputes.iter().filter(|dispute| dispute.is_slip() && dispute.is_smallest).flat_map(certain).collect()
}

/// Drops each dispute at a fact that a slip explains: without the slip, the other figures of its
/// voice allow what the others say at the fact. The disputes at facts come first, up to
/// `end_of_facts`.
pub(super) fn drop_explained(solver: &SeriesSolver<'_>, disputes: &mut Vec<Dispute>, end_of_facts: usize) {
    let slips: Vec<(usize, Option<Interval>)> = (end_of_facts..disputes.len())
        .filter(|&at| disputes[at].is_slip() && disputes[at].certain.len() == disputes[at].repair.len())
        .map(|at| (at, disputes[at].leeway.clone()))
        .collect();
    let mut gone: Vec<usize> = Vec::new();
    for (slip, room) in slips {
        let (Some(room), Some(slipped)) = (room, disputes[slip].repair.first()) else { continue };
        let slipped = slipped.representative();
        let Some(at) = (0..end_of_facts).find(|&at| disputes[at].fact == disputes[slip].fact) else {
            continue;
        };
        let all: Vec<&Statement> = disputes[at].repair.iter().chain(&disputes[at].kept).collect();
        let others: Vec<Interval> =
            all.iter().filter(|one| one.representative() != slipped).map(|one| solver.hard(one)).collect();
        let agree = agree(&others.iter().map(to_span).collect::<Vec<_>>());
        if all.len() > others.len() && agree && others.iter().all(|span| !span.disjoint(&room)) {
            gone.push(at);
        }
    }
    let mut number = 0..;
    disputes.retain(|_| number.next().is_none_or(|at: usize| !gone.contains(&at)));
}

/// How many statements before a possible slip are searched for one of another voice that it contradicts, and as many after it.
const NEIGHBOURS: usize = 16;

/// Adds to each slip what its figures contradict of the nearest statement of another voice: where several of them may be wrong, all are
/// left out when the voices are solved together. `plain` are the statements that no choice is between, in order, and `slip` says
/// of each whether it certainly is a slip; none where it is not.
fn falls_with_others<'c>(
    solver: &SeriesSolver<'c>,
    plain: &[(u32, LineStatement<'c>)],
    slip: &impl Fn(&LineStatement<'_>) -> Option<bool>,
    lines: &Lines,
    disputes: &mut [Dispute],
) {
    let claim = |at: usize| plain[at].1.statement.representative();
    let item = |at: usize| {
        let (node, said) = &plain[at];
        solver.item(said.statement, *node)
    };
    let mut found: FxHashMap<u32, [u32; 2]> = FxHashMap::default();
    for at in (0..plain.len()).filter(|&at| slip(&plain[at].1) == Some(false)) {
        let own = item(at);
        let contradicts = |&other: &usize| {
            slip(&plain[other].1).is_none()
                && plain[other].1.statement.voice != plain[at].1.statement.voice
                && lines.clash(&own, &item(other))
        };
        let before = (at.saturating_sub(NEIGHBOURS)..at).rev().find(contradicts);
        let after = (at + 1..plain.len().min(at + 1 + NEIGHBOURS)).find(contradicts);
        if let Some(other) = before {
            found.insert(claim(at), [claim(other), claim(at)]);
        } else if let Some(other) = after {
            found.insert(claim(at), [claim(at), claim(other)]);
        }
    }
    for dispute in disputes.iter_mut().filter(|dispute| dispute.is_slip()) {
        let core = dispute.core();
        let mut falls: Vec<[u32; 2]> =
            core.filter_map(|side| found.remove(&side.statement.representative())).collect();
        // Of several before one claim, or after it, the nearest.
        let time = |claim: u32| solver.corpus.claim(claim).time;
        falls.sort_by(|one, other| {
            let by = |end: usize| compare_windows(time(one[end]).as_ref(), time(other[end]).as_ref());
            by(1).then_with(|| by(0).reverse())
        });
        falls.dedup_by_key(|fall| fall[1]);
        falls.dedup_by_key(|fall| fall[0]);
        dispute.falls_with_others = falls;
    }
}
