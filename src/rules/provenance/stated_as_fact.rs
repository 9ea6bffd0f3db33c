//! An outlet that states in its own voice what named sources dispute.

use rustc_hash::FxHashSet;

use crate::contradiction::Dispute;
use crate::contradiction::contradict;
use crate::corpus::{Series, Statement, Voice};
use crate::finding::{FoldSides, Severity};
use crate::model::key;
use crate::model::register::SourceId;
use crate::model::vocabulary::SourceKind;
use crate::phrasing::{Context, Findings, fold_info, on_date};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

/// How many voices of a fact are compared with each other at most; beyond that there is a dispute in any case.
const MAX_VOICES: usize = 200;

declare_rule! {
    /// An outlet states flatly what named sources dispute.
    ///
    /// ## Why it matters
    /// If two named sources contradict each other, a piece that gives one side's figure without attribution has taken that
    /// side. Newsrooms print corrections for this mistake: readers got a fact, and it was a claim.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 729 in Aldwater on 2024-11-05 by "Defence Ministry"
    /// death toll 792 in Aldwater on 2024-11-05 by "Rights Monitor"
    /// death toll 729 in Aldwater on 2024-11-05 via Courier
    /// ```
    /// Fixed: the piece says whose figure it is.
    /// ```claims passes
    /// death toll 729 in Aldwater on 2024-11-05 by "Defence Ministry"
    /// death toll 792 in Aldwater on 2024-11-05 by "Rights Monitor"
    /// death toll 729 in Aldwater on 2024-11-05 by "Defence Ministry" via Courier
    /// ```
    ///
    /// ## How to settle it
    /// - say whose figure it is, `by "Defence Ministry"`, and that the other side disputes it
    /// - or say only what both have in common: `at least 729`
    /// - if the outlet counted for itself, keep its figure and say so:
    ///   `# gainsay: allow(stated-as-fact) because "our own count"`
    ///
    /// ## When it is silent
    /// Where the figure is not disputed, or was not yet disputed when the outlet published it; where one side is unnamed
    /// (`officials`, `witnesses`); where the outlet says only what both sides agree on, or a figure that neither gives (that
    /// is conflicting-figures); where the outlet attributes that side's figure elsewhere for the same fact, and so has said
    /// whose it is; for what is `alleged`, `expected` or the like; for a tally of its own (`based on: @a, @b`). It looks at
    /// one fact: the same measure, scope and time.
    ///
    /// ## Settings
    /// With `[desk] ours`, findings in other outlets are warnings.
    pub(super) static STATED_AS_FACT = "P103" "stated-as-fact", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
    let register = &context.corpus.model.registers.sources;
    let ours = context.settings.ours.iter().filter_map(|name| register.find(&key(&name.what)).map(SourceId));
    let ours: Vec<SourceId> = ours.collect();
    for dispute in &context.contradictions.disputes {
        let series = &context.corpus.series[dispute.series as usize];
        if series.mode.is_some() || !seen.insert((dispute.series, dispute.fact)) {
            continue;
        }
        let all = || dispute.repair.iter().chain(&dispute.kept);
        let own = all().filter(|statement| is_own_word(context, statement));
        let named: Vec<&Statement> =
            all().filter(|statement| is_named(context, statement)).take(MAX_VOICES).collect();
        if named.len() < 2 {
            continue;
        }
        for statement in own.take(MAX_VOICES) {
            if let Some((agreeing, contradicting)) = sides(context, series, statement, &named) {
                report(context, findings, dispute, statement, agreeing, contradicting, &ours);
            }
        }
    }
}

/// Whether a statement is an outlet's own and no tally.
fn is_own_word(context: &Context<'_>, statement: &Statement) -> bool {
    let tally = |at: u32| context.corpus.claim(at).is_tally();
    matches!(statement.voice, Voice::Own(_)) && !tally(statement.representative())
}

/// Whether a named source makes a statement.
fn is_named(context: &Context<'_>, statement: &Statement) -> bool {
    let Voice::Origin(_) = statement.voice else { return false };
    let origin = context.corpus.claim(statement.representative()).origin;
    let sources = &context.corpus.model.vocabulary.sources;
    let kind = origin.and_then(|origin| sources.get(origin.0 as usize)?.kind);
    kind != Some(SourceKind::Unnamed)
}

/// Who agrees with an outlet's statement, and who disagrees; none if the outlet takes no side, or names its source.
fn sides<'s>(
    context: &Context<'_>,
    series: &Series,
    own: &Statement,
    named: &[&'s Statement],
) -> Option<(&'s Statement, &'s Statement)> {
    let Voice::Own(outlet) = own.voice else { return None };
    let others = named.iter().copied().filter(|other| other.voice != Voice::Origin(outlet));
    let (contradicting, agreeing): (Vec<&Statement>, Vec<&Statement>) =
        others.partition(|other| contradict(context.corpus, series, own, other));
    // A dispute that has not begun yet cannot be known.
    let published = context.corpus.claim(own.representative()).published;
    let is_said_later = |other: &&Statement| {
        let moment = context.corpus.moment_said(other.representative());
        moment.zip(published).is_some_and(|(moment, published)| moment.certainly_after(&published))
    };
    let contradicting: Vec<&Statement> =
        contradicting.into_iter().filter(|other| !is_said_later(other)).collect();
    let is_relayed_by_outlet = |at: &u32| {
        let chain = context.corpus.model.registers.chains.get(context.corpus.claim(*at).via.0);
        chain.contains(&outlet)
    };
    if agreeing.iter().any(|other| other.claims.iter().any(is_relayed_by_outlet)) {
        return None;
    }
    // An outlet takes a side only between two values that cannot both be right.
    let pairs = agreeing
        .iter()
        .flat_map(|agreeing| contradicting.iter().map(move |contradicting| (*agreeing, *contradicting)));
    pairs.take(MAX_VOICES * MAX_VOICES).find(|(agreeing, contradicting)| {
        agreeing.voice != contradicting.voice && contradict(context.corpus, series, agreeing, contradicting)
    })
}

fn report(
    context: &Context<'_>,
    findings: &mut Findings,
    dispute: &Dispute,
    own: &Statement,
    agreeing: &Statement,
    contradicting: &Statement,
    ours: &[SourceId],
) {
    let words = context.words();
    let series = &context.corpus.series[dispute.series as usize];
    let at = own.representative();
    let claim = context.corpus.claim(at);
    let when = dispute.window.as_ref().map(on_date).unwrap_or_default();
    let (outlet, about, said) = (words.voice(own.voice), words.series(series), words.said(at));
    let (theirs, other) = (words.voice(agreeing.voice), words.said(contradicting.representative()));
    let message = format!(
        "{outlet} states as a fact what is disputed: {about}{when} is {} by {theirs}, {other} by {}",
        words.said(agreeing.representative()),
        words.voice(contradicting.voice)
    );
    let finding = findings.report(claim.place, claim.mark, message);
    if let Voice::Own(outlet) = own.voice
        && !ours.is_empty()
        && !ours.contains(&outlet)
    {
        finding.severity = Severity::Warning;
    }
    finding.fact = Some(words.fact(series, dispute.window.as_ref()));
    finding.reasoning =
        vec![format!("{said} and {other} cannot both be true, and {outlet} names no source for {said}")];
    finding.help = vec![
        format!("name the source, `by {}`, and say that it is disputed", theirs.replace('`', "\"")),
        "or, if the outlet has evidence of its own, keep it and give the evidence:".to_owned(),
        "  # gainsay: allow(stated-as-fact) because \"…\"".to_owned(),
    ];
    finding.claims = own.claims.iter().map(|&at| words.cite(at).in_core()).collect();
    for statement in [agreeing, contradicting] {
        finding.claims.push(words.cite(statement.representative()));
    }
    let others = vec![agreeing.voice.number(), contradicting.voice.number()];
    let sides = FoldSides { first: vec![own.voice.number()], second: others };
    finding.fold = Some(fold_info(dispute.series, dispute.fact, sides, dispute.window.as_ref()));
}
