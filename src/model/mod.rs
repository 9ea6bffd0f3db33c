//! Tree to typed claims: figures, windows, units, names and vocabulary are settled here, once, and nowhere else.

mod currencies;
pub mod date;
pub mod figure;
mod hedge;
mod interval;
mod name;
mod number;
mod numeral;
mod unit_table;
pub mod units;
mod window;

pub use date::{Anchor, DateProblem};
pub use figure::{DecimalMark, Figure, FigureProblem, HedgeTable, Reading, Spans, Vague};
pub use interval::Interval;
pub use name::key;
pub use number::Number;
pub use units::{Dimension, UnitId, UnitProblem, Units};
pub use window::{Day, Shape, Window, month_name};
