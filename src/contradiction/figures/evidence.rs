//! What the other days of a running total say about a dispute at one day: with which of the disputed figures the
//! total would fall.
//!
//! In the solver a disputed fact stands for any one of its camps. So a camp that breaks the series contradicts nothing there, if
//! another camp fits. But if the camps are equally large, the wrong one is the one that does not fit the other days.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::allowed;
use crate::contradiction::dispute::{Dispute, DisputeKind, SeriesEvidence};
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

/// Adds to each dispute at a single day of a running total without breaks what the undisputed days say about it.
pub(super) fn add(corpus: &Corpus, series: &Series, facts: &[Fact], disputes: &mut [Dispute]) {
    let disputed: FxHashSet<u32> = disputes.iter().map(|dispute| dispute.fact).collect();
    let is_open = |dispute: &Dispute| dispute.kind == DisputeKind::Figures && !dispute.is_slip();
    if !disputes.iter().any(is_open) {
        return;
    }
    // A statement that another contradiction removes or shows is in question itself.
    let mut cores: FxHashMap<u32, usize> = FxHashMap::default();
    for side in disputes.iter().flat_map(|dispute| dispute.against.iter().chain([&dispute.removed])) {
        *cores.entry(side.statement.representative()).or_default() += 1;
    }
    let in_cores = |claim: u32| cores.get(&claim).copied().unwrap_or(0);
    let (mut lows, mut highs): (Vec<Bound>, Vec<Bound>) = (Vec::new(), Vec::new());
    for (number, fact) in (0_u32..).zip(facts) {
        let Some(day) = fact.window.as_ref().and_then(only_day) else { continue };
        if disputed.contains(&number) || !fact.undecided.is_empty() {
            continue;
        }
        for statement in fact
            .statements
            .iter()
            .filter(|statement| !statement.tally && in_cores(statement.representative()) == 0)
        {
            let (span, claim) = (allowed::hard(corpus, series, statement), statement.representative());
            let voice = statement.voice;
            lows.extend(span.low.map(|value| Bound { day, value, voice, claim }));
            highs.extend(span.high.map(|value| Bound { day, value, voice, claim }));
        }
    }
    lows.sort_by_key(|bound| (bound.day, bound.claim));
    highs.sort_by_key(|bound| (bound.day, bound.claim));
    for dispute in disputes.iter_mut().filter(|dispute| is_open(dispute)) {
        let Some(day) = dispute.window.as_ref().and_then(only_day) else { continue };
        if dispute
            .against
            .iter()
            .chain([&dispute.removed])
            .any(|side| in_cores(side.statement.representative()) > 1)
        {
            continue;
        }
        // What a disputing source says of other days is no independent evidence.
        let is_independent = |bound: &&Bound| {
            dispute.repair.iter().chain(&dispute.kept).all(|statement| statement.voice != bound.voice)
        };
        let before = lows[..lows.partition_point(|bound| bound.day < day)].iter().rev().take(NEIGHBOURS);
        let after = highs[highs.partition_point(|bound| bound.day <= day)..].iter().take(NEIGHBOURS);
        // Of equals the nearest.
        let low =
            before.filter(is_independent).reduce(|best, own| if own.value > best.value { own } else { best });
        let high =
            after.filter(is_independent).reduce(|best, own| if own.value < best.value { own } else { best });
        let statements = || dispute.repair.iter().chain(&dispute.kept);
        // A voice whose relays differ breaks the series only if each of its figures does.
        let undecided = &facts[dispute.fact as usize].undecided;
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
        let span = |statement: &Statement| allowed::hard(corpus, series, statement);
        let falls_to = high.and_then(|bound| {
            let fits = |one: &Statement| span(one).low.is_none_or(|low| low <= bound.value);
            Some((breaking(&fits)?, bound, false))
        });
        let falls_from = low.and_then(|bound| {
            let fits = |one: &Statement| span(one).high.is_none_or(|high| high >= bound.value);
            Some((breaking(&fits)?, bound, true))
        });
        // If one side is too high and another too low, the series decides nothing.
        let found = if falls_to.is_some() != falls_from.is_some() { falls_to.or(falls_from) } else { None };
        if let Some((breaking, bound, is_before)) = found {
            let evidence = SeriesEvidence { breaking, neighbour: bound.claim, is_before };
            record(dispute, evidence);
        }
    }
}

/// The single day of a window for which it is certain what comes before and after it.
fn only_day(window: &Window) -> Option<Day> {
    let is_plain = window.shape == Shape::Instant && is_sharp(window) && window.from_clock.is_none();
    window.from.filter(|_| is_plain && window.from == window.to)
}

/// Records the evidence. If it is one statement against one, the one that breaks the series becomes the suspect. Otherwise, if none of
/// the suspects breaks the series, and those that break it are at most one more than the suspects, nobody stands out any more.
fn record(dispute: &mut Dispute, evidence: SeriesEvidence) {
    let is_one_to_one = dispute.opposed == 2
        && dispute.is_smallest
        && dispute.certain.is_empty()
        && dispute.repair.len() == 1
        && dispute.kept.len() == 1
        && dispute.against.len() == 1;
    if is_one_to_one {
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
