//! What the commands that take a query have in common: the corpus, and the query read against it.

use super::passed_over;
use super::run::{self, TextOptions};
use super::run_options::RunOptions;
use super::screen::{Screen, complain, write_error};
use super::status::Status;
use crate::check::Settings;
use crate::corpus::Corpus;
use crate::model::{self, Day, Query};
use crate::progress::Stage;
use crate::query;
use crate::report;
use crate::source::{Place, Sources};

/// A corpus that is asked about.
pub(super) struct CorpusWithTexts<'a> {
    pub(super) corpus: Corpus,
    pub(super) sources: &'a Sources,
    pub(super) settings: &'a Settings,
}

/// Reads the texts, without checking them, and does `work` with them.
pub(super) fn with_corpus(
    run: &RunOptions,
    screen: &Screen,
    work: impl FnOnce(CorpusWithTexts<'_>) -> Result<Status, Status> + Send,
) -> Status {
    let options = TextOptions { is_query: true, ..TextOptions::default() };
    run::with_texts(run, screen, options, |loaded, settings, loaded_settings, progress| {
        let corpus = corpus(&loaded.sources, &settings);
        progress.end();
        run::refuse_input_as_output(run.output.as_deref(), loaded, loaded_settings)?;
        if corpus.claims().is_empty() {
            passed_over::texts_without_claims(loaded);
            if loaded.unread.is_empty() {
                complain("there is no claim to ask");
            }
            return Err(if loaded.unread.is_empty() { Status::Wrong } else { Status::Unread });
        }
        work(CorpusWithTexts { corpus, sources: &loaded.sources, settings: &settings })
    })
}

/// The corpus of some texts, not checked.
pub(super) fn corpus(sources: &Sources, settings: &Settings) -> Corpus {
    let model = model::read(sources, &settings.read_options());
    settings.progress.enter(Stage::Comparing);
    Corpus::new(model)
}

/// The place of the claim that a command names; if there is none, that is reported.
///
/// # Errors
/// The status of a wrong command.
pub(super) fn claim_named(corpus: &Corpus, sources: &Sources, name: &str) -> Result<Place, Status> {
    query::claim_named(corpus, sources, name).ok_or_else(|| {
        let near = query::nearest_label(corpus, name);
        let near = near.map(|near| format!("; did you mean `@{near}`?")).unwrap_or_default();
        complain(format_args!(
            "no claim here is `{name}`: name a label (`@toll`) or a line (`a.claims:12`){near}"
        ));
        Status::Wrong
    })
}

/// The query of a command, read against the corpus; what is wrong with it is reported.
///
/// # Errors
/// The status of a wrong command.
pub(super) fn read(asked: &mut CorpusWithTexts<'_>, text: &str, screen: &Screen) -> Result<Query, Status> {
    let settings = asked.settings;
    let today = settings.as_of.as_deref().or(Some(&settings.today)).and_then(Day::of_iso);
    query::read(&mut asked.corpus, text, today).map_err(|problems| {
        write_error(|err| report::query_problems(err, text, &problems, screen.err));
        Status::Wrong
    })
}
