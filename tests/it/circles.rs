//! No cycle of files within a room: in each folder a file names only those above it in the order of its `mod.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module by its path from the crate's root: `["reason", "linear", "proof"]`.
type Module = Vec<String>;

/// The files of a tree by module, and what each door re-exports.
struct House {
    code: BTreeMap<Module, String>,
    /// For each module the names it re-exports, each with the path it has them from.
    exports: BTreeMap<Module, BTreeMap<String, Vec<String>>>,
}

impl House {
    fn read(root: &Path) -> Self {
        let mut code = BTreeMap::new();
        let mut folders: Vec<(PathBuf, Module)> = vec![(root.to_path_buf(), Module::new())];
        while let Some((folder, module)) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a readable folder") {
                let path = entry.expect("a readable entry").path();
                let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
                let own = |name: String| module.iter().cloned().chain([name]).collect::<Module>();
                if path.is_dir() {
                    folders.push((path, own(name)));
                } else if path.extension().is_some_and(|end| end == "rs") && !name.ends_with("tests") {
                    let module = if name == "mod" { module.clone() } else { own(name) };
                    code.insert(module, without_tests(&fs::read_to_string(&path).expect("a readable file")));
                }
            }
        }
        Self::of(code)
    }

    fn of(code: BTreeMap<Module, String>) -> Self {
        let mut exports = BTreeMap::new();
        for (module, code) in &code {
            let mut passed: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (at, _) in code.match_indices(" use ") {
                let line = code[..at].rsplit('\n').next().unwrap_or("");
                if !line.starts_with("pub") {
                    continue;
                }
                for (path, name) in used(&code[at + " use ".len()..]) {
                    passed.insert(name, path);
                }
            }
            exports.insert(module.clone(), passed);
        }
        Self { code, exports }
    }

    /// The module that a path written in `from` leads to: the one that defines the named item.
    fn resolve(&self, from: &Module, path: &[String]) -> Module {
        let mut rest: Vec<String> = path.to_vec();
        let mut at = match rest.first().map(String::as_str) {
            Some("crate") => Module::new(),
            _ => from.clone(),
        };
        while let Some("crate" | "self" | "super") = rest.first().map(String::as_str) {
            if rest.remove(0) == "super" {
                at.pop();
            }
        }
        while let Some(name) = rest.first().cloned() {
            let next: Module = at.iter().cloned().chain([name.clone()]).collect();
            if self.code.contains_key(&next) {
                at = next;
                rest.remove(0);
                continue;
            }
            let Some(passed) = self.exports.get(&at).and_then(|passed| passed.get(&name)) else { break };
            if matches!(passed[0].as_str(), "crate" | "self" | "super") {
                return self.resolve(&at, passed);
            }
            let first: Module = at.iter().cloned().chain([passed[0].clone()]).collect();
            if !self.code.contains_key(&first) {
                break;
            }
            rest.splice(..1, passed.iter().cloned());
        }
        at
    }

    /// What violates the reading order of each room: the file, the one it must not name, and why.
    fn faults(&self) -> Vec<String> {
        let mut faults = BTreeSet::new();
        for (module, code) in &self.code {
            for path in paths(code) {
                let there = self.resolve(module, &path);
                // The rooms that both stand in, from the outermost to the innermost.
                for depth in 1..module.len() {
                    let room = &module[..depth];
                    if there.len() < depth || there[..depth] != *room {
                        break;
                    }
                    let own = &module[depth];
                    let Some(other) = there.get(depth) else {
                        faults.insert(format!(
                            "{}: `{own}` names `{}`, which stands in its room's door",
                            room.join("/"),
                            path.last().map_or("", String::as_str)
                        ));
                        break;
                    };
                    let order = order(&self.code[room]);
                    let place = |name: &String| order.iter().position(|known| known == name);
                    if own != other && place(own) < place(other) {
                        faults.insert(format!(
                            "{}: `{own}` names `{other}`, which is below it",
                            room.join("/")
                        ));
                    }
                }
            }
        }
        faults.into_iter().collect()
    }
}

/// The modules that a door lists, in its order.
fn order(door: &str) -> Vec<String> {
    let name = |line: &str| {
        let rest =
            line.split_once("mod ").filter(|(before, _)| before.is_empty() || before.starts_with("pub"))?.1;
        rest.strip_suffix(';').map(str::to_owned)
    };
    door.lines().filter_map(name).collect()
}

/// A file's code: no comments, and nothing from its tests on.
fn without_tests(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: Vec<&str> = lines.collect();
    let code = code.join("\n");
    match code.find("#[cfg(test)]\nmod tests {") {
        Some(at) => code[..at].to_owned(),
        None => code,
    }
}

/// The tree of a `use`, as each path in it and the name it gets.
fn used(text: &str) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    tree(text, Vec::new(), &mut found);
    found
        .into_iter()
        .filter_map(|mut path: Vec<String>| {
            let name = match path.iter().position(|part| part == "as") {
                Some(at) => path.split_off(at).pop()?,
                None => path.last()?.clone(),
            };
            if path.last().is_some_and(|last| last == "self") {
                path.pop();
            }
            let name = if name == "self" { path.last()?.clone() } else { name };
            Some((path, name))
        })
        .collect()
}

/// Reads one path, or the branches of a braced one, and returns the length of the text read.
fn tree(text: &str, before: Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
    let mut path = before;
    let mut name = String::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_alphanumeric() || c == '_' {
            name.push(c);
            at += 1;
        } else if text[at..].starts_with("::") {
            path.push(std::mem::take(&mut name));
            at += 2;
            if text[at..].starts_with('{') {
                at += 1;
                while let Some(c) = text[at..].chars().next() {
                    match c {
                        '}' => return at + 1,
                        c if c.is_whitespace() || c == ',' => at += c.len_utf8(),
                        _ => at += tree(&text[at..], path.clone(), found).max(1),
                    }
                }
                return at;
            }
        } else if text[at..].starts_with(" as ") && !name.is_empty() {
            path.push(std::mem::take(&mut name));
            path.push("as".to_owned());
            at += " as ".len();
        } else {
            break;
        }
    }
    if !name.is_empty() {
        path.push(name);
    }
    found.push(path);
    at
}

/// Every path in a file's code that begins in the crate.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for root in ["crate", "super", "self"] {
        for (at, _) in code.match_indices(&format!("{root}::")) {
            let before = code[..at].chars().next_back();
            if code[..at].ends_with("pub(in ") {
                continue;
            }
            if !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '$')) {
                tree(&code[at..], Vec::new(), &mut found);
            }
        }
    }
    for path in &mut found {
        if let Some(at) = path.iter().position(|part| part == "as") {
            path.truncate(at);
        }
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
    }
    found
}

#[test]
fn each_file_names_only_those_above_it_in_its_room() {
    let faults = House::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).faults();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_circle_is_seen() {
    let house = |files: &[(&str, &str)]| {
        let module =
            |name: &str| name.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        House::of(files.iter().map(|(name, code)| (module(name), (*code).to_owned())).collect()).faults()
    };
    let door = "mod a;\nmod b;\npub use b::{Bed, sleep as rest};";
    assert!(house(&[("r", door), ("r/a", ""), ("r/b", "use crate::r::a::Chair;")]).is_empty());
    let below = "r: `a` names `b`, which is below it";
    assert_eq!(house(&[("r", door), ("r/a", "use super::b::Bed;"), ("r/b", "")]), [below]);
    assert_eq!(house(&[("r", door), ("r/a", "use crate::{r::{rest}, q};"), ("r/b", "")]), [below]);
    assert_eq!(house(&[("r", door), ("r/a/c", "crate::r::Bed::new()"), ("r/a", ""), ("r/b", "")]), [below]);
    let own = "mod a;\npub struct Table;";
    assert_eq!(
        house(&[("r", own), ("r/a", "use crate::r::Table;")]),
        ["r: `a` names `Table`, which stands in its room's door"]
    );
}
