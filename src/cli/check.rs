//! `gainsay check`: reads, checks, reports, and sets the exit status.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::arguments::{Check, FailOn, Order};
use super::baseline::KnownFindings;
use super::ci::Ci;
use super::files::Loaded;
use super::format::{FormatRequest, format_requests};
use super::output::{Written, is_input, is_same_place, write, write_exactly};
use super::path::{reason, repository, shown};
use super::run::{self, TextOptions};
use super::screen::{Screen, complain, write_error};
use super::settings::LoadedSettings;
use super::status::Status;
use crate::check::{Checked, Report, checked};
use crate::corpus::Corpus;
use crate::finding::{Finding, Severity};
use crate::intake::{Loss, is_wikidata_item, left_out};
use crate::model::claim::Claim;
use crate::query::{self, Overview};
use crate::report::{self, Format, ReportView, Repository, Sort};
use crate::rules;
use crate::session::Session;
use crate::settings;

/// One check of the same files out of several, as `--watch` makes them.
pub(super) struct Round<'a> {
    /// What is kept of the checks before.
    pub(super) session: &'a mut Session,
    /// The files that were read for this one.
    pub(super) read: Vec<PathBuf>,
    /// What it found; none if it could not be made.
    pub(super) findings: Option<Vec<Finding>>,
}

/// Reports what the files of Wikidata say that no claim can say, and how many of their claims are compared with nothing as
/// their item has no known name: a line each for each file.
fn report_left_out(corpus: &Corpus, loaded: &Loaded) {
    for of_file in corpus.model.left_out.chunk_by(|one, next| one.0 == next.0) {
        let losses: Vec<Loss> = of_file.iter().map(|(_, loss)| loss.clone()).collect();
        let name = loaded.sources.get(of_file[0].0).name();
        complain(format_args!("{name}: left out: {}", left_out(&losses)));
    }
    let is_unnamed = |claim: &Claim| {
        let read_as = claim.details.as_ref().and_then(|details| details.read_as.as_deref());
        claim.excluded && read_as.is_some_and(is_wikidata_item)
    };
    for of_file in corpus.claims().chunk_by(|one, next| one.place.file == next.place.file) {
        let unnamed = of_file.iter().filter(|claim| is_unnamed(claim)).count();
        if unnamed > 0 {
            let name = loaded.sources.get(of_file[0].place.file).name();
            complain(format_args!(
                "{name}: left out of comparisons: items of which no name is known ({unnamed})"
            ));
        }
    }
}

/// Checks what the command names.
pub(super) fn run(command: &Check, screen: &Screen) -> Status {
    run_round(command, screen, None)
}

/// The files and folders that the command writes.
pub(super) fn outputs(command: &Check) -> Vec<PathBuf> {
    let requests = format_requests(&command.format, command.run.output.as_ref(), Ci::here());
    requests.unwrap_or_default().into_iter().filter_map(|request| request.file).collect()
}

/// Checks what the command names, by itself or as one of several checks.
pub(super) fn run_round(command: &Check, screen: &Screen, mut round: Option<&mut Round<'_>>) -> Status {
    let ci = Ci::here();
    let requests = match format_requests(&command.format, command.run.output.as_ref(), ci) {
        Ok(requests) => requests,
        Err(why) => {
            complain(why);
            return Status::Wrong;
        }
    };
    let outputs = requests.iter().filter_map(|request| request.file.clone());
    let own: Vec<PathBuf> =
        outputs.chain(command.baseline.clone()).chain(command.write_baseline.clone()).collect();
    run::with_texts(
        &command.run,
        screen,
        TextOptions {
            is_quiet: command.quiet,
            archive: &command.against,
            own: &own,
            ..TextOptions::default()
        },
        |loaded, mut settings, loaded_settings, progress| {
            if is_writing_over_input(command, &requests, loaded, loaded_settings) {
                return Err(Status::Wrong);
            }
            settings.select.clone_from(&command.select);
            settings.ignore.clone_from(&command.ignore);
            settings.expand = command.expand;
            let known_findings = KnownFindings::find(command, loaded_settings)?;
            settings.baseline = known_findings.all();
            settings.cited_words = requests.iter().any(|request| request.format.cited_words);
            let allow_empty = command.run.allow_empty;
            let has_overview = requests.iter().any(|request| request.format.has_overview);
            if let Some(round) = &mut round {
                round.read = loaded.inputs().chain(loaded_settings.inputs()).collect();
            }
            let Checked { corpus, contradictions, report } = match &mut round {
                Some(round) => {
                    round.session.replace(loaded.sources.clone(), settings.clone());
                    round.session.checked()
                }
                None => checked(&loaded.sources, &settings),
            };
            let overview = has_overview
                .then(|| query::overview(&corpus, &loaded.sources, &contradictions, &report.findings));
            progress.end();
            if loaded_settings.is_refused(&report.settings, screen) {
                return Err(Status::Wrong);
            }
            if let Some(round) = &mut round {
                round.findings = Some(report.findings.clone());
            }
            let sum = &report.summary;
            // If statements could not be read, the findings say so.
            let has_errors = report.findings.iter().any(|finding| finding.severity == Severity::Error);
            let is_nothing_checked = sum.claims == sum.archive_claims && !has_errors && !allow_empty;
            let unread =
                loaded.unread.iter().filter(|unread| !(unread.is_folder_without_claims && allow_empty));
            let mut unread: Vec<String> = unread.map(ToString::to_string).collect();
            if is_nothing_checked && unread.is_empty() {
                unread.push(nothing_checked(command));
            }
            let reporting = Reporting {
                command,
                report: &report,
                overview: overview.as_ref(),
                loaded,
                unread,
                repository: repository(),
                screen,
            };
            let mut status = Status::Clean;
            let mut is_pipe_closed = false;
            for request in &requests {
                match reporting.write(request) {
                    Ok(written) => is_pipe_closed |= written == Written::Closed,
                    Err(failed) => status = status.or_worse(failed),
                }
            }
            if requests.iter().any(|request| request.format.is_commands)
                && let Err(failed) = reporting.job_summary()
            {
                status = status.or_worse(failed);
            }
            // If nothing was checked, it is not known whether entries are gone.
            if !is_nothing_checked && let Err(failed) = known_findings.write_updated(command, &report, loaded)
            {
                status = status.or_worse(failed);
            }
            // If nothing was read, the last line says everything.
            if !is_nothing_checked || !loaded.sources.is_empty() {
                write_summary(command, &reporting.view(requests[0].format), screen);
            }
            if !command.quiet && !command.against.is_empty() {
                suggest_misspelt(&corpus, loaded);
            }
            if !command.quiet {
                report_left_out(&corpus, loaded);
                let paths: Vec<&str> = settings.paths.values().map(String::as_str).collect();
                let read = command.run.inputs.paths.iter().chain(&command.against);
                loaded_settings.warn(read, &paths, &report.settings, screen);
            }
            if is_nothing_checked {
                return report_nothing_checked(command, loaded);
            }
            // A reader that has closed its pipe has seen enough; the exit status does not report findings.
            if is_pipe_closed || known_findings.is_writing() {
                return Ok(status);
            }
            let fail_on = command.fail_on.map(fail_on).or(settings.corpus.fail_on);
            let default_fail_on =
                if command.against.is_empty() { settings::FailOn::Error } else { settings::FailOn::Dispute };
            Ok(status.or_worse(findings_status(&report, fail_on.unwrap_or(default_fail_on))))
        },
    )
}

/// For how many names that may be misspelt another one is suggested.
const UNHEARD: usize = 3;

/// Suggests names of the archive for names of the draft that may be misspelt: a claim with such a name
/// in its scope is compared with nothing of the archive.
fn suggest_misspelt(corpus: &Corpus, loaded: &Loaded) {
    let unheard = query::unheard(corpus, |file| loaded.archive.contains(loaded.sources.get(file).name()));
    for one in unheard.iter().take(UNHEARD) {
        complain(one.in_words());
    }
}

/// Whether an output would overwrite an input of the run or another output; that is reported.
fn is_writing_over_input(
    command: &Check,
    requests: &[FormatRequest],
    loaded: &Loaded,
    loaded_settings: &LoadedSettings,
) -> bool {
    let baseline = command.write_baseline.as_deref();
    let inputs = || loaded.inputs().chain(loaded_settings.inputs()).chain(command.baseline.clone());
    let mut files = requests.iter().filter_map(|request| request.file.as_deref());
    let is_over = files
        .any(|file| baseline.is_some_and(|other| is_same_place(file, other)) || is_input(file, inputs()));
    let settings_files = || loaded_settings.files().map(ToOwned::to_owned);
    is_over || baseline.is_some_and(|file| is_input(file, loaded.inputs().chain(settings_files())))
}

/// Reports that nothing was checked, unless an input could not be read, which is reported anyway.
fn report_nothing_checked(command: &Check, loaded: &Loaded) -> Result<Status, Status> {
    if loaded.unread.iter().any(|unread| !unread.is_folder_without_claims) {
        return Ok(Status::Unread);
    }
    complain(format_args!(
        "{}. gainsay reads .claims files, the blocks of Markdown that begin with ```claims, sheets (.csv, .tsv, .jsonl, workbooks) \
         whose headings it knows, and entities of Wikidata (.json, .jsonl); --allow-empty accepts that there is nothing",
        nothing_checked(command)
    ));
    Err(Status::Wrong)
}

fn nothing_checked(command: &Check) -> String {
    let paths: Vec<String> = command.run.inputs.paths.iter().map(|path| shown(path)).collect();
    format!("nothing was checked: there is no claim in {}", paths.join(", "))
}

/// A report with everything that is needed to write it in one or more formats.
struct Reporting<'a> {
    command: &'a Check,
    report: &'a Report,
    overview: Option<&'a Overview>,
    loaded: &'a Loaded,
    /// What could not be read, as one clause each.
    unread: Vec<String>,
    repository: Option<Repository>,
    screen: &'a Screen,
}

impl Reporting<'_> {
    fn view(&self, format: &Format) -> ReportView<'_> {
        let limit = self.command.max_findings.or(format.limit);
        let view = ReportView::new(self.report, &self.loaded.sources, rules::ALL, limit);
        let view = view.in_repository(self.repository.as_ref()).with_unread(&self.unread);
        let view = view.with_overview(self.overview);
        match self.command.sort.map_or(format.sort, order) {
            Sort::Gravity => view.gravest_first(),
            Sort::Place => view,
        }
    }

    fn write(&self, request: &FormatRequest) -> Result<Written, Status> {
        let view = self.view(request.format);
        let file = request.file.as_deref();
        if let (Some(make), Some(folder)) = (request.format.folder, file.filter(|file| is_folder(file))) {
            return self.write_folder(folder, || make(&view));
        }
        let print =
            |out: &mut dyn Write| (request.format.write)(out, &view, self.screen.render_options(file));
        if request.format.is_commands { write_exactly(file, print) } else { write(file, print) }
    }

    /// Writes the files of a report to a folder, which is made if it is not there. What else is in it stays.
    fn write_folder(
        &self,
        folder: &Path,
        make: impl FnOnce() -> std::io::Result<Vec<(String, String)>>,
    ) -> Result<Written, Status> {
        let failed = |error: &std::io::Error| {
            complain(format_args!("cannot write {}: {}", shown(folder), reason(error)));
            Status::Wrong
        };
        fs::create_dir_all(folder).map_err(|error| failed(&error))?;
        for (name, text) in make().map_err(|error| failed(&error))? {
            let file = folder.join(name);
            let mut inputs = self.loaded.inputs();
            if is_input(&file, &mut inputs) {
                return Err(Status::Wrong);
            }
            write(Some(&file), |out| out.write_all(text.as_bytes()))?;
        }
        Ok(Written::Whole)
    }

    /// Adds the findings to GitHub's job summary, if there is one.
    fn job_summary(&self) -> Result<(), Status> {
        let Some(path) = env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
            return Ok(());
        };
        let used = fs::metadata(&path).map_or(0, |data| data.len());
        let view = ReportView::new(self.report, &self.loaded.sources, rules::ALL, None);
        let view = view.in_repository(self.repository.as_ref()).with_unread(&self.unread).gravest_first();
        let mut text = Vec::new();
        let used = usize::try_from(used).unwrap_or(usize::MAX);
        let written = report::job_summary(&mut text, &view, used).and_then(|()| {
            let mut file = OpenOptions::new().append(true).create(true).open(&path)?;
            file.write_all(&text)
        });
        written.map_err(|error| {
            complain(format_args!("cannot write the summary of the job: {}", reason(&error)));
            Status::Unread
        })
    }
}

/// Whether an output names a folder: there is one, or it ends as one does.
fn is_folder(file: &Path) -> bool {
    file.is_dir() || file.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

fn write_summary(command: &Check, view: &ReportView<'_>, screen: &Screen) {
    write_error(|err| {
        if command.statistics {
            report::statistics(err, view)?;
        }
        if !command.quiet {
            report::summary(err, view, screen.err)?;
        }
        Ok(())
    });
}

fn order(typed: Order) -> Sort {
    match typed {
        Order::Gravity => Sort::Gravity,
        Order::Place => Sort::Place,
    }
}

fn fail_on(typed: FailOn) -> settings::FailOn {
    match typed {
        FailOn::Error => settings::FailOn::Error,
        FailOn::Dispute => settings::FailOn::Dispute,
        FailOn::Warning => settings::FailOn::Warning,
        FailOn::Note => settings::FailOn::Note,
        FailOn::Never => settings::FailOn::Never,
    }
}

fn findings_status(report: &Report, fail_on: settings::FailOn) -> Status {
    let fails = |finding: &Finding| fail_on.fails(finding.severity, finding.code);
    if report.findings.iter().any(fails) { Status::Findings } else { Status::Clean }
}
