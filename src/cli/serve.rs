//! `gainsay serve`: the findings and the answers as pages on this machine, checked again when a file changes.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::acceptances;
use super::output::write;
use super::path::reason;
use super::query_arguments::Serve;
use super::run::{self, TextOptions};
use super::run_options::{Inputs, RunOptions};
use super::screen::{Screen, complain};
use super::status::Status;
use super::watch::Watch;
use crate::report::grouped_plural;
use crate::serve::{Append, Edition, Listener, Site, listen};
use crate::session::Session;

/// What was read and checked.
struct Read {
    edition: Edition,
    findings: usize,
    claims: usize,
    /// The files that it was read from.
    files: Vec<PathBuf>,
    /// The file of acceptances, or why there is none; none if it was not asked for.
    acceptances: Option<Result<PathBuf, String>>,
}

/// Serves until the process is interrupted.
pub(super) fn run(command: &Serve, screen: &Screen) -> Status {
    if command.inputs.paths.iter().any(|path| path == Path::new("-")) {
        complain("standard input does not change: name files or folders to serve");
        return Status::Wrong;
    }
    // Before the first check, so that nothing is missed that changes while it runs.
    let mut watch = Watch::new(&command.inputs.paths);
    let listener = match Listener::bind(command.port) {
        Ok(listener) => listener,
        Err(error) => {
            complain(match error.kind() {
                ErrorKind::AddrInUse => {
                    format!(
                        "port {0} is taken; --port N takes another one, --port 0 any that is free",
                        command.port
                    )
                }
                _ => format!("cannot listen on port {}: {}", command.port, reason(&error)),
            });
            return Status::Wrong;
        }
    };
    let mut session = Session::default();
    let (read, status) = read(command, screen, command.quiet, &mut session);
    let Some(read) = read else { return status };
    let append: Option<Append> = match read.acceptances {
        Some(Ok(path)) => Some(Box::new(move |statement| acceptances::append(&path, statement))),
        Some(Err(why)) => {
            complain(why);
            return Status::Wrong;
        }
        None => None,
    };
    let site = match Site::new(read.edition, append) {
        Ok(site) => Arc::new(site),
        Err(error) => {
            complain(format_args!("cannot make the token of the pages: {error}"));
            return Status::Wrong;
        }
    };
    watch.also(read.files.into_iter());
    if let Err(status) = write(None, |out| writeln!(out, "http://{}/", listener.address())) {
        return status;
    }
    if !command.quiet {
        let counts = (grouped_plural(read.claims, "claim"), grouped_plural(read.findings, "finding"));
        complain(format_args!("serving {} with {}; Ctrl-C ends it", counts.0, counts.1));
    }
    let watching = {
        let (command, screen, site) = (command.clone(), *screen, Arc::clone(&site));
        let watching = thread::Builder::new().name("watch".to_owned());
        watching.spawn(move || keep_up(&command, &screen, watch, session, &site))
    };
    match watching.and_then(|_| listen(listener, site, true)) {
        Ok(()) => Status::Clean,
        Err(error) => {
            complain(format_args!("cannot serve: {}", reason(&error)));
            Status::Wrong
        }
    }
}

/// Checks again whenever something has changed.
fn keep_up(command: &Serve, screen: &Screen, mut watch: Watch, mut session: Session, site: &Site) {
    loop {
        watch.wait();
        let (read, _) = read(command, screen, true, &mut session);
        let Some(read) = read else {
            site.warn(
                "The files have changed and cannot be read as they are now (the terminal in which gainsay runs says why). \
                 What is here is from before.",
            );
            continue;
        };
        let (claims, findings) = (read.claims, read.findings);
        watch.also(read.files.into_iter());
        site.publish(read.edition);
        if !command.quiet {
            let counts = (grouped_plural(claims, "claim"), grouped_plural(findings, "finding"));
            complain(format_args!("checked again: {} with {}", counts.0, counts.1));
        }
    }
}

/// Reads and checks everything; nothing if it cannot, which has been reported.
fn read(command: &Serve, screen: &Screen, is_quiet: bool, session: &mut Session) -> (Option<Read>, Status) {
    let run = RunOptions {
        inputs: Inputs { paths: command.inputs.paths.clone() },
        config: command.config.clone(),
        output: None,
        today: command.today.clone(),
        as_of: command.as_of.clone(),
        // What is not there yet may come.
        allow_empty: true,
        threads: command.threads,
    };
    let mut found = None;
    let options = TextOptions { is_quiet, ..TextOptions::default() };
    let status = run::with_texts(&run, screen, options, |loaded, settings, loaded_settings, progress| {
        let unread = loaded.unread.iter().filter(|unread| !unread.is_folder_without_claims);
        let unread: Vec<String> = unread.map(ToString::to_string).collect();
        if loaded.sources.is_empty() && !unread.is_empty() {
            return Err(Status::Unread);
        }
        let edition = Edition::after(session, loaded.sources.clone(), settings, unread);
        progress.end();
        if loaded_settings.is_refused(edition.refused_settings(), screen) {
            return Err(Status::Wrong);
        }
        let acceptances =
            command.write.then(|| acceptances::file(loaded_settings, loaded, &command.inputs.paths));
        let (claims, findings) = edition.counts();
        let files = loaded.inputs().chain(loaded_settings.inputs()).collect();
        found = Some(Read { edition, findings, claims, files, acceptances });
        Ok(Status::Clean)
    });
    (found, status)
}
