//! Claims without a source.

use crate::finding::{Cited, Severity};
use crate::model::claim::ClaimStatus;
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A claim without a source.
    ///
    /// ## Why it matters
    /// A figure is only as good as its source. Without a source it cannot be checked, and when it differs from another, the
    /// report cannot name who contradicts whom.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 28,752 in Spain on 2020-05-24
    /// ```
    /// ```claims passes
    /// death toll 28,752 in Spain on 2020-05-24 by "Health Ministry"
    /// ```
    ///
    /// ## How to settle it
    /// - name who says so: `by "Health Ministry"`
    /// - for a figure that an outlet gives in its own words, name only the outlet: `via Reuters`
    /// - for a file of claims from one text, put an `article "…" via Reuters published …` line above them
    ///
    /// ## When it is silent
    /// Where the claim or the article above it names an origin or an outlet. For figures of your own that are computed from
    /// others (`based on: @a, @b`), and for claims that were taken back.
    ///
    /// ## Settings
    /// None.
    pub(super) static MISSING_SOURCE = "R114" "missing-source", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (number, claim) in context.corpus.claims().iter().enumerate() {
        let is_tally = claim.details.as_ref().is_some_and(|details| !details.based_on.is_empty());
        // A draft that names no outlet does not say whose its own words are.
        let outlet = claim.voice.filter(|voice| Some(*voice) != context.corpus.model.draft);
        if outlet.is_some() || claim.origin.is_some() || is_tally || claim.status != ClaimStatus::Current {
            continue;
        }
        let words = context.words();
        let what = problem::about(context, claim);
        let finding = findings.report(claim.place, claim.mark, format!("{what} has no source"));
        finding.help.push(
            "add who says so: `by \"Health Ministry\"`, or `via Reuters` for an outlet's own words"
                .to_owned(),
        );
        let cited = words.cite(number as u32);
        finding.claims.push(Cited { label: "who says so?".to_owned(), ..cited });
    }
}
