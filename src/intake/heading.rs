//! The headings of a table: which row they are in, what separates the cells, and what they mean.

use super::cells::{Record, cells, records};
use super::column::{Column, Meanings};
use super::field::{Field, plain};
use super::file_format::{FileFormat, workbook_sheet};
use super::known_format;
use super::sdmx;
use super::survey::Survey;
use super::synonym::probable;
use crate::settings::{Table, TableFormat};
use crate::syntax::SyntaxError;

/// How many rows are searched for the headings.
const MAX_HEADING_ROWS: usize = 20;

/// The headings of a table, interpreted.
#[derive(Debug)]
pub(super) struct Headings<'s> {
    /// The delimiter of cells.
    pub(super) delimiter: u8,
    /// The form that says what they mean where the settings do not.
    pub(super) format: Option<TableFormat>,
    /// The headings as they stand.
    pub(super) names: Vec<&'s str>,
    /// What each column is.
    pub(super) columns: Vec<Column<'s>>,
    /// The row of the headings.
    pub(super) line: &'s str,
    /// Where the first row begins: below them.
    pub(super) below: usize,
    /// Where the rows end.
    pub(super) end: usize,
    /// The number of that row.
    pub(super) row: u32,
    /// The columns in which an empty cell means the one above it.
    pub(super) fill_down: Vec<usize>,
    /// How many empty cells every row has after the last heading.
    pub(super) blank_columns: usize,
    /// Whether they were found below other rows.
    is_found_below: bool,
    /// What the rows of a table of observations say together.
    pub(super) survey: Survey<'s>,
    /// Problems with them.
    pub(super) errors: Vec<SyntaxError<'s>>,
}

/// How much a row looks like headings: how many of its cells are known headings, how many are known or probable ones,
/// and how many cells there are.
type Score = (usize, usize, usize);

fn score(line: &str, delimiter: u8, meanings: &Meanings<'_>) -> Score {
    let (mut sure, mut likely, mut count) = (0, 0, 0);
    for cell in cells(line, delimiter) {
        let known = !matches!(meanings.column(cell.text), Column::Unknown | Column::Bare);
        count += 1;
        sure += usize::from(known);
        likely += usize::from(known || cell.text.len() < 40 && probable(cell.text).is_some());
    }
    (sure, likely, count)
}

/// The records of a text's beginning, each with its number.
pub(super) fn first_records(text: &str, delimiter: u8) -> impl Iterator<Item = (u32, Record)> {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    (1..).zip(records(text, start, delimiter))
}

/// The row of the headings if cells are separated by this delimiter: the one that is known, else the first of the rows with the
/// best score.
fn header(
    text: &str,
    delimiter: u8,
    meanings: &Meanings<'_>,
    known: Option<u32>,
) -> Option<(u32, Record, Score)> {
    let line = |found: &Record| &text[found.start..found.end];
    if let Some(row) = known {
        let (row, found) = first_records(text, delimiter).nth(row.max(1) as usize - 1)?;
        return Some((row, found, score(line(&found), delimiter, meanings)));
    }
    let mut best: Option<(u32, Record, Score)> = None;
    let filled = first_records(text, delimiter).filter(|(_, found)| !line(found).trim().is_empty());
    for (row, found) in filled.take(MAX_HEADING_ROWS) {
        let found_score = score(line(&found), delimiter, meanings);
        // One word may match a heading by chance; but for the first row of a table one is enough.
        let better = |before: Score| {
            (found_score.0, found_score.1) > (before.0, before.1) && found_score.1 > before.1.max(1)
        };
        if best.is_none_or(|(_, _, before)| better(before)) {
            best = Some((row, found, found_score));
        }
    }
    best
}

/// Interprets the headings of a table; none where it has no row at all.
pub(super) fn headings<'s>(name: &str, text: &'s str, table: &'s Table) -> Option<Headings<'s>> {
    let mut headings = found_headings(name, text, table)?;
    if headings.format == Some(TableFormat::SdmxCsv) {
        let is_unit_settled = headings.columns.contains(&Column::Field(Field::Unit))
            || table.constants.keys().any(|name| Field::of(name) == Some(Field::Unit));
        let rows = (headings.below, headings.delimiter);
        headings.survey = Survey::of(&text[..headings.end], rows, &headings.columns, is_unit_settled);
        for &at in &headings.survey.telling {
            headings.columns[at] = Column::Key(sdmx::id(headings.names[at]));
        }
    }
    let row = headings.is_found_below.then_some(headings.row - 1);
    headings.report_problems(name, &text[..headings.end], table, row);
    Some(headings)
}

/// The headings by themselves: without the rows below them, and without what is wrong.
pub(super) fn found_headings<'s>(name: &str, text: &'s str, table: &'s Table) -> Option<Headings<'s>> {
    // A table without lines of its own has its headings behind the rows.
    let is_table = FileFormat::of(name) == Some(FileFormat::Columns);
    let (rows, head) = match is_table {
        true => text.split_at(text.rfind('\n').map_or(0, |end| end + 1)),
        false => (text, text),
    };
    let set_row = table.header.filter(|_| !is_table);
    let shown = known_format::recognised(head).filter(|_| set_row.is_none_or(|row| row == 1));
    let of_sheet = table.format.filter(|format| *format != TableFormat::Wikidata);
    let format = of_sheet.or(shown.map(|(format, _)| format));
    let set = table.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok());
    let set = set.or(shown.map(|(_, delimiter)| delimiter));
    let ends = |end: &str| name.to_ascii_lowercase().ends_with(end);
    let tabs = ends(".tsv") || ends(".tab") || workbook_sheet(name).is_some();
    // In a form that others have defined the headings are the first row.
    let known_row = set_row.or((is_table || format.is_some()).then_some(1));
    let candidates: &[u8] = match set {
        _ if is_table => b"\t",
        Some(delimiter) if delimiter.is_ascii() => &[delimiter],
        _ if tabs => b"\t",
        _ => b",;\t|",
    };
    let meanings = Meanings::of(table);
    let mut best: Option<(u8, u32, Record, Score)> = None;
    for &delimiter in candidates {
        if let Some((row, found, score)) = header(head, delimiter, &meanings, known_row)
            && best.is_none_or(|(_, _, _, before)| score > before)
        {
            best = Some((delimiter, row, found, score));
        }
    }
    let (delimiter, row, found, (_, likely, _)) = best?;
    let line = &head[found.start..found.end];
    let names: Vec<&str> = cells(line, delimiter).map(|cell| cell.text).collect();
    let mut columns: Vec<Column<'_>> = match format {
        Some(format) => known_format::columns(format, &names, table, &meanings),
        None => names.iter().map(|name| meanings.column(name)).collect(),
    };
    if table.wide.as_ref().is_some_and(|wide| wide.columns.is_empty()) {
        // If the settings name no wide columns, all columns without another meaning make claims.
        columns
            .iter_mut()
            .filter(|column| **column == Column::Unknown)
            .for_each(|column| *column = Column::Wide);
    }
    let filled = table.fill_down.iter().filter_map(|name| filled_column(name, &names, &columns));
    let fill_down = filled.collect();
    Some(Headings {
        fill_down,
        delimiter,
        format,
        names,
        columns,
        line,
        below: if is_table { 0 } else { found.next },
        end: rows.len(),
        row: if is_table { 1 } else { row + 1 },
        blank_columns: 0,
        is_found_below: row > 1 && set_row.is_none() && likely > 0,
        survey: Survey::default(),
        errors: Vec::new(),
    })
}

/// The column that a name of `fill-down` means: by its field, else by its heading.
pub(super) fn filled_column(name: &str, headings: &[&str], columns: &[Column<'_>]) -> Option<usize> {
    let field = Field::of(name);
    let is_field = |column: &Column<'_>| matches!(column, Column::Field(own) if Some(*own) == field);
    let by_heading = || headings.iter().position(|heading| plain(heading) == plain(name));
    columns.iter().position(is_field).or_else(by_heading)
}

impl<'s> Headings<'s> {
    /// Whether these headings alone show that the table holds claims.
    pub(super) fn show_claims(&self) -> bool {
        let has = |field| self.columns.contains(&Column::Field(field));
        self.format.is_some()
            || has(Field::Measure) && has(Field::Value)
            || has(Field::Statement) && has(Field::Target)
    }

    /// The cells of figures in a row whose other cells say how they are to be read, and the texts that stand for them.
    pub(super) fn figures(&self, row: &str) -> Vec<(usize, String)> {
        self.format
            .map_or_else(Vec::new, |format| known_format::figures(format, &self.columns, row, self.delimiter))
    }
}

#[cfg(test)]
mod tests {
    use super::super::column::Column;
    use super::super::field::Field;
    use super::headings;
    use crate::settings::Table;

    #[test]
    fn the_headings_and_what_parts_them_are_found() {
        let table = Table::default();
        for (text, delimiter, row) in [
            ("measure,value,date\n", b',', 2),
            ("Measure;Value;Date, local\n", b';', 2),
            ("\u{FEFF}measure\tvalue\n1\t2\n", b'\t', 2),
            ("Deaths by source, 2020\n\nmeasure;value\n1;2\n", b';', 4),
            ("a,b\nmeasure,c\n", b',', 2),
        ] {
            let found = headings("a.csv", text, &table).expect("there is a row");
            assert_eq!((found.delimiter, found.row), (delimiter, row), "{text}");
        }
        let found = headings("a.csv", "VALUE , x-age,Based_On,z\n", &table).expect("there is a row");
        assert_eq!(
            found.columns,
            [
                Column::Field(Field::Value),
                Column::Detail("x-age"),
                Column::Detail("based on"),
                Column::Unknown
            ]
        );
        assert!(headings("a.csv", "\n", &table).is_none());
    }
}
