//! Short names beside full ones. `Macron` and `Emmanuel Macron` at one measure are one name if no other full name
//! there can be shortened so; beside two such full names the short one contradicts neither.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::name_words::{DISTINGUISHING, PARTICLES, PEOPLE, SURNAMES, count_titles, is_familiar};
use super::short_form::number_of_name;
use crate::model::claim::{Members, Value};
use crate::model::register::{MeasureId, NameId, PLACE, Registers, ScopeId};
use crate::model::vocabulary::Declared;
use crate::model::{Model, Window, plain};

/// The longest name taken for a person's, in words.
const LONGEST: usize = 5;

/// A short name beside full ones at some measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShortName {
    /// The short one.
    pub(crate) short: NameId,
    /// The full one that it is taken for; where there are several, it may be any of them.
    pub(crate) full: Vec<NameId>,
    /// The first claim of a measure that gives the short one.
    pub(crate) claim: u32,
    /// A claim of that measure for each full one.
    pub(crate) beside: Vec<u32>,
    /// How it is short for them.
    pub(crate) form: Shortening,
}

/// How a name is short for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shortening {
    /// Its last words are theirs: a surname.
    Surname,
    /// Its first name is a short form of theirs: `Mike`, `Michael`.
    FirstName,
    /// It has some of their words.
    Part,
    /// It is a common abbreviation: `US`.
    Abbreviation,
}

/// The short names that may be any of several full ones, at each measure and scope.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenNames {
    /// For each short name the full ones.
    full: FxHashMap<(MeasureId, ScopeId), FxHashMap<NameId, Vec<NameId>>>,
}

impl OpenNames {
    /// Whether there are any at a measure and scope.
    pub(super) fn exist_at(&self, at: (MeasureId, ScopeId)) -> bool {
        self.full.contains_key(&at)
    }

    /// Whether two values may say the same because one gives a name that can be short for what the other gives.
    pub(super) fn may_agree(&self, at: (MeasureId, ScopeId), one: &Value, other: &Value) -> bool {
        let alike = |one: NameId, other: NameId| self.may_be_one(at, one, other);
        let within = |one: &[NameId], all: &[NameId]| {
            one.iter().all(|&name| all.iter().any(|&other| alike(name, other)))
        };
        match (one, other) {
            _ if self.full.is_empty() => false,
            (Value::Name(one), Value::Name(other)) => alike(*one, *other),
            (Value::Set(one), Value::Set(other)) => match (one.as_ref(), other.as_ref()) {
                (Members::Exactly(one), Members::Exactly(other)) => within(one, other) && within(other, one),
                (Members::Exactly(all), Members::Includes(one))
                | (Members::Includes(one), Members::Exactly(all)) => within(&[*one], all),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether two names may be of one person or thing.
    fn may_be_one(&self, at: (MeasureId, ScopeId), one: NameId, other: NameId) -> bool {
        let Some(open) = self.full.get(&at) else { return one == other };
        let may_be = |name: NameId| open.get(&name).map_or(&[][..], Vec::as_slice);
        one == other
            || may_be(one).contains(&other)
            || may_be(other).contains(&one)
            || may_be(one).iter().any(|full| may_be(other).contains(full))
    }
}

/// Replaces each short name that can mean only one full name by that name. Returns the short names,
/// each once for the same full ones; and, for each measure and scope, those that may be any of
/// several.
pub(super) fn settle(model: &mut Model) -> (Vec<ShortName>, OpenNames) {
    let mut groups: FxHashMap<(MeasureId, ScopeId), Vec<u32>> = FxHashMap::default();
    for (at, claim) in (0_u32..).zip(&model.claims) {
        if matches!(claim.value, Value::Name(_) | Value::Set(_)) && !claim.excluded {
            groups.entry((claim.measure, claim.scope)).or_default().push(at);
        }
    }
    let mut words = NameWords::default();
    let mut found: Vec<ShortName> = Vec::new();
    let mut open = OpenNames::default();
    for claims in groups.into_values().filter(|claims| claims.len() > 1) {
        find_abbreviations(model, &claims, &mut found);
        find_short_names(model, &claims, &mut words, &mut found, &mut open);
    }
    for one in &found {
        if let [full] = one.full[..] {
            exchange(&mut model.claims[one.claim as usize].value, one.short, full);
        }
    }
    found.sort_by(|one, two| (one.short, &one.full, one.claim).cmp(&(two.short, &two.full, two.claim)));
    found.dedup_by(|one, two| (one.short, &one.full) == (two.short, &two.full));
    found.sort_by_key(|short_name| short_name.claim);
    (found, open)
}

/// Finds the names of one measure and scope that are abbreviations of others, once for each claim that gives one.
fn find_abbreviations(model: &Model, claims: &[u32], found: &mut Vec<ShortName>) {
    let display = |name: NameId| model.registers.names.get(name.0).display.as_str();
    let mut by_number: BTreeMap<u8, Vec<(NameId, u32)>> = BTreeMap::new();
    for &at in claims {
        for name in names(&model.claims[at as usize].value) {
            if let Some(number) = number_of_name(display(name)) {
                by_number.entry(number).or_default().push((name, at));
            }
        }
    }
    for alike in by_number.into_values() {
        let rank = |name: NameId| (std::cmp::Reverse(display(name).len()), name);
        let Some(&(full, beside)) = alike.iter().min_by_key(|(name, _)| rank(*name)) else { continue };
        let others = alike.into_iter().filter(|(name, _)| *name != full && !are_declared(model, *name, full));
        found.extend(others.map(|(short, claim)| ShortName {
            short,
            full: vec![full],
            claim,
            beside: vec![beside],
            form: Shortening::Abbreviation,
        }));
    }
}

/// Whether two names are both declared: two definitions are two things.
fn are_declared(model: &Model, one: NameId, other: NameId) -> bool {
    let names = &model.vocabulary.names;
    [one, other]
        .iter()
        .all(|name| names.get(name.0 as usize).is_some_and(|info| info.declared != Declared::No))
}

/// Finds the short names of one measure and scope, once for each claim that gives one.
fn find_short_names(
    model: &Model,
    claims: &[u32],
    words: &mut NameWords,
    found: &mut Vec<ShortName>,
    open: &mut OpenNames,
) {
    let claim = |at: u32| &model.claims[at as usize];
    let is_of_people = claims.first().is_some_and(|&at| self::is_of_people(model, claim(at).measure));
    // For each first or last word of a name: the names that have it there, each with a claim.
    let mut bearers: BTreeMap<String, Vec<(NameId, u32)>> = BTreeMap::new();
    for &at in claims {
        for name in names(&claim(at).value) {
            let own = words.of(model, name);
            let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
            if first != last {
                bearers.entry(first.clone()).or_default().push((name, at));
            }
            bearers.entry(last.clone()).or_default().push((name, at));
        }
    }
    for (word, alike) in bearers {
        if alike.iter().all(|(name, _)| *name == alike[0].0) {
            continue;
        }
        let mut all: Vec<NameId> = alike.iter().map(|(name, _)| *name).collect();
        all.sort_unstable();
        all.dedup();
        for &(short, at) in &alike {
            if words.of(model, short).last() != Some(&word) {
                continue;
            }
            let fuller: Vec<NameId> = all
                .iter()
                .copied()
                .filter(|&full| words.stands_for(model, short, full, is_of_people))
                .collect();
            // `E. Macron` is a fuller name for `Macron`, and is itself short for `Emmanuel Macron`.
            let mut fullest = fuller.clone();
            fullest.retain(|&one| {
                !fuller.iter().any(|&other| words.stands_for(model, one, other, is_of_people))
            });
            let time = claim(at).time;
            let given = |full: NameId, test: &dyn Fn(Option<Window>) -> bool| {
                alike.iter().find(|(name, at)| *name == full && test(claim(*at).time)).map(|&(_, at)| at)
            };
            let is_near =
                |own: Option<Window>| own.zip(time).is_none_or(|(own, time)| own.may_share_a_day(&time));
            let mut full = fullest.clone();
            if full.len() > 1 {
                full.retain(|&full| given(full, &|own| own == time).is_some());
            }
            if full.len() != 1 {
                full = fullest;
                if full.is_empty() {
                    continue;
                }
                open.full
                    .entry((claim(at).measure, claim(at).scope))
                    .or_default()
                    .insert(short, full.clone());
                full.retain(|&full| given(full, &is_near).is_some());
                // Unless two full names are given at times near this one, nothing needs to be
                // reported.
                if full.len() < 2 {
                    continue;
                }
            }
            let at_once = |full: NameId| given(full, &|own| own == time);
            let near = |full: NameId| given(full, &is_near);
            let beside = full
                .iter()
                .filter_map(|&full| at_once(full).or_else(|| near(full)).or_else(|| given(full, &|_| true)));
            let beside = beside.collect();
            let short_words = words.of(model, short).to_vec();
            let ends = full
                .iter()
                .all(|&full| words.of(model, full).ends_with(&short_words[short_words.len() - 1..]));
            let as_long = full.iter().all(|&full| words.of(model, full).len() == short_words.len());
            let other_first = full.iter().all(|&full| words.of(model, full)[0] != short_words[0])
                && short_words[0].chars().count() > 1;
            let form = match (ends, as_long && other_first) {
                (true, true) => Shortening::FirstName,
                (true, false) => Shortening::Surname,
                (false, _) => Shortening::Part,
            };
            found.push(ShortName { short, full, claim: at, beside, form });
        }
    }
}

/// The names that a value gives.
fn names(value: &Value) -> Vec<NameId> {
    match value {
        Value::Name(name) => vec![*name],
        Value::Set(members) => match members.as_ref() {
            Members::Exactly(names) => names.clone(),
            Members::Includes(name) | Members::Excludes(name) => vec![*name],
        },
        _ => Vec::new(),
    }
}

/// Puts the full name in the place of the short one.
fn exchange(value: &mut Value, short: NameId, full: NameId) {
    match value {
        Value::Name(name) if *name == short => *name = full,
        Value::Set(members) => match members.as_mut() {
            Members::Exactly(names) => {
                names.iter_mut().filter(|name| **name == short).for_each(|name| *name = full);
                names.sort_unstable();
                names.dedup();
            }
            Members::Includes(name) | Members::Excludes(name) if *name == short => *name = full,
            _ => {}
        },
        _ => {}
    }
}

/// The words of names that may be persons', each found once.
#[derive(Default)]
struct NameWords {
    /// The words of each name that has been asked about.
    known: FxHashMap<NameId, Vec<String>>,
}

impl NameWords {
    /// A name's words without titles; empty if it cannot be a person's.
    fn of(&mut self, model: &Model, name: NameId) -> &[String] {
        self.known.entry(name).or_insert_with(|| words_of(&model.registers, name))
    }

    /// Whether a name is short for another one, at a measure that may be one of people.
    fn stands_for(&mut self, model: &Model, short: NameId, full: NameId, is_of_people: bool) -> bool {
        if short == full || are_declared(model, short, full) {
            return false;
        }
        let few = self.of(model, short).to_vec();
        let many = self.of(model, full);
        if !few.is_empty() && few == many {
            let rank = |name: NameId| {
                let display = &model.registers.names.get(name.0).display;
                (plain(display).split_whitespace().count(), display)
            };
            // `President Macron` for `Macron`: without their titles they are one name.
            return rank(short) > rank(full);
        }
        let (Some(last), true) = (few.last(), many.len() <= LONGEST) else { return false };
        let extra = many.len().saturating_sub(few.len());
        // `Macron` for `Emmanuel Macron`; `E. Macron` and `Donald J. Trump` have no word that the full name lacks.
        let suffix = extra > 0 && many.ends_with(&few);
        let spelt = few.len() > 1 && many.last() == Some(last) && {
            let initials = |words: &[String]| words.iter().filter(|word| word.chars().count() == 1).count();
            let mut rest = many[..many.len() - 1].iter();
            let fits =
                |own: &String, word: &String| own == word || is_initial(own, word) || is_familiar(own, word);
            let is_familiar = extra == 0 && few.iter().zip(many).any(|(own, word)| is_familiar(own, word));
            few[..few.len() - 1].iter().all(|own| rest.any(|word| fits(own, word)))
                && (extra > 0 || is_familiar || initials(&few) > initials(many))
        };
        // `Xi` for `Xi Jinping`, where the surname comes first.
        let prefix = few.len() == 1
            && extra > 0
            && many.first() == few.first()
            && (is_of_people || SURNAMES.contains(&few[0].as_str()));
        let is_distinguishing =
            |word: &&String| DISTINGUISHING.contains(&word.as_str()) && !few.contains(word);
        (suffix || spelt || prefix) && !many.iter().any(|word| is_distinguishing(&word))
    }
}

/// `E` for `Emmanuel`.
fn is_initial(letter: &str, word: &str) -> bool {
    letter.chars().count() == 1 && word.starts_with(letter)
}

/// The words of a name that may be a person's: capitals, no digits, and no place of that
/// name. Empty for others.
fn words_of(registers: &Registers, name: NameId) -> Vec<String> {
    let display = &registers.names.get(name.0).display;
    let place = Registers::key_under(&registers.keys.get(PLACE.0).key, display);
    let small = display
        .split_whitespace()
        .any(|word| word.chars().next().is_some_and(char::is_lowercase) && !PARTICLES.contains(&word));
    if small || display.chars().any(char::is_numeric) || registers.names.find(&place).is_some() {
        return Vec::new();
    }
    let bare = plain(display);
    let words: Vec<&str> = bare
        .split(|char: char| !char.is_alphanumeric() && char != '-')
        .filter(|word| !word.is_empty())
        .collect();
    words[count_titles(&words)..].iter().map(|word| (*word).to_owned()).collect()
}

/// Whether the names of a measure are people's: `president`, `prime minister`.
pub(crate) fn is_of_people(model: &Model, measure: MeasureId) -> bool {
    let key = &model.registers.measures.get(measure.0).key;
    key.split(|char: char| !char.is_alphanumeric() && char != '-').any(|word| PEOPLE.contains(&word))
}
