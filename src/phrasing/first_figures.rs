//! What the first figures of a revision were: those of an earlier day, or nothing yet.

use std::collections::BTreeSet;

use crate::corpus::is_same_voice_and_chain;
use crate::drift::{RestatedFact, RevisionPattern};
use crate::finding::{ANOTHER_DATE, Cause, ENTERED_AS_ZERO};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number, Window};
use crate::phrasing::presenter::on_date;
use crate::phrasing::revision::RevisionPhrasing;

/// In this many series at least the first figures must be those of one other day: its file came again.
const MIN_SERIES: usize = 3;

impl RevisionPhrasing<'_> {
    /// Why a source restates one day after another, or many figures of a day: in half of the cases or more the first figure was
    /// an earlier day's.
    pub(super) fn earlier_days(&self, worst: &RestatedFact) -> Option<Cause> {
        if self.revision.pattern == RevisionPattern::Once {
            return None;
        }
        let cause = |fact: &RestatedFact| {
            let (&first, &last) = fact.versions.first().zip(fact.versions.last())?;
            let cause = self.context.causes.of(first, &[last])?.cause;
            cause.other_day.is_some_and(|other| other.days < 0).then_some(cause)
        };
        let facts = &self.revision.facts;
        let causes: Vec<Cause> = facts.iter().filter_map(cause).collect();
        let (known, all) = (causes.len(), facts.len());
        if known * 2 < all {
            return None;
        }
        let own = cause(worst);
        let mut shown = own.clone().or_else(|| causes.into_iter().next())?;
        let of = if known == all {
            format!("all {all} cases")
        } else {
            format!("at least {} of the {all} cases", Number::from_u64(known as u64).grouped())
        };
        shown.text = match own {
            Some(_) => format!("{} (the first figure was an earlier day's in {of})", shown.text),
            None => format!("the first figure was an earlier day's in {of}: for instance, {}", shown.text),
        };
        Some(shown)
    }

    /// That the first figure was only what the total had grown by since the fact before: 30 for 4,130 after 4,100.
    ///
    /// Only one earlier figure is compared, so an exact match in a total of three digits is no chance.
    pub(super) fn only_the_increase(&self) -> Option<Cause> {
        let corpus = self.context.corpus;
        let facts = &self.revision.facts;
        let earliest = facts.first()?;
        let series = &corpus.series[earliest.series as usize];
        if series.kind != Kind::Cumulative || facts.iter().any(|fact| fact.series != earliest.series) {
            return None;
        }
        let own = corpus.claim(*earliest.versions.first()?);
        let from = earliest.window.and_then(|window| window.from)?;
        let before = corpus.claims_of(series).iter().rev().copied().find(|&at| {
            let claim = corpus.claim(at);
            is_same_voice_and_chain(claim, own)
                && claim.time.and_then(|window| window.only_day()).is_some_and(|day| day < from)
        })?;
        let total = self.figure(before)?;
        let is_increase = |fact: &RestatedFact| {
            let ends = fact.versions.first().zip(fact.versions.get(1));
            let ends = ends.and_then(|(&first, &next)| self.figure(first).zip(self.figure(next)));
            ends.is_some_and(|(first, last)| {
                last >= Number::HUNDRED
                    && first >= Number::TEN
                    && &first + &first < last
                    && &last - &first == total
            })
        };
        if !facts.iter().all(is_increase) {
            return None;
        }
        let (&first, &last) = earliest.versions.first().zip(earliest.versions.get(1))?;
        let when = corpus.claim(before).time.as_ref().map(on_date).unwrap_or_default();
        let text = format!(
            "{} is only what the total had grown by since {}{when}: {} − {}",
            self.words.said(first),
            self.words.said(before),
            self.words.said(last),
            self.words.said(before)
        );
        Some(Cause::new("daily-for-total", text))
    }

    /// That the first figures of a day, of three series or more, are all those of one other day, however far
    /// away: the file of that day came again. In a single series a figure may well occur twice.
    pub(super) fn another_days_file(&self) -> Option<Cause> {
        let corpus = self.context.corpus;
        let facts = &self.revision.facts;
        // A figure over one day belongs to that day, too.
        let day_of = |window: Option<Window>| {
            window.and_then(|window| window.from.filter(|_| window.from == window.to))
        };
        let here = day_of(facts.first()?.window)?;
        let mut series: Vec<u32> = facts.iter().map(|fact| fact.series).collect();
        series.sort_unstable();
        series.dedup();
        let is_of_one_day = facts.iter().all(|fact| day_of(fact.window) == Some(here));
        if series.len() < MIN_SERIES || !is_of_one_day {
            return None;
        }
        let days_of = |fact: &RestatedFact| -> Option<BTreeSet<Day>> {
            let first = *fact.versions.first()?;
            let (own, figure) = (corpus.claim(first), self.figure(first)?);
            let all = corpus.claims_of(&corpus.series[fact.series as usize]).iter();
            let same = all.filter(|&&at| {
                let claim = corpus.claim(at);
                is_same_voice_and_chain(claim, own) && self.figure(at).is_some_and(|theirs| theirs == figure)
            });
            let days = same.filter_map(|&at| day_of(corpus.claim(at).time));
            Some(days.filter(|day| *day != here).collect())
        };
        let mut shared = days_of(&facts[0])?;
        for fact in &facts[1..] {
            let days = days_of(fact)?;
            shared.retain(|day| days.contains(day));
        }
        // Figures of the day before were merely not brought up to date yet.
        let day = shared.into_iter().min_by_key(|day| day.0.abs_diff(here.0))?;
        if day.next() == Some(here) {
            return None;
        }
        let text = format!(
            "all {} figures first given for {} are those of {}: the file of another day",
            facts.len(),
            here.in_words(),
            day.in_words()
        );
        Some(Cause::new(ANOTHER_DATE, text))
    }

    /// That each of several figures of totals or levels was first given as that of the source's fact before: nobody had counted anew.
    /// One figure may well repeat another; three or more that are restated together do not by chance.
    pub(super) fn repeated(&self) -> Option<Cause> {
        let corpus = self.context.corpus;
        let facts = &self.revision.facts;
        if facts.len() < MIN_SERIES || self.revision.pattern == RevisionPattern::Habit {
            return None;
        }
        let day_of = |at: u32| corpus.claim(at).time.and_then(|window| window.only_day());
        let repeats = |fact: &RestatedFact| {
            let Some(&first) = fact.versions.first() else { return false };
            let (own, figure) = (corpus.claim(first), self.figure(first));
            let Some(day) = day_of(first) else { return false };
            let series = &corpus.series[fact.series as usize];
            let is_running = matches!(series.kind, Kind::Cumulative | Kind::Level);
            let order = |at: u32| corpus.edition(at).map(|edition| edition.order());
            let before = corpus.claims_of(series).iter().copied().filter(|&at| {
                is_same_voice_and_chain(corpus.claim(at), own)
                    && day_of(at).is_some_and(|other| other < day)
                    && order(at) < order(first)
            });
            let before = before.max_by_key(|&at| (day_of(at), order(at)));
            is_running
                && figure.as_ref().is_some_and(|figure| !figure.is_zero())
                && before.is_some_and(|before| self.figure(before) == figure)
        };
        let text =
            format!("all {} figures repeated those of the time before: they were not updated", facts.len());
        facts.iter().all(repeats).then(|| Cause::new(ANOTHER_DATE, text))
    }

    /// That several figures had been entered as nothing until they were filled in.
    pub(super) fn entered_as_zero(&self) -> Option<Cause> {
        let facts = &self.revision.facts;
        let is_filled_in = |fact: &RestatedFact| {
            let [first, last] = fact.versions[..] else { return false };
            let is_zero = |at: u32| self.figure(at).map(|figure| figure.is_zero());
            is_zero(first) == Some(true) && is_zero(last) == Some(false)
        };
        if facts.len() < 2 || !facts.iter().all(is_filled_in) {
            return None;
        }
        let count = if facts.len() == 2 { "both".to_owned() } else { format!("all {}", facts.len()) };
        let text =
            format!("{count} figures were 0 before that: not entered yet, or counted elsewhere until then");
        Some(Cause::new(ENTERED_AS_ZERO, text))
    }
}
