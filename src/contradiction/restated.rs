//! Sums, laws and running totals that held until one of their figures was restated: which was, and which was left as
//! it was.
//!
//! An archive keeps the latest edition of each figure. If a source corrects a part and not the total, the two no
//! longer fit, although they did in every edition before.

use crate::contradiction::argument::{Argument, ConstraintKind};
use crate::contradiction::dispute::{Dispute, DisputeKind};
use crate::contradiction::editions::{Edition, all_editions, breaking, editions, own_claims};
use crate::contradiction::pointer::{RestatedFigure, Restatement};
use crate::contradiction::proof_sides::ProofSides;
use crate::corpus::{Corpus, at_window_of, compare_windows, is_same_voice_and_chain};
use crate::model::Number;
use crate::model::claim::Moment;
use crate::reason::End;
use crate::reason::linear::StepReason;

/// At most this many claims of a running total on either side of a figure are held against it.
const FAR: usize = 256;

/// Records for each contradiction whether it held until a source restated some of the figures. In slips of one
/// source, a claim that is neither restated nor left behind is no longer a suspect.
pub(super) fn find(corpus: &Corpus, disputes: &mut [Dispute]) {
    for dispute in disputes {
        let Some(constraint) = FigureConstraint::of(corpus, dispute) else { continue };
        let Some(mut restatement) = constraint.restatement(corpus) else { continue };
        if !dispute.is_slip() || constraint.is_derived {
            // A source that restates its own figure does not leave behind those of others; and what
            // follows from several constraints held in many editions.
            let left_behind = constraint.published_with(corpus, &restatement);
            let is_plain = restatement.adds_up && !constraint.is_derived && restatement.figures.len() == 1;
            (restatement.left_behind, restatement.odd, restatement.beside) = (left_behind, None, None);
            dispute.restated = Some(restatement).filter(|_| is_plain || left_behind.is_some());
            continue;
        }
        if let Some(left) = restatement.left_behind.filter(|_| constraint.kind == ConstraintKind::Sum) {
            let is_one = |claim: u32| {
                claim == left || restatement.figures.iter().any(|restated| restated.now == claim)
            };
            if dispute.has_suspect() && !is_one(dispute.removed.statement.representative()) {
                dispute.certain.clear();
            }
            if let Some(reckoning) = &mut dispute.reckoning {
                reckoning.odd.take_if(|odd| !is_one(odd.claim));
            }
        }
        let named = dispute.reckoning.as_ref().and_then(|reckoning| reckoning.odd.as_ref());
        let named = named.map(|odd| odd.claim);
        let known =
            if dispute.has_suspect() { Some(dispute.removed.statement.representative()) } else { named };
        restatement.odd.take_if(|odd| known.is_some_and(|known| known != *odd));
        dispute.restated = Some(restatement);
    }
}

/// A constraint on stated figures: their sum lies between two ends.
struct FigureConstraint {
    /// What kind of constraint it is.
    kind: ConstraintKind,
    /// The claims of the terms, each with its coefficient.
    terms: Vec<(u32, Number)>,
    /// What the sum is at least.
    low: Option<Number>,
    /// What the sum is at most.
    high: Option<Number>,
    /// Whether it follows from several constraints, which also bind what nobody states.
    is_derived: bool,
}

impl FigureConstraint {
    /// What fails in a dispute: an equation, the one law or part that is broken, or that a total
    /// must not fall from one figure to another.
    fn of(corpus: &Corpus, dispute: &Dispute) -> Option<Self> {
        if let Some(reckoning) = &dispute.reckoning {
            let fails = &reckoning.failing;
            let terms = fails.terms.iter().map(|(times, claim)| (*claim, times.clone())).collect();
            let (low, high) = (Some(fails.constant.clone()), Some(fails.constant.clone()));
            return Some(Self { kind: fails.kind, terms, low, high, is_derived: false });
        }
        if dispute.kind == DisputeKind::Decrease {
            let [against] = &dispute.against[..] else { return None };
            let mut sides = [&dispute.removed, against];
            sides.sort_by(|one, other| compare_windows(one.window.as_ref(), other.window.as_ref()));
            let [before, after] = sides.map(|side| side.statement.representative());
            let is_one_series = corpus.series_of(before) == corpus.series_of(after);
            let terms = vec![(before, Number::ONE), (after, -&Number::ONE)];
            let kind = ConstraintKind::NeverFalls;
            let high = Some(Number::ZERO);
            return is_one_series.then_some(Self { kind, terms, low: None, high, is_derived: false });
        }
        let argument = dispute.argument.as_ref()?;
        let [(row, reason)] = &argument.rows[..] else { return Self::derived(argument) };
        let claim = |unknown: u32| {
            let mut steps = argument.proof.steps.iter().filter(|step| step.unknown == unknown);
            steps.find_map(|step| match step.by {
                StepReason::Item(claim) => Some(claim),
                StepReason::Domain | StepReason::Row(..) => None,
            })
        };
        // A term without a statement may be zero.
        let terms = row.terms.iter().filter_map(|(unknown, times)| Some((claim(*unknown)?, times.clone())));
        let terms: Vec<(u32, Number)> = terms.collect();
        let end = |end: &Option<crate::reason::Endpoint<Number>>| end.as_ref().map(|end| end.value.clone());
        let (low, high) = (end(&row.span.low), end(&row.span.high));
        let is_whole = low.is_none() != high.is_none() || terms.len() == row.terms.len();
        let is_derived = false;
        (is_whole && terms.len() > 1).then_some(Self { kind: reason.kind, terms, low, high, is_derived })
    }

    /// What a proof over several constraints comes to: its lower bounds add up to no more than its
    /// upper ones.
    fn derived(argument: &Argument) -> Option<Self> {
        let kind = argument.rows.iter().map(|(_, reason)| reason.kind).max()?;
        let sides = ProofSides::of(argument);
        let mut high = sides.constant(End::High) - sides.constant(End::Low);
        let mut terms: Vec<(u32, Number)> = Vec::new();
        for (at, times) in &sides.said {
            let step = &argument.proof.steps[*at as usize];
            let times = if step.end == End::Low { times.clone() } else { -times };
            match step.by {
                StepReason::Item(claim) => match terms.iter_mut().find(|(known, _)| *known == claim) {
                    Some((_, all)) => *all = &*all + &times,
                    None => terms.push((claim, times)),
                },
                StepReason::Domain | StepReason::Row(..) => high = &high - &(&times * &step.endpoint.value),
            }
        }
        (terms.len() > 1).then_some(Self { kind, terms, low: None, high: Some(high), is_derived: true })
    }

    /// The one claim of the edition that was replaced: its source published it together with the
    /// earlier figure of what it restated, and has not published it anew since the restatement.
    fn published_with(&self, corpus: &Corpus, restatement: &Restatement) -> Option<u32> {
        let restated = &restatement.figures;
        let mut left = self.terms.iter().map(|term| term.0).filter(|&claim| {
            let is_of_edition = |one: &RestatedFigure| {
                let is_before =
                    |at: u32| corpus.edition(at).is_some_and(|then| one.on.certainly_after(&then));
                one.was.is_some_and(|was| {
                    is_same_voice_and_chain(corpus.claim(claim), corpus.claim(was))
                        && corpus.edition(claim) == corpus.edition(was)
                        && own_claims(corpus, claim).all(is_before)
                })
            };
            restated.iter().all(|one| one.now != claim) && restated.iter().any(is_of_edition)
        });
        let first = left.next();
        first.filter(|_| left.next().is_none())
    }

    /// Whether the sum must be one number.
    fn is_equation(&self) -> bool {
        self.low.is_some() && self.low == self.high
    }

    /// Whether the constraint holds with this edition of each term. `picked` has the index of each
    /// term's edition.
    fn holds(&self, editions: &[Vec<Edition>], picked: &[usize]) -> bool {
        let mut sum = Number::ZERO;
        for (((_, times), editions), at) in self.terms.iter().zip(editions).zip(picked) {
            sum = &sum + &(times * &editions[*at].figure);
        }
        self.low.as_ref().is_none_or(|low| sum >= *low) && self.high.as_ref().is_none_or(|high| sum <= *high)
    }

    /// Which of its figures were restated since it last held.
    fn restatement(&self, corpus: &Corpus) -> Option<Restatement> {
        let mut editions: Vec<Vec<Edition>> =
            self.terms.iter().map(|(claim, _)| editions(corpus, *claim)).collect::<Option<_>>()?;
        for (at, all) in editions.iter_mut().enumerate() {
            if self.is_part(at) && !all[0].figure.is_zero() {
                all.insert(0, Edition::NOTHING);
            }
        }
        let now: Vec<usize> = editions.iter().map(|all| all.len() - 1).collect();
        if now.iter().all(|&at| at == 0) || self.holds(&editions, &now) {
            return None;
        }
        let picked = self.as_it_held(&editions, &now).or_else(|| self.with_one_other(&editions, &now))?;
        let is_restated = |at: &usize| editions[*at][picked[*at]].figure != editions[*at][now[*at]].figure;
        let restated: Vec<usize> = (0..picked.len()).filter(is_restated).collect();
        let left_behind = self.left_behind(&restated);
        let was_stated = |at: &usize| editions[*at][picked[*at]].claim.is_some();
        // Of several parts that nobody had stated yet, any may be why the others did not add up.
        if restated.len() > 1 && !restated.iter().all(was_stated) {
            return None;
        }
        // A mere limit holds in many editions; and if every figure changed, none was left behind.
        let is_unclear = !self.is_derived && (!self.is_equation() || left_behind.is_none());
        if restated.is_empty() || restated.len() > 1 && is_unclear {
            return None;
        }
        let mut found = Restatement {
            figures: Vec::new(),
            left_behind,
            odd: None,
            adds_up: self.is_equation(),
            is_derived: self.is_derived,
            beside: None,
        };
        for &at in &restated {
            let (all, was) = (&editions[at], picked[at]);
            let (now, was, on) = (self.terms[at].0, all[was].claim, all[was + 1].moment?);
            found.figures.push(RestatedFigure { now, was, on });
        }
        if self.kind == ConstraintKind::NeverFalls
            && self.falls_anyhow(corpus, &editions, &picked, found.figures[0].on)
        {
            return None;
        }
        if restated.iter().any(|at| !was_stated(at)) {
            // A claim that was itself restated after them was not left behind.
            let index = left_behind.and_then(|left| self.terms.iter().position(|(claim, _)| *claim == left));
            let is_newer = index.is_some_and(|at| {
                let since = found.figures.iter().map(|one| one.on);
                let moment = editions[at].last().filter(|_| now[at] > 0).and_then(|last| last.moment);
                moment.is_some_and(|moment| since.into_iter().all(|on| moment.certainly_after(&on)))
            });
            return Some(found).filter(|_| !is_newer);
        }
        if let [only] = restated[..] {
            let (all, claim) = (&editions[only], self.terms[only].0);
            let breaks = |figure: &Number| match self.kind {
                ConstraintKind::NeverFalls => None,
                _ => breaking(corpus, claim, figure),
            };
            match (breaks(&all[now[only]].figure), breaks(&all[picked[only]].figure)) {
                (Some(beside), None) => (found.odd, found.beside) = (Some(claim), Some(beside)),
                (None, Some(beside)) => {
                    (found.odd, found.beside) = (left_behind, left_behind.and(Some(beside)))
                }
                _ => {}
            }
        } else {
            found.odd = left_behind;
        }
        Some(found)
    }

    /// Whether the running total would fall even with the editions `picked`: from another day to
    /// its later figure, or from its earlier figure to another day. Of those days that counts which
    /// the source had last stated before `moment`; if nothing, what it stated last of all.
    fn falls_anyhow(
        &self,
        corpus: &Corpus,
        editions: &[Vec<Edition>],
        picked: &[usize],
        moment: Moment,
    ) -> bool {
        let [(before, _), (after, _)] = self.terms[..] else { return false };
        let figure = |term: usize| &editions[term][picked[term]].figure;
        let (Some(series), own) = (corpus.series_of(before), corpus.claim(before)) else { return false };
        let claims = corpus.claims_of(&corpus.series[series as usize]);
        let [first, last] = [before, after].map(|at| at_window_of(corpus, claims, at));
        let stated = |at: &u32| {
            let claim = corpus.claim(*at);
            let is_instant = claim.time.is_some_and(|window| window.only_day().is_some());
            let all =
                all_editions(corpus, *at).filter(|_| is_instant && is_same_voice_and_chain(claim, own))?;
            let is_before =
                |edition: &&Edition| edition.moment.is_none_or(|own| moment.certainly_after(&own));
            let before = all.iter().rfind(is_before);
            before.or(all.last()).map(|edition| edition.figure.clone())
        };
        let numbered = || claims.iter().enumerate();
        let earlier = numbered().take(last.start).rev().filter(|(number, _)| !first.contains(number));
        let later = numbered().skip(first.end).filter(|(number, _)| !last.contains(number));
        earlier.take(FAR).filter_map(|(_, at)| stated(at)).any(|other| other > *figure(1))
            || later.take(FAR).filter_map(|(_, at)| stated(at)).any(|other| other < *figure(0))
    }

    /// Whether a term is one of the parts of a sum.
    fn is_part(&self, at: usize) -> bool {
        let side = self.terms[at].1.is_negative();
        let is_beside = |term: &&(u32, Number)| term.1.is_negative() == side;
        self.kind == ConstraintKind::Sum
            && self.is_equation()
            && self.terms.iter().filter(is_beside).count() > 1
    }

    /// The editions in force when the constraint last held.
    fn as_it_held(&self, editions: &[Vec<Edition>], now: &[usize]) -> Option<Vec<usize>> {
        let mut moments: Vec<&Moment> =
            editions.iter().flatten().filter_map(|edition| edition.moment.as_ref()).collect();
        moments.sort_by_key(|moment| std::cmp::Reverse(moment.order()));
        for moment in moments {
            let at = |all: &Vec<Edition>| all.iter().rposition(|edition| !edition.is_after(moment));
            // Before all terms were stated the constraint could not hold.
            let picked: Vec<usize> = editions.iter().map(at).collect::<Option<_>>()?;
            if picked != now && self.holds(editions, &picked) {
                return Some(picked);
            }
        }
        None
    }

    /// If it never held with the editions of one time: the latest edition of every term but one, if
    /// exactly one earlier figure of one term makes it hold. Only of an equation, or of what
    /// follows from several constraints.
    fn with_one_other(&self, editions: &[Vec<Edition>], now: &[usize]) -> Option<Vec<usize>> {
        if !(self.is_equation() || self.is_derived) || self.terms.len() < 3 {
            return None;
        }
        let mut found = None;
        for (at, all) in editions.iter().enumerate() {
            for other in 0..all.len() - 1 {
                let mut picked = now.to_vec();
                picked[at] = other;
                if self.holds(editions, &picked) && found.replace(picked).is_some() {
                    return None;
                }
            }
        }
        found
    }

    /// The claim that should have been changed together with the restated ones: the whole of a sum, or the other one
    /// of two figures.
    fn left_behind(&self, restated: &[usize]) -> Option<u32> {
        let is_negative = |at: usize| self.terms[at].1.is_negative();
        let side = is_negative(*restated.first()?);
        let is_clear = match self.kind {
            ConstraintKind::Sum => true,
            ConstraintKind::NeverFalls | ConstraintKind::Part => self.terms.len() == 2,
            ConstraintKind::Flow | ConstraintKind::Law => false,
        };
        let mut others = (0..self.terms.len()).filter(|&at| is_negative(at) != side);
        let (Some(only), None) = (others.next(), others.next()) else { return None };
        let is_one_sided = restated.iter().all(|&at| is_negative(at) == side);
        (is_clear && is_one_sided).then(|| self.terms[only].0)
    }
}
