//! The reports on the corpora and on the README's example, held as goldens.

use std::fs;
use std::path::Path;
use std::process::Command;

use gainsay::check::{self, Settings};
use gainsay::corpus::Corpus;
use gainsay::finding::{Finding, Severity};
use gainsay::model;
use gainsay::report::{self, RenderOptions, ReportView};
use gainsay::rules::{self, DefaultLevel};
use gainsay::source::{Place, Source, Sources};
use rayon::prelude::*;

use crate::golden;
use crate::queries::words;

/// The date of today in the goldens.
const TODAY: &str = "2026-11-23";

fn settings() -> Settings {
    Settings { today: TODAY.to_owned(), ..Settings::default() }
}

fn reported(sources: &Sources) -> String {
    let report = check::check(sources, &settings());
    let view = ReportView::new(&report, sources, rules::ALL, None);
    let mut out = Vec::new();
    report::pretty(&mut out, &view, RenderOptions { width: 100, colour: false }).expect("a vector takes all");
    report::summary(&mut out, &view, RenderOptions { width: 100, colour: false })
        .expect("a vector takes all");
    String::from_utf8(out).expect("reports are text")
}

fn corpus(name: &str) -> Sources {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).expect("the corpus is there") {
        let path = entry.expect("its files can be listed").path();
        if path.extension().is_some_and(|extension| extension == "claims") {
            let file = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            let bytes = fs::read(&path).expect("it can be read");
            files.push(Source::from_bytes(format!("corpus/{name}/{file}"), bytes));
        }
    }
    Sources::new(files)
}

#[test]
fn each_corpus_is_reported_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the corpora are there")
        .map(|entry| entry.expect("they can be listed").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 3, "{names:?}");
    for name in names {
        golden::check(&format!("corpus/{name}/expected.txt"), &reported(&corpus(&name)));
    }
}

#[test]
fn the_tour_fires_each_rule_once() {
    let report = check::check(&corpus("tour"), &settings());
    // Examples that need settings are shown by their own cases.
    let reported = |rule: &&&rules::Rule| rule.level != DefaultLevel::Off;
    for rule in rules::ALL.iter().filter(reported) {
        let fired = report.findings.iter().filter(|finding| finding.code == rule.code).count();
        assert_eq!(fired, 1, "{} fires {fired} times in corpus/tour", rule.name);
    }
}

#[test]
fn the_article_has_real_contradictions() {
    let report = check::check(&corpus("nagorno-karabakh"), &settings());
    let contradictions = report.findings.iter().filter(|finding| finding.code.0.starts_with('C')).count();
    assert!(contradictions >= 5, "{contradictions}");
    let unread = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && finding.code.0.starts_with('R'));
    assert_eq!(unread.count(), 0, "every claim of the first corpus is read");
}

/// The parts of the README that the program writes: between `<!-- name -->` and `<!-- /name -->`.
#[test]
fn the_readme_shows_what_the_program_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(path).expect("there is a README");
    let example = text.split("```claims example\n").nth(1).and_then(|rest| rest.split("```").next());
    let example = example.expect("the README has an example").to_owned();
    let output = reported(&Sources::new(vec![Source::new("flood.claims", example)]));
    let text = with_part(&text, "output", &format!("```text\n{output}```\n"));
    let text = with_part(&text, "formats", &formats());
    let text = with_part(&text, "rules", &table());
    let text = with_commands(&text);
    golden::check("README.md", &text);
}

/// What the commands in `<!-- $ gainsay … -->` print, each behind its comment, up to `<!-- / -->`.
fn with_commands(text: &str) -> String {
    let mut parts = text.split("<!-- $ gainsay ");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (command, rest) = part.split_once(" -->\n").expect("a command ends its comment");
        let (_, rest) = rest.split_once("<!-- / -->").expect("the output of a command ends");
        let ran = Command::new(env!("CARGO_BIN_EXE_gainsay"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(words(command))
            .env_remove("COLUMNS")
            .output()
            .expect("the binary runs");
        let shown = String::from_utf8(ran.stdout).expect("standard output is UTF-8");
        assert!(!shown.is_empty(), "`{command}` prints something");
        let shown = shown.trim_end();
        whole.push_str(&format!(
            "<!-- $ gainsay {command} -->\n```text\n$ gainsay {command}\n{shown}\n```\n<!-- / -->{rest}"
        ));
    }
    whole
}

fn with_part(text: &str, name: &str, part: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = text.find(&open).expect("the part begins") + open.len();
    let end = text.find(&close).expect("the part ends");
    format!("{}{part}{}", &text[..start], &text[end..])
}

fn formats() -> String {
    let row = |format: &&report::Format| format!("| `{}` | {} |\n", format.name, format.about);
    report::FORMATS
        .iter()
        .map(row)
        .fold("| format | what it is for |\n| --- | --- |\n".to_owned(), |all, row| all + &row)
}

fn table() -> String {
    let mut table = "| code | rule | level | fires when |\n| --- | --- | --- | --- |\n".to_owned();
    for rule in rules::ALL {
        let level = match rule.level {
            DefaultLevel::Fixed(Severity::Error) => "error",
            DefaultLevel::Fixed(Severity::Warning) => "warning",
            DefaultLevel::Fixed(Severity::Note) => "note",
            DefaultLevel::ByStanding => "slip: error, disputed: warning",
            DefaultLevel::Off => "off",
        };
        table.push_str(&format!("| {} | {} | {level} | {} |\n", rule.code.0, rule.name, rule.summary()));
    }
    table
}

/// Every file of claims below a folder.
fn cases(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("its files can be listed").path();
        if path.is_dir() {
            cases(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "claims") {
            let text = String::from_utf8_lossy(&fs::read(&path).expect("it can be read")).into_owned();
            found.push((path.to_string_lossy().into_owned(), text));
        }
    }
}

/// What shows a statement, of the findings of a whole check or of those found around it.
fn shown<'f>(findings: impl Iterator<Item = &'f Finding>, place: Place) -> Vec<(&'static str, String)> {
    let shows =
        |finding: &&Finding| finding.at == place || finding.claims.iter().any(|cited| cited.place == place);
    let mut shown: Vec<_> =
        findings.filter(shows).map(|finding| (finding.code.0, finding.message.clone())).collect();
    shown.sort();
    shown
}

#[test]
fn what_is_found_around_a_statement_is_what_a_whole_check_finds_of_it() {
    /// How many statements of a text are tried.
    const EACH: usize = 4;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    cases(&root.join("tests/rules"), &mut texts);
    let mut all: Vec<Sources> =
        texts.into_iter().map(|(name, text)| Sources::new(vec![Source::new(name, text)])).collect();
    all.extend(["covid-italy-revisions", "kahramanmaras-earthquake", "nagorno-karabakh", "tour"].map(corpus));
    let tried: Vec<(usize, Vec<String>)> = all
        .par_iter()
        .map(|sources| {
            let mut wrong = Vec::new();
            let settings = Settings { expand: true, ..settings() };
            let corpus = Corpus::new(model::read(sources, &settings.read_options()));
            let whole = check::check(sources, &settings);
            let accepted = whole.accepted.iter().map(|accepted| &accepted.finding);
            let whole: Vec<&Finding> = whole.findings.iter().chain(accepted).collect();
            let step = corpus.claims().len().div_ceil(if sources.len() > 1 { 25 } else { EACH }).max(1);
            let places = corpus.claims().iter().step_by(step).map(|claim| claim.place);
            let places: Vec<Place> = places.collect();
            for &place in &places {
                let around = check::findings_around(&corpus, sources, &settings, place);
                let around = shown(around.iter().map(|shown| &shown.finding), place);
                let whole = shown(whole.iter().copied(), place);
                if around != whole {
                    let (name, text) = (sources.get(place.file).name(), sources.slice(place));
                    wrong.push(format!("{name}: {text}\n  around {around:?}\n  whole {whole:?}"));
                }
            }
            (places.len(), wrong)
        })
        .collect();
    let wrong: Vec<&str> = tried.iter().flat_map(|(_, wrong)| wrong).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} statements:\n{}", wrong.len(), wrong.join("\n"));
    let tried: usize = tried.iter().map(|(tried, _)| tried).sum();
    assert!(tried > 1000, "{tried} statements");
}
