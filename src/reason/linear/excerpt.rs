//! An excerpt of a system: only some of its times, which suffice to decide whether items of these times can hold.
//!
//! If values can be carried over unchanged from one time to the next, a time without statements can be left out. The excerpt has the
//! rows of the times that are used. In them each value is that of the latest unknown of its series up to the time, which the rows
//! keep from falling below earlier ones. So a few items are tested in a system that does not grow with the time between them.

use crate::model::Number;
use crate::reason::Endpoint;
use crate::reason::linear::bounds::Bounds;
use crate::reason::linear::system::{Span, System};

/// The place of each unknown in its series.
#[derive(Clone, Debug)]
pub(super) struct SeriesPlaces {
    /// For each unknown its series, and the position in it.
    positions: Vec<Option<(u32, u32)>>,
    /// For each series the places of the unknowns that are in a row whose last time is after that
    /// of the next unknown of the series, ascending.
    far: Vec<Vec<u32>>,
    /// The rows that may not hold while no item says anything: they exclude zero, or one of their
    /// unknowns cannot be zero, or another one of its series, which may stand for it.
    may_fail_at_rest: Vec<u32>,
}

impl SeriesPlaces {
    /// The places in a system; none where values cannot be taken over from one time to the next.
    pub(super) fn of(bounds: &Bounds<'_>) -> Option<Self> {
        let system = bounds.system;
        let series = system.series.as_ref()?;
        let mut positions = vec![None; system.domains.len()];
        let mut can_be_zero: Vec<bool> = system.domains.iter().map(holds_zero).collect();
        for (number, unknowns) in (0_u32..).zip(series) {
            let all_can_be_zero = unknowns.iter().all(|&unknown| can_be_zero[unknown as usize]);
            for (place, &unknown) in (0_u32..).zip(unknowns) {
                positions[unknown as usize] = Some((number, place));
                can_be_zero[unknown as usize] = all_can_be_zero;
            }
        }
        let mut reach = vec![i64::MIN; system.domains.len()];
        let mut may_fail_at_rest = Vec::new();
        for (number, row) in (0_u32..).zip(system.rows.iter()) {
            for (unknown, _) in &row.terms {
                let reach = &mut reach[*unknown as usize];
                *reach = bounds.last(number).max(*reach);
            }
            if !holds_zero(&row.span) || row.terms.iter().any(|term| !can_be_zero[term.0 as usize]) {
                may_fail_at_rest.push(number);
            }
        }
        let time = |unknown: u32| system.times[unknown as usize].map_or(i64::MIN, |(_, last)| last);
        let far = series.iter().map(|unknowns| {
            let pairs = (0_u32..).zip(unknowns.windows(2));
            pairs
                .filter(|(_, pair)| reach[pair[0] as usize] > time(pair[1]))
                .map(|(place, _)| place)
                .collect()
        });
        Some(Self { positions, far: far.collect(), may_fail_at_rest })
    }
}

/// Whether zero lies in a span.
fn holds_zero(span: &Span) -> bool {
    let zero = Endpoint::closed(Number::ZERO);
    span.low.as_ref().is_none_or(|low| *low <= zero) && span.high.as_ref().is_none_or(|high| *high >= zero)
}

/// Some times of a system.
pub(super) struct Excerpt<'v> {
    system: &'v System,
    bounds: &'v Bounds<'v>,
    places: &'v SeriesPlaces,
    /// Ascending.
    times: Vec<i64>,
}

impl<'v> Excerpt<'v> {
    /// The times that some items speak of.
    pub(super) fn of(bounds: &'v Bounds<'v>, places: &'v SeriesPlaces, items: &[u32]) -> Self {
        let system = bounds.system;
        let unknowns =
            items.iter().flat_map(|&item| system.items[item as usize].says.iter().map(|said| said.0));
        let mut times: Vec<i64> = unknowns
            .filter_map(|unknown| system.times[unknown as usize])
            .flat_map(|(first, last)| [first, last])
            .collect();
        times.sort_unstable();
        times.dedup();
        Self { system, bounds, places, times }
    }

    fn time(&self, unknown: u32) -> i64 {
        self.system.times[unknown as usize].map_or(i64::MIN, |(_, last)| last)
    }

    /// The first of the excerpt's times that is not before this one.
    fn next_time(&self, time: i64) -> Option<i64> {
        self.times.get(self.times.partition_point(|&other| other < time)).copied()
    }

    /// The series of an unknown, and where in it.
    fn series(&self, unknown: u32) -> Option<(&[u32], usize)> {
        let (series, place) = self.places.positions[unknown as usize]?;
        Some((&self.system.series.as_ref()?[series as usize], place as usize))
    }

    /// Whether an unknown is the latest of its series at one of the times.
    fn is_in_excerpt(&self, series: &[u32], place: usize) -> bool {
        let next = series.get(place + 1).map_or(i64::MAX, |&next| self.time(next));
        self.next_time(self.time(series[place])).is_some_and(|time| time < next)
    }

    /// What stands for an unknown: itself if it is in the excerpt, else the last one before it in
    /// its series that is, else the first of the series.
    pub(super) fn stand_in_for(&self, unknown: u32) -> u32 {
        let Some((series, place)) = self.series(unknown) else { return unknown };
        if self.is_in_excerpt(series, place) {
            return unknown;
        }
        let own = self.time(unknown);
        let before = self.times[..self.times.partition_point(|&time| time < own)].last();
        let until =
            before.map_or(0, |&before| series[..place].partition_point(|&other| self.time(other) <= before));
        series[until.saturating_sub(1)]
    }

    /// Whether a row is looked at: its last time is one of the excerpt's times, or it has none, or
    /// it only ties an unknown in the excerpt to an earlier one of its series.
    fn sees(&self, row: u32) -> bool {
        let last = self.bounds.last(row);
        last == i64::MIN || self.next_time(last) == Some(last) || self.orders(row)
    }

    fn orders(&self, row: u32) -> bool {
        let [(one, _), (two, _)] = &self.system.rows[row as usize].terms[..] else { return false };
        let (Some((series, place)), Some((_, other))) = (self.series(*one), self.series(*two)) else {
            return false;
        };
        let is_one = self.places.positions[*one as usize].map(|position| position.0)
            == self.places.positions[*two as usize].map(|position| position.0);
        is_one && self.is_in_excerpt(series, place.max(other))
    }

    /// The rows that are looked at on an unknown in the excerpt, and on those that it stands for.
    pub(super) fn rows_of(&self, unknown: u32, rows: &mut Vec<u32>) {
        let on =
            |unknown: u32| self.bounds.adjacency.rows(unknown).iter().copied().filter(|&row| self.sees(row));
        rows.extend(on(unknown));
        let (Some((series, place)), Some((number, _))) =
            (self.series(unknown), self.places.positions[unknown as usize])
        else {
            return;
        };
        let next = series.get(place + 1).and_then(|&next| self.next_time(self.time(next)));
        let until = series.partition_point(|&other| next.is_none_or(|next| self.time(other) <= next));
        // Of those in between only the last is in a row that is looked at, and those whose rows
        // reach far.
        let between = |at: &usize| place < *at && at + 1 < until;
        let far = &self.places.far[number as usize];
        let far = far[far.partition_point(|&at| at as usize <= place)..].iter().map(|&at| at as usize);
        let last = until.checked_sub(2).filter(|at| between(at));
        let behind = far.take_while(between).filter(|&at| Some(at) != last);
        behind.chain(last).for_each(|at| rows.extend(on(series[at])));
    }

    /// The rows that may not hold while no item says anything, if they are looked at.
    pub(super) fn may_fail_at_rest(&self) -> impl Iterator<Item = u32> {
        self.places.may_fail_at_rest.iter().copied().filter(|&row| self.sees(row))
    }

    /// Adds the rows by which values go on between the unknowns of a row and those that stand for them.
    pub(super) fn add_those_between(&self, row: u32, rows: &mut Vec<u32>) {
        for &(unknown, _) in &self.system.rows[row as usize].terms {
            let other = self.stand_in_for(unknown);
            let (Some((series, place)), Some((_, start))) = (self.series(unknown), self.series(other)) else {
                continue;
            };
            for pair in series[start.min(place)..=place.max(start)].windows(2) {
                let on = self.bounds.adjacency.rows(pair[1]).iter().copied();
                rows.extend(on.filter(|&row| self.bounds.system.rows[row as usize].ties(pair[0], pair[1])));
            }
        }
    }
}
