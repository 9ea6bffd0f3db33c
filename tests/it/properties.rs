//! The guarantees, tested on random corpora against an independent oracle that tries values.

use std::fmt::Write;

use gainsay::check::{self, Report, Settings};
use gainsay::report::{self, RenderOptions, ReportView};
use gainsay::rules;
use gainsay::source::{Source, Sources};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn settings() -> Settings {
    Settings { today: "2026-11-23".to_owned(), ..Settings::default() }
}

fn checked(texts: &[(&str, &str)]) -> (Sources, Report) {
    let sources = Sources::new(texts.iter().map(|(name, text)| Source::new(*name, *text)).collect());
    let report = check::check(&sources, &settings());
    (sources, report)
}

fn json(sources: &Sources, report: &Report) -> String {
    let mut out = Vec::new();
    report::json(&mut out, &ReportView::new(report, sources, rules::ALL, None)).expect("a vector takes all");
    String::from_utf8(out).expect("json is text")
}

/// Whether the long search is asked for.
pub(crate) fn is_long() -> bool {
    std::env::var_os("GAINSAY_LONG").is_some_and(|value| value == "1")
}

/// How many cases a property is tried on: always the same ones, so that a change is what breaks a test. `GAINSAY_LONG=1`
/// tries fifty times as many, and `GAINSAY_SEED`, a number, others than usual.
pub(crate) fn cases(usual: u32) -> ProptestConfig {
    let seed = std::env::var("GAINSAY_SEED").ok().and_then(|seed| seed.parse().ok());
    ProptestConfig {
        cases: if is_long() { usual * 50 } else { usual },
        rng_seed: RngSeed::Fixed(seed.unwrap_or(20_261_129)),
        ..ProptestConfig::default()
    }
}

/// The value of a claim of the random corpora.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    Exactly(i64),
    AtLeast(i64),
    UpTo(i64),
    Between(i64, i64),
}

/// A claim of a random corpus: what, on which of a few days, by which of a few origins (own voice where none).
#[derive(Clone, Debug)]
pub(crate) struct Random {
    said: Said,
    day: i64,
    origin: Option<usize>,
}

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        3 => (11..19_i64).prop_map(Said::Exactly),
        1 => (11..19_i64).prop_map(Said::AtLeast),
        1 => (11..19_i64).prop_map(Said::UpTo),
        1 => (11..19_i64, 0..4_i64).prop_map(|(low, more)| Said::Between(low, low + more)),
    ]
}

pub(crate) fn corpus() -> impl Strategy<Value = (&'static str, Vec<Random>)> {
    let claim = (said(), 1..4_i64, prop::option::weighted(0.8, 0..3_usize))
        .prop_map(|(said, day, origin)| Random { said, day, origin });
    let kind = prop::sample::select(vec!["level", "cumulative", "constant"]);
    (kind, prop::collection::vec(claim, 2..8))
}

pub(crate) fn line(claim: &Random, number: usize) -> String {
    let figure = match claim.said {
        Said::Exactly(value) => format!("{value}"),
        Said::AtLeast(value) => format!("at least {value}"),
        Said::UpTo(value) => format!("up to {value}"),
        Said::Between(low, high) if low < high => format!("{low} to {high}"),
        Said::Between(low, _) => format!("{low}"),
    };
    let who = match claim.origin {
        Some(origin) => format!("by Origin{origin}"),
        None => "via Outlet".to_owned(),
    };
    format!("@c{number} tally {figure} in Northvale on 2020-10-{:02} {who}", claim.day)
}

pub(crate) fn text(kind: &str, claims: &[(usize, &Random)]) -> String {
    let mut text = format!("define measure tally\n    kind {kind}\n    unit people\n");
    for (number, claim) in claims {
        writeln!(text, "{}", line(claim, *number)).expect("a string takes all");
    }
    text
}

/// Whether some values of the days make every claim true, found by trying them all.
fn satisfiable(kind: &str, claims: &[(usize, &Random)]) -> bool {
    let holds = |said: &Said, value: i64| match *said {
        Said::Exactly(exact) => value == exact,
        Said::AtLeast(low) => value >= low,
        Said::UpTo(high) => value <= high,
        Said::Between(low, high) => (low..=high).contains(&value),
    };
    let days: Vec<i64> = (9..24).collect();
    let all =
        |values: [i64; 3]| claims.iter().all(|(_, claim)| holds(&claim.said, values[claim.day as usize - 1]));
    days.iter().any(|&one| {
        days.iter().any(|&two| {
            days.iter().any(|&three| {
                let allowed = match kind {
                    "constant" => one == two && two == three,
                    "cumulative" => one <= two && two <= three,
                    _ => true,
                };
                allowed && all([one, two, three])
            })
        })
    })
}

fn contradictions(report: &Report) -> Vec<&gainsay::finding::Finding> {
    report.findings.iter().filter(|finding| finding.code.0.starts_with('C')).collect()
}

fn number(id: &str) -> usize {
    id.trim_start_matches('c').parse().expect("every claim is labelled with its number")
}

/// What removing some claims costs: statements of origins first, then own voices; equal statements of one voice are
/// one.
fn cost(claims: &[Random], kind: &str, removed: &[usize]) -> (usize, usize) {
    let mut statements: Vec<String> = Vec::new();
    for &number in removed {
        let claim = &claims[number];
        let day = if kind == "constant" { 0 } else { claim.day };
        let said = match claim.said {
            Said::Between(low, high) if low == high => Said::Exactly(low),
            ref said => said.clone(),
        };
        statements.push(format!("{:?} {day} {said:?}", claim.origin));
    }
    statements.sort();
    statements.dedup();
    let own = statements.iter().filter(|statement| statement.starts_with("None")).count();
    (statements.len() - own, own)
}

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn a_contradiction_is_reported_exactly_where_no_values_make_all_true((kind, claims) in corpus()) {
        let all: Vec<(usize, &Random)> = claims.iter().enumerate().collect();
        let (_, report) = checked(&[("a.claims", &text(kind, &all))]);
        let found = contradictions(&report);
        prop_assert_eq!(found.is_empty(), satisfiable(kind, &all), "{}", text(kind, &all));

        let mut repair = Vec::new();
        for finding in &found {
            let core: Vec<usize> = finding.claims.iter().filter(|claim| claim.core).map(|claim| number(&claim.id)).collect();
            let of = |numbers: &[usize]| numbers.iter().map(|&number| (number, &claims[number])).collect::<Vec<_>>();
            prop_assert!(!satisfiable(kind, &of(&core)), "the core is a conflict: {core:?}\n{}", text(kind, &all));
            for left_out in &core {
                let rest: Vec<usize> = core.iter().copied().filter(|number| number != left_out).collect();
                prop_assert!(satisfiable(kind, &of(&rest)), "the core is minimal: {core:?}\n{}", text(kind, &all));
            }
            repair.extend(finding.claims.iter().filter(|claim| claim.repair).map(|claim| number(&claim.id)));
        }
        let told = |finding: &gainsay::finding::Finding, core: bool| {
            let cited = finding.claims.iter().filter(|claim| claim.core || !core);
            cited.map(|claim| number(&claim.id)).collect::<Vec<usize>>()
        };
        let only = |wanted: &dyn Fn(usize) -> bool| {
            all.iter().copied().filter(|(number, _)| wanted(*number)).collect::<Vec<_>>()
        };
        // Nothing hides an origin against itself, nor what is disputed at one day or of a constant.
        let mut self_contradicting = Vec::new();
        for origin in [Some(0), Some(1), Some(2), None] {
            if !satisfiable(kind, &only(&|number| claims[number].origin == origin)) {
                self_contradicting.push(origin);
                let is_own = |finding: &&gainsay::finding::Finding| {
                    told(finding, true).iter().all(|&number| claims[number].origin == origin)
                };
                prop_assert!(found.iter().any(is_own), "{origin:?} against itself\n{}", text(kind, &all));
            }
        }
        let mut disputed = Vec::new();
        for day in 1..4 {
            let here = |number: usize| kind == "constant" || claims[number].day == day;
            if !satisfiable(kind, &only(&here)) {
                disputed.push(day);
                let tells = |finding: &&gainsay::finding::Finding| {
                    let told = told(finding, false);
                    !satisfiable(kind, &only(&|number| here(number) && told.contains(&number)))
                };
                prop_assert!(found.iter().any(tells), "day {day} is disputed\n{}", text(kind, &all));
            }
        }
        // Without what is marked the rest can be true, as far as no dispute covers it. Which of its claims an origin that
        // contradicts itself has wrong may be open: those that may be stand beside no others.
        let is_covered = |number: usize| kind == "constant" && !disputed.is_empty() || disputed.contains(&claims[number].day);
        let rest = only(&|number| !repair.contains(&number) && !is_covered(number) && !self_contradicting.contains(&claims[number].origin));
        prop_assert!(satisfiable(kind, &rest), "the repair repairs: {repair:?}\n{}", text(kind, &all));
        if !self_contradicting.is_empty() || (kind == "cumulative" && !disputed.is_empty()) {
            return Ok(());
        }
        let best = cost(&claims, kind, &repair);
        for subset in 0..1_u32 << claims.len() {
            let removed: Vec<usize> = (0..claims.len()).filter(|&number| subset & (1 << number) != 0).collect();
            if cost(&claims, kind, &removed) < best {
                let rest: Vec<(usize, &Random)> = all.iter().copied().filter(|(number, _)| !removed.contains(number)).collect();
                prop_assert!(!satisfiable(kind, &rest), "{removed:?} would be a smaller repair\n{}", text(kind, &all));
            }
        }
    }

    #[test]
    fn threads_and_the_order_of_files_change_nothing((kind, claims) in corpus()) {
        let all: Vec<(usize, &Random)> = claims.iter().enumerate().collect();
        let (one, two) = (text(kind, &all[..1]), all[1..].iter().map(|(number, claim)| line(claim, *number) + "\n").collect::<String>());
        let reported = |texts: &[(&str, &str)], threads: usize| {
            let pool = rayon_pool(threads);
            pool.install(|| {
                let (sources, report) = checked(texts);
                json(&sources, &report)
            })
        };
        let first = reported(&[("a.claims", &one), ("b.claims", &two)], 1);
        prop_assert_eq!(&first, &reported(&[("b.claims", &two), ("a.claims", &one)], 4));
    }
}

pub(crate) fn rayon_pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had")
}

/// Pieces of the language, to be combined at random.
const PIECES: [&str; 40] = [
    "death toll",
    " 729",
    " in X",
    " among military",
    " on 2020-10-19",
    " by A",
    " via B",
    " said Monday",
    " published 2020-10-21",
    "\n",
    "\n    note: \"x",
    "\"",
    "{a, b}",
    " is ",
    " true",
    "@a ",
    "article \"T\"",
    "event \"e\"",
    "retract @a",
    "correct @a to 5",
    "break deaths on 2020-10-19",
    "accept conflicting-figures between @a",
    "expect none",
    "law a = b + c",
    "law \"e\" after \"f\"",
    "include \"b\"",
    "define measure m\n    kind cumulative",
    "define unit u = 2 km",
    "end article",
    " at least",
    " about",
    " 50-60",
    " 3 in 10",
    " 40%",
    " €40m",
    "\u{FFFD}",
    "\0",
    " 99999999999999999999999999999",
    " from 31 November",
    " between 1 and 2",
];

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn no_text_brings_the_checker_down(picks in prop::collection::vec(0..PIECES.len(), 0..40), noise in ".{0,40}") {
        let mut text: String = picks.iter().map(|&pick| PIECES[pick]).collect();
        let (sources, report) = checked(&[("a.claims", &text)]);
        let view = ReportView::new(&report, &sources, rules::ALL, None);
        report::pretty(&mut Vec::new(), &view, RenderOptions { width: 60, colour: true }).expect("a vector takes all");
        report::short(&mut Vec::new(), &view).expect("a vector takes all");
        json(&sources, &report);
        text.push_str(&noise);
        checked(&[("a.claims", &text)]);
    }

    #[test]
    fn no_bytes_bring_the_checker_down(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let sources = Sources::new(vec![Source::from_bytes("a.claims", bytes)]);
        let report = check::check(&sources, &settings());
        json(&sources, &report);
    }
}
