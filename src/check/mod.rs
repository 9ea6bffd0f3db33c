//! The whole tool as one pure function: texts and settings in, a report out.

mod fold;
mod silence;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::contradiction;
use crate::corpus::Corpus;
use crate::finding::{Code, Finding, Severity, Standing};
use crate::model::{self, Day};
use crate::reason::linear::Limits;
use crate::rules::{self, Check, Context, Findings, Level, Outcome, Rule};
use crate::source::{Include, Sources};

use silence::Silence;

/// What a run is told.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Today, as an ISO date: it decides which acceptances have expired, and is echoed.
    pub today: String,
    /// Only these rules, by name or code; all where empty.
    pub select: Vec<String>,
    /// Not these rules, by name or code.
    pub ignore: Vec<String>,
    /// The corpus as it stood on this ISO date; as it stands where none.
    pub as_of: Option<String>,
    /// What became of every `include` in the texts.
    pub includes: Vec<Include>,
}

/// What a run counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the word of the report's summary")]
pub struct Summary {
    pub files: usize,
    pub statements: usize,
    pub claims: usize,
    pub sources: usize,
    pub series: usize,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    pub slips: usize,
    pub disputed: usize,
    pub accepted: usize,
    pub baselined: usize,
}

/// What a run has to say, in the order in which it is told.
#[derive(Clone, Debug)]
pub struct Report {
    /// The counts.
    pub summary: Summary,
    /// Today, as the settings said.
    pub today: String,
    /// The findings, by path, line and code.
    pub findings: Vec<Finding>,
}

/// Reads, normalises and checks every text.
#[must_use]
pub fn check(sources: &Sources, settings: &Settings) -> Report {
    let as_of = settings.as_of.as_deref().and_then(Day::of_iso);
    let corpus = Corpus::new(model::read(sources, &settings.includes, as_of));
    let contradictions = contradiction::find(&corpus, Limits::default());
    let context = Context { corpus: &corpus, sources, contradictions: &contradictions };
    let wanted: Vec<&Rule> = rules::ALL.iter().copied().filter(|rule| wanted(rule, settings)).collect();

    let found = look(&context);
    let mut silence = Silence::new(&corpus.model, Day::of_iso(&settings.today));
    let silenced: Vec<bool> = found.iter().map(|finding| silence.silences(finding)).collect();
    let named = silence::named(&corpus.model, &found);
    let mut own = Vec::new();
    for rule in rules::ALL {
        let Check::Own(look) = rule.check else { continue };
        let outcome = Outcome {
            context,
            today: silence.today(),
            as_it_stood: as_of.is_some(),
            findings: &found,
            silenced: &silenced,
            named: &named,
            accepts: silence.accepts(),
            allows: silence.allows(),
        };
        let mut findings = Findings::of(rule);
        look(&outcome, &mut findings);
        own.extend(findings.into_vec().into_iter().filter(|finding| !silence.allowed(finding)));
    }

    let codes: FxHashSet<Code> = wanted.iter().map(|rule| rule.code).collect();
    let kept = found.into_iter().zip(silenced).filter(|(_, silenced)| !silenced).map(|(finding, _)| finding);
    let mut findings = fold::fold(kept.filter(|finding| codes.contains(&finding.code)).collect());
    findings.extend(own.into_iter().filter(|finding| codes.contains(&finding.code)));
    // Files are numbered in path order, and bytes come in the order of lines and columns.
    findings.par_sort_by(|a, b| (a.at, a.code, &a.message).cmp(&(b.at, b.code, &b.message)));
    let accepted = silence.accepted(&codes);
    let summary = summary(sources, &corpus, &findings, accepted);
    Report { summary, today: settings.today.clone(), findings }
}

/// What every rule finds that looks at the corpus, each at its level.
fn look(context: &Context<'_>) -> Vec<Finding> {
    let found: Vec<Vec<Finding>> = rules::ALL
        .par_iter()
        .map(|rule| {
            let Check::Corpus(look) = rule.check else { return Vec::new() };
            let mut findings = Findings::of(rule);
            look(context, &mut findings);
            let mut found = findings.into_vec();
            for finding in &mut found {
                finding.severity = level(rule.level, finding);
            }
            found
        })
        .collect();
    found.into_iter().flatten().collect()
}

/// A finding's severity: a contradiction's by its standing, unless its rule has made a note of it.
fn level(level: Level, finding: &Finding) -> Severity {
    match (level, finding.standing) {
        _ if finding.severity == Severity::Note => Severity::Note,
        (Level::ByStanding, Some(Standing::Slip)) => Severity::Error,
        (Level::ByStanding, Some(Standing::Disputed)) => Severity::Warning,
        _ => finding.severity,
    }
}

/// Whether a rule's findings are told.
fn wanted(rule: &Rule, settings: &Settings) -> bool {
    let named = |names: &[String]| {
        names.iter().any(|name| rule.name == name || rule.code.0.eq_ignore_ascii_case(name))
    };
    let asked = if settings.select.is_empty() { rule.level != Level::Off } else { named(&settings.select) };
    asked && !named(&settings.ignore)
}

fn summary(sources: &Sources, corpus: &Corpus, findings: &[Finding], accepted: usize) -> Summary {
    let at = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let standing = |standing| findings.iter().filter(|finding| finding.standing == Some(standing)).count();
    let mut origins: Vec<_> = corpus.claims().iter().filter_map(|claim| claim.origin).collect();
    origins.par_sort_unstable();
    origins.dedup();
    Summary {
        files: sources.len(),
        statements: corpus.model.statements,
        claims: corpus.claims().len(),
        sources: origins.len(),
        series: corpus.series.len(),
        errors: at(Severity::Error),
        warnings: at(Severity::Warning),
        notes: at(Severity::Note),
        slips: standing(Standing::Slip),
        disputed: standing(Standing::Disputed),
        accepted,
        baselined: 0,
    }
}
