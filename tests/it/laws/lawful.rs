//! Random laws whose terms go together.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::laws::sound::{has_value, may_have_constant, stands_on_both_sides};
use crate::laws::world::{Compared, Kind, Law, Series, Terms, World};

/// A law by chance: its terms are picked from what there is when that is known.
#[derive(Clone, Debug)]
pub(crate) struct RawLaw {
    /// Coefficient, measure, place, group, label.
    pub(crate) terms: Vec<(i128, Index, Index, Index, Index)>,
    pub(crate) labels: bool,
    /// Whether its terms name scopes.
    pub(crate) scoped: (bool, bool),
    pub(crate) compared: Compared,
    pub(crate) constant: i64,
}

pub(crate) fn law() -> impl Strategy<Value = RawLaw> {
    let factor = select(vec![1_i128, 1, 1, 1, 1, -1, -1, -1, -1, 2, -2, 3]);
    let term = (factor, any::<Index>(), any::<Index>(), any::<Index>(), any::<Index>());
    let compared = select(vec![Compared::Equal, Compared::Equal, Compared::AtMost, Compared::AtLeast]);
    let constant = prop_oneof![2 => Just(0), 1 => -5..25_i64];
    let scoped = (prop::bool::weighted(0.15), prop::bool::weighted(0.25));
    (
        prop_oneof![1 => 1..2_usize, 9 => 2..5_usize]
            .prop_flat_map(move |terms| prop::collection::vec(term.clone(), terms)),
        prop::bool::weighted(0.25),
        scoped,
        compared,
        constant,
    )
        .prop_map(|(terms, labels, scoped, compared, constant)| RawLaw {
            terms,
            labels,
            scoped,
            compared,
            constant,
        })
}

/// A law whose terms go together: of one unit, and all of them flows or none.
pub(crate) fn lawful(
    raw: &RawLaw,
    world: &World,
    place: impl Fn(&Index) -> usize,
    group: impl Fn(&Index) -> usize,
) -> Law {
    let sort = |measure: usize| (world.measures[measure].unit, world.measures[measure].kind == Kind::Flow);
    let first = raw.terms[0].1.index(world.measures.len());
    let terms = if raw.labels {
        let first = sort(world.claims[raw.terms[0].4.index(world.claims.len())].series.0);
        let alike: Vec<usize> = (0..world.claims.len())
            .filter(|&at| sort(world.claims[at].series.0) == first && has_value(world, at))
            .collect();
        let label = |index: &Index| if alike.is_empty() { 0 } else { *index.get(&alike) };
        let mut terms: Vec<(i128, usize)> = raw.terms.iter().map(|term| (term.0, label(&term.4))).collect();
        terms.sort_by_key(|term| term.1);
        terms.dedup_by_key(|term| term.1);
        Terms::Labels(terms)
    } else {
        let alike: Vec<usize> = (0..world.measures.len()).filter(|&at| sort(at) == sort(first)).collect();
        let series = |term: &(i128, Index, Index, Index, Index)| -> Series {
            (
                *term.1.get(&alike),
                if raw.scoped.0 { place(&term.2) } else { 0 },
                if raw.scoped.1 { group(&term.3) } else { 0 },
            )
        };
        let mut terms: Vec<(i128, Series)> = raw.terms.iter().map(|term| (term.0, series(term))).collect();
        terms.sort_by_key(|term| term.1);
        terms.dedup_by_key(|term| term.1);
        Terms::Measures(terms)
    };
    let mut law = Law { terms, compared: raw.compared, constant: raw.constant };
    if !stands_on_both_sides(&law) {
        match &mut law.terms {
            Terms::Measures(terms) => terms[0].0 = -terms[0].0,
            Terms::Labels(terms) => terms[0].0 = -terms[0].0,
        }
    }
    if may_have_constant(world, &law) { law } else { Law { constant: 0, ..law } }
}
