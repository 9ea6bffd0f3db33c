//! Thresholds from which changes over time are reported, where the corpus overrides the defaults.

use super::hedge::Decimal;

/// `[drift]`: each is the default where it is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// How much of a figure a restatement must change, as a share.
    pub restated: Option<Decimal>,
    /// How much of the growth since the fact before a restatement must change, as a share.
    pub restated_growth: Option<Decimal>,
    /// Up to how many separate restatements of one series by one source are reported one by one.
    pub restated_apart: Option<u64>,
    /// From how many steps on a series can have a sudden jump.
    pub jump_steps: Option<u64>,
    /// How many times as large as any other step the jump must be.
    pub jump_times: Option<Decimal>,
    /// How many times as large as the figure before the jump the figure after it must be, or the
    /// other way round.
    pub jump_factor: Option<Decimal>,
    /// How many instants two series must have in common.
    pub apart_instants: Option<u64>,
    /// By which share their ratio must change over that time.
    pub apart_growth: Option<Decimal>,
    /// By which share of the forecast its result must miss it.
    pub outcome: Option<Decimal>,
    /// How many digits, without zeros at its end, a figure must have to count as taken from another origin.
    pub digits: Option<u64>,
}
