//! Problems with the settings, shown at their places in the settings file.

use std::io::{self, Write};

use super::paint::{RenderOptions, TextRole};
use super::pretty::{Sections, headline};
use super::short::severity_word;
use super::snippet::{Pointer, snippets};
use super::visible::with_visible_controls;
use crate::settings::SettingsProblem;
use crate::source::{FileId, Sources};

/// Writes every problem as a snippet with its help; `text` is the settings file alone.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn settings(
    out: &mut dyn Write,
    text: &Sources,
    problems: &[SettingsProblem],
    options: RenderOptions,
) -> io::Result<()> {
    let Some((file, source)) = text.iter().next() else { return Ok(()) };
    for problem in problems {
        let mut shown = String::new();
        let head = format!("{}[settings]:", severity_word(problem.severity));
        headline(&mut shown, &head, problem.severity, &problem.message, options);
        let pointer = Pointer {
            file: FileId(file.0),
            statement: source.lines()[source.line_of(problem.at.start) as usize - 1],
            mark: problem.at,
            label: with_visible_controls(&problem.label).into_owned(),
            role: TextRole::Finding(problem.severity),
        };
        snippets(&mut shown, text, vec![pointer], options);
        Sections { out: &mut shown, options }.add("help", &problem.help);
        shown.push('\n');
        out.write_all(shown.as_bytes())?;
    }
    Ok(())
}
