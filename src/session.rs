//! A check that goes on while texts change: texts in, one changed, a report out.
//!
//! A report is made in two pure steps. The first is local: blocks of text are read, groups of tied series and single series are
//! solved, each by itself, from nothing but their own content and what the corpus declares. The second is one pass over all that was
//! found: what the rules say, folded, accepted, ranked and counted. A session keeps the results of the first step by their content,
//! so that only what an edit touches is read and solved again; the second step is always done whole. So the report is the same as
//! that of a check from scratch.

use crate::check::{Checked, Kept, Report, Settings, checked_again};
use crate::source::{Source, Sources};

/// Texts that are checked again after each change.
///
/// ```
/// use gainsay::session::Session;
/// use gainsay::source::Source;
///
/// let mut session = Session::default();
/// session.put(Source::new("a.claims", "deaths 12 on 1 May 2020 by A\n"));
/// session.put(Source::new("b.claims", "deaths 12 on 1 May 2020 by B\n"));
/// let before = session.report().findings.len();
/// session.put(Source::new("b.claims", "deaths 21 on 1 May 2020 by B\n"));
/// assert_eq!(session.report().findings.len(), before + 1);
/// ```
#[derive(Debug, Default)]
pub struct Session {
    sources: Sources,
    settings: Settings,
    kept: Kept,
}

impl Session {
    /// Begins with some texts.
    #[must_use]
    pub fn new(sources: Sources, settings: Settings) -> Self {
        Self { sources, settings, kept: Kept::default() }
    }

    /// Adds a text, or replaces that of its name.
    pub fn put(&mut self, source: Source) {
        self.sources.put(source);
    }

    /// Removes a text. Returns whether there was one.
    pub fn remove(&mut self, name: &str) -> bool {
        self.sources.remove(name)
    }

    /// Replaces all texts and the settings. What has not changed of them is recognised.
    pub fn replace(&mut self, sources: Sources, settings: Settings) {
        self.sources = sources;
        self.settings = settings;
    }

    /// The texts as they are now.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The settings as they are now.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Checks the texts as they are now. The report is the same as that of [`check`](crate::check::check).
    #[must_use]
    pub fn report(&mut self) -> Report {
        self.checked().report
    }

    /// The same, with the corpus and its contradictions beside the report.
    #[must_use]
    pub fn checked(&mut self) -> Checked {
        checked_again(&self.sources, &self.settings, &mut self.kept)
    }
}
