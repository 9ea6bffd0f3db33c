//! Two rows exchanged: each has the figure that belongs to the other.

use crate::cause::Reason;
use crate::cause::another_series::{found, name};
use crate::cause::asked::Asked;
use crate::cause::elsewhere::{figures_on, series_of, voice_of};
use crate::model::Number;

/// Looks whether the source gives the figure that belongs here where this figure belongs.
///
/// Two figures meet crosswise, so two digits each are enough: below ten, rows of a table are exchanged by chance all the
/// time.
pub(super) fn explain(asked: &Asked<'_>) -> Option<Reason> {
    let (goal, day) = (asked.goal.as_ref()?, asked.day?);
    let ten = Number::from_i64(10);
    if asked.figure < ten || *goal < ten {
        return None;
    }
    found(asked).find_map(|(at, otherwise)| {
        if voice_of(asked.corpus().claim(at)) == asked.voice() {
            return None;
        }
        let there = series_of(asked.corpus(), at)?;
        let mut own = figures_on(asked.corpus(), there, day, Some(asked.voice()));
        let (crossed, _) = own.find(|(_, figure)| *figure == goal)?;
        let (_, what) = name(asked, at, otherwise);
        let (mine, theirs) = (asked.told(), asked.told_goal(goal));
        let text = format!(
            "{mine} and {theirs} have changed places: {mine} is the figure {what}{}, and there its source says {theirs}",
            asked.by(at)
        );
        let change = format!("and {} exchange their figures", asked.pointing(crossed));
        Some(asked.edited("rows-exchanged", text, &change))
    })
}
