//! Breaks that keep figures apart which a flow and its total, or another tie, would otherwise compare.

use crate::contradiction::breaks;
use crate::corpus::{Corpus, Describer, Series};
use crate::model::register::MeasureId;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Shape, Window};

/// The break between two days of a total, so that the growth between them cannot be compared with a flow, as a
/// clause; none if there is none.
pub(crate) fn in_growth(words: Describer<'_>, flow: MeasureId, total: MeasureId) -> Option<String> {
    let corpus = words.corpus;
    let of = |measure: MeasureId| corpus.series.iter().filter(move |series| series.measure == measure);
    let break_day = of(total).find_map(|total| {
        let break_days = break_days(corpus, total);
        let same = |other: &&Series| other.scope == total.scope && other.mode == total.mode;
        let flows = of(flow).filter(same).flat_map(|flow| windows(corpus, flow));
        let periods: Vec<(Day, Day)> =
            flows.filter_map(|window| Some((window.from?.prev()?, window.to?))).collect();
        let mut days: Vec<Day> = windows(corpus, total)
            .filter(|window| window.shape == Shape::Instant)
            .filter_map(|window| window.only_day())
            .collect();
        days.sort_unstable();
        break_days.into_iter().find(|&break_day| {
            // The growth around the break, and the whole growth.
            let at = days.partition_point(|&day| day < break_day);
            let (Some(&first), Some(&last)) = (days.first(), days.last()) else { return false };
            let near = at.checked_sub(1).and_then(|before| days.get(before)).zip(days.get(at));
            let within = |&(before, until): &(Day, Day)| {
                let in_whole = first <= before && until <= last;
                in_whole || near.is_some_and(|(&from, &to)| before <= from && to <= until)
            };
            near.is_some() && periods.iter().any(within)
        })
    })?;
    let name = &corpus.model.registers.measures.get(total.0).display;
    Some(format!(
        "`{name}` may step at the break on {}, so its growth over that is not known",
        break_day.in_words()
    ))
}

/// The break that separates tied figures of some measures at one time, as a clause; none if there is none. A flow is
/// tied through the total that it adds up to.
pub(crate) fn in_tie(words: Describer<'_>, measures: &[MeasureId]) -> Option<String> {
    let corpus = words.corpus;
    let definition = |measure: &MeasureId| corpus.model.vocabulary.measure(*measure);
    let totals = measures.iter().filter_map(|measure| definition(measure)?.adds_up_to);
    let all: Vec<MeasureId> = measures.iter().copied().chain(totals).collect();
    let of_them = || corpus.series.iter().filter(|series| all.contains(&series.measure));
    let lasting = of_them().filter(|series| matches!(series.kind, Kind::Cumulative | Kind::Constant));
    let (series, break_day) = lasting.into_iter().find_map(|series| {
        let beside = of_them().filter(|other| other.mode == series.mode);
        let claims: Vec<u32> = beside.flat_map(|other| corpus.claims_of(other)).copied().collect();
        // It is not known on which side of a break an undated figure is.
        let (mut undated, mut before, mut after) = (false, Vec::new(), Vec::new());
        for window in claims.iter().map(|&at| corpus.claim(at).time) {
            match window {
                None => undated = true,
                Some(window) => {
                    before.extend(window.from);
                    after.extend(window.to);
                }
            }
        }
        let separates = |break_day: &Day| {
            let is_before = before.iter().any(|day| day < break_day);
            let is_after = after.iter().any(|day| day >= break_day);
            is_before && is_after || undated && (is_before || is_after)
        };
        Some((series, break_days(corpus, series).into_iter().find(separates)?))
    })?;
    let name = &corpus.model.registers.measures.get(series.measure.0).display;
    Some(format!(
        "`{name}` may step at the break on {}, which keeps the figures on either side apart",
        break_day.in_words()
    ))
}

fn break_days(corpus: &Corpus, series: &Series) -> Vec<Day> {
    breaks(corpus, series.measure, corpus.model.registers.scopes.get(series.scope.0))
}

fn windows<'c>(corpus: &'c Corpus, series: &Series) -> impl Iterator<Item = Window> + use<'c> {
    corpus.claims_of(series).iter().filter_map(|&at| corpus.claim(at).time)
}
