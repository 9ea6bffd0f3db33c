//! Conflicts at one time that are found without a search: chooses the one to show for a removed item.

use crate::contradiction::argument::ConstraintKind;
use crate::contradiction::tied::build::Built;
use crate::reason::linear::{Core, LinearConflict};

/// Whether a core rests on a single sum, law, part or flow, or is one fall of a total.
pub(super) fn is_direct(built: &Built, core: &Core) -> bool {
    let rows = core.proof.rows.iter().filter(|&&row| {
        let row = row as usize;
        !built.row_reasons[row].is_absence(&built.system.rows[row])
    });
    let kinds: Vec<ConstraintKind> = rows.map(|&row| built.row_reasons[row as usize].kind).collect();
    match kinds[..] {
        [] => true,
        [kind] if kind != ConstraintKind::NeverFalls => true,
        _ => core.items.len() <= 2 && kinds.iter().all(|&kind| kind == ConstraintKind::NeverFalls),
    }
}

/// The easiest direct conflict of some removed items of one fact, the removed item first: one that
/// is not reported yet, preferably with kept items only.
pub(super) fn direct(
    built: &Built,
    conflict: &LinearConflict,
    removed: &[u32],
    reported: &[Vec<u32>],
) -> Option<Core> {
    let has_movable = |core: &Core| core.items.iter().any(|&item| built.is_movable(item));
    let voice = |item: u32| built.statement(item).voice;
    let here = |core: &Core| core.items.iter().position(|item| removed.contains(item));
    let all = conflict.cores.iter().chain(&conflict.further_cores);
    let fitting = all.filter(|core| here(core).is_some() && !has_movable(core) && is_direct(built, core));
    let new = fitting.filter(|core| !reported.contains(&sorted(&core.items)));
    let easiest = new.min_by_key(|core| {
        let others = core.items.iter().filter(|&item| !removed.contains(item));
        let gone = others.filter(|item| conflict.repair.binary_search(item).is_ok()).count();
        let own = core.items.iter().all(|&item| voice(item) == voice(core.items[0]));
        (gone, !own, core.items.len(), sorted(&core.items))
    });
    easiest.map(|core| {
        let mut items = core.items.clone();
        items[..=here(core).unwrap_or(0)].rotate_right(1);
        Core { items, proof: core.proof.clone() }
    })
}

/// Some items, ascending.
pub(super) fn sorted(items: &[u32]) -> Vec<u32> {
    let mut items = items.to_vec();
    items.sort_unstable();
    items
}
