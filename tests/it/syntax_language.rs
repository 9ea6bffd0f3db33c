//! Every block of `grammar/language.md` is what its fence says: read without errors, or refused.

use std::fs;
use std::path::Path;

use gainsay::syntax::{format, parse};

#[test]
fn every_block_of_the_language_page_is_what_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/language.md");
    let page = fs::read_to_string(path).expect("the page stands");
    let mut clean = 0;
    let mut refused = 0;
    for block in page.split("\n```claims").skip(1) {
        let (fence, block) = block.split_once('\n').expect("a fence has a line");
        let (text, _) = block.split_once("```").expect("a block is closed");
        let tree = parse(text);
        if fence.trim() == "fails" {
            refused += 1;
            assert!(!tree.errors.is_empty(), "read clean:\n{text}");
            assert!(!tree.errors.iter().any(|error| error.help.is_empty()), "no help for:\n{text}");
        } else {
            clean += 1;
            assert!(tree.errors.is_empty(), "{text}\n{:#?}", tree.errors);
            assert_eq!(format(text).lines().count(), text.trim().lines().count(), "{text}");
        }
    }
    assert!(clean > 8 && refused > 8, "{clean} clean, {refused} refused");
}
