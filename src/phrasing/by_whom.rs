//! Whose figures an equation or a limit holds against each other.

use crate::corpus::{Voice, join_words, voice};
use crate::phrasing::presenter::Presenter;

/// Up to how many figures of one source are listed one by one.
const MAX_LISTED: usize = 3;

impl Presenter<'_> {
    /// ` (553 by A and the others by B)`, ` (all by A)`; nothing where nobody is named.
    pub(crate) fn by_whom(&self) -> String {
        let corpus = self.words.corpus;
        let mut voices: Vec<(Voice, Vec<u32>)> = Vec::new();
        let own = self.core().into_iter().map(|side| (side.statement.voice, side.statement.representative()));
        let core: Vec<(Voice, u32)> = own.collect();
        let argued = self.dispute.argument.iter().flat_map(|argument| argument.claims());
        let others = argued.map(|claim| (voice(corpus.claim(claim)), claim));
        for (whose, claim) in core.iter().copied().chain(others) {
            match voices.iter_mut().find(|(other, _)| *other == whose) {
                Some((_, claims)) if claims.contains(&claim) => {}
                Some((_, claims)) => claims.push(claim),
                None => voices.push((whose, vec![claim])),
            }
        }
        if let [(whose, claims)] = &voices[..] {
            let all = match claims.len() {
                1 => "",
                2 => "both ",
                _ => "all ",
            };
            return match whose {
                Voice::Nobody(_) => String::new(),
                _ => format!(" ({all}by {})", self.words.voice(*whose)),
            };
        }
        if self.dispute.is_slip() {
            return String::new();
        }
        // The source that states most of them comes last.
        voices.sort_by_key(|(_, claims)| claims.len());
        let last = voices.len() - 1;
        // A figure that is among `the others` too would not show whose it is.
        let hidden = &voices[last].1;
        let is_hidden_too = |at: usize, claims: &[u32]| {
            let said = |claim: &u32| self.words.said(*claim);
            at != last
                && hidden.len() > 1
                && claims.iter().map(said).any(|one| hidden.iter().map(said).any(|other| one == other))
        };
        let whose = voices.iter().enumerate().map(|(at, (whose, claims))| {
            let figures = match claims.len() {
                many if at == last && many > 1 => "the others".to_owned(),
                1 if is_hidden_too(at, claims) => "one of them".to_owned(),
                many if is_hidden_too(at, claims) => format!("{many} of them"),
                few if few <= MAX_LISTED => {
                    join_words(&claims.iter().map(|&claim| self.words.said(claim)).collect::<Vec<_>>())
                }
                many => format!("{many} of them"),
            };
            format!("{figures} by {}", self.words.voice(*whose))
        });
        format!(" ({})", join_words(&whose.collect::<Vec<_>>()))
    }
}
