//! The cells of an SDMX observation that only mean something together: whose data set it is of, how its figure is scaled, and
//! whether there is one.

use super::code::{is_no_figure, is_no_unit, is_whole, parts, unit, unit_of_label};
use super::component::{Component, id};
use super::scale;
use super::status::Status;
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
    status: &'s str,
    /// With the heading.
    frequency: (&'s str, &'s str),
    unit: (&'s str, &'s str),
    unit_label: Option<&'s str>,
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

impl<'s> Observation<'s> {
    /// Takes a cell.
    pub(in crate::intake) fn take(&mut self, component: Component, heading: &'s str, cell: &'s str) {
        match component {
            Component::Structure => self.structure = cell,
            Component::StructureName => self.structure_name = cell,
            Component::Action => self.action = cell,
            Component::PlaceName => self.place_name = cell,
            Component::MeasureName => self.measure_name = cell,
            Component::Multiplier => self.multiplier = parts(cell).0,
            Component::Updated => self.updated = cell,
            Component::Status => self.status = parts(cell).0,
            Component::Frequency => self.frequency = (id(heading), parts(cell).0),
            Component::Unit => (self.unit, self.unit_label) = ((id(heading), parts(cell).0), parts(cell).1),
            Component::Nothing => {}
        }
    }

    /// Forgets names that stand for several codes.
    pub(in crate::intake) fn forget_names(&mut self, is_ambiguous: impl Fn(&str) -> bool) {
        for name in [&mut self.place_name, &mut self.measure_name] {
            if is_ambiguous(name) {
                *name = "";
            }
        }
    }

    /// Gives the row what the cells say together. `written` is the cell of the figure as it stands in the file; `wide` are the
    /// figures of a row with several.
    pub(in crate::intake) fn complete(
        &self,
        row: &mut Row<'s>,
        wide: &[(&'s str, &'s str)],
        written: &'s str,
        errors: &mut Vec<SyntaxError<'s>>,
    ) -> Act {
        if !self.place_name.is_empty() && !row.get(Field::Place).is_empty() {
            row.set(Field::Place, self.place_name);
        }
        if !self.measure_name.is_empty() && !row.get(Field::Measure).is_empty() {
            row.set(Field::Measure, self.measure_name);
        }
        self.name_data_set(row);
        self.qualify(row);
        let act = match self.action.to_ascii_uppercase().as_str() {
            "" | "I" | "A" | "R" | "M" => Act::States,
            "D" => return Act::Deletes,
            _ => {
                let message = format!("`{}` is not an action of SDMX-CSV", self.action);
                let mut error = table_error(ProblemKind::Syntax, self.action, "not an action", message);
                error.help.push("write I, A, R or D, or leave the cell empty".to_owned());
                errors.push(error);
                return Act::States;
            }
        };
        if self.judge(row, wide.first().map_or("", |(_, says)| says), written, errors) {
            act
        } else {
            Act::Nothing
        }
    }

    /// Takes the measure and the source from the data set, if nothing nearer names them, and when it was published.
    fn name_data_set(&self, row: &mut Row<'s>) {
        let (whole, label) = parts(self.structure);
        let (agency, rest) = whole.split_once(':').unwrap_or(("", whole));
        let id = rest.split('(').next().unwrap_or(rest);
        // A dataflow of an older registry is named after its structure: `DSD_G20_PRICES@DF_G20_PRICES`.
        let id = id.rsplit('@').next().unwrap_or(id).trim();
        let name = if self.structure_name.is_empty() { label.unwrap_or(id) } else { self.structure_name };
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
    fn qualify(&self, row: &mut Row<'s>) {
        let (heading, code) = self.frequency;
        let form = excel::date(row.get(Field::Date), row.order).ok().map(|date| date.form);
        let is_said = match form {
            Some(DateForm::Year(_)) => code == "A",
            Some(DateForm::Interval(..)) => matches!(code, "S" | "H" | "T"),
            Some(DateForm::Quarter(..)) => code == "Q",
            Some(DateForm::Month { .. }) => code == "M",
            Some(DateForm::Week(..)) => code == "W",
            Some(DateForm::Day { .. }) => matches!(code, "D" | "B" | "N"),
            _ => false,
        };
        if !code.is_empty() && !is_said && !is_whole(code) {
            row.keys.push((heading, code));
        }
        let (heading, code) = self.unit;
        if code.is_empty() || is_no_unit(code) || !row.get(Field::Unit).is_empty() {
            return;
        }
        match unit(code).or_else(|| unit_of_label(self.unit_label?)) {
            Some(unit) => row.set(Field::Unit, unit),
            // Figures in different units are of different series, whatever these units are.
            None => row.keys.push((heading, code)),
        }
    }

    /// Whether there is a figure, by its status; says what else the status says.
    fn judge(
        &self,
        row: &mut Row<'s>,
        first: &'s str,
        written: &'s str,
        errors: &mut Vec<SyntaxError<'s>>,
    ) -> bool {
        let (value, written) = match first {
            "" => (row.get(Field::Value), written),
            _ => (first, first),
        };
        for letter in self.status.chars().filter(|letter| letter.is_alphabetic()) {
            match Status::of(letter) {
                Status::Missing if !value.is_empty() => {
                    let message = format!("the status `{}` says that there is no figure", self.status);
                    let mut error = table_error(ProblemKind::Syntax, written, "but here is one", message);
                    error.others.push((self.status, "missing".to_owned()));
                    error.help.push("empty one of the two cells".to_owned());
                    errors.push(error);
                    return true;
                }
                Status::Forecast if row.get(Field::Mode).is_empty() => {
                    row.set(Field::Mode, Mode::Projected.keyword());
                }
                Status::Remark(words) => row.details.push(Detail { key: "x-status", value: words }),
                _ => {}
            }
        }
        if value.is_empty() {
            return false;
        }
        let is_scaled = !matches!(self.multiplier, "" | "0");
        if is_scaled && value == written {
            let message =
                format!("the figure is to be multiplied by ten to the power of `{}`", self.multiplier);
            let mut error = table_error(ProblemKind::Syntax, written, "cannot be multiplied", message);
            error.others.push((self.multiplier, "the power".to_owned()));
            error.help.push("write the figure in plain digits, and the power as a whole number".to_owned());
            errors.push(error);
        }
        true
    }
}

/// The text that stands for the cell of a figure, with its power of ten and its status; none if it stands for itself.
pub(in crate::intake) fn figure(value: &str, multiplier: &str, status: &str) -> Option<String> {
    if is_no_figure(value) || value.is_empty() {
        return None;
    }
    let is_estimate = parts(status).0.chars().any(|letter| Status::of(letter) == Status::Estimated);
    scale::figure(parts(value).0, parts(multiplier).0, is_estimate)
}
