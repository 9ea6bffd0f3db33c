//! Names and truths over time, against all that can have happened: two claims clash where in every course of events there is
//! a moment at which both would have to hold, and nowhere else.

use gainsay::check::{Settings, check};
use gainsay::source::{Source, Sources};
use proptest::prelude::*;

use crate::properties::cases;

/// Moments in a day: how many are tried of each day on which something begins, ends or holds.
const MOMENTS: i64 = 4;
/// The days of May 2020 are numbered from 1; April ends at 0, and June begins at 32.
const MONTHS: [(&str, i64, i64); 3] = [("2020-04", -29, 0), ("2020-05", 1, 31), ("2020-06", 32, 61)];

/// For which time something is said to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Undated,
    On(i64),
    During(usize),
    /// From a day to another.
    FromTo(i64, i64),
    /// From some day of a month to some day of another.
    Months(usize, usize),
    /// Since a day, as said on another.
    Since(i64, i64),
}

fn day(number: i64) -> String {
    format!("2020-05-{number:02}")
}

impl When {
    fn text(self) -> String {
        match self {
            Self::Undated => String::new(),
            Self::On(at) => format!(" on {}", day(at)),
            Self::During(month) => format!(" during {}", MONTHS[month].0),
            Self::FromTo(from, to) => format!(" from {} to {}", day(from), day(to)),
            Self::Months(from, to) => format!(" from {} to {}", MONTHS[from].0, MONTHS[to].0),
            Self::Since(from, said) => format!(" since {} said {}", day(from), day(said)),
        }
    }

    /// The days of its window, and whether it is a period.
    fn window(self) -> Option<(i64, i64, bool)> {
        match self {
            Self::Undated => None,
            Self::On(at) => Some((at, at, false)),
            Self::During(month) => Some((MONTHS[month].1, MONTHS[month].2, true)),
            Self::FromTo(from, to) | Self::Since(from, to) => Some((from, to, true)),
            Self::Months(from, to) => Some((MONTHS[from].1, MONTHS[to].2, true)),
        }
    }

    /// The shortest stretches of moments, ends included, that it can have held for.
    fn courses(self) -> Option<Vec<(i64, i64)>> {
        let moments = |first: i64, last: i64| [first * MOMENTS, (last + 1) * MOMENTS - 1];
        let ((first, last), (then, end)) = match self {
            Self::Undated => return None,
            // At some moment of it.
            Self::During(month) => {
                let [first, last] = moments(MONTHS[month].1, MONTHS[month].2);
                return Some((first..=last).map(|moment| (moment, moment)).collect());
            }
            Self::On(at) => {
                return Some((at * MOMENTS..(at + 1) * MOMENTS).map(|moment| (moment, moment)).collect());
            }
            Self::FromTo(from, to) | Self::Since(from, to) => ((from, from), (to, to)),
            Self::Months(from, to) => ((MONTHS[from].1, MONTHS[from].2), (MONTHS[to].1, MONTHS[to].2)),
        };
        let begun = moments(first, last);
        let ended = moments(then, end);
        let all = begun.iter().flat_map(|&from| ended.iter().map(move |&to| (from, to)));
        Some(all.filter(|(from, to)| from <= to).collect())
    }
}

/// Whether two claims of different values clash. What is undated holds always, but for a name.
fn clash(one: When, two: When, always: bool) -> bool {
    if one.window() == two.window() {
        return true;
    }
    if one == When::Undated || two == When::Undated {
        return always;
    }
    let (Some(ones), Some(twos)) = (one.courses(), two.courses()) else { return false };
    if matches!((one, two), (When::On(_), When::On(_))) {
        return false;
    }
    ones.iter().all(|a| twos.iter().all(|b| a.0.max(b.0) <= a.1.min(b.1)))
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        Just(When::Undated),
        (1..9_i64).prop_map(When::On),
        (0..3_usize).prop_map(When::During),
        (1..9_i64, 0..6_i64).prop_map(|(from, days)| When::FromTo(from, from + days)),
        (0..3_usize, 0..3_usize).prop_map(|(from, more)| When::Months(from, (from + more).min(2))),
        (1..9_i64, 0..6_i64).prop_map(|(from, days)| When::Since(from, from + days)),
    ]
}

/// The codes of contradictions in a text.
fn told(text: &str) -> Vec<&'static str> {
    let report = check(&Sources::new(vec![Source::new("a.claims", text)]), &Settings::default());
    report.findings.iter().map(|finding| finding.code.0).filter(|code| code.starts_with('C')).collect()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn two_claims_clash_where_both_must_hold_at_one_moment(one in when(), two in when(), same: bool) {
        let clashing = |always: bool| !same && clash(one, two, always);
        let other = if same { "Ada Lind" } else { "Ida Lund" };
        let text = format!("mayor of Aldwater is Ada Lind{} by A\nmayor of Aldwater is {other}{} by B\n", one.text(), two.text());
        prop_assert_eq!(told(&text), if clashing(false) { vec!["C116"] } else { vec![] }, "{}", text);
        let several = format!("define measure mayor\n    kind name\n    allows several\n{text}");
        prop_assert_eq!(told(&several), Vec::<&str>::new(), "{}", several);
        let no = if same { "true" } else { "false" };
        let text = format!("\"the ferry sails\" is true{} by A\n\"the ferry sails\" is {no}{} by B\n", one.text(), two.text());
        prop_assert_eq!(told(&text), if clashing(true) { vec!["C117"] } else { vec![] }, "{}", text);
    }
}
