//! Names that hold `and` and are one all the same: `Bosnia and Herzegovina`.

/// The words before and after the `and` of a name that is one: countries and territories, and bodies known the world over.
const ONE_NAME: [(&str, &str); 40] = [
    ("antigua", "barbuda"),
    ("bosnia", "herzegovina"),
    ("bosnia", "hercegovina"),
    ("trinidad", "tobago"),
    ("kitts", "nevis"),
    ("vincent", "the grenadines"),
    ("vincent", "grenadines"),
    ("tomé", "príncipe"),
    ("tome", "principe"),
    ("turks", "caicos"),
    ("pierre", "miquelon"),
    ("wallis", "futuna"),
    ("heard", "mcdonald"),
    ("south georgia", "the south sandwich"),
    ("south georgia", "south sandwich"),
    ("ascension", "tristan da cunha"),
    ("svalbard", "jan mayen"),
    ("andaman", "nicobar"),
    ("jammu", "kashmir"),
    ("dadra", "nagar haveli"),
    ("nagar haveli", "daman"),
    ("daman", "diu"),
    ("newfoundland", "labrador"),
    ("tyne", "wear"),
    ("brighton", "hove"),
    ("dumfries", "galloway"),
    ("argyll", "bute"),
    ("red cross", "red crescent"),
    ("food", "agriculture"),
    ("food", "drug"),
    ("securities", "exchange"),
    ("economic", "social"),
    ("oceanic", "atmospheric"),
    ("health", "human services"),
    ("housing", "urban development"),
    ("justice", "development"),
    ("customs", "border"),
    ("revenue", "customs"),
    ("standard", "poor's"),
    ("johnson", "johnson"),
];

/// How many letters of a name are looked at on each side.
const LONGEST: usize = 24;

/// The names that `and` joins in some words; an `and` that belongs to a name does not split it.
#[must_use]
pub fn joined(words: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, and) in words.match_indices("and") {
        let (before, behind) = (&words[..at], &words[at + and.len()..]);
        let alone = before.ends_with(char::is_whitespace) && behind.starts_with(char::is_whitespace);
        if alone && !belongs(before.trim_end(), behind.trim_start()) {
            parts.push(words[start..at].trim());
            start = at + and.len();
        }
    }
    parts.push(words[start..].trim());
    parts
}

/// Whether an `and` between some words belongs to a name.
fn belongs(before: &str, behind: &str) -> bool {
    let start = before.char_indices().rev().take(LONGEST).last().map_or(0, |(at, _)| at);
    let end = behind.char_indices().nth(LONGEST).map_or(behind.len(), |(at, _)| at);
    let (before, behind) = (before[start..].to_lowercase(), behind[..end].to_lowercase());
    ONE_NAME.iter().any(|(left, right)| {
        let ends = before.strip_suffix(left).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
        ends && behind.strip_prefix(right).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn an_and_that_belongs_to_a_name_joins_none() {
        for one in [
            "Bosnia and Herzegovina",
            "St. Vincent and the Grenadines",
            "São Tomé and Príncipe",
            "Turks and Caicos Islands",
            "Food and Drug Administration",
            "Dadra and Nagar Haveli and Daman and Diu",
        ] {
            assert_eq!(joined(one), [one]);
        }
        assert_eq!(joined("Trinidad and Tobago and Barbados"), ["Trinidad and Tobago", "Barbados"]);
        assert_eq!(joined("Russia and France"), ["Russia", "France"]);
        assert_eq!(joined("Kitts and Nevison"), ["Kitts", "Nevison"]);
    }
}
