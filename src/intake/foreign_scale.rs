//! Words for thousands, millions and milliards as German, French, Italian and Spanish sheets write them behind a figure.

use crate::syntax::tree::{Amount, Figure, Form, Name, Scale};

/// Such words, lower case and without a full stop, each with its factor.
const SCALES: [(&str, u64); 21] = [
    ("mio", 1_000_000),
    ("millionen", 1_000_000),
    ("milioni", 1_000_000),
    ("milione", 1_000_000),
    ("millón", 1_000_000),
    ("millones", 1_000_000),
    ("mrd", 1_000_000_000),
    ("milliarde", 1_000_000_000),
    ("milliarden", 1_000_000_000),
    ("milliard", 1_000_000_000),
    ("milliards", 1_000_000_000),
    ("md", 1_000_000_000),
    ("mds", 1_000_000_000),
    ("miliardi", 1_000_000_000),
    ("miliardo", 1_000_000_000),
    ("tsd", 1_000),
    ("tausend", 1_000),
    ("mille", 1_000),
    ("mila", 1_000),
    ("mil", 1_000),
    ("milliers", 1_000),
];

/// The figure with such a word as its scale, if its unit begins with one: `3,6 Mio. €`.
pub(super) fn scaled(figure: Figure<'_>) -> Figure<'_> {
    let Some(unit) = figure.unit.filter(|unit| !unit.quoted) else { return figure };
    let word = unit.raw.split(char::is_whitespace).next().unwrap_or("");
    let known = word.strip_suffix('.').unwrap_or(word).to_lowercase();
    let Some((_, factor)) = SCALES.iter().find(|(scale, _)| *scale == known) else {
        let is_scaled = figure.form.amounts().any(|amount| amount.scale.is_some());
        return if is_scaled { Figure { unit: of(unit.raw), ..figure } } else { figure };
    };
    let scale = Some(Scale { text: word, factor: *factor, or_unit: false });
    let form = match figure.form {
        Form::Plain(amount) if amount.scale.is_none() => Form::Plain(Amount { scale, ..amount }),
        Form::Hedged(hedge, amount) if amount.scale.is_none() => {
            Form::Hedged(hedge, Amount { scale, ..amount })
        }
        // The word is behind the last figure of a range, and means both.
        Form::Range(one, two) if one.scale.is_none() && two.scale.is_none() => {
            Form::Range(Amount { scale, ..one }, Amount { scale, ..two })
        }
        _ => return figure,
    };
    Figure { form, unit: of(unit.raw[word.len()..].trim_start()) }
}

/// The unit behind a scale, without the `of` of other languages: `millions d'euros`.
fn of(unit: &str) -> Option<Name<'_>> {
    let raw = ["d'", "d’", "de ", "di "].iter().find_map(|of| unit.strip_prefix(of)).unwrap_or(unit);
    (!raw.is_empty()).then_some(Name { raw, quoted: false })
}

#[cfg(test)]
mod tests {
    use super::scaled;
    use crate::syntax::tree::{Figure, ValueKind};

    fn read(cell: &str) -> Option<(Vec<u64>, Option<&str>)> {
        let ValueKind::Figure(figure) = crate::syntax::value(cell).ok()?.kind else { return None };
        let Figure { form, unit } = scaled(figure);
        let factors = form.amounts().map(|amount| amount.scale.map_or(1, |scale| scale.factor));
        Some((factors.collect(), unit.map(|unit| unit.raw)))
    }

    #[test]
    fn the_words_of_other_languages_multiply() {
        assert_eq!(read("3,6 Mio."), Some((vec![1_000_000], None)));
        assert_eq!(read("3,6 Mio"), Some((vec![1_000_000], None)));
        assert_eq!(read("570 Tsd. Einwohner"), Some((vec![1_000], Some("Einwohner"))));
        assert_eq!(read("2 Mrd. €"), Some((vec![1_000_000_000], Some("€"))));
        assert_eq!(read("about 3 millions d'euros"), Some((vec![1_000_000], Some("euros"))));
        assert_eq!(read("3-4 Milliarden"), Some((vec![1_000_000_000; 2], None)));
        assert_eq!(read("12 miles"), Some((vec![1], Some("miles"))));
        assert_eq!(read("12 km"), Some((vec![1], Some("km"))));
    }
}
