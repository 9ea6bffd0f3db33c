//! What a page shows beside the findings: the series that they are about, over time, and the sources.

use rustc_hash::FxHashMap;

use super::said::amended;
use super::sources::{SourceList, sources};
use super::timeline::{TimelineSeries, mark_against, over_time};
use crate::contradiction::Contradictions;
use crate::corpus::{Corpus, Describer};
use crate::finding::Finding;
use crate::model::Query;
use crate::source::Sources;

/// How many series are shown at most.
const SERIES: usize = 200;

/// The series that findings are about, and the sources of the corpus.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// The series, that of the gravest finding first.
    pub series: Vec<TimelineSeries>,
    /// The sources.
    pub sources: SourceList,
}

/// The overview of a check.
#[must_use]
pub fn overview(
    corpus: &Corpus,
    texts: &Sources,
    contradictions: &Contradictions,
    findings: &[Finding],
) -> Overview {
    let words = Describer { corpus, sources: texts };
    let mut by_name: FxHashMap<(String, Vec<(String, String)>), u32> = FxHashMap::default();
    for (number, series) in (0_u32..).zip(&corpus.series).filter(|(_, series)| series.mode.is_none()) {
        let fact = words.fact(series, None);
        by_name.entry((fact.measure, fact.scope)).or_insert(number);
    }
    let mut order: Vec<&Finding> = findings.iter().collect();
    order.sort_by_key(|finding| finding.rank);
    let mut numbers: Vec<u32> = Vec::new();
    for fact in order.iter().filter_map(|finding| finding.fact.as_ref()) {
        let Some(&number) = by_name.get(&(fact.measure.clone(), fact.scope.clone())) else { continue };
        if !numbers.contains(&number) && numbers.len() < SERIES {
            numbers.push(number);
        }
    }
    let (all, amended) = (Query::default(), amended(corpus));
    let mut series: Vec<(u32, TimelineSeries)> =
        numbers.into_iter().map(|number| (number, over_time(words, &all, number, &amended))).collect();
    mark_against(words, &all, &mut series);
    Overview {
        series: series.into_iter().map(|(_, series)| series).collect(),
        sources: sources(corpus, texts, contradictions),
    }
}
