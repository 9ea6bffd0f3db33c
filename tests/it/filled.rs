//! Sources that fill in what nobody has told them: held against themselves only, and counted.

use gainsay::check::{Report, Settings, check};
use gainsay::rules::ALL;
use gainsay::source::{Source, Sources};

const DEFINED: &str = "\
define source W
    fills in
define source X
    fills in
define measure casualties
    kind cumulative
define measure fallen
    kind cumulative
    part of casualties
";

fn report(text: &str) -> Report {
    let sources = Sources::new(vec![Source::new("a.claims", format!("{DEFINED}{text}"))]);
    check(&sources, &Settings { today: "2024-12-01".to_owned(), ..Settings::default() })
}

/// The rules that find something, by name; what is said of the vocabulary aside.
fn found(text: &str) -> Vec<&'static str> {
    let name = |code| ALL.iter().find(|rule| rule.code == code).expect("a rule").name;
    let all = report(text).findings.into_iter().map(|finding| name(finding.code));
    all.filter(|name| !matches!(*name, "unused-definition" | "idle-tie" | "undeclared-name")).collect()
}

#[test]
fn what_is_filled_in_starts_no_dispute() {
    for text in [
        "fallen 14 in Aldwater on 2024-11-08 by A\nfallen 41 in Aldwater on 2024-11-08 by W\n",
        "fallen 41 in Aldwater on 2024-11-08 by X\nfallen 14 in Aldwater on 2024-11-08 by W\n",
        "fallen 41 in Aldwater on 2024-11-07 by W\nfallen 14 in Aldwater on 2024-11-08 by A\n",
        "fallen 41 in Aldwater on 2024-11-08 by W\ncasualties 14 in Aldwater on 2024-11-08 by A\n",
        "fallen 41 in Aldwater published 2024-11-08 by W\nfallen 14 in Aldwater on 2024-11-08 by A\n",
        "capital of Aldwater is Northport by W\ncapital of Aldwater is Southport by A\n",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn what_is_filled_in_has_no_vote() {
    let text = "fallen 14 in Aldwater on 2024-11-08 by A\nfallen 41 in Aldwater on 2024-11-08 by D\nfallen 41 in Aldwater on 2024-11-08 by W\n";
    let odd: Vec<String> = report(text).findings.into_iter().filter_map(|one| one.outlier).collect();
    assert_eq!(odd, ["neither stands out: it is one against one"]);
}

#[test]
fn what_is_filled_in_is_held_against_itself() {
    let cases = [
        (
            "fallen 41 in Aldwater on 2024-11-08 by W\nfallen 14 in Aldwater on 2024-11-08 by W\n",
            "self-contradiction",
        ),
        (
            "fallen 41 in Aldwater on 2024-11-07 by W\nfallen 14 in Aldwater on 2024-11-08 by W\n",
            "cumulative-decrease",
        ),
        (
            "fallen 41 in Aldwater on 2024-11-08 by W\ncasualties 14 in Aldwater on 2024-11-08 by W\n",
            "part-exceeds-whole",
        ),
    ];
    for (text, rule) in cases {
        assert_eq!(found(text), [rule], "{text}");
    }
}

#[test]
fn the_break_that_is_proposed_for_it_settles_it() {
    let text = "fallen 41 in Aldwater on 2024-11-07 by W\nfallen 14 in Aldwater on 2024-11-08 by W\n";
    let help: Vec<String> = report(text).findings.into_iter().flat_map(|finding| finding.help).collect();
    let proposed = help.iter().find_map(|help| Some(&help[help.find("break \"")?..])).expect("a break");
    let settled = format!("{text}{}\n", proposed.replace("because \"…\"", "because \"counted anew\""));
    assert_eq!(found(&settled), [""; 0], "{settled}");
}

#[test]
fn what_is_filled_in_is_counted() {
    let text = "fallen 14 in Aldwater on 2024-11-08 by A\nfallen 41 in Aldwater on 2024-11-08 by W\nfallen 41 in Aldwater on 2024-11-08 by X\n";
    assert_eq!(report(text).summary.filled_in, 2);
    assert_eq!(report("fallen 14 in Aldwater on 2024-11-08 by A\n").summary.filled_in, 0);
}
