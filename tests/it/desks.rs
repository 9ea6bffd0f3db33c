//! Sheets as desks keep them, each with a habit of its own and with contradictions planted by somebody who did not write `init`: what
//! `init`, unedited, lets be found in them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::Folder;
use crate::golden;

/// The numbers of a text without their separators and the zeros at their ends, so that `402.3` thousand is 402,300.
fn numbers(text: &str) -> BTreeSet<String> {
    let is_separator = |c: char| matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}');
    let chars: Vec<char> = text.chars().collect();
    let mut found = BTreeSet::new();
    let mut number = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let is_next_digit = chars.get(at + 1).is_some_and(char::is_ascii_digit);
        let joins = !number.is_empty() && is_next_digit && (is_separator(c) || c == ' ');
        if c.is_ascii_digit() {
            number.push(c);
        } else if !joins {
            found.insert(number.trim_end_matches('0').to_owned());
            number.clear();
        }
    }
    found.insert(number.trim_end_matches('0').to_owned());
    found
}

/// The figures of each planted contradiction, as the sheet has them.
fn planted(folder: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(folder.join("planted.json")).expect("each sheet says what is planted");
    let all: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let figures = |one: &serde_json::Value| {
        let figures = one["figures"].as_array().expect("a list of figures");
        figures.iter().map(|figure| figure.as_str().map_or(figure.to_string(), str::to_owned)).collect()
    };
    all.as_array().expect("a list").iter().map(figures).collect()
}

/// What is found in a sheet with the proposed settings and vocabulary: whether each planted contradiction is, in one finding; and how many
/// other findings there are.
fn tried(folder: &Path) -> (Vec<bool>, Vec<String>) {
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let sheet = files.into_iter().find(|path| path.file_name().is_some_and(|name| name != "planted.json"));
    let sheet = sheet.expect("a sheet");
    let name = sheet.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
    let desk = Folder::new(&[]);
    desk.write(&name, &fs::read(&sheet).expect("it can be read"));
    let ran = desk.run(&["init", &name]);
    assert_eq!(ran.status, 0, "{name}: {ran:?}");
    let checked = desk.run(&["check", &name, "--format", "short"]);
    let findings: Vec<BTreeSet<String>> = checked
        .out
        .lines()
        .map(|line| numbers(line.split_once(": ").map_or(line, |(_, says)| says)))
        .collect();
    let mut others: BTreeSet<usize> = (0..findings.len()).collect();
    let found = planted(folder)
        .iter()
        .map(|figures| {
            let wanted: BTreeSet<String> = figures.iter().flat_map(|figure| numbers(figure)).collect();
            let shows = |&at: &usize| wanted.is_subset(&findings[at]);
            let at = (0..findings.len()).find(shows);
            at.is_some_and(|at| {
                others.remove(&at);
                true
            })
        })
        .collect();
    let lines: Vec<&str> = checked.out.lines().collect();
    (found, others.into_iter().map(|at| lines[at].to_owned()).collect())
}

#[test]
fn what_desks_keep_is_checked_without_a_hand() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desks");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).expect("the sheets").map(|entry| entry.expect("an entry").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    let mut table = "| sheet | planted | found | other findings |\n| --- | --- | --- | --- |\n".to_owned();
    for folder in &folders {
        let (found, others) = tried(folder);
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a name");
        let right = found.iter().filter(|found| **found).count();
        let _ = writeln!(table, "| {name} | {} | {right} | {} |", found.len(), others.len());
    }
    golden::check("tests/desks/found.md", &table);
}
