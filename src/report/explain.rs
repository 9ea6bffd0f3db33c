//! A rule's page in a terminal, the list of all rules, and suggestions for a mistyped name.

use std::io::{self, Write};

use super::page::page;
use super::paint::{RenderOptions, TextRole};
use super::short::severity_word;
use super::visible::with_visible_controls;
use super::wrap::wrap;
use crate::rules::{DefaultLevel, Rule};

/// Writes a rule's page: laid out if there are options for a terminal, else as Markdown.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn explain(out: &mut dyn Write, rule: &Rule, options: Option<RenderOptions>) -> io::Result<()> {
    let Some(options) = options else {
        writeln!(out, "# {} ({}, {})\n", rule.name, rule.code.0, level(rule.level))?;
        return doc_lines(rule.doc).try_for_each(|line| writeln!(out, "{line}"));
    };
    let head = format!("{} {}", rule.code.0, rule.name);
    writeln!(
        out,
        "{}  {}\n",
        options.paint(TextRole::Strong, head),
        options.paint(TextRole::Faint, level(rule.level))
    )?;
    let doc: Vec<&str> = doc_lines(rule.doc).collect();
    page(out, &doc.join("\n"), Some(options))
}

/// Writes all rules with code, name, default severity and first line; the same table in a terminal and in a pipe.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn list(out: &mut dyn Write, rules: &[&Rule], options: RenderOptions) -> io::Result<()> {
    let names = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let levels = rules.iter().map(|rule| level(rule.level).len()).max().unwrap_or(0);
    let indent = 6 + names + 2 + levels + 2;
    for rule in rules {
        let summary = with_visible_controls(rule.summary());
        let width = options.width.saturating_sub(indent).max(24);
        for (number, line) in wrap(&summary, width).iter().enumerate() {
            if number == 0 {
                let name = options.paint(TextRole::Strong, format_args!("{:names$}", rule.name)).to_string();
                let level = level(rule.level);
                writeln!(out, "{:<6}{name}  {level:<levels$}  {line}", rule.code.0)?;
            } else {
                writeln!(out, "{:indent$}{line}", "")?;
            }
        }
    }
    Ok(())
}

/// The rule or other name nearest to what was typed; none if none is near.
#[must_use]
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let max_distance = typed.chars().count() / 3 + 1;
    let distance = |name: &'a str| (strsim::osa_distance(&typed, &name.to_lowercase()), name);
    let has_part = |name: &&str| typed.len() >= 4 && name.split('-').any(|part| part == typed);
    let mut near: Vec<_> = names.into_iter().map(distance).collect();
    near.sort_unstable();
    let first = near.first().filter(|(distance, _)| *distance <= max_distance);
    first.map(|(_, name)| *name).or_else(|| near.iter().map(|(_, name)| *name).find(has_part))
}

/// A default severity in words.
pub(super) fn level(level: DefaultLevel) -> &'static str {
    match level {
        DefaultLevel::Fixed(severity) => severity_word(severity),
        DefaultLevel::ByStanding => "error or warning",
        DefaultLevel::Off => "off",
    }
}

/// The lines of a doc comment without the blank after `///`.
pub(super) fn doc_lines(doc: &str) -> impl Iterator<Item = &str> {
    doc.trim_end().lines().map(|line| line.strip_prefix(' ').unwrap_or(line))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_finds_its_rule() {
        let names = ["conflicting-figures", "self-contradiction", "relay-drift"];
        assert_eq!(nearest("conflicting-figure", names), Some("conflicting-figures"));
        assert_eq!(nearest("self-contardiction", names), Some("self-contradiction"));
        assert_eq!(nearest("drift", names), Some("relay-drift"));
        assert_eq!(nearest("zebra", names), None);
    }
}
