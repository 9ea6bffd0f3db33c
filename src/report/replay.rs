//! When findings became visible, day by day, for reading.

use std::io::{self, Write};

use super::paint::{RenderOptions, TextRole};
use super::summary::grouped_plural;
use super::visible::with_visible_controls;
use super::wrap::wrap;
use crate::query::{Replay, Visible};

/// How many findings of one day are listed.
const LISTED: usize = 20;

/// Writes the history for reading.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn replay(out: &mut dyn Write, replay: &Replay, options: RenderOptions) -> io::Result<()> {
    let mut text = String::new();
    let mut visible = 0_usize;
    for day in &replay.days {
        visible = (visible + day.appeared.len()).saturating_sub(day.gone.len());
        let head = format!(
            "{}, with {}: {} visible",
            day.day,
            grouped_plural(day.claims, "claim"),
            grouped_plural(visible, "finding")
        );
        text.push_str(&format!("{}\n", options.paint(TextRole::Strong, head)));
        lines(&mut text, "+", &day.appeared, options);
        lines(&mut text, "-", &day.gone, options);
        text.push('\n');
    }
    if replay.days.is_empty() {
        text.push_str("Nothing was visible on any day.\n\n");
    }
    let checked = grouped_plural(replay.checked, "day");
    text.push_str(&format!("{checked} on which something was said or published were checked\n"));
    out.write_all(text.as_bytes())
}

fn lines(out: &mut String, sign: &str, findings: &[Visible], options: RenderOptions) {
    for finding in findings.iter().take(LISTED) {
        let Visible { code, rule, severity, message, file, line, .. } = finding;
        let text = format!("{severity}[{code} {rule}] {file}:{line}: {message}");
        for (number, part) in
            wrap(&with_visible_controls(&text), options.width.min(110) - 4).iter().enumerate()
        {
            let sign = if number == 0 { sign } else { " " };
            out.push_str(&format!("  {sign} {part}\n"));
        }
    }
    if findings.len() > LISTED {
        out.push_str(&format!("  {sign} and {} more\n", findings.len() - LISTED));
    }
}
