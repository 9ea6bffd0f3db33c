//! `gainsay check`: reads, checks, reports, and sets the exit status.

use std::io::{self, Write};

use super::arguments::{Check, FailOn, Order};
use super::run;
use super::screen::{Screen, write};
use super::status::Status;
use crate::check::{Report, check};
use crate::finding::Severity;
use crate::report::{self, ReportView, Sort};
use crate::rules;
use crate::settings;

/// Checks what the command names.
pub(super) fn run(command: &Check, screen: &Screen) -> Status {
    run::with_texts(
        &command.run,
        screen,
        command.quiet,
        &command.against,
        |loaded, mut settings, settled, watch| {
            settings.select.clone_from(&command.select);
            settings.ignore.clone_from(&command.ignore);
            settings.expand = command.expand;
            if loaded.sources.is_empty() {
                return Ok(Status::Clean);
            }
            let report = check(&loaded.sources, &settings);
            watch.end();
            if settled.refused(&report.settings, screen) {
                return Err(Status::Wrong);
            }
            let limit = command.max_findings.or(command.format.limit);
            let view = ReportView::new(&report, &loaded.sources, rules::ALL, limit);
            let view = match command.sort.map_or(command.format.sort, order) {
                Sort::Gravity => view.gravest_first(),
                Sort::Place => view,
            };
            let file = command.run.output.as_deref();
            write(file, |out| (command.format.write)(out, &view, screen.look(file)))?;
            // Standard error may be closed too; there is nowhere left to report it.
            let _ = about(command, &view, screen);
            if !command.quiet {
                let paths: Vec<&str> = settings.paths.values().map(String::as_str).collect();
                let read = command.run.inputs.paths.iter().chain(&command.against);
                settled.warn(read, &paths, &report.settings, screen);
            }
            let fail_on = command.fail_on.map(fail_on).or(settings.corpus.fail_on);
            Ok(status(&report, fail_on.unwrap_or(settings::FailOn::Error)))
        },
    )
}

fn about(command: &Check, view: &ReportView<'_>, screen: &Screen) -> io::Result<()> {
    let mut err = io::BufWriter::new(io::stderr().lock());
    if command.statistics {
        report::statistics(&mut err, view)?;
    }
    if !command.quiet {
        report::summary(&mut err, view, screen.err)?;
    }
    err.flush()
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
        FailOn::Warning => settings::FailOn::Warning,
        FailOn::Note => settings::FailOn::Note,
        FailOn::Never => settings::FailOn::Never,
    }
}

fn status(report: &Report, fail_on: settings::FailOn) -> Status {
    let least = match fail_on {
        settings::FailOn::Error => Severity::Error,
        settings::FailOn::Warning => Severity::Warning,
        settings::FailOn::Note => Severity::Note,
        settings::FailOn::Never => return Status::Clean,
    };
    if report.findings.iter().any(|finding| finding.severity >= least) {
        Status::Findings
    } else {
        Status::Clean
    }
}
