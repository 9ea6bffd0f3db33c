//! SDMX-CSV (1.0 and 2.0): what a column is by the id in its heading, and the codes and labels in its cells.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Component {
    /// `ESTAT:NAMA_10_GDP(1.0)`: the agency, and the data set whose observation the row is.
    Structure,
    /// The name of that data set.
    StructureName,
    /// `I`, `A`, `R` or `D`: what is to be done with the observation.
    Action,
    /// The name of the place whose code is in the column before it.
    PlaceName,
    /// The name of what is measured, likewise.
    MeasureName,
    /// How often there is a figure: said by the form of the period too.
    Frequency,
    /// The unit, as a code.
    Unit,
    /// The power of ten that the figure is multiplied by.
    Multiplier,
    /// Whether the figure is estimated, provisional, missing …
    Status,
    /// When the data set was last changed.
    Updated,
    /// What is repeated by other columns, or says how a figure is to be shown.
    Nothing,
}

/// What the id of a component means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The place.
    Place,
    /// The period.
    Time,
    /// The figure.
    Value,
    /// What is measured.
    Measure,
    /// Words about the figure or its series.
    Note,
    /// An attribute that says what the figure is, wherever it stands.
    Scope,
    /// One of the components that are read together.
    Component(Component),
}

/// The ids that have one meaning in the data of all agencies: SDMX's cross-domain concepts, and Eurostat's and older ones.
const IDS: [(Meaning, &[&str]); 16] = [
    (Meaning::Place, &["REF_AREA", "GEO", "LOCATION", "COUNTRY"]),
    (Meaning::Time, &["TIME_PERIOD", "TIME"]),
    (Meaning::Value, &["OBS_VALUE"]),
    (Meaning::Measure, &["INDICATOR", "MEASURE"]),
    (
        Meaning::Note,
        &["TITLE", "TITLE_COMPL", "COMMENT", "COMMENT_OBS", "COMMENT_TS", "OBS_COM", "SOURCE_REF"],
    ),
    (
        Meaning::Scope,
        &["BASE_PER", "REF_YEAR_PRICE", "PRICE_BASE", "CURRENCY", "ADJUSTMENT", "TRANSFORMATION"],
    ),
    (Meaning::Component(Component::Structure), &["DATAFLOW", "STRUCTURE_ID"]),
    (Meaning::Component(Component::StructureName), &["STRUCTURE_NAME"]),
    (Meaning::Component(Component::Action), &["ACTION"]),
    (Meaning::Component(Component::Frequency), &["FREQ", "FREQUENCY"]),
    (Meaning::Component(Component::Unit), &["UNIT_MEASURE", "UNIT"]),
    (Meaning::Component(Component::Multiplier), &["UNIT_MULT", "UNIT_MULTIPLIER", "POWERCODE"]),
    (Meaning::Component(Component::Status), &["OBS_STATUS", "OBS_FLAG"]),
    (Meaning::Component(Component::Updated), &["LAST UPDATE", "LAST_UPDATE"]),
    (Meaning::Component(Component::Nothing), &["STRUCTURE", "SERIES_KEY", "OBS_KEY", "KEY"]),
    (
        Meaning::Component(Component::Nothing),
        &["DECIMALS", "TIME_FORMAT", "OBS_CONF", "CONF_STATUS", "OBS_PRE_BREAK"],
    ),
];

/// Codes that say that a dimension is not divided, or does not apply: an observation of the whole.
const WHOLE: [&str; 3] = ["_T", "_Z", "TOTAL"];

/// The id in a heading: `REF_AREA` of `REF_AREA: Reference area`, `STRUCTURE` of `STRUCTURE[;]`.
pub(super) fn id(heading: &str) -> &str {
    heading.split([':', '[']).next().unwrap_or(heading).trim()
}

/// What an id means; none if that differs from data set to data set.
pub(super) fn meaning(id: &str) -> Option<Meaning> {
    let is = |known: &&str| known.eq_ignore_ascii_case(id);
    IDS.iter().find(|(_, ids)| ids.iter().any(is)).map(|(meaning, _)| *meaning)
}

/// The code and the label of a cell: of `F: Female`, or of a code alone.
pub(super) fn parts(cell: &str) -> (&str, Option<&str>) {
    match cell.split_once(": ") {
        Some((code, label)) => (code.trim_end(), Some(label.trim()).filter(|label| !label.is_empty())),
        None => (cell, None),
    }
}

/// Whether a code of a dimension stands for all of it.
pub(super) fn is_whole(code: &str) -> bool {
    WHOLE.iter().any(|whole| whole.eq_ignore_ascii_case(code))
}

/// Whether the cell of a figure says that there is none.
pub(super) fn is_no_figure(cell: &str) -> bool {
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

/// What the status of a figure means for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// It is as it should be.
    Normal,
    /// There is none.
    Missing,
    /// It is estimated.
    Estimated,
    /// It is yet to come true.
    Forecast,
    /// It counts, and this is known about it.
    Remark(&'static str),
    /// The letter says nothing.
    Unknown,
}

/// What a letter of a status means: of SDMX's code list, or in small letters of Eurostat's flags.
pub(super) fn status(letter: char) -> Status {
    match letter {
        'A' => Status::Normal,
        'H' | 'K' | 'L' | 'M' | 'O' | 'Q' | 'm' | 'z' => Status::Missing,
        'E' | 'I' | 'e' | 'i' | 's' => Status::Estimated,
        'F' | 'f' => Status::Forecast,
        'B' | 'b' => Status::Remark("break in the series"),
        'D' | 'd' => Status::Remark("definition differs"),
        'G' => Status::Remark("experimental"),
        'J' => Status::Remark("derogation"),
        'N' | 'n' => Status::Remark("not significant"),
        'P' | 'p' => Status::Remark("provisional"),
        'S' => Status::Remark("special events"),
        'U' | 'u' => Status::Remark("low reliability"),
        'V' => Status::Remark("not validated"),
        'W' => Status::Remark("includes another category"),
        'c' => Status::Remark("confidential"),
        'r' => Status::Remark("revised"),
        _ => Status::Unknown,
    }
}

/// A figure with its power of ten and, if it is an estimate, that said; none if it stays as it is. A power that no
/// word of the language stands for moves the decimal point.
pub(super) fn figure(cell: &str, power: &str, is_estimate: bool) -> Option<String> {
    let about = if is_estimate { "about " } else { "" };
    let words = [("0", ""), ("3", " thousand"), ("6", " million"), ("9", " billion"), ("12", " trillion")];
    let word = if power.is_empty() {
        Some("")
    } else {
        words.iter().find(|(own, _)| *own == power).map(|(_, word)| *word)
    };
    let is_plain = cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-'));
    let said = match word {
        Some("") => cell.to_owned(),
        _ if !is_plain => return None,
        Some(word) => format!("{cell}{word}"),
        None => moved(cell, power.parse().ok()?)?,
    };
    let text = format!("{about}{said}");
    (text != cell).then_some(text)
}

/// A plain number with its decimal point moved by some places, to the right if more than 0.
fn moved(number: &str, places: i8) -> Option<String> {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{part}");
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) || !(-30..=30).contains(&places) {
        return None;
    }
    let point = whole.len() as i32 + i32::from(places);
    let padded = match usize::try_from(point) {
        Ok(point) if point >= all.len() => format!("{all}{}", "0".repeat(point - all.len())),
        Ok(0) => format!("0.{all}"),
        Ok(point) => format!("{}.{}", &all[..point], &all[point..]),
        Err(_) => format!("0.{}{all}", "0".repeat(point.unsigned_abs() as usize)),
    };
    let trimmed = padded.trim_start_matches('0');
    Some(match trimmed.starts_with('.') || trimmed.is_empty() {
        true => format!("{sign}0{trimmed}"),
        false => format!("{sign}{trimmed}"),
    })
}

#[cfg(test)]
mod tests {
    use super::{figure, id, parts};

    #[test]
    fn powers_and_estimates_are_said_in_the_figure() {
        for (cell, power, is_estimate, says) in [
            ("858000", "6", false, Some("858000 million")),
            ("10.5", "3", true, Some("about 10.5 thousand")),
            ("10.5", "0", false, None),
            ("10.5", "", true, Some("about 10.5")),
            ("10.5", "2", false, Some("1050")),
            ("12.5", "-2", false, Some("0.125")),
            ("-7", "-3", false, Some("-0.007")),
            ("1.2E6", "6", false, None),
            ("5", "x", false, None),
        ] {
            assert_eq!(figure(cell, power, is_estimate).as_deref(), says, "{cell} {power}");
        }
    }

    #[test]
    fn codes_and_labels_are_told_apart() {
        assert_eq!(id("REF_AREA: Reference area"), "REF_AREA");
        assert_eq!(
            (id("FREQ:Frequency"), id("STRUCTURE[;]"), id("LAST UPDATE")),
            ("FREQ", "STRUCTURE", "LAST UPDATE")
        );
        assert_eq!(parts("F: Female: all"), ("F", Some("Female: all")));
        assert_eq!(parts("2020-01-01T10:00:00"), ("2020-01-01T10:00:00", None));
    }
}
