//! Which findings the command line selects: by rule, family or standing.

use super::run::Settings;
use crate::finding::{Code, Finding, Standing};
use crate::rules::{self, Rule};

/// What a name on the command line means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selector {
    /// A rule, by its name or code.
    Rule(Code),
    /// A family of rules, by its name or the letter that its codes begin with: `drift`, `D`, `D*`.
    Family(char),
    /// The contradictions of a standing: `slip`, `disputed`.
    Standing(Standing),
}

impl Selector {
    /// The meaning of a name; none if it has none.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "slip" => return Some(Self::Standing(Standing::Slip)),
            "disputed" => return Some(Self::Standing(Standing::Disputed)),
            _ => {}
        }
        if let Some(rule) = rules::by_name(name) {
            return Some(Self::Rule(rule.code));
        }
        let letter = name.strip_suffix('*').unwrap_or(name);
        let is_named = |family: &&&rules::Family| {
            family.name.eq_ignore_ascii_case(name) || letter.eq_ignore_ascii_case(&family.letter.to_string())
        };
        rules::FAMILIES.iter().find(is_named).map(|family| Self::Family(family.letter))
    }

    fn includes(self, finding: &Finding) -> bool {
        match self {
            Self::Rule(code) => finding.code == code,
            Self::Family(letter) => finding.code.0.starts_with(letter),
            Self::Standing(standing) => finding.standing == Some(standing),
        }
    }
}

/// The findings that the command line selects.
pub(super) struct Selection {
    select: Option<Vec<Selector>>,
    ignore: Vec<Selector>,
}

impl Selection {
    pub(super) fn new(settings: &Settings) -> Self {
        let choices = |names: &[String]| names.iter().filter_map(|name| Selector::of(name)).collect();
        let select = (!settings.select.is_empty()).then(|| choices(&settings.select));
        Self { select, ignore: choices(&settings.ignore) }
    }

    /// Whether a finding is selected; levels are not considered here.
    pub(super) fn includes(&self, finding: &Finding) -> bool {
        let any = |choices: &[Selector]| choices.iter().any(|choice| choice.includes(finding));
        self.select.as_deref().is_none_or(any) && !any(&self.ignore)
    }

    /// Whether a rule is selected by its own name, and so reported even if it is off.
    pub(super) fn names_rule(&self, rule: &Rule) -> bool {
        self.select.iter().flatten().any(|choice| *choice == Selector::Rule(rule.code))
    }
}
