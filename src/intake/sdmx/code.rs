//! The codes and labels in the cells of SDMX-CSV: the whole, no figure, units.

/// Codes that say that a dimension is not divided, or does not apply: an observation of the whole.
const WHOLE: [&str; 3] = ["_T", "_Z", "TOTAL"];

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

/// The unit of the language that a code means; none for a code that only its own code list explains.
pub(super) fn unit(code: &str) -> Option<&'static str> {
    const UNITS: [(&str, &[&str]); 7] = [
        ("%", &["PC", "PT", "PCT", "PA", "PERCENT", "%"]),
        ("people", &["PS", "PER", "PERS", "PERSONS"]),
        ("kg", &["KG", "KGM"]),
        ("km", &["KM", "KMT"]),
        ("km²", &["KM2", "KMK"]),
        ("hectares", &["HA", "HAR"]),
        ("tonnes", &["T", "TNE", "TONNES"]),
    ];
    UNITS.iter().find(|(_, codes)| codes.contains(&code)).map(|(unit, _)| *unit)
}

/// The unit that a label means, for code lists of numbers: `368: Per cent per year`.
pub(super) fn unit_of_label(label: &str) -> Option<&'static str> {
    const PER_CENT: [&str; 6] =
        ["per cent", "percent", "percentage", "per cent per year", "per cent per annum", "percent per annum"];
    const PEOPLE: [&str; 2] = ["persons", "people"];
    let is = |known: &&str| known.eq_ignore_ascii_case(label);
    PER_CENT.iter().any(is).then_some("%").or_else(|| PEOPLE.iter().any(is).then_some("people"))
}

/// Whether a code says that figures have no unit.
pub(super) fn is_no_unit(code: &str) -> bool {
    matches!(code, "_Z" | "_X" | "NR" | "NUMBER" | "NUM")
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
