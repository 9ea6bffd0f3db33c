//! What a revision says of its figures: true of each, by one measure, the heaviest first.

use gainsay::check::{Settings, check};
use gainsay::finding::Finding;
use gainsay::source::{Source, Sources};

const VOCABULARY: &str = "define measure patients\n    kind level\n    unit people\n\
                          define measure deaths\n    kind cumulative\n    unit people\n";

/// The restatements in a text.
fn restated(text: &str) -> Vec<Finding> {
    let text = format!("{VOCABULARY}{text}");
    let sources = Sources::new(vec![Source::new("a.claims", text.as_str())]);
    let found = check(&sources, &Settings { today: "2026-01-01".to_owned(), ..Settings::default() }).findings;
    found.into_iter().filter(|finding| finding.code.0 == "D104").collect()
}

/// What a ministry said of a day, first and later.
fn said(what: &str, place: &str, day: u32, first: u32, later: u32) -> String {
    let first = format!("{what} {first} in {place} on 2024-03-{day:02} by Ministry said 2024-05-01T10:00Z\n");
    if later == u32::MAX {
        return first;
    }
    format!("{first}{what} {later} in {place} on 2024-03-{day:02} by Ministry said 2024-05-03T10:00Z\n")
}

#[test]
fn what_is_left_out_is_told_by_what_it_is() {
    let mut text = String::new();
    for day in 1..=31 {
        let first = 6000 + 7 * day;
        let later = match day {
            4..=6 => first + 10 * first / 100,
            // Less than a hundredth.
            10 | 12 => first + 5,
            _ => u32::MAX,
        };
        // A small count, which chance changes by more per cent than those.
        text.push_str(&if day == 20 {
            said("patients", "Harrow", day, 181, 212)
        } else {
            said("patients", "Harrow", day, first, later)
        });
    }
    // Days of their own, so that it is no edition.
    let text = text.replacen("2024-05-03T10:00Z", "2024-05-04T10:00Z", 1);
    let found = restated(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    let lines = &found[0].reasoning;
    assert!(lines.contains(&"2 other figures changed by less than 1 %".to_owned()), "{lines:?}");
    assert!(
        lines.contains(
            &"1 other figure changed by little for counts as small as these, at most on 20 March 2024, from 181 to 212 after 2 days, up 17.1 %"
                .to_owned()
        ),
        "{lines:?}"
    );
}

#[test]
fn what_weighs_most_leads_and_what_was_nothing_has_no_per_cent() {
    let mut text = said("deaths", "Harrow", 4, 29_656, 31_865);
    for (place, later) in [("Kestrel", 13), ("Tarn", 4), ("Fenn", 2), ("Ridge", 3), ("Aldwater", 1)] {
        text.push_str(&said("deaths", place, 4, 0, later));
    }
    let found = restated(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        found[0].message,
        "`Ministry` restated 6 figures at once, on 3 May 2024, 10:00 UTC: above all `deaths` in Harrow on 4 March 2024, from 29,656 \
         to 31,865 after 2 days, up 7.4 %"
            .replace("29,656", "29656")
            .replace("31,865", "31865")
    );
    assert_eq!(
        found[0].reasoning[1],
        "`deaths` in Kestrel on 4 March 2024: from 0 to 13 after 2 days, up by 13"
    );
    assert_eq!(found[0].reasoning[3], "and 3 more that were 0 before");
}

#[test]
fn the_rest_has_a_median_of_its_own() {
    let text: String = [(4, 30), (5, 20), (6, 15), (7, 4), (8, 3), (9, 2)]
        .into_iter()
        .map(|(day, share)| said("patients", "Harrow", day, 10_003, 10_003 + 100 * share))
        .collect();
    let found = restated(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].reasoning[3], "and 3 more, by 3 % at the median");
    // Of one more its own change is as short.
    let text: String = [(4, 30), (5, 20), (6, 15), (7, 4)]
        .into_iter()
        .map(|(day, share)| said("patients", "Harrow", day, 10_003, 10_003 + 100 * share))
        .collect();
    assert_eq!(
        restated(&text)[0].reasoning[3],
        "7 March 2024: from 10003 to 10403 after 2 days, up 4 %".replace("7 March", "on 7 March")
    );
}

#[test]
fn what_else_was_restated_at_that_moment_is_counted() {
    let mut text = said("patients", "Harrow", 4, 1003, 1203) + &said("patients", "Kestrel", 4, 2003, 2303);
    text.push_str(&said("patients", "Tarn", 4, 5003, 5004));
    let found = restated(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    let line = "1 other figure changed beyond rounding at that moment, too";
    assert_eq!(found[0].reasoning.last().map(String::as_str), Some(line));
}

#[test]
fn the_growth_before_and_after_is_given_with_its_figure() {
    let text = "deaths 26341 in Harrow on 2024-03-03 by Ministry said 2024-03-03\n\
                deaths 26441 in Harrow on 2024-03-04 by Ministry said 2024-03-04\n\
                deaths 26641 in Harrow on 2024-03-04 by Ministry said 2024-03-06\n";
    let found = restated(text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        found[0].reasoning.last().map(String::as_str),
        Some("since 26341 on 3 March 2024 the total had grown by 100; as restated it has grown by 300")
    );
}

#[test]
fn equal_figures_that_stay_equal_explain_nothing() {
    let text = said("deaths", "Harrow", 4, 666, 814) + &said("patients", "Harrow", 4, 666, 814);
    let found = restated(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    let cause = found[0].cause.as_ref().map(|cause| cause.kind);
    assert_ne!(cause, Some("one-amount"));
}

#[test]
fn figures_that_exchanged_their_values_had_been_under_each_other_s_names() {
    let rows = |last: u32| {
        said("patients", "Fenn", 4, 345, 597)
            + &said("patients", "Tarn", 4, 597, 345)
            + &said("patients", "Fenn", 5, 356, 621)
            + &said("patients", "Tarn", 5, 621, last)
    };
    let cause = |text: &str| {
        restated(text).first().and_then(|finding| finding.cause.as_ref()).map(|cause| cause.text.clone())
    };
    let exchanged =
        "the figures of `patients` in Fenn and `patients` in Tarn had been exchanged on both dates";
    assert_eq!(cause(&rows(356)).as_deref(), Some(exchanged));
    // One figure that is another shows that they were not.
    assert!(!cause(&rows(398)).is_some_and(|text| text.contains("exchanged")));
}
