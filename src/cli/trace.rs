//! `gainsay trace`: all that carries a claim or rests on it.

use super::output::write;
use super::query::with_corpus;
use super::query_arguments::{AnswerFormat, Trace};
use super::screen::{Screen, complain};
use super::status::Status;
use crate::check::findings_around;
use crate::{query, report};

/// Traces the claim that the command names.
pub(super) fn run(command: &Trace, screen: &Screen) -> Status {
    with_corpus(&command.run, screen, |asked| {
        let name = command.claim.as_str();
        let Some(place) = query::claim_named(&asked.corpus, asked.sources, name) else {
            let near = query::nearest_label(&asked.corpus, name);
            let near = near.map(|near| format!("; did you mean `@{near}`?")).unwrap_or_default();
            complain(format_args!(
                "no claim here is `{name}`: name a label (`@toll`) or a line (`a.claims:12`){near}"
            ));
            return Err(Status::Wrong);
        };
        let findings = findings_around(&asked.corpus, asked.sources, asked.settings, place);
        let trace = query::trace(&asked.corpus, asked.sources, &findings, place);
        let output = command.run.output.as_deref();
        let options = screen.render_options(output);
        write(output, |out| match command.format {
            AnswerFormat::Text => report::trace(out, &trace, options),
            AnswerFormat::Json => report::json_line(out, &trace),
        })?;
        Ok(Status::Clean)
    })
}
