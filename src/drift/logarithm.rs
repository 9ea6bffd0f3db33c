//! Logarithms by basic arithmetic alone, so that they are the same to the last bit on every machine.

#![expect(
    clippy::float_arithmetic,
    reason = "logarithms are no rational numbers; nothing but the speed of a trend is stated by them"
)]

use crate::model::Number;

/// How many terms of each series are summed: beyond them nothing changes in 53 bits.
const TERMS: usize = 24;

/// The natural logarithm of a number above zero that is neither too large nor too small for 64 bits; none of any other.
pub(super) fn ln(number: &Number) -> Option<f64> {
    let mut part = number.to_f64().filter(|part| part.is_normal() && *part > 0.0)?;
    let mut twos = 0.0;
    while part > 1.5 {
        part /= 2.0;
        twos += 1.0;
    }
    while part < 0.75 {
        part *= 2.0;
        twos -= 1.0;
    }
    // ln x = 2 (z + z³/3 + z⁵/5 + …) with z = (x − 1)/(x + 1)
    let z = (part - 1.0) / (part + 1.0);
    let (mut sum, mut power, mut divisor) = (0.0, z, 1.0);
    for _ in 0..TERMS {
        sum += power / divisor;
        power *= z * z;
        divisor += 2.0;
    }
    Some(2.0 * sum + twos * std::f64::consts::LN_2)
}

/// e to a power, which is clamped to ±40: no growth that is reported is larger.
pub(super) fn exp(power: f64) -> f64 {
    let mut part = power.clamp(-40.0, 40.0);
    let mut halvings = 0;
    while part.abs() > 0.5 {
        part /= 2.0;
        halvings += 1;
    }
    let (mut sum, mut term, mut count) = (1.0, 1.0, 1.0);
    for _ in 0..TERMS {
        term *= part / count;
        sum += term;
        count += 1.0;
    }
    (0..halvings).fold(sum, |sum, _| sum * sum)
}

#[cfg(test)]
mod tests {
    use super::{exp, ln};
    use crate::model::Number;

    #[test]
    fn they_are_those_of_the_library_to_a_hair() {
        for (numerator, denominator) in [(1, 1), (3, 2), (1, 3), (10_000, 7), (1, 1_000_000), (999, 1000)] {
            let number = Number::ratio(numerator, denominator);
            let known = (numerator as f64 / denominator as f64).ln();
            let found = ln(&number).expect("it is above zero");
            assert!((found - known).abs() < 1e-13, "{number}: {found} and {known}");
            assert!((exp(found) * denominator as f64 / numerator as f64 - 1.0).abs() < 1e-12, "{number}");
        }
        assert_eq!(ln(&Number::ZERO), None);
        assert_eq!(ln(&Number::from_i64(-1)), None);
    }
}
