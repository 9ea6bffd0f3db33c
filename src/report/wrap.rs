//! Wraps text into lines of a given width, in columns of the screen.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::syntax::begins_qualifier;

/// The text in lines of at most `width` columns, broken at spaces; a longer word is broken within.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let wide = word.width();
        if used > 0 && used + 1 + wide > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if wide <= width {
            line.push_str(word);
            used += wide;
            continue;
        }
        for c in word.chars() {
            let one = c.width().unwrap_or(0);
            if used + one > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += one;
        }
    }
    if used > 0 || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A line of claims wrapped to `width` columns if possible: broken before a qualifier, never within quotation marks,
/// and indented, so that a copy is still one statement.
pub(super) fn wrap_claims(line: &str, width: usize) -> Vec<String> {
    if line.width() <= width || line.trim_start().starts_with('#') {
        return vec![line.to_owned()];
    }
    let indent = line.len() - line.trim_start().len();
    let hanging_indent = " ".repeat(indent + 4);
    let mut lines: Vec<String> = Vec::new();
    let mut current = String::new();
    for piece in pieces(line) {
        let fits = current.width() + piece.trim_end().width() <= width;
        if !fits && !current.trim().is_empty() {
            lines.push(std::mem::replace(&mut current, hanging_indent.clone()).trim_end().to_owned());
        }
        current.push_str(piece);
    }
    lines.push(current.trim_end().to_owned());
    lines
}

/// A line split before each qualifier that is outside quotation marks.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '“' | '«' | '„' => quoted = true,
            '”' | '»' => quoted = false,
            ' ' if !quoted => {
                let next = &line[at + 1..];
                let word = next.split(' ').next().unwrap_or("");
                let begins = begins_qualifier(word) || word == "because";
                if begins && !line[..at].trim().is_empty() && !joins(&line[..at], next) {
                    pieces.push(&line[start..=at]);
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    pieces.push(&line[start..]);
    pieces
}

/// Whether a word belongs to the figure or date before it: `3 in 10`, `5 p.m. on Monday`, `stands at`.
fn joins(before: &str, next: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or("");
    let mut words = next.split(' ');
    match words.next().unwrap_or("") {
        "in" => words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit())),
        "at" | "about" => {
            matches!(last, "stands" | "is" | "are" | "was" | "were" | "at") || last.ends_with(':')
        }
        "on" => last.ends_with("m.") || last.contains(':'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{wrap, wrap_claims};

    #[test]
    fn a_statement_is_broken_before_a_qualifier_only() {
        let line = "  death toll 3 in 10 in New York on 2020-05-25 by \"Office for Facts\"";
        assert_eq!(
            wrap_claims(line, 30),
            [
                "  death toll 3 in 10",
                "      in New York",
                "      on 2020-05-25",
                "      by \"Office for Facts\""
            ]
        );
        assert_eq!(wrap_claims("  a 1 by b", 30), ["  a 1 by b"]);
        let line = "death toll 3 according to Reuters because \"it is in B\"";
        assert_eq!(
            wrap_claims(line, 30),
            ["death toll 3", "    according to Reuters", "    because \"it is in B\""]
        );
    }

    #[test]
    fn breaks_at_spaces_and_inside_long_words() {
        assert_eq!(wrap("a death toll only grows", 11), ["a death", "toll only", "grows"]);
        assert_eq!(wrap("x 0123456789", 8), ["x", "01234567", "89"]);
        assert_eq!(wrap("", 10), [""]);
    }
}
