//! `gainsay.toml` from its bytes to its effect: every key, every refusal, and robustness to any bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gainsay::rules;
use gainsay::settings::keys::{Accepts, Key, ROOT};
use gainsay::settings::{self, RuleName, Settings, SettingsProblem};
use gainsay::source::Source;
use proptest::prelude::*;

use crate::any::settings::holds;
use crate::golden;

pub(crate) fn names() -> Vec<RuleName> {
    rules::names()
}

pub(crate) fn read(text: &str) -> Result<Settings, Vec<SettingsProblem>> {
    settings::read(&Source::new("gainsay.toml", text), &names())
}

#[test]
fn every_example_of_a_key_is_read() {
    fn each(keys: &[Key], wrap: &dyn Fn(&str) -> String) {
        for key in keys {
            if !key.example.is_empty() && !key.is_required {
                let line =
                    if matches!(key.accepts, Accepts::Tolerances | Accepts::Sources | Accepts::Hedges(_))
                        || key.name == "rules" && wrap("") == "\n"
                    {
                        format!("[{}]\n{}", key.name, key.example)
                    } else {
                        wrap(key.example)
                    };
                assert!(read(&line).is_ok(), "{line}\n{:?}", read(&line).err());
            }
            match key.accepts {
                Accepts::Table(keys) if !keys.iter().any(|key| key.is_required) => {
                    each(keys, &|line| format!("[{}]\n{line}\n", key.name))
                }
                Accepts::Hedges(keys) => each(keys, &|line| format!("[{}]\n{line}\n", key.name)),
                Accepts::Each(keys) => {
                    each(keys, &|line| format!("[[{}]]\nmatch = \"a\"\n{line}\n", key.name))
                }
                Accepts::ByPattern(keys) => each(keys, &|line| format!("[{}.\"*.csv\"]\n{line}\n", key.name)),
                _ => {}
            }
        }
    }
    each(ROOT, &|line| format!("{line}\n"));
}

#[test]
fn nearly_the_whole_is_less_than_it() {
    assert!(read("[hedges]\nnearly = \"99.9%\"").is_ok());
    assert!(read("[hedges]\nnearly = \"100%\"").is_err() && read("[hedges]\nnearly = 1").is_err());
}

/// A document of keys that there are, in sections that there are, with values of every kind.
fn document() -> impl Strategy<Value = String> {
    let keys: Vec<String> = ROOT
        .iter()
        .map(|key| key.name)
        .chain([
            "ours", "match", "rules", "columns", "wide", "field", "about", "dozens", "slip", "level",
            "header",
        ])
        .chain(["missing-date", "C101", "\"death toll\"", "scope", "constants", "delimiter", "\"a b\"", "x"])
        .map(str::to_owned)
        .collect();
    let values = [
        "\"\"",
        "\"comma\"",
        "\"off\"",
        "\"archive/**\"",
        "\"[{\"",
        "\"5%\"",
        "5",
        "-1",
        "0x1F",
        "1e400",
        "nan",
        "true",
        "2020-10-10",
        "[]",
        "[1, 2]",
        "[\"a\", 5]",
        "{}",
        "{ level = \"off\" }",
        "{ A = \"value\" }",
        "'''\n'''",
        "{ field = \"source\", columns = [\"x\"] }",
        "99999999999999999999",
        "0.05",
        "[[[]]]",
        "é",
        "\"é\\u0000\"",
    ];
    let headers = [
        "[rules]",
        "[[paths]]",
        "[desk]",
        "[hedges]",
        "[tolerances]",
        "[tables.\"*.csv\"]",
        "[tables]",
        "[paths]",
        "[rules.missing-date]",
        "[paths.rules]",
        "[a.b]",
        "[]",
    ];
    let line = prop_oneof![
        4 => (prop::sample::select(keys), prop::sample::select(values.to_vec())).prop_map(|(key, value)| format!("{key} = {value}")),
        1 => prop::sample::select(headers.to_vec()).prop_map(str::to_owned),
    ];
    prop::collection::vec(line, 0..6).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn no_bytes_bring_the_reader_down(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        holds(&bytes);
    }

    #[test]
    fn no_document_brings_the_reader_down(text in document(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        holds(text.as_bytes());
        let mut torn = text.into_bytes();
        if !torn.is_empty() {
            let at = cut.index(torn.len());
            torn[at] = byte;
            holds(&torn);
            torn.truncate(at);
            holds(&torn);
        }
    }

    #[test]
    fn no_pattern_brings_the_reader_down(pattern in "[a*?\\[\\]{},!/\\\\.^-]{0,24}", path in "[a-c/.*\\[]{0,12}") {
        if let Ok(pattern) = settings::Pattern::new(&pattern, gainsay::source::Span::START) {
            let _ = pattern.matches(&path);
        }
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/settings");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    cases
}

/// Each folder is a corpus with its settings; `expected.txt` has each command line of its first lines and its output.
#[test]
fn every_case_is_reported_as_expected() {
    for case in cases() {
        let name = case.file_name().expect("a case has a name").to_string_lossy().into_owned();
        let path = format!("tests/cli/settings/{name}/expected.txt");
        let expected = fs::read_to_string(case.join("expected.txt")).unwrap_or_default();
        let mut commands: Vec<&str> =
            expected.lines().filter_map(|line| line.strip_prefix("$ gainsay ")).collect();
        if commands.is_empty() {
            commands.push("check --format short");
        }
        let mut reported = String::new();
        for command in commands {
            let mut gainsay = Command::new(env!("CARGO_BIN_EXE_gainsay"));
            gainsay
                .current_dir(&case)
                .args(command.split(' '))
                .env("COLUMNS", "100")
                .env_remove("CLICOLOR_FORCE");
            let ran = gainsay.output().expect("the binary runs");
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
            let (out, err) = (text(ran.stdout), text(ran.stderr));
            let status = ran.status.code().expect("it ends by itself");
            reported.push_str(&format!(
                "$ gainsay {command}\n{out}--- told of the run\n{err}--- status {status}\n"
            ));
        }
        golden::check(&path, &reported);
    }
}
