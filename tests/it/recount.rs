//! Every finding that says that figures do not go together is counted over: its arithmetic is read back from the JSON, and so
//! is what the claims say, in their normal form.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gainsay::model::Number;
use serde_json::Value;

/// What a run on some files says of one claim: the ends of its figure, and the figure as written.
type Figures = BTreeMap<String, Vec<Number>>;

/// For each figure, what the claims that say it allow.
type Allowed = BTreeMap<Number, BTreeSet<Number>>;

fn run(command: &[&str], paths: &[PathBuf]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .args(command)
        .args(paths)
        .args(["--today", "2026-11-23"])
        .output()
        .expect("the program runs");
    String::from_utf8(output.stdout).expect("its output is text")
}

/// A number as it is shown: digits in groups, a point, a sign; in per cent; cut off at six digits.
fn number(text: &str) -> Option<Number> {
    let plain = text.replace([',', '…', '%'], "").replace('−', "-");
    let is_number = plain.chars().any(|c| c.is_ascii_digit())
        && plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    is_number.then(|| Number::parse(&plain)).flatten()
}

/// For each claim what may be said of it in figures: both ends, and the number in its text.
fn figures(paths: &[PathBuf]) -> Figures {
    let mut figures = Figures::new();
    for line in run(&["claims", "--format", "json"], paths).lines() {
        let claim: Value = serde_json::from_str(line).expect("a claim is an object");
        let value = &claim["value"];
        let mut known: Vec<Number> = Vec::new();
        for end in ["low", "high", "hard_low", "hard_high"] {
            known.extend(value[end].as_str().and_then(Number::parse));
        }
        let text = value["text"].as_str().unwrap_or_default();
        known.extend(text.split([' ', '–', '-', '/']).filter_map(number));
        if let [low, high] = &known[..2.min(known.len())] {
            known.push(&(low + high) * &Number::ratio(1, 2));
        }
        figures.insert(claim["id"].as_str().expect("a claim has an id").to_owned(), known);
    }
    figures
}

/// One number in a line: what it counts for, all the numbers that it shows of a claim, and whether it is only an end.
struct Term {
    value: Number,
    times: Number,
    shown: Vec<Number>,
    is_open: bool,
    /// Whether words say what it is a figure of; a sum has none.
    is_named: bool,
}

const BOUNDS: [&str; 4] = ["at least ", "at most ", "less than ", "more than "];

/// `2 × 21 (at least 20.5) cedars on 12 October 2020`.
fn term(text: &str) -> Option<Term> {
    let mut rest = text.trim();
    for bound in BOUNDS {
        rest = rest.strip_prefix(bound).unwrap_or(rest);
    }
    let mut words = rest.splitn(2, ' ');
    let mut first = number(words.next()?)?;
    let mut rest = words.next().unwrap_or_default();
    let mut times = Number::ONE;
    if let Some(more) = rest.strip_prefix("× ") {
        times = first;
        let mut words = more.splitn(2, ' ');
        first = number(words.next()?)?;
        rest = words.next().unwrap_or_default();
    }
    let (mut value, mut shown, mut is_open) = (first.clone(), vec![first], false);
    for bound in BOUNDS {
        if let Some(inner) = rest.strip_prefix('(').and_then(|inner| inner.strip_prefix(bound)) {
            let (end, after) = inner.split_once(')')?;
            value = number(end.trim_end_matches('%'))?;
            shown.push(value.clone());
            is_open = bound == "less than " || bound == "more than ";
            rest = after;
        }
    }
    Some(Term { value: &value * &times, times, shown, is_open, is_named: !rest.trim().is_empty() })
}

/// A sum of terms, with their signs.
fn side(text: &str) -> Option<Vec<(bool, Term)>> {
    let mut terms = Vec::new();
    for (at, plus) in text.split(" + ").enumerate() {
        for (place, part) in plus.split(" − ").enumerate() {
            // Names may have a dash in them; a difference has a number behind it.
            terms.push(((at, place) != (at, 0) && place > 0, term(part)?));
        }
    }
    Some(terms)
}

fn sum(side: &[(bool, Term)]) -> Number {
    side.iter()
        .fold(Number::ZERO, |sum, (minus, term)| if *minus { &sum - &term.value } else { &sum + &term.value })
}

/// The sides of a line and the signs between them; nothing where it has no arithmetic.
fn sides(line: &str) -> Option<(Vec<&str>, Vec<char>)> {
    let (mut sides, mut signs, mut start) = (Vec::new(), Vec::new(), 0);
    for (at, sign) in line.match_indices([' ']).filter_map(|(at, _)| {
        let sign = line[at + 1..].chars().next()?;
        (matches!(sign, '=' | '<' | '>') && line[at + 2..].starts_with(' ')).then_some((at, sign))
    }) {
        sides.push(&line[start..at]);
        signs.push(sign);
        start = at + 3;
    }
    sides.push(&line[start..]);
    (!signs.is_empty()).then_some((sides, signs))
}

/// Counts a line over; true where it has arithmetic. What follows from it may stand in later lines.
fn recount(line: &str, known: &mut BTreeSet<Number>, allowed: &Allowed) -> Result<bool, String> {
    if ["declared: ", "it excludes ", "no figures can satisfy "].iter().any(|start| line.starts_with(start)) {
        return Ok(false);
    }
    // Whose figures they are stands behind them.
    let is_whose = |tail: &str| {
        let is_bound = BOUNDS.iter().any(|bound| tail[2..].starts_with(bound));
        !is_bound && tail.contains(" by `") && tail.contains("`)")
    };
    let whose = line.match_indices(" (").map(|(at, _)| at).find(|&at| is_whose(&line[at..]));
    let line = &line[..whose.unwrap_or(line.len())];
    if let Some((quotient, stated)) =
        line.rsplit_once(": ").map_or(line, |(_, line)| line).split_once("%, and not ")
    {
        return divided(quotient, stated);
    }
    // What it rests on stands in brackets at the end; what it is about before a colon.
    let line = line.split_once(" (declared: ").map_or(line, |(line, _)| line);
    let line = line.rsplit_once(" (the figure for").map_or(line, |(line, _)| line);
    let line = line.rsplit_once(" (a part ").map_or(line, |(line, _)| line);
    let line = match line.split_once(": ") {
        Some((stretch, line)) if stretch.starts_with("before ") || stretch.ends_with(" on") => line,
        _ => line,
    };
    let line = line.strip_prefix("this does not go together either: ").unwrap_or(line);
    let line = line.rsplit_once("add up: ").map_or(line, |(_, line)| line);
    let line = line.rsplit_once("law: ").map_or(line, |(_, line)| line);
    let line = line.rsplit_once("parts: ").map_or(line, |(_, line)| line);
    let line = line.rsplit_once("go together: ").map_or(line, |(_, line)| line);
    let line = line.rsplit_once("whole: ").map_or(line, |(_, line)| line);
    let line = line.split_once("; so on ").map_or(line, |(line, _)| line);
    let line = line.split_once("; likewise for ").map_or(line, |(line, _)| line);
    let (line, loosest) = match line.split_once(", and even at their loosest ") {
        Some((line, loosest)) => (line, Some(loosest)),
        None => (line, None),
    };
    let Some((sides, signs)) = sides(line) else { return Ok(false) };
    let sides: Option<Vec<_>> = sides.iter().map(|text| side(text)).collect();
    let sides = sides.ok_or_else(|| format!("cannot be read back: {line}"))?;
    for (pair, sign) in sides.windows(2).zip(&signs) {
        let (one, two) = (sum(&pair[0]), sum(&pair[1]));
        // What is cut off at six digits is not quite what it stands for.
        let is_cut = line.contains('…') && &(&one - &two).abs() * &Number::from_i64(100_000) < two.abs();
        let is_open = pair.iter().flatten().any(|(_, term)| term.is_open);
        let holds = match sign {
            '=' => one == two || is_cut,
            '<' => one < two || (is_open && one == two),
            _ => one > two || (is_open && one == two),
        };
        if !holds {
            return Err(format!("{one:?} {sign} {two:?}: {line}"));
        }
    }
    if let Some(loosest) = loosest {
        holds_loosely(loosest, &sides, allowed)?;
    }
    // A result that is named is what follows for something unclaimed.
    let follows = signs.iter().all(|sign| *sign == '=');
    for (at, side) in sides.iter().enumerate() {
        let is_result = side.len() == 1 && (!side[0].1.is_named || (follows && at + 1 == sides.len()));
        if is_result {
            known.insert(side[0].1.value.clone());
            continue;
        }
        for (_, term) in side {
            if let Some(unknown) = term.shown.iter().find(|shown| !known.contains(*shown)) {
                return Err(format!("no claim shown says {unknown:?}: {line}"));
            }
        }
    }
    Ok(true)
}

/// Whether what the two sums come to at their loosest, `149,511 < 149,721`, is what their figures allow, and does not meet.
fn holds_loosely(loosest: &str, written: &[Vec<(bool, Term)>], allowed: &Allowed) -> Result<(), String> {
    let fault = || format!("not what the figures allow: {loosest}");
    let (ends, signs) = sides(loosest).ok_or_else(fault)?;
    let ends: Vec<Number> =
        ends.into_iter().map(|end| number(end.trim())).collect::<Option<_>>().ok_or_else(fault)?;
    let [one, two] = &ends[..] else { return Err(fault()) };
    let is_apart = if signs == ['<'] { one < two } else { one > two };
    let reachable = |side: &[(bool, Term)]| {
        side.iter().fold(BTreeSet::from([Number::ZERO]), |sums, (minus, term)| {
            let said = &term.shown[0];
            let ends = allowed.get(said).cloned().unwrap_or_else(|| BTreeSet::from([said.clone()]));
            let steps = ends.iter().map(|end| end * &term.times);
            let steps: Vec<Number> = steps.map(|step| if *minus { -&step } else { step }).collect();
            sums.iter().flat_map(|sum| steps.iter().map(move |step| sum + step)).collect()
        })
    };
    let is_allowed = |end: &Number| written.iter().any(|side| reachable(side).contains(end));
    if is_apart && is_allowed(one) && is_allowed(two) { Ok(()) } else { Err(fault()) }
}

/// `10 / 103 = 9.708737…%, and not 8%`.
fn divided(quotient: &str, stated: &str) -> Result<bool, String> {
    let read = || {
        let (division, result) = quotient.split_once(" = ")?;
        let (part, whole) = division.split_once(" / ")?;
        let (part, whole) = (number(part)?, number(whole)?);
        Some((part.checked_div(&whole)?, number(result)?, number(stated)?))
    };
    let (share, result, stated) = read().ok_or_else(|| format!("cannot be read back: {quotient}"))?;
    let share = &share * &Number::from_i64(100);
    let is_right = &(&share - &result).abs() * &Number::from_i64(100_000) < share && stated != result;
    if is_right { Ok(true) } else { Err(format!("{share:?} is not {result:?}: {quotient}")) }
}

/// Counts over what a run says of some files; how many lines there were to count.
fn counted(paths: &[PathBuf], faults: &mut Vec<String>) -> usize {
    let report: Value =
        serde_json::from_str(&run(&["check", "--format", "json", "--expand"], paths)).expect("JSON");
    let figures = figures(paths);
    let mut lines = 0;
    for finding in report["findings"].as_array().expect("findings are a list") {
        let code = finding["code"].as_str().expect("a finding has a code");
        if !matches!(code, "C105" | "C106" | "C107" | "C108" | "C109") {
            continue;
        }
        let claims = finding["claims"].as_array().expect("claims are a list");
        let ids = claims.iter().filter_map(|claim| claim["id"].as_str());
        let mut known: BTreeSet<Number> = ids.filter_map(|id| figures.get(id)).flatten().cloned().collect();
        let mut allowed = Allowed::new();
        for said in claims.iter().filter_map(|claim| figures.get(claim["id"].as_str()?)) {
            for figure in said {
                allowed.entry(figure.clone()).or_default().extend(said.iter().cloned());
            }
        }
        // A law may hold a figure to a number of its own, and shares to the whole.
        known.insert(Number::from_i64(100));
        let laws = finding["laws"].as_array().into_iter().flatten().filter_map(|law| law["text"].as_str());
        known.extend(laws.flat_map(|law| law.split(' ').filter_map(number)));
        let reasoning = finding["reasoning"].as_array().expect("reasoning is a list");
        let all = reasoning.iter().chain([&finding["message"]]).filter_map(Value::as_str);
        for line in all {
            match recount(line, &mut known, &allowed) {
                Ok(counts) => lines += usize::from(counts),
                Err(fault) => {
                    faults.push(format!("{code} {}:{} {fault}", finding["at"]["file"], finding["at"]["line"]))
                }
            }
        }
    }
    lines
}

pub(crate) fn claims_under(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "claims"));
    files.sort();
    files
}

#[test]
fn the_arithmetic_of_every_corpus_and_case_is_right_and_of_claims_that_are_shown() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut lines, mut faults) = (0, Vec::new());
    for corpus in fs::read_dir(root.join("corpus")).expect("the corpora are there") {
        lines += counted(&claims_under(&corpus.expect("it can be listed").path()), &mut faults);
    }
    for rule in [
        "C105-cumulative-decrease",
        "C106-part-exceeds-whole",
        "C107-parts-do-not-sum",
        "C108-flow-mismatch",
        "C109-broken-law",
    ] {
        for file in claims_under(&root.join("tests/rules").join(rule)) {
            lines += counted(&[file], &mut faults);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(lines > 90, "{lines} lines of arithmetic");
}

/// Totals and days of two places and two classes by two sources, in which one figure in so many is another one.
pub(crate) fn archive(seed: u64, one_in: u64) -> String {
    let mut state = seed;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut text = String::from(
        "define measure cases\n    kind cumulative\n    sums over place, group\n\
         define measure new cases\n    kind flow\n    adds up to cases\n\
         define measure deaths\n    kind cumulative\n    part of cases\n\
         define place Bree\n    within Alba\ndefine place Dune\n    within Alba\n\
         define complete place {Bree, Dune} of Alba\ndefine complete group {men, women} of everyone\n",
    );
    for source in ["Ministry", "Agency"] {
        let mut totals = [[0_u64; 2]; 2];
        let mut dead = 0;
        for day in 1..=20 {
            let mut say = |what: &str, figure: u64, scope: &str| {
                let wrong = if random(one_in) == 0 { random(90) + 1 } else { 0 };
                let figure = if wrong % 2 == 0 { figure + wrong } else { figure.saturating_sub(wrong) };
                text.push_str(&format!("{what} {figure} {scope} on 2021-03-{day:02} by \"{source}\"\n"));
            };
            let grown = [[day % 5 + 7, day % 3 + 4], [day % 7 + 2, day % 4 + 9]];
            for (at, place) in ["Bree", "Dune"].iter().enumerate() {
                for (own, group) in ["men", "women"].iter().enumerate() {
                    totals[at][own] += grown[at][own];
                    say("cases:", totals[at][own], &format!("among {group} in {place}"));
                }
                say("cases:", totals[at][0] + totals[at][1], &format!("in {place}"));
                say("new cases:", grown[at][0] + grown[at][1], &format!("in {place}"));
            }
            dead += day % 3;
            say("cases:", totals.iter().flatten().sum(), "in Alba");
            say("deaths:", dead, "in Alba");
        }
    }
    text
}

#[test]
fn the_arithmetic_of_made_archives_is_right_and_of_claims_that_are_shown() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (mut lines, mut faults) = (0, Vec::new());
    for (seed, one_in) in [(1, 30), (2, 60), (3, 15), (4, 100)] {
        let file = folder.join(format!("recount-{seed}.claims"));
        fs::write(&file, archive(seed, one_in)).expect("it can be written");
        lines += counted(&[file], &mut faults);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(lines > 50, "{lines} lines of arithmetic");
}
