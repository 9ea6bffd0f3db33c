//! The sources of a corpus: what each says, how often it is contradicted and stands out, what it restates, for whom it only
//! passes words on, and who agrees with whom.

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Serialize;

use super::estimates::Estimates;
use crate::contradiction::{Contradictions, Dispute, contradict};
use crate::corpus::{Corpus, Describer, Fact, Series, Statement, Voice, relays, voice};
use crate::model::claim::{ClaimStatus, Value};
use crate::model::register::SourceId;
use crate::source::Sources;

/// How many sources of one fact are compared in pairs; a fact with more says little about any two of them.
const PAIRED: usize = 64;

/// How many pairs are kept, those that speak of most facts together first.
const PAIRS: usize = 200;

/// The sources of a corpus.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SourceList {
    /// `gainsay-sources/1`.
    pub schema: &'static str,
    /// The sources, the one with most claims first.
    pub sources: Vec<SourceRow>,
    /// Those that speak of the same facts, in pairs.
    pub pairs: Vec<SourcePair>,
    /// How many claims name no source at all.
    pub unattributed: usize,
    /// What a method of truth discovery estimates, if one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimates: Option<Estimates>,
}

/// One source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourceRow {
    /// Its name.
    pub source: String,
    /// How many claims are its word, through whomever.
    pub claims: usize,
    /// Of how many facts it speaks.
    pub facts: usize,
    /// Of how many of those another source speaks, too.
    pub shared: usize,
    /// In how many contradictions with others it is.
    pub disputes: usize,
    /// In how many of them somebody stands out.
    pub decided: u64,
    /// In how many of these it is the odd one out.
    pub odd: u64,
    /// How often it contradicts itself.
    pub slips: usize,
    /// How many of its facts it has restated: upwards, downwards, and otherwise.
    pub raised: usize,
    /// Downwards.
    pub lowered: usize,
    /// Otherwise: names, dates, or to a figure that may be the same.
    pub otherwise: usize,
    /// How many of its claims were retracted.
    pub retracted: usize,
    /// How many claims of others it passes on.
    pub passed_on: usize,
    /// For whom, with how many claims, the most first.
    pub passes_on_for: Vec<(String, usize)>,
    /// Through whom alone it is known, if none of its claims is its own publication.
    pub known_through: Vec<String>,
}

/// Two sources that speak of the same facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourcePair {
    /// One of them.
    pub one: String,
    /// The other.
    pub other: String,
    /// Of how many facts both speak.
    pub together: usize,
    /// In how many of those what they say can both be true.
    pub agree: usize,
}

/// What is counted of one source.
#[derive(Default)]
struct Gathered {
    row: SourceRow,
    /// Whose words it passes on, in how many claims.
    for_whom: FxHashMap<SourceId, usize>,
    /// The first relays of its claims.
    through: FxHashSet<SourceId>,
    /// Whether a claim of it has no relay.
    is_direct: bool,
}

/// The sources of a corpus, with the contradictions found in it.
#[must_use]
pub fn sources(corpus: &Corpus, texts: &Sources, contradictions: &Contradictions) -> SourceList {
    let words = Describer { corpus, sources: texts };
    let mut all: FxHashMap<SourceId, Gathered> = FxHashMap::default();
    let mut unattributed = 0;
    for (at, claim) in (0_u32..).zip(corpus.claims()) {
        let passed = relays(corpus, at);
        let Some(speaker) = source_of(voice(claim)) else {
            unattributed += 1;
            continue;
        };
        let own = all.entry(speaker).or_default();
        own.row.claims += 1;
        own.row.retracted += usize::from(claim.status == ClaimStatus::Retracted);
        own.is_direct |= passed.is_empty();
        own.through.extend(passed.first());
        for relay in passed {
            let relay = all.entry(*relay).or_default();
            relay.row.passed_on += 1;
            *relay.for_whom.entry(speaker).or_default() += 1;
        }
    }
    let mut pairs: FxHashMap<(SourceId, SourceId), (usize, usize)> = FxHashMap::default();
    for series in &corpus.series {
        for fact in corpus.facts(series) {
            count_fact(corpus, series, &fact, &mut all, &mut pairs);
        }
    }
    for dispute in &contradictions.disputes {
        count_dispute(dispute, &mut all);
    }
    let mut rows: Vec<SourceRow> = all
        .into_iter()
        .map(|(source, gathered)| {
            let record = contradictions.records.voice(Voice::Origin(source));
            let own = contradictions.records.voice(Voice::Own(source));
            let row = row(words, source, gathered);
            SourceRow { odd: record.odd + own.odd, decided: record.decided + own.decided, ..row }
        })
        .collect();
    rows.sort_by(|one, two| {
        (two.claims, two.passed_on, &one.source).cmp(&(one.claims, one.passed_on, &two.source))
    });
    let name = |source: SourceId| words.source(source).to_owned();
    let mut pairs: Vec<SourcePair> = pairs
        .into_iter()
        .map(|((one, other), (together, agree))| SourcePair {
            one: name(one),
            other: name(other),
            together,
            agree,
        })
        .collect();
    pairs.sort_by(|one, two| (two.together, &one.one, &one.other).cmp(&(one.together, &two.one, &two.other)));
    pairs.truncate(PAIRS);
    SourceList { schema: "gainsay-sources/1", sources: rows, pairs, unattributed, estimates: None }
}

/// The source of a voice; none where nobody is named.
fn source_of(voice: Voice) -> Option<SourceId> {
    match voice {
        Voice::Origin(source) | Voice::Own(source) => Some(source),
        Voice::Nobody(_) => None,
    }
}

fn row(words: Describer<'_>, source: SourceId, gathered: Gathered) -> SourceRow {
    let mut for_whom: Vec<(String, usize)> = gathered
        .for_whom
        .into_iter()
        .map(|(source, count)| (words.source(source).to_owned(), count))
        .collect();
    for_whom.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    let is_known_through_others = gathered.row.claims > 0 && !gathered.is_direct;
    let mut through: Vec<String> = if is_known_through_others {
        gathered.through.iter().map(|relay| words.source(*relay).to_owned()).collect()
    } else {
        Vec::new()
    };
    through.sort();
    SourceRow {
        source: words.source(source).to_owned(),
        passes_on_for: for_whom,
        known_through: through,
        ..gathered.row
    }
}

fn count_fact(
    corpus: &Corpus,
    series: &Series,
    fact: &Fact,
    all: &mut FxHashMap<SourceId, Gathered>,
    pairs: &mut FxHashMap<(SourceId, SourceId), (usize, usize)>,
) {
    let undecided = fact.undecided.iter().filter_map(|undecided| undecided.statements.first());
    let mut speakers: Vec<SourceId> =
        fact.statements.iter().chain(undecided).filter_map(|statement| source_of(statement.voice)).collect();
    speakers.sort_unstable();
    speakers.dedup();
    for speaker in &speakers {
        let row = &mut all.entry(*speaker).or_default().row;
        row.facts += 1;
        row.shared += usize::from(speakers.len() > 1);
    }
    let mut counted: FxHashSet<SourceId> = FxHashSet::default();
    for statement in &fact.statements {
        let Some(speaker) = source_of(statement.voice).filter(|speaker| counted.insert(*speaker)) else {
            continue;
        };
        count_restated(corpus, statement, &mut all.entry(speaker).or_default().row);
    }
    if speakers.len() < 2 || speakers.len() > PAIRED {
        return;
    }
    for (place, one) in speakers.iter().enumerate() {
        for other in &speakers[place + 1..] {
            let of = |source: &SourceId| {
                let source = *source;
                fact.statements.iter().filter(move |statement| source_of(statement.voice) == Some(source))
            };
            let disagree = of(one).any(|one| of(other).any(|other| contradict(corpus, series, one, other)));
            let (together, agree) = pairs.entry((*one, *other)).or_default();
            *together += 1;
            *agree += usize::from(!disagree);
        }
    }
}

/// Counts a fact that its source has restated: from the first of what it said before to what it says now.
fn count_restated(corpus: &Corpus, statement: &Statement, row: &mut SourceRow) {
    let own = statement.superseded.as_deref().into_iter().flatten();
    // Relays that deviate from their source are no restatements of it.
    let now = corpus.claim(statement.representative());
    let before = own.copied().find(|&at| relays(corpus, at) == relays(corpus, statement.representative()));
    let Some(before) = before.map(|at| corpus.claim(at)) else { return };
    match (&before.value, &now.value) {
        (Value::Number(before), Value::Number(now)) if before.hard().before(&now.hard()) => row.raised += 1,
        (Value::Number(before), Value::Number(now)) if now.hard().before(&before.hard()) => row.lowered += 1,
        _ => row.otherwise += 1,
    }
}

fn count_dispute(dispute: &Dispute, all: &mut FxHashMap<SourceId, Gathered>) {
    let against = dispute.against.iter().map(|side| &side.statement);
    let involved = std::iter::once(&dispute.removed.statement).chain(against);
    let mut speakers: Vec<SourceId> = involved.filter_map(|statement| source_of(statement.voice)).collect();
    if !dispute.is_slip() {
        speakers.extend(dispute.kept.iter().filter_map(|statement| source_of(statement.voice)));
    }
    speakers.sort_unstable();
    speakers.dedup();
    for speaker in speakers {
        let row = &mut all.entry(speaker).or_default().row;
        if dispute.is_slip() {
            row.slips += 1;
        } else {
            row.disputes += 1;
        }
    }
}
