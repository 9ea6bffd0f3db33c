//! Loose agreements: figures that can all be true, and yet say different things.

use crate::contradiction::allowed::{self, soft_span};
use crate::contradiction::contradictions::LooseAgreement;
use crate::contradiction::dispute::Dispute;
use crate::contradiction::figures::solver::{SeriesSolver, removed};
use crate::contradiction::window::is_sharp;
use crate::corpus::Statement;
use crate::model::vocabulary::Kind;

impl SeriesSolver<'_> {
    /// The facts whose figures can all be true and yet say different things.
    pub(super) fn loose(&self, disputes: &[&Dispute]) -> Vec<LooseAgreement> {
        let mut found = Vec::new();
        let hard = |statement: &Statement| allowed::allowed_by(self.corpus, self.series, statement);
        let removed_by_disputes = removed(disputes);
        for (number, fact) in (0_u32..).zip(self.facts) {
            if fact.statements.len() < 2 || !fact.window.as_ref().is_none_or(is_sharp) {
                continue;
            }
            let kept: Vec<&Statement> = fact
                .statements
                .iter()
                .filter(|statement| !removed_by_disputes.contains(&(number, statement.representative())))
                .filter(|statement| !allowed::is_to_date(self.corpus, statement))
                .collect();
            // Figures within the measure's tolerance agree; they are not loose.
            let soft = |statement: &&Statement| {
                allowed::with_tolerance(self.corpus, self.series.measure, soft_span(self.corpus, statement))
            };
            let highest =
                kept.iter().filter(|s| soft(s).low.is_some()).max_by(|a, b| soft(a).low.cmp(&soft(b).low));
            let lowest =
                kept.iter().filter(|s| soft(s).high.is_some()).min_by(|a, b| soft(a).high.cmp(&soft(b).high));
            if let (Some(&high), Some(&low)) = (highest, lowest)
                && soft(&low).before(&soft(&high))
                && !hard(low).disjoint(&hard(high))
                && fact.window.is_some() == (self.series.kind != Kind::Constant)
            {
                found.push(LooseAgreement {
                    series: self.number,
                    fact: number,
                    window: fact.window,
                    high: high.clone(),
                    low: low.clone(),
                });
            }
        }
        found
    }
}
