//! How large changes over time must be to be reported, by the settings or by default.

use crate::model::Number;
use crate::settings::{self, Decimal};

/// The thresholds. `gainsay explain settings` gives the reason for each.
#[derive(Clone, Debug)]
pub struct Thresholds {
    /// How much of a figure a restatement must change, as a share.
    pub restated: Number,
    /// How much of a total's growth a restatement must change, as a share.
    pub restated_growth: Number,
    /// Up to how many separate restatements of a series are reported one by one.
    pub restated_apart: usize,
    /// How many steps a series needs for one of them to be an outlier.
    pub jump_steps: usize,
    /// How many times as large as any other step a jump must be.
    pub jump_times: Number,
    /// How many times as large as the figure before the figure after a jump must be.
    pub jump_factor: Number,
    /// How many common instants a trend needs.
    pub apart_instants: usize,
    /// By which share a ratio must change over the whole time.
    pub apart_growth: Number,
    /// By which share of the forecast its result must miss it.
    pub outcome: Number,
    /// How many digits, without zeros at its end, a figure needs to count as taken from another origin.
    pub digits: usize,
}

impl Thresholds {
    /// The thresholds from the settings, with defaults for the rest.
    #[must_use]
    pub fn of(settings: &settings::Drift) -> Self {
        let number = |set: Option<Decimal>, default: Number| {
            set.map_or(default, |set| Number::decimal(i128::from(set.mantissa), set.places))
        };
        let count =
            |set: Option<u64>, default: u64| usize::try_from(set.unwrap_or(default)).unwrap_or(usize::MAX);
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
