//! How often each voice was the outlier in disputes that have one: evidence for disputes that have none.

use rustc_hash::FxHashMap;

use crate::contradiction::dispute::Dispute;
use crate::corpus::Voice;

/// A voice has a record from this many decided disputes on.
const FEW: u64 = 5;

/// In how many disputes with an outlier a voice spoke, and in how many of them it was the outlier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrackRecord {
    /// How often it was the outlier.
    pub odd: u64,
    /// How often there was one.
    pub decided: u64,
}

impl TrackRecord {
    /// Whether two records are long enough, and their shares so different that it is hardly chance: by a quarter at
    /// least, and by two standard errors of the pooled share.
    #[must_use]
    pub fn differs(self, other: Self) -> bool {
        if self.decided < FEW || other.decided < FEW {
            return false;
        }
        // Scaled down so that the squares fit; beyond millions of disputes the last digits do not matter.
        let spare = 64 - (self.decided | other.decided).leading_zeros();
        let counts = [self.odd, self.decided, other.odd, other.decided];
        let [a, n, b, m] = counts.map(|count| u128::from(count >> spare.saturating_sub(24)));
        let gap = (a * m).abs_diff(b * n);
        let (odd, all) = (a + b, n + m);
        // With p = odd / all: (a/n - b/m)^2 >= 4 p (1 - p) (1/n + 1/m).
        4 * gap >= n * m && gap * gap * all >= 4 * odd * (all - odd) * n * m
    }
}

/// The records of all voices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrackRecords {
    by_voice: FxHashMap<Voice, TrackRecord>,
}

impl TrackRecords {
    /// The records from some disputes. A voice that contradicts only itself says nothing about others.
    #[must_use]
    pub fn of(disputes: &[Dispute]) -> Self {
        let mut by_voice: FxHashMap<Voice, TrackRecord> = FxHashMap::default();
        for dispute in disputes.iter().filter(|dispute| !dispute.is_slip() && dispute.has_suspect()) {
            let against = dispute.against.iter().map(|side| &side.statement);
            let all = dispute.repair.iter().chain(&dispute.kept).chain(against);
            // Outliers come first, so that a voice with several statements counts once.
            let mut voices: Vec<(Voice, bool)> = all
                .map(|statement| (statement.voice, !dispute.certain.contains(&statement.representative())))
                .collect();
            voices.sort_unstable();
            voices.dedup_by_key(|(voice, _)| *voice);
            for (voice, fits) in voices {
                let record = by_voice.entry(voice).or_default();
                record.decided += 1;
                record.odd += u64::from(!fits);
            }
        }
        Self { by_voice }
    }

    /// The record of a voice.
    #[must_use]
    pub fn voice(&self, voice: Voice) -> TrackRecord {
        self.by_voice.get(&voice).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::TrackRecord;

    #[test]
    fn records_are_told_apart_only_where_it_is_hardly_chance() {
        let record = |odd, decided| TrackRecord { odd, decided };
        let differ = |one: (u64, u64), two: (u64, u64)| record(one.0, one.1).differs(record(two.0, two.1));
        assert!(differ((40, 52), (3, 44)));
        assert!(differ((3, 44), (40, 52)));
        assert!(differ((5, 5), (0, 5)));
        assert!(differ((5, 5), (2, 5)));
        assert!(!differ((5, 5), (3, 5)), "chance");
        assert!(!differ((4, 4), (0, 9)), "too few");
        assert!(!differ((5, 5), (0, 0)), "nothing to compare with");
        assert!(!differ((560, 1000), (440, 1000)), "not by a quarter");
        assert!(!differ((5, 5), (5, 5)) && !differ((0, 9), (0, 9)), "alike");
        assert!(differ((u64::MAX >> 24, u64::MAX >> 24), (0, u64::MAX >> 24)), "no overflow");
    }
}
