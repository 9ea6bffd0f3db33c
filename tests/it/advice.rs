//! Help is followed to the letter: what can be copied or typed is, and then the finding is gone and nothing new has come.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gainsay::check::{Settings, check};
use gainsay::finding::{Cited, Finding};
use gainsay::source::{Source, Sources};

use crate::recount;

fn findings(text: &str) -> Vec<Finding> {
    let sources = Sources::new(vec![Source::new("a.claims", text)]);
    let settings = Settings { today: "2026-11-23".to_owned(), expand: true, ..Settings::default() };
    check(&sources, &settings).findings
}

/// What a finding is about, whatever its words.
fn subject(finding: &Finding) -> String {
    format!("{} {:?}", finding.code.0, finding.fact)
}

/// One way to follow the help of a finding: the line of help, and the text as it is then.
struct Followed {
    help: String,
    text: String,
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// The claim of a finding on a line.
fn on_line<'f>(finding: &'f Finding, text: &str, line: usize) -> Option<&'f Cited> {
    finding.claims.iter().find(|cited| line_of(text, cited.place.span.start as usize) == line)
}

fn append(text: &str, statement: &str) -> String {
    format!("{}\n\n{}\n", text.trim_end(), statement.replace('…', "it was looked at").trim_end())
}

/// `these agree if line 7 says 28, or line 9 says 15`: one text for each figure.
fn corrected(finding: &Finding, text: &str, help: &str) -> Vec<String> {
    let Some(edits) = help.strip_prefix("these agree if ") else { return Vec::new() };
    let edit = |edit: &str| {
        let (line, figure) = edit.strip_prefix("line ")?.split_once(" says ")?;
        let mark = on_line(finding, text, line.parse().ok()?)?.mark;
        let (start, end) = (mark.start as usize, mark.end as usize);
        Some(format!("{}{figure}{}", &text[..start], &text[end..]))
    };
    let edits = edits.trim_end_matches("; the two claims are then the same, and one of them can go");
    edits.split(", or ").filter_map(edit).collect()
}

/// An acceptance, with the labels that it needs put where the help says.
fn accepted(text: &str, statement: &str, finding: &Finding) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let missing = finding.help.iter().find(|line| line.starts_with("to do so, put the label "));
    for words in missing.map_or("", String::as_str).split('@').skip(1) {
        let label: String = words.chars().take_while(char::is_ascii_alphanumeric).collect();
        let line = words.split_once("before line ").map(|(_, rest)| rest);
        let number: Option<String> = line.map(|rest| rest.chars().take_while(char::is_ascii_digit).collect());
        if let Some(Ok(number)) = number.map(|number| number.parse::<usize>()) {
            lines[number - 1] = format!("@{label} {}", lines[number - 1]);
        }
    }
    append(&(lines.join("\n") + "\n"), statement)
}

/// A property put below the line that defines a measure.
fn property(text: &str, measure: &str, property: &str) -> Option<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let defines = |line: &String| {
        let rest = line.strip_prefix("define measure ")?;
        (rest.trim().trim_matches('"') == measure).then_some(())
    };
    let at = lines.iter().position(|line| defines(line).is_some())?;
    lines.insert(at + 1, format!("    {property}"));
    Some(lines.join("\n") + "\n")
}

/// What stands in the only pair of backquotes of a line behind some words.
fn quoted<'h>(help: &'h str, words: &str) -> Option<&'h str> {
    let (_, rest) = help.split_once(words)?;
    rest.strip_prefix('`')?.split('`').next()
}

fn follow(finding: &Finding, text: &str) -> Vec<Followed> {
    let mut all: Vec<Followed> = Vec::new();
    let measure = finding.fact.as_ref().map_or("", |fact| fact.measure.as_str());
    for help in &finding.help {
        let mut add = |text: String| all.push(Followed { help: help.clone(), text });
        corrected(finding, text, help).into_iter().for_each(&mut add);
        let statement = help.trim_start();
        if help.starts_with("  accept ") {
            add(accepted(text, statement, finding));
        } else if help.starts_with("  break ") {
            add(append(text, statement));
        }
        if let Some(tolerance) = quoted(help, "give the measure a tolerance: ") {
            property(text, measure, tolerance).into_iter().for_each(&mut add);
        }
        if help.starts_with("if both can be right at a time, add `allows several`") {
            property(text, measure, "allows several").into_iter().for_each(&mut add);
        }
        if let Some((words, definition)) = help.split_once(":\n") {
            let is_whole = [
                "if both can be right at a time, declare it",
                "correct the spelling; or, if both are in use",
            ];
            if is_whole.iter().any(|start| words.starts_with(start)) {
                let lines: Vec<&str> =
                    definition.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
                add(append(text, &lines.join("\n")));
            }
        }
        if let Some(both) = help.strip_prefix("if they are different, define each: ") {
            let definitions: Vec<&str> = both.split('`').skip(1).step_by(2).collect();
            add(append(text, &definitions.join("\n")));
        }
    }
    all
}

/// Follows all help on a text; how often there was something to follow, and what did not come true.
fn followed(text: &str, name: &str, faults: &mut Vec<String>) -> usize {
    let found = findings(text);
    let known: BTreeSet<String> = found.iter().map(subject).collect();
    let mut count = 0;
    for finding in &found {
        for Followed { help, text } in follow(finding, text) {
            count += 1;
            let after = findings(&text);
            let stays =
                after.iter().any(|other| other.code == finding.code && other.message == finding.message);
            // What is one name now can be compared, and may contradict. Two claims that have become the same are one too many, as the help says; and that all relays have one origin was so
            // before they agreed.
            let is_expected = |other: &Finding| match other.code.0 {
                "R118" => help.ends_with("; the two claims are then the same, and one of them can go"),
                "P105" => true,
                _ if finding.code.0 == "R112" => true,
                _ => false,
            };
            let is_new = |other: &&Finding| !known.contains(&subject(other)) && !is_expected(other);
            let new: Vec<&Finding> = after.iter().filter(is_new).collect();
            if stays || !new.is_empty() {
                let what = if stays { "it stays" } else { &new[0].message };
                faults.push(format!(
                    "{name}: {} {}\n    help: {help}\n    then: {what}",
                    finding.code.0, finding.message
                ));
            }
        }
    }
    count
}

#[test]
fn what_help_says_comes_true_in_every_case() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let (mut count, mut faults) = (0, Vec::new());
    for folder in fs::read_dir(rules).expect("the rules have cases") {
        for file in recount::claims_under(&folder.expect("it can be listed").path()) {
            let Ok(text) = fs::read_to_string(&file) else { continue };
            let name = file.file_name().expect("a file has a name").to_string_lossy().into_owned();
            count += followed(&text, &name, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
    assert!(count > 200, "{count} pieces of help");
}

/// Figures of some places and days by several sources; in each place one measure has a slip of some kind, so that none is
/// hidden behind another.
fn disputed(seed: u64) -> String {
    let mut state = seed;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut text = String::from(
        "define measure arrests\n    kind level\ndefine measure homes lost\n    kind cumulative\n\
         define measure chair\n    kind name\ndefine place Bree\ndefine place Dune\ndefine place Tarn\n\n",
    );
    for place in ["Bree", "Dune", "Tarn"] {
        let mut has_slip = [false; 2];
        for day in 1..=8 {
            let right = 1_000 + random(9_000) + day * 20_000;
            for source in ["Ministry", "Agency", "Monitor", "Courts"] {
                if random(5) == 0 {
                    continue;
                }
                let digits = right.to_string();
                let kind = random(16);
                let is_slip = kind < 4 && !has_slip[day as usize % 2];
                has_slip[day as usize % 2] |= is_slip;
                let figure = match if is_slip { kind } else { 4 } {
                    0 => format!("{}{}{}", &digits[..1], &digits[2..3], &digits[1..2]) + &digits[3..],
                    1 => format!("{digits}0"),
                    2 => digits[..digits.len() - 1].to_owned(),
                    3 => (right + random(500)).to_string(),
                    _ => digits,
                };
                let measure = if day % 2 == 0 { "arrests" } else { "homes lost" };
                let by = if random(6) == 0 {
                    format!("\"{source}\" via Courier")
                } else {
                    format!("\"{source}\"")
                };
                text.push_str(&format!("{measure} {figure} in {place} on 2021-04-{day:02} by {by}\n"));
            }
            if random(6) == 0 {
                text.push_str(&format!("chair in {place} on 2021-04-{day:02} is \"Ann Lowe\" by Ministry\n"));
                text.push_str(&format!("chair in {place} on 2021-04-{day:02} is \"Ben Ray\" by Agency\n"));
            }
        }
    }
    text
}

/// How many archives are made: in the long run so many that thousands of findings are tried.
fn made() -> u64 {
    if std::env::var_os("GAINSAY_LONG").is_some() { 60 } else { 3 }
}

#[test]
fn what_help_says_comes_true_in_made_archives() {
    let (mut count, mut faults) = (0, Vec::new());
    for seed in 0..made() {
        count += followed(
            &recount::archive(seed + 11, 60 + 40 * seed % 200),
            &format!("tied {seed}"),
            &mut faults,
        );
        count += followed(&disputed(seed + 1), &format!("disputed {seed}"), &mut faults);
    }
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
    assert!(count > 30, "{count} pieces of help");
}
