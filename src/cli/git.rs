//! States of a git repository, as git itself gives them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The files of a revision, in a folder of their own that is removed with this.
#[derive(Debug)]
pub(super) struct Checkout {
    folder: PathBuf,
    /// The root of the repository.
    top: PathBuf,
    /// Where in the repository the current folder is.
    prefix: String,
}

impl Checkout {
    /// The files of a revision of the repository around the current folder.
    ///
    /// # Errors
    /// Why there are none, as a sentence.
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
        // An index of its own, so that the repository's stays as it is.
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

    /// The folder that stands for the current one.
    pub(super) fn current_folder(&self) -> PathBuf {
        self.root_folder().join(&self.prefix)
    }

    /// A path of the command line as it is in this state: a relative one stays, as it counts from [`Checkout::here`].
    pub(super) fn path(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.top) {
            Ok(inside) if path.is_absolute() => self.root_folder().join(inside),
            _ => path.to_owned(),
        }
    }

    /// A file beside the tree.
    pub(super) fn file_beside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Checkout {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Why a revision is not there.
fn missing(revision: &str) -> String {
    if git(None, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|shallow| shallow == "true") {
        return format!(
            "git does not have `{revision}`, as this clone is shallow: fetch it first, with `git fetch --depth=1 origin \
             {revision}`, or clone with the whole history (`fetch-depth: 0` in actions/checkout)"
        );
    }
    format!("git has no revision `{revision}` here")
}

/// What git answers, or what it complains about.
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
