//! The files by which other tools run gainsay: each fits its published schema, and names what there is.

use std::fs;
use std::path::Path;

use gainsay::intake::FileFormat;
use serde_json::Value;

use crate::formats::schema;

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn each_file_fits_its_schema() {
    schema("github-actions.json")(&yaml(&text("action.yml")));
    let (workflow, gitlab) = (schema("github-workflows.json"), schema("gitlab-ci.json"));
    workflow(&yaml(&text("examples/ci/github.yml")));
    workflow(&yaml(&text("examples/ci/reviewdog.yml")));
    gitlab(&yaml(&text("examples/ci/gitlab.yml")));
    let refused = std::panic::catch_unwind(|| schema("github-actions.json")(&yaml("name: a\nruns: {}\n")));
    assert!(refused.is_err(), "the schema refuses what is no action");
}

#[test]
fn the_blocks_of_the_readme_fit_too() {
    let readme = text("README.md");
    let blocks: Vec<Value> =
        readme.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).map(yaml).collect();
    assert!(blocks.len() >= 2, "the README shows how CI uses it");
    let (workflow, gitlab) = (schema("github-workflows.json"), schema("gitlab-ci.json"));
    for block in blocks {
        match block {
            Value::Array(steps) if steps.iter().all(|step| step.get("repo").is_none()) => {
                let job = serde_json::json!({ "runs-on": "ubuntu-latest", "steps": steps });
                workflow(&serde_json::json!({ "on": "push", "jobs": { "gainsay": job } }));
            }
            Value::Object(map) if map.contains_key("repos") => {
                assert_eq!(map["repos"][0]["hooks"][0]["id"], "gainsay");
            }
            other => gitlab(&other),
        }
    }
}

#[test]
fn the_hooks_run_commands_that_there_are() {
    let hooks = yaml(&text(".pre-commit-hooks.yaml"));
    let hooks = hooks.as_array().expect("a list");
    assert_eq!(hooks.len(), 4, "two that build the command, and two that use one that is installed");
    for hook in hooks {
        for key in ["id", "name", "entry", "language", "files"] {
            assert!(hook[key].is_string(), "{key}: {hook}");
        }
        let command =
            hook["entry"].as_str().and_then(|entry| entry.strip_prefix("gainsay ")).expect("a command");
        let ran = crate::cli::Folder::new(&[]).run(&[command, "--help"]);
        assert_eq!(ran.status, 0, "{ran:?}");
    }
    // A hook runs when a file has changed that the command reads, and only then.
    let ends = |hook: &Value| -> Vec<String> {
        let files = hook["files"].as_str().expect("a pattern");
        let (_, rest) = files.split_once("\\.").expect("the ends of names");
        let list = rest.split('$').next().expect("a list");
        list.trim_matches(['(', ')']).split('|').map(str::to_owned).collect()
    };
    let read: Vec<&str> = FileFormat::ends().map(|(end, _)| end).collect();
    let claims = FileFormat::ends().filter(|(_, format)| *format == FileFormat::Claims);
    let claims: Vec<&str> = claims.map(|(end, _)| end).collect();
    for of_language in hooks.chunks(2) {
        assert_eq!(of_language[0]["pass_filenames"], false, "a conflict is between files");
        assert_eq!(ends(&of_language[0]), read);
        assert!(of_language[0]["files"].as_str().is_some_and(|files| files.contains("gainsay\\.toml$")));
        assert_eq!(ends(&of_language[1]), claims);
    }
}

#[test]
fn shells_and_the_manual_know_every_command() {
    let folder = crate::cli::Folder::new(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = folder.run(&["completions", shell]);
        assert!(ran.status == 0 && ran.out.contains("fail-on"), "{shell}: {}", ran.err);
        // The others complete no values.
        let values = matches!(shell, "bash" | "zsh" | "fish");
        assert!(!values || ran.out.contains("sarif"), "{shell} completes the formats");
    }
    let page = folder.run(&["man"]);
    assert!(page.status == 0 && page.out.contains(".TH gainsay 1"), "{}", page.out);
    assert_eq!(folder.run(&["man", "pages"]).status, 0);
    let help = folder.run(&["help"]).out;
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| !line.is_empty())
        // What a command is for goes on in lines that are indented further.
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.contains(&"completions") && commands.contains(&"man"), "{commands:?}");
    for command in commands {
        assert!(folder.read(&format!("pages/gainsay-{command}.1")).contains(".TH"), "{command}");
    }
}
