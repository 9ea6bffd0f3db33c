//! A cell of comma-separated values that is safe in every program that opens it.

use super::visible::with_visible_controls;

/// A cell that no program misreads, and no spreadsheet runs as a formula.
pub(super) fn cell(text: &str) -> String {
    let shown = with_visible_controls(text);
    let is_number = shown.strip_prefix(['-', '+']).is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(|c| c.is_ascii_digit() || c == '.')
    });
    let is_formula = shown.starts_with(['=', '+', '-', '@']) && !is_number;
    let inert = if is_formula { format!("'{shown}") } else { shown.into_owned() };
    quoted(inert)
}

/// A cell that a program reads, as it stands.
pub(super) fn plain_cell(text: &str) -> String {
    quoted(with_visible_controls(text).into_owned())
}

fn quoted(text: String) -> String {
    if text.contains(['"', ',', ';']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn nothing_runs_as_a_formula() {
        for (text, shown) in [
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("@council", "'@council"),
            ("-1+cmd|'/c calc'!A0", "'-1+cmd|'/c calc'!A0"),
            ("-3.2", "-3.2"),
            ("4,130", "\"4,130\""),
            ("a\r\nb", "a␍␊b"),
        ] {
            assert_eq!(cell(text), shown);
        }
    }
}
