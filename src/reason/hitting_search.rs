//! Branch and bound for a cheapest selection that hits every group.

use super::bound::CostGrid;
use super::groups::{LimitReached, SetSystem, TakenItems};
use super::weight::Cost;

/// A cheapest selection, if there is one that costs at most `most`; with `any` the first one found.
pub(super) fn least(
    groups: SetSystem,
    grid: &CostGrid,
    most: Cost,
    any: bool,
    limit: &mut u64,
) -> Result<Option<TakenItems>, LimitReached> {
    let mut frames: Vec<StackFrame> = Vec::new();
    let mut next = Task::Solve(groups, most, any);
    loop {
        next = match next {
            Task::Solve(groups, most, any) => solve(groups, grid, most, any, &mut frames, limit)?,
            Task::Answer(answer) => match frames.pop() {
                None => return Ok(answer),
                Some(StackFrame::Branching(either)) => either.resume(answer, &mut frames),
                Some(StackFrame::Decomposition(each)) => each.resume(answer, &mut frames),
            },
        };
    }
}

enum Task {
    Solve(SetSystem, Cost, bool),
    Answer(Option<TakenItems>),
}

enum StackFrame {
    Branching(Branching),
    Decomposition(Decomposition),
}

/// A branching on one item: first the selections with it, then those without.
struct Branching {
    /// What was taken before.
    base: TakenItems,
    /// The groups with the item, until the selections without it are tried.
    groups: Option<SetSystem>,
    item: u32,
    /// The least and the most that what is added to `base` may cost; the most falls as better selections are found.
    bound: Cost,
    most: Cost,
    any: bool,
    best: Option<TakenItems>,
}

impl Branching {
    fn resume(mut self, answer: Option<TakenItems>, frames: &mut Vec<StackFrame>) -> Task {
        let Some(groups) = self.groups.take() else {
            let answer = answer.or(self.best);
            return Task::Answer(answer.map(|answer| joined(self.base, answer)));
        };
        if let Some(mut answer) = answer {
            let item = self.item as usize;
            answer.add(TakenItems { cost: groups.costs[item], names: vec![groups.names[item]] });
            if self.any || answer.cost <= self.bound {
                return Task::Answer(Some(joined(self.base, answer)));
            }
            self.most = answer.cost - 1;
            self.best = Some(answer);
        }
        let (item, most, any) = (self.item, self.most, self.any);
        frames.push(StackFrame::Branching(self));
        match groups.without(|at| at == item) {
            Some(rest) => Task::Solve(rest, most, any),
            None => Task::Answer(None),
        }
    }
}

/// Parts that share no item, solved one after the other.
struct Decomposition {
    /// What was taken before, and in the parts that are done.
    base: TakenItems,
    /// The parts to do, the next one last, each with the least that it costs.
    parts: Vec<(SetSystem, Cost)>,
    /// The most that the parts not yet done, the current one included, may cost together.
    most: Cost,
    any: bool,
    /// The selection for the current part, if nothing better is found.
    guess: Option<TakenItems>,
}

impl Decomposition {
    fn resume(mut self, answer: Option<TakenItems>, frames: &mut Vec<StackFrame>) -> Task {
        let Some(answer) = answer.or(self.guess.take()) else { return Task::Answer(None) };
        self.most -= answer.cost;
        self.base.add(answer);
        self.proceed(frames)
    }

    fn proceed(mut self, frames: &mut Vec<StackFrame>) -> Task {
        while let Some((groups, bound)) = self.parts.pop() {
            let others: Cost = self.parts.iter().map(|(_, bound)| bound).sum();
            let Some(mut most) = self.most.checked_sub(others) else { return Task::Answer(None) };
            // In a part before the last one only the cheapest selection will do, so as to leave most for the others.
            let any = self.any && self.parts.is_empty();
            let guess = groups.greedy();
            if guess.cost <= most {
                if any || guess.cost <= bound {
                    self.most -= guess.cost;
                    self.base.add(guess);
                    continue;
                }
                most = guess.cost - 1;
                self.guess = Some(guess);
            }
            frames.push(StackFrame::Decomposition(self));
            return Task::Solve(groups, most, any);
        }
        Task::Answer(Some(self.base))
    }
}

fn joined(mut base: TakenItems, more: TakenItems) -> TakenItems {
    base.add(more);
    base
}

fn solve(
    mut groups: SetSystem,
    grid: &CostGrid,
    most: Cost,
    any: bool,
    frames: &mut Vec<StackFrame>,
    limit: &mut u64,
) -> Result<Task, LimitReached> {
    let mut base = TakenItems::default();
    let (bound, most) = loop {
        groups.reduce(&mut base, limit)?;
        let bound = groups.bound(limit)?;
        let least = bound.cost(grid);
        let Some(left) = most.checked_sub(base.cost).filter(|&left| least <= left) else {
            return Ok(Task::Answer(None));
        };
        let dear: Vec<bool> = (0..groups.names.len()).map(|item| bound.with(item, grid) > left).collect();
        if !dear.contains(&true) {
            break (least, left);
        }
        match groups.without(|item| dear[item as usize]) {
            Some(rest) => groups = rest,
            None => return Ok(Task::Answer(None)),
        }
    };
    let Some(item) = groups.widest() else { return Ok(Task::Answer(Some(base))) };
    let mut parts = groups.parts();
    if parts.len() > 1 {
        parts.sort_by_key(|part| std::cmp::Reverse(part.size()));
        let mut bounded = Vec::with_capacity(parts.len());
        for part in parts {
            let bound = part.bound(limit)?.cost(grid);
            bounded.push((part, bound));
        }
        let each = Decomposition { base, parts: bounded, most, any, guess: None };
        return Ok(each.proceed(frames));
    }
    let Some(groups) = parts.pop() else { return Ok(Task::Answer(Some(base))) };
    let next = match most.checked_sub(groups.costs[item as usize]) {
        Some(most) => Task::Solve(groups.with(item), most, any),
        None => Task::Answer(None),
    };
    frames.push(StackFrame::Branching(Branching {
        base,
        groups: Some(groups),
        item,
        bound,
        most,
        any,
        best: None,
    }));
    Ok(next)
}
