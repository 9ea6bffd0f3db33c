//! The common wording for disputes about names, truth values and sets.

use crate::contradiction::DisputeKind;
use crate::phrasing::presenter::{Presenter, disputes, on_date};
use crate::phrasing::{Context, Findings};

/// The sentences in which disputes of one kind are phrased.
pub(crate) struct Template {
    /// The kind.
    pub(crate) kind: DisputeKind,
    /// The rule's name.
    pub(crate) rule: &'static str,
    /// What a voice that contradicts itself does, for a measure: `gives … two values`.
    pub(crate) slip: fn(&str) -> String,
    /// What sources differ on, for a measure: `on …`.
    pub(crate) differ: fn(&str) -> String,
    /// Why both cannot be right, as written.
    pub(crate) why: fn(&Presenter<'_>, &str, &str) -> String,
    /// What in a definition would settle it, if anything does.
    pub(crate) settle: fn(&Presenter<'_>) -> Vec<String>,
}

impl Template {
    /// Reports every dispute of the kind.
    pub(crate) fn report(&self, context: &Context<'_>, findings: &mut Findings) {
        for presenter in disputes(context, self.kind) {
            let (one, two) = presenter.first_two();
            // If the two hold for different times, each is given with its time.
            let (when, dates) = if one.window == two.window {
                (presenter.when(), [String::new(), String::new()])
            } else {
                (String::new(), [one, two].map(|side| side.window.as_ref().map(on_date).unwrap_or_default()))
            };
            let (first, second) = (presenter.said(&one.statement), presenter.said(&two.statement));
            let about = presenter.about();
            let message = if presenter.dispute.is_slip() {
                let voice = presenter.words.voice(one.statement.voice);
                let [from, to] = &dates;
                format!("{voice} {}: {first}{from} and {second}{to}{when}", (self.slip)(&about))
            } else {
                let (mine, theirs) = (
                    presenter.words.voices(&presenter.saying_the_same(one)),
                    presenter.words.voices(&presenter.saying_the_same(two)),
                );
                let [from, to] = &dates;
                format!(
                    "sources differ {}{when}: {first}{from} by {mine}, {second}{to} by {theirs}",
                    (self.differ)(&about)
                )
            };
            let why = (self.why)(&presenter, &first, &second);
            let finding = presenter.report(findings, self.rule, message, vec![why]);
            finding.help.extend((self.settle)(&presenter));
        }
    }
}
