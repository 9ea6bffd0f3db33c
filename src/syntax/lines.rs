//! Text into statements, before any of them is read: column one to the next column one.

/// One statement's lines, and the blank and comment lines above them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk<'s> {
    /// The blank and comment lines directly above, line ends included.
    pub lead: &'s str,
    /// The statement with its continuation lines; no line end at its end. It begins with a blank only where an
    /// indented line has no statement above it.
    pub text: &'s str,
}

/// The kind of a line, by its first characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineKind {
    /// Blank, or a comment.
    BlankOrComment,
    /// Begins with white space.
    Indented,
    /// Begins in column one.
    First,
}

/// Cuts a text into statements. Blank and comment lines do not end a statement; those after the last one are in no
/// chunk.
pub fn split(text: &str) -> impl Iterator<Item = Chunk<'_>> {
    split_within(text.strip_prefix('\u{FEFF}').unwrap_or(text), 0)
}

/// Cuts a text whose statements are all indented by `margin` columns: that column counts as column one.
pub fn split_within(text: &str, margin: usize) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (chunk, after) = next_chunk(rest, margin)?;
        rest = after;
        Some(chunk)
    })
}

/// The next statement and what follows it.
#[inline]
fn next_chunk(text: &str, margin: usize) -> Option<(Chunk<'_>, &str)> {
    let mut at = 0;
    loop {
        if at >= text.len() {
            return None;
        }
        let end = line_end(text, at);
        let content = after_margin(&text[at..end], margin);
        if line_kind(content) != LineKind::BlankOrComment {
            at = end - content.len();
            break;
        }
        at = end;
    }
    let (lead, body) = text.split_at(at);
    let mut next = line_end(body, 0);
    let mut end = next;
    while next < body.len() {
        // Most lines begin a statement, and this byte decides.
        if body.as_bytes()[next].is_ascii_alphanumeric() {
            break;
        }
        let after = line_end(body, next);
        match line_kind(after_margin(&body[next..after], margin)) {
            LineKind::First => break,
            LineKind::BlankOrComment => {}
            LineKind::Indented => end = after,
        }
        next = after;
    }
    let (lines, after) = body.split_at(end);
    let lines = lines.strip_suffix('\n').unwrap_or(lines);
    Some((Chunk { lead, text: lines.trim_end_matches('\r') }, after))
}

/// One past the end of the line that holds a byte.
fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end + 1)
}

/// A line without the blanks that it has before the column `margin`; a tab reaches to the next
/// multiple of four.
#[must_use]
pub fn after_margin(line: &str, margin: usize) -> &str {
    let (mut rest, mut column) = (line, 0);
    while column < margin {
        (rest, column) = match rest.as_bytes().first() {
            Some(b' ') => (&rest[1..], column + 1),
            Some(b'\t') => (&rest[1..], column / 4 * 4 + 4),
            _ => break,
        };
    }
    rest
}

fn line_kind(line: &str) -> LineKind {
    match line.as_bytes() {
        [b'#', ..] => return LineKind::BlankOrComment,
        [first, ..] if first.is_ascii_graphic() => return LineKind::First,
        _ => {}
    }
    if blank_or_comment(line) {
        LineKind::BlankOrComment
    } else if line.starts_with(char::is_whitespace) {
        LineKind::Indented
    } else {
        LineKind::First
    }
}

/// Whether a line is blank, or nothing but a comment.
fn blank_or_comment(line: &str) -> bool {
    let content = line.trim_start();
    content.is_empty() || content.starts_with('#')
}
