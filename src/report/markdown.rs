//! Markdown for a comment on a pull request or a job summary: one line per finding, which unfolds. No text of a
//! corpus acts as Markdown or HTML.

use std::io::{self, Write};

use super::format::{Format, Sort};
use super::paint::RenderOptions;
use super::sections::{claims, sections};
use super::short::{severity_word, title};
use super::summary::{grouped_plural, summary};
use super::view::ReportView;
use super::visible::with_visible_controls;
use crate::finding::{Finding, Severity};

/// How many characters a GitHub comment may have; its bytes are at least as many.
const MAX_COMMENT: usize = 65_536;

/// How many bytes a GitHub step summary may have.
const MAX_JOB_SUMMARY: usize = 1 << 20;

/// How many files that could not be read are named.
const MAX_UNREAD: usize = 20;

/// Space that is kept free for the line that says what was cut off.
const RESERVED: usize = 300;

/// The format.
pub(super) static MARKDOWN: Format = Format {
    sort: Sort::Gravity,
    ..Format::new("markdown", "For a comment on a pull request", |out, view, _| markdown(out, view))
};

/// Writes the findings in the view's order, up to the size of a comment.
fn markdown(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    write_up_to(out, view, view.host_limit(MAX_COMMENT))
}

/// Writes the findings up to the size of a step summary, of which `used` bytes are taken.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn job_summary(out: &mut dyn Write, view: &ReportView<'_>, used: usize) -> io::Result<()> {
    write_up_to(out, view, MAX_JOB_SUMMARY.saturating_sub(used))
}

/// Writes the findings in at most `max_bytes`; nothing if not even the summary of the run has room.
fn write_up_to(out: &mut dyn Write, view: &ReportView<'_>, max_bytes: usize) -> io::Result<()> {
    let mut counts = Vec::new();
    summary(&mut counts, view, RenderOptions { width: usize::MAX, colour: false })?;
    let counts = String::from_utf8(counts).unwrap_or_default();
    let first = counts.lines().next().unwrap_or("");
    let mut text = format!("## gainsay\n\n{}\n\n", inert_line(first));
    for unread in view.unread.iter().take(MAX_UNREAD) {
        text.push_str(&format!("❌ {}\n\n", inert_line(&with_visible_controls(unread))));
    }
    if view.unread.len() > MAX_UNREAD {
        let more = grouped_plural(view.unread.len() - MAX_UNREAD, "more file");
        text.push_str(&format!("❌ {more} not read\n\n"));
    }
    let findings: Vec<&Finding> = view.findings().collect();
    let limit = max_bytes.saturating_sub(RESERVED);
    let mut shown = 0;
    for finding in &findings {
        let block = block(view, finding);
        if text.len() + block.len() > limit {
            break;
        }
        text.push_str(&block);
        shown += 1;
    }
    let rest = findings.len() - shown + view.held_back();
    if rest > 0 {
        text.push_str(&format!("{} not shown here.\n", grouped_plural(rest, "more finding")));
    }
    if text.len() > max_bytes {
        return Ok(());
    }
    out.write_all(text.as_bytes())
}

fn block(view: &ReportView<'_>, finding: &Finding) -> String {
    let at = view.host_spot(finding.at.file, finding.mark.start);
    let at = with_visible_controls(&at).into_owned();
    let sign = match finding.severity {
        Severity::Error => "❌",
        Severity::Warning => "⚠️",
        Severity::Note => "ℹ️",
    };
    let mut text = format!(
        "<details>\n<summary>{sign} <b>{}</b> {} <code>{}</code><br>{}</summary>\n\n",
        severity_word(finding.severity),
        inert_html(&title(view, finding)),
        inert_html(&at),
        inert_html(&with_visible_controls(&finding.message))
    );
    let (claims, more) = claims(view, finding);
    for claim in &claims {
        text.push_str(&format!("- <code>{}</code> {}\n", inert_html(&claim.place), inert_line(&claim.label)));
    }
    if more > 0 {
        text.push_str(&format!("- and {}\n", grouped_plural(more, "more claim")));
    }
    for (name, lines) in sections(finding) {
        text.push_str(&format!("\n**{name}**\n\n"));
        let mut code: Vec<&str> = Vec::new();
        for line in &lines {
            match line.strip_prefix("  ") {
                Some(line) => code.push(line),
                None => {
                    flush_code(&mut text, &mut code);
                    text.push_str(&format!("- {}\n", inert_line(line)));
                }
            }
        }
        flush_code(&mut text, &mut code);
    }
    text.push_str(&format!("\n<sub><code>{}</code></sub>\n\n</details>\n\n", finding.fingerprint));
    text
}

/// Lines of code as a fenced block that nothing in them closes.
fn flush_code(text: &mut String, code: &mut Vec<&str>) {
    if code.is_empty() {
        return;
    }
    text.push_str(&format!("\n{}\n", fenced(code)));
    code.clear();
}

/// Lines of text between fences longer than any fence in them.
pub(super) fn fenced(lines: &[impl AsRef<str>]) -> String {
    let ticks = lines.iter().flat_map(|line| line.as_ref().split(|c| c != '`')).map(str::len);
    let fence = "`".repeat(ticks.max().unwrap_or(0).max(2) + 1);
    let mut text = format!("{fence}text\n");
    lines.iter().for_each(|line| text.extend([line.as_ref(), "\n"]));
    text + &fence
}

/// A text in which nothing is HTML, a link, a mention or a reference; text between backticks is code.
fn inert_html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    let paired = text.matches('`').count().is_multiple_of(2);
    let mut code = false;
    for c in text.chars() {
        match c {
            '`' if paired => {
                safe.push_str(if code { "</code>" } else { "<code>" });
                code = !code;
            }
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // Alone in an element these characters start no mention, reference or address.
            '@' | '#' | '!' | '$' | '%' => safe.push_str(&format!("<span>{c}</span>")),
            // Markdown is read within inline elements, so its characters become entities.
            '*' | '_' | '`' | '[' | ']' | '{' | '}' | '\\' | '|' | '^' | '=' | '~' => {
                safe.push_str(&format!("&#{};", c as u32));
            }
            '/' if safe.ends_with("</span>") || safe.ends_with(':') => safe.push_str("<span>/</span>"),
            '.' if safe.to_ascii_lowercase().ends_with("www") => safe.push_str("<span>.</span>"),
            _ => safe.push(c),
        }
    }
    safe
}

/// The same at the start of a line, where more is Markdown syntax.
fn inert_line(text: &str) -> String {
    let safe = inert_html(text.trim_start());
    let after = safe.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = after.len() < safe.len() && after.starts_with(['.', ')']);
    if item || safe.starts_with(['-', '+', ':']) { format!("<span></span>{safe}") } else { safe }
}

#[cfg(test)]
mod tests {
    use super::{inert_html, inert_line};

    #[test]
    fn nothing_in_a_text_acts() {
        for (text, shown) in [
            ("<img src=x>", "&lt;img src&#61;x&gt;"),
            ("**a** ` b", "&#42;&#42;a&#42;&#42; &#96; b"),
            ("by `<b>`", "by <code>&lt;b&gt;</code>"),
            ("[a](javascript:b)", "&#91;a&#93;(javascript:b)"),
            ("~~s~~ ~a~", "&#126;&#126;s&#126;&#126; &#126;a&#126;"),
            ("check @council", "check <span>@</span>council"),
            ("https://a.b", "https:<span>/</span><span>/</span>a.b"),
            ("www.a.b", "www<span>.</span>a.b"),
        ] {
            assert_eq!(inert_html(text), shown);
        }
        assert_eq!(inert_line("- a"), "<span></span>- a");
        assert_eq!(inert_line("1. a"), "<span></span>1. a");
        assert_eq!(inert_line("729, by A"), "729, by A");
    }
}
