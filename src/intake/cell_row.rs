//! Reads a row of cells.

use rustc_hash::FxHashMap;

use super::cells::cells;
use super::column::Column;
use super::edits::is_of_figures;
use super::excel;
use super::field::Field;
use super::fill_down::FillDown;
use super::heading::Headings;
use super::known_format;
use super::row::Row;
use super::sdmx::{Act, Observation};
use super::sheet::{RowResult, Sheet};
use super::table_errors::{help_table, ragged, table_error, totals, unclosed};
use crate::finding::ProblemKind;
use crate::settings::TableFormat;
use crate::source::Span;
use crate::syntax::{self, tree::Detail};

/// The labels of the statements that rows below take back, by the numbers of their rows.
pub(super) type Stated<'a> = FxHashMap<u32, &'a str>;

impl<'s> Sheet<'s> {
    /// Reads a row of cells; false if it is blank. `template` is what every row starts with.
    pub(super) fn row<'a>(
        &'a self,
        headings: &'a Headings<'s>,
        template: &Row<'a>,
        above: &mut FillDown<'a>,
        stated: &mut Stated<'a>,
        read: &mut RowResult<'a>,
    ) -> bool {
        let text = read.text;
        let mut row = template.clone();
        (row.text, row.place) = (text, text);
        let mut wide: Vec<(&'a str, &'a str)> = Vec::new();
        let (mut observation, mut figures) = (Observation::default(), Vec::new());
        let is_of_observations = headings.format == Some(TableFormat::SdmxCsv);
        let (mut count, mut filled, mut behind_last_heading) = (0, 0, "");
        // Whether the cell of the figure says that there is none.
        let mut lacks_figure = false;
        above.begin();
        for (at, cell) in cells(text, headings.delimiter).enumerate() {
            count += 1;
            let mut says = cell.text;
            let is_figure = is_of_observations
                && matches!(headings.columns.get(at), Some(Column::Field(Field::Value) | Column::Wide));
            if cell.has_doubled_marks || is_figure {
                says = self.unescaped.of(Span::of(cell.text, self.text).start).unwrap_or(cell.text);
            }
            if let (Some(format), Some(column)) = (headings.format, headings.columns.get(at)) {
                says = known_format::cell(format, *column, says, &headings.survey);
            }
            if self.is_blank(says) {
                lacks_figure |= headings.columns.get(at) == Some(&Column::Field(Field::Value));
                says = &says[..0];
            }
            if !says.is_empty() {
                filled += 1;
                above.take(at, says);
                self.skip(says, read);
                if cell.unclosed {
                    read.errors.push(unclosed(says));
                }
            }
            if is_figure {
                figures.push((says, cell.text));
            }
            match headings.columns.get(at) {
                None if !says.is_empty() && behind_last_heading.is_empty() => behind_last_heading = says,
                None | Some(Column::Unknown | Column::Bare) => continue,
                Some(Column::Field(field)) if !says.is_empty() || row.get(*field).is_empty() => {
                    row.set(*field, says);
                }
                Some(_) if says.is_empty() => continue,
                Some(Column::Key(key)) => row.keys.push((key, says)),
                Some(Column::Detail(key)) => row.details.push(Detail { key, value: says }),
                Some(Column::Component(component)) => observation.take(*component, headings.names[at], says),
                Some(Column::Wide) => wide.push((headings.names[at], says)),
                Some(Column::Field(_)) => {}
            }
            read.errors.extend(excel::formula_failure(says));
        }
        if filled == 0 {
            above.forget();
            return false;
        }
        match headings.format {
            Some(TableFormat::SdmxCsv) => {
                read.skipped |= self.edits.is_replaced(read.row);
                if row.get(Field::Id).is_empty() {
                    row.set(Field::Id, self.edits.label(read.row));
                }
                observation.forget_names(|label| headings.survey.has_several_codes(label));
                let figures = (&figures[..], self.is_wide());
                let unit_use = |code: &str, label: Option<&str>| headings.survey.unit_use(code, label);
                match observation.complete(&mut row, figures, unit_use, &mut read.errors) {
                    Act::States => {}
                    // A row with too few cells may only seem to have no figure.
                    Act::Nothing => read.skipped |= count == headings.columns.len() && read.errors.is_empty(),
                    Act::Deletes => {
                        self.delete(headings, &row, stated, read);
                        return true;
                    }
                }
            }
            Some(format) if row.get(Field::Source).is_empty() => {
                row.set(Field::Source, known_format::source(format).unwrap_or_default());
            }
            _ => {}
        }
        read.skipped |= lacks_figure && row.get(Field::Value).is_empty();
        if read.skipped || self.lacks_needed_field {
            if !self.lacks_needed_field && wide.is_empty() && self.skips_filling(row.get(Field::Source)) {
                self.statements(&mut row, &wide, read);
            }
            read.errors.clear();
            return true;
        }
        let is_title = filled == 1 && row.get(Field::Value).is_empty() && wide.is_empty();
        // A row with only a cell of `fill-down` is a heading for the rows below it.
        if is_title && above.has_own_cell() {
            above.fill(&headings.columns, &mut row);
            read.skipped = true;
            return true;
        }
        let is_undated = [Field::Date, Field::From, Field::To]
            .into_iter()
            .all(|field| row.get(field).is_empty() || excel::is_total_word(row.get(field)));
        let total = is_undated.then(|| sum_marker(text, headings.delimiter)).flatten();
        match total {
            Some(_) => above.forget(),
            None => above.fill(&headings.columns, &mut row),
        }
        let needed =
            headings.columns.iter().rposition(|column| *column != Column::Bare).map_or(0, |last| last + 1);
        if let Some(mut error) = syntax::unreadable(text) {
            if error.kind == ProblemKind::BadEncoding {
                let line = help_table(self.name, "encoding = \"windows-1252\"");
                error.help = vec![format!(
                    "if the sheet comes from a spreadsheet in western Europe or the Americas: {line}"
                )];
            }
            read.errors.push(error);
        } else if let Some(total) = total {
            read.errors.push(totals(total, self.name));
        } else if text == headings.line {
            let message = "the headings are repeated here";
            let mut error = table_error(ProblemKind::Syntax, text, "headings", message);
            error.help.push("delete the row".to_owned());
            read.errors.push(error);
        } else if is_title {
            let message = "only one cell is filled: this is a title or a note, not a claim";
            let mut error = table_error(ProblemKind::Syntax, text, "not a claim", message);
            error.help.push("delete the row, or put it above the headings".to_owned());
            read.errors.push(error);
        } else if !behind_last_heading.is_empty()
            || count < needed
            || count > headings.columns.len() + headings.blank_columns
        {
            let at = if behind_last_heading.is_empty() { text } else { behind_last_heading };
            read.errors.push(ragged(at, count, headings.columns.len(), headings.delimiter));
        }
        if !read.errors.is_empty() {
            return true;
        }
        self.statements(&mut row, &wide, read);
        if !self.edits.label(read.row).is_empty() && !read.statements.is_empty() {
            stated.insert(read.row, row.get(Field::Id));
        }
        true
    }
}

impl<'s> Sheet<'s> {
    /// Takes back what an observation's row deletes.
    fn delete<'a>(
        &'a self,
        headings: &Headings<'s>,
        row: &Row<'a>,
        stated: &Stated<'a>,
        read: &mut RowResult<'a>,
    ) {
        let above = self.edits.by(read.row);
        // Above it there may be rows that state nothing, as their figure is missing, or are stated anew.
        for label in above.into_iter().flatten().filter_map(|row| stated.get(row)) {
            let mut one = Row::new(row.order);
            (one.text, one.place) = (row.text, row.place);
            for (field, says) in [
                (Field::Statement, "retract"),
                (Field::Target, label),
                (Field::Source, row.get(Field::Source)),
                (Field::Because, "deleted from the data set"),
            ] {
                one.set(field, says);
            }
            one.published.clone_from(&row.published);
            read.statements.extend(one.statement(&mut read.errors));
        }
        if self.edits.is_unread(read.row) {
            let message =
                "the rows of the table delete by too many sets of columns: what this one deletes is not read";
            let mut error = table_error(ProblemKind::Syntax, read.text, "not read", message);
            error.help.push("delete the observation that it means, and this row".to_owned());
            read.errors.push(error);
        } else if above.is_some() || !is_of_figures(read.text, headings) {
            read.skipped = read.statements.is_empty() && read.errors.is_empty();
        } else if read.errors.is_empty() {
            let message = "the row deletes an observation that no row above it states";
            let mut error = table_error(ProblemKind::DanglingLabel, read.text, "nothing to delete", message);
            error.help.push("put it below the observation, into the same file".to_owned());
            read.errors.push(error);
        }
    }
}

/// The first cell of a row that marks it as a sum of other rows: `Total`.
fn sum_marker(row: &str, delimiter: u8) -> Option<&str> {
    cells(row, delimiter).map(|cell| cell.text).find(|cell| excel::is_total_word(cell))
}
