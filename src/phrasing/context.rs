//! What rules can see: the claims, the texts, and the results of earlier phases.

use crate::cause::Causes;
use crate::contradiction::Contradictions;
use crate::corpus::{Corpus, Describer, Series};
use crate::drift::Drift;
use crate::settings::{Level, Settings};
use crate::source::Sources;

/// What a rule can see.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Every claim of the run.
    pub corpus: &'a Corpus,
    /// The texts, for quoting what was written.
    pub sources: &'a Sources,
    /// The contradictions.
    pub contradictions: &'a Contradictions,
    /// The causes of differences between figures.
    pub causes: &'a Causes<'a>,
    /// How figures change along relays and over time.
    pub drift: &'a Drift,
    /// The corpus's settings, from its `gainsay.toml`.
    pub settings: &'a Settings,
    /// For each file whether it belongs to an archive that a draft is checked against; empty if there is none.
    pub archive: &'a [bool],
    /// The numbers, in order, of the only series whose findings are asked for; none if those of all are.
    pub asked: Option<&'a [u32]>,
}

impl<'a> Context<'a> {
    /// Descriptions of claims, series and windows.
    #[must_use]
    pub fn words(&self) -> Describer<'a> {
        Describer { corpus: self.corpus, sources: self.sources }
    }

    /// The series whose findings are asked for, each with its number.
    pub fn series(&self) -> impl Iterator<Item = (u32, &'a Series)> {
        let (asked, all) =
            (self.asked.unwrap_or_default().iter().copied(), 0..self.corpus.series.len() as u32);
        let numbers = asked.chain(all.filter(|_| self.asked.is_none()));
        let corpus = self.corpus;
        numbers.map(|number| (number, &corpus.series[number as usize]))
    }

    /// Whether undeclared measures are reported.
    #[must_use]
    pub fn reports_undeclared(&self) -> bool {
        self.settings.levels.of_rule("undeclared-name") != Some(Level::Off)
    }

    /// Whether a claim is in an archive that a draft is checked against.
    #[must_use]
    pub fn is_archived(&self, claim: u32) -> bool {
        let file = self.corpus.claim(claim).place.file.0 as usize;
        self.archive.get(file).is_some_and(|&held| held)
    }
}
