//! Dates as a desk writes them, and what they come to.

use super::relative::weekday_from;
use super::*;
use crate::model::window::{Day, Shape, Window};
use crate::settings::DateOrder;
use crate::syntax::tree::{Clock, Date, DateForm, Direction, Part, TimeUnit, Weekday};
use proptest::prelude::*;

fn day(iso: &str) -> Day {
    let mut parts = iso.split('-').map(|part| part.parse::<u32>().unwrap());
    let mut part = || parts.next().unwrap();
    Day::new(part() as i32, part(), part()).unwrap()
}

fn date(form: DateForm<'_>) -> Date<'_> {
    Date { text: "", form, clock: None, approximate: false, uncertain: false }
}

fn back(iso: &str) -> Anchor {
    Anchor { day: Some(day(iso)), is_sure: true, ..NONE }
}

fn ahead(iso: &str) -> Anchor {
    Anchor { forward: true, ..back(iso) }
}

/// Both ends in ISO, with a `/` between: the article's day is Wednesday 21 October 2020.
fn ends(form: DateForm<'_>, anchor: Anchor) -> String {
    let window = resolve(&date(form), anchor).unwrap();
    format!("{}/{}", window.iso_from().unwrap_or_default(), window.iso_to().unwrap_or_default())
}

fn check(form: DateForm<'_>, expected: &str) {
    assert_eq!(ends(form, back("2020-10-21")), expected);
}

const NONE: Anchor = Anchor { day: None, forward: false, is_sure: false, order: None };

fn plain(year: Option<i32>, month: u8, day: u8) -> DateForm<'static> {
    DateForm::Day { weekday: None, year, month, day }
}

fn impossible_message(form: DateForm<'_>, anchor: Anchor) -> String {
    match resolve(&date(form), anchor) {
        Err(DateProblem::Impossible { message, .. }) => message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn absolute_dates_need_no_anchor() {
    assert_eq!(ends(plain(Some(2020), 10, 19), NONE), "2020-10-19/2020-10-19");
    assert_eq!(ends(DateForm::Month { year: Some(2020), month: 2 }, NONE), "2020-02-01/2020-02-29");
    assert_eq!(ends(DateForm::Year(2020), NONE), "2020-01-01/2020-12-31");
    assert_eq!(ends(DateForm::Decade(1990), NONE), "1990-01-01/1999-12-31");
    assert_eq!(ends(DateForm::Decade(0), NONE), "0001-01-01/0009-12-31");
    assert_eq!(ends(DateForm::Quarter(2024, 2), NONE), "2024-04-01/2024-06-30");
    assert_eq!(ends(DateForm::Week(2024, 28), NONE), "2024-07-08/2024-07-14");
    assert_eq!(ends(DateForm::Week(2020, 53), NONE), "2020-12-28/2021-01-03");
    let week_to = DateForm::WeekTo(Box::new(plain(Some(2020), 7, 14)));
    assert_eq!(ends(week_to, NONE), "2020-07-08/2020-07-14");
    assert_eq!(resolve(&date(DateForm::Year(2020)), NONE).unwrap().shape, Shape::Instant);
}

#[test]
fn parts_of_months_years_and_decades() {
    let part = |part, form| ends(DateForm::PartOf(part, Box::new(form)), NONE);
    let october = || DateForm::Month { year: Some(2020), month: 10 };
    assert_eq!(part(Part::Early, october()), "2020-10-01/2020-10-10");
    assert_eq!(part(Part::Mid, october()), "2020-10-11/2020-10-20");
    assert_eq!(part(Part::Late, october()), "2020-10-21/2020-10-31");
    assert_eq!(part(Part::Late, DateForm::Month { year: Some(2021), month: 2 }), "2021-02-21/2021-02-28");
    assert_eq!(part(Part::Early, DateForm::Year(2020)), "2020-01-01/2020-04-30");
    assert_eq!(part(Part::Mid, DateForm::Year(2020)), "2020-05-01/2020-08-31");
    assert_eq!(part(Part::Late, DateForm::Year(2020)), "2020-09-01/2020-12-31");
    assert_eq!(part(Part::Early, DateForm::Decade(1990)), "1990-01-01/1993-12-31");
    assert_eq!(part(Part::Mid, DateForm::Decade(1990)), "1994-01-01/1996-12-31");
    assert_eq!(part(Part::Late, DateForm::Decade(1990)), "1997-01-01/1999-12-31");
    assert_eq!(part(Part::Late, DateForm::Week(2024, 28)), "2024-07-12/2024-07-14");
    assert_eq!(part(Part::Early, plain(Some(2020), 10, 19)), "2020-10-19/2020-10-19");
}

#[test]
fn dates_without_a_year_are_the_latest_not_after_the_anchor() {
    check(plain(None, 10, 10), "2020-10-10/2020-10-10");
    check(plain(None, 10, 21), "2020-10-21/2020-10-21");
    check(plain(None, 10, 22), "2019-10-22/2019-10-22");
    check(plain(None, 2, 29), "2020-02-29/2020-02-29");
    assert_eq!(ends(plain(None, 2, 29), back("1903-01-01")), "1896-02-29/1896-02-29");
    assert_eq!(ends(plain(None, 10, 22), ahead("2020-10-21")), "2020-10-22/2020-10-22");
    assert_eq!(ends(plain(None, 10, 20), ahead("2020-10-21")), "2021-10-20/2021-10-20");
    check(DateForm::Month { year: None, month: 10 }, "2020-10-01/2020-10-31");
    check(DateForm::Month { year: None, month: 11 }, "2019-11-01/2019-11-30");
    assert_eq!(ends(DateForm::Month { year: None, month: 9 }, ahead("2020-10-21")), "2021-09-01/2021-09-30");
}

#[test]
fn a_year_is_in_doubt_where_the_next_one_is_near() {
    let read = |form: DateForm<'_>, anchor: &str| match resolve(
        &date(form),
        Anchor { is_sure: false, ..back(anchor) },
    ) {
        Ok(window) => (window.iso_from().unwrap(), None),
        Err(DateProblem::DoubtfulYear { window, ahead, .. }) => {
            (window.iso_from().unwrap(), Some(ahead.iso()))
        }
        other => panic!("{other:?}"),
    };
    let sure = |day: &str| (day.to_owned(), None);
    let doubtful = |day: &str, ahead: &str| (day.to_owned(), Some(ahead.to_owned()));
    assert_eq!(read(plain(None, 10, 21), "2020-10-21"), sure("2020-10-21"));
    assert_eq!(read(plain(None, 10, 22), "2020-10-21"), doubtful("2019-10-22", "2020-10-22"));
    assert_eq!(read(plain(None, 11, 21), "2020-10-21"), doubtful("2019-11-21", "2020-11-21"));
    assert_eq!(read(plain(None, 11, 22), "2020-10-21"), sure("2019-11-22"));
    assert_eq!(read(plain(None, 1, 3), "2020-12-21"), doubtful("2020-01-03", "2021-01-03"));
    assert_eq!(
        read(DateForm::Month { year: None, month: 11 }, "2020-10-21"),
        doubtful("2019-11-01", "2020-11-01")
    );
    assert_eq!(read(DateForm::Month { year: None, month: 12 }, "2020-10-21"), sure("2019-12-01"));
    assert_eq!(read(DateForm::Month { year: None, month: 1 }, "2020-12-21"), sure("2020-01-01"));
    // 24 October was a Thursday in 2019 and a Saturday in 2020.
    let on = |weekday| DateForm::Day { weekday: Some(weekday), year: None, month: 10, day: 24 };
    assert_eq!(read(on(Weekday::Thursday), "2020-10-21"), sure("2019-10-24"));
    assert_eq!(read(on(Weekday::Saturday), "2020-10-21"), sure("2020-10-24"));
}

#[test]
fn weekdays_go_back_unless_they_look_ahead() {
    use Direction::{Last, Next, Plain, This};
    use Weekday::{Friday, Monday, Sunday, Wednesday};
    check(DateForm::Weekday(Plain, Monday), "2020-10-19/2020-10-19");
    check(DateForm::Weekday(Plain, Wednesday), "2020-10-21/2020-10-21");
    check(DateForm::Weekday(Last, Wednesday), "2020-10-14/2020-10-14");
    check(DateForm::Weekday(Last, Friday), "2020-10-16/2020-10-16");
    check(DateForm::Weekday(Next, Friday), "2020-10-23/2020-10-23");
    check(DateForm::Weekday(Next, Wednesday), "2020-10-28/2020-10-28");
    check(DateForm::Weekday(This, Monday), "2020-10-19/2020-10-19");
    check(DateForm::Weekday(This, Sunday), "2020-10-25/2020-10-25");
    assert_eq!(ends(DateForm::Weekday(Plain, Friday), ahead("2020-10-21")), "2020-10-23/2020-10-23");
    assert_eq!(ends(DateForm::Weekday(Plain, Wednesday), ahead("2020-10-21")), "2020-10-21/2020-10-21");
}

#[test]
fn relative_lengths_count_from_the_anchor() {
    use TimeUnit::{Day, Hour, Minute, Month, Week, Year};
    check(DateForm::DayOffset(0), "2020-10-21/2020-10-21");
    check(DateForm::DayOffset(-1), "2020-10-20/2020-10-20");
    check(DateForm::DayOffset(1), "2020-10-22/2020-10-22");
    check(DateForm::Ago(3, Day), "2020-10-18/2020-10-18");
    check(DateForm::Ago(2, Week), "2020-10-07/2020-10-07");
    check(DateForm::Ago(2, Month), "2020-08-21/2020-08-21");
    check(DateForm::Ago(1, Year), "2019-10-21/2019-10-21");
    check(DateForm::Ago(3, Hour), "2020-10-20/2020-10-21");
    check(DateForm::Ago(48, Hour), "2020-10-19/2020-10-19");
    check(DateForm::Ago(30, Minute), "2020-10-20/2020-10-21");
    check(DateForm::Past(24, Hour), "2020-10-21/2020-10-21");
    check(DateForm::Past(36, Hour), "2020-10-20/2020-10-21");
    check(DateForm::Past(7, Day), "2020-10-15/2020-10-21");
    check(DateForm::Past(2, Month), "2020-08-22/2020-10-21");
    check(DateForm::Past(1, Year), "2019-10-22/2020-10-21");
    check(DateForm::Calendar(-1, Week), "2020-10-12/2020-10-18");
    check(DateForm::Calendar(0, Month), "2020-10-01/2020-10-31");
    check(DateForm::Calendar(1, Year), "2021-01-01/2021-12-31");
    let past = resolve(&date(DateForm::Past(7, Day)), back("2020-10-21")).unwrap();
    assert_eq!(past.shape, Shape::Period);
}

#[test]
fn edtf_marks_widen_by_one_own_unit() {
    let widened = |form| {
        let written = Date { approximate: true, ..date(form) };
        let window = resolve(&written, back("2020-10-21")).unwrap();
        assert!(window.approximate && !window.uncertain);
        format!("{}/{}", window.iso_from().unwrap(), window.iso_to().unwrap())
    };
    assert_eq!(widened(plain(Some(2020), 10, 19)), "2020-10-18/2020-10-20");
    assert_eq!(widened(DateForm::Month { year: Some(2020), month: 10 }), "2020-09-01/2020-11-30");
    assert_eq!(widened(DateForm::Year(2020)), "2019-01-01/2021-12-31");
    assert_eq!(widened(DateForm::Decade(1990)), "1980-01-01/2009-12-31");
    assert_eq!(widened(DateForm::Quarter(2024, 1)), "2023-10-01/2024-06-30");
    assert_eq!(widened(DateForm::Week(2024, 28)), "2024-07-01/2024-07-21");
    assert_eq!(widened(DateForm::Year(1)), "0001-01-01/0002-12-31");
    let both = Date { approximate: true, uncertain: true, ..date(plain(Some(2020), 10, 19)) };
    let window = resolve(&both, NONE).unwrap();
    assert_eq!((window.from, window.to), (Some(day("2020-10-18")), Some(day("2020-10-20"))));
}

#[test]
fn intervals_are_periods() {
    let end = |form| Some(Box::new(date(form)));
    let closed = DateForm::Interval(end(plain(Some(2020), 10, 10)), end(plain(Some(2020), 10, 18)));
    assert_eq!(resolve(&date(closed.clone()), NONE).unwrap().shape, Shape::Period);
    assert_eq!(ends(closed, NONE), "2020-10-10/2020-10-18");
    assert_eq!(ends(DateForm::Interval(end(plain(Some(2020), 10, 10)), None), NONE), "2020-10-10/");
    assert_eq!(ends(DateForm::Interval(None, end(DateForm::Year(2020))), NONE), "/2020-12-31");
    let turned = DateForm::Interval(end(plain(Some(2020), 10, 18)), end(plain(Some(2020), 10, 10)));
    assert_eq!(
        impossible_message(turned, NONE),
        "the period ends on 10 October 2020, before it begins on 18 October 2020"
    );
}

#[test]
fn refuses_what_the_calendar_does_not_have() {
    for (form, message) in [
        (plain(Some(2020), 11, 31), "there is no 31 November: November has 30 days"),
        (plain(Some(2021), 2, 29), "there is no 29 February in 2021, which is not a leap year"),
        (plain(Some(2020), 13, 1), "there is no month 13"),
        (plain(Some(2020), 0, 1), "there is no month 0"),
        (plain(None, 11, 31), "there is no 31 November: November has 30 days"),
        (plain(None, 14, 3), "there is no month 14"),
        (plain(Some(2020), 10, 0), "there is no 0 October: October has 31 days"),
        (plain(None, 10, 0), "there is no 0 October: October has 31 days"),
        (plain(Some(0), 1, 1), "the date is outside the years 1 to 9999"),
        (DateForm::Month { year: Some(2020), month: 13 }, "there is no month 13"),
        (DateForm::Month { year: None, month: 0 }, "there is no month 0"),
        (DateForm::Week(2024, 53), "2024 has no week 53"),
        (DateForm::Week(2020, 0), "2020 has no week 0"),
        (DateForm::Quarter(2020, 5), "a year has four quarters, and Q5 is not one of them"),
        (DateForm::Ago(u32::MAX, TimeUnit::Year), "the date is outside the years 1 to 9999"),
        (DateForm::Past(0, TimeUnit::Day), "the period has no length"),
        (DateForm::Slashed(31, 13, 2020), "the calendar has no such date, day first or month first"),
    ] {
        assert_eq!(impossible_message(form, back("2020-10-21")), message);
    }
}

#[test]
fn slashed_dates_are_read_in_the_declared_order() {
    let read = |first, second, year, order| {
        resolve(&date(DateForm::Slashed(first, second, year)), Anchor { order: Some(order), ..NONE })
            .map(|window| window.iso_from().unwrap_or_default())
    };
    assert_eq!(read(10, 11, 2020, DateOrder::DayFirst).as_deref(), Ok("2020-11-10"));
    assert_eq!(read(10, 11, 20, DateOrder::MonthFirst).as_deref(), Ok("2020-10-11"));
    assert_eq!(read(25, 10, 2020, DateOrder::DayFirst).as_deref(), Ok("2020-10-25"));
    let refused = read(25, 10, 2020, DateOrder::MonthFirst);
    assert!(
        matches!(&refused, Err(DateProblem::Impossible { help, .. }) if help.contains("2020-10-25")),
        "{refused:?}"
    );
}

#[test]
fn slashed_dates_are_refused_with_their_readings() {
    let readings = |first, second, year| match resolve(&date(DateForm::Slashed(first, second, year)), NONE) {
        Err(DateProblem::Ambiguous { readings }) => readings.join(" "),
        other => panic!("{other:?}"),
    };
    assert_eq!(readings(10, 11, 2020), "2020-11-10 2020-10-11");
    assert_eq!(readings(25, 12, 2020), "2020-12-25");
    assert_eq!(readings(10, 10, 2020), "2020-10-10");
    assert_eq!(readings(10, 11, 99), "1999-11-10 1999-10-11");
}

#[test]
fn relative_dates_need_something_to_hold_them() {
    let missing = |form| match resolve(&date(form), NONE) {
        Err(DateProblem::Unanchored { missing }) => missing,
        other => panic!("{other:?}"),
    };
    assert_eq!(missing(plain(None, 10, 10)), "year");
    assert_eq!(missing(DateForm::Weekday(Direction::Plain, Weekday::Monday)), "week");
    assert_eq!(missing(DateForm::DayOffset(-1)), "day");
    assert_eq!(missing(DateForm::Past(24, TimeUnit::Hour)), "day");
    assert_eq!(missing(DateForm::Calendar(-1, TimeUnit::Month)), "month");
}

#[test]
fn a_wrong_weekday_leaves_the_date_standing() {
    let form = DateForm::Day { weekday: Some(Weekday::Tuesday), year: Some(2020), month: 10, day: 21 };
    assert_eq!(
        resolve(&date(form), NONE),
        Err(DateProblem::WeekdayMismatch {
            written: Weekday::Tuesday,
            real: Weekday::Wednesday,
            window: Window::day(day("2020-10-21")),
        })
    );
    check(
        DateForm::Day { weekday: Some(Weekday::Tuesday), year: None, month: 10, day: 20 },
        "2020-10-20/2020-10-20",
    );
}

#[test]
fn clocks_are_kept_and_checked() {
    let at = |seconds, offset| {
        resolve(&Date { clock: Some(Clock { seconds, offset }), ..date(plain(Some(2020), 10, 19)) }, NONE)
    };
    let window = at(14 * 3600, Some(240)).unwrap();
    assert_eq!(window.iso_from().as_deref(), Some("2020-10-19T14:00+04:00"));
    assert_eq!(window.from_clock, window.to_clock);
    assert!(matches!(at(25 * 3600, None), Err(DateProblem::Impossible { .. })));
    assert!(matches!(at(86_400, None), Err(DateProblem::Impossible { .. })));
    assert!(matches!(at(0, Some(15 * 60)), Err(DateProblem::Impossible { .. })));
    assert!(matches!(at(0, Some(i16::MIN)), Err(DateProblem::Impossible { .. })));
}

fn any_form() -> impl Strategy<Value = DateForm<'static>> {
    let unit = || {
        use TimeUnit::{Day, Hour, Minute, Month, Week, Year};
        prop::sample::select(vec![Minute, Hour, Day, Week, Month, Year])
    };
    let leaf = prop_oneof![
        (proptest::option::of(any::<i32>()), any::<u8>(), any::<u8>())
            .prop_map(|(year, month, day)| plain(year, month, day)),
        (proptest::option::of(-1i32..10_001), 0u8..14, 0u8..33)
            .prop_map(|(year, month, day)| plain(year, month, day)),
        (proptest::option::of(any::<i32>()), 0u8..14)
            .prop_map(|(year, month)| DateForm::Month { year, month }),
        any::<i32>().prop_map(DateForm::Year),
        (0i32..10_100).prop_map(DateForm::Decade),
        any::<i32>().prop_map(DateForm::Decade),
        (0i32..10_001, any::<u8>()).prop_map(|(year, week)| DateForm::Week(year, week)),
        (any::<i32>(), any::<u8>()).prop_map(|(year, week)| DateForm::Week(year, week)),
        any::<i32>().prop_map(DateForm::DayOffset),
        (any::<u32>(), unit()).prop_map(|(count, unit)| DateForm::Ago(count, unit)),
        (any::<u32>(), unit()).prop_map(|(count, unit)| DateForm::Past(count, unit)),
        (any::<i32>(), unit()).prop_map(|(offset, unit)| DateForm::Calendar(offset, unit)),
        (any::<u32>(), any::<u32>(), any::<i32>()).prop_map(|(a, b, year)| DateForm::Slashed(a, b, year)),
    ];
    leaf.prop_recursive(2, 4, 1, |inner| {
        prop_oneof![
            (prop::sample::select(vec![Part::Early, Part::Mid, Part::Late]), inner.clone())
                .prop_map(|(part, form)| DateForm::PartOf(part, Box::new(form))),
            inner.prop_map(|form| DateForm::WeekTo(Box::new(form))),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_overflows(form in any_form(), anchor in Day::FIRST.0..=Day::LAST.0, forward: bool, approximate: bool) {
        let written = Date { approximate, ..date(form) };
        if let Ok(window) = resolve(&written, Anchor { day: Some(Day(anchor)), forward, is_sure: true, order: None }) {
            prop_assert!(window.from.unwrap() <= window.to.unwrap());
            prop_assert!(window.from.unwrap() >= Day::FIRST && window.to.unwrap() <= Day::LAST);
        }
    }

    #[test]
    fn weekdays_stay_within_a_week(anchor in Day::FIRST.0 + 30..Day::LAST.0 - 30, wanted in 0usize..7) {
        use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
        let weekday = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday][wanted];
        let away = |direction, forward| {
            let day = weekday_from(direction, weekday, Day(anchor), forward).unwrap();
            assert_eq!(day.weekday(), weekday);
            day.0 - anchor
        };
        prop_assert!((-6..=0).contains(&away(Direction::Plain, false)));
        prop_assert!((0..=6).contains(&away(Direction::Plain, true)));
        prop_assert!((-7..=-1).contains(&away(Direction::Last, false)));
        prop_assert!((1..=7).contains(&away(Direction::Next, false)));
    }

    #[test]
    fn a_day_without_a_year_is_the_nearest(anchor in 0i32..80_000, month in 1u8..=12, date_of in 1u8..=28) {
        let found = ends(plain(None, month, date_of), Anchor { day: Some(Day(anchor)), is_sure: true, ..NONE });
        let found = day(found.split('/').next().unwrap());
        prop_assert!(found <= Day(anchor) && anchor - found.0 <= 366);
    }
}
