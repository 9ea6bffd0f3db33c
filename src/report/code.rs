//! Makes text safe both as Markdown and as plain text: what would be Markdown syntax is put in backticks.

/// A line in which nothing is HTML, emphasis, a link, a mention or a reference: words with such characters are put
/// between backticks. If the line has unpaired backticks, the whole line becomes code.
pub(super) fn markup_as_code(line: &str) -> String {
    let parts: Vec<&str> = line.split('`').collect();
    // Every second part is code, if the backticks are paired.
    let is_paired = parts.len() % 2 == 1 && parts.iter().skip(1).step_by(2).all(|code| !code.is_empty());
    if !is_paired {
        return as_code(line);
    }
    let mut text = String::with_capacity(line.len() + 16);
    for (number, part) in parts.iter().enumerate() {
        if number % 2 == 1 {
            text.extend(["`", part, "`"]);
            continue;
        }
        let (first, last) = (number == 0, number + 1 == parts.len());
        for word in part.split_inclusive(' ') {
            let (word, blank) = word.strip_suffix(' ').map_or((word, ""), |word| (word, " "));
            if !acts(word, text.trim().is_empty()) {
                text.extend([word, blank]);
                continue;
            }
            // Next to other code the backticks would run together.
            let is_apart =
                (first || !part.starts_with(word)) && (last || !part.ends_with(word) || blank == " ");
            if !is_apart {
                return as_code(line);
            }
            text.extend(["`", word, "`", blank]);
        }
    }
    text
}

/// A line as code, whatever it contains.
fn as_code(line: &str) -> String {
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    format!("{ticks} {line} {ticks}")
}

/// Whether a word would be Markdown syntax: by a character in it, as an address, or at the start of a line.
fn acts(word: &str, is_first: bool) -> bool {
    let begins = || {
        let after = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = after.len() < word.len() && matches!(after, "." | ")");
        is_number || (!word.is_empty() && word.chars().all(|c| "-+=".contains(c)))
    };
    word.contains(['*', '_', '[', ']', '<', '>', '~', '@', '#', '$', '&', '|', '\\', '^'])
        || word.contains("://")
        || word.to_ascii_lowercase().contains("www.")
        || (is_first && begins())
}

#[cfg(test)]
mod tests {
    use super::markup_as_code;

    #[test]
    fn what_acts_stands_as_code() {
        for (line, shown) in [
            ("`B` puts `death toll` in A at 12", "`B` puts `death toll` in A at 12"),
            ("  a_b.claims:1  12 in A, by B", "  `a_b.claims:1`  12 in A, by B"),
            (
                "**bold** [x y](https://a.b) @c <img src=x>",
                "`**bold**` `[x` `y](https://a.b)` `@c` `<img` `src=x>`",
            ),
            ("see www.a.b and GH#1", "see `www.a.b` and `GH#1`"),
            ("- a", "`-` a"),
            ("1. a - b 2.", "`1.` a - b 2."),
            ("12 in `**a**`, by B", "12 in `**a**`, by B"),
            // Which backticks belong together is not plain.
            ("a ` b *c*", "`` a ` b *c* ``"),
            ("a `` b *c*", "``` a `` b *c* ```"),
            ("*a*`b` c", "`` *a*`b` c ``"),
            ("`b`*c* d", "`` `b`*c* d ``"),
            ("a\\`b` c", "`` a\\`b` c ``"),
        ] {
            assert_eq!(markup_as_code(line), shown);
        }
    }
}
