//! Measures and sources that are not declared, with the nearest declared name.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::{Uncompared, plural, uncompared};
use crate::finding::{Cited, ProblemKind, Severity};
use crate::model::claim::{Claim, ClaimStatus, Value};
use crate::model::register::{ChainId, MeasureId, Register, SourceId, is_marked_key};
use crate::model::vocabulary::Declared;
use crate::names::{NameSearch, misspelt_sources};
use crate::phrasing::{Context, Findings, problem, quoted};
use crate::propose::{KindProposal, kind, split_name, usage};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};
use crate::source::{Place, Span};

declare_rule! {
    /// A measure or source that is not declared.
    ///
    /// ## Why it matters
    /// A misspelt measure becomes a separate measure: its figures are not compared with any others, and readers do not
    /// notice. For an undeclared measure the checker also does not know whether it can fall, what its unit is and what it is
    /// part of.
    ///
    /// ## Example
    /// ```claims fails
    /// deth toll 28,752 in Spain on 2020-05-24 by "Health Ministry"
    /// ```
    /// ```claims passes
    /// death toll 28,752 in Spain on 2020-05-24 by "Health Ministry"
    /// ```
    ///
    /// ## How to settle it
    /// - correct the spelling, where the message names what you meant
    /// - or write it as a part of a declared measure, where its name holds one: `military death toll 729` is
    ///   `death toll 729 among military`
    /// - or declare it; the message has the lines to copy, and what they rest on. The kind matters most: `cumulative` never
    ///   falls, a `level` goes up and down, a `flow` is what a period adds
    ///
    /// ## When it is silent
    /// For statements without a figure: `"Turkey supports Baku" is true` needs no declaration. For sources of a kind, origins
    /// or relays, as long as fewer of them are declared than not, unless `gainsay.toml` gives the rule a level; and where one
    /// is probably a misspelt declared one (near-duplicate-name). Each name is reported once, where it is first used.
    ///
    /// ## Settings
    /// None.
    pub(super) static UNDECLARED_NAME = "R111" "undeclared-name", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    measures(context, findings);
    let mut reported: FxHashSet<&str> = FxHashSet::default();
    for problem in problem::of(context, ProblemKind::UndeclaredName) {
        if reported.insert(&problem.message) {
            problem::report_one(context, findings, problem);
        }
    }
    if context.corpus.model.vocabulary.declares_sources {
        sources(context, findings, &reportable_sources(context));
    }
}

fn measures(context: &Context<'_>, findings: &mut Findings) {
    let model = &context.corpus.model;
    let is_declared = |id: u32| {
        model.vocabulary.measure(MeasureId(id)).is_some_and(|measure| measure.declared != Declared::No)
    };
    let mut seen: FxHashSet<MeasureId> = FxHashSet::default();
    let (mut nearest_names, mut usages, mut dated_by_text, mut uncompared_pairs) = (None, None, None, None);
    for (number, claim) in context.corpus.claims().iter().enumerate() {
        if !matches!(claim.value, Value::Number(_))
            || is_declared(claim.measure.0)
            || !seen.insert(claim.measure)
        {
            continue;
        }
        let nearest_names =
            nearest_names.get_or_insert_with(|| names(&model.registers.measures, is_declared));
        let entry = model.registers.measures.get(claim.measure.0);
        let mark = entry.seen.filter(|seen| within(claim.place, *seen)).map_or(claim.mark, |seen| seen.span);
        let cited = context.words().cite(number as u32);
        let nearest = nearest_names.nearest(&entry.key);
        let message = format!("the measure `{}` is not declared", entry.display);
        let finding = findings.report(claim.place, mark, message);
        if let Some((name, id)) = &nearest {
            let known = model.registers.measures.get(*id);
            finding.help.push(match *name == known.key {
                true => format!("did you mean `{}`?", known.display),
                false => format!("did you mean `{name}`, another name of `{}`?", known.display),
            });
        }
        let mut not_compared_claims = Vec::new();
        let dated_by_text = dated_by_text.get_or_insert_with(|| count_dated_by_text(context));
        if let Some(&count) = dated_by_text.get(&claim.measure) {
            let claims = plural(count, "claim");
            let (give, was, they) = match count {
                1 => ("gives", "it was", "it is"),
                _ => ("give", "they were", "they are"),
            };
            finding.reasoning.push(format!(
                "{claims} of it {give} no date but when {was} said or published; once it is declared a level or a running total, \
                 that counts as the date, and {they} compared"
            ));
            let pairs = uncompared_pairs.get_or_insert_with(|| without_kind(context));
            if let Some(one) = pairs.get(&claim.measure) {
                finding.message.push_str(&not_compared(context, one.pair));
                let pair = [one.pair.0, one.pair.1];
                let others = one.claims.iter().copied().filter(|at| !pair.contains(at)).take(MAX_SHOWN);
                let cited = |at| context.words().cite_dated(at);
                not_compared_claims = pair.into_iter().chain(others).map(cited).collect();
            }
        }
        let part_of = split_name(model, &entry.display);
        if let Some(part_of) = &part_of {
            let or = if nearest.is_some() { "or, if it is" } else { "if it is" };
            let written: Vec<String> = part_of.written.iter().map(|way| format!("`{way}`")).collect();
            let written = written.join(", or ");
            finding.help.push(format!("{or} a part of `{}`, write {written}", part_of.measure));
        }
        let usages = usages.get_or_insert_with(|| usage(model, |claim| !is_declared(claim.measure.0)));
        let Some(usage) = usages.get(&claim.measure) else { continue };
        let proposal = kind(&entry.display, usage);
        let or = if nearest.is_some() || part_of.is_some() { "or declare it" } else { "declare it" };
        let lines = definition(context, claim, &entry.display, &proposal);
        finding.help.push(format!("{or} with its kind ({}):\n{lines}", proposal.why));
        let others = proposal.alternatives(&entry.display, usage);
        if !others.is_empty() {
            finding.help.push(format!("other kinds: {}", others.join("; ")));
        }
        finding.claims.push(Cited { mark, label: "not declared".to_owned(), ..cited });
        finding.claims.extend(not_compared_claims);
    }
}

/// How many claims that are not compared are shown.
const MAX_SHOWN: usize = 32;

/// The differing figures of each measure that are not compared, as the measure has no kind.
fn without_kind(context: &Context<'_>) -> FxHashMap<MeasureId, Uncompared> {
    let lacking = uncompared(context.words()).into_iter().filter(|group| group.lacks_kind(context.corpus));
    lacking.map(|group| (context.corpus.claim(group.pair.0).measure, group)).collect()
}

/// `, so 729 and 792 said on 19 October 2020 are not compared`.
fn not_compared(context: &Context<'_>, (one, other): (u32, u32)) -> String {
    let words = context.words();
    let day = |at: u32| {
        let claim = context.corpus.claim(at);
        match (claim.said, claim.published) {
            (Some(said), _) => format!(" said on {}", said.in_words()),
            (None, Some(published)) => format!(" published on {}", published.in_words()),
            (None, None) => String::new(),
        }
    };
    let (first, second) = (day(one), day(other));
    let first = if first == second { String::new() } else { first };
    format!(", so {}{first} and {}{second} are not compared", words.said(one), words.said(other))
}

/// How many claims of each measure are dated only by when they were said or published.
fn count_dated_by_text(context: &Context<'_>) -> FxHashMap<MeasureId, usize> {
    let mut counts: FxHashMap<MeasureId, usize> = FxHashMap::default();
    for claim in context.corpus.claims() {
        let figure = matches!(claim.value, Value::Number(_)) && claim.status == ClaimStatus::Current;
        if figure && claim.time.is_none() && claim.said.or(claim.published).is_some() {
            *counts.entry(claim.measure).or_default() += 1;
        }
    }
    counts
}

/// The lines that declare a measure as its claims use it.
fn definition(context: &Context<'_>, claim: &Claim, name: &str, proposal: &KindProposal) -> String {
    let units = &context.corpus.model.vocabulary.units;
    let unit = claim.unit.map(|unit| format!("\n      unit {}", units.name(unit))).unwrap_or_default();
    let negative = if proposal.may_be_negative { "\n      may be negative" } else { "" };
    let name = quoted(name);
    format!("  define measure {name}\n      kind {}{unit}{negative}", proposal.kind)
}

/// The undeclared sources to report: those of a kind (origins, or relays and outlets) of which at least half
/// are declared, as one declared outlet does not make every other source a slip; all if the settings give the
/// rule a level.
fn reportable_sources(context: &Context<'_>) -> FxHashSet<SourceId> {
    let model = &context.corpus.model;
    let is_declared = |id: SourceId| {
        model.vocabulary.sources.get(id.0 as usize).map_or(Declared::No, |source| source.declared)
    };
    let mut kinds: [FxHashSet<SourceId>; 2] = Default::default();
    let mut chains: FxHashSet<ChainId> = FxHashSet::default();
    for claim in context.corpus.claims() {
        kinds[0].extend(claim.origin);
        if chains.insert(claim.via) {
            kinds[1].extend(model.registers.chains.get(claim.via.0));
        }
    }
    let all = (0..model.vocabulary.sources.len() as u32).map(SourceId);
    let unused = all.filter(|id| matches!(is_declared(*id), Declared::Corpus(_)));
    let unused = unused.filter(|id| kinds.iter().all(|kind| !kind.contains(id))).count();
    let is_level_set = context.settings.levels.of_rule("undeclared-name").is_some();
    let mut reportable = FxHashSet::default();
    for kind in &kinds {
        let (known, unknown): (Vec<SourceId>, Vec<SourceId>) =
            kind.iter().partition(|&&id| is_declared(id) != Declared::No);
        if is_level_set || known.len() + unused >= unknown.len() {
            reportable.extend(unknown);
        }
    }
    reportable
}

fn sources(context: &Context<'_>, findings: &mut Findings, reportable: &FxHashSet<SourceId>) {
    let model = &context.corpus.model;
    let is_declared = |id: u32| {
        model.vocabulary.sources.get(id as usize).is_some_and(|source| source.declared != Declared::No)
    };
    let register = &model.registers.sources;
    // Names that may have been read wrongly are reported already.
    let reported_places: FxHashSet<Place> =
        problem::of(context, ProblemKind::UndeclaredName).map(|problem| problem.at).collect();
    let mut seen: FxHashSet<SourceId> = FxHashSet::default();
    let mut chains: FxHashSet<ChainId> = FxHashSet::default();
    let mut nearest_names = None;
    let mut misspelt = None;
    for claim in context.corpus.claims() {
        let chain: &[SourceId] =
            if chains.insert(claim.via) { model.registers.chains.get(claim.via.0) } else { &[] };
        for &source in claim.origin.iter().chain(chain) {
            if is_declared(source.0) || !reportable.contains(&source) || !seen.insert(source) {
                continue;
            }
            if misspelt.get_or_insert_with(|| misspelt_sources(context.corpus)).contains(&source.0) {
                continue;
            }
            let nearest_names = nearest_names.get_or_insert_with(|| names(register, is_declared));
            let entry = register.get(source.0);
            let at = entry.seen.unwrap_or(Place { span: claim.mark, ..claim.place });
            if reported_places.contains(&at) {
                continue;
            }
            let cited = problem::cite(context, at, "not declared");
            let message = format!("the source `{}` is not declared", entry.display);
            let nearest = nearest_names.nearest(&entry.key);
            let finding = findings.report(cited.place, at.span, message);
            if let Some((_, nearest)) = &nearest {
                finding.help.push(format!("did you mean `{}`?", register.get(*nearest).display));
            }
            let or = if nearest.is_some() { "or declare it" } else { "declare it" };
            finding.help.push(format!("{or}: `define source {}`", quoted(&entry.display)));
            finding.claims.push(cited);
        }
    }
}

fn names(register: &Register, is_declared: impl Fn(u32) -> bool) -> NameSearch<'_> {
    let known = register.names().into_iter().filter(|&(name, id)| !is_marked_key(name) && is_declared(id));
    NameSearch::new(known.collect())
}

fn within(statement: Place, part: Place) -> bool {
    let Span { start, end } = statement.span;
    part.file == statement.file && start <= part.span.start && part.span.end <= end
}
