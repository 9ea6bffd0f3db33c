//! Cause: ten, a hundred, a thousand or a million times too much or too little.

use super::discrepancy::Discrepancy;
use super::reason::Reason;
use super::written::significant_digits;
use crate::model::Number;

/// A million, as a power of ten. A factor that large is a cause only beside another figure of the
/// same fact.
const MILLION: i16 = 6;

/// The powers of ten that a figure may be off by, each with the kind of the cause, and the words for too much and for too little.
const TIMES: [(i16, &str, &str, &str); 4] = [
    (1, "factor-10", "10 times", "a tenth of"),
    (2, "factor-100", "100 times", "a hundredth of"),
    (3, "factor-1000", "1,000 times", "a thousandth of"),
    (MILLION, "factor-1000000", "a million times", "a millionth of"),
];

/// The kinds of the causes that a figure lacks a digit, or its last three.
const DIGIT_DROPPED: &str = "digit-dropped";
const CUT_AT_THOUSANDS: &str = "cut-at-thousands";

/// Looks whether the figure fits if zeros are removed or appended.
///
/// Two significant digits are required: 3 and 30 match everywhere, 43 and 430 hardly ever (one pair of unrelated
/// figures in some hundreds). The allowed span may be as wide as a tenth of itself: that is little among figures that
/// differ by whole powers of ten.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    if significant_digits(&discrepancy.figure) < 2 {
        return None;
    }
    let share = Number::ratio(1, 10);
    for (power, kind, times_as_much, fraction_of) in TIMES {
        if power == MILLION && discrepancy.other.is_none() {
            continue;
        }
        let less = &discrepancy.figure * &Number::pow10(-power);
        let more = &discrepancy.figure * &Number::pow10(power);
        let fits = |candidate: &Number| {
            discrepancy.would_fit(candidate, &share)
                || (discrepancy.other.is_some()
                    && discrepancy.allowed_within(&share).is_some_and(|allowed| allowed.contains(candidate)))
        };
        let is_whole = discrepancy.figure.is_integer();
        if fits(&less) && (!is_whole || less.is_integer()) {
            return Some(describe(discrepancy, kind, &less, (times_as_much, power)));
        }
        if fits(&more) {
            return Some(describe(discrepancy, kind, &more, (fraction_of, power)));
        }
    }
    None
}

/// If a reason says that one of two figures is off by ten times, and the other may be so just as well: the reason without an edit,
/// as nothing says which of them it is.
pub(super) fn either(reason: &Reason, two: &[&Discrepancy<'_>]) -> Option<Reason> {
    let [one, other] = two else { return None };
    let is_of_ten = [DIGIT_DROPPED, TIMES[0].1].contains(&reason.cause.kind);
    let is_open = |one: &Discrepancy<'_>| one.other.is_none() && !one.is_certain;
    if !is_of_ten || !is_open(one) || !is_open(other) {
        return None;
    }
    let (of_one, of_other) = explain(one).zip(explain(other))?;
    // Between two figures a tenth fits hardly ever by chance; above or below one, it does for either of the two.
    let is_between = |one: &Discrepancy<'_>| one.allowed.low.is_some() && one.allowed.high.is_some();
    match (is_between(one), is_between(other)) {
        (true, false) => return Some(of_one),
        (false, true) => return Some(of_other),
        _ => {}
    }
    let (less, more) = if one.figure < other.figure { (one, other) } else { (other, one) };
    let text = format!(
        "either {} has a digit too few or {} has one too many; the figures around them do not show which",
        less.shown(),
        more.shown()
    );
    Some(one.reason(reason.cause.kind, text))
}

/// The reason that the figure is off by a power of ten: `fitting` is what it should be, and `times`
/// says in words how many times that it is.
fn describe(
    discrepancy: &Discrepancy<'_>,
    kind: &'static str,
    fitting: &Number,
    (times, power): (&str, i16),
) -> Reason {
    let is_too_large = discrepancy.figure.abs() > fitting.abs();
    if !is_too_large && discrepancy.goal.is_none() {
        // Only a span is known: the digits that are missing need not be zeros.
        let text = format!(
            "{} has {} too few: {} times as much fits the other figures, which allow {}",
            discrepancy.shown(),
            ["a digit", "two digits", "three digits"][usize::from(power.unsigned_abs() - 1) % 3],
            Number::pow10(power).grouped(),
            discrepancy.allowed
        );
        if power == 3 {
            let text = format!(
                "{} may be cut at its thousands mark: three digits more fit the other figures, which allow {}",
                discrepancy.shown(),
                discrepancy.allowed
            );
            return discrepancy.reason(CUT_AT_THOUSANDS, text);
        }
        let kind = if power == 1 { DIGIT_DROPPED } else { kind };
        return discrepancy.edited(kind, text, &format!("says {}", discrepancy.shown_goal(fitting)));
    }
    let has_decimals = |number: &Number| !number.is_integer();
    let goal = fitting.checked_div(&discrepancy.written.scale);
    let has_decimals =
        has_decimals(&discrepancy.written.number) || goal.is_some_and(|goal| has_decimals(&goal));
    let zeros = match (power, is_too_large, discrepancy.is_certain || discrepancy.other.is_none()) {
        (1 | 2, _, true) if has_decimals => "its decimal point has slipped",
        (1 | 2, _, false) if has_decimals => "the decimal point has slipped in one of them",
        (1, true, true) => "an extra zero",
        (1, false, true) => "a zero is missing",
        (2, true, true) => "two extra zeros",
        (2, false, true) => "two zeros are missing",
        (MILLION, true, true) => "perhaps read as millions",
        (MILLION, false, true) => "perhaps counted in millions",
        (MILLION, _, false) => "one of them perhaps counted in millions",
        (_, true, true) => "perhaps read as thousands",
        (_, false, true) => "perhaps counted in thousands",
        (1, _, false) => "an extra zero in one, or a missing zero in the other",
        (2, _, false) => "two extra zeros in one, or two missing zeros in the other",
        (_, _, false) => "one of them perhaps counted in thousands",
    };
    let is_exact = discrepancy.goal.as_ref().is_none_or(|goal| goal == fitting);
    let (about, goal) = match &discrepancy.goal {
        Some(goal) if !is_exact => ("about ", discrepancy.shown_goal(goal)),
        _ => ("", discrepancy.shown_goal(fitting)),
    };
    let text = format!(
        "{} is {about}{times} {goal}: {zeros}{}",
        discrepancy.shown(),
        discrepancy.if_it_were(fitting)
    );
    let correction = discrepancy.goal.clone().unwrap_or_else(|| fitting.clone());
    discrepancy.corrected(kind, text, &correction)
}
