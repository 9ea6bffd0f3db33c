//! Finds the disputes and loose agreements of one series of figures.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::contradiction::allowed;
use crate::contradiction::contradictions::Contradictions;
use crate::contradiction::dispute::{Dispute, TiedEvidence};
use crate::contradiction::either_side::{self, spans_a_break};
use crate::contradiction::figures::evidence;
use crate::contradiction::figures::layers::{drop_explained, slips};
use crate::contradiction::figures::lines::Lines;
use crate::contradiction::figures::solver::{Removed, SeriesSolver, removed};
use crate::contradiction::time_layout::TimeLayout;
use crate::contradiction::votes;
use crate::contradiction::window::{has_one_figure, is_sharp};
use crate::corpus::{Corpus, Series};
use crate::model::claim::Value;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Figure, Shape, Window};

/// Finds the disputes and loose agreements of a series of figures. `known` are its disputes that
/// were found together with tied series, and `evidence` what those say about disputes at its facts.
/// `solved` says whether it was solved completely there: then a running total is not solved again,
/// nor are figures that may be on either side of a break.
pub(in crate::contradiction) fn find(
    corpus: &Corpus,
    number: u32,
    known: &[&Dispute],
    evidence: &[&TiedEvidence],
    solved: bool,
) -> Contradictions {
    let series = &corpus.series[number as usize];
    let is_plain = known.is_empty() && agrees(corpus, series, solved);
    let known = known.iter().map(|&dispute| dispute.clone());
    if is_plain || corpus.claims_of(series).len() < 2 {
        return Contradictions { disputes: known.collect(), ..Contradictions::default() };
    }
    let facts = votes::facts(corpus, series);
    let nothing = Removed::default();
    let solver = SeriesSolver { corpus, number, series, facts: &facts, excluded: &nothing };
    let scope = corpus.model.registers.scopes.get(series.scope.0);
    let breaks = allowed::breaks(corpus, series.measure, scope);
    let mut disputes = Vec::new();
    solver.at_facts(&breaks, &mut disputes);
    let end_of_facts = disputes.len();
    if series.kind == Kind::Cumulative && !solved {
        solver.running(&breaks, &mut disputes);
    }
    let end_of_untied = disputes.len();
    disputes.extend(known);
    solver.clear_suspects(&breaks, &mut disputes, end_of_facts);
    drop_repeated(&mut disputes, end_of_facts..end_of_untied);
    drop_explained(&solver, &mut disputes, end_of_facts);
    if !solved {
        let removed = removed(&disputes.iter().collect::<Vec<_>>());
        disputes.extend(either_side::find(corpus, number, &facts, &breaks, &removed));
    }
    let loose = solver.loose(&disputes.iter().collect::<Vec<_>>());
    let is_running = series.kind == Kind::Cumulative && breaks.is_empty();
    evidence::add(corpus, series, &facts, &mut disputes, (is_running, evidence));
    disputes.sort_by_key(|dispute| dispute.fact);
    Contradictions { disputes, loose, ..Contradictions::default() }
}

/// Whether all figures of a series plainly agree: there is one at each window, and a running total
/// that is not `solved` has exact ones, each on a single day, that never fall.
fn agrees(corpus: &Corpus, series: &Series, solved: bool) -> bool {
    let plain = |at: u32| match (&corpus.claim(at).value, corpus.claim(at).time) {
        (Value::Number(Figure::Exact(number)), Some(window)) => {
            (Some(window) == window.from.map(Window::day)).then_some(number)
        }
        _ => None,
    };
    let rises = |claims: &[u32]| {
        claims.iter().all(|&at| plain(at).is_some())
            && claims.windows(2).all(|pair| plain(pair[0]) <= plain(pair[1]))
    };
    let may_agree = match series.kind {
        Kind::Constant => false,
        Kind::Cumulative => {
            let may_step = corpus.model.breaks.iter().any(|step| step.measure == series.measure);
            !may_step && (solved || rises(corpus.claims_of(series)))
        }
        _ => true,
    };
    may_agree && corpus.has_one_figure_at_each_fact(series)
}

/// Of the disputes that were found without constraints (`untied`), removes those that were found
/// with them too: the same claims in the same kind of contradiction. The removed one's `leeway` is
/// kept.
fn drop_repeated(disputes: &mut Vec<Dispute>, untied: Range<usize>) {
    let core = |dispute: &Dispute| {
        let sides = dispute.core();
        let mut claims: Vec<u32> = sides.map(|side| side.statement.representative()).collect();
        claims.sort_unstable();
        (dispute.fact, dispute.kind, claims)
    };
    let tied: BTreeMap<_, usize> =
        (untied.end..).zip(&disputes[untied.end..]).map(|(at, dispute)| (core(dispute), at)).collect();
    let twice: BTreeMap<usize, usize> =
        untied.filter_map(|at| Some((at, *tied.get(&core(&disputes[at]))?))).collect();
    for (&at, &other) in &twice {
        let room = disputes[at].leeway.take();
        let other = &mut disputes[other];
        other.leeway = other.leeway.take().or(room);
    }
    let mut number = 0..;
    disputes.retain(|_| number.next().is_none_or(|at| !twice.contains_key(&at)));
}

/// What is found of each series.
pub(in crate::contradiction) fn by_series<T>(
    found: &[T],
    series: impl Fn(&T) -> u32,
) -> FxHashMap<u32, Vec<&T>> {
    let mut by_series: FxHashMap<u32, Vec<&T>> = FxHashMap::default();
    for one in found {
        by_series.entry(series(one)).or_default().push(one);
    }
    by_series
}

impl SeriesSolver<'_> {
    /// Adds the disputes between the voices at each fact, or about a constant.
    fn at_facts(&self, breaks: &[Day], disputes: &mut Vec<Dispute>) {
        // The facts that are each solved by themselves.
        let apart: Vec<u32> = match self.series.kind {
            Kind::Constant => {
                self.constant(breaks, disputes);
                self.where_window(|window| {
                    let is_one_time = window.shape == Shape::Period || window.start() == window.end();
                    is_one_time && is_sharp(window) && spans_a_break(breaks, window)
                })
            }
            Kind::Cumulative => self.where_window(|window| {
                // An instant that may be on either side of a break is still one instant.
                (window.shape == Shape::Period || window.start() == window.end()) && is_sharp(window)
            }),
            Kind::Flow => self.where_window(|window| window.shape == Shape::Period && is_sharp(window)),
            _ => self.where_window(has_one_figure),
        };
        for fact in apart {
            let here = &self.facts[fact as usize];
            if here.statements.len() + here.undecided.len() > 1 {
                self.solve_at(&Lines::of(vec![(vec![fact], TimeLayout::Point)]), disputes);
            }
        }
    }

    /// Clears suspects that stand out at a fact only because a slip counts against them: a slip has
    /// to be removed anyway. The disputes at facts come first, up to `end_of_facts`.
    fn clear_suspects(&self, breaks: &[Day], disputes: &mut [Dispute], end_of_facts: usize) {
        let slips = slips(&disputes[end_of_facts..]);
        let (at_facts, _) = disputes.split_at_mut(end_of_facts);
        if slips.is_empty() || at_facts.is_empty() {
            return;
        }
        let mut without = Vec::new();
        SeriesSolver { excluded: &slips, ..*self }.at_facts(breaks, &mut without);
        let suspects = |dispute: &Dispute| {
            let fact = dispute.fact;
            dispute.certain.iter().map(move |&speaker| (fact, speaker)).collect::<Vec<_>>()
        };
        let suspects: Removed = without.iter().flat_map(suspects).collect();
        for dispute in at_facts {
            let fact = dispute.fact;
            let stays = |speaker: &u32| [&suspects, &slips].iter().any(|set| set.contains(&(fact, *speaker)));
            dispute.certain.retain(stays);
        }
    }

    /// Adds the disputes about a constant, which has one value. If it may step, it has one value in
    /// each segment, and undated figures are compared among themselves.
    fn constant(&self, breaks: &[Day], disputes: &mut Vec<Dispute>) {
        let (mut undated, mut dated) = (Vec::new(), Vec::new());
        for (number, fact) in (0_u32..).zip(self.facts) {
            if fact.window.is_none() { undated.push(number) } else { dated.push(number) }
        }
        let segments = std::iter::once(undated).chain(self.between(breaks, dated));
        for lines in Lines::independent(segments.map(|facts| (facts, TimeLayout::Point)).collect()) {
            self.solve_at(&lines, disputes);
        }
    }

    /// Adds the disputes at some facts that are solved as one fact, or as one fact per line.
    fn solve_at(&self, lines: &Lines, disputes: &mut Vec<Dispute>) {
        let line_statements = self.line_statements(lines);
        let solved = self.solve(&line_statements, lines);
        if solved.conflicts.is_empty() {
            return;
        }
        let (others, self_contradicting) = self.self_contradictions_as_choices(line_statements);
        if self_contradicting.is_empty() {
            self.disputes(&solved, disputes);
            return;
        }
        // A voice against itself is one dispute; what the voices say against each other is another.
        for voice in self_contradicting {
            self.disputes(&self.within_voice(&solved, voice), disputes);
        }
        self.disputes(&self.solve(&others, lines), disputes);
    }
}
