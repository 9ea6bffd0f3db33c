//! What stands below a definition: each property taken up, or why it cannot be.

use crate::finding::ProblemKind;
use crate::model::define::{Builder, Pending};
use crate::model::number::Number;
use crate::model::register::MeasureId;
use crate::model::trouble::At;
use crate::model::vocabulary::{DefinedId, Kind, SourceKind, Tolerance};
use crate::model::{figure, name};
use crate::syntax::tree::{Amount, Definition, Figure, Form, Name, Property, PropertyKind};

/// Every word for a kind, for the help of a diagnostic.
const KINDS: &str = "constant, level, cumulative, flow, ratio, date, name, set or truth";

impl Builder<'_> {
    pub(super) fn properties(&mut self, pending: &Pending<'_>, id: DefinedId) {
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

    pub(super) fn misplaced(&mut self, pending: &Pending<'_>, property: &Property<'_>, what: &str) {
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

    pub(super) fn number_trouble(
        &mut self,
        pending: &Pending<'_>,
        amount: &Amount<'_>,
        problem: &figure::FigureProblem,
    ) {
        self.troubles.figure(pending.at, amount.text, problem);
    }
}
