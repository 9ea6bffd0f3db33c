//! How figures, dates and letters are written, if the corpus declares one of two conventions.

/// The decimal mark that a corpus has declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1,234.5`.
    Point,
    /// `1.234,5`.
    Comma,
}

/// Which comes first in `10/11/2020`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// The day: the tenth of November.
    DayFirst,
    /// The month: the eleventh of October.
    MonthFirst,
}

/// The encoding of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// Windows-1252, as Excel writes in western Europe and the Americas.
    Windows1252,
}

/// A form that others have defined: its headings, or its keys, need no settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// SDMX-CSV 1.0 or 2.0: an observation per row, under the ids of its dimensions and attributes.
    SdmxCsv,
    /// The long form of Our World in Data: an entity and a year or day per row, and a column per indicator.
    OurWorldInData,
    /// Entities of Wikidata as JSON.
    Wikidata,
}
