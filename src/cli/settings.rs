//! Finds and reads the settings file, and reports its problems.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::data_packages::data_packages;
use super::files::Loaded;
use super::path::{canonical, from_here, reason, shown};
use super::run_options::RunOptions;
use super::screen::{Screen, complain, write_error};
use super::sheets::canonical_sheet;
use super::status::Status;
use super::text;
use super::walk::CorpusFolder;
use crate::finding::Severity;
use crate::report;
use crate::rules;
use crate::settings::{self, Encoding, NAME, Pattern, Settings, SettingsProblem, Table, Tables};
use crate::source::{Source, Sources, Span};

/// The settings of a corpus, and where they are.
#[derive(Debug, Default)]
pub(super) struct LoadedSettings {
    /// The settings; the defaults if there is no file.
    pub(super) settings: Settings,
    /// The file's folder, and the files that all others implicitly include.
    pub(super) corpus: Option<CorpusFolder>,
    /// The same for archives, whose vocabulary and tables are used too.
    others: Vec<CorpusFolder>,
    /// The text of the file.
    text: Sources,
    /// The files that the settings were read from.
    files: Vec<PathBuf>,
}

impl LoadedSettings {
    /// Reads the file that `--config` names, or else the nearest one above the first path, and those above the paths
    /// of an archive.
    ///
    /// The first file applies. From the others the vocabulary and the tables are used, and the notation of figures
    /// and dates if the first does not set it.
    ///
    /// # Errors
    /// If a file cannot be read or is invalid, or two of them would read one figure in two ways; that has been
    /// reported.
    pub(super) fn find(run: &RunOptions, archive: &[PathBuf], screen: &Screen) -> Result<Self, Status> {
        let mut paths: Vec<PathBuf> = Vec::new();
        match &run.config {
            Some(path) => paths.push(path.clone()),
            None => {
                let first = run.inputs.paths.first();
                for path in first.into_iter().chain(archive).filter_map(|path| nearest_settings(path)) {
                    if !paths.contains(&path) {
                        paths.push(path);
                    }
                }
            }
        }
        let mut all = paths.iter().map(|path| Self::read(path, screen));
        let Some(first) = all.next() else {
            let mut none = Self::default();
            none.add_packages(run, archive);
            return Ok(none);
        };
        let mut loaded_settings = first?;
        loaded_settings.files.clone_from(&paths);
        for (other, path) in all.zip(&paths[1..]) {
            loaded_settings.add_archive(other?, (&paths[0], path))?;
        }
        loaded_settings.add_packages(run, archive);
        Ok(loaded_settings)
    }

    /// Adds what data packages say of the tables beside them; a section of the settings comes before it, key by key.
    fn add_packages(&mut self, run: &RunOptions, archive: &[PathBuf]) {
        for (folder, package) in data_packages(run.inputs.paths.iter().chain(archive)) {
            let corpus = CorpusFolder { folder: folder.clone(), vocabulary: Vec::new() };
            if self.corpus.is_none() {
                self.corpus = Some(corpus);
            } else if !self.corpora().iter().any(|known| folder.starts_with(&known.folder)) {
                self.others.push(corpus);
            }
            let is_own = self.folder() == Some(folder.as_path());
            let base = if is_own { String::new() } else { self.pattern_path(&folder) };
            for (path, table) in package.tables {
                let own = self.settings.table(&self.pattern_path(&folder.join(&path)));
                let table = own.map_or_else(|| table.clone(), |own| own.over(&table));
                // The path is a name, and no pattern.
                let literal: String = path
                    .chars()
                    .flat_map(|c| match c {
                        '*' | '?' | '[' | ']' | '{' | '}' => vec!['[', c, ']'],
                        _ => vec![c],
                    })
                    .collect();
                let pattern = Pattern::new(&format!("/{literal}"), Span::START);
                self.settings
                    .tables
                    .extend(pattern.map(|pattern| Tables { pattern: pattern.under(&base), table }));
            }
        }
    }

    /// Adds the parts of an archive's settings that say how its files are read.
    fn add_archive(&mut self, other: Self, paths: (&Path, &Path)) -> Result<(), Status> {
        let (mine, its) = (&mut self.settings, other.settings);
        let clash = |key: &str| {
            let names = (shown(&from_here(paths.0)), shown(&from_here(paths.1)));
            complain(format_args!(
                "{} and {} set `{key}` differently, and a run reads all figures and dates in one way; choose one of \
                 the two with --config",
                names.0, names.1
            ));
            Status::Wrong
        };
        if mine.decimal.is_some() && its.decimal.is_some() && mine.decimal != its.decimal {
            return Err(clash("decimal"));
        }
        if mine.date_order.is_some() && its.date_order.is_some() && mine.date_order != its.date_order {
            return Err(clash("date-order"));
        }
        mine.decimal = mine.decimal.or(its.decimal);
        mine.date_order = mine.date_order.or(its.date_order);
        if let Some(corpus) = other.corpus {
            let base = self.pattern_path(&corpus.folder);
            let tables = its.tables.into_iter();
            // The last pattern that matches counts: for its own files the archive's.
            self.settings
                .tables
                .extend(tables.map(|tables| Tables { pattern: tables.pattern.under(&base), ..tables }));
            self.others.push(corpus);
        }
        Ok(())
    }

    /// A path as patterns match it: relative to the settings' folder, or absolute if it is elsewhere.
    fn pattern_path(&self, path: &Path) -> String {
        let inside = self.corpus.as_ref().and_then(|corpus| path.strip_prefix(&corpus.folder).ok());
        shown(inside.unwrap_or(path))
    }

    /// The baseline that the settings name.
    pub(super) fn baseline(&self) -> Option<PathBuf> {
        let named = self.settings.baseline.as_ref()?;
        Some(from_here(&self.corpus.as_ref()?.folder.join(&named.what)))
    }

    /// The file to which acceptances are appended, as the settings write it, and where it is; none if they name none.
    pub(super) fn acceptances(&self) -> Option<(&str, PathBuf)> {
        let named = self.settings.acceptances.as_ref()?;
        Some((&named.what, self.corpus.as_ref()?.folder.join(&named.what)))
    }

    /// The folder of the settings.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.corpus.as_ref().map(|corpus| corpus.folder.as_path())
    }

    /// The files that the settings were read from, and their baseline: these must not be overwritten.
    pub(super) fn inputs(&self) -> impl Iterator<Item = PathBuf> {
        self.files().map(Path::to_owned).chain(self.baseline())
    }

    /// The files that the settings were read from.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }

    /// The folders of settings, with the files that all others implicitly include.
    pub(super) fn corpora(&self) -> Vec<&CorpusFolder> {
        self.corpus.iter().chain(&self.others).collect()
    }

    fn read(path: &Path, screen: &Screen) -> Result<Self, Status> {
        let name = shown(&from_here(path));
        let source = text::read(Some(path), &name, Encoding::Utf8).map_err(|reason| {
            complain(format_args!("{name}: {reason}"));
            Status::Wrong
        })?;
        let folder = canonical(path).parent().map(Path::to_owned).unwrap_or_default();
        Self::of(source, folder, screen)
    }

    /// The settings of a text, with the folder that they are about.
    ///
    /// # Errors
    /// If it is invalid; that has been reported.
    pub(super) fn of(source: Source, folder: PathBuf, screen: &Screen) -> Result<Self, Status> {
        let read = settings::read(&source, &rules::names());
        let text = Sources::new(vec![source]);
        let refuse = |problems: &[SettingsProblem]| {
            report(&text, problems, screen);
            Status::Wrong
        };
        let settings = read.map_err(|problems| refuse(&problems))?;
        let vocabulary = vocabulary(&settings, &folder).map_err(|problems| refuse(&problems))?;
        Ok(Self {
            settings,
            corpus: Some(CorpusFolder { folder, vocabulary }),
            others: Vec::new(),
            text,
            files: Vec::new(),
        })
    }

    /// The path of each text relative to the settings' folder, by the text's name.
    pub(super) fn paths(&self, loaded: &Loaded) -> Vec<(String, String)> {
        let is_needed = !self.settings.paths.is_empty() || !self.settings.tables.is_empty();
        if !is_needed {
            return Vec::new();
        }
        let named = loaded.sources.iter().filter_map(|(_, source)| {
            Some((source.name().to_owned(), self.path_in_settings_folder(loaded.path(source.name())?)?))
        });
        named.collect()
    }

    /// How a table is read, if the settings say so.
    pub(super) fn table(&self, path: &Path) -> Option<&Table> {
        if self.settings.tables.is_empty() {
            return None;
        }
        self.settings.table(&self.path_in_settings_folder(path)?)
    }

    /// The path of a file as patterns match it, if it is in a folder with settings.
    fn path_in_settings_folder(&self, path: &Path) -> Option<String> {
        let path = canonical_sheet(path).unwrap_or_else(|| canonical(path));
        let is_inside = self.corpus.iter().chain(&self.others).any(|corpus| path.starts_with(&corpus.folder));
        is_inside.then(|| self.pattern_path(&path))
    }

    /// Reports settings without effect. If only a part of the settings' folder is read, only names that are probably
    /// misspelt are reported, as a part need not contain everything.
    pub(super) fn warn<'p>(
        &self,
        mut read: impl Iterator<Item = &'p PathBuf>,
        paths: &[&str],
        problems: &[SettingsProblem],
        screen: &Screen,
    ) {
        let Some(corpus) = &self.corpus else { return };
        let is_whole_folder = read.any(|path| corpus.folder.starts_with(canonical(path)));
        let mut without_effect = Vec::new();
        if is_whole_folder {
            without_effect.extend(self.settings.idle_paths(paths.iter().copied()));
            without_effect.extend(self.settings.idle_tables(paths.iter().copied()));
        }
        let known_problems = problems.iter().filter(|problem| is_whole_folder || problem.misspelt);
        without_effect.extend(known_problems.filter(|problem| problem.severity < Severity::Error).cloned());
        without_effect.sort_by_key(|problem| problem.at);
        report(&self.text, &without_effect, screen);
    }

    /// Whether a setting is incompatible with the claims; that is reported.
    pub(super) fn is_refused(&self, problems: &[SettingsProblem], screen: &Screen) -> bool {
        let wrong: Vec<SettingsProblem> =
            problems.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect();
        report(&self.text, &wrong, screen);
        !wrong.is_empty()
    }
}

/// Shows problems in the settings file, on standard error.
fn report(text: &Sources, problems: &[SettingsProblem], screen: &Screen) {
    write_error(|err| report::settings(err, text, problems, screen.err));
}

/// The nearest settings file in the folder of a path or above it; for standard input, in the current folder or above.
fn nearest_settings(first: &Path) -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    let start = if first == Path::new("-") { here } else { canonical(&here.join(first)) };
    start.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())
}

/// The files that `vocabulary` names, canonical.
fn vocabulary(settings: &Settings, folder: &Path) -> Result<Vec<PathBuf>, Vec<SettingsProblem>> {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    for written in &settings.vocabulary {
        match vocabulary_file(folder, &written.what) {
            Ok(path) => found.push(path),
            Err(why) => {
                let message = format!("the vocabulary `{}` cannot be read: {why}", written.what);
                let help = "give the path of a .claims file, relative to the settings' folder";
                problems.push(SettingsProblem::error(written.at, message).help(help));
            }
        }
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

fn vocabulary_file(folder: &Path, written: &str) -> Result<PathBuf, String> {
    let relative = Path::new(written);
    if relative.has_root() || relative.is_absolute() {
        return Err("it is not relative to the settings' folder".to_owned());
    }
    if !is_claims(relative) {
        return Err("it is not a .claims file".to_owned());
    }
    let path = fs::canonicalize(folder.join(relative)).map_err(|error| reason(&error))?;
    if !path.starts_with(folder) {
        return Err("it is outside the settings' folder".to_owned());
    }
    text::require_file(&fs::metadata(&path).map_err(|error| reason(&error))?)?;
    Ok(path)
}

fn is_claims(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("claims"))
}
