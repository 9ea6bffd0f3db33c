//! Claims by the names that a command gives them: a label, or a file and a line.

use crate::corpus::Corpus;
use crate::model::claim::Claim;
use crate::model::key;
use crate::names::NameSearch;
use crate::source::{Place, Sources};

/// The place of the claim that `@label`, `label` or `FILE:LINE` names; none if there is none.
#[must_use]
pub fn claim_named(corpus: &Corpus, texts: &Sources, name: &str) -> Option<Place> {
    let numbered =
        |mark| name.rsplit_once(mark).and_then(|(file, line)| Some((file, line.parse::<u32>().ok()?)));
    if let Some((file, line)) = numbered(":").or_else(|| numbered("#row ")) {
        let is_meant = |found: &str| found == file || found.ends_with(&format!("/{file}"));
        return corpus.claims().iter().map(|claim| claim.place).find(|place| {
            let source = texts.get(place.file);
            is_meant(source.name())
                && (source.line_of(place.span.start)..=source.line_of(place.span.end)).contains(&line)
        });
    }
    let label = name.trim_start_matches('@');
    let id = corpus.model.registers.labels.find(label)?;
    let is_labelled = |claim: &&Claim| claim.label.is_some_and(|own| own.0 == id);
    corpus.claims().iter().find(is_labelled).map(|claim| claim.place)
}

/// The label nearest to one that no claim has; none if none is near.
#[must_use]
pub fn nearest_label(corpus: &Corpus, name: &str) -> Option<String> {
    let labels = &corpus.model.registers.labels;
    let names = labels.entries().iter().zip(0..).map(|(entry, id)| (entry.key.as_str(), id));
    let mut names: Vec<(&str, u32)> = names.collect();
    names.sort_unstable();
    let found = NameSearch::new(names).nearest(&key(name.trim_start_matches('@')))?;
    Some(labels.get(found.1).display.clone())
}
