//! The order of findings by gravity: the gravest first, each step of the order by itself.

use gainsay::check::{Report, Settings, check};
use gainsay::report::{ReportView, short};
use gainsay::rules;
use gainsay::settings;
use gainsay::source::{Source, Sources};

fn checked(text: &str, settings: Settings) -> (Sources, Report) {
    let sources = Sources::new(vec![Source::new("a.claims", text)]);
    let report = check(&sources, &Settings { today: "2024-12-01".to_owned(), ..settings });
    (sources, report)
}

/// The lines of the findings, the gravest first.
fn lines(text: &str) -> Vec<u32> {
    let (sources, report) = checked(text, Settings::default());
    let mut order: Vec<_> = report.findings.iter().collect();
    order.sort_by_key(|finding| finding.rank);
    order.iter().map(|finding| sources.position(finding.at).line).collect()
}

/// A series of a source that grows by about ten a day from a figure on, with one claim that is out of line.
fn series(place: &str, start: u32, odd: &str) -> String {
    let days =
        (1..8).map(|day| format!("toll {} in {place} on 2024-05-0{day} by Ministry\n", start + day * 10));
    format!("{}{odd}\n", days.collect::<String>())
}

const VOCABULARY: &str = "define measure toll\n    kind cumulative\n    unit people\n";

#[test]
fn a_slip_comes_before_a_dispute_and_both_before_what_is_read_wrong() {
    let text = "define measure deaths\n    kind level\n\
        deaths 40 in Aldwater by Ministry\n\
        deaths 729 in Aldwater on 2024-05-03 by Ministry\n\
        deaths 792 in Aldwater on 2024-05-03 by Agency\n\
        deaths 729 in Northvale on 2024-05-03 by Ministry\n\
        deaths 792 in Northvale on 2024-05-03 by Ministry\n";
    assert_eq!(lines(text)[..2], [6, 4]);
    assert_eq!(lines(text).last(), Some(&3));
}

#[test]
fn a_difference_far_beyond_the_usual_step_comes_before_a_small_one() {
    let small = series("Aldwater", 10_000, "toll 10,043 in Aldwater on 2024-05-03 by Agency");
    let large = series("Northvale", 10_000, "toll 13,030 in Northvale on 2024-05-03 by Agency");
    assert_eq!(lines(&format!("{VOCABULARY}{small}{large}")), [14, 6]);
    // In the absolute as well: 3 beside 26 is a larger share than 60,000 beside 90,000, and less news.
    let share = "toll 3 in Aldwater on 2024-05-03 by Ministry\ntoll 26 in Aldwater on 2024-05-03 by Agency\n";
    let size = "toll 60,100 in Northvale on 2024-05-03 by Ministry\ntoll 98,700 in Northvale on 2024-05-03 by Agency\n";
    let other = "toll 55,300 in Harrow on 2024-05-03 by Ministry\n";
    assert_eq!(lines(&format!("{VOCABULARY}{share}{size}{other}")), [6, 4]);
}

#[test]
fn the_dead_come_before_others_and_people_before_things() {
    let of = |measure: &str, unit: &str| {
        format!(
            "define measure {measure}\n    kind cumulative\n    unit {unit}\n    rounding strict\n\
             {measure} 5,210 in Aldwater on 2024-05-03 by Ministry\n{measure} 5,317 in Aldwater on 2024-05-03 by Agency\n"
        )
    };
    let text = format!(
        "define unit tents counts\n{}{}{}",
        of("shelters", "tents"),
        of("wounded", "people"),
        of("people_killed", "people")
    );
    assert_eq!(lines(&text), [18, 12, 6]);
}

#[test]
fn a_figure_that_stood_for_weeks_comes_before_one_of_an_hour_or_two() {
    let restated = |place: &str, hours: &str| {
        format!(
            "toll 4,210 in {place} on 2024-05-03 by Ministry said 2024-05-03T12:00Z\n\
             toll 4,917 in {place} on 2024-05-03 by Ministry said {hours}\n"
        )
    };
    let (brief, long) =
        (restated("Aldwater", "2024-05-03T14:30Z"), restated("Northvale", "2024-06-20T12:00Z"));
    assert_eq!(lines(&format!("{VOCABULARY}{brief}{long}"))[..2], [7, 5]);
}

#[test]
fn a_large_difference_comes_before_one_of_a_few_people_and_a_habit_before_a_single_dispute() {
    // Two of 151 are a larger share, and a larger step, than 2,000 of a million.
    let few =
        "toll 151 in Aldwater on 2024-05-03 by Ministry\ntoll 149 in Aldwater on 2024-05-03 by Agency\n";
    let many = "toll 1,025,195 in Northvale on 2024-05-03 by Ministry\ntoll 1,023,098 in Northvale on 2024-05-03 by Agency\n";
    assert_eq!(lines(&format!("{VOCABULARY}{few}{many}")), [6, 4]);
    let once =
        "toll 4,003 in Aldwater on 2024-05-03 by Ministry\ntoll 4,043 in Aldwater on 2024-05-03 by Agency\n";
    let days = (1..9).map(|day| {
        let figure = 4_003 + day;
        format!(
            "toll {figure} in Northvale on 2024-05-0{day} by Ministry\ntoll {} in Northvale on 2024-05-0{day} by Agency\n",
            figure + 40
        )
    });
    let text = format!("{VOCABULARY}{once}{}", days.collect::<String>());
    let order = lines(&text);
    assert_eq!((order.len(), order[1]), (2, 4), "{order:?}");
}

#[test]
fn a_cause_and_the_whole_come_first_among_equals() {
    let plain = "toll 72,934 in Aldwater on 2024-05-03 by Ministry\ntoll 73,877 in Aldwater on 2024-05-03 by Agency\n";
    let swapped = "toll 78,934 in Northvale on 2024-05-03 by Ministry\ntoll 79,834 in Northvale on 2024-05-03 by Agency\n";
    assert_eq!(lines(&format!("{VOCABULARY}{plain}{swapped}")), [6, 4]);
    let part = "toll 72,934 in Aldwater among men on 2024-05-03 by Ministry\ntoll 73,841 in Aldwater among men on 2024-05-03 by Agency\n";
    let whole = part.replace(" among men", "").replace("Aldwater", "Northvale");
    assert_eq!(lines(&format!("{VOCABULARY}{part}{whole}")), [6, 4]);
}

#[test]
fn ours_comes_before_theirs() {
    let text = format!(
        "{VOCABULARY}toll 72,934 in Aldwater on 2024-05-03 by Times\ntoll 73,841 in Aldwater on 2024-05-03 by Ministry\n\
        toll 72,934 in Northvale on 2024-05-03 by Courier\ntoll 73,841 in Northvale on 2024-05-03 by Ministry\n"
    );
    let ours = Source::new("gainsay.toml", "[desk]\nours = [\"Courier\"]\n");
    let corpus = settings::read(&ours, &[]).expect("settings in order");
    let (sources, report) = checked(&text, Settings { corpus, ..Settings::default() });
    let first = report.findings.iter().find(|finding| finding.rank == 1).expect("a first finding");
    assert_eq!(sources.position(first.at).line, 6);
}

#[test]
fn a_limit_keeps_the_gravest_and_either_order_can_be_asked_for() {
    let small = series("Aldwater", 10_000, "toll 10,043 in Aldwater on 2024-05-03 by Agency");
    let large = series("Northvale", 10_000, "toll 13,030 in Northvale on 2024-05-03 by Agency");
    let (sources, report) = checked(&format!("{VOCABULARY}{small}{large}"), Settings::default());
    let view = |limit| ReportView::new(&report, &sources, rules::ALL, limit);
    let lines = |view: &ReportView<'_>| -> Vec<u32> {
        view.findings().map(|finding| sources.position(finding.at).line).collect()
    };
    assert_eq!(lines(&view(None)), [6, 14]);
    assert_eq!(lines(&view(None).gravest_first()), [14, 6]);
    assert_eq!(lines(&view(Some(1))), [14]);
    let mut out = Vec::new();
    short(&mut out, &view(None).gravest_first()).expect("a vector takes all");
    assert!(String::from_utf8_lossy(&out).starts_with("a.claims:14:"));
}

/// A series of a source that restates its figure of a day, as said at two times of the next day.
fn restated(place: &str, first: u32, last: u32, times: [&str; 2]) -> String {
    let said = |figure: u32, time: &str| {
        format!("toll {figure} in {place} on 2024-05-03 by Ministry said 2024-05-04 {time}\n")
    };
    said(first, times[0]) + &said(last, times[1])
}

#[test]
fn a_slip_of_one_in_hundreds_comes_after_all_that_anybody_would_act_on() {
    let trifle = "toll 1,903 in Aldwater on 2024-05-03 by Ministry\ntoll 1,902 in Aldwater on 2024-05-04 by Ministry\n";
    let slip = "toll 27 in Harrow on 2024-05-03 by Ministry\ntoll 24 in Harrow on 2024-05-04 by Ministry\n";
    let dispute =
        "toll 27,397 in Fenn on 2024-05-03 by Ministry\ntoll 37,397 in Fenn on 2024-05-03 by Agency\n";
    let restated = restated("Tarn", 27_397, 37_397, ["08:00", "22:00"]);
    let order = lines(&format!("{VOCABULARY}{trifle}{slip}{dispute}{restated}"));
    assert_eq!(order.len(), 4, "{order:?}");
    // A fall of three is an error, but less than a warning about ten thousand.
    assert_eq!((order[2], order[3]), (6, 4), "{order:?}");
}

#[test]
fn what_misleads_day_after_day_comes_before_a_small_error() {
    let fall =
        "toll 61 in Aldwater on 2024-05-03 by Ministry\ntoll 55 in Aldwater on 2024-05-04 by Ministry\n";
    let ahead = (1..=10).map(|day| {
        let figure = |day: u32| 1_003 + 37 * day + day * day;
        format!(
            "toll {} in Northvale on 2024-05-{day:02} by Ministry\ntoll {} in Northvale on 2024-05-{day:02} by Agency\n",
            figure(day),
            figure(day + 1)
        )
    });
    let order = lines(&format!("{VOCABULARY}{fall}{}", ahead.collect::<String>()));
    assert_eq!((order.len(), order[1]), (2, 4), "{order:?}");
}

#[test]
fn a_figure_that_was_not_entered_comes_after_one_that_is_wrong() {
    let odd = |place: &str, figure: u32| {
        let days = [(3, 224), (4, figure), (5, 260)].into_iter();
        days.map(|(day, figure)| format!("toll {figure} in {place} on 2024-05-0{day} by Ministry\n"))
            .collect::<String>()
    };
    assert_eq!(lines(&format!("{VOCABULARY}{}{}", odd("Aldwater", 0), odd("Northvale", 13))), [7, 4]);
}

#[test]
fn what_was_put_right_within_the_hour_comes_last() {
    let soon = restated("Aldwater", 30, 4_130, ["08:00", "08:27"]);
    let late = "toll 1,030 in Harrow on 2024-05-03 by Ministry said 2024-05-04 08:00\n\
                toll 1,130 in Harrow on 2024-05-03 by Ministry said 2024-05-06 20:07\n";
    let order = lines(&format!("{VOCABULARY}{soon}{late}"));
    assert_eq!(order.len(), 2, "{order:?}");
    assert!(order[0] >= 6, "{order:?}");
    // A little more days later changes nothing; a lot does.
    let later =
        |figure: u32| format!("toll {figure} in Aldwater on 2024-05-03 by Ministry said 2024-05-09 08:00\n");
    let first = |text: String| lines(&format!("{VOCABULARY}{text}{late}"))[0];
    assert!(first(soon.clone() + &later(4_170)) >= 7);
    assert!(first(soon.clone() + &later(9_170)) < 7);
}
