//! Changes in words: per cent, times, per day. Figures are rounded here, and only for the reader.

use std::cmp::Ordering;

use crate::corpus::plural;
use crate::model::Number;

/// A change as a share of something, without its sign: `19.8 %`, `0.06 %`, `430 %`.
pub(crate) fn percent(part: &Number, whole: &Number) -> String {
    let share = (&part.abs() * &Number::HUNDRED).checked_div(&whole.abs());
    share.map_or_else(|| "from nothing".to_owned(), |share| format!("{} %", rounded(&share)))
}

/// How many times as large one figure is as the other: `10 times`, `1.34 times`; none if the other is zero.
pub(crate) fn times(large: &Number, small: &Number) -> Option<String> {
    let ratio = large.abs().checked_div(&small.abs())?;
    let places = if ratio < Number::from_i64(10) { 2 } else { 0 };
    Some(format!("{} times", to_places(&ratio, places)))
}

/// A figure with the digits that a reader needs: whole from 100 on, else at most two significant decimals.
pub(crate) fn rounded(number: &Number) -> String {
    let size = number.abs();
    let places = if size >= Number::HUNDRED {
        0
    } else if size >= Number::ONE {
        1
    } else if size >= Number::ratio(1, 100) {
        2
    } else {
        4
    };
    to_places(number, places)
}

/// A figure rounded to a number of significant digits, but never coarser than to whole numbers.
pub(crate) fn to_digits(number: &Number, digits: u8) -> String {
    let mut places = 0;
    let mut most = Number::pow10(i16::from(digits.saturating_sub(1)));
    // Each digit that the number lacks before the point adds a decimal place.
    while places < 6 && number.abs() < most {
        places += 1;
        most = &most * &Number::ratio(1, 10);
    }
    to_places(number, places)
}

/// A figure rounded half up to a number of decimal places, without zeros at its end.
fn to_places(number: &Number, places: u8) -> String {
    let factor = Number::pow10(i16::from(places));
    let units = (&(&number.abs() * &factor) + &Number::HALF).floor_to_u64();
    let rounded = Number::decimal(i128::from(units), places);
    if number.is_negative() { (-&rounded).grouped() } else { rounded.grouped() }
}

/// A length of time: `a day`, `3 days`.
pub(crate) fn days(count: i32) -> String {
    if count == 1 { "a day".to_owned() } else { format!("{count} days") }
}

/// A length of time below two days: `17 minutes`, `26 hours`; none if it is longer.
pub(crate) fn minutes_or_hours(seconds: i64) -> Option<String> {
    match seconds {
        ..7200 => Some(plural(((seconds + 30) / 60).max(1) as usize, "minute")),
        7200..172_800 => Some(plural(((seconds + 1800) / 3600) as usize, "hour")),
        _ => None,
    }
}

/// `up 19.8 %`, `down 54 %`, `up by 13` from nothing, `back to the first figure`.
pub(crate) fn moved(before: &Number, after: &Number, points: bool) -> String {
    let change = after - before;
    let way = match after.cmp(before) {
        Ordering::Greater => "up",
        Ordering::Less => "down",
        Ordering::Equal => return "back to the first figure".to_owned(),
    };
    if points {
        let change = change.abs();
        let unit = if change == Number::ONE { "point" } else { "points" };
        return format!("{way} {} {unit}", rounded(&change));
    }
    if before.is_zero() {
        return format!("{way} by {}", change.abs().grouped());
    }
    if before.is_negative() != after.is_negative() {
        return format!("{way}, with another sign");
    }
    format!("{way} {}", percent(&change, before))
}

#[cfg(test)]
mod tests {
    use super::moved;
    use super::percent;
    use super::rounded;
    use super::times;
    use crate::model::Number;

    fn n(number: i64) -> Number {
        Number::from_i64(number)
    }

    #[test]
    fn changes_are_said_in_as_many_digits_as_a_reader_needs() {
        assert_eq!(percent(&n(280), &n(1414)), "19.8 %");
        assert_eq!(percent(&n(-3000), &n(4_669_355)), "0.06 %");
        assert_eq!(percent(&n(50), &n(100)), "50 %");
        assert_eq!(percent(&n(836), &n(86)), "972 %");
        assert_eq!(percent(&n(1), &n(9_000_000)), "0 %");
        assert_eq!(percent(&n(5), &n(0)), "from nothing");
        assert_eq!(moved(&n(0), &n(13), false), "up by 13");
        assert_eq!(moved(&n(50), &n(40), false), "down 20 %");
        assert_eq!(times(&n(8130), &n(810)).as_deref(), Some("10 times"));
        assert_eq!(times(&n(134), &n(100)).as_deref(), Some("1.34 times"));
        assert_eq!(times(&n(1), &n(0)), None);
        assert_eq!(rounded(&Number::ratio(22, 7)), "3.1");
        assert_eq!(rounded(&n(-12_345)), "-12,345");
    }
}
