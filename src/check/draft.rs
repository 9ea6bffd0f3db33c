//! Which findings involve the draft, when a draft is checked against an archive.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::codes::FALL;
use crate::contradiction::{allowed_by_claim, breaks};
use crate::corpus::{Corpus, Describer, voice};
use crate::finding::{Finding, Standing};
use crate::model::Window;
use crate::model::vocabulary::Kind;
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

    /// Adds to the falls of running totals that the archive's sources dispute what the draft's claims contradict of the same figures: a
    /// claim that joins one side of a contradiction is shown by no finding of its own.
    pub(super) fn join_falls(&self, words: Describer<'_>, found: &mut [Finding]) {
        if self.archive.is_empty() {
            return;
        }
        let corpus = words.corpus;
        let contradictions = found.iter().filter(|finding| finding.standing.is_some());
        let shown: FxHashSet<Place> =
            contradictions.flat_map(|finding| &finding.claims).map(|cited| cited.place).collect();
        let mut falls: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (number, finding) in found.iter().enumerate() {
            let is_fall = finding.code == FALL && finding.standing == Some(Standing::Disputed);
            if let Some(fold) = finding.fold.as_ref().filter(|_| is_fall) {
                falls.entry(fold.series).or_default().push(number);
            }
        }
        let series = |at: u32| corpus.series_of(at).and_then(|series| falls.get(&series));
        for at in 0..corpus.claims().len() as u32 {
            let place = corpus.claim(at).place;
            let Some(falls) = series(at).filter(|_| self.contains(place) && !shown.contains(&place)) else {
                continue;
            };
            let joined = falls.iter().find_map(|&number| {
                let core = found[number].claims.iter().filter(|cited| cited.core);
                let mut core = core.filter_map(|cited| corpus.claims_at(cited.place).next());
                Some((number, core.find(|&other| cannot_both_be(corpus, at, other))?))
            });
            let Some((number, other)) = joined else { continue };
            let (mine, theirs) = (words.cite_dated(at), words.cite_dated(other));
            let finding = &mut found[number];
            finding
                .reasoning
                .push(format!("nor can the draft's {}, be true beside {}", mine.label, theirs.label));
            finding.claims.push(mine);
        }
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

/// Whether a running total would fall between two claims of it by different voices, on two days between which it does not step.
fn cannot_both_be(corpus: &Corpus, one: u32, other: u32) -> bool {
    let (first, second) = (corpus.claim(one), corpus.claim(other));
    let days =
        (first.time.as_ref().and_then(Window::only_day), second.time.as_ref().and_then(Window::only_day));
    let (Some(day), Some(other_day)) = days else { return false };
    let (earlier, later) = if day < other_day { (one, other) } else { (other, one) };
    let scope = corpus.model.registers.scopes.get(first.scope.0);
    let series = corpus.series_of(one).map(|number| &corpus.series[number as usize]);
    day != other_day
        && voice(first) != voice(second)
        && first.unit == second.unit
        && series.is_some_and(|series| series.kind == Kind::Cumulative)
        && breaks(corpus, first.measure, scope).is_empty()
        && allowed_by_claim(corpus, later).before(&allowed_by_claim(corpus, earlier))
}
