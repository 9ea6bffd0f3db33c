//! Why a row of a proof holds, in words.

use crate::contradiction::{Argument, ConstraintKind, NamedUnknown, When};
use crate::corpus::join_words;
use crate::model::register::{KeyId, NameId};
use crate::phrasing::presenter::one_line;
use crate::phrasing::unknown::ProofPhrasing;
use crate::reason::linear::{Row, Step, StepReason};

/// Whether a row binds what figures grow by from one time to another.
pub(crate) fn is_growth(argument: &Argument, row: &Row) -> bool {
    let mut times = row.terms.iter().map(|term| &argument.about[term.0 as usize].when);
    let first = times.next();
    first.is_some_and(|first| times.any(|when| !when.is_at(first)))
}

impl ProofPhrasing<'_> {
    /// Why a step follows.
    pub(super) fn clause(&self, step: &Step) -> Option<String> {
        match step.by {
            StepReason::Row(row, _) => self.clause_of(row),
            StepReason::Domain | StepReason::Item(_) => None,
        }
    }

    /// Why a row holds.
    pub(super) fn clause_of(&self, row: u32) -> Option<String> {
        let (row, reason) = &self.argument.rows[row as usize];
        Some(match reason.kind {
            ConstraintKind::NeverFalls => return None,
            ConstraintKind::Part if is_growth(self.argument, row) => {
                "a part never grows by more than its whole".to_owned()
            }
            ConstraintKind::Part if row.terms.len() > 2 => {
                "parts that do not overlap are together never more than their whole".to_owned()
            }
            ConstraintKind::Part => "a part is never more than its whole".to_owned(),
            ConstraintKind::Sum if reason.is_absence(row) => {
                let part = &self.argument.about[row.terms[0].0 as usize];
                format!("{} is not listed, so it is none", self.tail(part).trim_start())
            }
            ConstraintKind::Sum => {
                let parts = row.terms.iter().filter(|term| term.1.is_negative());
                let parts: Vec<String> = parts
                    .filter_map(|term| self.own_name(&self.argument.about[term.0 as usize], row))
                    .collect();
                format!("{} make up the whole", join_words(&parts))
            }
            ConstraintKind::Flow => {
                let has_running_count = row
                    .terms
                    .iter()
                    .any(|term| matches!(self.argument.about[term.0 as usize].when, When::Since(_)));
                let what = if has_running_count {
                    "periods add up, and no period is negative"
                } else {
                    "the figure for a period is what the total grows by"
                };
                what.to_owned()
            }
            ConstraintKind::Law => {
                let law =
                    reason.declared.map(|law| one_line(self.words.sources.slice(law))).unwrap_or_default();
                format!("declared: {law}")
            }
        })
    }

    /// The name that distinguishes a part from its whole.
    fn own_name(&self, about: &NamedUnknown, row: &Row) -> Option<String> {
        let whole = row.terms.iter().find(|term| !term.1.is_negative())?;
        let whole = &self.argument.about[whole.0 as usize];
        let said = about.scope.iter().find(|pair| !whole.scope.contains(pair));
        // A part without a key that its whole has is the default of that key.
        let mut defaults = self.words.corpus.model.vocabulary.defaults.iter();
        let differs = |key: &KeyId| {
            let has = |scope: &[(KeyId, NameId)]| scope.iter().any(|(known, _)| known == key);
            has(&whole.scope) && !has(&about.scope)
        };
        let own = said.or_else(|| defaults.find(|(key, _)| differs(key)))?;
        Some(self.words.corpus.model.registers.names.get(own.1.0).display.clone())
    }
}
