//! Sentences, events, topics and offices that differ only in words that change nothing: articles, helping verbs, endings, the title
//! before a name, a `not`; names also in the order of their words, and in `Russian` for `Russia`.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::{Corpus, count_titles, number_of_letters, short_form};
use crate::model::claim::{Claim, Value};
use crate::model::plain;
use crate::model::register::{MeasureId, NameId, PLACE, SUBJECT, ScopeId, TOPIC, is_event_key};
use crate::names::peoples::country_of;

/// Words that may be left out of a sentence.
const ARTICLES: [&str; 3] = ["the", "a", "an"];

/// Auxiliary verbs. Forms of `be` are not among them: to be attacked is not to attack.
const HELPING: [&str; 6] = ["do", "does", "did", "has", "have", "had"];

/// Contractions of verbs with `not`, without the apostrophe, each with the verb.
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

/// Words that join the parts of a name and may be left out: `meeting in Minsk`, `Minsk meeting`.
const JOINTS: [&str; 4] = ["of", "in", "at", "for"];

/// Words that say who acts on whom: with one of these, another order of words is another meaning.
const DIRECTIONS: [&str; 6] = ["to", "from", "on", "against", "by", "with"];

/// The most words in the name of a country or body that has a short form.
const MAX_FORM: usize = 5;

/// What is compared here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum RewordedKind {
    /// A measure that is true or false.
    Sentence,
    /// An event, which has a date.
    Event,
    /// The topic of a quotation.
    Topic,
    /// A measure whose value is a name, such as an office, with the place or subject that it is of.
    Office,
}

/// Two sentences, events, topics or offices that are probably one in other words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reworded {
    /// What they are.
    pub(crate) what: RewordedKind,
    /// The first claim of each.
    pub(crate) claims: [u32; 2],
    /// Whether one denies what the other says.
    pub(crate) is_denied: bool,
}

/// The significant words of a sentence or name, without their endings (its *gist*).
#[derive(Clone, Debug, PartialEq, Eq)]
struct Gist {
    /// In the order for comparing: alphabetical for a name.
    key: Vec<String>,
    /// In the order of the sentence.
    order: Vec<String>,
    /// The words that say who acts on whom.
    directions: Vec<String>,
    is_denied: bool,
}

impl Gist {
    /// Whether two gists with the same key mean the same.
    fn fits(&self, other: &Self) -> bool {
        let is_directed = !self.directions.is_empty() && self.directions == other.directions;
        self.order == other.order || !is_directed
    }
}

/// One name or sentence with its first claim.
struct Wording {
    /// The measure's number, or the name's.
    id: u32,
    gist: Gist,
    claim: u32,
}

/// Pairs of sentences, events, topics or offices that are probably one in other words: the first one with each later one. Sentences
/// and events are paired within one scope only.
pub(crate) fn reworded(corpus: &Corpus) -> Vec<Reworded> {
    let registers = &corpus.model.registers;
    let mut gists: FxHashMap<(RewordedKind, u32), Vec<Gist>> = FxHashMap::default();
    let mut alike: BTreeMap<(RewordedKind, Option<ScopeId>, Vec<String>), Vec<Wording>> = BTreeMap::new();
    let mut seen: FxHashSet<(RewordedKind, Option<ScopeId>, u32)> = FxHashSet::default();
    let mut seen_offices: FxHashSet<(MeasureId, ScopeId)> = FxHashSet::default();
    for (at, claim) in (0_u32..).zip(corpus.claims()).filter(|(_, claim)| !claim.excluded) {
        let entry = registers.measures.get(claim.measure.0);
        let mut all: Vec<(RewordedKind, Option<ScopeId>, u32, &str)> = Vec::new();
        if matches!(claim.value, Value::Name(_)) && seen_offices.insert((claim.measure, claim.scope)) {
            let id = seen_offices.len() as u32;
            for gist in offices(corpus, claim) {
                let key = (RewordedKind::Office, None, gist.key.clone());
                alike.entry(key).or_default().push(Wording { id, gist, claim: at });
            }
        }
        match claim.value {
            Value::Truth(_) => {
                all.push((RewordedKind::Sentence, Some(claim.scope), claim.measure.0, &entry.display))
            }
            Value::Date(_) if is_event_key(&entry.key) => {
                all.push((RewordedKind::Event, Some(claim.scope), claim.measure.0, &entry.display));
            }
            Value::Quote(_) => {
                let topic = registers.scopes.get(claim.scope.0).iter().find(|(key, _)| *key == TOPIC);
                let display = |name: NameId| registers.names.get(name.0).display.as_str();
                all.extend(topic.map(|&(_, name)| (RewordedKind::Topic, None, name.0, display(name))));
            }
            _ => {}
        }
        for (what, scope, id, display) in all {
            if !seen.insert((what, scope, id)) {
                continue;
            }
            for gist in gists.entry((what, id)).or_insert_with(|| gists_of(display, what)).clone() {
                let key = (what, scope, gist.key.clone());
                alike.entry(key).or_default().push(Wording { id, gist, claim: at });
            }
        }
    }
    let mut found: Vec<Reworded> = Vec::new();
    for ((what, ..), all) in &alike {
        let Some((first, rest)) = all.split_first() else { continue };
        let others = rest.iter().filter(|other| other.id != first.id && first.gist.fits(&other.gist));
        found.extend(others.map(|other| Reworded {
            what: *what,
            claims: [first.claim, other.claim],
            is_denied: first.gist.is_denied != other.gist.is_denied,
        }));
    }
    found.sort_by_key(|pair| pair.claims);
    found.dedup_by_key(|pair| pair.claims);
    found
}

/// The gists of a sentence or name: with hyphens as spaces, and with hyphens removed. None for a single word.
fn gists_of(display: &str, what: RewordedKind) -> Vec<Gist> {
    let mut gists = vec![gist(display, what)];
    if display.contains('-') {
        gists.push(gist(&display.replace('-', ""), what));
    }
    gists.retain(|gist| gist.key.len() > 1);
    gists
}

/// The gists of an office, which a claim names the holder of: its measure with its place and subject. What else its scope says is
/// added to the keys as it is.
fn offices(corpus: &Corpus, claim: &Claim) -> Vec<Gist> {
    let registers = &corpus.model.registers;
    let mut display = registers.measures.get(claim.measure.0).display.clone();
    let mut others: Vec<String> = Vec::new();
    for &(key, name) in registers.scopes.get(claim.scope.0) {
        if matches!(key, PLACE | SUBJECT) {
            display.push_str(" of ");
            display.push_str(&registers.names.get(name.0).display);
        } else {
            others.push(format!("{}={}", key.0, name.0));
        }
    }
    let mut gists = gists_of(&display, RewordedKind::Office);
    gists.iter_mut().for_each(|gist| gist.key.extend(others.iter().cloned()));
    gists
}

fn gist(sentence: &str, what: RewordedKind) -> Gist {
    let bare = plain(sentence);
    let mut all: Vec<&str> =
        bare.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    all.retain(|word| !ARTICLES.contains(word));
    // A title at the start of an office's name is the office itself: `president of Russia`.
    if what == RewordedKind::Office {
        all = all.into_iter().flat_map(|word| country_of(word).unwrap_or(word).split(' ')).collect();
        join_forms(&mut all);
    } else {
        all.drain(..count_titles(&all).min(all.len().saturating_sub(1)));
    }
    let is_not = |word: &&str| matches!(*word, "not" | "never");
    let mut is_denied = false;
    let mut order: Vec<String> = Vec::new();
    for (at, &word) in all.iter().enumerate() {
        let negated = NEGATED.iter().find(|(written, _)| *written == word).map(|(_, verb)| *verb);
        is_denied |= negated.is_some() || is_not(&word);
        let stem = stem(negated.unwrap_or(word));
        let next = all[at + 1..].iter().find(|word| !is_not(word) && !word.ends_with("ly"));
        // `is supporting` is `supports`, but `was attacked` is not `attacked`.
        let helps =
            HELPING.contains(&word) || (stem == "be" && next.is_some_and(|next| next.ends_with("ing")));
        if !helps && !is_not(&word) && !stem.is_empty() {
            order.push(stem);
        }
    }
    // Adverbs, whose `-ly` is now `-li`, go last: `militarily supports` is `supports militarily`.
    let mut adverbs: Vec<String> = Vec::new();
    order.retain(|word| {
        let is_adverb = word.len() > 4 && word.ends_with("li");
        if is_adverb {
            adverbs.push(word.clone());
        }
        !is_adverb
    });
    adverbs.sort_unstable();
    order.extend(adverbs);
    for at in 1..order.len().saturating_sub(1) {
        if order[at] == "and" && order[at - 1] > order[at + 1] {
            order.swap(at - 1, at + 1);
        }
    }
    if what == RewordedKind::Sentence {
        return Gist { key: order.clone(), order, directions: Vec::new(), is_denied };
    }
    let is_direction = |word: &String| DIRECTIONS.contains(&word.as_str());
    let mut directions: Vec<String> = order.iter().filter(|word| is_direction(word)).cloned().collect();
    directions.sort_unstable();
    order.retain(|word| !is_direction(word) && !JOINTS.contains(&word.as_str()) && word != "and");
    let mut key = order.clone();
    key.sort_unstable();
    Gist { key, order, directions, is_denied }
}

/// Replaces the names of countries and bodies that have a short form by it: `United States` by `US`.
fn join_forms(words: &mut Vec<&str>) {
    for first in 0..words.len() {
        for count in (1..=MAX_FORM.min(words.len().saturating_sub(first))).rev() {
            let number = number_of_letters(&words[first..first + count].concat());
            if let Some(short) = number.and_then(short_form) {
                words.splice(first..first + count, [short]);
            }
        }
    }
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
    use super::{Gist, RewordedKind, gist, gists_of};

    fn are_one(one: &str, other: &str, what: RewordedKind) -> bool {
        let fits = |one: &Gist, other: &Gist| one.key == other.key && one.fits(other);
        gists_of(one, what).iter().any(|one| gists_of(other, what).iter().any(|other| fits(one, other)))
    }

    #[test]
    fn endings_and_helping_verbs_do_not_matter() {
        for (one, other) in [
            ("Turkey supports Baku", "Turkey has supported Baku"),
            ("Turkey supports Baku", "Turkey does not support Baku"),
            ("Turkey supports Baku", "Turkey is not supporting Baku"),
            ("Turkey militarily supports Baku", "Turkey is militarily supporting Baku"),
            ("Turkey militarily supports Baku", "Turkey does not support Baku militarily"),
            ("Putin and Macron agreed", "Macron and Putin agreed"),
            ("Armenia stopped supplies", "Armenia didn't stop a supply"),
            ("Armenia broke the cease-fire", "Armenia broke the ceasefire"),
            ("Prime Minister Nikol Pashinyan supports the ceasefire", "Nikol Pashinyan supports ceasefire"),
        ] {
            assert!(are_one(one, other, RewordedKind::Sentence), "{one}, {other}");
        }
        let is_denied = |sentence| gist(sentence, RewordedKind::Sentence).is_denied;
        assert!(is_denied("Armenia didn't stop") && !is_denied("Armenia stopped"));
    }

    #[test]
    fn names_may_be_turned_round() {
        for (one, other) in [
            ("meeting in Minsk", "Minsk meeting"),
            ("humanitarian cease-fire", "humanitarian ceasefire"),
            ("phone call of Putin and Macron", "Putin-Macron phone call"),
            ("Washington visit of foreign ministers", "foreign ministers' visit to Washington"),
        ] {
            assert!(are_one(one, other, RewordedKind::Event), "{one}, {other}");
        }
        for (one, other) in [
            ("attack of Armenia on Azerbaijan", "attack of Azerbaijan on Armenia"),
            ("first ceasefire", "second ceasefire"),
            ("visit to Baku", "visit to Moscow"),
        ] {
            assert!(!are_one(one, other, RewordedKind::Event), "{one}, {other}");
        }
    }

    #[test]
    fn an_office_is_of_its_country_before_and_behind() {
        for (one, other) in [
            ("Russian president", "president of Russia"),
            ("Turkish Parliament speaker", "Speaker of the Turkish Parliament"),
            ("US Secretary of State", "secretary of state of the United States"),
            ("British foreign secretary", "Foreign Secretary of the U.K."),
            ("Saudi Arabian capital", "capital of Saudi Arabia"),
        ] {
            let expected = !one.contains("Arabian");
            assert_eq!(are_one(one, other, RewordedKind::Office), expected, "{one}, {other}");
        }
        for (one, other) in [
            ("Russian president", "president of Armenia"),
            ("deputy president of Russia", "president of Russia"),
            ("president of Niger", "Nigerian president"),
        ] {
            assert!(!are_one(one, other, RewordedKind::Office), "{one}, {other}");
        }
    }

    #[test]
    fn whoever_is_attacked_does_not_attack() {
        for (one, other) in [
            ("Armenia attacked Azerbaijan", "Azerbaijan attacked Armenia"),
            ("Armenia attacked", "Armenia was attacked"),
            ("Armenia signed", "Armenia will sign"),
            ("convoy 1 left", "convoy 2 left"),
        ] {
            assert!(!are_one(one, other, RewordedKind::Sentence), "{one}, {other}");
        }
    }
}
