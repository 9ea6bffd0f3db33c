//! Any text is read and laid out: nothing panics, nothing is lost, and every error lies within the text.

use gainsay::syntax::{format, kind_of, parse, split, statement};

use crate::meaning::meaning;

fn within(part: &str, whole: &str) -> bool {
    let (part, range) = (part.as_bytes().as_ptr_range(), whole.as_bytes().as_ptr_range());
    range.start <= part.start && part.end <= range.end
}

/// What must hold of every text of the claim language.
pub(crate) fn holds(text: &str) {
    let mut count = 0;
    for chunk in split(text) {
        count += 1;
        let _ = kind_of(chunk.text);
        assert!(within(chunk.lead, text) && within(chunk.text, text) && !chunk.text.is_empty());
        let (found, errors) = statement(chunk);
        assert!(found.is_some() || errors.len() == 1, "neither read nor told: {:?}", chunk.text);
        for error in &errors {
            assert!(within(error.at, text) && !error.at.is_empty(), "{error:?}");
            assert!(!error.message.is_empty() && !error.label.is_empty(), "{error:?}");
            assert!(error.others.iter().all(|(part, _)| within(part, text)), "{error:?}");
        }
        if let Some(found) = found {
            assert!(within(found.text, text), "{found:?}");
        }
    }
    let tree = parse(text);
    let once = format(text);
    let again = parse(&once);
    assert_eq!(split(&once).count(), count, "a statement is lost in {once:?}");
    assert_eq!(meaning(&tree), meaning(&again), "laid out: {once:?}");
    assert_eq!(tree.errors.len(), again.errors.len(), "laid out: {once:?}");
    assert_eq!(format(&once), once, "laying out twice changes nothing");
    for chunk in split(text).filter(|chunk| statement(*chunk).0.is_none()) {
        assert!(once.contains(chunk.text), "touched: {:?}", chunk.text);
    }
}
