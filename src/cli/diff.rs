//! `gainsay diff`: what has changed between two states of a corpus.

use std::fs;
use std::path::PathBuf;

use super::arguments::Diff;
use super::claims::claim_rows;
use super::git::Checkout;
use super::output::{is_input, write};
use super::run::{self, TextOptions};
use super::run_options::{Inputs, RunOptions};
use super::screen::{Screen, complain};
use super::status::Status;
use crate::check::{Checked, checked};
use crate::report::{self, ClaimRow, CorpusState};
use crate::source::{Source, Sources};

/// Compares what the command names.
pub(super) fn run(command: &Diff, screen: &Screen) -> Status {
    match compare(command, screen) {
        Ok(status) | Err(status) => status,
    }
}

fn compare(command: &Diff, screen: &Screen) -> Result<Status, Status> {
    let mut status = Status::Clean;
    let mut inputs = Vec::new();
    // The checkouts must live as long as what was read from them.
    let (old, new, _checkouts) = if command.git {
        let (base, head) = revisions(command)?;
        let checkout = |revision: &str| {
            Checkout::of(revision).map_err(|why| {
                complain(format_args!("{why}"));
                Status::Wrong
            })
        };
        let (base, head) = (checkout(&base)?, checkout(&head)?);
        let mut read_checkout = |checkout: &Checkout| {
            let folder = checkout.current_folder();
            // A folder that is missing in a state counts as empty. If it cannot be created, reading it reports why.
            let _ = fs::create_dir_all(&folder);
            let mut read = Vec::new();
            let state = read_state(command, folder, screen, &mut status, &mut read);
            inputs.extend(read.iter().map(|path| checkout.original(path)));
            state
        };
        let old = read_checkout(&base)?;
        let new = read_checkout(&head)?;
        (old, new, Some((base, head)))
    } else {
        let [old, new] = command.states.as_slice() else {
            complain(
                "name two states, OLD and NEW: files or folders, or with --git one range of revisions, BASE..HEAD",
            );
            return Err(Status::Wrong);
        };
        let old = read_state(command, old.clone(), screen, &mut status, &mut inputs)?;
        (old, read_state(command, new.clone(), screen, &mut status, &mut inputs)?, None)
    };
    if command.output.as_deref().is_some_and(|file| is_input(file, inputs.iter())) {
        return Err(Status::Wrong);
    }
    let diff = report::Diff::new(&old, &new);
    write(command.output.as_deref(), |out| diff.write(out, command.format.into()))?;
    let found = if command.fail_on_new && diff.has_new_findings() { Status::Findings } else { Status::Clean };
    Ok(found.or_worse(status))
}

/// The two ends of `BASE..HEAD`.
fn revisions(command: &Diff) -> Result<(String, String), Status> {
    let range = match command.states.as_slice() {
        [range] => range.to_string_lossy().into_owned(),
        _ => String::new(),
    };
    match range.split_once("..") {
        Some((base, head)) if !base.is_empty() => {
            let head = head.trim_start_matches('.');
            Ok((base.to_owned(), if head.is_empty() { "HEAD" } else { head }.to_owned()))
        }
        _ => {
            complain("--git takes one range of revisions, such as `main..HEAD`");
            Err(Status::Wrong)
        }
    }
}

/// Reads and checks one state, and adds what it reads to the inputs.
fn read_state(
    command: &Diff,
    path: PathBuf,
    screen: &Screen,
    status: &mut Status,
    inputs: &mut Vec<PathBuf>,
) -> Result<CorpusState, Status> {
    let root = path.clone();
    let run = RunOptions {
        inputs: Inputs { paths: vec![path] },
        config: command.config.clone(),
        output: None,
        today: command.today.clone(),
        as_of: None,
        allow_empty: true,
        threads: None,
    };
    let mut found = None;
    let options = TextOptions { is_quiet: true, ..TextOptions::default() };
    let ended = run::with_texts(&run, screen, options, |loaded, settings, loaded_settings, progress| {
        inputs.extend(loaded.inputs().chain(loaded_settings.inputs()));
        let Checked { corpus, report, .. } = checked(&loaded.sources, &settings);
        let (claims, _) = claim_rows(&corpus, &loaded.sources, |_| true);
        progress.end();
        if loaded_settings.is_refused(&report.settings, screen) {
            return Err(Status::Wrong);
        }
        // Names are relative to the state's folder, so that the same file has the same name in both states.
        let root = root.is_dir().then(|| super::path::shown(&root) + "/").filter(|root| root != "./");
        // The order of the texts only stays the same if all of them get such names.
        let root =
            root.filter(|root| loaded.sources.iter().all(|(_, source)| source.name().starts_with(root)));
        let name =
            |name: &str| root.as_deref().and_then(|root| name.strip_prefix(root)).unwrap_or(name).to_owned();
        let named = |source: &Source| Source::new(name(source.name()), source.text());
        let sources = Sources::new(loaded.sources.iter().map(|(_, source)| named(source)).collect());
        let renamed = |row: ClaimRow| {
            let id = match row.id.strip_prefix(&row.file) {
                Some(rest) if rest.starts_with(':') => name(&row.file) + rest,
                _ => row.id.clone(),
            };
            ClaimRow { id, file: name(&row.file), ..row }
        };
        found = Some(CorpusState { claims: claims.into_iter().map(renamed).collect(), report, sources });
        Ok(Status::Clean)
    });
    *status = status.or_worse(ended);
    found.ok_or(ended)
}
