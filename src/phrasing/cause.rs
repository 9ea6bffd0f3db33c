//! Why the figures of a dispute differ: which questions are put to the causes, by the kind of dispute.

use crate::cause::{Misfit, Reason};
use crate::contradiction::{DisputeKind, Pointer, Side, hard_span};
use crate::model::Interval;
use crate::model::claim::Value;
use crate::phrasing::presenter::Presenter;
use crate::phrasing::sides;

/// How many claims of a fact are compared with the outlier; they say nearly the same.
const MAX_OTHERS: usize = 16;

impl Presenter<'_> {
    /// What the figures of other times, parts or laws allow for the removed figure.
    fn allowed(&self) -> Option<Interval> {
        let dispute = self.dispute;
        let outlier = dispute.removed.statement.representative();
        match dispute.kind {
            DisputeKind::Decrease => {
                let rival = dispute.against.first()?.statement.representative();
                let repair = dispute.repair.iter().flat_map(|statement| &statement.claims);
                let gone: Vec<u32> = repair.chain(&dispute.elsewhere).copied().collect();
                Some(self.causes.allowed_range(outlier, rival, &gone))
            }
            DisputeKind::Part | DisputeKind::Sum | DisputeKind::Flow | DisputeKind::Law => {
                sides::allowed(self.words.corpus, dispute.argument.as_ref()?, outlier)
            }
            _ => None,
        }
    }

    /// Why the figures differ: they fitted together until some were restated, or there is a cause for one of them.
    /// For a fall the cause comes first, as any earlier figure may explain a fall, and for what follows from several constraints.
    pub(super) fn why_they_differ(&self, suspect: bool) -> Option<Reason> {
        let reason = || self.reason(suspect).filter(|reason| self.is_settled_by(reason));
        let is_derived = self.dispute.restated.as_ref().is_some_and(|restated| restated.is_derived);
        if self.dispute.kind == DisputeKind::Decrease || is_derived {
            return reason().or_else(|| self.restated_reason());
        }
        self.restated_reason().or_else(reason)
    }

    /// Whether the figure that a reason proposes for a claim also resolves the other conflicts that the
    /// finding names. Swapped digits that resolve one sum and leave another broken fit by chance.
    fn is_settled_by(&self, reason: &Reason) -> bool {
        let Some((claim, figure)) = &reason.corrected else { return true };
        self.dispute.other_proofs.iter().all(|other| {
            let left = sides::allowed(self.words.corpus, &other.argument, *claim);
            other.claims.contains(claim) && left.is_none_or(|allowed| allowed.contains(figure))
        })
    }

    /// Why the figures differ, if a cause fits. `suspect` says whether the wrong one is known.
    pub(crate) fn reason(&self, suspect: bool) -> Option<Reason> {
        let dispute = self.dispute;
        if dispute.kind == DisputeKind::Dates {
            return self.date_reason();
        }
        let speaker = |side: &Side| side.statement.representative();
        let (removed, rival) = (&dispute.removed, dispute.against.first()?);
        // Claims of the same fact are better evidence than what other times or laws allow.
        let others =
            dispute.kept.iter().map(|kept| (kept.representative(), hard_span(self.words.corpus, kept)));
        let own = hard_span(self.words.corpus, &removed.statement);
        // The figure that others give for the fact must also resolve the conflicts elsewhere.
        let allowed = self.allowed();
        let others: Vec<u32> = others
            .filter(|(_, theirs)| own.disjoint(theirs))
            .filter(|(_, theirs)| allowed.as_ref().is_none_or(|allowed| !allowed.disjoint(theirs)))
            .map(|(other, _)| other)
            .collect();
        let others = &others[..others.len().min(MAX_OTHERS)];
        let of_fact = match dispute.kind {
            DisputeKind::Figures => None,
            _ => self.causes.of(speaker(removed), others),
        };
        of_fact.or_else(|| match dispute.kind {
            DisputeKind::Figures if suspect => {
                self.causes.of(speaker(removed), &[&[speaker(rival)], others].concat())
            }
            DisputeKind::Figures => self.causes.between(speaker(removed), speaker(rival)),
            DisputeKind::Decrease => {
                let gone: Vec<u32> =
                    dispute.repair.iter().flat_map(|statement| &statement.claims).copied().collect();
                let gone = [gone.as_slice(), &dispute.elsewhere].concat();
                let of = |side: &Side, rival: &Side, gone: &[u32]| {
                    let (at, rival) = (speaker(side), speaker(rival));
                    Misfit { at, allowed: self.causes.allowed_range(at, rival, gone), beside: Some(rival) }
                };
                if suspect {
                    return self.causes.out_of_range(&[of(removed, rival, &gone)]);
                }
                // If the other may be wrong just as well, both are asked about, the removed one first.
                self.causes
                    .out_of_range(&[of(removed, rival, &gone), of(rival, removed, &rival.statement.claims)])
            }
            DisputeKind::Part | DisputeKind::Sum | DisputeKind::Flow | DisputeKind::Law => {
                let argument = dispute.argument.as_ref()?;
                let left = |side: &Side| {
                    let at = speaker(side);
                    Some(Misfit {
                        at,
                        allowed: sides::allowed(self.words.corpus, argument, at)?,
                        beside: None,
                    })
                };
                if dispute.kind == DisputeKind::Law {
                    let all: Vec<Misfit> = self.core().into_iter().filter_map(left).collect();
                    if let Some(wider) = self.causes.of_a_wider_count(&all) {
                        return Some(wider);
                    }
                }
                let as_another_says = || {
                    let failing = &dispute.reckoning.as_ref()?.failing;
                    self.causes.as_another_says(&failing.terms, &failing.constant)
                };
                // Several voices contradict each other whoever is right about a disputed figure.
                let is_asked = dispute.is_slip()
                    && (!suspect || matches!(dispute.pointer, Some(Pointer::AnotherSource { .. })));
                let as_another_says = if is_asked { as_another_says() } else { None };
                if let Some(reckoned) = self.reckoned_misfits(suspect) {
                    // A slip says more than who else has the right figure, unless the two correct it in
                    // different ways.
                    return match (self.causes.out_of_range(&reckoned), as_another_says) {
                        (Some(slip), Some(other)) if slip.corrected != other.corrected => Some(other),
                        (slip, other) => slip.or(other),
                    };
                }
                if as_another_says.is_some() {
                    return as_another_says;
                }
                let sides = if suspect { vec![removed] } else { self.core() };
                self.causes.out_of_range(&sides.into_iter().filter_map(left).collect::<Vec<_>>())
            }
            DisputeKind::Dates
            | DisputeKind::Order
            | DisputeKind::Ages
            | DisputeKind::Values
            | DisputeKind::Truth
            | DisputeKind::Sets => None,
        })
    }

    /// For the figures that could be changed without breaking anything around them: what the other figures, as
    /// stated, leave for each. None if the figures as stated do not say.
    fn reckoned_misfits(&self, suspect: bool) -> Option<Vec<Misfit>> {
        let reckoning = self.dispute.reckoning.as_ref()?;
        let is_exact = |claim: u32| match &self.words.corpus.claim(claim).value {
            Value::Number(figure) => figure.hard().single().is_some(),
            _ => false,
        };
        // The last digits of what is left beside a round figure are no evidence.
        if !suspect && !reckoning.failing.terms.iter().all(|term| is_exact(term.1)) {
            return Some(Vec::new());
        }
        let fitting = reckoning.fitting.iter();
        let only = if suspect { Some(self.suspect()?) } else { None };
        let asked = fitting.filter(|(claim, _)| only.is_none_or(|only| only == *claim));
        let misfits: Vec<Misfit> = asked
            .map(|(at, fits)| Misfit { at: *at, allowed: Interval::exact(fits.clone()), beside: None })
            .collect();
        // Suspects that the solver names for other reasons are asked about in the usual way.
        (!suspect || !misfits.is_empty()).then_some(misfits)
    }
}
