//! Ways to show a report, one file each; none decides what is wrong.
//!
//! Every renderer takes the same [`Told`] and an [`std::io::Write`], and says the same things: they may disagree on
//! looks, never on content. Only [`pretty`] knows a terminal, and only through [`Look`].

mod claims;
mod excerpt;
mod explain;
mod fingerprint;
mod json;
mod page;
mod paint;
mod pretty;
mod settings;
mod short;
mod snippet;
mod summary;
mod told;
mod visible;
mod wrap;

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
