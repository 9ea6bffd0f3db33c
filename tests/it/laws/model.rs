//! What a corpus says of the true values, as linear constraints, and what follows from them.

use crate::laws::translation::Builder;
use crate::laws::world::{Claim, Kind, World};
use crate::oracle::{self, Exact, Relation, Row};

/// The constraints of a corpus.
pub(crate) struct Model {
    /// The vocabulary's constraints on the quantities; none where they cannot hold at all.
    vocabulary: Option<Vec<Row>>,
    /// Each claim's constraints on the quantities; none where it takes no part, its figure being impossible.
    claims: Vec<Option<Vec<Row>>>,
    /// For each claim its quantities: of which it bounds the low end, and of which the high end.
    pub(crate) quantities: Vec<Option<[usize; 2]>>,
}

impl Model {
    pub(crate) fn new(world: &World) -> Self {
        let mut builder = Builder::new(world);
        builder.values();
        builder.figures();
        builder.parts();
        for law in &world.laws {
            builder.law(law);
        }
        let quantities: Vec<Option<[usize; 2]>> =
            world.claims.iter().map(|claim| builder.claimed(claim)).collect();
        let vocabulary = oracle::shortened(&builder.rows, builder.quantities.len());
        let mut model = Self { vocabulary, claims: Vec::new(), quantities };
        for number in 0..world.claims.len() {
            model.claims.push(None);
            model.hear(world, number);
        }
        model
    }

    /// Adds the constraints of a claim.
    pub(crate) fn hear(&mut self, world: &World, claim: usize) {
        self.claims[claim] = says(world, &world.claims[claim], self.quantities[claim]);
    }

    /// Whether the vocabulary alone can hold, whatever figures the claims have.
    pub(crate) fn can_hold(&self) -> bool {
        self.satisfiable([])
    }

    /// Whether a claim takes part: its own figure is possible.
    pub(crate) fn takes_part(&self, claim: usize) -> bool {
        self.claims[claim].is_some()
    }

    /// Whether some true values make these claims true under the vocabulary.
    pub(crate) fn satisfiable(&self, claims: impl IntoIterator<Item = usize>) -> bool {
        self.rows(claims).is_some_and(|rows| oracle::feasible(&rows))
    }

    /// The bounds that these claims leave on a quantity.
    pub(crate) fn range(&self, claims: &[usize], quantity: usize) -> Option<[Option<(Exact, bool)>; 2]> {
        oracle::range(&self.rows(claims.iter().copied())?, quantity)
    }

    /// The constraints of the vocabulary and these claims; none where the vocabulary cannot hold.
    pub(crate) fn rows(&self, claims: impl IntoIterator<Item = usize>) -> Option<Vec<Row>> {
        let mut rows = self.vocabulary.clone()?;
        rows.extend(claims.into_iter().filter_map(|claim| self.claims[claim].as_deref()).flatten().cloned());
        Some(rows)
    }
}

/// A claim's constraints on its quantities; none where its own span lies outside its measure's domain.
fn says(world: &World, claim: &Claim, quantity: Option<[usize; 2]>) -> Option<Vec<Row>> {
    let measure = &world.measures[claim.series.0];
    let [low, high] = claim.said.span(measure.unit, measure.tolerance);
    let below = |end: Exact, closed: bool, limit: i64| {
        let limit = Exact::from_integer(limit.into());
        end < limit || end == limit && !closed
    };
    if measure.is_never_negative() && high.is_some_and(|(end, closed)| below(end, closed, 0)) {
        return None;
    }
    if measure.kind == Kind::Ratio && low.is_some_and(|(end, closed)| below(-end, closed, -100)) {
        return None;
    }
    let Some([least, most]) = quantity else { return Some(Vec::new()) };
    let relation = |closed: bool| if closed { Relation::AtMost } else { Relation::Below };
    let low = low.map(|(end, closed)| Row::new(&[(least, -1)], relation(closed), -end));
    let high = high.map(|(end, closed)| Row::new(&[(most, 1)], relation(closed), end));
    Some(low.into_iter().chain(high).collect())
}
