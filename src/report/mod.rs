//! Ways to show a report, one file each; none decides what is wrong.
//!
//! Every renderer takes the same [`ReportView`] and an [`std::io::Write`], and says the same things: they may disagree
//! on looks, never on content. Only [`pretty`] knows a terminal, and only through [`RenderOptions`].

mod visible;
mod wrap;
mod paint;
mod view;
mod short;
mod excerpt;
mod snippet;
mod summary;
mod pretty;
mod settings;
mod json;
mod claims;
mod page;
mod explain;

use std::io::{self, Write};

pub use claims::{Change, ChangeRange, ClaimRow, ClaimTime, Ends, Layout, Value, claims};
pub use explain::{explain, list, nearest};
pub use json::{SCHEMA, json};
pub use page::page;
pub use paint::RenderOptions;
pub use pretty::pretty;
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

/// Every format, in the order in which the help lists them.
pub static FORMATS: &[Format] = &[
    Format {
        name: "pretty",
        about: "For reading: each claim in its place, why it is reported, and what to do",
        limit: Some(100),
        sort: Sort::Gravity,
        write: pretty,
    },
    Format {
        name: "short",
        about: "One line per finding",
        limit: None,
        sort: Sort::Place,
        write: |out, view, _| short(out, view),
    },
    Format {
        name: "json",
        about: "For programs; `gainsay explain report-schema` prints its JSON Schema",
        limit: None,
        sort: Sort::Place,
        write: |out, view, _| json(out, view),
    },
];
