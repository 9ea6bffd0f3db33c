//! The renderers, on hand-made findings: goldens of `pretty`, and what no input may break.

use gainsay::check::{Report, Summary, set_fingerprints};
use gainsay::finding::{Cause, Cited, Code, Fact, Finding, LawCited, Severity, Standing};
use gainsay::report::{FORMATS, RenderOptions, ReportView, json, pretty, short};
use gainsay::rules::{Check, Context, DefaultLevel, Findings, Rule};
use gainsay::source::{FileId, Place, Source, Sources, Span};

use crate::golden;
use crate::properties::cases;

fn silent(_: &Context<'_>, _: &mut Findings) {}

pub(crate) static RULES: [&Rule; 3] = [
    &Rule {
        code: Code("C101"),
        name: "conflicting-figures",
        level: DefaultLevel::ByStanding,
        doc: " Several origins, one fact, figures that cannot all be true.\n",
        check: Check::Corpus(silent),
    },
    &Rule {
        code: Code("C105"),
        name: "cumulative-decrease",
        level: DefaultLevel::ByStanding,
        doc: " A running total falls.\n",
        check: Check::Corpus(silent),
    },
    &Rule {
        code: Code("R101"),
        name: "syntax-error",
        level: DefaultLevel::Fixed(Severity::Error),
        doc: " The text is not the language.\n",
        check: Check::Corpus(silent),
    },
];

/// The statement that starts with `statement`, and `mark` in it.
pub(crate) fn find(sources: &Sources, file: u32, statement: &str, mark: &str) -> (Place, Span) {
    let text = sources.get(FileId(file)).text();
    let start = text.find(statement).expect("the statement is there");
    let rest = &text[start..];
    let mut end = rest.len();
    for (at, _) in rest.match_indices('\n') {
        if !rest[at + 1..].starts_with([' ', '\t']) {
            end = at;
            break;
        }
    }
    let place = Place { file: FileId(file), span: Span { start: start as u32, end: (start + end) as u32 } };
    let at = start + rest.find(mark).expect("the mark is there");
    (place, Span { start: at as u32, end: (at + mark.len()) as u32 })
}

pub(crate) fn cited(found: (Place, Span), label: &str, kind: &str) -> Cited {
    Cited {
        id: "id".to_owned(),
        place: found.0,
        mark: found.1,
        label: label.to_owned(),
        core: kind.contains('c'),
        repair: kind.contains('r'),
        suspect: kind.contains('s'),
    }
}

pub(crate) fn finding(
    code: &'static str,
    severity: Severity,
    found: (Place, Span),
    message: &str,
) -> Finding {
    Finding {
        code: Code(code),
        severity,
        standing: None,
        at: found.0,
        mark: found.1,
        message: message.to_owned(),
        help: Vec::new(),
        cause: None,
        fact: None,
        reasoning: Vec::new(),
        outlier: None,
        claims: Vec::new(),
        laws: Vec::new(),
        fold: None,
        members: Vec::new(),
        fingerprint: String::new(),
        rank: 0,
    }
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|&line| line.to_owned()).collect()
}

pub(crate) fn report(findings: Vec<Finding>) -> Report {
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let summary = Summary {
        rows: 0,
        refused: 0,
        skipped: 0,
        files: 3,
        claims: 41,
        sources: 9,
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        notes: of(Severity::Note),
        ..Summary::default()
    };
    Report { summary, today: "2020-10-22".to_owned(), findings, ..Report::default() }
}

pub(crate) fn desk() -> (Sources, Report) {
    let sources = Sources::new(vec![
        Source::new(
            "agencies.claims",
            "# agencies\narticle \"Agencies\" via Monitor published 2020-10-21\n\n\
             @toll death toll 729 among military in Nagorno-Karabakh on 19 October by \"NKR Defence Ministry\"\n\
             @icrc death toll 729 among military in Nagorno-Karabakh on 19 October by ICRC\n\n\
             event \"humanitarian ceasefire\" on 10 October\n\n\n\n\n\
             death toll 1,119 among military in Nagorno-Karabakh\n    on 31 October\n    by \"NKR Defence Ministry\"\n\
             injured about 12.5 of soldiers on 10/11/2020\n",
        ),
        Source::new(
            "spain.claims",
            "# Spain\n\n\n\n\n\n\n\n\
             death toll 28,752 in Spain on 2020-05-24 by \"Health Ministry\"\n\
             death toll 26,834 in Spain on 2020-05-25 by \"Health Ministry\"\n",
        ),
        Source::new(
            "wires.claims",
            "death toll 729 among military in Nagorno-Karabakh on 19 October by UNHCR via Reuters via BBC\n\
             @monitor death toll 792 among military in Nagorno-Karabakh on 19 October by \"Regional Monitor\"\n",
        ),
    ]);
    let first = find(&sources, 1, "death toll 28", "28,752");
    let second = find(&sources, 1, "death toll 26", "26,834");
    let falls = Finding {
        standing: Some(Standing::Slip),
        reasoning: owned(&[
            "a death toll only grows: 28,752 by 24 May, so no less on 25 May",
            "26,834 is 1,918 less",
        ]),
        cause: Some(Cause::new(
            "none",
            "none fits: no digit, factor or other day's figure explains it".to_owned(),
        )),
        outlier: Some(
            "neither stands out: the figures before agree with the first, those after with the second"
                .to_owned(),
        ),
        help: owned(&[
            "if the ministry changed its method, say so:",
            "  break \"death toll\" in Spain by \"Health Ministry\" on 2020-05-25 because \"…\"",
        ]),
        claims: vec![
            cited(first, "28,752 on 24 May", "c"),
            cited(second, "26,834 a day later, by the same ministry", "c"),
        ],
        ..finding(
            "C105",
            Severity::Error,
            first,
            "the death toll in Spain falls from 28,752 to 26,834 in one day",
        )
    };
    let toll = find(&sources, 0, "@toll", "729");
    let dispute = Finding {
        standing: Some(Standing::Disputed),
        reasoning: owned(&["729 ≠ 792: both are exact figures for the same day"]),
        cause: Some(Cause::new("swapped-digits", "792 is 729 with its last two digits swapped".to_owned())),
        outlier: Some("`@monitor`: set aside, the other three agree".to_owned()),
        fact: Some(Fact {
            measure: "death toll".to_owned(),
            scope: vec![
                ("place".to_owned(), "Nagorno-Karabakh".to_owned()),
                ("group".to_owned(), "military".to_owned()),
            ],
            from: Some("2020-10-19".to_owned()),
            to: Some("2020-10-19".to_owned()),
        }),
        help: owned(&["check `@monitor` against its own words"]),
        claims: vec![
            cited(toll, "729, by NKR Defence Ministry", "c"),
            cited(find(&sources, 0, "@icrc", "729"), "729, by ICRC", ""),
            cited(
                find(&sources, 2, "death toll 729", "729"),
                "729, by UNHCR, via Reuters via BBC (2 outlets, one origin)",
                "",
            ),
            cited(find(&sources, 2, "@monitor", "792"), "792, by Regional Monitor", "crs"),
        ],
        ..finding(
            "C101",
            Severity::Warning,
            toll,
            "on 19 October three origins put the military death toll at 729, one at 792",
        )
    };
    let date = find(&sources, 0, "injured", "10/11/2020");
    let reading = Finding {
        claims: vec![cited(date, "10 November or 11 October?", "")],
        help: owned(&["write `2020-11-10` for 10 November, `2020-10-11` for 11 October"]),
        ..finding("R101", Severity::Error, date, "`10/11/2020` has two readings")
    };
    let event = find(&sources, 0, "event", "10 October");
    let later = find(&sources, 0, "death toll 1,119", "31 October");
    let note = Finding {
        claims: vec![cited(event, "in October 2020", ""), cited(later, "three weeks later", "")],
        laws: vec![LawCited { place: event.0, text: "law x".to_owned() }],
        ..finding("X999", Severity::Note, event, "a note of a rule that the registry does not have")
    };
    let mut report = report(vec![falls, dispute, reading, note]);
    set_fingerprints(&mut report.findings, None, &sources);
    (sources, report)
}

fn shown(sources: &Sources, report: &Report, width: usize, colour: bool) -> String {
    let view = ReportView::new(report, sources, &RULES, None);
    let mut out = Vec::new();
    pretty(&mut out, &view, RenderOptions { width, colour }).expect("a vector takes all");
    String::from_utf8(out).expect("reports are UTF-8")
}

#[test]
fn pretty_at_sixty_columns() {
    let (sources, report) = desk();
    golden::check("tests/cli/pretty-60.txt", &shown(&sources, &report, 60, false));
}

#[test]
fn pretty_at_a_hundred_columns() {
    let (sources, report) = desk();
    golden::check("tests/cli/pretty-100.txt", &shown(&sources, &report, 100, false));
}

#[test]
fn pretty_in_colour() {
    let (sources, report) = desk();
    let text = shown(&sources, &report, 100, true);
    golden::check("tests/cli/pretty-colour.txt", &text.replace('\u{1b}', "␛"));
}

#[test]
fn short_and_json() {
    let (sources, report) = desk();
    let view = ReportView::new(&report, &sources, &RULES, None);
    let mut out = Vec::new();
    short(&mut out, &view).expect("a vector takes all");
    golden::check("tests/cli/short.txt", &String::from_utf8(out).expect("UTF-8"));
    let mut out = Vec::new();
    json(&mut out, &view).expect("a vector takes all");
    golden::check("tests/cli/report.json", &String::from_utf8(out).expect("UTF-8"));
}

#[test]
fn two_thousand_claims_are_not_all_shown() {
    let text = "death toll 1 by A\n".repeat(2_000);
    let sources = Sources::new(vec![Source::new("many.claims", text)]);
    let place = |line: u32| {
        let span = Span { start: line * 18, end: line * 18 + 17 };
        (Place { file: FileId(0), span }, Span { start: span.start + 11, end: span.start + 12 })
    };
    let claims = (0..2_000)
        .map(|line| {
            cited(
                place(line),
                &format!("1, by {line}"),
                match line {
                    1_500 | 1_990 => "c",
                    700..1_000 => "r",
                    _ => "",
                },
            )
        })
        .collect();
    let one = Finding { claims, ..finding("C101", Severity::Warning, place(1_500), "many against many") };
    let text = shown(&sources, &report(vec![one]), 80, false);
    assert_eq!(text.matches("by A\n").count(), 12, "{text}");
    assert!(text.contains("1500") && text.contains("1990") && text.contains("700"), "{text}");
    assert!(text.contains("  more   1,988 claims not marked here"), "{text}");
}

#[test]
fn what_stands_in_a_corpus_cannot_act_on_the_terminal() {
    let text = "death toll 5 by \"\u{1b}[2J\u{202E}evil\u{7}\"\r\n\tnote: \u{FFFD}\t7\u{2028}\r\n";
    let sources = Sources::new(vec![Source::new("a\u{1b}.claims", text)]);
    let at = find(&sources, 0, "death", "5");
    let mut one = finding("C101", Severity::Error, at, "says \u{1b}[31mred\u{202E}\nand more");
    one.help = owned(&["  copy \u{1b} this"]);
    one.claims =
        vec![cited(at, "\u{1b}label", "c"), cited((at.0, find(&sources, 0, "death", "7").1), "seven", "c")];
    let report = report(vec![one]);
    let text = shown(&sources, &report, 100, false);
    golden::check("tests/cli/hidden.txt", &text);
    let view = ReportView::new(&report, &sources, &RULES, None);
    let mut out = Vec::new();
    short(&mut out, &view).expect("a vector takes all");
    json(&mut out, &view).expect("a vector takes all");
    let all = String::from_utf8(out).expect("UTF-8") + &text;
    assert!(!all.chars().any(|c| c != '\n' && c.is_control() || "\u{202E}\u{2028}".contains(c)), "{all}");
    assert_eq!(all.lines().filter(|line| line.starts_with('a')).count(), 1, "short says it in one line");
}

#[test]
fn several_marks_in_one_line_and_long_lines() {
    let long = format!(
        "death toll 5 in {} by \"Health Ministry\" on 2020-05-24 tail {}\n",
        "x".repeat(500_000),
        "y ".repeat(250_000)
    );
    let sources = Sources::new(vec![
        Source::new("long.claims", long),
        Source::new("share.claims", "share of swabs positive 35% (3 of 10) in 日本国 on 2020-05-24 by WHO\n"),
    ]);
    let one = |statement: &str, marks: &[(&str, &str)], file| {
        let at = find(&sources, file, statement, marks[0].0);
        let mut one = finding("C101", Severity::Warning, at, "a message");
        one.claims = marks
            .iter()
            .map(|(mark, label)| cited(find(&sources, file, statement, mark), label, "c"))
            .collect();
        one
    };
    let report = report(vec![
        one(
            "share",
            &[
                ("35%", "35 of 100"),
                ("3 of 10", "30 of 100"),
                ("日本国", "in Japan, as said by the World Health Organization that day"),
            ],
            1,
        ),
        one("death", &[("2020-05-24", "the day after, at the end of a line of a megabyte")], 0),
        one("death", &[("5", "five")], 0),
    ]);
    golden::check("tests/cli/long.txt", &shown(&sources, &report, 72, false));
}

#[test]
fn a_limit_keeps_the_gravest() {
    let (sources, report) = desk();
    let view = ReportView::new(&report, &sources, &RULES, Some(2));
    assert_eq!(view.held_back(), 2);
    let codes: Vec<_> = view.findings().map(|finding| finding.code.0).collect();
    assert_eq!(codes, ["C105", "R101"]);
    let mut out = Vec::new();
    gainsay::report::summary(&mut out, &view, RenderOptions { width: 80, colour: false })
        .expect("a vector takes all");
    gainsay::report::statistics(&mut out, &view).expect("a vector takes all");
    golden::check("tests/cli/summary.txt", &String::from_utf8(out).expect("UTF-8"));
}

proptest::proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn no_text_and_no_span_breaks_a_report(
        text in "([a-z ]|\\PC|[\r\n\t\u{1b}\u{202E}\u{FEFF}\u{FFFD}\u{0}]|日|👩\u{200D}🚒|e\u{301}|\n){0,60}",
        spans in proptest::collection::vec((0_u32..90, 0_u32..90, 0_u32..90, 0_u32..90), 1..6),
        width in 0_usize..160,
        label in "(\\PC|[\n\u{1b} ]){0,40}",
        colour in proptest::bool::ANY,
    ) {
        let sources = Sources::new(vec![Source::new("a.claims", text.clone()), Source::new("b.claims", text)]);
        let mut findings = Vec::new();
        for (number, (start, end, from, to)) in spans.iter().copied().enumerate() {
            let at = |file| Place { file: FileId(file), span: Span { start, end } };
            let mark = Span { start: from, end: to };
            let mut one = finding("C101", Severity::Warning, (at(0), mark), &label);
            one.help = vec![format!("  {label}"), label.clone()];
            one.laws = vec![LawCited { place: at(1), text: label.clone() }];
            one.claims = (0..number as u32)
                .map(|file| cited((at(file % 2), Span { start: from + file, end: to }), &label, "c"))
                .collect();
            findings.push(one);
        }
        let report = report(findings);
        let view = ReportView::new(&report, &sources, &RULES, None);
        let mut out = Vec::new();
        for format in FORMATS.iter().filter(|format| format.name != "csv") {
            (format.write)(&mut out, &view, RenderOptions { width, colour }).expect("a vector takes all");
        }
        let text = String::from_utf8(out).expect("reports are UTF-8");
        let seen = |c: char| c == '\n' || (c == '\u{1b}' && colour) || !c.is_control();
        proptest::prop_assert!(text.chars().all(seen));
    }
}
