//! Every rule's cases: what must be reported, what must not, and the pages that show both.
//!
//! The cases of a rule are in `tests/rules/<code>-<name>/`, each a file or a folder named for its purpose:
//! `fails-…` has a finding of that rule, `passes-…` has none, and no golden can be written that says otherwise.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use gainsay::check::{Report, Settings, check};
use gainsay::report::{RenderOptions, ReportView, pretty, short};
use gainsay::rules::{ALL, DefaultLevel, Rule};
use gainsay::settings;
use gainsay::source::{Source, Sources};

use crate::any::report::includes;
use crate::golden;

/// The day on which every case is checked.
const TODAY: &str = "2024-12-01";

/// The folder of all cases, relative to the package.
const CASES: &str = "tests/rules";

fn code(rule: &Rule) -> String {
    format!("{CASES}/{}-{}", rule.code.0, rule.name)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.file_name().expect("an entry has a name").to_string_lossy().into_owned()
}

/// The texts of a case, named relative to the rule's folder.
fn texts(case: &Path, name: &str) -> Vec<Source> {
    if case.is_dir() {
        return entries(case)
            .iter()
            .filter(|path| self::name(path) != "gainsay.toml")
            .flat_map(|path| texts(path, &format!("{name}/{}", self::name(path))))
            .collect();
    }
    vec![Source::from_bytes(name, fs::read(case).expect("a readable case"))]
}

fn run(sources: &Sources, settled: &str) -> Report {
    let names = gainsay::rules::names();
    let corpus = settings::read(&Source::new("gainsay.toml", settled), &names)
        .expect("settings of a case are in order");
    let today = TODAY.to_owned();
    check(sources, &Settings { today, corpus, includes: includes(sources), ..Settings::default() })
}

/// The settings of a case: the `gainsay.toml` in its folder.
fn settled(case: &Path) -> String {
    fs::read_to_string(case.join("gainsay.toml")).unwrap_or_default()
}

/// Reports a case that does not do what it is named for.
fn judge(rule: &Rule, fails: bool, what: &str, report: &Report, wrong: &mut String) {
    let found = report.findings.iter().filter(|finding| finding.code == rule.code).count();
    if fails && found == 0 {
        let _ = writeln!(wrong, "{what}: should bring a finding of {}, and brings none", rule.name);
    }
    if !fails && found > 0 {
        let _ = writeln!(wrong, "{what}: should be silent, and {} tells {found}", rule.name);
    }
}

fn reported(sources: &Sources, report: &Report) -> String {
    let view = ReportView::new(report, sources, ALL, None);
    let mut out = Vec::new();
    short(&mut out, &view).expect("a vector takes all");
    if !report.findings.is_empty() {
        out.push(b'\n');
    }
    pretty(&mut out, &view, RenderOptions { width: 100, colour: false }).expect("a vector takes all");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// A case as it was run.
struct Case {
    name: String,
    settled: String,
    sources: Sources,
    report: Report,
}

/// The rule's page with its cases and the checker's report on each.
fn page(rule: &Rule, cases: &[Case]) -> String {
    let level = match rule.level {
        DefaultLevel::Fixed(severity) => format!("{severity:?}").to_lowercase(),
        DefaultLevel::ByStanding => "error or warning, by standing".to_owned(),
        DefaultLevel::Off => "off unless asked for".to_owned(),
    };
    let mut out = format!("# {} {}\n\n*{level}*\n\n", rule.code.0, rule.name);
    for line in rule.doc.trim_end().lines() {
        let _ = writeln!(out, "{}", line.strip_prefix(' ').unwrap_or(line));
    }
    out.push_str("\n## Cases\n");
    for Case { name, settled, sources, report } in cases {
        let _ = writeln!(out, "\n### {name}");
        if !settled.is_empty() {
            let _ = writeln!(out, "\n```toml\n{}\n```", settled.trim_end());
        }
        for (_, source) in sources.iter() {
            if sources.len() > 1 {
                let _ = writeln!(out, "\n`{}`", source.name());
            }
            // The page is UTF-8: what is not is shown as every renderer shows it.
            let text = source.text().replace(gainsay::source::NOT_UTF8, "\u{FFFD}");
            let text = text.trim_start_matches('\u{FEFF}').trim_end();
            let _ = writeln!(out, "\n```claims\n{text}\n```");
        }
        let reported = reported(sources, report);
        if reported.is_empty() {
            out.push_str("\nNothing to report.\n");
        } else {
            let _ = writeln!(out, "\n```text\n{}\n```", reported.trim_end());
        }
    }
    out
}

#[test]
fn every_case_does_what_it_is_there_for() {
    let mut wrong = String::new();
    let mut pages = Vec::new();
    for rule in ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(code(rule));
        let mut cases = Vec::new();
        let mut kinds = (false, false);
        for path in entries(&folder) {
            let name = name(&path);
            if name == "README.md" {
                continue;
            }
            let fails = name.starts_with("fails-");
            if !fails && !name.starts_with("passes-") {
                let _ = writeln!(wrong, "{}/{name}: a case is named fails-… or passes-…", code(rule));
                continue;
            }
            let texts = texts(&path, &name);
            let first = texts.first().map_or("", |source| source.text().trim_start_matches('\u{FEFF}'));
            if !first.starts_with("# ") {
                let _ = writeln!(
                    wrong,
                    "{}/{name}: a case opens with a comment that says why it is there",
                    code(rule)
                );
            }
            let sources = Sources::new(texts);
            let settled = settled(&path);
            let report = run(&sources, &settled);
            judge(rule, fails, &format!("{}/{name}", code(rule)), &report, &mut wrong);
            if fails {
                kinds.0 = true
            } else {
                kinds.1 = true
            }
            cases.push(Case { name, settled, sources, report });
        }
        if kinds != (true, true) {
            let _ = writeln!(wrong, "{}: has no case of each kind, fails-… and passes-…", code(rule));
        }
        pages.push((format!("{}/README.md", code(rule)), page(rule, &cases)));
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    for (path, page) in pages {
        golden::check(&path, &page);
    }
}

/// The text in a fence of a page.
#[derive(PartialEq)]
enum Fence {
    Fails,
    Passes,
    Settings,
}

#[test]
fn every_example_of_a_page_does_what_it_says() {
    let mut wrong = String::new();
    for rule in ALL {
        // The settings of an example: those of the last ```toml fence before it.
        let mut settled = String::new();
        let mut fence: Option<(Fence, String)> = None;
        let mut passes = 0;
        for line in rule.doc.lines() {
            let line = line.strip_prefix(' ').unwrap_or(line);
            match (line.trim_end(), &mut fence) {
                ("```claims fails", None) => fence = Some((Fence::Fails, String::new())),
                ("```claims passes", None) => fence = Some((Fence::Passes, String::new())),
                ("```toml", None) => fence = Some((Fence::Settings, String::new())),
                ("```", Some((Fence::Settings, _))) => {
                    settled = fence.take().map(|fence| fence.1).unwrap_or_default()
                }
                ("```", Some(_)) => {
                    let Some((kind, text)) = fence.take() else { continue };
                    let fails = kind == Fence::Fails;
                    passes += usize::from(!fails);
                    let sources = Sources::new(vec![Source::new("page.claims", text.clone())]);
                    judge(
                        rule,
                        fails,
                        &format!("the page of {}\n{text}", rule.name),
                        &run(&sources, &settled),
                        &mut wrong,
                    );
                }
                (_, Some((_, text))) => {
                    text.push_str(line);
                    text.push('\n');
                }
                _ => {}
            }
        }
        if fence.is_some() {
            let _ = writeln!(wrong, "the page of {} has a fence that is not closed", rule.name);
        }
        if passes == 0 {
            let _ = writeln!(wrong, "the page of {} shows nothing that passes", rule.name);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_page_has_its_sections() {
    let mut wrong = String::new();
    for rule in ALL {
        let sections: Vec<&str> = rule.doc.lines().filter_map(|line| line.strip_prefix(" ## ")).collect();
        let asked = ["Why it matters", "Example", "How to settle it", "When it is silent", "Settings"];
        if sections != asked {
            let _ = writeln!(wrong, "{}: {sections:?}", rule.name);
        }
        if rule.summary().len() > 100 || !rule.summary().ends_with('.') {
            let _ = writeln!(wrong, "{}: the first line is one short sentence", rule.name);
        }
    }
    assert!(wrong.is_empty(), "every page has these sections in this order:\n{wrong}");
}

#[test]
fn rules_stand_in_the_order_of_their_codes() {
    // Reading, contradictions, and last what the corpus says of itself.
    let place = |rule: &Rule| ("RCDPQA".find(&rule.code.0[..1]), rule.code);
    assert!(ALL.windows(2).all(|pair| place(pair[0]) < place(pair[1])));
    let folders: Vec<String> =
        entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join(CASES)).iter().map(|path| name(path)).collect();
    for folder in folders {
        let known = ALL.iter().any(|rule| format!("{}-{}", rule.code.0, rule.name) == folder);
        assert!(known, "{CASES}/{folder} is the folder of no rule");
    }
}
