//! What rules see: the claims, the texts, and the results of earlier phases.

use crate::cause::Causes;
use crate::contradiction::Contradictions;
use crate::corpus::{Corpus, Describer};
use crate::drift::Drift;
use crate::settings::{Level, Settings};
use crate::source::Sources;

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
    /// The corpus's settings, from its `gainsay.toml`.
    pub settings: &'a Settings,
    /// For each file whether it is archive, only compared with; empty where none is.
    pub archive: &'a [bool],
}

impl<'a> Context<'a> {
    /// Descriptions of claims, series and windows.
    #[must_use]
    pub fn words(&self) -> Describer<'a> {
        Describer { corpus: self.corpus, sources: self.sources }
    }

    /// Whether a measure that nobody has declared is reported as such.
    #[must_use]
    pub fn reports_undeclared(&self) -> bool {
        self.settings.levels.of_rule("undeclared-name") != Some(Level::Off)
    }

    /// Whether a claim stands in an archive that a draft is checked against.
    #[must_use]
    pub fn is_archived(&self, claim: u32) -> bool {
        let file = self.corpus.claim(claim).place.file.0 as usize;
        self.archive.get(file).is_some_and(|&held| held)
    }
}
