//! Ways to show a report, one file each; none decides what is wrong.
//!
//! Every renderer takes the same [`ReportView`] and an [`std::io::Write`], and says the same things: they may disagree
//! on looks, never on content. Only [`pretty`] knows a terminal, and only through [`RenderOptions`].

mod visible;
mod wrap;
mod paint;
mod repository;
mod view;
mod short;
mod excerpt;
mod snippet;
mod summary;
mod pretty;
mod settings;
mod region;
mod json;
mod claims;
mod page;
mod explain;
mod sections;
mod sarif;
mod github;
mod gitlab;
mod junit;
mod rdjsonl;
mod markdown;
mod jsonl;
mod csv;
mod baseline;
mod diff;

use std::io::{self, Write};

pub use claims::{Change, ChangeRange, ClaimRow, ClaimTime, Ends, Layout, Value, claims};
pub use csv::csv;
pub use diff::{Diff, DiffLayout, Side};
pub use explain::{explain, list, nearest};
pub use github::github;
pub use gitlab::gitlab;
pub use json::{SCHEMA, json};
pub use jsonl::jsonl;
pub use junit::junit;
pub use markdown::{job_summary, markdown};
pub use page::page;
pub use paint::RenderOptions;
pub use pretty::pretty;
pub use rdjsonl::rdjsonl;
pub use repository::Repository;
pub use sarif::sarif;
pub use settings::settings;
pub use short::short;
pub use summary::{count, statistics, summary};
pub use view::ReportView;
pub use visible::visible;

/// An order of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The gravest first.
    Gravity,
    /// By file, line and column.
    Place,
}

/// A way to show a report.
#[derive(Debug)]
pub struct Format {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What it is for, in a line of help.
    pub about: &'static str,
    /// How many findings it shows unless more are asked for; none where it shows all.
    pub limit: Option<usize>,
    /// The order in which it shows them unless another is asked for.
    pub sort: Sort,
    /// Writes the report.
    pub write: fn(&mut dyn Write, &ReportView<'_>, RenderOptions) -> io::Result<()>,
}

impl Format {
    /// The format of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// One that shows all findings, in the order of their places.
    const fn all(
        name: &'static str,
        about: &'static str,
        write: fn(&mut dyn Write, &ReportView<'_>, RenderOptions) -> io::Result<()>,
    ) -> Self {
        Self { name, about, limit: None, sort: Sort::Place, write }
    }

    /// The same with the gravest first.
    const fn gravest_first(self) -> Self {
        Self { sort: Sort::Gravity, ..self }
    }
}

/// Every format, in the order in which the help lists them.
pub static FORMATS: &[Format] = &[
    Format {
        name: "pretty",
        about: "For reading: each claim in its place, why it is reported, and what to do",
        limit: Some(100),
        sort: Sort::Gravity,
        write: pretty,
    },
    Format::all("short", "One line per finding", |out, view, _| short(out, view)),
    Format::all(
        "json",
        "For programs; `gainsay explain report-schema` prints its JSON Schema",
        |out, view, _| json(out, view),
    ),
    Format::all("jsonl", "For programs: each finding as `json` has it, one per line", |out, view, _| {
        jsonl(out, view)
    }),
    Format::all("csv", "For a spreadsheet: one row per finding", |out, view, _| csv(out, view)),
    Format::all("markdown", "For a comment on a pull request", |out, view, _| markdown(out, view))
        .gravest_first(),
    Format::all("sarif", "SARIF 2.1.0, for GitHub code scanning and others", |out, view, _| sarif(out, view))
        .gravest_first(),
    Format::all("github", "Annotations for GitHub Actions", |out, view, _| github(out, view)).gravest_first(),
    Format::all("gitlab", "A code quality report for GitLab", |out, view, _| gitlab(out, view)),
    Format::all("junit", "JUnit XML, for build servers", |out, view, _| junit(out, view)),
    Format::all("rdjsonl", "For reviewdog", |out, view, _| rdjsonl(out, view)),
];
