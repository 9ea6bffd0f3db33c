//! A source's own figure of a day as support for its running total, though others contradict it.

use crate::corpus::voice;
use crate::model::register::MeasureId;
use crate::model::{Day, Number};
use crate::phrasing::presenter::Presenter;

impl Presenter<'_> {
    /// The sum by which a source's total of the day before and its own figure of the day lead to its total: `21,236 + 258 = 21,494`.
    pub(super) fn own_flow_to(&self, at: u32) -> Option<String> {
        let corpus = self.words.corpus;
        let claim = corpus.claim(at);
        let (day, figure) = (claim.time?.only_day()?, claim.best()?);
        let latest = |series: u32, day: Day| -> Option<&Number> {
            let of_day = corpus.claims_of(&corpus.series[series as usize]).iter().filter(|&&other| {
                let other = corpus.claim(other);
                (voice(other), other.via) == (voice(claim), claim.via)
                    && other.time.is_some_and(|window| (window.from, window.to) == (Some(day), Some(day)))
            });
            let latest = of_day.max_by_key(|&&other| corpus.edition(other).map(|moment| moment.order()))?;
            corpus.claim(*latest).best()
        };
        let before = latest(corpus.series_of(at)?, day.plus(-1)?)?;
        let measures = &corpus.model.vocabulary.measures;
        let flows = (0_u32..).zip(measures).filter(|(_, flow)| flow.adds_up_to == Some(claim.measure));
        let added = flows
            .filter_map(|(flow, _)| latest(corpus.series_beside(at, MeasureId(flow))?, day))
            .find(|added| &(before + *added) == figure)?;
        Some(format!("{} + {} = {}", before.grouped(), added.grouped(), figure.grouped()))
    }
}
