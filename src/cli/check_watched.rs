//! `gainsay check --watch`: checks again whenever a file changes, and says what is new and what is gone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::arguments::Check;
use super::check::{self, Round};
use super::output::write;
use super::screen::{Screen, complain, write_error};
use super::status::Status;
use super::watch::Watch;
use crate::finding::Finding;
use crate::report::with_visible_controls;
use crate::session::Session;

/// How many findings that are new, and how many that are gone, are listed.
const LISTED: usize = 10;

/// Clears the screen and what has scrolled out of it.
const CLEAR: &str = "\x1b[H\x1b[2J\x1b[3J";

/// What was reported: each finding by its fingerprint, with the line that names it. Several may share one.
type Reported = BTreeMap<String, Vec<String>>;

/// Checks what the command names until the process is interrupted.
pub(super) fn run(command: &Check, screen: &Screen) -> Status {
    if command.run.inputs.paths.iter().any(|path| path == Path::new("-")) {
        complain("standard input does not change: name files or folders to watch");
        return Status::Wrong;
    }
    let named: Vec<PathBuf> = command.run.inputs.paths.iter().chain(&command.against).cloned().collect();
    // Before the first check, so that nothing is missed that changes while it runs.
    let mut watch = Watch::new(&named).without(&check::outputs(command));
    let mut session = Session::default();
    let mut before: Option<Reported> = None;
    loop {
        if screen.is_for_person
            && screen.is_redrawable
            && write(None, |out| out.write_all(CLEAR.as_bytes())).is_err()
        {
            return Status::Unread;
        }
        let mut round = Round { session: &mut session, read: Vec::new(), findings: None };
        let status = check::run_round(command, screen, Some(&mut round));
        let (read, findings) = (round.read, round.findings);
        if findings.is_none() && before.is_none() {
            return status;
        }
        if !read.is_empty() {
            watch.also(read.into_iter());
        }
        match findings {
            Some(now) => {
                let now = reported(&now, &session);
                if let Some(before) = before.as_ref().filter(|_| !command.quiet) {
                    report_changes(before, &now);
                }
                before = Some(now);
            }
            None => complain("the files cannot be checked as they are now"),
        }
        if !command.quiet {
            complain("watching for changes; Ctrl-C ends it");
        }
        watch.wait();
    }
}

fn reported(findings: &[Finding], session: &Session) -> Reported {
    let mut all = Reported::new();
    for finding in findings {
        let spot = session.sources().get(finding.at.file).spot(finding.at.span.start);
        let line = format!("{} {spot}: {}", finding.code.0, finding.message);
        all.entry(finding.fingerprint.clone()).or_default().push(line);
    }
    all
}

/// Says which findings are new and which are gone since the check before.
fn report_changes(before: &Reported, now: &Reported) {
    let (new, gone) = (missing(now, before), missing(before, now));
    write_error(|err| {
        if new.is_empty() && gone.is_empty() {
            return writeln!(err, "gainsay: nothing new, nothing gone");
        }
        for (word, lines) in [("new", &new), ("gone", &gone)] {
            for line in lines.iter().take(LISTED) {
                writeln!(err, "{word}: {}", with_visible_controls(line))?;
            }
            if lines.len() > LISTED {
                writeln!(err, "{word}: {} more", lines.len() - LISTED)?;
            }
        }
        writeln!(err, "gainsay: {} new, {} gone since the check before", new.len(), gone.len())
    });
}

/// The lines of `all` beyond those of `others`: of findings with one fingerprint, as many as there are more.
fn missing<'a>(all: &'a Reported, others: &Reported) -> Vec<&'a str> {
    let beyond = all.iter().flat_map(|(fingerprint, lines)| {
        let known = others.get(fingerprint).map_or(0, Vec::len);
        lines.iter().skip(known).map(String::as_str)
    });
    beyond.collect()
}

#[cfg(test)]
mod tests {
    use super::{Reported, missing};

    #[test]
    fn of_findings_with_one_fingerprint_those_beyond_the_others_are_new() {
        let reported = |lines: &[&str]| {
            Reported::from([("f".to_owned(), lines.iter().map(|line| (*line).to_owned()).collect())])
        };
        assert_eq!(missing(&reported(&["a", "b"]), &reported(&["a"])), ["b"]);
        assert!(missing(&reported(&["a"]), &reported(&["a", "b"])).is_empty());
        assert_eq!(missing(&reported(&["a"]), &Reported::new()), ["a"]);
    }
}
