//! Units that the corpus defines: things that are counted, and multiples of known units.

use crate::finding::ProblemKind;
use crate::model::define::builder::{Builder, PendingDefinition};
use crate::model::units::UnitProblem;
use crate::model::{figure, name};
use crate::syntax::tree::{Definition, Name, PropertyKind};

impl Builder<'_> {
    /// Adds the unit of a definition; other definitions are skipped.
    pub(super) fn unit(&mut self, pending: &PendingDefinition<'_>) {
        let Definition::Unit { name, equals, properties } = &pending.definition else { return };
        let mut aliases = Vec::new();
        for property in properties {
            match &property.kind {
                PropertyKind::Aka(names) => aliases.extend(names.iter().map(|name| name.text().into_owned())),
                _ => self.misplaced(pending, property, "unit"),
            }
        }
        let text = name.text();
        if self.taken(pending, name, equals.as_ref().map(|(_, base)| base)) {
            return;
        }
        let Some((amount, base)) = equals else {
            self.vocabulary.units.define_counting(&text, &aliases);
            return;
        };
        let base_text = base.text();
        let Some(of) = self.vocabulary.units.find(&base_text) else {
            let near =
                self.vocabulary.units.nearest(&base_text).map(|near| format!("did you mean `{near}`?"));
            self.diagnostics
                .add(
                    ProblemKind::UnknownUnit,
                    pending.at,
                    base.raw,
                    format!("there is no unit `{base_text}`"),
                )
                .help(near);
            return;
        };
        match figure::amount(amount, self.decimal_mark(pending)) {
            Ok(factor) => {
                let why = match self.vocabulary.units.define_multiple(&text, &aliases, factor, of) {
                    Ok(_) => return,
                    Err(UnitProblem::OwnZero) => {
                        format!(
                            "`{text}` cannot be a multiple of `{base_text}`, which has its own zero point"
                        )
                    }
                    Err(UnitProblem::NoFactor) => format!("one `{text}` must be more than zero"),
                    Err(UnitProblem::TooFar) => {
                        format!(
                            "`{text}` is too large or too small: one is not within 10^100 times the usual units of its kind"
                        )
                    }
                    Err(UnitProblem::TooMany) => "there are too many units".to_owned(),
                };
                let part = if why.starts_with("one") { amount.text } else { base.raw };
                self.diagnostics.add(ProblemKind::UnitMismatch, pending.at, part, why);
            }
            Err(problem) => self.number_problem(pending, amount, &problem),
        }
    }

    /// Whether a unit's name is taken already. A built-in unit may be given another size, as the pound has several.
    fn taken(&mut self, pending: &PendingDefinition<'_>, name: &Name<'_>, of: Option<&Name<'_>>) -> bool {
        if pending.builtin {
            return false;
        }
        let text = name.text();
        let key = name::folded(&text).into_owned();
        if let Some(&(_, first)) = self.units.iter().find(|(known, _)| *known == key) {
            self.diagnostics
                .add(ProblemKind::AmbiguousAlias, pending.at, name.raw, format!("`{text}` is defined twice"))
                .label("defined again here")
                .other(first, "first defined here")
                .help(Some("keep one of the two definitions".to_owned()));
            return true;
        }
        self.units.push((key, pending.at.place(name.raw)));
        let units = &self.vocabulary.units;
        let Some(known) = units.find(&text) else { return false };
        let of = of.map(|of| units.find(&of.text()));
        let is_taken = match of {
            // Things that are counted may be declared to be counted separately.
            None => !units.is_counting(known),
            Some(of) => of.is_some_and(|of| units.dimension(of) != units.dimension(known)),
        };
        if is_taken {
            self.diagnostics
                .add(ProblemKind::AmbiguousAlias, pending.at, name.raw, format!("`{text}` is already a unit"))
                .label("this definition is left out")
                .help(Some("give your unit a name of its own, or remove its definition".to_owned()));
        }
        is_taken
    }
}
