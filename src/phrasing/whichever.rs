//! How a contradiction with undecided voices is reported: one that holds whichever of its figures each of them stated.

use crate::contradiction::{DisputeKind, Side, allowed_by_claim};
use crate::corpus::{by_value, join_words};
use crate::phrasing::Findings;
use crate::phrasing::presenter::{Presenter, on_date};

/// A figure that a voice of the core may have stated.
struct PossibleFigure<'d> {
    side: &'d Side,
    /// A claim that carries it.
    claim: u32,
}

impl Presenter<'_> {
    /// Reports the dispute if it is such a contradiction, of one series that nothing ties to others; returns
    /// whether it is.
    pub(crate) fn report_whichever(&self, findings: &mut Findings, rule: &str) -> bool {
        let holds = self.is_whichever();
        if holds {
            self.report(findings, rule, self.whichever(), self.what_rules_out_each());
        }
        holds
    }

    /// Whether the core has more than two statements, all of one series, and no proof. Decided figures of one
    /// series conflict in pairs, so some voice must be undecided.
    pub(super) fn is_whichever(&self) -> bool {
        let plain = matches!(self.dispute.kind, DisputeKind::Figures | DisputeKind::Decrease);
        plain && self.dispute.argument.is_none() && self.dispute.against.len() > 1
    }

    /// A claim for each figure that a voice of such a contradiction may have stated; empty if it stated only one, or the contradiction is of
    /// another kind.
    pub(super) fn alternatives(&self, side: &Side) -> Vec<u32> {
        let figures = if self.is_whichever() { self.figures(side) } else { Vec::new() };
        if figures.len() > 1 { figures.iter().map(|figure| figure.claim).collect() } else { Vec::new() }
    }

    /// What each voice says, with all figures that it may have stated.
    fn whichever(&self) -> String {
        let one_time = self.core().iter().all(|side| side.window == self.dispute.removed.window);
        let sides = self.core().into_iter().map(|side| {
            let said: Vec<String> =
                self.figures(side).iter().map(|figure| self.words.said(figure.claim)).collect();
            let when = side.window.as_ref().filter(|_| !one_time).map(on_date).unwrap_or_default();
            format!("{}{when} by {}", said.join(" or "), self.words.voice(side.statement.voice))
        });
        let sides: Vec<String> = sides.collect();
        let when = if one_time { self.when() } else { String::new() };
        format!("{}{when}: {} cannot all be true", self.about(), join_words(&sides))
    }

    /// For each figure that an undecided voice may have stated, what it contradicts.
    fn what_rules_out_each(&self) -> Vec<String> {
        let core = self.core();
        let figures: Vec<PossibleFigure<'_>> = core.iter().flat_map(|side| self.figures(side)).collect();
        let is_one_of_several = |figure: &&PossibleFigure<'_>| self.figures(figure.side).len() > 1;
        let lines = figures.iter().filter(is_one_of_several).filter_map(|figure| {
            let others = figures.iter().filter(|other| self.contradict(figure, other));
            let others: Vec<String> = others.map(|other| self.stated(other)).collect();
            (!others.is_empty())
                .then(|| format!("{} contradicts {}", self.stated(figure), join_words(&others)))
        });
        lines.collect()
    }

    fn figures<'d>(&self, side: &'d Side) -> Vec<PossibleFigure<'d>> {
        let claims = side.statement.claims.iter().copied();
        let mut groups = by_value(self.words.corpus, claims, |at| at);
        groups.sort_by_key(|group| group[0]);
        groups.into_iter().map(|group| PossibleFigure { side, claim: group[0] }).collect()
    }

    /// Whether two figures of different voices cannot both be true.
    fn contradict(&self, one: &PossibleFigure<'_>, other: &PossibleFigure<'_>) -> bool {
        if one.side.statement.voice == other.side.statement.voice {
            return false;
        }
        let allowed = |figure: &PossibleFigure<'_>| allowed_by_claim(self.words.corpus, figure.claim);
        if self.dispute.kind != DisputeKind::Decrease {
            return allowed(one).disjoint(&allowed(other));
        }
        // A total falls where the later figure is lower, and what is surely not later than the other counts as earlier.
        let falls = |earlier: &PossibleFigure<'_>, later: &PossibleFigure<'_>| {
            let to = earlier.side.window.and_then(|window| window.to);
            let from = later.side.window.and_then(|window| window.from);
            to.zip(from).is_some_and(|(to, from)| to <= from) && allowed(later).before(&allowed(earlier))
        };
        falls(one, other) || falls(other, one)
    }

    fn stated(&self, figure: &PossibleFigure<'_>) -> String {
        format!("{} by {}", self.words.said(figure.claim), self.words.voice(figure.side.statement.voice))
    }
}
