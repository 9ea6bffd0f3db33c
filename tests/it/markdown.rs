//! Claims in the fences of a Markdown file: places are the file's own, and an article or label reaches across its
//! fences.

use gainsay::check::{self, Report, Settings};
use gainsay::source::{Source, Sources};

/// A text and its findings, a line each: `line:column: message`.
pub(crate) fn reported(name: &str, text: &str) -> Vec<String> {
    let (sources, report) = report(name, text);
    lines(&sources, &report)
}

fn report(name: &str, text: &str) -> (Sources, Report) {
    let sources = Sources::new(vec![Source::new(name, text)]);
    let settings = Settings { today: "2026-11-23".to_owned(), ..Settings::default() };
    let report = check::check(&sources, &settings);
    (sources, report)
}

fn lines(sources: &Sources, report: &Report) -> Vec<String> {
    let line = |finding: &gainsay::finding::Finding| {
        let place = gainsay::source::Place { span: finding.mark, ..finding.at };
        let at = sources.position(place);
        format!("{}:{}: {}", at.line, at.column, finding.message)
    };
    report.findings.iter().map(line).collect()
}

#[test]
fn articles_and_labels_run_through_the_fences_of_a_file() {
    let text = "# Notes\n\ndeath toll 5 in prose is nobody's\n\n```claims\narticle \"A\" via AP published 2020-10-21\n\
        @one death toll 12 in Spain on 19 October by WHO\n```\n\nThen:\n\n- a list\n\n  ~~~claims fails\n  \
        death toll 9 in Spain\n      on 20 October by WHO\n  # gainsay: allow(conflicting-figures) because \"x\"\n  \
        death toll 13 in Spain on 19 October by ICRC\n  ~~~\n\n```text\ndeath toll ?? !\n```\n\n```claims\n\
        accept cumulative-decrease between @one and @two because \"x\"\n@two death toll 3 in Italy on Wednesday by WHO\n";
    assert_eq!(
        reported("a.md", text),
        [
            "7:17: `death toll` in Spain falls from 12 on 19 October 2020 to 9 on 20 October 2020, both by `WHO`, as `AP` carries them",
            "26:8: the `cumulative-decrease` between `@one` and `@two` is reported again: it also involves a.md:15, not yet accepted",
        ]
    );
}

#[test]
fn a_fence_reports_what_the_same_lines_report_alone() {
    let claims = "article \"A\" published 2020-10-21\n@a death toll 5 in Spain on Monday by WHO\n\
        death toll 1.234 in Spain on Monday by ICRC\n    note: \"x\"\n    colour: red\n? ?? !\nlaw @a = @b + @c\n\n\
        death toll 4 in Spain on Tuesday by WHO\n";
    let alone = reported("a.claims", claims);
    assert!(alone.len() > 4, "{alone:?}");
    for (margin, column) in [("", 0), ("   ", 3), ("\t", 1)] {
        let within: String = claims.lines().map(|line| format!("{margin}{line}\n")).collect();
        for (open, close) in
            [("```claims\n", "```"), ("~~~ claims passes\n", "~~~\n\nmore\n"), ("```claims\n", "")]
        {
            let text = format!("# A\n\n{margin}{open}{within}{margin}{close}");
            let moved: Vec<String> = reported("a.md", &text)
                .iter()
                .map(|reported| {
                    let mut parts = reported.splitn(3, ':');
                    let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok()).unwrap_or(0);
                    let at = (number() - 3, number() - column);
                    format!("{}:{}:{}", at.0, at.1, parts.next().unwrap_or(""))
                })
                .collect();
            assert_eq!(moved, alone, "{text}");
        }
    }
}
