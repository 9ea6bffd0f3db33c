//! Text for readers of Markdown and of plain text alike: what would act in Markdown stands as code, and all else as it is.

/// A line in which nothing is HTML, emphasis, a link, a mention or a reference: words with such marks in them stand between
/// backticks. Where the line has backticks of which it is not plain what they enclose, it is code as a whole.
pub(super) fn acting_as_code(line: &str) -> String {
    let parts: Vec<&str> = line.split('`').collect();
    // In every second part is code, if the backticks are in pairs.
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
            // Beside other code its backticks would run into those.
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

/// A line as code, whatever is in it.
fn as_code(line: &str) -> String {
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    format!("{ticks} {line} {ticks}")
}

/// Whether a word would act: by a mark in it, as an address, or as the beginning of a line.
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
    use super::acting_as_code;

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
            assert_eq!(acting_as_code(line), shown);
        }
    }
}
