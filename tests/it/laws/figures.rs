//! The figures of a random corpus, near the bounds that the others leave: there a wrong verdict shows.

use crate::laws::model::Model;
use crate::laws::world::{End, Kind, Measure, Said, Unit, World};
use crate::oracle::Exact;

/// A random figure: its position relative to the others' bounds is decided when they are known.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) word: u8,
    /// Whether it is placed at the upper bound.
    pub(crate) high: bool,
    /// Whether it goes beyond that bound.
    pub(crate) beyond: bool,
    pub(crate) by: i64,
    /// Where nothing bounds it.
    pub(crate) plain: i64,
}

/// Gives each claim its figure: at the bound left by those before it, inside or beyond it.
pub(crate) fn figures(world: &mut World, chances: &[Figure]) {
    let mut model = Model::new(world);
    let mut consistent: Vec<usize> = Vec::new();
    for (number, raw) in chances.iter().enumerate() {
        let claim = &world.claims[number];
        let measure = &world.measures[claim.series.0];
        // Two figures of one fact that differ are found easily; most conflicts are to need more than that.
        let again = model.quantities[..number].contains(&model.quantities[number]);
        let figure = &Figure { beyond: raw.beyond && (!again || raw.by == 0), ..raw.clone() };
        let range = |end: usize| {
            let quantity = model.quantities[number].first()?[end];
            model.range(&consistent, quantity)?[end]
        };
        let said = said(figure, measure, range);
        world.claims[number].said = said;
        model.hear(world, number);
        let with: Vec<usize> = consistent.iter().copied().chain([number]).collect();
        if model.satisfiable(with.iter().copied()) {
            consistent = with;
        }
    }
}

fn said(figure: &Figure, measure: &Measure, range: impl Fn(usize) -> End) -> Said {
    let high = match figure.word {
        4 | 6 => true,
        5 | 7 => false,
        _ => figure.high,
    };
    let by = if figure.beyond { -1 - figure.by / 2 } else { figure.by };
    let (low, most) = (range(0), range(1));
    let open = most.is_none() && low.is_none_or(|(end, _)| end <= Exact::from_integer(0));
    let value = match if high { most } else { low } {
        // No bound but that it is not negative: somewhere in the middle, where there is room on both sides.
        _ if open => figure.plain,
        Some((end, _)) if high => *end.floor().numer() as i64 - by,
        Some((end, _)) => *end.ceil().numer() as i64 + by,
        None => figure.plain,
    };
    let least = if measure.negative { -40 } else { 0 };
    let value = value.clamp(least, 900);
    let rounded = matches!(measure.unit, Unit::Km | Unit::Percent);
    match figure.word {
        4 => Said::AtLeast(value),
        5 => Said::AtMost(value),
        6 => Said::MoreThan(if measure.kind == Kind::Ratio { value.min(99) } else { value }),
        7 if value > 0 => Said::LessThan(value),
        8 if !rounded && value >= 0 => Said::Between(value, value + 1 + figure.by),
        _ => Said::Exactly(value),
    }
}
