//! Any corpus is checked and reported in every format: each can be read back, lets nothing act, and is the same on another
//! run with other threads and another order of files.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::LazyLock;

use gainsay::check::{self, Report, Settings};
use gainsay::finding::{Code, Finding, Severity};
use gainsay::intake;
use gainsay::model::join;
use gainsay::report::{self, RenderOptions, ReportView, Sort};
use gainsay::rules::{self, Rule};
use gainsay::settings::Settings as Settled;
use gainsay::source::{FileId, Include, Source, Sources, Span};
use rayon::{ThreadPool, ThreadPoolBuilder};

/// One thread, and several.
static POOLS: LazyLock<[ThreadPool; 2]> = LazyLock::new(|| {
    [1, 3].map(|threads| ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had"))
});

/// What must hold of a corpus and its settings.
pub(crate) fn holds(files: &[(String, Vec<u8>)], settled: &Settled) {
    let one = POOLS[0].install(|| {
        let (sources, report) = checked(files.iter(), settled);
        places_and_names(&report, &sources);
        in_every_format(&report, &sources)
    });
    let other = POOLS[1].install(|| {
        let (sources, report) = checked(files.iter().rev(), settled);
        written(&report::format("json").expect("it is there").write, &view(&report, &sources), false)
    });
    assert_eq!(one, other, "another run differs");
}

fn checked<'f>(files: impl Iterator<Item = &'f (String, Vec<u8>)>, settled: &Settled) -> (Sources, Report) {
    let texts = files.map(|(name, bytes)| Source::from_bytes(name.clone(), bytes.clone()));
    let sources = Sources::new(texts.collect());
    let is_there = |name: &str| sources.iter().any(|(_, source)| source.name() == name);
    let vocabulary = settled.vocabulary.iter().map(|name| name.what.clone()).filter(|name| is_there(name));
    let settings = Settings {
        today: "2026-11-23".to_owned(),
        vocabulary: vocabulary.collect(),
        includes: includes(&sources),
        corpus: settled.clone(),
        cited_words: true,
        ..Settings::default()
    };
    let report = check::check(&sources, &settings);
    (sources, report)
}

/// The report, with the rules that it names: some formats show the page of each rule that there is.
fn view<'r>(report: &'r Report, sources: &'r Sources) -> ReportView<'r> {
    let accepted = report.accepted.iter().map(|accepted| &accepted.finding);
    let named: BTreeSet<Code> = report.findings.iter().chain(accepted).map(|finding| finding.code).collect();
    let rules: Vec<&Rule> = rules::ALL.iter().copied().filter(|rule| named.contains(&rule.code)).collect();
    ReportView::new(report, sources, &rules, None)
}

/// Writes a report in every format. That for programs, which says all.
fn in_every_format(report: &Report, sources: &Sources) -> String {
    let mut for_programs = String::new();
    for format in report::FORMATS {
        let view = view(report, sources);
        let view = if format.sort == Sort::Gravity { view.gravest_first() } else { view };
        if format.name == "pretty" {
            written(&format.write, &view, true);
        }
        let text = written(&format.write, &view, false);
        can_be_read(format.name, &text);
        if format.name == "json" {
            for_programs = text;
        }
    }
    for_programs
}

fn written(
    write: &dyn Fn(&mut dyn Write, &ReportView<'_>, RenderOptions) -> io::Result<()>,
    view: &ReportView<'_>,
    colour: bool,
) -> String {
    let mut out = Vec::new();
    write(&mut out, view, RenderOptions { width: 80, colour }).expect("a vector takes all");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// The resolution of the includes of some texts.
pub(crate) fn includes(sources: &Sources) -> Vec<Include> {
    let mut includes = Vec::new();
    for (_, source) in sources.iter() {
        for line in source.text().lines() {
            let Some(path) = line.strip_prefix("include \"").and_then(|rest| rest.split('"').next()) else {
                continue;
            };
            let to = join(source.name(), path);
            let known = sources.iter().any(|(_, source)| source.name() == to);
            let to = if known { Ok(to) } else { Err("there is no such file".to_owned()) };
            includes.push(Include { from: source.name().to_owned(), path: path.to_owned(), to });
        }
    }
    includes
}

/// Every place of a finding is one in its file, and its name across runs is its own.
fn places_and_names(report: &Report, sources: &Sources) {
    for (_, source) in sources.iter() {
        let _ = intake::holds_claims(source, None);
        let _ = intake::near_fences(source.text());
    }
    let inside = |file: FileId, span: Span, finding: &Finding| {
        let text = sources.get(file).text();
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?}: {finding:#?}");
    };
    let mut fingerprints = BTreeSet::new();
    let accepted = report.accepted.iter().map(|accepted| &accepted.finding);
    for finding in report.findings.iter().chain(accepted) {
        assert!(fingerprints.insert(&finding.fingerprint), "two of one name: {finding:#?}");
        assert!(finding.fingerprint.len() >= 16 && !finding.message.is_empty(), "{finding:#?}");
        for member in finding.members.iter().chain([finding]) {
            inside(member.at.file, member.at.span, member);
            inside(member.at.file, member.mark, member);
            for cited in &member.claims {
                inside(cited.place.file, cited.place.span, member);
                inside(cited.place.file, cited.mark, member);
            }
            for law in &member.laws {
                inside(law.place.file, law.place.span, member);
            }
        }
    }
    let count = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let summary = &report.summary;
    assert_eq!(
        [summary.errors, summary.warnings, summary.notes],
        [Severity::Error, Severity::Warning, Severity::Note].map(count),
        "what is counted is what is reported"
    );
}

/// What programs read can be read by them, and no character of a corpus acts on a reader.
fn can_be_read(name: &str, text: &str) {
    match name {
        "json" | "sarif" | "gitlab" => {
            serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        }
        "jsonl" | "rdjsonl" => text.lines().for_each(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        }),
        "junit" => {
            roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        }
        "csv" => {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            reader.records().for_each(|row| assert!(row.is_ok(), "{row:?}: {text}"));
        }
        _ => {}
    }
    let text = if name == "csv" { text.strip_prefix('\u{FEFF}').unwrap_or(text) } else { text };
    let ends_a_row = |c: char| c == '\n' || (name == "csv" && c == '\r');
    let acts = |c: char| {
        (c.is_control() && !ends_a_row(c)) || "\u{202E}\u{2066}\u{200B}\u{2028}\u{FEFF}".contains(c)
    };
    assert!(!text.chars().any(acts), "a character acts in `{name}`: {text:?}");
}
