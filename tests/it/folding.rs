//! One root, one finding: what is folded, what stands by itself, and that nothing gets lost.

use gainsay::check::{Report, Settings, check};
use gainsay::finding::Finding;
use gainsay::source::{Source, Sources};

const VOCABULARY: &str = "define measure deaths\n    kind cumulative\n    unit people\n";

fn report(text: &str, expand: bool) -> Report {
    let sources = Sources::new(vec![Source::new("a.claims", text)]);
    check(&sources, &Settings { today: "2026-01-01".to_owned(), expand, ..Settings::default() })
}

/// The findings of a text, after it was seen that folding loses none of those that are found without it, and makes no other.
pub(crate) fn folded(text: &str) -> Vec<Finding> {
    of_words(&format!("{VOCABULARY}{text}"))
}

/// The same of a text that defines its own measures.
pub(crate) fn of_words(text: &str) -> Vec<Finding> {
    let (whole, alone) = (report(text, false).findings, report(text, true).findings);
    let mut parts: Vec<&Finding> = Vec::new();
    for finding in &whole {
        if finding.members.is_empty() {
            parts.push(finding);
        } else {
            assert!(finding.members.len() > 1, "{}", finding.message);
            parts.extend(&finding.members);
        }
    }
    let named = |findings: Vec<&Finding>| {
        let mut named: Vec<(String, String)> =
            findings.into_iter().map(|one| (one.fingerprint.clone(), one.message.clone())).collect();
        named.sort();
        named
    };
    assert_eq!(named(parts), named(alone.iter().collect()));
    whole
}

fn messages(text: &str) -> Vec<String> {
    folded(text).into_iter().map(|finding| finding.message).collect()
}

/// A daily figure of one place, by a source that says it the same day.
fn daily(place: &str, day: u32, figure: u32, source: &str) -> String {
    format!("deaths {figure} in {place} on 2024-03-{day:02} by \"{source}\"\n")
}

#[test]
fn a_slip_of_one_day_in_many_places_is_one_finding() {
    let mut text = String::new();
    for (place, figure) in [("Harrow", 400), ("Kestrel", 90), ("Tarn", 700), ("Fenn", 55)] {
        text.push_str(&daily(place, 4, figure, "Ministry"));
        text.push_str(&daily(place, 5, figure / 2, "Ministry"));
        text.push_str(&daily(place, 6, figure + 3, "Ministry"));
    }
    let found = folded(&text);
    assert_eq!(found.len(), 1, "{:?}", messages(&text));
    assert_eq!(
        found[0].message,
        "`deaths` in Tarn falls from 700 on 4 March 2024 to 350 on 5 March 2024, both by `Ministry`; likewise for Harrow, \
         Kestrel and Fenn"
    );
    assert_eq!(found[0].members.len(), 4);
    assert_eq!(
        found[0].reasoning[1],
        "also: `deaths` in Harrow falls from 400 on 4 March 2024 to 200 on 5 March 2024, both by `Ministry`"
    );
}

#[test]
fn a_fall_that_two_repairs_explain_is_reported_once() {
    // That 145 and 221 both have to go is one fall, to 141 on 8 March.
    let figures = [(1, 109), (3, 127), (6, 145), (7, 221), (8, 141), (9, 141), (10, 143), (12, 145)];
    let text: String =
        figures.iter().map(|&(day, figure)| daily("Harrow", day, figure, "Ministry")).collect();
    let found = folded(&text);
    assert_eq!(found.len(), 1, "{:?}", messages(&text));
    assert!(found[0].members.is_empty() && found[0].claims.len() > 2, "{:?}", found[0]);
}

#[test]
fn two_places_are_two_findings() {
    let mut text = String::new();
    for place in ["Harrow", "Kestrel"] {
        text.push_str(&(daily(place, 4, 400, "Ministry") + &daily(place, 5, 300, "Ministry")));
    }
    assert_eq!(folded(&text).len(), 2);
}

#[test]
fn what_follows_from_a_date_that_was_mistaken_is_told_with_it() {
    let mut text = String::new();
    for (place, figure) in [("Harrow", 400), ("Kestrel", 90), ("Tarn", 700)] {
        text.push_str(&format!("deaths {figure} in {place} on 2024-03-28 by Ministry said 2024-02-29\n"));
        text.push_str(&format!(
            "deaths {} in {place} on 2024-03-10 by Ministry said 2024-03-10\n",
            figure + 5
        ));
        text.push_str(&format!(
            "deaths {} in {place} on 2024-03-29 by Ministry said 2024-03-30\n",
            figure + 9
        ));
    }
    let found = folded(&text);
    assert_eq!(found.len(), 1, "{:?}", messages(&text));
    assert_eq!(found[0].code.0, "P106");
    assert!(found[0].message.ends_with("; 3 contradictions follow from it"), "{}", found[0].message);
}

#[test]
fn what_an_edition_contradicts_that_was_taken_back_is_told_with_it() {
    let mut text = String::new();
    let say = |day: u32, figure: u32, said: &str| {
        format!("deaths {figure} in Harrow on 2024-03-{day:02} by Ministry said {said}\n")
    };
    for day in 1..=12 {
        text.push_str(&say(day, 100 + day, "2024-04-01"));
        text.push_str(&say(day, 900 + day, "2024-04-03"));
        text.push_str(&say(day, 100 + day, "2024-04-05"));
    }
    // Two days that only the edition has which was taken back.
    text.push_str(&say(13, 913, "2024-04-03"));
    text.push_str(&say(14, 114, "2024-04-05"));
    text.push_str(&say(15, 915, "2024-04-03"));
    text.push_str(&say(16, 116, "2024-04-05"));
    let found = folded(&text);
    assert_eq!(found.len(), 1, "{:?}", messages(&text));
    assert_eq!(found[0].code.0, "D104");
    assert!(
        found[0].message.contains(
            "; of 14 figures of these measures in the edition of 3 April 2024, 12 were replaced since, and"
        ),
        "{}",
        found[0].message
    );
    assert!(found[0].members.iter().any(|member| member.code.0 == "C105"));
}

/// What a ministry says of four places on twenty days, and what an agency makes of each figure.
fn ministry_and_agency(agency: impl Fn(u32, u32, u32) -> u32) -> String {
    let mut text = String::new();
    for (number, place) in (0..).zip(["Harrow", "Kestrel", "Tarn", "Fenn"]) {
        for day in 1..=20 {
            let figure = 1000 + 100 * number + 10 * day;
            text.push_str(&daily(place, day, figure, "Ministry"));
            text.push_str(&daily(place, day, agency(number, day, figure), "Agency"));
        }
    }
    text
}

#[test]
fn two_sources_that_differ_as_a_rule_do_so_once() {
    let mut text = ministry_and_agency(|_, day, figure| figure + 7 + day % 3);
    // One that is far from the habit.
    text.push_str(&daily("Ridge", 4, 500, "Ministry"));
    text.push_str(&daily("Ridge", 4, 900, "Agency"));
    let found = messages(&text);
    assert_eq!(found.len(), 2, "{found:?}");
    // Two in each place are round, and agree as loosely as they are worded: 1,100 and 1,108.
    let habit = found.iter().find(|message| message.contains("the two differ")).expect("a habit");
    assert!(
        habit.contains(
            "the two differ in 73 of the 77 figures of `deaths` that both give, by 0.6 % at the median, from 1 to 19 March 2024"
        ),
        "{habit}"
    );
    assert!(found.iter().any(|message| message.contains("Ridge") && !message.contains("differ")));
}

#[test]
fn sources_that_differ_now_and_then_are_reported_each_time() {
    let text = ministry_and_agency(|number, day, figure| if day == 3 + number { figure + 7 } else { figure });
    assert_eq!(folded(&text).len(), 4);
}

#[test]
fn a_fold_is_accepted_by_its_fingerprint_until_a_figure_changes() {
    let text = |last: u32| {
        let mut text = VOCABULARY.to_owned();
        for place in ["Harrow", "Kestrel", "Tarn"] {
            text.push_str(&(daily(place, 4, 400, "Ministry") + &daily(place, 5, 300, "Ministry")));
        }
        text.push_str(&(daily("Fenn", 4, 400, "Ministry") + &daily("Fenn", 5, last, "Ministry")));
        text
    };
    let found = report(&text(300), false).findings;
    assert_eq!(found.len(), 1);
    let line = found[0].help.iter().find(|line| line.starts_with("  accept finding")).expect("an acceptance");
    let accept = format!("{}\n", line.trim().replace("…", "counted anew"));
    let accepted = report(&(text(300) + &accept), false);
    assert!(accepted.findings.is_empty(), "{:?}", accepted.findings);
    assert_eq!(accepted.summary.accepted, 4);
    let reopened = report(&(text(301) + &accept), false).findings;
    let codes: Vec<&str> = reopened.iter().map(|finding| finding.code.0).collect();
    assert_eq!(codes, ["C105", "A102"], "{reopened:?}");
    // A single finding is accepted in the same way.
    let single =
        format!("{VOCABULARY}{}{}", daily("Harrow", 4, 400, "Ministry"), daily("Harrow", 5, 300, "Ministry"));
    let print = report(&single, false).findings[0].fingerprint.clone();
    let accept = format!("accept finding \"{print}\" because \"counted anew\"\n");
    assert!(report(&(single + &accept), false).findings.is_empty());
}

#[test]
fn another_figure_at_a_disputed_fact_is_another_dispute() {
    let print = |more: &str| {
        let text =
            format!("{}{}{more}", daily("Harrow", 4, 729, "Ministry"), daily("Harrow", 4, 792, "Monitor"));
        let found = folded(&text);
        assert_eq!(found.len(), 1);
        found[0].fingerprint.clone()
    };
    let first = print("");
    assert_eq!(print("deaths 792 in Harrow on 2024-03-04 by Monitor via Reuters\n"), first, "one more relay");
    assert_ne!(print(&daily("Harrow", 4, 810, "Agency")), first, "a third figure");
}

#[test]
fn one_fall_is_reported_once_whatever_days_it_is_told_of() {
    // 256 stays below the 257 of four days before: one fall, of several pairs of days.
    let figures =
        [(1, 240), (2, 257), (3, 257), (4, 256), (5, 256), (6, 256), (7, 258), (8, 261), (9, 260), (10, 263)];
    let text: String =
        figures.iter().map(|&(day, figure)| daily("Harrow", day, figure, "Ministry")).collect();
    let found = messages(&text);
    assert_eq!(found.len(), 2, "{found:?}");
}

/// What each finding says of a source's daily figures in Harrow, and who is marked in its table.
fn of_harrow(figures: &[(u32, u32)]) -> Vec<Finding> {
    let text: String =
        figures.iter().map(|&(day, figure)| daily("Harrow", day, figure, "Ministry")).collect();
    folded(&text)
}

#[test]
fn a_fall_is_dated_by_the_day_on_which_it_falls() {
    // Each of four figures has to go: all of them tell of the fall from 4 to 5 March.
    let found = of_harrow(&[
        (1, 240),
        (2, 257),
        (3, 257),
        (4, 257),
        (5, 250),
        (6, 250),
        (7, 250),
        (8, 250),
        (9, 251),
    ]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].message,
        "`deaths` in Harrow falls from 257 on 4 March 2024 to 250 on 5 March 2024, both by `Ministry`"
    );
    assert!(found[0].members.is_empty(), "{:?}", found[0].members);
    assert!(!found[0].reasoning.iter().any(|line| line.starts_with("also:")), "{:?}", found[0].reasoning);
    assert!(
        found[0].help.iter().any(|line| line.starts_with("to accept it as it stands")),
        "{:?}",
        found[0].help
    );
}

#[test]
fn falls_are_counted_once_each() {
    // Seven falls of one, each held against several days around it.
    let mut figures = Vec::new();
    for step in 0..7 {
        let (day, figure) = (1 + 4 * step, 100 + 10 * step);
        figures.extend([(day, figure), (day + 1, figure), (day + 2, figure - 1), (day + 3, figure - 1)]);
    }
    let found = of_harrow(&figures);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].message.ends_with("; one of 7 such falls, from 3 to 27 March 2024"),
        "{}",
        found[0].message
    );
    assert!(found[0].reasoning.contains(&"falls by 1 each time".to_owned()), "{:?}", found[0].reasoning);
}

#[test]
fn the_table_of_a_fold_marks_only_what_the_line_below_it_names() {
    // On two days nobody stands out, on the others one of three does.
    let mut text = String::new();
    for day in 4..=9 {
        text.push_str(&daily("Harrow", day, 100 + day, "Ministry"));
        text.push_str(&daily("Harrow", day, 90 + day, "Agency"));
    }
    // On the day furthest apart nobody stands out, and on the days before the agency does.
    let mut beside = String::new();
    for day in 4..=15 {
        beside.push_str(&daily("Harrow", day, 1_000 + day, "Ministry"));
        beside.push_str(&daily("Harrow", day, if day == 15 { 900 } else { 960 + day }, "Agency"));
        if day < 10 {
            beside.push_str(&daily("Harrow", day, 1_000 + day, "Council"));
        }
    }
    let mut unmarked = 0;
    let fluctuating = of_harrow(&[(1, 9), (2, 17), (3, 17), (4, 11), (5, 11), (6, 11), (7, 12)]);
    for found in [folded(&text), folded(&beside), fluctuating] {
        for finding in found {
            let odd_of_members = finding.members.iter().flat_map(|member| &member.claims);
            let odd_of_members = odd_of_members.filter(|cited| cited.suspect).map(|cited| &cited.id);
            let marked: Vec<&String> =
                finding.claims.iter().filter(|cited| cited.suspect).map(|cited| &cited.id).collect();
            unmarked += odd_of_members.filter(|id| !marked.contains(id)).count();
            let odd = finding.outlier.clone().unwrap_or_default();
            let names_nobody = ["nothing here says", "stands out", "none is named", "cannot be said"];
            if names_nobody.iter().any(|words| odd.contains(words)) {
                assert!(finding.claims.iter().all(|cited| !cited.suspect), "{odd}");
            }
            let own: Vec<&str> = finding
                .members
                .iter()
                .filter(|member| finding.message.starts_with(&member.message))
                .flat_map(|member| member.claims.iter().filter(|cited| cited.suspect))
                .map(|cited| cited.id.as_str())
                .collect();
            let marked = finding.claims.iter().filter(|cited| cited.suspect);
            assert!(
                finding.members.is_empty() || marked.clone().all(|cited| own.contains(&cited.id.as_str()))
            );
        }
    }
    assert!(unmarked > 0, "some member has an outlier that the fold does not speak of");
}

#[test]
fn both_directions_have_a_median_of_their_own() {
    // 24 days of which the agency is 4 below on four, and 10, 12, 14 … above on the others.
    let mut text = String::new();
    for day in 1..=24 {
        let ministry = 1003 + 100 * day;
        let agency = if day % 6 == 0 { ministry - 4 } else { ministry + 9 + day };
        text.push_str(&daily("Harrow", day, ministry, "Ministry"));
        text.push_str(&daily("Harrow", day, agency, "Agency"));
    }
    let found = messages(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].ends_with(
            "; one of 24 such dates, from 1 to 24 March 2024: 20 in this direction, by 21 at the median, and 4 in the other, by 4 \
             at the median"
        ),
        "{found:?}"
    );
}

/// 32 days of a total and of what was added each day, which miss each other as said.
fn days_that_miss(miss: impl Fn(i64) -> i64) -> String {
    let mut text = "define measure \"deaths daily\"\n    kind flow\n    unit people\n    rounding strict\n    adds up to deaths\n\
                    define measure deaths\n    kind cumulative\n    unit people\n    rounding strict\n"
        .to_owned();
    let mut total = 100_007;
    for day in 0..=32 {
        let date =
            if day < 31 { format!("2024-03-{:02}", day + 1) } else { format!("2024-04-{:02}", day - 30) };
        let rise = 9_000 + 17 * day;
        if day > 0 {
            total += rise;
            text.push_str(&format!(
                "\"deaths daily\" {} in Harrow on {date} by \"Ministry\"\n",
                rise + miss(day)
            ));
        }
        text.push_str(&format!("deaths {total} in Harrow on {date} by \"Ministry\"\n"));
    }
    text
}

#[test]
fn what_is_added_otherwise_than_the_total_is_one_finding_for_both_ways() {
    let found = of_words(&days_that_miss(|day| {
        if day == 20 {
            -7_000
        } else if day % 3 == 0 {
            -30
        } else {
            3
        }
    }));
    // The day that is furthest off comes first.
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("rose by 9,340 on 21 March 2024"), "{}", found[0].message);
    assert!(
        found[0].message.ends_with(
            "; one of 32 such dates, from 2 March to 2 April 2024: less than the rise on 11, by 30 at the median, and more than \
             the rise on 21, by 3 at the median"
        ),
        "{}",
        found[0].message
    );
    for finding in &found {
        let outlier = finding.outlier.as_deref().unwrap_or_default();
        assert!(outlier.starts_with("none stands out: on 32 dates the source counts"), "{outlier}");
        assert!(finding.claims.iter().all(|cited| !cited.suspect), "{}", finding.message);
    }
    // A slip among days that fit is the day's.
    let found = of_words(&days_that_miss(|day| if day == 20 { -7_000 } else { 0 }));
    assert_eq!(found.len(), 1);
    assert!(found[0].claims.iter().any(|cited| cited.suspect), "{}", found[0].message);
}

#[test]
fn the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
    let mut text = String::new();
    for day in 1..=8 {
        text.push_str(&daily("Harrow", day, 1003 + 100 * day, "Ministry"));
        text.push_str(&daily("Harrow", day, 1013 + 101 * day, "Agency"));
    }
    let found = messages(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with(", by 14.5 at the median"), "{found:?}");
}

#[test]
fn what_is_small_of_several_sources_is_one_finding_from_five_on() {
    let falls = |places: [&str; 2], source: &str| {
        places.map(|place| {
            format!(
                "{}{}{}",
                daily(place, 3, 1_057, source),
                daily(place, 4, 1_056, source),
                daily(place, 5, 1_061, source)
            )
        })
    };
    let four = [falls(["Fenn", "Tarn"], "Ministry"), falls(["Harrow", "Kestrel"], "Agency")].concat();
    assert_eq!(messages(&four.concat()).len(), 4);
    let fifth = [daily("Aldwater", 6, 2_403, "Ministry"), daily("Aldwater", 6, 2_404, "Agency")].concat();
    let found = messages(&(four.concat() + &fifth));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].ends_with(
            "; 4 small slips and 1 contradiction between sources in all, of 1 each, from 4 to 6 March 2024"
        ),
        "{found:?}"
    );
}

#[test]
fn small_slips_of_one_source_are_one_finding_and_a_large_one_stands_alone() {
    let mut text = String::new();
    let falls = [("Harrow", 1_403, 2), ("Kestrel", 2_091, 1), ("Tarn", 3_707, 1), ("Fenn", 1_057, 3)];
    for (day, (place, figure, less)) in (4..).zip(falls) {
        text.push_str(&daily(place, day, figure, "Ministry"));
        text.push_str(&daily(place, day + 1, figure - less, "Ministry"));
    }
    text.push_str(&daily("Aldwater", 10, 4_003, "Ministry"));
    text.push_str(&daily("Aldwater", 11, 3_007, "Ministry"));
    let found = folded(&text);
    let shown: Vec<(&str, usize)> =
        found.iter().map(|one| (one.message.as_str(), one.members.len())).collect();
    assert_eq!(
        shown,
        [
            (
                "`deaths` in Fenn falls from 1057 on 7 March 2024 to 1054 on 8 March 2024, both by `Ministry`; 4 small slips like \
              this one, of 1 to 3, in 4 series, from 5 to 8 March 2024",
                4
            ),
            (
                "`deaths` in Aldwater falls from 4003 on 10 March 2024 to 3007 on 11 March 2024, both by `Ministry`",
                0
            ),
        ]
    );
}

/// For each finding of some definitions and claims: its rule, and how many are folded in it.
fn shape(definitions: &str, claims: &[&str]) -> Vec<(&'static str, usize)> {
    let found = of_words(&format!("{definitions}{}\n", claims.join("\n")));
    let mut shape: Vec<_> = found.iter().map(|finding| (finding.code.0, finding.members.len())).collect();
    shape.sort_unstable();
    shape
}

#[test]
fn the_order_of_the_claims_does_not_decide_what_is_one_finding() {
    let three_figures = "deaths 5485 in Harrow on 2024-03-10 by Alpha\n\
                         deaths 5504 in Harrow on 2024-03-10 by Beta\n\
                         deaths 5505 in Harrow on 2024-03-10 by Gamma\n\
                         deaths 5505 in Harrow on 2024-03-11 by Alpha\n\
                         deaths 5534 in Harrow on 2024-03-11 by Beta\n\
                         deaths 5534 in Harrow on 2024-03-11 by Gamma";
    let now_one_now_the_other = "deaths 9034 in Tarn on 2024-03-03 by Alpha\n\
                                 deaths 9033 in Tarn on 2024-03-03 by Beta\n\
                                 deaths 9034 in Tarn on 2024-03-03 by Gamma\n\
                                 deaths 9049 in Tarn on 2024-03-04 by Alpha\n\
                                 deaths 9048 in Tarn on 2024-03-04 by Beta\n\
                                 deaths 9049 in Tarn on 2024-03-04 by Gamma";
    let law = "define measure tests\n    kind cumulative\ndefine measure cases\n    kind cumulative\n\
               define measure negative\n    kind cumulative\nlaw tests = cases + negative\n";
    let sums = "cases 707 in Harrow on 2024-03-03 by A\ncases 787 in Harrow on 2024-03-04 by A\n\
                negative 4541 in Harrow on 2024-03-03 by B\nnegative 5161 in Harrow on 2024-03-04 by B\n\
                tests 5288 in Harrow on 2024-03-03 by C\ntests 5988 in Harrow on 2024-03-04 by C";
    for (definitions, text, expected) in [
        (VOCABULARY, three_figures, vec![("C101", 0), ("C101", 0)]),
        (VOCABULARY, now_one_now_the_other, vec![("C101", 2)]),
        (law, sums, vec![("C109", 2)]),
    ] {
        let mut claims: Vec<&str> = text.lines().collect();
        for _ in 0..claims.len() {
            claims.rotate_left(1);
            assert_eq!(shape(definitions, &claims), expected, "{claims:#?}");
            let reversed: Vec<&str> = claims.iter().rev().copied().collect();
            assert_eq!(shape(definitions, &reversed), expected, "{reversed:#?}");
        }
    }
}
