//! The texts of a run: what the paths name, and what those texts include.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::settings::from_here;
use crate::intake::{self, Form};
use crate::settings::{Encoding, Table};
use crate::source::{Include, Source, Sources};

/// What was read, and what was not.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The texts, in the order of their names.
    pub(super) sources: Sources,
    /// What became of every `include` in them.
    pub(super) includes: Vec<Include>,
    /// The names of the texts that all others are read with.
    pub(super) vocabulary: Vec<String>,
    /// The names of the texts that are only to be compared with; none where there is no archive.
    pub(super) archive: BTreeSet<String>,
    /// What was named on the command line and could not be read.
    pub(super) unread: Vec<Unread>,
    paths: FxHashMap<String, PathBuf>,
}

/// The folder of a file of settings, and the files, canonical, that it has all others read with.
#[derive(Debug)]
pub(super) struct Corpus {
    /// The folder, canonical.
    pub(super) folder: PathBuf,
    /// The files, canonical.
    pub(super) vocabulary: Vec<PathBuf>,
}

/// Something that could not be read.
#[derive(Debug)]
pub(super) struct Unread {
    /// The path as it was typed or found.
    pub(super) name: String,
    /// Why, as a clause.
    pub(super) reason: String,
}

impl Loaded {
    /// The file that a text was read from; none for standard input.
    pub(super) fn path(&self, name: &str) -> Option<&Path> {
        self.paths.get(name).map(PathBuf::as_path)
    }
}

/// The name of standard input in reports.
const STDIN: &str = "<stdin>";

/// The most bytes a text may have: places count them in 32 bits.
const MOST: u64 = u32::MAX as u64 - 1;

/// A file to be read.
#[derive(Debug)]
struct Wanted {
    /// Its name in reports.
    name: String,
    /// Where it is; none for standard input.
    path: Option<PathBuf>,
    /// The folder, canonical, outside which nothing is included.
    root: PathBuf,
    /// The folder of the command line in which it was found; none where it was named itself.
    found_in: Option<PathBuf>,
    /// Whether it is only to be compared with.
    archive: bool,
}

/// What is taken from the paths.
pub(super) struct Wish<'w> {
    /// The folders of settings, and the files all others are read with.
    pub(super) corpora: &'w [&'w Corpus],
    /// The paths that a text includes, as written.
    pub(super) includes: &'w (dyn Fn(&Source) -> Vec<String> + Sync),
    /// How the table of a path is to be read, where the settings say so.
    pub(super) table: &'w (dyn Fn(&Path) -> Option<&'w Table> + Sync),
    /// Whether only the claim language itself is taken, and neither Markdown nor tables.
    pub(super) claims_only: bool,
}

impl Wish<'_> {
    /// The form of a file, where it is of those that are taken.
    fn form(&self, path: &Path) -> Option<Form> {
        Form::of(&path.to_string_lossy()).filter(|form| *form == Form::Claims || !self.claims_only)
    }
}

/// Reads what the paths name, what those of an archive name, and then, transitively, what those texts include.
///
/// What is named both ways belongs to the paths, and so does what their texts include, unless the archive holds it.
///
/// In a folder Markdown is taken where it holds claims, and a table where the settings or its headings say that it does.
/// A file is read once however often it is named. Nothing outside the root of the including text is read: the larger of
/// the current folder and the settings' where those hold the path, else the folder that was named, or that holds the
/// file that was named.
pub(super) fn load(paths: &[PathBuf], archive: &[PathBuf], wish: &Wish<'_>) -> Loaded {
    let mut unread = Vec::new();
    let mut wanted = Vec::new();
    for path in paths {
        named(path, wish, &mut wanted, &mut unread);
    }
    let (drafts, told) = (wanted.len(), unread.len());
    for path in archive {
        named(path, wish, &mut wanted, &mut unread);
    }
    wanted[drafts..].iter_mut().for_each(|wanted| wanted.archive = true);
    // What could not be read either way is told once.
    let mut seen: Vec<String> = unread[..told].iter().map(|unread| unread.name.clone()).collect();
    let mut number = 0;
    unread.retain(|unread| {
        number += 1;
        let new = number <= told || !seen.contains(&unread.name);
        seen.push(unread.name.clone());
        new
    });
    // Of two names for one file the first in order stays, so that the order on the command line never shows.
    wanted.sort_by(|a, b| a.name.cmp(&b.name));
    let mut known: FxHashMap<PathBuf, String> = FxHashMap::default();
    let file = |wanted: &Wanted| wanted.path.as_deref().map_or_else(|| STDIN.into(), canonical);
    let asked_for: FxHashSet<PathBuf> =
        wanted.iter().filter(|wanted| wanted.found_in.is_none()).map(file).collect();
    let drafts: FxHashSet<PathBuf> = wanted.iter().filter(|wanted| !wanted.archive).map(file).collect();
    wanted.retain_mut(|wanted| {
        let file = file(wanted);
        wanted.archive = !drafts.contains(&file);
        if asked_for.contains(&file) {
            wanted.found_in = None;
        }
        let new = !known.contains_key(&file);
        known.entry(file).or_insert_with(|| wanted.name.clone());
        new
    });
    let folders = paths.iter().chain(archive).filter(|path| path.is_dir());
    let mut barren: Vec<(&PathBuf, PathBuf)> = folders.map(|path| (path, canonical(path))).collect();
    let mut loaded = Loaded {
        sources: Sources::default(),
        includes: Vec::new(),
        vocabulary: Vec::new(),
        archive: BTreeSet::new(),
        unread,
        paths: FxHashMap::default(),
    };
    let all = wish.corpora.iter();
    for (corpus, path) in all.flat_map(|corpus| corpus.vocabulary.iter().map(move |path| (corpus, path))) {
        let name = known.entry(path.clone()).or_insert_with(|| {
            let path = from_here(path);
            let name = shown(&path);
            wanted.push(Wanted {
                name: name.clone(),
                path: Some(path),
                root: corpus.folder.clone(),
                found_in: None,
                archive: true,
            });
            name
        });
        if !loaded.vocabulary.contains(name) {
            loaded.vocabulary.push(name.clone());
        }
    }
    let mut drafts: Vec<String> =
        wanted.iter().filter(|wanted| !wanted.archive).map(|wanted| wanted.name.clone()).collect();
    let held: BTreeSet<String> =
        wanted.iter().filter(|wanted| wanted.archive).map(|wanted| wanted.name.clone()).collect();
    let mut sources = Vec::new();
    let mut asked = true;
    while !wanted.is_empty() {
        let read: Vec<_> = wanted
            .par_iter()
            .map(|wanted| {
                let table = wanted.path.as_deref().and_then(wish.table);
                let encoding = table.map(|table| table.encoding).unwrap_or_default();
                let source = read(wanted.path.as_deref(), &wanted.name, encoding)?;
                // What nobody asked for by name must say of itself that it holds claims.
                let holds = wanted.found_in.is_none() || intake::holds_claims(&source, table);
                Ok(holds.then(|| ((wish.includes)(&source), source)))
            })
            .collect();
        let mut next = Vec::new();
        for (wanted, read) in wanted.iter().zip(read) {
            let (inside, source) = match read {
                Ok(Some(read)) => read,
                Ok(None) => continue,
                Err(reason) if asked => {
                    barren.retain(|(folder, _)| wanted.found_in.as_ref() != Some(*folder));
                    loaded.unread.push(Unread { name: wanted.name.clone(), reason });
                    continue;
                }
                Err(reason) => {
                    let lost =
                        loaded.includes.iter_mut().filter(|include| include.to.as_ref() == Ok(&wanted.name));
                    lost.for_each(|include| include.to = Err(reason.clone()));
                    continue;
                }
            };
            for path in inside {
                let to = follow(wanted, &path, &mut known, &mut next);
                loaded.includes.push(Include { from: wanted.name.clone(), path, to });
            }
            if let Some(path) = &wanted.path {
                loaded.paths.insert(wanted.name.clone(), path.clone());
                if !barren.is_empty() {
                    let path = canonical(path);
                    barren.retain(|(_, folder)| !path.starts_with(folder));
                }
            }
            sources.push(source);
        }
        wanted = next;
        asked = false;
    }
    for (folder, _) in barren {
        let reason = "there is no .claims file in this folder, so nothing was checked".to_owned();
        loaded.unread.push(Unread { name: shown(folder), reason });
    }
    loaded.includes.sort_by(|a, b| (&a.from, &a.path).cmp(&(&b.from, &b.path)));
    loaded.sources = Sources::new(sources);
    if !archive.is_empty() {
        bring_in(&mut drafts, &loaded.includes, &held);
        let names = loaded.sources.iter().map(|(_, source)| source.name());
        let drafts: FxHashSet<&str> = drafts.iter().map(String::as_str).collect();
        loaded.archive = names.filter(|name| !drafts.contains(name)).map(str::to_owned).collect();
    }
    loaded
}

/// Adds to the names of drafts what those include, unless it is `held` by an archive.
fn bring_in(drafts: &mut Vec<String>, includes: &[Include], held: &BTreeSet<String>) {
    let mut known: FxHashSet<String> = drafts.iter().cloned().collect();
    let mut next = 0;
    while let Some(from) = drafts.get(next).cloned() {
        next += 1;
        let first = includes.partition_point(|include| include.from < from);
        let own = includes[first..].iter().take_while(|include| include.from == from);
        for to in own.filter_map(|include| include.to.as_ref().ok()) {
            if !held.contains(to) && known.insert(to.clone()) {
                drafts.push(to.clone());
            }
        }
    }
}

/// Adds what one path of the command line names.
fn named(path: &Path, wish: &Wish<'_>, wanted: &mut Vec<Wanted>, unread: &mut Vec<Unread>) {
    let corpora = wish.corpora;
    if path == Path::new("-") {
        let root = env::current_dir().map_or_else(|_| PathBuf::new(), |folder| root(&folder, corpora));
        return wanted.push(Wanted {
            name: STDIN.to_owned(),
            path: None,
            root,
            found_in: None,
            archive: false,
        });
    }
    let mut refuse = |path: &Path, reason: String| unread.push(Unread { name: shown(path), reason });
    let data = match fs::metadata(path) {
        Ok(data) => data,
        Err(error) => return refuse(path, reason(&error)),
    };
    if !data.is_dir() {
        if wish.form(path).is_none() {
            return refuse(path, no_way_in(path, wish));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let root = root(folder, corpora);
        let name = shown(path);
        return wanted.push(Wanted {
            name,
            path: Some(path.to_owned()),
            root,
            found_in: None,
            archive: false,
        });
    }
    let root = root(path, corpora);
    let walk = WalkBuilder::new(path)
        .require_git(false)
        .git_global(false)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .build();
    for entry in walk {
        match entry {
            Ok(entry)
                if entry.file_type().is_some_and(|kind| kind.is_file())
                    && wish.form(entry.path()).is_some() =>
            {
                let (file, root) = (entry.into_path(), root.clone());
                let found_in = (wish.form(&file) != Some(Form::Claims)).then(|| path.to_owned());
                wanted.push(Wanted { name: shown(&file), path: Some(file), root, found_in, archive: false });
            }
            Ok(_) => {}
            Err(error) => refuse(path, error.to_string()),
        }
    }
}

/// Why a file that was named is not read.
fn no_way_in(path: &Path, wish: &Wish<'_>) -> String {
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    if wish.claims_only {
        return "only .claims files can be formatted, and this is not one".to_owned();
    }
    let reads = "gainsay reads .claims, .md, .csv, .tsv and .jsonl files, and this is not one";
    match end.as_str() {
        "" | "txt" | "text" => format!("{reads}; rename it to {}", shown(&path.with_extension("claims"))),
        "xls" | "xlsx" | "xlsm" | "ods" | "numbers" => {
            format!("{reads}; save the sheet as CSV (UTF-8) and check that")
        }
        "docx" | "doc" | "odt" | "rtf" => format!("{reads}; save it as plain text, UTF-8"),
        "json" => format!("{reads}; write one object per line, and end the name in .jsonl"),
        _ => reads.to_owned(),
    }
}

/// Where an `include` leads: the name of its text, which is to be read next where it is new.
fn follow(
    from: &Wanted,
    written: &str,
    known: &mut FxHashMap<PathBuf, String>,
    next: &mut Vec<Wanted>,
) -> Result<String, String> {
    let relative = Path::new(written);
    if relative.has_root() || relative.is_absolute() {
        return Err("an include is a path relative to its own file".to_owned());
    }
    if Form::of(written).is_none() {
        return Err("only .claims files, Markdown and tables can be included".to_owned());
    }
    let folder = from.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let path = folder.join(relative);
    let canonical = fs::canonicalize(&path).map_err(|error| reason(&error))?;
    if !canonical.starts_with(&from.root) {
        return Err(format!("it is outside the corpus, which is `{}`", from.root.display()));
    }
    if canonical.is_dir() {
        return Err("it is a folder".to_owned());
    }
    if let Some(name) = known.get(&canonical) {
        return Ok(name.clone());
    }
    let name = shown(&path);
    known.insert(canonical, name.clone());
    let root = from.root.clone();
    next.push(Wanted { name: name.clone(), path: Some(path), root, found_in: None, archive: true });
    Ok(name)
}

pub(super) fn read(path: Option<&Path>, name: &str, encoding: Encoding) -> Result<Source, String> {
    let too_long = || "is longer than 4 GiB; split it into several files".to_owned();
    let bytes = match path {
        Some(path) => {
            if fs::metadata(path).map_err(|error| reason(&error))?.len() > MOST {
                return Err(too_long());
            }
            fs::read(path)
        }
        None => {
            let mut bytes = Vec::new();
            io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes).map(|_| bytes)
        }
    };
    let bytes = bytes.map_err(|error| reason(&error))?;
    if bytes.len() as u64 > MOST {
        return Err(too_long());
    }
    if let Some(reason) = no_text(&bytes) {
        return Err(reason.to_owned());
    }
    let source = match encoding {
        Encoding::Utf8 => Source::from_bytes(name, bytes),
        Encoding::Windows1252 => Source::new(name, intake::windows_1252(&bytes)),
    };
    // What is not UTF-8 grows when it is replaced.
    if source.text().len() as u64 > MOST { Err(too_long()) } else { Ok(source) }
}

/// Why bytes are no plain text, where their beginning says so: one thing to tell, and not one a line.
pub(super) fn no_text(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(8000)];
    let zeros = memchr::memchr_iter(0, start).count();
    let odd = memchr::memchr_iter(0, start).filter(|at| at % 2 == 1).count();
    let halves = zeros * 5 > start.len() * 2 && (odd == 0 || odd == zeros);
    if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) || halves {
        return Some("is UTF-16; save it as plain text, UTF-8");
    }
    if start.starts_with(b"{\\rtf") {
        return Some("is a rich text (RTF) document; save it as plain text, UTF-8");
    }
    if zeros > 0 || start.starts_with(b"PK\x03\x04") || start.starts_with(b"%PDF") {
        return Some("is not a text file; save its text as plain text, UTF-8");
    }
    if memchr::memchr(b'\n', bytes).is_none() && memchr::memchr_iter(b'\r', bytes).count() > 1 {
        return Some("has the line ends of old Macintoshes; save it with the line ends of Windows or Unix");
    }
    None
}

/// The corpus root for a folder: the larger of the current one and the settings' where they hold that folder, else the
/// folder itself.
fn root(folder: &Path, corpora: &[&Corpus]) -> PathBuf {
    let folder = canonical(folder);
    let current = env::current_dir().map(|current| canonical(&current)).ok();
    let roots = current.into_iter().chain(corpora.iter().map(|corpus| corpus.folder.clone()));
    let holding = roots.filter(|root| folder.starts_with(root));
    holding.min_by_key(|root| root.components().count()).unwrap_or(folder)
}

pub(super) fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

pub(super) fn is_claims(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("claims"))
}

/// A path as reports name it: forward slashes, no `.` in it, `..` only in front; bytes that are no text as `\xFF`.
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

/// Why something could not be read or written, in a reader's words.
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
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{Loaded, Wish, load, shown};
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
                &Wish { corpora: &[], includes: &lines, table: &|_| None, claims_only: false },
            );
            assert_eq!(names(&loaded, &inner), ["a.claims", "c.claims", "sub/b.claims"]);
            let told: Vec<_> = loaded
                .includes
                .iter()
                .map(|one| (one.path.as_str(), one.to.as_ref().map(|to| to.rsplit('/').next().unwrap_or(""))))
                .collect();
            assert!(
                told[0].1.is_err_and(|reason| reason.starts_with("it is outside the corpus")),
                "{told:?}"
            );
            assert_eq!(told[1].1, Ok("a.claims"));
            assert_eq!(told[2].1, Err(&"there is no such file".to_owned()));
            assert_eq!(told[3], ("sub/b.claims", Ok("b.claims")));
            assert_eq!(told[4], ("sub/b.claims", Ok("b.claims")));
            assert_eq!(told[5], ("../c.claims", Ok("c.claims")));
            assert_eq!(told[6].1, Err(&"only .claims files, Markdown and tables can be included".to_owned()));
            assert!(
                told[7].1.is_err_and(|reason| reason.starts_with("an include is a path relative")),
                "{told:?}"
            );
            assert!(loaded.unread.is_empty());
        }
        let _ = fs::remove_dir_all(outer);
    }

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
}
