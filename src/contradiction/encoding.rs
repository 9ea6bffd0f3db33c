//! Claims and declarations in the reasoner's form: intervals and relations as spans, voices as weights.

use crate::corpus::{Corpus, Statement, Voice, Vote};
use crate::model::register::MeasureId;
use crate::model::units::UnitId;
use crate::model::vocabulary::Kind;
use crate::model::{Interval, Number};
use crate::reason::linear::Span;
use crate::reason::{Endpoint, Weight};
use crate::syntax::tree::Relation;

/// Where the true value of a measure lies whatever is claimed.
pub(super) fn domain(corpus: &Corpus, measure: MeasureId, kind: Kind, unit: Option<UnitId>) -> Span {
    reasoned(&corpus.model.vocabulary.domain(measure, Some(kind), unit))
}

/// An interval as the reasoner's span.
pub(super) fn reasoned(interval: &Interval) -> Span {
    let low = interval
        .low
        .clone()
        .map(|low| if interval.low_open { Endpoint::above(low) } else { Endpoint::closed(low) });
    let high = interval
        .high
        .clone()
        .map(|high| if interval.high_open { Endpoint::below(high) } else { Endpoint::closed(high) });
    Span { low, high }
}

/// The numbers that stand in a relation to a number.
pub(super) fn span_of(relation: Relation, to: Number) -> Span {
    let end = Some(Endpoint::closed(to));
    match relation {
        Relation::Equal => Span { low: end.clone(), high: end },
        Relation::AtMost => Span { low: None, high: end },
        Relation::AtLeast => Span { low: end, high: None },
    }
}

/// More than any number of sources that speak of one matter.
const AUTHORITY: Weight = Weight { origins: 1 << 12, own: 0 };

/// How much removing a statement costs: an own voice less than any origin, and no tally more than an own voice. What others of
/// its party say too counts once, and nothing where they do not agree. The
/// authority on a measure outweighs all.
pub(super) fn weight(statement: &Statement) -> Weight {
    match statement.vote {
        Vote::Full => alone(statement),
        Vote::Shared | Vote::Split => Weight::default(),
        Vote::Settles => AUTHORITY,
    }
}

/// How much removing a statement costs among others of its own voice.
pub(super) fn alone(statement: &Statement) -> Weight {
    match statement.voice {
        Voice::Origin(_) if !statement.tally => Weight::ORIGIN,
        Voice::Origin(_) | Voice::Own(_) | Voice::Nobody(_) => Weight::OWN,
    }
}
