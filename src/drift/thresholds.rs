//! From where on a change over time is worth telling: what the settings say, else what the checker has for it.

use crate::model::Number;
use crate::settings::{self, Decimal};

/// The thresholds. Why each is what it is, `gainsay explain settings` says.
#[derive(Clone, Debug)]
pub struct Thresholds {
    /// The share of a figure that a restatement changes at least.
    pub restated: Number,
    /// The share of a total's growth that a restatement changes at least.
    pub restated_growth: Number,
    /// How many separate restatements of a series are told one by one.
    pub restated_apart: usize,
    /// How many steps make a series in which one can stand out.
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
    /// How many digits a figure has that is taken for another origin's, zeros at its end aside.
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
