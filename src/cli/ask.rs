//! `gainsay ask`: what each source says of a fact, what follows, and what can be printed.

use super::output::write;
use super::query::{read, with_corpus};
use super::query_arguments::{Ask, AskFormat};
use super::screen::Screen;
use super::status::Status;
use crate::{query, report};

/// Answers the query of the command.
pub(super) fn run(command: &Ask, screen: &Screen) -> Status {
    with_corpus(&command.run, screen, |mut asked| {
        let query = read(&mut asked, &command.query, screen)?;
        let answer = query::ask(&asked.corpus, asked.sources, &command.query, &query);
        let output = command.run.output.as_deref();
        let options = screen.render_options(output);
        write(output, |out| match command.format {
            AskFormat::Text => report::answer(out, &answer, options),
            AskFormat::Json => report::json_line(out, &answer),
            AskFormat::Html => {
                let series = query::answered_series(&answer, &asked.corpus, asked.sources, &query);
                report::answer_file(out, &answer, &series, &asked.settings.today)
            }
        })?;
        Ok(Status::Clean)
    })
}
