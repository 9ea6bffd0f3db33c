//! Whether some items can hold, seen only around what they move: a simplex that takes a row when the values so far violate it.
//!
//! Every unknown first lies where it lay when all was last seen to hold, or else as near to zero as
//! its domain allows. What items say moves a few; the rows on these that are now violated join the
//! simplex, whose answer may move further unknowns, and so on, until no row is violated or those in
//! the simplex cannot hold. Items come and go while the rows stay: so trying one set after another
//! costs little more than the difference between them.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::Number;
use crate::reason::linear::bounds::Bounds;
use crate::reason::linear::excerpt::Excerpt;
use crate::reason::linear::pending::is_in;
use crate::reason::linear::system::{Span, System};
use crate::reason::simplex::{CertificateTerm, DeltaNumber, ReasonedBound, Simplex, Verdict};
use crate::reason::{End, Endpoint};

/// What is said of an unknown, as items.
pub(super) type Said<'w> = dyn Fn(u32) -> Vec<u32> + 'w;

/// Whether some items can all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LocalVerdict {
    Holds,
    /// These items cannot, by these rows; both ascending.
    Conflict(Vec<u32>, Vec<u32>),
    /// The work was given up.
    Unknown,
}

/// An unknown in the simplex.
struct Moved {
    unknown: u32,
    /// Its number in the simplex.
    own: u32,
    /// Where it lay when the rows on it were last looked at.
    seen: DeltaNumber,
    /// The reasons of its bounds from below and above.
    limits: [Option<u32>; 2],
    /// The rows on it that are looked at, once they have been asked for.
    rows: Option<Vec<u32>>,
}

/// Which rows are looked at.
pub(super) enum Sight<'v> {
    /// All. They all hold where the unknowns lie before they are moved.
    All,
    /// Those of some times.
    Excerpt(Excerpt<'v>),
    /// These, ascending. They all hold where the unknowns lie before they are moved, if a point is
    /// given.
    Rows(&'v [u32]),
}

/// Rows and unknowns around some items.
pub(super) struct Local<'v, 's> {
    system: &'s System,
    bounds: &'v Bounds<'s>,
    sight: Sight<'v>,
    /// Where every unknown lies before it is moved. If that is not known, all lie as near to zero
    /// as their domains allow.
    point: Option<&'v [DeltaNumber]>,
    simplex: Simplex,
    moved: Vec<Moved>,
    /// For each unknown in the simplex its place among those moved.
    place: FxHashMap<u32, u32>,
    taken: FxHashSet<u32>,
    /// For rows that were looked at in an excerpt, what stands for each of their unknowns.
    stand_ins: FxHashMap<u32, Vec<u32>>,
    /// The places of those that are still to be bounded by what is said of them now.
    unbounded: Vec<u32>,
    /// Whether no test has looked yet at the rows that may not hold while no item says anything.
    is_fresh: bool,
    /// How many steps of the simplex are allowed, and how many are left.
    allowed: u64,
    steps: u64,
    /// How many terms of rows have been looked at.
    terms: u64,
}

/// The reason of a bound that is a domain's.
const DOMAIN: u32 = u32::MAX >> 1;
/// What is added to the number of a row where it is the reason.
const ROW: u32 = 1 << 31;

impl<'v, 's> Local<'v, 's> {
    pub(super) fn new(
        bounds: &'v Bounds<'s>,
        sight: Sight<'v>,
        point: Option<&'v [DeltaNumber]>,
        steps: u64,
    ) -> Self {
        Self {
            system: bounds.system,
            bounds,
            sight,
            point,
            simplex: Simplex::new(0),
            moved: Vec::new(),
            place: FxHashMap::default(),
            taken: FxHashSet::default(),
            stand_ins: FxHashMap::default(),
            unbounded: Vec::new(),
            is_fresh: true,
            allowed: steps,
            steps,
            terms: 0,
        }
    }

    pub(super) fn system(&self) -> &'s System {
        self.system
    }

    /// The work so far: the terms of rows that were looked at, and the steps of the simplex.
    pub(super) fn spent(&self) -> (u64, u64) {
        (self.terms, self.allowed - self.steps)
    }

    /// Whether all that is said can hold. `unknowns` are those of which something else is said than
    /// in the last test; what is said of the unknowns of earlier tests still counts.
    pub(super) fn test(&mut self, unknowns: &[u32], said: &Said<'_>) -> LocalVerdict {
        for &unknown in unknowns {
            let at = self.place_of(unknown) as u32;
            self.unbounded.push(at);
        }
        if let Err(reasons) = self.bound_all(said) {
            return self.conflict(reasons);
        }
        loop {
            match self.simplex.check(&mut self.steps) {
                Verdict::Feasible => {}
                Verdict::Conflict(parts) => return self.conflict(reasons(&parts)),
                Verdict::TooLong => return LocalVerdict::Unknown,
            }
            self.steps = self.steps.saturating_sub(self.moved.len() as u64 / 8);
            let violated = self.violated();
            if violated.is_empty() {
                return LocalVerdict::Holds;
            }
            for row in violated {
                if let Err(reasons) = self.take(row, said) {
                    return self.conflict(reasons);
                }
            }
        }
    }

    /// Rows that were looked at, with those by which values go on over the times that are left out,
    /// ascending.
    pub(super) fn with_those_between(&self, rows: &[u32]) -> Vec<u32> {
        let mut all = rows.to_vec();
        if let Sight::Excerpt(excerpt) = &self.sight {
            rows.iter().for_each(|&row| excerpt.add_those_between(row, &mut all));
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Where the unknowns in the simplex lie, after a test has found that all can hold. All others
    /// lie where they lay before.
    pub(super) fn point(&self) -> Vec<(u32, DeltaNumber)> {
        self.moved.iter().map(|moved| (moved.unknown, moved.seen.clone())).collect()
    }

    fn conflict(&self, reasons: Vec<u32>) -> LocalVerdict {
        let (rows, others): (Vec<u32>, Vec<u32>) = reasons.into_iter().partition(|reason| reason & ROW != 0);
        let mut items: Vec<u32> = others.into_iter().filter(|&reason| reason != DOMAIN).collect();
        let mut rows: Vec<u32> = rows.into_iter().map(|row| row & !ROW).collect();
        for list in [&mut items, &mut rows] {
            list.sort_unstable();
            list.dedup();
        }
        LocalVerdict::Conflict(items, rows)
    }

    /// Where an unknown lies before it is moved.
    fn start(&self, unknown: u32) -> DeltaNumber {
        match self.point {
            Some(point) => point[unknown as usize].clone(),
            None => nearest(&self.system.domains[unknown as usize]),
        }
    }

    /// Where an unknown lies now.
    pub(super) fn lies(&self, unknown: u32) -> DeltaNumber {
        match self.place.get(&unknown) {
            Some(&at) => self.simplex.value(self.moved[at as usize].own).clone(),
            None => self.start(unknown),
        }
    }

    /// The place of an unknown among those moved. If it is not there yet, it is added, and still to
    /// be bounded.
    fn place_of(&mut self, unknown: u32) -> usize {
        if let Some(&at) = self.place.get(&unknown) {
            return at as usize;
        }
        let start = self.start(unknown);
        let own = self.simplex.unknown_at(start.clone());
        self.place.insert(unknown, self.moved.len() as u32);
        self.unbounded.push(self.moved.len() as u32);
        self.moved.push(Moved { unknown, own, seen: start, limits: [None; 2], rows: None });
        self.moved.len() - 1
    }

    /// Bounds those that are still to be bounded, up to the first that nothing can satisfy.
    fn bound_all(&mut self, said: &Said<'_>) -> Result<(), Vec<u32>> {
        while let Some(&at) = self.unbounded.last() {
            self.bound_one(at as usize, said)?;
            self.unbounded.pop();
        }
        Ok(())
    }

    /// Bounds an unknown by its domain and by what is said of it now.
    fn bound_one(&mut self, at: usize, said: &Said<'_>) -> Result<(), Vec<u32>> {
        let system = self.system;
        let Moved { unknown, own, limits, .. } = &self.moved[at];
        let (unknown, own, before) = (*unknown, *own, *limits);
        let domain = &system.domains[unknown as usize];
        let mut tightest = [(domain.low.as_ref(), DOMAIN), (domain.high.as_ref(), DOMAIN)];
        for item in said(unknown) {
            let says = system.items[item as usize].says.iter().filter(|says| says.0 == unknown);
            for (_, span) in says {
                for (end, best) in [End::Low, End::High].into_iter().zip(&mut tightest) {
                    let Some(endpoint) = span.end(end) else { continue };
                    let is_tighter = |known: &Endpoint<Number>| {
                        if end == End::Low { endpoint > known } else { endpoint < known }
                    };
                    if best.0.is_none_or(is_tighter) {
                        *best = (Some(endpoint), item);
                    }
                }
            }
        }
        let [low, high] = tightest;
        if let (Some(from), Some(to)) = (low.0, high.0)
            && from > to
        {
            return Err(vec![low.1, high.1]);
        }
        let limits = [low, high].map(|(endpoint, reason)| endpoint.map(|_| reason));
        if limits != before {
            let limit = |(endpoint, reason): (Option<&Endpoint<Number>>, u32)| {
                endpoint.map(|endpoint| ReasonedBound::at(endpoint, reason))
            };
            self.simplex.set_bounds(own, limit(low), limit(high));
            self.moved[at].limits = limits;
        }
        Ok(())
    }

    /// The rows that are not in the simplex yet and do not hold where the unknowns lie now.
    fn violated(&mut self) -> Vec<u32> {
        let mut due: Vec<u32> = Vec::new();
        if std::mem::replace(&mut self.is_fresh, false) {
            match &self.sight {
                Sight::All => {}
                Sight::Excerpt(excerpt) => due.extend(excerpt.may_fail_at_rest()),
                Sight::Rows(_) if self.point.is_some() => {}
                Sight::Rows(rows) => due.extend(*rows),
            }
        }
        for at in 0..self.moved.len() {
            let Moved { unknown, own, seen, .. } = &self.moved[at];
            let value = self.simplex.value(*own);
            if value == seen {
                continue;
            }
            let (unknown, now) = (*unknown, value.clone());
            self.moved[at].seen = now;
            let all = self.bounds.adjacency.rows(unknown);
            if matches!(self.sight, Sight::All) {
                due.extend(all.iter().filter(|row| !self.taken.contains(row)));
                continue;
            }
            let rows = self.moved[at].rows.take().unwrap_or_else(|| self.rows_of(unknown));
            due.extend(rows.iter().filter(|row| !self.taken.contains(row)));
            self.moved[at].rows = Some(rows);
        }
        due.sort_unstable();
        due.dedup();
        self.terms += due.iter().map(|&row| self.system.rows[row as usize].terms.len() as u64).sum::<u64>();
        due.iter().for_each(|&row| self.substitute(row));
        due.retain(|&row| !self.holds(row));
        due
    }

    /// Records what stands for the unknowns of a row in an excerpt.
    fn substitute(&mut self, row: u32) {
        if let Sight::Excerpt(excerpt) = &self.sight {
            let terms = &self.system.rows[row as usize].terms;
            let stand_ins = || terms.iter().map(|term| excerpt.stand_in_for(term.0)).collect();
            self.stand_ins.entry(row).or_insert_with(stand_ins);
        }
    }

    /// The rows that are looked at of an unknown.
    fn rows_of(&self, unknown: u32) -> Vec<u32> {
        let all = self.bounds.adjacency.rows(unknown);
        match &self.sight {
            Sight::All => all.to_vec(),
            Sight::Excerpt(excerpt) => {
                let mut rows = Vec::new();
                excerpt.rows_of(unknown, &mut rows);
                rows
            }
            Sight::Rows(seen) => all.iter().copied().filter(|row| seen.binary_search(row).is_ok()).collect(),
        }
    }

    /// Whether a row holds where the unknowns lie.
    fn holds(&self, row_number: u32) -> bool {
        let row = &self.system.rows[row_number as usize];
        let stand_ins = self.stand_ins.get(&row_number);
        let (mut number, mut tiny) = (Number::ZERO, Number::ZERO);
        for (at, (unknown, times)) in row.terms.iter().enumerate() {
            let unknown = stand_ins.map_or(*unknown, |all| all[at]);
            match self.place.get(&unknown) {
                Some(&at) => {
                    let point = self.simplex.value(self.moved[at as usize].own);
                    number = &number + &(&point.number * times);
                    if !point.tiny.is_zero() {
                        tiny = &tiny + &(&point.tiny * times);
                    }
                }
                None => {
                    let start = self.start(unknown);
                    if !start.number.is_zero() {
                        number = &number + &(&start.number * times);
                    }
                    if !start.tiny.is_zero() {
                        tiny = &tiny + &(&start.tiny * times);
                    }
                }
            }
        }
        is_in(&DeltaNumber { number, tiny }, &row.span)
    }

    /// Takes a row into the simplex, with its unknowns.
    fn take(&mut self, number: u32, said: &Said<'_>) -> Result<(), Vec<u32>> {
        self.taken.insert(number);
        let row = &self.system.rows[number as usize];
        let mut terms: Vec<(u32, Number)> = Vec::with_capacity(row.terms.len());
        self.substitute(number);
        for (at, (unknown, times)) in row.terms.iter().enumerate() {
            let unknown = self.stand_ins.get(&number).map_or(*unknown, |all| all[at]);
            let at = self.place_of(unknown);
            let own = self.moved[at].own;
            match terms.iter_mut().find(|known| known.0 == own) {
                Some(known) => known.1 = &known.1 + times,
                None => terms.push((own, times.clone())),
            }
        }
        terms.retain(|(_, times)| !times.is_zero());
        if terms.is_empty() {
            return self.bound_all(said);
        }
        let sum = self.simplex.sum(&terms);
        for end in [End::Low, End::High] {
            if let Some(endpoint) = row.span.end(end) {
                self.simplex.bound(sum, end, endpoint, ROW | number).map_err(|parts| reasons(&parts))?;
            }
        }
        self.bound_all(said)
    }
}

/// Where an unknown lies of which nothing is said: at the number in its domain that is nearest to
/// zero.
fn nearest(domain: &Span) -> DeltaNumber {
    let zero = Endpoint::closed(Number::ZERO);
    match domain {
        Span { low: Some(low), .. } if *low > zero => DeltaNumber::from_endpoint(low),
        Span { high: Some(high), .. } if *high < zero => DeltaNumber::from_endpoint(high),
        _ => DeltaNumber::ZERO,
    }
}

fn reasons(parts: &[CertificateTerm]) -> Vec<u32> {
    parts.iter().map(|part| part.reason).collect()
}
