//! Times of day.

use super::failure::{Expected, Failure, Mistake, Parsed};
use super::token::{gap, text_until, word_ends, word_with_colon};
use super::tree::Clock;

/// Names of zones and the hours that are most likely meant.
pub(super) const ZONES: [(&str, &str); 16] = [
    ("BST", "+01:00"),
    ("CET", "+01:00"),
    ("CEST", "+02:00"),
    ("EET", "+02:00"),
    ("EEST", "+03:00"),
    ("MSK", "+03:00"),
    ("IST", "+05:30"),
    ("JST", "+09:00"),
    ("AEST", "+10:00"),
    ("EST", "-05:00"),
    ("EDT", "-04:00"),
    ("CST", "-06:00"),
    ("CDT", "-05:00"),
    ("MST", "-07:00"),
    ("PST", "-08:00"),
    ("PDT", "-07:00"),
];

/// A time of day: `14:00`, `5:30 p.m.`, `1900 GMT`, each with or without a zone.
pub(super) fn clock(input: &str) -> Parsed<'_, Clock> {
    let bytes = input.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = &input[digits..];
    match digits {
        1 | 2 => {
            let hour = number(&input[..digits]);
            if let [b':', b'0'..=b'9', b'0'..=b'9', ..] = rest.as_bytes() {
                let minute = number(&rest[1..3]);
                let mut rest = &rest[3..];
                let mut second = 0;
                if let [b':', b'0'..=b'9', b'0'..=b'9', ..] = rest.as_bytes() {
                    second = number(&rest[1..3]);
                    rest = &rest[3..];
                }
                return with_zone(input, rest, hour, minute, second, half_of_day(rest));
            }
            match half_of_day(rest) {
                Some(half) => with_zone(input, rest, hour, 0, 0, Some(half)),
                None => Failure::want(input, Expected::Clock),
            }
        }
        4 => {
            // Only a zone distinguishes four digits from a year.
            if rest.starts_with(['+', '-', '−'])
                || signed(gap(rest)).is_some()
                || named_offset(rest).is_none()
            {
                return Failure::want(input, Expected::Clock);
            }
            with_zone(input, rest, number(&input[..2]), number(&input[2..4]), 0, None)
        }
        _ => Failure::want(input, Expected::Clock),
    }
}

fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

/// `a.m.` (false) or `p.m.` (true), and what follows.
fn half_of_day(rest: &str) -> Option<(bool, &str)> {
    let next = gap(rest);
    ["a.m.", "p.m.", "am", "pm", "A.M.", "P.M.", "AM", "PM", "a.m", "p.m"].iter().find_map(|mark| {
        let after = next.strip_prefix(mark)?;
        word_ends(after).then_some((mark.starts_with(['p', 'P']), after))
    })
}

/// The time of day made of these numbers, with the half of the day and the zone that follow them.
fn with_zone<'s>(
    input: &'s str,
    rest: &'s str,
    hour: u32,
    minute: u32,
    second: u32,
    half: Option<(bool, &'s str)>,
) -> Parsed<'s, Clock> {
    let (hour, rest) = match half {
        None => (Some(hour), rest),
        Some((_, after)) if hour == 0 || hour > 12 => (None, after),
        Some((false, after)) => (Some(hour % 12), after),
        Some((true, after)) => (Some(hour % 12 + 12), after),
    };
    let (rest, offset) = zone(rest)?;
    let Some(hour) = hour.filter(|&hour| hour < 24 && minute < 60 && second < 60) else {
        return Failure::mistake(input, text_until(input, rest).len(), Mistake::BadClock);
    };
    if !word_ends(rest) && !rest.starts_with(['/', '~', '?', '%']) {
        return Failure::want(rest, Expected::Clock);
    }
    Ok((rest, Clock { seconds: hour * 3600 + minute * 60 + second, offset }))
}

/// The zone after a time of day, where one stands there; minutes east of UTC.
fn zone(rest: &str) -> Parsed<'_, Option<i16>> {
    if let Some((after, offset)) = named_offset(rest) {
        return Ok((after, Some(offset)));
    }
    let next = gap(rest);
    let utc = ["GMT", "UTC"].iter().find_map(|name| next.strip_prefix(name)).unwrap_or(rest);
    if let Some(digits) =
        utc.strip_prefix(['+', '-', '−']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    {
        let end = digits.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(digits.len());
        return Failure::mistake(utc, text_until(utc, &digits[end..]).len(), Mistake::NoSuchZone);
    }
    let named = word_with_colon(next);
    let letters = (2..=5).contains(&named.len()) && named.bytes().all(|byte| byte.is_ascii_uppercase());
    if next.len() < rest.len() && (letters || named == "local") {
        return Failure::mistake(next, named.len(), Mistake::ZoneName);
    }
    Ok((rest, None))
}

/// `Z`, `GMT`, `UTC`, `+04:00`, `UTC+4`.
fn named_offset(rest: &str) -> Option<(&str, i16)> {
    if let Some(after) = rest.strip_prefix('Z').filter(|after| word_ends(after) || after.starts_with('/')) {
        return Some((after, 0));
    }
    let next = gap(rest);
    let after = next.strip_prefix("GMT").or_else(|| next.strip_prefix("UTC"));
    if let Some(after) = after {
        return signed(after).or_else(|| word_ends(after).then_some((after, 0)));
    }
    signed(next)
}

/// `+04:00`, `−0330`, `+4`.
fn signed(rest: &str) -> Option<(&str, i16)> {
    let (sign, after) = match rest.chars().next()? {
        '+' => (1, &rest[1..]),
        '-' => (-1, &rest[1..]),
        '−' => (-1, &rest['−'.len_utf8()..]),
        _ => return None,
    };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let (hours, minutes, length) = match (digits, &after.as_bytes()[digits..]) {
        (1 | 2, [b':', b'0'..=b'9', b'0'..=b'9', ..]) => {
            (number(&after[..digits]), number(&after[digits + 1..digits + 3]), digits + 3)
        }
        (1 | 2, _) => (number(&after[..digits]), 0, digits),
        (4, _) => (number(&after[..2]), number(&after[2..4]), 4),
        _ => return None,
    };
    (hours * 60 + minutes <= 14 * 60 && minutes < 60)
        .then_some((&after[length..], sign * (hours * 60 + minutes) as i16))
}
