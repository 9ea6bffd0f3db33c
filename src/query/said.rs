//! What each source says of a fact, with every claim that carries it.

use super::amounts::ends;
use super::answer::{Carried, Said, Standing};
use super::speakers;
use crate::corpus::{Describer, Fact, Series, Statement, relays, same_value, voice};
use crate::model::Window;
use crate::model::claim::{Claim, ClaimStatus, Value};
use crate::source::Source;

/// Every statement of a fact, those of undecided voices too.
pub(super) fn all_statements(fact: &Fact) -> impl Iterator<Item = &Statement> {
    fact.statements.iter().chain(fact.undecided.iter().flat_map(|undecided| &undecided.statements))
}

/// What each source says of a fact: what stands, then what does not any more.
pub(super) fn said(words: Describer<'_>, series: &Series, fact: &Fact) -> Vec<Said> {
    let mut found: Vec<Said> =
        fact.statements.iter().map(|one| says(words, &one.claims, Standing::Current)).collect();
    for undecided in &fact.undecided {
        // A statement lists its own claims first, then those of the other figures.
        found.extend(undecided.statements.iter().map(|one| {
            let own = |claim: &&u32| {
                let value = |at: u32| &words.corpus.claim(at).value;
                same_value(value(**claim), value(one.representative()))
            };
            let own: Vec<u32> = one.claims.iter().filter(own).copied().collect();
            says(words, &own, Standing::Undecided)
        }));
    }
    let mut superseded: Vec<u32> =
        all_statements(fact).filter_map(|one| one.superseded.as_deref()).flatten().copied().collect();
    superseded.sort_unstable();
    superseded.dedup();
    found.extend(superseded.into_iter().map(|claim| says(words, &[claim], Standing::Superseded)));
    found.extend(retracted(words, series, fact.window.as_ref()));
    found
}

/// What was retracted, or corrected, at a fact.
fn retracted(words: Describer<'_>, series: &Series, window: Option<&Window>) -> Vec<Said> {
    let numbered = (0_u32..).zip(words.corpus.claims());
    let is_here = |claim: &Claim| {
        claim.status != ClaimStatus::Current
            && (claim.measure, claim.scope, claim.mode) == (series.measure, series.scope, series.mode)
            && claim.time.as_ref() == window
    };
    let standing = |status| match status {
        ClaimStatus::Retracted => Standing::Retracted,
        ClaimStatus::Revised | ClaimStatus::Current => Standing::Superseded,
    };
    numbered
        .filter(|(_, claim)| is_here(claim))
        .map(|(at, claim)| says(words, &[at], standing(claim.status)))
        .collect()
}

pub(super) fn says(words: Describer<'_>, claims: &[u32], standing: Standing) -> Said {
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
        place: place(source, claim.mark.start),
        via: relays.iter().map(|&relay| words.source(relay).to_owned()).collect(),
        said: claim.said.map(|moment| moment.in_words()),
        published: claim.published.map(|moment| moment.in_words()),
        url: details.and_then(|details| details.url.clone()),
        tally: details.is_some_and(|details| details.tally),
        details: details.map(|details| details.rest.clone()).unwrap_or_default(),
    }
}

/// A place as a reader finds it: file and line, in a workbook its cell.
pub(super) fn place(source: &Source, at: u32) -> String {
    match source.cell(at) {
        Some(cell) => format!("{}!{cell}", source.name()),
        None => format!("{}:{}", source.name(), source.line_of(at)),
    }
}
