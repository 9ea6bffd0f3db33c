//! What a corpus says of the true values, as linear constraints, and what follows from them.

use crate::laws::translation::Builder;
use crate::laws::world::{Claim, Kind, World};
use crate::oracle::{self, Exact, Relation, Row};

/// The constraints of a corpus.
pub(crate) struct Model {
    /// The vocabulary's constraints on the quantities; none where they cannot hold at all.
    vocabulary: Option<Vec<Row>>,
    /// What each claim says of the quantities, in each way in which it may be meant; none where it takes no part, its figure
    /// being impossible.
    claims: Vec<Option<Vec<Vec<Row>>>>,
    /// For each claim the quantities it speaks of: of which it gives the low end, and of which the high end, in each way in
    /// which it may be meant.
    pub(crate) quantities: Vec<Vec<[usize; 2]>>,
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
        let quantities: Vec<Vec<[usize; 2]>> =
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
        self.claims[claim] = says(world, &world.claims[claim], &self.quantities[claim]);
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
        let claims: Vec<usize> = claims.into_iter().collect();
        self.meanings(&claims).any(|rows| oracle::feasible(&rows))
    }

    /// What these claims leave a quantity, in the first way of meaning them in which they can be true.
    pub(crate) fn range(&self, claims: &[usize], quantity: usize) -> Option<[Option<(Exact, bool)>; 2]> {
        self.meanings(claims).find_map(|rows| oracle::range(&rows, quantity))
    }

    /// What the vocabulary and these claims say, in each way of meaning them; none where the vocabulary cannot hold.
    pub(crate) fn meanings<'m>(&'m self, claims: &[usize]) -> impl Iterator<Item = Vec<Row>> + use<'m> {
        let said: Vec<&[Vec<Row>]> =
            claims.iter().filter_map(|&claim| self.claims[claim].as_deref()).collect();
        let ways = said.iter().map(|ways| ways.len()).product::<usize>();
        let ways = if self.vocabulary.is_some() { ways } else { 0 };
        (0..ways).map(move |mut way| {
            let mut rows = self.vocabulary.clone().unwrap_or_default();
            for ways in &said {
                rows.extend(ways[way % ways.len()].iter().cloned());
                way /= ways.len();
            }
            rows
        })
    }
}

/// What a claim says of its quantities; none where its own span lies outside what its measure can be.
fn says(world: &World, claim: &Claim, quantities: &[[usize; 2]]) -> Option<Vec<Vec<Row>>> {
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
    let relation = |closed: bool| if closed { Relation::AtMost } else { Relation::Below };
    let ends = |&[least, most]: &[usize; 2]| {
        let low = low.map(|(end, closed)| Row::new(&[(least, -1)], relation(closed), -end));
        let high = high.map(|(end, closed)| Row::new(&[(most, 1)], relation(closed), end));
        low.into_iter().chain(high).collect()
    };
    Some(if quantities.is_empty() { vec![Vec::new()] } else { quantities.iter().map(ends).collect() })
}
