//! What a choice that hits every group costs at least: the dual of its linear relaxation, raised greedily.

use super::groups::{Groups, Spent, count, spend};
use super::weight::Load;

/// Which loads a choice can have, where some items weigh incomparably more than others: a whole number of `great`
/// and no more than `small`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) great: Load,
    pub(super) small: Load,
}

impl Scale {
    /// The least load of a choice that is no less than this.
    fn up(&self, load: Load) -> Load {
        if self.great > 0 && load % self.great > self.small {
            (load - load % self.great).saturating_add(self.great)
        } else {
            load
        }
    }
}

/// So much finer than loads are the shares of them in a bound: 64 times.
const FINE: u32 = 6;

/// What a choice costs at least, and what it costs beyond that to take an item; in shares of a load.
pub(super) struct Bound {
    sum: Load,
    slack: Vec<Load>,
    fine: u32,
}

impl Bound {
    pub(super) fn load(&self, scale: &Scale) -> Load {
        scale.up(self.ceil(self.sum))
    }

    /// What a choice with an item costs at least.
    pub(super) fn with(&self, item: usize, scale: &Scale) -> Load {
        scale.up(self.ceil(self.sum.saturating_add(self.slack[item])))
    }

    fn ceil(&self, shares: Load) -> Load {
        (shares >> self.fine) + Load::from(shares & ((1 << self.fine) - 1) > 0)
    }
}

impl Groups {
    /// A bound by shares: each group puts a price on being hit, and no item's prices exceed its load.
    pub(super) fn bound(&self, limit: &mut u64) -> Result<Bound, Spent> {
        spend(limit, 4 * self.size())?;
        let total: Load = self.loads.iter().fold(0, |sum, load| sum.saturating_add(*load));
        let fine = if total.leading_zeros() > FINE { FINE } else { 0 };
        let mut degree = vec![0_u32; self.names.len()];
        self.iter().flatten().for_each(|&item| degree[item as usize] += 1);
        let mut order: Vec<u32> = (0..count(self.len())).collect();
        order.sort_by_key(|&at| self.group(at as usize).len());
        let fresh = || Bound { sum: 0, slack: self.loads.iter().map(|load| load << fine).collect(), fine };

        // Once the groups with few items first, each as much as it can; once all their fair share before that.
        let mut disjoint = fresh();
        self.raise(&order, &mut disjoint);
        let mut fair = fresh();
        let share =
            |item: u32| (self.loads[item as usize] << fine) / Load::from(degree[item as usize].max(1));
        for group in self.iter() {
            let price = group.iter().map(|&item| share(item)).min().unwrap_or(0);
            fair.sum += price;
            group.iter().for_each(|&item| fair.slack[item as usize] -= price);
        }
        self.raise(&order, &mut fair);
        Ok(if fair.sum > disjoint.sum { fair } else { disjoint })
    }

    fn raise(&self, order: &[u32], bound: &mut Bound) {
        for &at in order {
            let group = self.group(at as usize);
            let price = group.iter().map(|&item| bound.slack[item as usize]).min().unwrap_or(0);
            bound.sum += price;
            group.iter().for_each(|&item| bound.slack[item as usize] -= price);
        }
    }
}
