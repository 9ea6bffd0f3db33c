//! Lays out a page of Markdown for a terminal: headings, paragraphs, lists, code.

use std::io::{self, Write};

use super::paint::{RenderOptions, TextRole};
use super::visible::with_visible_controls;
use super::wrap::{wrap, wrap_claims};

/// Writes a page: laid out if there are options for a terminal, else as Markdown.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn page(out: &mut dyn Write, page: &str, options: Option<RenderOptions>) -> io::Result<()> {
    let Some(options) = options else {
        return page.lines().try_for_each(|line| writeln!(out, "{line}"));
    };
    let mut paragraph = String::new();
    let mut code = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            flush(out, &mut paragraph, options)?;
            code = !code;
        } else if code {
            for part in wrap_claims(&with_visible_controls(line), options.width.saturating_sub(4)) {
                writeln!(out, "{}", options.paint(TextRole::Code, format_args!("    {part}")))?;
            }
        } else if line.starts_with('#') {
            flush(out, &mut paragraph, options)?;
            writeln!(
                out,
                "{}",
                options.paint(TextRole::Strong, with_visible_controls(line.trim_start_matches('#').trim()))
            )?;
        } else if line.trim().is_empty() {
            flush(out, &mut paragraph, options)?;
            writeln!(out)?;
        } else {
            if line.trim_start().starts_with("- ") || line.starts_with('|') {
                flush(out, &mut paragraph, options)?;
            }
            paragraph.push_str(line);
            paragraph.push(' ');
        }
    }
    flush(out, &mut paragraph, options)
}

fn flush(out: &mut dyn Write, paragraph: &mut String, options: RenderOptions) -> io::Result<()> {
    let text = with_visible_controls(paragraph.trim_end()).into_owned();
    paragraph.clear();
    if text.is_empty() {
        return Ok(());
    }
    let hanging_indent = if text.trim_start().starts_with("- ") { "  " } else { "" };
    for (number, line) in wrap(&text, options.width.min(100)).iter().enumerate() {
        writeln!(out, "{}{line}", if number > 0 { hanging_indent } else { "" })?;
    }
    Ok(())
}
