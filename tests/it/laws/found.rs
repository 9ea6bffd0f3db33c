//! Corpora of which the long search once found a promise broken, each as small as it could be made.

use crate::laws::examples::{BASE, measures, world};
use crate::laws::holds;
use crate::laws::world::{Compared, Measure, Said, When};

const DAY: When = When::Day(3);

#[test]
fn an_own_voice_is_no_suspect_beside_a_figure_that_no_law_allows() {
    let birches = Measure { part_of: Some(0), ..BASE };
    let claims = [((0, 0, 0), DAY, Said::LessThan(3)), ((0, 0, 0), DAY, Said::MoreThan(26))];
    let mut world = world(vec![BASE, birches], &claims);
    world.laws.push(measures(&[(1, 1)], Compared::Equal, 5));
    (world.claims[1].origin, world.claims[1].outlet) = (None, Some(2));
    holds(&world).expect("every promise is kept");
}
