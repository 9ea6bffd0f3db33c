//! The severity of findings: by rule, by standing, and by path.

use std::collections::BTreeMap;

use super::pattern::Pattern;
use crate::finding::{Code, Severity, Standing};

/// The names of levels.
pub(super) const WORDS: [(&str, Level); 4] = [
    ("off", Level::Off),
    ("note", Level::At(Severity::Note)),
    ("warning", Level::At(Severity::Warning)),
    ("error", Level::At(Severity::Error)),
];

/// The level that a finding gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Off.
    Off,
    /// Reported at this severity.
    At(Severity),
}

/// The lowest severity at which a check fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the word of the setting")]
pub enum FailOn {
    Error,
    Dispute,
    Warning,
    Note,
    Never,
}

impl FailOn {
    /// Whether a finding of this severity, by the rule of this code, makes a check fail.
    #[must_use]
    pub fn fails(self, severity: Severity, code: Code) -> bool {
        match self {
            Self::Error => severity == Severity::Error,
            // Contradictions, drift, sourcing and quotations, but not the rules about the corpus itself.
            Self::Dispute => {
                severity == Severity::Error
                    || severity == Severity::Warning && code.0.starts_with(['C', 'D', 'P', 'Q'])
            }
            Self::Warning => severity >= Severity::Warning,
            Self::Note => true,
            Self::Never => false,
        }
    }
}

/// A rule as settings name it.
#[derive(Clone, Copy, Debug)]
pub struct RuleName {
    /// Its name.
    pub name: &'static str,
    /// Its code, which is accepted too.
    pub code: &'static str,
    /// What its family is called.
    pub family: &'static str,
}

impl RuleName {
    /// Whether a name is that of its family: `contradictions`, or the letter of its codes, `C` or `C*`.
    #[must_use]
    pub fn is_of(&self, family: &str) -> bool {
        let letter = family.strip_suffix('*').unwrap_or(family);
        self.family.eq_ignore_ascii_case(family) || self.code[..1].eq_ignore_ascii_case(letter)
    }
}

/// `[rules]`: levels by rule, by standing and by family.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// By the rule's name.
    pub rules: BTreeMap<String, Level>,
    /// Of slips.
    pub slip: Option<Level>,
    /// Of disputes.
    pub disputed: Option<Level>,
    /// By the letter that the codes of a family begin with.
    pub families: BTreeMap<char, Level>,
}

impl Levels {
    /// The level of a rule's findings, where these levels have one.
    #[must_use]
    pub fn of_rule(&self, rule: &str) -> Option<Level> {
        self.rules.get(rule).copied()
    }

    /// The level of a standing, where these levels have one.
    #[must_use]
    pub fn of_standing(&self, standing: Standing) -> Option<Level> {
        match standing {
            Standing::Slip => self.slip,
            Standing::Disputed => self.disputed,
        }
    }

    /// The level of the family of a rule's code, where these levels have one.
    #[must_use]
    pub fn of_family(&self, code: Code) -> Option<Level> {
        code.0.chars().next().and_then(|letter| self.families.get(&letter)).copied()
    }

    /// Whether nothing is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// `[[paths]]`: levels for the files of some patterns.
#[derive(Clone, Debug)]
pub struct PathLevels {
    /// The patterns.
    pub patterns: Vec<Pattern>,
    /// Their levels.
    pub levels: Levels,
}

impl PathLevels {
    /// Whether a path, relative to the settings' file and with forward slashes, is one of these.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches(path))
    }
}
