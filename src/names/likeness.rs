//! Whether two names are probably two spellings of one name, found quickly among very many names.
//!
//! Names are reduced to plain words, which are compared one by one. Precision comes before recall: names that are
//! similar by nature (`Korea North` and `Korea South`, `Iran` and `Iraq`, `Outlet 1` and `Outlet 2`) must never
//! match.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use crate::corpus::number_of_letters;
use crate::model::plain;
use crate::names::stripped_name::{PREPOSITIONS, StrippedName, stripped};

/// Words that may be left out of a name.
const ARTICLES: [&str; 1] = ["the"];

/// Names that change meaning when reversed: the University of York is in England, York University in Canada.
const IRREVERSIBLE: [&str; 4] = ["university", "college", "bank", "city"];

/// Words with several spellings, each with the one that is used for comparing. Regular variants are in [`fold`].
const VARIANTS: [(&str, &str); 23] = [
    ("el", "al"),
    ("centre", "center"),
    ("theatre", "theater"),
    ("harbour", "harbor"),
    ("labour", "labor"),
    ("neighbour", "neighbor"),
    ("programme", "program"),
    ("govt", "government"),
    ("dept", "department"),
    ("intl", "international"),
    ("kiev", "kyiv"),
    ("kharkov", "kharkiv"),
    ("kiyv", "kyiv"),
    ("chernobyl", "chornobyl"),
    ("mohamed", "mohammed"),
    ("mohammad", "mohammed"),
    ("muhammad", "mohammed"),
    ("muhammed", "mohammed"),
    ("mohamad", "mohammed"),
    ("hussain", "hussein"),
    ("ahmad", "ahmed"),
    ("gaddafi", "qaddafi"),
    ("gadhafi", "qaddafi"),
];

/// Words that look like misspellings of each other but are different words.
const DISTINCT: [(&str, &str); 9] = [
    ("shanxi", "shaanxi"),
    ("colombia", "columbia"),
    ("infected", "injected"),
    ("infection", "injection"),
    ("infections", "injections"),
    ("confirmed", "conformed"),
    ("smith", "smyth"),
    ("expected", "excepted"),
    ("intensive", "intension"),
];

/// The minimum length of a word in which one wrong letter counts as a typing error. Below it too many words differ in
/// one letter and are different names (`Johnson`, `Johnston`; `Ireland`, `Iceland`).
const MIN_LENGTH_TYPO: usize = 8;

/// The minimum length for two swapped letters, which hardly ever give another name.
const MIN_LENGTH_SWAP: usize = 6;

/// The minimum length of a word whose vowels and sibilants are compared loosely.
const MIN_LENGTH_SOUND: usize = 5;

/// Longer names are sentences, in which no typing error is searched for.
const MAX_LENGTH: usize = 60;

/// With how many other names that share a key each name is compared.
const NEIGHBOURS: usize = 24;

/// How two spellings differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SpellingDifference {
    /// In marks, apostrophes or capitals.
    Marks,
    /// In hyphens and spaces.
    Spacing,
    /// In letters that stand for one sound.
    Letters,
    /// In the order of words.
    Order,
    /// In one letter.
    Typo,
    /// One is the short form of the other.
    Short,
    /// One has a title or an abbreviation before it.
    InFront,
}

/// A name in the forms in which it is compared.
#[derive(Clone, Debug)]
pub(crate) struct NormalizedName {
    /// Its letters and digits, without diacritics.
    bare: String,
    /// Its words, without diacritics, each in the one spelling used for comparing.
    words: Vec<String>,
    /// Its words by their sound (see [`fold`]).
    folded: Vec<String>,
    /// Whether a preposition or comma reverses the order.
    inverted: bool,
    /// The number of its short form (see `corpus/short_form`), if it has one.
    short: Option<u8>,
    /// Its words without titles or an abbreviation before them, if it has any.
    stripped: Option<StrippedName>,
}

impl NormalizedName {
    pub(crate) fn of(name: &str) -> Self {
        Self::shown_as(name, "")
    }

    /// A name with its spelling, which shows whether a word is an abbreviation.
    pub(crate) fn shown_as(name: &str, display: &str) -> Self {
        let bare = plain(name).replace('&', " and ");
        let mut words: Vec<String> = Vec::new();
        let mut after_letter = false;
        for word in bare.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let is_letter = word.len() == 1 && word.chars().all(char::is_alphabetic);
            match words.last_mut() {
                // `U.S.` is `US`.
                Some(last) if is_letter && after_letter => last.push_str(word),
                _ => words.push(word.to_owned()),
            }
            after_letter = is_letter;
        }
        let inverted = name.contains(',') || words.iter().any(|word| PREPOSITIONS.contains(&word.as_str()));
        // A sign distinguishes names as digits do: `GMT+1`, `GMT-1`.
        words.extend(bare.chars().filter(|char| matches!(char, '+' | '#')).map(String::from));
        words.retain(|word| !ARTICLES.contains(&word.as_str()));
        let bare = words.concat();
        let short = number_of_letters(&bare);
        for word in &mut words {
            if let Some((_, same)) = VARIANTS.iter().find(|(spelt, _)| spelt == word) {
                (*same).clone_into(word);
            }
        }
        let folded = words.iter().map(|word| fold(word)).collect();
        let stripped = stripped(&words, display);
        Self { bare, words, folded, inverted, short, stripped }
    }

    fn joined(&self) -> String {
        self.words.concat()
    }

    /// Its words that any spelling of the name must have: those with digits or signs.
    fn numbers(&self) -> Vec<&str> {
        self.words.iter().filter(|word| is_literal(word)).map(String::as_str).collect()
    }

    /// Its significant words by their sound, in alphabetical order.
    fn sorted(&self) -> Vec<&str> {
        let pairs = self.words.iter().zip(&self.folded);
        let meaningful = pairs.filter(|(word, _)| !PREPOSITIONS.contains(&word.as_str()));
        let mut sorted: Vec<&str> = meaningful.map(|(_, folded)| folded.as_str()).collect();
        sorted.sort_unstable();
        sorted
    }

    /// The keys under which a name is compared with others.
    fn keys(&self, number: u32, keys: &mut Vec<(u64, u32)>) {
        let numbers = self.numbers();
        let mut add = |kind: u8, text: &str| {
            let mut hasher = FxHasher::default();
            (kind, text, &numbers).hash(&mut hasher);
            keys.push((hasher.finish(), number));
        };
        add(0, &self.folded.concat());
        let joined = self.joined();
        add(1, &joined);
        if let Some(number) = self.short {
            add(4, &number.to_string());
        }
        if self.words.len() > 1 {
            add(2, &self.sorted().concat());
        }
        add(5, &joined);
        if let Some(stripped) = &self.stripped {
            add(5, stripped.words());
        }
        // Deletion neighbourhoods, as in FastSS (Bocek, Hunt and Stiller, 2007) and SymSpell: two words that are one
        // typing error apart become equal if a letter is removed from each.
        let letters: Vec<(usize, char)> = joined.char_indices().collect();
        if (MIN_LENGTH_SWAP..=MAX_LENGTH).contains(&letters.len()) {
            add(3, &joined);
            let mut shorter = String::with_capacity(joined.len());
            for &(at, letter) in &letters {
                shorter.clear();
                shorter.push_str(&joined[..at]);
                shorter.push_str(&joined[at + letter.len_utf8()..]);
                add(3, &shorter);
            }
        }
    }
}

/// Whether two names are probably two spellings of one name.
pub(crate) fn are_alike(one: &str, other: &str) -> bool {
    difference(&NormalizedName::of(one), &NormalizedName::of(other)).is_some()
}

/// How two names differ, if they are probably one.
pub(crate) fn difference(one: &NormalizedName, two: &NormalizedName) -> Option<SpellingDifference> {
    if one.numbers() != two.numbers() {
        return None;
    }
    let (joined, other) = (one.joined(), two.joined());
    if joined == other {
        let letters = joined.chars().count();
        return if one.bare != two.bare {
            Some(SpellingDifference::Letters)
        } else if one.words == two.words {
            (letters > 0).then_some(SpellingDifference::Marks)
        } else {
            (letters > 4).then_some(SpellingDifference::Spacing)
        };
    }
    if one.words.len() == two.words.len() {
        let pairs = || one.words.iter().zip(&two.words);
        let differing: Vec<(&str, &str)> = pairs()
            .zip(one.folded.iter().zip(&two.folded))
            .filter(|((a, b), (x, y))| !(a == b || (x == y && sound_alike(a, b))))
            .map(|((a, b), _)| (a.as_str(), b.as_str()))
            .collect();
        match differing.as_slice() {
            [] => return Some(SpellingDifference::Letters),
            [(a, b)] if is_typo(a, b) => return Some(SpellingDifference::Typo),
            _ => {}
        }
    }
    if one.short.is_some() && one.short == two.short {
        return Some(SpellingDifference::Short);
    }
    if stands_in_front(one, &other) || stands_in_front(two, &joined) {
        return Some(SpellingDifference::InFront);
    }
    if let (Some(stripped @ StrippedName::Untitled(_)), Some(theirs)) = (&one.stripped, &two.stripped)
        && stripped == theirs
    {
        return Some(SpellingDifference::InFront);
    }
    let reordered = one.inverted != two.inverted
        && one.sorted() == two.sorted()
        && !one.words.iter().any(|word| IRREVERSIBLE.contains(&word.as_str()));
    reordered.then_some(SpellingDifference::Order)
}

/// Whether a name is another one with a title or abbreviation before it.
fn stands_in_front(longer: &NormalizedName, shorter: &str) -> bool {
    longer.stripped.as_ref().is_some_and(|stripped| stripped.words() == shorter)
}

/// The pairs of names that are probably one name. Each name is compared with a few others of its kind.
///
/// Only names that share a key are compared, and under each key only neighbours, so that the work grows linearly with
/// the names.
pub(crate) fn pairs(names: &[NormalizedName]) -> Vec<(u32, u32, SpellingDifference)> {
    let mut keys: Vec<(u64, u32)> = Vec::new();
    for (number, name) in names.iter().enumerate() {
        name.keys(number as u32, &mut keys);
    }
    keys.sort_unstable();
    keys.dedup();
    let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
    let mut found = Vec::new();
    for sharing in keys.chunk_by(|a, b| a.0 == b.0).filter(|sharing| sharing.len() > 1) {
        for (at, &(_, one)) in sharing.iter().enumerate() {
            for &(_, two) in sharing[at + 1..].iter().take(NEIGHBOURS) {
                if seen.insert((one, two))
                    && let Some(how) = difference(&names[one as usize], &names[two as usize])
                {
                    found.push((one, two, how));
                }
            }
        }
    }
    found.sort_unstable();
    found
}

/// Whether a word has only one spelling: it has a digit or sign, or is a Roman numeral.
fn is_literal(word: &str) -> bool {
    let sign = |char: char| char.is_numeric() || matches!(char, '+' | '#');
    word.chars().any(sign) || word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'))
}

/// Whether two words with the same fold may be one word.
fn sound_alike(one: &str, two: &str) -> bool {
    let short = one.chars().count().min(two.chars().count());
    short > 3
        && !is_literal(one)
        && !is_literal(two)
        && !are_distinct(one, two)
        && begin_with_one_sound(one, two)
}

/// Whether two words begin with the same letter, or with letters that are written for each other.
fn begin_with_one_sound(one: &str, two: &str) -> bool {
    let class = |word: &str| match word.chars().next() {
        Some('c' | 'q' | 'k') => Some('k'),
        Some('y' | 'j' | 'i') => Some('i'),
        Some('p') if word.starts_with("ph") => Some('f'),
        Some('w' | 'v') => Some('v'),
        first => first,
    };
    class(one) == class(two) || (fold(one).starts_with('h') && fold(two).starts_with('h'))
}

fn are_distinct(one: &str, two: &str) -> bool {
    DISTINCT.contains(&(one, two)) || DISTINCT.contains(&(two, one))
}

/// Whether one word is the other with one letter missing, wrong, or two in the wrong order.
fn is_typo(one: &str, two: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < MIN_LENGTH_SWAP || is_literal(one) || is_literal(two) || are_distinct(one, two) {
        return false;
    }
    let front = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let back =
        short[front..].iter().rev().zip(long[front..].iter().rev()).take_while(|(x, y)| x == y).count();
    // Beginnings and endings distinguish names: `Alexandra` and `Alexandria`, `Armenia` and `Armenian`.
    if front < 2 || back < 2 {
        return false;
    }
    match (short.len() - front - back, long.len() - front - back) {
        (0, 1) => short.len() >= MIN_LENGTH_TYPO,
        // A vowel near the end is an ending: `Castellana`, `Castellina`.
        (1, 1) => {
            short.len() >= MIN_LENGTH_TYPO
                && (back >= 4 || !(is_vowel(short[front]) && is_vowel(long[front])))
        }
        (2, 2) => short[front] == long[front + 1] && short[front + 1] == long[front],
        _ => false,
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// A word by its sound: letters that transliterations exchange become one, doubled ones single.
fn fold(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let loose = letters.len() >= MIN_LENGTH_SOUND;
    let mut folded = String::with_capacity(word.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let next = letters.get(at + 1).copied();
        // A final h after a vowel is hardly heard: `Abdallah`, `Karabakh`.
        let last = if letter == 'k' { at + 2 } else { at + 1 };
        if letters.len() > 4
            && last == letters.len()
            && letters.last() == Some(&'h')
            && at > 0
            && is_vowel(letters[at - 1])
        {
            break;
        }
        let (sound, taken) = match (letter, next) {
            ('d', Some('z')) if letters.get(at + 2) == Some(&'h') => ('i', 3),
            ('d', Some('j')) => ('i', 2),
            ('k', Some('h')) => ('h', 2),
            ('g', Some('h')) => ('g', 2),
            ('p', Some('h')) => ('f', 2),
            ('s', Some('h')) if loose => ('s', 2),
            ('t', Some('h')) if loose => ('t', 2),
            ('c', Some('h')) => ('č', 2),
            ('c', Some('k')) => ('k', 2),
            ('c', Some('e' | 'i' | 'y')) => ('s', 1),
            ('c' | 'q', _) => ('k', 1),
            ('z', _) if loose => ('s', 1),
            ('w', _) => ('v', 1),
            ('y' | 'j', _) => ('i', 1),
            ('o', Some('u' | 'o')) => ('u', 2),
            ('u', Some('e')) if loose && letters.len() > at + 2 => ('u', 2),
            ('e', Some('e')) => ('i', 2),
            ('o', _) if loose => ('u', 1),
            ('e', _) if loose => ('i', 1),
            (letter, _) => (letter, 1),
        };
        if !folded.ends_with(sound) {
            folded.push(sound);
        }
        at += taken;
    }
    folded
}
