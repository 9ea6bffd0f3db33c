//! Conflicts at one node among values that agree only if equal: names, truth values.

use rustc_hash::FxHashMap;

use super::conflict::Conflict;
use super::weight::Weight;

/// Finds the conflict among items at one node that agree exactly if they are in the same camp. Exact, O(n).
///
/// There is a conflict if there are two camps. The heaviest camp is kept, in a tie the one with the lowest item; that
/// item is also the one that each removed item is paired with. Missing weights count as zero.
#[must_use]
pub fn camps(weights: &[Weight], camps: &[u32]) -> Option<Conflict> {
    let first = camps.first()?;
    if camps.iter().all(|camp| camp == first) {
        return None;
    }
    let mut place: FxHashMap<u32, usize> = FxHashMap::default();
    // The lowest item and the total weight of each camp, in the order of the lowest items.
    let mut sums: Vec<(u32, (u64, u64))> = Vec::new();
    for (index, &camp) in (0_u32..).zip(camps) {
        let at = *place.entry(camp).or_insert(sums.len());
        if at == sums.len() {
            sums.push((index, (0, 0)));
        }
        let weight = weights.get(index as usize).copied().filter(|&weight| weight != Weight::default());
        let weight = weight.unwrap_or(Weight::OWN);
        let (origins, own) = &mut sums[at].1;
        *origins += u64::from(weight.origins);
        *own += u64::from(weight.own);
    }
    let heaviest = sums.iter().map(|&(_, sum)| sum).max()?;
    let best: Vec<u32> = sums.iter().filter(|&&(_, sum)| sum == heaviest).map(|&(at, _)| at).collect();
    let &kept = best.first()?;
    let camp = camps[kept as usize];
    let indices = (0_u32..).take(camps.len());
    let repair: Vec<u32> = indices.clone().filter(|&at| camps[at as usize] != camp).collect();
    let cores = repair.iter().map(|&at| (at, kept)).collect();
    let sum_of = |at: u32| {
        let of_camp = sums.iter().find(|(first, _)| camps[*first as usize] == camps[at as usize]);
        of_camp.map_or((0, 0), |&(_, sum)| sum)
    };
    // Own voices together never outweigh an origin.
    let is_origin = |at: u32| weights.get(at as usize).is_some_and(|weight| weight.origins > 0);
    let is_outweighed = |&at: &u32| {
        let camp_sum = sum_of(at);
        if is_origin(at) { camp_sum.0 < heaviest.0 } else { best.len() == 1 && camp_sum < heaviest }
    };
    let certain = repair.iter().copied().filter(is_outweighed).collect();
    Some(Conflict {
        items: indices.collect(),
        repair,
        unique: best.len() == 1,
        certain,
        cores,
        is_smallest: true,
    })
}
