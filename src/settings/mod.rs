//! `gainsay.toml`: what a corpus has settled for itself. Text in, settings or problems with their places out; no I/O.

pub mod habit;
pub mod table;

pub use habit::{DateOrder, DecimalMark, Encoding};
pub use table::{FIELDS, Table, Wide};
