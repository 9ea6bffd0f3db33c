//! Tree to typed claims: figures, windows, units, names and vocabulary are settled here, once, and nowhere else.

mod interval;
mod name;
mod number;
mod window;

pub use interval::Interval;
pub use name::key;
pub use number::Number;
pub use window::{Day, Shape, Window, month_name};
