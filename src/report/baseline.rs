//! The file format of a baseline: one JSON object per line, in the order of the fingerprints, so that git can merge
//! two of them.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::json;
use super::visible::with_visible_controls;
use crate::check::{Baseline, KnownFinding, Report, State};
use crate::finding::Finding;
use crate::rules;
use crate::source::Sources;

/// An entry as written.
#[derive(Serialize, Deserialize)]
struct Row {
    fingerprint: String,
    state: String,
    rule: String,
    at: String,
    message: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reason: String,
}

/// The states and their words.
const STATES: [(&str, State); 3] =
    [("open", State::Open), ("reviewed", State::Reviewed), ("resolved", State::Resolved)];

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// The number of the first line that is no entry, and why.
    pub fn read(text: &str) -> Result<Self, (usize, String)> {
        let mut baseline = Self::default();
        for (number, line) in (1..).zip(text.trim_start_matches('\u{FEFF}').lines()) {
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
                return Err((
                    number,
                    "two versions of it are not merged yet: keep the lines of both".to_owned(),
                ));
            }
            let row: Row = serde_json::from_str(line)
                .map_err(|error| (number, format!("this is no entry of a baseline: {error}")))?;
            let state = STATES.iter().find(|(word, _)| *word == row.state);
            let Some(&(_, state)) = state else {
                let why = format!("`{}` is no state; there are `open`, `reviewed` and `resolved`", row.state);
                return Err((number, why));
            };
            let Row { fingerprint, rule, at, message, reason, .. } = row;
            baseline.entries.insert(fingerprint, KnownFinding { state, rule, at, message, reason });
        }
        Ok(baseline)
    }

    /// Writes it, one entry per line.
    ///
    /// # Errors
    /// Where `out` cannot be written to.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        for (fingerprint, known) in &self.entries {
            let state =
                STATES.iter().find(|(_, state)| *state == known.state).map_or("open", |(word, _)| word);
            let row = Row {
                fingerprint: fingerprint.clone(),
                state: state.to_owned(),
                rule: known.rule.clone(),
                at: known.at.clone(),
                message: known.message.clone(),
                reason: known.reason.clone(),
            };
            json::json_line(out, &row)?;
        }
        Ok(())
    }

    /// The baseline after a run; `would_be_found_again` says whether the run would have found an entry if
    /// it were still there. What was found is known, with the reasons given before. What was not found,
    /// and would have been, becomes resolved, or is left out if asked for.
    #[must_use]
    pub fn updated(
        &self,
        report: &Report,
        sources: &Sources,
        prune: bool,
        would_be_found_again: impl Fn(&KnownFinding) -> bool,
    ) -> Self {
        let mut updated = Self::default();
        for finding in report.findings.iter().chain(&report.known) {
            let itself = std::slice::from_ref(finding);
            let all = if finding.members.is_empty() { itself } else { &finding.members };
            for finding in all {
                let before = self.entries.get(&finding.fingerprint);
                updated.entries.insert(finding.fingerprint.clone(), entry_of(finding, before, sources));
            }
        }
        for (fingerprint, known) in &self.entries {
            if updated.entries.contains_key(fingerprint) {
                continue;
            }
            let is_gone = would_be_found_again(known);
            if is_gone && prune {
                continue;
            }
            let state = if is_gone { State::Resolved } else { known.state };
            updated.entries.insert(fingerprint.clone(), KnownFinding { state, ..known.clone() });
        }
        updated
    }

    /// How many entries are not resolved and do not occur in a report, though they would have been
    /// found again.
    #[must_use]
    pub fn count_gone(&self, report: &Report, would_be_found_again: impl Fn(&KnownFinding) -> bool) -> usize {
        let found: std::collections::BTreeSet<&String> =
            report.findings.iter().chain(&report.known).flat_map(crate::check::fingerprints).collect();
        let open = self.entries.iter().filter(|(_, known)| known.state != State::Resolved);
        open.filter(|(fingerprint, known)| !found.contains(fingerprint) && would_be_found_again(known))
            .count()
    }
}

/// The entry of a finding, with the state and reason that it had before.
fn entry_of(finding: &Finding, before: Option<&KnownFinding>, sources: &Sources) -> KnownFinding {
    let source = sources.get(finding.at.file);
    let rule = rules::by_code(finding.code).map_or(finding.code.0, |rule| rule.name);
    KnownFinding {
        state: before.map_or(State::Open, |before| match before.state {
            State::Resolved => State::Open,
            state => state,
        }),
        rule: format!("{} {rule}", finding.code.0),
        at: format!("{}:{}", with_visible_controls(source.name()), source.line_of(finding.mark.start)),
        message: with_visible_controls(&finding.message).into_owned(),
        reason: before.map(|before| before.reason.clone()).unwrap_or_default(),
    }
}
