//! Measures that are the sum of others in most of a sheet's rows, as proposed laws; and those that by their names are part of another.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::inert::named;
use crate::model::claim::Moment;
use crate::model::register::{ChainId, MeasureId, ScopeId, SourceId};
use crate::model::{Model, Number, UnitId, Window};
use crate::syntax::tree::Mode;

/// How many measures are tried with one another.
const TRIED: usize = 20;

/// How many sets of figures are looked at.
const LOOKED_AT: usize = 2_000;

/// In this many cases with different figures a sum must hold, so that it is no chance.
const CASES: usize = 2;

/// What follows the name of a whole in that of a part.
const RESTRICTIONS: [&str; 10] =
    [" with", " without", " of which", " that ", " who ", " davon", " dont", " under ", " over ", " aged "];

/// What a sum and its parts have in common.
type Common =
    (ScopeId, Option<Window>, Option<UnitId>, Option<Mode>, Option<SourceId>, ChainId, Option<Moment>);

/// A measure that others add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sum {
    whole: MeasureId,
    parts: Vec<MeasureId>,
    /// In how many cases they add up, of how many.
    right: usize,
    cases: usize,
}

/// Figures that have all but the measure in common; none for a measure of which there are several.
fn sets(model: &Model) -> Vec<BTreeMap<MeasureId, &Number>> {
    let mut numbers: FxHashMap<Common, usize> = FxHashMap::default();
    let mut sets: Vec<BTreeMap<MeasureId, Option<&Number>>> = Vec::new();
    for claim in &model.claims {
        let Some(figure) = claim.best() else { continue };
        let common =
            (claim.scope, claim.time, claim.unit, claim.mode, claim.origin, claim.via, claim.published);
        // Of two figures nobody knows which was added up.
        let number = *numbers.entry(common).or_insert(sets.len());
        if number == LOOKED_AT {
            continue;
        }
        sets.resize_with(sets.len().max(number + 1), BTreeMap::new);
        sets[number].entry(claim.measure).and_modify(|figure| *figure = None).or_insert(Some(figure));
    }
    sets.into_iter()
        .map(|set| set.into_iter().filter_map(|(measure, figure)| Some((measure, figure?))).collect())
        .filter(|set: &BTreeMap<MeasureId, &Number>| set.len() > 1)
        .collect()
}

/// The measure that each measure is by its name a part of, with in how many cases it is no larger, of how many: `households with
/// broadband` of `households`.
pub(super) fn parts_by_name(model: &Model) -> BTreeMap<String, (String, usize, usize)> {
    let sets = sets(model);
    let measures: BTreeSet<MeasureId> = sets.iter().flat_map(|set| set.keys().copied()).collect();
    let name = |measure: MeasureId| model.registers.measures.get(measure.0).display.as_str();
    let mut found = BTreeMap::new();
    for &part in &measures {
        let is_whole = |whole: &MeasureId| {
            let rest = name(part).to_lowercase();
            let rest = rest.strip_prefix(&name(*whole).to_lowercase());
            rest.is_some_and(|rest| {
                RESTRICTIONS.iter().any(|words| rest.trim_start_matches(',').starts_with(words))
            })
        };
        let Some(whole) = measures.iter().copied().filter(is_whole).max_by_key(|&whole| name(whole).len())
        else {
            continue;
        };
        let both = sets.iter().filter_map(|set| Some((*set.get(&part)?, *set.get(&whole)?)));
        let (mut fits, mut cases) = (0, 0);
        for (part, whole) in both {
            cases += 1;
            fits += usize::from(part <= whole);
        }
        if fits > 0 && fits * 3 >= cases * 2 {
            found.insert(name(part).to_owned(), (name(whole).to_owned(), fits, cases));
        }
    }
    found
}

/// The sums of two or three parts that hold in two thirds of the cases or more.
pub(super) fn sums(model: &Model) -> Vec<Sum> {
    let sets = sets(model);
    let measures: BTreeSet<MeasureId> = sets.iter().flat_map(|set| set.keys().copied()).collect();
    if measures.len() > TRIED {
        return Vec::new();
    }
    let mut found: Vec<Sum> = Vec::new();
    for &whole in &measures {
        let others: Vec<MeasureId> = measures.iter().copied().filter(|&other| other != whole).collect();
        let best = combinations(&others).into_iter().filter_map(|parts| sum(&sets, whole, parts));
        // Of several, the one that holds most often, of the fewest parts.
        found.extend(best.max_by_key(|sum| (sum.right, std::cmp::Reverse(sum.parts.clone()))));
    }
    found
}

/// All pairs and triples.
fn combinations(all: &[MeasureId]) -> Vec<Vec<MeasureId>> {
    let mut found = Vec::new();
    for (at, &one) in all.iter().enumerate() {
        for (next, &two) in all.iter().enumerate().skip(at + 1) {
            found.push(vec![one, two]);
            found.extend(all.iter().skip(next + 1).map(|&three| vec![one, two, three]));
        }
    }
    found
}

/// Whether a measure is the sum of some others.
fn sum(sets: &[BTreeMap<MeasureId, &Number>], whole: MeasureId, parts: Vec<MeasureId>) -> Option<Sum> {
    let (mut right, mut cases) = (BTreeSet::new(), 0);
    let mut holding = 0;
    for set in sets {
        let Some(total) = set.get(&whole) else { continue };
        let Some(figures) = parts.iter().map(|part| set.get(part).copied()).collect::<Option<Vec<_>>>()
        else {
            continue;
        };
        cases += 1;
        let is_part = |figure: &&Number| !figure.is_zero() && !figure.is_negative();
        let added = figures.iter().fold(Number::ZERO, |sum, figure| &sum + *figure);
        if added == **total && figures.iter().all(is_part) {
            holding += 1;
            right.insert(total.to_string());
        }
    }
    let is_no_chance = right.len() >= CASES && holding * 3 >= cases * 2;
    is_no_chance.then_some(Sum { whole, parts, right: holding, cases })
}

impl Sum {
    /// The law, with its reason.
    pub(super) fn law(&self, model: &Model) -> String {
        let name = |measure: &MeasureId| named(&model.registers.measures.get(measure.0).display);
        let parts: Vec<String> = self.parts.iter().map(name).collect();
        format!(
            "\n# in {} of {} cases\nlaw {} = {}\n",
            self.right,
            self.cases,
            name(&self.whole),
            parts.join(" + ")
        )
    }
}
