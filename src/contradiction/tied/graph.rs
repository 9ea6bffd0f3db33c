//! The constraint graph: which series are tied to which, by parts, sets, laws and totals.
//!
//! Its nodes are the series that are claimed, and the unclaimed ones that connect claimed ones.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::argument::{ConstraintKind, ConstraintReason};
use crate::contradiction::encoding;
use crate::contradiction::tied::constraint::{Constraint, ConstraintForm, ConstraintId, Node};
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
use crate::syntax::tree::Relation;

/// The nodes of some series, and the constraints between them.
pub(in crate::contradiction) struct ConstraintGraph<'c> {
    pub(in crate::contradiction) corpus: &'c Corpus,
    /// The nodes. A node is known by its number in this list.
    pub(in crate::contradiction) nodes: Vec<Node>,
    /// How the values of each node behave in time.
    pub(in crate::contradiction) kinds: Vec<Kind>,
    /// The series of each node, by number; none if it is not claimed.
    pub(in crate::contradiction) series: Vec<Option<u32>>,
    pub(in crate::contradiction) constraints: Vec<Constraint>,
    /// The number of each node.
    pub(super) numbers: FxHashMap<Node, u32>,
    /// Which constraints have been added so far.
    pub(super) added: FxHashSet<ConstraintId>,
    /// The disjoint sets found, by number, each with a node of its whole; added once all nodes are known.
    pub(super) disjoint: Vec<(u32, u32)>,
    /// The laws over measures.
    laws: &'c Laws,
    /// Beyond how many nodes the graph is not completed.
    limit: usize,
    /// Whether there were more nodes than that.
    pub(in crate::contradiction) cut_short: bool,
}

impl<'c> ConstraintGraph<'c> {
    /// A graph of the nodes of some series, without constraints: [`Self::grow`] adds them.
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
            added: FxHashSet::default(),
            disjoint: Vec::new(),
            laws,
            limit,
            cut_short: false,
        };
        for &number in series {
            let of = &corpus.series[number as usize];
            let claim = corpus.claim(corpus.claims_of(of)[0]);
            let scope = corpus.model.registers.scopes.get(of.scope.0).to_vec();
            let at = graph.add_node(Node { measure: of.measure, scope, mode: of.mode, unit: claim.unit });
            graph.series[at as usize] = Some(number);
            graph.kinds[at as usize] = of.kind;
        }
        graph
    }

    /// The number of a node, which is added if it is new.
    pub(in crate::contradiction) fn add_node(&mut self, node: Node) -> u32 {
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

    /// Adds all constraints of the nodes, and all nodes that these constraints relate, and so on up to the limit of nodes. Beyond it
    /// only the nodes that are there already have all their constraints, so that no constraint among them is missing.
    pub(in crate::contradiction) fn grow(&mut self) {
        let (mut next, own) = (0, self.nodes.len());
        while next < self.nodes.len() {
            if self.nodes.len() > self.limit && next >= own {
                self.cut_short = true;
                break;
            }
            self.add_constraints_of(next as u32);
            next += 1;
        }
        for (set, whole) in std::mem::take(&mut self.disjoint) {
            self.add_disjoint_set(set, whole);
        }
    }

    /// Adds the constraints of some nodes, and the nodes that these constraints relate, but not the constraints of those.
    pub(in crate::contradiction) fn grow_by_one(&mut self, nodes: &[u32]) {
        nodes.iter().for_each(|&node| self.add_constraints_of(node));
        for (set, whole) in std::mem::take(&mut self.disjoint) {
            self.add_disjoint_set(set, whole);
        }
    }

    /// Takes all constraints out again; the nodes stay.
    pub(in crate::contradiction) fn clear_constraints(&mut self) {
        self.constraints.clear();
        self.added.clear();
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

    /// Removes nodes whose values are zero from all sums. `zero` says of each node whether its are.
    pub(in crate::contradiction) fn set_to_zero(&mut self, zero: &[bool]) {
        for constraint in &mut self.constraints {
            if let ConstraintForm::Linear { terms, .. } = &mut constraint.form {
                terms.retain(|(_, node)| !zero[*node as usize]);
            }
        }
    }

    /// The definition of a measure, if it has one.
    fn measure(&self, id: MeasureId) -> Option<&'c Measure> {
        self.corpus.model.vocabulary.measure(id)
    }

    /// Adds the constraints of one node, with their other nodes. The flows and parts that laws bind are added as nodes only: what
    /// ties them to this one follows when it is their turn.
    fn add_constraints_of(&mut self, number: u32) {
        let node = self.nodes[number as usize].clone();
        let kind = self.kinds[number as usize];
        if let Some(measure) = self.measure(node.measure) {
            let binds = |whole: &MeasureId| {
                // If figures may be negative, a part can be more than its whole, as another part may be below zero.
                let may_be_negative = self.measure(*whole).is_some_and(|whole| whole.may_be_negative);
                !may_be_negative && self.may_compare(node.measure, *whole)
            };
            if let Some(whole) = measure.part_of.filter(binds) {
                let whole = self.add_node(Node {
                    measure: whole,
                    unit: self.unit_of(whole, node.unit),
                    ..node.clone()
                });
                let id = ConstraintId::Measure(node.measure, number);
                self.add_part(id, number, whole, declared_at(measure.declared));
            }
            for &key in &measure.sums_over {
                self.add_sums(number, &node, key, measure);
                // If figures may be negative, even disjoint parts can be more than their whole.
                if !measure.may_be_negative {
                    self.find_disjoint_sets(&node, key);
                }
            }
            if kind == Kind::Flow
                && let Some(total_id) = measure.adds_up_to
                && self.measure(total_id).is_some_and(|total| total.kind == Some(Kind::Cumulative))
                && self.added.insert(ConstraintId::Flow(number))
            {
                let total = self.add_node(Node {
                    measure: total_id,
                    unit: self.unit_of(total_id, node.unit),
                    ..node.clone()
                });
                // The flow `new X` comes with the total `X`; only another flow has a definition that says what it adds up to.
                let implicit = self.measure(total_id).and_then(|total| total.flow);
                let reason = ConstraintReason {
                    kind: ConstraintKind::Flow,
                    declared: declared_at(measure.declared).filter(|_| implicit != Some(node.measure)),
                };
                self.constraints
                    .push(Constraint { form: ConstraintForm::Total { flow: number, total }, reason });
            }
        }
        for &flow in self.laws.flows.get(&node.measure).into_iter().flatten() {
            self.add_node(Node { measure: flow, unit: self.unit_of(flow, node.unit), ..node.clone() });
        }
        for &part in self.laws.parts.get(&node.measure).into_iter().flatten() {
            self.add_node(Node { measure: part, unit: self.unit_of(part, node.unit), ..node.clone() });
        }
        for &law in self.laws.by_measure.get(&node.measure).into_iter().flatten() {
            self.add_law(&node, law);
        }
    }

    /// A measure's declared unit, else the given one.
    fn unit_of(&self, measure: MeasureId, unit: Option<UnitId>) -> Option<UnitId> {
        self.measure(measure).and_then(|measure| measure.unit).or(unit)
    }

    /// Whether figures of two measures can be compared: they are declared in one unit, or not both have a declared unit.
    fn may_compare(&self, one: MeasureId, two: MeasureId) -> bool {
        let unit = |id| self.measure(id).and_then(|measure| measure.unit);
        unit(one) == unit(two) || unit(one).is_none() || unit(two).is_none()
    }

    /// Adds that a part is at most its whole.
    fn add_part(&mut self, id: ConstraintId, part: u32, whole: u32, declared: Option<Place>) {
        if part == whole || !self.added.insert(id) {
            return;
        }
        let terms = vec![(Number::ONE, whole), (-&Number::ONE, part)];
        let form = ConstraintForm::Linear { terms, relation: Relation::AtLeast, constant: Number::ZERO };
        self.constraints
            .push(Constraint { form, reason: ConstraintReason { kind: ConstraintKind::Part, declared } });
    }

    /// Adds for one key that the node is part of a whole, and the complete sets of which it is a part or the whole.
    fn add_sums(&mut self, number: u32, node: &Node, key: KeyId, measure: &Measure) {
        let vocabulary = &self.corpus.model.vocabulary;
        let mut defaults = vocabulary.defaults.iter();
        let default = defaults.find(|(known, _)| *known == key).map(|(_, name)| *name);
        let own = node.scope.iter().find(|(known, _)| *known == key).map(|(_, name)| *name).or(default);
        if let Some(name) = own.filter(|_| !measure.may_be_negative) {
            let info = vocabulary.names.get(name.0 as usize);
            let within = info.and_then(|info| info.within);
            // What is said without the key is the whole of it. Not so without a place, which may just not be mentioned, nor if the
            // key has a default, which is then meant.
            let is_of_whole = within.is_none() && key != PLACE && default.is_none();
            if within.is_some() || is_of_whole {
                let declared = info.filter(|_| within.is_some()).and_then(|info| declared_at(info.declared));
                let whole = self.add_node(Node {
                    scope: scope_with(vocabulary, &node.scope, key, within),
                    ..node.clone()
                });
                self.add_part(ConstraintId::Name(key, number), number, whole, declared);
            }
        }
        for (at, set) in (0_u32..).zip(&vocabulary.complete) {
            // If a key has a default, what is said without the key is of the default and not of the whole.
            let whole = if set.whole.is_none() && default.is_some() { continue } else { set.whole };
            if set.key != key || !(own == whole || own.is_some_and(|name| set.parts.contains(&name))) {
                continue;
            }
            let whole = self
                .add_node(Node { scope: scope_with(vocabulary, &node.scope, key, whole), ..node.clone() });
            if !self.added.insert(ConstraintId::Set(at, whole)) {
                continue;
            }
            let mut terms = vec![(Number::ONE, whole)];
            for &part in &set.parts {
                let part = self.add_node(Node {
                    scope: scope_with(vocabulary, &node.scope, key, Some(part)),
                    ..node.clone()
                });
                if terms.iter().any(|term| term.1 == part) {
                    continue;
                }
                terms.push((-&Number::ONE, part));
                if !measure.may_be_negative {
                    self.add_part(ConstraintId::Member(at, part), part, whole, Some(set.place));
                }
            }
            let form = ConstraintForm::Linear { terms, relation: Relation::Equal, constant: Number::ZERO };
            self.constraints.push(Constraint {
                form,
                reason: ConstraintReason { kind: ConstraintKind::Sum, declared: Some(set.place) },
            });
        }
    }

    /// Adds a law at the scope of a node: the law holds for every name of the keys that it does not mention. All its terms are
    /// added as nodes. A term with the node's own measure may be another node, if the law mentions a key of that term.
    fn add_law(&mut self, node: &Node, number: u32) {
        let law = &self.corpus.model.laws[number as usize];
        let LawForm::Linear { terms, relation, constant } = &law.form else { return };
        let scope_of = |subject: &Subject| match subject {
            Subject::Measure(_, scope) => self.corpus.model.registers.scopes.get(scope.0),
            Subject::Statement(_) | Subject::Number(_) => &[],
        };
        let mut mentioned: Vec<KeyId> =
            terms.iter().flat_map(|(_, subject)| scope_of(subject)).map(|(key, _)| *key).collect();
        mentioned.sort_unstable();
        mentioned.dedup();
        let rest: Scope =
            node.scope.iter().copied().filter(|(key, _)| mentioned.binary_search(key).is_err()).collect();
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
            // The unit of the node, unless that is the declared one of its own measure.
            let given = node.unit.filter(|_| self.unit_of(node.measure, None).is_none());
            let unit = self.unit_of(*measure, given);
            let at = self.add_node(Node { measure: *measure, scope, mode: node.mode, unit });
            match sum.iter_mut().find(|(_, known)| *known == at) {
                Some((known, _)) => *known = &*known + coefficient,
                None => sum.push((coefficient.clone(), at)),
            }
        }
        sum.retain(|(coefficient, _)| !coefficient.is_zero());
        let Some(&(_, first)) = sum.first() else { return };
        if self.added.insert(ConstraintId::Law(number, first)) {
            let form = ConstraintForm::Linear { terms: sum, relation: *relation, constant: constant.clone() };
            self.constraints.push(Constraint {
                form,
                reason: ConstraintReason { kind: ConstraintKind::Law, declared: Some(law.place) },
            });
        }
    }

    /// The number of a node, if it is in the graph.
    pub(in crate::contradiction) fn number_of(&self, node: &Node) -> Option<u32> {
        self.numbers.get(node).copied()
    }

    /// The node of a claim.
    pub(in crate::contradiction) fn node_of_claim(&self, claim: u32) -> Option<u32> {
        let claim = self.corpus.claim(claim);
        let scope = self.corpus.model.registers.scopes.get(claim.scope.0).to_vec();
        let node = Node { measure: claim.measure, scope, mode: claim.mode, unit: claim.unit };
        self.numbers.get(&node).copied()
    }

    /// The node of a series.
    pub(in crate::contradiction) fn node_of_series(&self, series: u32) -> Option<u32> {
        self.node_of_claim(self.corpus.claims_of(&self.corpus.series[series as usize])[0])
    }

    /// The nodes of the claims that a law over labels names.
    pub(in crate::contradiction) fn nodes_of_labels(&self, law: u32) -> Vec<u32> {
        let places = self.corpus.model.laws[law as usize].form.statements();
        let claims = places.into_iter().flat_map(|place| self.corpus.claims_at(place));
        claims.filter_map(|claim| self.node_of_claim(claim)).collect()
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
pub(in crate::contradiction) fn scope_with(
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
