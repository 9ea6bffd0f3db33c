//! Which ranked items (*bars*: intervals over time) are connected by conflicts, without comparing every pair.

use std::collections::BTreeSet;

use super::conflict::Conflict;
use super::conflict_index::ConflictIndex;
use super::moment::Line;
use super::ranked_item::RankedItem;
use super::union::Union;
use super::weight::Selection;

/// The connected components of two or more bars, in time O(n log n).
///
/// A sweep in order of time. Each component has a mark: the highest low end that it has reached. A
/// bar conflicts with a bar before it in a component exactly if the component's mark is above the
/// bar's high end.
pub(super) fn components(ranked: &[RankedItem]) -> Vec<Vec<u32>> {
    let mut union = Union::new(ranked.len());
    let ranked_item = |at: u32| &ranked[at as usize];
    let mut by_end: Vec<u32> = (0_u32..).take(ranked.len()).collect();
    let mut by_start = by_end.clone();

    // Bars at the very same moment are joined here: the sweep asks whether one ends no later than the other starts, and a moment that
    // has some length does not satisfy that with itself.
    by_end.sort_unstable_by_key(|&at| ranked_item(at).when.end);
    by_start.sort_unstable_by_key(|&at| ranked_item(at).when.start);
    let mut starts =
        by_start.chunk_by(|&a, &b| ranked_item(a).when.start == ranked_item(b).when.start).peekable();
    for ends in by_end.chunk_by(|&a, &b| ranked_item(a).when.end == ranked_item(b).when.end) {
        let moment = ranked_item(ends[0]).when.end;
        while starts.next_if(|group| ranked_item(group[0]).when.start < moment).is_some() {}
        let Some(group) = starts.next_if(|group| ranked_item(group[0]).when.start == moment) else {
            continue;
        };
        let Some(&top) = ends.iter().max_by_key(|&&at| ranked_item(at).low) else { continue };
        let Some(&bottom) = group.iter().min_by_key(|&&at| ranked_item(at).high) else { continue };
        for &at in ends.iter().filter(|&&at| ranked_item(at).low > ranked_item(bottom).high) {
            union.join(at, bottom);
        }
        for &at in group.iter().filter(|&&at| ranked_item(at).high < ranked_item(top).low) {
            union.join(at, top);
        }
    }

    for line in Line::ALL {
        sweep(ranked, line, &mut union);
    }
    union.groups()
}

/// Joins the bars that conflict across time on one line.
fn sweep(ranked: &[RankedItem], line: Line, union: &mut Union) {
    let ranked_item = |at: u32| &ranked[at as usize];
    let all = || (0_u32..).take(ranked.len());
    let end = |at: u32| line.of(ranked_item(at).when.end).map(|(_, end)| (end, at));
    let start = |at: u32| line.of(ranked_item(at).when.start).map(|(start, _)| (start, at));
    let mut by_end: Vec<(i64, u32)> = all().filter_map(end).collect();
    let mut by_start: Vec<(i64, u32)> = all().filter_map(start).collect();
    by_end.sort_unstable();
    by_start.sort_unstable();
    let mut marks: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut mark_of: Vec<Option<u32>> = vec![None; ranked.len()];
    let mut ended = by_end.iter().peekable();
    for &(start, at) in &by_start {
        while let Some(&(_, before)) = ended.next_if(|(end, _)| *end <= start) {
            let (root, low) = (union.find(before), ranked_item(before).low);
            if mark_of[root as usize].is_none_or(|old| old < low) {
                if let Some(old) = mark_of[root as usize].replace(low) {
                    marks.remove(&(old, root));
                }
                marks.insert((low, root));
            }
        }
        if marks.last().is_none_or(|&(highest, _)| highest <= ranked_item(at).high) {
            continue;
        }
        let mut root = union.find(at);
        let mut highest = mark_of[root as usize].take();
        if let Some(old) = highest {
            marks.remove(&(old, root));
        }
        while let Some(&(low, other)) = marks.last().filter(|&&(low, _)| low > ranked_item(at).high) {
            marks.pop_last();
            mark_of[other as usize] = None;
            highest = highest.max(Some(low));
            root = union.join(root, other);
        }
        mark_of[root as usize] = highest;
        marks.extend(highest.map(|low| (low, root)));
    }
}

/// The conflict of a component, in the items' original numbers.
pub(super) fn conflict(ranked: &[RankedItem], selection: &Selection) -> Conflict {
    let kept = ConflictIndex::of_kept(ranked, &selection.keep);
    let mut items: Vec<u32> = ranked.iter().map(|ranked_item| ranked_item.index).collect();
    let mut cores: Vec<(u32, u32)> = (0..ranked.len())
        .filter(|&at| !selection.keep[at])
        .filter_map(|at| Some((ranked[at].index, kept.rival(at)?)))
        .collect();
    items.sort_unstable();
    cores.sort_unstable();
    // A repair is minimal, so each of its items conflicts with a kept one.
    let repair: Vec<u32> = cores.iter().map(|&(removed, _)| removed).collect();
    let certain = if selection.unique { repair.clone() } else { Vec::new() };
    Conflict { items, repair, unique: selection.unique, certain, cores, is_smallest: selection.is_smallest }
}
