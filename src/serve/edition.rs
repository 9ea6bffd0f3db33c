//! One state of the corpus, checked, with what its pages need.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use crate::check::{Checked, Report, Settings};
use crate::corpus::Corpus;
use crate::model::register::Registers;
use crate::model::{Day, Query};
use crate::query::{self, Answer, Directory, Overview, QueryProblem, Related, Timeline, TimelineSeries};
use crate::report::ReportView;
use crate::rules;
use crate::session::Session;
use crate::settings::SettingsProblem;
use crate::source::Sources;

/// After how many queries the registers are reset, so that the names of queries do not pile up.
const QUERIES: usize = 2000;

/// A state of the corpus. (Not the edition of a source.)
#[derive(Debug)]
pub struct Edition {
    pub(super) sources: Sources,
    pub(super) settings: Settings,
    pub(super) report: Report,
    pub(super) overview: Overview,
    pub(super) directory: Directory,
    /// What could not be read, as one clause each.
    unread: Vec<String>,
    corpus: Mutex<QueriedCorpus>,
    /// The page of all findings, which is made once.
    pub(super) findings: OnceLock<String>,
}

/// The corpus that queries are read against: reading one adds the names in it to the registers.
#[derive(Debug)]
struct QueriedCorpus {
    corpus: Corpus,
    /// The registers as they were before any query.
    unqueried: Registers,
    queries: usize,
}

impl Edition {
    /// Checks the texts.
    #[must_use]
    pub fn new(sources: Sources, settings: Settings, unread: Vec<String>) -> Self {
        Self::after(&mut Session::default(), sources, settings, unread)
    }

    /// Checks the texts, with what a session has kept of the states before this one.
    #[must_use]
    pub fn after(
        session: &mut Session,
        sources: Sources,
        mut settings: Settings,
        unread: Vec<String>,
    ) -> Self {
        settings.cited_words = true;
        session.replace(sources.clone(), settings.clone());
        let Checked { corpus, contradictions, report } = session.checked();
        let overview = query::overview(&corpus, &sources, &contradictions, &report.findings);
        let directory = Directory::of(&corpus);
        let unqueried = corpus.model.registers.clone();
        let corpus = Mutex::new(QueriedCorpus { corpus, unqueried, queries: 0 });
        Self { sources, settings, report, overview, directory, unread, corpus, findings: OnceLock::new() }
    }

    /// How many claims it has, and how many findings.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.report.summary.claims, self.report.findings.len())
    }

    /// What is wrong with settings that do not fit the claims.
    #[must_use]
    pub fn refused_settings(&self) -> &[SettingsProblem] {
        &self.report.settings
    }

    /// The report as it is shown.
    pub(super) fn view(&self) -> ReportView<'_> {
        let view = ReportView::new(&self.report, &self.sources, rules::ALL, None);
        view.with_unread(&self.unread).with_overview(Some(&self.overview)).gravest_first()
    }

    /// What everybody says of what is asked, with its series over time.
    pub(super) fn answer(&self, text: &str) -> Result<(Answer, Vec<TimelineSeries>), Vec<QueryProblem>> {
        let mut asked = self.queried();
        let query = asked.read(text, &self.settings)?;
        let answer = query::ask(&asked.corpus, &self.sources, text, &query);
        let series = query::answered_series(&answer, &asked.corpus, &self.sources, &query);
        Ok((answer, series))
    }

    /// What is asked, over time.
    pub(super) fn timeline(&self, text: &str) -> Result<Timeline, Vec<QueryProblem>> {
        let mut asked = self.queried();
        let query = asked.read(text, &self.settings)?;
        Ok(query::timeline(&asked.corpus, &self.sources, text, &query))
    }

    /// The series of which a source speaks.
    pub(super) fn series_of_source(&self, source: &str) -> Vec<Related> {
        let mut asked = self.queried();
        let query = asked.read(&query::query_for_source(source), &self.settings);
        query.map(|query| query::spoken_of(&asked.corpus, &self.sources, &query)).unwrap_or_default()
    }

    fn queried(&self) -> MutexGuard<'_, QueriedCorpus> {
        self.corpus.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl QueriedCorpus {
    fn read(&mut self, text: &str, settings: &Settings) -> Result<Query, Vec<QueryProblem>> {
        self.queries += 1;
        if self.queries > QUERIES {
            self.queries = 1;
            self.corpus.model.registers = self.unqueried.clone();
        }
        let today = settings.as_of.as_deref().or(Some(&settings.today)).and_then(Day::of_iso);
        let read = query::read(&mut self.corpus, text, today);
        if read.is_err() {
            // What was not known must not be known the next time.
            self.corpus.model.registers = self.unqueried.clone();
        }
        read
    }
}
