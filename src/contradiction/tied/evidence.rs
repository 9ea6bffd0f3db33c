//! What the figures that nobody disputes say about a dispute: with which of the disputed figures a sum, a law or a whole would not hold
//! at that time.
//!
//! Where all voices are solved together, a disputed fact stands for any one of its camps. So a figure that breaks a sum contradicts
//! nothing there if another camp's figure fits. But then the sum shows which of the two does not fit.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::argument::{ConstraintKind, ConstraintReason};
use crate::contradiction::dispute::{Evidence, EvidenceBy, OtherProof, TiedEvidence};
use crate::contradiction::tied::arguments::Arguments;
use crate::contradiction::tied::break_cases::Question;
use crate::contradiction::tied::build::Built;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::tied::reckon::Reckoner;
use crate::reason::linear::{Resolution, Span, by_rows};

/// What is stated in a component, as far as nobody contradicts it.
struct Undisputed<'t> {
    built: &'t Built,
    /// The items on each unknown, in their order.
    items: FxHashMap<u32, Vec<u32>>,
    /// The rows of each disputed unknown.
    rows: FxHashMap<u32, Vec<u32>>,
}

/// Figures of a fact that a row excludes, together with what nobody disputes.
struct Excluded {
    /// Their items.
    items: Vec<u32>,
    row: u32,
    /// The items of the other terms of the row.
    others: Vec<u32>,
    /// Whether these are by voices that are no party to the dispute.
    is_independent: bool,
}

/// For each fact whose figures are disputed: the figures with which a row would not hold. `question` is all that is solved together,
/// `resolution` what conflicts in it, and `shown` are the claims that other contradictions show.
pub(super) fn evidence(
    graph: &ConstraintGraph<'_>,
    built: &Built,
    question: &Question,
    resolution: &Resolution,
    shown: &FxHashSet<u32>,
) -> Vec<TiedEvidence> {
    let conflicts = resolution.conflicts.iter();
    let cores = conflicts.flat_map(|conflict| conflict.cores.iter().chain(&conflict.further_cores));
    let conflicting: FxHashSet<u32> = cores.flat_map(|core| &core.items).copied().collect();
    // Where no figure fits, the conflict says so.
    let fits = |(_, items): &(u32, Vec<u32>)| items.iter().all(|item| !conflicting.contains(item));
    let all = question.choices.iter().filter_map(|choice| disputed(built, &choice.alternatives));
    let disputed: Vec<(u32, Vec<u32>)> = all.filter(fits).collect();
    if disputed.is_empty() {
        return Vec::new();
    }
    let undisputed = Undisputed::of(built, question, (&conflicting, shown), &disputed);
    let reckoner = Reckoner::of(graph.corpus, built);
    let arguments = Arguments { graph, built, reckoner: &reckoner };
    let of = |(unknown, items): &(u32, Vec<u32>)| {
        let Excluded { items, row, others, is_independent } = undisputed.excluded(*unknown, items)?;
        let claim = |item: &u32| built.statement(*item).representative();
        let core_items: Vec<u32> = items[..1].iter().chain(&others).copied().collect();
        let proof = by_rows(&built.system, &[row], &core_items)?;
        let ConstraintReason { kind, declared } = built.row_reasons[row as usize];
        let place = built.statement_refs[items[0] as usize];
        Some(TiedEvidence {
            series: graph.series[place.node as usize]?,
            fact: place.fact,
            evidence: Evidence {
                breaking: items.iter().map(claim).collect(),
                by: EvidenceBy::Tie {
                    kind,
                    is_independent,
                    declared,
                    proof: OtherProof {
                        claims: core_items.iter().map(claim).collect(),
                        argument: arguments.of(&proof, &|_| None),
                    },
                },
            },
        })
    };
    disputed.iter().filter_map(of).collect()
}

/// The unknown of a disputed fact and the items on it; none if one of its statements may mean several things.
fn disputed(built: &Built, alternatives: &[Vec<u32>]) -> Option<(u32, Vec<u32>)> {
    let mut items = alternatives.concat();
    items.sort_unstable();
    items.dedup();
    let unknown = built.only_unknown[*items.first()? as usize]?;
    let is_plain = |&item: &u32| {
        built.only_unknown[item as usize] == Some(unknown)
            && built.undecided.iter().all(|all| !all.contains(&item))
    };
    items.iter().all(is_plain).then_some((unknown, items))
}

impl<'t> Undisputed<'t> {
    fn of(
        built: &'t Built,
        question: &Question,
        (conflicting, shown): (&FxHashSet<u32>, &FxHashSet<u32>),
        disputed: &[(u32, Vec<u32>)],
    ) -> Self {
        let chosen = question.choices.iter().flat_map(|choice| choice.alternatives.iter().flatten());
        let in_question: FxHashSet<u32> = chosen.chain(conflicting).copied().collect();
        let mut items: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        // A tally may be computed from one of the disputed figures.
        let stands = |item: &&u32| {
            let statement = built.statement(**item);
            !in_question.contains(*item) && !statement.tally && !shown.contains(&statement.representative())
        };
        for &item in question.items.iter().filter(stands) {
            if let Some(unknown) = built.only_unknown[item as usize] {
                items.entry(unknown).or_default().push(item);
            }
        }
        let mut rows: FxHashMap<u32, Vec<u32>> =
            disputed.iter().map(|(unknown, _)| (*unknown, Vec::new())).collect();
        for (number, row) in (0_u32..).zip(built.system.rows.iter()) {
            let kind = built.row_reasons[number as usize].kind;
            if matches!(kind, ConstraintKind::Part | ConstraintKind::Sum | ConstraintKind::Law) {
                for (unknown, _) in &row.terms {
                    rows.entry(*unknown).and_modify(|of_unknown| of_unknown.push(number));
                }
            }
        }
        Self { built, items, rows }
    }

    /// The items among some on an unknown that a row excludes. If of all rows together each item is excluded by some, they
    /// decide nothing.
    fn excluded(&self, unknown: u32, items: &[u32]) -> Option<Excluded> {
        let voices: FxHashSet<u32> = items.iter().map(|&item| self.voice(item)).collect();
        let rows = self.rows.get(&unknown).into_iter().flatten();
        let found: Vec<Excluded> =
            rows.filter_map(|&row| self.excluded_by(row, unknown, items, &voices)).collect();
        let all: FxHashSet<u32> = found.iter().flat_map(|excluded| &excluded.items).copied().collect();
        let kind = |excluded: &Excluded| self.built.row_reasons[excluded.row as usize].kind;
        let most = found.into_iter().min_by_key(|excluded| {
            (!excluded.is_independent, Reverse(excluded.items.len()), kind(excluded), excluded.row)
        });
        most.filter(|_| all.len() < items.len())
    }

    /// The items that a row excludes with what is said of its other terms, preferably by voices who are no party to the dispute.
    fn excluded_by(
        &self,
        row: u32,
        unknown: u32,
        items: &[u32],
        disputing: &FxHashSet<u32>,
    ) -> Option<Excluded> {
        let terms = &self.built.system.rows[row as usize].terms;
        let is_no_party = |item: &u32| !disputing.contains(&self.voice(*item));
        let stated = |other: u32| {
            let said = self.items.get(&other)?;
            said.iter().copied().find(is_no_party).or_else(|| said.first().copied())
        };
        let others: Vec<u32> = terms
            .iter()
            .filter(|term| term.0 != unknown)
            .map(|term| stated(term.0))
            .collect::<Option<_>>()?;
        let excludes = |own: u32| {
            let mut rest = others.iter();
            let items: Option<Vec<&Span>> = terms
                .iter()
                .map(|term| {
                    let item = if term.0 == unknown { own } else { *rest.next()? };
                    self.span(item, term.0)
                })
                .collect();
            items.is_some_and(|spans| self.built.system.rows[row as usize].excludes(&spans))
        };
        let items: Vec<u32> = items.iter().copied().filter(|&item| excludes(item)).collect();
        let is_independent = others.iter().all(is_no_party);
        (!items.is_empty()).then_some(Excluded { items, row, others, is_independent })
    }

    fn voice(&self, item: u32) -> u32 {
        self.built.system.items[item as usize].voice
    }

    /// Where an unknown lies by an item.
    fn span(&self, item: u32, unknown: u32) -> Option<&Span> {
        let says = &self.built.system.items[item as usize].says;
        says.iter().find(|(other, _)| *other == unknown).map(|(_, span)| span)
    }
}
