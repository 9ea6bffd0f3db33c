//! C118 conflicting-sets.

use crate::contradiction::Nature;
use crate::rules::dispute;
use crate::rules::rule::{Check, Context, Findings, Level, declare_rule};

declare_rule! {
    /// Two lists of members cannot both be complete, or somebody is both in and out.
    ///
    /// ## Why it matters
    /// Co-chairs, signatories, members of a coalition: a list that leaves one out is a claim that it is not a member.
    ///
    /// ## Example
    /// ```claims fails
    /// signatories of Harbour Pact are {Northvale, Eastmere} by "Coastal Council"
    /// signatories of Harbour Pact includes "Low Fenn" by "Harbour Monitor"
    /// ```
    /// Mended: the first list was never meant to be complete.
    /// ```claims passes
    /// signatories of Harbour Pact includes Northvale by "Coastal Council"
    /// signatories of Harbour Pact includes "Low Fenn" by "Harbour Monitor"
    /// ```
    ///
    /// ## How to settle it
    /// Check the lists. `{a, b}` says: these and no others. If a source only named some, write `includes` for each of them.
    ///
    /// ## When it is silent
    /// For `includes` beside `includes`; where both claims are dated, and on different days; where scope or mode differ.
    ///
    /// ## Settings
    /// None but its level.
    pub(super) static CONFLICTING_SETS = "C118" "conflicting-sets", Level::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for case in dispute::of(context, Nature::Sets) {
        let (one, two) = case.sides();
        let (first, second) = (case.said(&one.statement), case.said(&two.statement));
        let message = if case.dispute.is_slip() {
            format!(
                "{} gives {} two different members: {first} and {second}{}",
                case.words.voice(one.statement.voice),
                case.about(),
                case.when()
            )
        } else {
            let (mine, theirs) = (case.words.voices(&case.with(one)), case.words.voices(&case.with(two)));
            format!(
                "sources differ on {}{}: {first} by {mine}, {second} by {theirs}",
                case.about(),
                case.when()
            )
        };
        let reasoning = vec![format!("both cannot hold: a member is in by one and out by the other")];
        case.report(findings, "conflicting-sets", message, reasoning);
    }
}
