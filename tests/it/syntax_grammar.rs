//! The grammar, executed: what it derives is read and survives formatting, and what is read without errors is derived
//! by it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gainsay::syntax::{format, parse, query, split};

use crate::ebnf::{Deriver, Grammar};
use crate::meaning::meaning;
use crate::properties::is_long;

/// How many sentences a run derives, ten times as many with `GAINSAY_LONG=1`; the environment's `SENTENCES` and `SEED` set
/// others.
const SENTENCES: u64 = 3000;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn grammar() -> Grammar {
    Grammar::read(&fs::read_to_string(root("grammar/claims.ebnf")).expect("the grammar stands"))
}

#[test]
fn every_sentence_of_the_grammar_is_read_and_survives_the_layout() {
    let grammar = grammar();
    let setting =
        |name: &str, usual| std::env::var(name).ok().and_then(|set| set.parse().ok()).unwrap_or(usual);
    let mut deriver = Deriver::new(&grammar, setting("SEED", 20_201_021));
    let usual = if is_long() { 10 * SENTENCES } else { SENTENCES };
    for number in 0..setting("SENTENCES", usual) as usize {
        let mut sentence = deriver.sentence(["parse", "statement", "claim"][number % 3]);
        if number % 3 != 0 {
            sentence.push('\n');
        }
        let tree = parse(&sentence);
        assert!(tree.errors.is_empty(), "sentence {number}:\n{sentence}\n{sentence:?}\n{:#?}", tree.errors);
        let once = format(&sentence);
        let again = parse(&once);
        assert!(again.errors.is_empty(), "laid out:\n{once}\nfrom:\n{sentence}\n{:#?}", again.errors);
        assert_eq!(meaning(&tree), meaning(&again), "laid out:\n{once}\nfrom:\n{sentence}");
        assert_eq!(format(&once), once, "laid out a second time, from:\n{sentence}");
    }
    for number in 0..usual {
        let sentence = deriver.sentence("query");
        let read = query(&sentence);
        assert!(read.is_ok(), "query {number}:\n{sentence}\n{sentence:?}\n{read:#?}");
    }
    let unused: Vec<&String> =
        grammar.productions.keys().filter(|name| !deriver.used.contains(*name)).collect();
    assert!(unused.is_empty(), "no sentence uses {unused:?}");
}

#[test]
fn every_production_has_its_function() {
    let mut functions = BTreeSet::new();
    for entry in fs::read_dir(root("src/syntax")).expect("the layer stands") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            // The tree's own folder defines what is read, and reads nothing.
            continue;
        }
        let text = fs::read_to_string(path).expect("a readable file");
        for part in text.split("fn ").skip(1) {
            let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(part.len());
            functions.insert(part[..end].to_owned());
        }
    }
    let grammar = grammar();
    let names = grammar.productions.keys().filter(|name| name.to_uppercase() != **name);
    let missing: Vec<&String> = names.filter(|name| !functions.contains(*name)).collect();
    assert!(missing.is_empty(), "no function in src/syntax is named {missing:?}");
}

#[test]
fn the_grammar_derives_what_is_read_clean() {
    let grammar = grammar();
    let mut missing = Vec::new();
    let entries = fs::read_dir(root("tests/syntax/ok")).expect("the folder of cases stands");
    let mut texts: Vec<String> = entries
        .map(|entry| fs::read_to_string(entry.expect("a readable entry").path()).expect("a readable case"))
        .collect();
    let page = fs::read_to_string(root("grammar/language.md")).expect("the page stands");
    let blocks = page.split("\n```claims\n").skip(1);
    texts.extend(blocks.filter_map(|block| Some(block.split_once("```")?.0.to_owned())));
    for text in texts {
        for chunk in split(&text) {
            let whole = [chunk.text, "\n"].concat();
            if !grammar.derives("parse", &whole) {
                missing.push(chunk.text.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "the grammar does not derive:\n{}", missing.join("\n"));
}
