//! The one missing field because of which two figures that differ are not compared.

use std::cmp::Ordering;

use crate::corpus::{Corpus, Describer, Series, ValueType, compare_windows};
use crate::model::Interval;
use crate::model::claim::Value;
use crate::model::vocabulary::Kind;

/// How many figures of a series with a missing field are tried; they are reported in one note anyway.
const TRIED: usize = 16;

/// The missing field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MissingKind {
    /// The day.
    Day,
    /// The period.
    Period,
    /// The unit.
    Unit,
}

/// Two figures that differ, and are not compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MissingField {
    /// The field that the first lacks.
    pub(crate) field: MissingKind,
    /// The claim that lacks it.
    pub(crate) claim: u32,
    /// A claim that has it.
    pub(crate) other: u32,
    /// How many more figures of the series lack it.
    pub(crate) more: usize,
}

/// The missing fields in the series of a corpus, each once for each series.
pub(crate) fn missing_fields(words: Describer<'_>) -> Vec<MissingField> {
    let corpus = words.corpus;
    let mut found: Vec<MissingField> =
        corpus.series.iter().filter_map(|series| date(corpus, series)).collect();
    let key = |series: &Series| (series.measure, series.scope, series.mode, series.value_type);
    for group in corpus.series.chunk_by(|a, b| key(a) == key(b)).filter(|group| group.len() > 1) {
        found.extend(unit(words, group));
    }
    found
}

/// An undated figure beside dated ones of its series, none of which it agrees with.
fn date(corpus: &Corpus, series: &Series) -> Option<MissingField> {
    if series.value_type != ValueType::Number || series.kind == Kind::Constant {
        return None;
    }
    // Undated claims come first.
    let claims = corpus.claims_of(series);
    let undated = claims.partition_point(|&at| corpus.claim(at).time.is_none());
    let (without, with) = claims.split_at(undated);
    let mut differing =
        without.iter().copied().take(TRIED).filter_map(|at| Some((at, nearest(corpus, at, with)?)));
    let (claim, other) = differing.next()?;
    let field = if series.kind == Kind::Flow { MissingKind::Period } else { MissingKind::Day };
    Some(MissingField { field, claim, other, more: without.len() - 1 })
}

/// The figure nearest to a claim's where all differ from it; none where one agrees, or there is none.
fn nearest(corpus: &Corpus, at: u32, among: &[u32]) -> Option<u32> {
    let mine = span(corpus, at)?;
    let mut best = None;
    for &other in among {
        let theirs = span(corpus, other)?;
        if !mine.disjoint(&theirs) {
            return None;
        }
        let gap = mine.gap(&theirs);
        if best.as_ref().is_none_or(|(least, _)| gap < *least) {
            best = Some((gap, other));
        }
    }
    best.map(|(_, other)| other)
}

/// A figure without a unit beside one with a unit, of the same time and a different value.
fn unit(words: Describer<'_>, group: &[Series]) -> Option<MissingField> {
    let corpus = words.corpus;
    let (bare, others) = group.split_first()?;
    let unit = |series: &Series| corpus.claims_of(series).first().and_then(|&at| corpus.claim(at).unit);
    if bare.value_type != ValueType::Number || unit(bare).is_some() {
        return None;
    }
    let without = corpus.claims_of(bare);
    others.iter().find_map(|other| {
        let with = corpus.claims_of(other);
        let (mut here, mut there) = (0, 0);
        while let (Some(&claim), Some(&said)) = (without.get(here), with.get(there)) {
            let time = |at: u32| corpus.claim(at).time.as_ref();
            match compare_windows(time(claim), time(said)) {
                Ordering::Less => here += 1,
                Ordering::Greater => there += 1,
                Ordering::Equal => {
                    let (mine, theirs) = (span(corpus, claim)?, span(corpus, said)?);
                    let dated = time(claim).is_some() || bare.kind == Kind::Constant;
                    if dated && mine.disjoint(&theirs) && !is_written_so(words, claim, said) {
                        return Some(MissingField {
                            field: MissingKind::Unit,
                            claim,
                            other: said,
                            more: without.len() - 1,
                        });
                    }
                    here += 1;
                }
            }
        }
        None
    })
}

/// Whether a figure equals another before its unit is applied: `40`, and `40 cm`, which is kept in metres.
fn is_written_so(words: Describer<'_>, bare: u32, other: u32) -> bool {
    let (bare, other) = (words.said(bare), words.said(other));
    other
        .strip_prefix(&bare)
        .is_some_and(|unit| !unit.starts_with(|char: char| char.is_numeric() || char == '.' || char == ','))
}

fn span(corpus: &Corpus, at: u32) -> Option<Interval> {
    match &corpus.claim(at).value {
        Value::Number(figure) => Some(figure.hard().into_owned()),
        _ => None,
    }
}
