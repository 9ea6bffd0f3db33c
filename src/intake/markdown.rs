//! Markdown: the fenced blocks in it that hold the claim language.

/// The inside of a fenced block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fence<'s> {
    /// Its lines, line ends included.
    pub text: &'s str,
    /// How many columns the fence is indented: its column one.
    pub margin: usize,
}

/// The mark that opened a block: its character, how often it stands, and how far in.
#[derive(Clone, Copy)]
struct Opening {
    mark: u8,
    length: usize,
    margin: usize,
    claims: bool,
}

/// The fenced blocks of a text whose info string begins with `claims`, in order. A block that nothing closes goes to
/// the end; what stands within a block of another language is that block's own.
#[must_use]
pub fn fences(text: &str) -> Vec<Fence<'_>> {
    let mut found = Vec::new();
    let mut open: Option<(Opening, usize)> = None;
    let mut at = 0;
    while at < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end + 1);
        let line = &text[at..end];
        match open {
            None => open = opening(line).map(|opening| (opening, end)),
            Some((opening, start)) if closes(line, opening) => {
                found
                    .extend(opening.claims.then(|| Fence { text: &text[start..at], margin: opening.margin }));
                open = None;
            }
            Some(_) => {}
        }
        at = end;
    }
    if let Some((opening, start)) = open
        && opening.claims
    {
        found.push(Fence { text: &text[start..], margin: opening.margin });
    }
    found
}

/// Three backticks or tildes or more, and what stands behind them.
fn opening(line: &str) -> Option<Opening> {
    let content = line.trim_start_matches([' ', '\t', '\u{FEFF}']);
    let mark = content.bytes().next().filter(|mark| matches!(mark, b'`' | b'~'))?;
    let length = content.bytes().take_while(|byte| *byte == mark).count();
    let info = content[length..].trim();
    // Backticks behind backticks are code within a line.
    if length < 3 || mark == b'`' && info.contains('`') {
        return None;
    }
    let word = info.split([' ', '\t', ',', '{']).next().unwrap_or("");
    let margin = line[..line.len() - content.len()].bytes().fold(0, |column, byte| match byte {
        b'\t' => column / 4 * 4 + 4,
        b' ' => column + 1,
        _ => column,
    });
    Some(Opening { mark, length, margin, claims: word.eq_ignore_ascii_case("claims") })
}

fn closes(line: &str, opening: Opening) -> bool {
    let content = line.trim();
    content.len() >= opening.length && content.bytes().all(|byte| byte == opening.mark)
}

#[cfg(test)]
mod tests {
    use super::fences;

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
}
