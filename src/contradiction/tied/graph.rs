//! The constraint graph: which series are tied to which, by parts, complete sets, laws and totals.
//!
//! A node is a series that is claimed, or an unclaimed one that connects claimed ones. A constraint holds at every
//! time: it relates its nodes as a law relates its terms.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::argument::{ConstraintKind, ConstraintReason};
use crate::contradiction::encoding;
use crate::contradiction::tied::laws::Laws;
use crate::corpus::Corpus;
use crate::model::Number;
use crate::model::claim::Scope;
use crate::model::law::{LawForm, Subject};
use crate::model::register::{KeyId, MeasureId, NameId, PLACE};
use crate::model::units::UnitId;
use crate::model::vocabulary::{Declared, Kind, Measure, Vocabulary};
use crate::reason::linear::Span;
use crate::source::Place;
use crate::syntax::tree::{Mode, Relation};

/// One measure at one scope, mode and unit, claimed or not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::contradiction) struct Node {
    pub(in crate::contradiction) measure: MeasureId,
    pub(in crate::contradiction) scope: Scope,
    pub(in crate::contradiction) mode: Option<Mode>,
    pub(in crate::contradiction) unit: Option<UnitId>,
}

/// Nodes whose values are in a relation at every time.
#[derive(Clone, Debug)]
pub(in crate::contradiction) struct Constraint {
    pub(in crate::contradiction) form: ConstraintForm,
    pub(in crate::contradiction) tie: ConstraintReason,
}

/// What a constraint says.
#[derive(Clone, Debug)]
pub(in crate::contradiction) enum ConstraintForm {
    /// The sum of the terms is in a relation to a constant.
    Linear { terms: Vec<(Number, u32)>, relation: Relation, constant: Number },
    /// The total grows by the flow.
    Total { flow: u32, total: u32 },
}

/// One instance of what is declared once for all scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ConstraintId {
    /// A measure declared part of another, at this node of it.
    Measure(MeasureId, u32),
    /// A name within another name, or any name and the whole (the absent key), at this node of the part.
    Name(KeyId, u32),
    /// A member of a complete set, by the number of the set, at this node of the part.
    Member(u32, u32),
    /// A complete set, by number, at this node of the whole.
    Set(u32, u32),
    /// A disjoint set, by number, at this node of the whole.
    Disjoint(u32, u32),
    /// A flow of a total.
    Flow(u32),
    /// A law, by number, at this node of its first term.
    Law(u32, u32),
}

impl Constraint {
    /// The nodes that it relates.
    pub(in crate::contradiction) fn nodes(&self) -> Vec<u32> {
        match &self.form {
            ConstraintForm::Linear { terms, .. } => terms.iter().map(|term| term.1).collect(),
            ConstraintForm::Total { flow, total } => vec![*flow, *total],
        }
    }
}

/// The nodes of some series, and the constraints between them.
pub(in crate::contradiction) struct ConstraintGraph<'c> {
    pub(in crate::contradiction) corpus: &'c Corpus,
    pub(in crate::contradiction) nodes: Vec<Node>,
    pub(in crate::contradiction) kinds: Vec<Kind>,
    /// The series of each node that is claimed.
    pub(in crate::contradiction) series: Vec<Option<u32>>,
    pub(in crate::contradiction) constraints: Vec<Constraint>,
    pub(super) numbers: FxHashMap<Node, u32>,
    /// The constraints added so far.
    pub(super) taken: FxHashSet<ConstraintId>,
    /// The disjoint sets found, by number, each with a node of its whole; added once all nodes are known.
    pub(super) disjoint: Vec<(u32, u32)>,
    laws: &'c Laws,
    limit: usize,
    /// Whether the limit of nodes was reached.
    pub(in crate::contradiction) cut_short: bool,
}

impl<'c> ConstraintGraph<'c> {
    /// The constraint graph of some series, up to a limit of nodes.
    pub(in crate::contradiction) fn of(
        corpus: &'c Corpus,
        series: &[u32],
        laws: &'c Laws,
        limit: usize,
    ) -> Self {
        let mut graph = Self {
            corpus,
            nodes: Vec::new(),
            kinds: Vec::new(),
            series: Vec::new(),
            constraints: Vec::new(),
            numbers: FxHashMap::default(),
            taken: FxHashSet::default(),
            disjoint: Vec::new(),
            laws,
            limit,
            cut_short: false,
        };
        for &number in series {
            let of = &corpus.series[number as usize];
            let claim = corpus.claim(corpus.claims_of(of)[0]);
            let scope = corpus.model.registers.scopes.get(of.scope.0).to_vec();
            let at = graph.node(Node { measure: of.measure, scope, mode: of.mode, unit: claim.unit });
            graph.series[at as usize] = Some(number);
            graph.kinds[at as usize] = of.kind;
        }
        graph
    }

    /// The number of a node, which is added if it is new.
    pub(in crate::contradiction) fn node(&mut self, node: Node) -> u32 {
        if let Some(&known) = self.numbers.get(&node) {
            return known;
        }
        let number = self.nodes.len() as u32;
        self.kinds.push(self.corpus.model.vocabulary.numeric_kind(node.measure, node.unit));
        self.series.push(None);
        self.nodes.push(node.clone());
        self.numbers.insert(node, number);
        number
    }

    /// Adds all constraints of the nodes, and all nodes that these constraints relate.
    pub(in crate::contradiction) fn grow(&mut self) {
        let mut next = 0;
        while next < self.nodes.len() {
            if self.nodes.len() > self.limit {
                self.cut_short = true;
                return;
            }
            self.add_constraints_of(next as u32);
            next += 1;
        }
        for (set, whole) in std::mem::take(&mut self.disjoint) {
            self.keep_apart(set, whole);
        }
    }

    /// Adds the constraints of some nodes, and the nodes that these constraints relate, but not the constraints of those.
    pub(in crate::contradiction) fn grow_by_one(&mut self, nodes: &[u32]) {
        nodes.iter().for_each(|&node| self.add_constraints_of(node));
        for (set, whole) in std::mem::take(&mut self.disjoint) {
            self.keep_apart(set, whole);
        }
    }

    /// The nodes of the flows that a node's total grows by, of those in the graph.
    pub(in crate::contradiction) fn flows_of(&self, total: u32) -> Vec<u32> {
        let of = &self.nodes[total as usize];
        let adds_up = |node: &Node| {
            self.measure(node.measure).is_some_and(|measure| measure.adds_up_to == Some(of.measure))
                && node.scope == of.scope
                && node.mode == of.mode
        };
        (0_u32..).zip(&self.nodes).filter(|(_, node)| adds_up(node)).map(|(number, _)| number).collect()
    }

    /// Removes nodes that are taken as zero from all constraints.
    pub(in crate::contradiction) fn set_to_zero(&mut self, zero: &[bool]) {
        for constraint in &mut self.constraints {
            if let ConstraintForm::Linear { terms, .. } = &mut constraint.form {
                terms.retain(|(_, node)| !zero[*node as usize]);
            }
        }
    }

    fn measure(&self, id: MeasureId) -> Option<&'c Measure> {
        self.corpus.model.vocabulary.measure(id)
    }

    fn add_constraints_of(&mut self, number: u32) {
        let node = self.nodes[number as usize].clone();
        let kind = self.kinds[number as usize];
        if let Some(measure) = self.measure(node.measure) {
            let binds = |whole: &MeasureId| {
                // If parts may be negative, one part can be more than the whole.
                let may_be_less = self.measure(*whole).is_some_and(|whole| whole.may_be_negative);
                !may_be_less && self.comparable(node.measure, *whole)
            };
            if let Some(whole) = measure.part_of.filter(binds) {
                let whole =
                    self.node(Node { measure: whole, unit: self.unit_of(whole, node.unit), ..node.clone() });
                let by = ConstraintId::Measure(node.measure, number);
                self.at_most(number, whole, by, declared_at(measure.declared));
            }
            for &key in &measure.sums_over {
                self.sums(number, &node, key, measure);
                // If the measure may be negative, a part can be more than the whole.
                if !measure.may_be_negative {
                    self.disjoint_sets(&node, key);
                }
            }
            if kind == Kind::Flow
                && let Some(total_id) = measure.adds_up_to
                && self.measure(total_id).is_some_and(|total| total.kind == Some(Kind::Cumulative))
                && self.taken.insert(ConstraintId::Flow(number))
            {
                let total = self.node(Node {
                    measure: total_id,
                    unit: self.unit_of(total_id, node.unit),
                    ..node.clone()
                });
                // `new X` is implicit; only a flow that the corpus defines has a definition to show.
                let own = self.corpus.model.vocabulary.measure(total_id).and_then(|total| total.flow)
                    != Some(node.measure);
                let tie = ConstraintReason {
                    kind: ConstraintKind::Flow,
                    law: declared_at(measure.declared).filter(|_| own),
                };
                self.constraints
                    .push(Constraint { form: ConstraintForm::Total { flow: number, total }, tie });
            }
        }
        for &flow in self.laws.flows.get(&node.measure).into_iter().flatten() {
            self.node(Node { measure: flow, unit: self.unit_of(flow, node.unit), ..node.clone() });
        }
        for &part in self.laws.parts.get(&node.measure).into_iter().flatten() {
            self.node(Node { measure: part, unit: self.unit_of(part, node.unit), ..node.clone() });
        }
        for &law in self.laws.by_measure.get(&node.measure).into_iter().flatten() {
            self.law(&node, law);
        }
    }

    /// A measure's declared unit, else the given one.
    fn unit_of(&self, measure: MeasureId, unit: Option<UnitId>) -> Option<UnitId> {
        self.measure(measure).and_then(|measure| measure.unit).or(unit)
    }

    /// Whether two measures are declared in one unit.
    fn comparable(&self, one: MeasureId, two: MeasureId) -> bool {
        let unit = |id| self.measure(id).and_then(|measure| measure.unit);
        unit(one) == unit(two) || unit(one).is_none() || unit(two).is_none()
    }

    fn at_most(&mut self, part: u32, whole: u32, by: ConstraintId, place: Option<Place>) {
        if part == whole || !self.taken.insert(by) {
            return;
        }
        let terms = vec![(Number::ONE, whole), (-&Number::ONE, part)];
        let form = ConstraintForm::Linear { terms, relation: Relation::AtLeast, constant: Number::ZERO };
        self.constraints
            .push(Constraint { form, tie: ConstraintReason { kind: ConstraintKind::Part, law: place } });
    }

    /// Adds part and whole, and the complete sets of which the node is a member or the whole.
    fn sums(&mut self, number: u32, node: &Node, key: KeyId, measure: &Measure) {
        let vocabulary = &self.corpus.model.vocabulary;
        let mut defaults = vocabulary.defaults.iter();
        let default = defaults.find(|(known, _)| *known == key).map(|(_, name)| *name);
        let own = node.scope.iter().find(|(known, _)| *known == key).map(|(_, name)| *name).or(default);
        if let Some(name) = own.filter(|_| !measure.may_be_negative) {
            let info = vocabulary.names.get(name.0 as usize);
            let within = info.and_then(|info| info.within);
            let absent = within.is_none() && key != PLACE && default.is_none();
            if within.is_some() || absent {
                let place = info.filter(|_| within.is_some()).and_then(|info| declared_at(info.declared));
                let whole =
                    self.node(Node { scope: with(vocabulary, &node.scope, key, within), ..node.clone() });
                self.at_most(number, whole, ConstraintId::Name(key, number), place);
            }
        }
        for (at, set) in (0_u32..).zip(&vocabulary.complete) {
            // If a key has a default, an absent key means the default and not the whole.
            let whole = if set.whole.is_none() && default.is_some() { continue } else { set.whole };
            if set.key != key || !(own == whole || own.is_some_and(|name| set.parts.contains(&name))) {
                continue;
            }
            let whole = self.node(Node { scope: with(vocabulary, &node.scope, key, whole), ..node.clone() });
            if !self.taken.insert(ConstraintId::Set(at, whole)) {
                continue;
            }
            let mut terms = vec![(Number::ONE, whole)];
            for &part in &set.parts {
                let part =
                    self.node(Node { scope: with(vocabulary, &node.scope, key, Some(part)), ..node.clone() });
                if terms.iter().any(|term| term.1 == part) {
                    continue;
                }
                terms.push((-&Number::ONE, part));
                if !measure.may_be_negative {
                    self.at_most(part, whole, ConstraintId::Member(at, part), Some(set.place));
                }
            }
            let form = ConstraintForm::Linear { terms, relation: Relation::Equal, constant: Number::ZERO };
            self.constraints.push(Constraint {
                form,
                tie: ConstraintReason { kind: ConstraintKind::Sum, law: Some(set.place) },
            });
        }
    }

    /// Adds a law's instance at a node: the law holds for every value of the keys that it does not name. Terms with
    /// the node's measure are added too: they may be a part or a whole of the node.
    fn law(&mut self, node: &Node, number: u32) {
        let law = &self.corpus.model.laws[number as usize];
        let LawForm::Linear { terms, relation, constant } = &law.form else { return };
        let scope_of = |subject: &Subject| match subject {
            Subject::Measure(_, scope) => self.corpus.model.registers.scopes.get(scope.0),
            Subject::Statement(_) | Subject::Number(_) => &[],
        };
        let mut named: Vec<KeyId> =
            terms.iter().flat_map(|(_, subject)| scope_of(subject)).map(|(key, _)| *key).collect();
        named.sort_unstable();
        named.dedup();
        let rest: Scope =
            node.scope.iter().copied().filter(|(key, _)| named.binary_search(key).is_err()).collect();
        let scopes: Vec<Scope> = terms
            .iter()
            .map(|(_, subject)| {
                let mut scope: Scope = scope_of(subject).iter().chain(&rest).copied().collect();
                scope.sort();
                scope
            })
            .collect();
        let mut sum: Vec<(Number, u32)> = Vec::with_capacity(terms.len());
        for ((coefficient, subject), scope) in terms.iter().zip(scopes) {
            let Subject::Measure(measure, _) = subject else { return };
            let unit =
                self.unit_of(*measure, node.unit.filter(|_| self.unit_of(node.measure, None).is_none()));
            let at = self.node(Node { measure: *measure, scope, mode: node.mode, unit });
            match sum.iter_mut().find(|(_, known)| *known == at) {
                Some((known, _)) => *known = &*known + coefficient,
                None => sum.push((coefficient.clone(), at)),
            }
        }
        sum.retain(|(coefficient, _)| !coefficient.is_zero());
        let Some(&(_, first)) = sum.first() else { return };
        if self.taken.insert(ConstraintId::Law(number, first)) {
            let form = ConstraintForm::Linear { terms: sum, relation: *relation, constant: constant.clone() };
            self.constraints.push(Constraint {
                form,
                tie: ConstraintReason { kind: ConstraintKind::Law, law: Some(law.place) },
            });
        }
    }

    /// The number of a node, if it is in the graph.
    pub(in crate::contradiction) fn number(&self, node: &Node) -> Option<u32> {
        self.numbers.get(node).copied()
    }

    /// The node of a claim.
    pub(in crate::contradiction) fn node_of(&self, claim: u32) -> Option<u32> {
        let claim = self.corpus.claim(claim);
        let scope = self.corpus.model.registers.scopes.get(claim.scope.0).to_vec();
        let node = Node { measure: claim.measure, scope, mode: claim.mode, unit: claim.unit };
        self.numbers.get(&node).copied()
    }

    /// The node of a series.
    pub(in crate::contradiction) fn node_at(&self, series: u32) -> Option<u32> {
        self.node_of(self.corpus.claims_of(&self.corpus.series[series as usize])[0])
    }

    /// The nodes of the claims that a law over labels names.
    pub(in crate::contradiction) fn nodes_of_labels(&self, law: u32) -> Vec<u32> {
        let places = self.corpus.model.laws[law as usize].form.statements();
        let claims = places.into_iter().flat_map(|place| self.corpus.claims_at(place));
        claims.filter_map(|claim| self.node_of(claim)).collect()
    }

    /// The domain of a node's values.
    pub(in crate::contradiction) fn domain(&self, node: u32) -> Span {
        let of = &self.nodes[node as usize];
        encoding::domain(self.corpus, of.measure, self.kinds[node as usize], of.unit)
    }

    /// Whether a node can never be below zero.
    pub(in crate::contradiction) fn is_non_negative(&self, node: u32) -> bool {
        self.domain(node).low.is_some()
    }

    /// Whether a node can be arbitrarily large.
    pub(in crate::contradiction) fn is_unbounded_above(&self, node: u32) -> bool {
        self.domain(node).high.is_none()
    }
}

/// A scope with another name, or none, for a key; a default is left out.
pub(in crate::contradiction) fn with(
    vocabulary: &Vocabulary,
    scope: &Scope,
    key: KeyId,
    name: Option<NameId>,
) -> Scope {
    let is_default = |name: &NameId| vocabulary.defaults.contains(&(key, *name));
    let mut scope: Scope = scope.iter().copied().filter(|(known, _)| *known != key).collect();
    scope.extend(name.filter(|name| !is_default(name)).map(|name| (key, name)));
    scope.sort();
    scope
}

/// Where something is declared, if in the corpus.
fn declared_at(declared: Declared) -> Option<Place> {
    match declared {
        Declared::Corpus(place) => Some(place),
        Declared::Prelude | Declared::No => None,
    }
}
