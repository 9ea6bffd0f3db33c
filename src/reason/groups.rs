//! Groups of items, from each of which at least one must be taken: which items can be taken or
//! dropped at once, and the parts that share no item.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::union::Union;
use super::weight::Cost;

/// The limit of steps was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LimitReached;

/// Subtracts this many steps from the limit.
pub(super) fn spend(limit: &mut u64, steps: usize) -> Result<(), LimitReached> {
    let left = limit.checked_sub(steps as u64);
    *limit = left.unwrap_or(0);
    left.map(|_| ()).ok_or(LimitReached)
}

/// The items taken, by their names, and their total weight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TakenItems {
    pub(super) cost: Cost,
    pub(super) names: Vec<u32>,
}

impl TakenItems {
    pub(super) fn add(&mut self, other: Self) {
        self.cost += other.cost;
        self.names.extend(other.names);
    }
}

/// Groups of items. Items are numbered from 0, in the order of their names (original numbers); each is in some group.
#[derive(Clone, Debug)]
pub(super) struct SetSystem {
    pub(super) names: Vec<u32>,
    pub(super) costs: Vec<Cost>,
    begin: Vec<u32>,
    list: Vec<u32>,
}

impl SetSystem {
    /// Builds the groups from items' names. Empty groups are skipped.
    pub(super) fn new<'a>(
        groups: impl Iterator<Item = &'a [u32]> + Clone,
        cost: impl Fn(u32) -> Cost,
    ) -> Self {
        let mut names: Vec<u32> = groups.clone().flatten().copied().collect();
        names.sort_unstable();
        names.dedup();
        let mut all = Self {
            costs: names.iter().map(|&name| cost(name)).collect(),
            names,
            begin: vec![0],
            list: Vec::new(),
        };
        let mut group: Vec<u32> = Vec::new();
        for named in groups.filter(|group| !group.is_empty()) {
            let place = |name: &u32| all.names.binary_search(name).ok().map(count);
            group.clear();
            group.extend(named.iter().filter_map(place));
            group.sort_unstable();
            group.dedup();
            all.push(&group);
        }
        all
    }

    fn push(&mut self, group: &[u32]) {
        self.list.extend_from_slice(group);
        self.begin.push(count(self.list.len()));
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.begin.len() - 1
    }

    /// How many entries all groups have together.
    pub(super) fn size(&self) -> usize {
        self.list.len()
    }

    /// The items of a group, ascending.
    pub(super) fn group(&self, at: usize) -> &[u32] {
        &self.list[self.begin[at] as usize..self.begin[at + 1] as usize]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|at| self.group(at))
    }

    /// The items of these names that occur here, with their total weight.
    pub(super) fn among(&self, names: &[u32]) -> TakenItems {
        let mut taken = TakenItems::default();
        for &name in names {
            if let Ok(at) = self.names.binary_search(&name) {
                taken.add(TakenItems { cost: self.costs[at], names: vec![name] });
            }
        }
        taken
    }

    /// The groups that are left to hit if an item is taken.
    pub(super) fn with(&self, item: u32) -> Self {
        let hit: Vec<bool> = self.iter().map(|group| group.binary_search(&item).is_ok()).collect();
        self.rest(&hit, &vec![false; self.names.len()]).unwrap_or_else(|| self.clone())
    }

    /// The groups without some items, which may not be taken; none if a group becomes empty.
    pub(super) fn without(&self, gone: impl Fn(u32) -> bool) -> Option<Self> {
        let gone: Vec<bool> = (0..count(self.names.len())).map(gone).collect();
        self.rest(&vec![false; self.len()], &gone)
    }

    /// The groups that are not hit, without the items that are gone.
    fn rest(&self, hit: &[bool], gone: &[bool]) -> Option<Self> {
        let mut place: Vec<u32> = vec![u32::MAX; self.names.len()];
        let left = || self.iter().zip(hit).filter(|(_, hit)| !**hit).map(|(group, _)| group);
        let (mut groups, mut entries) = (0, 0);
        for group in left() {
            let before = entries;
            for &item in group.iter().filter(|&&item| !gone[item as usize]) {
                place[item as usize] = 0;
                entries += 1;
            }
            groups += 1;
            if entries == before {
                return None;
            }
        }
        let mut rest = Self {
            names: Vec::new(),
            costs: Vec::new(),
            begin: Vec::with_capacity(groups + 1),
            list: Vec::with_capacity(entries),
        };
        for (at, place) in place.iter_mut().enumerate().filter(|(_, place)| **place == 0) {
            *place = count(rest.names.len());
            rest.names.push(self.names[at]);
            rest.costs.push(self.costs[at]);
        }
        rest.begin.push(0);
        for group in left() {
            let kept = group.iter().filter(|&&item| !gone[item as usize]);
            rest.list.extend(kept.map(|&item| place[item as usize]));
            rest.begin.push(count(rest.list.len()));
        }
        Some(rest)
    }

    /// The parts that share no item, in the order of their lowest items.
    pub(super) fn parts(self) -> Vec<Self> {
        let mut union = Union::new(self.names.len());
        for group in self.iter() {
            for &item in &group[1..] {
                union.join(group[0], item);
            }
        }
        let mut part_of: Vec<u32> = vec![u32::MAX; self.names.len()];
        let mut place: Vec<u32> = vec![0; self.names.len()];
        let mut parts: Vec<Self> = Vec::new();
        for at in 0..count(self.names.len()) {
            let root = union.find(at) as usize;
            if part_of[root] == u32::MAX {
                part_of[root] = count(parts.len());
                parts.push(Self { names: Vec::new(), costs: Vec::new(), begin: vec![0], list: Vec::new() });
            }
            part_of[at as usize] = part_of[root];
            let part = &mut parts[part_of[root] as usize];
            place[at as usize] = count(part.names.len());
            part.names.push(self.names[at as usize]);
            part.costs.push(self.costs[at as usize]);
        }
        if parts.len() == 1 {
            return vec![self];
        }
        for group in self.iter() {
            let part = &mut parts[part_of[group[0] as usize] as usize];
            part.list.extend(group.iter().map(|&item| place[item as usize]));
            part.begin.push(count(part.list.len()));
        }
        parts
    }

    /// For each item the groups that it is in, ascending.
    fn places(&self) -> Occurrences {
        let mut begin = vec![0_u32; self.names.len() + 1];
        self.list.iter().for_each(|&item| begin[item as usize + 1] += 1);
        (1..begin.len()).for_each(|at| begin[at] += begin[at - 1]);
        let mut end = begin.clone();
        let mut list = vec![0; self.list.len()];
        for (at, group) in self.iter().enumerate() {
            for &item in group {
                list[end[item as usize] as usize] = count(at);
                end[item as usize] += 1;
            }
        }
        Occurrences { begin, list }
    }

    /// A minimal selection, made greedily: each time the item that hits the most groups for its cost.
    pub(super) fn greedy(&self) -> TakenItems {
        let places = self.places();
        let mut hits = vec![0_u32; self.len()];
        let mut taken: Vec<u32> = Vec::new();
        let worth = |item: u32, groups: usize| ((groups as Cost) << 64) / self.costs[item as usize].max(1);
        let items = 0..count(self.names.len());
        let mut heap: BinaryHeap<(Cost, Reverse<u32>)> =
            items.map(|item| (worth(item, places.of(item).len()), Reverse(item))).collect();
        while let Some((recorded, Reverse(item))) = heap.pop() {
            let open = places.of(item).iter().filter(|&&at| hits[at as usize] == 0).count();
            let now = worth(item, open);
            if open > 0 && now < recorded {
                heap.push((now, Reverse(item)));
            } else if open > 0 {
                places.of(item).iter().for_each(|&at| hits[at as usize] += 1);
                taken.push(item);
            }
        }
        taken.sort_unstable_by_key(|&item| Reverse((self.costs[item as usize], item)));
        taken.retain(|&item| {
            let spare = places.of(item).iter().all(|&at| hits[at as usize] > 1);
            if spare {
                places.of(item).iter().for_each(|&at| hits[at as usize] -= 1);
            }
            !spare
        });
        let cost = taken.iter().map(|&item| self.costs[item as usize]).sum();
        TakenItems { cost, names: taken.into_iter().map(|item| self.names[item as usize]).collect() }
    }

    /// Takes what must be taken and drops what need not be, as long as there is anything.
    ///
    /// The only item of a group is taken. A group that contains another group is hit with it, and dropped. An item is
    /// dropped if another that weighs no more is in all its groups. The least cost of a whole
    /// selection stays the same.
    pub(super) fn reduce(&mut self, taken: &mut TakenItems, limit: &mut u64) -> Result<(), LimitReached> {
        loop {
            spend(limit, self.size() + self.len() + 1)?;
            let places = self.places();
            let mut hit = vec![false; self.len()];
            let mut gone = vec![false; self.names.len()];
            for at in 0..self.len() {
                if let &[item] = self.group(at)
                    && !hit[at]
                {
                    taken.cost += self.costs[item as usize];
                    taken.names.push(self.names[item as usize]);
                    places.of(item).iter().for_each(|&at| hit[at as usize] = true);
                }
            }
            let mut work = 0;
            let mut seen = vec![u32::MAX; self.names.len()];
            self.drop_supersets(&places, &mut hit, &mut seen, &mut work);
            seen.fill(0);
            self.drop_dominated(&places, &hit, &mut gone, &mut seen, &mut work);
            spend(limit, work)?;
            if !hit.contains(&true) && !gone.contains(&true) {
                return Ok(());
            }
            let Some(rest) = self.rest(&hit, &gone) else { return Ok(()) };
            *self = rest;
        }
    }

    fn drop_supersets(&self, places: &Occurrences, hit: &mut [bool], seen: &mut [u32], work: &mut usize) {
        for at in 0..self.len() {
            let group = self.group(at);
            let Some(&rare) = group.iter().min_by_key(|&&item| places.of(item).len()) else { continue };
            if hit[at] || places.of(rare).len() < 2 {
                continue;
            }
            group.iter().for_each(|&item| seen[item as usize] = count(at));
            for &other in places.of(rare) {
                let (other, length) = (other as usize, self.group(other as usize).len());
                // Of equal groups the first is kept.
                if hit[other] || length < group.len() || (length == group.len() && other <= at) {
                    continue;
                }
                *work += length;
                let common = self.group(other).iter().filter(|&&item| seen[item as usize] == count(at));
                hit[other] = common.count() == group.len();
            }
        }
    }

    fn drop_dominated(
        &self,
        places: &Occurrences,
        hit: &[bool],
        gone: &mut [bool],
        seen: &mut [u32],
        work: &mut usize,
    ) {
        let open = |item: u32| places.of(item).iter().filter(|&&at| !hit[at as usize]);
        let mut stamp = 0;
        let mut others: Vec<u32> = Vec::new();
        for item in 0..count(self.names.len()) {
            let cost = self.costs[item as usize];
            let Some(&shortest) = open(item).min_by_key(|&&at| self.group(at as usize).len()) else {
                continue;
            };
            *work += places.of(item).len();
            others.clear();
            others.extend(self.group(shortest as usize).iter().filter(|&&other| {
                other != item && !gone[other as usize] && self.costs[other as usize] <= cost
            }));
            for &at in open(item) {
                if others.is_empty() {
                    break;
                }
                stamp += 1;
                *work += self.group(at as usize).len();
                self.group(at as usize).iter().for_each(|&other| seen[other as usize] = stamp);
                others.retain(|&other| seen[other as usize] == stamp);
            }
            // Of two items in the same groups with the same cost the first is kept.
            gone[item as usize] = others.iter().any(|&other| {
                other < item || self.costs[other as usize] < cost || open(other).count() > open(item).count()
            });
        }
    }

    /// The item in the most groups, where groups with few items count more.
    pub(super) fn widest(&self) -> Option<u32> {
        let mut score = vec![0_u64; self.names.len()];
        for group in self.iter() {
            let worth = 1 << (16 - group.len().min(16));
            group.iter().for_each(|&item| score[item as usize] += worth);
        }
        let items = 0..count(self.names.len());
        items.max_by_key(|&item| (score[item as usize], Reverse((self.costs[item as usize], item))))
    }
}

struct Occurrences {
    begin: Vec<u32>,
    list: Vec<u32>,
}

impl Occurrences {
    fn of(&self, item: u32) -> &[u32] {
        &self.list[self.begin[item as usize] as usize..self.begin[item as usize + 1] as usize]
    }
}

pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
