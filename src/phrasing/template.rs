//! How a dispute between values that agree only when equal is phrased.

use crate::contradiction::DisputeKind;
use crate::phrasing::case::{Case, disputes, on_date};
use crate::phrasing::{Context, Findings};

/// The sentences in which disputes of one kind are phrased.
pub(crate) struct Template {
    /// The kind.
    pub(crate) kind: DisputeKind,
    /// The rule's name.
    pub(crate) rule: &'static str,
    /// What a voice does that contradicts itself on a measure: `gives … two values`.
    pub(crate) slip: fn(&str) -> String,
    /// What sources differ on, for a measure: `on …`.
    pub(crate) differ: fn(&str) -> String,
    /// Why both cannot be right, as written.
    pub(crate) why: fn(&Case<'_>, &str, &str) -> String,
    /// What in the measure's definition would settle it, if anything does.
    pub(crate) settle: fn(&Case<'_>) -> Option<String>,
}

impl Template {
    /// Reports every dispute of the kind.
    pub(crate) fn report(&self, context: &Context<'_>, findings: &mut Findings) {
        for case in disputes(context, self.kind) {
            let (one, two) = case.sides();
            // Where the two hold for different times, each is given with its own.
            let (when, dates) = if one.window == two.window {
                (case.when(), [String::new(), String::new()])
            } else {
                (String::new(), [one, two].map(|side| side.window.as_ref().map(on_date).unwrap_or_default()))
            };
            let (first, second) = (case.said(&one.statement), case.said(&two.statement));
            let about = case.about();
            let message = if case.dispute.is_slip() {
                let voice = case.words.voice(one.statement.voice);
                let [from, to] = &dates;
                format!("{voice} {}: {first}{from} and {second}{to}{when}", (self.slip)(&about))
            } else {
                let (mine, theirs) = (case.words.voices(&case.with(one)), case.words.voices(&case.with(two)));
                let [from, to] = &dates;
                format!(
                    "sources differ {}{when}: {first}{from} by {mine}, {second}{to} by {theirs}",
                    (self.differ)(&about)
                )
            };
            let why = (self.why)(&case, &first, &second);
            let finding = case.report(findings, self.rule, message, vec![why]);
            finding.help.extend((self.settle)(&case));
        }
    }
}
