//! What the corpus and the prelude define: measures, sources, the names of scopes, units, complete sets.

use crate::model::figure::HedgeTable;
use crate::model::interval::Interval;
use crate::model::number::Number;
use crate::model::register::{KeyId, MeasureId, NameId, SourceId};
use crate::model::units::{UnitId, Units};
use crate::settings::{DateOrder, DecimalMark, Settings};
use crate::source::Place;

/// How a measure behaves over time, or what its values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One value for all time.
    Constant,
    /// A value at each instant.
    Level,
    /// A running total, which never falls.
    Cumulative,
    /// What comes in over a period.
    Flow,
    /// A share, 0 to 100 %.
    Ratio,
    /// A date.
    Date,
    /// A name.
    Name,
    /// A set of names.
    Set,
    /// True or false.
    Truth,
}

impl Kind {
    /// The kind that a keyword names.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "constant" => Self::Constant,
            "level" => Self::Level,
            "cumulative" => Self::Cumulative,
            "flow" => Self::Flow,
            "ratio" => Self::Ratio,
            "date" => Self::Date,
            "name" => Self::Name,
            "set" => Self::Set,
            "truth" => Self::Truth,
            _ => return None,
        })
    }

    /// Whether its values are figures.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Constant | Self::Level | Self::Cumulative | Self::Flow | Self::Ratio)
    }
}

/// Who declared something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declared {
    /// Undeclared: it was only used.
    No,
    /// The prelude.
    Prelude,
    /// The corpus, at this statement.
    Corpus(Place),
}

/// By how much two figures may differ and still agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// A share of each end of a figure's span, as a fraction.
    Share(Number),
    /// An amount in the measure's unit.
    Amount(Number),
}

impl Tolerance {
    /// A span widened by this: each finite end moves outwards by half of it, so that two exact figures agree up to
    /// the whole of it.
    #[must_use]
    pub fn widen(&self, span: &Interval) -> Interval {
        let moved = |end: &Number| match self {
            Self::Share(share) => (&end.abs() * share).half(),
            Self::Amount(amount) => amount.half(),
        };
        Interval {
            low: span.low.as_ref().map(|low| low - &moved(low)),
            high: span.high.as_ref().map(|high| high + &moved(high)),
            ..*span
        }
    }
}

/// A measure; an event and a sentence are measures too.
#[derive(Clone, Debug)]
pub struct Measure {
    /// How it behaves in time; none until its values show it.
    pub kind: Option<Kind>,
    /// The unit its figures are kept in.
    pub unit: Option<UnitId>,
    /// How much figures may differ.
    pub tolerance: Option<Tolerance>,
    /// Whether round figures are meant exactly.
    pub strict: bool,
    /// Whether it is disputed by its nature, so that contradictions are only notes.
    pub contested: bool,
    /// Whether it can be below zero.
    pub may_be_negative: bool,
    /// Whether more than one name can be right at a time.
    pub allows_several: bool,
    /// The measure it is never more than.
    pub part_of: Option<MeasureId>,
    /// The keys over which its parts add up to no more than the whole.
    pub sums_over: Vec<KeyId>,
    /// The running total that it is the growth of.
    pub adds_up_to: Option<MeasureId>,
    /// Its flow over a day: `new X`.
    pub flow: Option<MeasureId>,
    /// Whether it is an event, whose values are dates.
    pub event: bool,
    /// Who declared it.
    pub declared: Declared,
}

impl Measure {
    /// A measure that nobody declared.
    #[must_use]
    pub fn undeclared() -> Self {
        Self {
            kind: None,
            unit: None,
            tolerance: None,
            strict: false,
            contested: false,
            may_be_negative: false,
            allows_several: false,
            part_of: None,
            sums_over: Vec::new(),
            adds_up_to: None,
            flow: None,
            event: false,
            declared: Declared::No,
        }
    }
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the word of the language")]
pub enum SourceKind {
    Official,
    Agency,
    Outlet,
    Ngo,
    Witness,
    Dataset,
    Unnamed,
}

/// A party to a conflict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its comparison key.
    pub key: String,
    /// Its name as written.
    pub name: String,
}

/// A source.
#[derive(Clone, Debug)]
pub struct SourceInfo {
    /// What it is.
    pub kind: Option<SourceKind>,
    /// The party to a conflict that it belongs to: sources of one party count once where figures are compared.
    pub party: Option<Party>,
    /// The source it speaks for.
    pub speaks_for: Option<SourceId>,
    /// The scope its figures have where neither they nor their article say another: its own way of counting.
    pub counts_on: Vec<(KeyId, NameId)>,
    /// The measures on which it is the authority: there it is never the outlier.
    pub settles: Vec<MeasureId>,
    /// The separate scope of its figures if it fills in missing ones: they are compared only with each other.
    pub fills_in: Option<(KeyId, NameId)>,
    /// Whether its figures are lower bounds, as it lists only what it could document.
    pub at_least: bool,
    /// Who declared it.
    pub declared: Declared,
}

impl SourceInfo {
    /// A source of which nothing is declared.
    pub(super) const fn undeclared() -> Self {
        Self {
            kind: None,
            party: None,
            speaks_for: None,
            counts_on: Vec::new(),
            settles: Vec::new(),
            fills_in: None,
            at_least: false,
            declared: Declared::No,
        }
    }
}

/// The name of a place, a group, or whatever a scope key has.
#[derive(Clone, Debug)]
pub struct NameInfo {
    /// The key it belongs to.
    pub key: KeyId,
    /// The larger place or group that it is part of.
    pub within: Option<NameId>,
    /// Who declared it.
    pub declared: Declared,
}

/// Parts that make up a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complete {
    /// The scope key.
    pub key: KeyId,
    /// The parts.
    pub parts: Vec<NameId>,
    /// The whole; none if that is what has no such key in its scope.
    pub whole: Option<NameId>,
    /// Whether a part is zero if a source leaves it out while listing others.
    pub absent_is_none: bool,
    /// The definition.
    pub place: Place,
}

/// Parts of a whole that do not overlap, complete or not: together they are never more than it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disjoint {
    /// The scope key.
    pub key: KeyId,
    /// The parts.
    pub parts: Vec<NameId>,
    /// The whole; none if that is what has no such key in its scope.
    pub whole: Option<NameId>,
    /// The definition.
    pub place: Place,
}

/// Everything that is defined, in lists by number. Measures, sources and names have the same numbers here as in
/// [`Registers`](crate::model::register::Registers), and keep them.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// The measures.
    pub measures: Vec<Measure>,
    /// The sources.
    pub sources: Vec<SourceInfo>,
    /// The names of scopes.
    pub names: Vec<NameInfo>,
    /// The units.
    pub units: Units,
    /// The spans of hedges and vague words.
    pub hedges: HedgeTable,
    /// The mark before decimals, where the settings declare it.
    pub decimal: Option<DecimalMark>,
    /// What comes first in `10/11/2020`, where the settings declare it.
    pub date_order: Option<DateOrder>,
    /// The complete sets.
    pub complete: Vec<Complete>,
    /// The disjoint sets.
    pub disjoint: Vec<Disjoint>,
    /// The default name of each key that has one.
    pub defaults: Vec<(KeyId, NameId)>,
    /// Whether the corpus itself declares sources.
    pub declares_sources: bool,
    /// The corpus's own definitions, each with its place and a word for what it defines.
    pub definitions: Vec<Defined>,
}

/// A definition of the corpus, kept so that an unused one can be reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Defined {
    /// What was defined.
    pub what: DefinedId,
    /// The statement.
    pub place: Place,
    /// The name in it.
    pub mark: Place,
}

/// The number of something defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant holds the id of its name")]
pub enum DefinedId {
    Measure(MeasureId),
    Source(SourceId),
    Name(NameId),
}

impl Vocabulary {
    /// The vocabulary before anything is defined: the built-in units, and what the settings declare.
    pub(super) fn with_settings(settings: &Settings) -> Self {
        Self {
            measures: Vec::new(),
            sources: Vec::new(),
            names: Vec::new(),
            units: Units::builtin(),
            hedges: HedgeTable::with_settings(&settings.hedges),
            decimal: settings.decimal,
            date_order: settings.date_order,
            complete: Vec::new(),
            disjoint: Vec::new(),
            defaults: Vec::new(),
            declares_sources: false,
            definitions: Vec::new(),
        }
    }

    /// A measure's definition, if it has an entry.
    #[must_use]
    pub fn measure(&self, id: MeasureId) -> Option<&Measure> {
        self.measures.get(id.0 as usize)
    }

    /// Whether a name is one of some names, or is part of one: by `within`, or by the sets that it belongs to.
    pub(crate) fn lies_in(&self, names: &[NameId], inner: NameId) -> bool {
        let complete = self.complete.iter().map(|set| (&set.parts, set.whole));
        let sets = complete.chain(self.disjoint.iter().map(|set| (&set.parts, set.whole)));
        let mut larger_names = vec![inner];
        let mut next = 0;
        while let Some(&name) = larger_names.get(next) {
            next += 1;
            if names.contains(&name) {
                return true;
            }
            let within = self.names.get(name.0 as usize).and_then(|info| info.within);
            let wholes = sets.clone().filter(|(parts, _)| parts.contains(&name)).filter_map(|set| set.1);
            for larger in within.into_iter().chain(wholes) {
                if !larger_names.contains(&larger) {
                    larger_names.push(larger);
                }
            }
        }
        false
    }

    /// The scope keys that a source's figures have by default: its own, then those of the source it speaks for.
    pub(super) fn counts_on(&self, source: SourceId) -> impl Iterator<Item = &(KeyId, NameId)> {
        let represented = self.voice(source);
        let both = [Some(source), Some(represented).filter(|voice| *voice != source)];
        both.into_iter()
            .flatten()
            .filter_map(|source| self.sources.get(source.0 as usize))
            .flat_map(|info| &info.counts_on)
    }

    /// Whether a voice is the authority on a measure, or on the total that a measure is the daily flow of.
    #[must_use]
    pub fn settles(&self, voice: SourceId, measure: MeasureId) -> bool {
        let Some(source) = self.sources.get(voice.0 as usize) else { return false };
        source.settles.iter().any(|&settled| {
            settled == measure || self.measure(settled).is_some_and(|total| total.flow == Some(measure))
        })
    }

    /// The separate scope of a source's figures, if it, or the source it speaks for, fills in missing ones.
    #[must_use]
    pub(super) fn fills_in(&self, source: SourceId) -> Option<(KeyId, NameId)> {
        let info = |source: SourceId| self.sources.get(source.0 as usize)?.fills_in;
        info(source).or_else(|| info(self.voice(source)))
    }

    /// Whether a source's figures are lower bounds.
    pub(super) fn is_at_least(&self, source: SourceId) -> bool {
        let info = |source: SourceId| self.sources.get(source.0 as usize);
        info(source).is_some_and(|info| info.at_least)
            || info(self.voice(source)).is_some_and(|info| info.at_least)
    }

    /// By which share of their rounding unit the round counts of a measure may be off.
    #[must_use]
    pub fn rounding_share(&self, measure: MeasureId) -> Number {
        let strict = self.measure(measure).is_some_and(|measure| measure.strict);
        if strict { Number::ZERO } else { self.hedges.round.clone() }
    }

    /// The voice a source speaks with: itself, or whom it speaks for.
    #[must_use]
    pub fn voice(&self, source: SourceId) -> SourceId {
        let mut voice = source;
        // No cycle of `speaks for` is ever accepted, so this ends.
        while let Some(next) = self.sources.get(voice.0 as usize).and_then(|info| info.speaks_for) {
            voice = next;
        }
        voice
    }
}
