use std::collections::BTreeMap;

use crate::drift::{Revision, RevisionPattern};
use crate::finding::Severity;
use crate::model::{Number, Window};
use crate::phrasing::revision::RevisionPhrasing;
use crate::phrasing::{Context, Findings};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A source restates what it said about a fact.
    ///
    /// ## Why it matters
    /// The later word stands, and nothing is contradicted. But a desk that printed 1,414 has readers who believe it. A source
    /// that restates its latest days again and again, always upwards, shows how far to trust each of its new figures.
    ///
    /// ## Example
    /// ```claims fails
    /// displaced 1,414 in Harrow Bay on 2020-03-01 by "Relief Agency" said 2020-03-01
    /// displaced 1,694 in Harrow Bay on 2020-03-01 by "Relief Agency" said 2020-03-07
    /// ```
    /// Fixed: the agency announced the change as a correction, and the corpus records it as one.
    /// ```claims passes
    /// @first displaced 1,414 in Harrow Bay on 2020-03-01 by "Relief Agency" said 2020-03-01
    /// correct @first to 1,694 on 2020-03-07 by "Relief Agency" because "two camps were not counted"
    /// ```
    ///
    /// ## How to settle it
    /// - use the latest figure, and let readers of the old one know that it was restated
    /// - if the source announced it, write `correct @first to … on … by … because "…"`: announced corrections are not drift
    /// - if a source restates its latest days as a habit, give its figures as provisional
    ///
    /// All steps of one fact make one finding. So do the facts of a series that were restated at one moment, neighbouring
    /// facts that were restated in the same direction, and everything one source restated in several series at the same
    /// second (one edition of a table). A source has a habit if it restated a series on more than five separate occasions, or
    /// did so with more than five series of a measure. A habit is one finding, which says how often, the change that weighs
    /// most (by its share and in all), the median, in which direction, and how much was restated by too little to count. Any
    /// change that stands out from a habit, five times its median, is reported separately.
    ///
    /// ## When it is silent
    /// - where figures allow each other: `about 1,400` and 1,414
    /// - where less than a hundredth changed. A running total is an exception: it is also reported where the change is at
    ///   least half of its growth since the fact before, because that growth is the news of its day, unless chance could
    ///   change it as much (three times its square root); and where a digit was put right within two days (60,773, then
    ///   60,733)
    /// - where the order of the statements is not certain: it needs `said`, or `published` of the source's own words
    ///   (otherwise two figures are a self-contradiction). Outlets that pass a source on are compared with it by another rule
    ///   (`relay-drift`)
    /// - in tables of thirty facts or more where a small count flickers (3 after 4): by no more than three times its square
    ///   root
    /// - where a source gives several figures in the course of a day, six hours apart or as a matter of routine: a total or a
    ///   level may change by evening
    /// - where a figure was replaced within ten minutes
    /// - for forecasts, and for figures that were corrected or taken back
    ///
    /// ## Settings
    /// `restated`, `restated-growth` and `restated-apart` under `[drift]` in `gainsay.toml`; `tolerance` on the measure.
    pub(super) static REVISION_DRIFT = "D104" "revision-drift", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for revision in &context.drift.revisions {
        report(context, revision, findings);
    }
}

fn report(context: &Context<'_>, revision: &Revision, findings: &mut Findings) {
    let phrasing = RevisionPhrasing { context, words: context.words(), revision };
    let facts = revision.by_weight(context.corpus);
    let Some(&worst) = facts.first() else { return };
    let Some(&last) = worst.versions.last() else { return };
    let claim = context.corpus.claim(last);
    let finding = findings.report(claim.place, claim.mark, phrasing.message(worst));
    let series = &context.corpus.series[worst.series as usize];
    let mut fact = phrasing.words.fact(series, worst.window.as_ref());
    if phrasing.is_one_series() {
        let windows = || revision.facts.iter().filter_map(|fact| fact.window);
        fact.from = windows().next().as_ref().and_then(Window::iso_from);
        fact.to = windows().next_back().as_ref().and_then(Window::iso_to);
    }
    finding.fact = Some(fact);
    finding.reasoning = phrasing.reasoning(&facts);
    finding.cause = phrasing.cause(worst);
    let is_habit = revision.pattern == RevisionPattern::Habit;
    let mut largest_shares: BTreeMap<u32, &Number> = BTreeMap::new();
    for fact in &revision.facts {
        let share = largest_shares.entry(fact.series).or_insert(&fact.share);
        *share = (*share).max(&fact.share);
    }
    for fact in &facts {
        // In a habit each series is represented by its largest restatement.
        let core = !is_habit || largest_shares.get(&fact.series) == Some(&&fact.share);
        finding.claims.extend(fact.versions.iter().map(|&at| phrasing.cite(at, core)));
    }
    finding.help = phrasing.help();
}
