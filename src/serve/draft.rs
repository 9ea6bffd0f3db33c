//! A draft that was pasted, checked against the archive; nothing of it is kept.

use super::edition::Edition;
use crate::check::{Checked, Report, Settings, checked};
use crate::corpus::Describer;
use crate::intake;
use crate::query::{Unheard, query_for, unheard};
use crate::report::DraftClaim;
use crate::source::{Source, Sources};

/// What a pasted draft is called in reports: claims, and Markdown with claims in it.
const DRAFT: &str = "<draft>";
const ARTICLE: &str = "<draft>.md";

/// How many claims of a draft are listed.
const LISTED: usize = 60;

/// What was found of a draft.
pub(super) struct Found {
    pub(super) sources: Sources,
    pub(super) report: Report,
    pub(super) claims: Vec<DraftClaim>,
    /// Names in it that may be misspelt.
    pub(super) unheard: Vec<Unheard>,
}

/// Checks a draft against an edition: claims, or Markdown with claims in it.
pub(super) fn against(edition: &Edition, text: &str) -> Found {
    let name = if intake::fences(text).is_empty() { DRAFT } else { ARTICLE };
    let mut texts: Vec<Source> = edition.sources.iter().map(|(_, source)| source.clone()).collect();
    let archive = texts.iter().map(|source| source.name().to_owned()).collect();
    texts.push(Source::new(name, text));
    let sources = Sources::new(texts);
    let settings = Settings { archive, ..edition.settings.clone() };
    let Checked { corpus, report, .. } = checked(&sources, &settings);
    let words = Describer { corpus: &corpus, sources: &sources };
    let numbered = (0_u32..).zip(corpus.claims());
    let own = numbered.filter(|(_, claim)| sources.get(claim.place.file).name() == name).take(LISTED);
    let claims = own.map(|(at, claim)| {
        let scope = corpus.model.registers.scopes.get(claim.scope.0);
        let about = words.about(claim.measure, scope, claim.mode);
        let when = claim.time.map(|window| format!(" {}", window.dated())).unwrap_or_default();
        DraftClaim {
            text: format!("{about}: {}{when}{}", words.said(at), words.byline(at)),
            query: query_for(&words.fact_of(at)),
        }
    });
    let claims = claims.collect();
    let unheard = unheard(&corpus, |file| sources.get(file).name() != name);
    Found { sources, report, claims, unheard }
}
