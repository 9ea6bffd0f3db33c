//! The properties below a definition: each is added, or reported as a problem.

use crate::finding::ProblemKind;
use crate::model::define::builder::{Builder, PendingDefinition};
use crate::model::define::tolerance::{self, ToleranceProblem};
use crate::model::diagnostics::Locator;
use crate::model::register::MeasureId;
use crate::model::vocabulary::{DefinedId, Kind, Party, SourceKind, Tolerance};
use crate::model::{figure, name};
use crate::syntax::tree::{Amount, Definition, Figure, Name, Property, PropertyKind};

/// Every word for a kind, for the help of a diagnostic.
const KINDS: &str = "constant, level, cumulative, flow, ratio, date, name, set or truth";

impl Builder<'_> {
    pub(super) fn properties(&mut self, pending: &PendingDefinition<'_>, id: DefinedId) {
        let Definition::Entity { key, properties, .. } = &pending.definition else { return };
        let seen = |at: &Locator<'_>, text: &str| (!pending.builtin).then(|| at.place(text));
        for (number, property) in properties.iter().enumerate() {
            let at = &pending.at;
            let first = properties[..number].iter().find(|first| repeats(first, property));
            if let Some(first) = first {
                self.twice(*at, first, property);
                continue;
            }
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
                        self.diagnostics
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
                // A tolerance is in the measure's unit, which may stand below it.
                (PropertyKind::Tolerance(_), DefinedId::Measure(_)) => {}
                (PropertyKind::RoundingStrict, DefinedId::Measure(measure)) => {
                    self.vocabulary.measures[measure.0 as usize].strict = true;
                }
                (PropertyKind::Contested, DefinedId::Measure(measure)) => {
                    self.vocabulary.measures[measure.0 as usize].contested = true;
                }
                (PropertyKind::MayBeNegative, DefinedId::Measure(measure)) => {
                    self.vocabulary.measures[measure.0 as usize].may_be_negative = true;
                }
                (PropertyKind::AllowsSeveral, DefinedId::Measure(measure)) => {
                    self.vocabulary.measures[measure.0 as usize].allows_several = true;
                }
                (PropertyKind::PartOf(whole), DefinedId::Measure(measure)) => {
                    let whole = self.measure_of(&whole.text(), seen(at, whole.raw));
                    self.vocabulary.measures[measure.0 as usize].part_of = Some(whole);
                    self.links.insert(id, at.place(property.text));
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
                    let name = party.text().into_owned();
                    let key = name::key(&name).into_owned();
                    self.vocabulary.sources[source.0 as usize].party = Some(Party { key, name });
                }
                (PropertyKind::SpeaksFor(principal), DefinedId::Source(source)) => {
                    let principal = self.source_of(&principal.text(), seen(at, principal.raw));
                    self.vocabulary.sources[source.0 as usize].speaks_for = Some(principal);
                    self.links.insert(id, at.place(property.text));
                }
                (PropertyKind::CountsOn(key, value), DefinedId::Source(source)) => {
                    self.counts_on(source, key, value, seen(at, property.text));
                }
                (PropertyKind::Settles(measures), DefinedId::Source(source)) => {
                    for measure in measures {
                        self.settles(source, measure, seen(at, measure.raw));
                    }
                }
                (PropertyKind::FillsIn, DefinedId::Source(source)) => self.fills_in(source),
                (PropertyKind::AtLeast, DefinedId::Source(source)) => {
                    self.vocabulary.sources[source.0 as usize].at_least = true;
                }
                (PropertyKind::Within(larger), DefinedId::Name(part)) => {
                    let larger = self.name_of(&key.text(), &larger.text(), seen(at, larger.raw));
                    self.vocabulary.names[part.0 as usize].within = Some(larger);
                    self.links.insert(id, at.place(property.text));
                }
                _ => self.misplaced(pending, property, &key.text()),
            }
        }
        if let DefinedId::Measure(measure) = id {
            self.figures_only(pending, properties, measure);
        }
    }

    fn twice(&mut self, at: Locator<'_>, first: &Property<'_>, second: &Property<'_>) {
        let what = called(&second.kind);
        self.diagnostics
            .add(
                ProblemKind::DuplicateQualifier,
                at,
                second.text,
                format!("this definition has `{what}` twice"),
            )
            .label("again")
            .other(at.place(first.text), "first here")
            .help(Some("keep one of the two".to_owned()));
    }

    /// Checks what only figures have: a unit and a tolerance.
    fn figures_only(
        &mut self,
        pending: &PendingDefinition<'_>,
        properties: &[Property<'_>],
        measure: MeasureId,
    ) {
        let of =
            |wanted: fn(&PropertyKind<'_>) -> bool| properties.iter().find(|property| wanted(&property.kind));
        let unit = of(|kind| matches!(kind, PropertyKind::Unit(_)));
        let tolerance = of(|kind| matches!(kind, PropertyKind::Tolerance(_)));
        let kind = self.vocabulary.measures[measure.0 as usize].kind;
        let named = of(|kind| matches!(kind, PropertyKind::Kind(_)));
        if let (Some(named), Some(_)) = (named, kind.filter(|kind| !kind.is_numeric())) {
            for property in unit.into_iter().chain(tolerance) {
                let what = called(&property.kind);
                self.diagnostics
                    .add(
                        ProblemKind::UnitMismatch,
                        pending.at,
                        property.text,
                        format!("only figures have a {what}, and this measure does not take figures"),
                    )
                    .label(format!("a {what}"))
                    .other(pending.at.place(named.text), "not a kind of figure")
                    .help(Some(format!("remove the {what}, or give the measure another `kind`")));
            }
            self.vocabulary.measures[measure.0 as usize].unit = None;
            return;
        }
        if let Some(property) = tolerance
            && let PropertyKind::Tolerance(figure) = &property.kind
        {
            self.vocabulary.measures[measure.0 as usize].tolerance =
                self.tolerance(pending, property, figure, measure);
        }
    }

    fn tolerance(
        &mut self,
        pending: &PendingDefinition<'_>,
        property: &Property<'_>,
        figure: &Figure<'_>,
        measure: MeasureId,
    ) -> Option<Tolerance> {
        let write = Some("write `tolerance 2%` or an amount, such as `tolerance 5`".to_owned());
        let own = self.vocabulary.measures[measure.0 as usize].unit;
        let problem = match tolerance::of(figure, own, &self.vocabulary.units, self.decimal_mark(pending)) {
            Ok(tolerance) => return Some(tolerance),
            Err(problem) => problem,
        };
        let syntax = ProblemKind::Syntax;
        match problem {
            ToleranceProblem::NotPlain => {
                let message = "a tolerance must be one plain figure";
                self.diagnostics.add(syntax, pending.at, property.text, message).help(write);
            }
            ToleranceProblem::Figure(amount, problem) => self.number_problem(pending, amount, &problem),
            ToleranceProblem::Nothing => {
                let message = "a tolerance must be more than zero";
                let problem = self.diagnostics.add(syntax, pending.at, property.text, message);
                problem.label("not above zero").help(write);
            }
            ToleranceProblem::OtherUnit => {
                let message = "the tolerance's unit is not the measure's";
                self.diagnostics.add(ProblemKind::UnitMismatch, pending.at, property.text, message).help(
                    Some(
                        "declare the measure's `unit`, and give the tolerance in that unit or in %"
                            .to_owned(),
                    ),
                );
            }
        }
        None
    }

    pub(super) fn misplaced(&mut self, pending: &PendingDefinition<'_>, property: &Property<'_>, what: &str) {
        let takes = match what {
            "measure" => {
                "a measure takes aka, kind, unit, tolerance, rounding strict, part of, sums over, adds up to, contested, may be negative, allows several"
            }
            "source" => "a source takes aka, kind, party, speaks for, counts on, settles, fills in, at least",
            "unit" => "a unit takes aka",
            _ => "this takes aka and within",
        };
        // If somebody gives what only measures have, the word `measure` was left out.
        let measure = match &pending.definition {
            Definition::Entity { key, name, .. } if !matches!(what, "measure" | "source" | "unit") => {
                let words = format!("{} {}", key.raw, name.raw);
                Some(format!("to define a measure of that name, write `define measure \"{words}\"`"))
            }
            _ => None,
        };
        self.diagnostics
            .add(ProblemKind::UnknownKey, pending.at, property.text, format!("a {what} has no such property"))
            .help(Some(takes.to_owned()))
            .help(measure);
    }

    fn unknown_word(
        &mut self,
        pending: &PendingDefinition<'_>,
        word: &Name<'_>,
        text: &str,
        what: &str,
        words: &str,
    ) {
        self.diagnostics
            .add(ProblemKind::UnknownKey, pending.at, word.raw, format!("`{text}` is not a {what}"))
            .help(Some(format!("write {words}")));
    }

    pub(super) fn number_problem(
        &mut self,
        pending: &PendingDefinition<'_>,
        amount: &Amount<'_>,
        problem: &figure::FigureProblem,
    ) {
        self.diagnostics.figure(pending.at, amount.text, problem);
    }
}

/// Whether a definition may have such a property only once. Lists of names and keys may be continued, and a source
/// counts on one name for each key.
fn repeats(first: &Property<'_>, second: &Property<'_>) -> bool {
    let list =
        matches!(second.kind, PropertyKind::Aka(_) | PropertyKind::SumsOver(_) | PropertyKind::Settles(_));
    if let (PropertyKind::CountsOn(one, _), PropertyKind::CountsOn(other, _)) = (&first.kind, &second.kind) {
        return name::key(&one.text()) == name::key(&other.text());
    }
    !list && std::mem::discriminant(&first.kind) == std::mem::discriminant(&second.kind)
}

/// The words that a property begins with.
fn called(kind: &PropertyKind<'_>) -> &'static str {
    match kind {
        PropertyKind::Aka(_) => "aka",
        PropertyKind::Kind(_) => "kind",
        PropertyKind::Unit(_) => "unit",
        PropertyKind::Tolerance(_) => "tolerance",
        PropertyKind::RoundingStrict => "rounding strict",
        PropertyKind::PartOf(_) => "part of",
        PropertyKind::SumsOver(_) => "sums over",
        PropertyKind::AddsUpTo(_) => "adds up to",
        PropertyKind::Contested => "contested",
        PropertyKind::MayBeNegative => "may be negative",
        PropertyKind::AllowsSeveral => "allows several",
        PropertyKind::Party(_) => "party",
        PropertyKind::SpeaksFor(_) => "speaks for",
        PropertyKind::CountsOn(..) => "counts on",
        PropertyKind::Settles(_) => "settles",
        PropertyKind::FillsIn => "fills in",
        PropertyKind::AtLeast => "at least",
        PropertyKind::Within(_) => "within",
    }
}
