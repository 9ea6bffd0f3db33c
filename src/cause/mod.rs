//! Why two figures differ: the simplest cause that the evidence shows, with that evidence.
//!
//! Each explainer is one file with one function, which looks for one cause and returns none where no figure shows it.
//! [`ORDER`] is the order in which they run, and the first that finds its cause is reported. What a source has stated
//! elsewhere comes before what may only be a typing slip, as long as it is less likely by chance: first what the
//! same source shows repeatedly or at the same time (an earlier edition, a lag of days), then what two figures show
//! together (rows exchanged, an increase computed), then factors, which unrelated figures hardly ever have
//! between them, then the figure of a day nearby. A figure of another group or measure, of which there are many to
//! match, comes after swapped and dropped digits. A line through figures explains none of them by itself, and comes
//! last.
//!
//! Small figures often match by chance. Each explainer says what it requires against that, and why.
//! The thresholds are tested by a table of injected slips and of look-alikes without any, `tests/causes.txt`.

mod written;
mod reason;
mod figure_index;
mod evidence;
mod discrepancy;
mod outdated;
mod another_date;
mod moved_a_day;
mod rounding;
mod another_series;
mod misfiled;
mod copied;
mod swapped_rows;
mod shifted;
mod row_moved;
mod columns;
mod share;
mod daily;
mod other_days;
mod points;
mod cut_off;
mod factor;
mod unit_slip;
mod swapped_digits;
mod one_digit;
mod mistyped;
mod straight_line;

use crate::model::Interval;

pub use discrepancy::Residual;
pub use evidence::Causes;
pub use misfiled::Misfiled;
pub use reason::{EDIT, Reason};

use discrepancy::Discrepancy;

/// Looks for one cause.
type Explainer = fn(&Discrepancy<'_>) -> Option<Reason>;

/// Every explainer, in the order in which they run.
const ORDER: [Explainer; 22] = [
    outdated::explain,
    another_date::explain_lag,
    moved_a_day::explain,
    rounding::explain,
    swapped_rows::explain,
    shifted::explain,
    row_moved::explain,
    columns::explain,
    share::explain,
    daily::explain,
    other_days::explain,
    points::explain,
    cut_off::explain,
    factor::explain,
    unit_slip::explain,
    another_date::explain,
    swapped_digits::explain,
    one_digit::explain,
    another_series::explain,
    copied::explain,
    mistyped::explain,
    straight_line::explain,
];

impl Causes<'_> {
    /// Why a claim's figure is not that of others, which agree with each other; none where no figure shows it.
    #[must_use]
    pub fn of(&self, outlier: u32, others: &[u32]) -> Option<Reason> {
        self.explain(&[Discrepancy::beside_others(self, outlier, others, true)?])
    }

    /// Why two claims' figures differ, where it is not known which of them is wrong.
    #[must_use]
    pub fn between(&self, one: u32, other: u32) -> Option<Reason> {
        // Claims are numbered by place: the first in the text is described first, whichever is asked about.
        let (one, other) = (one.min(other), one.max(other));
        let first = Discrepancy::beside_others(self, one, &[other], false);
        let second = Discrepancy::beside_others(self, other, &[one], false);
        self.explain(&first.into_iter().chain(second).collect::<Vec<_>>())
    }

    /// Why one of some claims' figures is not where the other figures, bound by time, parts or laws, require it.
    /// The wrong one is known where there is only one.
    #[must_use]
    pub fn out_of_range(&self, outliers: &[Residual]) -> Option<Reason> {
        let is_certain = outliers.len() == 1;
        let discrepancy =
            outliers.iter().filter_map(|left| Discrepancy::out_of_range(self, left, is_certain));
        self.explain(&discrepancy.collect::<Vec<_>>())
    }

    /// What the other figures of a running total allow at a claim's time, without some claims.
    #[must_use]
    pub fn allowed_range(&self, outlier: u32, against: u32, removed: &[u32]) -> Interval {
        discrepancy::allowed_range(self.words.corpus, outlier, against, removed)
    }

    fn explain(&self, discrepancy: &[Discrepancy<'_>]) -> Option<Reason> {
        ORDER.iter().find_map(|explain| discrepancy.iter().find_map(explain))
    }
}
