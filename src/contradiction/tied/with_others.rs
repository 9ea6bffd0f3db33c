//! Direct contradictions between a voice's possible slips and what other voices say.
//!
//! Where several figures of a voice may be its slip, all of them are left out when all voices are solved together. So what one of them
//! contradicts there, at one time or in one series, is added to the slip.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::dispute::{Dispute, OtherProof};
use crate::contradiction::tied::arguments::Arguments;
use crate::contradiction::tied::break_cases::Question;
use crate::contradiction::tied::build::Built;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::tied::reckon::Reckoner;
use crate::corpus::Statement;
use crate::reason::linear::{Core, Proof, Span, by_rows, direct_conflicts};

/// Adds to the slips among some disputes what other voices contradict of them directly. `slips` are the statements that may be slips, each
/// with whether it certainly is; `question` is what was solved with all voices.
pub(super) fn add(
    graph: &ConstraintGraph<'_>,
    built: &Built,
    slips: &FxHashMap<u32, bool>,
    question: &Question,
    disputes: &mut [Dispute],
) {
    if slips.is_empty() {
        return;
    }
    let system = &built.system;
    let is_slip = |item: u32| slips.contains_key(&system.items[item as usize].statement);
    let claim = |item: u32| built.statement(item).representative();
    let shown: Vec<Vec<u32>> = disputes
        .iter()
        .map(|dispute| dispute.core().map(|side| side.statement.representative()).collect())
        .collect();
    let mut slips_of: FxHashMap<u32, usize> = FxHashMap::default();
    for (number, dispute) in disputes.iter().enumerate().filter(|(_, dispute)| dispute.is_slip()) {
        let others = dispute.repair.iter().map(Statement::representative);
        for claim in shown[number].iter().copied().chain(others) {
            slips_of.entry(claim).or_insert(number);
        }
    }
    let reckoner = Reckoner::of(graph.corpus, built);
    let arguments = Arguments { graph, built, reckoner: &reckoner };
    let mut seen: FxHashSet<Vec<u32>> = FxHashSet::default();
    for direct in direct_conflicts(system, &stated(built, slips, question)) {
        if !direct.items.iter().any(|&item| is_slip(item)) {
            continue;
        }
        let Some((items, proof)) = minimal(built, direct.items, &direct.rows) else { continue };
        let voice = |item: &u32| system.items[*item as usize].voice;
        let Some(&slip) = items.iter().find(|&&item| is_slip(item)) else { continue };
        if items.iter().all(|item| voice(item) == voice(&slip)) {
            continue;
        }
        let mut claims: Vec<u32> = items.iter().map(|&item| claim(item)).collect();
        claims.sort_unstable();
        let is_shown = |core: &Vec<u32>| core.iter().all(|claim| claims.binary_search(claim).is_ok());
        let Some(&number) = slips_of.get(&claim(slip)) else { continue };
        if !shown.iter().any(is_shown) && seen.insert(claims) {
            let argument = arguments.whole(&Core { items: items.clone(), proof });
            let claims = items.iter().map(|&item| claim(item)).collect();
            disputes[number].with_others.push(OtherProof { claims, argument });
        }
    }
}

/// For each unknown of which all that is stated is the same, one item: a possible slip if there is one.
fn stated(built: &Built, slips: &FxHashMap<u32, bool>, question: &Question) -> BTreeMap<u32, u32> {
    let system = &built.system;
    let statement = |item: u32| system.items[item as usize].statement;
    let chosen: FxHashSet<u32> = {
        let all = question.choices.iter().flat_map(|choice| &choice.alternatives);
        all.flatten().copied().collect()
    };
    let several: FxHashSet<u32> = built.undecided.iter().flatten().copied().collect();
    let mut stated: BTreeMap<u32, Option<u32>> = BTreeMap::new();
    for (number, item) in (0_u32..).zip(&system.items) {
        let [(unknown, span)] = &item.says[..] else { continue };
        if slips.get(&item.statement) == Some(&true) || several.contains(&number) {
            continue;
        }
        let own = (!chosen.contains(&number)).then_some(number);
        let span_of = |item: u32| -> &Span { &system.items[item as usize].says[0].1 };
        stated
            .entry(*unknown)
            .and_modify(|known| {
                *known = match (*known, own) {
                    (Some(one), Some(other)) if span_of(one) == span => {
                        let is_slip =
                            slips.contains_key(&statement(other)) && !slips.contains_key(&statement(one));
                        Some(if is_slip { other } else { one })
                    }
                    _ => None,
                };
            })
            .or_insert(own);
    }
    stated.into_iter().filter_map(|(unknown, item)| Some((unknown, item?))).collect()
}

/// The items that are needed for a conflict by some rows, with the proof; none if they do not conflict.
fn minimal(built: &Built, items: Vec<u32>, rows: &[u32]) -> Option<(Vec<u32>, Proof)> {
    let mut items = items;
    let mut proof = by_rows(&built.system, rows, &items)?;
    for item in items.clone() {
        let fewer: Vec<u32> = items.iter().copied().filter(|&other| other != item).collect();
        if let Some(shorter) = by_rows(&built.system, rows, &fewer) {
            (items, proof) = (fewer, shorter);
        }
    }
    Some((items, proof))
}
