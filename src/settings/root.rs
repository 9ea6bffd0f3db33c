//! The settings as a whole, and which of them match no file.

use super::drift::Drift;
use super::hedge::Hedges;
use super::level::{FailOn, Levels, PathLevels};
use super::notation::{DateOrder, DecimalMark};
use super::pattern::Pattern;
use super::problem::{Located, SettingsProblem};
use super::quotes::Quotes;
use super::table::{Table, Tables};

/// The settings of a corpus; [`Settings::default`] where there is no file.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The files that every file is read with, as written: relative to the settings' file.
    pub vocabulary: Vec<Located<String>>,
    /// The mark before decimals.
    pub decimal: Option<DecimalMark>,
    /// Day or month first.
    pub date_order: Option<DateOrder>,
    /// The least level that fails a check.
    pub fail_on: Option<FailOn>,
    /// The file of known findings, relative to the settings' file.
    pub baseline: Option<Located<String>>,
    /// The file to which accepted findings are appended, relative to the settings' file.
    pub acceptances: Option<Located<String>>,
    /// How many tied figures, stated or not, are solved exactly at most.
    pub exact_limit: Option<u64>,
    /// How many million steps the search for what cannot be true together may take.
    pub search_limit: Option<u64>,
    /// How many steps the search for a smallest repair may take.
    pub repair_limit: Option<u64>,
    /// The outlets that publish the copy of this corpus.
    pub ours: Vec<Located<String>>,
    /// How many outlets with one origin are worth a note.
    pub outlets: Option<u64>,
    /// Levels for all files.
    pub levels: Levels,
    /// Levels for some files; later ones override earlier ones.
    pub paths: Vec<PathLevels>,
    /// Measure and tolerance, a plain figure of the language, as written.
    pub tolerances: Vec<(Located<String>, Located<String>)>,
    /// Source and the properties that say how it counts, as written.
    pub sources: Vec<(Located<String>, Vec<Located<String>>)>,
    /// What hedges and vague words mean in this corpus.
    pub hedges: Hedges,
    /// From which size on changes over time are reported.
    pub drift: Drift,
    /// When two quotations are the same words.
    pub quotes: Quotes,
    /// How tables are read, in the order of the file.
    pub tables: Vec<Tables>,
}

impl Settings {
    /// How a table is read: by the last pattern that matches its path, relative to the settings file. A pattern that matches a
    /// workbook is about all its sheets.
    #[must_use]
    pub fn table(&self, path: &str) -> Option<&Table> {
        self.tables.iter().rev().find(|tables| is_of(&tables.pattern, path)).map(|tables| &tables.table)
    }

    /// The patterns of `[[paths]]` that no path matches, as warnings.
    #[must_use]
    pub fn idle_paths<'p>(&self, paths: impl Iterator<Item = &'p str> + Clone) -> Vec<SettingsProblem> {
        let patterns = self.paths.iter().flat_map(|section| &section.patterns);
        patterns.filter(|pattern| !paths.clone().any(|path| pattern.matches(path))).map(idle).collect()
    }

    /// The patterns of `[tables]` that no path matches, as warnings.
    #[must_use]
    pub fn idle_tables<'p>(&self, paths: impl Iterator<Item = &'p str> + Clone) -> Vec<SettingsProblem> {
        // Patterns for tables of an archive are in the archive's settings file.
        let patterns =
            self.tables.iter().map(|tables| &tables.pattern).filter(|pattern| pattern.base.is_none());
        patterns.filter(|pattern| !paths.clone().any(|path| is_of(pattern, path))).map(idle).collect()
    }
}

/// Whether a pattern matches a table, or the workbook of a sheet: `desk.xlsx` of `desk.xlsx#Claims`.
fn is_of(pattern: &Pattern, path: &str) -> bool {
    pattern.matches(path) || path.match_indices('#').any(|(at, _)| pattern.matches(&path[..at]))
}

fn idle(pattern: &Pattern) -> SettingsProblem {
    SettingsProblem::warning(pattern.at, format!("no file matches the pattern `{}`", pattern.text))
        .label("matches nothing")
        .help("patterns are relative to the settings' folder; correct it or remove it")
}
