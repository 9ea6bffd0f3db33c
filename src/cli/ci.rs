//! The continuous integration service that this process runs in, as far as it changes what a run does.

use std::env;
use std::io::{self, Write};

/// A continuous integration service with a report format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ci {
    /// GitHub Actions.
    GitHub,
    /// GitLab CI.
    GitLab,
}

impl Ci {
    /// The service that this process runs in, if any.
    pub(super) fn here() -> Option<Self> {
        let set = |name: &str| env::var_os(name).is_some_and(|value| value == "true");
        if set("GITHUB_ACTIONS") {
            Some(Self::GitHub)
        } else if set("GITLAB_CI") {
            Some(Self::GitLab)
        } else {
            None
        }
    }
}

/// Prints to `out` so that nothing in the text is a command to the service.
pub(super) fn print_inert(
    out: &mut dyn Write,
    print: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    if Ci::here() != Some(Ci::GitHub) {
        return print(out);
    }
    let mut out = Inert::new(out);
    print(&mut out).and_then(|()| out.flush())
}

/// A writer that makes text safe for GitHub Actions, which looks for commands in every line of a log.
///
/// Incomplete lines are kept until the next write; so it has to be flushed.
struct Inert<W: Write> {
    out: W,
    line: Vec<u8>,
}

impl<W: Write> Inert<W> {
    /// Writes to `out`.
    fn new(out: W) -> Self {
        Self { out, line: Vec::new() }
    }

    fn end_line(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        let start = line.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(line.len());
        let (blank, rest) = line.split_at(start);
        self.out.write_all(blank)?;
        let mut rest = match rest.strip_prefix(b"::") {
            Some(rest) => {
                self.out.write_all(b": :")?;
                rest
            }
            None => rest,
        };
        while let Some(at) = memchr::memmem::find(rest, b"##[") {
            self.out.write_all(&rest[..at])?;
            self.out.write_all(b"## [")?;
            rest = &rest[at + 3..];
        }
        self.out.write_all(rest)
    }
}

impl<W: Write> Write for Inert<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|&byte| byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.end_line()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.end_line()?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::Inert;

    #[test]
    fn no_line_is_a_command() {
        let mut out = Inert::new(Vec::new());
        out.write_all(b"a ::error::b\n  ::error::c\n d ##[error]e\n::stop-com").expect("a vector takes all");
        out.write_all(b"mands::x").expect("a vector takes all");
        out.flush().expect("a vector takes all");
        let text = String::from_utf8(out.out).expect("UTF-8");
        assert_eq!(text, "a ::error::b\n  : :error::c\n d ## [error]e\n: :stop-commands::x");
    }
}
