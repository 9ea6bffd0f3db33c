//! From which size on a change over time is reported: the settings, else the defaults.

use crate::model::Number;
use crate::settings::{self, Decimal};

/// The thresholds. `gainsay explain settings` gives the reason for each.
#[derive(Clone, Debug)]
pub struct Thresholds {
    /// The share of a figure that a restatement changes at least.
    pub restated: Number,
    /// The share of a total's growth that a restatement changes at least.
    pub restated_growth: Number,
    /// How many separate restatements of a series are reported one by one.
    pub restated_apart: usize,
    /// How many steps a series needs for one to be an outlier.
    pub jump_steps: usize,
    /// How many times any other step a jump is.
    pub jump_times: Number,
    /// How many times the figure before it is the figure after it.
    pub jump_factor: Number,
    /// How many common instants make a trend.
    pub apart_instants: usize,
    /// The share by which a ratio changes over its whole time.
    pub apart_growth: Number,
    /// The share of a forecast by which its result misses it.
    pub outcome: Number,
    /// How many digits a figure has that is taken for another origin's, without zeros at its end.
    pub digits: usize,
}

impl Thresholds {
    /// What the settings say, and the defaults for the rest.
    #[must_use]
    pub fn of(settings: &settings::Drift) -> Self {
        let number = |set: Option<Decimal>, usual: Number| {
            set.map_or(usual, |set| Number::decimal(i128::from(set.mantissa), set.places))
        };
        let count =
            |set: Option<u64>, usual: u64| usize::try_from(set.unwrap_or(usual)).unwrap_or(usize::MAX);
        Self {
            restated: number(settings.restated, Number::ratio(1, 100)),
            restated_growth: number(settings.restated_growth, Number::HALF),
            restated_apart: count(settings.restated_apart, 5),
            jump_steps: count(settings.jump_steps, 6),
            jump_times: number(settings.jump_times, Number::from_i64(5)),
            jump_factor: number(settings.jump_factor, Number::from_i64(2)),
            apart_instants: count(settings.apart_instants, 10),
            apart_growth: number(settings.apart_growth, Number::ratio(1, 10)),
            outcome: number(settings.outcome, Number::ratio(1, 100)),
            digits: count(settings.digits, 3),
        }
    }
}
