//! The input settings of a run, and its report.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::baseline::Baseline;
use super::cited_words::CitedWordsByClaim;
use crate::finding::Finding;
use crate::model::{Day, ReadOptions};
use crate::progress::Progress;
use crate::settings;
use crate::source::Include;

/// The input settings of a run.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Today, as an ISO date: it decides which acceptances have expired, and is echoed.
    pub today: String,
    /// Only the findings of these rules, families and standings (see [`Choice`](super::Choice)); all where empty.
    pub select: Vec<String>,
    /// Not those of these.
    pub ignore: Vec<String>,
    /// Whether every finding is reported by itself, those of one root too.
    pub expand: bool,
    /// Check the corpus as it stood on this ISO date; as it stands now where none.
    pub as_of: Option<String>,
    /// The resolution of every `include` in the texts.
    pub includes: Vec<Include>,
    /// The corpus's own settings, from its `gainsay.toml`.
    pub corpus: settings::Settings,
    /// The names of the texts that `vocabulary` in it leads to.
    pub vocabulary: Vec<String>,
    /// The path of each text from the folder of that file, by the text's name; its name where it has none here.
    pub paths: BTreeMap<String, String>,
    /// The names of the texts that are only compared with: findings that involve none but them are left out.
    pub archive: BTreeSet<String>,
    /// Whether the report is also to have what the claims of its findings say, in parts.
    pub cited_words: bool,
    /// The findings that are known, where there is a baseline.
    pub baseline: Option<Baseline>,
    /// How many files, and blocks in files, were seen and not read; it is echoed.
    pub passed_over: usize,
    /// Where the run reports its progress.
    pub progress: Arc<Progress>,
}

impl Settings {
    /// What the texts are read with.
    #[must_use]
    pub fn read_options(&self) -> ReadOptions<'_> {
        ReadOptions {
            includes: &self.includes,
            vocabulary: &self.vocabulary,
            as_of: self.as_of.as_deref().and_then(Day::of_iso),
            settings: &self.corpus,
            paths: &self.paths,
            archive: &self.archive,
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
    /// Why, as written; empty where it does not say.
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
    /// The findings that are known from the baseline, in the same order.
    pub known: Vec<Finding>,
    /// The fingerprints of the findings that the baseline has as resolved, and that have returned.
    pub reopened: Vec<String>,
    /// Whether there was a baseline.
    pub against_known: bool,
    /// What the claims of the findings say, in parts.
    pub cited: CitedWordsByClaim,
    /// Settings of the corpus that do not fit its claims.
    pub settings: Vec<settings::SettingsProblem>,
    /// The claims that had another to be compared with, by number.
    pub compared: Vec<u32>,
}
