//! The cells of an SDMX observation that only mean something together: whose data set it is of, how its figure is scaled, and
//! whether there is one.

use super::action::Action;
use super::code::{Unit, is_no_figure, is_whole, parts};
use super::component::{Component, id};
use super::scale;
use super::status::{Status, is_missing, statuses};
use crate::finding::ProblemKind;
use crate::intake::excel;
use crate::intake::field::Field;
use crate::intake::reporting_period::last_update;
use crate::intake::row::Row;
use crate::intake::table_errors::table_error;
use crate::syntax::SyntaxError;
use crate::syntax::tree::{DateForm, Detail, Mode};

/// The cells of one row, by component; empty where there are none.
#[derive(Clone, Debug, Default)]
pub(in crate::intake) struct Observation<'s> {
    structure: &'s str,
    structure_name: &'s str,
    action: &'s str,
    place_name: &'s str,
    measure_name: &'s str,
    multiplier: &'s str,
    updated: &'s str,
    statuses: Vec<&'s str>,
    /// With the heading.
    frequency: (&'s str, &'s str),
    unit: (&'s str, &'s str),
    /// Two cells of one component that do not say the same.
    differing: Vec<(&'s str, &'s str)>,
}

/// What the row says about its observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Act {
    /// It states a figure.
    States,
    /// It states none: it only has attributes, or says that the figure is missing.
    Nothing,
    /// It takes figures back.
    Deletes,
}

/// What the rows of a table say together about a unit: whether its code is needed to tell series apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) struct UnitUse {
    /// Whether the table has other codes.
    pub(in crate::intake) has_others: bool,
    /// Whether others mean the same to the language.
    pub(in crate::intake) is_shared: bool,
}

impl<'s> Observation<'s> {
    /// Takes a cell that is not empty.
    pub(in crate::intake) fn take(&mut self, component: Component, heading: &'s str, cell: &'s str) {
        let own = match component {
            Component::Structure => &mut self.structure,
            Component::StructureName => &mut self.structure_name,
            Component::Action => &mut self.action,
            Component::PlaceName => &mut self.place_name,
            Component::MeasureName => &mut self.measure_name,
            Component::Multiplier => &mut self.multiplier,
            Component::Updated => &mut self.updated,
            Component::Status => return self.statuses.push(cell),
            Component::Frequency => return self.frequency = (heading, cell),
            Component::Unit => return self.unit = (heading, cell),
            Component::Nothing => return,
        };
        if own.is_empty() {
            *own = cell;
        } else if *own != cell {
            self.differing.push((own, cell));
        }
    }

    /// Forgets names that stand for several codes.
    pub(in crate::intake) fn forget_names(&mut self, is_ambiguous: impl Fn(&str) -> bool) {
        for name in [&mut self.place_name, &mut self.measure_name, &mut self.structure_name] {
            if is_ambiguous(name) {
                *name = "";
            }
        }
        if parts(self.structure).1.is_some_and(is_ambiguous) {
            self.structure = parts(self.structure).0;
        }
    }

    /// Gives the row what the cells say together. `figures` are what its cells of figures say, each with the cell as it stands in the
    /// file; `is_wide` if their headings say what is measured. `unit_use` knows of a unit's code how the table uses it.
    pub(in crate::intake) fn complete(
        &self,
        row: &mut Row<'s>,
        (figures, is_wide): (&[(&'s str, &'s str)], bool),
        unit_use: impl Fn(&str, Option<&str>) -> UnitUse,
        errors: &mut Vec<SyntaxError<'s>>,
    ) -> Act {
        if !self.place_name.is_empty() && !row.get(Field::Place).is_empty() {
            row.set(Field::Place, self.place_name);
        }
        if !self.measure_name.is_empty() && !row.get(Field::Measure).is_empty() {
            row.set(Field::Measure, self.measure_name);
        }
        self.name_data_set(row, is_wide);
        self.qualify(row, unit_use);
        for &(one, other) in &self.differing {
            let message = format!("two cells of one meaning say `{one}` and `{other}`");
            let mut error = table_error(ProblemKind::DuplicateQualifier, other, "another", message);
            error.others.push((one, "the first one".to_owned()));
            error.help.push("delete one of the two columns".to_owned());
            errors.push(error);
        }
        match Action::of(self.action) {
            Some(Action::Deletes) => return Act::Deletes,
            Some(_) => {}
            None => {
                let message = format!("`{}` is not an action of SDMX-CSV", self.action);
                let mut error = table_error(ProblemKind::Syntax, self.action, "not an action", message);
                error.help.push("write I, A, M, R or D, or leave the cell empty".to_owned());
                errors.push(error);
                return Act::States;
            }
        }
        let mut has_figure = false;
        for (says, written) in figures.iter().filter(|(says, _)| !says.is_empty()) {
            has_figure = true;
            self.judge(says, written, errors);
        }
        self.tell_status(row);
        if has_figure { Act::States } else { Act::Nothing }
    }

    /// Takes the measure and the source from the data set, if nothing nearer names them, and when it was published. Where something
    /// nearer says what is measured, its codes are of this data set.
    fn name_data_set(&self, row: &mut Row<'s>, is_wide: bool) {
        let (whole, label) = parts(self.structure);
        let (agency, rest) = whole.split_once(':').unwrap_or(("", whole));
        let without_version = |id: &'s str| id.split('(').next().unwrap_or(id).trim();
        // A dataflow of an older registry is named after its structure: `DSD_G20_PRICES@DF_G20_PRICES`.
        let id = without_version(rest.rsplit('@').next().unwrap_or(rest));
        let name = if self.structure_name.is_empty() { label.unwrap_or(id) } else { self.structure_name };
        if !whole.is_empty() && (is_wide || !row.get(Field::Measure).is_empty()) {
            row.keys.push(("DATAFLOW", without_version(whole)));
        }
        if row.get(Field::Measure).is_empty() {
            row.set(Field::Measure, name);
        }
        if row.get(Field::Source).is_empty() {
            // A department speaks for its agency: `OECD.SDD.TPS`.
            row.set(Field::Source, agency.split('.').next().unwrap_or(agency).trim());
        }
        if row.get(Field::Published).is_empty() {
            row.published = last_update(self.updated);
        }
    }

    /// Adds the frequency and the unit to what the figure is about, where the period and the language do not say them.
    fn qualify(&self, row: &mut Row<'s>, unit_use: impl Fn(&str, Option<&str>) -> UnitUse) {
        let (heading, code) = (id(self.frequency.0), parts(self.frequency.1).0);
        let form = excel::date(row.get(Field::Date), row.order).ok().map(|date| date.form);
        let is_said = match form {
            Some(DateForm::Year(_)) => code == "A",
            Some(DateForm::Interval(..)) => matches!(code, "S" | "H" | "T"),
            Some(DateForm::Quarter(..)) => code == "Q",
            Some(DateForm::Month { .. }) => code == "M",
            Some(DateForm::Week(..)) => code == "W",
            // A figure of business days (`B`) is another.
            Some(DateForm::Day { .. }) => code == "D",
            _ => false,
        };
        if !code.is_empty() && !is_said && !is_whole(code) {
            row.keys.push((heading, code));
        }
        let (heading, (code, label)) = (id(self.unit.0), parts(self.unit.1));
        if code.is_empty() {
            return;
        }
        let (unit, used) = (Unit::of(code, label), unit_use(code, label));
        let is_settled = !row.get(Field::Unit).is_empty();
        if !is_settled {
            row.set(Field::Unit, unit.word());
        }
        // Figures in different units are of different series, whatever these units are.
        let is_needed = match unit {
            Unit::None | Unit::Known(_) => used.is_shared,
            Unit::Yearly | Unit::Other => !is_settled || used.has_others,
        };
        if is_needed {
            row.keys.push((heading, code));
        }
    }

    /// Whether a figure can be as the status and the power of ten say.
    fn judge(&self, says: &'s str, written: &'s str, errors: &mut Vec<SyntaxError<'s>>) {
        let status = self.statuses.iter().find(|status| is_missing(parts(status).0));
        if let Some(status) = status {
            let message = format!("the status `{}` says that there is no figure", parts(status).0);
            let mut error = table_error(ProblemKind::Syntax, written, "but here is one", message);
            error.others.push((parts(status).0, "missing".to_owned()));
            error.help.push("empty one of the two cells".to_owned());
            errors.push(error);
        } else if says == written && self.scaled(written).is_err() {
            let power = parts(self.multiplier).0;
            let message = format!("the figure is to be multiplied by ten to the power of `{power}`");
            let mut error = table_error(ProblemKind::Syntax, written, "cannot be multiplied", message);
            error.others.push((power, "the power".to_owned()));
            error.help.push("write the figure in plain digits, and the power as a whole number".to_owned());
            errors.push(error);
        }
    }

    /// Says of the row what its status says of the figures.
    fn tell_status(&self, row: &mut Row<'s>) {
        let add = |row: &mut Row<'s>, value: &'s str| {
            let detail = Detail { key: "x-status", value };
            if !row.details.contains(&detail) {
                row.details.push(detail);
            }
        };
        for code in self.statuses.iter().map(|status| parts(status).0) {
            let Some(found) = statuses(code) else {
                add(row, code);
                continue;
            };
            for status in found {
                match status {
                    Status::Forecast if row.get(Field::Mode).is_empty() => {
                        row.set(Field::Mode, Mode::Projected.keyword());
                    }
                    Status::Remark(words) => add(row, words),
                    _ => {}
                }
            }
        }
    }

    /// The figure of a cell with its power of ten and its status, as a text; none if it stands for itself.
    fn scaled(&self, cell: &str) -> Result<Option<String>, scale::NoPlainNumber> {
        if is_no_figure(cell) || cell.is_empty() {
            return Ok(None);
        }
        let is_estimate =
            |status: &&str| statuses(parts(status).0).is_some_and(|found| found.contains(&Status::Estimated));
        scale::figure(parts(cell).0, parts(self.multiplier).0, self.statuses.iter().any(is_estimate))
    }

    /// The text that stands for a cell of a figure; none if it stands for itself.
    pub(in crate::intake) fn figure(&self, cell: &str) -> Option<String> {
        self.scaled(cell).ok().flatten()
    }
}
