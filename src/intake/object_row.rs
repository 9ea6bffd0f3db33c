//! Reads one line of JSON as a row: its strings, numbers and booleans are the cells.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::column::{Column, Meanings};
use super::excel;
use super::field::Field;
use super::objects::Pairs;
use super::row::Row;
use super::sheet::{RowResult, Sheet};
use super::table_errors::table_error;
use crate::finding::ProblemKind;
use crate::settings::Table;
use crate::source::Span;
use crate::syntax::tree::Detail;
use crate::syntax::{self, SyntaxError};

/// The meanings of the keys met so far.
#[derive(Default)]
pub(super) struct KeyColumns<'s> {
    met: Vec<(&'s str, Column<'s>)>,
    meanings: Option<Meanings<'s>>,
}

impl<'s> KeyColumns<'s> {
    fn column(&mut self, key: &'s str, table: &'s Table) -> Column<'s> {
        if let Some((_, known)) = self.met.iter().find(|(known, _)| *known == key) {
            return *known;
        }
        let found = self.meanings.get_or_insert_with(|| Meanings::of(table)).column(key);
        if self.met.len() < 64 {
            self.met.push((key, found));
        }
        found
    }
}

/// Reads a line. `template` is what every row starts with.
pub(super) fn row<'a>(
    sheet: &'a Sheet<'_>,
    template: &Row<'a>,
    keys: &mut KeyColumns<'a>,
    read: &mut RowResult<'a>,
) -> bool {
    let line = read.text;
    let Pairs(pairs) = match serde_json::from_str(line) {
        Ok(pairs) => pairs,
        Err(error) => {
            read.errors.push(broken(line, &error));
            return true;
        }
    };
    let mut row = template.clone();
    (row.text, row.place) = (line, line);
    let mut wide: Vec<(&'a str, &'a str)> = Vec::new();
    let mut given = [""; Field::COUNT];
    for (key, raw) in pairs {
        let Cow::Borrowed(key) = key else {
            read.errors.push(table_error(
                ProblemKind::UnknownKey,
                raw,
                "of an unknown key",
                format!("there is no field called `{key}`"),
            ));
            continue;
        };
        let column = keys.column(key, sheet.table);
        if let Column::Field(field) = column {
            if !given[field as usize].is_empty() && field != Field::Note {
                let mut error = table_error(
                    ProblemKind::DuplicateQualifier,
                    raw,
                    "again",
                    format!("the line gives `{}` twice", field.name()),
                );
                error.others.push((given[field as usize], "given here first".to_owned()));
                error.help.push("keep one of the two".to_owned());
                read.errors.push(error);
            }
            given[field as usize] = raw;
        }
        if let Some(inner) = raw.strip_prefix('{') {
            match (column, serde_json::from_str(raw)) {
                (Column::Field(Field::Scope), Ok(Pairs(inner))) => {
                    for (key, value) in inner {
                        match (key, sheet.cell(value)) {
                            (Cow::Borrowed(key), Some(says)) if !says.is_empty() => {
                                row.keys.push((key, says))
                            }
                            (Cow::Borrowed(_), Some(_)) => {}
                            _ => read.errors.push(nested(value)),
                        }
                    }
                }
                (Column::Unknown, _) => {}
                _ => read.errors.push(nested(&raw[..raw.len() - inner.len()])),
            }
            continue;
        }
        if raw.starts_with('[') {
            let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw) else { continue };
            for item in items {
                match (column, sheet.cell(item.get())) {
                    (_, None) => read.errors.push(nested(item.get())),
                    (Column::Field(field @ (Field::Source | Field::Via | Field::Value)), Some(says)) => {
                        row.several.push((field, says));
                        row.set(field, raw);
                    }
                    (Column::Field(Field::Note), Some(says)) => row.set(Field::Note, says),
                    (Column::Detail(key), Some(value)) => row.details.push(Detail { key, value }),
                    (Column::Unknown, _) => {}
                    _ => {
                        read.errors.push(nested(raw));
                        break;
                    }
                }
            }
            continue;
        }
        let Some(says) = sheet.cell(raw) else { continue };
        if !says.is_empty() {
            sheet.skip(says, read);
        }
        // The figure's text says that there is none.
        read.skipped |=
            says.is_empty() && raw.len() > 2 && raw.starts_with('"') && column == Column::Field(Field::Value);
        read.errors.extend(excel::formula_failure(says));
        match column {
            Column::Unknown | Column::Bare | Column::Component(_) => read.unknown.push(key),
            Column::Field(field) if !says.is_empty() || row.get(field).is_empty() => row.set(field, says),
            _ if says.is_empty() => {}
            Column::Key(_) => row.keys.push((key, says)),
            Column::Detail(key) => row.details.push(Detail { key, value: says }),
            Column::Wide => wide.push((key, says)),
            Column::Field(_) => {}
        }
    }
    read.errors.extend(syntax::unreadable(line));
    if read.skipped {
        if read.errors.is_empty() && wide.is_empty() && sheet.skips_filling(row.get(Field::Source)) {
            sheet.statements(&mut row, &wide, read);
        }
        read.errors.clear();
    } else if read.errors.is_empty() {
        sheet.statements(&mut row, &wide, read);
    }
    true
}

impl<'s> Sheet<'s> {
    /// The text of a string, number or boolean; none for other values.
    fn cell<'a>(&'a self, raw: &'a str) -> Option<&'a str> {
        let says = match raw.as_bytes().first()? {
            b'"' => match self.unescaped.of(Span::of(raw, self.text).start) {
                Some(says) => says,
                None => raw.get(1..raw.len() - 1)?.trim(),
            },
            b'n' => &raw[..0],
            b'{' | b'[' => return None,
            _ => raw,
        };
        Some(if self.is_blank(says) { &says[..0] } else { says })
    }
}

fn nested(value: &str) -> SyntaxError<'_> {
    let value = value.lines().next().unwrap_or(value);
    let mut error = table_error(
        ProblemKind::Syntax,
        value,
        "nested",
        "a nested value is where a text or a figure belongs",
    );
    error.help.push(
        "write the text or figure itself; only `scope` is an object, and `source` and `via` may be lists"
            .to_owned(),
    );
    error
}

fn broken<'s>(line: &'s str, error: &serde_json::Error) -> SyntaxError<'s> {
    let mut from = error.column().saturating_sub(1).min(line.len());
    while !line.is_char_boundary(from) {
        from -= 1;
    }
    let at = match line[from..].chars().next() {
        Some(c) => &line[from..from + c.len_utf8()],
        None => line,
    };
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or("");
    let mut error =
        table_error(ProblemKind::Syntax, at, "not JSON", format!("the line is not a JSON object: {why}"));
    error.help.push("write one object per line: `{\"measure\": \"death toll\", \"value\": 12}`".to_owned());
    error
}
