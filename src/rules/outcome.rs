//! What the corpus's own rules see: everything found, and what became of it.

use rustc_hash::FxHashMap;

use crate::corpus::join_words;
use crate::finding::{Cited, Finding};
use crate::model::Day;
use crate::rules::{Context, Rule, by_name, nearest};
use crate::source::{Place, Span};

/// What a run came to before its own rules look at it.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// The claims and the texts.
    pub context: Context<'a>,
    /// Today; none where the settings give no date.
    pub today: Option<Day>,
    /// Whether the corpus is seen as it stood on an earlier day, when less of it was there.
    pub as_it_stood: bool,
    /// Every finding of the other rules, as they were before anything silenced them.
    pub findings: &'a [Finding],
    /// For each of them whether an acceptance or a comment silences it.
    pub silenced: &'a [bool],
    /// For each statement that an acceptance or expectation names, the findings that show it.
    pub named: &'a FxHashMap<Place, Vec<u32>>,
    /// For each acceptance whether it fits a finding.
    pub accepts: &'a [bool],
    /// For each allowing comment, and each rule it names, whether it fits a finding.
    pub allows: &'a [Vec<bool>],
}

impl<'a> Outcome<'a> {
    /// The findings that show a statement which an acceptance or expectation names, in their order.
    pub fn findings_at(&self, statement: Place) -> impl Iterator<Item = &'a Finding> {
        let at = self.named.get(&statement).map_or(&[][..], Vec::as_slice);
        at.iter().map(|&at| &self.findings[at as usize])
    }

    /// A statement as a reader finds it: its label, else its file and line.
    #[must_use]
    pub fn statement(&self, place: Place) -> String {
        let sources = self.context.sources;
        let text = sources.slice(place);
        match text.strip_prefix('@').and_then(|rest| rest.split_whitespace().next()) {
            Some(label) => format!("`@{label}`"),
            None => format!("{}:{}", sources.get(place.file).name(), sources.position(place).line),
        }
    }

    /// Several statements as words.
    #[must_use]
    pub fn statements(&self, places: &[Place]) -> String {
        join_words(&places.iter().map(|&place| self.statement(place)).collect::<Vec<_>>())
    }

    /// A statement as a finding cites it.
    #[must_use]
    pub fn cite(&self, place: Place, label: &str) -> Cited {
        let words = self.context.words();
        let claim = self.context.corpus.claims_at(place).next();
        let (id, mark) = match claim {
            Some(claim) => (words.id(claim), self.context.corpus.claim(claim).mark),
            None => (self.statement(place).trim_matches(['`', '@']).to_owned(), first_line(self, place)),
        };
        let label = match claim {
            Some(claim) if label.is_empty() => words.said(claim),
            _ => label.to_owned(),
        };
        Cited { id, place, mark, label, core: false, repair: false, suspect: false }
    }
}

/// A statement's first line, to be underlined.
fn first_line(outcome: &Outcome<'_>, place: Place) -> Span {
    let line = outcome.context.sources.slice(place).lines().next().unwrap_or("");
    Span { start: place.span.start, end: place.span.start + line.trim_end().len() as u32 }
}

/// The rule that a corpus names, or what to tell of a name that no rule has: message and help.
pub(super) fn rule_named(name: &str) -> Result<&'static Rule, (String, String)> {
    by_name(name).ok_or_else(|| {
        let help = match nearest(name) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`gainsay explain` lists the rules".to_owned(),
        };
        (format!("no rule is called `{name}`"), help)
    })
}
