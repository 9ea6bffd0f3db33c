//! What code hosts ask of a format: how much they take, and how they count paths.

use gainsay::check::Report;
use gainsay::finding::{Finding, Severity};
use gainsay::report::{ReportView, Repository, job_summary};
use gainsay::source::Sources;

use crate::formats::{full, json, written};
use crate::reports::{RULES, cited, desk, find, finding, report};

/// A report of many findings of one claim.
fn many(count: usize) -> (Sources, Report) {
    let (sources, _) = desk();
    let at = find(&sources, 1, "death toll 28", "28,752");
    let mut findings: Vec<Finding> = Vec::new();
    for number in 0..count {
        let severity = [Severity::Error, Severity::Warning, Severity::Note][number % 3];
        let mut one = finding("C101", severity, at, &format!("message {number}"));
        one.claims = vec![cited(at, "a claim", "c")];
        one.rank = number as u32 + 1;
        one.fingerprint = format!("{number:016x}");
        findings.push(one);
    }
    (sources, report(findings))
}

#[test]
fn the_limits_of_code_hosts_are_kept_with_a_count() {
    let (sources, mut report) = many(6_001);
    report.findings[5_900].rank = 0;
    let view = || ReportView::new(&report, &sources, &RULES, None);
    let log = json(&written("sarif", view()));
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 5_000);
    assert!(results.iter().any(|one| one["properties"]["summary"] == "message 5900"), "the gravest are kept");
    let note = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(note.as_str().is_some_and(|note| note.starts_with("1,001 findings not in this file")), "{note}");

    let commands = written("github", view());
    for level in ["error", "warning", "notice"] {
        let start = format!("::{level} ");
        assert_eq!(commands.lines().filter(|line| line.starts_with(&start)).count(), 10, "{level}");
    }
    assert!(commands.lines().last().is_some_and(|line| line.starts_with("5,971 findings not annotated")));
    assert_eq!(commands.lines().count(), 6_002);

    let comment = written("markdown", view());
    assert!(comment.len() <= 65_536 && comment.len() > 60_000, "{}", comment.len());
    let shown = comment.matches("<details>").count();
    let rest = comment.lines().last().expect("a last line").replace(',', "");
    assert_eq!(rest, format!("{} more findings not shown here.", 6_001 - shown));

    let mut summary = Vec::new();
    job_summary(&mut summary, &view(), 500_000).expect("a vector takes all");
    assert!(summary.len() <= (1 << 20) - 500_000 && summary.len() > 500_000, "{}", summary.len());
    let mut none = Vec::new();
    job_summary(&mut none, &view(), 1 << 20).expect("a vector takes all");
    assert!(none.is_empty());
}

#[test]
fn a_sarif_file_keeps_its_places_and_its_bytes() {
    let (sources, mut report) = many(40);
    let claim = report.findings[0].claims[0].clone();
    report.findings[0].claims = vec![claim.clone(); 300];
    report.findings[39].message = "long ".repeat(2_000_000);
    let log = json(&written("sarif", ReportView::new(&report, &sources, &RULES, None)));
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 39, "the one of ten million bytes is left out");
    assert_eq!(results[0]["relatedLocations"].as_array().map(Vec::len), Some(100));
    assert!(results[0]["message"]["text"].as_str().is_some_and(|text| text.contains("- and 200 more")));
    let whole =
        json(&written("sarif", ReportView::new(&report, &sources, &RULES, None).without_host_limits()));
    assert_eq!(whole["runs"][0]["results"].as_array().map(Vec::len), Some(40));
}

#[test]
fn paths_count_from_the_root_of_the_repository_and_are_uris() {
    let (sources, report) = full();
    let repository = Repository { root: "/w".to_owned(), current_folder: "/w/desk 1/50%#ä".to_owned() };
    let view = ReportView::new(&report, &sources, &RULES, None).in_repository(Some(&repository));
    let log = json(&written("sarif", view));
    let artifact = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    let uri = artifact["uri"].as_str().expect("a URI");
    assert!(uri.starts_with("desk%201/50%25%23%C3%A4/"), "{uri}");
    let view = ReportView::new(&report, &sources, &RULES, None).in_repository(Some(&repository));
    assert!(written("github", view).contains("file=desk 1/50%25#ä/"));
    let view = ReportView::new(&report, &sources, &RULES, None).in_repository(Some(&repository));
    assert!(written("gitlab", view).contains("\"path\":\"desk 1/50%#ä/"));
}
