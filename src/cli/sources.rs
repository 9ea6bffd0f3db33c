//! `gainsay sources`: what each source says, how often it is contradicted, and who agrees with whom.

use super::output::write;
use super::query::with_corpus;
use super::query_arguments::{EstimateMethod, RowsFormat, SourcesCommand};
use super::screen::Screen;
use super::status::Status;
use crate::query::Method;
use crate::{check, contradiction, query, report};

/// Lists the sources of what the command names.
pub(super) fn run(command: &SourcesCommand, screen: &Screen) -> Status {
    with_corpus(&command.run, screen, |asked| {
        let limits = check::limits(&asked.settings.corpus);
        let contradictions = contradiction::find(&asked.corpus, limits);
        let mut list = query::sources(&asked.corpus, asked.sources, &contradictions);
        list.estimates =
            command.estimate.map(|method| query::estimates(&asked.corpus, asked.sources, method_of(method)));
        let output = command.run.output.as_deref();
        let options = screen.render_options(output);
        write(output, |out| match command.format {
            RowsFormat::Text => report::sources(out, &list, options),
            RowsFormat::Csv => report::sources_csv(out, &list),
            RowsFormat::Json => report::json_line(out, &list),
        })?;
        Ok(Status::Clean)
    })
}

fn method_of(method: EstimateMethod) -> Method {
    match method {
        EstimateMethod::Majority => Method::Majority,
        EstimateMethod::TruthFinder => Method::TruthFinder,
        EstimateMethod::Crh => Method::Crh,
        EstimateMethod::Catd => Method::Catd,
    }
}
