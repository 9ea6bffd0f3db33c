//! Defects of laws: those that contradict themselves, each other or the domains of their figures, and those that
//! follow from others.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::contradiction::argument::ConstraintKind;
use crate::contradiction::contradictions::LawDefect;
use crate::contradiction::encoding;
use crate::contradiction::tied::{ConstraintForm, ConstraintGraph, Laws, Node};
use crate::corpus::Corpus;
use crate::model::law::{LawForm, Subject};
use crate::reason::Endpoint;
use crate::reason::linear::{self, Row, Span, System};
use crate::source::Place;
use crate::syntax::tree::Relation;

/// Beyond this many laws it is not checked whether one follows from the others.
const MANY: usize = 200;

/// At most this many series that no law names are looked at beside those that laws name.
const UNNAMED: usize = 10_000;

/// The defects of laws over measures, by law; and the numbers of the laws that cannot be satisfied, ascending.
pub(super) fn law_defects(corpus: &Corpus) -> (Vec<(Place, LawDefect)>, Vec<u32>) {
    let laws = &corpus.model.laws;
    let mut law_defects = Vec::new();
    let mut impossible: Vec<u32> = Vec::new();
    let linear: Vec<u32> = (0_u32..)
        .zip(laws)
        .filter(|(_, law)| match &law.form {
            LawForm::Linear { terms, .. } => terms.iter().all(|term| matches!(term.1, Subject::Measure(..))),
            _ => false,
        })
        .map(|(number, _)| number)
        .collect();
    let (mut kept, mut rest) = (Vec::new(), Vec::new());
    for &number in &linear {
        let law = &laws[number as usize];
        match without_terms(&law.form) {
            None => rest.push(number),
            Some(true) => law_defects.push((law.place, LawDefect::Implied(Vec::new()))),
            Some(false) => {
                impossible.push(number);
                law_defects.push((law.place, LawDefect::Impossible(Vec::new())));
            }
        }
    }
    // Of laws that exclude each other the last is reported: so the fewest first laws are sought
    // that cannot all hold.
    while let Some((many, places)) = first_broken(corpus, &kept, &rest) {
        let number = rest[many - 1];
        impossible.push(number);
        law_defects.push((laws[number as usize].place, LawDefect::Impossible(places)));
        kept.extend(rest.drain(..many).take(many - 1));
    }
    kept.append(&mut rest);
    impossible.sort_unstable();
    if kept.len() <= MANY {
        // The later laws are tested first: of two that say the same, the later is the one that adds nothing.
        let mut system = LawSystem::of(corpus, &kept);
        for number in kept.iter().rev().copied() {
            if let Some(from) = system.premises_of(number) {
                law_defects.push((laws[number as usize].place, LawDefect::Implied(from)));
                system.forget(number);
            }
        }
    }
    law_defects.sort_by_key(|(place, _)| *place);
    (law_defects, impossible)
}

/// Whether a law holds of which all terms cancel out, such as `0 >= 1`; none if some are left.
fn without_terms(form: &LawForm) -> Option<bool> {
    let LawForm::Linear { terms, relation, constant } = form else { return None };
    let holds = match relation {
        Relation::Equal => constant.is_zero(),
        Relation::AtMost => !constant.is_negative(),
        Relation::AtLeast => constant.is_negative() || constant.is_zero(),
    };
    terms.is_empty().then_some(holds)
}

/// The smallest number of first laws of `rest` that cannot hold together with those in `kept`,
/// which can; and the places of what the last of them conflicts with. None if all can hold.
fn first_broken(corpus: &Corpus, kept: &[u32], rest: &[u32]) -> Option<(usize, Vec<Place>)> {
    let mut tried: Option<(usize, Vec<Place>)> = None;
    let mut is_broken = |many: usize| {
        let laws: Vec<u32> = kept.iter().chain(&rest[..many]).copied().collect();
        let system = LawSystem::of(corpus, &laws);
        let broken = linear::broken(&system.system);
        if let Some(&last) = laws.last().filter(|_| !broken.is_empty()) {
            tried = Some((many, system.others(&broken, last)));
        }
        !broken.is_empty()
    };
    if rest.is_empty() || !is_broken(rest.len()) {
        return None;
    }
    // Small numbers are tried first: if many laws are impossible, the next of them is near.
    let (mut holds, mut many) = (0, 1);
    while many < rest.len() && !is_broken(many) {
        (holds, many) = (many, many * 2);
    }
    let mut fails = many.min(rest.len());
    while fails - holds > 1 {
        let middle = holds + (fails - holds) / 2;
        if is_broken(middle) { fails = middle } else { holds = middle }
    }
    tried
}

/// Laws over labelled claims that cannot all hold, though each alone may: each as a defect, with
/// the others about the same claims.
pub(super) fn impossible_together(corpus: &Corpus, broken: &[Place]) -> Vec<(Place, LawDefect)> {
    let subjects = |place: &Place| {
        let law = corpus.model.laws.iter().find(|law| law.place == *place);
        let terms = match law.map(|law| &law.form) {
            Some(LawForm::Linear { terms, .. }) => terms.iter().map(|term| &term.1).collect(),
            _ => Vec::new(),
        };
        terms.into_iter().filter(|subject| !matches!(subject, Subject::Number(_))).collect::<Vec<_>>()
    };
    let all: Vec<(Place, Vec<&Subject>)> = broken.iter().map(|place| (*place, subjects(place))).collect();
    let found = all.iter().map(|(place, mine)| {
        let others = all
            .iter()
            .filter(|(other, theirs)| other != place && theirs.iter().any(|subject| mine.contains(subject)));
        (*place, LawDefect::Impossible(others.map(|(other, _)| *other).collect()))
    });
    found.collect()
}

/// The laws at one time and at the scopes that they name, without any claims.
struct LawSystem {
    /// An unknown for each node, and a row for each constraint; no items.
    system: System,
    /// For each row the number of its law, and what declares it.
    declared_by: Vec<(Option<u32>, Option<Place>)>,
}

impl LawSystem {
    fn of(corpus: &Corpus, laws: &[u32]) -> Self {
        let terms = |number: u32| match &corpus.model.laws[number as usize].form {
            LawForm::Linear { terms, .. } => terms.as_slice(),
            _ => &[],
        };
        let held = Laws::of(corpus, laws.iter().copied());
        let named: usize = laws.iter().map(|&number| terms(number).len()).sum();
        let mut graph = ConstraintGraph::of(corpus, &[], &held, named + UNNAMED);
        for &number in laws {
            for (_, subject) in terms(number) {
                if let Subject::Measure(measure, scope) = subject {
                    let scope = corpus.model.registers.scopes.get(scope.0).to_vec();
                    let unit = corpus.model.vocabulary.measure(*measure).and_then(|measure| measure.unit);
                    graph.add_node(Node { measure: *measure, scope, mode: None, unit });
                }
            }
        }
        graph.grow();
        let mut system = System::default();
        for node in 0..graph.nodes.len() as u32 {
            system.unknown(graph.domain(node), None);
        }
        let by_place: FxHashMap<Place, u32> =
            laws.iter().rev().map(|&law| (corpus.model.laws[law as usize].place, law)).collect();
        let mut declared_by = Vec::new();
        for constraint in &graph.constraints {
            let ConstraintForm::Linear { terms, relation, constant } = &constraint.form else { continue };
            let terms = terms.iter().map(|(times, node)| (*node, times.clone())).collect();
            Arc::make_mut(&mut system.rows).push(Row {
                terms,
                span: encoding::span_of(*relation, constant.clone()),
                rank: constraint.reason.kind.rank(),
            });
            let is_law = constraint.reason.kind == ConstraintKind::Law;
            let place = constraint.reason.declared.filter(|_| is_law);
            let law = place.and_then(|place| by_place.get(&place).copied());
            declared_by.push((law, constraint.reason.declared));
        }
        Self { system, declared_by }
    }

    /// The places of what declares some rows, without the law `number`.
    fn others(&self, rows: &[u32], number: u32) -> Vec<Place> {
        let others =
            rows.iter().map(|&row| self.declared_by[row as usize]).filter(|(law, _)| *law != Some(number));
        let mut places: Vec<Place> = others.filter_map(|(_, place)| place).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Removes a law's rows from the system; the other rows keep their numbers.
    fn forget(&mut self, number: u32) {
        for row in 0..self.declared_by.len() {
            if self.declared_by[row].0 == Some(number) {
                Arc::make_mut(&mut self.system.rows)[row].span = Span::default();
            }
        }
    }

    /// The laws from which a law follows; none if it does not follow from others.
    fn premises_of(&self, number: u32) -> Option<Vec<Place>> {
        let own: Vec<usize> =
            (0..self.declared_by.len()).filter(|&row| self.declared_by[row].0 == Some(number)).collect();
        if own.is_empty() {
            return None;
        }
        let mut from = Vec::new();
        for &row in &own {
            let Row { terms, span, .. } = &self.system.rows[row];
            let beyond = [
                span.high
                    .as_ref()
                    .map(|high| Span { low: Some(Endpoint::above(high.value.clone())), high: None }),
                span.low
                    .as_ref()
                    .map(|low| Span { low: None, high: Some(Endpoint::below(low.value.clone())) }),
            ];
            for beyond in beyond.into_iter().flatten() {
                let mut system = self.system.clone();
                // The law's own rows are emptied, so that the others keep their numbers.
                for &other in &own {
                    Arc::make_mut(&mut system.rows)[other].span = Span::default();
                }
                Arc::make_mut(&mut system.rows).push(Row { terms: terms.clone(), span: beyond, rank: 0 });
                let broken = linear::broken(&system);
                if broken.is_empty() {
                    return None;
                }
                let rest: Vec<u32> =
                    broken.into_iter().filter(|&row| (row as usize) < self.declared_by.len()).collect();
                from.extend(self.others(&rest, number));
            }
        }
        from.sort_unstable();
        from.dedup();
        Some(from)
    }
}
