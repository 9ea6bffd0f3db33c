//! The report for a reader at a terminal: what is wrong, where, why, and what to do.

use std::borrow::Cow;
use std::io::{self, Write};

use super::format::{Format, Sort};
use super::paint::{RenderOptions, TextRole};
use super::short::{severity_word, title};
use super::snippet::{Pointer, snippets};
use super::summary::grouped_plural;
use super::view::ReportView;
use super::visible::with_visible_controls;
use super::wrap::{wrap, wrap_claims};
use crate::finding::{Cited, Finding, Severity};

/// How many claims besides those of the core and the repair are shown.
const MAX_OTHERS: usize = 4;

/// How many claims are shown at most; two camps may have a thousand origins each.
const MAX_CLAIMS: usize = 12;

/// Prose is easier to read in lines no longer than this.
const PROSE_WIDTH: usize = 110;

/// The column at which the text of a section starts: two blanks, the longest heading, two blanks.
const INDENT: usize = 9;

/// The format.
pub static PRETTY: Format = Format {
    limit: Some(100),
    sort: Sort::Gravity,
    ..Format::new(
        "pretty",
        "For reading: each claim in its place, why it is reported, and what to do",
        pretty,
    )
};

/// Writes every finding as a snippet with its sections, followed by a blank line.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn pretty(out: &mut dyn Write, view: &ReportView<'_>, options: RenderOptions) -> io::Result<()> {
    let mut text = String::new();
    for finding in view.findings() {
        text.clear();
        write_finding(&mut text, view, finding, options);
        text.push('\n');
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

fn write_finding(out: &mut String, view: &ReportView<'_>, finding: &Finding, options: RenderOptions) {
    header(out, view, finding, options);
    let (shown, more) = claims_to_show(&finding.claims);
    snippets(out, view.sources, pointers(finding, &shown), options);
    let mut sections = Sections { out, options };
    if more > 0 {
        let text =
            format!("{} not marked here; `--format json` lists them all", grouped_plural(more, "claim"));
        sections.add("more", &[text.as_str()]);
    }
    sections.add("why", &finding.reasoning);
    sections.add("cause", finding.cause.as_ref().map(|cause| cause.text.as_str()).as_slice());
    sections.add("odd", finding.outlier.as_slice());
    sections.add("help", &finding.help);
}

fn header(out: &mut String, view: &ReportView<'_>, finding: &Finding, options: RenderOptions) {
    let head = format!("{}[{}]:", severity_word(finding.severity), title(view, finding));
    headline(out, &head, finding.severity, &finding.message, options);
}

/// The message of a finding after its head (severity and rule), in the colour of its severity.
pub(super) fn headline(
    out: &mut String,
    head: &str,
    severity: Severity,
    message: &str,
    options: RenderOptions,
) {
    let message = with_visible_controls(message);
    // The head is written first, so that wrapping never cuts its colour.
    let filled = wrap(
        &format!("{} {message}", head.replace(' ', "\u{A0}")),
        options.width.min(PROSE_WIDTH).saturating_sub(2),
    );
    for (number, line) in filled.iter().enumerate() {
        let rest = if number == 0 {
            let line = line.replacen('\u{A0}', " ", head.matches(' ').count());
            out.push_str(&options.paint(TextRole::Finding(severity), head).to_string());
            line.strip_prefix(head).unwrap_or("").to_owned()
        } else {
            format!("  {line}")
        };
        out.push_str(&options.paint(TextRole::Strong, rest).to_string());
        out.push('\n');
    }
}

/// The claims to show, in the order of the report, and the number of others.
fn claims_to_show(claims: &[Cited]) -> (Vec<&Cited>, usize) {
    let rank = |claim: &Cited| match claim {
        Cited { core: true, .. } => 0,
        Cited { suspect: true, .. } => 1,
        Cited { repair: true, .. } => 2,
        _ => 3,
    };
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|&at| rank(&claims[at]));
    let needed = claims.iter().filter(|claim| claim.core || claim.repair).count();
    order.truncate(MAX_CLAIMS.min(needed + MAX_OTHERS));
    order.sort_unstable();
    let more = claims.len() - order.len();
    (order.into_iter().map(|at| &claims[at]).collect(), more)
}

fn pointers(finding: &Finding, shown: &[&Cited]) -> Vec<Pointer> {
    let mut pointers = Vec::with_capacity(shown.len() + 1);
    let is_at = |claim: &&Cited| claim.place.file == finding.at.file && claim.place.span == finding.at.span;
    if !finding.claims.iter().any(|claim| is_at(&claim)) {
        pointers.push(Pointer {
            file: finding.at.file,
            statement: finding.at.span.start,
            mark: finding.mark,
            label: String::new(),
            role: TextRole::Finding(finding.severity),
        });
    }
    pointers.extend(shown.iter().map(|claim| {
        let label = with_visible_controls(&claim.label);
        Pointer {
            file: claim.place.file,
            statement: claim.place.span.start,
            mark: claim.mark,
            label: if claim.suspect && finding.claims.len() > 1 {
                format!("{label} ←\u{A0}odd\u{A0}one\u{A0}out")
            } else {
                label.into_owned()
            },
            role: match claim {
                Cited { suspect: true, .. } if finding.claims.len() > 1 => TextRole::Outlier,
                Cited { core: true, .. } => TextRole::Finding(finding.severity),
                _ => TextRole::Other,
            },
        }
    }));
    pointers.extend(finding.laws.iter().map(|law| Pointer {
        file: law.place.file,
        statement: law.place.span.start,
        mark: law.place.span,
        label: if law.text.starts_with("law") { "the law" } else { "declared here" }.to_owned(),
        role: TextRole::Other,
    }));
    pointers
}

/// The aligned sections below a snippet.
pub(super) struct Sections<'a> {
    pub(super) out: &'a mut String,
    pub(super) options: RenderOptions,
}

impl Sections<'_> {
    /// Adds a section with one entry per line. A line that starts with two blanks is code: it is broken
    /// only before qualifiers.
    pub(super) fn add<T: AsRef<str>>(&mut self, name: &str, entries: &[T]) {
        let mut heading = Some(name);
        for line in entries.iter().flat_map(|entry| entry.as_ref().split('\n')) {
            let line: Cow<'_, str> = with_visible_controls(line);
            if line.starts_with("  ") {
                let room = self.options.width.saturating_sub(INDENT);
                for part in wrap_claims(line.trim_end(), room) {
                    let code = self.options.paint(TextRole::Code, part).to_string();
                    self.line(&mut heading, &code);
                }
                continue;
            }
            for (number, part) in
                wrap(&line, self.options.width.min(PROSE_WIDTH).saturating_sub(INDENT)).iter().enumerate()
            {
                // Wrapped lines are indented further if other entries follow.
                let hanging_indent = if number > 0 && entries.len() > 1 { "  " } else { "" };
                self.line(&mut heading, &format!("{hanging_indent}{part}"));
            }
        }
    }

    /// Adds a section with lines that are indented by some columns; what is wrapped is indented by two more.
    pub(super) fn add_indented(&mut self, name: &str, lines: &[(usize, String)]) {
        let mut heading = Some(name);
        for (indent, line) in lines {
            let room = self.options.width.min(PROSE_WIDTH).saturating_sub(INDENT + indent + 2);
            for (number, part) in wrap(&with_visible_controls(line), room).iter().enumerate() {
                let blanks = " ".repeat(indent + if number > 0 { 2 } else { 0 });
                self.line(&mut heading, &format!("{blanks}{part}"));
            }
        }
    }

    fn line(&mut self, heading: &mut Option<&str>, text: &str) {
        match heading.take() {
            Some(head) => {
                let wide = INDENT - 4;
                let head = self.options.paint(TextRole::Strong, format!("{head:wide$}"));
                self.out.push_str(&format!("  {head}  "));
            }
            None => self.out.push_str(&" ".repeat(INDENT)),
        }
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }
}
