//! A format of a report. Each file that writes one declares it as a `static`; the list of all is in `mod.rs`.

use std::io::{self, Write};

use super::paint::RenderOptions;
use super::view::ReportView;

/// An order of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The most important first.
    Gravity,
    /// By file, line and column.
    Place,
}

/// Writes a report in one format.
pub(super) type WriteReport = fn(&mut dyn Write, &ReportView<'_>, RenderOptions) -> io::Result<()>;

/// The files of a report that is a folder, each with its name.
pub(super) type WriteFolder = fn(&ReportView<'_>) -> io::Result<Vec<(String, String)>>;

/// A way to show a report.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for: a line of the help, and of the table in the README.
    pub about: &'static str,
    /// How many findings it shows by default; none if it shows all.
    pub limit: Option<usize>,
    /// Its default order of findings.
    pub sort: Sort,
    /// Whether it shows what the cited claims say in parts ([`crate::check::CitedWords`]).
    pub cited_words: bool,
    /// Whether it shows the series that findings are about, and the sources ([`crate::query::Overview`]).
    pub has_overview: bool,
    /// Whether its lines are commands to a build server, which must stay unchanged.
    pub is_commands: bool,
    /// Makes the files of the report where it goes to a folder; none if it is always one file.
    pub folder: Option<WriteFolder>,
    /// Writes the report.
    pub write: WriteReport,
}

impl Format {
    /// A format that shows all findings in the order of their places.
    pub(super) const fn new(name: &'static str, about: &'static str, write: WriteReport) -> Self {
        Self {
            name,
            about,
            limit: None,
            sort: Sort::Place,
            cited_words: false,
            has_overview: false,
            is_commands: false,
            folder: None,
            write,
        }
    }
}
