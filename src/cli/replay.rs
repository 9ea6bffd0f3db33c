//! `gainsay replay`: when each contradiction became visible, day by day.

use super::output::write;
use super::query::with_corpus;
use super::query_arguments::{AnswerFormat, Replay};
use super::screen::Screen;
use super::status::Status;
use crate::check::Settings;
use crate::{query, report};

/// Checks the corpus as of each day.
pub(super) fn run(command: &Replay, screen: &Screen) -> Status {
    with_corpus(&command.run, screen, |asked| {
        let settings = Settings { select: command.select.clone(), ..asked.settings.clone() };
        let replay = query::replay(asked.sources, &settings, &asked.corpus);
        let output = command.run.output.as_deref();
        let options = screen.render_options(output);
        write(output, |out| match command.format {
            AnswerFormat::Text => report::replay(out, &replay, options),
            AnswerFormat::Json => report::json_line(out, &replay),
        })?;
        Ok(Status::Clean)
    })
}
