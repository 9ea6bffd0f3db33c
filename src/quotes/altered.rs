//! Which quotations of a speaker are altered from one another.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::Corpus;
use crate::quotes::alteration::{Change, SimilarityThreshold, alteration};
use crate::quotes::occasion::{Quote, Quotes, one_subject};

/// How many quotations with the same two words in a row are all compared with each other. Beyond it the words are a
/// phrase that the speaker often uses, and each quotation is compared with the next ones in time only, so that the work
/// per speaker is linear in his quotations.
const FEW: usize = 32;

/// How many next ones in time that is.
const NEXT: usize = 8;

/// How many words a quotation has at most that may be no more than a fragment of what was said.
pub(crate) const SHORT: usize = 3;

/// Two quotations of one speaker, by their positions among his, and how they differ.
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
    /// How many days apart two are published at most that belong to one occasion.
    pub(crate) days: i32,
}

impl AlteredPairs<'_> {
    /// The quotations of one speaker that are altered from one another.
    pub(crate) fn pairs(&self, of_speaker: &[Quote]) -> Vec<Pair> {
        // Two quotations of one sentence have two words in a row in common: most of their words are the same.
        let mut places: FxHashMap<&[u32], Vec<usize>> = FxHashMap::default();
        for (at, quote) in of_speaker.iter().enumerate() {
            for pair in self.quotes.wording(quote).words.windows(2) {
                let places = places.entry(pair).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
        let mut seen: FxHashSet<(usize, usize)> = FxHashSet::default();
        let mut known_changes: FxHashMap<(u32, u32), Vec<Change>> = FxHashMap::default();
        let mut pairs = Vec::new();
        for (at, quote) in of_speaker.iter().enumerate() {
            for words in self.quotes.wording(quote).words.windows(2) {
                let places = &places[words];
                let first = places.partition_point(|&place| place <= at);
                let reach = if places.len() <= FEW { FEW } else { NEXT };
                for &other in places[first..].iter().take(reach) {
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
        pairs.retain(|pair| !self.are_in_one_quotation(of_speaker, &places, pair));
        pairs
    }

    /// Quotations of a few words on one topic that have all words but one in common.
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
            && one_subject(self.corpus, one.claim, two.claim)
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
        // An outlet that gives two similar sentences mostly means two: they must be more plainly the same one.
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
        places: &FxHashMap<&[u32], Vec<usize>>,
        pair: &Pair,
    ) -> bool {
        let (one, two) =
            (self.quotes.wording(&of_speaker[pair.one]), self.quotes.wording(&of_speaker[pair.two]));
        let containing =
            one.words.windows(2).filter_map(|words| places.get(words)).min_by_key(|places| places.len());
        containing.into_iter().flatten().take(FEW).any(|&at| {
            let whole = self.quotes.wording(&of_speaker[at]);
            whole.words.len() > one.words.len().max(two.words.len())
                && one.is_within(whole)
                && two.is_within(whole)
        })
    }
}

/// The one word in which two rows of as many words differ, with no other word between them left out or put in.
fn single_difference(one: &[u32], two: &[u32]) -> Option<usize> {
    if one.len() != two.len() {
        return None;
    }
    let mut differing = (0..one.len()).filter(|&at| one[at] != two[at]);
    differing.next().filter(|_| differing.next().is_none())
}
