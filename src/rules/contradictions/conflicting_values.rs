//! C116 conflicting-values.

use crate::contradiction::DisputeKind;
use crate::phrasing::template::Template;
use crate::phrasing::{Context, Findings};
use crate::rules::rule::{Check, Level, declare_rule};

declare_rule! {
    /// Sources name different things where only one can be right.
    ///
    /// ## Why it matters
    /// A town has one mayor and an article has one author. Names that differ are as much a contradiction as figures that
    /// differ, and easier to overlook.
    ///
    /// ## Example
    /// ```claims fails
    /// "mayor of Harrow Bay" is "Ada Lind" by "Coastal Council"
    /// "mayor of Harrow Bay" is "Ida Lund" by "Harbour Monitor"
    /// ```
    /// Fixed: the names are two spellings of one person, and the vocabulary declares it.
    /// ```claims passes
    /// define person "Ada Lind"
    ///     aka "Ida Lund"
    /// "mayor of Harrow Bay" is "Ada Lind" by "Coastal Council"
    /// "mayor of Harrow Bay" is "Ida Lund" by "Harbour Monitor"
    /// ```
    ///
    /// ## How to settle it
    /// Check the names with the sources. If both are names of one thing, declare one as `aka` of the other. If the value
    /// changed, date both claims with `on`.
    ///
    /// ## When it is silent
    /// Where the names are equal except for case, typographic accents or a declared alias; where both claims are dated, on
    /// different days; where scope or mode differs.
    ///
    /// ## Settings
    /// None except its level.
    pub(super) static CONFLICTING_VALUES = "C116" "conflicting-values", Level::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let template = Template {
        kind: DisputeKind::Values,
        rule: "conflicting-values",
        slip: |about| format!("gives {about} two values"),
        differ: |about| format!("on {about}"),
        why: |first, second| format!("`{first}` and `{second}` are two names, and only one can be true"),
    };
    template.report(context, findings);
}
