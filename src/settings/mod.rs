//! `gainsay.toml`: the settings of a corpus. Text in, settings or problems with their places out; no I/O.
//!
//! [`keys`] lists what there is; the reader, the page of `gainsay explain settings` and the schema for editors use it.

pub mod notation;
pub mod hedge;
pub mod drift;
mod quotes;
pub mod pattern;
pub mod level;
mod skip;
pub mod table;
mod field_notation;
mod data_package;
mod problem;
mod root;
mod key;
mod sheet_keys;
pub mod keys;
mod no_toml;
mod reader;
mod read_tables;
mod read;
mod page;

pub use data_package::{DATA_PACKAGE, DataPackage, data_package};
pub use drift::Drift;
pub use hedge::{Decimal, Hedges};
pub use level::{FailOn, Level, Levels, PathLevels, RuleName};
pub use notation::{DateOrder, DecimalMark, Encoding, TableFormat};
pub use page::page;
pub use pattern::Pattern;
pub use problem::{Located, SettingsProblem};
pub use quotes::Quotes;
pub use read::read;
pub use root::Settings;
pub use skip::Skip;
pub use table::{COLUMN_ENDS, FIELDS, Table, Tables, WORKBOOK_ENDS, Wide};

/// The name of the file that settings are in.
pub const NAME: &str = "gainsay.toml";

/// The JSON Schema of the file, for editors.
pub const SCHEMA: &str = include_str!("gainsay.schema.json");
