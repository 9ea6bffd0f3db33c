//! Known findings: read from a baseline file or from an earlier revision, and written back.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::arguments::Check;
use super::files::Loaded;
use super::git::Checkout;
use super::output::write;
use super::path::{reason, shown};
use super::screen::complain;
use super::settings::LoadedSettings;
use super::status::Status;
use super::text;
use super::today;
use crate::check::{Baseline, KnownFinding, Report};
use crate::report::grouped_plural;
use crate::settings::Encoding;

/// The known findings of a run.
#[derive(Debug, Default)]
pub(super) struct KnownFindings {
    /// The findings in the baseline, if there is one.
    pub(super) baseline: Option<Baseline>,
    /// The findings of an earlier revision.
    since: Option<Baseline>,
    /// The file that the baseline is written to after the run.
    write_to: Option<PathBuf>,
}

impl KnownFindings {
    /// Reads the baseline that the command line or the settings name.
    ///
    /// # Errors
    /// What cannot be read has been reported.
    pub(super) fn find(command: &Check, loaded_settings: &LoadedSettings) -> Result<Self, Status> {
        let write_to = command.write_baseline.clone();
        let named = command.baseline.clone().or_else(|| loaded_settings.baseline());
        let file = write_to.clone().filter(|file| file.exists()).or(named.filter(|_| write_to.is_none()));
        let baseline = match file {
            Some(file) => Some(read(&file)?),
            None => write_to.as_ref().map(|_| Baseline::default()),
        };
        let since = command.since.as_deref().map(|revision| since(revision, command)).transpose()?;
        Ok(Self { baseline, since, write_to })
    }

    /// All known findings.
    pub(super) fn all(&self) -> Option<Baseline> {
        let mut all = self.baseline.clone().or_else(|| self.since.as_ref().map(|_| Baseline::default()))?;
        for (fingerprint, known) in self.since.iter().flat_map(|since| &since.entries) {
            all.entries.entry(fingerprint.clone()).or_insert_with(|| known.clone());
        }
        Some(all)
    }

    /// Writes the baseline if asked for, or else reports which entries no longer occur.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn write_updated(
        &self,
        command: &Check,
        report: &Report,
        loaded: &Loaded,
    ) -> Result<(), Status> {
        let Some(baseline) = &self.baseline else { return Ok(()) };
        let would_be_found_again = |known: &KnownFinding| would_be_found_again(known, command, loaded);
        if let Some(file) = &self.write_to {
            let after = baseline.updated(report, &loaded.sources, command.prune, would_be_found_again);
            write(Some(file), |out| after.write(out))?;
            if !command.quiet {
                complain(format_args!(
                    "{}: {}",
                    shown(file),
                    grouped_plural(after.entries.len(), "known finding")
                ));
            }
            return Ok(());
        }
        if command.quiet {
            return Ok(());
        }
        let gone = baseline.count_gone(report, would_be_found_again);
        if gone > 0 {
            complain(format_args!(
                "{} of the baseline no longer found: --write-baseline marks what is gone as resolved, with --prune it \
                 removes it",
                grouped_plural(gone, "finding")
            ));
        }
        for finding in &report.findings {
            if report.reopened.contains(&finding.fingerprint) {
                let source = loaded.sources.get(finding.at.file);
                let line = source.line_of(finding.mark.start);
                complain(format_args!(
                    "{}:{line}: reopened, it was resolved: {}",
                    source.name(),
                    finding.message
                ));
            }
        }
        Ok(())
    }

    /// Whether the findings of this run are written to the baseline, so that none of them fails the run.
    pub(super) fn is_writing(&self) -> bool {
        self.write_to.is_some()
    }
}

/// Whether a run would have found an entry again: it used all rules, and read the entry's file unless that is gone.
fn would_be_found_again(known: &KnownFinding, command: &Check, loaded: &Loaded) -> bool {
    let file = known.at.rsplit_once(':').map_or(known.at.as_str(), |(file, _)| file);
    let read =
        loaded.sources.iter().any(|(_, source)| source.name() == file) && !loaded.archive.contains(file);
    let gone = !Path::new(file).exists() && loaded.archive.is_empty();
    command.select.is_empty() && command.ignore.is_empty() && command.run.as_of.is_none() && (read || gone)
}

fn read(file: &Path) -> Result<Baseline, Status> {
    let name = shown(file);
    let source = text::read(Some(file), &name, Encoding::Utf8).map_err(|reason| {
        complain(format_args!("the baseline {name}: {reason}"));
        Status::Wrong
    })?;
    Baseline::read(source.text()).map_err(|(line, why)| {
        complain(format_args!("the baseline {name}:{line}: {why}"));
        Status::Wrong
    })
}

/// The findings of the same command in the files of a revision: another process, run in their folder, writes them as
/// a baseline.
fn since(revision: &str, command: &Check) -> Result<Baseline, Status> {
    let wrong = |why: String| {
        complain(format_args!("--since {revision}: {why}"));
        Status::Wrong
    };
    let checkout = Checkout::of(revision).map_err(wrong)?;
    if !checkout.current_folder().is_dir() {
        return Ok(Baseline::default());
    }
    let file = checkout.file_beside("known.jsonl");
    let program = env::current_exe().map_err(|error| wrong(reason(&error)))?;
    let mut run = Command::new(program);
    run.arg("check").arg("--write-baseline").arg(&file).current_dir(checkout.current_folder());
    run.args(["--quiet", "--allow-empty", "--fail-on", "never", "--format", "short"]);
    run.arg("--today").arg(command.run.today.clone().unwrap_or_else(today::today));
    for (option, values) in [("--select", &command.select), ("--ignore", &command.ignore)] {
        values.iter().for_each(|value| {
            run.arg(option).arg(value);
        });
    }
    if let Some(day) = &command.run.as_of {
        run.arg("--as-of").arg(day);
    }
    if let Some(config) = &command.run.config {
        run.arg("--config").arg(checkout.path(config));
    }
    for archive in &command.against {
        run.arg("--against").arg(checkout.path(archive));
    }
    run.arg("--").args(command.run.inputs.paths.iter().map(|path| checkout.path(path)));
    run.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    for name in ["GITHUB_ACTIONS", "GITLAB_CI"] {
        run.env_remove(name);
    }
    let ended = run.output().map_err(|error| wrong(reason(&error)))?;
    if file.exists() {
        return read(&file);
    }
    // If its paths do not exist yet, nothing is known.
    if ended.status.code() == Some(Status::Unread as i32) {
        return Ok(Baseline::default());
    }
    let said = String::from_utf8_lossy(&ended.stderr);
    Err(wrong(format!("that state cannot be checked: {}", said.lines().next().unwrap_or(""))))
}
