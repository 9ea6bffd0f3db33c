//! How reports and answers are written, a file for each format and each kind of answer; none decides
//! what is wrong.
//!
//! Every format of a report gets the same [`ReportView`], an [`std::io::Write`] and [`RenderOptions`]:
//! formats differ in looks and in how much they show, never in what they say.

mod visible;
mod cell;
mod code;
mod wrap;
mod paint;
mod repository;
mod view;
mod format;
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
mod mismatch_finder;
mod query;
mod ask;
mod chart;
mod timeline;
mod svg;
mod sources;
mod trace;
mod replay;
mod baseline;
mod diff;
mod schemas;
mod html;

pub use ask::answer;
pub use claims::{Change, ChangeRange, ClaimRow, ClaimTime, Ends, Layout, Value, claims};
pub use diff::{CorpusState, Diff, DiffLayout};
pub use explain::{explain, list, nearest};
pub use format::{Format, Sort};
pub use github::GITHUB;
pub use gitlab::GITLAB;
pub use html::{
    DraftClaim, DraftPage, FILTER_SCRIPT, LIVE_SCRIPT, Live, STYLE, answer_file, answer_page, draft_page,
    findings_page, message_page, problem_page, rule_page, rules_page, search_page, series_page, source_page,
    sources_page, timeline_file,
};
pub use json::{SCHEMA, json, json_line};
pub use markdown::job_summary;
pub use page::page;
pub use paint::RenderOptions;
pub use pretty::{PRETTY, pretty};
pub use query::query_problems;
pub use replay::replay;
pub use repository::Repository;
pub use schemas::{SCHEMAS, schema};
pub use settings::settings;
pub use short::short;
pub use sources::{sources, sources_csv};
pub use summary::{grouped_plural, statistics, summary};
pub use svg::{is_drawable, svg};
pub use timeline::{timeline, timeline_csv};
pub use trace::trace;
pub use view::ReportView;
pub use visible::with_visible_controls;

/// Every format, in the order in which the help lists them.
pub static FORMATS: &[&Format] = &[
    &pretty::PRETTY,
    &short::SHORT,
    &json::JSON,
    &jsonl::JSONL,
    &csv::CSV,
    &mismatch_finder::MISMATCH_FINDER,
    &markdown::MARKDOWN,
    &html::HTML,
    &sarif::SARIF,
    &github::GITHUB,
    &gitlab::GITLAB,
    &junit::JUNIT,
    &rdjsonl::RDJSONL,
];

/// The format of a name.
#[must_use]
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name == name)
}
