//! The whole check as one pure function: texts and settings in, a report out.

mod cited_words;
mod baseline;
mod run;
mod kept;
mod selection;
mod levels;
mod suppressions;
mod fingerprint;
mod codes;
mod draft;
mod fold;
mod gravity;
mod around;

use std::hash::BuildHasher;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::cause::Causes;
use crate::contradiction::{self, Contradictions};
use crate::corpus::{Corpus, Describer};
use crate::drift::{self, Drift};
use crate::finding::{Finding, Severity, Standing, THIS_FINDING};
use crate::model::{self, Day, ReadOptions};
use crate::progress::Stage;
use crate::reason::linear::Limits;
use crate::rules::{self, Check, Context, OtherResults};
use crate::settings;
use crate::source::{Place, Sources};

pub use baseline::{Baseline, KnownFinding, State, fingerprints};
pub use cited_words::{CitedWords, CitedWordsByClaim};
pub use fingerprint::set_fingerprints;
pub use kept::Kept;
pub use run::{Accepted, Report, Settings, Summary};
pub use selection::Selector;

use baseline::Partition;
use draft::Draft;
use levels::Levels;
use selection::Selection;
use suppressions::{Suppression, Suppressions};

/// A corpus that was checked, with what was found in it.
#[derive(Debug)]
pub struct Checked {
    /// The claims.
    pub corpus: Corpus,
    /// What they cannot say together.
    pub contradictions: Contradictions,
    /// The report.
    pub report: Report,
}

/// Reads, normalises and checks every text.
#[must_use]
pub fn check(sources: &Sources, settings: &Settings) -> Report {
    checked(sources, settings).report
}

/// The same, with the corpus and its contradictions beside the report.
#[must_use]
pub fn checked(sources: &Sources, settings: &Settings) -> Checked {
    settings.progress.enter(Stage::Reading);
    let model = model::read(sources, &settings.read_options());
    settings.progress.enter(Stage::Comparing);
    checked_corpus(Corpus::new(model), sources, settings)
}

/// The same if texts have changed since the last check: what has not changed is neither read nor
/// compared again.
#[must_use]
pub fn checked_again(sources: &Sources, settings: &Settings, kept: &mut Kept) -> Checked {
    kept.begin(settings);
    settings.progress.enter(Stage::Reading);
    let options = ReadOptions { will_be_read_again: true, ..settings.read_options() };
    let model = model::read_again(sources, &options, &mut kept.model);
    settings.progress.enter(Stage::Comparing);
    let corpus = Corpus::new(model);
    settings.progress.enter(Stage::Solving);
    let names: Vec<&str> = sources.iter().map(|(_, source)| source.name()).collect();
    let definitions = FxBuildHasher.hash_one((kept.model.definitions(), names));
    let limits = limits(&settings.corpus);
    let contradictions = contradiction::find_again(&corpus, limits, definitions, &mut kept.contradictions);
    settings.progress.enter(Stage::Reporting);
    let drift = drift::find_again(&corpus, &settings.corpus.drift, definitions, &mut kept.drift);
    let report = report(sources, settings, (&corpus, None), &contradictions, &drift);
    Checked { corpus, contradictions, report }
}

/// The same for a corpus that has been read and grouped already, by the same settings.
#[must_use]
pub fn checked_corpus(corpus: Corpus, sources: &Sources, settings: &Settings) -> Checked {
    settings.progress.enter(Stage::Solving);
    let contradictions = contradiction::find(&corpus, limits(&settings.corpus));
    settings.progress.enter(Stage::Reporting);
    let report = reported(sources, settings, &corpus, &contradictions);
    Checked { corpus, contradictions, report }
}

/// The report of a corpus whose contradictions have been found already, by the same settings.
#[must_use]
pub fn reported(
    sources: &Sources,
    settings: &Settings,
    corpus: &Corpus,
    contradictions: &Contradictions,
) -> Report {
    let drift = drift::find(corpus, &settings.corpus.drift);
    report(sources, settings, (corpus, None), contradictions, &drift)
}

/// A finding that shows a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The finding.
    pub finding: Finding,
    /// Whether the corpus accepts or allows it.
    pub accepted: bool,
}

/// The findings of a check that show a statement, each by itself. Solves no more than what is tied to the statement, unless some
/// finding is accepted by its fingerprint, which may stand for many.
#[must_use]
pub fn findings_around(
    corpus: &Corpus,
    sources: &Sources,
    settings: &Settings,
    statement: Place,
) -> Vec<Shown> {
    let is_whole = around::accepts_by_fingerprint(corpus);
    let wanted = around::series_of_statement(corpus, statement);
    let limits = limits(&settings.corpus);
    let (contradictions, drift) = if is_whole {
        (contradiction::find(corpus, limits), drift::find(corpus, &settings.corpus.drift))
    } else {
        let of_their_voices = around::series_of_their_voices(corpus, &wanted);
        (
            contradiction::find_with(corpus, limits, &wanted),
            drift::find_in(corpus, &settings.corpus.drift, of_their_voices),
        )
    };
    let settings = Settings { expand: !is_whole, ..settings.clone() };
    let asked = (!is_whole).then_some(&wanted[..]);
    let report = report(sources, &settings, (corpus, asked), &contradictions, &drift);
    let accepted = report.accepted.iter().map(|accepted| (&accepted.finding, true));
    let reported = report.findings.iter().chain(&report.known).map(|finding| (finding, false));
    reported
        .chain(accepted)
        .flat_map(|(finding, accepted)| {
            let shown = around::showing(finding, statement).into_iter();
            shown.map(move |finding| Shown { finding: finding.clone(), accepted })
        })
        .collect()
}

/// Lets every rule look, and makes the report of what they find; of some series only if that is all that is asked.
fn report(
    sources: &Sources,
    settings: &Settings,
    (corpus, asked): (&Corpus, Option<&[u32]>),
    contradictions: &Contradictions,
    drift: &Drift,
) -> Report {
    let causes = Causes::new(Describer { corpus, sources });
    let draft = Draft::new(sources, &settings.archive);
    let context = Context {
        corpus,
        sources,
        contradictions,
        causes: &causes,
        drift,
        settings: &settings.corpus,
        archive: draft.archive(),
        asked,
    };
    let selection = Selection::new(settings);
    let levels = Levels::new(corpus, sources, settings, &selection);
    let (mut found, is_off) = run_rules(&context, &levels);
    set_fingerprints(&mut found, Some(corpus), sources);
    found.iter_mut().for_each(name_in_help);
    draft.join_falls(context.words(), &mut found);
    let mut suppressions = Suppressions::new(&corpus.model, Day::of_iso(&settings.today));
    let mut suppressed_by: Vec<Option<Suppression<'_>>> =
        found.iter().map(|finding| suppressions.suppression_of(finding)).collect();
    let is_selected: Vec<bool> = found
        .iter()
        .zip(&is_off)
        .map(|(finding, off)| !off && draft.involves(finding) && selection.includes(finding))
        .collect();
    let shown: Vec<bool> =
        is_selected.iter().zip(&suppressed_by).map(|(asked, reason)| *asked && reason.is_none()).collect();
    let plan = if settings.expand {
        fold::Plan::unfolded(&found, &shown)
    } else {
        fold::Plan::new(context.words(), &found, &shown)
    };
    let plan = plan.without_accepted(
        &found,
        |fingerprint| suppressions.acceptance_of_fold(fingerprint),
        &mut suppressed_by,
    );
    let is_suppressed: Vec<bool> = suppressed_by.iter().map(Option::is_some).collect();
    let named = suppressions::findings_by_statement(&corpus.model, &found);
    let compared = compared_claims(&context, &found);
    let mut of_the_corpus_itself = Vec::new();
    for rule in rules::ALL {
        let Check::Own(look) = rule.check else { continue };
        let outcome = OtherResults {
            rules: rules::ALL,
            context,
            today: suppressions.today(),
            is_as_of_earlier_day: settings.read_options().as_of.is_some(),
            findings: &found,
            is_suppressed: &is_suppressed,
            findings_by_statement: &named,
            is_accept_matched: suppressions.matched_accepts(),
            is_allow_matched: suppressions.matched_allows(),
        };
        let mut findings = rule.findings();
        look(&outcome, &mut findings);
        for mut finding in findings.into_vec() {
            let off = levels.apply(rule, &mut finding);
            if suppressions.allowing_comment(&finding).is_none() && !off && draft.contains(finding.at) {
                of_the_corpus_itself.push(finding);
            }
        }
    }

    set_fingerprints(&mut of_the_corpus_itself, Some(corpus), sources);
    let mut accepted = Vec::new();
    for ((finding, asked), reason) in found.iter().zip(&is_selected).zip(&suppressed_by) {
        if let Some(Suppression { is_by_comment, because }) = reason.filter(|_| *asked) {
            let mut finding = finding.clone();
            draft.move_into_draft(&mut finding);
            accepted.push(Accepted { finding, allowed: is_by_comment, because: because.to_owned() });
        }
    }
    let mut findings = plan.join(context.words(), found);
    findings.iter_mut().for_each(|finding| draft.move_into_draft(finding));
    findings.extend(of_the_corpus_itself.into_iter().filter(|finding| selection.includes(finding)));
    // Files are numbered in path order, and bytes come in the order of lines and columns.
    let by_place = |a: &Finding, b: &Finding| (a.at, a.code, &a.message).cmp(&(b.at, b.code, &b.message));
    findings.par_sort_by(by_place);
    accepted.sort_by(|a, b| by_place(&a.finding, &b.finding));
    let Partition { new: mut findings, known, reopened } = match &settings.baseline {
        Some(baseline) => baseline.partition(findings),
        None => Partition { new: findings, ..Partition::default() },
    };
    // Members of a fold that are new by themselves are at places of their own.
    findings.par_sort_by(by_place);
    gravity::rank(&mut findings, corpus, levels.ours());
    let by_acceptance = accepted.iter().filter(|accepted| !accepted.allowed).count();
    let summary =
        summary(sources, corpus, draft.count_in_draft(corpus, &compared), &draft, &findings, by_acceptance);
    let summary = Summary {
        passed_over: settings.passed_over,
        baselined: known.len(),
        reopened: reopened.len(),
        ..summary
    };
    let shown = findings.iter().filter(|_| settings.cited_words);
    let cited = CitedWordsByClaim::new(shown, Describer { corpus, sources });
    let unmatched_settings = levels.unmatched_settings();
    Report {
        summary,
        today: settings.today.clone(),
        findings,
        accepted,
        known,
        reopened,
        has_baseline: settings.baseline.is_some(),
        cited,
        settings: unmatched_settings,
        compared,
    }
}

/// Puts the fingerprint of a finding into its help lines.
fn name_in_help(finding: &mut Finding) {
    for line in finding.help.iter_mut().filter(|line| line.contains(THIS_FINDING)) {
        *line = line.replace(THIS_FINDING, &finding.fingerprint);
    }
}

/// The claims that had another to be compared with, ascending: those solved together, and those that a contradiction
/// shows.
fn compared_claims(context: &Context<'_>, found: &[Finding]) -> Vec<u32> {
    let words = context.words();
    let mut all = context.contradictions.compared.clone();
    let contradictory =
        found.iter().filter(|finding| finding.code.0.starts_with(['C', 'Q']) && finding.claims.len() > 1);
    let places: FxHashSet<(Place, &str)> = contradictory
        .flat_map(|finding| &finding.claims)
        .map(|cited| (cited.place, cited.id.as_str()))
        .collect();
    if !places.is_empty() {
        let cited: FxHashSet<Place> = places.iter().map(|(place, _)| *place).collect();
        let claims = (0_u32..).zip(context.corpus.claims()).filter(|(_, claim)| cited.contains(&claim.place));
        all.extend(
            claims
                .filter(|&(at, claim)| places.contains(&(claim.place, words.id(at).as_str())))
                .map(|(at, _)| at),
        );
    }
    all.par_sort_unstable();
    all.dedup();
    all
}

/// How much work the reasoner may do, by the settings.
#[must_use]
pub fn limits(settings: &settings::Settings) -> Limits {
    let usual = Limits::default();
    Limits {
        unknowns: settings.exact_limit.unwrap_or(usual.unknowns),
        steps: settings.search_limit.map_or(usual.steps, |millions| millions.saturating_mul(1_000_000)),
        repair: settings.repair_limit.unwrap_or(usual.repair),
    }
}

/// The findings of every rule, each with its level; and for each finding whether its rule is switched off at its
/// place.
fn run_rules(context: &Context<'_>, levels: &Levels<'_>) -> (Vec<Finding>, Vec<bool>) {
    let found: Vec<(Vec<Finding>, Vec<bool>)> = rules::ALL
        .par_iter()
        .map(|rule| {
            let Check::Corpus(look) = rule.check else { return (Vec::new(), Vec::new()) };
            if !levels.can_show(rule) {
                return (Vec::new(), Vec::new());
            }
            let mut findings = rule.findings();
            look(context, &mut findings);
            let mut found = findings.into_vec();
            let is_off = found.iter_mut().map(|finding| levels.apply(rule, finding)).collect();
            (found, is_off)
        })
        .collect();
    let (found, is_off): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    (found.into_iter().flatten().collect(), is_off.into_iter().flatten().collect())
}

fn summary(
    sources: &Sources,
    corpus: &Corpus,
    compared: usize,
    draft: &Draft,
    findings: &[Finding],
    accepted: usize,
) -> Summary {
    let at = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let standing = |standing| findings.iter().filter(|finding| finding.standing == Some(standing)).count();
    let mut origins: Vec<_> = corpus.claims().iter().filter_map(|claim| claim.origin).collect();
    origins.par_sort_unstable();
    origins.dedup();
    Summary {
        files: sources.len(),
        rows: corpus.model.row_counts.rows,
        refused: corpus.model.row_counts.refused,
        skipped: corpus.model.row_counts.skipped,
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
        reopened: 0,
        archive_files: draft.archive().iter().filter(|&&is_archive| is_archive).count(),
        archive_claims: draft.count_archive_claims(corpus),
        compared,
        filled_in: corpus.filled_in(draft.archive()),
        passed_over: 0,
    }
}
