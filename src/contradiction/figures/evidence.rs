//! What the figures that nobody disputes say about a dispute: with which of the disputed figures a running total would fall, from or
//! to another day, or a sum, a law or a whole would not hold at that time.
//!
//! In the solver a disputed fact stands for any one of its camps: a camp with which the total would
//! fall contradicts nothing there, if another camp fits. But of equally large camps the wrong one
//! is the one that does not fit the other days.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::allowed;
use crate::contradiction::dispute::{Dispute, DisputeKind, Evidence, EvidenceBy, TiedEvidence};
use crate::contradiction::window::is_sharp;
use crate::corpus::{Corpus, Fact, Series, Statement, Voice};
use crate::model::{Day, Number, Shape, Window};

/// How many statements before a disputed day are searched, and as many after it.
const NEIGHBOURS: usize = 256;

/// The least, or the most, that a statement of some day allows.
struct Bound {
    day: Day,
    value: Number,
    voice: Voice,
    /// The claim that represents the statement.
    claim: u32,
}

/// Adds to each dispute of a fact what the undisputed figures say about it: those of tied series at that time, and those of other days,
/// if it is a single day of a running total without breaks (`is_running`).
pub(super) fn add(
    corpus: &Corpus,
    series: &Series,
    facts: &[Fact],
    disputes: &mut [Dispute],
    (is_running, tied): (bool, &[&TiedEvidence]),
) {
    let is_open = |dispute: &Dispute| dispute.kind == DisputeKind::Figures && !dispute.is_slip();
    if (!is_running && tied.is_empty()) || !disputes.iter().any(is_open) {
        return;
    }
    let around = is_running.then(|| OtherDays::of(corpus, series, facts, disputes));
    for dispute in disputes.iter_mut().filter(|dispute| is_open(dispute)) {
        let of_tied = of_tied(dispute, tied);
        let of_days = around.as_ref().and_then(|around| around.evidence(dispute));
        let found = match (of_tied, of_days) {
            (Some(here), Some(there)) if !here.is_decisive() => Some(there),
            // What is said of the same time comes first; if the other days rule out other figures, nothing is decided.
            (Some(here), Some(there)) => {
                let is_shared = here.breaking.iter().any(|claim| there.breaking.contains(claim));
                is_shared.then_some(here)
            }
            (here, there) => here.or(there),
        };
        if let Some(evidence) = found {
            record(dispute, evidence);
        }
    }
}

/// What tied series say about a dispute, as far as its statements are those that they were solved with.
fn of_tied(dispute: &Dispute, tied: &[&TiedEvidence]) -> Option<Evidence> {
    let evidence = &tied.iter().find(|tied| tied.fact == dispute.fact)?.evidence;
    let statements = || dispute.repair.iter().chain(&dispute.kept).map(Statement::representative);
    let is_of_it = evidence.breaking.iter().all(|claim| statements().any(|own| own == *claim));
    (is_of_it && evidence.breaking.len() < statements().count()).then(|| evidence.clone())
}

/// The days of a running total that nobody disputes.
struct OtherDays<'c> {
    corpus: &'c Corpus,
    series: &'c Series,
    facts: &'c [Fact],
    /// The least that each statement allows, by day, and the most.
    lows: Vec<Bound>,
    highs: Vec<Bound>,
    /// In how many contradictions each claim is shown.
    in_cores: FxHashMap<u32, usize>,
}

impl<'c> OtherDays<'c> {
    fn of(corpus: &'c Corpus, series: &'c Series, facts: &'c [Fact], disputes: &[Dispute]) -> Self {
        let disputed: FxHashSet<u32> = disputes.iter().map(|dispute| dispute.fact).collect();
        let mut in_cores: FxHashMap<u32, usize> = FxHashMap::default();
        for side in disputes.iter().flat_map(|dispute| dispute.core()) {
            *in_cores.entry(side.statement.representative()).or_default() += 1;
        }
        let (mut lows, mut highs): (Vec<Bound>, Vec<Bound>) = (Vec::new(), Vec::new());
        for (number, fact) in (0_u32..).zip(facts) {
            let Some(day) = fact.window.as_ref().and_then(only_day) else { continue };
            if disputed.contains(&number) || !fact.undecided.is_empty() {
                continue;
            }
            // A statement that another contradiction removes or shows is in question itself.
            let stands = |statement: &&Statement| {
                !statement.tally && !in_cores.contains_key(&statement.representative())
            };
            for statement in fact.statements.iter().filter(stands) {
                let (span, claim) =
                    (allowed::allowed_by(corpus, series, statement), statement.representative());
                let voice = statement.voice;
                lows.extend(span.low.map(|value| Bound { day, value, voice, claim }));
                highs.extend(span.high.map(|value| Bound { day, value, voice, claim }));
            }
        }
        lows.sort_by_key(|bound| (bound.day, bound.claim));
        highs.sort_by_key(|bound| (bound.day, bound.claim));
        Self { corpus, series, facts, lows, highs, in_cores }
    }

    /// With which figures of a dispute the total would fall.
    fn evidence(&self, dispute: &Dispute) -> Option<Evidence> {
        let day = dispute.window.as_ref().and_then(only_day)?;
        let mut core = dispute.core();
        if core
            .any(|side| self.in_cores.get(&side.statement.representative()).is_some_and(|&count| count > 1))
        {
            return None;
        }
        // What a disputing source says of other days is no independent evidence.
        let statements = || dispute.repair.iter().chain(&dispute.kept);
        let is_independent = |bound: &&Bound| statements().all(|statement| statement.voice != bound.voice);
        let (lows, highs) = (&self.lows, &self.highs);
        let before = lows[..lows.partition_point(|bound| bound.day < day)].iter().rev().take(NEIGHBOURS);
        let after = highs[highs.partition_point(|bound| bound.day <= day)..].iter().take(NEIGHBOURS);
        // Of equal bounds the nearest one is taken.
        let low =
            before.filter(is_independent).reduce(|best, own| if own.value > best.value { own } else { best });
        let high =
            after.filter(is_independent).reduce(|best, own| if own.value < best.value { own } else { best });
        // With an undecided voice the total falls only if it does with each of its figures.
        let undecided = &self.facts[dispute.fact as usize].undecided;
        let breaking = |fits: &dyn Fn(&Statement) -> bool| {
            let breaks = |statement: &&Statement| {
                let mut alternatives = undecided.iter().filter(|other| {
                    other.statements.iter().any(|one| one.representative() == statement.representative())
                });
                !alternatives
                    .next()
                    .map_or_else(|| fits(statement), |voice| voice.statements.iter().any(fits))
            };
            let breaking: Vec<u32> = statements().filter(breaks).map(Statement::representative).collect();
            (!breaking.is_empty() && breaking.len() < statements().count()).then_some(breaking)
        };
        let span = |statement: &Statement| allowed::allowed_by(self.corpus, self.series, statement);
        let falls_to = high.and_then(|bound| {
            let fits = |one: &Statement| span(one).low.is_none_or(|low| low <= bound.value);
            Some((breaking(&fits)?, bound, false))
        });
        let falls_from = low.and_then(|bound| {
            let fits = |one: &Statement| span(one).high.is_none_or(|high| high >= bound.value);
            Some((breaking(&fits)?, bound, true))
        });
        // If one figure is too high and another too low, the series decides nothing.
        let found = if falls_to.is_some() != falls_from.is_some() { falls_to.or(falls_from) } else { None };
        let (breaking, bound, is_before) = found?;
        Some(Evidence { breaking, by: EvidenceBy::Series { neighbour: bound.claim, is_before } })
    }
}

/// The single day of a window for which it is certain what comes before and after it.
fn only_day(window: &Window) -> Option<Day> {
    let is_plain = window.shape == Shape::Instant && is_sharp(window) && window.from_clock.is_none();
    window.from.filter(|_| is_plain && window.from == window.to)
}

/// Records the evidence. If it is one statement against one, the one that does not fit becomes the suspect. Otherwise, if none of
/// the suspects does not fit, and those that do not are at most one more than the suspects, nobody stands out any more.
fn record(dispute: &mut Dispute, evidence: Evidence) {
    let is_one_to_one = dispute.conflict_size == 2
        && dispute.is_smallest
        && dispute.certain.is_empty()
        && dispute.repair.len() == 1
        && dispute.kept.len() == 1
        && dispute.against.len() == 1;
    if !evidence.is_decisive() {
        // It is shown, and decides nothing.
    } else if is_one_to_one {
        if evidence.breaking == [dispute.kept[0].representative()] {
            std::mem::swap(&mut dispute.removed, &mut dispute.against[0]);
            std::mem::swap(&mut dispute.repair, &mut dispute.kept);
        }
        dispute.certain.clone_from(&evidence.breaking);
    } else if !dispute.certain.iter().any(|claim| evidence.breaking.contains(claim))
        && evidence.breaking.len() <= dispute.certain.len() + 1
    {
        dispute.certain.clear();
    }
    dispute.evidence = Some(evidence);
}
