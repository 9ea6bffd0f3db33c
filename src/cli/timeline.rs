//! `gainsay timeline`: a series by source over time.

use super::output::write;
use super::query::{read, with_corpus};
use super::query_arguments::{RowsFormat, Timeline};
use super::screen::{Screen, complain};
use super::status::Status;
use crate::{query, report};

/// Shows the series of the command's query.
pub(super) fn run(command: &Timeline, screen: &Screen) -> Status {
    with_corpus(&command.run, screen, |mut asked| {
        let query = read(&mut asked, &command.query, screen)?;
        let timeline = query::timeline(&asked.corpus, asked.sources, &command.query, &query);
        if let Some(file) = &command.svg {
            let Some(series) = timeline.series.iter().find(|series| report::is_drawable(series)) else {
                complain("there is nothing to draw: no series of figures here has two days");
                return Err(Status::Wrong);
            };
            if timeline.series.len() > 1 {
                complain(format_args!(
                    "the query asks about {} series; the drawing shows the one with most values, {}",
                    timeline.series.len() + timeline.more,
                    series.about
                ));
            }
            write(Some(file), |out| report::svg(out, series))?;
        }
        let output = command.run.output.as_deref();
        let options = screen.render_options(output);
        write(output, |out| match command.format {
            RowsFormat::Text => report::timeline(out, &timeline, options),
            RowsFormat::Csv => report::timeline_csv(out, &timeline),
            RowsFormat::Json => report::json_line(out, &timeline),
        })?;
        Ok(Status::Clean)
    })
}
