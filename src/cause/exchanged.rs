//! Two rows exchanged: each has the figure that belongs to the other.

use crate::cause::another_series::{choices, found, name};
use crate::cause::asked::Asked;
use crate::cause::elsewhere::{figures_on, voice_of};
use crate::cause::{Reason, telling_digits};

/// Looks whether the source gives the figure that belongs here where this figure belongs.
///
/// Two figures meet crosswise, so two telling digits each are enough among ten rows; among a hundred, one more.
pub(super) fn explain(asked: &Asked<'_>) -> Option<Reason> {
    let (goal, day) = (asked.goal.as_ref()?, asked.day?);
    let (mine, theirs) = (telling_digits(&asked.figure), telling_digits(goal));
    // A figure that its source came back to has changed places with nothing.
    if mine < 2 || theirs < 2 || asked.figure == *goal {
        return None;
    }
    let most = 10_usize.saturating_pow(u32::try_from(mine + theirs - 3).ok()?);
    found(asked).find_map(|(at, otherwise)| {
        if choices(asked, otherwise) > most {
            return None;
        }
        if voice_of(asked.corpus().claim(at)) == asked.voice() {
            return None;
        }
        let there = asked.corpus().series_of(at)?;
        let mut own = figures_on(asked.corpus(), there, day, Some(asked.voice()));
        let (crossed, _) = own.find(|(_, figure)| *figure == goal)?;
        let (_, what) = name(asked, at, otherwise);
        let (mine, theirs) = (asked.told(), asked.told_goal(goal));
        let text = format!(
            "{mine} and {theirs} are swapped: {mine} is the figure {what}{}, where its source says {theirs}",
            asked.by(at)
        );
        let change = format!("and {} swap their figures", asked.pointing(crossed));
        Some(asked.edited("rows-exchanged", text, &change))
    })
}
