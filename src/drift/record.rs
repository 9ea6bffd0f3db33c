//! What each source has stated in a series, to find the earlier figure that a change (`up 12 since Monday`) starts
//! from.

use rustc_hash::FxHashMap;

use crate::contradiction::breaks;
use crate::corpus::{Corpus, Series};
use crate::model::change::ChangeAmount;
use crate::model::claim::Value;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Shape, Window};

/// How many of a source's earlier figures are tried as the start of a change without a date.
const MAX_EARLIER: usize = 32;

/// The first and last day of a fact, and whether it is an instant or a period: a change of a period never starts from
/// an instant.
type KnownTime = (Day, Day, Shape);

/// What each voice has stated in a series.
pub(crate) struct Record<'c> {
    corpus: &'c Corpus,
    /// How the values of the series behave in time.
    kind: Kind,
    /// For each voice, by number: the known times for which it states a figure, in order, each with a claim that gives it.
    stated: FxHashMap<u32, Vec<(KnownTime, u32)>>,
    /// The number of each claim's voice.
    voices: FxHashMap<u32, u32>,
    /// The days on which the series may step.
    breaks: Vec<Day>,
}

impl<'c> Record<'c> {
    /// The record of a series.
    pub(crate) fn of(corpus: &'c Corpus, series: &Series) -> Self {
        let scope = corpus.model.registers.scopes.get(series.scope.0);
        let mut record = Self {
            corpus,
            kind: series.kind,
            stated: FxHashMap::default(),
            voices: FxHashMap::default(),
            breaks: breaks(corpus, series.measure, scope),
        };
        for fact in corpus.facts(series) {
            let Some(known_time) = fact.window.as_ref().and_then(known_time) else { continue };
            for statement in &fact.statements {
                let voice = statement.voice.number();
                record.stated.entry(voice).or_default().push((known_time, statement.representative()));
                record.voices.extend(statement.claims.iter().map(|&claim| (claim, voice)));
            }
        }
        record.stated.values_mut().for_each(|stated| stated.sort_unstable());
        record
    }

    /// A figure of a claim's own source that its change does not fit, if it is certain that the change starts from
    /// that figure.
    pub(crate) fn misfitting_figure(&self, at: u32) -> Option<u32> {
        let corpus = self.corpus;
        let claim = corpus.claim(at);
        let (change, Value::Number(figure)) = (claim.change.as_deref()?, &claim.value) else { return None };
        let now = known_time(claim.time.as_ref()?)?;
        let day = now.1;
        let stated = self.stated.get(self.voices.get(&at)?)?;
        let fits = |at: u32| {
            let Value::Number(before) = &corpus.claim(at).value else { return true };
            match &change.from {
                Some(from) => !from.hard().disjoint(&before.hard()),
                None => change.fits(&before.hard(), &figure.hard()),
            }
        };
        let is_across_break = |since: Day| self.breaks.iter().any(|&step| since < step && step <= day);
        if let Some(since) = &change.since {
            let since = known_time(&self.base_window(since))
                .filter(|&since| since < now && !is_across_break(since.0))?;
            let first = stated.partition_point(|&(on, _)| on < since);
            let mut figures_then =
                stated[first..].iter().take_while(|(on, _)| *on == since).map(|&(_, at)| at);
            let only = figures_then.next()?;
            return (figures_then.next().is_none() && !fits(only)).then_some(only);
        }
        // Without a date only a change of a running total has a certain start: the figure of the day before. If the
        // claim states the earlier figure itself, that may be any older one.
        let is_amount = matches!(change.by, Some(ChangeAmount::Amount(_))) && change.from.is_none();
        if self.kind != Kind::Cumulative || !is_amount {
            return None;
        }
        let end = stated.partition_point(|&(on, _)| on < now);
        let earlier = &stated[end.saturating_sub(MAX_EARLIER)..end];
        let &(before, last) = earlier.last()?;
        let are_instants = now.2 == Shape::Instant && before.2 == Shape::Instant;
        let is_day_before =
            are_instants && now.0 == day && before.0 == before.1 && before.1.next() == Some(day);
        let is_only_one = end.checked_sub(2).is_none_or(|at| stated[at].0 != before);
        let is_certain = is_day_before && is_only_one && !is_across_break(before.1);
        (is_certain && earlier.iter().all(|&(_, at)| !fits(at))).then_some(last)
    }

    /// The window of the earlier figure. It is a period for a flow; and if it is of several days,
    /// as in `since 2013`, unless the series is a running total.
    fn base_window(&self, since: &Window) -> Window {
        let is_of_several_days = since.from != since.to && self.kind != Kind::Cumulative;
        let shape = if self.kind == Kind::Flow || is_of_several_days { Shape::Period } else { since.shape };
        Window { shape, ..*since }
    }
}

/// The ends and the shape of a window that means the same time to everybody.
fn known_time(window: &Window) -> Option<KnownTime> {
    let is_sharp = !window.approximate
        && !window.uncertain
        && (window.shape == Shape::Period || window.from == window.to);
    window.from.zip(window.to).filter(|_| is_sharp).map(|(from, to)| (from, to, window.shape))
}
