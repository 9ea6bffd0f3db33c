//! Cause: a digit dropped, doubled or inserted.

use super::discrepancy::Discrepancy;
use super::reason::Reason;
use super::written::{digits, numeral, own_digits};
use crate::model::Number;

/// Looks whether one of the two figures is the other without one of its digits.
///
/// The longer one must have at least four digits: dropping a digit of 4,321 gives four of the nine hundred
/// three-digit figures, but dropping one of 321 gives three of the ninety two-digit ones, too many. A zero at the end
/// is a factor of ten, and reported as that.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    match &discrepancy.goal {
        Some(goal) => from_goal(discrepancy, goal),
        None => from_what_is_allowed(discrepancy),
    }
}

/// Compared with a known goal.
fn from_goal(discrepancy: &Discrepancy<'_>, goal: &Number) -> Option<Reason> {
    let theirs = goal.checked_div(&discrepancy.written.scale)?;
    let (mine, theirs) = digits(&discrepancy.written.number, &theirs)?;
    let (long, short) = if mine.len() > theirs.len() { (&mine, &theirs) } else { (&theirs, &mine) };
    let at = missing_digit(long, short)?;
    let digit = char::from(long[at]);
    let (is_doubled, is_too_long) = (is_double(long, at), mine.len() > theirs.len());
    let (mine, theirs) = (discrepancy.shown(), discrepancy.shown_goal(goal));
    let end = discrepancy.if_it_were(goal);
    let (kind, text) = match (discrepancy.is_certain || discrepancy.other.is_none(), is_too_long, is_doubled)
    {
        (true, true, true) => ("digit-doubled", format!("{mine} is {theirs} with the {digit} doubled{end}")),
        (true, true, false) => ("digit-added", format!("{mine} is {theirs} with an extra {digit}{end}")),
        (true, false, _) => ("digit-dropped", format!("{mine} is {theirs} with a {digit} dropped{end}")),
        (false, _, true) => (
            "digit-doubled",
            format!("{mine} and {theirs} differ by a {digit}: doubled in one, or dropped in the other"),
        ),
        (false, ..) => (
            "digit-dropped",
            format!("{mine} and {theirs} differ by a {digit}: dropped in one, or added in the other"),
        ),
    };
    Some(discrepancy.corrected(kind, text, goal))
}

/// Compared with an allowed span: only edits with few choices are tried: a doubled digit, one of a pair dropped, or
/// the first dropped.
fn from_what_is_allowed(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let (digits, places) = own_digits(&discrepancy.written.number)?;
    let tolerance = Number::ratio(1, 20);
    let value = |digits: &[u8]| Some(&numeral(digits, places)? * &discrepancy.written.scale);
    if let Some(reason) = first_dropped(discrepancy, &digits, places) {
        return Some(reason);
    }
    for at in 0..digits.len() {
        if digits.len() > 3 && is_double(&digits, at) {
            let mut less = digits.clone();
            let digit = char::from(less.remove(at));
            if let Some(candidate) =
                value(&less).filter(|candidate| discrepancy.would_fit(candidate, &tolerance))
            {
                let text = format!(
                    "{} is {} with the {digit} doubled{}",
                    discrepancy.shown(),
                    discrepancy.shown_goal(&candidate),
                    discrepancy.if_it_were(&candidate)
                );
                return Some(discrepancy.corrected("digit-doubled", text, &candidate));
            }
        }
        if digits.len() > 2 && digits[at] != b'0' {
            let mut more = digits.clone();
            more.insert(at, digits[at]);
            if let Some(candidate) =
                value(&more).filter(|candidate| discrepancy.would_fit(candidate, &tolerance))
            {
                let text = format!(
                    "{} is {} with a {} dropped{}",
                    discrepancy.shown(),
                    discrepancy.shown_goal(&candidate),
                    char::from(digits[at]),
                    discrepancy.if_it_were(&candidate)
                );
                return Some(discrepancy.corrected("digit-dropped", text, &candidate));
            }
        }
    }
    None
}

/// Whether the figure fits with a digit before it. The allowed span must be narrower than a twentieth of the range of
/// the given digits, or some digit would always fit.
fn first_dropped(discrepancy: &Discrepancy<'_>, digits: &[u8], places: u8) -> Option<Reason> {
    let tolerance = Number::ratio(1, 20);
    let allowed = discrepancy.allowed_within(&tolerance)?;
    let digits_span = Number::pow10(i16::try_from(digits.len()).ok()? - i16::from(places));
    let twenty_widths = &allowed.width()? * &Number::from_i64(20);
    if digits.len() < 3 || twenty_widths > &digits_span * &discrepancy.written.scale {
        return None;
    }
    (b'1'..=b'9').find_map(|first| {
        let more = [&[first], digits].concat();
        let candidate = &numeral(&more, places)? * &discrepancy.written.scale;
        if !discrepancy.would_fit(&candidate, &tolerance) {
            return None;
        }
        let text = format!(
            "{} is {} with its first digit dropped{}",
            discrepancy.shown(),
            discrepancy.shown_goal(&candidate),
            discrepancy.if_it_were(&candidate)
        );
        Some(discrepancy.corrected("digit-dropped", text, &candidate))
    })
}

/// The position of the one digit that the longer list has and the shorter lacks; none if it is a zero at the end.
fn missing_digit(long: &[u8], short: &[u8]) -> Option<usize> {
    if long.len() < 4 || long.len() != short.len() + 1 {
        return None;
    }
    let at = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    (short[at..] == long[at + 1..] && !(at == short.len() && long[at] == b'0')).then_some(at)
}

/// Whether a digit is the same as a neighbour.
fn is_double(digits: &[u8], at: usize) -> bool {
    let digit = digits.get(at);
    digits.get(at + 1) == digit || (at > 0 && digits.get(at - 1) == digit)
}
