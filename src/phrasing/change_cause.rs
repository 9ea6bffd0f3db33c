//! Why a figure, its change and the earlier figure do not fit together.

use crate::cause::Misfit;
use crate::finding::Cause;
use crate::model::change::{ChangeAmount, ChangeDirection};
use crate::model::{Interval, Number};
use crate::phrasing::change::ChangedClaim;

/// The causes that are typing slips.
const SLIPS: [&str; 8] = [
    "swapped-digits",
    "digit-added",
    "digit-dropped",
    "digit-doubled",
    "digit-mistyped",
    "factor-10",
    "factor-100",
    "factor-1000",
];

impl ChangedClaim<'_> {
    /// Why the three do not fit, if one small slip explains it.
    pub(crate) fn cause(&self, before: &Interval) -> Option<Cause> {
        let by = self.change.by.as_ref()?;
        let after = self.figure.hard();
        let (said, by_text) = (self.said(), self.by());
        if self.change.ranked {
            return None;
        }
        let fits = |by: &ChangeAmount, way: ChangeDirection| !by.apply(way, before).disjoint(&after);
        match by {
            ChangeAmount::Percent(figure)
                if self.is_percent()
                    && fits(&ChangeAmount::Points(figure.clone()), self.change.direction) =>
            {
                let text = format!(
                    "{by_text} should be in points, not per cent: {} points make {said}",
                    self.part(self.change.by_mark).trim_end_matches('%').trim()
                );
                return Some(Cause::new("percent-for-points", text));
            }
            ChangeAmount::Points(figure)
                if fits(&ChangeAmount::Percent(figure.clone()), self.change.direction) =>
            {
                let text = format!(
                    "{by_text} should be in per cent, not points: as a percentage of the earlier figure it makes \
                             {said}"
                );
                return Some(Cause::new("points-for-percent", text));
            }
            _ => {}
        }
        if let Some(text) = self.to_for_by(before) {
            return Some(Cause::new("to-for-by", text));
        }
        let opposite = if self.change.direction == ChangeDirection::Up {
            ChangeDirection::Down
        } else {
            ChangeDirection::Up
        };
        if !matches!(by, ChangeAmount::Times(_)) && fits(by, opposite) {
            let text = format!(
                "the direction is wrong: {} makes {said}",
                by_text.replacen(self.way(), if opposite == ChangeDirection::Up { "up" } else { "down" }, 1)
            );
            return Some(Cause::new("wrong-direction", text));
        }
        let written = self.part(self.change.by_mark);
        let is_fixed_by =
            |number: &Number| moved_to(by, number).is_some_and(|by| fits(&by, self.change.direction));
        if let Some((swapped, _)) = swaps(&written).into_iter().find(|(_, number)| is_fixed_by(number)) {
            let text = format!("{written} is {swapped} with two digits swapped: that makes {said}");
            return Some(Cause::new("swapped-digits", text));
        }
        // The figure itself may be mistyped; but causes like another day's figure cannot explain a misfit within one
        // claim.
        let allowed = by.apply(self.change.direction, before);
        let reason = self.context.causes.out_of_range(&[Misfit { at: self.at, allowed, beside: None }]);
        reason.map(|reason| reason.cause).filter(|cause| SLIPS.contains(&cause.kind))
    }
}

impl ChangedClaim<'_> {
    /// If `up 250%` was said of a figure that became 250 % of the earlier one, the sentence that says so: what it rose
    /// *to* was taken for what it rose *by*.
    fn to_for_by(&self, before: &Interval) -> Option<String> {
        let Some(ChangeAmount::Percent(percent)) = &self.change.by else { return None };
        let whole = Interval::exact(Number::HUNDRED);
        let (span, up) = (percent.hard(), self.change.direction == ChangeDirection::Up);
        let same_way = if up { whole.before(&span) } else { span.before(&whole) };
        let times = ChangeAmount::Times(percent.clone().convert(|end| end * &Number::ratio(1, 100)));
        let after = self.figure.hard();
        if !same_way || times.apply(self.change.direction, before).disjoint(&after) {
            return None;
        }
        let (said, was) = (self.said(), self.part(self.change.from_mark));
        let (share, right) = (self.part(self.change.by_mark), self.between(before, &after));
        let what = if up { "rise" } else { "fall" };
        let was = if was.is_empty() { "the earlier figure" } else { was.as_str() };
        Some(format!("{share} is what {said} is of {was}, not the {what}: it is {right}"))
    }
}

/// The text with two neighbouring digits swapped, in each possible way, with the number that its digits then make.
fn swaps(written: &str) -> Vec<(String, Number)> {
    let places: Vec<usize> =
        written.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let mut found = Vec::new();
    for pair in places.windows(2) {
        let mut bytes = written.as_bytes().to_vec();
        if bytes[pair[0]] == bytes[pair[1]] {
            continue;
        }
        bytes.swap(pair[0], pair[1]);
        let Ok(swapped) = String::from_utf8(bytes) else { continue };
        let digits: String = swapped.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        if let Some(number) = Number::parse(&digits) {
            found.push((swapped, number));
        }
    }
    found
}

/// A change with its figure replaced by another, equally exact number; none if it states no single number, or
/// how many times.
fn moved_to(by: &ChangeAmount, number: &Number) -> Option<ChangeAmount> {
    let figure = by.figure();
    let best = figure.best()?;
    let shift = number - best;
    let moved = figure.clone().convert(|end| end + &shift);
    Some(match by {
        ChangeAmount::Amount(_) => ChangeAmount::Amount(moved),
        ChangeAmount::Percent(_) => ChangeAmount::Percent(moved),
        ChangeAmount::Points(_) => ChangeAmount::Points(moved),
        ChangeAmount::Times(_) => return None,
    })
}
