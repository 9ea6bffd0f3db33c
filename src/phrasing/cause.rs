//! Why the figures of a dispute differ: what is asked of the causes, by the nature of the dispute.

use crate::cause::{Reason, Residual};
use crate::contradiction::{DisputeKind, Side, span};
use crate::model::Interval;
use crate::model::claim::Value;
use crate::phrasing::presenter::Presenter;
use crate::phrasing::sides;

/// How many claims of a fact are compared with the outlier; they say the same, or nearly so.
const OTHERS: usize = 16;

impl Presenter<'_> {
    /// What the figures of other times, parts or laws leave for the one that is removed.
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
                sides::left(self.words.corpus, dispute.argument.as_ref()?, outlier)
            }
            _ => None,
        }
    }

    /// Why the figures differ: that they went together until some were restated, or a cause of one of them. Of a fall, which any
    /// earlier figure may undo, the cause comes first.
    pub(super) fn why_they_differ(&self, suspect: bool) -> Option<Reason> {
        if self.dispute.kind == DisputeKind::Decrease {
            return self.reason(suspect).or_else(|| self.restated_reason());
        }
        self.restated_reason().or_else(|| self.reason(suspect))
    }

    /// Why the figures differ, where a cause fits. The suspect is known where `suspect` says so.
    pub(crate) fn reason(&self, suspect: bool) -> Option<Reason> {
        let dispute = self.dispute;
        if dispute.kind == DisputeKind::Dates {
            return self.date_reason();
        }
        let speaker = |side: &Side| side.statement.representative();
        let (removed, rival) = (&dispute.removed, dispute.against.first()?);
        // Claims of the very same fact are better evidence than what other times or laws leave.
        let others =
            dispute.kept.iter().map(|kept| (kept.representative(), span(self.words.corpus, kept, false)));
        let own = span(self.words.corpus, &removed.statement, false);
        // The figure that the others give there must also settle what it conflicts with elsewhere.
        let allowed = self.allowed();
        let others: Vec<u32> = others
            .filter(|(_, theirs)| own.disjoint(theirs))
            .filter(|(_, theirs)| allowed.as_ref().is_none_or(|allowed| !allowed.disjoint(theirs)))
            .map(|(other, _)| other)
            .collect();
        let others = &others[..others.len().min(OTHERS)];
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
                let of = |outlier: &Side, rival: &Side, gone: &[u32]| {
                    let (outlier, rival) = (speaker(outlier), speaker(rival));
                    Residual {
                        outlier,
                        allowed: self.causes.allowed_range(outlier, rival, gone),
                        beside: Some(rival),
                    }
                };
                if suspect {
                    return self.causes.out_of_range(&[of(removed, rival, &gone)]);
                }
                // Where the other might as well be wrong, it is the one that is removed.
                self.causes
                    .out_of_range(&[of(removed, rival, &gone), of(rival, removed, &rival.statement.claims)])
            }
            DisputeKind::Part | DisputeKind::Sum | DisputeKind::Flow | DisputeKind::Law => {
                let argument = dispute.argument.as_ref()?;
                if let Some(reckoned) = self.reckoned_residuals(suspect) {
                    return self.causes.out_of_range(&reckoned);
                }
                let sides = if suspect { vec![removed] } else { self.core() };
                let left = |side: &Side| {
                    let outlier = speaker(side);
                    Some(Residual {
                        outlier,
                        allowed: sides::left(self.words.corpus, argument, outlier)?,
                        beside: None,
                    })
                };
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

    /// What the figures as they are stated leave for those of which another breaks nothing around them; none where the figures
    /// do not say so.
    fn reckoned_residuals(&self, suspect: bool) -> Option<Vec<Residual>> {
        let reckoning = self.dispute.reckoning.as_ref()?;
        let is_exact = |claim: u32| match &self.words.corpus.claim(claim).value {
            Value::Number(figure) => figure.hard().single().is_some(),
            _ => false,
        };
        // The last digits of what a round figure leaves are those of the others, and no evidence.
        if !suspect && !reckoning.fails.terms.iter().all(|term| is_exact(term.1)) {
            return Some(Vec::new());
        }
        let fitting = reckoning.fitting.iter();
        let only = if suspect { Some(self.suspect()?) } else { None };
        let asked = fitting.filter(|(claim, _)| only.is_none_or(|only| only == *claim));
        let residuals: Vec<Residual> = asked
            .map(|(outlier, fits)| Residual {
                outlier: *outlier,
                allowed: Interval::exact(fits.clone()),
                beside: None,
            })
            .collect();
        // What the solver names for other reasons is asked about as before.
        (!suspect || !residuals.is_empty()).then_some(residuals)
    }
}
