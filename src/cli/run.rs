//! What the commands that read texts have in common: threads, texts, and reports of what could not be read.

use std::path::{Path, PathBuf};

use super::files::{self, Loaded};
use super::output::is_input;
use super::passed_over;
use super::path::canonical;
use super::progress_display::ProgressDisplay;
use super::run_options::RunOptions;
use super::screen::{Screen, complain};
use super::settings::LoadedSettings;
use super::status::Status;
use super::today;
use super::walk::LoadOptions;
use crate::check::Settings;
use crate::intake::{self, FileFormat};
use crate::source::Source;
use crate::syntax::{self, StatementKind, tree::Body};

/// What a command needs of its run beyond the common options.
#[derive(Clone, Copy, Default)]
pub(super) struct TextOptions<'a> {
    /// Whether to show neither progress nor what was passed over.
    pub(super) is_quiet: bool,
    /// Whether the command asks about the claims: then a text without any is not reported.
    pub(super) is_query: bool,
    /// The archive's paths: read too, only to be compared with.
    pub(super) archive: &'a [PathBuf],
    /// The baselines that the command reads or writes, and its other outputs.
    pub(super) own: &'a [PathBuf],
}

/// Reads the settings and the texts and does `work` with them, on as many threads as were asked for. What could not
/// be read is reported.
///
/// The archive is read too, to be compared with.
///
/// Progress is shown until `work` ends the display that it is given, unless the run is quiet.
pub(super) fn with_texts(
    run: &RunOptions,
    screen: &Screen,
    options: TextOptions<'_>,
    work: impl FnOnce(&Loaded, Settings, &LoadedSettings, ProgressDisplay) -> Result<Status, Status> + Send,
) -> Status {
    let TextOptions { is_quiet, is_query: asks, archive, own } = options;
    let read_and_work = || {
        let loaded_settings = match LoadedSettings::find(run, archive, screen) {
            Ok(loaded_settings) => loaded_settings,
            Err(status) => return status,
        };
        let (loaded, settings) = load(run, archive, own, &loaded_settings);
        if !is_quiet {
            passed_over::report(&loaded, asks);
        }
        // Not earlier, as somebody may still be typing on standard input.
        let progress = ProgressDisplay::start(&settings.progress, screen, is_quiet);
        let status = work(&loaded, settings, &loaded_settings, progress);
        let is_allowed = |is_folder_without_claims: bool| is_folder_without_claims && run.allow_empty;
        for unread in loaded.unread.iter().filter(|unread| !is_allowed(unread.is_folder_without_claims)) {
            complain(unread);
        }
        match status {
            Ok(status) if loaded.unread.iter().any(|unread| !is_allowed(unread.is_folder_without_claims)) => {
                status.or_worse(Status::Unread)
            }
            Ok(status) | Err(status) => status,
        }
    };
    let Some(threads) = run.threads else { return read_and_work() };
    // More threads than cores only cost memory.
    let cores = std::thread::available_parallelism().unwrap_or(threads);
    let threads = threads.min(cores);
    match rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build() {
        Ok(pool) => pool.install(read_and_work),
        Err(error) => {
            complain(format_args!("cannot start {threads} threads: {error}"));
            Status::Wrong
        }
    }
}

/// Reads the texts, and says with what settings they are checked.
pub(super) fn load(
    run: &RunOptions,
    archive: &[PathBuf],
    own: &[PathBuf],
    loaded_settings: &LoadedSettings,
) -> (Loaded, Settings) {
    let corpora = loaded_settings.corpora();
    let own: Vec<PathBuf> =
        own.iter().cloned().chain(loaded_settings.baseline()).map(|path| canonical(&path)).collect();
    let load_options = LoadOptions {
        corpora: &corpora,
        includes: &includes,
        table: &|path| loaded_settings.table(path),
        decimal: loaded_settings.settings.decimal,
        own: &own,
        claims_only: false,
    };
    let loaded = files::load(&run.inputs.paths, archive, &load_options);
    let settings = Settings {
        today: run.today.clone().unwrap_or_else(today::today),
        as_of: run.as_of.clone(),
        includes: loaded.includes.clone(),
        corpus: loaded_settings.settings.clone(),
        vocabulary: loaded.vocabulary.clone(),
        archive: loaded.archive.clone(),
        paths: loaded_settings.paths(&loaded).into_iter().collect(),
        passed_over: passed_over::count(&loaded),
        ..Settings::default()
    };
    (loaded, settings)
}

/// Refuses to write over what was read, which is reported.
///
/// # Errors
/// The status of a wrong command.
pub(super) fn refuse_input_as_output(
    output: Option<&Path>,
    loaded: &Loaded,
    settings: &LoadedSettings,
) -> Result<(), Status> {
    let is_over = output.is_some_and(|file| is_input(file, loaded.inputs().chain(settings.inputs())));
    if is_over { Err(Status::Wrong) } else { Ok(()) }
}

/// The paths that a text includes, as written. Only statements that may be inclusions are parsed here.
fn includes(source: &Source) -> Vec<String> {
    let text = source.text();
    let written = |chunk| match syntax::statement(chunk).0?.body {
        Body::Include(path) => Some(path.text().into_owned()),
        _ => None,
    };
    match FileFormat::of(source.name()) {
        None | Some(FileFormat::Claims) => {}
        Some(FileFormat::Markdown) => {
            let fences = intake::fences(text).into_iter();
            let chunks = fences.flat_map(|fence| syntax::split_within(fence.text, fence.margin));
            let includes = chunks.filter(|chunk| syntax::kind_of(chunk.text) == StatementKind::Include);
            return includes.filter_map(written).collect();
        }
        Some(_) => return Vec::new(),
    }
    let path = |at: usize| {
        let first = at == 0 || text[..at].ends_with('\n') || text[..at] == *"\u{FEFF}";
        let chunk = first.then(|| syntax::split(&text[at..]).next()).flatten()?;
        written(chunk)
    };
    memchr::memmem::find_iter(text.as_bytes(), "include").filter_map(path).collect()
}
