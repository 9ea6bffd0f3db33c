//! The folders of texts: what must be read without errors, and what must be refused with exactly these messages.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use gainsay::source::{Source, Span};
use gainsay::syntax::{Tree, parse};

fn texts(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax").join(folder);
    let entries = fs::read_dir(&folder).expect("the folder of cases stands");
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    found.retain(|path| path.extension().is_some_and(|end| end == "claims"));
    found.sort();
    assert!(!found.is_empty(), "no cases in {}", folder.display());
    found
}

/// Every error as it is shown.
fn reported(source: &Source, tree: &Tree<'_>) -> String {
    let mut out = String::new();
    for error in &tree.errors {
        let place = |part: &str| {
            let at = source.position(Span::of(part, source.text()).start);
            format!("{}:{} `{}`", at.line, at.column, part.escape_debug())
        };
        let _ = writeln!(out, "{:?}: {}", error.kind, error.message);
        let _ = writeln!(out, "  at {}: {}", place(error.at), error.label);
        for (part, label) in &error.others {
            let _ = writeln!(out, "  and {}: {label}", place(part));
        }
        for help in &error.help {
            let _ = writeln!(out, "  help: {help}");
        }
    }
    let _ = writeln!(out, "statements kept: {}", tree.statements.len());
    out
}

#[test]
fn what_is_the_language_reads_clean() {
    for path in texts("ok") {
        let source = Source::from_bytes("text", fs::read(&path).expect("a readable case"));
        let tree = parse(source.text());
        assert!(tree.errors.is_empty(), "{}:\n{}", path.display(), reported(&source, &tree));
    }
}

#[test]
fn what_is_not_is_reported_in_these_words() {
    let mut wrong = String::new();
    for path in texts("err") {
        let source = Source::from_bytes("text", fs::read(&path).expect("a readable case"));
        let tree = parse(source.text());
        let now = reported(&source, &tree);
        if tree.errors.is_empty() {
            let _ = writeln!(wrong, "{} is refused nowhere", path.display());
        }
        let golden = path.with_extension("expected");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&golden, &now).expect("the golden can be written");
        } else if fs::read_to_string(&golden).unwrap_or_default() != now {
            let _ = writeln!(wrong, "{}:\n{now}", path.display());
        }
    }
    assert!(wrong.is_empty(), "these are told in other words now; UPDATE=1 writes them:\n{wrong}");
}
