//! A statement as Wikidata itself names it, for those who report something to it.

use super::json;
use super::snak::{Content, entity_id, snak};

/// What identifies a statement, and its value as Wikidata reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WikidataStatement {
    /// The item that it is of: `Q64`.
    pub item: String,
    /// Its own id: `Q64$084F…`.
    pub guid: String,
    /// The property: `P1082`.
    pub property: String,
    /// The value: a number, a date, the id of an item, or a text.
    pub value: String,
    /// The item of the calendar of a date; empty for other values.
    pub calendar: String,
}

/// The statement of a place in a file of entities; none where something else stands there.
#[must_use]
pub fn wikidata_statement(raw: &str) -> Option<WikidataStatement> {
    if !raw.starts_with('{') {
        return None;
    }
    let pairs = json::object(raw)?;
    let main = json::get(&pairs, "mainsnak")?;
    let guid = json::text_of(&pairs, "id")?.into_owned();
    let item = guid.split('$').next().unwrap_or(&guid).to_uppercase();
    let property = json::text_of(&json::object(main)?, "property")?.into_owned();
    let Content::Value { is_a, value, .. } = snak(main)?.content else { return None };
    let part = |key: &str| Some(json::text_of(&json::object(value)?, key)?.into_owned());
    let mut calendar = String::new();
    let value = match is_a.as_str() {
        "quantity" => part("amount")?.trim_start_matches('+').to_owned(),
        "time" => {
            calendar = part("calendarmodel")?.rsplit('/').next().unwrap_or("").to_owned();
            let pairs = json::object(value)?;
            let precision = json::get(&pairs, "precision")?.parse::<u32>().ok()?;
            date(&part("time")?, precision)?
        }
        "wikibase-entityid" => entity_id(value)?,
        "monolingualtext" => part("text")?,
        _ => json::text(value)?.into_owned(),
    };
    Some(WikidataStatement { item, guid, property, value, calendar })
}

/// A date in its own calendar, as far as it is known.
fn date(time: &str, precision: u32) -> Option<String> {
    let days = time.split('T').next()?;
    let (sign, days) = match days.strip_prefix('-') {
        Some(days) => ("-", days),
        None => ("", days.trim_start_matches('+')),
    };
    let mut fields = days.split('-');
    let year = fields.next()?.trim_start_matches('0');
    let (month, day) = (fields.next()?, fields.next()?);
    Some(match precision {
        11.. => format!("{sign}{year:0>4}-{month}-{day}"),
        10 => format!("{sign}{year:0>4}-{month}"),
        9 => format!("{sign}{year:0>4}"),
        8 => format!("{sign}{year:0>4}s"),
        _ => return None,
    })
}
