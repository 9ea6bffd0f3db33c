//! The content of a tree without its layout: its debug form without texts, quotation marks and kinds of blank.

use gainsay::syntax::Tree;
use gainsay::syntax::tree::Name;

use crate::literal::literal;

/// Two texts with one meaning give one string.
pub(crate) fn meaning(tree: &Tree<'_>) -> String {
    let debug = format!("{:?}", tree.statements);
    let mut out = String::with_capacity(debug.len());
    let mut rest = debug.as_str();
    while let Some(at) = rest.find('"') {
        out.push_str(&rest[..at]);
        let (literal, after) = literal(&rest[at..]).expect("a literal with an end");
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
