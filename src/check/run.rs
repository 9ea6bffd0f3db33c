//! What a run is told, and what it has to say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::Finding;
use crate::model::{Day, ReadOptions};
use crate::progress::Progress;
use crate::settings;
use crate::source::Include;

/// What a run is told.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Today, as an ISO date: it decides which acceptances have expired, and is echoed.
    pub today: String,
    /// Only these rules, by name or code; all where empty.
    pub select: Vec<String>,
    /// Not these rules, by name or code.
    pub ignore: Vec<String>,
    /// The corpus as it stood on this ISO date; as it stands where none.
    pub as_of: Option<String>,
    /// What became of every `include` in the texts.
    pub includes: Vec<Include>,
    /// What the corpus has settled in its `gainsay.toml`.
    pub corpus: settings::Settings,
    /// The names of the texts that `vocabulary` in it leads to.
    pub vocabulary: Vec<String>,
    /// The path of each text from the folder of that file, by the text's name; its name where it has none here.
    pub paths: BTreeMap<String, String>,
    /// The names of the texts that are only compared with: what involves none but them is not told.
    pub archive: BTreeSet<String>,
    /// Where the run says how far it has come, for whoever looks on.
    pub progress: Arc<Progress>,
}

impl Settings {
    /// What the texts are read with.
    #[must_use]
    pub fn given(&self) -> ReadOptions<'_> {
        ReadOptions {
            includes: &self.includes,
            vocabulary: &self.vocabulary,
            as_of: self.as_of.as_deref().and_then(Day::of_iso),
            settings: &self.corpus,
            paths: &self.paths,
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
    pub archive_files: usize,
    pub archive_claims: usize,
    pub compared: usize,
}

/// What a run has to say, in the order in which it is told.
#[derive(Clone, Debug)]
pub struct Report {
    /// The counts.
    pub summary: Summary,
    /// Today, as the settings said.
    pub today: String,
    /// The findings, by path, line and code.
    pub findings: Vec<Finding>,
    /// What the corpus's settings say that does not go with its claims.
    pub settings: Vec<settings::SettingsProblem>,
}
