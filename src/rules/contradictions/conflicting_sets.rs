use crate::contradiction::DisputeKind;
use crate::model::claim::{Members, Value};
use crate::model::register::NameId;
use crate::names::are_alike;
use crate::phrasing::Presenter;
use crate::phrasing::template::Template;
use crate::phrasing::{Context, Findings};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// Two lists of members cannot both be complete, or a member is both in and out.
    ///
    /// ## Why it matters
    /// Co-chairs, signatories, members of a coalition: a list that leaves one out claims that it is not a member.
    ///
    /// ## Example
    /// ```claims fails
    /// signatories of Harbour Pact are {Northvale, Eastmere} by "Coastal Council"
    /// signatories of Harbour Pact includes "Low Fenn" by "Harbour Monitor"
    /// ```
    /// Fixed: the first list was never meant to be complete.
    /// ```claims passes
    /// signatories of Harbour Pact includes Northvale by "Coastal Council"
    /// signatories of Harbour Pact includes "Low Fenn" by "Harbour Monitor"
    /// ```
    ///
    /// ## How to settle it
    /// Check the lists. `{a, b}` means these and no others. If a source named only some, write `includes` for each of them.
    ///
    /// ## When it is silent
    /// For `includes` beside `includes`; where both claims are dated, unless on one day; where scope or mode differs.
    /// Where the measure `allows several`, a list names some members and not all.
    ///
    /// ## Settings
    /// `allows several` in the definition of a measure.
    pub(super) static CONFLICTING_SETS = "C118" "conflicting-sets", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let template = Template {
        kind: DisputeKind::Sets,
        rule: "conflicting-sets",
        slip: |about| format!("gives {about} two different members"),
        differ: |about| format!("on {about}"),
        why: |_, _, _| "both cannot be true: one includes a member that the other excludes".to_owned(),
        settle: |presenter| one_spelling(presenter).into_iter().collect(),
    };
    template.report(context, findings);
}

/// What to do if two members are probably one name in two spellings.
fn one_spelling(presenter: &Presenter<'_>) -> Option<String> {
    let corpus = presenter.words.corpus;
    let (one, two) = presenter.first_two();
    let members = |at: u32| match &corpus.claim(at).value {
        Value::Set(members) => match members.as_ref() {
            Members::Exactly(names) => names.clone(),
            Members::Includes(name) | Members::Excludes(name) => vec![*name],
        },
        _ => Vec::new(),
    };
    let (mine, theirs) = (members(one.statement.representative()), members(two.statement.representative()));
    let shown = |name: &NameId| corpus.model.registers.names.get(name.0).display.as_str();
    let mine = mine.iter().filter(|name| !theirs.contains(name));
    let (first, second) = mine
        .flat_map(|name| theirs.iter().map(|other| (shown(name), shown(other))))
        .find(|(name, other)| name != other && are_alike(name, other))?;
    Some(format!("if `{first}` and `{second}` are one, use one spelling for both"))
}
