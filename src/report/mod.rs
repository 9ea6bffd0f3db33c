//! Ways to show a report, one file each; none decides what is wrong.
//!
//! Every renderer takes the same [`Told`] and an [`std::io::Write`], and says the same things: they may disagree on
//! looks, never on content. Only [`pretty`] knows a terminal, and only through [`Look`].

mod visible;
mod wrap;
mod paint;
mod told;
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

pub use claims::{By, Change, ClaimRow, Ends, Layout, Stretch, Value, claims};
pub use explain::{explain, list, nearest};
pub use fingerprint::Fingerprints;
pub use json::{SCHEMA, json};
pub use page::page;
pub use paint::Look;
pub use pretty::pretty;
pub use settings::settings;
pub use short::short;
pub use summary::{count, statistics, summary};
pub use told::Told;
pub use visible::visible;
