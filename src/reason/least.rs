//! Branch and bound for a choice of least load that hits every group.

use super::bound::Scale;
use super::groups::{Groups, Spent, Taken};
use super::weight::Load;

/// A choice of least load, where there is one of no more than `most`; with `any` the first such that is met.
pub(super) fn least(
    groups: Groups,
    scale: &Scale,
    most: Load,
    any: bool,
    limit: &mut u64,
) -> Result<Option<Taken>, Spent> {
    let mut frames: Vec<Frame> = Vec::new();
    let mut next = Next::Solve(groups, most, any);
    loop {
        next = match next {
            Next::Solve(groups, most, any) => solve(groups, scale, most, any, &mut frames, limit)?,
            Next::Answer(answer) => match frames.pop() {
                None => return Ok(answer),
                Some(Frame::Either(either)) => either.resume(answer, &mut frames),
                Some(Frame::Each(each)) => each.resume(answer, &mut frames),
            },
        };
    }
}

enum Next {
    Solve(Groups, Load, bool),
    Answer(Option<Taken>),
}

enum Frame {
    Either(Either),
    Each(Each),
}

/// With an item, then without.
struct Either {
    /// What was taken before.
    base: Taken,
    /// The groups with the item in them, until it is tried without.
    groups: Option<Groups>,
    item: u32,
    /// The least that may come out, and the most.
    bound: Load,
    most: Load,
    any: bool,
    best: Option<Taken>,
}

impl Either {
    fn resume(mut self, answer: Option<Taken>, frames: &mut Vec<Frame>) -> Next {
        let Some(groups) = self.groups.take() else {
            let answer = answer.or(self.best);
            return Next::Answer(answer.map(|answer| joined(self.base, answer)));
        };
        if let Some(mut answer) = answer {
            let item = self.item as usize;
            answer.add(Taken { load: groups.loads[item], names: vec![groups.names[item]] });
            if self.any || answer.load <= self.bound {
                return Next::Answer(Some(joined(self.base, answer)));
            }
            self.most = answer.load - 1;
            self.best = Some(answer);
        }
        let (item, most, any) = (self.item, self.most, self.any);
        frames.push(Frame::Either(self));
        match groups.without(|at| at == item) {
            Some(rest) => Next::Solve(rest, most, any),
            None => Next::Answer(None),
        }
    }
}

/// Parts that share no item, one after the other.
struct Each {
    /// What was taken before, and for the parts done.
    base: Taken,
    /// The parts to do, the last one first, with what each costs at least.
    parts: Vec<(Groups, Load)>,
    /// What may be taken for them all.
    most: Load,
    any: bool,
    /// A choice for the part under way, if nothing better turns up.
    guess: Option<Taken>,
}

impl Each {
    fn resume(mut self, answer: Option<Taken>, frames: &mut Vec<Frame>) -> Next {
        let Some(answer) = answer.or(self.guess.take()) else { return Next::Answer(None) };
        self.most -= answer.load;
        self.base.add(answer);
        self.proceed(frames)
    }

    fn proceed(mut self, frames: &mut Vec<Frame>) -> Next {
        while let Some((groups, bound)) = self.parts.pop() {
            let others: Load = self.parts.iter().map(|(_, bound)| bound).sum();
            let Some(mut most) = self.most.checked_sub(others) else { return Next::Answer(None) };
            // A part before the last must leave the others as much as it can.
            let any = self.any && self.parts.is_empty();
            let guess = groups.greedy();
            if guess.load <= most {
                if any || guess.load <= bound {
                    self.most -= guess.load;
                    self.base.add(guess);
                    continue;
                }
                most = guess.load - 1;
                self.guess = Some(guess);
            }
            frames.push(Frame::Each(self));
            return Next::Solve(groups, most, any);
        }
        Next::Answer(Some(self.base))
    }
}

fn joined(mut base: Taken, more: Taken) -> Taken {
    base.add(more);
    base
}

fn solve(
    mut groups: Groups,
    scale: &Scale,
    most: Load,
    any: bool,
    frames: &mut Vec<Frame>,
    limit: &mut u64,
) -> Result<Next, Spent> {
    let mut base = Taken::default();
    let (bound, most) = loop {
        groups.reduce(&mut base, limit)?;
        let bound = groups.bound(limit)?;
        let least = bound.load(scale);
        let Some(left) = most.checked_sub(base.load).filter(|&left| least <= left) else {
            return Ok(Next::Answer(None));
        };
        let dear: Vec<bool> = (0..groups.names.len()).map(|item| bound.with(item, scale) > left).collect();
        if !dear.contains(&true) {
            break (least, left);
        }
        match groups.without(|item| dear[item as usize]) {
            Some(rest) => groups = rest,
            None => return Ok(Next::Answer(None)),
        }
    };
    let Some(item) = groups.widest() else { return Ok(Next::Answer(Some(base))) };
    let mut parts = groups.parts();
    if parts.len() > 1 {
        parts.sort_by_key(|part| std::cmp::Reverse(part.size()));
        let mut bounded = Vec::with_capacity(parts.len());
        for part in parts {
            let bound = part.bound(limit)?.load(scale);
            bounded.push((part, bound));
        }
        let each = Each { base, parts: bounded, most, any, guess: None };
        return Ok(each.proceed(frames));
    }
    let Some(groups) = parts.pop() else { return Ok(Next::Answer(Some(base))) };
    let next = match most.checked_sub(groups.loads[item as usize]) {
        Some(most) => Next::Solve(groups.with(item), most, any),
        None => Next::Answer(None),
    };
    frames.push(Frame::Either(Either { base, groups: Some(groups), item, bound, most, any, best: None }));
    Ok(next)
}
