//! The input of a run (settings) and its result (the report).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::baseline::Baseline;
use super::cited_words::CitedWordsByClaim;
use crate::finding::Finding;
use crate::model::{Day, ReadOptions};
use crate::progress::Progress;
use crate::settings;
use crate::source::Include;

/// The settings of a run.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Today, as an ISO date: it decides which acceptances have expired, and is echoed.
    pub today: String,
    /// Report only findings of these rules, families and standings (see [`Selector`](super::Selector)); all if empty.
    pub select: Vec<String>,
    /// Leave out findings of these.
    pub ignore: Vec<String>,
    /// Whether findings are not folded.
    pub expand: bool,
    /// Check the corpus as of this ISO date; as of now if there is none.
    pub as_of: Option<String>,
    /// The resolution of every `include` in the texts.
    pub includes: Vec<Include>,
    /// The corpus's own settings, from its `gainsay.toml`.
    pub corpus: settings::Settings,
    /// The names of the texts that its `vocabulary` setting leads to.
    pub vocabulary: Vec<String>,
    /// The path of each text relative to the folder of that file, by the text's name; its name if there is none.
    pub paths: BTreeMap<String, String>,
    /// The names of the texts of the archive: findings that involve only these are left out.
    pub archive: BTreeSet<String>,
    /// Whether the report should include what the cited claims say, in parts.
    pub cited_words: bool,
    /// The baseline of known findings, if there is one.
    pub baseline: Option<Baseline>,
    /// How many files, and blocks in files, were found and not read; repeated in the summary.
    pub passed_over: usize,
    /// Where the run reports its progress.
    pub progress: Arc<Progress>,
}

impl Settings {
    /// The options that the texts are read with.
    #[must_use]
    pub fn read_options(&self) -> ReadOptions<'_> {
        ReadOptions {
            includes: &self.includes,
            vocabulary: &self.vocabulary,
            as_of: self.as_of.as_deref().and_then(Day::of_iso),
            settings: &self.corpus,
            paths: &self.paths,
            archive: &self.archive,
            will_be_read_again: false,
            progress: &self.progress,
        }
    }
}

/// What a run counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the word of the report's summary")]
pub struct Summary {
    pub files: usize,
    pub rows: usize,
    pub refused: usize,
    pub skipped: usize,
    pub statements: usize,
    pub claims: usize,
    pub sources: usize,
    pub series: usize,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    pub slips: usize,
    pub disputed: usize,
    pub accepted: usize,
    pub baselined: usize,
    pub reopened: usize,
    pub archive_files: usize,
    pub archive_claims: usize,
    pub compared: usize,
    pub filled_in: usize,
    pub passed_over: usize,
}

/// A finding that the corpus accepts, or allows by a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The finding.
    pub finding: Finding,
    /// Whether a comment above the claim allows it, rather than an acceptance.
    pub allowed: bool,
    /// Why, as written; empty if no reason is given.
    pub because: String,
}

/// The result of a run, in the order in which it is reported.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The counts.
    pub summary: Summary,
    /// Today, as the settings said.
    pub today: String,
    /// The findings, by path, line and code.
    pub findings: Vec<Finding>,
    /// The findings that the corpus accepts or allows, in the same order.
    pub accepted: Vec<Accepted>,
    /// The known findings, by the baseline, in the same order.
    pub known: Vec<Finding>,
    /// The fingerprints of findings that the baseline calls resolved and that have come back.
    pub reopened: Vec<String>,
    /// Whether there was a baseline.
    pub has_baseline: bool,
    /// What the cited claims say, in parts.
    pub cited: CitedWordsByClaim,
    /// Settings of the corpus that do not fit its claims.
    pub settings: Vec<settings::SettingsProblem>,
    /// The claims that had another to be compared with, by number.
    pub compared: Vec<u32>,
}
