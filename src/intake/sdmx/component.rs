//! What a column of SDMX-CSV (1.0 and 2.0) is, by the id in its heading.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Component {
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
pub(in crate::intake) enum Meaning {
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
        &[
            "BASE_PER",
            "BASE_PERIOD",
            "UNIT_INDEX_BASE",
            "REF_YEAR_PRICE",
            "PRICE_BASE",
            "CURRENCY",
            "ADJUSTMENT",
            "TRANSFORMATION",
        ],
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

/// The id in a heading: `REF_AREA` of `REF_AREA: Reference area`, `STRUCTURE` of `STRUCTURE[;]`.
pub(in crate::intake) fn id(heading: &str) -> &str {
    heading.split([':', '[']).next().unwrap_or(heading).trim()
}

/// What an id means; none if that differs from data set to data set.
pub(in crate::intake) fn meaning(id: &str) -> Option<Meaning> {
    let is = |known: &&str| known.eq_ignore_ascii_case(id);
    IDS.iter().find(|(_, ids)| ids.iter().any(is)).map(|(meaning, _)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn a_heading_has_an_id() {
        assert_eq!(id("REF_AREA: Reference area"), "REF_AREA");
        assert_eq!(
            (id("FREQ:Frequency"), id("STRUCTURE[;]"), id("LAST UPDATE")),
            ("FREQ", "STRUCTURE", "LAST UPDATE")
        );
    }
}
