//! Turns the syntax tree into typed claims: figures, windows, units, names and vocabulary are settled here, and
//! nowhere else.
//!
//! Basics first: numbers, intervals, [`figure`], [`units`], windows, [`date`] and names each read one thing without
//! the vocabulary. [`vocabulary`] is what the corpus and the prelude define (the prelude is the built-in
//! definitions); [`read`] makes claims of every statement.

mod name;
mod plain;
mod number;
mod interval;
mod hedge;
mod numeral;
pub mod figure;
mod currencies;
mod unit_table;
pub mod units;
mod window;
mod written_time;
pub mod date;
pub mod register;
mod ranking;
pub mod change;
pub mod claim;
mod diagnostics;
mod query;
pub mod vocabulary;
mod define;
mod domain;
mod lower;
pub mod label;
mod include;
pub mod directives;
mod series_break;
mod impossible;
pub mod law;
mod law_check;
mod amend;
mod read;
mod used;

pub use amend::Amendment;
pub use date::{Anchor, DateProblem};
pub use domain::Impossible;
pub use figure::{DecimalMark, Figure, FigureOptions, FigureProblem, HedgeTable, Spans, Vague};
pub use include::{join, relative};
pub use interval::Interval;
pub use name::key;
pub use number::Number;
pub use plain::plain;
pub use query::{NameKind, Query, UnknownName};
pub use ranking::is_rank;
pub use read::{DRAFT, Kept, Model, ReadOptions, RowCounts, built_in_measure, read, read_again};
pub use series_break::Break;
pub use units::{Dimension, UnitId, UnitProblem, Units};
pub(crate) use used::Used;
pub use window::{Day, Shape, Window, month_name};
pub use written_time::{Seconds, WindowKey, WrittenTime};
