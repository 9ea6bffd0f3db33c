//! Figures that moved within an edition: what had been counted under another measure until then, and two days that had been added up.

use std::collections::BTreeMap;

use crate::corpus::is_same_voice_and_chain;
use crate::drift::RestatedFact;
use crate::finding::Cause;
use crate::model::register::MeasureId;
use crate::model::{Day, Number};
use crate::phrasing::revision::RevisionPhrasing;

/// From how many figures on it is no chance that another measure changed by as much the other way, however small the change.
const MANY: usize = 5;

/// One case in this many may have changed by another amount, for another reason as well.
const ONE_IN: usize = 10;

/// The ends of a window.
type Days = Option<(Option<Day>, Option<Day>)>;

impl RevisionPhrasing<'_> {
    /// That one measure of the source gained what another lost in the same edition, at each scope and date.
    pub(super) fn counted_elsewhere(&self) -> Option<Cause> {
        let facts = &self.revision.facts;
        let own = |fact: &RestatedFact| self.context.corpus.series[fact.series as usize].measure;
        let measure = own(facts.first()?);
        let count = self.context.corpus.model.vocabulary.measures.len() as u32;
        let (other, gains) = (0..count)
            .map(MeasureId)
            .filter(|&other| other != measure)
            .find_map(|other| Some((other, self.exchanged_amounts(measure, other)?)))?;
        let all = gains.len();
        let gains: Vec<Number> = gains.into_values().flatten().collect();
        let loses = gains.first()?.is_negative();
        let is_large = gains.iter().any(|gain| gain.abs() >= Number::TEN);
        let is_one_way = gains.iter().all(|gain| gain.is_negative() == loses);
        if facts.len() < 2 || !(is_large || gains.len() >= MANY) || !is_one_way {
            return None;
        }
        let name = |measure| self.words.about(measure, &[], None);
        let (from, to) = if loses { (name(measure), name(other)) } else { (name(other), name(measure)) };
        let amount = gains.first()?.abs();
        let what = if gains.iter().all(|gain| gain.abs() == amount) {
            format!("exactly the {} that", amount.grouped())
        } else {
            "exactly what".to_owned()
        };
        let cases = match gains.len() {
            count if count < all => format!(", in {count} of the {all} cases"),
            1 => String::new(),
            2 => ", in both cases".to_owned(),
            count => format!(", in all {count} cases"),
        };
        let text =
            format!("{to} gained {what} {from} lost{cases}: it had been counted under {from} until then");
        Some(Cause::new("counted-elsewhere", text))
    }

    /// By how much a measure changed at each scope and time, by series and days; none where the other one did not change by exactly as
    /// much the other way. None at all if that is so of more than a few, or if a fact is of a third measure.
    fn exchanged_amounts(
        &self,
        measure: MeasureId,
        other: MeasureId,
    ) -> Option<BTreeMap<(u32, Days), Option<Number>>> {
        let corpus = self.context.corpus;
        let mut gains = BTreeMap::new();
        for fact in &self.revision.facts {
            let own = corpus.series[fact.series as usize].measure;
            if own != measure && own != other {
                return None;
            }
            let change = self.last_change(fact)?;
            let theirs = self.change_beside(fact, if own == measure { other } else { measure });
            let is_mirrored = theirs.is_some_and(|theirs| (&change + &theirs).is_zero());
            let series = corpus.series_beside(*fact.versions.last()?, measure);
            let days = fact.window.map(|window| (window.from, window.to));
            let gain = if own == measure { change } else { -&change };
            gains.insert((series.unwrap_or(fact.series), days), is_mirrored.then_some(gain));
        }
        let missing = gains.values().filter(|gain| gain.is_none()).count();
        (missing * ONE_IN <= gains.len()).then_some(gains)
    }

    /// That the first figures were those of two days added up.
    pub(super) fn two_days_added(&self) -> Option<Cause> {
        let sums: Vec<(Number, Number, Number)> =
            self.revision.facts.iter().map(|fact| self.sum_with_a_day_beside(fact)).collect::<Option<_>>()?;
        let (sum, one, two) = sums.iter().max_by(|one, other| one.0.cmp(&other.0))?;
        // With a single small figure it may be chance.
        if sums.len() == 1 && *one.min(two) < Number::HUNDRED || *one.min(two) < Number::TEN {
            return None;
        }
        let (sum, one, two) = (sum.grouped(), one.grouped(), two.grouped());
        let text = match sums.len() {
            1 => format!("the first figure is two days' figures added up: {sum} = {one} + {two}"),
            count => {
                let all = if count == 2 { "both".to_owned() } else { format!("all {count}") };
                format!("{all} first figures are two days' figures added up, such as {sum} = {one} + {two}")
            }
        };
        Some(Cause::new("several-days", text))
    }

    /// The first figure of a fact that was restated once, the figure of the day before or after it, and the last one, if they add up to
    /// it.
    fn sum_with_a_day_beside(&self, fact: &RestatedFact) -> Option<(Number, Number, Number)> {
        let [first, last] = fact.versions[..] else { return None };
        let (sum, last) = (self.figure(first)?, self.figure(last)?);
        let corpus = self.context.corpus;
        let own = corpus.claim(first);
        let day_of = |at: u32| -> Option<Day> { corpus.claim(at).time?.only_day() };
        let day = day_of(first)?;
        let missing = &sum - &last;
        let is_beside = |&&at: &&u32| {
            let claim = corpus.claim(at);
            is_same_voice_and_chain(claim, own)
                && day_of(at).is_some_and(|other| other.0.abs_diff(day.0) == 1)
                && self.figure(at).is_some_and(|figure| figure == missing)
        };
        let all = corpus.claims_of(&corpus.series[fact.series as usize]);
        all.iter().find(is_beside)?;
        Some((sum, missing, last))
    }

    /// By how much a fact changed in the edition that restated it last.
    fn last_change(&self, fact: &RestatedFact) -> Option<Number> {
        let [.., before, after] = fact.versions[..] else { return None };
        Some(&self.figure(after)? - &self.figure(before)?)
    }

    /// By how much the figure of another measure, at the same scope and time, changed in the edition that restated a fact last.
    fn change_beside(&self, fact: &RestatedFact, other: MeasureId) -> Option<Number> {
        let corpus = self.context.corpus;
        let &last = fact.versions.last()?;
        let (own, edition) = (corpus.claim(last), corpus.edition(last)?);
        let series = &corpus.series[corpus.series_beside(last, other)? as usize];
        let of_source = corpus.claims_of(series).iter().copied().filter(|&at| {
            let claim = corpus.claim(at);
            is_same_voice_and_chain(claim, own) && claim.time == own.time
        });
        let mut editions: Vec<(i64, u32)> =
            of_source.filter_map(|at| Some((corpus.edition(at)?.order(), at))).collect();
        editions.sort_unstable();
        let at = editions.iter().position(|&(moment, _)| moment == edition.order())?;
        let before = editions[..at].last()?.1;
        Some(&self.figure(editions[at].1)? - &self.figure(before)?)
    }
}
