//! Cause: figures on a straight line: interpolated between two counts, or extrapolated, rather than counted.

use super::discrepancy::Discrepancy;
use super::figure_index::figures_on;
use super::reason::Reason;
use crate::model::{Day, Number};

/// How many days on each side are examined.
const DAYS_AROUND: i64 = 6;

/// How many equal steps make a line, at least.
const STEPS: usize = 4;

/// Looks whether the source's figures rise by the same amount each day, up to rounding.
///
/// Four equal steps of ten or more are required: if steps of that size varied, one more equal step would be chance in
/// about one case of ten, three more in one of a thousand.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let day = discrepancy.day?;
    // A figure that no other claim contradicts for that day needs no explanation.
    discrepancy.other?;
    let figure_on = |days: i64| -> Option<(Day, &Number)> {
        let at = day.plus(days)?;
        if days == 0 {
            return Some((at, &discrepancy.figure));
        }
        let (_, figure) =
            figures_on(discrepancy.corpus(), discrepancy.series, at, Some(discrepancy.voice())).next()?;
        Some((at, figure))
    };
    let mut run: Vec<(Day, &Number)> = Vec::new();
    let mut best: Vec<(Day, &Number)> = Vec::new();
    for days in -DAYS_AROUND..=DAYS_AROUND {
        let Some((at, figure)) = figure_on(days) else {
            run.clear();
            continue;
        };
        let is_equal_step = match run.as_slice() {
            [.., (_, second), (_, last)] => {
                let difference = (&(figure - last) - &(*last - *second)).abs();
                difference <= Number::ONE
            }
            _ => true,
        };
        if !is_equal_step {
            run.drain(..run.len() - 1);
        }
        run.push((at, figure));
        if run.iter().any(|(at, _)| *at == day) && run.len() > best.len() {
            best.clone_from(&run);
        }
    }
    let [(first, low), .., (last, high)] = best.as_slice() else { return None };
    let steps = i64::from(last.0 - first.0);
    let each = (*high - *low).checked_div(&Number::from_i64(steps))?;
    if best.len() <= STEPS || each.abs() < Number::from_i64(10) {
        return None;
    }
    let about = if each.is_integer() { "" } else { "about " };
    let each = Number::from_u64((&each.abs() + &Number::HALF).floor_to_u64());
    let text = format!(
        "its source's figures lie on a straight line, {about}{} a day from {} on {} to {} on {}: probably calculated, \
         not counted",
        each.grouped(),
        low.grouped(),
        first.in_words(),
        high.grouped(),
        last.in_words()
    );
    Some(discrepancy.reason("straight-line", text))
}
