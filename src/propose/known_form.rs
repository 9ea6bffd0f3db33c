//! The settings of a sheet in a form that others have defined: the form says what its headings mean, and little is left to decide.

use super::inert::{remark, toml_text};
use crate::intake::{Field, SheetPreview};
use crate::settings::TableFormat;

/// The `[tables]` section of such a sheet; none for a sheet in no such form.
pub(super) fn section(preview: &SheetPreview, file: &str) -> Option<String> {
    let (name, form, decide) = match preview.format? {
        TableFormat::SdmxCsv => (
            "sdmx-csv",
            "SDMX-CSV: an observation per row. REF_AREA is the place, INDICATOR or MEASURE what is measured (else the data set), and \
             every other dimension part of what a figure is about; the source is the agency",
            "constants = { source = \"OECD\", published = \"2024-05-01\" }",
        ),
        TableFormat::OurWorldInData => (
            "our-world-in-data",
            "the long form of Our World in Data: the entity is the place, and each column behind the year or day is an indicator",
            "constants = { source = \"World Health Organization\" }",
        ),
        TableFormat::Wikidata => return None,
    };
    let mut lines =
        vec![format!("[tables.{}]", toml_text(file)), remark(&format!("# its first headings show {form}"))];
    lines.push(format!("format = \"{name}\""));
    // A code may tell figures apart, so no figures are compared whose codes differ. Words are about one figure.
    let is_words =
        |cell: &String| cell.split(": ").next().is_some_and(|code| code.contains(char::is_whitespace));
    let has_words = |at: usize| preview.columns[at].iter().any(is_words);
    let left_out = (0..preview.headings.len()).filter(|&at| preview.unknown[at]);
    let (words, codes): (Vec<usize>, Vec<usize>) = left_out.partition(|&at| has_words(at));
    let named = |all: &[usize], write: fn(&str) -> String| {
        all.iter().map(|&at| write(&preview.headings[at])).collect::<Vec<_>>().join(", ")
    };
    if !codes.is_empty() {
        let headings = named(&codes, str::to_owned);
        lines.push(remark(&format!(
            "# {headings}: attributes, kept as part of what figures are about; if one is not, write it under `columns` as a note"
        )));
        lines.push(format!("scope = [{}]", named(&codes, toml_text)));
    }
    if !words.is_empty() {
        let headings = named(&words, str::to_owned);
        lines.push(remark(&format!(
            "# {headings}: attributes, kept as notes; if one says what a figure is about, write it under `scope`"
        )));
        lines.push(format!(
            "columns = {{ {} }}",
            named(&words, |heading| format!("{} = \"note\"", toml_text(heading)))
        ));
    }
    let figures = preview.fields.iter().position(|field| *field == Some(Field::Value));
    let figures = figures.map_or(&[][..], |at| &preview.columns[at]);
    let having = |mark: char| figures.iter().filter(|cell| cell.contains(mark)).count();
    if preview.delimiter == b';' && having(',') > 0 && having('.') == 0 {
        lines.push(format!("# {} figures have a comma, none a point", having(',')));
        lines.push("decimal = \"comma\"".to_owned());
    }
    lines.push(format!("# to name the source or the edition otherwise: {decide}"));
    lines.push(String::new());
    Some(lines.join("\n"))
}
