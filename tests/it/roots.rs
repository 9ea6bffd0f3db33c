//! One root, one finding, beyond one series: one figure, one edition, one day too early, two sources that differ, what follows
//! from a dispute; and that what is far from a habit stands by itself.

use gainsay::finding::Finding;

use crate::folding::{folded, of_words};

/// More measures than one, with parts.
const MEASURES: &str = "define measure injured\n    kind cumulative\n    unit people\n\
    define measure toll\n    kind cumulative\n    unit people\n    sums over group\n\
    define group men\ndefine group women\ndefine complete group {men, women} of everyone\n";

pub(crate) fn found(text: &str) -> Vec<Finding> {
    told(folded(&format!("{MEASURES}{text}")))
}

/// Without what is said of the vocabulary.
pub(crate) fn told(mut found: Vec<Finding>) -> Vec<Finding> {
    found.retain(|finding| finding.code.0.starts_with(['C', 'D']));
    found
}

/// A figure of a day in March, by a source that says it the same day.
pub(crate) fn say(measure: &str, figure: u32, scope: &str, day: u32, source: &str) -> String {
    format!("{measure} {figure} in {scope} on 2024-03-{day:02} by \"{source}\"\n")
}

/// The only finding, with how many it tells of.
pub(crate) fn only(found: &[Finding]) -> (&str, usize) {
    assert_eq!(found.len(), 1, "{:#?}", found.iter().map(|one| &one.message).collect::<Vec<_>>());
    (&found[0].message, found[0].members.len())
}

/// How many findings are accepted by the line that a finding offers: the number in its help.
pub(crate) fn offered(finding: &Finding) -> usize {
    let line = finding.help.iter().find(|line| line.starts_with("to accept")).expect("an acceptance");
    let number = line.split(' ').find_map(|word| word.replace(',', "").parse().ok());
    number.unwrap_or(if line.contains("both") { 2 } else { 1 })
}

#[test]
fn one_wrong_figure_is_one_finding_whatever_it_contradicts() {
    let mut text =
        "define measure daily\n    kind flow\n    unit people\n    adds up to injured\n".to_owned();
    for (day, figure) in [(4, 1_003), (5, 1_141), (6, 1_329), (7, 1_417)] {
        text.push_str(&say("injured", figure, "Harrow", day, "Ministry"));
        text.push_str(&say("daily", 138, "Harrow", day, "Ministry"));
    }
    for source in ["Agency", "Council"] {
        text.push_str(&say("injured", 1_279, "Harrow", 6, source));
    }
    let all = found(&text);
    let (message, members) = only(&all);
    assert!(
        message.contains("1,329") && message.ends_with("; another finding is about the same figure"),
        "{message}"
    );
    assert_eq!((members, offered(&all[0])), (2, 2));
    // What the right figure would not settle is a dispute of its own.
    let text = text.replace("injured 1279", "injured 1250");
    assert_eq!(found(&text).len(), 2);
}

#[test]
fn a_source_that_is_a_day_ahead_is_one_finding_over_its_measures() {
    let mut text = String::new();
    for day in 1..=10 {
        for (measure, start) in [("deaths", 1003), ("injured", 5021)] {
            let figure = |day: u32| start + 37 * day + day * day;
            text.push_str(&say(measure, figure(day), "Harrow", day, "Ministry"));
            text.push_str(&say(measure, figure(day + 1), "Harrow", day, "Agency"));
        }
    }
    let found = found(&text);
    let (message, members) = only(&found);
    assert_eq!(members, 20);
    // Nobody can tell whether the one is ahead or the other behind.
    let ahead = message.contains("`Agency` gives the figure of a later day");
    assert!(ahead || message.contains("`Ministry` gives the figure of an earlier day"), "{message}");
    assert_eq!(offered(&found[0]), 20);
}

#[test]
fn first_figures_of_the_day_before_are_one_finding_over_measures() {
    let mut text = String::new();
    for (measure, start) in [("deaths", 1003), ("injured", 5021)] {
        for day in 1..=12 {
            let figure = |day: u32| start + 137 * day + day * day;
            let on = format!("in Harrow on 2024-03-{day:02} by Ministry");
            text.push_str(&format!("{measure} {} {on} said 2024-03-{day:02}\n", figure(day - 1)));
            text.push_str(&format!("{measure} {} {on} said 2024-03-{:02}\n", figure(day), day + 1));
        }
    }
    let found = found(&text);
    let (message, members) = only(&found);
    assert_eq!(members, 2);
    assert!(
        message.contains("one of 2 such findings of this source, with 24 figures of 2 measures"),
        "{message}"
    );
}

#[test]
fn one_edition_that_restates_much_stands_beside_the_habit_of_its_source() {
    let mut text = String::new();
    for day in 1..=12 {
        let figure = |day: u32| 1_003 + 137 * day + day * day;
        let on = format!("in Harrow on 2024-03-{day:02} by Ministry");
        text.push_str(&format!("deaths {} {on} said 2024-03-{day:02}\n", figure(day - 1)));
        text.push_str(&format!("deaths {} {on} said 2024-03-{:02}\n", figure(day), day + 1));
        let on = format!("in Kestrel on 2024-03-{day:02} by Ministry");
        text.push_str(&format!("deaths {} {on} said 2024-03-{day:02}\n", figure(day)));
        text.push_str(&format!("deaths {} {on} said 2024-04-30\n", figure(day) + 211 + day));
    }
    let found = found(&text);
    let messages: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(messages.len(), 2, "{messages:#?}");
    assert!(messages.iter().any(|message| message.contains("at once, on 30 April 2024")), "{messages:#?}");
}

#[test]
fn two_sources_that_differ_do_so_once_over_measures_and_the_largest_difference_stands_alone() {
    let mut text = String::new();
    for day in 1..=20 {
        for (measure, start) in [("deaths", 1003), ("injured", 5021)] {
            let figure = start + 10 * day;
            let agency = if measure == "injured" && day == 9 { figure + 2_900 } else { figure + 7 + day % 3 };
            text.push_str(&say(measure, figure, "Harrow", day, "Ministry"));
            text.push_str(&say(measure, agency, "Harrow", day, "Agency"));
        }
    }
    let measures = "define measure injured\n    kind level\ndefine measure deaths\n    kind level\n";
    let all = told(of_words(&format!("{measures}{text}")));
    let messages: Vec<&str> = all.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(all.len(), 2, "{messages:#?}");
    assert!(messages.iter().any(|message| message.contains("8011")), "{messages:#?}");
    let habit = all.iter().find(|one| one.members.len() == 39).expect("a habit of all others");
    assert!(habit.message.contains("of 2 measures that both give"), "{}", habit.message);
    assert_eq!(offered(habit), 39);
}

#[test]
fn what_the_parts_of_one_source_say_beside_the_whole_of_another_follows_from_their_dispute() {
    let mut text = "define measure south\n    kind cumulative\n    unit people\n\
        define measure both\n    kind cumulative\n    unit people\nlaw both = toll + south\n"
        .to_owned();
    for source in ["Ministry", "Council"] {
        text.push_str(&say("toll", 101, "Harrow", 4, source));
    }
    text.push_str(&say("toll", 131, "Harrow", 4, "Agency"));
    text.push_str(&say("toll", 123, "Harrow among men", 4, "Agency"));
    text.push_str(&say("south", 211, "Harrow", 4, "Ministry"));
    text.push_str(&say("both", 312, "Harrow", 4, "Ministry"));
    let found = found(&text);
    let (message, members) = only(&found);
    assert!(message.ends_with("; a contradiction follows from this"), "{message}");
    assert_eq!((members, offered(&found[0])), (2, 2));
    assert!(found[0].reasoning.iter().any(|line| line.starts_with("from this follows: `toll` among men")));
}

#[test]
fn one_report_of_a_place_is_one_finding_whatever_it_counts() {
    let mut text = String::new();
    for measure in ["deaths", "injured"] {
        for (day, figure) in [(3, 390), (4, 400), (5, 300), (6, 410)] {
            text.push_str(&say(measure, figure, "Harrow", day, "Ministry"));
        }
    }
    let found = found(&text);
    let (message, members) = only(&found);
    assert_eq!(members, 2);
    assert!(
        message.ends_with("; likewise for `injured` in Harrow")
            || message.ends_with("; likewise for `deaths` in Harrow"),
        "{message}"
    );
}

#[test]
fn a_whole_that_its_parts_miss_is_one_finding_and_a_large_gap_another() {
    let mut text = String::new();
    for day in 1..=12 {
        let (men, women) = (3_001 + 103 * day, 2_003 + 101 * day);
        // On some days only one of the parts can be wrong, as its neighbours bound the other.
        let whole = men + women + if day == 8 { 900 } else { 11 + day % 4 };
        text.push_str(&say("toll", men, "Harrow among men", day, "Ministry"));
        text.push_str(&say("toll", women, "Harrow among women", day, "Ministry"));
        text.push_str(&say("toll", whole, "Harrow", day, "Ministry"));
    }
    let found = found(&text);
    let messages: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
    assert!(found.len() <= 3, "{messages:#?}");
    assert!(found.iter().any(|one| one.members.len() >= 9), "{messages:#?}");
    let alone = found.iter().find(|one| one.members.is_empty()).expect("the large gap stands alone");
    assert!(alone.message.contains("8 March"), "{messages:#?}");
}

#[test]
fn small_slips_of_one_source_are_one_finding_whichever_rules_find_them() {
    let mut text = String::new();
    for (place, figure) in [("Harrow", 1_403), ("Kestrel", 91), ("Tarn", 3_707)] {
        text.push_str(&say("injured", figure, place, 4, "Ministry"));
        text.push_str(&say("injured", figure - 1, place, 5, "Ministry"));
    }
    text.push_str(&say("toll", 2_003, "Fenn among men", 7, "Ministry"));
    text.push_str(&say("toll", 1_007, "Fenn among women", 7, "Ministry"));
    text.push_str(&say("toll", 3_013, "Fenn", 7, "Ministry"));
    let found = found(&text);
    let (message, members) = only(&found);
    let counted = "; 4 small slips of this source (3 falls and 1 sum of parts that misses its whole), of 1 to 3, in 4 series";
    assert!(message.contains(counted), "{message}");
    assert_eq!((members, offered(&found[0])), (4, 4));
}

#[test]
fn three_small_slips_of_one_source_are_one_finding_and_two_are_not() {
    let slips = |count: usize| -> String {
        let places = [("Harrow", 1_403), ("Kestrel", 991), ("Tarn", 3_707)].into_iter().take(count);
        let falls = places.map(|(place, figure)| {
            say("injured", figure, place, 4, "Ministry") + &say("injured", figure - 1, place, 5, "Ministry")
        });
        falls.collect()
    };
    assert_eq!(found(&slips(2)).len(), 2);
    let all = found(&slips(3));
    let (message, members) = only(&all);
    assert!(message.contains("; 3 small slips like this one, of 1 each, in 3 series"), "{message}");
    assert_eq!(members, 3);
    // Many found by one rule are with many found by another.
    let mut text = slips(3);
    for day in 11..17 {
        text.push_str(&say("toll", 2_000 + 13 * day, "Fenn among men", day, "Ministry"));
        text.push_str(&say("toll", 1_000 + 17 * day, "Fenn among women", day, "Ministry"));
        text.push_str(&say("toll", 3_002 + 30 * day, "Fenn", day, "Ministry"));
    }
    let all = found(&text);
    let (message, _) = only(&all);
    assert!(message.contains("sums of parts that miss their wholes and 3 falls), of 1 to 2,"), "{message}");
}

#[test]
fn one_fall_that_two_sources_give_is_one_finding() {
    let mut text = String::new();
    for (measure, source) in [("injured", "Ministry"), ("deaths", "Agency")] {
        text.push_str(&say(measure, 49_186, "Harrow", 4, source));
        text.push_str(&say(measure, 48_461, "Harrow", 5, source));
    }
    let all = found(&text);
    assert_eq!(only(&all).1, 2);
    assert_eq!(found(&text.replace("deaths 48461", "deaths 48469")).len(), 2);
}

#[test]
fn flows_that_are_never_what_the_total_grows_by_are_a_way_of_counting() {
    let checked = |days: u32, counts: &str| {
        let mut text = "define measure cases\n    kind cumulative\n    unit people\n\
                        define measure \"new cases\"\n    kind flow\n    unit people\n    adds up to cases\n"
            .to_owned();
        for day in 1..=days {
            let (month, day_of) = if day <= 31 { (3, day) } else { (4, day - 31) };
            text.push_str(&format!(
                "cases {} in Harrow on 2024-{month:02}-{day_of:02} by Ministry\n\
                 new cases {} in Harrow on 2024-{month:02}-{day_of:02} by {counts}\n",
                1_003 + 101 * day,
                80 + day % 3
            ));
        }
        of_words(&text)
    };
    let head = |days, counts| {
        checked(days, counts).into_iter().max_by_key(|finding| finding.members.len()).expect("a finding")
    };
    let many = head(40, "Ministry");
    assert_eq!((many.code.0, many.members.len() >= 30), ("C108", true), "{}", many.message);
    assert!(many.claims.iter().all(|cited| !cited.suspect), "{:?}", many.claims);
    assert!(
        many.outlier.as_deref().is_some_and(|odd| odd.starts_with("none stands out")),
        "{:?}",
        many.outlier
    );
    assert!(many.help[0].starts_with("find out how the source counts what was added"), "{:?}", many.help);
    assert!(!head(6, "Ministry").help.iter().any(|line| line.starts_with("find out")));
    // Between two sources it is no one's way of counting.
    let disputed = head(40, "Agency");
    assert_eq!((disputed.code.0, disputed.members.len() >= 30), ("C108", true), "{}", disputed.message);
    assert!(!disputed.help.iter().any(|line| line.starts_with("find out")), "{:?}", disputed.help);
}

#[test]
fn what_was_entered_as_nothing_and_filled_in_is_one_finding_over_editions() {
    let mut text = String::new();
    for (edition, days) in [(20, 1..=3), (24, 5..=7)] {
        for day in days {
            for (measure, figure) in [("injured", 76), ("deaths", 29)] {
                let of =
                    format!("{measure} {{}} in Harrow on 2024-03-{day:02} by Ministry said 2024-03-{{}}\n");
                text.push_str(&of.replacen("{}", "0", 1).replacen("{}", "08T10:00Z", 1));
                text.push_str(&of.replacen("{}", &figure.to_string(), 1).replacen(
                    "{}",
                    &format!("{edition}T10:00Z"),
                    1,
                ));
            }
        }
    }
    let found = found(&text);
    let (message, members) = only(&found);
    assert!(message.ends_with("12 figures of 2 measures, which were 0 before that"), "{message}");
    assert_eq!((members, offered(&found[0])), (2, 2));
}

#[test]
fn two_days_that_a_total_between_them_misses_are_one_finding() {
    let flow = "define measure daily\n    kind flow\n    unit people\n    adds up to injured\n";
    let mut text = flow.to_owned();
    for (day, total, daily) in [(14, 8714, 271), (15, 9207, 1011), (16, 10_853, 562)] {
        text.push_str(&say("injured", total, "Harrow", day, "Ministry"));
        text.push_str(&say("daily", daily, "Harrow", day, "Ministry"));
    }
    let found = found(&text);
    let (message, members) = only(&found);
    assert!(message.ends_with("; another finding is about the same figure"), "{message}");
    assert_eq!(members, 2);
}

#[test]
fn disputes_of_one_or_two_are_one_finding_from_five_on() {
    let places = ["Harrow", "Tarn", "Fenn", "Kestrel", "Dell"];
    let dispute = |(number, place): (usize, &&str)| {
        let day = 1 + 5 * number as u32;
        let other = ["Agency", "Council"][number % 2];
        say("deaths", 31, place, day, "Ministry") + &say("deaths", 32, place, day, other)
    };
    let text: String = places.iter().enumerate().map(dispute).collect();
    let (all, four) = (found(&text), found(&places[..4].iter().enumerate().map(dispute).collect::<String>()));
    let (message, members) = only(&all);
    assert!(
        message.ends_with(
            "; 5 contradictions between sources as small as this one, of 1 each, from 1 to 21 March 2024"
        ),
        "{message}"
    );
    assert_eq!((members, four.len()), (5, 4));
}

#[test]
fn what_is_next_to_nothing_is_one_finding_over_all_sources() {
    let places = ["Harrow", "Tarn", "Fenn"];
    let falls = |source: &str, day: u32| -> String {
        let fall = |place: &&str| {
            say("deaths", 312, place, day, source) + &say("deaths", 311, place, day + 1, source)
        };
        places.iter().map(fall).collect()
    };
    let text = falls("Ministry", 3) + &falls("Agency", 12);
    let all = found(&text);
    let (message, members) = only(&all);
    assert!(message.ends_with("; 6 small slips in all, of 1 each, from 4 to 13 March 2024"), "{message}");
    assert_eq!((members, offered(&all[0])), (6, 6));
    // What is larger stands by itself.
    let text =
        text + &say("injured", 600, "Harrow", 3, "Ministry") + &say("injured", 350, "Harrow", 4, "Ministry");
    assert_eq!(found(&text).len(), 2);
}

#[test]
fn falls_by_less_than_a_thousandth_are_one_finding_of_their_source_with_each_fall_in_words() {
    let mut text = String::new();
    let falls = [
        (3, 195_194, 195_154),
        (9, 195_403, 195_391),
        (13, 195_813, 195_795),
        (17, 196_318, 196_302),
        (21, 197_318, 197_190),
    ];
    for (day, before, after) in falls {
        text.push_str(&say("deaths", before, "Harrow", day, "Ministry"));
        text.push_str(&say("deaths", after, "Harrow", day + 1, "Ministry"));
    }
    let all = found(&text);
    let (message, members) = only(&all);
    assert!(message.contains("falls from 197318"), "{message}");
    assert_eq!(members, 5);
    let others = all[0].reasoning.iter().filter(|line| line.starts_with("also: ")).count();
    assert_eq!(others, 4, "{:?}", all[0].reasoning);
    // Fewer of them are told one by one.
    let four: String = text.lines().take(8).map(|line| format!("{line}\n")).collect();
    assert_eq!(found(&four).len(), 4);
}

#[test]
fn a_figure_of_half_is_no_trifle_though_two_others_are_one_apart() {
    let places = ["Harrow", "Tarn", "Fenn", "Kestrel", "Dell"];
    let dispute = |place: &&str| {
        say("deaths", 70_031, place, 5, "Ministry") + &say("deaths", 70_033, place, 5, "Agency")
    };
    let text: String = places.iter().map(dispute).collect();
    assert_eq!(found(&text).len(), 1);
    let text = text + &say("deaths", 35_017, "Dell", 5, "Council");
    let found = found(&text);
    let half = found.iter().find(|one| one.message.contains("35017")).expect("the half");
    assert_eq!((found.len(), half.members.len()), (2, 0), "{:?}", found);
}
