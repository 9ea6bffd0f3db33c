//! Forms of tables that others have defined (`format`): how they are recognised, and what their headings mean where the settings
//! do not say.

use super::cells::{cells, record};
use super::column::{Column, Meanings};
use super::field::Field;
use super::sdmx::{self, Component, Meaning, Observation};
use super::survey::Survey;
use crate::settings::{DecimalMark, Table, TableFormat};

/// The headings with which every table of Our World in Data begins, but for the year or day.
const OF_AN_ENTITY: [&str; 2] = ["entity", "code"];

/// The headings before those of an observation's components.
const ABOUT_THE_ROW: [&str; 6] =
    ["STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "SERIES_KEY", "OBS_KEY"];

/// The form that the first headings of a text show, and what separates its cells.
pub(super) fn recognised(text: &str) -> Option<(TableFormat, u8)> {
    let text = text.trim_start_matches('\u{FEFF}');
    let first: &str = text.split(['\r', '\n']).next().unwrap_or(text);
    // The first heading is a fixed word, perhaps with a term in brackets; what follows it separates the cells.
    let word = first.trim_start_matches('"');
    let end = word.find(|c: char| !c.is_ascii_alphabetic())?;
    let rest = word[end..].trim_start_matches('"');
    let rest = match rest.strip_prefix('[') {
        Some(inner) => inner.split_once(']')?.1.trim_start_matches('"'),
        None => rest,
    };
    let delimiter = *rest.as_bytes().first().filter(|byte| matches!(byte, b',' | b';' | b'\t' | b'|'))?;
    let line = record(text, 0, delimiter);
    let names: Vec<&str> = cells(&text[line.start..line.end], delimiter).map(|cell| cell.text).collect();
    let is = |at: usize, id: &str| names.get(at).is_some_and(|name| sdmx::id(name).eq_ignore_ascii_case(id));
    let has_values = (0..names.len()).any(|at| is(at, "OBS_VALUE") || is(at, "TIME_PERIOD"));
    if is(0, "DATAFLOW") && has_values || is(0, "STRUCTURE") && is(1, "STRUCTURE_ID") {
        return Some((TableFormat::SdmxCsv, delimiter));
    }
    let is_of_an_entity = OF_AN_ENTITY.iter().zip(0..).all(|(name, at)| is(at, name));
    let is_dated = is(2, "year") || is(2, "day");
    (is_of_an_entity && is_dated && names.len() > 3).then_some((TableFormat::OurWorldInData, delimiter))
}

/// What the columns of a table in one of these forms mean.
pub(super) fn columns<'s>(
    format: TableFormat,
    names: &[&'s str],
    table: &'s Table,
    meanings: &Meanings<'s>,
) -> Vec<Column<'s>> {
    match format {
        TableFormat::SdmxCsv => of_observations(names, table, meanings),
        TableFormat::OurWorldInData => of_entities(names, table, meanings),
        TableFormat::Wikidata => names.iter().map(|name| meanings.column(name)).collect(),
    }
}

/// Whether the settings fill a field by a constant or a heading.
fn is_settled(field: Field, table: &Table) -> bool {
    let is_field = |name: &String| Field::of(name) == Some(field);
    table.constants.keys().any(is_field)
        || table.columns.values().any(is_field)
        || table.wide.as_ref().is_some_and(|wide| is_field(&wide.field))
}

fn of_entities<'s>(names: &[&'s str], table: &'s Table, meanings: &Meanings<'s>) -> Vec<Column<'s>> {
    // Where the settings say which column is the figure, or which are, the others are none.
    let is_mapped =
        table.wide.is_some() || is_settled(Field::Value, table) || is_settled(Field::Measure, table);
    let own = |name: &&'s str| {
        let is = |own: &str| name.trim().eq_ignore_ascii_case(own);
        let known = || {
            Some(match () {
                () if name.is_empty() => Column::Bare,
                () if is("entity") => Column::Field(Field::Place),
                () if is("code") => Column::Component(Component::Nothing),
                () if is("year") || is("day") => Column::Field(Field::Date),
                () if is_mapped => Column::Unknown,
                () => Column::Wide,
            })
        };
        meanings.by_settings(name).or_else(known).unwrap_or(Column::Unknown)
    };
    names.iter().map(own).collect()
}

/// A column without a meaning of its own is a dimension, and so part of the scope, up to the figure and its period; behind both
/// it is an attribute.
fn of_observations<'s>(names: &[&'s str], table: &'s Table, meanings: &Meanings<'s>) -> Vec<Column<'s>> {
    let own: Vec<Option<Meaning>> = names.iter().map(|name| sdmx::meaning(sdmx::id(name))).collect();
    let is_of_key = |meaning: &Option<Meaning>| matches!(meaning, Some(Meaning::Time | Meaning::Value));
    let last_of_key = own.iter().rposition(is_of_key).unwrap_or(names.len());
    // With names, each component has a column for its code and behind it one for its name.
    let has_names = own.contains(&Some(Meaning::Component(Component::StructureName)));
    let is_heading_row =
        |name: &&str| ABOUT_THE_ROW.iter().any(|own| own.eq_ignore_ascii_case(sdmx::id(name)));
    let first_component = names.iter().rposition(is_heading_row).map_or(0, |at| at + 1);
    let maps = |field: Field| table.columns.values().any(|name| Field::of(name) == Some(field));
    let mut columns: Vec<Column<'s>> = Vec::new();
    for (at, &name) in names.iter().enumerate() {
        // Elsewhere a column of names may follow that of the codes under nearly the same heading: `SEX`, `Sex`.
        let before = at.checked_sub(1).map_or("", |before| sdmx::id(names[before]));
        let is_respelt = sdmx::id(name).eq_ignore_ascii_case(before) && sdmx::id(name) != before;
        let is_name = has_names && at > first_component && (at - first_component) % 2 == 1 || is_respelt;
        let has = |field: Field, columns: &[Column<'_>]| {
            columns.contains(&Column::Field(field)) || is_settled(field, table)
        };
        let id = sdmx::id(name);
        let dimension = || if at <= last_of_key { Column::Key(id) } else { Column::Unknown };
        let column = match meanings.by_settings(id).or_else(|| meanings.by_settings(name)) {
            Some(column) => column,
            None if name.is_empty() => Column::Bare,
            None if is_name => match columns.last() {
                Some(Column::Field(Field::Place)) => Column::Component(Component::PlaceName),
                Some(Column::Field(Field::Measure)) => Column::Component(Component::MeasureName),
                _ => Column::Component(Component::Nothing),
            },
            None => match own[at] {
                Some(Meaning::Place) if !has(Field::Place, &columns) => Column::Field(Field::Place),
                Some(Meaning::Measure) if !has(Field::Measure, &columns) => Column::Field(Field::Measure),
                // A second one is left out, and that is told: it is no dimension.
                Some(Meaning::Time) if maps(Field::Date) => Column::Unknown,
                Some(Meaning::Value) if maps(Field::Value) || table.wide.is_some() => Column::Unknown,
                Some(Meaning::Time) => Column::Field(Field::Date),
                Some(Meaning::Value) => Column::Field(Field::Value),
                Some(Meaning::Note) => Column::Field(Field::Note),
                Some(Meaning::Scope) => Column::Key(id),
                // A second unit is another one's, as that of a base.
                Some(Meaning::Component(component @ (Component::Unit | Component::Frequency)))
                    if columns.contains(&Column::Component(component)) =>
                {
                    Column::Key(id)
                }
                Some(Meaning::Component(component)) => Column::Component(component),
                Some(Meaning::Place | Meaning::Measure) | None => dimension(),
            },
        };
        columns.push(column);
    }
    columns
}

/// What a cell says to the parser of its column: its code or its label, and nothing where it stands for the whole or for no
/// figure.
pub(super) fn cell<'s>(
    format: TableFormat,
    column: Column<'_>,
    says: &'s str,
    survey: &Survey<'_>,
) -> &'s str {
    if format != TableFormat::SdmxCsv {
        return says;
    }
    let (code, label) = sdmx::parts(says);
    let is_nothing = match column {
        Column::Field(Field::Place | Field::Measure) | Column::Key(_) => sdmx::is_whole(code),
        Column::Field(Field::Value) | Column::Wide => sdmx::is_no_figure(code),
        _ => false,
    };
    match column {
        _ if is_nothing => &says[..0],
        Column::Field(Field::Place | Field::Measure) => match label {
            Some(label) if survey.has_several_codes(label) => says,
            _ => label.unwrap_or(code),
        },
        Column::Key(_) => survey.code(says),
        Column::Field(Field::Value | Field::Date | Field::From | Field::To) | Column::Wide => code,
        _ => says,
    }
}

/// The cells of figures in an observation, by their numbers, and the texts that stand for them: the figures as other cells of the row
/// say that they are to be read.
pub(super) fn figures(
    format: TableFormat,
    columns: &[Column<'_>],
    row: &str,
    delimiter: u8,
) -> Vec<(usize, String)> {
    if format != TableFormat::SdmxCsv {
        return Vec::new();
    }
    let (mut observation, mut written) = (Observation::default(), Vec::new());
    for (number, (column, cell)) in columns.iter().zip(cells(row, delimiter)).enumerate() {
        match column {
            Column::Field(Field::Value) | Column::Wide => written.push((number, cell.text)),
            Column::Component(component @ (Component::Multiplier | Component::Status))
                if !cell.text.is_empty() =>
            {
                observation.take(*component, "", cell.text);
            }
            _ => {}
        }
    }
    written.into_iter().filter_map(|(number, cell)| Some((number, observation.figure(cell)?))).collect()
}

/// The decimal mark of a form. SDMX-CSV has a point, unless it is written for a country that separates cells by semicolons.
pub(super) fn decimal(format: TableFormat, delimiter: u8) -> Option<DecimalMark> {
    (format == TableFormat::OurWorldInData || delimiter != b';').then_some(DecimalMark::Point)
}

/// Who speaks in a table of a form, if nothing in it says so.
pub(super) fn source(format: TableFormat) -> Option<&'static str> {
    (format == TableFormat::OurWorldInData).then_some("Our World in Data")
}

/// Whether a form gives every claim a field that no column or constant need give.
pub(super) fn gives(columns: &[Column<'_>], field: Field) -> bool {
    field == Field::Measure
        && (columns.contains(&Column::Component(Component::Structure)) || columns.contains(&Column::Wide))
}
