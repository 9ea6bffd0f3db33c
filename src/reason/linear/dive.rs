//! Guesses a point at which all rows hold, before the simplex is asked: there mostly is one, and it is mostly found.

use rustc_hash::FxHashMap;

use crate::reason::linear::engine::Engine;
use crate::reason::simplex::DeltaNumber;

/// How often a guessed point is corrected.
const PASSES: usize = 3;

impl Engine<'_> {
    /// Looks for a point at which all rows hold: from the first time to the last, what a violated row leaves open is
    /// set as low as possible, and propagated. If that fails nothing is known.
    pub(super) fn dive(&mut self) -> bool {
        let (mark, focus) = (self.bounds.mark(), self.bounds.focus);
        let holds = self.dive_through(focus);
        if holds {
            let moved = self.bounds.since(mark).iter().map(|bound| bound.unknown);
            self.point = moved.map(|unknown| (unknown, self.resting_point(unknown))).collect();
        }
        self.bounds.focus = focus;
        self.bounds.back(mark);
        holds
    }

    fn dive_through(&mut self, focus: (i64, i64)) -> bool {
        let rows = self.bounds.seen_by_time();
        let mut left = &rows[..];
        let lasts: Vec<i64> = rows.iter().map(|&row| self.bounds.last(row)).collect();
        for chunk in lasts.chunk_by(|one, two| one == two) {
            let (rows, rest) = left.split_at(chunk.len());
            left = rest;
            self.bounds.focus = (focus.0, self.bounds.last(rows[0]));
            self.bounds.queue(rows);
            if self.bounds.propagate().is_err() || !self.pin(rows) {
                return false;
            }
        }
        self.bounds.focus = focus;
        for _ in 0..=PASSES {
            let before = self.bounds.mark();
            if !self.pin(&rows) {
                return false;
            }
            // Where nothing had to be set all rows were seen to hold.
            if self.bounds.mark() == before {
                return true;
            }
        }
        false
    }

    /// Sets what violated rows leave open as low as possible, one unknown after the other, until the rows hold.
    fn pin(&mut self, rows: &[u32]) -> bool {
        let system = self.system;
        for &row in rows {
            let mut terms = system.rows[row as usize].terms.iter();
            while !self.holds(row, &FxHashMap::default()) {
                let Some((unknown, _)) = terms.next() else { return false };
                let DeltaNumber { number, tiny } = self.resting_point(*unknown);
                if !tiny.is_zero()
                    || self.bounds.put(*unknown, number).and_then(|()| self.bounds.propagate()).is_err()
                {
                    return false;
                }
            }
        }
        true
    }
}
