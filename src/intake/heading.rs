//! The headings of a table: which row they are in, what separates the cells, and what is wrong with them.

use super::cells::{Record, cells, record};
use super::column::{Column, all_unknown, column, has_no_guess, quoted, unknown};
use super::field::{Field, plain};
use super::file_format::workbook_sheet;
use super::known_format;
use super::synonym::probable;
use super::table_errors::{help_table, table_error};
use crate::finding::ProblemKind;
use crate::settings::{Table, TableFormat};
use crate::source::column_letters;
use crate::syntax::SyntaxError;

/// How many rows are searched for the headings.
const MAX_HEADING_ROWS: usize = 20;

/// How many rows are searched for values in a column without a heading.
const MAX_VALUE_ROWS: usize = 200;

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
    /// Where the first row below them begins.
    pub(super) below: usize,
    /// The number of that row.
    pub(super) row: u32,
    /// The columns in which an empty cell means the one above it.
    pub(super) fill_down: Vec<usize>,
    /// How many empty cells every row has after the last heading.
    pub(super) blank_columns: usize,
    /// Problems with them.
    pub(super) errors: Vec<SyntaxError<'s>>,
}

/// How much a row looks like headings: how many of its cells are known headings, how many are known or probable ones,
/// and how many cells there are.
type Score = (usize, usize, usize);

fn score(line: &str, delimiter: u8, table: &Table) -> Score {
    let (mut sure, mut likely, mut count) = (0, 0, 0);
    for cell in cells(line, delimiter) {
        let known = !matches!(column(cell.text, table), Column::Unknown | Column::Bare);
        count += 1;
        sure += usize::from(known);
        likely += usize::from(known || cell.text.len() < 40 && probable(cell.text).is_some());
    }
    (sure, likely, count)
}

/// The records of a text's beginning, each with its number.
fn first_records(text: &str, delimiter: u8) -> impl Iterator<Item = (u32, Record)> {
    let mut at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut row = 0;
    std::iter::from_fn(move || {
        (at < text.len()).then(|| {
            let found = record(text, at, delimiter);
            at = found.next;
            row += 1;
            (row, found)
        })
    })
}

/// The row of the headings if cells are separated by this delimiter: the first of the rows with the best score.
fn header(
    text: &str,
    delimiter: u8,
    table: &Table,
    format: Option<TableFormat>,
) -> Option<(u32, Record, Score)> {
    let line = |found: &Record| &text[found.start..found.end];
    // In a form that others have defined the headings are the first row.
    if let Some(row) = table.header.or(format.map(|_| 1)) {
        let (row, found) = first_records(text, delimiter).nth(row.max(1) as usize - 1)?;
        return Some((row, found, score(line(&found), delimiter, table)));
    }
    let mut best: Option<(u32, Record, Score)> = None;
    let filled = first_records(text, delimiter).filter(|(_, found)| !line(found).trim().is_empty());
    for (row, found) in filled.take(MAX_HEADING_ROWS) {
        let found_score = score(line(&found), delimiter, table);
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
    let shown = known_format::recognised(text).filter(|_| table.header.is_none_or(|row| row == 1));
    let of_sheet = table.format.filter(|format| *format != TableFormat::Wikidata);
    let format = of_sheet.or(shown.map(|(format, _)| format));
    let set = table.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok());
    let set = set.or(shown.map(|(_, delimiter)| delimiter));
    let ends = |end: &str| name.to_ascii_lowercase().ends_with(end);
    let tabs = ends(".tsv") || ends(".tab") || workbook_sheet(name).is_some();
    let candidates: &[u8] = match set {
        Some(delimiter) if delimiter.is_ascii() => &[delimiter],
        _ if tabs => b"\t",
        _ => b",;\t|",
    };
    let mut best: Option<(u8, u32, Record, Score)> = None;
    for &delimiter in candidates {
        if let Some((row, found, score)) = header(text, delimiter, table, format)
            && best.is_none_or(|(_, _, _, before)| score > before)
        {
            best = Some((delimiter, row, found, score));
        }
    }
    let (delimiter, row, found, (_, likely, _)) = best?;
    let line = &text[found.start..found.end];
    let names: Vec<&str> = cells(line, delimiter).map(|cell| cell.text).collect();
    let mut columns: Vec<Column<'_>> = match format {
        Some(format) => known_format::columns(format, &names, table),
        None => names.iter().map(|name| column(name, table)).collect(),
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
    let mut headings = Headings {
        fill_down,
        delimiter,
        format,
        names,
        columns,
        line,
        below: found.next,
        row: row + 1,
        blank_columns: 0,
        errors: Vec::new(),
    };
    if row > 1 && table.header.is_none() && likely > 0 {
        headings.report_rows_above(name, text, row);
    }
    headings.report_unknown(name, table);
    headings.report_lacking_columns(table);
    headings.report_duplicates();
    headings.report_label(table);
    headings.report_bare(text);
    headings.report_lacking_fields(name, table);
    Some(headings)
}

/// The column that a name of `fill-down` means: by its field, else by its heading.
fn filled_column(name: &str, headings: &[&str], columns: &[Column<'_>]) -> Option<usize> {
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

    /// The cell of the figure in a row whose other cells say how it is to be read, and the text that stands for it.
    pub(super) fn figure(&self, row: &str) -> Option<(usize, String)> {
        self.format.and_then(|format| known_format::figure(format, &self.columns, row, self.delimiter))
    }

    /// Reports rows above the headings.
    fn report_rows_above(&mut self, name: &str, text: &'s str, row: u32) {
        let Some((_, first)) = first_records(text, self.delimiter)
            .find(|(_, found)| !text[found.start..found.end].trim().is_empty())
        else {
            return;
        };
        let at = text[first.start..first.end].trim_end_matches(|c: char| c == char::from(self.delimiter));
        let message = format!("the headings are in row {row}; the rows above them are not read as claims");
        let mut error = table_error(ProblemKind::UnknownKey, at, "above the headings", message);
        error.help.push(help_table(name, &format!("header = {row}")));
        self.errors.push(error);
    }

    /// Reports unknown headings, each once; those without a guess are reported together.
    fn report_unknown(&mut self, name: &str, table: &Table) {
        let mapped = |field: Field| self.columns.contains(&Column::Field(field));
        let unmet = self.unmet(table);
        let strange = self.names.iter().zip(&self.columns).filter(|(_, column)| **column == Column::Unknown);
        let (plain, hinted): (Vec<&str>, Vec<&str>) = strange
            .map(|(heading, _)| *heading)
            .partition(|heading| has_no_guess(heading, table, mapped, &unmet));
        let mut errors: Vec<SyntaxError<'_>> =
            hinted.into_iter().map(|heading| unknown(heading, name, table, mapped, &unmet)).collect();
        match plain[..] {
            [] => {}
            [heading] => errors.push(unknown(heading, name, table, mapped, &unmet)),
            _ => errors.extend(all_unknown(&plain, name)),
        }
        self.errors.extend(errors);
    }

    /// The headings that the settings name and the table lacks.
    fn unmet<'t>(&self, table: &'t Table) -> Vec<&'t str> {
        let named = table.columns.keys().chain(&table.scope);
        named
            .chain(table.wide.iter().flat_map(|wide| &wide.columns))
            .filter(|from| !self.names.iter().any(|name| plain(name) == plain(from)))
            .map(String::as_str)
            .collect()
    }

    /// Reports the headings that the settings name for this one sheet, and that it lacks.
    fn report_lacking_columns(&mut self, table: &Table) {
        if !table.is_of_one_sheet {
            return;
        }
        let filled = table.fill_down.iter().map(String::as_str);
        let filled = filled.filter(|name| filled_column(name, &self.names, &self.columns).is_none());
        let unmet: Vec<&str> = self.unmet(table).into_iter().chain(filled).collect();
        let is_unknown =
            |(name, column): (&&'s str, &Column<'s>)| (*column == Column::Unknown).then_some(*name);
        let strange: Vec<&str> = self.names.iter().zip(&self.columns).filter_map(is_unknown).collect();
        for heading in unmet {
            // An unknown heading that is nearly the same is reported with this one.
            if strange.iter().any(|name| crate::syntax::nearest(name, [heading]).is_some()) {
                continue;
            }
            let message =
                format!("the settings of this sheet name the column `{heading}`, which it does not have");
            let mut error = table_error(ProblemKind::UnknownKey, self.line, "the headings", message);
            let near = crate::syntax::nearest(heading, self.names.iter().copied());
            if let Some(near) = near {
                error.help.push(format!("did you mean `{near}`?"));
            }
            error.help.push("correct it in gainsay.toml, in the section of this sheet".to_owned());
            self.errors.push(error);
        }
    }

    /// Reports two headings for one field: the first one counts.
    fn report_duplicates(&mut self) {
        for at in 0..self.columns.len() {
            let Column::Field(field) = self.columns[at] else { continue };
            if matches!(field, Field::Note | Field::Scope) {
                continue;
            }
            if let Some(first) = self.columns[..at].iter().position(|column| *column == Column::Field(field))
            {
                let message =
                    format!("two headings mean {}: the second column is left out", field.in_words());
                let mut error =
                    table_error(ProblemKind::DuplicateQualifier, self.names[at], "the second one", message);
                error.others.push((self.names[first], "the first one".to_owned()));
                error.help.push("delete one of the two columns, or give it another heading".to_owned());
                self.errors.push(error);
                self.columns[at] = Column::Unknown;
            }
        }
    }

    /// Reports a label column in a wide table: a label names one claim, and each row makes several.
    fn report_label(&mut self, table: &Table) {
        let id = self.columns.iter().position(|column| *column == Column::Field(Field::Id));
        if let Some(at) = id.filter(|_| table.wide.is_some()) {
            let message = "each row makes several claims, but a label names only one: `id` is left out";
            let mut error =
                table_error(ProblemKind::UnknownKey, self.names[at], "cannot label them all", message);
            error.help.push("to keep it as a note, give the column the heading `note`".to_owned());
            self.errors.push(error);
            self.columns[at] = Column::Unknown;
        }
    }

    /// Reports columns that have values but no heading, all together.
    fn report_bare(&mut self, text: &'s str) {
        let mut filled: Vec<bool> = vec![false; self.columns.len()];
        let mut at = self.below;
        for _ in 0..MAX_VALUE_ROWS {
            if at >= text.len() {
                break;
            }
            let found = record(text, at, self.delimiter);
            for (filled, cell) in filled.iter_mut().zip(cells(&text[found.start..found.end], self.delimiter))
            {
                *filled |= !cell.text.is_empty();
            }
            at = found.next;
        }
        let bare: Vec<usize> =
            (0..self.columns.len()).filter(|&at| self.columns[at] == Column::Bare && filled[at]).collect();
        let Some(&first) = bare.first() else { return };
        let letters: Vec<String> = bare.iter().map(|&at| column_letters(at as u32)).collect();
        let (one, which) = match letters.as_slice() {
            [one] => (true, format!("column {one} has")),
            many => (false, format!("columns {} have", many.join(", "))),
        };
        let message = format!("{which} no heading, so {} left out", if one { "it is" } else { "they are" });
        let at = if self.names[first].is_empty() { self.line } else { self.names[first] };
        let mut error = table_error(ProblemKind::UnknownKey, at, "a heading is missing", message);
        error.help.push(
            "a heading over merged cells counts only for the first column: write one above each column"
                .to_owned(),
        );
        self.errors.push(error);
    }

    /// Reports the fields that every row needs and no column gives.
    fn report_lacking_fields(&mut self, name: &str, table: &Table) {
        let given = |field: Field| {
            self.columns.contains(&Column::Field(field))
                || known_format::gives(&self.columns, field)
                || table.constants.keys().any(|constant| Field::of(constant) == Some(field))
                || table.wide.as_ref().is_some_and(|wide| Field::of(&wide.field) == Some(field))
        };
        let statement = given(Field::Statement);
        let wide = self.columns.contains(&Column::Wide);
        let value = given(Field::Value) || wide;
        let map = |fields: &[Field]| {
            let strange = || {
                let named = self.names.iter().zip(&self.columns);
                named.filter(|(_, column)| **column == Column::Unknown).map(|(name, _)| *name)
            };
            let one = |field: &Field| {
                let heading = strange().find(|heading| probable(heading) == Some(*field));
                let heading =
                    heading.unwrap_or(if *field == Field::Value { "Death toll" } else { "Indicator" });
                format!("{} = \"{}\"", quoted(heading), field.name())
            };
            let pairs: Vec<String> = fields.iter().map(one).collect();
            help_table(name, &format!("columns = {{ {} }}", pairs.join(", ")))
        };
        let constant = "if it is the same in every row: `constants = { measure = \"death toll\" }`";
        let wide = "if several columns hold figures, list them in `wide`";
        let (what, help) = match (given(Field::Measure), value) {
            _ if statement => return,
            (true, true) => return,
            (false, true) => ("what is measured", format!("{}; {constant}", map(&[Field::Measure]))),
            (true, false) => ("the figures", format!("{}; {wide}", map(&[Field::Value]))),
            (false, false) => {
                ("what is measured, and which the figures", map(&[Field::Measure, Field::Value]))
            }
        };
        let message = format!("no heading says which column holds {what}, so gainsay cannot read any row");
        let mut error = table_error(ProblemKind::Syntax, self.line, "the headings", message);
        error.help.push(help);
        let file = name.rsplit('/').next().unwrap_or(name);
        error.help.push(format!("`gainsay init {file}` proposes settings for the whole table"));
        self.errors.push(error);
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
