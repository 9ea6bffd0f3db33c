//! What a running total says from one time to another: each voice by itself first, then all of them, with what single voices
//! have wrong left out, and each disputed fact standing for any one of its camps.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::contradiction::agreement::{agree, camps};
use crate::contradiction::dispute::Dispute;
use crate::contradiction::encoding::reasoned;
use crate::contradiction::figures::lines::Lines;
use crate::contradiction::figures::solver::{Sayings, SetAside, Solver};
use crate::contradiction::figures::web::Said;
use crate::contradiction::straddling::{self, straddles};
use crate::contradiction::time_layout::{self, TimeLayout};
use crate::contradiction::window::has_one_figure;
use crate::corpus::{Statement, Voice};
use crate::model::{Day, Interval, Shape, WrittenTime};
use crate::reason::linear::Span;

/// What voices set aside by themselves, with whether every smallest repair does.
type Slips = FxHashMap<(u32, u32), bool>;

impl<'c> Solver<'c> {
    /// A running total between its breaks, all its instants together.
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
            let layout = if windows.clone().any(|window| straddles(breaks, window)) {
                let part = |window| straddling::within(window, segment, breaks, zoned);
                TimeLayout::Stretches(windows.map(part).collect())
            } else {
                time_layout::of(windows)
            };
            (facts, layout)
        });
        for lines in Lines::apart(lines.collect()) {
            if lines.places.len() < 2 {
                continue;
            }
            let all = self.sayings(&lines);
            if self.solve(&all, &lines).conflicts.is_empty() {
                continue;
            }
            let slips = self.each_voice(&all, &lines, disputes);
            self.together(&all, &slips, &lines, disputes);
        }
    }

    /// Each voice by itself: what it sets aside.
    fn each_voice(&self, all: &Sayings<'c>, lines: &Lines, disputes: &mut Vec<Dispute>) -> Slips {
        let mut voices: BTreeMap<Voice, Sayings<'c>> = BTreeMap::new();
        for said in &all.plain {
            voices.entry(said.1.statement.voice).or_default().plain.push(*said);
        }
        for one_of in &all.one_of {
            let voice = one_of[0].1.statement.voice;
            voices.entry(voice).or_default().one_of.push(one_of.clone());
        }
        let mut slips = Slips::default();
        for said in voices.into_values().filter(|said| said.plain.len() + said.one_of.len() > 1) {
            let own = self.by_camps(&said);
            let solved = self.solve(&own, lines);
            for conflict in &solved.conflicts {
                for (said, certain) in self.any_repair(&solved, conflict) {
                    slips.insert((said.fact, said.statement.speaker()), certain);
                }
            }
            let start = disputes.len();
            self.disputes(&solved, disputes);
            for dispute in &mut disputes[start..] {
                dispute.room = self.room(&own, dispute, lines);
            }
        }
        slips
    }

    /// All voices together, without what single ones have wrong.
    fn together(&self, all: &Sayings<'c>, slips: &Slips, lines: &Lines, disputes: &mut Vec<Dispute>) {
        let slip = |said: &Said<'_>| slips.get(&(said.fact, said.statement.speaker())).copied();
        // What may or may not be a slip is still one side of a dispute.
        let open = |(_, said): &&(u32, Said<'c>)| slip(said) != Some(true);
        let standing = Sayings {
            plain: all.plain.iter().filter(open).copied().collect(),
            one_of: all
                .one_of
                .iter()
                .filter(|one_of| one_of.iter().all(|said| slip(&said.1).is_none()))
                .cloned()
                .collect(),
        };
        let mut sayings = self.by_camps(&standing);
        sayings.plain.retain(|(_, said)| slip(said).is_none());
        let solved = self.solve(&sayings, lines);
        self.disputes(&solved, disputes);
    }

    /// Sayings with every fact that is disputed among them standing for any one of its camps.
    fn by_camps(&self, sayings: &Sayings<'c>) -> Sayings<'c> {
        let mut by_camps = Sayings { plain: Vec::new(), one_of: Vec::new() };
        let span = |said: &Said<'_>| reasoned(&self.hard(said.statement));
        for said in sayings.plain.chunk_by(|a, b| a.1.fact == b.1.fact) {
            let here = |one_of: &&Vec<(u32, Said<'c>)>| one_of[0].1.fact == said[0].1.fact;
            let undecided: Vec<&Vec<(u32, Said<'c>)>> = sayings.one_of.iter().filter(here).collect();
            let window = self.facts[said[0].1.fact as usize].window;
            let one_figure = window.as_ref().is_some_and(has_one_figure);
            let spans: Vec<Interval> = said.iter().map(|(_, said)| self.hard(said.statement)).collect();
            let all: Vec<Span> = spans.iter().map(reasoned).collect();
            let camps = if one_figure { camps(&all) } else { Vec::new() };
            // An undecided voice agrees where one of its figures fits all others.
            let fits = |one_of: &&Vec<(u32, Said<'c>)>| {
                one_of.iter().any(|(_, said)| agree(&[&all[..], &[span(said)]].concat()))
            };
            if camps.len() < 2 && (!one_figure || undecided.iter().all(fits)) {
                by_camps.plain.extend(said);
                continue;
            }
            let sharpest = |camp: &Vec<usize>| {
                let width = |at: &&usize| spans[**at].width();
                // One without an end is wider than any.
                camp.iter().min_by_key(|at| (width(at).is_none(), width(at), **at)).map(|&at| said[at])
            };
            let mut one_of: Vec<(u32, Said<'c>)> = camps.iter().filter_map(sharpest).collect();
            one_of.extend(undecided.into_iter().flatten());
            by_camps.one_of.push(one_of);
        }
        let taken: Vec<u32> = by_camps.one_of.iter().map(|one_of| one_of[0].1.fact).collect();
        let others = sayings.one_of.iter().filter(|one_of| !taken.contains(&one_of[0].1.fact));
        by_camps.one_of.extend(others.cloned());
        by_camps
    }

    /// What is said of one fact, with every voice that contradicts itself saying one thing, nobody knows which; and which voices
    /// these are.
    pub(super) fn each_once(&self, sayings: Sayings<'c>) -> (Sayings<'c>, Vec<Voice>) {
        let mut voices: BTreeMap<(Voice, u32), Vec<(u32, Said<'c>)>> = BTreeMap::new();
        for said in sayings.plain {
            voices.entry((said.1.statement.voice, said.0)).or_default().push(said);
        }
        let mut once = Sayings { plain: Vec::new(), one_of: sayings.one_of };
        let mut torn = Vec::new();
        for ((voice, _), said) in voices {
            let spans: Vec<Span> =
                said.iter().map(|(_, said)| reasoned(&self.hard(said.statement))).collect();
            if camps(&spans).len() < 2 {
                once.plain.extend(said);
            } else {
                once.one_of.push(said);
                torn.push(voice);
            }
        }
        torn.dedup();
        once.plain.sort_by_key(|(_, said)| (said.fact, said.statement.speaker()));
        (once, torn)
    }

    /// Between which figures the other statements of a voice leave what a dispute sets aside, if on both sides.
    fn room(&self, own: &Sayings<'c>, dispute: &Dispute, lines: &Lines) -> Option<Interval> {
        let speaker = dispute.removed.statement.speaker();
        let is_it =
            |said: &&(u32, Said<'c>)| said.1.fact == dispute.fact && said.1.statement.speaker() == speaker;
        let mut all = own.plain.iter().chain(own.one_of.iter().flatten()).filter(is_it);
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

/// What one voice has wrong by itself, told once: where its other figures have room for what the others at the fact say, their
/// dispute is evidence for the slip, and else a matter of its own.
pub(super) fn merge(solver: &Solver<'_>, disputes: &mut Vec<Dispute>, at_facts: usize) {
    let slips: Vec<(usize, Option<Interval>)> = (at_facts..disputes.len())
        .filter(|&at| disputes[at].is_slip() && disputes[at].certain.len() == disputes[at].repair.len())
        .map(|at| (at, disputes[at].room.clone()))
        .collect();
    let mut gone: Vec<usize> = Vec::new();
    for (slip, room) in slips {
        let (Some(room), Some(odd)) = (room, disputes[slip].repair.first()) else { continue };
        let odd = odd.speaker();
        let Some(at) = (0..at_facts).find(|&at| disputes[at].fact == disputes[slip].fact) else { continue };
        let sides: Vec<&Statement> = disputes[at].repair.iter().chain(&disputes[at].kept).collect();
        let others: Vec<Interval> =
            sides.iter().filter(|one| one.speaker() != odd).map(|one| solver.hard(one)).collect();
        let agree = agree(&others.iter().map(reasoned).collect::<Vec<_>>());
        if sides.len() > others.len() && agree && others.iter().all(|span| !span.disjoint(&room)) {
            gone.push(at);
        }
    }
    let mut number = 0..;
    disputes.retain(|_| number.next().is_none_or(|at: usize| !gone.contains(&at)));
}

/// What some disputes of one series set aside.
pub(super) fn set_aside(disputes: &[Dispute]) -> SetAside {
    super::solver::removed(&disputes.iter().collect::<Vec<_>>())
}
