//! Shows progress on standard error, if that is a terminal and the work takes over a second.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::screen::Screen;
use crate::progress::{Progress, ProgressSnapshot, Stage};
use crate::report::grouped_plural;

/// Work that takes less time shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the screen is updated.
const BEAT: Duration = Duration::from_millis(100);

/// Shows progress while the work is done, until stopped or dropped.
#[derive(Debug, Default)]
pub(super) struct ProgressDisplay {
    /// Dropping this ends the drawing thread.
    working: Option<Sender<()>>,
    /// The thread that draws.
    thread: Option<JoinHandle<()>>,
}

impl ProgressDisplay {
    /// Starts showing progress, unless nobody would see it or it is not wanted.
    pub(super) fn start(progress: &Arc<Progress>, screen: &Screen, quiet: bool) -> Self {
        if quiet || !screen.is_redrawable {
            return Self::default();
        }
        let progress = Arc::clone(progress);
        let (working, done) = mpsc::channel::<()>();
        let look_on = move || {
            let mut screen = None;
            let mut reading = None;
            let start = Instant::now();
            while done.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                let glimpse = progress.look();
                if reading.is_none() && glimpse.total > 0 {
                    reading = Some(Instant::now());
                }
                if start.elapsed() >= PATIENCE {
                    let since = reading.map(|reading: Instant| reading.elapsed()).unwrap_or_default();
                    draw(screen.get_or_insert_with(ProgressLine::new), glimpse, since);
                }
            }
            if let Some(ProgressLine { line, .. }) = screen {
                line.finish_and_clear();
            }
        };
        // If no thread can be started, the work goes on without progress.
        let thread = thread::Builder::new().name("watch".to_owned()).spawn(look_on).ok();
        Self { working: Some(working), thread }
    }

    /// Clears the line for what comes next.
    pub(super) fn end(self) {
        drop(self);
    }
}

impl Drop for ProgressDisplay {
    fn drop(&mut self) {
        self.working.take();
        if let Some(thread) = self.thread.take() {
            // A panic there must not affect the work.
            let _ = thread.join();
        }
    }
}

/// The line on the screen, and whether it is laid out as a bar.
struct ProgressLine {
    line: ProgressBar,
    bar: bool,
}

impl ProgressLine {
    fn new() -> Self {
        // Hidden until the first draw is complete.
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        line.set_style(ProgressStyle::default_spinner());
        Self { line, bar: false }
    }
}

/// Updates the line; `since` is how long reading has taken so far.
fn draw(drawn: &mut ProgressLine, glimpse: ProgressSnapshot, since: Duration) {
    let bar = glimpse.stage == Stage::Reading && glimpse.total > 0;
    if bar != drawn.bar {
        drawn.bar = bar;
        drawn.line.set_style(if bar { reading() } else { ProgressStyle::default_spinner() });
    }
    if bar {
        drawn.line.set_length(glimpse.total);
        drawn.line.set_position(glimpse.bytes);
    }
    drawn.line.set_message(words(glimpse, since));
    if drawn.line.is_hidden() {
        drawn.line.set_draw_target(ProgressDrawTarget::stderr());
    }
    drawn.line.tick();
}

fn reading() -> ProgressStyle {
    let style = ProgressStyle::with_template("{bar:24} {decimal_bytes} of {decimal_total_bytes}, {msg}");
    style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("━╸─")
}

/// The text of a stage.
fn words(glimpse: ProgressSnapshot, since: Duration) -> String {
    let claims = grouped_plural(usize::try_from(glimpse.claims).unwrap_or(usize::MAX), "claim");
    match glimpse.stage {
        Stage::Reading if glimpse.total == 0 => "reading".to_owned(),
        Stage::Reading => match left(glimpse, since) {
            Some(left) => format!("{claims}, {left}"),
            None => claims,
        },
        Stage::Comparing => format!("comparing {claims}"),
        Stage::Solving => format!("solving {claims}"),
        Stage::Reporting => "writing the report".to_owned(),
    }
}

/// The time left for reading, at the average speed so far, rounded up.
fn left(glimpse: ProgressSnapshot, since: Duration) -> Option<String> {
    let rest = u128::from(glimpse.total.saturating_sub(glimpse.bytes));
    let left = since.as_millis().saturating_mul(rest).checked_div(u128::from(glimpse.bytes))?;
    let seconds = left.div_ceil(1000);
    Some(if seconds < 100 {
        format!("{seconds} s left")
    } else {
        format!("{} min left", seconds.div_ceil(60))
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{ProgressSnapshot, Stage, words};

    fn said(stage: Stage, total: u64, bytes: u64, seconds: u64) -> String {
        words(ProgressSnapshot { stage, total, bytes, claims: 1200 }, Duration::from_secs(seconds))
    }

    #[test]
    fn the_rest_takes_as_long_as_what_was_read() {
        assert_eq!(said(Stage::Reading, 100, 25, 2), "1,200 claims, 6 s left");
        assert_eq!(said(Stage::Reading, 1000, 10, 2), "1,200 claims, 4 min left");
        assert_eq!(said(Stage::Reading, 100, 100, 2), "1,200 claims, 0 s left");
    }

    #[test]
    fn no_time_is_estimated_from_nothing() {
        assert_eq!(said(Stage::Reading, 0, 0, 2), "reading");
        assert_eq!(said(Stage::Reading, 100, 0, 2), "1,200 claims");
        assert_eq!(said(Stage::Comparing, 100, 100, 2), "comparing 1,200 claims");
    }
}
