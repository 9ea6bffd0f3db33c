//! What each source says of a fact, with every claim that carries it.

use super::amounts::ends;
use super::answer::{Carried, Said, Standing};
use super::speakers;
use crate::corpus::{Corpus, Describer, Fact, Series, relays, same_value, voice};
use crate::model::claim::{ClaimStatus, Value};

/// The claims that were retracted or corrected, ascending.
pub(super) fn amended(corpus: &Corpus) -> Vec<u32> {
    let numbered = (0_u32..).zip(corpus.claims());
    numbered.filter(|(_, claim)| claim.status != ClaimStatus::Current).map(|(at, _)| at).collect()
}

/// What each source says of a fact: what stands, then what is superseded, then what the amended claims
/// of the corpus say of it.
pub(super) fn said(words: Describer<'_>, series: &Series, fact: &Fact, amended: &[u32]) -> Vec<Said> {
    let mut found: Vec<Said> =
        fact.statements.iter().map(|one| said_by(words, &one.claims, Standing::Current)).collect();
    for undecided in &fact.undecided {
        // A statement lists its own claims first, then those of the other figures.
        found.extend(undecided.statements.iter().map(|one| {
            let own = |claim: &&u32| {
                let value = |at: u32| &words.corpus.claim(at).value;
                same_value(value(**claim), value(one.representative()))
            };
            let own: Vec<u32> = one.claims.iter().filter(own).copied().collect();
            said_by(words, &own, Standing::Undecided)
        }));
    }
    let mut superseded: Vec<u32> =
        fact.all_statements().filter_map(|one| one.superseded.as_deref()).flatten().copied().collect();
    superseded.sort_unstable();
    superseded.dedup();
    found.extend(superseded.into_iter().map(|claim| said_by(words, &[claim], Standing::Superseded)));
    let here = amended.iter().map(|&at| (at, words.corpus.claim(at))).filter(|(_, claim)| {
        (claim.measure, claim.scope, claim.mode) == (series.measure, series.scope, series.mode)
            && claim.time == fact.window
    });
    found.extend(here.map(|(at, claim)| said_by(words, &[at], standing(claim.status))));
    found
}

/// Whether a claim of some status stands.
pub(super) fn standing(status: ClaimStatus) -> Standing {
    match status {
        ClaimStatus::Current => Standing::Current,
        ClaimStatus::Revised => Standing::Superseded,
        ClaimStatus::Retracted => Standing::Retracted,
    }
}

/// What some claims with one value say, direct ones first.
pub(super) fn said_by(words: Describer<'_>, claims: &[u32], standing: Standing) -> Said {
    let first = words.corpus.claim(claims[0]);
    let (low, high) = match &first.value {
        Value::Number(figure) => ends(&figure.soft()),
        _ => (None, None),
    };
    Said {
        source: speakers::name(words, voice(first)),
        value: words.said(claims[0]),
        low,
        high,
        standing,
        claims: claims.iter().map(|&at| carried(words, at)).collect(),
        first: claims[0],
    }
}

fn carried(words: Describer<'_>, at: u32) -> Carried {
    let claim = words.corpus.claim(at);
    let source = words.sources.get(claim.place.file);
    let relays = relays(words.corpus, at);
    let details = claim.details.as_deref();
    Carried {
        id: words.id(at),
        file: source.name().to_owned(),
        line: source.line_of(claim.mark.start),
        place: source.line_spot(claim.mark.start),
        via: relays.iter().map(|&relay| words.source(relay).to_owned()).collect(),
        said: claim.said.map(|moment| moment.in_words()),
        published: claim.published.map(|moment| moment.in_words()),
        url: details.and_then(|details| details.url.clone()),
        tally: claim.is_tally(),
        details: details.map(|details| details.rest.clone()).unwrap_or_default(),
    }
}
