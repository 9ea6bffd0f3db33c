//! Thresholds from which changes over time are reported, where the corpus overrides the defaults.

use super::hedge::Decimal;

/// `[drift]`: each is the default where it is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// The share of a figure that a restatement changes at least.
    pub restated: Option<Decimal>,
    /// The share of what a total grew by since the fact before that a restatement changes at least.
    pub restated_growth: Option<Decimal>,
    /// How many separate restatements of one series by one source are reported one by one at most.
    pub restated_apart: Option<u64>,
    /// How many steps a series needs at least for one to be an outlier.
    pub jump_steps: Option<u64>,
    /// How many times any other step it is at least.
    pub jump_times: Option<Decimal>,
    /// How many times the figure before the figure behind it is, or the other way round.
    pub jump_factor: Option<Decimal>,
    /// How many instants two series have in common at least.
    pub apart_instants: Option<u64>,
    /// The share by which their ratio changes over that time at least.
    pub apart_growth: Option<Decimal>,
    /// The share of a forecast by which its result misses it at least.
    pub outcome: Option<Decimal>,
    /// How many digits a figure has at least that is taken for another origin's, without zeros at its end.
    pub digits: Option<u64>,
}
