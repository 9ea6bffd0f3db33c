//! Finds quotations of one speaker that are altered versions of each other.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::Corpus;
use crate::quotes::alteration::{Change, SimilarityThreshold, alteration};
use crate::quotes::occasion::{Quote, Quotes, scopes_agree};

/// Up to how many quotations that share two consecutive words are all compared with each other. If there are more,
/// the words are a phrase that the speaker often uses, and each quotation is compared only with the next ones in
/// time, so that the work for each speaker stays linear.
const FEW: usize = 32;

/// With how many of the next ones in time each is compared then.
const NEXT: usize = 8;

/// A quotation of at most this many words may be a mere fragment of what was said.
pub(crate) const SHORT: usize = 3;

/// Two quotations of one speaker, by their positions in the speaker's list, and how they differ.
pub(crate) struct Pair {
    pub(crate) one: usize,
    pub(crate) two: usize,
    pub(crate) changes: Vec<Change>,
}

/// A search for altered quotations among those of a corpus.
pub(crate) struct AlteredPairs<'a> {
    pub(crate) corpus: &'a Corpus,
    pub(crate) quotes: &'a Quotes,
    /// How similar two of them must be.
    pub(crate) threshold: SimilarityThreshold,
    /// How many days apart two quotations of one occasion may be published at most.
    pub(crate) days: i32,
}

impl AlteredPairs<'_> {
    /// The pairs of one speaker's quotations that are altered versions of each other.
    pub(crate) fn pairs(&self, of_speaker: &[Quote]) -> Vec<Pair> {
        // Two quotations of one sentence share two consecutive words, as most of their words are the same. So
        // the quotations that hold a pair of words are listed by that pair.
        let mut holders: FxHashMap<&[u32], Vec<usize>> = FxHashMap::default();
        for (at, quote) in of_speaker.iter().enumerate() {
            for pair in self.quotes.wording(quote).words.windows(2) {
                let holders = holders.entry(pair).or_default();
                if holders.last() != Some(&at) {
                    holders.push(at);
                }
            }
        }
        let mut seen: FxHashSet<(usize, usize)> = FxHashSet::default();
        let mut known_changes: FxHashMap<(u32, u32), Vec<Change>> = FxHashMap::default();
        let mut pairs = Vec::new();
        for (at, quote) in of_speaker.iter().enumerate() {
            for words in self.quotes.wording(quote).words.windows(2) {
                let holders = &holders[words];
                let first = holders.partition_point(|&holder| holder <= at);
                let reach = if holders.len() <= FEW { FEW } else { NEXT };
                for &other in holders[first..].iter().take(reach) {
                    if seen.insert((at, other)) && self.is_one_occasion(quote, &of_speaker[other]) {
                        let changes = self.changes(quote, &of_speaker[other], &mut known_changes);
                        if !changes.is_empty() {
                            pairs.push(Pair { one: at, two: other, changes });
                        }
                    }
                }
            }
        }
        self.fragments(of_speaker, &mut seen, &mut pairs);
        pairs.retain(|pair| !self.are_in_one_quotation(of_speaker, &holders, pair));
        pairs
    }

    /// Adds short quotations on one topic that differ in one word.
    fn fragments(&self, of_speaker: &[Quote], seen: &mut FxHashSet<(usize, usize)>, pairs: &mut Vec<Pair>) {
        let corpus = self.corpus;
        let mut of_topic: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, quote) in of_speaker.iter().enumerate() {
            let scope = corpus.claim(quote.claim).scope;
            let named = !corpus.model.registers.scopes.get(scope.0).is_empty();
            if named && (2..=SHORT).contains(&self.quotes.wording(quote).words.len()) {
                of_topic.entry(scope).or_default().push(at);
            }
        }
        let pairs_of = |all: &Vec<usize>| {
            let pair = |place: usize| all[place + 1..].iter().take(NEXT).map(move |&other| (place, other));
            (0..all.len()).flat_map(pair).map(|(place, other)| (all[place], other)).collect::<Vec<_>>()
        };
        for (at, other) in of_topic.values().flat_map(pairs_of) {
            let outlet = |quote: &Quote| corpus.claim(quote.claim).via;
            if outlet(&of_speaker[at]) == outlet(&of_speaker[other])
                || !self.is_one_occasion(&of_speaker[at], &of_speaker[other])
            {
                continue;
            }
            let (mine, theirs) =
                (self.quotes.wording(&of_speaker[at]), self.quotes.wording(&of_speaker[other]));
            let Some(word) = single_difference(&mine.words, &theirs.words) else { continue };
            if seen.insert((at, other)) {
                let changes = vec![Change { one: word..word + 1, two: word..word + 1 }];
                pairs.push(Pair { one: at, two: other, changes });
            }
        }
    }

    fn is_one_occasion(&self, one: &Quote, two: &Quote) -> bool {
        one.normalized != two.normalized
            && one.may_be_spoken_with(two, self.days)
            && scopes_agree(self.corpus, one.claim, two.claim)
            && self.corpus.claim(one.claim).place != self.corpus.claim(two.claim).place
    }

    fn changes(
        &self,
        one: &Quote,
        two: &Quote,
        known_changes: &mut FxHashMap<(u32, u32), Vec<Change>>,
    ) -> Vec<Change> {
        let (mine, theirs) = (self.quotes.wording(one), self.quotes.wording(two));
        let lexicon = &self.quotes.lexicon;
        let changes = known_changes
            .entry((one.wording, two.wording))
            .or_insert_with(|| alteration(mine, theirs, lexicon, self.threshold));
        if changes.is_empty() {
            return Vec::new();
        }
        // Two similar sentences from one outlet are mostly two different ones, so they must be more similar
        // to count.
        let (one, two) = (self.corpus.claim(one.claim), self.corpus.claim(two.claim));
        let same_outlet = one.via == two.via && !self.corpus.model.registers.chains.get(one.via.0).is_empty();
        let share = 500 + self.threshold.share / 2;
        let strict = SimilarityThreshold { share, ..self.threshold };
        if same_outlet { alteration(mine, theirs, lexicon, strict) } else { changes.clone() }
    }

    /// Whether a longer quotation of the speaker contains both, so that they are two sentences of one speech.
    fn are_in_one_quotation(
        &self,
        of_speaker: &[Quote],
        holders: &FxHashMap<&[u32], Vec<usize>>,
        pair: &Pair,
    ) -> bool {
        let (one, two) =
            (self.quotes.wording(&of_speaker[pair.one]), self.quotes.wording(&of_speaker[pair.two]));
        let containing =
            one.words.windows(2).filter_map(|words| holders.get(words)).min_by_key(|holders| holders.len());
        containing.into_iter().flatten().take(FEW).any(|&at| {
            let whole = self.quotes.wording(&of_speaker[at]);
            whole.words.len() > one.words.len().max(two.words.len())
                && one.is_within(whole)
                && two.is_within(whole)
        })
    }
}

/// The position of the one word in which two quotations with equally many words differ.
fn single_difference(one: &[u32], two: &[u32]) -> Option<usize> {
    if one.len() != two.len() {
        return None;
    }
    let mut differing = (0..one.len()).filter(|&at| one[at] != two[at]);
    differing.next().filter(|_| differing.next().is_none())
}
