//! A session reports what a check from scratch reports, whatever is edited.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gainsay::check::{self, Report, Settings};
use gainsay::report::{self, ReportView};
use gainsay::rules;
use gainsay::session::Session;
use gainsay::source::{FileId, Source, Sources};

use crate::properties::is_long;
use crate::truth::Rng;

/// How many of the cases one run uses.
const CASES: usize = 60;

/// Small texts of every kind: the cases of all rules.
fn cases() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules")];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).expect("the cases are there");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name != "README.md")
                && let Ok(text) = fs::read_to_string(&path)
            {
                found.push((path, text));
            }
        }
    }
    found
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|end| end == ending)
}

fn json(sources: &Sources, report: &Report) -> String {
    let mut out = Vec::new();
    report::json(&mut out, &ReportView::new(report, sources, rules::ALL, None)).expect("a vector takes all");
    String::from_utf8(out).expect("json is text")
}

/// The statements of a text, each with the indented lines below it.
fn statements(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        match found.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => *last = format!("{last}\n{line}"),
            _ => found.push(line.to_owned()),
        }
    }
    found
}

fn is_definition(statement: &str) -> bool {
    ["define ", "law "].iter().any(|word| statement.starts_with(word))
}

/// Texts made of some cases, and the statements of others for edits.
struct Texts {
    rng: Rng,
    /// The cases, or what is left of them without their definitions.
    claims: Vec<String>,
    /// These.
    definitions: String,
    sheets: Vec<String>,
    lines: Vec<String>,
}

impl Texts {
    /// With `apart` the definitions are no part of the other texts, so that edits of these leave them alone.
    fn new(seed: u64, apart: bool) -> Self {
        let mut rng = Rng(seed);
        let mut all = cases();
        while all.len() > CASES {
            all.swap_remove(rng.below(all.len() as u64) as usize);
        }
        let of = |ending: &str| {
            let of = all.iter().filter(|(path, _)| has_ending(path, ending));
            of.map(|(_, text)| text.clone()).collect::<Vec<_>>()
        };
        let mut claims = of("claims");
        let mut definitions = Vec::new();
        if apart {
            for text in &mut claims {
                let (defining, rest): (Vec<String>, Vec<String>) =
                    statements(text).into_iter().partition(|statement: &String| is_definition(statement));
                definitions.extend(defining);
                *text = rest.join("\n") + "\n";
            }
            definitions.sort();
            definitions.dedup();
        }
        let lines = claims.iter().flat_map(|text| statements(text)).collect();
        let definitions = definitions.join("\n");
        Self { rng, claims, definitions, sheets: of("csv"), lines }
    }

    fn pick(&mut self, from: fn(&Self) -> &[String]) -> String {
        let at = self.rng.below(from(self).len() as u64) as usize;
        from(self)[at].clone()
    }

    /// Some cases in one text.
    fn text(&mut self, count: u64) -> String {
        (0..count).map(|_| self.pick(|texts| &texts.claims)).collect::<Vec<_>>().join("\n")
    }

    /// The text with an edit in one line of it.
    fn edited(&mut self, text: &str, is_sheet: bool) -> String {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = self.rng.below(lines.len().max(1) as u64) as usize;
        if lines.is_empty() {
            return self.pick(|texts| &texts.lines);
        }
        match self.rng.below(6) {
            0 => _ = lines.remove(at),
            1 => {
                let again = lines[self.rng.below(lines.len() as u64) as usize].clone();
                lines.insert(at, again);
            }
            2 if !is_sheet => lines.insert(at, self.pick(|texts| &texts.lines)),
            3 => {
                let digit = self.rng.below(10).to_string();
                let old = lines[at].find(|c: char| c.is_ascii_digit());
                if let Some(old) = old {
                    lines[at].replace_range(old..=old, &digit);
                }
            }
            4 => {
                let end = self.rng.below(lines[at].len() as u64 + 1) as usize;
                let end = (0..=end).rev().find(|&end| lines[at].is_char_boundary(end)).unwrap_or(0);
                lines[at].truncate(end);
            }
            _ => {
                let other = self.rng.below(lines.len() as u64) as usize;
                lines.swap(at, other);
            }
        }
        lines.join("\n") + "\n"
    }
}

/// Edits texts at random, and compares the report after each edit. `with` changes the settings.
fn follow(seed: u64, edits: u32, apart: bool, with: impl Fn(&mut Settings)) {
    let mut texts = Texts::new(seed, apart);
    let mut settings = Settings { today: "2026-11-23".to_owned(), ..Settings::default() };
    with(&mut settings);
    let mut session = Session::new(Sources::default(), settings.clone());
    if apart {
        session.put(Source::new("0.claims", texts.definitions.clone()));
    }
    session.put(Source::new("a.claims", texts.text(4)));
    session.put(Source::new("m.claims", texts.text(12)));
    session.put(Source::new("z.claims", texts.text(3)));
    session.put(Source::new("page.md", format!("Text.\n\n```claims\n{}```\n", texts.text(4))));
    let mut sheets: Vec<String> = texts.sheets.clone();
    sheets.truncate(1);
    sheets.into_iter().for_each(|sheet| session.put(Source::new("rows.csv", sheet)));
    for edit in 0..edits {
        let all = session.sources().iter().map(|(_, source)| source.name().to_owned());
        let names: Vec<String> = all.filter(|name| name != "0.claims").collect();
        let name = names[texts.rng.below(names.len() as u64) as usize].clone();
        let text = session.sources().iter().find(|(_, source)| source.name() == name);
        let text = text.map(|(_, source)| source.text().to_owned()).unwrap_or_default();
        match texts.rng.below(12) {
            0 if names.len() > 2 => _ = session.remove(&name),
            1 => {
                let new = format!("n{}.claims", texts.rng.below(4));
                let text = texts.text(2);
                session.put(Source::new(new, text));
            }
            2 if !texts.sheets.is_empty() => {
                let new = format!("r{}.csv", texts.rng.below(3));
                let text = texts.pick(|texts| &texts.sheets);
                session.put(Source::new(new, text));
            }
            _ => {
                let edited = texts.edited(&text, name.ends_with(".csv"));
                session.put(Source::new(name.clone(), edited));
            }
        }
        let found = session.report();
        let anew = check::check(session.sources(), &settings);
        assert_eq!(
            json(session.sources(), &found),
            json(session.sources(), &anew),
            "seed {seed}, edit {edit} of {name}"
        );
    }
}

fn edits(usual: u32) -> u32 {
    if is_long() { usual * 50 } else { usual }
}

#[test]
fn the_report_after_an_edit_is_that_of_a_check_from_scratch() {
    for seed in 1..=3 {
        follow(seed, edits(25), true, |_| {});
    }
}

#[test]
fn so_it_is_where_definitions_are_edited() {
    for seed in 4..=5 {
        follow(seed, edits(15), false, |_| {});
    }
}

#[test]
fn so_it_is_of_a_draft_and_of_an_earlier_day() {
    follow(6, edits(20), true, |settings| {
        settings.archive = BTreeSet::from(["m.claims".to_owned(), "r1.csv".to_owned()]);
    });
    follow(7, edits(20), true, |settings| settings.as_of = Some("2020-10-20".to_owned()));
}

/// What is found of one series may depend on another: a part that leaps with its whole is no sudden jump.
#[test]
fn a_part_leaps_alone_once_its_whole_is_gone() {
    let figures = |group: &str, values: [u32; 9]| {
        let lines = values
            .into_iter()
            .zip(1..)
            .map(|(value, day)| format!("displaced {value}{group} on 2023-10-{day:02} by Agency\n"));
        lines.collect::<String>()
    };
    let part = figures(" among children", [1, 1, 2, 3, 3, 4, 5, 178, 179]);
    let whole = figures("", [10, 10, 11, 12, 12, 13, 14, 300, 301]);
    let definitions =
        "define measure displaced\n    kind level\n    sums over group\ndefine group children\n";
    let mut session =
        Session::new(Sources::default(), Settings { today: "2026-11-23".to_owned(), ..Settings::default() });
    session.put(Source::new("0.claims", definitions));
    session.put(Source::new("a.claims", part));
    session.put(Source::new("b.claims", whole));
    for _ in 0..2 {
        let found = session.report();
        let anew = check::check(session.sources(), session.settings());
        assert_eq!(json(session.sources(), &found), json(session.sources(), &anew));
        let in_part = |at: FileId| session.sources().get(at).name() == "a.claims";
        let mut jumps = found.findings.iter().filter(|finding| finding.code.0 == "D106");
        assert_eq!(jumps.any(|jump| in_part(jump.at.file)), session.sources().len() == 2);
        session.remove("b.claims");
    }
}
