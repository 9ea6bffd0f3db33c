//! Writes statements as rows of a sheet or as JSON objects, and checks them by reading them back.

use rustc_hash::FxHashSet;

use super::converted::{Converted, FoundStatement};
use super::flat_statement::{FlatStatement, Kind, Time};
use super::workbook;
use crate::intake::{BlockSize, Field, FileFormat, Sheet};
use crate::source::Source;

/// One row: the text of each field, then the details by their keys.
struct Row {
    fields: Vec<(Field, Cell)>,
    details: Vec<(String, String)>,
}

/// The content of a cell.
enum Cell {
    Text(String),
    /// Names, and the separator between them in a sheet: sources, or a chain from the origin outwards.
    Names(Vec<String>, &'static str),
    Pairs(Vec<(String, String)>),
}

/// The order of the columns.
const ORDER: [Field; 22] = [
    Field::Statement,
    Field::Id,
    Field::Target,
    Field::Measure,
    Field::Value,
    Field::Group,
    Field::Place,
    Field::Subject,
    Field::Topic,
    Field::Scope,
    Field::Mode,
    Field::Date,
    Field::From,
    Field::To,
    Field::Said,
    Field::Source,
    Field::Via,
    Field::Published,
    Field::Url,
    Field::Quote,
    Field::Note,
    Field::Because,
];

impl Row {
    fn of(flattened: &FlatStatement) -> Self {
        let mut fields = Vec::new();
        let mut text = |field: Field, says: &str| fields.push((field, Cell::Text(says.to_owned())));
        match flattened.kind {
            Kind::Claim => text(Field::Measure, &flattened.head),
            Kind::Event => {
                text(Field::Statement, "event");
                text(Field::Measure, &flattened.head);
            }
            Kind::Quote => {
                text(Field::Statement, "quote");
                text(Field::Quote, &flattened.head);
            }
            Kind::Correct => {
                text(Field::Statement, "correct");
                text(Field::Target, &flattened.head);
            }
            Kind::Retract => {
                text(Field::Statement, "retract");
                text(Field::Target, &flattened.head);
            }
        }
        if let Some(mode) = flattened.mode {
            text(Field::Mode, mode.keyword());
        }
        match &flattened.time {
            Some(Time::On(date)) => text(Field::Date, date),
            Some(Time::During(date)) => text(Field::Date, &format!("during {date}")),
            Some(Time::Between(from, to)) => {
                text(Field::From, from);
                text(Field::To, to);
            }
            Some(Time::Since(date)) => text(Field::From, date),
            Some(Time::Until(date)) => text(Field::To, date),
            None => {}
        }
        for (field, says) in [
            (Field::Id, &flattened.label),
            (Field::Value, &flattened.value),
            (Field::Place, &flattened.place),
            (Field::Group, &flattened.group),
            (Field::Subject, &flattened.subject),
            (Field::Topic, &flattened.topic),
            (Field::Said, &flattened.said),
            (Field::Published, &flattened.published),
            (Field::Url, &flattened.url),
            (Field::Because, &flattened.because),
        ] {
            if let Some(says) = says {
                text(field, says);
            }
        }
        let mut details = Vec::new();
        for (key, says) in &flattened.details {
            match key.as_str() {
                "note" => text(Field::Note, says),
                "quote" if flattened.kind != Kind::Quote => text(Field::Quote, says),
                _ => details.push((key.clone(), says.clone())),
            }
        }
        for (field, names, between) in
            [(Field::Source, &flattened.by, "; "), (Field::Via, &flattened.via, " > ")]
        {
            if !names.is_empty() {
                fields.push((field, Cell::Names(names.clone(), between)));
            }
        }
        if !flattened.keys.is_empty() {
            fields.push((Field::Scope, Cell::Pairs(flattened.keys.clone())));
        }
        Self { fields, details }
    }

    fn get(&self, field: Field) -> Option<&Cell> {
        self.fields.iter().find(|(known, _)| *known == field).map(|(_, cell)| cell)
    }
}

/// Writes a comma-separated sheet, with the columns that some row needs.
pub(super) fn cells(found: &[FoundStatement], converted: &mut Converted) {
    let layout = |rows: &[Row]| {
        let mut text = String::new();
        grid(rows).into_iter().for_each(|cells| line(&mut text, cells.into_iter()));
        text
    };
    converted.text = write(found, converted, FileFormat::Cells, layout, |text, name| {
        Some(Source::new(name, text.as_str()))
    });
}

/// Writes a workbook with one such sheet. Its cells have no line breaks: each becomes a blank.
pub(super) fn book(found: &[FoundStatement], converted: &mut Converted) {
    let read = |bytes: &Vec<u8>, name: &str| workbook::sheet(bytes, name);
    converted.workbook =
        write(found, converted, FileFormat::Workbook, |rows| workbook::workbook(&grid(rows)), read);
}

/// Writes JSON, one object per line.
pub(super) fn objects(found: &[FoundStatement], converted: &mut Converted) {
    let layout = |rows: &[Row]| {
        let mut text = String::new();
        for row in rows {
            let fields = ORDER.into_iter().filter_map(|field| Some((field.name(), json(row.get(field)?))));
            let details = row.details.iter().map(|(key, says)| (key.as_str(), json_text(says)));
            let pairs: Vec<String> =
                fields.chain(details).map(|(key, says)| format!("{}: {says}", json_text(key))).collect();
            text.push_str(&format!("{{{}}}\n", pairs.join(", ")));
        }
        text
    };
    converted.text = write(found, converted, FileFormat::Objects, layout, |text, name| {
        Some(Source::new(name, text.as_str()))
    });
}

/// The keys of the details of all rows, each once.
fn details(rows: &[Row]) -> Vec<&str> {
    let mut known: FxHashSet<&str> = FxHashSet::default();
    let keys = rows.iter().flat_map(|row| &row.details).map(|(key, _)| key.as_str());
    keys.filter(|key| known.insert(key)).collect()
}

/// The headings of a sheet, and the cells of each row below them.
fn grid(rows: &[Row]) -> Vec<Vec<String>> {
    let details = details(rows);
    let always = [Field::Measure, Field::Value];
    let used = |field: &Field| always.contains(field) || rows.iter().any(|row| row.get(*field).is_some());
    let columns: Vec<Field> = ORDER.into_iter().filter(used).collect();
    let headings = columns.iter().map(|field| field.name()).chain(details.iter().copied());
    let mut grid = vec![headings.map(str::to_owned).collect::<Vec<String>>()];
    for row in rows {
        let cells = columns.iter().map(|&field| row.get(field).map(flat).unwrap_or_default());
        let own = |key: &&str| row.details.iter().find(|(known, _)| known == key);
        let more = details.iter().map(|key| own(key).map(|(_, says)| says.clone()).unwrap_or_default());
        grid.push(cells.chain(more).collect());
    }
    grid
}

/// Writes the rows, reads them back, and leaves out those that come back changed.
fn write<T: Default>(
    found: &[FoundStatement],
    converted: &mut Converted,
    form: FileFormat,
    layout: impl Fn(&[Row]) -> T,
    source: impl Fn(&T, &str) -> Option<Source>,
) -> T {
    let has_lines = form != FileFormat::Workbook;
    let end = FileFormat::ends().find(|(_, own)| *own == form).map_or("", |(end, _)| end);
    let name = format!("converted.{end}");
    let mut kept: Vec<&FoundStatement> = found.iter().collect();
    let mut written = T::default();
    // Leaving out rows may change the columns of the others; a second round mostly settles that.
    for _ in 0..3 {
        let rows: Vec<Row> = kept.iter().map(|statement| Row::of(&statement.flattened)).collect();
        written = layout(&rows);
        let read = reread(source(&written, &name), kept.len());
        let width = if has_lines { 0 } else { ORDER.len() + details(&rows).len() };
        let before = kept.len();
        let mut read = (1..).zip(read);
        kept.retain(|one| {
            let is_same = |read: FlatStatement| match has_lines {
                true => read == one.flattened,
                false => read.on_one_line() == one.flattened.clone().on_one_line(),
            };
            let (row, read) = read.next().unwrap_or((usize::MAX, None));
            let same = read.is_some_and(is_same);
            if !same {
                converted.lose(one.at, why(&one.flattened, form, (row, width)));
            }
            same
        });
        if kept.len() == before {
            break;
        }
    }
    written
}

/// Why a row comes back changed. `row` is its number below the headings, `width` the most columns that a sheet of all rows has.
fn why(flattened: &FlatStatement, form: FileFormat, (row, width): (usize, usize)) -> String {
    if form == FileFormat::Workbook && row >= workbook::MAX_ROWS {
        return format!("a sheet of a workbook holds {} claims; `--to csv` keeps it", workbook::MAX_ROWS - 1);
    }
    let sheet = form != FileFormat::Objects;
    let parted = |names: &[String], mark: char| names.iter().any(|name| name.contains(mark));
    if sheet && parted(&flattened.by, ';') {
        return "a `;` in a source's name separates sources in a sheet; `--to jsonl` keeps it".to_owned();
    }
    if sheet && parted(&flattened.via, '>') {
        return "a `>` in an outlet's name separates a chain in a sheet; `--to jsonl` keeps it".to_owned();
    }
    let is_long = |text: &str| text.encode_utf16().count() > workbook::MAX_CELL;
    if form == FileFormat::Workbook
        && (is_long(&flattened.head) || flattened.details.iter().any(|(_, says)| is_long(says)))
    {
        return format!("a cell of a workbook holds {} characters; `--to csv` keeps it", workbook::MAX_CELL);
    }
    let unknown = |key: &str| crate::intake::detail(key).is_none() && !key.starts_with("x-");
    match flattened.details.iter().find(|(key, _)| unknown(key)) {
        Some((key, _)) => {
            format!("there is no column for the detail `{key}`; a key of your own begins with `x-`")
        }
        None if width > workbook::MAX_COLUMNS && !flattened.details.is_empty() => format!(
            "a sheet of a workbook has {} columns, too few for all details; `--to csv` keeps them",
            workbook::MAX_COLUMNS
        ),
        None => "a row cannot express exactly this".to_owned(),
    }
}

/// The content of each row when it is read back.
fn reread(source: Option<Source>, count: usize) -> Vec<Option<FlatStatement>> {
    let mut said: Vec<Option<FlatStatement>> = Vec::with_capacity(count);
    if let Some(sheet) = source.as_ref().and_then(|source| Sheet::open(source, None, BlockSize::ONCE)) {
        for &range in sheet.ranges() {
            sheet.read(range, |read| {
                let statement = read.statements.first().filter(|_| !read.refused && read.unknown.is_empty());
                said.push(statement.and_then(|statement| FlatStatement::of(statement, None, &|_| None)));
            });
        }
    }
    said.resize(count, None);
    said
}

/// The text of a cell in a sheet.
fn flat(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Names(names, between) => names.join(between),
        Cell::Pairs(pairs) => {
            pairs.iter().map(|(key, name)| format!("{key}={name}")).collect::<Vec<_>>().join("; ")
        }
    }
}

/// A cell as a JSON value.
fn json(cell: &Cell) -> String {
    match cell {
        // A plain count stays a JSON number.
        Cell::Text(text) if text.len() < 16 && !text.starts_with('0') && is_count(text) => text.clone(),
        Cell::Text(text) => json_text(text),
        Cell::Names(names, _) if names.len() == 1 && !names[0].contains([';', '>']) => json_text(&names[0]),
        Cell::Names(names, _) => {
            format!("[{}]", names.iter().map(|name| json_text(name)).collect::<Vec<_>>().join(", "))
        }
        Cell::Pairs(pairs) => {
            let pair = |(key, name): &(String, String)| format!("{}: {}", json_text(key), json_text(name));
            format!("{{{}}}", pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
    }
}

fn is_count(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Writes a row of a sheet; cells that need it are put in quotation marks.
fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) || cell.trim() != cell {
            text.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
        } else {
            text.push_str(&cell);
        }
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::{FileFormat, FlatStatement, why, workbook};
    use crate::syntax;

    #[test]
    fn what_a_sheet_has_no_room_for_is_told() {
        let chunk = syntax::split("death toll 5 in Rome on 2020-01-01 by A\n  note: seven\n")
            .next()
            .expect("a statement");
        let (statement, _) = syntax::statement(chunk);
        let flat = FlatStatement::of(&statement.expect("a claim"), None, &|_| None).expect("a row");
        for (form, room, says) in [
            (FileFormat::Workbook, (workbook::MAX_ROWS, 30), "holds 1048575 claims"),
            (FileFormat::Workbook, (workbook::MAX_ROWS - 1, 30), "a row cannot express exactly this"),
            (FileFormat::Workbook, (5, workbook::MAX_COLUMNS + 1), "has 16384 columns"),
            (FileFormat::Cells, (workbook::MAX_ROWS, 0), "a row cannot express exactly this"),
        ] {
            let why = why(&flat, form, room);
            assert!(why.contains(says), "{why}");
        }
    }
}
