//! What a query asks about, in the numbers of the corpus.

use crate::finding::Problem;
use crate::model::claim::{Claim, Moment, Scope, Value};
use crate::model::register::{KeyId, MeasureId, Registers, SourceId};
use crate::model::window::Window;
use crate::source::Place;
use crate::syntax::tree::Mode;

/// What a query asks about: a claim without its value, with any part left out.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// The measure, event or sentence; none for any.
    pub measure: Option<MeasureId>,
    /// Words that a quotation must hold, in lower case.
    pub words: Option<String>,
    /// The scope keys that it gives.
    pub scope: Scope,
    /// The mode; none for any.
    pub mode: Option<Mode>,
    /// When what it asks for is true.
    pub time: Option<Window>,
    /// When it was said.
    pub said: Option<Moment>,
    /// When it was published.
    pub published: Option<Moment>,
    /// The origins, any of them.
    pub by: Vec<SourceId>,
    /// The relays, all of them.
    pub via: Vec<SourceId>,
    /// The names in it that the corpus does not have.
    pub unknown: Vec<UnknownName>,
    /// What of it could not be understood.
    pub problems: Vec<Problem>,
}

/// A name that no claim and no definition of the corpus has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// Where it stands in the query.
    pub at: Place,
    /// The name.
    pub name: String,
    /// What it would be a name of.
    pub kind: NameKind,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A measure, an event or a sentence.
    Measure,
    /// A place, a group or another part of a scope.
    Scope(KeyId),
    /// A source.
    Source,
}

impl Query {
    /// Whether a claim is among what is asked about. What it says of its scope beyond the query does not matter.
    #[must_use]
    pub fn admits(&self, claim: &Claim, registers: &Registers) -> bool {
        self.is_about(claim, registers)
            && self.time.as_ref().is_none_or(|asked| meets(asked, claim))
            && self.is_by(claim, registers)
    }

    /// Whether a claim is of the measure, scope and mode that are asked about.
    #[must_use]
    pub fn is_about(&self, claim: &Claim, registers: &Registers) -> bool {
        let scope = registers.scopes.get(claim.scope.0);
        let quoted = |words: &String| match claim.value {
            Value::Quote(id) => registers.words.get(id.0).display.to_lowercase().contains(words),
            _ => false,
        };
        self.measure.is_none_or(|measure| measure == claim.measure)
            && self.mode.is_none_or(|mode| claim.mode == Some(mode))
            && self.scope.iter().all(|pair| scope.contains(pair))
            && self.words.as_ref().is_none_or(quoted)
    }

    /// Whether a time shares a day with the one that is asked about; what has no time is of any.
    #[must_use]
    pub fn is_of(&self, window: Option<&Window>) -> bool {
        self.time.as_ref().zip(window).is_none_or(|(asked, window)| asked.may_share_a_day(window))
    }

    /// Whether a claim comes from and through those who are asked about, at the time that is asked about.
    #[must_use]
    pub fn is_by(&self, claim: &Claim, registers: &Registers) -> bool {
        let chain = registers.chains.get(claim.via.0);
        let own = claim.origin.is_none().then(|| chain.first().copied()).flatten();
        let speakers = [claim.origin, claim.voice, own];
        (self.by.is_empty() || self.by.iter().any(|by| speakers.contains(&Some(*by))))
            && self.via.iter().all(|outlet| chain.contains(outlet))
            && self.said.is_none_or(|asked| claim.said.is_some_and(|said| overlap(asked, said)))
            && self.published.is_none_or(|asked| claim.published.is_some_and(|moment| overlap(asked, moment)))
    }
}

/// Whether a claim may be true at a time that is asked about, as far as its days say. A claim without a time matches any,
/// unless it gives a figure: nobody knows when that was true.
fn meets(asked: &Window, claim: &Claim) -> bool {
    let dated = match &claim.value {
        Value::Date(window) => Some(&**window),
        _ => claim.time.as_ref(),
    };
    match dated {
        Some(window) => asked.may_share_a_day(window),
        None => !matches!(claim.value, Value::Number(_)),
    }
}

fn overlap(one: Moment, other: Moment) -> bool {
    one.from <= other.to && other.from <= one.to
}
