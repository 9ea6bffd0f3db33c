//! Definitions that nothing uses.

use crate::contradiction::LawDefect;
use crate::finding::{Cited, Severity};
use crate::model::Used;
use crate::model::vocabulary::DefinedId;
use crate::phrasing::{Context, Findings, one_line, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A definition that no claim uses.
    ///
    /// ## Why it matters
    /// A definition that fits no claim is often misspelt itself: the claims it was written for do not get it.
    ///
    /// ## Example
    /// ```claims fails
    /// define source "Health Minstry"
    ///     kind official
    /// death toll 28,752 in Spain on 2020-05-24 by "WHO"
    /// define source WHO
    /// ```
    /// ```claims passes
    /// define source WHO
    ///     kind official
    /// death toll 28,752 in Spain on 2020-05-24 by "WHO"
    /// ```
    ///
    /// ## How to settle it
    /// - compare its spelling with the claims it is meant for
    /// - or leave it: a vocabulary shared by several corpora can hold definitions that one of them does not use
    ///
    /// ## When it is silent
    /// Where a claim, a law, a break or another definition names it, directly or through an alias. A law that follows from
    /// the other declarations is reported in the same way. Where the run has no claims at all, as when only a vocabulary is
    /// checked. Where the settings skip the rows of a sheet by that name.
    ///
    /// ## Settings
    /// `skip` in `[tables]`.
    pub(super) static UNUSED_DEFINITION = "R121" "unused-definition", DefaultLevel::Fixed(Severity::Note), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (law, defect) in &context.contradictions.law_defects {
        let LawDefect::Implied(from) = defect else { continue };
        let text = one_line(context.sources.slice(*law));
        let why = if from.is_empty() { "it is always true" } else { "it follows from other declarations" };
        let finding =
            findings.report(*law, law.span, format!("this law adds nothing, because {why}: {text}"));
        finding.claims.push(problem::cite(context, *law, "adds nothing"));
        finding.claims.extend(from.iter().map(|&from| problem::cite(context, from, "it follows from this")));
        finding.help.push("remove it, or check whether you meant another measure".to_owned());
    }
    if context.corpus.claims().is_empty() {
        return;
    }
    let registers = &context.corpus.model.registers;
    let used = Used::of(&context.corpus.model);
    for defined in &context.corpus.model.vocabulary.definitions {
        if used.holds(defined.what) {
            continue;
        }
        let (name, what) = match defined.what {
            DefinedId::Measure(id) => (&registers.measures.get(id.0).display, "measure"),
            DefinedId::Source(id) => (&registers.sources.get(id.0).display, "source"),
            DefinedId::Name(id) => {
                let key = context.corpus.model.vocabulary.names.get(id.0 as usize).map(|name| name.key);
                let key = key.map_or("name", |key| registers.keys.get(key.0).display.as_str());
                (&registers.names.get(id.0).display, key)
            }
        };
        // A definition is used by rows that the settings skip by it.
        let mut skipped = context.settings.tables.iter().flat_map(|tables| &tables.table.skip);
        if skipped.any(|cell| cell.matches(name)) {
            continue;
        }
        let source = context.sources.get(defined.place.file);
        let finding =
            findings.report(defined.place, defined.mark.span, format!("nothing uses the {what} `{name}`"));
        finding.help.push("check its spelling against the claims it is meant for, or remove it".to_owned());
        finding.claims.push(Cited {
            id: format!("{}:{}", source.name(), source.line_of(defined.place.span.start)),
            place: defined.place,
            mark: defined.mark.span,
            label: "defined here".to_owned(),
            core: false,
            repair: false,
            suspect: false,
        });
    }
}
