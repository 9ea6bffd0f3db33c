//! Figures that change: what is exact to its own last digit is never reported, and what is impossible always is.

use gainsay::check::{Settings, check};
use gainsay::source::{Source, Sources};
use proptest::prelude::proptest;
use proptest::prop_assert_eq;

use crate::properties::cases;

/// Whether a text has a finding of change-mismatch. Nothing else may be wrong with it.
fn mismatch(text: &str) -> bool {
    let report = check(&Sources::new(vec![Source::new("a.claims", text)]), &Settings::default());
    let reported: Vec<&str> = report.findings.iter().map(|finding| finding.code.0).collect();
    assert!(reported.iter().all(|code| ["C104", "R111"].contains(code)), "{text}: {reported:?}");
    reported.contains(&"C104")
}

fn money(cents: i64) -> String {
    format!("${}.{:02}bn", cents / 100, cents % 100)
}

proptest! {
    #![proptest_config(cases(60))]

    /// `$a, up p% from $b`, each exact to half of its last digit: in whole numbers of 1/40,000 bn.
    #[test]
    fn per_cent(before in 100..2_000_i64, after in 100..2_000_i64, percent in 0..260_i64, down in proptest::bool::ANY) {
        let share = if down { 100 - percent } else { 100 + percent };
        // A fall by more than all of it leaves less than nothing, and the ends change places.
        let ends = |share: i64| [(2 * before - 1) * share, (2 * before + 1) * share];
        let all = [ends(2 * share - 1), ends(2 * share + 1)].concat();
        let (low, high) = (all.iter().min().copied().unwrap_or(0), all.iter().max().copied().unwrap_or(0));
        let fits = low < (2 * after + 1) * 200 && high >= (2 * after - 1) * 200;
        let way = if down { "down" } else { "up" };
        let text = format!("revenue {}, {way} {percent}% from {} on 2024-05-02 by Acme\n", money(after), money(before));
        prop_assert_eq!(mismatch(&text), !fits, "{}", text);
    }

    /// True values that were rounded when written fit each other.
    #[test]
    fn what_was_so_is_never_reported(before in 100_000..9_000_000_i64, thousandths in 0..900_i64, down in proptest::bool::ANY) {
        let change = before * thousandths / 1000;
        let after = if down { before - change } else { before + change };
        let rounded = |million: i64| (million + 5_000) / 10_000;
        let percent = (2 * change * 100 + before) / (2 * before);
        let way = if down { "down" } else { "up" };
        let text = format!("revenue {}, {way} {percent}% from {} on 2024-05-02 by Acme\n", money(rounded(after)), money(rounded(before)));
        prop_assert_eq!(mismatch(&text), false, "{}", text);
    }

    /// Counts are exact.
    #[test]
    fn counts(before in 1..99_i64, after in 1..99_i64, by in 1..99_i64, down in proptest::bool::ANY) {
        let way = if down { "down" } else { "up" };
        let text = format!("seats {after}, {way} {by} from {before} on 2024-05-02 by Acme\n");
        prop_assert_eq!(mismatch(&text), before + if down { -by } else { by } != after, "{}", text);
        let verb = if down { "fell" } else { "rose" };
        let text = format!("seats {verb} by {by} to {after} from {before} on 2024-05-02 by Acme\n");
        prop_assert_eq!(mismatch(&text), before + if down { -by } else { by } != after, "{}", text);
    }

    /// Points are exact to half a point, and so are the percentages.
    #[test]
    fn points(before in 5..95_i64, after in 5..95_i64, by in 1..40_i64) {
        let text = format!("turnout {after}%, up {by} points from {before}% on 2024-05-02 by Acme\n");
        let apart = after - before - by;
        prop_assert_eq!(mismatch(&text), apart.abs() > 1, "{}", text);
    }
}

/// Only so many changes of one fact are compared with each other; that there are more is reported.
#[test]
fn changes_that_are_too_many_to_compare_are_counted() {
    let line = |number: u32| {
        format!("seats 4000, up {} since 2024-01-01 on 2024-05-02 by S{number}\n", 1000 + number)
    };
    for (count, more) in [(256, None), (260, Some("4 more changes of `seats`"))] {
        let text: String = (0..count).map(line).collect();
        let report = check(&Sources::new(vec![Source::new("a.claims", text)]), &Settings::default());
        let of = |code: &str| report.findings.iter().filter(|one| one.code.0 == code).collect::<Vec<_>>();
        assert!(!of("C104").is_empty());
        let notes: Vec<&str> = of("R117").iter().map(|one| one.message.as_str()).collect();
        assert_eq!(notes.len(), usize::from(more.is_some()), "{notes:?}");
        assert!(more.is_none_or(|more| notes[0].contains(more)), "{notes:?}");
    }
}
