//! When findings came and went: the corpus is checked as it stood on each day on which something was published, and what
//! is found is compared with what was found on the day before.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::{Report, Settings, check};
use crate::corpus::Corpus;
use crate::finding::{Finding, Severity};
use crate::model::Day;
use crate::rules;
use crate::source::Sources;

/// The history of the findings of a corpus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Replay {
    /// `gainsay-replay/1`.
    pub schema: &'static str,
    /// The days on which something came or went, in order.
    pub days: Vec<ReplayDay>,
    /// How many days were checked.
    pub checked: usize,
}

/// A day on which findings came or went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReplayDay {
    /// The day.
    pub day: String,
    /// How many claims there were by then.
    pub claims: usize,
    /// What was not visible on the last day checked before this one.
    pub appeared: Vec<Visible>,
    /// What was visible on the last day checked before this one, and no more.
    pub gone: Vec<Visible>,
}

/// A finding as it was visible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Visible {
    /// Its code.
    pub code: String,
    /// Its rule.
    pub rule: String,
    /// Its level.
    pub severity: String,
    /// What it says.
    pub message: String,
    /// The file.
    pub file: String,
    /// The line.
    pub line: u32,
    /// Its fingerprint on that day.
    pub fingerprint: String,
}

/// The families whose findings are followed if none is chosen: what contradicts, what drifts and what is misquoted, and not
/// how claims are written.
const FOLLOWED: [&str; 3] = ["contradictions", "drift", "quotes"];

/// Checks a corpus as of each day on which a claim was published (said, if that is all that is known), retracted or
/// corrected.
#[must_use]
pub fn replay(texts: &Sources, settings: &Settings, corpus: &Corpus) -> Replay {
    let mut days: Vec<Day> = corpus
        .claims()
        .iter()
        .filter_map(|claim| claim.published.or(claim.said).map(|moment| moment.to))
        .chain(corpus.model.amendments.iter().filter_map(|amendment| amendment.when.map(|when| when.to)))
        .collect();
    days.sort_unstable();
    days.dedup();
    if let Some(last) = settings.as_of.as_deref().and_then(Day::of_iso) {
        days.retain(|day| *day <= last);
    }
    let mut before = Followed::new();
    let mut shown = Vec::new();
    for day in &days {
        let mut as_of = settings.clone();
        as_of.as_of = Some(day.iso());
        as_of.today = day.iso();
        as_of.expand = true;
        if as_of.select.is_empty() {
            as_of.select = FOLLOWED.map(str::to_owned).to_vec();
        }
        let report: Report = check(texts, &as_of);
        let mut now = Followed::new();
        for finding in &report.findings {
            now.entry(identity(finding)).or_default().push(visible(texts, finding));
        }
        let appeared = differing(&now, &before);
        let gone = differing(&before, &now);
        if !appeared.is_empty() || !gone.is_empty() {
            shown.push(ReplayDay { day: day.iso(), claims: report.summary.claims, appeared, gone });
        }
        before = now;
    }
    Replay { schema: "gainsay-replay/1", days: shown, checked: days.len() }
}

/// The findings of a day by what stays the same of them; several, if one rule has found several things at one fact.
type Followed = BTreeMap<String, Vec<Visible>>;

/// What stays the same of a finding while claims are added to it: its rule and its fact, else its fingerprint.
fn identity(finding: &Finding) -> String {
    match &finding.fact {
        Some(fact) => {
            format!("{}{:?}{:?}{:?}{:?}", finding.code.0, fact.measure, fact.scope, fact.from, fact.to)
        }
        None => format!("{}{}", finding.code.0, finding.fingerprint),
    }
}

/// The findings of one day that the other day lacks: of each identity, as many as the one has more. A finding that the
/// other day has in the same words is none of them.
fn differing(one: &Followed, other: &Followed) -> Vec<Visible> {
    let wording = |visible: &Visible| (visible.code.clone(), visible.message.clone());
    let worded: BTreeSet<(String, String)> = other.values().flatten().map(wording).collect();
    let mut found: Vec<Visible> = one
        .iter()
        .flat_map(|(key, all)| {
            let more = all.len().saturating_sub(other.get(key).map_or(0, Vec::len));
            all.iter().filter(|visible| !worded.contains(&wording(visible))).take(more).cloned()
        })
        .collect();
    found.sort_by(|a, b| (&a.file, a.line, &a.code, &a.message).cmp(&(&b.file, b.line, &b.code, &b.message)));
    found
}

fn visible(texts: &Sources, finding: &Finding) -> Visible {
    let source = texts.get(finding.at.file);
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    Visible {
        code: finding.code.0.to_owned(),
        rule: rules::by_name(finding.code.0).map_or("", |rule| rule.name).to_owned(),
        severity: severity.to_owned(),
        message: finding.message.clone(),
        file: source.name().to_owned(),
        line: source.line_of(finding.mark.start),
        fingerprint: finding.fingerprint.clone(),
    }
}
