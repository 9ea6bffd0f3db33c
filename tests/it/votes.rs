//! Who stands out in a dispute: whose word counts, and what the line says of it.

use gainsay::check::{Settings, check};
use gainsay::rules::ALL;
use gainsay::source::{Source, Sources};

/// The vocabulary of the cases.
const DEFINED: &str = "\
define source A
    party North
define source B
    party North
define source C
    party North
define source D
    party South
";

/// The line about who stands out of every finding of a rule, with whether one is a suspect.
fn odd(rule: &str, text: &str) -> Vec<(String, bool)> {
    let sources = Sources::new(vec![Source::new("a.claims", format!("{DEFINED}{text}"))]);
    let report = check(&sources, &Settings { today: "2024-12-01".to_owned(), ..Settings::default() });
    let code = ALL.iter().find(|known| known.name == rule).expect("a rule").code;
    let of_rule = report.findings.iter().filter(|finding| finding.code == code);
    of_rule
        .map(|finding| {
            let suspect = finding.claims.iter().any(|cited| cited.suspect);
            (finding.outlier.clone().unwrap_or_default(), suspect)
        })
        .collect()
}

/// Expects one finding, with this line.
fn expect(rule: &str, text: &str, line: &str, suspect: bool) {
    assert_eq!(odd(rule, text), [(line.to_owned(), suspect)], "{text}");
}

#[test]
fn sources_of_one_party_count_once() {
    expect(
        "conflicting-figures",
        "death toll 14 in Aldwater on 2024-11-08 by A, B\ndeath toll 41 in Aldwater on 2024-11-08 by D\n",
        "none stands out: there is no majority; `A` and `B` are one party and count once",
        false,
    );
    expect(
        "conflicting-figures",
        "death toll 14 in Aldwater on 2024-11-08 by A, B\ndeath toll 41 in Aldwater on 2024-11-08 by D, E\n",
        "14 by `A` and `B`: without them, the others agree; `A` and `B` are one party and count once",
        true,
    );
    // Three of one party are no majority against two of none.
    expect(
        "conflicting-figures",
        "death toll 14 in Aldwater on 2024-11-08 by A, B, C\ndeath toll 41 in Aldwater on 2024-11-08 by E, F\n",
        "14 by 3 sources: without them, the others agree; `A`, `B` and `C` are one party and count once",
        true,
    );
}

#[test]
fn the_sharpest_figure_of_a_party_speaks_for_it() {
    expect(
        "conflicting-figures",
        "death toll 14 in Aldwater on 2024-11-08 by A\ndeath toll 10-20 in Aldwater on 2024-11-08 by B\ndeath toll 15 in Aldwater on 2024-11-08 by D\n",
        "neither stands out: it is one against one",
        false,
    );
}

#[test]
fn a_party_split_over_two_camps_counts_for_neither() {
    expect(
        "conflicting-figures",
        "death toll 14 in Aldwater on 2024-11-08 by A, B\ndeath toll 41 in Aldwater on 2024-11-08 by C\n",
        "none stands out: there is no majority; `A`, `B` and `C` are one party but differ: they count for neither side",
        false,
    );
    expect(
        "conflicting-figures",
        "death toll 14 in Aldwater on 2024-11-08 by A, B\ndeath toll 41 in Aldwater on 2024-11-08 by C, D\n",
        "14 by `A` and `B`: without them, the others agree; `A`, `B` and `C` are one party but differ: they count for neither side",
        true,
    );
}

#[test]
fn names_truths_sets_and_dates_count_by_party_too() {
    let once = "none stands out: there is no majority; `A` and `B` are one party and count once";
    expect(
        "conflicting-values",
        "capital of Aldwater is Northport by A, B\ncapital of Aldwater is Southport by D\n",
        once,
        false,
    );
    expect(
        "conflicting-truth",
        "\"the bridge fell\" is true by A, B\n\"the bridge fell\" is false by D\n",
        once,
        false,
    );
    expect(
        "conflicting-sets",
        "chairs of Council are {Ada, Bo} by A, B\nchairs of Council are {Ada} by D\n",
        once,
        false,
    );
    expect(
        "conflicting-dates",
        "event ceasefire on 2024-11-08 by A, B\nevent ceasefire on 2024-11-10 by D\n",
        once,
        false,
    );
}

#[test]
fn a_party_counts_once_across_ties_and_not_within_one_voice() {
    let once = "none stands out: there is no majority; `A` and `B` are one party and count once";
    // A total that falls between sources.
    expect(
        "cumulative-decrease",
        "death toll 14 in Aldwater on 2024-11-08 by A, B\ndeath toll 10 in Aldwater on 2024-11-09 by D\n",
        once,
        false,
    );
    // A part above its whole.
    expect(
        "part-exceeds-whole",
        "define measure casualties\n    kind cumulative\ndefine measure fallen\n    kind cumulative\n    part of casualties\nfallen 14 in Aldwater on 2024-11-08 by A, B\ncasualties 10 in Aldwater on 2024-11-08 by D\n",
        once,
        false,
    );
    // What one source says by itself is weighed as ever, whoever says the same of one day.
    let own = "death toll 12 in Aldwater on 2024-11-07 by B\ndeath toll 12 in Aldwater on 2024-11-07 by A\ndeath toll 5 in Aldwater on 2024-11-08 by B\ndeath toll 13 in Aldwater on 2024-11-09 by B\n";
    assert_eq!(odd("cumulative-decrease", own).len(), 1, "{own}");
}

#[test]
fn the_authority_on_a_measure_is_never_the_odd_one() {
    let settles = "define source \"Electoral Commission\"\n    settles votes, turnout\n";
    expect(
        "conflicting-figures",
        &format!(
            "{settles}votes 41 in Aldwater on 2024-11-08 by D, E, F\nvotes 14 in Aldwater on 2024-11-08 by Electoral Commission\n"
        ),
        "41 by 3 sources: `Electoral Commission` settles `votes`",
        true,
    );
    // On another measure it is a source like any other.
    expect(
        "conflicting-figures",
        &format!(
            "{settles}death toll 41 in Aldwater on 2024-11-08 by D, E, F\ndeath toll 14 in Aldwater on 2024-11-08 by Electoral Commission\n"
        ),
        "14 by `Electoral Commission`: without it, the others agree",
        true,
    );
    // Its own slip is its own.
    assert_eq!(
        odd(
            "self-contradiction",
            &format!("{settles}votes 41 in Aldwater on 2024-11-08 by Electoral Commission\nvotes 14 in Aldwater on 2024-11-08 by Electoral Commission\n")
        )
        .len(),
        1
    );
    // Across ties too, and by name.
    expect(
        "part-exceeds-whole",
        "define measure casualties\n    kind cumulative\ndefine measure fallen\n    kind cumulative\n    part of casualties\ndefine source Z\n    settles casualties\nfallen 14 in Aldwater on 2024-11-08 by E, F\ncasualties 10 in Aldwater on 2024-11-08 by Z\n",
        "14 by `E` and `F`: `Z` settles `casualties`",
        true,
    );
    expect(
        "conflicting-values",
        "define source Z\n    settles capital\ncapital of Aldwater is Northport by E, F\ncapital of Aldwater is Southport by Z\n",
        "Northport by `E` and `F`: `Z` settles `capital`",
        true,
    );
    // Two authorities are one against one.
    expect(
        "conflicting-figures",
        &format!(
            "{settles}define source Z\n    settles votes\nvotes 41 in Aldwater on 2024-11-08 by Z\nvotes 14 in Aldwater on 2024-11-08 by Electoral Commission\n"
        ),
        "neither stands out: it is one against one",
        false,
    );
}

#[test]
fn the_settings_name_an_authority_too() {
    let text = "votes 41 in Aldwater on 2024-11-08 by D, E, F\nvotes 14 in Aldwater on 2024-11-08 by Z\n";
    let sources = Sources::new(vec![Source::new("a.claims", text)]);
    let settings = Source::new("gainsay.toml", "[sources]\nZ = [\"settles votes\"]\n");
    let corpus = gainsay::settings::read(&settings, &[]).expect("settings in order");
    let report = check(&sources, &Settings { today: "2024-12-01".to_owned(), corpus, ..Settings::default() });
    let odd: Vec<&str> = report.findings.iter().filter_map(|one| one.outlier.as_deref()).collect();
    assert_eq!(odd, ["41 by 3 sources: `Z` settles `votes`"]);
}

#[test]
fn a_party_of_one_source_changes_nothing() {
    expect(
        "conflicting-figures",
        "death toll 14 in Aldwater on 2024-11-08 by A, E\ndeath toll 41 in Aldwater on 2024-11-08 by D\n",
        "41 by `D`: without it, the others agree",
        true,
    );
}

/// Disputes on as many days, each of three sources, in which `X` is the odd one out on the first `odd` days; then one between
/// `X` and `Y` alone.
fn days(count: u32, odd: u32) -> String {
    let mut text = String::new();
    for day in 1..=count {
        let mine = if day <= odd { 700 + day } else { 500 + day };
        let theirs = 500 + day;
        let other = if day <= odd { theirs } else { 900 + day };
        text.push_str(&format!(
            "arrests {mine} in Aldwater on 2024-10-{day:02} by X\narrests {theirs} in Aldwater on 2024-10-{day:02} by Y\narrests {other} in Aldwater on 2024-10-{day:02} by Z\n"
        ));
    }
    text + "arrests 61 in Harrow on 2024-11-08 by X\narrests 17 in Harrow on 2024-11-08 by Y\n"
}

/// The lines about who stands out in Harrow.
fn in_harrow(text: &str) -> Vec<(String, bool)> {
    let all = odd("conflicting-figures", text);
    all.into_iter().filter(|(line, _)| line.starts_with("neither")).collect()
}

#[test]
fn in_a_tie_the_record_of_both_is_evidence_and_no_verdict() {
    let line = "neither stands out: it is one against one; elsewhere `X` was the odd one out in 6 of 7 disputes, `Y` in 0 of 7";
    assert_eq!(in_harrow(&days(7, 6)), [(line.to_owned(), false)]);
    let silent = "neither stands out: it is one against one";
    for (count, odd) in [(4, 4), (7, 1), (7, 0)] {
        assert_eq!(in_harrow(&days(count, odd)), [(silent.to_owned(), false)], "{odd} of {count}");
    }
}
