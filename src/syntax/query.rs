//! A query: a claim without its value, of which any part may be left out.

use super::body::event_name;
use super::claim::{filler, head_until, mode};
use super::diagnosis;
use super::failure::{Failure, Mistake, Parsed};
use super::figure::figure_or_word_stands;
use super::name::{opens_quote, quoted_name};
use super::syntax_error::{SyntaxError, unreadable};
use super::tail::{Tail, tail};
use super::token::{blank, is_word, name_ends, word_before_colon};
use super::tree::{Query, QuerySubject};

/// Reads a whole query.
///
/// # Errors
/// Why the text is no query, and where. A qualifier given twice is an error here.
pub fn query(text: &str) -> Result<Query<'_>, SyntaxError<'_>> {
    if let Some(found) = unreadable(text) {
        return Err(found);
    }
    let mut tail_parts = Tail::default();
    let parsed = parts(blank(text), &mut tail_parts);
    let (_, query) = parsed.map_err(|error| diagnosis::of(text, error))?;
    match diagnosis::of_kept(&tail_parts).into_iter().next() {
        Some(error) => Err(error),
        None => Ok(query),
    }
}

/// `[SUBJECT] [MODE] QUALIFIER*`.
fn parts<'s>(input: &'s str, tail_parts: &mut Tail<'s>) -> Parsed<'s, Query<'s>> {
    let (rest, subject) = subject(input)?;
    let at = blank(rest);
    let (rest, mode) = match mode(at) {
        Ok((rest, mode)) => (rest, Some(mode)),
        Err(_) => (rest, None),
    };
    let at = blank(rest);
    let has_value = subject.is_some() && (filler(at).is_some() || figure_or_word_stands(at));
    let (rest, ()) = match tail(rest, tail_parts, false) {
        Err(_) if has_value => return Failure::mistake(at, at.len(), Mistake::ValueInQuery),
        read => read?,
    };
    let qualifiers = std::mem::take(&mut tail_parts.qualifiers);
    Ok((rest, Query { subject, mode, qualifiers }))
}

/// What is asked about, where it is given: `event …`, `quote …`, or the head of a claim.
fn subject(input: &str) -> Parsed<'_, Option<QuerySubject<'_>>> {
    let first = word_before_colon(input);
    let after = blank(&input[first.len()..]);
    if is_word(first, "event") {
        return event_name(after).map(|(rest, name)| (rest, Some(QuerySubject::Event(name))));
    }
    if is_word(first, "quote") {
        let whole = opens_quote(after).then(|| quoted_name(after)).transpose()?;
        return Ok(match whole {
            Some((rest, words)) => (rest, Some(QuerySubject::Quote(Some(words)))),
            None => (&input[first.len()..], Some(QuerySubject::Quote(None))),
        });
    }
    if name_ends(input) || mode(input).is_ok() {
        return Ok((input, None));
    }
    let is_mode_at_end = |rest| mode(rest).is_ok_and(|(after, _)| name_ends(after));
    head_until(input, is_mode_at_end).map(|(rest, name)| (rest, Some(QuerySubject::Measure(name))))
}
