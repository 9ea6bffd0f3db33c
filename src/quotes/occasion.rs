//! All valid quotations of a corpus by speaker, and which of them can be from one occasion.

use rustc_hash::FxHashMap;

use crate::corpus::Corpus;
use crate::model::Day;
use crate::model::claim::{Claim, ClaimStatus, Moment, Value};
use crate::model::register::{SourceId, WordsId};
use crate::quotes::wording::{Lexicon, Wording};
use crate::source::Span;

/// One quotation: a speaker's words as one claim gives them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quote {
    /// The claim, by number.
    pub(crate) claim: u32,
    /// The speaker: the origin, or whom it speaks for.
    pub(crate) speaker: SourceId,
    /// Its text, as written: an index into [`Quotes::wordings`].
    pub(crate) wording: u32,
    /// The number of its normalised text: the same for texts that differ only in style.
    pub(crate) normalized: u32,
    /// The days on which they can have been spoken, as the claim says.
    spoken: Option<(Day, Day)>,
    /// The days on which they can have been published.
    published: Option<(Day, Day)>,
}

/// Every valid quotation.
#[derive(Debug, Default)]
pub(crate) struct Quotes {
    /// By speaker, then by the day they were spoken, then by place.
    pub(crate) all: Vec<Quote>,
    /// The normalised words of each text.
    pub(crate) wordings: Vec<Wording>,
    /// The words of all texts, each with its number.
    pub(crate) lexicon: Lexicon,
}

impl Quotes {
    /// The quotations of named speakers that pass a test.
    pub(crate) fn of(corpus: &Corpus, passes: impl Fn(&Claim) -> bool) -> Self {
        let mut quotes = Self::default();
        let mut known: FxHashMap<WordsId, (u32, u32)> = FxHashMap::default();
        let mut normal_forms: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
        for (at, claim) in (0_u32..).zip(corpus.claims()) {
            let Value::Quote(words) = claim.value else { continue };
            let (Some(_), Some(speaker)) = (claim.origin, claim.voice) else { continue };
            if claim.status != ClaimStatus::Current || claim.excluded || !passes(claim) {
                continue;
            }
            let (wording, normalized) = *known.entry(words).or_insert_with(|| {
                let text = &corpus.model.registers.words.get(words.0).display;
                let wording = Wording::of(text, &mut quotes.lexicon);
                let next = normal_forms.len() as u32;
                let normalized = *normal_forms.entry(wording.words.clone()).or_insert(next);
                quotes.wordings.push(wording);
                (quotes.wordings.len() as u32 - 1, normalized)
            });
            let days = |moment: Moment| (moment.from, moment.to);
            // Speakers who publish their own words speak on that day.
            let self_published = corpus.model.registers.chains.get(claim.via.0).is_empty();
            let spoken = claim.said.or_else(|| Moment::of(claim.time.as_ref()?));
            let spoken = spoken.or(if self_published { claim.published } else { None }).map(days);
            quotes.all.push(Quote {
                claim: at,
                speaker,
                wording,
                normalized,
                spoken,
                published: claim.published.map(days),
            });
        }
        quotes.all.sort_by_key(|quote| (quote.speaker, quote.spoken, quote.published, quote.claim));
        quotes
    }

    /// The normalised words of a quotation.
    pub(crate) fn wording(&self, quote: &Quote) -> &Wording {
        &self.wordings[quote.wording as usize]
    }
}

impl Quote {
    /// Whether two quotations can be from one time: they can be spoken on the same day; or, if one is undated, they
    /// are published within `days` of each other and not before the other was spoken.
    pub(crate) fn may_be_spoken_with(&self, other: &Self, days: i32) -> bool {
        let near = |a: (Day, Day), b: (Day, Day)| {
            a.0.0.saturating_sub(b.1.0) <= days && b.0.0.saturating_sub(a.1.0) <= days
        };
        let follows = |published: (Day, Day), spoken: (Day, Day)| {
            published.1 >= spoken.0 && published.0.0.saturating_sub(spoken.1.0) <= days
        };
        match (self.spoken, other.spoken) {
            (Some(mine), Some(theirs)) => mine.0 <= theirs.1 && theirs.0 <= mine.1,
            (Some(mine), None) => other.published.is_none_or(|published| follows(published, mine)),
            (None, Some(theirs)) => self.published.is_none_or(|published| follows(published, theirs)),
            (None, None) => match (self.published, other.published) {
                (Some(mine), Some(theirs)) => near(mine, theirs),
                _ => true,
            },
        }
    }
}

/// Whether the scopes of two claims allow one occasion: if both give a topic, a place or another key, it is the same.
pub(crate) fn scopes_agree(corpus: &Corpus, one: u32, two: u32) -> bool {
    let (one, two) = (corpus.claim(one).scope, corpus.claim(two).scope);
    let scopes = &corpus.model.registers.scopes;
    one == two
        || scopes
            .get(one.0)
            .iter()
            .all(|(key, name)| scopes.get(two.0).iter().all(|(other, theirs)| key != other || name == theirs))
}

/// Whether a quotation is a translation: by its detail `translated`, unless that says no.
pub(crate) fn is_translated(claim: &Claim) -> bool {
    let details = claim.details.as_ref().map_or(&[][..], |details| &details.rest);
    let said = details.iter().find(|(key, _)| key == "translated");
    said.is_some_and(|(_, said)| !matches!(said.trim().to_ascii_lowercase().as_str(), "no" | "false" | "n"))
}

/// The place of some words of a quotation in its file; the whole quotation if it is written with escapes.
pub(crate) fn mark(claim: &Claim, raw: &str, text: &str, part: &str) -> Span {
    let inner = raw.find(text).filter(|_| !part.is_empty());
    let offset = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
    match (inner, offset) {
        (Some(inner), Some(offset)) if offset + part.len() <= text.len() => {
            let start = claim.mark.start + (inner + offset) as u32;
            Span { start, end: start + part.len() as u32 }
        }
        _ => claim.mark,
    }
}
