//! Reads JSON one level at a time, so that every value keeps its place in the file.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::intake::objects::Pairs;

/// The pairs of an object, as written. An empty list stands for an empty object, as programs in PHP write it.
pub(super) fn object(raw: &str) -> Option<Vec<(Cow<'_, str>, &str)>> {
    if raw.starts_with('[') {
        return list(raw).filter(Vec::is_empty).map(|_| Vec::new());
    }
    serde_json::from_str::<Pairs<'_>>(raw).ok().map(|pairs| pairs.0)
}

/// The items of a list, as written. An empty object stands for an empty list.
pub(super) fn list(raw: &str) -> Option<Vec<&str>> {
    if raw.starts_with('{') {
        return object(raw).filter(Vec::is_empty).map(|_| Vec::new());
    }
    let items: Vec<&RawValue> = serde_json::from_str(raw).ok()?;
    Some(items.into_iter().map(RawValue::get).collect())
}

/// The value of a key.
pub(super) fn get<'s>(pairs: &[(Cow<'s, str>, &'s str)], key: &str) -> Option<&'s str> {
    pairs.iter().find(|(known, _)| known == key).map(|(_, value)| *value)
}

/// The words of a string.
pub(super) fn text(raw: &str) -> Option<Cow<'_, str>> {
    if let Some(inner) = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))
        && !inner.contains('\\')
    {
        return Some(Cow::Borrowed(inner));
    }
    serde_json::from_str::<String>(raw).ok().map(Cow::Owned)
}

/// The words of a string under a key.
pub(super) fn text_of<'s>(pairs: &[(Cow<'s, str>, &'s str)], key: &str) -> Option<Cow<'s, str>> {
    text(get(pairs, key)?)
}

/// What to point at in a value: the part of it that a reader looks for, without quotation marks.
pub(super) fn heart(raw: &str) -> &str {
    let found = if raw.starts_with('{') {
        let pairs = object(raw).unwrap_or_default();
        let keys = ["amount", "time", "id", "numeric-id", "text", "property"];
        keys.iter().find_map(|key| get(&pairs, key)).unwrap_or(raw)
    } else {
        raw
    };
    if found.len() > 2 && found.starts_with('"') { &found[1..found.len() - 1] } else { found }
}

/// Where a date stands in a value, as far as it is written in it: `2019-05` in `+2019-05-00T00:00:00Z`.
pub(super) fn heart_of_date<'s>(raw: &'s str, date: &str) -> &'s str {
    let whole = heart(raw);
    let date = date.trim_end_matches('~');
    whole.find(date).map_or(whole, |at| &whole[at..at + date.len()])
}

/// Whether a text is the id of an item of Wikidata: `Q64`.
#[must_use]
pub fn is_wikidata_item(text: &str) -> bool {
    is_id(text, &['Q'])
}

/// Whether a text is the id of an entity: one of some letters, and digits.
pub(super) fn is_id(text: &str, letters: &[char]) -> bool {
    let digits = text.strip_prefix(letters).unwrap_or("");
    (1..=12).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
