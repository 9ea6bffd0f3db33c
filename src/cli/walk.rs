//! Finds the files of the paths on the command line: named files, and files in folders.

use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::path::{canonical, reason, shown};
use super::text::require_file;
use crate::intake::FileFormat;
use crate::settings::{DecimalMark, Table};
use crate::source::Source;

/// The folder of a settings file, and the (canonical) files that all others implicitly include.
#[derive(Debug)]
pub(super) struct CorpusFolder {
    /// The folder, canonical.
    pub(super) folder: PathBuf,
    /// The files, canonical.
    pub(super) vocabulary: Vec<PathBuf>,
}

/// What is needed to find and read files.
pub(super) struct LoadOptions<'w> {
    /// The folders of settings, and the files that all others implicitly include.
    pub(super) corpora: &'w [&'w CorpusFolder],
    /// The paths that a text includes, as written.
    pub(super) includes: &'w (dyn Fn(&Source) -> Vec<String> + Sync),
    /// How the table at a path is read, if the settings say so.
    pub(super) table: &'w (dyn Fn(&Path) -> Option<&'w Table> + Sync),
    /// The decimal mark of the corpus.
    pub(super) decimal: Option<DecimalMark>,
    /// The files of the run itself (canonical): its baseline and its outputs.
    pub(super) own: &'w [PathBuf],
    /// Whether only files in the claim language are read, and neither Markdown nor tables.
    pub(super) claims_only: bool,
}

impl LoadOptions<'_> {
    /// The format of a file, if it is one that is read.
    fn format(&self, path: &Path) -> Option<FileFormat> {
        FileFormat::of(&path.to_string_lossy())
            .filter(|format| *format == FileFormat::Claims || !self.claims_only)
    }
}

/// A file to be read.
#[derive(Debug)]
pub(super) struct FileRequest {
    /// Its name in reports.
    pub(super) name: String,
    /// Where it is; none for standard input.
    pub(super) path: Option<PathBuf>,
    /// The folder (canonical) outside which nothing is included.
    pub(super) root: PathBuf,
    /// The folder of the command line in which it was found, for a file that may hold no claims at all; none for a `.claims`
    /// file, and for a file that was named itself.
    pub(super) found_in: Option<PathBuf>,
    /// Whether it belongs to the archive.
    pub(super) is_archive: bool,
}

/// Something that could not be read.
#[derive(Debug)]
pub(super) struct Unread {
    /// The path as it was typed or found.
    pub(super) name: String,
    /// Why, as a clause.
    pub(super) reason: String,
    /// Whether it is a folder with nothing to read in it.
    pub(super) is_folder_without_claims: bool,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.reason)
    }
}

/// Something that was found in a folder and not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PassedOver {
    /// The path as it was found.
    pub(super) name: String,
    /// Why.
    pub(super) why: PassedOverReason,
}

/// Why something was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PassedOverReason {
    /// A sheet whose headings do not show that it holds claims.
    Sheet,
    /// A sheet of a workbook that is hidden.
    HiddenSheet,
    /// A workbook that cannot be read, and that the settings do not name.
    BadWorkbook,
    /// A table that cannot be read, and that the settings do not name.
    BadTable,
    /// A workbook of a program whose files are not read.
    Workbook,
    /// A link to something outside of the corpus.
    Link,
    /// A link to a folder that is not read by its own path either.
    LinkedFolder,
    /// A pipe or a device.
    Device,
    /// Markdown without claims.
    Prose,
}

/// The name of standard input in reports.
pub(super) const STDIN: &str = "<stdin>";

/// Adds the files that one path of the command line names.
pub(super) fn find_files(
    path: &Path,
    options: &LoadOptions<'_>,
    wanted: &mut Vec<FileRequest>,
    unread: &mut Vec<Unread>,
    passed_over: &mut Vec<PassedOver>,
) {
    let corpora = options.corpora;
    if path == Path::new("-") {
        let root = env::current_dir().map_or_else(|_| PathBuf::new(), |folder| root(&folder, corpora));
        return wanted.push(FileRequest {
            name: STDIN.to_owned(),
            path: None,
            root,
            found_in: None,
            is_archive: false,
        });
    }
    let mut refuse = |path: &Path, reason: String| {
        unread.push(Unread { name: shown(path), reason, is_folder_without_claims: false })
    };
    let data = match fs::metadata(path) {
        Ok(data) => data,
        Err(error) => return refuse(path, reason(&error)),
    };
    if !data.is_dir() {
        if let Err(reason) = require_file(&data) {
            return refuse(path, reason);
        }
        if is_lock(path) {
            return refuse(
                path,
                "only shows that somebody has the workbook open; name the workbook".to_owned(),
            );
        }
        if options.format(path).is_none() {
            return refuse(path, no_way_in(path, options));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let root = root(folder, corpora);
        let name = shown(path);
        return wanted.push(FileRequest {
            name,
            path: Some(path.to_owned()),
            root,
            found_in: None,
            is_archive: false,
        });
    }
    let root = root(path, corpora);
    let walked = canonical(path);
    for entry in walk(path).sort_by_file_name(std::ffi::OsStr::cmp).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
            Ok(entry) if entry.depth() == 0 => {}
            Ok(entry) if entry.path_is_symlink() && entry.path().is_dir() => {
                if !is_walked(&canonical(entry.path()), &walked) {
                    let why = PassedOverReason::LinkedFolder;
                    passed_over.push(PassedOver { name: shown(entry.path()), why });
                }
            }
            Ok(entry) => match wanted_or_why(&entry, options, &root) {
                Some(Ok(format)) => {
                    let (file, root) = (entry.into_path(), root.clone());
                    let found_in = (format != FileFormat::Claims).then(|| path.to_owned());
                    wanted.push(FileRequest {
                        name: shown(&file),
                        path: Some(file),
                        root,
                        found_in,
                        is_archive: false,
                    });
                }
                Some(Err(why)) => passed_over.push(PassedOver { name: shown(entry.path()), why }),
                None => {}
            },
            Err(error) => refuse(path, error.to_string()),
        }
    }
}

/// Goes through a folder except what is hidden or ignored; what the machine's own settings of git ignore
/// is read all the same.
pub(super) fn walk(folder: &Path) -> WalkBuilder {
    let mut walk = WalkBuilder::new(folder);
    walk.require_git(false).git_global(false);
    walk
}

/// Whether a folder is in one that is read and is not hidden, so that it is read too.
fn is_walked(folder: &Path, walked: &Path) -> bool {
    let hidden = |part: std::path::Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
    folder.strip_prefix(walked).is_ok_and(|inside| !inside.components().any(hidden))
}

/// Whether something in a folder is read, or why not; none if it is of no interest.
fn wanted_or_why(
    entry: &DirEntry,
    options: &LoadOptions<'_>,
    root: &Path,
) -> Option<Result<FileFormat, PassedOverReason>> {
    let path = entry.path();
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    if is_lock(path) {
        return None;
    }
    if !options.claims_only && WORKBOOKS.contains(&end.as_str()) {
        return Some(Err(PassedOverReason::Workbook));
    }
    let format = options.format(path)?;
    let kind = entry.file_type()?;
    if kind.is_file() {
        return Some(Ok(format));
    }
    if !kind.is_symlink() {
        return Some(Err(PassedOverReason::Device));
    }
    // Links are followed to files of the corpus only.
    let target = canonical(path);
    let inside = target.starts_with(root) && target.is_file();
    Some(if inside { Ok(format) } else { Err(PassedOverReason::Link) })
}

/// The endings of names of workbooks that are not read.
const WORKBOOKS: [&str; 2] = ["xlsb", "numbers"];

/// Whether a file only shows that somebody has a workbook open.
fn is_lock(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"))
}

/// Why a named file is not read.
fn no_way_in(path: &Path, options: &LoadOptions<'_>) -> String {
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    if options.claims_only {
        return "only .claims files can be formatted, and this is not one".to_owned();
    }
    let reads = "gainsay reads .claims, .md, .csv, .tsv, .jsonl, .json, .xlsx, .xls, .ods, .parquet and .arrow files, and this is not one";
    match end.as_str() {
        "" | "txt" | "text" => format!("{reads}; rename it to {}", shown(&path.with_extension("claims"))),
        end if WORKBOOKS.contains(&end) => {
            format!("{reads}; save the sheet as CSV (UTF-8) and check that")
        }
        "docx" | "doc" | "odt" | "rtf" => format!("{reads}; save it as plain text, UTF-8"),
        "json" => format!("{reads}; write one object per line, and end the name in .jsonl"),
        _ => reads.to_owned(),
    }
}

/// The corpus root for a folder: the larger of the current folder and the settings' folder if these contain the
/// folder, else the folder itself.
fn root(folder: &Path, corpora: &[&CorpusFolder]) -> PathBuf {
    let folder = canonical(folder);
    let current = env::current_dir().map(|current| canonical(&current)).ok();
    let roots = current.into_iter().chain(corpora.iter().map(|corpus| corpus.folder.clone()));
    let holding = roots.filter(|root| folder.starts_with(root));
    holding.min_by_key(|root| root.components().count()).unwrap_or(folder)
}
