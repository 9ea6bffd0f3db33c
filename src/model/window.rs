//! Days, moments and windows: when a claim is true of, said and published.

use crate::syntax::tree::Clock;

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Whether a window is one instant, known or not, or all the time between its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// One instant somewhere from `from` to `to`; a plain day has both the same.
    Instant,
    /// All the time from `from` to `to`.
    Period,
}

/// The stretch of time a claim is true of, or in which it was said or published. An open end is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// Instant or period.
    pub shape: Shape,
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// The time of day at the start; with an instant of one day, its time of day.
    pub from_clock: Option<Clock>,
    /// The time of day at the end; the same as `from_clock` for a moment.
    pub to_clock: Option<Clock>,
    /// Written with EDTF `~` or `%`; the window is already wider for it.
    pub approximate: bool,
    /// Written with EDTF `?` or `%`; the window is already wider for it.
    pub uncertain: bool,
}
