//! What a chart of a series shows, in numbers: points by source, the ends of both axes, and round ticks. A drawing may be
//! rounded; nothing is decided by it.

#![expect(clippy::float_arithmetic, reason = "a drawing may be rounded, and decides nothing")]

use crate::model::{Day, Number};
use crate::query::{MarkKind, Point, Standing, TimelineSeries};

/// The chart of a series.
pub(super) struct Chart<'t> {
    /// The sources, the one with most points first.
    pub(super) sources: Vec<&'t str>,
    /// The points that have a day and a figure.
    pub(super) points: Vec<ChartPoint<'t>>,
    /// The days on which the series may step.
    pub(super) breaks: Vec<f64>,
    /// The first and the last day.
    pub(super) days: (f64, f64),
    /// The least and the greatest figure on the axis.
    pub(super) figures: (f64, f64),
}

/// A point of a chart.
pub(super) struct ChartPoint<'t> {
    /// The number of its source.
    pub(super) source: usize,
    /// Its first and its last day.
    pub(super) days: (f64, f64),
    /// Its lowest and its highest figure; none for an open end.
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    /// Whether its source still says it: it is current, or undecided.
    pub(super) stands: bool,
    /// Whether something is wrong with it: sources differ, other figures contradict it, or a total falls.
    pub(super) is_marked: bool,
    pub(super) point: &'t Point,
}

impl ChartPoint<'_> {
    /// The middle of its days.
    pub(super) fn day(&self) -> f64 {
        f64::midpoint(self.days.0, self.days.1)
    }

    /// The figure at which it is drawn.
    pub(super) fn figure(&self) -> f64 {
        match (self.low, self.high) {
            (Some(low), Some(high)) => f64::midpoint(low, high),
            (Some(end), None) | (None, Some(end)) => end,
            (None, None) => 0.0,
        }
    }
}

impl<'t> Chart<'t> {
    /// The chart of a series; none where fewer than two of its points have a day and a figure.
    pub(super) fn of(series: &'t TimelineSeries) -> Option<Self> {
        if !series.numeric {
            return None;
        }
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for point in &series.points {
            match counts.iter_mut().find(|(source, _)| *source == point.said.source) {
                Some((_, count)) => *count += 1,
                None => counts.push((&point.said.source, 1)),
            }
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let sources: Vec<&str> = counts.into_iter().map(|(source, _)| source).collect();
        let mut points: Vec<ChartPoint<'_>> =
            series.points.iter().filter_map(|point| chart_point(&sources, point)).collect();
        if points.len() < 2 {
            return None;
        }
        let least = |of: &mut dyn Iterator<Item = f64>| of.fold(f64::INFINITY, f64::min);
        let most = |of: &mut dyn Iterator<Item = f64>| of.fold(f64::NEG_INFINITY, f64::max);
        let days = (
            least(&mut points.iter().map(|point| point.days.0)),
            most(&mut points.iter().map(|point| point.days.1)),
        );
        // What does not stand any more may be off by far, and would leave no room for the rest.
        let has_standing = points.iter().any(|point| point.stands);
        let shown = || points.iter().filter(|point| point.stands || !has_standing);
        let all = || shown().flat_map(|point| [point.low, point.high]).flatten();
        let (low, high) = (least(&mut all()), most(&mut all()));
        // If the figures do not vary much, or some are negative, the axis begins at the lowest, otherwise at zero.
        let from = if low >= 0.0 && low < high * 0.6 { 0.0 } else { low };
        let ticks = ticks(from, high, 4);
        let figures = (
            ticks.first().copied().unwrap_or(from).min(low),
            ticks.last().copied().unwrap_or(high).max(high),
        );
        points.retain(|point| point.stands || (figures.0..=figures.1).contains(&point.figure()));
        let breaks = series.breaks.iter().filter_map(|step| day_number(&step.day)).collect();
        Some(Self { sources, points, breaks, days, figures })
    }

    /// Where a day is from left (0) to right (1).
    pub(super) fn across(&self, day: f64) -> f64 {
        let (first, last) = self.days;
        if last > first { (day - first) / (last - first) } else { 0.5 }
    }

    /// Where a figure is from the bottom (0) to the top (1).
    pub(super) fn up(&self, figure: f64) -> f64 {
        let (low, high) = self.figures;
        if high > low { (figure - low) / (high - low) } else { 0.5 }
    }
}

fn chart_point<'t>(sources: &[&str], point: &'t Point) -> Option<ChartPoint<'t>> {
    let from = point.from.as_deref().and_then(day_number);
    let to = point.to.as_deref().and_then(day_number);
    let days = (from.or(to)?, to.or(from)?);
    let low = point.said.low.as_deref().and_then(figure);
    let high = point.said.high.as_deref().and_then(figure);
    if low.is_none() && high.is_none() {
        return None;
    }
    let is_wrong = |kind: MarkKind| matches!(kind, MarkKind::Differs | MarkKind::Against | MarkKind::Falls);
    Some(ChartPoint {
        source: sources.iter().position(|source| *source == point.said.source)?,
        days,
        low,
        high,
        stands: matches!(point.said.standing, Standing::Current | Standing::Undecided),
        is_marked: point.marks.iter().any(|mark| is_wrong(mark.kind)),
        point,
    })
}

/// The number of a day, with its time of day as a fraction.
fn day_number(iso: &str) -> Option<f64> {
    let day = Day::of_iso(iso.get(..10)?)?;
    let clock = iso.get(11..16).and_then(|clock| {
        let (hours, minutes) = clock.split_once(':')?;
        Some((hours.parse::<f64>().ok()? * 60.0 + minutes.parse::<f64>().ok()?) / 1440.0)
    });
    Some(f64::from(day.0) + clock.unwrap_or(0.0))
}

/// A day of the chart as an ISO date.
pub(super) fn day_label(day: f64) -> String {
    Day(day.floor() as i32).iso()
}

/// An exact figure as a number to draw with.
fn figure(text: &str) -> Option<f64> {
    match text.split_once('/') {
        Some((over, under)) => Some(over.parse::<f64>().ok()? / under.parse::<f64>().ok()?),
        None => text.parse().ok(),
    }
}

/// Round figures from below the least to above the greatest, in about `steps` steps of 1, 2 or 5 times
/// a power of ten.
pub(super) fn ticks(low: f64, high: f64, steps: usize) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return vec![low];
    }
    let rough = span / steps as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * power).find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(power * 10.0);
    let (first, last) = ((low / step).floor(), (high / step * 0.999_999).ceil());
    let count = (last - first).clamp(0.0, 100.0) as usize;
    (0..=count).map(|number| (first + number as f64) * step).collect()
}

/// A tick as a reader writes it: `12,500`, `0.25`.
pub(super) fn tick_label(figure: f64, ticks: &[f64]) -> String {
    let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).next().unwrap_or(1.0);
    // As many decimals as the step needs: one of 0.25 needs two.
    let is_exact = |places: &usize| {
        let scaled = step * 10_f64.powi(*places as i32);
        (scaled - scaled.round()).abs() < 1e-6
    };
    let places = (0..9).find(is_exact).unwrap_or(9);
    let text = format!("{figure:.places$}");
    Number::parse(&text).map_or(text, |number| number.grouped())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_both_ends() {
        let cases: [(f64, f64, &[f64]); 4] = [
            (0.0, 729.0, &[0.0, 200.0, 400.0, 600.0, 800.0]),
            (0.0, 1.0, &[0.0, 0.5, 1.0]),
            (95.0, 105.0, &[95.0, 100.0, 105.0]),
            (5.0, 5.0, &[5.0]),
        ];
        for (low, high, expected) in cases {
            assert_eq!(ticks(low, high, 4), expected, "{low} to {high}");
        }
    }

    #[test]
    fn days_and_figures_are_read_as_the_answer_gives_them() {
        assert_eq!(day_number("1970-01-02T12:00+04:00"), Some(1.5));
        assert_eq!(day_number("no day"), None);
        assert_eq!(figure("1/4"), Some(0.25));
        assert_eq!(figure("-3.5"), Some(-3.5));
        assert_eq!(tick_label(12_500.0, &[0.0, 2_500.0]), "12,500");
        assert_eq!(tick_label(0.25, &[0.0, 0.25]), "0.25");
    }
}
