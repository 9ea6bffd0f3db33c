//! How to write to a terminal: width, whether in colour, and which colour has which meaning.

use std::fmt;

use miette::{GraphicalTheme, ThemeCharacters, ThemeStyles};

use crate::finding::Severity;

/// The look of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenderOptions {
    /// The columns of the screen.
    pub width: usize,
    /// Whether to use colour.
    pub colour: bool,
}

/// The meaning of a piece of text; each meaning has a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextRole {
    /// The first line of a finding, and the claims of its core.
    Finding(Severity),
    /// The outlier.
    Outlier,
    /// A claim that is shown but is not in the core.
    Other,
    /// Emphasised words.
    Strong,
    /// Words in the background.
    Faint,
    /// Code to copy.
    Code,
}

impl RenderOptions {
    /// The text in the colour of its meaning.
    pub(super) fn paint<T: fmt::Display>(self, role: TextRole, text: T) -> Painted<T> {
        Painted { is_coloured: self.colour, role, text }
    }

    /// Miette's theme for one snippet: our colours, one for each label in the order of their places.
    pub(super) fn theme(self, roles: &[TextRole], is_first: bool) -> GraphicalTheme {
        let mut characters = ThemeCharacters::unicode();
        if !is_first {
            characters.ltop = '├';
        }
        let mut styles = ThemeStyles::none();
        if self.colour {
            let plain = styles.error;
            styles.linum = plain.dimmed();
            styles.link = plain.bold();
            styles.highlights = roles
                .iter()
                .map(|role| match role {
                    TextRole::Finding(Severity::Error) => plain.red().bold(),
                    TextRole::Finding(Severity::Warning) => plain.yellow().bold(),
                    TextRole::Finding(Severity::Note) => plain.cyan().bold(),
                    TextRole::Outlier => plain.magenta().bold(),
                    TextRole::Other | TextRole::Strong | TextRole::Faint | TextRole::Code => plain.blue(),
                })
                .collect();
            if styles.highlights.is_empty() {
                styles.highlights.push(plain);
            }
        }
        GraphicalTheme { characters, styles }
    }
}

/// A text with the colour to show it in.
pub(super) struct Painted<T> {
    is_coloured: bool,
    role: TextRole,
    text: T,
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_coloured {
            return self.text.fmt(f);
        }
        let code = match self.role {
            TextRole::Finding(Severity::Error) => "1;31",
            TextRole::Finding(Severity::Warning) => "1;33",
            TextRole::Finding(Severity::Note) => "1;36",
            TextRole::Outlier => "1;35",
            TextRole::Other => "34",
            TextRole::Strong => "1",
            TextRole::Faint => "2",
            TextRole::Code => "32",
        };
        write!(f, "\u{1b}[{code}m{}\u{1b}[0m", self.text)
    }
}
