//! A rounder figure than the other: rounded to the nearest, or cut off.

use crate::cause::asked::Asked;
use crate::cause::{Reason, telling_digits};
use crate::model::claim::Value;
use crate::model::{Figure, Number};

/// Looks whether the figure is the goal at the figure's own coarser precision.
///
/// Two exact figures of the same precision are never excused: 730 beside 729 is another count, since nobody rounds a count
/// of hundreds to tens without saying so. A figure counts as rounded where the language reads it so: three zeros at its
/// end, two behind two or three other digits, a scale word, decimals of a measured unit. Where nobody states the other
/// figure, two zeros at the end are no more than what a figure in a hundred has.
pub(super) fn explain(asked: &Asked<'_>) -> Option<Reason> {
    let goal = asked.goal.as_ref()?;
    let claim = asked.claim();
    let Value::Number(figure) = &claim.value else { return None };
    let place = place(figure)?;
    let theirs = match asked.other.map(|other| &asked.corpus().claim(other).value) {
        Some(Value::Number(figure)) => self::place(figure).unwrap_or_else(|| goal.last_place()),
        _ => goal.last_place(),
    };
    let apart = (&asked.figure - goal).abs();
    let stated = asked.other.is_some() || place >= Number::from_i64(1000);
    if theirs >= place || apart >= place || !stated {
        return None;
    }
    let nearest = &apart + &apart <= place;
    let below = asked.figure < *goal;
    let how = match (nearest, below) {
        (true, _) => "rounded",
        (false, true) => "cut off, not rounded",
        (false, false) => "rounded up, not to the nearest",
    };
    let relays = asked.corpus().model.registers.chains.get(claim.via.0);
    let own = asked.other.is_some_and(|other| {
        let other = asked.corpus().claim(other);
        other.origin == claim.origin && other.via != claim.via
    });
    let told = format!("{} is {} {how}", asked.told(), asked.told_goal(goal));
    let change = format!("says about {}", asked.told());
    match relays.last().filter(|_| own && claim.origin.is_some()) {
        Some(&outlet) => {
            let text = format!("{told}, by `{}`", asked.words().source(outlet));
            Some(asked.edited("relay-rounding", text, &change))
        }
        None => Some(asked.edited("rounding", told, &change)),
    }
}

/// One unit of the last digit that a figure vouches for; none where nothing says that it is rounded.
fn place(figure: &Figure) -> Option<Number> {
    if let Figure::Spans(spans) = figure
        && let Some(width) = spans.hard.width().filter(|width| !width.is_zero())
    {
        return Some(width);
    }
    let number = figure.best()?;
    let (place, telling) = (number.last_place(), telling_digits(number));
    // Of longer figures some end in zeros by chance.
    let rounded =
        if place >= Number::from_i64(1000) { telling <= 4 } else { place == Number::HUNDRED && telling <= 3 };
    (rounded && telling > 1).then_some(place)
}
