//! Cause: reports moved by a day: a later edition gives each figure for the day before or after,
//! and one was left behind.

use super::discrepancy::Discrepancy;
use super::figure_index::{figures_on, voice_of};
use super::reason::Reason;
use crate::corpus::Corpus;
use crate::model::claim::Moment;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number};

/// How many figures moved together, at least; one more if the figure has one digit, as such figures
/// are often the same.
const MOVED: usize = 2;

/// Looks whether a later edition gives the figure for the day beside it, and for the day beside
/// that the figure that it replaced there; or moves the figures of wholes in the same way.
///
/// Any correction may put one figure on another day. But if one edition moves several, each by one
/// day in the same direction, the reports were moved.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let (corpus, here) = (discrepancy.corpus(), discrepancy.day?);
    // A total that stands still, or a level, is the next day's anyway.
    if corpus.series[discrepancy.series as usize].kind != Kind::Flow {
        return None;
    }
    let own_edition = corpus.edition(discrepancy.at)?;
    [-1, 1].into_iter().find_map(|step| {
        let beside = here.plus(step)?;
        let series = discrepancy.series;
        let (edition, replaced) = moved_to(discrepancy, series, beside, &discrepancy.figure, own_edition)?;
        let beyond = beside.plus(step)?;
        let is_continued =
            replaced.as_ref().is_some_and(|replaced| gives(discrepancy, series, beyond, replaced, edition));
        let others = wholes(discrepancy).filter(|&whole| {
            let before = figures_on(corpus, whole, here, Some(discrepancy.voice()));
            let mut before = before
                .filter(|(at, _)| corpus.edition(*at).is_some_and(|then| edition.certainly_after(&then)));
            before.any(|(_, figure)| gives(discrepancy, whole, beside, figure, edition))
        });
        let moved = 1 + usize::from(is_continued) + others.count();
        let least = MOVED + usize::from(discrepancy.figure < Number::TEN);
        if moved < least {
            return None;
        }
        let text = format!(
            "in the edition of {} the reports were moved by a day: {} is given for {} since, and no newer figure for {}",
            edition.in_words(),
            discrepancy.shown(),
            beside.in_words(),
            here.in_words()
        );
        Some(discrepancy.reason("moved-a-day", text))
    })
}

/// The first edition after a moment that gives a figure for a day, and what the edition before it gave for that day.
fn moved_to(
    discrepancy: &Discrepancy<'_>,
    series: u32,
    day: Day,
    figure: &Number,
    after: Moment,
) -> Option<(Moment, Option<Number>)> {
    let corpus = discrepancy.corpus();
    let own: Vec<(Moment, &Number)> = figures_on(corpus, series, day, Some(discrepancy.voice()))
        .filter_map(|(at, figure)| Some((corpus.edition(at)?, figure)))
        .collect();
    let (edition, _) = own
        .iter()
        .filter(|(then, said)| *said == figure && then.certainly_after(&after))
        .min_by_key(|(then, _)| then.order())?;
    let before = own.iter().filter(|(then, said)| *said != figure && edition.certainly_after(then));
    let replaced = before.max_by_key(|(then, _)| then.order()).map(|(_, said)| (*said).clone());
    Some((*edition, replaced))
}

/// Whether an edition gives a figure for a day.
fn gives(discrepancy: &Discrepancy<'_>, series: u32, day: Day, figure: &Number, edition: Moment) -> bool {
    let corpus = discrepancy.corpus();
    let mut own = figures_on(corpus, series, day, Some(discrepancy.voice()));
    own.any(|(at, said)| {
        said == figure
            && corpus.edition(at) == Some(edition)
            && voice_of(corpus.claim(at)) == discrepancy.voice()
    })
}

/// The series of which that of the figure is a part.
fn wholes<'d>(discrepancy: &'d Discrepancy<'_>) -> impl Iterator<Item = u32> + use<'d> {
    let corpus: &Corpus = discrepancy.corpus();
    let scopes = &corpus.model.registers.scopes;
    let own = &corpus.series[discrepancy.series as usize];
    let keys = scopes.get(own.scope.0);
    (0_u32..).zip(&corpus.series).filter_map(move |(number, series)| {
        let theirs = scopes.get(series.scope.0);
        let is_whole = series.measure == own.measure
            && theirs.len() < keys.len()
            && theirs.iter().all(|key| keys.contains(key));
        is_whole.then_some(number)
    })
}
