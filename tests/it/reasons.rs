//! Each cause with its wording, and beside it look-alikes that have none.

use gainsay::check::{self, Settings};
use gainsay::source::{Source, Sources};

const VOCABULARY: &str = "\
define measure toll
    kind cumulative
    unit people
    rounding strict
    sums over group
define measure hurt
    kind cumulative
    unit people
    rounding strict
define measure housed
    kind level
    unit people
define measure march
    unit km
define measure heat
    unit °C
define measure support
    kind ratio
define complete group {men, women} of everyone
";

/// The cause and the edit of the first contradiction among some claims; `X` stands for the place and day of each.
fn reported(claims: &str) -> (String, String) {
    let claims: String = claims.lines().map(|line| line.trim_start().to_owned() + "\n").collect();
    let text = format!("{VOCABULARY}{}", claims.replace(" X ", " in Harrow Bay on 2020-10-19 "));
    let sources = Sources::new(vec![Source::new("a.claims", text)]);
    let report = check::check(&sources, &Settings { today: "2024-12-01".to_owned(), ..Settings::default() });
    let found = report.findings.iter().find(|finding| finding.code.0.starts_with('C'));
    let found = found.expect("the claims contradict each other");
    let edit = found.help.iter().find(|line| line.starts_with("these agree if"));
    match &found.cause {
        Some(cause) => (format!("{}: {}", cause.kind, cause.text), edit.cloned().unwrap_or_default()),
        None => (String::new(), edit.cloned().unwrap_or_default()),
    }
}

#[track_caller]
fn says(claims: &str, cause: &str, edit: &str) {
    assert_eq!(reported(claims), (cause.to_owned(), edit.to_owned()));
}

/// No cause is reported, and no edit proposed.
#[track_caller]
fn silent(claims: &str) {
    says(claims, "", "");
}

#[test]
fn swapped_digits() {
    says(
        "toll 729 X by Alpha\ntoll 729 X by Beta\n@c toll 792 X by Gamma",
        "swapped-digits: 792 is 729 with its last two digits swapped",
        "these agree if @c says 729",
    );
    says(
        "@a toll 729 X by Alpha\n@b toll 792 X by Beta",
        "swapped-digits: 729 and 792 differ by two swapped digits",
        "these agree if @a says 792, or @b says 729",
    );
    silent("toll 12 X by Alpha\ntoll 21 X by Beta");
    silent("toll 729 X by Alpha\ntoll 927 X by Beta");
}

#[test]
fn digits_swapped_between_what_other_days_allow() {
    says(
        "toll 30,100 in Harrow Bay on 2020-10-18 by Alpha
        @b toll 13,140 X by Alpha
        toll 31,200 in Harrow Bay on 2020-10-20 by Alpha
        toll 31,300 in Harrow Bay on 2020-10-21 by Alpha",
        "swapped-digits: 13,140 is 31,140 with its first two digits swapped; 31,140 fits the other figures, which allow \
         from 30,100 to 31,200",
        "these agree if @b says 31,140",
    );
    // 279 would fit, but so would anything a little higher.
    silent("toll 279 in Harrow Bay on 2020-10-18 by Alpha\ntoll 278 X by Alpha");
}

#[test]
fn one_digit_more_or_less() {
    says(
        "toll 31,421 X by Alpha\ntoll 31,421 X by Beta\n@c toll 3,121 X by Gamma",
        "digit-dropped: 3,121 is 31,421 with a 4 dropped",
        "these agree if @c says 31,421",
    );
    says(
        "toll 729 X by Alpha\ntoll 729 X by Beta\n@c toll 7,729 X by Gamma",
        "digit-doubled: 7,729 is 729 with the 7 doubled",
        "these agree if @c says 729",
    );
    says(
        "toll 729 X by Alpha\ntoll 729 X by Beta\n@c toll 7,259 X by Gamma",
        "digit-added: 7,259 is 729 with an extra 5",
        "these agree if @c says 729",
    );
    silent("toll 12 X by Alpha\ntoll 152 X by Beta");
}

#[test]
fn one_digit_for_another() {
    says(
        "toll 18,752 X by Alpha\ntoll 18,752 X by Beta\n@c toll 28,752 X by Gamma",
        "digit-mistyped: 28,752 is 18,752 with a 2 instead of the 1",
        "these agree if @c says 18,752",
    );
    silent("toll 28,752 X by Alpha\ntoll 28,452 X by Beta");
    silent("toll 13,000 X by Alpha\ntoll 18,000 X by Beta");
}

#[test]
fn factors() {
    says(
        "toll 431 X by Alpha\ntoll 431 X by Beta\n@c toll 4,310 X by Gamma",
        "factor-10: 4,310 is 10 times 431: an extra zero",
        "these agree if @c says 431",
    );
    says(
        "@a housed 43,100 X by Alpha\n@b housed 431 X by Beta",
        "factor-100: 43,100 is 100 times 431: two extra zeros in one, or two missing zeros in the other",
        "these agree if @a says 431, or @b says 43,100",
    );
    silent("toll 3 X by Alpha\ntoll 30 X by Beta");
    silent("toll 431 X by Alpha\ntoll 4,320 X by Beta");
}

#[test]
fn units() {
    says(
        "march 12 km X by Alpha\n@b march 7.5 km X by Beta",
        "unit-slip: 7.5 km is 12 km if the unit is miles: 7.5 miles are 12.1 km",
        "these agree if @b is in miles",
    );
    says(
        "heat 37 °C X by Alpha\n@b heat 99 °C X by Beta",
        "unit-slip: 99 °C is 37 °C if the unit is °F: 99 °F are 37.2 °C",
        "these agree if @b is in °F",
    );
    silent("march 12 km X by Alpha\nmarch 8.2 km X by Beta");
    silent("toll 1,200 X by Alpha\ntoll 746 X by Beta");
}

#[test]
fn rounding() {
    says(
        "toll 43,217 X by Alpha\ntoll 43,217 X by Beta\n@c toll 43,000 X by Gamma",
        "rounding: 43,000 is 43,217 rounded",
        "these agree if @c says about 43,000",
    );
    says(
        "toll 43,817 X by Alpha\ntoll 43,817 X by Beta\n@c toll 43,000 X by Gamma",
        "rounding: 43,000 is 43,817 cut off, not rounded",
        "these agree if @c says about 43,000",
    );
    // Two exact figures of one precision are never explained as rounding.
    silent("toll 730 X by Alpha\ntoll 729 X by Beta");
    silent("toll 26,100,800 X by Alpha\ntoll 26,100,801 X by Beta");
}

#[test]
fn a_day_for_the_total() {
    says(
        "toll 650 in Harrow Bay on 2020-10-18 by Alpha\ntoll 729 X by Alpha\n@c toll 79 X by Gamma",
        "daily-for-total: 79 is the day's increase: 729 − 650",
        "these agree if @c is about `new toll`",
    );
    silent("toll 650 in Harrow Bay on 2020-10-18 by Alpha\ntoll 729 X by Alpha\ntoll 81 X by Gamma");
}

#[test]
fn another_date() {
    let two = "toll 729 X by Alpha\ntoll 729 X by Beta\n";
    says(
        &format!("{two}toll 650 in Harrow Bay on 2020-10-18 by Alpha\n@c toll 650 X by Gamma"),
        "another-date: 650 is the figure of the day before, 18 October 2020, by `Alpha`",
        "these agree if @c is about 2020-10-18",
    );
    says(
        &format!("{two}toll 650 in Harrow Bay on 2020-10-18 by Gamma\ntoll 650 X by Gamma"),
        "another-date: 650 is also `Gamma`'s figure of the day before, 18 October 2020: not updated",
        "",
    );
    // Where a total grows by two or three a day, a wrong figure matches one of its days by chance.
    silent("toll 729 X by Alpha\ntoll 726 in Harrow Bay on 2020-10-18 by Alpha\ntoll 726 X by Gamma");
    // The same figure a year ago shows nothing.
    silent(&format!("{two}toll 651 in Harrow Bay on 2019-10-18 by Alpha\ntoll 651 X by Gamma"));
}

#[test]
fn a_first_edition() {
    says(
        "toll 41 X by Alpha published 2020-10-19
        toll 43 X by Alpha published 2020-10-21
        @c toll 41 X by Gamma published 2020-10-21",
        "since-revised: 41 is what `Alpha` said before it said 43",
        "these agree if @c says 43",
    );
    silent(
        "toll 42 X by Alpha published 2020-10-19
        toll 43 X by Alpha published 2020-10-21
        toll 41 X by Gamma published 2020-10-21",
    );
}

#[test]
fn what_was_restated_with_it_was_not_left_as_it_was() {
    let sum = "toll 12 among men X by Alpha published 2020-10-19
        toll 31 among women X by Alpha published 2020-10-19
        toll 43 X by Alpha published 2020-10-19
        toll 35 among women X by Alpha published 2020-10-21";
    says(
        sum,
        "since-revised: 35 was 31 until 21 October 2020, with which the figures add up; there is no newer figure than 43 for the other",
        "",
    );
    // The whole was restated in the same edition, though to a figure that does not fit either.
    silent(&format!(
        "{sum}\ntoll 44 X by Alpha published 2020-10-21\ntoll 13 among men X by Alpha published 2020-10-21"
    ));
    // A day that another series of the edition gives anew was not left as it was.
    let days = "toll 90 in Harrow Bay on 2020-10-17 by Alpha published 2020-10-18
        toll 98 in Harrow Bay on 2020-10-18 by Alpha published 2020-10-19
        toll 98 X by Alpha published 2020-10-20
        toll 107 in Harrow Bay on 2020-10-18 by Alpha published 2020-10-25
        toll 120 in Harrow Bay on 2020-10-20 by Alpha published 2020-10-21";
    assert!(reported(days).0.ends_with("there is no newer one for this day"), "{}", reported(days).0);
    silent(&format!("{days}\ntoll 107 X by Beta published 2020-10-25"));
}

#[test]
fn columns_that_meet_by_chance_show_nothing() {
    let table = |men: [&str; 3], hurt: [&str; 3]| {
        let mut text = String::new();
        for (day, (men, hurt)) in ["17", "18", "19"].iter().zip(men.iter().zip(hurt)) {
            let at = format!("in Harrow Bay on 2020-10-{day} by Alpha");
            text += &format!("toll {men} among men {at}\nhurt {hurt} {at}\n");
        }
        text + "toll 1 among women X by Alpha\ntoll 900 X by Alpha"
    };
    let mixed = table(["217", "328", "413"], ["217", "328", "413"]);
    assert!(reported(&mixed).0.ends_with("the columns were mixed up"), "{}", reported(&mixed).0);
    // Small figures meet, and what stands still meets again.
    silent(&table(["17", "28", "43"], ["17", "28", "43"]));
    silent(&table(["413", "413", "413"], ["413", "413", "413"]));
}

#[test]
fn another_measure_group_or_place() {
    says(
        "toll 729 X by Alpha\ntoll 729 X by Beta\nhurt 1,345 X by Alpha\n@c toll 1,345 X by Gamma",
        "another-measure: 1,345 is the figure for `hurt`, by `Alpha`",
        "these agree if @c is about `hurt`",
    );
    says(
        "toll 729 X by Alpha\ntoll 729 X by Beta\ntoll 437 among veterans X by Alpha\n@c toll 437 X by Gamma",
        "another-group: 437 is the figure among veterans, by `Alpha`",
        "these agree if @c is among veterans",
    );
    says(
        "toll 729 X by Alpha\ntoll 729 X by Beta
        toll 1,345 in Low Fenn on 2020-10-19 by Alpha\n@c toll 1,345 X by Gamma",
        "another-place: 1,345 is the figure in Low Fenn, by `Alpha`",
        "these agree if @c is in Low Fenn",
    );
    // Small figures are everywhere.
    silent("toll 72 X by Alpha\nhurt 45 X by Alpha\ntoll 45 X by Gamma");
}

#[test]
fn measures_that_go_together_show_nothing() {
    silent(
        "toll 257 in Harrow Bay on 2020-10-18 by Alpha
        hurt 257 in Harrow Bay on 2020-10-18 by Alpha
        toll 256 X by Alpha
        hurt 256 X by Alpha",
    );
}

#[test]
fn rows_and_columns() {
    says(
        "toll 314 among men X by Alpha\ntoll 272 among women X by Alpha\ntoll 272 among women X by Beta\ntoll 314 among men X by Beta
        @c toll 272 among men X by Gamma\n@d toll 314 among women X by Gamma",
        "rows-exchanged: 272 and 314 are swapped: 272 is the figure among women, by `Alpha`, where its source \
         says 314",
        "these agree if @c and @d swap their figures",
    );
    says(
        "toll 729 X by Alpha\nhurt 1,345 X by Alpha\nhoused 5,172 X by Alpha\ntoll 729 X by Beta\nhurt 1,345 X by Beta
        @c toll 1,345 X by Gamma\nhurt 5,172 X by Gamma",
        "column-shifted: the figures are one row off: 1,345 is the figure for `hurt`, where its source says 5,172, which \
         is the figure for `housed`, by `Alpha`",
        "these agree if @c and its neighbours are moved by one row",
    );
}

#[test]
fn shares() {
    says(
        "housed 70 of 200 X by Alpha\nhoused 70 X by Beta\n@c housed 35 X by Gamma",
        "share-for-count: 35 is the percentage, not the count: 70 of 200",
        "these agree if @c says 35%",
    );
    silent("housed 70 of 200 X by Alpha\nhoused 70 X by Beta\nhoused 38 X by Gamma");
    says(
        "support 40% in Harrow Bay on 2020-10-12 by Alpha\nsupport 45.0% X by Alpha\n@c support 42.0% X by Gamma",
        "percent-for-points: 42.0% is 40% up by 5 per cent; 5 percentage points would make it 45.0%",
        "these agree if @c says 45.0%, or line 21 says 42.0%",
    );
}

#[test]
fn what_the_other_parts_leave() {
    says(
        "toll 729 among men X by Alpha\ntoll 40 among women X by Alpha\n@c toll 796 X by Alpha",
        "swapped-digits: 796 is 769 with its last two digits swapped; with 769 the figures add up",
        "these agree if @c says 769",
    );
}
