//! The question put to each cause: one figure, and what it should have been.

use super::evidence::Causes;
use super::figure_index::{FigureIndex, day_of, figures_on, precise_figure, voice_of};
use super::reason::{EDIT, Reason};
use super::written::WrittenFigure;
use crate::corpus::{Corpus, Describer, Voice};
use crate::finding::Cause;
use crate::model::claim::{Claim, Value};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Interval, Number};

/// How many claims around a claim of a running total are used to bound it.
const MAX_NEIGHBOURS: usize = 64;

/// A figure that does not fit what others allow. Either may be wrong.
#[derive(Clone, Debug)]
pub struct Misfit {
    /// Its claim.
    pub at: u32,
    /// The span that the others allow.
    pub allowed: Interval,
    /// A claim of the same series at another time that the figure conflicts with.
    pub beside: Option<u32>,
}

/// One figure that does not fit, and what it should have been.
#[derive(Debug)]
pub(super) struct Discrepancy<'q> {
    causes: &'q Causes<'q>,
    /// The claim whose figure is in question.
    pub(super) at: u32,
    /// Its figure in the measure's unit.
    pub(super) figure: Number,
    /// Its figure as it is written.
    pub(super) written: WrittenFigure,
    /// A claim of another value at the same fact.
    pub(super) other: Option<u32>,
    /// That claim and those that agree with it.
    others: Vec<u32>,
    /// The figure it should be, where that is a single one.
    pub(super) goal: Option<Number>,
    /// The span in which it could be.
    pub(super) allowed: Interval,
    /// Whether it is known to be the wrong one.
    pub(super) is_certain: bool,
    /// Its series, by number.
    pub(super) series: u32,
    /// The day of the claim.
    pub(super) day: Option<Day>,
    /// If it does not fit a claim of another time: the day of that claim.
    pub(super) beside: Option<Day>,
}

impl<'q> Discrepancy<'q> {
    /// The question why a claim differs from others of its fact.
    pub(super) fn beside_others(causes: &'q Causes<'q>, at: u32, others: &[u32]) -> Option<Self> {
        let corpus = causes.words.corpus;
        let other = *others.first()?;
        let claim = corpus.claim(other);
        let Value::Number(theirs) = &claim.value else { return None };
        // A share in per cent and a count are two readings of one fact; neither is a goal for the other.
        let is_same_unit = claim.unit == corpus.claim(at).unit;
        let goal = is_same_unit.then(|| theirs.best().cloned()).flatten();
        let allowed = if is_same_unit { theirs.hard().into_owned() } else { Interval::ALL };
        Self::new(causes, at, (Some(other), others.to_vec()), goal, allowed)
    }

    /// The same question of a figure that is known to be the wrong one.
    pub(super) fn certain(self) -> Self {
        Self { is_certain: true, ..self }
    }

    /// The question why a claim is outside what figures of other times, parts or laws allow.
    pub(super) fn out_of_range(causes: &'q Causes<'q>, misfit: &Misfit) -> Option<Self> {
        let (goal, allowed) = (misfit.allowed.single().cloned(), misfit.allowed.clone());
        let discrepancy = Self::new(causes, misfit.at, (None, Vec::new()), goal, allowed)?;
        let beside = misfit.beside.and_then(|rival| day_of(discrepancy.corpus().claim(rival)));
        Some(Self { beside, ..discrepancy })
    }

    fn new(
        causes: &'q Causes<'q>,
        at: u32,
        (other, others): (Option<u32>, Vec<u32>),
        goal: Option<Number>,
        allowed: Interval,
    ) -> Option<Self> {
        let corpus = causes.words.corpus;
        let claim = corpus.claim(at);
        let figure = single_figure(claim)?;
        let written = WrittenFigure::of(causes.words, at, &figure);
        let series = corpus.series_of(at)?;
        let day = day_of(claim);
        Some(Self {
            causes,
            at,
            figure,
            written,
            other,
            others,
            goal,
            allowed,
            is_certain: false,
            series,
            day,
            beside: None,
        })
    }

    /// The corpus with its texts.
    pub(super) fn words(&self) -> Describer<'q> {
        self.causes.words
    }

    pub(super) fn corpus(&self) -> &'q Corpus {
        self.causes.words.corpus
    }

    /// The claim in question.
    pub(super) fn claim(&self) -> &'q Claim {
        self.corpus().claim(self.at)
    }

    /// Every precise figure of the corpus, by value and time.
    pub(super) fn index(&self) -> &'q FigureIndex {
        self.causes.index()
    }

    /// The voice of the figure in question.
    pub(super) fn voice(&self) -> Voice {
        voice_of(self.claim())
    }

    /// Whether a claim is part of the question.
    pub(super) fn is_involved(&self, at: u32) -> bool {
        at == self.at || self.others.contains(&at)
    }

    /// The claims of another value at the same fact.
    pub(super) fn others(&self) -> &[u32] {
        &self.others
    }

    /// The figure as it is shown.
    pub(super) fn shown(&self) -> String {
        self.written.shown()
    }

    /// The goal as it is shown: as written in the claim that states it, else formatted like the figure in question.
    pub(super) fn shown_goal(&self, goal: &Number) -> String {
        match self.other {
            Some(other) => WrittenFigure::of(self.words(), other, goal).shown(),
            None => self.written.shown_with(goal),
        }
    }

    /// The allowed span, if it is narrow enough to be evidence: at most this share of its high end;
    /// otherwise none. A missing end is put at that share from the other end. If no claim states
    /// the right figure, the span must also be at most a tenth of the distance: to change a digit
    /// moves a figure by about that distance, so a wider span would match by chance.
    pub(super) fn allowed_within(&self, share: &Number) -> Option<Interval> {
        let max_width = self.other.is_none().then(|| &self.distance() * &Number::ratio(1, 10));
        let width_at = |end: &Number| {
            let width = &end.abs() * share;
            max_width.as_ref().map_or(width.clone(), |max_width| width.min(max_width.clone()))
        };
        let allowed = match (&self.allowed.low, &self.allowed.high) {
            (Some(low), Some(high)) => ((high - low) <= width_at(high)).then(|| self.allowed.clone())?,
            (Some(low), None) => Interval { high: Some(low + &width_at(low)), ..self.allowed.clone() },
            (None, Some(high)) => Interval { low: Some(high - &width_at(high)), ..self.allowed.clone() },
            (None, None) => return None,
        };
        (!allowed.is_empty()).then_some(allowed)
    }

    /// Whether the figure would fit if it were this: it is the goal itself, or lies in the allowed span if that is
    /// narrow enough to be evidence.
    pub(super) fn would_fit(&self, candidate: &Number, share: &Number) -> bool {
        match &self.goal {
            Some(goal) => candidate == goal,
            None => self.allowed_within(share).is_some_and(|allowed| allowed.contains(candidate)),
        }
    }

    /// Whether only a law or parts contradict the figure, so that any of the figures that these
    /// bind may be wrong. That this one is stated elsewhere too is then no sign that it was
    /// misplaced.
    pub(super) fn is_any_of_many(&self) -> bool {
        self.other.is_none() && self.beside.is_none() && !self.is_certain
    }

    /// Whether a claim of a running total could say this figure instead of its own: that adds no
    /// fall from its source's figure of the day before, or to that of the day after.
    pub(super) fn keeps_growing(&self, at: u32, candidate: &Number) -> bool {
        let corpus = self.corpus();
        let claim = corpus.claim(at);
        let (Some(here), Kind::Cumulative) = (self.day, corpus.series[self.series as usize].kind) else {
            return true;
        };
        let Some(figure) = precise_figure(claim) else { return true };
        let own = |day: Option<Day>| {
            let figures = day.map(|day| figures_on(corpus, self.series, day, Some(voice_of(claim))));
            let others = figures.into_iter().flatten().filter(|(other, _)| !self.is_involved(*other));
            others.map(|(_, figure)| figure).last()
        };
        let (before, after) = (own(here.plus(-1)), own(here.next()));
        let is_above_before = before.is_none_or(|before| candidate >= before || figure < before);
        is_above_before && after.is_none_or(|after| candidate <= after || figure > after)
    }

    /// How far the figure is from its goal, or from the allowed span if there is none.
    pub(super) fn distance(&self) -> Number {
        match &self.goal {
            Some(goal) => (&self.figure - goal).abs(),
            None => Interval::exact(self.figure.clone()).gap(&self.allowed),
        }
    }

    /// What is added after naming a figure that would fit; empty if a claim states it.
    pub(super) fn if_it_were(&self, candidate: &Number) -> String {
        if self.other.is_some() {
            return String::new();
        }
        if self.allowed.single().is_some() {
            return format!("; with {} the figures add up", self.written.shown_with(candidate));
        }
        format!(
            "; {} fits the other figures, which allow {}",
            self.written.shown_with(candidate),
            self.allowed
        )
    }

    /// How a claim is referred to.
    pub(super) fn reference_in_text(&self, at: u32) -> String {
        self.causes.reference_in_text(at, self.others.iter().copied().chain([self.at]))
    }

    /// A reason without an edit.
    pub(super) fn reason(&self, kind: &'static str, text: String) -> Reason {
        Reason { cause: Cause::new(kind, text), edit: None, corrected: None }
    }

    /// A reason whose edit is that the claim says or means something else.
    pub(super) fn edited(&self, kind: &'static str, text: String, change: &str) -> Reason {
        let edit = format!("{EDIT} {} {change}", self.reference_in_text(self.at));
        Reason { cause: Cause::new(kind, text), edit: Some(edit), corrected: None }
    }

    /// A reason whose edit is another figure, of the claim, or of either claim if it is not known which is wrong.
    pub(super) fn corrected(&self, kind: &'static str, text: String, candidate: &Number) -> Reason {
        let corrected = Some((self.at, candidate.clone()));
        let change = format!("says {}", self.shown_goal(candidate));
        // Neither claim is corrected if several claims give its figure: the others would be left.
        let is_given_by_several = |wanted: Option<&Number>| {
            let same_day =
                self.day.into_iter().flat_map(|day| figures_on(self.corpus(), self.series, day, None));
            same_day.filter(|(_, figure)| Some(*figure) == wanted).count() > 1
        };
        let keeps_own = is_given_by_several(Some(&self.figure));
        let Some(other) = self.other.filter(|_| !self.is_certain) else {
            return match keeps_own {
                true => Reason { corrected, ..self.reason(kind, text) },
                false => Reason { corrected, ..self.edited(kind, text, &change) },
            };
        };
        // Nor is the other one if its source's total would then fall.
        let keeps_other = !self.keeps_growing(other, &self.figure)
            || self.others.len() > 1
            || is_given_by_several(self.goal.as_ref());
        let other_says = format!("{} says {}", self.reference_in_text(other), self.shown());
        let mut change = match (keeps_own, keeps_other) {
            (true, true) => return self.reason(kind, text),
            (true, false) => {
                let edit = Some(format!("{EDIT} {other_says}"));
                return Reason {
                    edit,
                    corrected: Some((other, self.figure.clone())),
                    ..self.reason(kind, text)
                };
            }
            (false, false) => format!("{change}, or {other_says}"),
            (false, true) => change,
        };
        let (mine, theirs) = (self.claim(), self.corpus().claim(other));
        if (voice_of(mine), mine.via, mine.said, mine.published)
            == (voice_of(theirs), theirs.via, theirs.said, theirs.published)
        {
            change.push_str("; the two claims are then the same, and one of them can go");
        }
        Reason { corrected, ..self.edited(kind, text, &change) }
    }

    /// Who states a figure elsewhere, as an addition: `, by X`; empty if nobody is named.
    pub(super) fn other_voice(&self, at: u32) -> String {
        let voice = voice_of(self.corpus().claim(at));
        match voice {
            Voice::Nobody(_) => String::new(),
            _ => format!(", by {}", self.words().voice(voice)),
        }
    }
}

/// The single number of a claim's figure: no bound, no range, and no hedge wider than a tenth of it. `1.2 million`
/// has one, `about 12,000` does not; `0` has one. A negative figure has none.
fn single_figure(claim: &Claim) -> Option<Number> {
    let Value::Number(figure) = &claim.value else { return None };
    let best = figure.best()?;
    let width = figure.hard().width()?;
    let is_precise = width.is_zero() || &width * &Number::from_i64(10) <= best.abs();
    (is_precise && !best.is_negative()).then(|| best.clone())
}

/// What the neighbours of a claim in a running total allow. One of them is the claim that it conflicts with; on the
/// other side it is the nearest day with precise figures that are not removed.
pub(super) fn allowed_range(corpus: &Corpus, at: u32, against: u32, removed: &[u32]) -> Interval {
    let hard = |at: u32| match &corpus.claim(at).value {
        Value::Number(figure) => figure.hard().into_owned(),
        _ => Interval::ALL,
    };
    let Some((day, rival)) = day_of(corpus.claim(at)).zip(day_of(corpus.claim(against))) else {
        return Interval::ALL;
    };
    let Some(series) = corpus.series_of(at) else { return Interval::ALL };
    let is_before_rival = rival > day;
    let claims = corpus.claims_of(&corpus.series[series as usize]);
    let from = |at: u32| corpus.claim(at).time.and_then(|window| window.from);
    let start = claims.partition_point(|&at| from(at) < Some(day));
    let end = claims.partition_point(|&at| from(at) <= Some(day));
    let is_usable = |at: &u32| !removed.contains(at) && precise_figure(corpus.claim(*at)).is_some();
    let lower = claims[..start]
        .iter()
        .rev()
        .take(MAX_NEIGHBOURS)
        .copied()
        .filter(is_usable)
        .find_map(|at| hard(at).low);
    let upper =
        claims[end..].iter().take(MAX_NEIGHBOURS).copied().filter(is_usable).find_map(|at| hard(at).high);
    let theirs = hard(against);
    let interval = |low: Option<Number>, high: Option<Number>| Interval { low, high, ..Interval::ALL };
    let both = if is_before_rival {
        interval(lower, theirs.high.clone())
    } else {
        interval(theirs.low.clone(), upper)
    };
    if both.is_empty() {
        return if is_before_rival { interval(None, theirs.high) } else { interval(theirs.low, None) };
    }
    both
}
