//! Standard output and standard error: decides on colour and width, and ignores a closed pipe.

use std::cell::RefCell;
use std::env;
use std::ffi::OsString;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::arguments::Colour;
use super::ci::print_inert;
use crate::report::RenderOptions;

/// How standard output and standard error are to be written to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screen {
    /// For standard output.
    pub(super) out: RenderOptions,
    /// For standard error.
    pub(super) err: RenderOptions,
    /// Whether a person reads standard output: it is a terminal, or colour was asked for.
    pub(super) is_for_person: bool,
    /// Whether standard error is a terminal where a line can be overwritten.
    pub(super) is_redrawable: bool,
    /// The command line's choice of colour.
    choice: Colour,
}

impl Screen {
    /// Without a terminal, for a program: no colour, and lines of a hundred columns.
    pub(super) fn of_program() -> Self {
        let plain = RenderOptions { width: 100, colour: false };
        Self { out: plain, err: plain, is_for_person: false, is_redrawable: false, choice: Colour::Never }
    }

    /// The screen of this process.
    pub(super) fn new(choice: Colour) -> Self {
        let (out, err) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let width = width(out || err);
        let render_options =
            |terminal| RenderOptions { width, colour: colour(choice, terminal, |name| env::var_os(name)) };
        let is_redrawable = err && env::var_os("TERM").is_none_or(|term| term != "dumb");
        Self {
            is_redrawable,
            out: render_options(out),
            err: render_options(err),
            is_for_person: out || choice == Colour::Always,
            choice,
        }
    }

    /// How to write to `file`, or else to standard output: a file has colour only if asked for.
    pub(super) fn render_options(&self, file: Option<&Path>) -> RenderOptions {
        match file {
            Some(_) => RenderOptions { colour: self.choice == Colour::Always, ..self.out },
            None => self.out,
        }
    }
}

/// Whether to use colour: by the command line, then `NO_COLOR`, then `CLICOLOR_FORCE`, then by what is written to.
fn colour(choice: Colour, terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty() && value != "0");
    let given = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    match choice {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto if given("NO_COLOR") => false,
        Colour::Auto if set("CLICOLOR_FORCE") => true,
        Colour::Auto => {
            let off = variable("CLICOLOR").is_some_and(|value| value == "0")
                || variable("TERM").is_some_and(|value| value == "dumb");
            terminal && !off
        }
    }
}

/// The columns to write in: `COLUMNS` if set, else the terminal's, else a hundred.
fn width(terminal: bool) -> usize {
    let columns = env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    columns.or_else(|| terminal.then(miette_width)).unwrap_or(100).clamp(40, 400)
}

/// The terminal's width as miette finds it. Miette has no query for it, but fills its lines up to two columns less.
fn miette_width() -> usize {
    struct Probe(miette::MietteHandler);
    impl fmt::Debug for Probe {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let text = miette::MietteDiagnostic::new("x".repeat(500));
            miette::ReportHandler::debug(&self.0, &text, f)
        }
    }
    let handler = miette::MietteHandlerOpts::new().force_graphical(true).color(false).unicode(false).build();
    let shown = format!("{:?}", Probe(handler));
    shown.lines().map(|line| line.chars().count() + 2).max().unwrap_or(80)
}

/// Whether some error message could not be written, for instance because a disk is full.
static IS_ERROR_LOST: AtomicBool = AtomicBool::new(false);

/// Reports something about the run on standard error.
pub(super) fn complain(text: impl fmt::Display) {
    let text = text.to_string();
    write_error(|err| writeln!(err, "gainsay: {}", crate::report::with_visible_controls(&text)));
}

thread_local! {
    /// What would be printed to standard error, where a program called the command and shall have it.
    static KEPT: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Does `work`, and returns beside its result what it would have printed to standard error on this thread.
pub(super) fn keeping_errors<T>(work: impl FnOnce() -> T) -> (T, String) {
    KEPT.set(Some(Vec::new()));
    let done = work();
    let kept = KEPT.take().unwrap_or_default();
    (done, String::from_utf8_lossy(&kept).into_owned())
}

/// Prints to standard error so that nothing is a command to a build server. A closed pipe is ignored; other failures
/// are recorded for [`is_error_lost`].
pub(super) fn write_error(print: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    if let Some(mut kept) = KEPT.take() {
        // Writing to memory does not fail.
        let _ = print(&mut kept);
        return KEPT.set(Some(kept));
    }
    let mut err = io::BufWriter::new(io::stderr().lock());
    let written = print_inert(&mut err, print).and_then(|()| err.flush());
    if written.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) {
        IS_ERROR_LOST.store(true, Ordering::Relaxed);
    }
}

/// Whether something printed to standard error was lost.
pub(super) fn is_error_lost() -> bool {
    IS_ERROR_LOST.load(Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use super::{Colour, colour};

    fn decide(choice: Colour, terminal: bool, set: &[(&str, &str)]) -> bool {
        colour(choice, terminal, |name| {
            set.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
        })
    }

    #[test]
    fn the_command_line_beats_no_color_beats_force_beats_the_terminal() {
        assert!(decide(Colour::Always, false, &[("NO_COLOR", "1")]));
        assert!(!decide(Colour::Never, true, &[("CLICOLOR_FORCE", "1")]));
        assert!(!decide(Colour::Auto, true, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]));
        assert!(decide(Colour::Auto, false, &[("NO_COLOR", ""), ("CLICOLOR_FORCE", "1")]));
        assert!(!decide(Colour::Auto, false, &[("CLICOLOR_FORCE", "0")]));
        assert!(decide(Colour::Auto, true, &[]));
        assert!(!decide(Colour::Auto, true, &[("TERM", "dumb")]));
        assert!(!decide(Colour::Auto, true, &[("CLICOLOR", "0")]));
    }
}
