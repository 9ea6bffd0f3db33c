//! What `check` and `claims` have in common: threads, texts, and what could not be read.

use std::path::PathBuf;

use super::arguments::Run;
use super::files::{self, Loaded};
use super::passed_over;
use super::screen::{Screen, complain};
use super::settings::LoadedSettings;
use super::status::Status;
use super::today;
use super::walk::LoadOptions;
use super::watch::Watch;
use crate::check::Settings;
use crate::intake::{self, FileFormat};
use crate::source::Source;
use crate::syntax::{self, StatementKind, tree::Body};

/// Reads the settings and the texts and does `work` with them, on as many threads as were asked for. What could not be
/// read is reported.
///
/// What `archive` names is read too, to be compared with.
///
/// Until `work` ends the watch it is given, progress is shown, unless the run is to be `quiet`.
pub(super) fn with_texts(
    run: &Run,
    screen: &Screen,
    quiet: bool,
    archive: &[PathBuf],
    work: impl FnOnce(&Loaded, Settings, &LoadedSettings, Watch) -> Result<Status, Status> + Send,
) -> Status {
    let all = || {
        let settled = match LoadedSettings::find(run, archive, screen) {
            Ok(settled) => settled,
            Err(status) => return status,
        };
        let corpora = settled.corpora();
        let options = LoadOptions {
            corpora: &corpora,
            includes: &includes,
            table: &|path| settled.table(path),
            claims_only: false,
        };
        let loaded = files::load(&run.inputs.paths, archive, &options);
        if !quiet {
            passed_over::report(&loaded);
        }
        let settings = Settings {
            today: run.today.clone().unwrap_or_else(today::today),
            as_of: run.as_of.clone(),
            includes: loaded.includes.clone(),
            corpus: settled.settings.clone(),
            vocabulary: loaded.vocabulary.clone(),
            archive: loaded.archive.clone(),
            paths: settled.paths(&loaded).into_iter().collect(),
            passed_over: passed_over::count(&loaded),
            ..Settings::default()
        };
        // Not sooner: standard input may be a terminal too, where somebody is typing.
        let watch = Watch::start(&settings.progress, screen, quiet);
        let status = work(&loaded, settings, &settled, watch);
        let empty = |barren: bool| barren && run.allow_empty;
        for unread in loaded.unread.iter().filter(|unread| !empty(unread.barren)) {
            complain(format_args!("{}: {}", unread.name, unread.reason));
        }
        match status {
            Ok(status) if loaded.unread.iter().any(|unread| !empty(unread.barren)) => {
                status.or_worse(Status::Unread)
            }
            Ok(status) | Err(status) => status,
        }
    };
    let Some(threads) = run.threads else { return all() };
    // More threads than the machine can run at once only cost memory.
    let most = std::thread::available_parallelism().unwrap_or(threads);
    let threads = threads.min(most);
    match rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build() {
        Ok(pool) => pool.install(all),
        Err(error) => {
            complain(format_args!("cannot start {threads} threads: {error}"));
            Status::Wrong
        }
    }
}

/// The paths that a text includes, as written. Only statements that may be inclusions are read here.
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
        Some(FileFormat::Cells | FileFormat::Objects) => return Vec::new(),
    }
    let path = |at: usize| {
        let first = at == 0 || text[..at].ends_with('\n') || text[..at] == *"\u{FEFF}";
        let chunk = first.then(|| syntax::split(&text[at..]).next()).flatten()?;
        written(chunk)
    };
    memchr::memmem::find_iter(text.as_bytes(), "include").filter_map(path).collect()
}
