//! The commands as a program calls them: the same files, settings and words, with results in place of output.

use std::path::{Path, PathBuf};

use super::claims::claim_rows;
use super::files::Loaded;
use super::passed_over;
use super::path::{canonical, shown};
use super::query::{CorpusWithTexts, corpus, read};
use super::rule_name::unknown;
use super::run;
use super::run_options::{Inputs, RunOptions};
use super::screen::{Screen, complain, keeping_errors};
use super::settings::LoadedSettings;
use super::status::Status;
use super::text;
use super::today;
use crate::check::{self, Checked, Report, Settings};
use crate::intake::ColumnTable;
use crate::query::{self, Answer};
use crate::report::{self, ClaimRow, ReportView};
use crate::rules;
use crate::settings::{DecimalMark, Encoding};
use crate::source::{Source, Sources};

/// Makes a table, with the decimal mark that numbers get.
type OpenTable = Box<dyn FnOnce(Option<DecimalMark>) -> Result<ColumnTable, String> + Send>;

/// Files and folders, which are read as the command reads them, and what is in no file.
#[derive(Default)]
pub struct Given {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Texts. The name of one that begins with `<rows` says that it is objects, a line each, as in `.jsonl` files; any other that
    /// has not the name of a file is in the claim language.
    pub texts: Vec<Source>,
    /// Tables, whose names begin with `<table`.
    pub tables: Vec<(String, OpenTable)>,
}

/// What is read.
#[derive(Default)]
pub struct Call {
    /// What is checked or asked.
    pub given: Given,
    /// An archive, which it is compared with.
    pub against: Given,
    /// Texts with definitions that all others use.
    pub vocabulary: Vec<Source>,
    /// Files with such definitions.
    pub vocabulary_files: Vec<PathBuf>,
    /// The settings file; none: the nearest `gainsay.toml` above the first path.
    pub config: Option<PathBuf>,
    /// The text of the settings, in place of a file. Paths in it are relative to the current folder.
    pub settings: Option<String>,
    /// The day as of which the corpus is read.
    pub as_of: Option<String>,
    /// Which day is today.
    pub today: Option<String>,
}

/// Why a call has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallError {
    /// The call or the settings are wrong, in the words of the command (its status 2).
    Wrong(String),
    /// Something could not be read, in the words of the command (its status 3).
    Unread(String),
}

/// What was read, to be checked or asked.
#[derive(Debug)]
pub struct Called {
    sources: Sources,
    settings: Settings,
    loaded_settings: LoadedSettings,
    /// What the command would say of the run on standard error: what was passed over, say.
    pub messages: Vec<String>,
}

impl Call {
    /// Reads the settings and the texts.
    ///
    /// # Errors
    /// If the settings are invalid, or something cannot be read.
    pub fn read(self) -> Result<Called, CallError> {
        let (read, printed) = keeping_errors(|| self.read_printing());
        let messages = lines(&printed);
        match read {
            Ok((loaded, sources, settings, loaded_settings)) => {
                let unread: Vec<String> = loaded
                    .unread
                    .iter()
                    .filter(|unread| !unread.is_folder_without_claims)
                    .map(ToString::to_string)
                    .collect();
                if !unread.is_empty() {
                    return Err(CallError::Unread(unread.join("\n")));
                }
                Ok(Called { sources, settings, loaded_settings, messages })
            }
            Err(status) => Err(error(status, &messages)),
        }
    }

    fn read_printing(self) -> Result<(Loaded, Sources, Settings, LoadedSettings), Status> {
        let screen = Screen::of_program();
        for day in [&self.as_of, &self.today].into_iter().flatten() {
            if let Err(why) = today::date(day) {
                complain(why);
                return Err(Status::Wrong);
            }
        }
        let run = RunOptions {
            inputs: Inputs { paths: self.given.paths },
            config: self.config,
            output: None,
            today: self.today,
            as_of: self.as_of,
            allow_empty: true,
            threads: None,
        };
        let loaded_settings = match self.settings {
            Some(text) => {
                let folder = canonical(Path::new("."));
                LoadedSettings::of(Source::new("<settings>", text), folder, &screen)?
            }
            None => LoadedSettings::find(&run, &self.against.paths, &screen)?,
        };
        let (loaded, mut settings) = run::load(&run, &self.against.paths, &[], &loaded_settings);
        passed_over::report(&loaded, true);
        let is_against = !self.against.paths.is_empty()
            || !self.against.texts.is_empty()
            || !self.against.tables.is_empty();
        let mut texts = self.given.texts;
        texts.extend(opened(self.given.tables, &loaded_settings)?);
        let mut against = self.against.texts;
        against.extend(opened(self.against.tables, &loaded_settings)?);
        let mut vocabulary = self.vocabulary;
        for path in &self.vocabulary_files {
            vocabulary.push(text::read(Some(path), &shown(path), Encoding::Utf8).map_err(|why| {
                complain(format_args!("{}: {why}", shown(path)));
                Status::Unread
            })?);
        }
        let name = |source: &Source| source.name().to_owned();
        if is_against {
            settings.archive.extend(against.iter().chain(&vocabulary).map(name));
        }
        // Patterns of the settings match the names of texts.
        settings.paths.extend(texts.iter().chain(&against).map(name).map(|name| (name.clone(), name)));
        let mut files: Vec<Source> = loaded.sources.iter().map(|(_, source)| source.clone()).collect();
        for source in vocabulary {
            settings.vocabulary.push(name(&source));
            if !files.iter().any(|known| known.name() == source.name()) {
                files.push(source);
            }
        }
        files.extend(texts.into_iter().chain(against));
        Ok((loaded, Sources::new(files), settings, loaded_settings))
    }
}

impl Called {
    /// The texts.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Checks all.
    ///
    /// # Errors
    /// If a setting does not fit the claims.
    pub fn check(&self) -> Result<Checked, CallError> {
        let settings = Settings { cited_words: true, ..self.settings.clone() };
        let checked = check::checked(&self.sources, &settings);
        let (is_refused, printed) = keeping_errors(|| {
            self.loaded_settings.is_refused(&checked.report.settings, &Screen::of_program())
        });
        if is_refused { Err(error(Status::Wrong, &lines(&printed))) } else { Ok(checked) }
    }

    /// Every claim in its normal form, or those that a query selects.
    ///
    /// # Errors
    /// If the query is none.
    pub fn claims(&self, query: Option<&str>) -> Result<Vec<ClaimRow>, CallError> {
        let mut asked = self.asked();
        let (query, printed) =
            keeping_errors(|| query.map(|text| read(&mut asked, text, &Screen::of_program())).transpose());
        let query = query.map_err(|status| error(status, &lines(&printed)))?;
        let registers = &asked.corpus.model.registers;
        let is_listed =
            |at: u32| query.as_ref().is_none_or(|query| query.admits(asked.corpus.claim(at), registers));
        Ok(claim_rows(&asked.corpus, &self.sources, is_listed).0)
    }

    /// What each source says of what is asked, and what follows.
    ///
    /// # Errors
    /// If the query is none.
    pub fn ask(&self, query: &str) -> Result<Answer, CallError> {
        let mut asked = self.asked();
        let (read, printed) = keeping_errors(|| read(&mut asked, query, &Screen::of_program()));
        let read = read.map_err(|status| error(status, &lines(&printed)))?;
        Ok(query::ask(&asked.corpus, &self.sources, query, &read))
    }

    /// A report in one of the formats, the gravest finding first. `limit` is the most findings.
    ///
    /// # Errors
    /// If there is no such format.
    pub fn report(&self, checked: &Checked, format: &str, limit: Option<usize>) -> Result<String, CallError> {
        let Some(format) = report::format(format) else {
            return Err(CallError::Wrong(format!("there is no format `{format}`")));
        };
        let overview = format.has_overview.then(|| {
            query::overview(&checked.corpus, &self.sources, &checked.contradictions, &checked.report.findings)
        });
        let view = ReportView::new(&checked.report, &self.sources, rules::ALL, limit);
        let view = view.with_overview(overview.as_ref()).gravest_first();
        let mut written = Vec::new();
        // Writing to memory does not fail.
        let _ = (format.write)(&mut written, &view, Screen::of_program().out);
        Ok(String::from_utf8_lossy(&written).into_owned())
    }

    /// The last line of a report: how much was checked, and what was found.
    #[must_use]
    pub fn summary(&self, report: &Report) -> String {
        let view = ReportView::new(report, &self.sources, rules::ALL, None);
        let mut written = Vec::new();
        let _ = report::summary(&mut written, &view, Screen::of_program().out);
        String::from_utf8_lossy(&written).into_owned()
    }

    fn asked(&self) -> CorpusWithTexts<'_> {
        let corpus = corpus(&self.sources, &self.settings);
        CorpusWithTexts { corpus, sources: &self.sources, settings: &self.settings }
    }
}

/// The page of a rule, or without a name the list of all.
///
/// # Errors
/// If there is no such rule.
pub fn explained(rule: Option<&str>) -> Result<String, CallError> {
    let mut written = Vec::new();
    let options = Screen::of_program().out;
    match rule {
        None => drop(report::list(&mut written, rules::ALL, options)),
        Some(name) => {
            let name = name.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
            let rule = rules::by_name(&name).ok_or_else(|| CallError::Wrong(unknown(&name)))?;
            drop(report::explain(&mut written, rule, None));
        }
    }
    Ok(String::from_utf8_lossy(&written).into_owned())
}

/// Tables as texts; what cannot be read is reported.
fn opened(tables: Vec<(String, OpenTable)>, settings: &LoadedSettings) -> Result<Vec<Source>, Status> {
    let open = |(name, open): (String, OpenTable)| {
        let table = settings.settings.table(&name);
        let decimal = table.and_then(|table| table.decimal).or(settings.settings.decimal);
        let table = open(decimal).map_err(|why| {
            complain(format_args!("{name}: {why}"));
            Status::Unread
        })?;
        for (column, why) in &table.left_out {
            complain(format_args!("passed over {name}#{column}: {why}"));
        }
        Ok(Source::of_table(name, table.text))
    };
    tables.into_iter().map(open).collect()
}

/// What was printed, a message each.
fn lines(printed: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in printed.lines() {
        match (line.strip_prefix("gainsay: "), found.last_mut()) {
            (Some(message), _) => found.push(message.to_owned()),
            (None, Some(last)) => {
                last.push('\n');
                last.push_str(line);
            }
            (None, None) => found.push(line.to_owned()),
        }
    }
    found
}

fn error(status: Status, messages: &[String]) -> CallError {
    let said = messages.join("\n");
    if status == Status::Unread { CallError::Unread(said) } else { CallError::Wrong(said) }
}
