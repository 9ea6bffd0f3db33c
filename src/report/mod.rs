//! Ways to show a report, one file each; none decides what is wrong.
//!
//! Every renderer takes the same [`ReportView`] and an [`std::io::Write`], and says the same things: they may disagree on
//! looks, never on content. Only [`pretty`] knows a terminal, and only through [`RenderOptions`].

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
mod fingerprint;
mod json;
mod claims;
mod page;
mod explain;

pub use claims::{Change, ChangeRange, ClaimRow, ClaimTime, Ends, Layout, Value, claims};
pub use explain::{explain, list, nearest};
pub use fingerprint::Fingerprints;
pub use json::{SCHEMA, json};
pub use page::page;
pub use paint::RenderOptions;
pub use pretty::pretty;
pub use settings::settings;
pub use short::short;
pub use summary::{count, statistics, summary};
pub use view::ReportView;
pub use visible::visible;
