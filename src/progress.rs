//! How far a run has come, for a progress display: counters that the work adds to and that change nothing in it.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// What a run is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Reading claims out of the texts.
    #[default]
    Reading,
    /// Sorting the claims into series and facts.
    Comparing,
    /// Finding what cannot be true together.
    Solving,
    /// Turning what was found into findings.
    Reporting,
}

/// Every stage, in the order in which they come.
const STAGES: [Stage; 4] = [Stage::Reading, Stage::Comparing, Stage::Solving, Stage::Reporting];

/// How far a run has come.
///
/// Each counter is independent and none guards other data, so all of them are read and written relaxed; the work
/// adds once per block, which costs next to nothing.
#[derive(Debug, Default)]
pub struct Progress {
    stage: AtomicU8,
    total: AtomicU64,
    bytes: AtomicU64,
    claims: AtomicU64,
}

/// A snapshot of how far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProgressSnapshot {
    /// What the run was doing.
    pub stage: Stage,
    /// The bytes to read; 0 while the texts are still being cut into blocks.
    pub total: u64,
    /// The bytes that were read.
    pub bytes: u64,
    /// The claims in them.
    pub claims: u64,
}

impl Progress {
    /// Sets the current stage.
    pub fn enter(&self, stage: Stage) {
        self.stage.store(stage as u8, Ordering::Relaxed);
    }

    /// Sets how many bytes there are to read.
    pub fn expect(&self, bytes: u64) {
        self.total.store(bytes, Ordering::Relaxed);
    }

    /// Adds bytes that were read, and the claims in them.
    pub fn add(&self, bytes: u64, claims: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.claims.fetch_add(claims, Ordering::Relaxed);
    }

    /// How far the run has come.
    #[must_use]
    pub fn look(&self) -> ProgressSnapshot {
        let stage = usize::from(self.stage.load(Ordering::Relaxed));
        ProgressSnapshot {
            stage: STAGES.get(stage).copied().unwrap_or_default(),
            total: self.total.load(Ordering::Relaxed),
            bytes: self.bytes.load(Ordering::Relaxed),
            claims: self.claims.load(Ordering::Relaxed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Progress, ProgressSnapshot, STAGES, Stage};

    #[test]
    fn what_threads_add_is_all_counted() {
        let progress = Progress::default();
        progress.expect(4_000);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..100).for_each(|_| progress.add(10, 1)));
            }
        });
        let all = ProgressSnapshot { stage: Stage::Reading, total: 4_000, bytes: 4_000, claims: 400 };
        assert_eq!(progress.look(), all);
    }

    #[test]
    fn every_stage_is_seen_as_it_was_entered() {
        let progress = Progress::default();
        assert_eq!(progress.look(), ProgressSnapshot::default());
        for stage in STAGES {
            progress.enter(stage);
            assert_eq!(progress.look().stage, stage);
        }
    }
}
