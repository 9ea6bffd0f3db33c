//! Invalid TOML, explained to somebody who does not know TOML.

use super::problem::SettingsProblem;
use crate::source::Span;

/// The first place that cannot be read, and what was probably meant there.
pub(super) fn no_toml(text: &str, error: &toml::de::Error) -> SettingsProblem {
    let range = error.span().unwrap_or_default();
    let at = Span { start: range.start.min(text.len()) as u32, end: range.end.min(text.len()) as u32 };
    let start = text.get(..at.start as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("").trim();
    let part = text.get(at.start as usize..at.end as usize).unwrap_or("").trim();
    let original = error.message();
    let (message, help) = if original.starts_with("duplicate key") {
        let help = "keep one of the two; put all that belongs to one `[…]` below it";
        (format!("`{part}` appears twice"), help.to_owned())
    } else if line.starts_with('[') && line.contains(['*', '/']) && !line.contains('"') {
        let message = "a pattern needs quotation marks".to_owned();
        (message, "write it as `[tables.\"desk/*.csv\"]`".to_owned())
    } else if original.starts_with("string values must be quoted") {
        let key = line.split_once('=').map_or("decimal", |(key, _)| key.trim());
        ("a text needs quotation marks".to_owned(), format!("write it as `{key} = \"{part}\"`"))
    } else if original.contains("basic string") || original.contains("literal string") {
        let help = "open and close it with `\"` on one line; a `\\` in it is written `\\\\`";
        ("this text does not end, or contains a character that is not allowed".to_owned(), help.to_owned())
    } else if let Some((key, _)) = line.split_once('=').filter(|(key, _)| key.trim().contains(' ')) {
        let message = "a key of several words needs quotation marks".to_owned();
        (message, format!("write it as `\"{}\" = …`", key.trim().trim_matches('"')))
    } else {
        let message = original.lines().next().unwrap_or("this is not a setting");
        let help = "write a setting as `key = value`, one per line: `decimal = \"comma\"`";
        (format!("the settings cannot be read: {message}"), help.to_owned())
    };
    SettingsProblem::error(at, message).help(help)
}
