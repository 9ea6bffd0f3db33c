//! The wall tests: which module sees which, where a dependency is at home, and how a file opens.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every dependency that is at home in some rooms only, with those rooms.
const ROOMS: [(&str, &[&str]); 35] = [
    ("nom", &["syntax"]),
    ("chrono", &["model", "cli"]),
    ("num_bigint", &["model"]),
    ("num_rational", &["model"]),
    ("num_traits", &["model"]),
    ("caseless", &["model"]),
    ("unicode_normalization", &["model"]),
    ("toml", &["settings"]),
    ("globset", &["settings"]),
    ("similar", &["quotes"]),
    ("minijinja", &["report"]),
    ("schemars", &["query", "report"]),
    ("rayon", &["model", "corpus", "contradiction", "drift", "check", "cli"]),
    ("miette", &["report", "cli"]),
    ("serde", &["intake", "query", "report"]),
    ("serde_json", &["settings", "intake", "convert", "report"]),
    ("clap", &["cli"]),
    ("ignore", &["cli"]),
    ("indicatif", &["cli"]),
    ("calamine", &["intake"]),
    ("rust_xlsxwriter", &["convert"]),
    ("quick_xml", &["intake"]),
    ("zip", &["intake"]),
    ("parquet", &["intake"]),
    ("arrow_array", &["intake"]),
    ("arrow_ipc", &["intake"]),
    ("arrow_schema", &["intake"]),
    ("bytes", &["intake"]),
    ("hyper", &["serve"]),
    ("hyper_util", &["serve"]),
    ("http_body_util", &["serve"]),
    ("tokio", &["serve"]),
    ("form_urlencoded", &["serve"]),
    ("percent_encoding", &["report", "serve"]),
    ("getrandom", &["serve"]),
];

/// Modules further up that a module does not see all the same.
const UNSEEN: [(&str, &str); 4] =
    [("phrasing", "syntax"), ("rules", "syntax"), ("check", "syntax"), ("finding", "syntax")];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Every Rust file below a folder, in path order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a readable folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a readable file")
}

/// The modules in reading order.
fn modules() -> Vec<String> {
    let lib = text(&root().join("src/lib.rs"));
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// The module a file belongs to; none for `lib.rs` and `main.rs`.
fn module_of(path: &Path) -> Option<String> {
    let path = path.strip_prefix(root().join("src")).expect("a file of the house");
    let first = path.components().next()?.as_os_str().to_string_lossy().into_owned();
    let module = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
    (module != "lib" && module != "main").then_some(module)
}

/// The code of a file: its lines without comments.
fn code(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    lines.join("\n")
}

/// The top-level names behind `crate::`, those of a braced list among them.
fn sees(code: &str) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let mut depth = 0;
        let mut name = String::new();
        // A name counts where it begins a path; within deeper braces and behind `::` names are the module's own.
        let mut fresh = true;
        for c in code[at + "crate::".len()..].chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => fresh = true,
                c if c.is_alphanumeric() || c == '_' => {
                    if fresh {
                        name.push(c);
                    }
                    continue;
                }
                _ => {}
            }
            if !name.is_empty() {
                seen.insert(std::mem::take(&mut name));
                fresh = c == ',' && depth == 1;
            }
            if depth <= 0 && c != ':' {
                break;
            }
            if depth == 0 && !fresh {
                break;
            }
        }
    }
    seen
}

/// Whether code names a crate: as the start of a path.
fn names(code: &str, dependency: &str) -> bool {
    code.match_indices(&format!("{dependency}::")).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

#[test]
fn each_module_imports_only_from_those_above_it() {
    let modules = modules();
    let place = |name: &str| modules.iter().position(|module| module == name);
    let mut wrong = Vec::new();
    for path in files(&root().join("src")) {
        let Some(own) = module_of(&path) else { continue };
        let here = place(&own).unwrap_or_else(|| panic!("{own} is not in lib.rs"));
        for seen in sees(&code(&text(&path))) {
            let Some(there) = place(&seen) else { continue };
            let unseen = UNSEEN.contains(&(own.as_str(), seen.as_str()));
            if there > here || unseen {
                wrong.push(format!("{}: `{own}` must not see `{seen}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_heavy_dependency_stays_in_its_rooms() {
    let mut wrong = Vec::new();
    // A test may compare its module with another's arithmetic.
    let is_test = |path: &PathBuf| path.to_string_lossy().ends_with("_tests.rs");
    for path in files(&root().join("src")).into_iter().filter(|path| !is_test(path)) {
        let Some(own) = module_of(&path) else { continue };
        let code = code(&text(&path));
        for (dependency, rooms) in ROOMS {
            if names(&code, dependency) && !rooms.contains(&own.as_str()) {
                wrong.push(format!(
                    "{}: `{dependency}` is at home in {}",
                    path.display(),
                    rooms.join(" and ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_file_opens_by_saying_what_it_is_for() {
    for path in files(&root().join("src")).into_iter().chain(files(&root().join("tests/it"))) {
        let text = text(&path);
        let first = text.lines().next().unwrap_or("");
        // A rule's page says what its file is for.
        let is_rule = text.contains("\ndeclare_rule! {\n    /// ");
        assert!(
            first.starts_with("//! ") && first.len() > 12 || is_rule && !first.starts_with("//"),
            "{} does not open with a `//!` line",
            path.display()
        );
    }
}

#[test]
fn every_folder_has_its_door() {
    let src = root().join("src");
    for path in files(&src) {
        let folder = path.parent().expect("a file is in a folder");
        if folder != src {
            assert!(folder.join("mod.rs").exists(), "{} has no mod.rs", folder.display());
            assert!(!folder.with_extension("rs").exists(), "{} has two doors", folder.display());
        }
    }
    let lib = text(&src.join("lib.rs"));
    for line in lib.lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
        assert!(
            line.starts_with("pub mod ") || line.starts_with("#!["),
            "lib.rs is a list of modules, not `{line}`"
        );
    }
}

#[test]
fn paths_are_read_as_they_are_written() {
    let seen = sees(
        "use crate::model::{Day, Window};\nuse crate::{source::Span, finding};\nlet a = crate::check::check();",
    );
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["check", "finding", "model", "source"]);
    assert!(names("use nom::Parser;", "nom") && !names("crate::nom::x my_nom::y", "nom"));
}
