//! How much each statement at a fact counts: sources of one party count once, and not at all if they contradict each
//! other; the authority on a measure outweighs all others.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::contradiction::allowed::allowed_by;
use crate::contradiction::pair::contradict;
use crate::corpus::{Corpus, Fact, Series, Statement, Voice, Vote};

/// The facts of a series, with how much each statement counts.
pub(super) fn facts(corpus: &Corpus, series: &Series) -> Vec<Fact> {
    let mut facts = corpus.facts(series);
    let settles = |voice: Voice| match voice {
        Voice::Origin(source) | Voice::Own(source) => corpus.model.vocabulary.settles(source, series.measure),
        Voice::Nobody(_) => false,
    };
    if corpus.model.vocabulary.sources.iter().any(|source| !source.settles.is_empty()) {
        for fact in &mut facts {
            let undecided = fact.undecided.iter_mut().flat_map(|voice| &mut voice.statements);
            let all = fact.statements.iter_mut().chain(undecided);
            all.filter(|statement| settles(statement.voice))
                .for_each(|statement| statement.vote = Vote::Settles);
        }
    }
    if corpus.model.vocabulary.sources.iter().any(|source| source.party.is_some()) {
        for fact in &mut facts {
            count_parties(corpus, series, &mut fact.statements);
        }
    }
    facts
}

/// Sets how much the statements of one fact count whose sources have a party.
fn count_parties(corpus: &Corpus, series: &Series, statements: &mut [Statement]) {
    if statements.len() < 2 {
        return;
    }
    let mut parties: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
    let counts = |statement: &Statement| !statement.tally && statement.vote == Vote::Full;
    for (at, statement) in statements.iter().enumerate().filter(|(_, statement)| counts(statement)) {
        let own = matches!(statement.voice, Voice::Own(_));
        let party = corpus.party(statement.voice);
        party.into_iter().for_each(|party| parties.entry((own, party)).or_default().push(at));
    }
    let groups: Vec<Vec<usize>> = parties.into_values().collect();
    for members in groups {
        let of = || members.iter().map(|&at| &statements[at]);
        let mut voices: Vec<Voice> = of().map(|statement| statement.voice).collect();
        voices.sort_unstable();
        voices.dedup();
        if voices.len() < 2 {
            continue;
        }
        // The statement that says most (the narrowest) represents its party.
        let width = |at: usize| allowed_by(corpus, series, &statements[at]).width();
        let narrowest = members.iter().copied().min_by_key(|&at| {
            let width = width(at);
            (width.is_none(), width, statements[at].representative())
        });
        let split = are_split(corpus, series, &of().collect::<Vec<_>>());
        let party_voices: Arc<[Voice]> = voices.into();
        for at in members {
            statements[at].party_voices = Some(Arc::clone(&party_voices));
            if split {
                statements[at].vote = Vote::Split;
            } else if Some(at) != narrowest {
                statements[at].vote = Vote::Shared;
            }
        }
    }
}

/// Whether some statements contradict each other.
fn are_split(corpus: &Corpus, series: &Series, statements: &[&Statement]) -> bool {
    let mut pairs =
        (0_usize..).zip(statements).flat_map(|(at, one)| statements[..at].iter().map(move |two| (one, two)));
    pairs.any(|(one, two)| contradict(corpus, series, one, two))
}
