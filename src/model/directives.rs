//! The corpus's statements about its own check: `accept`, `expect`, and comments that allow findings.

use crate::finding::ProblemKind;
use crate::model::claim::Claim;
use crate::model::date::Anchor;
use crate::model::diagnostics::{Diagnostics, Locator};
use crate::model::label::{LabelTarget, Labels};
use crate::model::lower::{ArticleDefaults, Lowering};
use crate::model::register::{LabelId, Shared};
use crate::model::window::Day;
use crate::source::{Place, Sources};
use crate::syntax::tree::{self, Statement};

/// A known conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accept {
    /// The statement.
    pub place: Place,
    /// What is accepted.
    pub what: Accepted,
    /// Where the rule, or the finding, is named.
    pub named: Place,
    /// Whether it can be judged: its end date could be read, all its labels were found, and no `as_of` removed what they name.
    pub can_be_judged: bool,
    /// Why, as written.
    pub because: Option<String>,
    /// The first day on which it no longer holds.
    pub until: Option<Day>,
}

/// What an acceptance names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// A rule, as written, and the statements.
    Conflict(String, Vec<Place>),
    /// The fingerprint of a finding.
    Finding(String),
}

impl Accept {
    /// The rule that it names, as written; none where it names a finding.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        match &self.what {
            Accepted::Conflict(rule, _) => Some(rule),
            Accepted::Finding(_) => None,
        }
    }

    /// The statements that it names.
    #[must_use]
    pub fn statements(&self) -> &[Place] {
        match &self.what {
            Accepted::Conflict(_, statements) => statements,
            Accepted::Finding(_) => &[],
        }
    }

    /// Whether its last day has passed.
    #[must_use]
    pub fn expired(&self, today: Option<Day>) -> bool {
        self.until.zip(today).is_some_and(|(until, today)| until <= today)
    }
}

/// An expectation of the corpus about its own check: a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expect {
    /// The statement.
    pub place: Place,
    /// What is expected.
    pub what: Expected,
}

/// What a corpus expects of its own check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// No error or warning in this file.
    Nothing,
    /// A finding of a rule with these statements in it.
    Finding {
        /// The rule, as written.
        rule: String,
        /// Where it is named.
        rule_place: Place,
        /// The statements named.
        statements: Vec<Place>,
        /// Whether it can be judged: all its labels were found, and no `as_of` removed what they name.
        can_be_judged: bool,
    },
}

/// A comment that suppresses findings about the statement below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The comment.
    pub comment: Place,
    /// The statement.
    pub statement: Place,
    /// The rules, as written.
    pub rules: Vec<String>,
    /// Why, as written; none where it does not say.
    pub because: Option<String>,
}

/// The allow comments above a statement.
pub(super) fn allows(statement: &Statement<'_>, at: Locator<'_>) -> Vec<Allow> {
    let at = Locator { text: statement.text, ..at };
    let allows = statement.allows.iter().map(|allow| Allow {
        comment: at.place(allow.text),
        statement: at.statement(),
        rules: allow.rules.iter().map(|&rule| rule.to_owned()).collect(),
        because: allow
            .because
            .map(|because| because.text().into_owned())
            .filter(|why| !why.trim().is_empty()),
    });
    allows.collect()
}

/// An acceptance with its labels resolved.
pub(super) fn accept<'s>(
    accept: &tree::Accept<'s>,
    labels: &Labels,
    defaults: Option<&ArticleDefaults>,
    lowering: &mut Lowering<'_, 's>,
) -> Accept {
    let named = match &accept.what {
        tree::Accepted::Conflict(rule, _) => rule,
        tree::Accepted::Finding(fingerprint) => fingerprint.raw,
    };
    if accept.because.is_none() {
        lowering
            .diagnostics
            .add(ProblemKind::Syntax, lowering.at, named, "the acceptance does not say why")
            .label("why is this conflict accepted?")
            .help(Some("end it with `because \"different cut-off hours\"`".to_owned()));
    }
    let day = defaults.and_then(ArticleDefaults::published).map(|moment| moment.to);
    let until = accept
        .until
        .as_ref()
        .map(|date| lowering.date(date, Anchor { day, forward: true, ..Anchor::default() }));
    // An end date that cannot be read does not make the acceptance last for ever.
    let is_unread = until.is_some_and(|window| window.is_none());
    let until = until.flatten();
    let (what, whole) = match &accept.what {
        tree::Accepted::Conflict(rule, named) => {
            let (statements, whole) = statements_named(named, labels, lowering);
            (Accepted::Conflict((*rule).to_owned(), statements), whole)
        }
        tree::Accepted::Finding(fingerprint) => {
            (Accepted::Finding(fingerprint.text().trim().to_lowercase()), true)
        }
    };
    Accept {
        place: lowering.at.statement(),
        what,
        named: lowering.at.place(named),
        can_be_judged: whole && !is_unread,
        because: accept.because.map(|because| because.text().into_owned()),
        until: until.and_then(|window| window.from),
    }
}

/// An expectation with its labels resolved.
pub(super) fn expect<'s>(
    expect: &tree::Expect<'s>,
    labels: &Labels,
    lowering: &mut Lowering<'_, 's>,
) -> Expect {
    let what = match expect {
        tree::Expect::None => Expected::Nothing,
        tree::Expect::Finding { rule, labels: named } => {
            let (statements, whole) = statements_named(named, labels, lowering);
            Expected::Finding {
                rule: (*rule).to_owned(),
                rule_place: lowering.at.place(rule),
                statements,
                can_be_judged: whole,
            }
        }
    };
    Expect { place: lowering.at.statement(), what }
}

/// The statements that labels name. A label that names nothing is reported.
fn statements_named<'s>(
    named: &[&'s str],
    labels: &Labels,
    lowering: &mut Lowering<'_, 's>,
) -> (Vec<Place>, bool) {
    let mut statements = Vec::new();
    for label in named {
        statements.extend(lowering.labelled(label, labels));
    }
    let whole = statements.len() == named.len();
    (statements, whole)
}

impl<'s> Lowering<'_, 's> {
    /// The statement that a label names; one that names nothing is reported.
    pub(super) fn labelled(&mut self, label: &'s str, labels: &Labels) -> Option<Place> {
        let id = self.label(label);
        match labels.find(self.at.file, id) {
            LabelTarget::Statement(place) => Some(place),
            LabelTarget::Unread => None,
            LabelTarget::Nothing => {
                dangling(&mut self.diagnostics, self.at, label, labels.anywhere(id));
                None
            }
        }
    }
}

fn dangling(diagnostics: &mut Diagnostics, at: Locator<'_>, label: &str, elsewhere: Vec<Place>) {
    let help = elsewhere.is_empty().then(|| {
        format!("put `@{label}` before the statement you mean; it must be in this file or in an included one")
    });
    let message = match help {
        Some(_) => format!("no statement has the label `@{label}`"),
        None => format!("no statement in this file has the label `@{label}`, nor in one that it includes"),
    };
    let problem = diagnostics.add(ProblemKind::DanglingLabel, at, label, message).label("leads nowhere");
    elsewhere.into_iter().fold(problem.help(help), |problem, place| problem.other(place, "in another file"));
}

/// Checks the labels of `based on`.
pub(super) fn check_based_on(
    claims: &[Claim],
    labels: &Labels,
    sources: &Sources,
    shared: &Shared,
    diagnostics: &mut Diagnostics,
) {
    let mut registers = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    for claim in claims.iter().filter(|claim| claim.part <= 1) {
        for label in claim.details.iter().flat_map(|details| &details.based_on) {
            let id = LabelId(registers.labels.intern(label, label, None));
            if labels.find(claim.place.file, id) == LabelTarget::Nothing {
                let whole = sources.get(claim.place.file).text();
                let text = sources.slice(claim.place);
                let part =
                    text.find(&format!("@{label}")).map_or(text, |at| &text[at + 1..at + 1 + label.len()]);
                let at = Locator::of(claim.place.file, whole, text);
                dangling(diagnostics, at, part, labels.anywhere(id));
            }
        }
    }
}
