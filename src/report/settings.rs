//! What is wrong with the settings, shown where it stands in their file.

use std::io::{self, Write};

use super::paint::{Ink, Look};
use super::pretty::{Sections, headline};
use super::short::word;
use super::snippet::{Pointer, snippets};
use super::visible::visible;
use crate::settings::Trouble;
use crate::source::{FileId, Sources};

/// Writes every trouble as a figure with what can be done; `text` is the settings' file and nothing else.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn settings(out: &mut dyn Write, text: &Sources, troubles: &[Trouble], look: Look) -> io::Result<()> {
    let Some((file, source)) = text.iter().next() else { return Ok(()) };
    for trouble in troubles {
        let mut shown = String::new();
        let head = format!("{}[settings]:", word(trouble.severity));
        headline(&mut shown, &head, trouble.severity, &trouble.message, look);
        let pointer = Pointer {
            file: FileId(file.0),
            statement: source.lines()[source.line_of(trouble.at.start) as usize - 1],
            mark: trouble.at,
            label: visible(&trouble.label).into_owned(),
            ink: Ink::Of(trouble.severity),
        };
        snippets(&mut shown, text, vec![pointer], look);
        Sections { out: &mut shown, look }.add("help", &trouble.help);
        shown.push('\n');
        out.write_all(shown.as_bytes())?;
    }
    Ok(())
}
