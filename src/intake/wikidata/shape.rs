//! Finds the entities in a file, whatever encloses them, one after another.

use serde_json::value::RawValue;

use super::json;
use crate::intake::FileFormat;
use crate::settings::{Table, TableFormat};

/// What an entity's id begins with.
const LETTERS: &[char] = &['Q', 'P', 'L', 'M', 'E'];

/// An entity, or what stands where one should.
pub(super) enum Found<'s> {
    /// An object.
    Entity(&'s str),
    /// What is no JSON, and why.
    Broken(&'s str, String),
}

/// Whether a file holds entities of Wikidata, by the settings or by what it looks like.
pub(in crate::intake) fn is_of_wikidata(form: FileFormat, text: &str, table: &Table) -> bool {
    match form {
        FileFormat::Entities => true,
        FileFormat::Objects => table.format == Some(TableFormat::Wikidata) || is_wikidata(text),
        _ => false,
    }
}

/// Whether a text is Wikidata's, by its first entity.
pub(in crate::intake) fn is_wikidata(text: &str) -> bool {
    matches!(Entities::of(text).next(), Some(Found::Entity(first)) if is_entity(first))
}

/// Whether an object is an entity: it has an id, and statements, labels or a type of entity.
pub(super) fn is_entity(raw: &str) -> bool {
    let Some(pairs) = json::object(raw) else { return false };
    let has_id = json::text_of(&pairs, "id").is_some_and(|id| json::is_id(&id, LETTERS));
    let has = |key: &str, begins: char| json::get(&pairs, key).is_some_and(|raw| raw.starts_with(begins));
    let is_map = |key: &str| has(key, '{') || json::get(&pairs, key) == Some("[]");
    let is_type = json::text_of(&pairs, "type")
        .is_some_and(|is| matches!(&*is, "item" | "property" | "lexeme" | "mediainfo"));
    has_id && (is_map("claims") || is_map("statements") || is_map("labels") || is_type || has("missing", '"'))
}

/// The entities of a text, in order.
pub(super) struct Entities<'s> {
    rest: &'s str,
    /// Those under `entities`, which are read together.
    members: std::vec::IntoIter<&'s str>,
    is_first: bool,
}

impl<'s> Entities<'s> {
    pub(super) fn of(text: &'s str) -> Self {
        let rest = text.trim_start_matches('\u{FEFF}').trim_start();
        let rest = rest.strip_prefix('[').unwrap_or(rest);
        Self { rest, members: Vec::new().into_iter(), is_first: true }
    }

    /// Skips to the next line that begins with an object, as in a dump. The character at which reading failed is returned: the last
    /// one before that line where the failure was only seen behind it.
    fn recover(&mut self, at: usize) -> &'s str {
        let rest = self.rest;
        let after = memchr::memmem::find(rest.as_bytes(), b"\n{").map_or(rest.len(), |line| line + 1);
        self.rest = &rest[after..];
        let own = rest[..after].trim_end_matches(|c: char| c.is_whitespace() || c == ',');
        let last = own.char_indices().next_back().map_or(0, |(last, _)| last);
        let at = (0..=at.min(last)).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(0);
        rest[at..].chars().next().map_or(rest, |c| &rest[at..at + c.len_utf8()])
    }

    /// The byte that a line and a column of the rest mean.
    fn offset(&self, error: &serde_json::Error) -> usize {
        let lines = memchr::memchr_iter(b'\n', self.rest.as_bytes());
        let before =
            error.line().checked_sub(2).and_then(|line| lines.into_iter().nth(line)).map_or(0, |end| end + 1);
        before + error.column().saturating_sub(1)
    }
}

impl<'s> Iterator for Entities<'s> {
    type Item = Found<'s>;

    fn next(&mut self) -> Option<Found<'s>> {
        if let Some(member) = self.members.next() {
            return Some(Found::Entity(member));
        }
        self.rest = self.rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if let Some(after) = self.rest.strip_prefix(']') {
            self.rest = after.trim_start();
        }
        if self.rest.is_empty() {
            return None;
        }
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<&'s RawValue>();
        let raw = match values.next() {
            Some(Ok(raw)) if raw.get().starts_with('{') => raw.get(),
            Some(Ok(_)) => return Some(Found::Broken(self.recover(0), "an entity is an object".to_owned())),
            Some(Err(error)) => {
                let why = error.to_string();
                let why = why.split(" at line ").next().unwrap_or("").to_owned();
                return Some(Found::Broken(self.recover(self.offset(&error)), why));
            }
            None => return None,
        };
        self.rest = &self.rest[values.byte_offset()..];
        if std::mem::take(&mut self.is_first)
            && let Some(all) = json::object(raw).as_deref().and_then(|pairs| json::get(pairs, "entities"))
            && let Some(members) = json::object(all)
        {
            let members: Vec<&'s str> = members.into_iter().map(|(_, member)| member).collect();
            self.members = members.into_iter();
            return self.next();
        }
        Some(Found::Entity(raw))
    }
}
