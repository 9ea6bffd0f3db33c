//! The unknowns of a proof in words: their figures, and what distinguishes each from the others.

use crate::contradiction::{Argument, ConstraintKind, NamedUnknown, When};
use crate::corpus::Describer;
use crate::model::Number;
use crate::model::register::{GROUP, KeyId, NameId};
use crate::reason::linear::{Step, StepReason};

/// The argument of a dispute with what is needed to name its figures.
pub(super) struct ProofPhrasing<'a> {
    pub(super) words: Describer<'a>,
    pub(super) argument: &'a Argument,
}

impl ProofPhrasing<'_> {
    pub(super) fn step(&self, at: u32) -> &Step {
        &self.argument.proof.steps[at as usize]
    }

    pub(super) fn constraint_of(&self, step: &Step) -> Option<ConstraintKind> {
        match step.by {
            StepReason::Row(row, _) => Some(self.argument.rows[row as usize].1.kind),
            StepReason::Domain | StepReason::Item(_) => None,
        }
    }

    /// A figure of an unknown, with a per cent sign if it is a percentage.
    pub(super) fn figure(&self, about: &NamedUnknown, value: &Number) -> String {
        format!("{}{}", value.grouped(), if self.is_percent(about) { "%" } else { "" })
    }

    fn is_percent(&self, about: &NamedUnknown) -> bool {
        let units = &self.words.corpus.model.vocabulary.units;
        about.unit.is_some_and(|unit| units.is_percent(unit))
    }

    /// The sign of a sum of figures: a per cent sign if all are percentages.
    pub(super) fn sum_sign(&self) -> &'static str {
        if self.argument.about.iter().all(|about| self.is_percent(about)) { "%" } else { "" }
    }

    pub(super) fn about(&self, step: &Step) -> &NamedUnknown {
        &self.argument.about[step.unknown as usize]
    }

    pub(super) fn name(&self, step: &Step) -> String {
        let about = self.about(step);
        let has_other_times = self.argument.about.iter().any(|other| !other.when.is_at(&about.when));
        let when = day(&about.when)
            .filter(|_| has_other_times)
            .map(|day| format!(" {}", dated(&about.when, &day)))
            .unwrap_or_default();
        format!("{}{when}", self.words.about(about.measure, &about.scope, about.mode))
    }

    /// What distinguishes a value from others of the proof: ` among military on 3 October 2020`, ` in all`.
    pub(super) fn tail(&self, about: &NamedUnknown) -> String {
        let mut words: Vec<String> = Vec::new();
        let differs = self.argument.about.iter().any(|other| other.measure != about.measure);
        if differs {
            words.push(self.words.corpus.model.registers.measures.get(about.measure.0).display.clone());
        }
        let common =
            |pair: &(KeyId, NameId)| self.argument.about.iter().all(|other| other.scope.contains(pair));
        let mut own: Vec<_> = about.scope.iter().filter(|pair| !common(pair)).collect();
        // As in `death toll among military in Stepanakert`.
        own.sort_by_key(|(key, _)| *key != GROUP);
        words.extend(own.iter().map(|(key, name)| self.words.qualified(*key, *name)));
        let others = self.argument.about.iter().flat_map(|other| &other.scope).filter(|pair| !common(pair));
        let unsaid: Vec<KeyId> =
            others.map(|(key, _)| *key).filter(|key| about.scope.iter().all(|(own, _)| own != key)).collect();
        // A key with a default that is not given means the default, not the whole.
        let defaults = &self.words.corpus.model.vocabulary.defaults;
        let meant = defaults.iter().filter(|(key, _)| unsaid.contains(key));
        words.extend(meant.map(|(key, name)| self.words.qualified(*key, *name)));
        let in_all = unsaid.iter().any(|key| defaults.iter().all(|(known, _)| known != key));
        if own.is_empty() && in_all && !differs {
            words.push("in all".to_owned());
        }
        let has_other_times = self.argument.about.iter().any(|other| !other.when.is_at(&about.when));
        if has_other_times && let Some(day) = day(&about.when) {
            words.push(match about.when {
                When::Over(window) if window.from != window.to && !window.is_open() => format!("over {day}"),
                When::Since(_) => format!("up to {day}"),
                _ => dated(&about.when, &day),
            });
        }
        if words.is_empty() { String::new() } else { format!(" {}", words.join(" ")) }
    }
}

/// `on 3 October 2020`, `until 3 October 2020`.
fn dated(when: &When, day: &str) -> String {
    match when {
        When::At(window) | When::Over(window) if window.is_open() => day.to_owned(),
        _ => format!("on {day}"),
    }
}

pub(super) fn day(when: &When) -> Option<String> {
    match when {
        When::Always => None,
        When::At(window) | When::Over(window) => Some(window.in_words()),
        When::Since(day) => Some(day.in_words()),
    }
}
