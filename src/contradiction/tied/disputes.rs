//! Turns the conflicts of tied series into disputes, fact by fact.

use rustc_hash::FxHashSet;

use crate::contradiction::argument::ConstraintKind;
use crate::contradiction::dispute::{BreakCase, Dispute, DisputeKind, ELSEWHERE, OtherProof, Side};
use crate::contradiction::tied::arguments::Arguments;
use crate::contradiction::tied::break_cases::{BreakCases, ConflictInAllCases};
use crate::contradiction::tied::build::Built;
use crate::contradiction::tied::direct::{direct, is_direct, sorted};
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::tied::reckon::Reckoner;
use crate::corpus::{Statement, compare_windows};
use crate::reason::linear::{Conclusion, Core, LinearConflict, Resolution};
use crate::source::Place;

/// The disputes of all conflicts: one for each fact at which a repair removes something. What follows from another
/// dispute becomes part of that one; there is none where not every case of a figure's side of a break is proved.
pub(super) fn disputes(
    graph: &ConstraintGraph<'_>,
    built: &Built,
    resolution: &Resolution,
    break_cases: &mut BreakCases<'_, '_>,
) -> Vec<Dispute> {
    if resolution.conflicts.is_empty() {
        return Vec::new();
    }
    let reckoner = Reckoner::of(graph.corpus, built);
    let arguments = Arguments { graph, built, reckoner: &reckoner };
    let builder = DisputeBuilder { graph, built, reckoner: &reckoner, arguments };
    let of = |conflict| builder.conflict(conflict, resolution.is_complete, break_cases);
    resolution.conflicts.iter().flat_map(of).collect()
}

struct DisputeBuilder<'t> {
    graph: &'t ConstraintGraph<'t>,
    built: &'t Built,
    reckoner: &'t Reckoner<'t>,
    arguments: Arguments<'t>,
}

impl DisputeBuilder<'_> {
    fn statement(&self, item: u32) -> &Statement {
        self.built.statement(item)
    }

    fn fact(&self, item: u32) -> (u32, u32) {
        let statement_ref = self.built.statement_refs[item as usize];
        (statement_ref.node, statement_ref.fact)
    }

    fn series(&self, item: u32) -> u32 {
        // An item comes from a claim, so its node is a series that the corpus has.
        self.graph.series[self.built.statement_refs[item as usize].node as usize].unwrap_or(0)
    }

    fn side(&self, item: u32) -> Side {
        let (node, fact) = self.fact(item);
        let statement = self.statement(item).clone();
        // The window as this claim writes it: one instant may be written in several time zones.
        let time = self.graph.corpus.claim(statement.representative()).time;
        let window = self.built.facts[&node][fact as usize].window.and(time);
        Side { series: self.series(item), window, statement }
    }

    fn conflict(
        &self,
        conflict: &LinearConflict,
        is_complete: bool,
        break_cases: &mut BreakCases<'_, '_>,
    ) -> Vec<Dispute> {
        let mut repaired = conflict.repair.clone();
        repaired.sort_by_key(|&item| (self.fact(item), item));
        let mut disputes = Vec::new();
        // For each dispute the other fact from whose removal it follows, if it does.
        let mut follows_from: Vec<Option<(u32, u32)>> = Vec::new();
        let mut reported: Vec<Vec<u32>> = Vec::new();
        // For each dispute whether its conflict is direct.
        let mut are_direct: Vec<bool> = Vec::new();
        for group in repaired.chunk_by(|&a, &b| self.fact(a) == self.fact(b)) {
            let fact = self.fact(group[0]);
            let cores = conflict.cores.iter().filter(|core| self.fact(core.items[0]) == fact);
            let best = cores.min_by_key(|core| {
                let voice = self.statement(core.items[0]).voice;
                let own = core.items.iter().all(|&item| self.statement(item).voice == voice);
                let is_uncertain = !conflict.certain.contains(&core.items[0]);
                (!own, is_uncertain, core.items.len(), self.kind(core), core.items[0])
            });
            let Some(best) = best else { continue };
            // A direct conflict is shown rather than one over several sums, laws or times, even if it has more figures.
            let is_best_shown = self.assumes_side(best) || is_direct(self.built, best);
            let shown = if is_best_shown { None } else { direct(self.built, conflict, group, &reported) };
            let core = shown.as_ref().unwrap_or(best);
            reported.push(sorted(&core.items));
            let Some(ConflictInAllCases { items, cases }) = (if self.assumes_side(core) {
                break_cases.in_all_cases(core)
            } else {
                Some(ConflictInAllCases {
                    items: core.items.clone(),
                    cases: vec![(Vec::new(), core.clone())],
                })
            }) else {
                continue;
            };
            let core = &cases[0].1;
            let has_cases = cases.len() > 1;
            follows_from.push(if has_cases { None } else { self.follows_from(core, fact, conflict) });
            are_direct.push(!has_cases && is_direct(self.built, core));
            let removed: FxHashSet<u32> =
                group.iter().map(|&item| self.built.statement_refs[item as usize].statement).collect();
            let numbered = || (0_u32..).zip(&self.built.facts[&fact.0][fact.1 as usize].statements);
            let kept = numbered().filter(|(number, _)| !removed.contains(number));
            let reckoning = if has_cases { None } else { self.reckoner.of_core(core) };
            let kinds = cases.iter().map(|(_, core)| self.kind(core));
            // A law that holds for the figures as stated is not what is broken.
            let kind = match (kinds.max().unwrap_or(DisputeKind::Figures), &reckoning) {
                (DisputeKind::Law, Some(reckoning)) => DisputeKind::of(reckoning.failing.kind),
                (kind, _) => kind,
            };
            let mut laws: Vec<Place> = cases.iter().flat_map(|(_, core)| self.laws(core)).collect();
            laws.sort_unstable();
            laws.dedup();
            let at_fact = (self.series(group[0]), fact.1);
            let window = self.built.facts[&fact.0][fact.1 as usize].window;
            let against = items[1..].iter().map(|&item| self.side(item)).collect();
            disputes.push(Dispute {
                repair: group.iter().map(|&item| self.statement(item).clone()).collect(),
                kept: kept.map(|(_, statement)| statement.clone()).collect(),
                conflict_size: conflict.items.len() as u32,
                elsewhere: repaired
                    .iter()
                    .filter(|&&item| self.fact(item) != fact)
                    .map(|&item| self.statement(item).representative())
                    .take(ELSEWHERE)
                    .collect(),
                unique: conflict.unique,
                certain: group
                    .iter()
                    .filter(|item| conflict.certain.contains(item))
                    .map(|&item| self.statement(item).representative())
                    .collect(),
                is_smallest: conflict.is_smallest && is_complete,
                laws,
                argument: (!has_cases).then(|| self.arguments.whole(core)),
                other_proofs: self.other_proofs(conflict, fact, &items),
                reckoning,
                cases: if has_cases { self.cases(&cases) } else { Vec::new() },
                ..Dispute::between(kind, at_fact, window, self.side(items[0]), against)
            });
        }
        self.merge(disputes, &follows_from, &are_direct)
    }

    /// Whether a core assumes that some figure is on one of several possible sides of a break.
    fn assumes_side(&self, core: &Core) -> bool {
        core.items.iter().any(|&item| self.built.is_movable(item))
    }

    /// The proofs of a conflict, one for each case of figures being on one side of a break or another.
    fn cases(&self, cases: &[(Vec<u32>, Core)]) -> Vec<BreakCase> {
        let segment_of = |&item: &u32| {
            let segment = self.built.statement_refs[item as usize].segment;
            segment.map(|segment| (self.statement(item).representative(), segment))
        };
        let case = |(assumed, core): &(Vec<u32>, Core)| BreakCase {
            segments: assumed.iter().filter_map(segment_of).collect(),
            argument: self.arguments.of(&core.proof, &|_| None),
        };
        cases.iter().map(case).collect()
    }

    /// The other conflicts of the removed statement at a fact.
    fn other_proofs(&self, conflict: &LinearConflict, fact: (u32, u32), shown: &[u32]) -> Vec<OtherProof> {
        let all = conflict.cores.iter().filter(|core| core.items != shown).chain(&conflict.further_cores);
        // Only those without an unknown side of a break.
        let here = all.filter(|core| self.fact(core.items[0]) == fact && !self.assumes_side(core));
        let mut others: Vec<OtherProof> = Vec::new();
        for core in here {
            let claims: Vec<u32> =
                core.items.iter().map(|&item| self.statement(item).representative()).collect();
            if others.iter().all(|other| other.claims != claims) {
                others.push(OtherProof { claims, argument: self.arguments.whole(core) });
            }
        }
        others
    }

    /// The other fact from whose removed item a core of `fact` follows: a sum, law or part of the core needs the value there, and
    /// the core takes it from a figure of another time instead.
    fn follows_from(&self, core: &Core, fact: (u32, u32), conflict: &LinearConflict) -> Option<(u32, u32)> {
        let kinds = || core.proof.rows.iter().map(|&row| self.built.row_reasons[row as usize].kind);
        let (over_time, tied) = (
            kinds().any(|kind| kind == ConstraintKind::NeverFalls),
            kinds().any(|kind| kind != ConstraintKind::NeverFalls),
        );
        if !over_time || !tied {
            return None;
        }
        let rows = core
            .proof
            .rows
            .iter()
            .filter(|&&row| self.built.row_reasons[row as usize].kind != ConstraintKind::NeverFalls);
        let terms: FxHashSet<u32> = rows
            .flat_map(|&row| self.built.system.rows[row as usize].terms.iter().map(|term| term.0))
            .collect();
        let others = conflict.repair.iter().filter(|&&item| {
            let is_of_term =
                self.built.only_unknown[item as usize].is_some_and(|unknown| terms.contains(&unknown));
            is_of_term && !core.items.contains(&item)
        });
        others.map(|&item| self.fact(item)).find(|&other| other != fact)
    }

    /// Moves what follows from a removal at another fact to the dispute there, and joins disputes
    /// that fail in one equation.
    fn merge(
        &self,
        mut disputes: Vec<Dispute>,
        follows_from: &[Option<(u32, u32)>],
        are_direct: &[bool],
    ) -> Vec<Dispute> {
        let of = |dispute: &Dispute, (node, fact): (u32, u32)| {
            self.graph.series[node as usize] == Some(dispute.series) && dispute.fact == fact
        };
        let mut gone = vec![false; disputes.len()];
        for at in 0..disputes.len() {
            let Some(fact) = follows_from[at] else { continue };
            let mut targets =
                (0..disputes.len()).filter(|&other| other != at && follows_from[other].is_none());
            let Some(target) = targets.find(|&other| of(&disputes[other], fact)) else { continue };
            let moved = disputes[at].repair.clone();
            disputes[target].consequences.extend(moved);
            gone[at] = true;
        }
        // Disputes whose stated figures fail in the same equation are joined too: in a direct one if there is one, else
        // in the first.
        for at in 0..disputes.len() {
            let Some(reckoning) = disputes[at].reckoning.as_ref().filter(|_| !gone[at]) else { continue };
            let same = |other: &usize| {
                let fails = disputes[*other].reckoning.as_ref().map(|other| &other.failing);
                !gone[*other] && fails == Some(&reckoning.failing)
            };
            let order = |other: &usize| (!are_direct[*other], *other);
            let Some(target) = (0..disputes.len()).filter(same).min_by_key(order) else { continue };
            if target == at {
                continue;
            }
            let moved =
                [disputes[at].repair.clone(), std::mem::take(&mut disputes[at].consequences)].concat();
            disputes[target].consequences.extend(moved);
            gone[at] = true;
        }
        let mut gone = gone.into_iter();
        disputes.retain(|_| gone.next() == Some(false));
        disputes
    }

    /// The kind of contradiction: that of the constraint in the proof that comes last in [`ConstraintKind`], or of the
    /// law that declares a product.
    fn kind(&self, core: &Core) -> DisputeKind {
        if core.proof.end == Conclusion::Product {
            return DisputeKind::Law;
        }
        let kinds = core.proof.rows.iter().map(|&row| self.built.row_reasons[row as usize].kind);
        // If all items are of one time, a flow's constraint with its total gives the kind only where there is no other.
        let time = |item: u32| self.graph.corpus.claim(self.statement(item).representative()).time;
        let first = core.items.first().and_then(|&item| time(item));
        let is_at_once =
            core.items.iter().all(|&item| compare_windows(time(item).as_ref(), first.as_ref()).is_eq());
        let deciding = kinds.clone().filter(|kind| !is_at_once || *kind != ConstraintKind::Flow).max();
        match deciding.or(kinds.max()) {
            None => DisputeKind::Figures,
            Some(kind) => DisputeKind::of(kind),
        }
    }

    fn laws(&self, core: &Core) -> Vec<Place> {
        let mut laws: Vec<Place> = match core.proof.end {
            Conclusion::Product => self.products(core),
            _ => core
                .proof
                .rows
                .iter()
                .filter_map(|&row| self.built.row_reasons[row as usize].declared)
                .collect(),
        };
        laws.sort_unstable();
        laws.dedup();
        laws
    }

    /// The law of a product that involves all items of a core.
    fn products(&self, core: &Core) -> Vec<Place> {
        let products = self.built.system.products.iter().zip(&self.built.products);
        let speaks = |product: &crate::reason::linear::Product| {
            let [one, two] = &product.factors;
            core.items.iter().all(|item| [&product.of, one, two].into_iter().any(|list| list.contains(item)))
        };
        products.filter(|(product, _)| speaks(product)).map(|(_, law)| *law).take(1).collect()
    }
}
