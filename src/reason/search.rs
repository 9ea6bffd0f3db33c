//! Branch and bound for a vertex cover of least load.

use std::cmp::Reverse;

use super::rivals::Rivals;
use super::weight::{Choice, Load};

/// Finds the heaviest choice without rivals, and whether it is the only one, in at most so many steps.
pub(super) fn choose(rivals: &Rivals, loads: &[Load], steps: &mut usize) -> Choice {
    let mut search = Search::new(rivals, loads);
    let exact = search.run(steps);
    let keep = without_spare(rivals, loads, search.best);
    Choice { keep, unique: exact && search.found == 1, exact }
}

/// Keeps each that has no kept rival, the heaviest first, beside those kept already.
fn without_spare(rivals: &Rivals, loads: &[Load], mut keep: Vec<bool>) -> Vec<bool> {
    let mut order: Vec<u32> = (0_u32..).take(loads.len()).collect();
    order.sort_unstable_by_key(|&at| (Reverse(loads[at as usize]), at));
    for at in order {
        keep[at as usize] |= rivals.of(at).iter().all(|&rival| !keep[rival as usize]);
    }
    keep
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Open,
    Kept,
    Aside,
}

/// A vertex decided on, first kept, then set aside; what it entailed is on the trail from a mark on.
struct Branch {
    vertex: u32,
    mark: usize,
    both: bool,
}

struct Search<'a> {
    rivals: &'a Rivals,
    loads: &'a [Load],
    fate: Vec<Fate>,
    /// How many open rivals each has.
    degree: Vec<u32>,
    trail: Vec<u32>,
    cost: Load,
    best: Vec<bool>,
    least: Load,
    /// How many covers of the least load were met, up to two.
    found: u8,
}

impl<'a> Search<'a> {
    fn new(rivals: &'a Rivals, loads: &'a [Load]) -> Self {
        let degree =
            (0_u32..).take(loads.len()).map(|at| u32::try_from(rivals.of(at).len()).unwrap_or(u32::MAX));
        // The first guess is a bound only: the search meets it again, or something better.
        let best = without_spare(rivals, loads, vec![false; loads.len()]);
        let least = best.iter().zip(loads).filter(|(kept, _)| !**kept).map(|(_, load)| load).sum();
        Self {
            rivals,
            loads,
            fate: vec![Fate::Open; loads.len()],
            degree: degree.collect(),
            trail: Vec::new(),
            cost: 0,
            best,
            least,
            found: 0,
        }
    }

    /// Whether the search came to its end.
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
                    branches.push(Branch { vertex, mark: self.trail.len(), both: false });
                    self.keep(vertex);
                    continue;
                }
                None if hopeless => {}
                None => self.meet(),
            }
            loop {
                let Some(branch) = branches.last_mut() else { return true };
                let (vertex, mark) = (branch.vertex, branch.mark);
                let both = std::mem::replace(&mut branch.both, true);
                self.undo(mark);
                if both {
                    branches.pop();
                } else {
                    self.decide(vertex, Fate::Aside);
                    break;
                }
            }
        }
    }

    /// The open vertex with the most open rivals, if any has one.
    fn widest(&self) -> Option<u32> {
        let open = (0_u32..).zip(&self.fate).filter(|(_, fate)| **fate == Fate::Open).map(|(at, _)| at);
        open.filter(|&at| self.degree[at as usize] > 0)
            .max_by_key(|&at| (self.degree[at as usize], Reverse(at)))
    }

    fn keep(&mut self, vertex: u32) {
        self.decide(vertex, Fate::Kept);
        for &rival in self.rivals.of(vertex) {
            if self.fate[rival as usize] == Fate::Open {
                self.decide(rival, Fate::Aside);
            }
        }
    }

    fn decide(&mut self, vertex: u32, fate: Fate) {
        self.fate[vertex as usize] = fate;
        self.trail.push(vertex);
        if fate == Fate::Aside {
            self.cost += self.loads[vertex as usize];
        }
        self.rivals.of(vertex).iter().for_each(|&rival| self.degree[rival as usize] -= 1);
    }

    fn undo(&mut self, mark: usize) {
        while self.trail.len() > mark {
            let Some(vertex) = self.trail.pop() else { return };
            if std::mem::replace(&mut self.fate[vertex as usize], Fate::Open) == Fate::Aside {
                self.cost -= self.loads[vertex as usize];
            }
            self.rivals.of(vertex).iter().for_each(|&rival| self.degree[rival as usize] += 1);
        }
    }

    /// Takes note of a cover: everything that is not set aside is kept.
    fn meet(&mut self) {
        if self.cost > self.least {
            return;
        }
        if self.cost < self.least || self.found == 0 {
            self.best = self.fate.iter().map(|&fate| fate != Fate::Aside).collect();
            self.found = 0;
        }
        self.least = self.cost;
        self.found = (self.found + 1).min(2);
    }

    /// What the open vertices cost at least, none when the steps are used up. Of a clique all but one must go: vertices
    /// are packed into cliques greedily, and what the heaviest has beyond the second is left for further cliques.
    fn bound(&self, steps: &mut usize) -> Option<Load> {
        let mut spare: Vec<Load> = self.loads.to_vec();
        let mut bound = 0;
        let mut clique: Vec<u32> = Vec::new();
        *steps = steps.checked_sub(self.loads.len() + 1)?;
        for start in (0_u32..).take(self.loads.len()) {
            while self.fate[start as usize] == Fate::Open && spare[start as usize] > 0 {
                clique.clear();
                clique.push(start);
                for &at in self.rivals.of(start) {
                    let fits = |&other: &u32| self.rivals.of(at).binary_search(&other).is_ok();
                    if self.fate[at as usize] == Fate::Open
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
                bound += clique.iter().map(|&at| spare[at as usize]).sum::<Load>() - most;
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
