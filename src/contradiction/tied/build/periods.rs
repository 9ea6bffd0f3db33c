//! The rows of a system over periods for which levels and ratios have figures.

use rustc_hash::FxHashMap;

use crate::contradiction::tied::build::builder::Builder;
use crate::contradiction::tied::constraint::ConstraintForm;
use crate::contradiction::tied::prune::{Pruned, prune};
use crate::model::vocabulary::Kind;
use crate::model::{Number, Shape, Window};

impl Builder<'_> {
    /// Adds the rows of parts, complete sets and laws for each period: between the figures for exactly that period,
    /// constants, and the growth by flows over it.
    pub(super) fn add_rows_over_periods(&mut self, nodes: &[u32], constraints: &[u32]) {
        if self.periods.is_empty() {
            return;
        }
        let linear: Vec<u32> =
            constraints.iter().copied().filter(|&constraint| self.holds_over_periods(constraint)).collect();
        if linear.is_empty() {
            return;
        }
        // The nodes with a figure for each period.
        let mut stated: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for &node in nodes.iter().filter(|&&node| matches!(self.kind(node), Kind::Level | Kind::Ratio)) {
            for window in self.facts[&node].iter().filter_map(|fact| fact.window.as_ref()) {
                if window.shape == Shape::Period
                    && let Some(period) = self.period(window)
                {
                    stated.entry(period).or_default().push(node);
                }
            }
        }
        for period in 0..self.periods.len() as u32 {
            let window = self.periods[period as usize];
            let here = stated.get(&period).map_or(&[][..], Vec::as_slice);
            let claimed = |node: u32| {
                matches!(self.kind(node), Kind::Constant | Kind::Flow)
                    || here.contains(&node)
                    || self.absent.contains(&node)
            };
            let Pruned { alive, zero } = prune(self.graph, &linear, claimed);
            for constraint in alive {
                self.add_row_over(constraint, period, &window, &zero);
            }
        }
    }

    /// Whether a constraint applies to periods: it binds a level or a ratio, and no total, which is of instants. With
    /// a fixed number and flows it would fit periods of one length only.
    fn holds_over_periods(&self, constraint: u32) -> bool {
        let ConstraintForm::Linear { terms, constant, .. } =
            &self.graph.constraints[constraint as usize].form
        else {
            return false;
        };
        let any = |kind: Kind| terms.iter().any(|term| self.kind(term.1) == kind);
        (any(Kind::Level) || any(Kind::Ratio))
            && !any(Kind::Cumulative)
            && (constant.is_zero() || !any(Kind::Flow))
    }

    /// Adds the row of one constraint over one period; none if a constant may step within it, or if
    /// the constraint binds flows and the period has no points at its ends.
    fn add_row_over(&mut self, number: u32, period: u32, window: &Window, zero: &[bool]) {
        let constraint = &self.graph.constraints[number as usize];
        let ConstraintForm::Linear { terms, relation, constant } = &constraint.form else { return };
        let between = self.timeline.period(window);
        let mut row: Vec<(u32, Number)> = Vec::with_capacity(terms.len());
        // Nodes that are taken as zero are left out.
        for (coefficient, node) in terms.iter().filter(|(_, node)| !zero[*node as usize]) {
            let unknown = match self.kind(*node) {
                Kind::Constant => match self.segment_of(*node, window) {
                    Some(segment) => self.constant(*node, Some(segment)),
                    None => return,
                },
                Kind::Flow => match between {
                    Some((before, last)) if self.is_covered(*node, before, last) => {
                        self.growth(*node, window, (before, last))
                    }
                    // The flow is not covered by statements over that time, so its growth is a separate unknown.
                    Some((before, last)) => self.free_flow(*node, window, (before, last)),
                    None => return,
                },
                Kind::Level | Kind::Ratio => self.during(*node, period),
                _ => return,
            };
            row.push((unknown, coefficient.clone()));
        }
        self.add_row(row, *relation, constant.clone(), constraint.reason);
    }
}
