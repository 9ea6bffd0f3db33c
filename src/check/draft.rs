//! Which findings involve the draft, when a draft is checked against an archive.

use std::collections::BTreeSet;

use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::source::{Place, Sources};

/// Which texts of a run are draft, and which archive.
pub(super) struct Draft {
    /// For each file whether it belongs to the archive; empty if there is none.
    archive: Vec<bool>,
}

impl Draft {
    /// Everything is draft except the texts with these names.
    pub(super) fn new(sources: &Sources, archive: &BTreeSet<String>) -> Self {
        if archive.is_empty() {
            return Self { archive: Vec::new() };
        }
        Self { archive: sources.iter().map(|(_, source)| archive.contains(source.name())).collect() }
    }

    /// For each file whether it belongs to the archive; empty if there is none.
    pub(super) fn archive(&self) -> &[bool] {
        &self.archive
    }

    /// Whether a place is in the draft.
    pub(super) fn contains(&self, place: Place) -> bool {
        !self.archive.get(place.file.0 as usize).is_some_and(|&is_archive| is_archive)
    }

    /// Whether a finding involves the draft: it is placed there, or shows a claim or law from there.
    pub(super) fn involves(&self, finding: &Finding) -> bool {
        self.archive.is_empty()
            || self.contains(finding.at)
            || finding.claims.iter().any(|cited| self.contains(cited.place))
            || finding.laws.iter().any(|law| self.contains(law.place))
    }

    /// Moves a finding to a claim in the draft, the first of its core or repair or else the first
    /// of all, so that the author of the draft sees it there.
    pub(super) fn move_into_draft(&self, finding: &mut Finding) {
        if !self.contains(finding.at) {
            let in_draft = || finding.claims.iter().filter(|cited| self.contains(cited.place));
            let chosen = in_draft().find(|cited| cited.core || cited.repair).or_else(|| in_draft().next());
            if let Some((at, mark)) = chosen.map(|cited| (cited.place, cited.mark)) {
                (finding.at, finding.mark) = (at, mark);
            }
        }
        finding.members.iter_mut().for_each(|member| self.move_into_draft(member));
    }

    /// How many of these claims are in the draft.
    pub(super) fn count_in_draft(&self, corpus: &Corpus, claims: &[u32]) -> usize {
        claims.iter().filter(|&&at| self.contains(corpus.claim(at).place)).count()
    }

    /// How many claims are in the archive.
    pub(super) fn count_archive_claims(&self, corpus: &Corpus) -> usize {
        if self.archive.is_empty() {
            return 0;
        }
        corpus.claims().iter().filter(|claim| !self.contains(claim.place)).count()
    }
}
