//! Breaks that keep figures apart which a flow would tie.

use crate::contradiction::breaks;
use crate::corpus::{Corpus, Describer, Series};
use crate::model::register::MeasureId;
use crate::model::{Day, Shape, Window};

/// The break between the days of a total whose growth a flow would be held against, where there is one: a clause that says so.
pub(crate) fn in_growth(words: Describer<'_>, flow: MeasureId, total: MeasureId) -> Option<String> {
    let corpus = words.corpus;
    let of = |measure: MeasureId| corpus.series.iter().filter(move |series| series.measure == measure);
    let steps = of(total).find_map(|total| {
        let steps = steps(corpus, total);
        let same = |other: &&Series| other.scope == total.scope && other.mode == total.mode;
        let flows = of(flow).filter(same).flat_map(|flow| windows(corpus, flow));
        let periods: Vec<(Day, Day)> =
            flows.filter_map(|window| Some((window.from?.prev()?, window.to?))).collect();
        let mut days: Vec<Day> = windows(corpus, total)
            .filter(|window| window.shape == Shape::Instant)
            .filter_map(|window| window.only_day())
            .collect();
        days.sort_unstable();
        steps.into_iter().find(|&step| {
            // The growth nearest around the break, and the whole of it.
            let at = days.partition_point(|&day| day < step);
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
        steps.spoken()
    ))
}

fn steps(corpus: &Corpus, series: &Series) -> Vec<Day> {
    breaks(corpus, series.measure, corpus.model.registers.scopes.get(series.scope.0))
}

fn windows<'c>(corpus: &'c Corpus, series: &Series) -> impl Iterator<Item = Window> + use<'c> {
    corpus.claims_of(series).iter().filter_map(|&at| corpus.claim(at).time)
}
