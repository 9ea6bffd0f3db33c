//! What a rule is, and the findings it may report.

use crate::cause::Causes;
use crate::contradiction::Contradictions;
use crate::corpus::{Corpus, Words};
use crate::drift::Drift;
use crate::finding::{Code, Finding, Severity, Standing};
use crate::rules::Outcome;
use crate::settings::Settings;
use crate::source::{Place, Sources, Span};

/// A rule's severity where nobody sets another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Always the same.
    Fixed(Severity),
    /// A contradiction: a slip is an error, a dispute a warning, a note where parties differ or the measure is contested.
    ByStanding,
    /// Not told unless asked for.
    Off,
}

/// One rule: what it is called, what it is about, and how it looks for it.
#[derive(Debug)]
pub struct Rule {
    /// The stable code.
    pub code: Code,
    /// The kebab-case name.
    pub name: &'static str,
    /// The severity by default.
    pub level: Level,
    /// The rule's page, in Markdown: the text of `explain`.
    pub doc: &'static str,
    /// How it is looked for.
    pub check: Check,
}

/// How a rule looks for what is wrong.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// In the claims, the problems of reading and the contradictions.
    Corpus(fn(&Context<'_>, &mut Findings)),
    /// In what the corpus says of itself, once all else has been found.
    Own(fn(&Outcome<'_>, &mut Findings)),
}

impl Rule {
    /// The page's first line.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.doc.lines().next().unwrap_or("").trim()
    }
}

/// What a rule sees.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Every claim of the run.
    pub corpus: &'a Corpus,
    /// The texts, for quoting what was written.
    pub sources: &'a Sources,
    /// What the claims cannot say together.
    pub contradictions: &'a Contradictions,
    /// Why figures differ.
    pub causes: &'a Causes<'a>,
    /// How figures change from mouth to mouth and over time.
    pub drift: &'a Drift,
    /// What the corpus has settled in its `gainsay.toml`.
    pub settings: &'a Settings,
    /// For each file whether it is only compared with; empty where none is.
    pub archive: &'a [bool],
}

impl<'a> Context<'a> {
    /// How anything is said.
    #[must_use]
    pub fn words(&self) -> Words<'a> {
        Words { corpus: self.corpus, sources: self.sources }
    }

    /// Whether a claim stands in an archive that a draft is checked against.
    #[must_use]
    pub fn is_archived(&self, claim: u32) -> bool {
        let file = self.corpus.claim(claim).place.file.0 as usize;
        self.archive.get(file).is_some_and(|&held| held)
    }
}

/// The findings of one rule; nothing can be reported under another's code.
#[derive(Debug)]
pub struct Findings {
    code: Code,
    severity: Severity,
    found: Vec<Finding>,
}

impl Findings {
    /// No findings yet, of this rule.
    #[must_use]
    pub fn of(rule: &Rule) -> Self {
        let severity = match rule.level {
            Level::Fixed(severity) => severity,
            Level::ByStanding => Severity::Error,
            Level::Off => Severity::Warning,
        };
        Self { code: rule.code, severity, found: Vec::new() }
    }

    /// Adds a finding at a statement; what is not said here can be filled in on the returned reference.
    pub fn report(&mut self, at: Place, mark: Span, message: impl Into<String>) -> &mut Finding {
        self.found.push(Finding {
            code: self.code,
            severity: self.severity,
            standing: None::<Standing>,
            at,
            mark,
            message: message.into(),
            help: Vec::new(),
            cause: None,
            fact: None,
            reasoning: Vec::new(),
            odd: None,
            claims: Vec::new(),
            laws: Vec::new(),
            run: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// The finding that was added last, for what is still to be said of it.
    pub fn last(&mut self) -> Option<&mut Finding> {
        self.found.last_mut()
    }

    /// What was found.
    #[must_use]
    pub fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}

/// Declares a rule: its doc comment is its page.
macro_rules! declare_rule {
    ($(#[doc = $doc:expr])+ $vis:vis static $id:ident = $code:literal $name:literal, $level:expr, $check:expr;) => {
        $(#[doc = $doc])+
        $vis static $id: $crate::rules::rule::Rule = $crate::rules::rule::Rule {
            code: $crate::finding::Code($code),
            name: $name,
            level: $level,
            doc: concat!($($doc, "\n"),+),
            check: $check,
        };
    };
}
pub(crate) use declare_rule;
