//! Units found by what people write, and converted exactly.

use super::*;
use proptest::prelude::*;

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn converted(units: &Units, text: &str, from: &str, to: &str) -> Option<String> {
    let (from, to) = (units.find(from).unwrap(), units.find(to).unwrap());
    units.convert(&number(text), from, to).map(|number| number.grouped())
}

#[test]
fn spellings_of_a_unit_find_it() {
    let units = Units::builtin();
    for same in [
        &[
            "km²",
            "km2",
            "km^2",
            "sq km",
            "sq. km",
            "Square Kilometres",
            "square kilometers",
            "square km",
            "SQ KM",
        ][..],
        &["%", "per cent", "percent", "Percent", "per-cent", "％"],
        &["percentage points", "percentage point", "pp"],
        &["people", "person", "persons", "People", "inhabitants"],
        &["km", "kilometres", "kilometer", "KM", "kilometers"],
        &["°C", "℃", "degrees Celsius", "celsius"],
        &["km/h", "kph", "kilometers per hour", "kilometres per hour"],
        &["USD", "$", "US$", "dollars", "US dollars", "U.S. dollars"],
        &["tonnes", "tonne", "t", "metric tons"],
        &["families", "family"],
        &["votes", "vote"],
        &["litres", "liter", "l"],
        &["kWh", "kwh", "kilowatt-hours", "kilowatt hours"],
    ] {
        let first = units.find(same[0]);
        assert!(first.is_some(), "{}", same[0]);
        for spelling in same {
            assert_eq!(units.find(spelling), first, "{spelling}");
        }
    }
    for unknown in ["", "all", "M", "mw", "tons", "swabs", "top", "usd"] {
        assert_eq!(units.find(unknown), None, "{unknown}");
    }
}

#[test]
fn converts_exactly_within_a_dimension() {
    let units = Units::builtin();
    for (text, from, to, expected) in [
        ("1", "sq mi", "km²", "2.589988110336"),
        ("100", "ha", "km²", "1"),
        ("1", "acres", "m²", "4,046.8564224"),
        ("43560", "square feet", "acres", "1"),
        ("4840", "square yards", "acre", "1"),
        ("640", "acres", "sq mi", "1"),
        ("4", "dunams", "m²", "4,000"),
        ("1", "miles", "km", "1.609344"),
        ("3", "feet", "yards", "1"),
        ("12", "inches", "ft", "1"),
        ("100", "°C", "°F", "212"),
        ("-40", "°F", "°C", "-40"),
        ("0", "K", "°C", "-273.15"),
        ("98.6", "F", "C", "37"),
        ("16", "oz", "lb", "1"),
        ("14", "lb", "stone", "1"),
        ("2000", "lb", "short tons", "1"),
        ("2240", "lb", "long tons", "1"),
        ("42", "gallons", "barrels", "1"),
        ("43560", "cubic feet", "acre-feet", "1"),
        ("1", "km³", "m³", "1,000,000,000"),
        ("1", "MWh", "GJ", "3.6"),
        ("1", "kWh", "MJ", "3.6"),
        ("3600", "J", "kJ", "3.6"),
        ("1", "kWh", "J", "3,600,000"),
        ("1", "m/s", "km/h", "3.6"),
        ("60", "mph", "km/h", "96.56064"),
        ("1", "GiB", "MiB", "1,024"),
        ("18", "months", "years", "1.5"),
        ("2", "weeks", "days", "14"),
        ("1", "bar", "hPa", "1,000"),
        ("5", "‰", "%", "0.5"),
        ("50", "basis points", "percentage points", "0.5"),
    ] {
        assert_eq!(converted(&units, text, from, to).as_deref(), Some(expected), "{text} {from} in {to}");
    }
    for (from, to) in
        [("km", "kg"), ("USD", "EUR"), ("people", "votes"), ("%", "percentage points"), ("USD", "A$")]
    {
        assert_eq!(converted(&units, "1", from, to), None, "{from} in {to}");
    }
}

#[test]
fn knows_what_sort_a_unit_is() {
    let units = Units::builtin();
    let find = |text: &str| units.find(text).unwrap();
    assert!(
        units.is_counting(find("tanks"))
            && !units.is_counting(find("km"))
            && !units.is_counting(find("years"))
    );
    assert!(units.is_percent(find("‰")) && !units.is_percent(find("percentage points")));
    assert_eq!(units.name(find("square kilometers")), "km²");
    assert_eq!(units.base(find("acres")), find("km²"));
    assert_eq!(units.base(find("people")), find("people"));
    assert_eq!(units.name(units.base(find("°F"))), "°C");
}

#[test]
fn a_corpus_defines_its_own() {
    let mut units = Units::builtin();
    let kilograms = units.find("kg").unwrap();
    let oke = units.define_multiple("oke", &["okka".to_owned()], number("1.2829"), kilograms).unwrap();
    assert_eq!(units.find("Okes"), Some(oke));
    assert_eq!(converted(&units, "2", "okka", "g").as_deref(), Some("2,565.8"));
    units.define_counting("swabs", &[]);
    let swabs = units.find("swab").unwrap();
    assert!(units.is_counting(swabs) && units.base(swabs) == swabs);
    let batch = units.define_multiple("batch", &[], number("12"), swabs).unwrap();
    assert_eq!(units.convert(&Number::ONE, batch, swabs), Some(number("12")));
    let celsius = units.find("°C").unwrap();
    let kelvin = units.find("K").unwrap();
    assert_eq!(units.define_multiple("x", &[], Number::ONE, celsius), Err(UnitProblem::OwnZero));
    assert_eq!(units.define_multiple("x", &[], Number::ONE, kelvin), Err(UnitProblem::OwnZero));
    assert_eq!(units.define_multiple("x", &[], Number::ZERO, swabs), Err(UnitProblem::NoFactor));
    units.define_counting("units", &["cases".to_owned()]);
    assert_eq!(units.find("cases"), units.find("unit"));
}

#[test]
fn says_what_was_meant() {
    let units = Units::builtin();
    for (text, near) in [
        ("kilomtres", "kilometres"),
        ("tons", "tonnes"),
        ("pepole", "people"),
        ("hectars", "hectares"),
        ("usd", "USD"),
        ("vehicels", "vehicles"),
    ] {
        assert_eq!(units.nearest(text), Some(near), "{text}");
    }
    for text in ["", "x", "swabs of all kinds", "🦀🦀🦀🦀"] {
        assert_eq!(units.nearest(text), None, "{text}");
    }
}

#[test]
fn no_two_built_in_units_share_a_spelling() {
    let units = Units::builtin();
    for (at, (spelling, id)) in units.spellings.iter().enumerate() {
        let other = units.spellings[..at].iter().find(|(other, of)| other == spelling && of != id);
        assert!(other.is_none(), "{spelling}");
        assert_eq!(units.find(spelling), Some(*id), "{spelling}");
    }
}

proptest! {
    #[test]
    fn there_and_back_again(from: prop::sample::Index, to: prop::sample::Index, mantissa: i64, scale in 0u8..9) {
        let units = Units::builtin();
        let pick = |index: prop::sample::Index| UnitId(index.index(units.units.len()) as u16);
        let (from, to) = (pick(from), pick(to));
        let number = Number::decimal(i128::from(mantissa), scale);
        for to in [to, units.base(from)] {
            match units.convert(&number, from, to) {
                Some(there) => prop_assert_eq!(units.convert(&there, to, from), Some(number.clone())),
                None => prop_assert_ne!(units.dimension(from), units.dimension(to)),
            }
        }
    }

    #[test]
    fn any_text_can_be_asked_for(text in any::<String>()) {
        let units = Units::builtin();
        let _ = (units.find(&text), units.nearest(&text));
    }
}

/// The prelude is read by the parser of the language; this only checks its words.
#[test]
fn the_prelude_names_each_thing_once_and_knows_its_units() {
    let units = Units::builtin();
    let mut names: Vec<String> = Vec::new();
    let mut sort = "";
    for line in include_str!("prelude.claims").lines() {
        let line = line.split("  #").next().unwrap().trim();
        let own = match line.split_once(' ') {
            Some(("define", rest)) => {
                let (key, name) = rest.split_once(' ').unwrap();
                sort = key;
                name
            }
            Some(("aka", rest)) => rest,
            Some(("unit", unit)) => {
                assert!(units.find(unit).is_some(), "{unit}");
                continue;
            }
            _ => continue,
        };
        for name in own.split(", ") {
            names.push(format!("{sort} {}", name::key(name.trim_matches('"'))));
        }
    }
    names.sort();
    assert_eq!(names.windows(2).find(|pair| pair[0] == pair[1]), None);
    assert!(names.len() > 300);
}
