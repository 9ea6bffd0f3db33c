//! How a cell is written in the text that is made of a sheet: a row is one line, and a tab separates cells.

/// The most text that the sheets of one file make, in bytes.
pub(super) const MOST: usize = 1 << 30;

/// Adds the text of a cell; tabs and line ends in it become blanks.
pub(super) fn push_cell(text: &mut String, says: &str) {
    let says = says.trim();
    let is_quoted = says.starts_with('"');
    if !is_quoted && memchr::memchr3(b'\t', b'\n', b'\r', says.as_bytes()).is_none() {
        text.push_str(says);
        return;
    }
    if is_quoted {
        text.push('"');
    }
    for c in says.chars() {
        match c {
            '\t' | '\n' | '\r' => text.push(' '),
            '"' if is_quoted => text.push_str("\"\""),
            _ => text.push(c),
        }
    }
    if is_quoted {
        text.push('"');
    }
}
