//! A page of Markdown, laid out for a terminal: headings, paragraphs, lists, code.

use std::io::{self, Write};

use super::paint::{RenderOptions, TextRole};
use super::visible::visible;
use super::wrap::{wrap, wrap_claims};

/// Writes a page: laid out for a terminal where there are options for one, else its Markdown as it is.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn page(out: &mut dyn Write, page: &str, look: Option<RenderOptions>) -> io::Result<()> {
    let Some(look) = look else {
        return page.lines().try_for_each(|line| writeln!(out, "{line}"));
    };
    let mut paragraph = String::new();
    let mut code = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            flush(out, &mut paragraph, look)?;
            code = !code;
        } else if code {
            for part in wrap_claims(&visible(line), look.width.saturating_sub(4)) {
                writeln!(out, "{}", look.paint(TextRole::Code, format_args!("    {part}")))?;
            }
        } else if line.starts_with('#') {
            flush(out, &mut paragraph, look)?;
            writeln!(out, "{}", look.paint(TextRole::Strong, visible(line.trim_start_matches('#').trim())))?;
        } else if line.trim().is_empty() {
            flush(out, &mut paragraph, look)?;
            writeln!(out)?;
        } else {
            if line.trim_start().starts_with("- ") || line.starts_with('|') {
                flush(out, &mut paragraph, look)?;
            }
            paragraph.push_str(line);
            paragraph.push(' ');
        }
    }
    flush(out, &mut paragraph, look)
}

fn flush(out: &mut dyn Write, paragraph: &mut String, look: RenderOptions) -> io::Result<()> {
    let text = visible(paragraph.trim_end()).into_owned();
    paragraph.clear();
    if text.is_empty() {
        return Ok(());
    }
    let hanging_indent = if text.trim_start().starts_with("- ") { "  " } else { "" };
    for (number, line) in wrap(&text, look.width.min(100)).iter().enumerate() {
        writeln!(out, "{}{line}", if number > 0 { hanging_indent } else { "" })?;
    }
    Ok(())
}
