//! `gainsay timeline`: a series by source over time.

use super::output::write;
use super::query::{read, with_corpus};
use super::query_arguments::{Timeline, TimelineFormat};
use super::screen::{Screen, complain};
use super::status::Status;
use crate::query::TimelineSeries;
use crate::{query, report};

/// Shows the series of the command's query.
pub(super) fn run(command: &Timeline, screen: &Screen) -> Status {
    with_corpus(&command.run, screen, |mut asked| {
        let query = read(&mut asked, &command.query, screen)?;
        let timeline = query::timeline(&asked.corpus, asked.sources, &command.query, &query);
        if let Some(file) = &command.svg {
            let (drawn, left): (Vec<&TimelineSeries>, Vec<&TimelineSeries>) =
                timeline.series.iter().partition(|series| report::is_drawable(series));
            if drawn.is_empty() {
                complain("there is nothing to draw: no series of figures here has two days");
                return Err(Status::Wrong);
            }
            if !left.is_empty() || timeline.more > 0 {
                let names: Vec<&str> = left.iter().map(|series| series.about.as_str()).collect();
                let more = (timeline.more > 0).then(|| format!("{} with fewer values", timeline.more));
                let without = (!names.is_empty())
                    .then(|| format!("{}, of which no two days have figures", names.join(", ")));
                let all: Vec<String> = without.into_iter().chain(more).collect();
                complain(format_args!(
                    "the drawing shows {} of {} series, and not {}",
                    drawn.len(),
                    timeline.series.len() + timeline.more,
                    all.join(", nor ")
                ));
            }
            write(Some(file), |out| report::svg(out, &drawn))?;
        }
        let output = command.run.output.as_deref();
        let options = screen.render_options(output);
        write(output, |out| match command.format {
            TimelineFormat::Text => report::timeline(out, &timeline, options),
            TimelineFormat::Csv => report::timeline_csv(out, &timeline),
            TimelineFormat::Json => report::json_line(out, &timeline),
            TimelineFormat::Html => report::timeline_file(out, &timeline, &asked.settings.today),
        })?;
        Ok(Status::Clean)
    })
}
