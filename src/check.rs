//! The whole tool as one pure function: texts and settings in, a report out.

use crate::finding::Finding;
use crate::source::{Include, Sources};

/// What a run is told.
#[derive(Clone, Debug)]
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
}

/// What a run counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the word of the report's summary")]
pub struct Summary {
    pub files: usize,
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
}

/// Reads, normalises and checks every text.
#[must_use]
pub fn check(sources: &Sources, settings: &Settings) -> Report {
    let _ = sources;
    Report { summary: Summary::default(), today: settings.today.clone(), findings: Vec::new() }
}
