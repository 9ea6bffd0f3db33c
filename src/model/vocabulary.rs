//! What the corpus and the prelude define: measures, sources, the names of scopes, units, complete sets.

use crate::finding::ProblemKind;
use crate::model::figure::HedgeTable;
use crate::model::number::Number;
use crate::model::register::{KeyId, MeasureId, NameId, Registers, SourceId};
use crate::model::trouble::{At, Troubles};
use crate::model::units::{UnitId, Units};
use crate::model::{figure, name};
use crate::source::Place;
use crate::syntax::tree::{Amount, Definition, Figure, Form, Name, Property, PropertyKind};

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
    /// The kind of a word of the language.
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

/// Every word for a kind, for the help of a diagnostic.
const KINDS: &str = "constant, level, cumulative, flow, ratio, date, name, set or truth";

/// Who declared something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declared {
    /// Nobody: it was only used.
    No,
    /// The prelude.
    Prelude,
    /// The corpus, at this statement.
    Corpus(Place),
}

/// By how much two figures may differ and still agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// A share of each end, as a fraction.
    Share(Number),
    /// An amount in the measure's unit.
    Amount(Number),
}

/// A measure, proposition or event.
#[derive(Clone, Debug)]
pub struct Measure {
    /// How it behaves; none until its values tell.
    pub kind: Option<Kind>,
    /// The unit its figures are kept in.
    pub unit: Option<UnitId>,
    /// How much figures may differ.
    pub tolerance: Option<Tolerance>,
    /// Whether round figures are meant exactly.
    pub strict: bool,
    /// Whether sides always differ on it.
    pub contested: bool,
    /// Whether it can be below zero.
    pub may_be_negative: bool,
    /// The measure it is never more than.
    pub part_of: Option<MeasureId>,
    /// The keys over which its parts never exceed their whole.
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

/// A source.
#[derive(Clone, Debug)]
pub struct SourceInfo {
    /// What it is.
    pub kind: Option<SourceKind>,
    /// The side it is on.
    pub party: Option<String>,
    /// Whose words its words are.
    pub speaks_for: Option<SourceId>,
    /// Who declared it.
    pub declared: Declared,
}

/// The name of a place, a group, or whatever a scope key has.
#[derive(Clone, Debug)]
pub struct NameInfo {
    /// The key it belongs to.
    pub key: KeyId,
    /// The larger one it is part of.
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
    /// The whole; none is the absent key.
    pub whole: Option<NameId>,
    /// The definition.
    pub place: Place,
}

/// Everything that is defined, by number. Numbers of what is defined are the same in [`Registers`] and never move.
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
    /// What loose words leave room for.
    pub hedges: HedgeTable,
    /// The complete sets.
    pub complete: Vec<Complete>,
    /// What a key is where it is not said.
    pub defaults: Vec<(KeyId, NameId)>,
    /// Whether the corpus itself declares sources.
    pub declares_sources: bool,
    /// The corpus's own definitions, each with its place and a word for what it defines.
    pub definitions: Vec<Defined>,
}

/// A definition of the corpus, so that an unused one can be told.
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

/// A definition on its way into the vocabulary.
pub(super) struct Pending<'s> {
    pub(super) definition: Definition<'s>,
    pub(super) at: At<'s>,
    /// Whether it stands in the prelude.
    pub(super) builtin: bool,
}

impl Vocabulary {
    /// The vocabulary of the corpus's definitions, in path order, and after them the prelude's.
    pub(super) fn build(pending: &[Pending<'_>], registers: &mut Registers, troubles: &mut Troubles) -> Self {
        let mut vocabulary = Self {
            measures: Vec::new(),
            sources: Vec::new(),
            names: Vec::new(),
            units: Units::builtin(),
            hedges: HedgeTable::default(),
            complete: Vec::new(),
            defaults: Vec::new(),
            declares_sources: false,
            definitions: Vec::new(),
        };
        let builder = &mut Builder { vocabulary: &mut vocabulary, registers, troubles };
        let (own, prelude): (Vec<_>, Vec<_>) = pending.iter().partition(|pending| !pending.builtin);
        for pending in own.iter().chain(&prelude) {
            builder.unit(pending);
        }
        let mut kept = Vec::new();
        for pending in own {
            kept.extend(builder.declare(pending).map(|id| (pending, id)));
        }
        for pending in prelude {
            if !builder.replaced(pending) {
                kept.extend(builder.declare(pending).map(|id| (pending, id)));
            }
        }
        for (pending, id) in &kept {
            builder.properties(pending, *id);
        }
        for pending in pending {
            builder.relations(pending);
        }
        builder.flows();
        vocabulary
    }

    /// A measure's definition; an undeclared one has the plain one.
    #[must_use]
    pub fn measure(&self, id: MeasureId) -> Option<&Measure> {
        self.measures.get(id.0 as usize)
    }

    /// The voice a source speaks with: itself, or whom it speaks for.
    #[must_use]
    pub fn voice(&self, source: SourceId) -> SourceId {
        let mut voice = source;
        // A ring of `speaks for` ends where it began.
        for _ in 0..self.sources.len() {
            match self.sources.get(voice.0 as usize).and_then(|info| info.speaks_for) {
                Some(next) if next != source => voice = next,
                _ => break,
            }
        }
        voice
    }
}

struct Builder<'b> {
    vocabulary: &'b mut Vocabulary,
    registers: &'b mut Registers,
    troubles: &'b mut Troubles,
}

impl Builder<'_> {
    fn unit(&mut self, pending: &Pending<'_>) {
        let Definition::Unit { name, equals, properties } = &pending.definition else { return };
        let mut aliases = Vec::new();
        for property in properties {
            match &property.kind {
                PropertyKind::Aka(names) => aliases.extend(names.iter().map(|name| name.text().into_owned())),
                _ => self.misplaced(pending, property, "unit"),
            }
        }
        let text = name.text();
        let Some((amount, base)) = equals else {
            self.vocabulary.units.define_counting(&text, &aliases);
            return;
        };
        let base_text = base.text();
        let Some(of) = self.vocabulary.units.find(&base_text) else {
            let near =
                self.vocabulary.units.nearest(&base_text).map(|near| format!("did you mean `{near}`?"));
            self.troubles
                .add(
                    ProblemKind::UnknownUnit,
                    pending.at,
                    base.raw,
                    format!("there is no unit `{base_text}`"),
                )
                .help(near);
            return;
        };
        match figure::amount(amount) {
            Ok(factor) => {
                if self.vocabulary.units.define_multiple(&text, &aliases, factor, of).is_err() {
                    self.troubles.add(
                        ProblemKind::UnitMismatch,
                        pending.at,
                        base.raw,
                        format!("`{text}` cannot be a multiple of `{base_text}`, which has a zero point of its own"),
                    );
                }
            }
            Err(problem) => self.number_trouble(pending, amount, &problem),
        }
    }

    /// Whether the corpus has an entry that shares a name or alias with this one of the prelude.
    fn replaced(&self, pending: &Pending<'_>) -> bool {
        let Definition::Entity { key, name, properties } = &pending.definition else { return false };
        let akas = properties.iter().filter_map(|property| match &property.kind {
            PropertyKind::Aka(names) => Some(names.as_slice()),
            _ => None,
        });
        std::iter::once(std::slice::from_ref(name)).chain(akas).flatten().any(|name| {
            let (kind, comparison) = self.place_of(&key.text(), &name.text());
            match kind {
                Class::Measure => self.registers.measures.find(&comparison).is_some_and(|id| {
                    matches!(self.vocabulary.measures[id as usize].declared, Declared::Corpus(_))
                }),
                Class::Source => self.registers.sources.find(&comparison).is_some_and(|id| {
                    matches!(self.vocabulary.sources[id as usize].declared, Declared::Corpus(_))
                }),
                Class::Name => self.registers.names.find(&comparison).is_some_and(|id| {
                    matches!(self.vocabulary.names[id as usize].declared, Declared::Corpus(_))
                }),
            }
        })
    }

    fn place_of(&self, key: &str, name: &str) -> (Class, String) {
        match name::key(key).as_ref() {
            "measure" => (Class::Measure, name::key(name).into_owned()),
            "source" => (Class::Source, name::key(name).into_owned()),
            other => (Class::Name, Registers::scoped(other, name)),
        }
    }

    /// Gives an entity its number and its names.
    fn declare(&mut self, pending: &Pending<'_>) -> Option<DefinedId> {
        let Definition::Entity { key, name, properties } = &pending.definition else { return None };
        let place = (!pending.builtin).then(|| pending.at.statement());
        let declared = place.map_or(Declared::Prelude, Declared::Corpus);
        let (class, comparison) = self.place_of(&key.text(), &name.text());
        let text = name.text();
        let known = match class {
            Class::Measure => self.registers.measures.find(&comparison),
            Class::Source => self.registers.sources.find(&comparison),
            Class::Name => self.registers.names.find(&comparison),
        };
        if let Some(known) = known.filter(|&known| self.declared_at(class, known).is_some()) {
            let first = self.declared_at(class, known).unwrap_or(pending.at.statement());
            self.troubles
                .add(ProblemKind::AmbiguousAlias, pending.at, name.raw, format!("`{text}` is defined twice"))
                .label("defined again here")
                .other(first, "first defined here")
                .help(Some("keep one of the two definitions".to_owned()));
            return None;
        }
        let id = match class {
            Class::Measure => {
                let id = self.registers.measures.intern(&comparison, &text, place);
                self.vocabulary.measures.push(Measure { declared, ..Measure::undeclared() });
                DefinedId::Measure(MeasureId(id))
            }
            Class::Source => {
                let id = self.registers.sources.intern(&comparison, &text, place);
                self.sources_to(id);
                self.vocabulary.sources[id as usize].declared = declared;
                self.vocabulary.declares_sources |= !pending.builtin;
                DefinedId::Source(SourceId(id))
            }
            Class::Name => {
                let key = self.key(&key.text(), place);
                let id = self.registers.names.intern(&comparison, &text, place);
                self.names_to(id, key);
                self.vocabulary.names[id as usize].declared = declared;
                DefinedId::Name(NameId(id))
            }
        };
        if let Some(place) = place {
            self.vocabulary.definitions.push(Defined { what: id, place, mark: pending.at.place(name.raw) });
        }
        for property in properties {
            if let PropertyKind::Aka(names) = &property.kind {
                for alias in names {
                    self.alias(pending, &key.text(), alias, id, &text);
                }
            }
        }
        Some(id)
    }

    fn alias(&mut self, pending: &Pending<'_>, key: &str, alias: &Name<'_>, id: DefinedId, name: &str) {
        let (class, comparison) = self.place_of(key, &alias.text());
        let (number, old) = match (class, id) {
            (Class::Measure, DefinedId::Measure(id)) => {
                (id.0, self.registers.measures.alias(&comparison, id.0))
            }
            (Class::Source, DefinedId::Source(id)) => (id.0, self.registers.sources.alias(&comparison, id.0)),
            (Class::Name, DefinedId::Name(id)) => (id.0, self.registers.names.alias(&comparison, id.0)),
            _ => return,
        };
        let Some(old) = old.filter(|&old| old != number) else { return };
        let other = match class {
            Class::Measure => &self.registers.measures,
            Class::Source => &self.registers.sources,
            Class::Name => &self.registers.names,
        }
        .get(old)
        .display
        .clone();
        let first = self.declared_at(class, old);
        let text = alias.text();
        let trouble = self
            .troubles
            .add(
                ProblemKind::AmbiguousAlias,
                pending.at,
                alias.raw,
                format!("`{text}` is another name of both `{other}` and `{name}`"),
            )
            .label(format!("here of `{name}`"))
            .help(Some(format!("`{text}` is read as `{other}`; leave it out of one of the two definitions")));
        if let Some(first) = first {
            trouble.other(first, format!("first of `{other}`"));
        }
    }

    fn declared_at(&self, class: Class, number: u32) -> Option<Place> {
        let declared = match class {
            Class::Measure => self.vocabulary.measures.get(number as usize)?.declared,
            Class::Source => self.vocabulary.sources.get(number as usize)?.declared,
            Class::Name => self.vocabulary.names.get(number as usize)?.declared,
        };
        match declared {
            Declared::Corpus(place) => Some(place),
            Declared::No | Declared::Prelude => None,
        }
    }

    fn key(&mut self, text: &str, seen: Option<Place>) -> KeyId {
        let comparison = name::key(text);
        KeyId(self.registers.keys.intern(&comparison, text.trim(), seen))
    }

    fn sources_to(&mut self, id: u32) {
        while self.vocabulary.sources.len() <= id as usize {
            let info = SourceInfo { kind: None, party: None, speaks_for: None, declared: Declared::No };
            self.vocabulary.sources.push(info);
        }
    }

    fn names_to(&mut self, id: u32, key: KeyId) {
        while self.vocabulary.names.len() <= id as usize {
            self.vocabulary.names.push(NameInfo { key, within: None, declared: Declared::No });
        }
    }

    fn name_of(&mut self, key: &str, text: &str, seen: Option<Place>) -> NameId {
        let key_id = self.key(key, seen);
        let id = self.registers.names.intern(&Registers::scoped(&name::key(key), text), text, seen);
        self.names_to(id, key_id);
        NameId(id)
    }

    fn source_of(&mut self, text: &str, seen: Option<Place>) -> SourceId {
        let id = self.registers.sources.intern(&name::key(text), text, seen);
        self.sources_to(id);
        SourceId(id)
    }

    fn measure_of(&mut self, text: &str, seen: Option<Place>) -> MeasureId {
        let id = self.registers.measures.intern(&name::key(text), text, seen);
        while self.vocabulary.measures.len() <= id as usize {
            self.vocabulary.measures.push(Measure::undeclared());
        }
        MeasureId(id)
    }

    fn properties(&mut self, pending: &Pending<'_>, id: DefinedId) {
        let Definition::Entity { key, properties, .. } = &pending.definition else { return };
        let seen = |at: &At<'_>, text: &str| (!pending.builtin).then(|| at.place(text));
        for property in properties {
            let at = &pending.at;
            match (&property.kind, id) {
                (PropertyKind::Aka(_), _) => {}
                (PropertyKind::Kind(word), DefinedId::Measure(measure)) => {
                    let text = word.text();
                    match Kind::of(&text) {
                        Some(kind) => self.vocabulary.measures[measure.0 as usize].kind = Some(kind),
                        None => self.unknown_word(pending, word, &text, "kind of measure", KINDS),
                    }
                }
                (PropertyKind::Kind(word), DefinedId::Source(source)) => {
                    let text = word.text();
                    let kind = match text.as_ref() {
                        "official" => SourceKind::Official,
                        "agency" => SourceKind::Agency,
                        "outlet" => SourceKind::Outlet,
                        "ngo" => SourceKind::Ngo,
                        "witness" => SourceKind::Witness,
                        "dataset" => SourceKind::Dataset,
                        "unnamed" => SourceKind::Unnamed,
                        _ => {
                            let words = "official, agency, outlet, ngo, witness, dataset or unnamed";
                            self.unknown_word(pending, word, &text, "kind of source", words);
                            continue;
                        }
                    };
                    self.vocabulary.sources[source.0 as usize].kind = Some(kind);
                }
                (PropertyKind::Unit(unit), DefinedId::Measure(measure)) => {
                    let text = unit.text();
                    if let Some(found) = self.vocabulary.units.find(&text) {
                        self.vocabulary.measures[measure.0 as usize].unit = Some(found);
                    } else {
                        let near = self
                            .vocabulary
                            .units
                            .nearest(&text)
                            .map(|near| format!("did you mean `{near}`?"));
                        let define = format!("or define it: `define unit {} counts`", unit.raw);
                        self.troubles
                            .add(
                                ProblemKind::UnknownUnit,
                                *at,
                                unit.raw,
                                format!("there is no unit `{text}`"),
                            )
                            .help(near)
                            .help(Some(define));
                    }
                }
                (PropertyKind::Tolerance(figure), DefinedId::Measure(measure)) => {
                    self.tolerance(pending, property, figure, measure);
                }
                (PropertyKind::RoundingStrict, DefinedId::Measure(measure)) => {
                    self.vocabulary.measures[measure.0 as usize].strict = true;
                }
                (PropertyKind::Contested, DefinedId::Measure(measure)) => {
                    self.vocabulary.measures[measure.0 as usize].contested = true;
                }
                (PropertyKind::MayBeNegative, DefinedId::Measure(measure)) => {
                    self.vocabulary.measures[measure.0 as usize].may_be_negative = true;
                }
                (PropertyKind::PartOf(whole), DefinedId::Measure(measure)) => {
                    let whole = self.measure_of(&whole.text(), seen(at, whole.raw));
                    self.vocabulary.measures[measure.0 as usize].part_of = Some(whole);
                }
                (PropertyKind::SumsOver(keys), DefinedId::Measure(measure)) => {
                    for key in keys {
                        let key = self.key(&key.text(), seen(at, key.raw));
                        self.vocabulary.measures[measure.0 as usize].sums_over.push(key);
                    }
                }
                (PropertyKind::AddsUpTo(total), DefinedId::Measure(measure)) => {
                    let total = self.measure_of(&total.text(), seen(at, total.raw));
                    self.vocabulary.measures[measure.0 as usize].adds_up_to = Some(total);
                }
                (PropertyKind::Party(party), DefinedId::Source(source)) => {
                    self.vocabulary.sources[source.0 as usize].party =
                        Some(name::key(&party.text()).into_owned());
                }
                (PropertyKind::SpeaksFor(principal), DefinedId::Source(source)) => {
                    let principal = self.source_of(&principal.text(), seen(at, principal.raw));
                    self.vocabulary.sources[source.0 as usize].speaks_for = Some(principal);
                }
                (PropertyKind::Within(larger), DefinedId::Name(part)) => {
                    let larger = self.name_of(&key.text(), &larger.text(), seen(at, larger.raw));
                    self.vocabulary.names[part.0 as usize].within = Some(larger);
                }
                _ => self.misplaced(pending, property, &key.text()),
            }
        }
    }

    fn tolerance(
        &mut self,
        pending: &Pending<'_>,
        property: &Property<'_>,
        figure: &Figure<'_>,
        measure: MeasureId,
    ) {
        let Form::Plain(amount) = &figure.form else {
            self.troubles
                .add(ProblemKind::Syntax, pending.at, property.text, "a tolerance is one plain figure")
                .help(Some("write `tolerance 2%` or an amount, such as `tolerance 5`".to_owned()));
            return;
        };
        let value = match figure::amount(amount) {
            Ok(value) => value,
            Err(problem) => return self.number_trouble(pending, amount, &problem),
        };
        let unit = figure.unit.map(|unit| unit.text().into_owned());
        let found = unit.as_deref().map(|unit| self.vocabulary.units.find(unit));
        let own = self.vocabulary.measures[measure.0 as usize].unit;
        let units = &self.vocabulary.units;
        let tolerance = match found {
            None => Some(Tolerance::Amount(value)),
            Some(Some(unit)) if units.is_percent(unit) => {
                Some(Tolerance::Share(&value * &Number::ratio(1, 100)))
            }
            Some(Some(unit)) => own.and_then(|own| units.convert(&value, unit, own)).map(Tolerance::Amount),
            Some(None) => None,
        };
        if tolerance.is_none() {
            self.troubles
                .add(
                    ProblemKind::UnitMismatch,
                    pending.at,
                    property.text,
                    "the tolerance's unit is not the measure's",
                )
                .help(Some(
                    "put the `unit` line above, and give the tolerance in that unit or in %".to_owned(),
                ));
        }
        self.vocabulary.measures[measure.0 as usize].tolerance = tolerance;
    }

    fn relations(&mut self, pending: &Pending<'_>) {
        let seen = (!pending.builtin).then(|| pending.at.statement());
        match &pending.definition {
            Definition::Complete { key, parts, whole } => {
                let key_text = key.text();
                let key_id = self.key(&key_text, seen);
                let parts = parts.iter().map(|part| self.name_of(&key_text, &part.text(), seen)).collect();
                let whole = whole
                    .filter(|whole| name::key(&whole.text()) != "everyone")
                    .map(|whole| self.name_of(&key_text, &whole.text(), seen));
                let place = pending.at.statement();
                self.vocabulary.complete.push(Complete { key: key_id, parts, whole, place });
            }
            Definition::ScopeDefault { key, value } => {
                let key_text = key.text();
                let key_id = self.key(&key_text, seen);
                let value = self.name_of(&key_text, &value.text(), seen);
                self.vocabulary.defaults.push((key_id, value));
            }
            Definition::Entity { .. } | Definition::Unit { .. } => {}
        }
    }

    /// Gives every numeric measure that is no flow itself its daily flow.
    fn flows(&mut self) {
        for number in 0..self.vocabulary.measures.len() {
            let measure = &self.vocabulary.measures[number];
            let flows = matches!(measure.kind, None | Some(Kind::Cumulative | Kind::Level | Kind::Constant));
            if !flows || measure.declared == Declared::No {
                continue;
            }
            let flow = Measure {
                kind: Some(Kind::Flow),
                unit: measure.unit,
                strict: measure.strict,
                tolerance: measure.tolerance.clone(),
                contested: measure.contested,
                may_be_negative: measure.kind == Some(Kind::Level),
                adds_up_to: (measure.kind == Some(Kind::Cumulative)).then_some(MeasureId(number as u32)),
                declared: measure.declared,
                ..Measure::undeclared()
            };
            let entry = self.registers.measures.get(number as u32);
            let (comparison, display) = (format!("\u{2}{}", entry.key), format!("new {}", entry.display));
            let seen = entry.seen;
            let id = self.registers.measures.intern(&comparison, &display, seen);
            self.vocabulary.measures.push(flow);
            self.vocabulary.measures[number].flow = Some(MeasureId(id));
        }
    }

    fn misplaced(&mut self, pending: &Pending<'_>, property: &Property<'_>, what: &str) {
        let takes = match what {
            "measure" => {
                "a measure takes aka, kind, unit, tolerance, rounding strict, part of, sums over, adds up to, contested, may be negative"
            }
            "source" => "a source takes aka, kind, party, speaks for",
            "unit" => "a unit takes aka",
            _ => "this takes aka and within",
        };
        self.troubles
            .add(ProblemKind::UnknownKey, pending.at, property.text, format!("a {what} has no such property"))
            .help(Some(takes.to_owned()));
    }

    fn unknown_word(&mut self, pending: &Pending<'_>, word: &Name<'_>, text: &str, what: &str, words: &str) {
        self.troubles
            .add(ProblemKind::UnknownKey, pending.at, word.raw, format!("`{text}` is no {what}"))
            .help(Some(format!("write {words}")));
    }

    fn number_trouble(
        &mut self,
        pending: &Pending<'_>,
        amount: &Amount<'_>,
        problem: &figure::FigureProblem,
    ) {
        self.troubles.figure(pending.at, amount.text, problem);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Measure,
    Source,
    Name,
}
