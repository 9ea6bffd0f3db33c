//! States of a git repository, checked out into temporary folders.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::path::canonical;

/// The files of a revision in a temporary folder, which is removed when this is dropped.
#[derive(Debug)]
pub(super) struct Checkout {
    folder: PathBuf,
    /// The root of the repository.
    top: PathBuf,
    /// The path of the current folder in the repository.
    prefix: String,
}

impl Checkout {
    /// Checks out a revision of the repository that contains the current folder.
    ///
    /// # Errors
    /// Why there is none, as a sentence.
    pub(super) fn of(revision: &str) -> Result<Self, String> {
        if revision.is_empty() || revision.starts_with('-') {
            return Err(format!("`{revision}` is no git revision"));
        }
        let top = git(None, &["rev-parse", "--show-toplevel"])
            .map_err(|error| format!("git finds no repository here: {error}"))?;
        let prefix = git(None, &["rev-parse", "--show-prefix"])?;
        let commit = git(None, &["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")])
            .map_err(|_| missing(revision))?;
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("gainsay-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let checkout = Self { folder: env::temp_dir().join(name), top: top.into(), prefix };
        let tree = checkout.root_folder();
        fs::create_dir_all(&tree).map_err(|error| format!("cannot write {}: {error}", tree.display()))?;
        // A separate index, so that the repository's is not changed.
        let index = checkout.folder.join("index");
        let at = |arguments: &[&str]| git(Some((&checkout.top, &index)), arguments);
        at(&["read-tree", &commit])?;
        let into = format!("--prefix={}/", tree.display());
        at(&["checkout-index", "--all", "--quiet", &into])?;
        Ok(checkout)
    }

    /// The folder that stands for the root of the repository.
    pub(super) fn root_folder(&self) -> PathBuf {
        self.folder.join("tree")
    }

    /// The folder that stands for the current folder.
    pub(super) fn current_folder(&self) -> PathBuf {
        self.root_folder().join(&self.prefix)
    }

    /// A path of the command line in this state: relative paths stay, as they are relative to the current folder.
    pub(super) fn path(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.top) {
            Ok(inside) if path.is_absolute() => self.root_folder().join(inside),
            _ => path.to_owned(),
        }
    }

    /// The repository file that a file of this state is a copy of; files elsewhere stay as they are.
    pub(super) fn original(&self, path: &Path) -> PathBuf {
        match canonical(path).strip_prefix(canonical(&self.root_folder())) {
            Ok(inside) => self.top.join(inside),
            Err(_) => path.to_owned(),
        }
    }

    /// A file beside the checked-out files.
    pub(super) fn file_beside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Checkout {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Whether git has a commit of this name.
fn has(revision: &str) -> bool {
    git(None, &["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")]).is_ok()
}

/// Why a revision is not there.
fn missing(revision: &str) -> String {
    let is_shallow =
        git(None, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|shallow| shallow == "true");
    // Earlier values of a branch (`main@{1}`) are in no clone.
    if is_shallow && !revision.contains("@{") {
        return format!(
            "git does not have `{revision}`, as this clone is shallow: fetch it first, with {}; or clone with the whole \
             history (`fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` in GitLab CI)",
            how_to_fetch(revision)
        );
    }
    format!("git has no revision `{revision}` here")
}

/// The command that fetches a revision into a shallow clone, if its name shows what it is.
fn how_to_fetch(revision: &str) -> String {
    let remotes = git(None, &["remote"]).unwrap_or_default();
    let remotes: Vec<&str> = remotes.lines().collect();
    let name = revision.split(['~', '^', ':']).next().unwrap_or(revision);
    // A revision counted from a commit (`HEAD~3`) is in that commit's history.
    let is_counted = name.len() < revision.len();
    let depth = if is_counted { "--unshallow" } else { "--depth=1" };
    let short = name.strip_prefix("refs/").unwrap_or(name);
    let short = short.strip_prefix("remotes/").unwrap_or(short);
    let of_remote = remotes.iter().find_map(|&remote| {
        let branch = short.strip_prefix(remote)?.strip_prefix('/')?;
        Some(format!("`git fetch {depth} {remote} {branch}:refs/remotes/{remote}/{branch}`"))
    });
    let remote =
        remotes.iter().find(|&&remote| remote == "origin").or(remotes.first()).copied().unwrap_or("origin");
    let is_id = name.len() >= 7 && name.chars().all(|c| c.is_ascii_hexdigit());
    match of_remote {
        Some(command) if !has(name) => command,
        _ if is_counted && (has(name) || is_id || matches!(name, "" | "@" | "HEAD")) => {
            "`git fetch --unshallow`".to_owned()
        }
        _ if is_id && name.len() >= 40 => format!("`git fetch --depth=1 {remote} {name}`"),
        _ if is_id => "`git fetch --unshallow`".to_owned(),
        _ => {
            let branch = name.strip_prefix("refs/heads/").unwrap_or(name);
            let tag = name.strip_prefix("refs/tags/").unwrap_or(name);
            let rest = &revision[name.len()..];
            format!(
                "`git fetch {depth} {remote} {branch}:refs/remotes/{remote}/{branch}` if it is a branch, which is then \
                 `{remote}/{branch}{rest}`, or `git fetch {depth} {remote} tag {tag}` if it is a tag"
            )
        }
    }
}

/// What git prints, or its error message.
fn git(at: Option<(&Path, &Path)>, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new("git");
    command.args(arguments).stdin(Stdio::null());
    if let Some((folder, index)) = at {
        command.current_dir(folder).env("GIT_INDEX_FILE", index);
    }
    let output = command.output().map_err(|error| format!("git cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(if said.is_empty() { format!("git {} failed", arguments[0]) } else { said })
}
