//! Figures that their outlet has dropped since: a later edition of its sheet has a figure there that the outlet filled in itself.
//!
//! A sheet that keeps all its editions has a row where a source's figure is first given, and where it changes, but none where an
//! edition leaves it out. That shows only in the rows that the outlet fills in by itself, with figures of its own (carried forward,
//! interpolated), under a source named after the outlet: `Tracker (carried forward)` where `Tracker` carries the figures. Those rows
//! are skipped by the settings, and read for this alone. If such a row once had the source's figure, a later edition of it has another
//! figure, and no row of a source gives that, then the outlet has filled in what the source no longer says: its figure was dropped.

use rustc_hash::FxHashMap;

use crate::intake::without_addition;
use crate::model::claim::{Claim, Moment, Value};
use crate::model::name;
use crate::model::register::{MeasureId, Registers, ScopeId};
use crate::model::vocabulary::{Kind, Vocabulary};
use crate::model::window::{Day, Window};
use crate::model::written_time::WindowKey;
use crate::source::FileId;

/// What figures of one fact in one sheet have in common.
type Fact = (FileId, MeasureId, ScopeId, Option<WindowKey>);

/// Marks the claims that were dropped, by what skipped rows fill in.
///
/// Rows filled in for a flow show nothing: the outlet may compute a day's increase from the running total while the source's own
/// figure for the day stands.
pub(super) fn mark(
    claims: &mut [Claim],
    filled: Vec<Claim>,
    as_of: Option<Day>,
    vocabulary: &Vocabulary,
    registers: &Registers,
) {
    if filled.is_empty() {
        return;
    }
    let edition = |claim: &Claim| claim.said.or(claim.published);
    let is_known = |moment: &Moment| as_of.is_none_or(|day| moment.from <= day);
    let fact = |claim: &Claim| -> Fact {
        (claim.place.file, claim.measure, claim.scope, claim.time.as_ref().map(Window::key))
    };
    let mut fillings: FxHashMap<Fact, Vec<(Moment, Claim)>> = FxHashMap::default();
    for claim in filled {
        let kind = vocabulary.measure(claim.measure).and_then(|measure| measure.kind);
        if let Some(moment) = edition(&claim).filter(is_known).filter(|_| kind != Some(Kind::Flow)) {
            fillings.entry(fact(&claim)).or_default().push((moment, claim));
        }
    }
    let mut kept: FxHashMap<Fact, Vec<(Moment, Value)>> = FxHashMap::default();
    for claim in claims.iter() {
        if let Some(moment) = edition(claim).filter(|_| fillings.contains_key(&fact(claim))) {
            kept.entry(fact(claim)).or_default().push((moment, claim.value.clone()));
        }
    }
    for claim in claims {
        let Some((said, all)) = edition(claim).zip(fillings.get(&fact(claim))) else { continue };
        let Some(outlet) = registers.chains.get(claim.via.0).last() else { continue };
        let outlet = name::key(&registers.sources.get(outlet.0).display);
        let is_own = |filling: &Claim| {
            let source = filling.origin.map(|source| registers.sources.get(source.0).display.as_str());
            let bare = source.and_then(without_addition);
            bare.is_some_and(|bare| name::key(bare) == outlet)
                && (filling.unit, filling.mode) == (claim.unit, claim.mode)
        };
        // A row that never had the source's figure says nothing about it.
        let followed = |filling: &Claim| {
            let same = all.iter().filter(|(_, other)| other.origin == filling.origin);
            same.clone().any(|(_, other)| other.value == claim.value)
        };
        let last = all
            .iter()
            .filter(|(_, filling)| is_own(filling) && followed(filling))
            .max_by_key(|(moment, filling)| (moment.order(), filling.place));
        let Some((moment, filling)) = last else { continue };
        let is_given = |(at, value): &(Moment, Value)| {
            !at.certainly_after(moment) && !moment.certainly_after(at) && *value == filling.value
        };
        let is_explained = kept.get(&fact(claim)).is_some_and(|kept| kept.iter().any(is_given));
        claim.dropped = moment.certainly_after(&said) && filling.value != claim.value && !is_explained;
    }
}
