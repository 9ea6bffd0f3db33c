//! A surname beside the full name of whoever bears it: `Macron` and `Emmanuel Macron` at one measure are one name, where the full
//! name is the only one that ends so.

use rustc_hash::FxHashMap;

use crate::model::claim::{Members, Value};
use crate::model::register::{MeasureId, NameId, PLACE, Registers, ScopeId};
use crate::model::vocabulary::Declared;
use crate::model::{Model, plain};

/// Titles before a surname, which are no part of the name.
const TITLES: [&str; 30] = [
    "president",
    "vice-president",
    "prime",
    "minister",
    "pm",
    "chancellor",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "general",
    "gen",
    "colonel",
    "captain",
    "senator",
    "sen",
    "governor",
    "judge",
];

/// Words of surnames that are written small.
const PARTICLES: [&str; 19] = [
    "von", "van", "de", "der", "den", "del", "della", "da", "dos", "di", "du", "la", "le", "af", "av", "al",
    "el", "bin", "ibn",
];

/// Words that make another thing of the name behind them: `South Sudan` is not `Sudan`.
const DISTINGUISHING: [&str; 60] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "new",
    "old",
    "saint",
    "st",
    "san",
    "santa",
    "port",
    "fort",
    "upper",
    "lower",
    "greater",
    "great",
    "little",
    "inner",
    "outer",
    "equatorial",
    "democratic",
    "republic",
    "united",
    "federal",
    "royal",
    "national",
    "international",
    "world",
    "european",
    "american",
    "british",
    "african",
    "asian",
    "papua",
    "cape",
    "mount",
    "lake",
    "river",
    "city",
    "county",
    "district",
    "state",
    "bank",
    "party",
    "ministry",
    "department",
    "university",
    "mostly",
    "partly",
    "largely",
    "mainly",
    "highly",
    "very",
    "half",
    "not",
];

/// The longest name taken for a person's, in words.
const MAX_WORDS: usize = 5;

/// A short name that is taken for a full one at some measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShortName {
    /// The short one.
    pub(crate) short: NameId,
    /// The full one.
    pub(crate) full: NameId,
    /// The first claim of a measure that gives the short one.
    pub(crate) claim: u32,
    /// A claim of that measure that gives the full one.
    pub(crate) beside: u32,
}

/// Takes each short name for the full one, and says which, once for each two.
pub(super) fn take_for_full_names(model: &mut Model) -> Vec<ShortName> {
    let mut groups: FxHashMap<(MeasureId, ScopeId), Vec<u32>> = FxHashMap::default();
    for (at, claim) in (0_u32..).zip(&model.claims) {
        if matches!(claim.value, Value::Name(_) | Value::Set(_)) && !claim.excluded {
            groups.entry((claim.measure, claim.scope)).or_default().push(at);
        }
    }
    let mut name_words = NameWords::default();
    let mut found: Vec<ShortName> = Vec::new();
    for claims in groups.into_values().filter(|claims| claims.len() > 1) {
        short_names_of_measure(model, &claims, &mut name_words, &mut found);
    }
    for one in &found {
        replace_name(&mut model.claims[one.claim as usize].value, one.short, one.full);
    }
    found.sort_by_key(|one| (one.short, one.full, one.claim));
    found.dedup_by_key(|one| (one.short, one.full));
    found.sort_by_key(|one| one.claim);
    found
}

/// The short names of one measure and scope, once for each claim that gives one.
fn short_names_of_measure(
    model: &Model,
    claims: &[u32],
    name_words: &mut NameWords,
    found: &mut Vec<ShortName>,
) {
    let value = |at: u32| &model.claims[at as usize].value;
    // By the last word: who bears it, and in which claims.
    let mut bearers: FxHashMap<String, Vec<(NameId, u32)>> = FxHashMap::default();
    for &at in claims {
        for name in names(value(at)) {
            if let Some(last) = name_words.of(model, name).last() {
                bearers.entry(last.clone()).or_default().push((name, at));
            }
        }
    }
    for same_surname in bearers.into_values() {
        if same_surname.iter().all(|(name, _)| *name == same_surname[0].0) {
            continue;
        }
        let mut all: Vec<NameId> = same_surname.iter().map(|(name, _)| *name).collect();
        all.sort_unstable();
        all.dedup();
        for &(short, claim) in &same_surname {
            let fuller_names: Vec<NameId> =
                all.iter().copied().filter(|&full| name_words.stands_for(model, short, full)).collect();
            // `E. Macron` is a fuller name for `Macron`, and is itself short for `Emmanuel Macron`.
            let mut fullest_names = fuller_names.clone();
            fullest_names
                .retain(|&one| !fuller_names.iter().any(|&other| name_words.stands_for(model, one, other)));
            if fullest_names.len() > 1 {
                let time = model.claims[claim as usize].time;
                fullest_names.retain(|full| {
                    same_surname
                        .iter()
                        .any(|(name, at)| name == full && model.claims[*at as usize].time == time)
                });
            }
            if let [full] = fullest_names[..]
                && let Some(&(_, beside)) = same_surname.iter().find(|(name, _)| *name == full)
            {
                found.push(ShortName { short, full, claim, beside });
            }
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

fn replace_name(value: &mut Value, short: NameId, full: NameId) {
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
    known: FxHashMap<NameId, Vec<String>>,
}

impl NameWords {
    /// A name's words without titles; none where it is no person's.
    fn of(&mut self, model: &Model, name: NameId) -> &[String] {
        self.known.entry(name).or_insert_with(|| words(&model.registers, name))
    }

    /// Whether a name is short for another one.
    fn stands_for(&mut self, model: &Model, short: NameId, full: NameId) -> bool {
        let declared = |name: NameId| {
            model.vocabulary.names.get(name.0 as usize).is_some_and(|info| info.declared != Declared::No)
        };
        // Two definitions are two things.
        if short == full || declared(short) && declared(full) {
            return false;
        }
        let short_words = self.of(model, short).to_vec();
        let full_words = self.of(model, full);
        let (Some(last), true) = (short_words.last(), full_words.len() <= MAX_WORDS) else { return false };
        let extra = full_words.len().saturating_sub(short_words.len());
        // `Macron` for `Emmanuel Macron`; `E. Macron` and `Donald J. Trump` have no word that the full name lacks.
        let is_suffix = extra > 0 && full_words.ends_with(&short_words);
        let is_abbreviated = short_words.len() > 1 && full_words.last() == Some(last) && {
            let initials = |words: &[String]| words.iter().filter(|word| word.chars().count() == 1).count();
            let mut rest = full_words[..full_words.len() - 1].iter();
            let fits = short_words[..short_words.len() - 1]
                .iter()
                .all(|own| rest.any(|word| own == word || is_initial(own, word)));
            fits && (extra > 0 || initials(&short_words) > initials(full_words))
        };
        let distinguishes =
            |word: &&String| DISTINGUISHING.contains(&word.as_str()) && !short_words.contains(word);
        (is_suffix || is_abbreviated) && !full_words.iter().any(|word| distinguishes(&word))
    }
}

/// `E` for `Emmanuel`.
fn is_initial(letter: &str, word: &str) -> bool {
    letter.chars().count() == 1 && word.starts_with(letter)
}

/// The words of a name that may be a person's: capitals, no digits, and no place of that name.
fn words(registers: &Registers, name: NameId) -> Vec<String> {
    let display = &registers.names.get(name.0).display;
    let place = Registers::scoped(&registers.keys.get(PLACE.0).key, display);
    let has_lower_case = display
        .split_whitespace()
        .any(|word| word.chars().next().is_some_and(char::is_lowercase) && !PARTICLES.contains(&word));
    if has_lower_case || display.chars().any(char::is_numeric) || registers.names.find(&place).is_some() {
        return Vec::new();
    }
    let bare = plain(display);
    let words =
        bare.split(|char: char| !char.is_alphanumeric() && char != '-').filter(|word| !word.is_empty());
    words.skip_while(|word| TITLES.contains(word)).map(str::to_owned).collect()
}
