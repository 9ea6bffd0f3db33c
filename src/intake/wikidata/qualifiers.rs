//! The qualifiers of a statement: when it holds, of what part, by what method, and how surely.

use super::json;
use super::labels::Labels;
use super::losses::Losses;
use super::properties::{
    BESIDE, CIRCA, CIRCUMSTANCES, DOUBTS, EARLIEST, END, LATEST, METHOD, NATURE, PART, POINT_IN_TIME, START,
    WHY_DEPRECATED,
};
use super::quantity::quantity;
use super::snak::{Content, Snak, snak};
use super::time::{NoDate, Time, time};
use super::units::unit;
use crate::source::Span;

/// Dates, each with its place.
type Dates<'s> = Vec<(Time, &'s str)>;

/// What the qualifiers of a statement say.
#[derive(Default)]
pub(super) struct Qualifiers<'s> {
    /// The days, months … at which it holds.
    pub(super) points: Dates<'s>,
    pub(super) start: Option<(Time, &'s str)>,
    pub(super) end: Option<(Time, &'s str)>,
    pub(super) earliest: Option<(Time, &'s str)>,
    pub(super) latest: Option<(Time, &'s str)>,
    /// Keys of its scope, each with its name and its place.
    pub(super) keys: Vec<(String, String, &'s str)>,
    /// Whether its value is only approximate.
    pub(super) is_about: bool,
    /// Whether it is not stated as plain fact.
    pub(super) doubt: Option<&'s str>,
    /// Why it is deprecated.
    pub(super) why_deprecated: Option<(String, &'s str)>,
}

/// Why the whole statement cannot be read.
pub(super) enum Unread<'s> {
    /// It is left out with others of its kind.
    Left(&'static str),
    /// It is broken, here.
    Broken(&'s str, String),
}

/// Reads the qualifiers of a statement.
///
/// # Errors
/// Why the statement cannot be read.
pub(super) fn qualifiers<'s>(
    raw: Option<&'s str>,
    text: &str,
    labels: &Labels<'_>,
    losses: &mut Losses,
) -> Result<Qualifiers<'s>, Unread<'s>> {
    let mut read = Qualifiers::default();
    let Some(raw) = raw else { return Ok(read) };
    let broken = || Unread::Broken(raw, "the qualifiers are no object of lists".to_owned());
    for (property, all) in json::object(raw).ok_or_else(broken)? {
        let mut names = Vec::new();
        for one in json::list(all).ok_or_else(broken)? {
            let found = snak(one)
                .ok_or_else(|| Unread::Broken(json::heart(one), "the qualifier cannot be read".to_owned()))?;
            match &*property {
                POINT_IN_TIME => match date(&found)? {
                    Some(date) => read.points.push(date),
                    None => return Err(Unread::Left("statements of an unknown date")),
                },
                START => read.start = date(&found)?.or(read.start),
                END => {
                    if matches!(found.content, Content::Some) {
                        return Err(Unread::Left("statements that ended on an unknown date"));
                    }
                    read.end = date(&found)?.or(read.end);
                }
                EARLIEST => read.earliest = date(&found)?.or(read.earliest),
                LATEST => read.latest = date(&found)?.or(read.latest),
                CIRCUMSTANCES | NATURE => match found.item().as_deref() {
                    Some(CIRCA) => read.is_about = true,
                    Some(item) if DOUBTS.contains(&item) => read.doubt = Some(found.mark()),
                    _ => {
                        return Err(Unread::Left(
                            "statements that are qualified in a way that no claim can say",
                        ));
                    }
                },
                WHY_DEPRECATED => {
                    read.why_deprecated = found.item().map(|item| (labels.name(&item), found.mark()));
                }
                property if BESIDE.contains(&property) => {
                    losses.add("qualifiers on names, sources, order and roles", Span::of(one, text));
                }
                _ => match scope_name(&found, labels) {
                    Some(name) => names.push((name, found.mark())),
                    None if matches!(found.content, Content::None) => {}
                    None => return Err(Unread::Left("statements restricted by what no claim can say")),
                },
            }
        }
        names.sort();
        names.dedup_by(|one, other| one.0 == other.0);
        if let Some(at) = names.first().map(|(_, at)| *at) {
            let key = match &*property {
                PART => "part".to_owned(),
                METHOD => "method".to_owned(),
                property => labels.name(property),
            };
            let names: Vec<String> = names.into_iter().map(|(name, _)| name).collect();
            read.keys.push((key, names.join(" and "), at));
        }
    }
    Ok(read)
}

/// The date of a qualifier; none where it says that there is none, or none known.
fn date<'s>(found: &Snak<'s>) -> Result<Option<(Time, &'s str)>, Unread<'s>> {
    let raw = match (&found.content, found.time()) {
        (_, Some(raw)) => raw,
        (Content::Value { .. }, None) => {
            return Err(Unread::Broken(found.mark(), "a date is needed here".to_owned()));
        }
        _ => return Ok(None),
    };
    match time(raw, false) {
        Ok(time) => {
            let at = json::heart_of_date(raw, &time.text);
            Ok(Some((time, at)))
        }
        Err(NoDate::Unsayable(why)) => Err(Unread::Left(why)),
        Err(NoDate::Broken(why)) => Err(Unread::Broken(found.mark(), why)),
    }
}

/// What a qualifier restricts the statement to: an item, a quantity, a text, a date, or something unknown.
fn scope_name(found: &Snak<'_>, labels: &Labels<'_>) -> Option<String> {
    match &found.content {
        Content::Value { is_a, value, .. } if is_a == "quantity" => {
            let read = quantity(value, false).ok()?;
            let unit = read.unit.map(|id| unit(&id).map_or_else(|| labels.name(&id), str::to_owned));
            Some(format!("{} {}", read.text, unit.unwrap_or_default()).trim_end().to_owned())
        }
        Content::Value { is_a, .. } if is_a == "time" => Some(time(found.time()?, false).ok()?.text),
        Content::Value { is_a, value, .. } if is_a == "monolingualtext" => {
            Some(json::text_of(&json::object(value)?, "text")?.into_owned())
        }
        Content::Value { .. } => found.item().map(|item| labels.name(&item)).or_else(|| found.words()),
        Content::Some => Some("unknown".to_owned()),
        Content::None => None,
    }
}
