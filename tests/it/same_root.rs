//! One root, one finding, where several rules or sources show it: a part that its whole leaves out, a fall that a law or another
//! source repeats, an edition and what it contradicts, what was put right at once, a habit and what is far beyond it.

use gainsay::finding::Finding;

use crate::folding::of_words;
use crate::roots::{found, offered, only, say, told};

fn messages(found: &[Finding]) -> Vec<&str> {
    found.iter().map(|one| one.message.as_str()).collect()
}

/// A figure of a day in March, by the Ministry, that is said on another day.
fn said(measure: &str, figure: u32, day: u32, moment: &str) -> String {
    format!("{measure} {figure} in Harrow on 2024-03-{day:02} by Ministry said {moment}\n")
}

#[test]
fn a_part_that_its_whole_leaves_out_is_one_finding_with_its_own_fall() {
    let toll = |gaps: [u32; 2]| -> String {
        let days = [3, 4, 9, 10, 15].into_iter().map(|day| {
            let (men, women) = (301 + 17 * day, 23);
            let gap = [3, 9].iter().zip(gaps).find(|(at, _)| **at == day).map_or(0, |(_, gap)| gap);
            say("toll", men, "Harrow among men", day, "Ministry")
                + &say("toll", women, "Harrow among women", day, "Ministry")
                + &say("toll", men + women - gap, "Harrow", day, "Ministry")
        });
        days.collect()
    };
    let all = found(&toll([23, 23]));
    let (message, members) = only(&all);
    let same = "; one of 2 such dates, from 3 to 9 March 2024; the gap is the figure of `toll` among women in Harrow";
    assert!(message.ends_with(same), "{message}");
    assert_eq!((members, offered(&all[0])), (2, 2));
    // A gap that is no part's figure says nothing of a part.
    assert_eq!(found(&toll([19, 31])).len(), 2);
}

#[test]
fn falls_that_another_source_has_as_well_are_told_with_them() {
    let falls = |source: &str, shift: u32| -> String {
        let days = (1..=14).map(|day| {
            let figure = 1_003 + 41 * day - if day % 2 == 0 { 83 } else { 0 };
            say("injured", figure + if day > 12 { shift } else { 0 }, "Harrow", day, source)
        });
        days.collect()
    };
    let all = found(&(falls("Ministry", 0) + &falls("Agency", 0)));
    let (message, members) = only(&all);
    assert!(
        message.contains("; 7 falls by `")
            && message.ends_with("go with these, all between the same figures")
    );
    assert_eq!((members, offered(&all[0])), (14, 14));
    // Of figures of its own they are a matter of its own.
    let other = falls("Agency", 0).replace("Harrow", "Kestrel");
    assert_eq!(found(&(falls("Ministry", 0) + &other)).len(), 2);
}

#[test]
fn what_a_restated_edition_contradicts_follows_from_it() {
    let mut text = String::new();
    for day in 1..=5 {
        let figure = 1_003 + 137 * day;
        text.push_str(&said("injured", figure, day, "2024-04-01T10:00Z"));
        text.push_str(&said("injured", figure + 61 + day, day, "2024-05-20T10:00Z"));
    }
    text.push_str(&say("injured", 1_003 + 137 * 3, "Harrow", 3, "Agency"));
    let all = found(&text);
    let (message, members) = only(&all);
    assert!(message.ends_with("; a contradiction follows from this"), "{message}");
    assert_eq!((members, offered(&all[0])), (2, 2));
    // Who differed before the edition as well differs by itself.
    let other = text.replace(&format!("injured {}", 1_003 + 137 * 3), "injured 1399");
    let other = other.replacen("injured 1399", &format!("injured {}", 1_003 + 137 * 3), 1);
    assert_eq!(found(&other).len(), 2, "{:#?}", messages(&found(&other)));
}

#[test]
fn what_a_source_puts_right_by_the_next_day_is_one_finding() {
    let restated = |measure: &str, day: u32, later: u32| {
        said(measure, 1_207, day, &format!("2024-03-{day:02}T10:00Z"))
            + &said(measure, 1_707, day, &format!("2024-03-{:02}T09:00Z", day + later))
    };
    let text = restated("injured", 3, 1) + &restated("deaths", 9, 1) + &restated("displaced", 14, 1);
    let all = found(&text);
    let (message, members) = only(&all);
    let counted = "; one of 3 such findings of this source, with 3 figures of 3 measures: each time a figure stood for 23 hours at most";
    assert!(message.ends_with(counted), "{message}");
    assert_eq!((members, offered(&all[0])), (3, 3));
    // Three days are long enough for the figure to be printed.
    assert_eq!(found(&(text + &restated("wounded", 20, 3))).len(), 2);
}

#[test]
fn a_fall_that_a_law_repeats_is_one_finding() {
    let mut text = "define measure confirmed\n    kind cumulative\n    unit people\n\
        define measure probable\n    kind level\n    unit people\n\
        define measure cases\n    kind cumulative\n    unit people\nlaw cases = confirmed + probable\n"
        .to_owned();
    text.push_str(&say("cases", 1_517, "Harrow", 3, "Ministry"));
    text.push_str(&say("probable", 0, "Harrow", 3, "Ministry"));
    for (day, confirmed) in [(4, 1_517), (5, 1_411), (6, 1_411), (9, 1_411)] {
        text.push_str(&say("confirmed", confirmed, "Harrow", day, "Ministry"));
    }
    let all = found(&text);
    assert_eq!(all.len(), 1, "{:#?}", messages(&all));
}

#[test]
fn a_small_slip_is_told_with_a_larger_one_of_the_same_kind() {
    let sums = |later: u32| -> String {
        let days = [(4, 41), (4 + later, 1)].into_iter().map(|(day, gap)| {
            let (men, women) = (2_003 + 31 * day, 1_007 + 23 * day);
            say("toll", men, "Harrow among men", day, "Ministry")
                + &say("toll", women, "Harrow among women", day, "Ministry")
                + &say("toll", men + women + gap, "Harrow", day, "Ministry")
        });
        days.collect()
    };
    let all = found(&sums(2));
    let (message, members) = only(&all);
    assert!(message.contains("; 1 other slip like this is reported here, too, of 1"), "{message}");
    assert_eq!((members, offered(&all[0])), (2, 2));
    assert_eq!(found(&sums(19)).len(), 2);
}

#[test]
fn several_disputes_far_beyond_a_habit_are_told_before_it() {
    let pair = |beyond: &[u32]| -> Vec<Finding> {
        let mut text = String::new();
        for day in 1..=20 {
            for (measure, start) in [("deaths", 1_003), ("injured", 5_021)] {
                let figure = start + 10 * day + day * day % 7;
                let is_beyond = measure == "injured" && beyond.contains(&day);
                let agency = figure + if is_beyond { 2_900 + 13 * day } else { 7 + day % 3 };
                text.push_str(&say(measure, figure, "Harrow", day, "Ministry"));
                text.push_str(&say(measure, agency, "Harrow", day, "Agency"));
            }
        }
        let measures = "define measure injured\n    kind level\ndefine measure deaths\n    kind level\n";
        told(of_words(&format!("{measures}{text}")))
    };
    let all = pair(&[5, 9, 14]);
    let (message, members) = only(&all);
    assert!(
        message.contains("14 March 2024") && message.contains("of 2 measures that both give"),
        "{message}"
    );
    assert!(message.ends_with("; 3 of these stand out from that and come first"), "{message}");
    assert_eq!((members, offered(&all[0])), (40, 40));
    assert_eq!(pair(&[9]).len(), 2);
}
