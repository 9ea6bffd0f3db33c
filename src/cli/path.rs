//! Paths as reports show them, and why a path could not be read or written.

use std::env;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::report::Repository;

/// A path as reports show it: forward slashes, no `.`, `..` only at the start; bytes that are no text as `\xFF`.
pub(super) fn shown(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut start = String::new();
    for part in path.components() {
        match part {
            Component::Prefix(prefix) => start.push_str(&text(prefix.as_os_str())),
            Component::RootDir => start.push('/'),
            Component::CurDir => {}
            Component::ParentDir => {
                let inside = parts.last().is_some_and(|part| part != "..");
                if inside {
                    parts.pop();
                } else if start.is_empty() {
                    parts.push("..".to_owned());
                }
            }
            Component::Normal(part) => parts.push(text(part)),
        }
    }
    let name = start + &parts.join("/");
    if name.is_empty() { ".".to_owned() } else { name }
}

fn text(part: &std::ffi::OsStr) -> String {
    let mut text = String::new();
    for chunk in part.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| text.push_str(&format!("\\x{byte:02X}")));
    }
    text
}

/// A path relative to the current folder if it is in that folder or above it.
pub(super) fn from_here(path: &Path) -> PathBuf {
    let here = env::current_dir().map(|here| canonical(&here)).unwrap_or_default();
    if let Ok(inside) = path.strip_prefix(&here) {
        return inside.to_owned();
    }
    let folder = path.parent().filter(|folder| path.is_absolute() && folder.parent().is_some());
    match folder.and_then(|folder| here.strip_prefix(folder).ok()) {
        Some(below) => {
            below.components().map(|_| "..").chain(path.file_name().and_then(|name| name.to_str())).collect()
        }
        None => path.to_owned(),
    }
}

/// The path without links and `..`; unchanged if there is no such file.
pub(super) fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The path at which a file is or would be created, without links and `..`.
pub(super) fn destination(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(path), path.file_name()) {
        (Ok(path), _) => path,
        (Err(_), Some(name)) => canonical(folder).join(name),
        (Err(_), None) => path.to_owned(),
    }
}

/// The repository that contains the current folder, if any.
pub(super) fn repository() -> Option<Repository> {
    let here = canonical(&env::current_dir().ok()?);
    let root = here.ancestors().find(|folder| folder.join(".git").exists())?;
    Some(Repository { root: shown(root), current_folder: shown(&here) })
}

/// Why something could not be read or written, in plain words.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{from_here, shown};

    #[test]
    fn names_are_as_typed_without_detours() {
        for (typed, name) in [
            ("./a.claims", "a.claims"),
            ("desk/./a.claims", "desk/a.claims"),
            ("desk/../a.claims", "a.claims"),
            ("../../a.claims", "../../a.claims"),
            ("/tmp/../a.claims", "/a.claims"),
            (".", "."),
        ] {
            assert_eq!(shown(Path::new(typed)), name);
        }
    }

    #[test]
    fn a_path_is_shown_from_here() {
        let here = std::env::current_dir().expect("a current folder");
        let here = std::fs::canonicalize(here).expect("it is there");
        assert_eq!(from_here(&here.join("a/gainsay.toml")), Path::new("a/gainsay.toml"));
        let above = here.parent().expect("the package lies in a folder");
        if above.parent().is_some() {
            assert_eq!(from_here(&above.join("gainsay.toml")), Path::new("../gainsay.toml"));
        }
        assert_eq!(from_here(Path::new("x/gainsay.toml")), Path::new("x/gainsay.toml"));
    }
}
