//! The wording of what is reported with a root, but has a root of its own: the same falls of
//! running totals as other sources give them, and smaller slips of the same source, and of the same
//! law or whole.

use super::across::{NEXT, distinct_messages, grouped, sizes};
use super::time_words::first_to_last;
use crate::corpus::{Describer, join_words, plural, voice};
use crate::finding::Finding;

/// Adds other sources' falls, most of which are between the same figures.
pub(super) fn add_mirrored(words: Describer<'_>, lead: &mut Finding, own: &[Finding], mirrored: &[Finding]) {
    let distinct = distinct_messages(mirrored.iter());
    let of = |finding: &Finding| {
        let cited = finding.claims.iter().find(|cited| cited.core)?;
        let claim = words.corpus.claims_at(cited.place).next()?;
        Some(words.voice(voice(words.corpus.claim(claim))))
    };
    let mut sources: Vec<String> = distinct.iter().copied().filter_map(of).collect();
    sources.sort_unstable();
    sources.dedup();
    let figures = |finding: &Finding| {
        let core = finding.claims.iter().filter(|cited| cited.core);
        let claims = core.filter_map(|cited| words.corpus.claims_at(cited.place).next());
        let mut all: Vec<_> = claims
            .map(|at| {
                let claim = words.corpus.claim(at);
                (claim.scope, claim.best().cloned())
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let own: Vec<_> = own.iter().map(figures).collect();
    let same = distinct.iter().filter(|finding| own.contains(&figures(finding))).count();
    lead.message.push_str(&format!(
        "; {} by {} go with these, {} between the same figures",
        plural(distinct.len(), "fall"),
        join_words(&sources),
        if same == distinct.len() { "all".to_owned() } else { grouped(same) },
    ));
    lead.reasoning.extend(distinct.first().map(|first| format!("also: {}", first.message)));
    if distinct.len() > 1 {
        lead.reasoning.push(format!("and {} more of that source", grouped(distinct.len() - 1)));
    }
}

/// Adds slips of the same kind that count for less.
pub(super) fn add_smaller(lead: &mut Finding, smaller: &[Finding]) {
    let distinct = distinct_messages(smaller.iter());
    let are = if distinct.len() == 1 { "is" } else { "are" };
    lead.message.push_str(&format!(
        "; {} like this {are} reported here, too{}{}",
        plural(distinct.len(), "other slip"),
        sizes(&distinct),
        first_to_last(distinct.iter().copied())
    ));
    lead.reasoning.extend(distinct.iter().take(NEXT).map(|one| format!("also: {}", one.message)));
    if distinct.len() > NEXT {
        lead.reasoning.push(format!("and {} more like these", grouped(distinct.len() - NEXT)));
    }
}
