//! Wikidata's entities as JSON (one, a list, `Special:EntityData`, the lines of a dump): each statement becomes a row, a claim for
//! each of its references.

mod json;
mod shape;
mod properties;
mod losses;
mod labels;
mod units;
mod quantity;
mod time;
mod snak;
mod record;
mod reference;
mod qualifiers;
mod statement;
mod entity;
mod document;
mod cited;

pub use cited::{WikidataStatement, wikidata_statement};
pub use json::is_wikidata_item;
pub use losses::{Loss, left_out};

pub(super) use document::Document;
pub(super) use record::{Record, Slot, Written};
pub(super) use shape::{is_of_wikidata, is_wikidata};
