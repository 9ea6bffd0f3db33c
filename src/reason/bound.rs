//! A lower bound on the cost of a set that hits every group: the dual of its linear relaxation, raised greedily.

use super::groups::{LimitReached, SetSystem, count, spend};
use super::weight::Cost;

/// Which costs a selection can have, where some items weigh incomparably more than others: a whole number of `great`
/// and no more than `small`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) great: Cost,
    pub(super) small: Cost,
}

impl Scale {
    /// The least cost of a selection that is no less than this.
    fn up(&self, cost: Cost) -> Cost {
        if self.great > 0 && cost % self.great > self.small {
            (cost - cost % self.great).saturating_add(self.great)
        } else {
            cost
        }
    }
}

/// Shares of costs in a bound are this much finer than costs: 64 times.
const FINE: u32 = 6;

/// What a selection costs at least, and what it costs beyond that to take an item; in shares of a cost.
pub(super) struct LowerBound {
    sum: Cost,
    slack: Vec<Cost>,
    fine: u32,
}

impl LowerBound {
    pub(super) fn cost(&self, scale: &Scale) -> Cost {
        scale.up(self.ceil(self.sum))
    }

    /// What a selection with an item costs at least.
    pub(super) fn with(&self, item: usize, scale: &Scale) -> Cost {
        scale.up(self.ceil(self.sum.saturating_add(self.slack[item])))
    }

    fn ceil(&self, shares: Cost) -> Cost {
        (shares >> self.fine) + Cost::from(shares & ((1 << self.fine) - 1) > 0)
    }
}

impl SetSystem {
    /// A bound by shares: each group puts a price on being hit, and no item's prices exceed its cost.
    pub(super) fn bound(&self, limit: &mut u64) -> Result<LowerBound, LimitReached> {
        spend(limit, 4 * self.size())?;
        let total: Cost = self.costs.iter().fold(0, |sum, cost| sum.saturating_add(*cost));
        let fine = if total.leading_zeros() > FINE { FINE } else { 0 };
        let mut degree = vec![0_u32; self.names.len()];
        self.iter().flatten().for_each(|&item| degree[item as usize] += 1);
        let mut order: Vec<u32> = (0..count(self.len())).collect();
        order.sort_by_key(|&at| self.group(at as usize).len());
        let fresh =
            || LowerBound { sum: 0, slack: self.costs.iter().map(|cost| cost << fine).collect(), fine };

        // Once the groups with few items first, each as much as it can; once every group a fair share before that.
        let mut disjoint = fresh();
        self.raise(&order, &mut disjoint);
        let mut fair = fresh();
        let share =
            |item: u32| (self.costs[item as usize] << fine) / Cost::from(degree[item as usize].max(1));
        for group in self.iter() {
            let price = group.iter().map(|&item| share(item)).min().unwrap_or(0);
            fair.sum += price;
            group.iter().for_each(|&item| fair.slack[item as usize] -= price);
        }
        self.raise(&order, &mut fair);
        Ok(if fair.sum > disjoint.sum { fair } else { disjoint })
    }

    fn raise(&self, order: &[u32], bound: &mut LowerBound) {
        for &at in order {
            let group = self.group(at as usize);
            let price = group.iter().map(|&item| bound.slack[item as usize]).min().unwrap_or(0);
            bound.sum += price;
            group.iter().for_each(|&item| bound.slack[item as usize] -= price);
        }
    }
}
