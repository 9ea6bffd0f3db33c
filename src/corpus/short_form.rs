//! Countries and bodies whose names are as often abbreviated as written in full: `US`, `United States`.

use crate::model::plain;

/// Ways to write a name: the name as its key has it; its letters alone, without articles; and a number shared by all ways to
/// write one name.
const FORMS: [(&str, &str, u8); 26] = [
    ("united states", "unitedstates", 0),
    ("us", "us", 0),
    ("u.s.", "us", 0),
    ("usa", "usa", 0),
    ("united states of america", "unitedstatesofamerica", 0),
    ("united kingdom", "unitedkingdom", 1),
    ("uk", "uk", 1),
    ("u.k.", "uk", 1),
    ("united arab emirates", "unitedarabemirates", 2),
    ("uae", "uae", 2),
    ("european union", "europeanunion", 3),
    ("eu", "eu", 3),
    ("united nations", "unitednations", 4),
    ("un", "un", 4),
    ("u.n.", "un", 4),
    ("democratic republic of the congo", "democraticrepublicofcongo", 5),
    ("drc", "drc", 5),
    ("world health organization", "worldhealthorganization", 6),
    ("world health organisation", "worldhealthorganisation", 6),
    ("who", "who", 6),
    ("international monetary fund", "internationalmonetaryfund", 7),
    ("imf", "imf", 7),
    ("international committee of the red cross", "internationalcommitteeofredcross", 8),
    ("icrc", "icrc", 8),
    ("agence france-presse", "agencefrancepresse", 9),
    ("afp", "afp", 9),
];

/// The number of a name, by its letters; none if it is not in the list.
pub(crate) fn number_of_letters(letters: &str) -> Option<u8> {
    FORMS.iter().find(|(_, form, _)| *form == letters).map(|(_, _, number)| *number)
}

/// The letters of the shortest way to write the name that has a number.
pub(crate) fn short_form(number: u8) -> Option<&'static str> {
    let alike = FORMS.iter().filter(|(_, _, other)| *other == number).map(|(_, letters, _)| *letters);
    alike.min_by_key(|letters| letters.len())
}

/// The other ways to write a name, by its key in the register.
pub(crate) fn other_forms(key: &str) -> Vec<&'static str> {
    let number = FORMS.iter().find(|(written, ..)| *written == key).map(|(_, _, number)| *number);
    let alike = FORMS.iter().filter(|(_, _, other)| Some(*other) == number);
    alike.map(|(written, ..)| *written).filter(|written| *written != key).collect()
}

/// The number of a name as it is written; none if it is not in the list.
pub(crate) fn number_of_name(display: &str) -> Option<u8> {
    let bare = plain(display);
    let words = bare.split(|char: char| !char.is_alphanumeric()).filter(|word| !matches!(*word, "" | "the"));
    number_of_letters(&words.collect::<String>())
}
