//! Claims as objects: the schema takes what the tool writes and what its page shows, the tool reads what the schema gives as
//! examples, and the schema refuses what is no statement.

use std::fs;
use std::path::Path;

use gainsay::check::{Settings, check};
use gainsay::intake::{Field, OBJECT_SCHEMA};
use gainsay::source::{Source, Sources};
use gainsay::syntax::DETAIL_KEYS;
use serde_json::{Value, json};

use crate::json_schema::misfit;

fn schema() -> Value {
    serde_json::from_str(OBJECT_SCHEMA).expect("JSON")
}

fn fits(schema: &Value, definition: &Value, value: &Value) -> bool {
    misfit(schema, definition, value, "").is_ok()
}

fn is_statement(value: &Value) -> bool {
    fits(&schema(), &schema(), value)
}

/// What the tool says of lines that cannot be read.
fn problems(lines: &str) -> Vec<String> {
    let sources = Sources::new(vec![Source::new("a.jsonl", lines)]);
    let report = check(&sources, &Settings { today: "2026-01-01".to_owned(), ..Settings::default() });
    let unread = report.findings.iter().filter(|finding| finding.code.0.starts_with("R1"));
    unread.map(|finding| format!("{} {}", finding.code.0, finding.message)).collect()
}

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn every_example_is_a_statement_that_the_tool_reads() {
    let schema = schema();
    let definitions = schema["$defs"].as_object().expect("definitions");
    let kinds: Vec<&str> = schema["anyOf"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|kind| kind["$ref"].as_str().expect("a reference").trim_start_matches("#/$defs/"))
        .collect();
    assert_eq!(kinds, ["claim", "event", "quotation", "correction", "retraction"]);
    let mut lines = String::new();
    for (name, definition) in definitions {
        for example in definition["examples"].as_array().into_iter().flatten() {
            assert!(fits(&schema, definition, example), "{name}: {example}");
            if kinds.contains(&name.as_str()) {
                assert!(is_statement(example), "{name}: {example}");
                lines.push_str(&format!("{example}\n"));
            }
        }
    }
    // What a line refers to has to be there; what a vocabulary would have to define is no problem of the form.
    let wrong: Vec<String> =
        problems(&lines).into_iter().filter(|problem| !problem.starts_with("R110")).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_key_that_the_tool_reads_is_in_the_schema_and_no_other() {
    let schema = schema();
    let definitions = schema["$defs"].as_object().expect("definitions");
    let mut given: Vec<&str> = definitions
        .values()
        .filter_map(|definition| definition["properties"].as_object())
        .flat_map(|properties| properties.keys().map(String::as_str))
        .collect();
    let mut read: Vec<&str> = Field::ALL.iter().map(|field| field.name()).chain(DETAIL_KEYS).collect();
    for keys in [&mut given, &mut read] {
        keys.sort_unstable();
        keys.dedup();
    }
    assert_eq!(given, read);
}

#[test]
fn what_the_page_shows_is_read_and_fits() {
    let page = fs::read_to_string(root("grammar/objects.md")).expect("the page stands");
    let mut lines = String::new();
    for block in page.split("```jsonl\n").skip(1) {
        lines.push_str(block.split("```").next().expect("a block ends"));
    }
    assert!(lines.lines().count() > 8);
    for line in lines.lines() {
        let value: Value = serde_json::from_str(line).expect("a line is an object");
        assert!(is_statement(&value), "{line}");
    }
    assert_eq!(problems(&lines), Vec::<String>::new());
}

#[test]
fn what_the_tool_converts_of_every_corpus_fits() {
    let mut count = 0;
    for folder in [
        "kahramanmaras-earthquake",
        "nagorno-karabakh",
        "official-statistics",
        "covid-italy-revisions",
        "tour",
    ] {
        let entries = fs::read_dir(root("corpus").join(folder)).expect("the corpus stands");
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            if path.extension().is_none_or(|extension| extension != "claims") {
                continue;
            }
            let written = std::process::Command::new(env!("CARGO_BIN_EXE_gainsay"))
                .args(["convert", "--to", "jsonl"])
                .arg(&path)
                .output()
                .expect("the tool runs");
            for line in String::from_utf8(written.stdout).expect("UTF-8").lines() {
                let value: Value = serde_json::from_str(line).expect("a line is an object");
                assert!(is_statement(&value), "{}: {line}", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 500, "{count}");
}

#[test]
fn what_is_no_statement_is_refused() {
    for wrong in [
        json!({}),
        json!({ "measure": "death toll" }),
        json!({ "measure": "death toll", "value": null }),
        json!({ "measure": "death toll", "value": " " }),
        json!({ "measure": "death toll", "value": {} }),
        json!({ "measure": "death toll", "value": 1, "verdict": "false" }),
        json!({ "measure": "death toll", "value": 1, "mode": "rumoured" }),
        json!({ "measure": "death toll", "value": 1, "id": "a b" }),
        json!({ "measure": "death toll", "value": 1, "scope": { "ward": 3 } }),
        json!({ "statement": "retract", "source": "Town Hall" }),
        json!({ "statement": "retract", "target": "toll", "value": 3 }),
        json!({ "statement": "quote", "quote": "yes" }),
        json!({ "statement": "define", "measure": "death toll" }),
        json!([1]),
    ] {
        assert!(!is_statement(&wrong), "{wrong}");
    }
}
