//! Folds findings about one figure: it breaks a law, misses a sum, falls the day after, and had been restated.

use std::collections::BTreeMap;

use super::gathering::Gathering;
use super::root::{Root, RootKind};
use super::small_slips::is_small;
use crate::check::codes::{FIGURES, FLOW, RESTATED};
use crate::corpus::{claims_beside, same_value};
use crate::finding::{ANOTHER_SOURCE, Cited, Finding, Standing};

impl Gathering<'_> {
    /// Roots of one figure: its slips, the dispute that the right figure would resolve too, and its restatement. Small slips (`are_small`)
    /// are gathered by their source instead, unless there is such a dispute.
    pub(super) fn one_figure(&mut self, are_small: bool) -> Vec<Root> {
        let mut slips: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let is_slip =
            |finding: &Finding| finding.standing == Some(Standing::Slip) && is_small(finding) == are_small;
        for run in self.runs_of_one(is_slip) {
            if let Some(figure) = self.figure_at_fault(self.findings_of(run)[0]) {
                slips.entry(figure).or_default().push(run);
            }
        }
        if slips.is_empty() {
            return Vec::new();
        }
        let mut others: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for run in self.runs_of_one(|finding| {
            finding.code == RESTATED
                || finding.code == FIGURES && finding.standing == Some(Standing::Disputed)
        }) {
            let at = self.findings_of(run)[0];
            let figures = if self.findings[at as usize].code == RESTATED {
                self.figure_restated(at).into_iter().collect()
            } else {
                self.figures_in_question(at)
            };
            if let Some(figure) = figures.into_iter().find(|figure| slips.contains_key(figure)) {
                others.entry(figure).or_default().push(run);
            }
        }
        let mut roots = Vec::new();
        for (figure, slips) in slips {
            let of_run = |&run: &u32| &self.findings[self.findings_of(run)[0] as usize];
            if !slips.iter().flat_map(|run| &of_run(run).claims).any(|cited| cited.suspect) {
                continue;
            }
            let fits = |run: &u32| {
                let other = of_run(run);
                other.code == RESTATED || slips.iter().any(|slip| is_of_one_slip(of_run(slip), other))
            };
            let others = others.remove(&figure).unwrap_or_default();
            let others: Vec<u32> = others.into_iter().filter(fits).collect();
            if are_small && !others.iter().any(|run| of_run(run).code == FIGURES) {
                continue;
            }
            let runs: Vec<u32> = slips.iter().chain(&others).copied().collect();
            if let Some(lead) = self.gravest(slips.iter().copied()) {
                roots.extend(self.gather(RootKind::OneFigure, lead, &runs));
            }
        }
        roots
    }

    /// Slips of flows that share a figure, of which none stands out by itself: one day's total that neither the day's flow nor the
    /// next day's fits.
    pub(super) fn shared_figure(&mut self) -> Vec<Root> {
        let open = |finding: &Finding| {
            finding.code == FLOW
                && finding.standing == Some(Standing::Slip)
                && !is_small(finding)
                && finding.claims.iter().all(|cited| !cited.suspect)
        };
        let mut groups: Vec<(Vec<u32>, Vec<u32>)> = Vec::new();
        for run in self.runs_of_one(open) {
            let core = self.core_claims(self.findings_of(run)[0]);
            let shares = |(_, claims): &(Vec<u32>, Vec<u32>)| claims.iter().any(|claim| core.contains(claim));
            let (mut joined, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(shares);
            groups = others;
            joined.push((vec![run], core.clone()));
            let (runs, claims): (Vec<Vec<u32>>, Vec<Vec<u32>>) = joined.into_iter().unzip();
            groups.push((runs.concat(), claims.concat()));
        }
        let mut roots = Vec::new();
        for (runs, _) in groups {
            if let Some(lead) = self.gravest(runs.iter().copied()) {
                roots.extend(self.gather(RootKind::OneFigure, lead, &runs));
            }
        }
        roots
    }

    /// The runs of a single finding, which fits.
    fn runs_of_one(&self, fits: impl Fn(&Finding) -> bool) -> Vec<u32> {
        let runs = self.runs_where(fits);
        runs.into_iter().filter(|&run| self.findings_of(run).len() == 1).collect()
    }

    /// The one figure whose removal resolves a contradiction, as the first claim that gives it; none if there are
    /// several.
    fn figure_at_fault(&self, at: u32) -> Option<u32> {
        let cited = &self.findings[at as usize].claims;
        let has_suspect = cited.iter().any(|cited| cited.suspect);
        let at_fault =
            cited.iter().filter(|cited| if has_suspect { cited.suspect } else { cited.core && cited.repair });
        let mut figures = at_fault.map(|cited| Some(self.stated(self.corpus.claims_at(cited.place).next()?)));
        let first = figures.next()??;
        figures.all(|figure| figure == Some(first)).then_some(first)
    }

    /// The disputed figures that may be wrong, each as the first claim that gives it: the outlier, or all if none stands out.
    fn figures_in_question(&self, at: u32) -> Vec<u32> {
        let cited = &self.findings[at as usize].claims;
        if cited.iter().any(|cited| cited.suspect) {
            return self.figure_at_fault(at).into_iter().collect();
        }
        self.core_claims(at).into_iter().map(|claim| self.stated(claim)).collect()
    }

    /// The figure that a source now gives for the one fact that it restated.
    fn figure_restated(&self, at: u32) -> Option<u32> {
        let claims = self.shown_claims(at);
        let (&first, &last) = claims.first().zip(claims.last())?;
        let fact = |at: u32| (self.corpus.series_of(at), self.corpus.claim(at).time);
        claims.iter().all(|&at| fact(at) == fact(first)).then(|| self.stated(last))
    }

    /// The first claim that says the same of the same fact, by the same voice.
    pub(super) fn stated(&self, claim: u32) -> u32 {
        let Some(series) = self.corpus.series_of(claim) else { return claim };
        let beside = claims_beside(self.corpus, &self.corpus.series[series as usize], claim);
        let says_the_same = |at: &&u32| {
            self.voice_number(**at) == self.voice_number(claim)
                && same_value(&self.corpus.claim(**at).value, &self.corpus.claim(claim).value)
        };
        beside.iter().filter(says_the_same).min().copied().unwrap_or(claim)
    }
}

/// Whether correcting a slip also resolves a dispute about the same figure: both differ by the same amount, have the same cause, or the
/// other side of the dispute is the source that gives what fits.
fn is_of_one_slip(slip: &Finding, dispute: &Finding) -> bool {
    let amount = |finding: &Finding| finding.fold.as_ref().map(|fold| fold.difference.amount);
    let cause = |finding: &Finding| finding.cause.as_ref().map(|cause| cause.text.clone());
    let is_cited = |claim: &Cited| {
        slip.claims.iter().any(|cited| (cited.place, cited.mark) == (claim.place, claim.mark))
    };
    let gives_what_fits = || {
        let is_its_cause = slip.cause.as_ref().is_some_and(|cause| cause.kind == ANOTHER_SOURCE);
        is_its_cause && dispute.claims.iter().filter(|cited| cited.core).all(is_cited)
    };
    amount(slip) == amount(dispute)
        || cause(slip).is_some() && cause(slip) == cause(dispute)
        || gives_what_fits()
}
