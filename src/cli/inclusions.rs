//! What texts include: which file is meant, and what belongs to a draft because the draft includes it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use super::path::{reason, shown};
use super::text::require_file;
use super::walk::FileRequest;
use crate::intake::FileFormat;
use crate::source::Include;

/// Adds what drafts include to their names, unless the archive itself contains it.
pub(super) fn add_included(drafts: &mut Vec<String>, includes: &[Include], archive_names: &BTreeSet<String>) {
    let mut known: FxHashSet<String> = drafts.iter().cloned().collect();
    let mut next = 0;
    while let Some(from) = drafts.get(next).cloned() {
        next += 1;
        let first = includes.partition_point(|include| include.from < from);
        let own = includes[first..].iter().take_while(|include| include.from == from);
        for to in own.filter_map(|include| include.to.as_ref().ok()) {
            if !archive_names.contains(to) && known.insert(to.clone()) {
                drafts.push(to.clone());
            }
        }
    }
}

/// The name of the text that an `include` means; the text is queued for reading if it is new.
pub(super) fn include_target(
    from: &FileRequest,
    written: &str,
    known: &mut FxHashMap<PathBuf, String>,
    next: &mut Vec<FileRequest>,
) -> Result<String, String> {
    let relative = Path::new(written);
    if relative.has_root() || relative.is_absolute() {
        return Err("an include is a path relative to its own file".to_owned());
    }
    if FileFormat::of(written) == Some(FileFormat::Workbook) {
        return Err("a workbook cannot be included: name it on the command line".to_owned());
    }
    if FileFormat::of(written).is_none() {
        return Err("only .claims files, Markdown and tables can be included".to_owned());
    }
    let folder = from.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let path = folder.join(relative);
    let canonical = fs::canonicalize(&path).map_err(|error| reason(&error))?;
    if !canonical.starts_with(&from.root) {
        return Err(format!("it is outside the corpus, which is `{}`", from.root.display()));
    }
    require_file(&fs::metadata(&canonical).map_err(|error| reason(&error))?)?;
    if let Some(name) = known.get(&canonical) {
        return Ok(name.clone());
    }
    let name = shown(&path);
    known.insert(canonical, name.clone());
    let root = from.root.clone();
    next.push(FileRequest { name: name.clone(), path: Some(path), root, found_in: None, is_archive: true });
    Ok(name)
}
