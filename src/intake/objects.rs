//! Tables of JSON objects, one a line: their strings, numbers and truths are the cells, where they stand in the line.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::aside::Aside;
use super::excel;
use super::field::Field;
use super::heading::{Column, column};
use super::row::Row;
use super::sheet::{Read, Sheet};
use super::trouble::told;
use crate::finding::ProblemKind;
use crate::settings::Table;
use crate::source::Span;
use crate::syntax::tree::Detail;
use crate::syntax::{self, Trouble};

/// An object's pairs in the order written, the values as they stand.
struct Pairs<'s>(Vec<(Cow<'s, str>, &'s str)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::with_capacity(12);
                while let Some((key, value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
                    pairs.push((key.0, value.get()));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

/// A key, borrowed where it has no escapes.
struct Key<'s>(Cow<'s, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// Puts aside what the strings of a line say that have escapes in them.
pub(super) fn escapes(line: &str, text: &str, aside: &mut Aside) {
    if memchr::memchr(b'\\', line.as_bytes()).is_none() {
        return;
    }
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'"', &bytes[at..]).map(|open| at + open) {
        let (mut end, mut escaped) = (open + 1, false);
        while let Some(stop) = memchr::memchr2(b'"', b'\\', bytes.get(end..).unwrap_or(&[])) {
            end += stop + 1;
            if bytes[end - 1] == b'"' {
                break;
            }
            (end, escaped) = (end + 1, true);
        }
        let raw = line.get(open..end.min(line.len())).unwrap_or("");
        if escaped && let Ok(says) = serde_json::from_str::<String>(raw) {
            aside.add(Span::of(raw, text), says.trim());
        }
        at = end.min(line.len());
    }
}

/// Whether the first line is an object that says what is measured, and a figure.
pub(super) fn speaks(text: &str) -> bool {
    let Some(first) = text.lines().map(str::trim).find(|line| !line.is_empty()) else { return false };
    let Ok(Pairs(pairs)) = serde_json::from_str(first) else { return false };
    let flat = |field| {
        pairs.iter().any(|(key, value)| Field::of(key) == Some(field) && !value.starts_with(['{', '[', 'n']))
    };
    flat(Field::Measure) && flat(Field::Value) || flat(Field::Statement) && flat(Field::Target)
}

/// The key whose value a place is in.
pub(super) fn key_at(line: &str, text: &str, at: Span) -> Option<String> {
    let Pairs(pairs) = serde_json::from_str(line).ok()?;
    let holds = |value: &str| {
        let span = Span::of(value, text);
        span.start <= at.start && at.end <= span.end
    };
    let value = pairs.iter().find(|(_, value)| holds(value));
    let key = pairs.iter().find(|(key, _)| Span::of(key, text) == at);
    value.or(key).map(|(key, _)| key.clone().into_owned())
}

/// What the keys met so far stand for.
#[derive(Default)]
pub(super) struct Keys<'s>(Vec<(&'s str, Column<'s>)>);

impl<'s> Keys<'s> {
    fn column(&mut self, key: &'s str, table: &'s Table) -> Column<'s> {
        if let Some((_, known)) = self.0.iter().find(|(known, _)| *known == key) {
            return *known;
        }
        let found = column(key, table);
        if self.0.len() < 64 {
            self.0.push((key, found));
        }
        found
    }
}

/// Reads a line.
pub(super) fn row<'a>(
    sheet: &'a Sheet<'_>,
    blank: &Row<'a>,
    keys: &mut Keys<'a>,
    read: &mut Read<'a>,
) -> bool {
    let line = read.text;
    let Pairs(pairs) = match serde_json::from_str(line) {
        Ok(pairs) => pairs,
        Err(error) => {
            read.troubles.push(broken(line, &error));
            return true;
        }
    };
    let mut row = blank.clone();
    (row.text, row.place) = (line, line);
    let mut wide: Vec<(&'a str, &'a str)> = Vec::new();
    let mut given = [""; Field::COUNT];
    for (key, raw) in pairs {
        let Cow::Borrowed(key) = key else {
            read.troubles.push(told(
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
                let mut trouble = told(
                    ProblemKind::DuplicateQualifier,
                    raw,
                    "again",
                    format!("the line gives `{}` twice", field.name()),
                );
                trouble.others.push((given[field as usize], "given here first".to_owned()));
                trouble.help.push("keep one of the two".to_owned());
                read.troubles.push(trouble);
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
                            _ => read.troubles.push(nested(value)),
                        }
                    }
                }
                (Column::Unknown, _) => {}
                _ => read.troubles.push(nested(&raw[..raw.len() - inner.len()])),
            }
            continue;
        }
        if raw.starts_with('[') {
            let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw) else { continue };
            for item in items {
                match (column, sheet.cell(item.get())) {
                    (_, None) => read.troubles.push(nested(item.get())),
                    (Column::Field(field @ (Field::Source | Field::Via | Field::Value)), Some(says)) => {
                        row.several.push((field, says));
                        row.set(field, raw);
                    }
                    (Column::Field(Field::Note), Some(says)) => row.set(Field::Note, says),
                    (Column::Detail(key), Some(value)) => row.details.push(Detail { key, value }),
                    (Column::Unknown, _) => {}
                    _ => {
                        read.troubles.push(nested(raw));
                        break;
                    }
                }
            }
            continue;
        }
        let Some(says) = sheet.cell(raw) else { continue };
        read.skipped |= !says.is_empty() && sheet.skips(says);
        read.troubles.extend(excel::failure(says));
        match column {
            Column::Unknown | Column::Bare => read.unknown.push(key),
            Column::Field(field) if !says.is_empty() || row.get(field).is_empty() => row.set(field, says),
            _ if says.is_empty() => {}
            Column::Key(_) => row.keys.push((key, says)),
            Column::Detail(key) => row.details.push(Detail { key, value: says }),
            Column::Wide => wide.push((key, says)),
            Column::Field(_) => {}
        }
    }
    read.troubles.extend(syntax::unreadable(line));
    if read.skipped {
        read.troubles.clear();
    } else if read.troubles.is_empty() {
        sheet.statements(&mut row, &wide, read);
    }
    true
}

impl<'s> Sheet<'s> {
    /// What a plain value says; none where it is none.
    fn cell<'a>(&'a self, raw: &'a str) -> Option<&'a str> {
        let says = match raw.as_bytes().first()? {
            b'"' => match self.aside.of(Span::of(raw, self.text).start) {
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

fn nested(value: &str) -> Trouble<'_> {
    let value = value.lines().next().unwrap_or(value);
    let mut trouble =
        told(ProblemKind::Syntax, value, "nested", "a nested value is where a text or a figure belongs");
    trouble.help.push(
        "write the text or figure itself; only `scope` is an object, and `source` and `via` may be lists"
            .to_owned(),
    );
    trouble
}

fn broken<'s>(line: &'s str, error: &serde_json::Error) -> Trouble<'s> {
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
    let mut trouble =
        told(ProblemKind::Syntax, at, "not JSON", format!("the line is not a JSON object: {why}"));
    trouble.help.push("write one object per line: `{\"measure\": \"death toll\", \"value\": 12}`".to_owned());
    trouble
}
