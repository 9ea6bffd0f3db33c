//! What is wrong with the headings of a table.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cells::{cells, record};
use super::column::{Column, all_unknown, has_no_guess, quoted, unknown};
use super::field::{Field, plain};
use super::heading::{Headings, filled_column, first_records};
use super::known_format;
use super::synonym::probable;
use super::table_errors::{help_table, table_error};
use crate::finding::ProblemKind;
use crate::settings::Table;
use crate::source::column_letters;
use crate::syntax::SyntaxError;

/// How many rows are searched for values in a column without a heading.
const MAX_VALUE_ROWS: usize = 200;

impl<'s> Headings<'s> {
    /// Reports all that is wrong with them; `row` is theirs where they were found below other rows.
    pub(super) fn report_problems(&mut self, name: &str, text: &'s str, table: &Table, row: Option<u32>) {
        row.into_iter().for_each(|row| self.report_rows_above(name, text, row));
        self.report_unknown(name, table);
        self.report_lacking_columns(table);
        self.report_duplicates();
        self.report_duplicate_keys();
        self.report_statuses(name, table);
        self.report_label(table);
        self.report_bare(text);
        self.report_lacking_fields(name, table);
    }

    /// Reports rows above the headings.
    fn report_rows_above(&mut self, name: &str, text: &'s str, row: u32) {
        let Some((_, first)) = first_records(text, self.delimiter)
            .find(|(_, found)| !text[found.start..found.end].trim().is_empty())
        else {
            return;
        };
        let at = text[first.start..first.end].trim_end_matches(|c: char| c == char::from(self.delimiter));
        let message = format!("the headings are in row {row}; the rows above them are not read as claims");
        let mut error = table_error(ProblemKind::UnknownKey, at, "above the headings", message);
        error.help.push(help_table(name, &format!("header = {row}")));
        self.errors.push(error);
    }

    /// Reports unknown headings, each once; those without a guess are reported together.
    fn report_unknown(&mut self, name: &str, table: &Table) {
        let mapped = |field: Field| self.columns.contains(&Column::Field(field));
        let unmet = self.unmet(table);
        let strange = self.names.iter().zip(&self.columns).filter(|(_, column)| **column == Column::Unknown);
        let (plain, hinted): (Vec<&str>, Vec<&str>) = strange
            .map(|(heading, _)| *heading)
            .partition(|heading| has_no_guess(heading, table, mapped, &unmet));
        let mut errors: Vec<SyntaxError<'_>> =
            hinted.into_iter().map(|heading| unknown(heading, name, table, mapped, &unmet)).collect();
        match plain[..] {
            [] => {}
            [heading] => errors.push(unknown(heading, name, table, mapped, &unmet)),
            _ => errors.extend(all_unknown(&plain, name)),
        }
        self.errors.extend(errors);
    }

    /// The headings that the settings name and the table lacks.
    fn unmet<'t>(&self, table: &'t Table) -> Vec<&'t str> {
        let own: FxHashSet<String> = self.names.iter().map(|name| plain(name)).collect();
        let named = table.columns.keys().chain(&table.scope);
        named
            .chain(table.wide.iter().flat_map(|wide| &wide.columns))
            .filter(|from| !own.contains(&plain(from)))
            .map(String::as_str)
            .collect()
    }

    /// Reports the headings that the settings name for this one sheet, and that it lacks.
    fn report_lacking_columns(&mut self, table: &Table) {
        if !table.is_of_one_sheet {
            return;
        }
        let filled = table.fill_down.iter().map(String::as_str);
        let filled = filled.filter(|name| filled_column(name, &self.names, &self.columns).is_none());
        let unmet: Vec<&str> = self.unmet(table).into_iter().chain(filled).collect();
        let is_unknown =
            |(name, column): (&&'s str, &Column<'s>)| (*column == Column::Unknown).then_some(*name);
        let strange: Vec<&str> = self.names.iter().zip(&self.columns).filter_map(is_unknown).collect();
        for heading in unmet {
            // An unknown heading that is nearly the same is reported with this one.
            if strange.iter().any(|name| crate::syntax::nearest(name, [heading]).is_some()) {
                continue;
            }
            let message =
                format!("the settings of this sheet name the column `{heading}`, which it does not have");
            let mut error = table_error(ProblemKind::UnknownKey, self.line, "the headings", message);
            let near = crate::syntax::nearest(heading, self.names.iter().copied());
            if let Some(near) = near {
                error.help.push(format!("did you mean `{near}`?"));
            }
            error.help.push("correct it in gainsay.toml, in the section of this sheet".to_owned());
            self.errors.push(error);
        }
    }

    /// Reports two headings for one key of the scope. What is in either may tell what figures are about, so no row is read.
    fn report_duplicate_keys(&mut self) {
        let keys: Vec<(usize, String)> = self
            .columns
            .iter()
            .enumerate()
            .filter_map(|(at, column)| match column {
                Column::Key(key) => Some((at, plain(key))),
                _ => None,
            })
            .collect();
        let mut first: FxHashMap<&str, usize> = FxHashMap::default();
        for (at, key) in &keys {
            let first = *first.entry(key).or_insert(*at);
            if first != *at {
                let message = format!(
                    "two headings mean the scope key `{}`, so gainsay cannot tell what any row is about",
                    self.names[first]
                );
                let mut error = table_error(ProblemKind::Syntax, self.names[*at], "the second one", message);
                error.others.push((self.names[first], "the first one".to_owned()));
                error.help.push("delete one of the two columns, or give it another heading".to_owned());
                self.errors.push(error);
            }
        }
    }

    /// Reports the statuses of observations that are not known.
    fn report_statuses(&mut self, name: &str, table: &Table) {
        let Some((first, rest)) = self.survey.statuses.split_first() else { return };
        let named: Vec<String> = self.survey.statuses.iter().map(|status| format!("`{status}`")).collect();
        let (what, are) = if rest.is_empty() { ("status", "is") } else { ("statuses", "are") };
        let message = format!(
            "the {what} {} {are} not known, so the figures count, with these words as a remark",
            named.join(", ")
        );
        let mut error = table_error(ProblemKind::UnknownKey, first, "what does it mean?", message);
        error.others = rest.iter().map(|status| (*status, String::new())).collect();
        error.help.push("write a letter of SDMX's code list, such as A (normal), E (estimated), F (forecast) or M (missing)".to_owned());
        if table.skip.is_empty() {
            error.help.push(format!(
                "if it means that there is no figure: {}",
                help_table(name, &format!("skip = [{}]", quoted(first)))
            ));
        }
        self.errors.push(error);
    }

    /// Reports two headings for one field: the first one counts.
    fn report_duplicates(&mut self) {
        for at in 0..self.columns.len() {
            let Column::Field(field) = self.columns[at] else { continue };
            if matches!(field, Field::Note | Field::Scope) {
                continue;
            }
            if let Some(first) = self.columns[..at].iter().position(|column| *column == Column::Field(field))
            {
                let message =
                    format!("two headings mean {}: the second column is left out", field.in_words());
                let mut error =
                    table_error(ProblemKind::DuplicateQualifier, self.names[at], "the second one", message);
                error.others.push((self.names[first], "the first one".to_owned()));
                error.help.push("delete one of the two columns, or give it another heading".to_owned());
                self.errors.push(error);
                self.columns[at] = Column::Unknown;
            }
        }
    }

    /// Reports a label column in a wide table: a label names one claim, and each row makes several.
    fn report_label(&mut self, table: &Table) {
        let id = self.columns.iter().position(|column| *column == Column::Field(Field::Id));
        if let Some(at) = id.filter(|_| table.wide.is_some()) {
            let message = "each row makes several claims, but a label names only one: `id` is left out";
            let mut error =
                table_error(ProblemKind::UnknownKey, self.names[at], "cannot label them all", message);
            error.help.push("to keep it as a note, give the column the heading `note`".to_owned());
            self.errors.push(error);
            self.columns[at] = Column::Unknown;
        }
    }

    /// Reports columns that have values but no heading, all together.
    fn report_bare(&mut self, text: &'s str) {
        let mut filled: Vec<bool> = vec![false; self.columns.len()];
        let mut at = self.below;
        for _ in 0..MAX_VALUE_ROWS {
            if at >= text.len() {
                break;
            }
            let found = record(text, at, self.delimiter);
            for (filled, cell) in filled.iter_mut().zip(cells(&text[found.start..found.end], self.delimiter))
            {
                *filled |= !cell.text.is_empty();
            }
            at = found.next;
        }
        let bare: Vec<usize> =
            (0..self.columns.len()).filter(|&at| self.columns[at] == Column::Bare && filled[at]).collect();
        let Some(&first) = bare.first() else { return };
        let letters: Vec<String> = bare.iter().map(|&at| column_letters(at as u32)).collect();
        let (one, which) = match letters.as_slice() {
            [one] => (true, format!("column {one} has")),
            many => (false, format!("columns {} have", many.join(", "))),
        };
        let message = format!("{which} no heading, so {} left out", if one { "it is" } else { "they are" });
        let at = if self.names[first].is_empty() { self.line } else { self.names[first] };
        let mut error = table_error(ProblemKind::UnknownKey, at, "a heading is missing", message);
        error.help.push(
            "a heading over merged cells counts only for the first column: write one above each column"
                .to_owned(),
        );
        self.errors.push(error);
    }

    /// Reports the fields that every row needs and no column gives.
    fn report_lacking_fields(&mut self, name: &str, table: &Table) {
        let given = |field: Field| {
            self.columns.contains(&Column::Field(field))
                || known_format::gives(&self.columns, field)
                || table.constants.keys().any(|constant| Field::of(constant) == Some(field))
                || table.wide.as_ref().is_some_and(|wide| Field::of(&wide.field) == Some(field))
        };
        let statement = given(Field::Statement);
        let wide = self.columns.contains(&Column::Wide);
        let value = given(Field::Value) || wide;
        let map = |fields: &[Field]| {
            let strange = || {
                let named = self.names.iter().zip(&self.columns);
                named.filter(|(_, column)| **column == Column::Unknown).map(|(name, _)| *name)
            };
            let one = |field: &Field| {
                let heading = strange().find(|heading| probable(heading) == Some(*field));
                let heading =
                    heading.unwrap_or(if *field == Field::Value { "Death toll" } else { "Indicator" });
                format!("{} = \"{}\"", quoted(heading), field.name())
            };
            let pairs: Vec<String> = fields.iter().map(one).collect();
            help_table(name, &format!("columns = {{ {} }}", pairs.join(", ")))
        };
        let constant = "if it is the same in every row: `constants = { measure = \"death toll\" }`";
        let wide = "if several columns hold figures, list them in `wide`";
        let (what, help) = match (given(Field::Measure), value) {
            _ if statement => return,
            (true, true) => return,
            (false, true) => ("what is measured", format!("{}; {constant}", map(&[Field::Measure]))),
            (true, false) => ("the figures", format!("{}; {wide}", map(&[Field::Value]))),
            (false, false) => {
                ("what is measured, and which the figures", map(&[Field::Measure, Field::Value]))
            }
        };
        let message = format!("no heading says which column holds {what}, so gainsay cannot read any row");
        let mut error = table_error(ProblemKind::Syntax, self.line, "the headings", message);
        error.help.push(help);
        let file = name.rsplit('/').next().unwrap_or(name);
        // What is in no file has a name in angle brackets.
        if !file.starts_with('<') {
            error.help.push(format!("`gainsay init {file}` proposes settings for the whole table"));
        }
        self.errors.push(error);
    }
}
