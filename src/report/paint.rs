//! How a terminal is to be written to: its width, whether in colour, and which colour means what.

use std::fmt;

use miette::{GraphicalTheme, ThemeCharacters, ThemeStyles};

use crate::finding::Severity;

/// How a report is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The columns of the screen.
    pub width: usize,
    /// Whether to use colour.
    pub colour: bool,
}

/// What a stretch of text means; each meaning has its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// The head of a finding, and the claims of its conflict.
    Of(Severity),
    /// The odd one out.
    Odd,
    /// A claim that is involved, but not in the conflict itself.
    Other,
    /// Words to be read first.
    Strong,
    /// Words to be read last.
    Faint,
    /// Code to copy.
    Code,
}

impl Look {
    /// The text in the colour of its meaning.
    pub(super) fn paint<T: fmt::Display>(self, ink: Ink, text: T) -> Painted<T> {
        Painted { on: self.colour, ink, text }
    }

    /// Miette's look for one snippet: our colours, one for each label in the order of their places.
    pub(super) fn theme(self, inks: &[Ink], first: bool) -> GraphicalTheme {
        let mut characters = ThemeCharacters::unicode();
        if !first {
            characters.ltop = '├';
        }
        let mut styles = ThemeStyles::none();
        if self.colour {
            let plain = styles.error;
            styles.linum = plain.dimmed();
            styles.link = plain.bold();
            styles.highlights = inks
                .iter()
                .map(|ink| match ink {
                    Ink::Of(Severity::Error) => plain.red().bold(),
                    Ink::Of(Severity::Warning) => plain.yellow().bold(),
                    Ink::Of(Severity::Note) => plain.cyan().bold(),
                    Ink::Odd => plain.magenta().bold(),
                    Ink::Other | Ink::Strong | Ink::Faint | Ink::Code => plain.blue(),
                })
                .collect();
            if styles.highlights.is_empty() {
                styles.highlights.push(plain);
            }
        }
        GraphicalTheme { characters, styles }
    }
}

/// A text with the colour it is shown in.
pub(super) struct Painted<T> {
    on: bool,
    ink: Ink,
    text: T,
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.on {
            return self.text.fmt(f);
        }
        let code = match self.ink {
            Ink::Of(Severity::Error) => "1;31",
            Ink::Of(Severity::Warning) => "1;33",
            Ink::Of(Severity::Note) => "1;36",
            Ink::Odd => "1;35",
            Ink::Other => "34",
            Ink::Strong => "1",
            Ink::Faint => "2",
            Ink::Code => "32",
        };
        write!(f, "\u{1b}[{code}m{}\u{1b}[0m", self.text)
    }
}
