//! The content of a tree without its layout: its debug form without texts, quotation marks and kinds of blank.

use gainsay::syntax::Tree;
use gainsay::syntax::tree::Name;

/// Two texts with one meaning give one string.
pub(crate) fn meaning(tree: &Tree<'_>) -> String {
    let debug = format!("{:?}", tree.statements);
    let mut out = String::with_capacity(debug.len());
    let mut rest = debug.as_str();
    while let Some(at) = rest.find('"') {
        out.push_str(&rest[..at]);
        let (literal, after) = literal(&rest[at..]);
        rest = after;
        if out.ends_with(" text: ") {
            continue;
        }
        if out.ends_with("raw: ") {
            let quoted = rest.starts_with(", quoted: true");
            let text = Name { raw: &literal, quoted }.text().into_owned();
            let words: Vec<&str> = text.split_whitespace().collect();
            rest = &rest[rest.find(" }").expect("a name ends")..];
            // Quotation marks keep a head whole.
            let whole = words.contains(&"of")
                || words.first().is_some_and(|first| matches!(*first, "new" | "daily"))
                || words.last() == Some(&"far");
            if whole && out.ends_with("Claim { head: Name { raw: ") {
                out.push_str(if quoted { "whole " } else { "split " });
            }
            out.push_str(&words.join(" "));
        } else {
            out.push_str(&literal.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    out.push_str(rest);
    out
}

/// A string literal of a debug form, and what follows it.
fn literal(rest: &str) -> (String, &str) {
    let mut text = String::new();
    let mut chars = rest[1..].char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (text, &rest[at + 2..]),
            '\\' => match chars.next().expect("an escape").1 {
                'n' => text.push('\n'),
                'r' => text.push('\r'),
                't' => text.push('\t'),
                '0' => text.push('\0'),
                'u' => {
                    let digits: String =
                        chars.by_ref().map(|(_, c)| c).skip(1).take_while(|&c| c != '}').collect();
                    let code = u32::from_str_radix(&digits, 16).expect("hexadecimal digits");
                    text.push(char::from_u32(code).expect("a character"));
                }
                other => text.push(other),
            },
            _ => text.push(c),
        }
    }
    (text, "")
}
