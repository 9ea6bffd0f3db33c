//! Retractions and corrections: which claims they retract, and the claim that a correction puts in place.

use rustc_hash::FxHashMap;

use crate::finding::ProblemKind;
use crate::model::claim::{self, Claim, ClaimStatus, Moment};
use crate::model::date::Anchor;
use crate::model::label::Labels;
use crate::model::lower::{ArticleDefaults, Lowering, Particulars, earlier};
use crate::model::register::{ChainId, MeasureId, ScopeId, SourceId};
use crate::source::{Place, Span};
use crate::syntax::tree::{Body, Mode, Qualifier, Statement, Value, ValueKind};

/// The parts of a retraction or correction.
pub(super) struct AmendmentInput<'c, 's> {
    /// The label of what is retracted.
    pub(super) target: &'s str,
    /// What replaces it.
    pub(super) value: Option<&'c Value<'s>>,
    /// The statement itself, for its label and details.
    pub(super) statement: &'c Statement<'s>,
    /// When, by whom and via whom.
    pub(super) qualifiers: &'c [Qualifier<'s>],
}

impl<'c, 's> AmendmentInput<'c, 's> {
    /// The amendment that a statement makes, if it makes one.
    pub(super) fn of(statement: &'c Statement<'s>) -> Option<Self> {
        match &statement.body {
            Body::Retract(retract) => {
                Some(Self { target: retract.target, value: None, statement, qualifiers: &retract.qualifiers })
            }
            Body::Correct(correct) => Some(Self {
                target: correct.target,
                value: Some(&correct.value),
                statement,
                qualifiers: &correct.qualifiers,
            }),
            _ => None,
        }
    }
}

/// A retraction or correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// The statement.
    pub place: Place,
    /// The statement that it retracts.
    pub target: Place,
    /// When it was made.
    pub when: Option<Moment>,
    /// Who made it, as named.
    pub by: Vec<SourceId>,
    /// Whether it is a correction, which says what is right instead.
    pub is_correction: bool,
    /// The claims that it retracted, by place and part.
    pub retracted: Vec<(Place, u32)>,
}

/// The claims read so far, indexed by voice, measure, scope and mode.
#[derive(Default)]
pub(super) struct ClaimIndex {
    claims: Vec<Claim>,
    /// How many of them, from the first, are sorted by place; those that corrections add follow.
    sorted: usize,
    /// The numbers of those that corrections added, by place.
    added: FxHashMap<Place, Vec<u32>>,
    by_voice: FxHashMap<Key, Vec<u32>>,
}

type Key = (MeasureId, ScopeId, Option<Mode>, Option<SourceId>);

fn key(claim: &Claim) -> Key {
    (claim.measure, claim.scope, claim.mode, claim.voice)
}

impl ClaimIndex {
    /// Of claims in the order of their places. They are indexed only if there are retractions or corrections.
    pub(super) fn new(claims: Vec<Claim>, has_amendments: bool) -> Self {
        let mut by_voice: FxHashMap<Key, Vec<u32>> = FxHashMap::default();
        for (at, claim) in (0_u32..).zip(claims.iter().filter(|_| has_amendments)) {
            by_voice.entry(key(claim)).or_default().push(at);
        }
        Self { sorted: claims.len(), claims, added: FxHashMap::default(), by_voice }
    }

    /// All of them, in the order of their places.
    pub(super) fn into_claims(mut self) -> Vec<Claim> {
        self.claims.sort_by_key(|claim| (claim.place, claim.part));
        self.claims
    }

    /// The claims that a statement makes.
    pub(super) fn made_at(&self, place: Place) -> Vec<Claim> {
        let sorted = &self.claims[..self.sorted];
        let first = sorted.partition_point(|claim| claim.place < place);
        let here = sorted[first..].iter().take_while(|claim| claim.place == place);
        let added = self.added.get(&place).into_iter().flatten().map(|&at| &self.claims[at as usize]);
        here.chain(added).cloned().collect()
    }

    fn add(&mut self, claim: Claim) {
        let number = self.claims.len() as u32;
        self.by_voice.entry(key(&claim)).or_default().push(number);
        self.added.entry(claim.place).or_default().push(number);
        self.claims.push(claim);
    }
}

/// Retracts every claim that the amendment reaches, and adds the corrected one. Returns who is named as retracting, and the amendment,
/// also where it reached nothing; none where its label names no claim.
pub(super) fn amend<'s>(
    known: &mut ClaimIndex,
    labels: &Labels,
    lowering: &mut Lowering<'_, 's>,
    defaults: Option<&ArticleDefaults>,
    input: &AmendmentInput<'_, 's>,
) -> (Vec<SourceId>, Option<Amendment>) {
    let particulars = lowering.particulars(input.qualifiers, None, defaults);
    let Some(place) = lowering.labelled(input.target, labels) else { return (particulars.by, None) };
    let when = particulars.when();
    let targets = known.made_at(place);
    if targets.is_empty() {
        lowering
            .diagnostics
            .add(
                ProblemKind::DanglingLabel,
                lowering.at,
                input.target,
                format!("`@{}` is not a claim", input.target),
            )
            .label("there is no claim to retract here");
        return (particulars.by, None);
    }
    // Who retracts or corrects, each as the voice that it speaks with.
    let voices: Vec<SourceId> =
        particulars.by.iter().map(|&source| lowering.vocabulary.voice(source)).collect();
    let mut is_reached = false;
    let mut retracted = Vec::new();
    for target in &targets {
        let chain = lowering.chain_of(target.via);
        // Unnamed officials have a voice for each outlet that quoted them, which `by` cannot name. So the origin itself is compared, too.
        let by_origin = voices.is_empty()
            || target.voice.is_some_and(|voice| voices.contains(&voice))
            || target.origin.is_some_and(|origin| particulars.by.contains(&origin));
        let hop = chain.iter().position(|outlet| particulars.by.contains(outlet));
        // A claim goes with the target if its chain begins with this many of the target's relays.
        let reach = match (by_origin, hop) {
            // An outlet that speaks for itself is its own first relay.
            (true, _) => usize::from(target.origin.is_none()).min(chain.len()),
            (false, Some(hop)) => hop + 1,
            (false, None) => continue,
        };
        is_reached = true;
        let replacement = match input.value {
            Some(value) => {
                let mut relays = chain[..reach].to_vec();
                relays.extend(&particulars.via);
                if by_origin && target.origin.is_some() {
                    relays.extend(
                        defaults
                            .map_or(&[][..], ArticleDefaults::via)
                            .iter()
                            .filter(|&&outlet| Some(outlet) != target.origin),
                    );
                }
                let replacement =
                    corrected_claim(target, &relays, value, input, &particulars, defaults, lowering);
                // A correction whose new value or date cannot be read retracts nothing.
                if replacement.value == claim::Value::Unread || particulars.refused {
                    continue;
                }
                Some(replacement)
            }
            None => None,
        };
        retracted.extend(retract_carriers(
            known,
            target,
            &chain[..reach],
            when,
            replacement.is_some(),
            lowering,
        ));
        if let Some(replacement) = replacement {
            known.add(replacement);
        }
    }
    if !is_reached {
        let names =
            particulars.by.iter().map(|&source| lowering.source_name(source)).collect::<Vec<_>>().join(", ");
        lowering
            .diagnostics
            .add(
                ProblemKind::NotTheirsToRetract,
                lowering.at,
                input.target,
                format!("{names} neither said nor passed on `@{}`", input.target),
            )
            .label("not theirs to retract")
            .help(Some("only its origin or an outlet in its chain can retract a claim".to_owned()));
    }
    retracted.sort_unstable();
    let amendment = Amendment {
        place: lowering.at.statement(),
        target: place,
        when,
        by: particulars.by.clone(),
        is_correction: input.value.is_some(),
        retracted,
    };
    (particulars.by, Some(amendment))
}

/// Marks every claim that carries the target as retracted, or if a correction does it, as revised. It has the same voice, measure,
/// scope, mode and time, and a relay chain that starts with `prefix`. What was certainly said later stays; the claims of other
/// corrections stay unless they were certainly said before. Returns the marked claims.
fn retract_carriers(
    known: &mut ClaimIndex,
    target: &Claim,
    prefix: &[SourceId],
    when: Option<Moment>,
    is_corrected: bool,
    lowering: &Lowering<'_, '_>,
) -> Vec<(Place, u32)> {
    let mut retracted = Vec::new();
    let time = target.time.map(|time| time.key());
    // What has been retracted stays so.
    let mut carriers = known.by_voice.remove(&key(target)).unwrap_or_default();
    carriers.retain(|&at| known.claims[at as usize].status == ClaimStatus::Current);
    let mut is_carrier: FxHashMap<ChainId, bool> = FxHashMap::default();
    for &at in &carriers {
        let was_added = at as usize >= known.sorted;
        let claim = &mut known.claims[at as usize];
        let mut carries = || {
            *is_carrier.entry(claim.via).or_insert_with(|| lowering.chain_of(claim.via).starts_with(prefix))
        };
        if claim.time.map(|time| time.key()) != time || !carries() {
            continue;
        }
        let is_direct = claim.origin.is_none() || lowering.chain_of(claim.via).is_empty();
        let said = claim.said.or(if is_direct { claim.published } else { None });
        let said_and_retracted = said.zip(when);
        // Two corrections of one claim are two statements of the same voice: without a certain order both stay.
        let stays_valid = if was_added && claim.place != target.place {
            !said_and_retracted.is_some_and(|(said, when)| when.certainly_after(&said))
        } else {
            said_and_retracted.is_some_and(|(said, when)| said.certainly_after(&when))
        };
        if !stays_valid && claim.place != lowering.at.statement() {
            claim.status = if is_corrected { ClaimStatus::Revised } else { ClaimStatus::Retracted };
            retracted.push((claim.place, claim.part));
        }
    }
    known.by_voice.insert(key(target), carriers);
    retracted
}

fn corrected_claim<'s>(
    target: &Claim,
    relays: &[SourceId],
    value: &Value<'s>,
    input: &AmendmentInput<'_, 's>,
    particulars: &Particulars,
    defaults: Option<&ArticleDefaults>,
    lowering: &mut Lowering<'_, 's>,
) -> Claim {
    let day = particulars.published.or(particulars.said).map(|moment| moment.to);
    let (read, unit) = match (&target.value, &value.kind) {
        // What replaces a quotation is a quotation.
        (claim::Value::Quote(_), ValueKind::Name(name)) => {
            (claim::Value::Quote(lowering.words(&name.text())), None)
        }
        _ => lowering.value(value, target.measure, Anchor { day, ..Anchor::default() }),
    };
    let read = (read, unit);
    let mut figure_change =
        lowering.change(value, &read, target.measure, Anchor { day, ..Anchor::default() });
    if let (Some(figure_change), Some(written), Some(time)) =
        (&mut figure_change, &value.change, &target.time)
    {
        figure_change.since = figure_change.since.or_else(|| earlier(time, written));
    }
    let (read, unit) = read;
    let mut details = lowering.details(input.statement, particulars.url.as_deref(), defaults);
    if target.is_tally() {
        // A tally that is corrected is still a tally.
        details.get_or_insert_default().tally = true;
    }
    let excluded = lowering.excluded(&read);
    let read = lowering.as_counted(read, target.origin.or(target.voice), target.measure, unit);
    let place: Place = lowering.at.statement();
    Claim {
        place,
        mark: lowering.at.span(value.text),
        time_mark: Span { start: place.span.start, end: place.span.start },
        label: input.statement.label.map(|label| lowering.label(label)),
        value: read,
        change: figure_change,
        begun: None,
        unit: unit.or(target.unit),
        via: lowering.chain(relays),
        said: particulars.said,
        published: particulars.published,
        status: ClaimStatus::Current,
        dropped: false,
        excluded,
        details,
        print: 0,
        ..target.clone()
    }
}
