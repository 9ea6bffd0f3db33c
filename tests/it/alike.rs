//! What stands out in one finding of a source's slips is named alike in the others.

use gainsay::check::{self, Settings};
use gainsay::finding::Finding;
use gainsay::source::{Source, Sources};

/// Two days of two provinces, in which one figure was restated alone.
fn restated() -> String {
    let mut text = String::from(
        "define measure cases\n    kind cumulative\n    unit people\n    sums over province\n\
         define measure confirmed\n    kind cumulative\n    unit people\n    sums over province\n\
         define measure probable\n    kind level\n    unit people\n    sums over province\n\
         define complete province {Alba, Borea}\nlaw cases = confirmed + probable\n",
    );
    for (day, alba, borea) in [("2020-06-08", 7202, 3000), ("2020-06-09", 7229, 3011)] {
        for (measure, one, two) in [("confirmed", alba, borea), ("cases", alba, borea), ("probable", 0, 0)] {
            for (figure, scope) in [(one, "[province: Alba]"), (two, "[province: Borea]"), (one + two, "")] {
                text += &format!("{measure} {figure} {scope} on {day} by \"Health Agency\" said {day}\n");
            }
        }
    }
    text + "confirmed 11067 [province: Alba] on 2020-06-08 by \"Health Agency\" said 2020-09-27\n"
}

/// The contradictions of a text whose smallest repairs are sought in so many steps.
fn contradictions(text: &str, repair_limit: u32) -> Vec<Finding> {
    let sources = Sources::new(vec![Source::new("a.claims", text)]);
    let mut settings = Settings { today: "2024-12-01".to_owned(), expand: true, ..Settings::default() };
    settings.corpus.repair_limit = Some(repair_limit.into());
    let findings = check::check(&sources, &settings).findings;
    findings.into_iter().filter(|finding| finding.code.0.starts_with('C')).collect()
}

#[test]
fn a_fall_and_a_law_name_one_figure_whatever_the_limit() {
    let text = restated();
    for limit in (0..40_u32).map(|step| step * 25 + 1) {
        let found = contradictions(&text, limit);
        assert!(!found.is_empty(), "nothing is told with a limit of {limit}");
        for finding in found {
            let suspects = finding.claims.iter().filter(|cited| cited.suspect);
            let odd: Vec<&str> = suspects.map(|cited| cited.label.as_str()).collect();
            assert!(odd.len() == 1 && odd[0].starts_with("11067"), "{} names {odd:?}", finding.message);
        }
    }
}
