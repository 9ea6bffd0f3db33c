//! Voices that said one of several figures, nobody knows which: what stands against them whichever it was.
//!
//! A conflict is told only if every choice of the figures meets one; the choice with the smallest repair shows it. Where
//! choices are too many to try, a voice only conflicts with what goes with none of its figures; among very many statements it
//! says no more than that its figure lies between the lowest and the highest.

use crate::model::Number;
use crate::reason;
use crate::reason::linear::Span;
use crate::reason::{Conflict, Endpoint, Item, TimeRange, Union, Weight};

/// How many combinations of figures are tried where voices hang together: six that have two each.
const COMBINATIONS: usize = 64;

/// Among how many statements those that hang together are looked for, pair by pair.
const PAIRED: usize = 3000;

/// What a choice comes to.
pub(super) struct Outcome<R> {
    /// What is set aside in all.
    pub(super) weight: Weight,
    /// What each conflict sets aside, by voice, and whether nothing else would do.
    pub(super) repairs: Vec<(Vec<u32>, bool)>,
    pub(super) result: R,
}

/// The choice of one alternative for each voice that comes to the least, and for each of its repairs, whether no other choice
/// that comes to as little does with another. `least` is what none falls below. None where there are too many choices.
pub(super) fn choose<R>(
    alternatives: &[usize],
    least: Weight,
    mut solve: impl FnMut(&[usize]) -> Outcome<R>,
) -> Option<(R, Vec<bool>)> {
    let combinations = alternatives
        .iter()
        .try_fold(1_usize, |all, &count| all.checked_mul(count).filter(|&all| all <= COMBINATIONS))?;
    let mut best: Option<Outcome<R>> = None;
    for mut number in 0..combinations {
        let choice: Vec<usize> = alternatives
            .iter()
            .map(|&count| {
                let at = number % count;
                number /= count;
                at
            })
            .collect();
        let outcome = solve(&choice);
        match &mut best {
            Some(known) if outcome.weight > known.weight => {}
            Some(known) if outcome.weight == known.weight => {
                for repair in &mut known.repairs {
                    repair.1 &= outcome.repairs.contains(repair);
                }
            }
            _ => best = Some(outcome),
        }
        let settled =
            |known: &Outcome<R>| known.weight <= least && known.repairs.iter().all(|(_, only)| !only);
        if best.as_ref().is_some_and(settled) {
            break;
        }
    }
    best.map(|outcome| (outcome.result, outcome.repairs.into_iter().map(|(_, only)| only).collect()))
}

/// From the lowest to the highest of some spans.
pub(super) fn hull<'s>(spans: impl Iterator<Item = &'s Span> + Clone) -> Span {
    let low = |span: &'s Span| span.low.as_ref();
    let high = |span: &'s Span| span.high.as_ref();
    Span {
        low: if spans.clone().all(|span| span.low.is_some()) {
            spans.clone().filter_map(low).min().cloned()
        } else {
            None
        },
        high: if spans.clone().all(|span| span.high.is_some()) {
            spans.filter_map(high).max().cloned()
        } else {
            None
        },
    }
}

/// The conflicts among items and voices that each say one of some alternatives, all of one series. In the answer items are
/// numbered first, then every alternative of the first voice, of the second, and so on.
pub(super) fn conflicts(
    plain: &[Item<Number>],
    voices: &[Vec<Item<Number>>],
    when: impl Fn(u32) -> TimeRange,
    solve: impl Fn(&[Item<Number>]) -> Vec<Conflict>,
) -> Vec<Conflict> {
    let mut first = plain.len() as u32;
    let numbers: Vec<Vec<u32>> = voices
        .iter()
        .map(|voice| {
            let own = (first..).take(voice.len()).collect();
            first += voice.len() as u32;
            own
        })
        .collect();
    let all: Vec<&Item<Number>> = plain.iter().chain(voices.iter().flatten()).collect();
    let mut union = Union::new(all.len());
    for own in &numbers {
        own.windows(2).for_each(|pair| _ = union.join(pair[0], pair[1]));
    }
    if all.len() > PAIRED {
        (1..all.len() as u32).for_each(|at| _ = union.join(0, at));
    } else {
        for (one, a) in (0_u32..).zip(&all) {
            for (two, b) in (0_u32..).zip(&all[..one as usize]) {
                if over(a, b, &when) || over(b, a, &when) {
                    union.join(one, two);
                }
            }
        }
    }
    let root = union.roots();
    let mut found = Vec::new();
    let mut roots: Vec<u32> = numbers.iter().map(|own| root[own[0] as usize]).collect();
    roots.sort_unstable();
    roots.dedup();
    let solve_some = |members: &[u32], items: &[Item<Number>]| -> (Weight, Vec<Conflict>) {
        let conflicts = solve(items);
        let repaired = conflicts.iter().flat_map(|conflict| &conflict.repair);
        let weight = repaired.fold(Weight::default(), |sum, &item| sum + items[item as usize].weight);
        let number = |at: u32| members[at as usize];
        (weight, conflicts.into_iter().map(|conflict| conflict.moved(number)).collect())
    };
    // What no undecided voice has a part in is solved as ever.
    let others = (0..plain.len() as u32).filter(|&at| roots.binary_search(&root[at as usize]).is_err());
    let members: Vec<u32> = others.collect();
    let items: Vec<Item<Number>> = members.iter().map(|&at| plain[at as usize].clone()).collect();
    found.extend(solve_some(&members, &items).1);
    for at in roots {
        let members: Vec<u32> = (0..plain.len() as u32).filter(|&item| root[item as usize] == at).collect();
        let items: Vec<Item<Number>> = members.iter().map(|&at| plain[at as usize].clone()).collect();
        let here: Vec<usize> =
            (0..voices.len()).filter(|&voice| root[numbers[voice][0] as usize] == at).collect();
        let with = |chosen: &dyn Fn(usize) -> (u32, Item<Number>)| {
            let (mut members, mut items) = (members.clone(), items.clone());
            for (place, item) in (0..here.len()).map(chosen) {
                members.push(place);
                items.push(item);
            }
            solve_some(&members, &items)
        };
        let (least, loosely) = with(&|place| {
            let voice = here[place];
            (numbers[voice][0], hull_of(&voices[voice]))
        });
        let counts: Vec<usize> = here.iter().map(|&voice| voices[voice].len()).collect();
        let voice_of = |&item: &u32| {
            let own = numbers.iter().find(|own| own.contains(&item));
            own.map_or(item, |own| own[0])
        };
        let chosen = choose(&counts, least, |choice| {
            let (weight, result) = with(&|place| {
                let (voice, at) = (here[place], choice[place]);
                (numbers[voice][at], voices[voice][at].clone())
            });
            let repair = |conflict: &Conflict| conflict.repair.iter().map(voice_of).collect();
            let repairs = result.iter().map(|conflict| (repair(conflict), conflict.unique)).collect();
            Outcome { weight, repairs, result }
        });
        let chosen = chosen.map(|(mut conflicts, only)| {
            for (conflict, only) in conflicts.iter_mut().zip(only) {
                conflict.unique &= only;
            }
            conflicts
        });
        found.extend(chosen.unwrap_or_else(|| {
            if all.len() > PAIRED {
                return loosely;
            }
            let options: Vec<Vec<&Item<Number>>> = items
                .iter()
                .map(|item| vec![item])
                .chain(here.iter().map(|&voice| voices[voice].iter().collect()))
                .collect();
            let numbered = members.iter().copied().chain(here.iter().map(|&voice| numbers[voice][0]));
            let numbered: Vec<u32> = numbered.collect();
            let conflicts = pairwise(&options, &when);
            conflicts.into_iter().map(|conflict| conflict.moved(|at| numbered[at as usize])).collect()
        }));
    }
    found.sort_by_key(|conflict| conflict.items.first().copied());
    found
}

/// The conflicts among items of which every way to take the one meets every way to take the other.
fn pairwise(options: &[Vec<&Item<Number>>], when: impl Fn(u32) -> TimeRange) -> Vec<Conflict> {
    let mut edges = Vec::new();
    for (one, mine) in (0_u32..).zip(options) {
        for (two, theirs) in (0_u32..).zip(&options[..one as usize]) {
            let clash = |a: &Item<Number>, b: &Item<Number>| over(a, b, &when) || over(b, a, &when);
            if mine.iter().all(|mine| theirs.iter().all(|theirs| clash(mine, theirs))) {
                edges.push((two, one));
            }
        }
    }
    let weights: Vec<Weight> = options.iter().map(|options| options[0].weight).collect();
    reason::graph(&weights, &edges, reason::STEPS)
}

fn hull_of(alternatives: &[Item<Number>]) -> Item<Number> {
    let span = |item: &Item<Number>| Span { low: item.low.clone(), high: item.high.clone() };
    let spans: Vec<Span> = alternatives.iter().map(span).collect();
    let Span { low, high } = hull(spans.iter());
    Item { low, high, ..alternatives[0].clone() }
}

/// Whether one's low end applies no later than the other's high end, and lies above it.
fn over(one: &Item<Number>, other: &Item<Number>, when: impl Fn(u32) -> TimeRange) -> bool {
    let end = |end: &Endpoint<Number>| (end.value.clone(), end.side);
    let above = one.low.as_ref().zip(other.high.as_ref()).is_some_and(|(low, high)| end(low) > end(high));
    above && when(one.node).end.reaches(when(other.node).start)
}
