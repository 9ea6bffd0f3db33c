//! The codes and labels in the cells of SDMX-CSV: the whole, no figure, units.

/// Codes that say that a dimension is not divided: an observation of the whole. Where a dimension does not apply (`_Z`), it is another.
const WHOLE: [&str; 2] = ["_T", "TOTAL"];

/// The code and the label of a cell: of `F: Female`, or of a code alone.
pub(in crate::intake) fn parts(cell: &str) -> (&str, Option<&str>) {
    match cell.split_once(": ") {
        Some((code, label)) => (code.trim_end(), Some(label.trim()).filter(|label| !label.is_empty())),
        None => (cell, None),
    }
}

/// Whether a code of a dimension stands for all of it.
pub(in crate::intake) fn is_whole(code: &str) -> bool {
    WHOLE.iter().any(|whole| whole.eq_ignore_ascii_case(code))
}

/// Whether the cell of a figure says that there is none.
pub(in crate::intake) fn is_no_figure(cell: &str) -> bool {
    const NONE: [&str; 7] = ["NaN", "#N/A", "N/A", "NA", ":", "-", ".."];
    NONE.iter().any(|none| none.eq_ignore_ascii_case(cell))
}

/// What a unit means to the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Unit {
    /// Figures have none.
    None,
    /// One of the language.
    Known(&'static str),
    /// A rate of a year, in per cent: figures in plain per cent of the same thing are others.
    Yearly,
    /// One that only its own code list explains.
    Other,
}

impl Unit {
    /// What a code means, or for code lists of numbers its label: `368: Per cent per year`.
    pub(in crate::intake) fn of(code: &str, label: Option<&str>) -> Self {
        const UNITS: [(Unit, &[&str]); 9] = [
            (Unit::None, &["", "_Z", "_X", "NR", "NUMBER", "NUM"]),
            (Unit::Yearly, &["PA"]),
            (Unit::Known("%"), &["PC", "PT", "PCT", "PERCENT", "%"]),
            (Unit::Known("people"), &["PS", "PER", "PERS", "PERSONS"]),
            (Unit::Known("kg"), &["KG", "KGM"]),
            (Unit::Known("km"), &["KM", "KMT"]),
            (Unit::Known("km²"), &["KM2", "KMK"]),
            (Unit::Known("hectares"), &["HA", "HAR"]),
            (Unit::Known("tonnes"), &["T", "TNE", "TONNES"]),
        ];
        const LABELS: [(Unit, &[&str]); 3] = [
            (Unit::Yearly, &["per cent per year", "per cent per annum", "percent per annum"]),
            (Unit::Known("%"), &["per cent", "percent", "percentage"]),
            (Unit::Known("people"), &["persons", "people"]),
        ];
        let by_code = UNITS.iter().find(|(_, codes)| codes.contains(&code));
        let is = |label: &str| {
            LABELS.iter().find(|(_, all)| all.iter().any(|own| own.eq_ignore_ascii_case(label)))
        };
        by_code.or_else(|| is(label?)).map_or(Unit::Other, |(unit, _)| *unit)
    }

    /// How the language writes it; empty where it does not.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Known(word) => word,
            Self::Yearly => "%",
            Self::None | Self::Other => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn codes_and_labels_are_told_apart() {
        assert_eq!(parts("F: Female: all"), ("F", Some("Female: all")));
        assert_eq!(parts("2020-01-01T10:00:00"), ("2020-01-01T10:00:00", None));
    }
}
