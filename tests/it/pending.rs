//! What the oracles ask for and the checker does not do yet. Whoever makes it do so takes the line away; what is asked for
//! stays as it is. `GAINSAY_PENDING=all`, or the names of parts with commas between, asks for it all the same.

use std::cell::Cell;

/// A part of what is asked for that can be waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// Figures of one period are compared: levels, ratios, undeclared measures.
    PeriodFigures,
    /// Parts, complete sets and laws hold over periods.
    PeriodTies,
    /// A period and an instant within it are told apart.
    PeriodAndInstant,
    /// An undated figure or name beside another is told.
    Undated,
    /// An uncertain instant beside what could be the same is told.
    Uncertain,
    /// A day and a clock time in it are told apart.
    DayAndClock,
    /// Values of two kinds are told apart: a number and a truth, a truth and a verdict.
    OtherKind,
    /// A figure without its unit beside one with it is told.
    MissingUnit,
    /// One instant in two zones is one.
    Zones,
    /// Names and truths over windows.
    NamesOverTime,
    /// `allows several` on a measure.
    AllowsSeveral,
    /// A `1` with zeros reaches half a unit of its next digit.
    RoundOne,
    /// Relays that contradict each other stand for the tied figures.
    RelayTies,
    /// A share and a percentage of one voice, of two editions, are no slip.
    SharesOfEditions,
    /// A relay's later edition replaces its earlier one.
    RelayEditions,
    /// Nothing is impossible below zero of an undeclared measure.
    UndeclaredBelowZero,
    /// `define disjoint …`.
    Disjoint,
    /// `where absent is none`.
    AbsentIsNone,
}

/// Each part that is waited for, with what the checker does today.
const PENDING: &[(Part, &str)] = &[];

thread_local! {
    static ALL_IS_THERE: Cell<bool> = const { Cell::new(false) };
}

/// Judges as if nothing were waited for: an oracle's own examples hold today.
pub(crate) fn as_if_all_were_there(judge: impl FnOnce()) {
    ALL_IS_THERE.set(true);
    judge();
    ALL_IS_THERE.set(false);
}

/// Whether a part is waited for still.
pub(crate) fn is_pending(part: Part) -> bool {
    let asked = std::env::var("GAINSAY_PENDING").unwrap_or_default();
    let asked = asked == "all" || asked.split(',').any(|name| name == format!("{part:?}"));
    !asked && !ALL_IS_THERE.get() && PENDING.iter().any(|(pending, _)| *pending == part)
}

#[test]
fn each_part_is_waited_for_once_and_with_its_reason() {
    let mut parts: Vec<Part> = PENDING.iter().map(|(part, _)| *part).collect();
    parts.sort_unstable();
    parts.dedup();
    assert_eq!(parts.len(), PENDING.len());
    assert!(PENDING.iter().all(|(_, reason)| !reason.is_empty()));
}
