//! Days, and windows as they are said.

use super::*;
use proptest::prelude::*;

fn day(iso: &str) -> Day {
    let mut parts = iso.split('-').map(|part| part.parse::<u32>().unwrap());
    let mut part = || parts.next().unwrap();
    Day::new(part() as i32, part(), part()).unwrap()
}

fn spoken(shape: Shape, from: &str, to: &str) -> String {
    Window::new(shape, Some(day(from)), Some(day(to))).in_words()
}

#[test]
fn the_calendar_has_its_ends() {
    assert_eq!(Day::FIRST.iso(), "0001-01-01");
    assert_eq!(Day::LAST.iso(), "9999-12-31");
    assert_eq!(Day::new(1970, 1, 1), Some(Day(0)));
    assert_eq!(Day::LAST.next(), None);
    assert_eq!(Day::FIRST.prev(), None);
    assert_eq!(Day::FIRST.plus(i64::MAX), None);
    assert_eq!(Day::FIRST.plus_months(i64::MIN), None);
    assert_eq!(Day::new(0, 1, 1), None);
    assert_eq!(Day::new(10_000, 1, 1), None);
    assert_eq!(Day::of_week(9999, 52, Weekday::Sunday), None);
    assert_eq!(Day(i32::MAX).iso(), "9999-12-31");
    assert_eq!(Day(i32::MIN).plus(-1), None);
}

#[test]
fn months_are_of_their_own_length() {
    assert_eq!(day("2020-03-31").plus_months(-1), Some(day("2020-02-29")));
    assert_eq!(day("2021-01-31").plus_months(1), Some(day("2021-02-28")));
    assert_eq!(day("2020-02-29").plus_months(-12), Some(day("2019-02-28")));
    assert_eq!(day("2020-02-01").end_of_month(), day("2020-02-29"));
}

#[test]
fn speaks_as_a_desk_does() {
    use Shape::{Instant, Period};
    assert_eq!(spoken(Instant, "2020-10-19", "2020-10-19"), "19 October 2020");
    assert_eq!(spoken(Instant, "2020-10-01", "2020-10-31"), "October 2020");
    assert_eq!(spoken(Period, "2020-10-10", "2020-10-18"), "10 to 18 October 2020");
    assert_eq!(spoken(Period, "2020-09-27", "2020-11-10"), "27 September to 10 November 2020");
    assert_eq!(spoken(Period, "2020-12-27", "2021-01-10"), "27 December 2020 to 10 January 2021");
    assert_eq!(spoken(Instant, "2020-01-01", "2020-12-31"), "2020");
    assert_eq!(spoken(Instant, "1990-01-01", "1999-12-31"), "the 1990s");
    assert_eq!(spoken(Period, "2024-04-01", "2024-06-30"), "the second quarter of 2024");
    assert_eq!(spoken(Period, "2024-05-01", "2024-07-31"), "May to July 2024");
    assert_eq!(Window::new(Period, Some(day("2020-10-10")), None).in_words(), "since 10 October 2020");
    assert_eq!(Window::new(Period, None, Some(day("2020-10-10"))).in_words(), "until 10 October 2020");
}

#[test]
fn moments_keep_their_zone() {
    let at = |hours: u32, offset| {
        let clock = Some(Clock { seconds: hours * 3600, offset });
        Window { from_clock: clock, to_clock: clock, ..Window::day(day("2020-10-19")) }
    };
    assert_eq!(at(14, Some(240)).iso_from().unwrap(), "2020-10-19T14:00+04:00");
    assert_eq!(at(14, Some(-210)).iso_to().unwrap(), "2020-10-19T14:00-03:30");
    assert_eq!(at(14, Some(0)).iso_from().unwrap(), "2020-10-19T14:00Z");
    assert_eq!(at(14, None).iso_from().unwrap(), "2020-10-19T14:00");
    assert_eq!(at(14, Some(240)).in_words(), "19 October 2020, 14:00 UTC+4");
    assert_eq!(at(14, Some(240)).utc_from(), at(10, Some(0)).utc_to());
    assert_eq!(at(14, None).utc_from(), None);
    assert!(!at(14, None).is_plain_day());
    assert!(Window::day(day("2020-10-19")).is_plain_day());
    assert!(!Window { shape: Shape::Period, ..Window::day(day("2020-10-19")) }.is_plain_day());
}

proptest! {
    #[test]
    fn days_count_on(number in Day::FIRST.0..Day::LAST.0) {
        let today = Day(number);
        let (year, month, date) = today.parts();
        prop_assert_eq!(Day::new(year, month, date), Some(today));
        prop_assert_eq!(today.next().and_then(Day::prev), Some(today));
        prop_assert_eq!(today.plus(7).map_or(today.weekday(), Day::weekday), today.weekday());
        prop_assert!(today.end_of_month() >= today);
    }
}
