//! A lower bound on the cost of a set that hits every group (a hitting set): the dual of its linear relaxation,
//! raised greedily.

use super::groups::{LimitReached, SetSystem, count, spend};
use super::weight::Cost;

/// The costs that a selection can have if some items weigh incomparably more than others: a multiple of `unit`, plus
/// at most `remainder`.
#[derive(Clone, Copy, Debug)]
pub(super) struct CostGrid {
    pub(super) unit: Cost,
    pub(super) remainder: Cost,
}

impl CostGrid {
    /// The least possible cost that is at least this.
    fn round_up(&self, cost: Cost) -> Cost {
        if self.unit > 0 && cost % self.unit > self.remainder {
            (cost - cost % self.unit).saturating_add(self.unit)
        } else {
            cost
        }
    }
}

/// How many binary places after the point a bound has, if there is room for them.
const FRACTION_BITS: u32 = 6;

/// A lower bound on the cost of a selection. A selection with some item costs at least as much as
/// the bound and the item's slack together. Both are in fractions of a cost.
pub(super) struct LowerBound {
    sum: Cost,
    slack: Vec<Cost>,
    fraction_bits: u32,
}

impl LowerBound {
    pub(super) fn cost(&self, grid: &CostGrid) -> Cost {
        grid.round_up(self.ceil(self.sum))
    }

    /// A lower bound on the cost of a selection with an item.
    pub(super) fn with(&self, item: usize, grid: &CostGrid) -> Cost {
        grid.round_up(self.ceil(self.sum.saturating_add(self.slack[item])))
    }

    fn ceil(&self, fractions: Cost) -> Cost {
        (fractions >> self.fraction_bits) + Cost::from(fractions & ((1 << self.fraction_bits) - 1) > 0)
    }
}

impl SetSystem {
    /// The bound: each group puts a price on being hit, and the prices of no item exceed its cost.
    pub(super) fn bound(&self, limit: &mut u64) -> Result<LowerBound, LimitReached> {
        spend(limit, 4 * self.size())?;
        let total: Cost = self.costs.iter().fold(0, |sum, cost| sum.saturating_add(*cost));
        let fraction_bits = if total.leading_zeros() > FRACTION_BITS { FRACTION_BITS } else { 0 };
        let mut degree = vec![0_u32; self.names.len()];
        self.iter().flatten().for_each(|&item| degree[item as usize] += 1);
        let mut order: Vec<u32> = (0..count(self.len())).collect();
        order.sort_by_key(|&at| self.group(at as usize).len());
        let fresh = || LowerBound {
            sum: 0,
            slack: self.costs.iter().map(|cost| cost << fraction_bits).collect(),
            fraction_bits,
        };

        // Two attempts, of which the better one counts. In the first, groups with few items come
        // first, each with as high a price as it can have. In the second, each item's cost is
        // divided evenly among its groups, and what is left is then used as in the first.
        let mut disjoint = fresh();
        self.raise(&order, &mut disjoint);
        let mut even = fresh();
        let even_price = |item: u32| {
            (self.costs[item as usize] << fraction_bits) / Cost::from(degree[item as usize].max(1))
        };
        for group in self.iter() {
            let price = group.iter().map(|&item| even_price(item)).min().unwrap_or(0);
            even.sum += price;
            group.iter().for_each(|&item| even.slack[item as usize] -= price);
        }
        self.raise(&order, &mut even);
        Ok(if even.sum > disjoint.sum { even } else { disjoint })
    }

    /// Raises the price of each group, in this order, as far as the slack of its items allows.
    fn raise(&self, order: &[u32], bound: &mut LowerBound) {
        for &at in order {
            let group = self.group(at as usize);
            let price = group.iter().map(|&item| bound.slack[item as usize]).min().unwrap_or(0);
            bound.sum += price;
            group.iter().for_each(|&item| bound.slack[item as usize] -= price);
        }
    }
}
