//! Rows of totals: names such as `Total` of a column whose other names add up to them, as proposed complete sets.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::intake::is_total;
use crate::model::claim::Moment;
use crate::model::register::{ChainId, KeyId, MeasureId, NameId, SourceId};
use crate::model::{Model, Number, UnitId, Window};
use crate::syntax::tree::Mode;

/// A name of a column, and the names that make it up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Whole {
    /// The scope key of the column.
    pub(super) key: String,
    /// The name of the whole.
    pub(super) whole: String,
    /// The names of its parts.
    pub(super) parts: BTreeSet<String>,
    /// For each measure in how many cases they add up, and in how many they do not.
    pub(super) measures: BTreeMap<MeasureId, (usize, usize)>,
}

impl Whole {
    /// Whether the parts of a measure add up to the whole at least once, and mostly.
    pub(super) fn adds_up(&self, measure: MeasureId) -> bool {
        self.measures.get(&measure).is_some_and(|&(right, wrong)| right > 0 && right >= wrong)
    }
}

/// What a total and its parts have in common: all but the name in the column.
#[derive(PartialEq, Eq, Hash)]
struct Common {
    measure: MeasureId,
    key: KeyId,
    others: Vec<(KeyId, NameId)>,
    time: Option<Window>,
    unit: Option<UnitId>,
    mode: Option<Mode>,
    origin: Option<SourceId>,
    via: ChainId,
    published: Option<Moment>,
}

/// The rows of totals of a sheet that at least one measure adds up to.
pub(super) fn wholes(model: &Model) -> Vec<Whole> {
    let registers = &model.registers;
    let display = |name: NameId| registers.names.get(name.0).display.as_str();
    let mut groups: FxHashMap<Common, BTreeMap<NameId, Vec<&Number>>> = FxHashMap::default();
    for claim in &model.claims {
        let Some(figure) = claim.best() else { continue };
        let scope = registers.scopes.get(claim.scope.0);
        for &(key, name) in scope {
            let common = Common {
                measure: claim.measure,
                key,
                others: scope.iter().copied().filter(|&(other, _)| other != key).collect(),
                time: claim.time,
                unit: claim.unit,
                mode: claim.mode,
                origin: claim.origin,
                via: claim.via,
                published: claim.published,
            };
            groups.entry(common).or_default().entry(name).or_default().push(figure);
        }
    }
    let mut found: BTreeMap<(KeyId, NameId), Whole> = BTreeMap::new();
    // Only groups with exactly one total; the order of the groups makes no difference to the counts.
    let with_total = groups.into_iter().filter_map(|(common, figures)| {
        let mut totals = figures.keys().copied().filter(|&name| is_total(display(name)));
        let total = totals.next().filter(|_| totals.next().is_none())?;
        Some((common, figures, total))
    });
    with_total.for_each(|(Common { measure, key, .. }, figures, total)| {
        let parts = || figures.iter().filter(|(name, _)| **name != total);
        // Where a name has several figures, nobody knows which of them was added up.
        if parts().nth(1).is_none() || figures.values().any(|figures| figures.len() > 1) {
            return;
        }
        let sum = parts().flat_map(|(_, figures)| figures).fold(Number::ZERO, |sum, figure| &sum + figure);
        let whole = found.entry((key, total)).or_insert_with(|| Whole {
            key: registers.keys.get(key.0).display.clone(),
            whole: display(total).to_owned(),
            ..Whole::default()
        });
        whole.parts.extend(parts().map(|(&name, _)| display(name).to_owned()));
        let (right, wrong) = whole.measures.entry(measure).or_default();
        *if sum == *figures[&total][0] { right } else { wrong } += 1;
    });
    found.retain(|_, whole| whole.measures.keys().any(|&measure| whole.adds_up(measure)));
    found.into_values().collect()
}
