//! Which measures are tied to which, and across which scope keys: what series must have in common to be tied.

use rustc_hash::FxHashMap;

use crate::contradiction::tied::constraint::Node;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::tied::laws::Laws;
use crate::contradiction::tied::prune::prune;
use crate::corpus::Corpus;
use crate::model::claim::Scope;
use crate::model::law::{LawForm, Subject};
use crate::model::register::{KeyId, MeasureId, NameId, PLACE};
use crate::model::units::UnitId;
use crate::model::vocabulary::Kind;
use crate::reason::Union;
use crate::syntax::tree::Mode;

/// How many constraints of one series are followed to see whether they can conflict with it.
const REACH: usize = 10_000;

/// Which measures are tied to which, and across which scope keys.
pub(super) struct Classes {
    /// For each tied measure the lowest measure that it is tied to, its class; measures without constraints are not
    /// listed.
    class: FxHashMap<MeasureId, MeasureId>,
    /// The scope keys across which the constraints of a class reach.
    keys: FxHashMap<MeasureId, Vec<KeyId>>,
    /// For each declared name the lowest name that it is connected to, as part, as whole or as member of a set.
    names: Vec<u32>,
    /// Whether constraints reach across places as across other keys: by a law that names a place, or by a complete
    /// set of all places.
    everywhere: bool,
    /// The classes with a series that may step.
    stepping: Vec<MeasureId>,
    /// The results of [`Classes::can_conflict_alone`] so far.
    known: FxHashMap<(MeasureId, Scope, Option<UnitId>), bool>,
}

impl Classes {
    pub(super) fn of(corpus: &Corpus, laws: &Laws) -> Self {
        let vocabulary = &corpus.model.vocabulary;
        let mut measures = Union::new(corpus.model.registers.measures.entries().len());
        let mut tied: Vec<MeasureId> = Vec::new();
        let mut tie = |one: MeasureId, two: MeasureId| {
            measures.join(one.0, two.0);
            tied.extend([one, two]);
        };
        let mut across: Vec<(MeasureId, KeyId)> = Vec::new();
        for (id, measure) in (0_u32..).map(MeasureId).zip(&vocabulary.measures) {
            measure.part_of.into_iter().for_each(|whole| tie(id, whole));
            if !measure.sums_over.is_empty() {
                tie(id, id);
            }
            across.extend(measure.sums_over.iter().map(|&key| (id, key)));
        }
        for &id in corpus.series.iter().map(|series| &series.measure) {
            let measure = vocabulary.measure(id);
            let total = measure
                .filter(|measure| measure.kind == Some(Kind::Flow))
                .and_then(|measure| measure.adds_up_to);
            total.into_iter().for_each(|total| tie(id, total));
        }
        for (total, flow) in laws.flows() {
            tie(total, flow);
        }
        let mut everywhere = false;
        for law in &corpus.model.laws {
            let LawForm::Linear { terms, .. } = &law.form else { continue };
            let mut first = None;
            for (_, subject) in terms {
                let Subject::Measure(measure, scope) = subject else { continue };
                tie(*first.get_or_insert(*measure), *measure);
                let keys = corpus.model.registers.scopes.get(scope.0);
                everywhere |= keys.iter().any(|(key, _)| *key == PLACE);
                across.extend(keys.iter().map(|(key, _)| (*measure, *key)));
            }
        }
        let mut names = Union::new(corpus.model.registers.names.entries().len());
        for (id, name) in (0_u32..).zip(&vocabulary.names) {
            name.within.into_iter().for_each(|whole| _ = names.join(id, whole.0));
        }
        let complete = vocabulary.complete.iter().map(|set| (set.key, &set.parts, set.whole));
        let disjoint = vocabulary.disjoint.iter().map(|set| (set.key, &set.parts, set.whole));
        for (key, parts, whole) in complete.chain(disjoint) {
            everywhere |= key == PLACE && whole.is_none();
            let mut members = parts.iter().chain(&whole);
            if let Some(first) = members.next() {
                members.for_each(|other| _ = names.join(first.0, other.0));
            }
        }
        let class: FxHashMap<MeasureId, MeasureId> =
            tied.iter().map(|&measure| (measure, MeasureId(measures.find(measure.0)))).collect();
        let mut keys: FxHashMap<MeasureId, Vec<KeyId>> = FxHashMap::default();
        for (measure, key) in across {
            keys.entry(class[&measure]).or_default().push(key);
        }
        let stepping =
            corpus.model.breaks.iter().filter_map(|step| class.get(&step.measure).copied()).collect();
        let names = names.roots();
        Self { class, keys, names, everywhere, stepping, known: FxHashMap::default() }
    }

    /// Whether constraints can conflict with a series if no other series that they reach is claimed.
    pub(super) fn can_conflict_alone(&mut self, corpus: &Corpus, number: u32, laws: &Laws) -> bool {
        let series = &corpus.series[number as usize];
        let Some(class) = self.class.get(&series.measure) else { return false };
        let none = Vec::new();
        let keys = self.keys.get(class).unwrap_or(&none);
        let scope = corpus.model.registers.scopes.get(series.scope.0);
        // Keys across which constraints do not reach make no difference, unless breaks do.
        let keeps_all = self.stepping.contains(class);
        let scope: Scope = scope.iter().copied().filter(|(key, _)| keeps_all || keys.contains(key)).collect();
        let unit = corpus.claim(corpus.claims_of(series)[0]).unit;
        *self.known.entry((series.measure, scope, unit)).or_insert_with_key(|(measure, scope, unit)| {
            let mut graph = ConstraintGraph::of(corpus, &[], laws, REACH);
            let node =
                graph.add_node(Node { measure: *measure, scope: scope.clone(), mode: None, unit: *unit });
            graph.grow();
            let all: Vec<u32> = (0..graph.constraints.len() as u32).collect();
            graph.cut_short || !prune(&graph, &all, |at| at == node).alive.is_empty()
        })
    }

    /// What is equal for series that may be tied together; none for a series that no constraint reaches.
    pub(super) fn key(&self, corpus: &Corpus, number: u32) -> Option<(MeasureId, Scope, Option<Mode>)> {
        let series = &corpus.series[number as usize];
        let class = *self.class.get(&series.measure)?;
        let none = Vec::new();
        let keys = self.keys.get(&class).unwrap_or(&none);
        let scope = corpus.model.registers.scopes.get(series.scope.0).iter();
        let common = scope.filter_map(|&(key, name)| {
            if !keys.contains(&key) {
                Some((key, name))
            } else if key == PLACE && !self.everywhere {
                let root = self.names.get(name.0 as usize).copied().unwrap_or(name.0);
                Some((key, NameId(root)))
            } else {
                None
            }
        });
        Some((class, common.collect(), series.mode))
    }
}
