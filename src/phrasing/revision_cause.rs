//! Why a source restated its figures.

use crate::drift::{CORRECTION_SECONDS, RestatedFact, RevisionPattern, corrected_digit, thousands_apart};
use crate::finding::{ANOTHER_DATE, Cause, GREW_MEANWHILE};
use crate::model::Number;
use crate::model::vocabulary::Kind;
use crate::phrasing::revision::RevisionPhrasing;

/// A figure of a fact at most two days old that is corrected within hours is a slip rather than a revision.
const FRESH: i32 = 2;

/// A bulletin that follows sooner corrects a slip of the one before.
const HOUR: i64 = 3600;

impl RevisionPhrasing<'_> {
    /// Why the first figure was not the last; a slip if it was corrected at once.
    pub(crate) fn cause(&self, worst: &RestatedFact) -> Option<Cause> {
        let (&first, &last) = worst.versions.first().zip(worst.versions.last())?;
        // If the last figure is the first one again, the figure between them has the cause.
        let first = match worst.versions[..] {
            [one, between, _] if self.figure(one) == self.figure(last) => between,
            _ => first,
        };
        if let Some(cause) = self.misfiled_cause() {
            return Some(cause);
        }
        let shared =
            self.another_days_file().or_else(|| self.exchanged()).or_else(|| self.counted_elsewhere());
        let shared = shared.or_else(|| self.two_days_added()).or_else(|| self.entered_as_zero());
        let shared = shared.or_else(|| self.only_the_increase());
        let shared = shared.or_else(|| self.one_amount()).or_else(|| self.earlier_days(worst));
        let shared = shared.or_else(|| self.repeated());
        if let Some(cause) = shared {
            return Some(cause);
        }
        // A source that restates several figures in one direction has recounted: no single slip explains that.
        let alone = self.revision.facts.len() == 1 || self.revision.pattern == RevisionPattern::Habit;
        let is_large = self.figure(first).is_some_and(|figure| figure >= Number::HUNDRED);
        if let Some(beside) =
            Some(worst).filter(|_| alone && is_large).and_then(|it| self.of_the_day_beside(it))
        {
            return Some(Cause::new(ANOTHER_DATE, beside));
        }
        if let Some(reason) = alone.then(|| self.context.causes.of(first, &[last])).flatten() {
            return Some(reason.cause);
        }
        let ends = self.figure(first).zip(self.figure(last));
        if let Some((typed, meant)) = ends.and_then(|(first, last)| corrected_digit(&first, &last)) {
            let (first, last) = (self.words.said(first), self.words.said(last));
            let text = format!("{first} is {last} with a {typed} instead of the {meant}, since put right");
            return Some(Cause::new("digit-mistyped", text));
        }
        let (before, after) = (self.context.corpus.edition(first)?, self.context.corpus.edition(last)?);
        let soon = after.seconds_after(&before).is_some_and(|seconds| seconds < CORRECTION_SECONDS);
        if let Some((change, way)) = thousands_apart(self.figure(first), self.figure(last)).filter(|_| soon) {
            let (first, last) = (self.words.said(first), self.words.said(last));
            let text = format!(
                "{last} is exactly {} {way} than {first}, all digits behind being the same: a slip in the thousands, or one round amount put right",
                change.grouped()
            );
            return Some(Cause::new("digit-mistyped", text));
        }
        let day = worst.window.and_then(|window| window.to)?;
        let quick = after.seconds_after(&before).is_some_and(|seconds| seconds < CORRECTION_SECONDS)
            && before.from.0 - day.0 <= FRESH;
        if quick && self.may_have_grown(worst, first, last) && before.to.0 <= day.0 {
            return Some(Cause::new(
                GREW_MEANWHILE,
                "the first figure was said before the day was over: the count may have grown since"
                    .to_owned(),
            ));
        }
        quick.then(|| {
            Cause::new(
                "quick-fix",
                format!(
                    "corrected after {}: the first figure was a slip",
                    self.after(first, last).unwrap_or_default()
                ),
            )
        })
    }

    /// That all figures changed by one and the same amount: it was counted in the wrong place, or twice, or not at all.
    fn one_amount(&self) -> Option<Cause> {
        let facts = &self.revision.facts;
        let change = |fact: &RestatedFact| {
            let [first, last] = fact.versions[..] else { return None };
            Some(&self.figure(last)? - &self.figure(first)?)
        };
        let changes: Vec<Number> = facts.iter().map(change).collect::<Option<_>>()?;
        let amount = changes.first()?.abs();
        let is_same = changes.iter().all(|change| change.abs() == amount);
        // If all figures are equal and stay equal, this says nothing.
        let first = |fact: &RestatedFact| fact.versions.first().and_then(|&at| self.figure(at));
        let is_same = is_same && facts.iter().any(|fact| first(fact) != first(&facts[0]));
        if facts.len() < 2 || !is_same || amount < Number::TEN {
            return None;
        }
        let measures = |less: bool| {
            let moved = facts.iter().zip(&changes).filter(|(_, change)| change.is_negative() == less);
            let mut names: Vec<String> = moved.map(|(fact, _)| self.measure(fact)).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        let (less, more) = (measures(true), measures(false));
        let count = if facts.len() == 2 { "both".to_owned() } else { format!("all {}", facts.len()) };
        let all = format!("{count} figures changed by exactly {}", amount.grouped());
        if let Some(beside) = facts.iter().find_map(|fact| self.of_the_day_beside(fact)) {
            return Some(Cause::new("one-amount", format!("{all}; {beside}")));
        }
        let text = match (less.as_slice(), more.as_slice()) {
            ([], _) => format!("{all}, which had been left out"),
            (_, []) => format!("{all}, which had been counted wrongly or twice"),
            _ => all,
        };
        Some(Cause::new("one-amount", text))
    }

    /// That the edition with the new figure has the old one for the day before or after.
    fn of_the_day_beside(&self, fact: &RestatedFact) -> Option<String> {
        let corpus = self.context.corpus;
        let (&first, &last) = (fact.versions.first()?, fact.versions.last()?);
        let (old, edition) = (self.figure(first)?, corpus.edition(last)?);
        let day_of = |at: u32| {
            corpus.claim(at).time.and_then(|window| window.from.filter(|_| window.from == window.to))
        };
        let day = day_of(first)?;
        let series = &corpus.series[fact.series as usize];
        let of_the_edition = |&&at: &&u32| {
            corpus.claim(at).origin == corpus.claim(last).origin && corpus.edition(at) == Some(edition)
        };
        let beside = corpus.claims_of(series).iter().filter(of_the_edition).find_map(|&at| {
            let other = day_of(at)?;
            (other.0.abs_diff(day.0) == 1 && self.figure(at)? == old).then_some(other)
        })?;
        let what = format!("the later edition has {} for {}", self.words.said(first), beside.in_words());
        // Small figures are often equal on two days.
        Some(if old < Number::HUNDRED {
            what
        } else {
            format!("{what}: it had been filed under the wrong day")
        })
    }

    /// Whether a count simply went on growing between two statements an hour or more apart: by no more than since the
    /// fact before.
    fn may_have_grown(&self, worst: &RestatedFact, first: u32, last: u32) -> bool {
        let corpus = self.context.corpus;
        let measure = corpus.series[worst.series as usize].measure;
        let kind = corpus.model.vocabulary.measure(measure).and_then(|measure| measure.kind);
        let times = corpus.edition(first).zip(corpus.edition(last));
        let apart = times.and_then(|(first, last)| last.seconds_after(&first)).unwrap_or(0);
        let Some((before, after)) = self.figure(first).zip(self.figure(last)) else { return false };
        let change = &after - &before;
        let day = |at: u32| corpus.claim(at).time.and_then(|window| window.only_day());
        let origin = corpus.claim(first).origin;
        let earlier = corpus.claims_of(&corpus.series[worst.series as usize]).iter().copied();
        let earlier = earlier.filter(|&at| corpus.claim(at).origin == origin && day(at) < day(first));
        let start = earlier.rev().find(|&at| day(at).is_some()).and_then(|at| self.figure(at));
        let grew = start.is_some_and(|start| change <= &after - &start);
        kind == Some(Kind::Cumulative) && apart >= HOUR && change > Number::ZERO && grew
    }
}
