//! The rows of constraints between values at an instant, at each point where they can matter.
//!
//! A total without a statement at a point can keep its last value, unless a constraint requires more: if parts grow
//! their whole must grow, while a growing whole leaves its parts room. So a total gets an unknown only at points
//! where something is stated of it, or where the growth since then requires it to grow; all other rows use its latest
//! unknown.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::tied::build::builder::Builder;
use crate::contradiction::tied::constraint::ConstraintForm;
use crate::contradiction::tied::prune::{Pruned, prune};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number, Window};
use crate::syntax::tree::Relation;

/// The constraints that can matter at a point.
struct PointConstraints {
    /// The constraints, by number.
    alive: Vec<u32>,
    /// For each node whether it is taken as zero.
    zero: Vec<bool>,
    /// For each node the positions of its constraints in `alive`.
    constraints_of: FxHashMap<u32, Vec<u32>>,
}

/// What is needed at a point.
struct Needed {
    /// The nodes that need an unknown.
    nodes: BTreeSet<u32>,
    /// The constraints that need a row, by their positions in `PointConstraints::alive`.
    places: BTreeSet<u32>,
}

impl Builder<'_> {
    /// Adds the rows of constraints between values at an instant.
    pub(super) fn add_rows_at_instants(&mut self, constraints: &[u32]) {
        let at_instants: Vec<u32> = constraints
            .iter()
            .copied()
            .filter(|&constraint| {
                matches!(self.graph.constraints[constraint as usize].form, ConstraintForm::Linear { .. })
                    && !self.is_mixed(constraint)
                    && !self.is_of_flows(constraint)
            })
            .collect();
        if at_instants.is_empty() {
            return;
        }
        let points = self.timeline.points.len();
        let mut stated: Vec<Vec<u32>> = vec![Vec::new(); points];
        let mut values: Vec<(u32, u32)> = self.unknown_at.keys().copied().collect();
        values.sort_unstable();
        values.into_iter().for_each(|(node, point)| stated[point as usize].push(node));
        let everywhere = self.needed_everywhere(&at_instants);
        let mut known: FxHashMap<Vec<u32>, PointConstraints> = FxHashMap::default();
        let mut latest: FxHashMap<u32, u32> = FxHashMap::default();
        for (point, stated) in (0_u32..).zip(&stated) {
            let levels: Vec<u32> =
                stated.iter().copied().filter(|&node| !self.goes_through_time(node)).collect();
            let here = known.entry(levels).or_insert_with_key(|levels| self.at_point(&at_instants, levels));
            // A constant is tied to other values at the first point only: at other points without statements the rows
            // would be the same.
            let constants_here: Vec<u32> = if point == 0 { self.tied_constants(here) } else { Vec::new() };
            let Needed { nodes, places } =
                self.needed(here, stated.iter().copied().chain(constants_here), &everywhere);
            for node in nodes {
                let unknown = self.value(node, point);
                if self.goes_through_time(node) {
                    latest.insert(node, unknown);
                }
            }
            for place in places {
                let constraint = here.alive[place as usize];
                self.add_row_among(constraint, &here.zero, |builder, node| match builder.kind(node) {
                    Kind::Cumulative => latest.get(&node).copied(),
                    _ => Some(builder.value(node, point)),
                });
            }
        }
        self.add_rows_without_time(&at_instants);
    }

    /// Whether the value of a node at one point restricts its value at the next.
    fn goes_through_time(&self, node: u32) -> bool {
        matches!(self.kind(node), Kind::Cumulative | Kind::Constant | Kind::Flow)
    }

    /// The constraints that can matter at a point where some levels have statements.
    fn at_point(&self, at_instants: &[u32], levels: &[u32]) -> PointConstraints {
        let claimed = |node: u32| {
            self.goes_through_time(node) || levels.binary_search(&node).is_ok() || self.absent.contains(&node)
        };
        let Pruned { alive, zero } = prune(self.graph, at_instants, claimed);
        let mut constraints_of: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (place, &constraint) in (0_u32..).zip(&alive) {
            for node in self.graph.constraints[constraint as usize].nodes() {
                if !zero[node as usize] {
                    constraints_of.entry(node).or_default().push(place);
                }
            }
        }
        PointConstraints { alive, zero, constraints_of }
    }

    /// The nodes that need an unknown at every point: totals that cannot simply keep their value or start at zero,
    /// constants that step, and nodes that a constraint binds whatever is stated.
    fn needed_everywhere(&self, at_instants: &[u32]) -> FxHashSet<u32> {
        let all_in_order = self.timeline.is_days() && !self.timeless && self.absent.is_empty();
        let can_stay = |node: u32| match self.kind(node) {
            Kind::Cumulative => {
                all_in_order && self.graph.is_non_negative(node) && self.breaks[&node].is_empty()
            }
            Kind::Constant => false,
            _ => true,
        };
        let (mut everywhere, mut held) = (FxHashSet::default(), Vec::new());
        for &constraint in at_instants {
            let ConstraintForm::Linear { terms, relation, constant } =
                &self.graph.constraints[constraint as usize].form
            else {
                continue;
            };
            let holds_at_zero = match relation {
                Relation::Equal => constant.is_zero(),
                Relation::AtLeast => constant.is_zero() || constant.is_negative(),
                Relation::AtMost => !constant.is_negative(),
            };
            let all_can_stay = holds_at_zero && terms.iter().all(|term| can_stay(term.1));
            let unsteady = terms.iter().map(|term| term.1).filter(|&node| match self.kind(node) {
                Kind::Constant => !self.breaks[&node].is_empty(),
                Kind::Cumulative => !all_can_stay,
                _ => false,
            });
            everywhere.extend(unsteady);
            if !holds_at_zero {
                held.extend(terms.iter().map(|term| term.1).filter(|&node| !self.goes_through_time(node)));
            }
        }
        self.add_what_is_held(at_instants, held, &mut everywhere);
        everywhere
    }

    /// Adds the `held` levels, which a constraint binds at every time, even without statements;
    /// with the levels and totals that they are tied to.
    fn add_what_is_held(&self, at_instants: &[u32], mut held: Vec<u32>, everywhere: &mut FxHashSet<u32>) {
        if held.is_empty() {
            return;
        }
        let mut beside: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for &constraint in at_instants {
            let nodes = self.graph.constraints[constraint as usize].nodes();
            for &node in &nodes {
                beside.entry(node).or_default().extend(nodes.iter().copied().filter(|&other| other != node));
            }
        }
        while let Some(node) = held.pop() {
            if everywhere.insert(node) && !self.goes_through_time(node) {
                held.extend(beside.get(&node).into_iter().flatten());
            }
        }
    }

    /// The constants that constraints bind at a point.
    fn tied_constants(&self, here: &PointConstraints) -> Vec<u32> {
        let mut constants: Vec<u32> =
            here.constraints_of.keys().copied().filter(|&node| self.kind(node) == Kind::Constant).collect();
        constants.sort_unstable();
        constants
    }

    /// The nodes that need an unknown at a point where some nodes have statements.
    fn needed(
        &self,
        here: &PointConstraints,
        stated: impl Iterator<Item = u32>,
        everywhere: &FxHashSet<u32>,
    ) -> Needed {
        let always_needed = everywhere.iter().copied().filter(|node| here.constraints_of.contains_key(node));
        let stated = stated.filter(|&node| self.kind(node) != Kind::Flow);
        let mut nodes: BTreeSet<u32> = stated.chain(always_needed).collect();
        let mut queue: Vec<u32> = nodes.iter().copied().collect();
        let mut places = BTreeSet::new();
        while let Some(node) = queue.pop() {
            for &place in here.constraints_of.get(&node).into_iter().flatten() {
                let constraint = here.alive[place as usize];
                let ConstraintForm::Linear { terms, relation, .. } =
                    &self.graph.constraints[constraint as usize].form
                else {
                    continue;
                };
                // In `at most`, a term with a positive coefficient forces the others down when it rises; in `at
                // least`, one with a negative coefficient forces them up.
                let forces_others = |coefficient: &Number| match relation {
                    Relation::Equal => true,
                    Relation::AtMost => !coefficient.is_negative(),
                    Relation::AtLeast => coefficient.is_negative(),
                };
                let nonzero_terms = || terms.iter().filter(|term| !here.zero[term.1 as usize]);
                // A total that rises leaves others more room; but constants bind its first value, and so do
                // constraints that fail if all is zero (their totals are needed everywhere).
                let may_rise_alone = self.kind(node) == Kind::Cumulative
                    && !everywhere.contains(&node)
                    && !nonzero_terms().any(|(_, other)| self.kind(*other) == Kind::Constant);
                if may_rise_alone
                    && !nonzero_terms()
                        .any(|(coefficient, other)| *other == node && forces_others(coefficient))
                {
                    continue;
                }
                places.insert(place);
                for (coefficient, other) in nonzero_terms() {
                    let must_adapt = match self.kind(*other) {
                        Kind::Cumulative => *relation == Relation::Equal || !forces_others(coefficient),
                        Kind::Level | Kind::Ratio => true,
                        _ => false,
                    };
                    if must_adapt && nodes.insert(*other) {
                        queue.push(*other);
                    }
                }
            }
        }
        Needed { nodes, places }
    }

    /// Adds the rows for undated values, and for values without a time between each two breaks.
    fn add_rows_without_time(&mut self, at_instants: &[u32]) {
        let has_constants_only = |constraint: &u32| {
            let nodes = self.graph.constraints[*constraint as usize].nodes();
            nodes.iter().all(|&node| self.kind(node) == Kind::Constant)
        };
        for constraint in at_instants.iter().copied().filter(has_constants_only).collect::<Vec<_>>() {
            self.add_row_among(constraint, &[], |builder, node| Some(builder.constant(node, None)));
            let nodes = self.graph.constraints[constraint as usize].nodes();
            let mut days: Vec<Day> =
                nodes.iter().flat_map(|node| self.breaks[node].iter().copied()).collect();
            days.sort_unstable();
            days.dedup();
            let first = days.first().and_then(|day| day.prev());
            for day in first.into_iter().chain(days) {
                self.add_row_among(constraint, &[], |builder, node| {
                    let segment = builder.segment_of(node, &Window::day(day));
                    Some(builder.constant(node, segment))
                });
            }
        }
    }

    /// Adds a constraint's row among some values, without nodes that are zero or have no unknown.
    /// `value` gives the unknown of a node.
    fn add_row_among(
        &mut self,
        number: u32,
        zero: &[bool],
        mut value: impl FnMut(&mut Self, u32) -> Option<u32>,
    ) {
        let constraint = &self.graph.constraints[number as usize];
        let ConstraintForm::Linear { terms, relation, constant } = &constraint.form else { return };
        let row: Vec<(u32, Number)> = terms
            .iter()
            .filter(|(_, node)| !zero.get(*node as usize).is_some_and(|&zero| zero))
            .filter_map(|(coefficient, node)| Some((value(self, *node)?, coefficient.clone())))
            .collect();
        // A law among constants is the same at every point.
        let mut unknowns: Vec<u32> = row.iter().map(|term| term.0).collect();
        unknowns.sort_unstable();
        let is_timeless = unknowns.iter().all(|&unknown| self.system.times[unknown as usize].is_none());
        if is_timeless && !self.timeless_rows.insert((number, unknowns)) {
            return;
        }
        self.add_row(row, *relation, constant.clone(), constraint.reason);
    }
}
