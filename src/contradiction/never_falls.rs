//! What is said of one fact taken together, and what the days around a day say of a running total,
//! which never falls.

use crate::contradiction::allowed::{allowed_by, breaks, segments};
use crate::corpus::{Corpus, Fact, Series, Statement, Voice};
use crate::model::{Day, Interval, Number, Window};

/// A day that is this many days before or after another is so in every time zone.
const SURELY_APART: i64 = 3;

/// All that the figures of a fact allow together, or those of one voice.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SaidTogether {
    /// From the lowest to the highest figure that one of them allows.
    pub(super) within: Interval,
    /// The claim with the lowest figure, and the one with the highest.
    pub(super) ends: (u32, u32),
    /// Who speaks, in order.
    pub(super) voices: Vec<Voice>,
}

/// What is said of a fact, by all or by one voice; none where nobody says anything.
pub(super) fn said_together(
    corpus: &Corpus,
    series: &Series,
    fact: &Fact,
    voice: Option<Voice>,
) -> Option<SaidTogether> {
    let all: Vec<&Statement> = fact
        .all_statements()
        .filter(|statement| voice.is_none_or(|voice| statement.voice == voice))
        .collect();
    let mut voices: Vec<Voice> = all.iter().map(|statement| statement.voice).collect();
    voices.sort_unstable();
    voices.dedup();
    let mut all =
        all.into_iter().map(|statement| (allowed_by(corpus, series, statement), statement.representative()));
    let (mut within, first) = all.next()?;
    let mut ends = (first, first);
    for (span, claim) in all {
        let wider = within.around(&span);
        if (&wider.low, wider.low_open) != (&within.low, within.low_open) {
            ends.0 = claim;
        }
        if (&wider.high, wider.high_open) != (&within.high, within.high_open) {
            ends.1 = claim;
        }
        within = wider;
    }
    Some(SaidTogether { within, ends, voices })
}

/// The days on which something is said of a running total: by all together, and by each voice.
pub(super) struct DaysOfTotal {
    breaks: Vec<Day>,
    all: Days,
    by_voice: Vec<(Voice, Days)>,
}

impl DaysOfTotal {
    pub(super) fn of(corpus: &Corpus, series: &Series, facts: &[Fact]) -> Self {
        let breaks = breaks(corpus, series.measure, corpus.model.registers.scopes.get(series.scope.0));
        let mut all = Days::default();
        let mut by_voice: Vec<(Voice, Days)> = Vec::new();
        for fact in facts {
            let Some(window) = fact.window else { continue };
            let segment = segments(&breaks, &window);
            let Some(day) = window.only_day().filter(|_| segment.start() == segment.end()) else { continue };
            let Some(said) = said_together(corpus, series, fact, None) else { continue };
            for &voice in &said.voices {
                let Some(said) = said_together(corpus, series, fact, Some(voice)) else { continue };
                let at = by_voice.binary_search_by_key(&voice, |(voice, _)| *voice).unwrap_or_else(|at| {
                    by_voice.insert(at, (voice, Days::default()));
                    at
                });
                by_voice[at].1.add(OneDay { day, window, segment: *segment.start(), said });
            }
            all.add(OneDay { day, window, segment: *segment.start(), said });
        }
        std::iter::once(&mut all)
            .chain(by_voice.iter_mut().map(|(_, days)| days))
            .for_each(Days::find_extremes);
        Self { breaks, all, by_voice }
    }

    /// The highest figure before a day and the lowest one after it, by all together and by each voice that speaks on the day. Each
    /// with the claim that gives it.
    pub(super) fn around(&self, window: &Window) -> Vec<(Interval, u32, Vec<Voice>)> {
        let segment = segments(&self.breaks, window);
        let Some(day) = window.only_day().filter(|_| segment.start() == segment.end()) else {
            return Vec::new();
        };
        let asked = Asked { day, window, segment: *segment.start() };
        let speaking = self.by_voice.iter().map(|(_, days)| days).filter(|days| days.has(day));
        let mut found: Vec<(Interval, u32, Vec<Voice>)> = Vec::new();
        for days in std::iter::once(&self.all).chain(speaking) {
            let low =
                days.highest_before(&asked).map(|(end, said)| (Interval::at_least(end), said.ends.0, said));
            let high =
                days.lowest_after(&asked).map(|(end, said)| (Interval::at_most(end), said.ends.1, said));
            for (within, claim, said) in low.into_iter().chain(high) {
                if !found.iter().any(|(known, of, _)| *known == within && *of == claim) {
                    found.push((within, claim, said.voices.clone()));
                }
            }
        }
        found
    }
}

/// A day that is asked about.
struct Asked<'w> {
    day: Day,
    window: &'w Window,
    segment: usize,
}

/// What is said of one day, or of an hour of it.
struct OneDay {
    day: Day,
    window: Window,
    segment: usize,
    said: SaidTogether,
}

/// Days in their order.
#[derive(Default)]
struct Days {
    days: Vec<OneDay>,
    /// For each day, of the days up to it in the same segment, the one with the highest figure that
    /// the total must have reached.
    highest: Vec<Option<u32>>,
    /// For each day, of the days from it on in the same segment, the one with the lowest figure
    /// that the total cannot have passed.
    lowest: Vec<Option<u32>>,
}

impl Days {
    fn add(&mut self, day: OneDay) {
        self.days.push(day);
    }

    fn find_extremes(&mut self) {
        self.days.sort_by_key(|one| one.day);
        let days = &self.days;
        let low = |at: u32| days[at as usize].said.within.low.as_ref();
        let high = |at: u32| days[at as usize].said.within.high.as_ref();
        let segment = |at: u32| days[at as usize].segment;
        let mut best: Option<u32> = None;
        self.highest = (0..days.len() as u32)
            .map(|at| {
                best = best.filter(|&known| segment(known) == segment(at));
                if low(at).is_some() && best.is_none_or(|known| low(known) <= low(at)) {
                    best = Some(at);
                }
                best
            })
            .collect();
        best = None;
        self.lowest = vec![None; days.len()];
        for at in (0..days.len() as u32).rev() {
            best = best.filter(|&known| segment(known) == segment(at));
            if high(at).is_some() && best.is_none_or(|known| high(at) <= high(known)) {
                best = Some(at);
            }
            self.lowest[at as usize] = best;
        }
    }

    fn has(&self, day: Day) -> bool {
        self.days.binary_search_by_key(&day, |one| one.day).is_ok()
    }

    /// The highest figure that must have been reached before a day. A day near it counts only if it
    /// is over by then, whatever time zones the two are of.
    fn highest_before(&self, asked: &Asked<'_>) -> Option<(Number, &SaidTogether)> {
        let surely = asked.day.plus(-SURELY_APART);
        let far = self.days.partition_point(|one| surely.is_some_and(|day| one.day <= day));
        let near = far..self.days.partition_point(|one| one.day < asked.day);
        let start = asked.window.start();
        let is_over =
            |one: &&OneDay| one.window.end().zip(start).is_some_and(|(end, start)| end.is_before(start));
        let far = far.checked_sub(1).and_then(|last| self.highest[last]).map(|at| &self.days[at as usize]);
        let near = self.days[near].iter().filter(is_over);
        let mut best: Option<(Number, &SaidTogether)> = None;
        for one in far.into_iter().chain(near).filter(|one| one.segment == asked.segment) {
            if let Some(low) = &one.said.within.low
                && best.as_ref().is_none_or(|(known, _)| known <= low)
            {
                best = Some((low.clone(), &one.said));
            }
        }
        best
    }

    /// The lowest figure that cannot have been passed after a day.
    fn lowest_after(&self, asked: &Asked<'_>) -> Option<(Number, &SaidTogether)> {
        let surely = asked.day.plus(SURELY_APART);
        let far = self.days.partition_point(|one| surely.is_none_or(|day| one.day < day));
        let near = self.days.partition_point(|one| one.day <= asked.day);
        let end = asked.window.end();
        let is_later =
            |one: &&OneDay| end.zip(one.window.start()).is_some_and(|(end, start)| end.is_before(start));
        let near = self.days[near..far.max(near)].iter().filter(is_later);
        let far = self.lowest.get(far).copied().flatten().map(|at| &self.days[at as usize]);
        let mut best: Option<(Number, &SaidTogether)> = None;
        for one in near.chain(far).filter(|one| one.segment == asked.segment) {
            if let Some(high) = &one.said.within.high
                && best.as_ref().is_none_or(|(known, _)| high < known)
            {
                best = Some((high.clone(), &one.said));
            }
        }
        best
    }
}
