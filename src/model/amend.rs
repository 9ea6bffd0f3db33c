//! Retractions and corrections: what they take back, and the claim that a correction makes.

use rustc_hash::FxHashMap;

use crate::finding::ProblemKind;
use crate::model::claim::{Claim, Moment, Status};
use crate::model::date::Anchor;
use crate::model::label::Labels;
use crate::model::lower::{Frame, Lowering};
use crate::model::register::{MeasureId, ScopeId, SourceId};
use crate::source::{Place, Span};
use crate::syntax::tree::{Mode, Qualifier, Value};

/// What a retraction or correction says.
pub(super) struct Change<'c, 's> {
    /// The label of what is taken back.
    pub(super) target: &'s str,
    /// What stands in its stead.
    pub(super) value: Option<&'c Value<'s>>,
    /// The label of the change itself.
    pub(super) label: Option<&'s str>,
}

/// The claims read so far, and which of them one voice makes of one series.
#[derive(Default)]
pub(super) struct Known {
    claims: Vec<Claim>,
    /// How many of them, from the first, are in the order of their places; corrected ones follow.
    sorted: usize,
    by_voice: FxHashMap<Key, Vec<u32>>,
}

type Key = (MeasureId, ScopeId, Option<Mode>, Option<SourceId>);

fn key(claim: &Claim) -> Key {
    (claim.measure, claim.scope, claim.mode, claim.voice)
}

impl Known {
    /// Claims in the order of their places. Only where something is to be amended are they indexed.
    pub(super) fn new(claims: Vec<Claim>, amended: bool) -> Self {
        let mut by_voice: FxHashMap<Key, Vec<u32>> = FxHashMap::default();
        for (at, claim) in (0_u32..).zip(claims.iter().filter(|_| amended)) {
            by_voice.entry(key(claim)).or_default().push(at);
        }
        Self { sorted: claims.len(), claims, by_voice }
    }

    /// All of them, in the order of their places.
    pub(super) fn into_claims(mut self) -> Vec<Claim> {
        self.claims.sort_by_key(|claim| (claim.place, claim.part));
        self.claims
    }

    fn made_at(&self, place: Place) -> Vec<Claim> {
        let (sorted, added) = self.claims.split_at(self.sorted);
        let first = sorted.partition_point(|claim| claim.place < place);
        let here = sorted[first..].iter().take_while(|claim| claim.place == place);
        here.chain(added.iter().filter(|claim| claim.place == place)).cloned().collect()
    }

    fn add(&mut self, claim: Claim) {
        self.by_voice.entry(key(&claim)).or_default().push(self.claims.len() as u32);
        self.claims.push(claim);
    }
}

/// Takes a claim back wherever the change reaches, and adds the corrected one. Returns who is named as taking it back.
pub(super) fn amend<'s>(
    known: &mut Known,
    labels: &Labels,
    lowering: &mut Lowering<'_, 's>,
    frame: Option<&Frame>,
    qualifiers: &[Qualifier<'s>],
    change: &Change<'_, 's>,
) -> Vec<SourceId> {
    let particulars = lowering.particulars(qualifiers, None);
    let Some(place) = lowering.labelled(change.target, labels) else { return particulars.by };
    let when = particulars.when.or(frame.and_then(Frame::published));
    let targets = known.made_at(place);
    if targets.is_empty() {
        lowering
            .troubles
            .add(
                ProblemKind::DanglingLabel,
                lowering.at,
                change.target,
                format!("`@{}` is no claim", change.target),
            )
            .label("there is no claim to take back here");
        return particulars.by;
    }
    let speakers: Vec<SourceId> =
        particulars.by.iter().map(|&source| lowering.vocabulary.voice(source)).collect();
    let mut reached = false;
    for target in &targets {
        let chain = lowering.chain_of(target.via);
        let by_origin = speakers.is_empty() || target.voice.is_some_and(|voice| speakers.contains(&voice));
        let hop = chain.iter().position(|outlet| particulars.by.contains(outlet));
        let reach = match (by_origin, hop) {
            // An outlet that speaks for itself stays in its own chain.
            (true, _) => usize::from(target.origin.is_none()).min(chain.len()),
            (false, Some(hop)) => hop + 1,
            (false, None) => continue,
        };
        reached = true;
        take_back(known, target, &chain[..reach], when, change.value.is_some(), lowering);
        if let Some(value) = change.value {
            let corrected =
                correction(target, &chain[..reach], value, change.label, when, &particulars.via, lowering);
            known.add(corrected);
        }
    }
    if !reached {
        let names =
            particulars.by.iter().map(|&source| lowering.source_name(source)).collect::<Vec<_>>().join(", ");
        lowering
            .troubles
            .add(
                ProblemKind::DanglingLabel,
                lowering.at,
                change.target,
                format!("{names} neither said nor passed on `@{}`", change.target),
            )
            .label("not theirs to take back")
            .help(Some("a claim is taken back by its origin or by an outlet in its chain".to_owned()));
    }
    particulars.by
}

/// Marks every claim of the same voice and fact that passed through the chain's beginning, unless it was said later.
fn take_back(
    known: &mut Known,
    target: &Claim,
    prefix: &[SourceId],
    when: Option<Moment>,
    corrected: bool,
    lowering: &Lowering<'_, '_>,
) {
    let carriers = known.by_voice.get(&key(target)).cloned().unwrap_or_default();
    for at in carriers {
        let claim = &mut known.claims[at as usize];
        if claim.time != target.time || !lowering.chain_of(claim.via).starts_with(prefix) {
            continue;
        }
        let direct = lowering.chain_of(claim.via).is_empty() || claim.origin.is_none();
        let said = claim.said.or(if direct { claim.published } else { None });
        let later = said.zip(when).is_some_and(|(said, when)| said.certainly_after(&when));
        if !later && claim.place != lowering.at.statement() && claim.status == Status::Current {
            claim.status = if corrected { Status::Revised } else { Status::Retracted };
        }
    }
}

fn correction<'s>(
    target: &Claim,
    prefix: &[SourceId],
    value: &Value<'s>,
    label: Option<&str>,
    when: Option<Moment>,
    via: &[SourceId],
    lowering: &mut Lowering<'_, 's>,
) -> Claim {
    let anchor = Anchor { day: when.map(|when| when.to), forward: false };
    let (read, unit) = lowering.value(value, target.measure, anchor);
    let kind = lowering.vocabulary.measure(target.measure).and_then(|measure| measure.kind);
    let barred = lowering.barred(&read, kind, target.measure, unit, None);
    let chain: Vec<SourceId> = prefix.iter().chain(via).copied().collect();
    let place: Place = lowering.at.statement();
    Claim {
        place,
        mark: Span::of(value.text, lowering.at.whole),
        time_mark: Span { start: place.span.start, end: place.span.start },
        label: label.map(|label| lowering.label(label)),
        value: read,
        unit: unit.or(target.unit),
        via: lowering.chain(&chain),
        said: when,
        published: None,
        status: Status::Current,
        barred,
        details: None,
        ..target.clone()
    }
}
