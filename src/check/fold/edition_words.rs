//! The wording of what still stands of an edition that was taken back.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::across::grouped;
use super::time_words::from_to;
use crate::corpus::{Describer, join_words};
use crate::model::Window;

/// How many series are named.
const NAMED: usize = 7;

/// Which figures of an edition that was taken back have not been given anew: `not replaced since: 35 of …, from 2 June to 19 July 2025 and
/// …`; none if all were.
pub(super) fn still_standing(words: Describer<'_>, not_replaced: &[u32]) -> Option<String> {
    let mut by_series: BTreeMap<u32, Vec<Window>> = BTreeMap::new();
    for &claim in not_replaced {
        let windows = by_series.entry(words.corpus.series_of(claim)?).or_default();
        windows.extend(words.corpus.claim(claim).time);
    }
    let mut all: Vec<(u32, Vec<Window>)> = by_series.into_iter().collect();
    all.sort_by_key(|(series, windows)| (Reverse(windows.len()), *series));
    let mut said: Vec<String> = all
        .iter()
        .take(NAMED)
        .map(|(series, windows)| {
            let first = windows.iter().filter_map(|window| window.from).min();
            let days = first.zip(windows.iter().filter_map(|window| window.to).max());
            let series = words.series(&words.corpus.series[*series as usize]);
            format!("{} of {series}{}", grouped(windows.len()), from_to(days))
        })
        .collect();
    if said.is_empty() {
        return None;
    }
    if all.len() > NAMED {
        said.push(format!("those of {} more series", all.len() - NAMED));
    }
    Some(format!("not replaced since: {}", join_words(&said)))
}
