//! Finds the fenced blocks in Markdown that hold claims in the claim language.

/// The inside of a fenced block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fence<'s> {
    /// Its lines, line ends included.
    pub text: &'s str,
    /// The indentation of the fence, in columns: its column one.
    pub margin: usize,
}

/// A fenced block whose word is nearly `claims`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NearFence<'s> {
    /// The first byte of its first line.
    pub at: u32,
    /// The word after its fence.
    pub word: &'s str,
}

/// The fence that opened a block.
#[derive(Clone, Copy)]
struct Opening<'s> {
    /// Its character, how many of them there are, and its indentation in columns.
    mark: u8,
    length: usize,
    margin: usize,
    /// Whether it stands in a quotation (`>`).
    quoted: bool,
    /// The word after it.
    word: &'s str,
}

impl Opening<'_> {
    fn claims(self) -> bool {
        self.word.eq_ignore_ascii_case(CLAIMS)
    }
}

/// The word that marks a block of the language.
const CLAIMS: &str = "claims";

/// The fenced blocks of a text whose info string begins with `claims`, in order. A block that nothing closes goes to
/// the end of the text. Fences within a block of another language belong to that block.
///
/// A block may stand in a list or in a quotation. In a quotation each line is a separate block, so a statement is one
/// line.
#[must_use]
pub fn fences(text: &str) -> Vec<Fence<'_>> {
    let mut found = Vec::new();
    blocks(text, |opening, _, inside| {
        if opening.claims() {
            found.push(Fence { text: inside, margin: opening.margin });
        }
    });
    found
}

/// The fenced blocks of a text that are marked with a word so near to `claims` that it was probably meant.
#[must_use]
pub fn near_fences(text: &str) -> Vec<NearFence<'_>> {
    let mut found: Vec<NearFence<'_>> = Vec::new();
    blocks(text, |opening, at, _| {
        let word = opening.word.to_lowercase();
        let near = word == "gainsay" || strsim::osa_distance(&word, CLAIMS) == 1;
        let at = at as u32;
        if near && found.last().is_none_or(|last| last.at != at) {
            found.push(NearFence { at, word: opening.word });
        }
    });
    found
}

/// Calls `each` with every fenced block: its opening, the first byte of its first line, and its inside; for a
/// quotation, once for each line.
fn blocks<'s>(text: &'s str, mut each: impl FnMut(Opening<'s>, usize, &'s str)) {
    // The open block: its fence, the first byte of its first line, and that of its inside.
    let mut open: Option<(Opening<'s>, usize, usize)> = None;
    let mut at = 0;
    while at < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end + 1);
        let line = &text[at..end];
        let inside = match open {
            Some((opening, ..)) if opening.quoted => quoted(line),
            _ => Some(line),
        };
        match (open, inside) {
            (None, _) => open = opening(line).map(|opening| (opening, at, end)),
            // A quotation ends with its last line, and with it any block that is open.
            (Some(_), None) => {
                open = opening(line).map(|opening| (opening, at, end));
            }
            (Some((opening, first, start)), Some(inside)) if closes(inside, opening) => {
                if !opening.quoted {
                    each(opening, first, &text[start..at]);
                }
                open = None;
            }
            (Some((opening, first, _)), Some(inside)) if opening.quoted => each(opening, first, inside),
            _ => {}
        }
        at = end;
    }
    if let Some((opening, first, start)) = open
        && !opening.quoted
    {
        each(opening, first, &text[start..]);
    }
}

/// A line without the quotation marks (`>`) before it; none if it is not quoted.
fn quoted(line: &str) -> Option<&str> {
    let mut rest = line.trim_start_matches([' ', '\t']).strip_prefix('>')?;
    while let Some(inner) = rest.trim_start_matches(' ').strip_prefix('>') {
        rest = inner;
    }
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// Three or more backticks or tildes, and what follows them; in a list or a quotation too.
fn opening(line: &str) -> Option<Opening<'_>> {
    let inside = quoted(line);
    let line = inside.unwrap_or(line);
    let mut content = line.trim_start_matches([' ', '\t', '\u{FEFF}']);
    while let Some(item) = item(content) {
        content = item.trim_start_matches([' ', '\t']);
    }
    let mark = content.bytes().next().filter(|mark| matches!(mark, b'`' | b'~'))?;
    let length = content.bytes().take_while(|byte| *byte == mark).count();
    let info = content[length..].trim();
    // Backticks followed by more backticks are code within a line.
    if length < 3 || mark == b'`' && info.contains('`') {
        return None;
    }
    let word = info.split([' ', '\t', ',', '{']).next().unwrap_or("");
    let before = line[..line.len() - content.len()].trim_start_matches('\u{FEFF}');
    let margin =
        before.bytes().fold(0, |column, byte| if byte == b'\t' { column / 4 * 4 + 4 } else { column + 1 });
    Some(Opening { mark, length, margin, quoted: inside.is_some(), word })
}

/// What follows the marker of a list item: `- `, `* `, `+ `, `1. `, `1) `.
fn item(content: &str) -> Option<&str> {
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => content.strip_prefix(['-', '*', '+']),
        1..=9 => content[digits..].strip_prefix(['.', ')']),
        _ => None,
    };
    rest.filter(|rest| rest.starts_with([' ', '\t']))
}

fn closes(line: &str, opening: Opening<'_>) -> bool {
    let content = line.trim();
    content.len() >= opening.length && content.bytes().all(|byte| byte == opening.mark)
}

#[cfg(test)]
mod tests {
    use super::{fences, near_fences};

    fn found(text: &str) -> Vec<(&str, usize)> {
        fences(text).into_iter().map(|fence| (fence.text, fence.margin)).collect()
    }

    #[test]
    fn blocks_of_the_language_are_found_and_no_others() {
        assert_eq!(found("a\n```claims\nx\n```\nb\n"), [("x\n", 0)]);
        assert_eq!(found("~~~ claims fails\nx\n```\n~~~~\n"), [("x\n```\n", 0)]);
        assert_eq!(found("````claims\r\nx\r\n```\r\n````\r\n"), [("x\r\n```\r\n", 0)]);
        assert_eq!(found("- a\n  ```Claims\n  x\n  ```\n"), [("  x\n", 2)]);
        assert_eq!(found("```claims\nx"), [("x", 0)]);
        assert_eq!(found("````md\n```claims\nx\n```\n````\n"), []);
        assert_eq!(found("```claimsy\nx\n```\n```text claims\n```\n"), []);
        assert_eq!(found("```claims `x` ```\n"), []);
        assert_eq!(found("```claims\n```\n```claims"), [("", 0), ("", 0)]);
    }
    #[test]
    fn a_block_in_a_list_or_a_quotation_is_read() {
        assert_eq!(found("- ```claims\n  x\n  ```\n"), [("  x\n", 2)]);
        assert_eq!(found("1. a\n2. ```claims\n   x\n   ```\n"), [("   x\n", 3)]);
        assert_eq!(found("> ```claims\n> x\n> y\n> ```\nz\n"), [("x\n", 0), ("y\n", 0)]);
        assert_eq!(found("> > ~~~claims\n> > x\nout\n> > y\n"), [("x\n", 0)]);
        assert_eq!(found("> - ```claims\n>   x\n"), [("  x\n", 2)]);
        assert_eq!(found("> ```text\n> ```claims\n> x\n> ```\n"), []);
        assert_eq!(found("-```claims\nx\n```\n*a* ```claims\n"), []);
    }

    #[test]
    fn a_word_that_is_nearly_claims_is_noticed() {
        let words = |text| near_fences(text).into_iter().map(|near| near.word).collect::<Vec<_>>();
        assert_eq!(
            words("```claim\nx\n```\n~~~ cliams\n~~~\n```gainsay\n```\n> ```claism\n> a\n> b\n"),
            ["claim", "cliams", "gainsay", "claism"]
        );
        assert_eq!(words("```claims\n```\n```text\n```\n```\n```\n```class\n"), [""; 0]);
    }
}
