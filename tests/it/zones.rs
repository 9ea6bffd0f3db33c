//! Times with and without a zone, held against what they come to in every zone that there is.

use std::fmt::Write;

use gainsay::check::{Settings, check};
use gainsay::source::{Source, Sources};
use proptest::prelude::*;

use crate::properties::cases;

/// Minutes east of Greenwich.
const ZONES: [i32; 7] = [-720, -300, 0, 60, 330, 600, 840];

/// A time as a claim writes it: a day of October 2020, an hour of it, and where the clock hangs.
#[derive(Clone, Copy, Debug)]
struct Time {
    day: i32,
    hour: Option<(i32, Option<i32>)>,
}

impl Time {
    fn text(self) -> String {
        let mut text = format!("2020-10-{:02}", self.day);
        if let Some((hour, zone)) = self.hour {
            let _ = write!(text, "T{hour:02}:00");
            if let Some(zone) = zone {
                let sign = if zone < 0 { '-' } else { '+' };
                let _ = write!(text, "{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60);
            }
        }
        text
    }

    fn zone(self) -> Option<i32> {
        self.hour.and_then(|(_, zone)| zone)
    }

    /// Its first minute in UTC and the one after its last, where a clock without a zone hangs in one.
    fn placed(self, zone: i32) -> (i32, i32) {
        let start =
            self.day * 1440 + self.hour.map_or(0, |(hour, _)| hour * 60) - self.zone().unwrap_or(zone);
        (start, start + if self.hour.is_some() { 1 } else { 1440 })
    }

    /// Whether it comes first wherever the clocks without a zone hang.
    fn is_before(self, other: Self) -> bool {
        everywhere().all(|zone| self.placed(zone).1 <= other.placed(zone).0)
    }

    /// Whether it is the very same time.
    fn is(self, other: Self) -> bool {
        let alike =
            self.zone().is_some() == other.zone().is_some() && self.hour.is_some() == other.hour.is_some();
        alike && self.placed(0) == other.placed(0)
    }

    /// The days that it is, each where the clock shows it.
    fn days(self, zones: &[i32]) -> Vec<i32> {
        match self.zone() {
            None => vec![self.day],
            Some(_) => zones.iter().map(|zone| (self.placed(0).0 + zone).div_euclid(1440)).collect(),
        }
    }

    fn shares_a_day(self, other: Self) -> bool {
        let all: Vec<i32> = everywhere().collect();
        match (self.zone(), other.zone()) {
            // Two instants: as a clock in one of their own two zones shows them.
            (Some(mine), Some(theirs)) => {
                [mine, theirs].iter().any(|zone| self.days(&[*zone]) == other.days(&[*zone]))
            }
            _ => self.days(&all).iter().any(|day| other.days(&all).contains(day)),
        }
    }

    /// Whether it can be before a day begins, and whether it can be later.
    fn sides(self, day: i32) -> [bool; 2] {
        let before = |zone: i32| self.placed(zone).0 < day * 1440 - zone;
        [everywhere().any(before), everywhere().any(|zone| !before(zone))]
    }
}

fn everywhere() -> impl Iterator<Item = i32> {
    (-48..=56).map(|quarter| quarter * 15)
}

fn time() -> impl Strategy<Value = Time> {
    let zone = prop_oneof![1 => Just(None), 2 => prop::sample::select(ZONES.to_vec()).prop_map(Some)];
    let hour = prop_oneof![1 => Just(None), 3 => (0..24, zone).prop_map(Some)];
    (10..14, hour).prop_map(|(day, hour)| Time { day, hour })
}

/// A time, often the same instant as another in a further zone.
fn times(count: usize) -> impl Strategy<Value = Vec<Time>> {
    let again = (any::<bool>(), prop::sample::select(ZONES.to_vec()));
    prop::collection::vec((time(), again), 2..=count).prop_map(|drawn| {
        let mut times: Vec<Time> = Vec::new();
        for (time, (repeat, zone)) in drawn {
            let same =
                times.last().filter(|last| repeat && last.zone().is_some() && zone % 60 == 0).map(|last| {
                    let shown = last.placed(0).0 + zone;
                    let whole = shown.rem_euclid(60) == 0;
                    let hour = Some((shown.rem_euclid(1440) / 60, Some(zone)));
                    if whole { Time { day: shown.div_euclid(1440), hour } } else { time }
                });
            times.push(same.unwrap_or(time));
        }
        times
    })
}

fn told(text: &str) -> Vec<String> {
    let rules = ["C101", "C102", "C105", "C106", "C112", "C113"];
    let settings = Settings {
        today: "2026-01-01".to_owned(),
        select: rules.iter().map(|rule| (*rule).to_owned()).collect(),
        ..Settings::default()
    };
    let report = check(&Sources::new(vec![Source::new("a.claims", text.to_owned())]), &settings);
    report.findings.into_iter().map(|finding| finding.message).collect()
}

/// What a series of figures at some times, each of its own source, says of a measure.
fn figures(measure: &str, times: &[Time], figures: &[u8]) -> String {
    let mut text = String::new();
    for (at, (time, figure)) in times.iter().zip(figures).enumerate() {
        let _ = writeln!(text, "{measure} {figure} on {} by S{measure}{at}", time.text());
    }
    text
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..cases(100) }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn dates_of_an_event_conflict_where_they_share_no_day(times in times(4)) {
        let mut text = String::new();
        for (at, time) in times.iter().enumerate() {
            let _ = writeln!(text, "event boom on {} by S{at}", time.text());
        }
        let apart = times.iter().any(|one| times.iter().any(|two| !one.shares_a_day(*two)));
        prop_assert_eq!(!told(&text).is_empty(), apart, "{}", text);
    }

    #[test]
    fn a_law_of_order_holds_wherever_the_clocks_hang(times in times(2)) {
        let [one, two] = times[..] else { return Ok(()) };
        let (a, b) = (one.text(), two.text());
        let text = format!("law landing after launch\nevent launch on {a} by A\nevent landing on {b} by B\n");
        prop_assert_eq!(!told(&text).is_empty(), two.is_before(one), "{}", text);
    }

    #[test]
    fn levels_are_compared_at_one_instant(times in times(4), said in prop::collection::vec(1..4_u8, 4)) {
        let text = format!("define measure lev\n    kind level\n{}", figures("lev", &times, &said));
        let differ = (0..times.len()).any(|a| (0..a).any(|b| times[a].is(times[b]) && said[a] != said[b]));
        prop_assert_eq!(!told(&text).is_empty(), differ, "{}", text);
    }

    #[test]
    fn totals_never_fall_from_what_is_certainly_earlier(times in times(5), said in prop::collection::vec(1..9_u8, 5)) {
        let text = format!("define measure toll\n    kind cumulative\n{}", figures("toll", &times, &said));
        let falls = |a: usize, b: usize| {
            said[a] > said[b] && (times[a].is_before(times[b]) || times[a].is(times[b]))
        };
        let any = (0..times.len()).any(|a| (0..times.len()).any(|b| falls(a, b)));
        prop_assert_eq!(!told(&text).is_empty(), any, "{}", text);
    }

    #[test]
    fn nor_do_totals_that_are_part_of_others(
        part in times(3),
        whole in times(3),
        said in prop::collection::vec(1..9_u8, 6),
    ) {
        let define = "define measure harm\n    kind cumulative\ndefine measure toll\n    kind cumulative\n    part of harm\n";
        let text = format!("{define}{}{}", figures("toll", &part, &said), figures("harm", &whole, &said[3..]));
        let all: Vec<(bool, Time, u8)> = part.iter().zip(&said).map(|(time, said)| (true, *time, *said))
            .chain(whole.iter().zip(&said[3..]).map(|(time, said)| (false, *time, *said)))
            .collect();
        let over = |a: &(bool, Time, u8), b: &(bool, Time, u8)| {
            a.2 > b.2 && (a.0 || !b.0) && (a.1.is_before(b.1) || a.1.is(b.1))
        };
        let any = all.iter().any(|a| all.iter().any(|b| over(a, b)));
        prop_assert_eq!(!told(&text).is_empty(), any, "{}", text);
    }

    /// Where every figure is put on one side of the break that it can be on, and none falls there, nothing is told; where
    /// one figure alone can be on both sides, what is left is told.
    #[test]
    fn a_break_parts_what_may_be_on_either_side(times in times(4), said in prop::collection::vec(1..9_u8, 4)) {
        let step = 12;
        let text = format!(
            "define measure toll\n    kind cumulative\nbreak toll on 2020-10-12 because \"new\"\n{}",
            figures("toll", &times, &said)
        );
        let falls = |a: usize, b: usize, side: &[usize]| {
            let same = times[a].is(times[b]);
            said[a] > said[b] && (same || (side[a] == side[b] && times[a].is_before(times[b])))
        };
        let fits = (0..1_usize << times.len()).any(|mask| {
            let side: Vec<usize> = (0..times.len()).map(|at| mask >> at & 1).collect();
            (0..times.len()).all(|at| times[at].sides(step)[side[at]])
                && !(0..times.len()).any(|a| (0..times.len()).any(|b| falls(a, b, &side)))
        });
        let open = times.iter().filter(|time| time.sides(step) == [true, true]).count();
        let told = !told(&text).is_empty();
        prop_assert!(!told || !fits, "told, and all fit: {}", text);
        prop_assert!(told || fits || open > 1, "not told: {}", text);
    }
}
