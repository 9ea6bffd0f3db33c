//! Why two figures differ: the simplest cause that the evidence supports, with that evidence.
//!
//! Each explainer is one file with one function, which looks for one cause, and returns none if no
//! figure supports it. [`ORDER`] is the order in which they run; the first cause that is found is
//! reported. What a source has stated elsewhere comes before a mere typing slip, if it is less
//! likely by chance: first what the same source shows repeatedly or at the same time (an earlier
//! edition, a lag of days), then what two figures show together (swapped rows, a computed
//! increase), then factors of ten, which unrelated figures hardly ever have between them, then the
//! figure of a nearby day. The figure of another group or measure comes after swapped and dropped
//! digits, as there are many such figures to match. A line through figures explains no single one
//! of them, and comes last.
//!
//! Small figures often match by chance. Each explainer says what it requires against that, and why. The thresholds
//! are tested by a table of injected slips and of similar cases without any, `tests/causes.txt`.

mod written;
mod reason;
mod figure_index;
mod evidence;
mod discrepancy;
mod outdated;
mod another_date;
mod moved_a_day;
mod wider_count;
mod another_source;
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
use crate::model::register::MeasureId;

pub use discrepancy::Misfit;
pub use evidence::Causes;
pub use misfiled::Misfiled;
pub use reason::{EDIT, Reason};

use discrepancy::Discrepancy;

/// Looks for one cause.
type Explainer = fn(&Discrepancy<'_>) -> Option<Reason>;

/// Every explainer but `outdated`, in the order in which they run. That one runs before them, also
/// for a figure of 0.
const ORDER: [Explainer; 21] = [
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
    /// Why a claim's figure, which is known to be the wrong one, is not that of the others, which
    /// agree with each other. None if no figure shows a cause.
    #[must_use]
    pub fn of(&self, at: u32, others: &[u32]) -> Option<Reason> {
        self.explain(&[Discrepancy::beside_others(self, at, others)?.certain()])
    }

    /// Why the figures of two claims differ, if it is not known which is wrong.
    #[must_use]
    pub fn between(&self, one: u32, other: u32) -> Option<Reason> {
        // Claims are numbered by place: the first in the text is described first, whichever was passed first.
        let (one, other) = (one.min(other), one.max(other));
        let first = Discrepancy::beside_others(self, one, &[other]);
        let second = Discrepancy::beside_others(self, other, &[one]);
        self.explain(&first.into_iter().chain(second).collect::<Vec<_>>())
    }

    /// Why the figure of one of some claims is outside what other figures, bound by time, parts or laws, allow. If
    /// there is only one claim, it is the wrong one.
    #[must_use]
    pub fn out_of_range(&self, misfits: &[Misfit]) -> Option<Reason> {
        let questions = misfits.iter().filter_map(|misfit| Discrepancy::out_of_range(self, misfit));
        let is_certain = misfits.len() == 1;
        let questions = questions.map(|question| if is_certain { question.certain() } else { question });
        self.explain(&questions.collect::<Vec<_>>())
    }

    /// Why figures that a law binds do not go together: some of them may count what a wider measure
    /// counts.
    #[must_use]
    pub fn of_a_wider_count(&self, misfits: &[Misfit]) -> Option<Reason> {
        let questions = misfits.iter().filter_map(|misfit| Discrepancy::out_of_range(self, misfit));
        let bound: Vec<MeasureId> =
            misfits.iter().map(|misfit| self.words.corpus.claim(misfit.at).measure).collect();
        questions.filter(|one| !one.figure.is_zero()).find_map(|one| wider_count::explain(&one, &bound))
    }

    /// What the other figures of a running total allow at a claim's time, without some claims.
    #[must_use]
    pub fn allowed_range(&self, at: u32, against: u32, removed: &[u32]) -> Interval {
        discrepancy::allowed_range(self.words.corpus, at, against, removed)
    }

    /// The first cause that explains one of some discrepancies.
    fn explain(&self, discrepancies: &[Discrepancy<'_>]) -> Option<Reason> {
        let nonzero: Vec<&Discrepancy<'_>> =
            discrepancies.iter().filter(|discrepancy| !discrepancy.figure.is_zero()).collect();
        let outdated = discrepancies.iter().find_map(outdated::explain);
        // No correction may make the running total of the claim in question fall.
        let fitting = |explain: &Explainer, one: &Discrepancy<'_>| {
            explain(one).filter(|reason| {
                reason
                    .corrected
                    .as_ref()
                    .is_none_or(|(at, figure)| *at != one.at || one.keeps_growing(*at, figure))
            })
        };
        let found = outdated.or_else(|| {
            ORDER.iter().find_map(|explain| nonzero.iter().find_map(|one| fitting(explain, one)))
        });
        let either = |reason: &Reason| factor::either(reason, &nonzero);
        found.map(|reason| either(&reason).unwrap_or(reason))
    }
}
