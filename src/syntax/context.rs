//! The words around the place where reading stopped.

use super::figure::figure_or_word_stands;
use super::token::{blank, label, quotation_mark, reserved};

/// Where a statement's body begins: after its label.
pub(super) fn body_start(text: &str) -> &str {
    match label(text) {
        Ok((rest, _)) => blank(rest),
        Err(_) => text.trim_start(),
    }
}

/// The keyword right before a place, where one stands there.
pub(super) fn keyword_before(before: &str) -> Option<&str> {
    let trimmed = before.trim_end();
    let start = trimmed.rfind(|c: char| c.is_whitespace()).map_or(0, |at| at + 1);
    let last = trimmed.get(start..)?.trim_start();
    reserved(last).map(|_| last)
}

/// The unquoted words at the end of a text, back to a reserved word or a mark.
pub(super) fn last_name(text: &str) -> &str {
    let mut start = text.len();
    for found in text.rsplit(char::is_whitespace) {
        if reserved(found).is_some()
            || found.ends_with([',', '{', '}', '[', ']', ':', '=', '>', ')'])
            || found.starts_with('@')
            || found.contains(quotation_mark)
        {
            break;
        }
        start = found.as_ptr() as usize - text.as_ptr() as usize;
        if start == 0 {
            break;
        }
    }
    text[start..].trim()
}

/// Whether a head may say something, as `Turkey supports Baku` does; `population of Spain` only says what is measured.
pub(super) fn is_sentence(head: &str) -> bool {
    let mut words = head.split_whitespace();
    head.starts_with(quotation_mark) || words.clone().nth(2).is_some() && words.all(|found| found != "of")
}

/// A head up to its first word that begins a figure: `civilian casualties` of `civilian casualties
/// several`.
pub(super) fn without_figure_words(head: &str) -> &str {
    let vague = head.split(char::is_whitespace).find(|found| {
        let at = &head[found.as_ptr() as usize - head.as_ptr() as usize..];
        at.len() < head.len() && figure_or_word_stands(at)
    });
    match vague {
        Some(found) => head[..found.as_ptr() as usize - head.as_ptr() as usize].trim_end(),
        None => head,
    }
}
