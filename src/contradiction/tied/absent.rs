//! Parts that a source leaves out of its list: with `where absent is none` these are zero, for this source's
//! statements only.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::contradiction::tied::constraint::Node;
use crate::contradiction::tied::graph::scope_with;
use crate::contradiction::tied::groups::SeriesGroup;
use crate::contradiction::window::is_sharp;
use crate::corpus::{Corpus, ValueType, Voice, compare_windows, voice};
use crate::model::Window;
use crate::model::claim::{Claim, Moment, Scope};
use crate::model::register::{ChainId, MeasureId, NameId};
use crate::model::units::UnitId;
use crate::model::vocabulary::{Complete, Vocabulary};
use crate::source::{FileId, Place};
use crate::syntax::tree::Mode;

/// A source that states this many parts of a set at least counts as listing the set.
const LISTED: usize = 2;

/// The parts that a voice leaves out of its lists.
pub(super) struct PartsList {
    pub(super) voice: Voice,
    /// The series that the voice has statements in.
    pub(super) series: Vec<u32>,
    /// The parts that it leaves out, each at one time.
    pub(super) absent: Vec<AbsentPart>,
}

/// A part that is zero at one time.
pub(super) struct AbsentPart {
    /// The series of the part, claimed or not.
    pub(super) node: Node,
    /// The time of the list.
    pub(super) window: Option<Window>,
    /// The set's definition.
    pub(super) set: Place,
}

/// What the series of a set's parts have in common: the number of the set, and everything of a series but the name of the part.
type Rest = (u32, MeasureId, Scope, Option<Mode>, Option<UnitId>);

/// A part that a voice lists. Parts with equal `rest`, window and edition are in one list.
struct Listed<'c> {
    /// What it has in common with the other parts of the list.
    rest: Rest,
    /// Its time.
    window: Option<&'c Window>,
    /// Its file, its relays, and when it was published.
    edition: (FileId, ChainId, Option<Moment>),
    part: NameId,
}

/// What the voices of some series leave out of their lists.
pub(super) fn parts_lists(corpus: &Corpus, group: &SeriesGroup) -> Vec<PartsList> {
    let vocabulary = &corpus.model.vocabulary;
    let sets = || (0_u32..).zip(&vocabulary.complete).filter(|(_, set)| set.absent_is_none);
    if sets().next().is_none() {
        return Vec::new();
    }
    let mut listed: BTreeMap<Voice, Vec<Listed<'_>>> = BTreeMap::new();
    let mut series_of: BTreeMap<Voice, Vec<u32>> = BTreeMap::new();
    for &number in &group.series {
        let series = &corpus.series[number as usize];
        let scope = corpus.model.registers.scopes.get(series.scope.0);
        let sums = vocabulary.measure(series.measure).map_or(&[][..], |measure| &measure.sums_over);
        if series.value_type != ValueType::Number {
            continue;
        }
        for &at in corpus.claims_of(series) {
            let claim = corpus.claim(at);
            let known = series_of.entry(voice(claim)).or_default();
            if known.last() != Some(&number) {
                known.push(number);
            }
            for (set_number, set) in sets().filter(|(_, set)| sums.contains(&set.key)) {
                let own = scope.iter().find(|(key, _)| *key == set.key).map(|(_, name)| *name);
                let Some(part) = own.filter(|name| set.parts.contains(name)) else { continue };
                if !claim.time.as_ref().is_none_or(is_sharp) {
                    continue;
                }
                let rest = scope_with(&corpus.model.vocabulary, &scope.to_vec(), set.key, None);
                listed.entry(voice(claim)).or_default().push(Listed {
                    rest: (set_number, series.measure, rest, series.mode, claim.unit),
                    window: claim.time.as_ref(),
                    edition: (claim.place.file, claim.via, claim.published),
                    part,
                });
            }
        }
    }
    let mentions = Mentions::of(corpus, &listed);
    let parts_lists = listed.into_iter().filter_map(|(voice, mut listed)| {
        listed.sort_by(|a, b| a.rest.cmp(&b.rest).then_with(|| compare_windows(a.window, b.window)));
        let same =
            |a: &Listed<'_>, b: &Listed<'_>| a.rest == b.rest && compare_windows(a.window, b.window).is_eq();
        let absent: Vec<AbsentPart> =
            listed.chunk_by(same).flat_map(|list| mentions.absent(corpus, voice, list)).collect();
        let series = series_of.remove(&voice)?;
        (!absent.is_empty()).then_some(PartsList { voice, series, absent })
    });
    parts_lists.collect()
}

/// All claims of voices about parts of sets, even unreadable ones: a part that is mentioned is not left out.
struct Mentions<'c> {
    /// The claims by measure and voice.
    claims: FxHashMap<(MeasureId, Voice), Vec<&'c Claim>>,
}

impl<'c> Mentions<'c> {
    fn of(corpus: &'c Corpus, listed: &BTreeMap<Voice, Vec<Listed<'_>>>) -> Self {
        let mut claims: FxHashMap<(MeasureId, Voice), Vec<&Claim>> = FxHashMap::default();
        for (voice, listed) in listed {
            for one in listed {
                claims.entry((one.rest.1, *voice)).or_default();
            }
        }
        for claim in corpus.claims() {
            if let Some(known) = claims.get_mut(&(claim.measure, voice(claim))) {
                known.push(claim);
            }
        }
        Self { claims }
    }

    /// The parts that one list leaves out.
    fn absent(&self, corpus: &Corpus, voice: Voice, list: &[Listed<'_>]) -> Vec<AbsentPart> {
        let (number, measure, rest, mode, unit) = &list[0].rest;
        let set = &corpus.model.vocabulary.complete[*number as usize];
        let window = list[0].window;
        let mut editions: Vec<_> = list.iter().filter(|one| is_read_whole(corpus, one.edition.0)).collect();
        editions.sort_by_key(|one| {
            let (file, chain, published) = one.edition;
            (
                file,
                chain,
                published.map(|moment| (moment.from, moment.to, moment.clock.map(|clock| clock.seconds))),
            )
        });
        let is_list = editions.chunk_by(|a, b| a.edition == b.edition).any(|edition| {
            let mut parts: Vec<NameId> = edition.iter().map(|one| one.part).collect();
            parts.sort_unstable();
            parts.dedup();
            parts.len() >= LISTED
        });
        if !is_list {
            return Vec::new();
        }
        let mentioned = self.claims.get(&(*measure, voice)).map_or(&[][..], Vec::as_slice);
        let is_mentioned = |part: NameId| {
            mentioned.iter().any(|claim| {
                let scope = corpus.model.registers.scopes.get(claim.scope.0);
                let own = scope.iter().find(|(key, _)| *key == set.key).map(|(_, name)| *name);
                own.is_some_and(|name| corpus.model.vocabulary.lies_in(&[part], name))
                    && scope_with(&corpus.model.vocabulary, &scope.to_vec(), set.key, None) == *rest
                    && may_meet(claim.time.as_ref(), window)
            })
        };
        let absent = set.parts.iter().copied().filter(|&part| !is_mentioned(part));
        absent
            .map(|part| part_at(&corpus.model.vocabulary, set, part, rest, (*measure, *mode, *unit), window))
            .collect()
    }
}

/// A part that a list leaves out, at the time of the list.
fn part_at(
    vocabulary: &Vocabulary,
    set: &Complete,
    part: NameId,
    rest: &Scope,
    (measure, mode, unit): (MeasureId, Option<Mode>, Option<UnitId>),
    window: Option<&Window>,
) -> AbsentPart {
    let node = Node { measure, scope: scope_with(vocabulary, rest, set.key, Some(part)), mode, unit };
    AbsentPart { node, window: window.copied(), set: set.place }
}

/// Whether all statements of a file could be read: an unreadable one may be about the part that seems to be missing.
fn is_read_whole(corpus: &Corpus, file: FileId) -> bool {
    !corpus.model.unread.iter().any(|place| place.file == file)
}

/// Whether two windows may be of the same time.
fn may_meet(one: Option<&Window>, two: Option<&Window>) -> bool {
    let (Some(one), Some(two)) = (one, two) else { return true };
    let before = |a: &Window, b: &Window| a.to.zip(b.from).is_some_and(|(end, start)| end < start);
    !before(one, two) && !before(two, one)
}
