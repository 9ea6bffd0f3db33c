//! Counts how often a source's figures of single periods miss the growth of its total, also where one of these is reported alone:
//! where it is a habit, no single day can say which of its figures is wrong.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::gathering::{Gathering, only_voice};
use super::root::{Root, RootKind};
use crate::check::codes::FLOW;
use crate::contradiction::{allowed_by, breaks};
use crate::corpus::Series;
use crate::finding::Standing;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Interval};

/// If a source's flow differs from its total's growth on this many dates at least, these are not
/// single slips: the source counts the two in different ways.
pub(super) const HAS_OWN_WAY_OF_COUNTING: usize = 30;

/// A voice and the series of its figures of single periods.
type Flow = (u32, Vec<u32>);

impl Gathering<'_> {
    /// Notes in each root that is about a source's figures of periods how many findings there are of these.
    pub(super) fn count_misses(&self, roots: &mut Vec<Root>) {
        let mut messages: FxHashMap<Flow, FxHashSet<&str>> = FxHashMap::default();
        for at in roots.iter().flat_map(Root::members) {
            if let Some(flow) = self.flow_missed(at) {
                messages.entry(flow).or_default().insert(&self.findings[at as usize].message);
            }
        }
        for root in roots.iter_mut() {
            let mut flows = root.runs.iter().flatten().map(|&at| self.flow_missed(at));
            let Some(Some(first)) = flows.next() else { continue };
            if flows.all(|flow| flow.as_ref() == Some(&first)) {
                let reported = messages[&first].len();
                // Only for a habit are all its days counted, reported or not.
                let stated =
                    if reported < HAS_OWN_WAY_OF_COUNTING { 0 } else { self.count_days_missed(&first) };
                root.misses = reported.max(stated);
            }
        }
        self.join_a_way_of_counting(roots);
    }

    /// Joins the separate findings on a source whose figures of periods differ so often that it counts them in its own way: what is
    /// furthest apart then comes first.
    fn join_a_way_of_counting(&self, roots: &mut Vec<Root>) {
        let mut first_of: FxHashMap<Flow, usize> = FxHashMap::default();
        for number in 0..roots.len() {
            let root = &roots[number];
            let [run] = &root.runs[..] else { continue };
            let is_alone = root.kind == RootKind::Series && root.members().len() == run.len();
            let is_unexplained = run.iter().all(|&at| self.findings[at as usize].cause.is_none());
            let is_habit = run.len() >= HAS_OWN_WAY_OF_COUNTING;
            let flow = run.first().and_then(|&at| self.flow_missed(at));
            let Some(flow) = flow.filter(|_| {
                root.misses >= HAS_OWN_WAY_OF_COUNTING && is_alone && (is_habit || is_unexplained)
            }) else {
                continue;
            };
            match first_of.get(&flow) {
                Some(&first) => {
                    let runs = std::mem::take(&mut roots[number].runs).concat();
                    roots[first].runs[0].extend(runs);
                }
                None => {
                    first_of.insert(flow, number);
                }
            }
        }
        roots.retain(|root| !root.runs.is_empty());
    }

    /// On how many days a source's figures of single days are not what its totals of that day and of the day before differ by.
    fn count_days_missed(&self, (voice, flows): &Flow) -> usize {
        let corpus = self.corpus;
        let stated = |number: u32| -> BTreeMap<Day, Interval> {
            let series = &corpus.series[number as usize];
            let by_day = corpus.facts(series).into_iter().filter_map(|fact| {
                // What is counted by some hour is not the day's figure.
                let window =
                    fact.window.filter(|window| window.from_clock.is_none() && window.to_clock.is_none())?;
                let day = window.from.filter(|_| window.from == window.to)?;
                let statement =
                    fact.statements.iter().find(|statement| statement.voice.number() == *voice)?;
                Some((day, allowed_by(corpus, series, statement)))
            });
            by_day.collect()
        };
        let days_missed = flows.iter().map(|&flow| {
            let series = &corpus.series[flow as usize];
            let measure = corpus.model.vocabulary.measure(series.measure);
            let total = measure.and_then(|measure| measure.adds_up_to).and_then(|total| {
                let is_it = |other: &Series| {
                    (other.measure, other.scope, other.mode) == (total, series.scope, series.mode)
                };
                corpus.series.iter().position(is_it)
            });
            let Some(total) = total else { return 0 };
            let totals = stated(total as u32);
            let of = &corpus.series[total];
            let break_days = breaks(corpus, of.measure, corpus.model.registers.scopes.get(of.scope.0));
            let is_missed = |(day, added): &(Day, Interval)| {
                if break_days.contains(day) {
                    return false;
                }
                let before = day.plus(-1).and_then(|before| totals.get(&before));
                let both = before.zip(totals.get(day));
                both.is_some_and(|(before, after)| before.plus(added).disjoint(after))
            };
            stated(flow).into_iter().filter(is_missed).count()
        });
        days_missed.sum()
    }

    /// The figures of periods that a finding says miss the growth of their total; none if it says something else.
    fn flow_missed(&self, at: u32) -> Option<Flow> {
        let finding = &self.findings[at as usize];
        let is_slip = finding.code == FLOW && finding.standing == Some(Standing::Slip);
        let voice = finding.fold.as_ref().filter(|_| is_slip).and_then(only_voice)?;
        let series = self.core_claims(at).into_iter().filter_map(|claim| self.corpus.series_of(claim));
        let mut flows: Vec<u32> =
            series.filter(|&at| self.corpus.series[at as usize].kind == Kind::Flow).collect();
        flows.sort_unstable();
        flows.dedup();
        Some((voice, flows))
    }
}
