//! Undecided voices: what contradicts them, whichever of several figures they said.
//!
//! There is a conflict only if every combination of the figures has one. The combination with the smallest repair is
//! shown. If there are too many combinations, a voice conflicts only with what agrees with none of its figures; or, among very many
//! statements, with what the hull of its figures excludes.

use rustc_hash::FxHashSet;

use crate::model::Number;
use crate::reason;
use crate::reason::linear::Span;
use crate::reason::{Conflict, Item, Union, Weight};

/// How many combinations of figures are tried for voices that depend on each other: six voices with two figures each.
const COMBINATIONS: usize = 64;

/// Among at most this many statements, dependent voices are found pair by pair.
const PAIRED: usize = 3000;

/// The result of one combination.
pub(super) struct Outcome<R> {
    /// The weight of all that its repairs remove.
    pub(super) weight: Weight,
    /// The repair of each conflict.
    pub(super) repairs: Vec<Repair>,
    /// What the caller wants to know of the combination that is chosen.
    pub(super) result: R,
}

/// The repair of a conflict, in numbers of items. All alternatives of one voice count as the same item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Repair {
    /// What it removes.
    pub(super) removed: Vec<u32>,
    /// Whether no other repair is as small.
    pub(super) unique: bool,
    /// What every repair as small removes.
    pub(super) certain: Vec<u32>,
}

impl Repair {
    /// Keeps only what another combination with an equally small repair confirms. Conflicts may be joined in one
    /// combination and separate in another.
    fn confirm(&mut self, others: &[Self]) {
        let only = others.iter().filter(|other| other.unique);
        let sure: FxHashSet<u32> = only.flat_map(|other| &other.removed).copied().collect();
        self.unique &= self.removed.iter().all(|item| sure.contains(item));
        self.certain.retain(|item| others.iter().any(|other| other.certain.contains(item)));
    }
}

/// The result of the combination that needs the smallest repair, and its repairs; of what these
/// say, only what every other combination with an equally small repair confirms. None if there are
/// too many combinations.
///
/// `alternatives` says how many each voice has, `least` is a lower bound of the weight of all repairs, and `solve` solves one
/// combination.
pub(super) fn choose<R>(
    alternatives: &[usize],
    least: Weight,
    mut solve: impl FnMut(&[usize]) -> Outcome<R>,
) -> Option<(R, Vec<Repair>)> {
    let combinations = alternatives
        .iter()
        .try_fold(1_usize, |all, &count| all.checked_mul(count).filter(|&all| all <= COMBINATIONS))?;
    let mut best: Option<Outcome<R>> = None;
    for mut number in 0..combinations {
        let combination: Vec<usize> = alternatives
            .iter()
            .map(|&count| {
                let at = number % count;
                number /= count;
                at
            })
            .collect();
        let outcome = solve(&combination);
        match &mut best {
            Some(known) if outcome.weight > known.weight => {}
            Some(known) if outcome.weight == known.weight => {
                known.repairs.iter_mut().for_each(|repair| repair.confirm(&outcome.repairs));
            }
            _ => best = Some(outcome),
        }
        // No other combination can need less, and there is nothing left of its repairs that another could fail to confirm.
        let says_nothing = |repair: &Repair| !repair.unique && repair.certain.is_empty();
        let is_final = |known: &Outcome<R>| known.weight <= least && known.repairs.iter().all(says_nothing);
        if best.as_ref().is_some_and(is_final) {
            break;
        }
    }
    best.map(|outcome| (outcome.result, outcome.repairs))
}

/// The span from the lowest to the highest of some spans.
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

/// Drops each voice whose alternatives are at several nodes (points of time here, as in `Item`), if
/// one of them clashes with nothing: that may be what it said. `of` has an entry for each voice,
/// which is dropped with it.
pub(super) fn leave_free_out<T>(
    plain: &[Item<Number>],
    voices: &mut Vec<Vec<Item<Number>>>,
    of: &mut Vec<T>,
    clash: impl Fn(&Item<Number>, &Item<Number>) -> bool,
) {
    // An item that clashed with a dropped one may be free now.
    loop {
        let before = voices.len();
        for at in (0..before).rev() {
            let own = &voices[at];
            let others = || voices[..at].iter().chain(&voices[at + 1..]).flatten().chain(plain);
            let is_free = |item: &Item<Number>| !others().any(|other| clash(item, other));
            if own.iter().any(|item| item.node != own[0].node) && own.iter().any(is_free) {
                voices.remove(at);
                of.remove(at);
            }
        }
        if voices.len() == before {
            return;
        }
    }
}

/// The conflicts among the items of one series, and the voices that each say one of several
/// alternatives. The result numbers the items first, then all alternatives of the first voice, of
/// the second, and so on.
pub(super) fn conflicts(
    plain: &[Item<Number>],
    voices: &[Vec<Item<Number>>],
    clash: impl Fn(&Item<Number>, &Item<Number>) -> bool,
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
                if clash(a, b) {
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
        (weight, conflicts.into_iter().map(|conflict| conflict.renumbered(number)).collect())
    };
    // Conflicts without an undecided voice are solved as usual.
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
            for (number, item) in (0..here.len()).map(chosen) {
                members.push(number);
                items.push(item);
            }
            solve_some(&members, &items)
        };
        let (least, with_hulls) = with(&|place| {
            let voice = here[place];
            (numbers[voice][0], hull_of(&voices[voice]))
        });
        let counts: Vec<usize> = here.iter().map(|&voice| voices[voice].len()).collect();
        let voice_of = |&item: &u32| {
            let own = numbers.iter().find(|own| own.contains(&item));
            own.map_or(item, |own| own[0])
        };
        let chosen = choose(&counts, least, |combination| {
            let (weight, result) = with(&|place| {
                let (voice, at) = (here[place], combination[place]);
                (numbers[voice][at], voices[voice][at].clone())
            });
            let repair = |conflict: &Conflict| Repair {
                removed: conflict.repair.iter().map(voice_of).collect(),
                unique: conflict.unique,
                certain: conflict.certain.iter().map(voice_of).collect(),
            };
            let repairs = result.iter().map(repair).collect();
            Outcome { weight, repairs, result }
        });
        let chosen = chosen.map(|(mut conflicts, repairs)| {
            for (conflict, repair) in conflicts.iter_mut().zip(repairs) {
                conflict.unique = repair.unique;
                conflict.certain.retain(|item| repair.certain.contains(&voice_of(item)));
            }
            conflicts
        });
        found.extend(chosen.unwrap_or_else(|| {
            if all.len() > PAIRED {
                return with_hulls;
            }
            let options: Vec<Vec<&Item<Number>>> = items
                .iter()
                .map(|item| vec![item])
                .chain(here.iter().map(|&voice| voices[voice].iter().collect()))
                .collect();
            let numbered = members.iter().copied().chain(here.iter().map(|&voice| numbers[voice][0]));
            let numbered: Vec<u32> = numbered.collect();
            let conflicts = pairwise(&options, &clash);
            conflicts.into_iter().map(|conflict| conflict.renumbered(|at| numbered[at as usize])).collect()
        }));
    }
    found.sort_by_key(|conflict| conflict.items.first().copied());
    found
}

/// The conflicts among voices where every alternative of one clashes with every alternative of the other.
fn pairwise(
    options: &[Vec<&Item<Number>>],
    clash: impl Fn(&Item<Number>, &Item<Number>) -> bool,
) -> Vec<Conflict> {
    let mut edges = Vec::new();
    for (one, mine) in (0_u32..).zip(options) {
        for (two, theirs) in (0_u32..).zip(&options[..one as usize]) {
            if mine.iter().all(|mine| theirs.iter().all(|theirs| clash(mine, theirs))) {
                edges.push((two, one));
            }
        }
    }
    let weights: Vec<Weight> = options.iter().map(|options| options[0].weight).collect();
    reason::graph(&weights, &edges, reason::STEPS)
}

/// One item in place of several alternatives: from the lowest to the highest; without bounds if
/// their nodes differ.
fn hull_of(alternatives: &[Item<Number>]) -> Item<Number> {
    if alternatives.iter().any(|item| item.node != alternatives[0].node) {
        return Item { low: None, high: None, ..alternatives[0].clone() };
    }
    let span = |item: &Item<Number>| Span { low: item.low.clone(), high: item.high.clone() };
    let spans: Vec<Span> = alternatives.iter().map(span).collect();
    let Span { low, high } = hull(spans.iter());
    Item { low, high, ..alternatives[0].clone() }
}
