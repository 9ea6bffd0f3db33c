//! `gainsay check`: reads, checks, tells, and says by its exit status whether anything is wrong.

use std::io::{self, Write};

use super::screen::{Screen, write};
use super::{Check, FailOn, Format, Status, run};
use crate::check::{Report, check};
use crate::finding::Severity;
use crate::report::{self, Told};
use crate::rules;

/// How many findings a reader is shown unless more are asked for.
const PRETTY: usize = 100;

/// Checks what the command names.
pub(super) fn run(command: &Check, screen: &Screen) -> Status {
    run::with_texts(&command.run, |loaded, mut settings| {
        settings.select.clone_from(&command.select);
        settings.ignore.clone_from(&command.ignore);
        if loaded.sources.is_empty() {
            return Ok(Status::Clean);
        }
        let report = check(&loaded.sources, &settings);
        let limit = command.max_findings.or((command.format == Format::Pretty).then_some(PRETTY));
        let told = Told::new(&report, &loaded.sources, rules::ALL, limit);
        let file = command.run.output.as_deref();
        write(file, |out| match command.format {
            Format::Pretty => report::pretty(out, &told, screen.look(file)),
            Format::Short => report::short(out, &told),
            Format::Json => report::json(out, &told),
        })?;
        // Standard error may be closed too; there is nobody left to tell it to.
        let _ = about(command, &told, screen);
        Ok(status(&report, command.fail_on))
    })
}

fn about(command: &Check, told: &Told<'_>, screen: &Screen) -> io::Result<()> {
    let mut err = io::BufWriter::new(io::stderr().lock());
    if command.statistics {
        report::statistics(&mut err, told)?;
    }
    if !command.quiet {
        report::summary(&mut err, told, screen.err)?;
    }
    err.flush()
}

fn status(report: &Report, fail_on: FailOn) -> Status {
    let least = match fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Note => Severity::Note,
        FailOn::Never => return Status::Clean,
    };
    if report.findings.iter().any(|finding| finding.severity >= least) {
        Status::Findings
    } else {
        Status::Clean
    }
}
