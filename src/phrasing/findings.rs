//! The findings of one rule, as they are reported.

use crate::finding::{Code, Finding, Severity, Standing};
use crate::source::{Place, Span};

/// The findings of one rule; none can be reported under another rule's code.
#[derive(Debug)]
pub struct Findings {
    code: Code,
    severity: Severity,
    found: Vec<Finding>,
}

impl Findings {
    /// No findings yet, for the rule with this code and severity.
    #[must_use]
    pub const fn new(code: Code, severity: Severity) -> Self {
        Self { code, severity, found: Vec::new() }
    }

    /// Adds a finding at a statement; its other fields can be filled in on the returned reference.
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
            outlier: None,
            claims: Vec::new(),
            laws: Vec::new(),
            run: None,
            members: Vec::new(),
            fingerprint: String::new(),
            rank: 0,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// The finding that was added last, so that its other fields can be filled in.
    pub fn last(&mut self) -> Option<&mut Finding> {
        self.found.last_mut()
    }

    /// What was found.
    #[must_use]
    pub fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}
