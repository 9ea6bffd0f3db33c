//! Builds the information by which findings are folded, as far as it needs words.

use crate::corpus::Describer;
use crate::finding::{Difference, FoldInfo, FoldSides, FoldTime};
use crate::model::{Number, Window};

/// What decides how a finding is folded: series, fact, sides and time. A difference can be added.
pub(crate) fn fold_info(
    series: u32,
    fact_number: u32,
    sides: FoldSides,
    window: Option<&Window>,
) -> FoldInfo {
    let time = window.map_or_else(FoldTime::default, fold_time);
    FoldInfo {
        series,
        fact_number,
        involved_series: vec![series],
        sides,
        is_split: false,
        difference: Difference::default(),
        time,
        message_claims: Vec::new(),
        other_disputes: String::new(),
    }
}

/// The time of a finding.
pub(crate) fn fold_time(window: &Window) -> FoldTime {
    let is_day = window.from == window.to || window.is_open();
    FoldTime { in_words: window.in_words(), dated: window.dated(), first_day: window.iso_from(), is_day }
}

/// How far apart two figures are: the amount, and its share of the larger one, in the unit of a claim.
pub(crate) fn difference(
    words: &Describer<'_>,
    claim: u32,
    amount: &Number,
    larger: &Number,
    lower_voice_is_larger: Option<bool>,
) -> Difference {
    let shown = if amount.is_zero() {
        String::new()
    } else {
        format!("{}{}", amount.grouped(), words.gap_unit(claim, amount))
    };
    Difference {
        amount: thousandths(amount, &Number::ONE),
        share: thousandths(amount, larger),
        lower_voice_is_larger,
        way: String::new(),
        shown,
        unit: words.gap_unit(claim, &Number::ZERO),
    }
}

/// A part of a whole in thousandths.
pub(crate) fn thousandths(part: &Number, whole: &Number) -> u64 {
    let share = (part * &Number::from_i64(1000)).checked_div(whole);
    share.map_or(0, |share| share.floor_to_u64())
}
