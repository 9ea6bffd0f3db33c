//! A snak: a property with a value, with an unknown one, or with none.

use super::json;

/// A value as written, with its types.
pub(super) struct Snak<'s> {
    /// The whole of it.
    pub(super) raw: &'s str,
    pub(super) content: Content<'s>,
}

/// What a snak says.
pub(super) enum Content<'s> {
    /// A value of a type, as written; `datatype` is that of the property, empty where the file lacks it.
    Value { is_a: String, datatype: String, value: &'s str },
    /// There is a value, and nobody knows which.
    Some,
    /// There is none.
    None,
}

/// Reads a snak; none where it is broken.
pub(super) fn snak(raw: &str) -> Option<Snak<'_>> {
    let pairs = json::object(raw)?;
    let content = match json::text_of(&pairs, "snaktype").as_deref() {
        Some("somevalue") => Content::Some,
        Some("novalue") => Content::None,
        // References of old dumps leave out the type.
        Some("value") | None => {
            let data = json::object(json::get(&pairs, "datavalue")?)?;
            let datatype = json::text_of(&pairs, "datatype").unwrap_or_default().into_owned();
            let is_a = json::text_of(&data, "type")?.into_owned();
            Content::Value { is_a, datatype, value: json::get(&data, "value")? }
        }
        Some(_) => return None,
    };
    Some(Snak { raw, content })
}

impl<'s> Snak<'s> {
    /// What to point at in it: its value, or else its property.
    pub(super) fn mark(&self) -> &'s str {
        match &self.content {
            Content::Value { value, .. } => json::heart(value),
            _ => json::heart(self.raw),
        }
    }

    /// The id of the item that is its value.
    pub(super) fn item(&self) -> Option<String> {
        match &self.content {
            Content::Value { is_a, value, .. } if is_a == "wikibase-entityid" => entity_id(value),
            _ => None,
        }
    }

    /// The words that are its value.
    pub(super) fn words(&self) -> Option<String> {
        match &self.content {
            Content::Value { is_a, value, .. } if is_a == "string" => Some(json::text(value)?.into_owned()),
            _ => None,
        }
    }

    /// Its value as written, if it is a time.
    pub(super) fn time(&self) -> Option<&'s str> {
        match &self.content {
            Content::Value { is_a, value, .. } if is_a == "time" => Some(value),
            _ => None,
        }
    }
}

/// The id of an entity: `{"entity-type": "item", "numeric-id": 5}`, since later with `"id": "Q5"` in it.
pub(super) fn entity_id(raw: &str) -> Option<String> {
    let pairs = json::object(raw)?;
    if let Some(id) = json::text_of(&pairs, "id") {
        return id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-').then(|| id.into_owned());
    }
    let number = json::get(&pairs, "numeric-id").map(|raw| raw.trim_matches('"'))?;
    let letter = match json::text_of(&pairs, "entity-type")?.as_ref() {
        "item" => 'Q',
        "property" => 'P',
        _ => return None,
    };
    let id = format!("{letter}{number}");
    json::is_id(&id, &['Q', 'P']).then_some(id)
}
