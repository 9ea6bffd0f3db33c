//! `gainsay trace`: all that carries a claim or rests on it.

use super::output::write;
use super::query::{claim_named, with_corpus};
use super::query_arguments::{AnswerFormat, Trace};
use super::screen::Screen;
use super::status::Status;
use crate::check::findings_around;
use crate::{query, report};

/// Traces the claim that the command names.
pub(super) fn run(command: &Trace, screen: &Screen) -> Status {
    with_corpus(&command.run, screen, |asked| {
        let place = claim_named(&asked.corpus, asked.sources, &command.claim)?;
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
