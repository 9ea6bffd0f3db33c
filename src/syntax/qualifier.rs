//! Qualifiers: where, about whom, when, by whom, through whom.

use super::calendar::day_number;
use super::date::date;
use super::failure::{Expected, ExpectedSet, Failure, Mistake, Parsed};
use super::misread::date_at_end;
use super::name::{closing, name, names, pair};
use super::one_name::joined;
use super::token::{Key, blank, gap, mark, phrase, reserved, text_until, word_before_colon};
use super::tree::{Date, DateForm, Mode, Name, Period, Qualifier, QualifierKind};

/// How many sorts of qualifiers can be given once only.
pub(super) const SORTS: usize = 10;

/// The sort of a qualifier that can be given once only, whatever it says. A day and a period are one sort; `via` may be given
/// several times.
pub(super) fn sort(kind: &QualifierKind<'_>) -> Option<usize> {
    match kind {
        QualifierKind::In(_) => Some(0),
        QualifierKind::Among(_) => Some(1),
        QualifierKind::For(_) => Some(2),
        QualifierKind::About(_) => Some(3),
        QualifierKind::Keys(_) => Some(4),
        QualifierKind::On(_) | QualifierKind::Period(_) => Some(5),
        QualifierKind::Said(_) => Some(6),
        QualifierKind::By(_) => Some(7),
        QualifierKind::Published(_) => Some(8),
        QualifierKind::Url(_) => Some(9),
        QualifierKind::Via(_) => None,
    }
}

/// Any qualifier. If no keyword, `[` or `<` begins one here, the caller may try something else.
#[inline]
pub(super) fn qualifier(input: &str) -> Parsed<'_, Qualifier<'_>> {
    let found = match input.as_bytes() {
        [b'<', ..] => url(input),
        [b'[', ..] => keys(input),
        _ => {
            let first = word_before_colon(input);
            match reserved(first) {
                Some(key) => after_keyword(input, first, key),
                None => Failure::want(input, Expected::Qualifier),
            }
        }
    };
    // What stands after the keyword must be read as that qualifier: there is no other reading.
    match found {
        Ok((rest, kind)) => Ok((rest, Qualifier { text: text_until(input, rest), kind })),
        Err(nom::Err::Error(failure)) if failure.at.len() < input.len() => Err(nom::Err::Failure(failure)),
        Err(error) => Err(error),
    }
}

/// A scope: `in`, `among`, `for`, `about`, `[key: name]`.
pub(super) fn scope(input: &str) -> Parsed<'_, Qualifier<'_>> {
    let begins_scope = input.starts_with('[')
        || matches!(reserved(word_before_colon(input)), Some(Key::In | Key::Among | Key::For | Key::About));
    if begins_scope { qualifier(input) } else { Failure::want(input, Expected::Qualifier) }
}

#[inline]
fn after_keyword<'s>(input: &'s str, first: &'s str, key: Key) -> Parsed<'s, QualifierKind<'s>> {
    let rest = blank(&input[first.len()..]);
    match key {
        Key::In => place(rest),
        Key::On => date(rest).map(|(rest, date)| (rest, QualifierKind::On(date))),
        Key::By => sources(rest).map(|(rest, names)| (rest, QualifierKind::By(names))),
        Key::Via => named(rest).map(|(rest, name)| (rest, QualifierKind::Via(name))),
        Key::Published => date(on(rest)).map(|(rest, date)| (rest, QualifierKind::Published(date))),
        Key::Said => date(on(rest)).map(|(rest, date)| (rest, QualifierKind::Said(date))),
        Key::Among => named(rest).map(|(rest, name)| (rest, QualifierKind::Among(name))),
        Key::For => named(rest).map(|(rest, name)| (rest, QualifierKind::For(name))),
        Key::About => named(rest).map(|(rest, name)| (rest, QualifierKind::About(name))),
        Key::As => match phrase(rest, "of") {
            Some(rest) => date(blank(rest)).map(|(rest, date)| (rest, QualifierKind::On(date))),
            None => Failure::want(rest, Expected::Date),
        },
        Key::At => moment(rest).map(|(rest, date)| (rest, QualifierKind::On(date))),
        Key::According => match phrase(rest, "to") {
            Some(rest) => sources(blank(rest)).map(|(rest, names)| (rest, QualifierKind::By(names))),
            None => Failure::want(rest, Expected::To),
        },
        Key::From | Key::Between | Key::During | Key::Since | Key::Until => {
            period(rest, key).map(|(rest, period)| (rest, QualifierKind::Period(period)))
        }
        _ => Failure::want(input, Expected::Qualifier),
    }
}

/// What stands after an `on` that may be left out: `said on Monday`.
#[inline]
fn on(input: &str) -> &str {
    phrase(input, "on").map_or(input, blank)
}

/// A name after a keyword. A mark, a date or a mode that has become part of it is a mistake.
#[inline]
fn named(input: &str) -> Parsed<'_, Name<'_>> {
    let (rest, name) = name(input)?;
    match stray_mark(name, rest).or_else(|| stray_mode(name)) {
        Some((at, mistake)) => Failure::mistake(&input[at..], name.raw.len() - at, mistake),
        None => Ok((rest, name)),
    }
}

/// The mode at the end of an unquoted name: `by foreign ministers planned on Friday`.
#[inline]
fn stray_mode(name: Name<'_>) -> Option<(usize, Mistake)> {
    let last = name.raw.rsplit(char::is_whitespace).next().filter(|last| last.len() < name.raw.len())?;
    let is_mode = !name.quoted && Mode::ALL.iter().any(|mode| last == mode.keyword());
    is_mode.then_some((name.raw.len() - last.len(), Mistake::ModeInName))
}

/// Several names after `by`.
#[inline]
fn sources(input: &str) -> Parsed<'_, Vec<Name<'_>>> {
    let (rest, names) = names(input)?;
    for (number, &name) in names.iter().enumerate() {
        let at = name.raw.as_ptr() as usize - input.as_ptr() as usize;
        let behind = if number + 1 < names.len() { "," } else { rest };
        let mistake = stray_mark(name, behind)
            .or_else(|| stray_mode(name))
            .map(|(first, mistake)| match mistake {
                Mistake::Semicolon => (0, Mistake::Sources),
                mistake => (first, mistake),
            })
            .or_else(|| two_sources(name).then_some((0, Mistake::Sources)));
        if let Some((first, mistake)) = mistake {
            return Failure::mistake(&input[at + first..], name.raw.len() - first, mistake);
        }
    }
    Ok((rest, names))
}

/// What an unquoted name contains that probably does not belong to it, and where: a full stop at
/// the line's end, a semicolon, single quotation marks, a date.
#[inline]
pub(super) fn stray_mark(name: Name<'_>, rest: &str) -> Option<(usize, Mistake)> {
    let raw = name.raw;
    if name.quoted {
        return None;
    }
    match raw.as_bytes() {
        [.., b'.'] if is_full_stop(raw, rest) => return Some((raw.len() - 1, Mistake::FullStop)),
        [b'\'', _, .., b'\''] => return Some((0, Mistake::SingleQuotes)),
        [0xE2, ..] if raw.starts_with('‘') && raw.ends_with(['’', '\'']) => {
            return Some((0, Mistake::SingleQuotes));
        }
        _ => {}
    }
    if let Some(at) = memchr::memchr(b';', raw.as_bytes()) {
        return Some((at, Mistake::Semicolon));
    }
    date_at_end(raw, false).map(|at| (at, Mistake::DateInName))
}

/// Whether the full stop that ends a name ends a sentence there; that of `U.S.` belongs to the
/// name.
fn is_full_stop(raw: &str, rest: &str) -> bool {
    let last = raw.rsplit(char::is_whitespace).next().unwrap_or(raw);
    let next = gap(rest);
    let sentence =
        next.starts_with(|c: char| c.is_ascii_uppercase()) && reserved(word_before_colon(next)).is_some();
    last.find('.') == Some(last.len() - 1) && (next.is_empty() || next.starts_with(['\n', '#']) || sentence)
}

/// Whether a name is probably two sources: `AP and Reuters`, with one word on either side.
fn two_sources(name: Name<'_>) -> bool {
    let one_word = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    !name.quoted && matches!(joined(name.raw)[..], [one, two] if one_word(one) && one_word(two))
}

/// `in PLACE`. A date or a bare number there is a mistake that would be read as a place.
#[inline]
fn place(input: &str) -> Parsed<'_, QualifierKind<'_>> {
    let (rest, name) = named(input)?;
    if !name.quoted && looks_dated(name.raw) {
        if date(name.raw).is_ok_and(|(rest, _)| rest.is_empty()) {
            return Failure::mistake(input, name.raw.len(), Mistake::DateAsPlace);
        }
        if name.raw.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'%')) {
            return Failure::mistake(input, name.raw.len(), Mistake::NumberAsName);
        }
    }
    if let Some(at) = date_at_end(name.raw, true).filter(|_| !name.quoted) {
        return Failure::mistake(&input[at..], name.raw.len() - at, Mistake::DateInName);
    }
    Ok((rest, QualifierKind::In(name)))
}

/// Whether a name begins as dates do; a quick test.
fn looks_dated(raw: &str) -> bool {
    match raw.as_bytes() {
        [b'0'..=b'9', ..] => true,
        [first, second, third, ..] => matches!(
            (first | 0x20, second | 0x20, third | 0x20),
            (b'j', b'a', b'n')
                | (b'f', b'e', b'b')
                | (b'm', b'a', b'r' | b'y')
                | (b'a', b'p', b'r')
                | (b'j', b'u', b'n' | b'l')
                | (b'a', b'u', b'g')
                | (b's', b'e', b'p')
                | (b'o', b'c', b't')
                | (b'n', b'o', b'v')
                | (b'd', b'e', b'c')
                | (b't', b'h', b'e')
                | (b'l', b'a', b't')
                | (b'e', b'a', b'r')
                | (b'm', b'i', b'd')
                | (b'q', ..)
        ),
        _ => false,
    }
}

/// A time of day after `at`; `5 p.m. on Monday` is one.
fn moment(input: &str) -> Parsed<'_, Date<'_>> {
    let (rest, first) = date(input)?;
    let clock_alone = first.form == DateForm::DayOffset(0) && input.starts_with(|c: char| c.is_ascii_digit());
    if clock_alone
        && let Some(next) = phrase(gap(rest), "on")
        && let Ok((after, day)) = date(gap(next))
        && day.clock.is_none()
    {
        return Ok((after, Date { text: text_until(input, after), clock: first.clock, ..day }));
    }
    Ok((rest, first))
}

/// A period after its keyword.
pub(super) fn period(input: &str, key: Key) -> Parsed<'_, Period<'_>> {
    match key {
        Key::From => {
            let (rest, first, last) = two_dates(input, "to", Expected::To)?;
            Ok((rest, Period::FromTo(first, last)))
        }
        Key::Between => {
            let (rest, first, last) = two_dates(input, "and", Expected::And)?;
            Ok((rest, Period::Between(first, last)))
        }
        Key::During => date(input).map(|(rest, date)| (rest, Period::During(date))),
        Key::Since => date(input).map(|(rest, date)| (rest, Period::Since(date))),
        _ => date(input).map(|(rest, date)| (rest, Period::Until(date))),
    }
}

type TwoDates<'s> = Result<(&'s str, Date<'s>, Date<'s>), nom::Err<Failure<'s>>>;

/// `10 October to 18 October`, `10 to 18 October 2020`: what the first leaves out is taken from the second.
fn two_dates<'s>(input: &'s str, separator: &str, want: Expected) -> TwoDates<'s> {
    if let Ok((rest, day)) = day_number(input)
        && let Some(after) = phrase(blank(rest), separator)
    {
        let text = text_until(input, rest);
        let (rest, last) = date(blank(after))?;
        return match &last.form {
            DateForm::Day { year, month, .. } => {
                let form = DateForm::Day { weekday: None, year: *year, month: *month, day };
                let first = Date { text, form, clock: None, approximate: false, uncertain: false };
                Ok((rest, first, last))
            }
            _ => Err(nom::Err::Failure(Failure {
                at: input,
                expected: ExpectedSet::one(Expected::Date),
                mistake: None,
            })),
        };
    }
    let (rest, mut first) = date(input)?;
    let next = blank(rest);
    let Some(rest) = phrase(next, separator) else {
        return Err(nom::Err::Failure(Failure { at: next, expected: ExpectedSet::one(want), mistake: None }));
    };
    let (rest, last) = date(blank(rest))?;
    inherit_year(&mut first, &last);
    Ok((rest, first, last))
}

/// Gives the first day of a period, if it has no year, the year of the last day, or the year
/// before.
fn inherit_year(first: &mut Date<'_>, last: &Date<'_>) {
    let later = match last.form {
        DateForm::Day { year: Some(year), month, day, .. } => (year, month, day),
        DateForm::Month { year: Some(year), month } => (year, month, 31),
        _ => return,
    };
    let year_of = |month, day| if (month, day) <= (later.1, later.2) { later.0 } else { later.0 - 1 };
    match &mut first.form {
        DateForm::Day { year: year @ None, month, day, .. } => *year = Some(year_of(*month, *day)),
        DateForm::Month { year: year @ None, month } => *year = Some(year_of(*month, 1)),
        _ => {}
    }
}

/// `<address>`.
pub(super) fn url(input: &str) -> Parsed<'_, QualifierKind<'_>> {
    let Some(inner) =
        input.strip_prefix('<').filter(|inner| inner.starts_with(|c: char| c.is_ascii_alphabetic()))
    else {
        return Failure::want(input, Expected::Qualifier);
    };
    match inner.find(|c: char| c == '>' || c.is_whitespace()) {
        Some(end) if inner[end..].starts_with('>') => {
            Ok((&inner[end + 1..], QualifierKind::Url(&inner[..end])))
        }
        end => Failure::mistake(input, 1 + end.unwrap_or(inner.len()), Mistake::UnclosedUrl),
    }
}

/// `[key: name, …]`.
pub(super) fn keys(input: &str) -> Parsed<'_, QualifierKind<'_>> {
    let (rest, _) = mark(input, '[', Expected::Qualifier)?;
    let mut pairs: Vec<(Name<'_>, Name<'_>)> = Vec::new();
    let mut rest = blank(rest);
    loop {
        let (after, pair) = pair(rest)?;
        pairs.push(pair);
        match blank(after).strip_prefix(',') {
            Some(next) => rest = blank(next),
            None => {
                let (rest, _) = closing(after, ']', Expected::Bracket)?;
                return Ok((rest, QualifierKind::Keys(pairs)));
            }
        }
    }
}
