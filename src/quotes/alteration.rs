//! How two quotations of the same words differ: a diff by words that ignores differences of house style and clipping.

use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::quotes::wording::{Lexicon, Wording};

/// Words that differ: those of one quotation and the corresponding ones of the other. Either may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) one: Range<usize>,
    pub(crate) two: Range<usize>,
}

/// How similar two quotations must be to count as the same words, altered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SimilarityThreshold {
    /// The minimum of shared words, in half words (see `Wording::halves`).
    pub(crate) least_halves: usize,
    /// The minimum share, in thousandths of the words compared.
    pub(crate) share: usize,
}

/// How many places of a pair of words are examined to find where a fragment lies in a longer text.
const PLACES: usize = 8;

/// The words in which two quotations differ; none if they do not differ, or are different quotations.
pub(crate) fn alteration(
    one: &Wording,
    two: &Wording,
    lexicon: &Lexicon,
    threshold: SimilarityThreshold,
) -> Vec<Change> {
    // Quotations of equal length are ordered by their words, so that the result does not depend on the order of the
    // arguments.
    let size = |wording: &Wording| wording.words.len();
    let ordered = (size(one), &one.words) <= (size(two), &two.words);
    let (short, long) = if ordered { (one, two) } else { (two, one) };
    // A quick test: most of the shorter quotation must be in the longer one.
    let needed = threshold.share.saturating_mul(size(short));
    if one.words == two.words || short.shared(long) * 1000 < needed {
        return Vec::new();
    }
    if short.is_within(long) || long.is_within(short) {
        return Vec::new();
    }
    let Some(window) = window(short, long) else { return Vec::new() };
    let ops = capture_diff_slices(Algorithm::Myers, &short.words, &long.words[window.clone()]);
    let first = ops.iter().position(|op| matches!(op, DiffOp::Equal { .. }));
    let last = ops.iter().rposition(|op| matches!(op, DiffOp::Equal { .. }));
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let (mut common, mut differing) = (0, 0);
    let mut changes = Vec::new();
    for (number, op) in ops.iter().enumerate() {
        let (mut mine, theirs) = (op.old_range(), op.new_range());
        let mut theirs = theirs.start + window.start..theirs.end + window.start;
        if matches!(op, DiffOp::Equal { .. }) {
            common += mine.len();
            continue;
        }
        // Before the first shared word and after the last one, one quotation may go on where the other was
        // clipped: only as many words are compared there as the shorter of the two has.
        let shorter = mine.len().min(theirs.len());
        if number < first {
            (mine.start, theirs.start) = (mine.end - shorter, theirs.end - shorter);
        } else if number > last {
            (mine.end, theirs.end) = (mine.start + shorter, theirs.start + shorter);
        }
        let both_empty = mine.is_empty() && theirs.is_empty();
        let omitted = short.has_gap(&mine) || long.has_gap(&theirs);
        if both_empty
            || omitted
            || lexicon.joined(&short.words[mine.clone()]) == lexicon.joined(&long.words[theirs.clone()])
        {
            continue;
        }
        differing += mine.len().max(theirs.len());
        changes.push(if std::ptr::eq(short, one) {
            Change { one: mine, two: theirs }
        } else {
            Change { one: theirs, two: mine }
        });
    }
    // The shared words in half words, each at the average weight of a word of the shorter quotation.
    let halves = common * short.halves / short.words.len().max(1);
    let are_similar = common * 1000 >= needed.max(threshold.share * (common + differing))
        && halves >= threshold.least_halves;
    if are_similar { changes } else { Vec::new() }
}

/// Where a shorter text lies in a longer one: at the offset at which most pairs of words agree, with a few words more
/// on both sides.
fn window(short: &Wording, long: &Wording) -> Option<Range<usize>> {
    let mut places: FxHashMap<&[u32], Vec<usize>> = FxHashMap::default();
    for (at, pair) in short.words.windows(2).enumerate() {
        let places = places.entry(pair).or_default();
        if places.len() < PLACES {
            places.push(at);
        }
    }
    let mut votes: FxHashMap<i64, usize> = FxHashMap::default();
    for (at, pair) in long.words.windows(2).enumerate() {
        for &place in places.get(pair).into_iter().flatten() {
            *votes.entry(at as i64 - place as i64).or_default() += 1;
        }
    }
    let mut votes: Vec<(usize, i64)> =
        votes.into_iter().map(|(distance, votes)| (votes, -distance)).collect();
    votes.sort_unstable();
    let distance = -votes.last()?.1;
    let margin = short.words.len() as i64 / 4 + 2;
    let bound = |at: i64| at.clamp(0, long.words.len() as i64) as usize;
    let window = bound(distance - margin)..bound(distance + short.words.len() as i64 + margin);
    (!window.is_empty()).then_some(window)
}

#[cfg(test)]
mod tests {
    use super::{SimilarityThreshold, alteration};
    use crate::quotes::wording::{Lexicon, Wording};

    fn changes(one: &str, two: &str) -> Vec<(String, String)> {
        let mut lexicon = Lexicon::default();
        let (a, b) = (Wording::of(one, &mut lexicon), Wording::of(two, &mut lexicon));
        let threshold = SimilarityThreshold { least_halves: 6, share: 700 };
        let forward = alteration(&a, &b, &lexicon, threshold);
        let backward = alteration(&b, &a, &lexicon, threshold);
        let swapped: Vec<_> =
            backward.iter().map(|change| (change.two.clone(), change.one.clone())).collect();
        let straight: Vec<_> =
            forward.iter().map(|change| (change.one.clone(), change.two.clone())).collect();
        assert_eq!(straight.len(), swapped.len(), "{one} | {two}");
        forward
            .iter()
            .map(|change| (a.text(one, &change.one).to_owned(), b.text(two, &change.two).to_owned()))
            .collect()
    }

    #[test]
    fn words_that_differ_are_found() {
        for (one, two, was, is) in [
            ("We will never give up Shushi", "We will not give up Shushi", "never", "not"),
            ("We will give up Shushi", "We will not give up Shushi", "", "not"),
            ("Twelve people died in the fire", "Twenty people died in the fire", "Twelve", "Twenty"),
            ("The group has been dead for years", "The group has been dead for months", "years", "months"),
        ] {
            assert_eq!(changes(one, two), [(was.to_owned(), is.to_owned())], "{one} | {two}");
        }
        let speech =
            "My fellow citizens, this is a dark day. We will never give up Shushi, and we will rebuild it.";
        assert_eq!(changes("we will not give up Shushi", speech), [("not".to_owned(), "never".to_owned())]);
    }

    #[test]
    fn clipping_and_style_alter_nothing() {
        for (one, two) in [
            ("We will never give up Shushi", "“… never give up Shushi!”"),
            ("We will … give up Shushi", "We will never give up Shushi"),
            ("We will never give [it] up now", "We will never give Shushi up now"),
            ("the ceasefire holds in every village", "The cease-fire holds in every village"),
            ("This is a dark day. We will never give up", "We will never give up Shushi"),
            ("We will win", "We will lose"),
            ("We serve the people of Aldwater", "The people of Harrow are angry"),
            ("The river has crested in the lower town", "The bridge was closed by the fire service"),
            ("", "We will win"),
            ("… [x] …", "We will win"),
        ] {
            assert_eq!(changes(one, two), [], "{one} | {two}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_two_texts_can_be_compared(one in "[a-e .…\\[\\]'’%,0-9]{0,40}", two in "[a-e .…\\[\\]'’%,0-9]{0,40}") {
            let mut lexicon = Lexicon::default();
            let (a, b) = (Wording::of(&one, &mut lexicon), Wording::of(&two, &mut lexicon));
            for change in alteration(&a, &b, &lexicon, SimilarityThreshold { least_halves: 2, share: 300 }) {
                proptest::prop_assert!(!(change.one.is_empty() && change.two.is_empty()));
                proptest::prop_assert_ne!(lexicon.joined(&a.words[change.one.clone()]), lexicon.joined(&b.words[change.two.clone()]));
                let _ = (a.text(&one, &change.one), b.text(&two, &change.two));
            }
            proptest::prop_assert_eq!(alteration(&a, &a, &lexicon, SimilarityThreshold { least_halves: 0, share: 0 }), []);
        }

        #[test]
        fn any_text_has_its_words(text in proptest::prelude::any::<String>()) {
            let wording = Wording::of(&text, &mut Lexicon::default());
            proptest::prop_assert_eq!(wording.words.len(), wording.spans.len());
            for at in 0..wording.words.len() {
                proptest::prop_assert!(!wording.text(&text, &(at..at + 1)).is_empty());
            }
        }
    }
}
