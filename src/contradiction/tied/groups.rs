//! Which series may be tied together at all, before any tie is looked at: those alike but for what ties reach across.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::allowed::kind_of;
use crate::contradiction::tied::prune;
use crate::contradiction::tied::timeline::ends;
use crate::contradiction::tied::web::{Node, Web, laws_of};
use crate::corpus::{Corpus, Series, Sort};
use crate::model::Shape;
use crate::model::claim::Scope;
use crate::model::law::{LawForm, Subject};
use crate::model::register::{KeyId, MeasureId, NameId, PLACE};
use crate::model::vocabulary::Kind;
use crate::source::Place;
use crate::syntax::tree::Mode;

/// Series that may be tied together, and the laws over labelled claims among them.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) series: Vec<u32>,
    pub(super) labelled: Vec<u32>,
}

/// Which measures are tied to which, and across which keys.
pub(super) struct Classes {
    /// For each measure the lowest that it is tied to; measures that nothing ties are their own, and not in it.
    class: FxHashMap<MeasureId, MeasureId>,
    /// The keys that ties of a class reach across.
    keys: FxHashMap<MeasureId, Vec<KeyId>>,
    /// The names that lie within each other or make each other up, by the lowest of them.
    names: Sets,
    /// Whether places are reached across as other keys are: by a law that names one, or by a set that is everywhere.
    everywhere: bool,
    /// The classes of which even one series alone can be at odds with the ties.
    strict: Vec<MeasureId>,
}

/// Sets that only grow together; the lowest member stands for each.
#[derive(Default)]
struct Sets(FxHashMap<u32, u32>);

impl Sets {
    fn find(&self, mut at: u32) -> u32 {
        while let Some(&up) = self.0.get(&at).filter(|&&up| up != at) {
            at = up;
        }
        at
    }

    fn join(&mut self, one: u32, two: u32) {
        let (one, two) = (self.find(one), self.find(two));
        self.0.insert(one.max(two), one.min(two));
    }
}

impl Classes {
    pub(super) fn of(corpus: &Corpus) -> Self {
        let vocabulary = &corpus.model.vocabulary;
        let mut measures = Sets::default();
        let mut tied: Vec<MeasureId> = Vec::new();
        let mut tie = |one: MeasureId, two: MeasureId| {
            measures.join(one.0, two.0);
            tied.extend([one, two]);
        };
        let mut across: Vec<(MeasureId, KeyId)> = Vec::new();
        for (id, measure) in (0_u32..).map(MeasureId).zip(&vocabulary.measures) {
            measure.part_of.into_iter().for_each(|whole| tie(id, whole));
            if !measure.sums_over.is_empty() {
                tie(id, id);
            }
            across.extend(measure.sums_over.iter().map(|&key| (id, key)));
        }
        let claimed: FxHashSet<MeasureId> = corpus.series.iter().map(|series| series.measure).collect();
        for &id in corpus.series.iter().map(|series| &series.measure) {
            let measure = vocabulary.measure(id);
            let total = measure
                .filter(|measure| measure.kind == Some(Kind::Flow))
                .and_then(|measure| measure.adds_up_to);
            total.into_iter().for_each(|total| tie(id, total));
        }
        let mut everywhere = false;
        for law in &corpus.model.laws {
            let LawForm::Linear { terms, .. } = &law.form else { continue };
            let mut first = None;
            for (_, subject) in terms {
                let Subject::Measure(measure, scope) = subject else { continue };
                tie(*first.get_or_insert(*measure), *measure);
                let keys = corpus.model.registers.scopes.get(scope.0);
                everywhere |= keys.iter().any(|(key, _)| *key == PLACE);
                across.extend(keys.iter().map(|(key, _)| (*measure, *key)));
            }
        }
        let mut names = Sets::default();
        for (id, name) in (0_u32..).zip(&vocabulary.names) {
            name.within.into_iter().for_each(|whole| names.join(id, whole.0));
        }
        for set in &vocabulary.complete {
            everywhere |= set.key == PLACE && set.whole.is_none();
            let mut members = set.parts.iter().chain(&set.whole);
            if let Some(first) = members.next() {
                members.for_each(|other| names.join(first.0, other.0));
            }
        }
        let class: FxHashMap<MeasureId, MeasureId> =
            tied.iter().map(|&measure| (measure, MeasureId(measures.find(measure.0)))).collect();
        let mut keys: FxHashMap<MeasureId, Vec<KeyId>> = FxHashMap::default();
        for (measure, key) in across {
            keys.entry(class[&measure]).or_default().push(key);
        }
        let mut classes = Self { class, keys, names, everywhere, strict: Vec::new() };
        classes.strict = classes.strict(corpus, &claimed);
        classes
    }

    /// The classes whose ties one claimed series alone may be at odds with.
    fn strict(&self, corpus: &Corpus, claimed: &FxHashSet<MeasureId>) -> Vec<MeasureId> {
        let laws = laws_of(corpus);
        let mut measures: Vec<MeasureId> =
            claimed.iter().copied().filter(|id| self.class.contains_key(id)).collect();
        measures.sort_unstable();
        let mut strict: Vec<MeasureId> =
            corpus.model.breaks.iter().filter_map(|step| self.class.get(&step.measure).copied()).collect();
        for (number, law) in (0_u32..).zip(&corpus.model.laws) {
            let LawForm::Linear { terms, .. } = &law.form else { continue };
            for (_, subject) in terms {
                let Subject::Measure(measure, scope) = subject else { continue };
                let Some(class) = self.class.get(measure).filter(|class| !strict.contains(class)) else {
                    continue;
                };
                let unit = corpus.model.vocabulary.measure(*measure).and_then(|measure| measure.unit);
                let scope = corpus.model.registers.scopes.get(scope.0).to_vec();
                // One series of the law alone, in a web of its own.
                let mut web = Web::of(corpus, &[], &laws, usize::MAX);
                let node = Node { measure: *measure, scope, mode: None, unit };
                let node = web.node(node);
                web.kinds[node as usize] = kind_of(corpus, *measure, unit);
                web.law_alone(node, number);
                let all: Vec<u32> = (0..web.families.len() as u32).collect();
                if !prune::prune(&web, &all, |at| at == node).is_empty() {
                    strict.push(*class);
                }
            }
        }
        for id in measures {
            let Some(measure) = corpus.model.vocabulary.measure(id) else { continue };
            if measure.part_of.is_some_and(|whole| {
                corpus.model.vocabulary.measure(whole).is_some_and(|whole| {
                    whole.may_be_negative
                        || (whole.kind == Some(Kind::Ratio) && measure.kind != Some(Kind::Ratio))
                })
            }) {
                strict.push(self.class[&id]);
            }
        }
        strict.sort_unstable();
        strict.dedup();
        strict
    }

    /// What series that may be tied together have in common.
    fn key(&self, corpus: &Corpus, number: u32) -> Option<(MeasureId, Scope, Option<Mode>)> {
        let series = &corpus.series[number as usize];
        let class = *self.class.get(&series.measure)?;
        let none = Vec::new();
        let keys = self.keys.get(&class).unwrap_or(&none);
        let scope = corpus.model.registers.scopes.get(series.scope.0).iter();
        let common = scope.filter_map(|&(key, name)| {
            if !keys.contains(&key) {
                Some((key, name))
            } else if key == PLACE && !self.everywhere {
                Some((key, NameId(self.names.find(name.0))))
            } else {
                None
            }
        });
        Some((class, common.collect(), series.mode))
    }
}

/// The groups of series that may be tied together, those of one series left out that no tie can be at odds with.
pub(super) fn groups(corpus: &Corpus) -> Vec<Group> {
    let classes = Classes::of(corpus);
    let mut place: FxHashMap<(MeasureId, Scope, Option<Mode>), u32> = FxHashMap::default();
    let mut sets: Vec<Group> = Vec::new();
    let mut of: Vec<Option<u32>> = vec![None; corpus.series.len()];
    let labelled = labelled(corpus);
    let joined: Vec<u32> = labelled.iter().flat_map(|(_, series)| series.iter().copied()).collect();
    for (number, series) in (0_u32..).zip(&corpus.series) {
        if series.sort != Sort::Number {
            continue;
        }
        let at = match classes.key(corpus, number) {
            Some(key) => *place.entry(key).or_insert_with(|| {
                sets.push(Group::default());
                sets.len() as u32 - 1
            }),
            None if joined.contains(&number) || overlaps(corpus, series) => {
                sets.push(Group::default());
                sets.len() as u32 - 1
            }
            None => continue,
        };
        of[number as usize] = Some(at);
        sets[at as usize].series.push(number);
    }
    let mut roots = Sets::default();
    for (_, series) in &labelled {
        let mut groups = series.iter().filter_map(|&series| of[series as usize]);
        if let Some(first) = groups.next() {
            groups.for_each(|other| roots.join(first, other));
        }
    }
    for (law, series) in &labelled {
        if let Some(group) = series.iter().find_map(|&series| of[series as usize]) {
            sets[roots.find(group) as usize].labelled.push(*law);
        }
    }
    for at in (0..sets.len() as u32).rev() {
        let root = roots.find(at);
        if root != at {
            let moved = std::mem::take(&mut sets[at as usize].series);
            sets[root as usize].series.extend(moved);
        }
    }
    let is_strict = |series: u32| {
        let class = classes.class.get(&corpus.series[series as usize].measure);
        class.is_some_and(|class| classes.strict.binary_search(class).is_ok())
    };
    sets.retain(|group| {
        let alone = |&series: &u32| is_strict(series) || overlaps(corpus, &corpus.series[series as usize]);
        group.series.len() > 1 || !group.labelled.is_empty() || group.series.iter().any(alone)
    });
    sets.iter_mut().for_each(|group| group.series.sort_unstable());
    sets
}

/// Whether a series says of some time what it also says of a part of it, or by how much its total grows: then its periods
/// are tied to each other.
pub(super) fn overlaps(corpus: &Corpus, series: &Series) -> bool {
    if !matches!(series.kind, Kind::Flow | Kind::Cumulative) {
        return false;
    }
    let windows = corpus.claims_of(series).iter().filter_map(|&at| corpus.claim(at).time);
    let mut periods: Vec<_> =
        windows.filter(|window| window.shape == Shape::Period).filter_map(|window| ends(&window)).collect();
    if series.kind == Kind::Cumulative {
        return !periods.is_empty();
    }
    periods.sort_unstable();
    periods.dedup();
    periods.windows(2).any(|pair| pair[1].0 < pair[0].1)
}

/// The laws over labelled claims, each with the series of those claims.
fn labelled(corpus: &Corpus) -> Vec<(u32, Vec<u32>)> {
    let mut places: Vec<(Place, u32)> = Vec::new();
    for (number, law) in (0_u32..).zip(&corpus.model.laws) {
        places.extend(law.form.statements().into_iter().map(|place| (place, number)));
    }
    if places.is_empty() {
        return Vec::new();
    }
    let mut series_of: BTreeMap<u32, u32> = BTreeMap::new();
    let mut wanted: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (place, law) in places {
        for claim in corpus.claims_at(place) {
            wanted.entry(claim).or_default().push(law);
        }
    }
    for (number, series) in (0_u32..).zip(&corpus.series) {
        for claim in corpus.claims_of(series) {
            if wanted.contains_key(claim) {
                series_of.insert(*claim, number);
            }
        }
    }
    let mut laws: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (claim, series) in &series_of {
        for law in &wanted[claim] {
            laws.entry(*law).or_default().push(*series);
        }
    }
    laws.into_iter().collect()
}
