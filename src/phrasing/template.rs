//! How a dispute between values that agree only when equal is phrased.

use crate::contradiction::DisputeKind;
use crate::phrasing::case::disputes;
use crate::phrasing::{Context, Findings};

/// The sentences in which disputes of one nature are phrased.
pub(crate) struct Template {
    /// The nature.
    pub(crate) kind: DisputeKind,
    /// The rule's name.
    pub(crate) rule: &'static str,
    /// What a voice does that contradicts itself on a measure: `gives … two values`.
    pub(crate) slip: fn(&str) -> String,
    /// What sources differ on, for a measure: `on …`.
    pub(crate) differ: fn(&str) -> String,
    /// Why both figures cannot be right, as written.
    pub(crate) why: fn(&str, &str) -> String,
}

impl Template {
    /// Reports every dispute of the nature.
    pub(crate) fn report(&self, context: &Context<'_>, findings: &mut Findings) {
        for case in disputes(context, self.kind) {
            let (one, two) = case.sides();
            let (first, second) = (case.said(&one.statement), case.said(&two.statement));
            let (about, when) = (case.about(), case.when());
            let message = if case.dispute.is_slip() {
                let voice = case.words.voice(one.statement.voice);
                format!("{voice} {}: {first} and {second}{when}", (self.slip)(&about))
            } else {
                let (mine, theirs) = (case.words.voices(&case.with(one)), case.words.voices(&case.with(two)));
                format!(
                    "sources differ {}{when}: {first} by {mine}, {second} by {theirs}",
                    (self.differ)(&about)
                )
            };
            case.report(findings, self.rule, message, vec![(self.why)(&first, &second)]);
        }
    }
}
