//! Reads JSON objects, one per line: their key-value pairs as written, and the unescaped values of their strings.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::field::Field;
use super::unescaped::UnescapedText;
use crate::source::Span;

/// An object's pairs in their order, the values as written.
pub(super) struct Pairs<'s>(pub(super) Vec<(Cow<'s, str>, &'s str)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
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
        deserializer.deserialize_map(PairsVisitor)
    }
}

/// A key, borrowed where it has no escapes.
struct Key<'s>(Cow<'s, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
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
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// Stores the values of a line's strings that contain escapes.
pub(super) fn escapes(line: &str, text: &str, unescaped: &mut UnescapedText) {
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
            unescaped.add(Span::of(raw, text), says.trim());
        }
        at = end.min(line.len());
    }
}

/// Whether the first line is an object with a measure and a figure, so that the file holds claims.
pub(super) fn show_claims(text: &str) -> bool {
    let Some(first) = text.lines().map(str::trim).find(|line| !line.is_empty()) else { return false };
    let Ok(Pairs(pairs)) = serde_json::from_str(first) else { return false };
    let flat = |field| {
        pairs.iter().any(|(key, value)| Field::of(key) == Some(field) && !value.starts_with(['{', '[', 'n']))
    };
    flat(Field::Measure) && flat(Field::Value) || flat(Field::Statement) && flat(Field::Target)
}

/// The key of the value at a place.
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
