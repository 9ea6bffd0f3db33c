//! Contradictions between dates: different dates of one event, and dates against the order that laws give to several.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::camp::{self, Camp};
use crate::contradiction::camp_disputes;
use crate::contradiction::dispute::{Dispute, DisputeKind};
use crate::contradiction::votes;
use crate::corpus::{Corpus, Statement, ValueType};
use crate::model::claim::Value;
use crate::model::law::LawForm;
use crate::model::{Day, WrittenTime};
use crate::reason::{self, Conflict, Endpoint, Item, Weight};
use crate::source::Place;

/// Series of dates that laws order.
pub(super) struct EventGroup {
    /// The series, by number.
    pub(super) series: Vec<u32>,
    /// The laws that order them.
    pub(super) laws: Vec<Before>,
}

/// A law that one event comes before another, between two series.
pub(super) struct Before {
    /// The series of the event that comes first, by number.
    earlier: u32,
    /// The series of the one that comes later.
    later: u32,
    /// Where the law is declared.
    pub(super) declared_at: Place,
}

/// The groups of series that laws order, each to be solved together.
pub(super) struct EventGroups {
    pub(super) groups: Vec<EventGroup>,
}

impl EventGroups {
    /// Whether a series is in one of the groups.
    pub(super) fn contains(&self, series: u32) -> bool {
        self.groups.iter().any(|group| group.series.contains(&series))
    }
}

/// Finds which series of events the laws of the corpus order. A law holds between events of equal scope and mode.
pub(super) fn event_groups(corpus: &Corpus) -> EventGroups {
    let laws = &corpus.model.laws;
    let mut befores = Vec::new();
    for law in laws {
        let LawForm::After { later, earlier } = law.form else { continue };
        let dates =
            || (0_u32..).zip(&corpus.series).filter(|(_, series)| series.value_type == ValueType::Date);
        for (first, one) in dates().filter(|(_, series)| series.measure == earlier) {
            let same = |other: &crate::corpus::Series| (other.scope, other.mode) == (one.scope, one.mode);
            for (second, _) in dates().filter(|(_, series)| series.measure == later && same(series)) {
                befores.push(Before { earlier: first, later: second, declared_at: law.place });
            }
        }
    }
    let mut groups: Vec<EventGroup> = Vec::new();
    for before in befores {
        let (mut joined, rest): (Vec<EventGroup>, Vec<EventGroup>) =
            std::mem::take(&mut groups).into_iter().partition(|group| {
                group.series.contains(&before.earlier) || group.series.contains(&before.later)
            });
        groups = rest;
        let mut group = EventGroup { series: vec![before.earlier, before.later], laws: Vec::new() };
        for other in joined.drain(..) {
            group.series.extend(other.series);
            group.laws.extend(other.laws);
        }
        group.laws.push(before);
        group.series.sort_unstable();
        group.series.dedup();
        groups.push(group);
    }
    groups.sort_by(|a, b| a.series.cmp(&b.series));
    EventGroups { groups }
}

/// The disputes about some series of dates: within one series, and between two that the laws order.
pub(super) fn find(corpus: &Corpus, numbers: &[u32], laws: &[Before]) -> Vec<Dispute> {
    let mut all: Vec<Camp> = Vec::new();
    let mut facts = FxHashMap::default();
    for &number in numbers {
        let own = votes::facts(corpus, &corpus.series[number as usize]);
        for (at, fact) in (0_u32..).zip(&own) {
            camp_disputes::add_camps(corpus, number, at, fact, &mut all);
        }
        facts.insert(number, own);
    }
    let order = Precedence::of(laws);
    let (all, conflicts) = camp_disputes::decide(all, |all| {
        let weights = camp::weights(all);
        // Two dates with `since` may be opposed although they have days in common.
        let since_dates = all.iter().filter(|camp| beginning(corpus, camp).is_some()).count();
        let found = if since_dates > 1 { None } else { without_pairs(all, &weights, laws) };
        found.unwrap_or_else(|| reason::graph(&weights, &edges(corpus, all, &order), reason::STEPS))
    });
    let against = |one: &Camp, two: &Camp| are_opposed(corpus, &order, one, two);
    camp_disputes::build_disputes(&all, conflicts, &facts, against, |one, two| {
        let (a, b) = (all[one as usize].series, all[two as usize].series);
        if a == b {
            return (DisputeKind::Dates, Vec::new());
        }
        (
            DisputeKind::Order,
            order.laws_between(a, b).or_else(|| order.laws_between(b, a)).unwrap_or_default(),
        )
    })
}

/// The conflicts of dates that no law orders, found without comparing every pair: dates agree if they all have a day in
/// common. None if that rule does not apply: with laws, undecided voices, a time with a zone, or a date that ends
/// before it begins.
fn without_pairs(all: &[Camp], weights: &[Weight], laws: &[Before]) -> Option<Vec<Conflict>> {
    if !laws.is_empty() || !all.iter().all(Camp::is_decided) {
        return None;
    }
    let mut items: Vec<Item<Day>> = Vec::with_capacity(all.len());
    for (camp, &weight) in all.iter().zip(weights) {
        let Value::Date(window) = &camp.value else { return None };
        if [window.start(), window.end()].into_iter().flatten().any(WrittenTime::is_zoned) {
            return None;
        }
        let item = Item {
            // One unknown for all: the day of the event.
            node: 0,
            low: window.from.map(Endpoint::closed),
            high: window.to.map(Endpoint::closed),
            weight,
        };
        if item.is_empty() {
            return None;
        }
        items.push(item);
    }
    Some(reason::chain(&items))
}

/// For a date `since` which something goes on: from the first to the last day on which it may have begun by any of the
/// camp's statements. None if one of them does not say that it goes on.
fn beginning(corpus: &Corpus, camp: &Camp) -> Option<(Day, Day)> {
    let speakers = camp.statements.iter().map(Statement::representative);
    let mut all = speakers.map(|speaker| corpus.claim(speaker).begun);
    let first = all.next()??;
    all.try_fold(first, |(from, to), other| other.map(|(low, high)| (from.min(low), to.max(high))))
}

/// The pairs of dates that cannot both be right.
fn edges(corpus: &Corpus, all: &[Camp], order: &Precedence<'_>) -> Vec<(u32, u32)> {
    let mut edges = Vec::new();
    for (one, a) in all.iter().enumerate() {
        for (two, b) in all.iter().enumerate().skip(one + 1) {
            if are_opposed(corpus, order, a, b) {
                edges.push((one as u32, two as u32));
            }
        }
    }
    edges
}

/// Whether the dates of two camps cannot both be right: of one event, or of two that a law orders.
fn are_opposed(corpus: &Corpus, order: &Precedence<'_>, a: &Camp, b: &Camp) -> bool {
    // What has gone on since one day cannot have begun on another.
    if a.series == b.series
        && a.is_decided()
        && b.is_decided()
        && let (Some(mine), Some(theirs)) = (beginning(corpus, a), beginning(corpus, b))
        && (mine.1 < theirs.0 || theirs.1 < mine.0)
    {
        return true;
    }
    let values_clash = |first: &Value, second: &Value| {
        let (Value::Date(first), Value::Date(second)) = (first, second) else { return false };
        if a.series == b.series {
            return first.is_days_apart(second);
        }
        order.holds(a.series, b.series) && second.is_before(first)
            || order.holds(b.series, a.series) && first.is_before(second)
    };
    a.values().all(|first| b.values().all(|second| values_clash(first, second)))
}

/// Which series come after which, by some laws.
struct Precedence<'l> {
    /// The laws by the series that comes first.
    from: FxHashMap<u32, Vec<&'l Before>>,
    /// For each series all that come after it, directly or through others: itself only if the laws are in a circle.
    after: FxHashMap<u32, FxHashSet<u32>>,
}

impl<'l> Precedence<'l> {
    fn of(laws: &'l [Before]) -> Self {
        let mut from: FxHashMap<u32, Vec<&Before>> = FxHashMap::default();
        laws.iter().for_each(|law| from.entry(law.earlier).or_default().push(law));
        let after = from.keys().map(|&series| {
            let mut reached: FxHashSet<u32> = FxHashSet::default();
            let mut open = vec![series];
            while let Some(at) = open.pop() {
                open.extend(
                    from.get(&at)
                        .into_iter()
                        .flatten()
                        .map(|law| law.later)
                        .filter(|&later| reached.insert(later)),
                );
            }
            (series, reached)
        });
        let after = after.collect();
        Self { from, after }
    }

    /// Whether `later` comes after `earlier`, directly or through other events.
    fn holds(&self, earlier: u32, later: u32) -> bool {
        self.after.get(&earlier).is_some_and(|after| after.contains(&later))
    }

    /// The laws by which `later` comes after `earlier`, directly or through other events: as few laws as possible.
    fn laws_between(&self, earlier: u32, later: u32) -> Option<Vec<Place>> {
        if !self.holds(earlier, later) {
            return None;
        }
        // The series reached so far; with each the position here of the one it was reached from, and the law between the two.
        let mut reached: Vec<(u32, Option<(usize, Place)>)> = vec![(earlier, None)];
        let mut known: FxHashSet<u32> = [earlier].into_iter().collect();
        let mut next = 0;
        while next < reached.len() {
            for law in self.from.get(&reached[next].0).into_iter().flatten() {
                if law.later == later {
                    let mut path = vec![law.declared_at];
                    let mut at = next;
                    while let Some((previous, law)) = reached[at].1 {
                        path.push(law);
                        at = previous;
                    }
                    path.reverse();
                    return Some(path);
                }
                if known.insert(law.later) {
                    reached.push((law.later, Some((next, law.declared_at))));
                }
            }
            next += 1;
        }
        None
    }
}
