//! Finds every contradiction of a corpus: first between tied series, then within each series, then in the order of
//! events, and in ages last.

use rayon::prelude::*;

use crate::contradiction::contradictions::Contradictions;
use crate::contradiction::dispute::Dispute;
use crate::contradiction::track_record::TrackRecords;
use crate::contradiction::{
    ages, camps, compared, dates, figures, laws, neighbours, newer_edition, outlier_elsewhere, restated, tied,
};
use crate::corpus::{Corpus, ValueType};
use crate::reason::linear::Limits;

/// Finds every contradiction within a series, between tied series, and between the dates of events that a law orders.
#[must_use]
pub fn find(corpus: &Corpus, limits: Limits) -> Contradictions {
    let all: Vec<u32> = (0..corpus.series.len() as u32).collect();
    find_with(corpus, limits, &all)
}

/// Finds every contradiction of some series, given in order, and with them those of all series that are tied to them: what else there
/// is, and whom it makes the odd one out how often, is not looked for.
#[must_use]
pub fn find_with(corpus: &Corpus, limits: Limits, wanted: &[u32]) -> Contradictions {
    let ordered = dates::ordered(corpus);
    let (mut law_defects, impossible) = laws::law_defects(corpus);
    let tied = tied::find(corpus, &impossible, limits, wanted);
    law_defects.extend(laws::impossible_together(corpus, &tied.unsatisfiable));
    law_defects.sort_by_key(|(place, _)| *place);
    law_defects.dedup_by_key(|(place, _)| *place);
    let of_tied = figures::by_series(&tied.disputes);
    let mut numbers: Vec<u32> = wanted.iter().chain(&tied.grouped).copied().collect();
    numbers.sort_unstable();
    numbers.dedup();
    let parts: Vec<Contradictions> = numbers
        .par_iter()
        .map(|&number| match corpus.series[number as usize].value_type {
            ValueType::Number => {
                let known = of_tied.get(&number).map_or(&[][..], Vec::as_slice);
                let solved = tied.series.binary_search(&number).is_ok()
                    && tied.partly_solved.binary_search(&number).is_err();
                figures::find(corpus, number, known, solved)
            }
            ValueType::Date if ordered.contains(number) => Contradictions::default(),
            ValueType::Date => only(dates::find(corpus, &[number], &[])),
            ValueType::Name | ValueType::Truth | ValueType::Set => only(camps::find(corpus, number)),
        })
        .collect();
    let mut all = Contradictions { unsolved: tied.unsolved, law_defects, ..Contradictions::default() };
    for part in parts {
        all.disputes.extend(part.disputes);
        all.loose.extend(part.loose);
    }
    let mut joined = tied.compared;
    for group in &ordered.groups {
        let series = group.series.iter().map(|&number| &corpus.series[number as usize]);
        joined.extend(series.flat_map(|series| corpus.claims_of(series)));
    }
    joined.extend(ages::compared(corpus));
    all.compared = compared(corpus, &numbers, joined);
    all.exercised = tied.exercised;
    all.exercised
        .declared
        .extend(ordered.groups.iter().flat_map(|group| group.laws.iter().map(|before| before.law)));
    for group in &ordered.groups {
        all.disputes.extend(dates::find(corpus, &group.series, &group.laws));
    }
    let ages = ages::find(corpus, &all.disputes);
    all.disputes.extend(ages);
    all.disputes.sort_by_key(|dispute| (dispute.series, dispute.fact));
    newer_edition::clear_suspects(corpus, &mut all.disputes);
    restated::find(corpus, &mut all.disputes);
    neighbours::find(corpus, &mut all.disputes);
    outlier_elsewhere::find(corpus, &mut all.disputes);
    all.records = TrackRecords::of(&all.disputes);
    all
}

/// All claims of some series that had another to be compared with: those of tied series, which are known, and those of each series by
/// itself.
fn compared(corpus: &Corpus, numbers: &[u32], tied: Vec<u32>) -> Vec<u32> {
    let alone = numbers
        .par_iter()
        .flat_map_iter(|&number| compared::of_series(corpus, &corpus.series[number as usize]));
    let mut all: Vec<u32> = alone.collect();
    all.extend(tied);
    all.par_sort_unstable();
    all.dedup();
    all
}

/// The result of a series that has nothing to report but disputes.
fn only(disputes: Vec<Dispute>) -> Contradictions {
    Contradictions { disputes, ..Contradictions::default() }
}
