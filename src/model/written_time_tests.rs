//! Times in zones, held against what they come to in every zone there is.

use super::*;
use proptest::prelude::*;

/// Quarters of an hour from the latest zone to the earliest.
fn zones() -> impl Iterator<Item = i64> {
    (-48..=56).map(|quarter| quarter * 15 * MINUTE)
}

fn time() -> impl Strategy<Value = WrittenTime> {
    let zone = prop_oneof![Just(None), (-48_i16..=56).prop_map(|quarter| Some(quarter * 15))];
    let clock = prop_oneof![Just(None), (0_u32..96, zone).prop_map(Some)];
    (0_i32..4, clock).prop_map(|(day, clock)| WrittenTime {
        day: Day(day),
        clock: clock.map(|(quarter, offset)| Clock { seconds: quarter * 900, offset }),
    })
}

/// The first minute of it and the one after its last, in UTC, were it written in a zone; an instant is in its own.
fn range_in_utc(time: WrittenTime, zone: i64) -> (i64, i64) {
    let zone = time.clock.and_then(|clock| clock.offset).map_or(zone, |offset| i64::from(offset) * 60);
    let start = i64::from(time.day.0) * 86_400 - zone;
    time.clock.map_or((start, start + 86_400), |clock| {
        let start = start + i64::from(clock.seconds);
        (start, start + 60)
    })
}

proptest! {
    #[test]
    fn before_is_before_in_every_zone(one in time(), two in time()) {
        let certain = zones().all(|zone| range_in_utc(one, zone).1 <= range_in_utc(two, zone).0);
        prop_assert_eq!(one.is_before(two), certain);
    }

    #[test]
    fn before_is_an_order(one in time(), two in time(), three in time()) {
        prop_assert!(!(one.is_before(two) && two.is_before(one)));
        prop_assert!(!(one.is_before(two) && two.is_before(three)) || one.is_before(three));
    }

    #[test]
    fn a_day_is_never_apart_from_what_is_that_day_somewhere(instant in time(), day in 0_i32..4) {
        let window = |time: WrittenTime| Window { from_clock: time.clock, to_clock: time.clock, ..Window::day(time.day) };
        let day = Window::day(Day(day));
        let is_that_day = |zone: i64| {
            let shown = if instant.is_zoned() { range_in_utc(instant, 0).0 + zone } else { range_in_utc(instant, 0).0 };
            Some(Day(shown.div_euclid(86_400) as i32)) == day.from
        };
        prop_assert_eq!(!window(instant).is_days_apart(&day), zones().any(is_that_day));
        prop_assert_eq!(window(instant).is_days_apart(&day), day.is_days_apart(&window(instant)));
    }

    #[test]
    fn one_instant_has_one_key(day in 0_i32..4, minute in 0_i64..1440, one in -48_i64..=56, two in -48_i64..=56) {
        let written = |quarter: i64| {
            let shown = i64::from(day) * 86_400 + minute * 60 + quarter * 900;
            let clock = Clock { seconds: shown.rem_euclid(86_400) as u32, offset: Some((quarter * 15) as i16) };
            let window = Window::day(Day(shown.div_euclid(86_400) as i32));
            Window { from_clock: Some(clock), to_clock: Some(clock), ..window }
        };
        let (one, two) = (written(one), written(two));
        prop_assert_eq!(one.key(), two.key());
        prop_assert!(!one.is_days_apart(&two) && !one.is_before(&two) && !two.is_before(&one));
    }
}
