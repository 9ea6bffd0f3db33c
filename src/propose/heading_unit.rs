//! The unit that the name of a measure gives its figures: `Area, km²`, `Cost (€m)`, `Exports in million USD`.

use crate::model::Units;

/// Words for powers of ten, with the number; the longer ones first, as they may begin with a shorter one. The last ones, which mean other
/// things too, stand only beside money.
const SCALES: [(&str, u64); 24] = [
    ("thousands", 1_000),
    ("thousand", 1_000),
    ("1,000", 1_000),
    ("1.000", 1_000),
    ("1000", 1_000),
    ("'000", 1_000),
    ("000s", 1_000),
    ("tsd", 1_000),
    ("millions", 1_000_000),
    ("millionen", 1_000_000),
    ("million", 1_000_000),
    ("mio", 1_000_000),
    ("mln", 1_000_000),
    ("billions", 1_000_000_000),
    ("billion", 1_000_000_000),
    ("milliarden", 1_000_000_000),
    ("milliards", 1_000_000_000),
    ("mrd", 1_000_000_000),
    ("md", 1_000_000_000),
    ("mn", 1_000_000),
    ("bn", 1_000_000_000),
    ("b", 1_000_000_000),
    ("m", 1_000_000),
    ("k", 1_000),
];

/// How many of the scales, at the end of the list, stand only beside money.
const BESIDE_MONEY: usize = 6;

/// Letters that may be a unit or a scale, and so are left alone: `Cost (m)` is in million, `Height (m)`
/// in metres.
const UNCLEAR: [&str; 6] = ["m", "k", "t", "b", "M", "K"];

/// The unit of a measure, as its name says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HeadingUnit {
    /// The unit, as it is to be written.
    pub(super) unit: String,
    /// If it is none that gainsay knows: how many it is of which.
    pub(super) multiple: Option<(u64, String)>,
}

/// The unit in brackets at the end of a name, after its last comma or after its last ` in `; none if there is none, or none that is clear.
pub(super) fn heading_unit(units: &Units, name: &str) -> Option<HeadingUnit> {
    let in_brackets = [('(', ')'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| name.trim_end().strip_suffix(close)?.rsplit_once(open));
    let parts = [in_brackets, name.rsplit_once(','), name.rsplit_once(" in ")];
    parts.into_iter().flatten().find_map(|(before, text)| {
        let text = text.trim();
        let text = text.strip_prefix("in ").unwrap_or(text).trim();
        // A name that is nothing but a unit, such as `(km)`, says no unit.
        (!before.trim().is_empty() && !UNCLEAR.contains(&text))
            .then(|| known(units, text).or_else(|| scaled(units, text)))?
    })
}

fn known(units: &Units, text: &str) -> Option<HeadingUnit> {
    let unit = units.find(text)?;
    // What is counted may be a group as well: `Deaths (children)`.
    let is_clear = !units.is_counting(unit) || units.name(unit) == "people" && text == "people";
    is_clear.then(|| HeadingUnit { unit: units.name(unit).to_owned(), multiple: None })
}

/// The power of ten that a unit is by itself: `thousand`, `Mio.`; none if it may mean something else.
pub(super) fn power_of_ten(text: &str) -> Option<u64> {
    let lower = text.trim_matches(['.', ' ']).to_lowercase();
    let clear = &SCALES[..SCALES.len() - BESIDE_MONEY];
    clear.iter().find(|(word, _)| *word == lower).map(|(_, factor)| *factor)
}

/// A multiple of a known unit: `€m`, `Mio. €`.
pub(super) fn scaled(units: &Units, text: &str) -> Option<HeadingUnit> {
    let lower = text.to_ascii_lowercase();
    SCALES.iter().enumerate().find_map(|(at, (word, factor))| {
        let beside_unit = |rest: &str, beside: Option<char>| {
            let is_apart = beside.is_none_or(|c| !c.is_alphanumeric());
            let of = rest.trim_matches(|c: char| c == '.' || c.is_whitespace());
            let unit = units.find(of).filter(|_| is_apart && !of.is_empty())?;
            let is_allowed = units.is_money(unit)
                || at + BESIDE_MONEY < SCALES.len() && !units.is_percent(unit) && !units.is_counting(unit);
            is_allowed.then(|| HeadingUnit {
                unit: text.to_owned(),
                multiple: Some((*factor, units.name(unit).to_owned())),
            })
        };
        let at_end = lower.strip_suffix(word).map(|rest| &text[..rest.len()]);
        let at_start = lower.strip_prefix(word).map(|rest| &text[text.len() - rest.len()..]);
        at_end
            .and_then(|rest| beside_unit(rest, rest.chars().last()))
            .or_else(|| at_start.and_then(|rest| beside_unit(rest, rest.chars().next())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_units() {
        let units = Units::builtin();
        for (name, unit) in [
            ("Area, km²", "km²"),
            ("Area (km²)", "km²"),
            ("Length [km]", "km"),
            ("Cost (€)", "EUR"),
            ("Cost (€m)", "€m = 1000000 EUR"),
            ("Cost (US$ bn)", "US$ bn = 1000000000 USD"),
            ("Exports in million USD", "million USD = 1000000 USD"),
            ("Umsatz (Mio. €)", "Mio. € = 1000000 EUR"),
            ("Harvest (1,000 tonnes)", "1,000 tonnes = 1000 tonnes"),
            ("Height (m)", ""),
            ("Cost (m)", ""),
            ("Deaths (children)", ""),
            ("Deaths, men", ""),
            ("Deaths in Gaza", ""),
            ("(km)", ""),
            ("Cost (İm)", ""),
        ] {
            let found = heading_unit(&units, name).map(|found| match found.multiple {
                Some((factor, of)) => format!("{} = {factor} {of}", found.unit),
                None => found.unit,
            });
            assert_eq!(found.unwrap_or_default(), unit, "{name}");
        }
    }
}
