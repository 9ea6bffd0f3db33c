//! The texts of a run: the files that the paths name, and those that these texts include.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::inclusions::{add_included, include_target};
use super::path::{canonical, from_here, shown};
use super::sheets::{Sheets, sheets};
use super::text::read;
use super::walk::{FileRequest, LoadOptions, PassedOver, PassedOverReason, STDIN, Unread, find_files};
use crate::check::Baseline;
use crate::intake::{self, FileFormat};
use crate::source::{Include, Source, Sources};

/// What was read, and what could not be.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The texts, in the order of their names.
    pub(super) sources: Sources,
    /// The resolution of every `include` in them.
    pub(super) includes: Vec<Include>,
    /// The names of the texts that all others implicitly include.
    pub(super) vocabulary: Vec<String>,
    /// The names of the texts of the archive; empty if there is none.
    pub(super) archive: BTreeSet<String>,
    /// What was named on the command line and could not be read.
    pub(super) unread: Vec<Unread>,
    /// What was found and not read, in the order of names.
    pub(super) passed_over: Vec<PassedOver>,
    /// The sheets of workbooks that have hidden rows, with these.
    pub(super) hidden_rows: Vec<(String, Vec<u32>)>,
    /// The columns of tables that are not read, with the reason.
    pub(super) left_out: Vec<(String, String)>,
    paths: BTreeMap<String, PathBuf>,
    inputs: Vec<PathBuf>,
}

/// What a file contains.
enum FileContent {
    /// Claims, with the paths that they include.
    Claims(Vec<String>, Source),
    /// The sheets of a workbook, or a table.
    Sheets(Sheets),
    /// A baseline, or an earlier output of the same command.
    OfTheRun,
    /// Nothing that gainsay reads.
    Other,
}

impl Loaded {
    /// All paths that were named, and all files that were read or should have been.
    pub(super) fn inputs(&self) -> impl Iterator<Item = PathBuf> {
        self.inputs.iter().cloned()
    }

    /// The file that a text was read from; none for standard input.
    pub(super) fn path(&self, name: &str) -> Option<&Path> {
        self.paths.get(name).map(PathBuf::as_path)
    }
}

/// Reads the files that the paths and the archive's paths name, and then, transitively, what those texts include.
///
/// Files named both as draft and as archive belong to the draft, and so do the texts that they include,
/// unless the archive contains them.
///
/// In a folder Markdown is read if it contains claims, and a table if the settings or its headings say that it does.
/// A file is read once however often it is named. Nothing outside the root of an including text is read: the root is
/// the larger of the current folder and the settings' folder if these contain the path, else the folder that was
/// named, or that contains the named file.
pub(super) fn load(paths: &[PathBuf], archive: &[PathBuf], options: &LoadOptions<'_>) -> Loaded {
    let mut unread = Vec::new();
    let mut wanted = Vec::new();
    let mut passed_over = Vec::new();
    for path in paths {
        find_files(path, options, &mut wanted, &mut unread, &mut passed_over);
    }
    let (draft_count, unread_in_draft) = (wanted.len(), unread.len());
    for path in archive {
        find_files(path, options, &mut wanted, &mut unread, &mut passed_over);
    }
    wanted[draft_count..].iter_mut().for_each(|wanted| wanted.is_archive = true);
    // What could not be read both as draft and as archive is reported once.
    let mut seen: Vec<String> = unread[..unread_in_draft].iter().map(|unread| unread.name.clone()).collect();
    let mut number = 0;
    unread.retain(|unread| {
        number += 1;
        let new = number <= unread_in_draft || !seen.contains(&unread.name);
        seen.push(unread.name.clone());
        new
    });
    // If a file has two names the first in alphabetical order is used, so that the order on the command line does not
    // matter.
    wanted.sort_by(|a, b| a.name.cmp(&b.name));
    let mut known: FxHashMap<PathBuf, String> = FxHashMap::default();
    let file = |wanted: &FileRequest| wanted.path.as_deref().map_or_else(|| STDIN.into(), canonical);
    let asked_for: FxHashSet<PathBuf> =
        wanted.iter().filter(|wanted| wanted.found_in.is_none()).map(file).collect();
    let in_draft: FxHashSet<PathBuf> = wanted.iter().filter(|wanted| !wanted.is_archive).map(file).collect();
    wanted.retain_mut(|wanted| {
        let file = file(wanted);
        wanted.is_archive = !in_draft.contains(&file);
        if asked_for.contains(&file) {
            wanted.found_in = None;
        }
        let new = !known.contains_key(&file);
        known.entry(file).or_insert_with(|| wanted.name.clone());
        new
    });
    let folders = paths.iter().chain(archive).filter(|path| path.is_dir());
    let mut folders_without_claims: Vec<(&PathBuf, PathBuf)> =
        folders.map(|path| (path, canonical(path))).collect();
    let mut loaded = Loaded {
        sources: Sources::default(),
        includes: Vec::new(),
        vocabulary: Vec::new(),
        archive: BTreeSet::new(),
        unread,
        passed_over,
        hidden_rows: Vec::new(),
        left_out: Vec::new(),
        paths: BTreeMap::new(),
        inputs: paths.iter().chain(archive).cloned().collect(),
    };
    let all = options.corpora.iter();
    for (corpus, path) in all.flat_map(|corpus| corpus.vocabulary.iter().map(move |path| (corpus, path))) {
        let name = known.entry(path.clone()).or_insert_with(|| {
            let path = from_here(path);
            let name = shown(&path);
            wanted.push(FileRequest {
                name: name.clone(),
                path: Some(path),
                root: corpus.folder.clone(),
                found_in: None,
                is_archive: true,
            });
            name
        });
        if !loaded.vocabulary.contains(name) {
            loaded.vocabulary.push(name.clone());
        }
    }
    let mut draft_names: BTreeSet<String> =
        wanted.iter().filter(|wanted| !wanted.is_archive).map(|wanted| wanted.name.clone()).collect();
    let mut archive_names: BTreeSet<String> =
        wanted.iter().filter(|wanted| wanted.is_archive).map(|wanted| wanted.name.clone()).collect();
    let mut sources = Vec::new();
    let mut is_first_round = true;
    while !wanted.is_empty() {
        let read: Vec<_> = wanted
            .par_iter()
            .map(|wanted| {
                let format = FileFormat::of(&wanted.name);
                if let (Some(FileFormat::Workbook | FileFormat::Columns), Some(path)) = (format, &wanted.path)
                {
                    return sheets(wanted, path, options).map(FileContent::Sheets);
                }
                let table = wanted.path.as_deref().and_then(options.table);
                let encoding = table.map(|table| table.encoding).unwrap_or_default();
                let source = read(wanted.path.as_deref(), &wanted.name, encoding)?;
                // A file that was not named must show by itself that it contains claims.
                let has_misspelt_fence = || {
                    matches!(FileFormat::of(&wanted.name), Some(FileFormat::Markdown))
                        && !intake::near_fences(source.text()).is_empty()
                };
                let has_claims =
                    wanted.found_in.is_none() || intake::holds_claims(&source, table) || has_misspelt_fence();
                let is_own =
                    || wanted.path.as_deref().is_some_and(|path| options.own.contains(&canonical(path)));
                Ok(match has_claims {
                    true => FileContent::Claims((options.includes)(&source), source),
                    false if is_own() || is_baseline(&source) => FileContent::OfTheRun,
                    false => FileContent::Other,
                })
            })
            .collect();
        let mut next = Vec::new();
        for (wanted, read) in wanted.iter().zip(read) {
            if !matches!(read, Ok(FileContent::OfTheRun | FileContent::Other)) {
                loaded.inputs.extend(wanted.path.clone());
            }
            let (included, source) = match read {
                Ok(FileContent::Claims(included, source)) => (included, source),
                Ok(FileContent::Sheets(found)) => {
                    loaded.passed_over.extend(found.passed_over);
                    loaded.hidden_rows.extend(found.hidden_rows);
                    loaded.left_out.extend(found.left_out);
                    let path = wanted.path.as_deref().map(canonical).unwrap_or_default();
                    if !found.sheets.is_empty() {
                        folders_without_claims.retain(|(_, folder)| !path.starts_with(folder));
                    }
                    let kept: &mut BTreeSet<String> =
                        if wanted.is_archive { &mut archive_names } else { &mut draft_names };
                    let names = found.sheets.iter().map(|(source, _)| source.name().to_owned());
                    kept.extend(names.filter(|name| *name != wanted.name));
                    for (source, path) in found.sheets {
                        loaded.paths.insert(source.name().to_owned(), path);
                        sources.push(source);
                    }
                    continue;
                }
                Ok(FileContent::OfTheRun) => continue,
                // Most files that end in `.json` have nothing to do with claims.
                Ok(FileContent::Other) if FileFormat::of(&wanted.name) == Some(FileFormat::Entities) => {
                    continue;
                }
                Ok(FileContent::Other) => {
                    let sheet =
                        matches!(FileFormat::of(&wanted.name), Some(FileFormat::Cells | FileFormat::Objects));
                    let why = if sheet { PassedOverReason::Sheet } else { PassedOverReason::Prose };
                    loaded.passed_over.push(PassedOver { name: wanted.name.clone(), why });
                    continue;
                }
                Err(reason) if is_first_round => {
                    folders_without_claims.retain(|(folder, _)| wanted.found_in.as_ref() != Some(*folder));
                    loaded.unread.push(Unread {
                        name: wanted.name.clone(),
                        reason,
                        is_folder_without_claims: false,
                    });
                    continue;
                }
                Err(reason) => {
                    let lost =
                        loaded.includes.iter_mut().filter(|include| include.to.as_ref() == Ok(&wanted.name));
                    lost.for_each(|include| include.to = Err(reason.clone()));
                    continue;
                }
            };
            for path in included {
                let to = include_target(wanted, &path, &mut known, &mut next);
                loaded.includes.push(Include { from: wanted.name.clone(), path, to });
            }
            if let Some(path) = &wanted.path {
                loaded.paths.insert(wanted.name.clone(), path.clone());
                if !folders_without_claims.is_empty() {
                    let path = canonical(path);
                    folders_without_claims.retain(|(_, folder)| !path.starts_with(folder));
                }
            }
            sources.push(source);
        }
        wanted = next;
        is_first_round = false;
    }
    for (folder, _) in folders_without_claims {
        let reason = "there is no .claims file in this folder, so nothing was checked".to_owned();
        loaded.unread.push(Unread { name: shown(folder), reason, is_folder_without_claims: true });
    }
    loaded.passed_over.sort();
    loaded.passed_over.dedup();
    loaded.includes.sort_by(|a, b| (&a.from, &a.path).cmp(&(&b.from, &b.path)));
    loaded.sources = Sources::new(sources);
    if !archive.is_empty() {
        let mut drafts: Vec<String> = draft_names.into_iter().collect();
        add_included(&mut drafts, &loaded.includes, &archive_names);
        let names = loaded.sources.iter().map(|(_, source)| source.name());
        let drafts: FxHashSet<&str> = drafts.iter().map(String::as_str).collect();
        loaded.archive = names.filter(|name| !drafts.contains(name)).map(str::to_owned).collect();
    }
    loaded
}

/// Whether a text is a baseline.
fn is_baseline(source: &Source) -> bool {
    FileFormat::of(source.name()) == Some(FileFormat::Objects)
        && Baseline::read(source.text()).is_ok_and(|baseline| !baseline.entries.is_empty())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::super::path::shown;
    use super::{LoadOptions, Loaded, load};
    use crate::source::Source;

    fn lines(source: &Source) -> Vec<String> {
        source.text().lines().filter_map(|line| line.strip_prefix("include ")).map(str::to_owned).collect()
    }

    fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("gainsay-files-{}-{name}", std::process::id()));
        for (name, text) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
            fs::write(path, text).expect("a file can be written");
        }
        folder
    }

    fn names(loaded: &Loaded, folder: &Path) -> Vec<String> {
        let start = shown(folder) + "/";
        loaded.sources.iter().map(|(_, source)| source.name().replace(&start, "")).collect()
    }

    #[test]
    fn includes_are_followed_once_and_never_out_of_the_corpus() {
        let outer = folder(
            "follow",
            &[
                (
                    "in/a.claims",
                    "include sub/b.claims\ninclude ./a.claims\ninclude gone.claims\ninclude ../out.claims\n",
                ),
                ("in/sub/b.claims", "include ../c.claims\ninclude ../c.txt\ninclude /etc/x.claims\n"),
                ("in/c.claims", "include sub/b.claims\n"),
                ("out.claims", ""),
            ],
        );
        let inner = outer.join("in");
        for paths in [
            vec![inner.clone()],
            vec![inner.join("a.claims")],
            vec![inner.join("c.claims"), inner.join("a.claims")],
        ] {
            let loaded = load(
                &paths,
                &[],
                &LoadOptions {
                    corpora: &[],
                    includes: &lines,
                    table: &|_| None,
                    decimal: None,
                    own: &[],
                    claims_only: false,
                },
            );
            assert_eq!(names(&loaded, &inner), ["a.claims", "c.claims", "sub/b.claims"]);
            let resolved: Vec<_> = loaded
                .includes
                .iter()
                .map(|include| {
                    (include.path.as_str(), include.to.as_ref().map(|to| to.rsplit('/').next().unwrap_or("")))
                })
                .collect();
            assert!(
                resolved[0].1.is_err_and(|reason| reason.starts_with("it is outside the corpus")),
                "{resolved:?}"
            );
            assert_eq!(resolved[1].1, Ok("a.claims"));
            assert_eq!(resolved[2].1, Err(&"there is no such file".to_owned()));
            assert_eq!(resolved[3], ("sub/b.claims", Ok("b.claims")));
            assert_eq!(resolved[4], ("sub/b.claims", Ok("b.claims")));
            assert_eq!(resolved[5], ("../c.claims", Ok("c.claims")));
            assert_eq!(
                resolved[6].1,
                Err(&"only .claims files, Markdown and tables can be included".to_owned())
            );
            assert!(
                resolved[7].1.is_err_and(|reason| reason.starts_with("an include is a path relative")),
                "{resolved:?}"
            );
            assert!(loaded.unread.is_empty());
        }
        let _ = fs::remove_dir_all(outer);
    }
}
