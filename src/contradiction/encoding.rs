//! Claims and declarations translated for the reasoner: intervals and relations become spans, voices become weights.

use crate::corpus::{Corpus, Statement, Voice, Vote};
use crate::model::register::MeasureId;
use crate::model::units::UnitId;
use crate::model::vocabulary::Kind;
use crate::model::{Interval, Number};
use crate::reason::linear::Span;
use crate::reason::{Endpoint, Weight};
use crate::syntax::tree::Relation;

/// The interval in which the true value of a measure lies, whatever is claimed.
pub(super) fn domain(corpus: &Corpus, measure: MeasureId, kind: Kind, unit: Option<UnitId>) -> Span {
    to_span(&corpus.model.vocabulary.domain(measure, Some(kind), unit))
}

/// An interval as the reasoner's span.
pub(super) fn to_span(interval: &Interval) -> Span {
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

/// The span of the numbers that stand in a relation to a number: `<= 5` is everything up to 5.
pub(super) fn span_of(relation: Relation, to: Number) -> Span {
    let end = Some(Endpoint::closed(to));
    match relation {
        Relation::Equal => Span { low: end.clone(), high: end },
        Relation::AtMost => Span { low: None, high: end },
        Relation::AtLeast => Span { low: end, high: None },
    }
}

/// The weight of the authority on a measure, the source that is declared to settle it: more than
/// 4,095 other voices together.
const AUTHORITY: Weight = Weight { origins: 1 << 12, own: 0 };

/// How much it costs to remove a statement. An outlet's own voice costs less than any origin, and a tally no more
/// than an own voice. Sources of one party that say the same count once, and not at all if they contradict each
/// other. The authority on a measure outweighs all others.
pub(super) fn weight(statement: &Statement) -> Weight {
    match statement.vote {
        Vote::Full => weight_within_voice(statement),
        Vote::Shared | Vote::Split => Weight::default(),
        Vote::Settles => AUTHORITY,
    }
}

/// How much it costs to remove a statement when only its own voice is solved.
pub(super) fn weight_within_voice(statement: &Statement) -> Weight {
    match statement.voice {
        Voice::Origin(_) if !statement.tally => Weight::ORIGIN,
        Voice::Origin(_) | Voice::Own(_) | Voice::Nobody(_) => Weight::OWN,
    }
}
