//! Finds every contradiction of a corpus: first between tied series, then within each series, then in the order of
//! events, and in ages last.

use rayon::prelude::*;

use crate::contradiction::contradictions::Contradictions;
use crate::contradiction::dispute::Dispute;
use crate::contradiction::kept::Kept;
use crate::contradiction::tied::{Laws, SeriesGroup, TiedOutcome, absent, groups, solve};
use crate::contradiction::track_record::TrackRecords;
use crate::contradiction::{
    ages, another_source, camp_disputes, compared, dates, figures, law_defects, neighbours, newer_edition,
    outlier_elsewhere, restated,
};
use crate::corpus::{Corpus, ValueType};
use crate::reason::linear::Limits;

/// Finds every contradiction of a corpus.
#[must_use]
pub fn find(corpus: &Corpus, limits: Limits) -> Contradictions {
    search(corpus, limits, None, None)
}

/// Finds every contradiction of some series, given in order, and of the series that are tied to
/// them. Most others are not looked for, so the track records are incomplete.
#[must_use]
pub fn find_with(corpus: &Corpus, limits: Limits, wanted: &[u32]) -> Contradictions {
    search(corpus, limits, Some(wanted), None)
}

/// Finds every contradiction, where claims have changed since the last search under the same settings. `definitions` says by which
/// definitions and from which files the claims are read.
#[must_use]
pub fn find_again(corpus: &Corpus, limits: Limits, definitions: u64, kept: &mut Kept) -> Contradictions {
    search(corpus, limits, None, Some((kept, definitions)))
}

/// Finds the contradictions of all series, or of those wanted and of the series tied to them. What
/// was kept and still holds is taken over.
fn search(
    corpus: &Corpus,
    limits: Limits,
    wanted: Option<&[u32]>,
    mut kept: Option<(&mut Kept, u64)>,
) -> Contradictions {
    let ordered = dates::event_groups(corpus);
    let (mut law_defects, impossible) = law_defects::law_defects(corpus);
    let mut prints = vec![None; corpus.series.len()];
    if let Some((kept, definitions)) = &mut kept {
        kept.begin(corpus, *definitions, &impossible, limits);
        prints = corpus.prints();
    }
    let mut kept = kept.map(|(kept, _)| kept);
    let laws = Laws::without(corpus, &impossible);
    let groups = groups_of(corpus, &laws, wanted);
    let tied = tied_series(corpus, (&groups, &laws), limits, &prints, kept.as_deref_mut());
    law_defects.extend(law_defects::impossible_together(corpus, &tied.unsatisfiable));
    law_defects.sort_by_key(|(place, _)| *place);
    law_defects.dedup_by_key(|(place, _)| *place);
    let numbers = with_tied(corpus, &groups, wanted);
    let parts = single_series(corpus, (&numbers, &tied), &ordered, &prints, kept.as_deref_mut());
    kept.into_iter().for_each(Kept::end);
    let mut all = Contradictions { unsolved: tied.unsolved, law_defects, ..Contradictions::default() };
    for (part, compared) in parts {
        all.disputes.extend(part.disputes);
        all.loose.extend(part.loose);
        all.compared.extend(compared);
    }
    let compared = &mut all.compared;
    compared.extend(tied.compared);
    for group in &ordered.groups {
        let series = group.series.iter().map(|&number| &corpus.series[number as usize]);
        compared.extend(series.flat_map(|series| corpus.claims_of(series)));
    }
    compared.extend(ages::compared(corpus));
    compared.par_sort_unstable();
    compared.dedup();
    all.exercised = tied.exercised;
    all.exercised
        .declared
        .extend(ordered.groups.iter().flat_map(|group| group.laws.iter().map(|before| before.declared_at)));
    for group in &ordered.groups {
        all.disputes.extend(dates::find(corpus, &group.series, &group.laws));
    }
    let ages = ages::find(corpus, &all.disputes);
    all.disputes.extend(ages);
    all.disputes.sort_by_key(|dispute| (dispute.series, dispute.fact));
    newer_edition::clear_suspects(corpus, &mut all.disputes);
    restated::find(corpus, &mut all.disputes);
    neighbours::find(corpus, &mut all.disputes);
    another_source::find(corpus, &mut all.disputes);
    outlier_elsewhere::find(corpus, &mut all.disputes);
    all.records = TrackRecords::of(&all.disputes);
    all
}

/// The groups of tied series; if some series are wanted, only the groups with one of them.
fn groups_of(corpus: &Corpus, laws: &Laws, wanted: Option<&[u32]>) -> Vec<SeriesGroup> {
    let mut groups = groups(corpus, laws);
    if let Some(wanted) = wanted {
        let is_wanted = |series: &u32| wanted.binary_search(series).is_ok();
        groups.retain(|group| group.series.iter().any(is_wanted));
    }
    groups
}

/// The numbers of all series; if some are wanted, of these and of those in `groups`.
fn with_tied(corpus: &Corpus, groups: &[SeriesGroup], wanted: Option<&[u32]>) -> Vec<u32> {
    let Some(wanted) = wanted else { return (0..corpus.series.len() as u32).collect() };
    let grouped = groups.iter().flat_map(|group| &group.series);
    let mut numbers: Vec<u32> = wanted.iter().chain(grouped).copied().collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Solves groups of tied series by the laws that are possible.
fn tied_series(
    corpus: &Corpus,
    (groups, laws): (&[SeriesGroup], &Laws),
    limits: Limits,
    prints: &[Option<u64>],
    kept: Option<&mut Kept>,
) -> TiedOutcome {
    let known = kept.as_deref();
    let solved: Vec<_> = groups
        .par_iter()
        .map(|group| {
            let print = known.and_then(|_| Kept::print(corpus, group, prints));
            let found = print.and_then(|print| known?.group(corpus, group, print));
            (print, found.unwrap_or_else(|| solve(corpus, group, laws, limits)))
        })
        .collect();
    if let Some(kept) = kept {
        for (group, (print, found)) in groups.iter().zip(&solved) {
            print.iter().for_each(|&print| kept.keep_group(corpus, group, print, found));
        }
    }
    let with_absent = |(group, (_, mut found)): (&SeriesGroup, (_, TiedOutcome))| {
        found.disputes.extend(absent(corpus, group, laws, limits));
        found
    };
    TiedOutcome::of_all(groups.par_iter().zip(solved).map(with_absent).collect())
}

/// What is found of each of some series by itself, and which of its claims were compared.
fn single_series(
    corpus: &Corpus,
    (numbers, tied): (&[u32], &TiedOutcome),
    ordered: &dates::EventGroups,
    prints: &[Option<u64>],
    kept: Option<&mut Kept>,
) -> Vec<(Contradictions, Vec<u32>)> {
    let of_tied = figures::by_series(&tied.disputes, |dispute| dispute.series);
    let evidence = figures::by_series(&tied.evidence, |evidence| evidence.series);
    let known = kept.as_deref();
    let find = |&number: &u32| {
        let series = &corpus.series[number as usize];
        let of_tied = of_tied.get(&number).map_or(&[][..], Vec::as_slice);
        let evidence = evidence.get(&number).map_or(&[][..], Vec::as_slice);
        let is_solved =
            tied.series.binary_search(&number).is_ok() && tied.partly_solved.binary_search(&number).is_err();
        let print =
            prints[number as usize].filter(|_| known.is_some() && of_tied.is_empty() && evidence.is_empty());
        let print = Kept::print_of_series(print, is_solved);
        if let Some(found) = print.and_then(|print| known?.series(corpus, number, print)) {
            return (print, found);
        }
        let found = match series.value_type {
            ValueType::Number => figures::find(corpus, number, of_tied, evidence, is_solved),
            ValueType::Date if ordered.contains(number) => Contradictions::default(),
            ValueType::Date => only(dates::find(corpus, &[number], &[])),
            ValueType::Name | ValueType::Truth | ValueType::Set => only(camp_disputes::find(corpus, number)),
        };
        (print, (found, compared::of_series(corpus, series)))
    };
    let found: Vec<_> = numbers.par_iter().map(find).collect();
    if let Some(kept) = kept {
        for (&number, (print, found)) in numbers.iter().zip(&found) {
            print.iter().for_each(|&print| kept.keep_series(corpus, number, print, found));
        }
    }
    found.into_iter().map(|(_, found)| found).collect()
}

/// The result of a series that has nothing to report but disputes.
fn only(disputes: Vec<Dispute>) -> Contradictions {
    Contradictions { disputes, ..Contradictions::default() }
}
