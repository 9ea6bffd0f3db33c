//! If a source's relays are divided between several figures: with which of these its own running
//! total would fall.

use crate::contradiction::{allowed_by_claim, breaks};
use crate::corpus::Corpus;
use crate::drift::relay::deviation::Deviation;
use crate::model::vocabulary::Kind;
use crate::model::{Interval, Shape, Window};

/// A figure with which the total would fall, given what the same source states of another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fall {
    /// Which of the figures, by number.
    pub(crate) camp: usize,
    /// The claim of the other day.
    pub(crate) neighbour: u32,
    /// Whether that day comes first.
    pub(crate) is_before: bool,
}

/// The figures that the source's statements of other days rule out, each with the nearest such
/// statement. Empty if all of the figures are ruled out, or the total may step.
pub(crate) fn falls(corpus: &Corpus, deviation: &Deviation, camps: &[Vec<u32>]) -> Vec<Fall> {
    let series = &corpus.series[deviation.series as usize];
    let scope = corpus.model.registers.scopes.get(series.scope.0);
    let Some(own) = deviation.window.filter(|window| window.shape == Shape::Instant) else {
        return Vec::new();
    };
    if series.kind != Kind::Cumulative || !breaks(corpus, series.measure, scope).is_empty() {
        return Vec::new();
    }
    let facts = corpus.facts(series);
    let mut found: Vec<(u32, Fall)> = Vec::new();
    for fact in &facts {
        let Some(window) = fact.window.filter(|window| window.shape == Shape::Instant) else { continue };
        let gap = |earlier: Window, later: Window| {
            let (to, from) = (earlier.to?, later.from?);
            (to < from).then(|| to.0.abs_diff(from.0))
        };
        let (is_before, distance) = match (gap(window, own), gap(own, window)) {
            (Some(distance), _) => (true, distance),
            (_, Some(distance)) => (false, distance),
            (None, None) => continue,
        };
        let fits = |figure: &Interval, other: &Interval| {
            if is_before { !figure.before(other) } else { !other.before(figure) }
        };
        for statement in fact.statements.iter().filter(|statement| statement.voice == deviation.voice) {
            let neighbour = statement.representative();
            let other = allowed_by_claim(corpus, neighbour);
            for (camp, claims) in camps.iter().enumerate() {
                if claims.first().is_some_and(|&claim| !fits(&allowed_by_claim(corpus, claim), &other)) {
                    found.push((distance, Fall { camp, neighbour, is_before }));
                }
            }
        }
    }
    found.sort_by_key(|(distance, fall)| (fall.camp, *distance, fall.neighbour));
    found.dedup_by_key(|(_, fall)| fall.camp);
    if found.len() == camps.len() {
        return Vec::new();
    }
    found.into_iter().map(|(_, fall)| fall).collect()
}
