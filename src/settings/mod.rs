//! `gainsay.toml`: what a corpus has settled for itself. Text in, settings or troubles with their places out; no I/O.
//!
//! [`keys`] says what there is; the reader, the page of `gainsay explain settings` and the schema for editors go by it.

pub mod drift;
pub mod habit;
pub mod hedge;
pub mod keys;
pub mod level;
mod no_toml;
mod page;
pub mod pattern;
mod quotes;
mod read;
mod reader;
pub mod table;
mod trouble;

pub use drift::Drift;
pub use habit::{DateOrder, DecimalMark, Encoding};
pub use hedge::{Decimal, Hedges};
pub use level::{Level, Levels, PathLevels};
pub use page::page;
pub use pattern::Pattern;
pub use quotes::Quotes;
pub use read::read;
pub use table::{FIELDS, Table, Wide};
pub use trouble::{Trouble, Written};

/// The name of the file that settings are in.
pub const NAME: &str = "gainsay.toml";

/// The JSON Schema of the file, for editors.
pub const SCHEMA: &str = include_str!("gainsay.schema.json");

/// What a corpus has settled; [`Settings::default`] where there is no file.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The files that every file is read with, as written: relative to the settings' file.
    pub vocabulary: Vec<Written<String>>,
    /// The mark before decimals.
    pub decimal: Option<DecimalMark>,
    /// Day or month first.
    pub date_order: Option<DateOrder>,
    /// The least level that fails a check.
    pub fail_on: Option<FailOn>,
    /// How many claims may hang together to be judged exactly.
    pub exact_limit: Option<u64>,
    /// How many steps the search for a smallest repair may take.
    pub repair_limit: Option<u64>,
    /// The outlets whose copy this is.
    pub ours: Vec<Written<String>>,
    /// How many outlets with one origin are worth a note.
    pub outlets: Option<u64>,
    /// Levels everywhere.
    pub levels: Levels,
    /// Levels of some files, the later ones on top.
    pub paths: Vec<PathLevels>,
    /// Measure and tolerance, a plain figure of the language, as written.
    pub tolerances: Vec<(Written<String>, Written<String>)>,
    /// What loose words mean here.
    pub hedges: Hedges,
    /// From where on changes over time are told.
    pub drift: Drift,
    /// When two quotations are the same words.
    pub quotes: Quotes,
    /// How tables are read, in the order of the file.
    pub tables: Vec<Tables>,
}

/// The least level at which a check fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the word of the setting")]
pub enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

/// `[tables."…"]`: the tables of a pattern, and how they are read.
#[derive(Clone, Debug)]
pub struct Tables {
    /// Which tables.
    pub pattern: Pattern,
    /// How they are read.
    pub table: Table,
}

/// A rule as settings name it.
#[derive(Clone, Copy, Debug)]
pub struct RuleName {
    /// Its name.
    pub name: &'static str,
    /// Its code, which will do too.
    pub code: &'static str,
}

impl Settings {
    /// How a table is read: as the last pattern says that fits its path, which is relative to the settings' file.
    #[must_use]
    pub fn table(&self, path: &str) -> Option<&Table> {
        self.tables.iter().rev().find(|tables| tables.pattern.matches(path)).map(|tables| &tables.table)
    }

    /// The patterns of `[[paths]]` that no path fits, as warnings.
    #[must_use]
    pub fn idle_paths<'p>(&self, paths: impl Iterator<Item = &'p str> + Clone) -> Vec<Trouble> {
        let patterns = self.paths.iter().flat_map(|section| &section.patterns);
        patterns.filter(|pattern| !paths.clone().any(|path| pattern.matches(path))).map(idle).collect()
    }

    /// The patterns of `[tables]` that no path fits, as warnings.
    #[must_use]
    pub fn idle_tables<'p>(&self, paths: impl Iterator<Item = &'p str> + Clone) -> Vec<Trouble> {
        // Those of an archive stand in a file of their own.
        let patterns =
            self.tables.iter().map(|tables| &tables.pattern).filter(|pattern| pattern.base.is_none());
        patterns.filter(|pattern| !paths.clone().any(|path| pattern.matches(path))).map(idle).collect()
    }
}

fn idle(pattern: &Pattern) -> Trouble {
    Trouble::warning(pattern.at, format!("no file matches the pattern `{}`", pattern.text))
        .label("matches nothing")
        .help("patterns are relative to the settings' folder; correct it or remove it")
}
