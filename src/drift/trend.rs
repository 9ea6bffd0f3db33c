//! Trends: two sources whose series of one measure diverge.
//!
//! Each source is compared with the one that has the most figures, so that the work grows with the claims and not
//! with the pairs of sources. Whether the ratio of the two has a trend is tested as by Mann (1945) and Kendall
//! (1975), in whole numbers; its slope is estimated as by Theil (1950) and Sen (1968), on the logarithms of the
//! ratios.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::logarithm::{exp, ln};
use super::path::Point;
use super::thresholds::Thresholds;
use crate::corpus::{Corpus, Voice};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number};

/// Two sources that diverge.
#[derive(Clone, Debug)]
pub struct Divergence {
    /// The series, by number.
    pub series: u32,
    /// The source with the larger figures at the end.
    pub above: Voice,
    /// The source with the smaller ones.
    pub below: Voice,
    /// The first claims for one fact, of `above` and `below`.
    pub first: (u32, u32),
    /// The last ones.
    pub last: (u32, u32),
    /// From about which day on they diverge.
    pub since: Day,
    /// On how many dates both have a figure.
    pub common_facts: usize,
    /// In how many pairs of those dates the ratio is larger on the later date, and in how many smaller.
    pub pairs: (u64, u64),
    /// By how much the ratio grows in a week, or in a month of thirty days if the series are longer than two months;
    /// in thousandths.
    pub growth_rate: i64,
    /// Whether the growth is given by month.
    pub is_monthly: bool,
    /// By how much it has grown over the whole time, in thousandths.
    pub total_growth: i64,
}

/// A figure of each of two sources for one fact.
struct Pair<'p> {
    one: &'p Point,
    two: &'p Point,
}

/// A trend is significant beyond 3.29 standard deviations, which chance exceeds once in a thousand;
/// this is the square of that, in hundredths. Figures of neighbouring days are not independent,
/// which makes chance look rarer than it is; so what is found must also be large (`apart-growth`).
const SIGNIFICANT: i128 = 1083;

/// The slope is estimated from this many dates at most, evenly spread: all pairs of them are compared.
const MAX_SAMPLE: usize = 120;

/// The sources of a series that diverge from the one with the most figures; the ones that diverge most first.
pub(super) fn of_series(
    corpus: &Corpus,
    number: u32,
    paths: &BTreeMap<Voice, Vec<Point>>,
    thresholds: &Thresholds,
) -> Vec<Divergence> {
    let series = &corpus.series[number as usize];
    if series.kind == Kind::Constant || series.mode.is_some() {
        return Vec::new();
    }
    let usable_points = |path: &[Point]| path.iter().filter(|point| is_usable(point)).count();
    let origins = paths.iter().filter(|(voice, _)| matches!(voice, Voice::Origin(_)));
    let long_enough: Vec<(usize, Voice, &Vec<Point>)> = origins
        .map(|(&voice, path)| (usable_points(path), voice, path))
        .filter(|(size, ..)| *size >= thresholds.apart_instants)
        .collect();
    // The first of those with the most figures.
    let Some(&(_, leading_voice, leading_path)) = long_enough.iter().rev().max_by_key(|(size, ..)| *size)
    else {
        return Vec::new();
    };
    let others = long_enough.iter().filter(|(_, voice, _)| *voice != leading_voice);
    let mut diverging: Vec<Divergence> = others
        .filter_map(|&(_, voice, path)| {
            divergence(number, (leading_voice, leading_path), (voice, path), thresholds)
        })
        .collect();
    diverging.sort_by_key(|found| (std::cmp::Reverse(found.total_growth), found.above, found.below));
    diverging
}

/// Whether a point can be in a ratio.
fn is_usable(point: &Point) -> bool {
    point.is_precise && !point.value.is_negative() && !point.value.is_zero()
}

/// The divergence of two sources, if they diverge.
fn divergence(
    number: u32,
    one: (Voice, &[Point]),
    two: (Voice, &[Point]),
    thresholds: &Thresholds,
) -> Option<Divergence> {
    let pairs = common_facts(one.1, two.1);
    if pairs.len() < thresholds.apart_instants {
        return None;
    }
    let (rising, falling, variance) = concordance(&pairs);
    let score = i128::from(rising) - i128::from(falling);
    // With the correction for continuity. `variance` is given eighteenfold, the threshold a
    // hundredfold.
    let corrected = (score.abs() - 1).max(0);
    if corrected * corrected * 1800 < SIGNIFICANT * variance {
        return None;
    }
    let line = Line::through(&pairs)?;
    let (first, last) = (pairs.first()?, pairs.last()?);
    let one_is_above = is_above(0.0, line.value_on(last.one.day));
    let line = if one_is_above { line.inverse() } else { line };
    let (start, end) = (line.value_on(first.one.day), line.value_on(last.one.day));
    let limit = ln(&(&Number::ONE + &thresholds.apart_growth))?;
    let grown = line.growth(start, end);
    if !is_above(end, limit) || !is_above(grown, limit) || !is_above(end, start.abs()) {
        return None;
    }
    // They count as diverging from the day on which a quarter of the growth has been exceeded for
    // good.
    let quarter = line.quarter(start, end);
    let last_near = line.ratios.iter().rposition(|&(_, ratio)| !is_above(ratio, quarter));
    let since = line.ratios.get(last_near.map_or(0, |at| at + 1)).or(line.ratios.last())?.0;
    let is_monthly = last.one.day.0 - first.one.day.0 > 60;
    let claims = |pair: &Pair<'_>| {
        if one_is_above { (pair.one.claim, pair.two.claim) } else { (pair.two.claim, pair.one.claim) }
    };
    let (above, below) = if one_is_above { (one.0, two.0) } else { (two.0, one.0) };
    let counts = if one_is_above { (falling, rising) } else { (rising, falling) };
    Some(Divergence {
        series: number,
        above,
        below,
        first: claims(first),
        last: claims(last),
        since: Day(since),
        common_facts: pairs.len(),
        pairs: counts,
        growth_rate: line.growth_in(if is_monthly { 30.0 } else { 7.0 }),
        is_monthly,
        total_growth: line.thousandths(grown),
    })
}

/// The facts for which both have a figure, in the order of time.
fn common_facts<'p>(one: &'p [Point], two: &'p [Point]) -> Vec<Pair<'p>> {
    let mut pairs = Vec::new();
    let mut rest = two.iter().filter(|point| is_usable(point)).peekable();
    for point in one.iter().filter(|point| is_usable(point)) {
        while rest.next_if(|other| other.fact < point.fact).is_some() {}
        if let Some(other) = rest.next_if(|other| other.fact == point.fact) {
            pairs.push(Pair { one: point, two: other });
        }
    }
    pairs
}

/// In how many pairs of dates the ratio is larger on the later date, and in how many smaller; and eighteen times the
/// variance of the difference of the two numbers under chance, corrected for ties.
fn concordance(pairs: &[Pair<'_>]) -> (u64, u64, i128) {
    let compare =
        |a: &Pair<'_>, b: &Pair<'_>| (&a.two.value * &b.one.value).cmp(&(&b.two.value * &a.one.value));
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by(|&a, &b| compare(&pairs[a], &pairs[b]).then(a.cmp(&b)));
    let mut ranks = vec![0_usize; pairs.len()];
    let variance = |n: i128| n * (n - 1) * (2 * n + 5);
    let mut total = variance(pairs.len() as i128);
    for (rank, tied) in order.chunk_by(|&a, &b| compare(&pairs[a], &pairs[b]) == Ordering::Equal).enumerate()
    {
        tied.iter().for_each(|&at| ranks[at] = rank);
        total -= variance(tied.len() as i128);
    }
    // A Fenwick tree (1994) counts how many earlier dates have a lower rank.
    let mut sums = vec![0_u64; pairs.len() + 1];
    let (mut rising, mut falling) = (0, 0);
    for (seen, &rank) in ranks.iter().enumerate() {
        let below = |sums: &[u64], mut at: usize| {
            let mut sum = 0;
            while at > 0 {
                sum += sums[at];
                at &= at - 1;
            }
            sum
        };
        rising += below(&sums, rank);
        falling += seen as u64 - below(&sums, rank + 1);
        let mut at = rank + 1;
        while at < sums.len() {
            sums[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    (rising, falling, total)
}

/// A line fitted through the logarithms of ratios.
struct Line {
    /// Day and logarithm.
    ratios: Vec<(i32, f64)>,
    /// By how much the logarithm grows in a day.
    slope: f64,
    /// The logarithm on day 0.
    offset: f64,
}

#[expect(
    clippy::float_arithmetic,
    reason = "logarithms are no rational numbers; they say how fast a trend is, after the test in whole numbers has found that there is one"
)]
impl Line {
    /// The slope is the median of the slopes between all pairs of dates; if there are many, of an evenly spread
    /// sample.
    fn through(pairs: &[Pair<'_>]) -> Option<Self> {
        let ratio =
            |pair: &Pair<'_>| Some((pair.one.day.0, ln(&pair.two.value.checked_div(&pair.one.value)?)?));
        let ratios: Vec<(i32, f64)> = pairs.iter().map(ratio).collect::<Option<_>>()?;
        let count = ratios.len().min(MAX_SAMPLE);
        let sample: Vec<(i32, f64)> =
            (0..count).map(|at| ratios[at * (ratios.len() - 1) / (count - 1).max(1)]).collect();
        let mut slopes = Vec::with_capacity(count * count / 2);
        for (at, (before, low)) in sample.iter().enumerate() {
            let later = sample[at + 1..].iter().filter(|(after, _)| after > before);
            slopes.extend(later.map(|(after, high)| (high - low) / f64::from(after - before)));
        }
        let slope = median(slopes)?;
        let offset = median(ratios.iter().map(|(day, ratio)| ratio - slope * f64::from(*day)).collect())?;
        Some(Self { ratios, slope, offset })
    }

    /// The logarithm on a day.
    fn value_on(&self, day: Day) -> f64 {
        self.offset + self.slope * f64::from(day.0)
    }

    fn growth(&self, start: f64, end: f64) -> f64 {
        end - start
    }

    fn quarter(&self, start: f64, end: f64) -> f64 {
        start + (end - start) / 4.0
    }

    /// By how much the ratio grows in a number of days, in thousandths.
    fn growth_in(&self, days: f64) -> i64 {
        self.thousandths(self.slope * days)
    }

    /// The line of the inverse ratios.
    fn inverse(self) -> Self {
        let ratios = self.ratios.into_iter().map(|(day, ratio)| (day, -ratio)).collect();
        Self { ratios, slope: -self.slope, offset: -self.offset }
    }

    /// Growth as a logarithm turned into growth in thousandths.
    fn thousandths(&self, growth: f64) -> i64 {
        ((exp(growth) - 1.0) * 1000.0).round() as i64
    }
}

/// Whether one figure is above another; neither is ever NaN.
fn is_above(one: f64, other: f64) -> bool {
    one.total_cmp(&other).is_gt()
}

/// The median.
fn median(mut all: Vec<f64>) -> Option<f64> {
    all.sort_by(f64::total_cmp);
    let middle = all.len() / 2;
    let upper = *all.get(middle)?;
    Some(if all.len().is_multiple_of(2) { f64::midpoint(all[middle - 1], upper) } else { upper })
}
