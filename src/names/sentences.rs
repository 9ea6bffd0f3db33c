//! Sentences and events that differ only in words that change nothing: articles, helping verbs, endings, the title before a
//! name, a `not`.

use rustc_hash::FxHashMap;

use crate::corpus::{Corpus, count_titles};
use crate::model::claim::Value;
use crate::model::plain;
use crate::model::register::{MeasureId, ScopeId, is_event_key};

/// Words that a sentence can have or not.
const ARTICLES: [&str; 3] = ["the", "a", "an"];

/// Verbs that help another one. Forms of `be` are not among them: whoever is attacked does not attack.
const HELPING: [&str; 6] = ["do", "does", "did", "has", "have", "had"];

/// Verbs joined with `not`, without the apostrophe, each with what is left of it.
const NEGATED: [(&str, &str); 13] = [
    ("doesnt", ""),
    ("didnt", ""),
    ("dont", ""),
    ("hasnt", ""),
    ("havent", ""),
    ("hadnt", ""),
    ("isnt", "be"),
    ("arent", "be"),
    ("wasnt", "be"),
    ("werent", "be"),
    ("wont", "will"),
    ("wouldnt", "would"),
    ("cannot", "can"),
];

/// Words behind which a name of two words reads the other way round: `meeting in Minsk`, `Minsk meeting`.
const JOINTS: [&str; 4] = ["of", "in", "at", "on"];

/// Two measures that are probably one sentence, or one event, in other words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reworded {
    /// The first claim of each.
    pub(crate) claims: [u32; 2],
    /// Whether one denies what the other says.
    pub(crate) is_denied: bool,
    /// Whether they are events.
    pub(crate) is_event: bool,
}

/// What is left of a sentence.
#[derive(PartialEq, Eq, Hash)]
struct Gist {
    words: Vec<String>,
    is_event: bool,
}

/// A measure, whether its sentence denies something, and its first claim.
type Wording = (MeasureId, bool, u32);

/// Each sentence and event that is probably another one of the same scope in other words, once, with the first of these.
pub(crate) fn reworded(corpus: &Corpus) -> Vec<Reworded> {
    let registers = &corpus.model.registers;
    let mut gists: FxHashMap<MeasureId, Option<(u32, bool)>> = FxHashMap::default();
    let mut numbers: FxHashMap<Gist, u32> = FxHashMap::default();
    let mut firsts: FxHashMap<(u32, ScopeId), Vec<Wording>> = FxHashMap::default();
    for (at, claim) in (0_u32..).zip(corpus.claims()) {
        if claim.excluded || !matches!(claim.value, Value::Truth(_) | Value::Date(_)) {
            continue;
        }
        let gist = gists.entry(claim.measure).or_insert_with(|| {
            let entry = registers.measures.get(claim.measure.0);
            let is_event = is_event_key(&entry.key);
            if !is_event && !matches!(claim.value, Value::Truth(_)) {
                return None;
            }
            let (words, is_denied) = gist(&entry.display, is_event);
            let next = numbers.len() as u32;
            (words.len() > 1).then(|| (*numbers.entry(Gist { words, is_event }).or_insert(next), is_denied))
        });
        let Some((number, is_denied)) = *gist else { continue };
        let seen = firsts.entry((number, claim.scope)).or_default();
        if !seen.iter().any(|(measure, ..)| *measure == claim.measure) {
            seen.push((claim.measure, is_denied, at));
        }
    }
    let mut found = Vec::new();
    for seen in firsts.into_values() {
        let Some((&(first, is_denied, at), rest)) = seen.split_first() else { continue };
        let is_event = is_event_key(&registers.measures.get(first.0).key);
        found.extend(rest.iter().map(|&(_, other_denied, other)| Reworded {
            claims: [at, other],
            is_denied: is_denied != other_denied,
            is_event,
        }));
    }
    found.sort_by_key(|one| one.claims);
    found
}

/// The words of a sentence that mean something, without their endings, and whether it denies something.
fn gist(sentence: &str, is_event: bool) -> (Vec<String>, bool) {
    let bare = plain(sentence);
    let mut all: Vec<&str> =
        bare.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    all.retain(|word| !ARTICLES.contains(word));
    all.drain(..count_titles(&all).min(all.len().saturating_sub(1)));
    let mut is_denied = false;
    let mut words: Vec<String> = Vec::new();
    for word in all {
        let negated = NEGATED.iter().find(|(written, _)| *written == word);
        is_denied |= negated.is_some() || matches!(word, "not" | "never");
        match negated {
            Some((_, "")) => {}
            Some((_, verb)) => words.push((*verb).to_owned()),
            None if HELPING.contains(&word) || matches!(word, "not" | "never") => {}
            None => words.push(stem(word)),
        }
    }
    let joint = words.iter().position(|word| JOINTS.contains(&word.as_str()));
    if is_event && words.len() == 3 && joint == Some(1) {
        words.remove(1);
        words.swap(0, 1);
    }
    (words, is_denied)
}

/// A word without the ending of its person, number or tense.
fn stem(word: &str) -> String {
    if matches!(word, "is" | "are" | "was" | "were" | "been" | "being") {
        return "be".to_owned();
    }
    let is_word = word.chars().all(char::is_alphabetic);
    let endings = ["ing", "ed", "es", "s", "e"];
    let stem = endings.iter().find_map(|end| word.strip_suffix(end).filter(|stem| stem.chars().count() > 2));
    let stem = stem.filter(|_| is_word && !word.ends_with("ss")).unwrap_or(word);
    // `stopped` is `stop`, and `supplies` is `supply`.
    let mut stem: Vec<char> = stem.chars().collect();
    if let [.., one, two] = stem[..]
        && one == two
    {
        stem.pop();
    }
    if let Some(last) = stem.last_mut().filter(|last| **last == 'y') {
        *last = 'i';
    }
    stem.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::gist;

    #[test]
    fn endings_and_helping_verbs_do_not_matter() {
        for (one, other) in [
            ("Turkey supports Baku", "Turkey has supported Baku"),
            ("Turkey supports Baku", "Turkey does not support Baku"),
            ("Armenia stopped supplies", "Armenia didn't stop a supply"),
            ("Prime Minister Nikol Pashinyan supports the ceasefire", "Nikol Pashinyan supports ceasefire"),
        ] {
            assert_eq!(gist(one, false).0, gist(other, false).0, "{one}, {other}");
        }
        assert!(gist("Armenia didn't stop", false).1 && !gist("Armenia stopped", false).1);
        assert_eq!(gist("meeting in Minsk", true).0, gist("Minsk meeting", true).0);
    }

    #[test]
    fn whoever_is_attacked_does_not_attack() {
        for (one, other) in [
            ("Armenia attacked Azerbaijan", "Azerbaijan attacked Armenia"),
            ("Armenia attacked", "Armenia was attacked"),
            ("Armenia signed", "Armenia will sign"),
            ("convoy 1 left", "convoy 2 left"),
        ] {
            assert_ne!(gist(one, false).0, gist(other, false).0, "{one}, {other}");
        }
    }
}
