//! The page of a draft: what the archive says against it.

use std::io;

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::article::{Article, articles};
use super::asked::hits;
use super::frame::{Live, render, shown};
use super::link;
use super::page::sentences;
use crate::query::{Listed, Unheard};
use crate::report::summary::grouped_plural;
use crate::report::view::ReportView;

/// How many findings, and how many of its claims, a draft shows.
const FINDINGS: usize = 100;
const CLAIMS: usize = 60;

/// How many names that may be misspelt it shows.
const UNHEARD: usize = 5;

/// A claim of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftClaim {
    /// What it says.
    pub text: String,
    /// The query for its fact.
    pub query: String,
}

/// A draft, and what was found.
#[derive(Clone, Copy, Debug)]
pub struct DraftPage<'a> {
    /// What was pasted.
    pub text: &'a str,
    /// The longest text that is taken, in bytes.
    pub most: usize,
    /// What was found; none if nothing was pasted.
    pub found: Option<&'a ReportView<'a>>,
    /// Its claims.
    pub claims: &'a [DraftClaim],
    /// Names in its claims that the archive does not have, with what may be meant.
    pub unheard: &'a [Unheard],
    /// What of it the archive knows by name, where no claim could be read in it.
    pub named: &'a [&'a Listed],
}

/// The box for a draft, with what was found of the last one.
///
/// # Errors
/// If the page cannot be made.
pub fn draft_page(live: &Live<'_>, draft: &DraftPage<'_>) -> io::Result<String> {
    let is_prose = draft.found.is_some() && draft.claims.is_empty();
    let mut lines = Vec::new();
    let mut findings = Vec::new();
    let mut more = 0;
    if is_prose && !has_fence(draft.text) {
        lines.push(
            "No claim was read in this: a claim is a line such as death toll 729 in Nagorno-Karabakh on 19 October \
             2020 by \"Defence Ministry\"; in an article claims stand in blocks that begin with ```claims."
                .to_owned(),
        );
    } else if let Some(view) = draft.found {
        lines = sentences(view)?;
        lines.extend(
            draft
                .unheard
                .iter()
                .take(UNHEARD)
                .map(|one| one.in_words().replacen("the", "The", 1).replace('`', "")),
        );
        findings = view.findings().take(FINDINGS).map(|one| Article::of(view, one)).collect();
        more = view.report.findings.len().saturating_sub(FINDINGS);
    }
    let claims = draft.claims.iter().take(CLAIMS);
    let claims =
        claims.map(|claim| context! { name => shown(&claim.text), link => link::answer(&claim.query) });
    let body = context! {
        text => draft.text,
        most => draft.most,
        lines => lines,
        findings => articles(&findings),
        more_findings => (more > 0).then(|| grouped_plural(more, "more finding")),
        claims => claims.collect::<Vec<Value>>(),
        hits => hits(if is_prose { draft.named } else { &[] }),
        // What is found in a draft cannot be accepted: it stands in no file.
        read_only => Value::from(Serde(Live { is_writable: false, ..live.clone() })),
    };
    render("draft.html", "Check a draft", Some(live), body)
}

/// Whether a text is an article with claims in it.
pub(super) fn has_fence(text: &str) -> bool {
    !crate::intake::fences(text).is_empty()
}
