//! Evidence for near-duplicate-name: pairs of spellings that are one name, and pairs that only look alike.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Instant;

use gainsay::check::{Settings, check};
use gainsay::source::{Source, Sources};

use crate::golden;

fn pairs(name: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/names").join(name);
    let text = fs::read_to_string(path).expect("the list is there");
    let pair = |line: &str| line.split_once('\t').map(|(one, two)| (one.to_owned(), two.to_owned()));
    text.lines().map(|line| pair(line).expect("two names, a tab between")).collect()
}

/// How many findings of the rule there are for claims in places of these names.
fn reported(names: &[&str]) -> usize {
    let line = |(at, name): (usize, &&str)| format!("injured {at} in \"{name}\" on 2024-11-05 by Mayor\n");
    let text: String = names.iter().enumerate().map(line).collect();
    let settings = Settings {
        today: "2024-12-01".to_owned(),
        select: vec!["near-duplicate-name".to_owned()],
        ..Settings::default()
    };
    check(&Sources::new(vec![Source::new("a.claims", text)]), &settings).findings.len()
}

#[test]
fn spellings_of_one_name_are_reported_and_look_alikes_are_not() {
    let (one, two) = (pairs("one.tsv"), pairs("two.tsv"));
    assert!(one.len() >= 60 && two.len() >= 60);
    let missed: Vec<_> = one.iter().filter(|(a, b)| reported(&[a, b]) == 0).collect();
    let wrong: Vec<_> = two.iter().filter(|(a, b)| reported(&[a, b]) > 0).collect();
    let (found, noise) = (one.len() - missed.len(), wrong.len());
    let mut text = String::new();
    let _ = writeln!(text, "of {} pairs that are one name {found} are told", one.len());
    let _ = writeln!(text, "of {} pairs that only look alike {noise} are told", two.len());
    let thousandth = |part: usize, whole: usize| (part * 1000 + whole / 2) / whole;
    let _ = writeln!(text, "recall 0.{:03}", thousandth(found, one.len()));
    let precision = thousandth(found, found + noise);
    let _ = writeln!(text, "precision {}.{:03}", precision / 1000, precision % 1000);
    for (title, list) in [("missed", &missed), ("told in error", &wrong)] {
        let _ = writeln!(text, "\n{title}:");
        for (a, b) in list {
            let _ = writeln!(text, "    {a} / {b}");
        }
    }
    golden::check("tests/names/told.txt", &text);
}

#[test]
fn the_work_grows_with_the_names() {
    let time = |count: usize| {
        let name =
            |at: usize| format!("{} station of district {at}", ["North", "South", "Upper", "Lower"][at % 4]);
        let names: Vec<String> = (0..count).map(name).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let once = || {
            let start = Instant::now();
            assert_eq!(reported(&names), 0);
            start.elapsed()
        };
        // The best of three, since others use the machine too.
        once().min(once()).min(once())
    };
    let (few, many) = (time(500), time(8_000));
    assert!(many < few * 80, "{few:?} for 500 names, {many:?} for 8,000: sixteen times as many");
}

/// The findings about two reports, a file each.
fn of_two_reports(one: &str, other: &str) -> Vec<String> {
    let settings = Settings {
        today: "2024-12-01".to_owned(),
        select: vec!["near-duplicate-name".to_owned()],
        ..Settings::default()
    };
    let sources = Sources::new(vec![Source::new("a.claims", one), Source::new("b.claims", other)]);
    check(&sources, &settings).findings.into_iter().map(|finding| finding.message).collect()
}

#[test]
fn two_events_of_a_day_may_be_one_where_the_same_is_given_of_each() {
    let one = "article via \"Harrow Post\" published 2020-10-21\n\
               event humanitarian ceasefire on 2020-10-10\nbroker of humanitarian ceasefire is Moscow\n";
    let report = |day: &str, of: &str| {
        format!(
            "article via \"Coast Wire\" published 2020-10-22\nevent first truce on {day}\n{of} of first truce is Paris\n"
        )
    };
    let found = of_two_reports(one, &report("2020-10-10", "broker"));
    assert!(found.len() == 1 && found[0].contains("may be one"), "{found:?}");
    assert!(of_two_reports(one, &report("2020-10-11", "broker")).is_empty(), "of another day");
    assert!(of_two_reports(one, &report("2020-10-10", "seat")).is_empty(), "nothing is given of both");
    let both = format!("{}event humanitarian ceasefire on 2020-10-10\n", report("2020-10-10", "broker"));
    assert!(of_two_reports(one, &both).is_empty(), "one report names both");
}
