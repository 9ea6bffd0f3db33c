//! Branch and bound for a vertex cover of least cost.

use std::cmp::Reverse;

use super::rivals::ConflictGraph;
use super::weight::{Cost, Selection};

/// Finds the heaviest selection without rivals, and whether it is the only one, in a limited number of steps.
pub(super) fn choose(rivals: &ConflictGraph, costs: &[Cost], steps: &mut usize) -> Selection {
    let mut search = Search::new(rivals, costs);
    let is_smallest = search.run(steps);
    let keep = filled_up(rivals, costs, search.best);
    Selection { keep, unique: is_smallest && search.found == 1, is_smallest }
}

/// Keeps every vertex that has no kept rival, the heaviest first, in addition to those kept already.
fn filled_up(rivals: &ConflictGraph, costs: &[Cost], mut keep: Vec<bool>) -> Vec<bool> {
    let mut order: Vec<u32> = (0_u32..).take(costs.len()).collect();
    order.sort_unstable_by_key(|&at| (Reverse(costs[at as usize]), at));
    for at in order {
        keep[at as usize] |= rivals.of(at).iter().all(|&rival| !keep[rival as usize]);
    }
    keep
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Decision {
    Undecided,
    Kept,
    Removed,
}

/// A vertex that is decided, first kept, then removed.
struct Branch {
    vertex: u32,
    /// Where on the trail this decision begins, with what follows from it.
    mark: usize,
    /// Whether removing it is being tried already.
    is_second: bool,
}

struct Search<'a> {
    rivals: &'a ConflictGraph,
    costs: &'a [Cost],
    decision: Vec<Decision>,
    /// How many undecided rivals each vertex has.
    degree: Vec<u32>,
    /// The decided vertices, in the order in which they were decided.
    trail: Vec<u32>,
    /// What the removed vertices cost.
    cost: Cost,
    best: Vec<bool>,
    /// What `best` costs.
    least: Cost,
    /// How many covers of the least cost were found, up to two.
    found: u8,
}

impl<'a> Search<'a> {
    fn new(rivals: &'a ConflictGraph, costs: &'a [Cost]) -> Self {
        let degree =
            (0_u32..).take(costs.len()).map(|at| u32::try_from(rivals.of(at).len()).unwrap_or(u32::MAX));
        // The first guess is only a bound: the search finds it again, or something better.
        let best = filled_up(rivals, costs, vec![false; costs.len()]);
        let least = best.iter().zip(costs).filter(|(kept, _)| !**kept).map(|(_, own_cost)| own_cost).sum();
        Self {
            rivals,
            costs,
            decision: vec![Decision::Undecided; costs.len()],
            degree: degree.collect(),
            trail: Vec::new(),
            cost: 0,
            best,
            least,
            found: 0,
        }
    }

    /// Runs the search; returns whether it was completed.
    fn run(&mut self, steps: &mut usize) -> bool {
        let mut branches: Vec<Branch> = Vec::new();
        loop {
            let hopeless = match self.bound(steps) {
                Some(bound) if self.cost + bound > self.least => true,
                Some(bound) => self.cost + bound == self.least && self.found == 2,
                None => return false,
            };
            let next = if hopeless { None } else { self.widest() };
            match next {
                Some(vertex) => {
                    branches.push(Branch { vertex, mark: self.trail.len(), is_second: false });
                    self.keep(vertex);
                    continue;
                }
                None if hopeless => {}
                None => self.record(),
            }
            loop {
                let Some(branch) = branches.last_mut() else { return true };
                let (vertex, mark) = (branch.vertex, branch.mark);
                let is_second = std::mem::replace(&mut branch.is_second, true);
                self.undo(mark);
                if is_second {
                    branches.pop();
                } else {
                    self.decide(vertex, Decision::Removed);
                    break;
                }
            }
        }
    }

    /// The undecided vertex with the most undecided rivals, if any has one.
    fn widest(&self) -> Option<u32> {
        let open = (0_u32..)
            .zip(&self.decision)
            .filter(|(_, decision)| **decision == Decision::Undecided)
            .map(|(at, _)| at);
        open.filter(|&at| self.degree[at as usize] > 0)
            .max_by_key(|&at| (self.degree[at as usize], Reverse(at)))
    }

    fn keep(&mut self, vertex: u32) {
        self.decide(vertex, Decision::Kept);
        for &rival in self.rivals.of(vertex) {
            if self.decision[rival as usize] == Decision::Undecided {
                self.decide(rival, Decision::Removed);
            }
        }
    }

    fn decide(&mut self, vertex: u32, decision: Decision) {
        self.decision[vertex as usize] = decision;
        self.trail.push(vertex);
        if decision == Decision::Removed {
            self.cost += self.costs[vertex as usize];
        }
        self.rivals.of(vertex).iter().for_each(|&rival| self.degree[rival as usize] -= 1);
    }

    fn undo(&mut self, mark: usize) {
        while self.trail.len() > mark {
            let Some(vertex) = self.trail.pop() else { return };
            if std::mem::replace(&mut self.decision[vertex as usize], Decision::Undecided)
                == Decision::Removed
            {
                self.cost -= self.costs[vertex as usize];
            }
            self.rivals.of(vertex).iter().for_each(|&rival| self.degree[rival as usize] += 1);
        }
    }

    /// Records a cover: everything that is not removed is kept.
    fn record(&mut self) {
        if self.cost > self.least {
            return;
        }
        if self.cost < self.least || self.found == 0 {
            self.best = self.decision.iter().map(|&decision| decision != Decision::Removed).collect();
            self.found = 0;
        }
        self.least = self.cost;
        self.found = (self.found + 1).min(2);
    }

    /// A lower bound on the cost of the undecided vertices; none if the limit was reached. Of a
    /// clique all but one vertex must be removed: vertices are packed into cliques greedily, and
    /// the excess of the heaviest over the second is left for further cliques.
    fn bound(&self, steps: &mut usize) -> Option<Cost> {
        let mut spare: Vec<Cost> = self.costs.to_vec();
        let mut bound = 0;
        let mut clique: Vec<u32> = Vec::new();
        *steps = steps.checked_sub(self.costs.len() + 1)?;
        for start in (0_u32..).take(self.costs.len()) {
            while self.decision[start as usize] == Decision::Undecided && spare[start as usize] > 0 {
                clique.clear();
                clique.push(start);
                for &at in self.rivals.of(start) {
                    let fits = |&other: &u32| self.rivals.of(at).binary_search(&other).is_ok();
                    if self.decision[at as usize] == Decision::Undecided
                        && spare[at as usize] > 0
                        && clique.iter().all(fits)
                    {
                        clique.push(at);
                    }
                }
                *steps = steps.checked_sub(self.rivals.of(start).len() + clique.len() * clique.len())?;
                let Some(&top) = clique.iter().max_by_key(|&&at| (spare[at as usize], Reverse(at))) else {
                    break;
                };
                let most = spare[top as usize];
                let second =
                    clique.iter().filter(|&&at| at != top).map(|&at| spare[at as usize]).max().unwrap_or(0);
                bound += clique.iter().map(|&at| spare[at as usize]).sum::<Cost>() - most;
                clique.iter().for_each(|&at| spare[at as usize] = 0);
                if clique.len() == 1 {
                    break;
                }
                spare[top as usize] = most - second;
            }
        }
        Some(bound)
    }
}
