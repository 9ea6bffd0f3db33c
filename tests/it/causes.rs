//! Which cause is found for which slip: a table of slips injected into honest series, and of look-alikes without any.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gainsay::check::{self, Settings};
use gainsay::source::{Source, Sources};

use crate::golden;
use crate::properties::is_long;
use crate::truth::Rng;

mod slips;

use slips::{LIKES, SLIPS, Slip};

/// How many cases there are of each kind; `GAINSAY_LONG=1` tries ten times as many.
const EACH: usize = 40;
/// How many places one corpus has.
const BATCH: usize = 8;
/// How many days a series has.
const DAYS: usize = 14;

/// The measures of each place, on each day.
const ITEMS: [(&str, &str); 5] = [
    ("death toll", ""),
    ("injured", ""),
    ("displaced", ""),
    ("death toll", " among military"),
    ("death toll", " among civilians"),
];

const VOCABULARY: &str = "\
define measure \"death toll\"
    kind cumulative
    unit people
    rounding strict
define measure injured
    kind cumulative
    unit people
    rounding strict
define measure displaced
    kind level
    unit people
    rounding strict
define measure sheltered
    kind level
    unit people
define measure \"burnt area\"
    unit hectares
define measure march
    unit km
define measure summit
    unit m
define measure cargo
    unit kg
define measure heat
    unit °C
define measure support
    kind ratio
";

/// One place: what is true there, and where the source slips.
struct Case {
    truth: Vec<Vec<i64>>,
    gamma: Vec<BTreeMap<usize, String>>,
    /// The day of the slip.
    day: usize,
    /// Claims of their own, with `PLACE` and `DAY` in them, instead of all others.
    own: Vec<String>,
    /// Whether there is one source only.
    alone: bool,
}

/// An honest place: each series starts anywhere from a hundred to ninety thousand and grows by some per cent a day.
fn honest(rng: &mut Rng) -> Case {
    let truth: Vec<Vec<i64>> = (0..ITEMS.len())
        .map(|_| {
            let mut figure = rng.between(100, 999);
            for _ in 0..rng.below(3) {
                figure = figure * 10 + rng.between(0, 9);
            }
            let grow = |figure: &mut i64, rng: &mut Rng| {
                let now = *figure;
                *figure += *figure * rng.between(5, 60) / 1000 + rng.between(0, 9);
                now
            };
            (0..DAYS).map(|_| grow(&mut figure, rng)).collect()
        })
        .collect();
    let gamma = truth.iter().map(|days: &Vec<i64>| {
        let said = (0..DAYS).filter(|_| rng.below(10) < 7);
        said.map(|day| (day, days[day].to_string())).collect()
    });
    let gamma = gamma.collect();
    Case { truth, gamma, day: rng.between(5, 9) as usize, own: Vec::new(), alone: false }
}

fn iso(day: usize) -> String {
    format!("2020-10-{:02}", day + 1)
}

/// The claims of a case.
fn claims(case: &Case, place: &str, rng: &mut Rng, text: &mut String) {
    for line in &case.own {
        let line =
            line.replace("PLACE", place).replace("DAY", &iso(case.day)).replace("EVE", &iso(case.day - 1));
        let _ = writeln!(text, "{line}");
    }
    if !case.own.is_empty() {
        return;
    }
    // One other voice leaves a tie, two identify the outlier.
    let honest: &[&str] = match (case.alone, rng.below(2)) {
        (true, _) => &[],
        (false, 0) => &["Alpha"],
        (false, _) => &["Alpha", "Beta"],
    };
    for (item, (measure, scope)) in ITEMS.iter().enumerate() {
        for day in 0..DAYS {
            let figure = case.truth[item][day];
            for by in honest {
                let _ = writeln!(text, "{measure} {figure}{scope} in {place} on {} by {by}", iso(day));
            }
            let said = case.gamma[item].get(&day).cloned();
            let said = said.or_else(|| case.alone.then(|| figure.to_string()));
            if let Some(said) = said.filter(|_| !case.alone || item == 0) {
                let _ = writeln!(text, "{measure} {said}{scope} in {place} on {} by Gamma", iso(day));
            }
        }
    }
}

/// The cause found for each place of a batch.
fn reported(text: String, places: usize) -> Vec<String> {
    let sources = Sources::new(vec![Source::new("causes.claims", text)]);
    // Each place is a case of its own, though slips of one day in several places have one root.
    let report = check::check(
        &sources,
        &Settings { today: "2024-12-01".to_owned(), expand: true, ..Settings::default() },
    );
    let of = |place: usize| {
        let name = format!("P{place}");
        let here = report.findings.iter().filter(|finding| {
            let place =
                finding.fact.as_ref().and_then(|fact| fact.scope.iter().find(|(key, _)| key == "place"));
            finding.code.0.starts_with('C') && place.is_some_and(|(_, place)| *place == name)
        });
        let causes: Vec<Option<&str>> =
            here.map(|finding| finding.cause.as_ref().map(|cause| cause.kind)).collect();
        match causes.first() {
            None => "nothing found".to_owned(),
            Some(None) => "none".to_owned(),
            Some(Some(kind)) => (*kind).to_owned(),
        }
    };
    (0..places).map(of).collect()
}

/// How often each cause is found for one slip.
fn counts(slip: Slip, seed: u64, each: usize) -> BTreeMap<String, usize> {
    let mut rng = Rng(seed);
    let mut counts = BTreeMap::new();
    for _ in 0..each / BATCH {
        let mut text = VOCABULARY.to_owned();
        let neighbour = honest(&mut rng);
        claims(&neighbour, "Elsewhere", &mut rng, &mut text);
        let mut place = 0;
        while place < BATCH {
            let mut case = honest(&mut rng);
            if slip(&mut case, &mut rng, &neighbour.truth[0]).is_some() {
                claims(&case, &format!("P{place}"), &mut rng, &mut text);
                place += 1;
            }
        }
        for kind in reported(text, BATCH) {
            *counts.entry(kind).or_insert(0) += 1;
        }
    }
    counts
}

#[test]
fn each_slip_is_reported_by_its_cause_and_look_alikes_are_not() {
    let slips = SLIPS.iter().map(|&(name, kind, least, slip)| (name, kind, Some(least), slip));
    let likes = LIKES.iter().map(|&(name, most, slip)| (name, "none", Some(100 - most), slip));
    // A new slip, at the end, leaves the draws of all others as they are.
    let all: Vec<(&str, &str, Option<usize>, Slip)> = likes.chain(slips).collect();
    let half = all.len().div_ceil(2);
    let long = is_long();
    let each = if long { 10 * EACH } else { EACH };
    let rows: Vec<BTreeMap<String, usize>> = std::thread::scope(|scope| {
        let parts: Vec<_> = all
            .chunks(half)
            .enumerate()
            .map(|(part, rows)| {
                scope.spawn(move || {
                    let numbered = rows.iter().enumerate();
                    let seed = |at: usize| (part * half + at) as u64 + 1;
                    numbered.map(|(at, row)| counts(row.3, seed(at), each)).collect::<Vec<_>>()
                })
            })
            .collect();
        parts.into_iter().flat_map(|part| part.join().expect("a row is counted")).collect()
    });
    let mut table =
        format!("What is told of {each} cases of each slip, and of figures that differ for no reason\n\n");
    let mut wrong = String::new();
    for ((name, kind, least, _), counts) in all.iter().zip(&rows) {
        let mut reported: Vec<(&String, &usize)> = counts.iter().collect();
        reported.sort_by_key(|&(reported, count)| (reported != kind, std::cmp::Reverse(*count), reported));
        let reported: Vec<String> =
            reported.iter().map(|(reported, count)| format!("{reported} {count}")).collect();
        let _ = writeln!(table, "{name:<28}{}", reported.join(", "));
        let right = counts.get(*kind).copied().unwrap_or(0) * 100 / each;
        if least.is_some_and(|least| right < least) {
            let _ = writeln!(wrong, "{name}: {right} in a hundred are told as {kind}");
        }
    }
    if !long {
        golden::check("tests/causes.txt", &table);
    }
    assert!(wrong.is_empty(), "\n{wrong}\n{table}");
}
