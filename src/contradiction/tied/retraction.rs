//! Unclaimed values that can follow others, so that they need no unknown: a presolve by aggregation.
//!
//! Sums over several keys create many values without claims: the cases of an age in each province, when only one
//! province states its ages. All values that other provinces do not state can be zero, and the sum over provinces
//! equal to what the one states. So each unclaimed node is replaced by a sum of claimed ones, or zero, such that
//! every constraint between them follows from the constraints of the claimed nodes alone. If such sums are found, all
//! values that satisfy the remaining constraints can be extended to all nodes.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::encoding::span_of;
use crate::contradiction::tied::constraint::ConstraintForm;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::model::Number;
use crate::model::vocabulary::Kind;
use crate::reason::Endpoint;
use crate::reason::linear::{Limits, Row, Solver, Span, System};
use crate::syntax::tree::Relation;

/// A sum of nodes, each with its coefficient, which is not zero.
type Sum = BTreeMap<u32, Number>;
/// The same as a key for look-ups.
type SumKey = Vec<(u32, Number)>;

/// How often the search starts again with fewer nodes that follow, at most.
const ROUNDS: usize = 64;
/// How often all constraints are checked in one round, at most.
const PASSES: usize = 64;
/// How many systems are solved, at most, to find out whether a sum exceeds a number: the first
/// number, and the second for each constraint. Beyond that the presolve costs more than it saves.
const MAX_SOLVED: (usize, usize) = (64, 4);

/// What is known about sums in every round: a round has the constraints of the one before, and more.
#[derive(Default)]
struct Known {
    /// The sums that never exceed a number.
    never: RefCell<FxHashSet<(SumKey, Number)>>,
    /// How many more sums may be solved.
    budget: Cell<usize>,
}

/// The constraints that remain if every unclaimed node that can follow others does.
pub(super) fn retract(
    graph: &ConstraintGraph<'_>,
    alive: Vec<u32>,
    claimed: impl Fn(u32) -> bool,
) -> Vec<u32> {
    if !graph.corpus.model.breaks.is_empty() {
        return alive;
    }
    let mut is_follower: Vec<bool> = (0..graph.nodes.len() as u32)
        .map(|node| !claimed(node) && graph.is_non_negative(node) && graph.is_unbounded_above(node))
        .collect();
    for &number in &alive {
        match &graph.constraints[number as usize].form {
            ConstraintForm::Linear { terms, .. } => {
                let flows = terms.iter().filter(|term| graph.kinds[term.1 as usize] == Kind::Flow).count();
                if flows > 0 && flows < terms.len() {
                    return alive;
                }
            }
            ConstraintForm::Total { flow, total } => {
                let both = is_follower[*flow as usize] && is_follower[*total as usize];
                (is_follower[*flow as usize], is_follower[*total as usize]) = (both, both);
            }
        }
    }
    let known = Known { budget: Cell::new(MAX_SOLVED.0 + MAX_SOLVED.1 * alive.len()), ..Known::default() };
    for _ in 0..ROUNDS {
        let remains = |number: &u32| {
            let nodes = graph.constraints[*number as usize].nodes();
            nodes.iter().all(|&node| !is_follower[node as usize])
        };
        let (remaining, rest): (Vec<u32>, Vec<u32>) = alive.iter().partition(|number| remains(number));
        if rest.is_empty() {
            return alive;
        }
        match Retraction::new(graph, &is_follower, &remaining, &rest, &known).run() {
            _ if known.budget.get() == 0 => return alive,
            Ok(()) => return remaining,
            Err(stuck) => {
                stuck.into_iter().for_each(|node| is_follower[node as usize] = false);
                // A flow follows together with its total.
                for &number in &rest {
                    if let ConstraintForm::Total { flow, total } = graph.constraints[number as usize].form {
                        let both = is_follower[flow as usize] && is_follower[total as usize];
                        (is_follower[flow as usize], is_follower[total as usize]) = (both, both);
                    }
                }
            }
        }
    }
    alive
}

/// Which nodes may be made larger to satisfy an equation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MayGrow {
    /// Only a whole, up to the sum of its parts.
    Wholes,
    /// One of several parts too, so that they make up their whole.
    AlsoParts,
}

/// What a constraint requires of the nodes that follow.
enum Demand {
    Nothing,
    /// A node has to be larger by a sum.
    More(u32, Sum),
    /// It cannot be satisfied.
    Stuck,
}

/// A search for the sum that each node follows.
struct Retraction<'r> {
    graph: &'r ConstraintGraph<'r>,
    /// For each node whether it follows others.
    is_follower: &'r [bool],
    /// The constraints with nodes that follow.
    rest: &'r [u32],
    /// The flow of each total that has one here.
    flows: BTreeMap<u32, u32>,
    /// Those flows: they are handled last, in `take_flows_along`.
    flows_of_totals: FxHashSet<u32>,
    /// The remaining constraints at one time, as a system.
    remaining: System,
    /// The unknown of each node in it.
    unknowns: FxHashMap<u32, u32>,
    /// The sums that remaining constraints bound from above by themselves, each with the bound.
    bounds: FxHashMap<SumKey, Number>,
    /// What earlier rounds have found.
    known: &'r Known,
    /// The sums that may exceed a number, as far as tested in this round.
    may_exceed: RefCell<FxHashSet<(SumKey, Number)>>,
    /// The sum that each node follows, as far as it is not zero.
    sums: FxHashMap<u32, Sum>,
}

impl<'r> Retraction<'r> {
    fn new(
        graph: &'r ConstraintGraph<'r>,
        is_follower: &'r [bool],
        remaining: &[u32],
        rest: &'r [u32],
        known: &'r Known,
    ) -> Self {
        let mut retraction = Self {
            graph,
            is_follower,
            rest,
            flows: BTreeMap::default(),
            flows_of_totals: FxHashSet::default(),
            remaining: System::default(),
            unknowns: FxHashMap::default(),
            bounds: FxHashMap::default(),
            known,
            may_exceed: RefCell::default(),
            sums: FxHashMap::default(),
        };
        for &number in remaining.iter().chain(rest) {
            let constraint = &graph.constraints[number as usize];
            if let ConstraintForm::Total { flow, total } = constraint.form {
                retraction.flows.insert(total, flow);
                retraction.flows_of_totals.insert(flow);
            }
            for node in constraint.nodes().into_iter().filter(|&node| !is_follower[node as usize]) {
                let Retraction { remaining: system, unknowns, .. } = &mut retraction;
                unknowns.entry(node).or_insert_with(|| system.unknown(graph.domain(node), None));
            }
        }
        for &number in remaining {
            if let ConstraintForm::Linear { terms, relation, constant } =
                &graph.constraints[number as usize].form
            {
                let sum = retraction.sum(terms);
                let row = retraction.row(&sum, span_of(*relation, constant.clone()));
                Arc::make_mut(&mut retraction.remaining.rows).extend(row);
                for (sum, most) in above(*relation, sum, constant) {
                    retraction.bounds.insert(sum.into_iter().collect(), most);
                }
            }
        }
        retraction
    }

    /// Finds the sum that each node follows. An error gives the nodes that should not follow.
    fn run(mut self) -> Result<(), FxHashSet<u32>> {
        for _ in 0..PASSES {
            if self.known.budget.get() == 0 {
                break;
            }
            // First wholes are raised to the sum of their parts. Only if no whole needs that any more, a part is raised so that the
            // parts make up their whole.
            if !self.pass(MayGrow::Wholes)? && !self.pass(MayGrow::AlsoParts)? {
                return self.take_flows_along();
            }
        }
        Err(self.sums.keys().copied().collect())
    }

    /// Satisfies constraints, as far as what may grow is enough. Returns whether anything changed; an error gives the nodes that should
    /// not follow.
    fn pass(&mut self, may_grow: MayGrow) -> Result<bool, FxHashSet<u32>> {
        let mut changed = false;
        for &number in self.rest {
            let constraint = &self.graph.constraints[number as usize];
            if constraint.nodes().iter().any(|node| self.flows_of_totals.contains(node)) {
                continue;
            }
            match self.demand(number, may_grow) {
                Demand::Nothing => {}
                Demand::Stuck => return Err(self.stuck(number)),
                Demand::More(node, more) => {
                    add(self.sums.entry(node).or_default(), &more, &Number::ONE);
                    changed = true;
                }
            }
        }
        Ok(changed)
    }

    /// What one constraint requires.
    fn demand(&self, number: u32, may_grow: MayGrow) -> Demand {
        let ConstraintForm::Linear { terms, relation, constant } =
            &self.graph.constraints[number as usize].form
        else {
            return Demand::Nothing;
        };
        let sum = self.sum(terms);
        for (sum, most) in above(*relation, sum, constant) {
            if self.never_exceeds(&sum, &most) {
                continue;
            }
            // Whether the sum that is too large is the negated one.
            let is_turned =
                *relation == Relation::AtLeast || (*relation == Relation::Equal && self.sum(terms) != sum);
            let helps = |coefficient: &Number| coefficient.is_negative() != is_turned;
            let helping = || terms.iter().filter(|term| helps(&term.0));
            let is_whole = helping().nth(1).is_none();
            if *relation == Relation::Equal && !is_whole && may_grow == MayGrow::Wholes {
                continue;
            }
            let too_much: Sum =
                sum.into_iter().filter(|(_, coefficient)| !coefficient.is_negative()).collect();
            let fits = |node: u32| {
                let kind = |node: u32| self.graph.kinds[node as usize];
                // Nodes that follow are never negative, so their sums must not be either.
                self.is_follower[node as usize]
                    && too_much
                        .keys()
                        .all(|&other| kind(other) == kind(node) && self.graph.is_non_negative(other))
            };
            let Some((coefficient, node)) = helping().find(|term| fits(term.1)) else { return Demand::Stuck };
            let Some(share) = Number::ONE.checked_div(&coefficient.abs()) else { return Demand::Stuck };
            let mut more = Sum::new();
            add(&mut more, &too_much, &share);
            return Demand::More(*node, more);
        }
        Demand::Nothing
    }

    /// Makes each flow grow as its total does, and then checks every linear constraint again.
    fn take_flows_along(&mut self) -> Result<(), FxHashSet<u32>> {
        for (&total, &flow) in &self.flows {
            if !self.is_follower[total as usize] {
                continue;
            }
            let mut sum = Sum::new();
            for (of, coefficient) in self.sums.get(&total).into_iter().flatten() {
                let Some(own) = self.flows.get(of) else {
                    return Err([total, flow].into_iter().collect());
                };
                sum.insert(*own, coefficient.clone());
            }
            self.sums.insert(flow, sum);
        }
        for &number in self.rest {
            let ConstraintForm::Linear { terms, relation, constant } =
                &self.graph.constraints[number as usize].form
            else {
                continue;
            };
            let sums = above(*relation, self.sum(terms), constant);
            if !sums.iter().all(|(sum, most)| self.never_exceeds(sum, most)) {
                return Err(self.stuck(number));
            }
        }
        Ok(())
    }

    /// The nodes of a constraint that should not follow: those that follow something, else all.
    fn stuck(&self, number: u32) -> FxHashSet<u32> {
        let nodes = || {
            let nodes = self.graph.constraints[number as usize].nodes().into_iter();
            nodes.filter(|&node| self.is_follower[node as usize])
        };
        let some: FxHashSet<u32> =
            nodes().filter(|node| self.sums.get(node).is_some_and(|sum| !sum.is_empty())).collect();
        if some.is_empty() { nodes().collect() } else { some }
    }

    /// A sum of nodes, with nodes that follow replaced by their sums.
    fn sum(&self, terms: &[(Number, u32)]) -> Sum {
        let mut sum = Sum::new();
        for (coefficient, node) in terms {
            if !self.is_follower[*node as usize] {
                add(&mut sum, &Sum::from([(*node, Number::ONE)]), coefficient);
            } else if let Some(own) = self.sums.get(node) {
                add(&mut sum, own, coefficient);
            }
        }
        sum
    }

    /// Whether a sum of nodes never exceeds a number, by the remaining constraints.
    fn never_exceeds(&self, sum: &Sum, most: &Number) -> bool {
        if !most.is_negative() && sum.values().all(Number::is_negative) {
            return true;
        }
        let key: SumKey = sum.iter().map(|(node, coefficient)| (*node, coefficient.clone())).collect();
        if self.bounds.get(&key).is_some_and(|bound| bound <= most) {
            return true;
        }
        let key = (key, most.clone());
        if self.known.never.borrow().contains(&key) {
            return true;
        }
        let budget = self.known.budget.get();
        if budget == 0 || self.may_exceed.borrow().contains(&key) {
            return false;
        }
        self.known.budget.set(budget - 1);
        let mut system = self.remaining.clone();
        let exceeds = Span { low: Some(Endpoint::above(most.clone())), high: None };
        Arc::make_mut(&mut system.rows).extend(self.row(sum, exceeds));
        // An error proves that the rows cannot hold; reaching a limit proves nothing.
        let never = Solver::new(&system, Limits::default()).is_err();
        if never {
            self.known.never.borrow_mut().insert(key);
        } else {
            self.may_exceed.borrow_mut().insert(key);
        }
        never
    }

    /// A row that bounds a sum of nodes by a span.
    fn row(&self, sum: &Sum, span: Span) -> Option<Row> {
        let terms: Option<Vec<(u32, Number)>> = sum
            .iter()
            .map(|(node, coefficient)| Some((*self.unknowns.get(node)?, coefficient.clone())))
            .collect();
        Some(Row { terms: terms.filter(|terms| !terms.is_empty())?, span, rank: 0 })
    }
}

/// A relation as sums that never exceed a number.
fn above(relation: Relation, sum: Sum, constant: &Number) -> Vec<(Sum, Number)> {
    let turned: Sum = sum.iter().map(|(node, coefficient)| (*node, -coefficient)).collect();
    match relation {
        Relation::AtMost => vec![(sum, constant.clone())],
        Relation::AtLeast => vec![(turned, -constant)],
        Relation::Equal => vec![(sum, constant.clone()), (turned, -constant)],
    }
}

/// Adds a multiple of a sum.
fn add(to: &mut Sum, sum: &Sum, coefficient: &Number) {
    for (node, own) in sum {
        let known = to.entry(*node).or_insert(Number::ZERO);
        *known = &*known + &(own * coefficient);
        if known.is_zero() {
            to.remove(node);
        }
    }
}
