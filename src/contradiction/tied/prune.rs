//! Prunes constraints that cannot matter: those that unclaimed nodes can always satisfy.
//!
//! Unclaimed parts and wholes are unknowns only if they connect claims. A constraint is dropped if
//! at most one of its nodes is claimed or in other constraints, and the others can follow that one.
//! Unclaimed nodes are dropped that can all be zero at once, such as parts of parts without claims.
//! An unclaimed node is dropped, with its constraints, if a large value satisfies them all, or
//! zero, or the sum of its parts. A node that leaves the others most room at zero is dropped alone:
//! of disjoint parts only the stated ones are added up.

use crate::contradiction::allowed;
use crate::contradiction::tied::constraint::ConstraintForm;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::model::Number;
use crate::model::vocabulary::Kind;
use crate::syntax::tree::Relation;

/// The constraints that are left.
pub(super) struct Pruned {
    /// The constraints, by number, that can matter.
    pub(super) alive: Vec<u32>,
    /// For each node whether it can be taken as zero everywhere.
    pub(super) zero: Vec<bool>,
}

/// Prunes constraints, given which nodes are claimed.
pub(super) fn prune(
    graph: &ConstraintGraph<'_>,
    constraints: &[u32],
    claimed: impl Fn(u32) -> bool,
) -> Pruned {
    let mut pruning = Pruning {
        graph,
        alive: constraints.iter().map(|&constraint| (constraint, true)).collect(),
        constraints_of: vec![Vec::new(); graph.nodes.len()],
        claimed: (0..graph.nodes.len() as u32).map(claimed).collect(),
        zero: vec![false; graph.nodes.len()],
    };
    for (place, &constraint) in constraints.iter().enumerate() {
        for node in graph.constraints[constraint as usize].nodes() {
            pruning.constraints_of[node as usize].push(place);
        }
    }
    pruning.set_idle_to_zero();
    while pruning.pass() {}
    let alive = pruning.alive.into_iter().filter(|(_, alive)| *alive).map(|(constraint, _)| constraint);
    Pruned { alive: alive.collect(), zero: pruning.zero }
}

/// Pruning under way. A *place* is here the position of a constraint in `alive`.
struct Pruning<'w> {
    /// The graph of the constraints.
    graph: &'w ConstraintGraph<'w>,
    /// Each constraint, and whether it can still matter.
    alive: Vec<(u32, bool)>,
    /// For each node the places of its constraints.
    constraints_of: Vec<Vec<usize>>,
    /// For each node whether it is claimed.
    claimed: Vec<bool>,
    /// For each node whether it is taken as zero.
    zero: Vec<bool>,
}

/// A linear constraint: terms, relation and constant.
type Linear<'f> = (&'f [(Number, u32)], Relation, &'f Number);

impl Pruning<'_> {
    /// Drops what cannot matter; false if nothing was dropped.
    fn pass(&mut self) -> bool {
        let mut changed = false;
        for place in 0..self.alive.len() {
            if self.alive[place].1 && self.is_followed(place) {
                self.alive[place].1 = false;
                changed = true;
            }
        }
        for node in 0..self.graph.nodes.len() as u32 {
            let constraints = self.constraints(node);
            if !constraints.is_empty() && !self.claimed[node as usize] && self.can_satisfy(node, &constraints)
            {
                constraints.into_iter().for_each(|place| self.alive[place].1 = false);
                changed = true;
            } else if !constraints.is_empty()
                && !self.claimed[node as usize]
                && self.is_best_as_zero(node, &constraints)
            {
                self.zero[node as usize] = true;
                self.constraints_of[node as usize].clear();
                changed = true;
            }
        }
        changed
    }

    /// Sets *idle* nodes to zero: unclaimed ones that can all be zero at once, whatever the others
    /// are.
    fn set_idle_to_zero(&mut self) {
        let nodes = 0..self.graph.nodes.len() as u32;
        let mut idle: Vec<bool> =
            nodes.map(|node| !self.claimed[node as usize] && self.graph.is_non_negative(node)).collect();
        let mut changed = true;
        while changed {
            changed = false;
            for place in 0..self.alive.len() {
                for node in self.not_zero(place, &idle) {
                    changed |= std::mem::replace(&mut idle[node as usize], false);
                }
            }
        }
        for (node, idle) in idle.iter().enumerate().filter(|(_, idle)| **idle) {
            self.zero[node] = *idle;
            self.constraints_of[node].clear();
        }
        for place in 0..self.alive.len() {
            let holds = match self.linear(place) {
                Some((terms, relation, constant)) => {
                    self.live(terms).next().is_none()
                        || self.holds_anyway(self.live(terms), relation, constant)
                }
                None => self.nodes(place).is_empty(),
            };
            self.alive[place].1 &= !holds;
        }
    }

    /// Of the nodes taken as idle so far those that a constraint does not allow to be zero.
    fn not_zero(&self, place: usize, idle: &[bool]) -> Vec<u32> {
        let is_idle = |node: &u32| idle[*node as usize];
        let Some((terms, relation, constant)) = self.linear(place) else {
            let nodes = self.nodes(place);
            return if nodes.iter().all(is_idle) { Vec::new() } else { nodes };
        };
        let rest = || terms.iter().filter(|term| !is_idle(&term.1));
        let all = || terms.iter().filter(|term| is_idle(&term.1));
        if relation == Relation::Equal {
            let is_free = rest().next().is_none() && constant.is_zero();
            return if is_free { Vec::new() } else { all().map(|term| term.1).collect() };
        }
        if self.holds_anyway(rest(), relation, constant) {
            return Vec::new();
        }
        all().filter(|(coefficient, _)| helps(relation, coefficient)).map(|term| term.1).collect()
    }

    /// Whether an inequality holds whatever its terms are.
    fn holds_anyway<'a>(
        &self,
        mut terms: impl Iterator<Item = &'a (Number, u32)>,
        relation: Relation,
        constant: &Number,
    ) -> bool {
        let fits = match relation {
            Relation::Equal => false,
            Relation::AtLeast => constant.is_zero() || constant.is_negative(),
            Relation::AtMost => !constant.is_negative(),
        };
        fits && terms
            .all(|(coefficient, node)| helps(relation, coefficient) && self.graph.is_non_negative(*node))
    }

    /// The places of the constraints of a node that can still matter.
    fn constraints(&self, node: u32) -> Vec<usize> {
        self.constraints_of[node as usize].iter().copied().filter(|&place| self.alive[place].1).collect()
    }

    /// A constraint as a relation of a sum; none for a total and its flow.
    fn linear(&self, place: usize) -> Option<Linear<'_>> {
        match &self.graph.constraints[self.alive[place].0 as usize].form {
            ConstraintForm::Linear { terms, relation, constant } => Some((terms, *relation, constant)),
            ConstraintForm::Total { .. } => None,
        }
    }

    /// The nodes of a constraint, without those taken as zero.
    fn nodes(&self, place: usize) -> Vec<u32> {
        let mut nodes = self.graph.constraints[self.alive[place].0 as usize].nodes();
        nodes.retain(|&node| !self.zero[node as usize]);
        nodes
    }

    /// The terms whose nodes are not taken as zero.
    fn live<'a>(
        &'a self,
        terms: &'a [(Number, u32)],
    ) -> impl Iterator<Item = &'a (Number, u32)> + Clone + 'a {
        terms.iter().filter(|term| !self.zero[term.1 as usize])
    }

    /// Whether an unclaimed, non-negative node leaves the others most room at zero.
    fn is_best_as_zero(&self, node: u32, constraints: &[usize]) -> bool {
        let leaves_most_room = |&place: &usize| {
            self.linear(place).is_some_and(|(terms, relation, _)| {
                relation != Relation::Equal
                    && coefficient_of(terms, node).is_some_and(|coefficient| !helps(relation, coefficient))
            })
        };
        self.graph.is_non_negative(node) && constraints.iter().all(leaves_most_room)
    }

    /// Whether the nodes of a constraint can follow one of them: the others are unclaimed, and in no other constraint.
    fn is_followed(&self, place: usize) -> bool {
        let nodes = self.nodes(place);
        let needed = |&node: &u32| self.claimed[node as usize] || self.constraints(node).len() > 1;
        let mut rest = nodes.iter().copied().filter(needed);
        let Some(one) = rest.next() else { return true };
        if rest.next().is_some() || self.may_step(&nodes) {
            return false;
        }
        let Some((terms, relation, constant)) = self.linear(place) else {
            // A total can adapt to its flow, and a flow to its total, where the flow is not negative.
            return nodes.iter().all(|&node| self.graph.is_non_negative(node));
        };
        let Some(own) = terms.iter().find(|term| term.1 == one).map(|term| &term.0) else { return false };
        if !constant.is_zero() {
            return false;
        }
        (helps(relation, own) && self.graph.is_non_negative(one))
            || self.live(terms).any(|(coefficient, other)| {
                *other != one
                    && coefficient.is_negative() != own.is_negative()
                    && self.graph.is_unbounded_above(*other)
                    && (self.graph.is_non_negative(one) || !self.graph.is_non_negative(*other))
                    && self.can_follow(*other, one)
            })
    }

    /// Whether an unclaimed node has a value that satisfies all its constraints, whatever the values of the other nodes are.
    fn can_satisfy(&self, node: u32, constraints: &[usize]) -> bool {
        let nodes: Vec<u32> = constraints.iter().flat_map(|&place| self.nodes(place)).collect();
        if self.may_step(&nodes) {
            return false;
        }
        let is_met_if_large = |&place: &usize| {
            self.linear(place).is_some_and(|(terms, relation, _)| {
                coefficient_of(terms, node).is_some_and(|coefficient| helps(relation, coefficient))
            })
        };
        if self.graph.is_unbounded_above(node) && constraints.iter().all(is_met_if_large) {
            return true;
        }
        let can_be_zero = |&place: &usize| {
            self.linear(place).is_some_and(|(terms, relation, constant)| {
                let mut others = self.live(terms).filter(|term| term.1 != node);
                constant.is_zero()
                    && others.all(|(coefficient, other)| {
                        helps(relation, coefficient) && self.graph.is_non_negative(*other)
                    })
            })
        };
        constraints.iter().all(can_be_zero) || self.is_made_up(node, constraints)
    }

    /// Whether an unclaimed node is the sum of others, and its other constraints only say that it is at least each of
    /// them.
    fn is_made_up(&self, node: u32, constraints: &[usize]) -> bool {
        let equal =
            |place: &&usize| self.linear(**place).is_some_and(|(_, relation, _)| relation == Relation::Equal);
        let mut sums = constraints.iter().filter(equal);
        let (Some(&sum), None) = (sums.next(), sums.next()) else { return false };
        let Some((terms, _, constant)) = self.linear(sum) else { return false };
        let Some(coefficient) = coefficient_of(terms, node) else { return false };
        let positive =
            |number: &Number| number.is_zero() || number.is_negative() == coefficient.is_negative();
        let parts = || self.live(terms).filter(|term| term.1 != node);
        let adds = parts().all(|(part, other)| {
            !positive(part) && self.graph.is_non_negative(*other) && self.can_follow(node, *other)
        });
        let further = constraints.iter().filter(|&&place| place != sum).all(|&place| {
            self.linear(place).is_some_and(|(row, relation, limit)| {
                let other = self.live(row).find(|term| term.1 != node);
                let no_less = |own: &Number, other: &Number| match relation {
                    Relation::Equal => false,
                    Relation::AtLeast => *own == Number::ONE && *other == -&Number::ONE,
                    Relation::AtMost => *own == -&Number::ONE && *other == Number::ONE,
                };
                let is_part =
                    |other: u32| parts().any(|(part, known)| *known == other && *part == -coefficient);
                self.live(row).count() == 2
                    && limit.is_zero()
                    && coefficient_of(row, node)
                        .zip(other)
                        .is_some_and(|(own, other)| no_less(own, &other.0) && is_part(other.1))
            })
        });
        adds && further && self.graph.is_unbounded_above(node) && positive(constant)
    }

    /// Whether one node can be any multiple of another at every time, by how both behave in time.
    fn can_follow(&self, one: u32, other: u32) -> bool {
        let kind = |node: u32| self.graph.kinds[node as usize];
        match (kind(one), kind(other)) {
            (Kind::Flow, other) => other == Kind::Flow,
            (_, Kind::Flow) => false,
            (Kind::Constant, other) => other == Kind::Constant,
            (Kind::Cumulative, other) => matches!(other, Kind::Cumulative | Kind::Constant),
            _ => true,
        }
    }

    /// Whether one of some nodes may step.
    fn may_step(&self, nodes: &[u32]) -> bool {
        !self.graph.corpus.model.breaks.is_empty()
            && nodes.iter().any(|&node| {
                let of = &self.graph.nodes[node as usize];
                !allowed::breaks(self.graph.corpus, of.measure, &of.scope).is_empty()
            })
    }
}

/// Whether a relation is easier to satisfy the larger a term is.
fn helps(relation: Relation, coefficient: &Number) -> bool {
    match relation {
        Relation::Equal => false,
        Relation::AtLeast => !coefficient.is_negative(),
        Relation::AtMost => coefficient.is_negative(),
    }
}

/// The coefficient of a node in some terms.
fn coefficient_of(terms: &[(Number, u32)], node: u32) -> Option<&Number> {
    terms.iter().find(|term| term.1 == node).map(|term| &term.0)
}
