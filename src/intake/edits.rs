//! Which rows of SDMX-CSV those below them take back: with the action `D` the observations that have the same codes, an empty cell
//! standing for any, and with `A`, `M` and `R` the one with all the same codes.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cells::{cells, records};
use super::column::Column;
use super::field::Field;
use super::heading::Headings;
use super::sdmx::{self, Action, Component};
use crate::settings::TableFormat;

/// The most sets of dimensions by which the rows of one file delete. For each of them all rows are looked through.
const MAX_SETS: usize = 32;

/// What the rows of a table do to those above them, by the numbers of rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Edits {
    /// The rows whose observation another one states anew.
    replaced: FxHashSet<u32>,
    /// For each deleting row with something above it the rows that it takes back, but for those that are stated anew below it.
    taken_back: BTreeMap<u32, Vec<u32>>,
    /// A label for each of these.
    labels: FxHashMap<u32, String>,
    /// The deleting rows that are not read, as there are too many sets of dimensions.
    unread: FxHashSet<u32>,
}

/// A row: its number, what is to be done with it, whether it gives a figure, and its codes by column.
struct Entry<'t> {
    row: u32,
    action: Action,
    has_figure: bool,
    key: Vec<(usize, &'t str)>,
}

impl<'t> Entry<'t> {
    fn code(&self, column: usize) -> &'t str {
        self.key.iter().find(|(at, _)| *at == column).map_or("", |(_, code)| code)
    }
}

impl Edits {
    /// Those of a table.
    pub(super) fn of(name: &str, text: &str, headings: &Headings<'_>) -> Self {
        let Some(actions) =
            headings.columns.iter().position(|column| *column == Column::Component(Component::Action))
        else {
            return Self::default();
        };
        let action = |row: &str| {
            let cell = cells(row, headings.delimiter).nth(actions);
            Action::of(cell.map_or("", |cell| cell.text)).unwrap_or(Action::Informs)
        };
        let rows = || {
            let records = records(text, headings.below, headings.delimiter);
            (headings.row..).zip(records.map(|found| &text[found.start..found.end]))
        };
        let has_edits = headings.format == Some(TableFormat::SdmxCsv)
            && rows().any(|(_, row)| action(row) != Action::Informs);
        if !has_edits {
            return Self::default();
        }
        let entries: Vec<Entry<'_>> = rows()
            .filter(|(_, row)| !row.trim().is_empty())
            .map(|(number, row)| entry(number, action(row), row, headings))
            .collect();
        let (deleting, stating): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) =
            entries.iter().partition(|entry| entry.action == Action::Deletes);
        let mut edits = Self::default();
        edits.delete(&deleting, &stating);
        edits.replace(&stating);
        // A label names one claim, and a row of several figures makes several: it is left out.
        if headings.columns.contains(&Column::Wide) {
            edits.taken_back.values_mut().for_each(|rows| edits.replaced.extend(rows.drain(..)));
        }
        for rows in edits.taken_back.values_mut() {
            rows.retain(|row| !edits.replaced.contains(row));
            edits.labels.extend(rows.iter().map(|&row| (row, label(name, row))));
        }
        edits
    }

    /// Finds what the deleting rows take back, by the columns that they fill.
    fn delete(&mut self, deleting: &[&Entry<'_>], stating: &[&Entry<'_>]) {
        let mut sets: FxHashMap<Vec<usize>, FxHashMap<Vec<&str>, Vec<u32>>> = FxHashMap::default();
        let mut deleted: FxHashSet<u32> = FxHashSet::default();
        for one in deleting.iter().filter(|one| one.has_figure) {
            let columns: Vec<usize> = one.key.iter().map(|(column, _)| *column).collect();
            let codes: Vec<&str> = one.key.iter().map(|(_, code)| *code).collect();
            if sets.len() == MAX_SETS && !sets.contains_key(&columns) {
                self.unread.insert(one.row);
                continue;
            }
            let found = sets.entry(columns).or_insert_with_key(|columns| {
                let mut found: FxHashMap<Vec<&str>, Vec<u32>> = FxHashMap::default();
                for entry in stating {
                    let codes = columns.iter().map(|&column| entry.code(column)).collect();
                    found.entry(codes).or_default().push(entry.row);
                }
                found
            });
            let Some(all) = found.get_mut(&codes) else { continue };
            let above = all.iter().take_while(|row| **row < one.row).count();
            if above > 0 {
                let fresh = all.drain(..above).filter(|row| deleted.insert(*row)).collect();
                self.taken_back.insert(one.row, fresh);
            }
        }
    }

    /// Finds the rows whose observation a row below them replaces, or states anew after it was deleted.
    fn replace(&mut self, stating: &[&Entry<'_>]) {
        let mut deleted_by: FxHashMap<u32, u32> = FxHashMap::default();
        for (&by, rows) in &self.taken_back {
            deleted_by.extend(rows.iter().map(|&row| (row, by)));
        }
        // Of the rows below with all the same codes: whether there is one that replaces, and the last one with a figure.
        let mut below: FxHashMap<&[(usize, &str)], (bool, u32)> = FxHashMap::default();
        for entry in stating.iter().rev() {
            let (is_replaced, last) = below.entry(&entry.key).or_default();
            if *is_replaced || deleted_by.get(&entry.row).is_some_and(|by| by < last) {
                self.replaced.insert(entry.row);
            }
            *is_replaced |= entry.action == Action::Replaces;
            if entry.has_figure {
                *last = (*last).max(entry.row);
            }
        }
    }

    /// Whether each row is what it says by itself.
    pub(super) fn is_empty(&self) -> bool {
        self.replaced.is_empty() && self.taken_back.is_empty() && self.unread.is_empty()
    }

    /// Whether another row takes the place of one.
    pub(super) fn is_replaced(&self, row: u32) -> bool {
        self.replaced.contains(&row)
    }

    /// The label of a row that is taken back; empty for others.
    pub(super) fn label(&self, row: u32) -> &str {
        self.labels.get(&row).map_or("", String::as_str)
    }

    /// The rows that a row takes back; none if it is about no row above it.
    pub(super) fn by(&self, row: u32) -> Option<&[u32]> {
        self.taken_back.get(&row).map(Vec::as_slice)
    }

    /// Whether what a row deletes is not read.
    pub(super) fn is_unread(&self, row: u32) -> bool {
        self.unread.contains(&row)
    }
}

/// A label that no other row has: of the file and the row.
fn label(name: &str, row: u32) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    format!("{}.{row}", name.chars().map(plain).collect::<String>())
}

/// What a row does. For one that deletes, whether it has a figure is whether it deletes figures. One that says of a figure no more
/// than what is known about it replaces none.
fn entry<'t>(number: u32, action: Action, row: &'t str, headings: &Headings<'_>) -> Entry<'t> {
    let (mut key, mut has_figure, mut is_missing, mut says_none) = (Vec::new(), false, false, false);
    for (at, (column, cell)) in headings.columns.iter().zip(cells(row, headings.delimiter)).enumerate() {
        let code = sdmx::parts(cell.text).0;
        match column {
            _ if code.is_empty() => {}
            Column::Key(_) => key.push((at, headings.survey.code(cell.text))),
            _ if is_key(column) => key.push((at, code)),
            Column::Field(Field::Value) | Column::Wide => {
                has_figure |= !sdmx::is_no_figure(code);
                says_none |= sdmx::is_no_figure(code);
            }
            Column::Component(Component::Status) => is_missing |= sdmx::is_missing(code),
            _ => {}
        }
    }
    match action {
        Action::Deletes => Entry { row: number, action, has_figure: is_of_figures(row, headings), key },
        Action::Merges => {
            let is_whole = has_figure || says_none || is_missing;
            let action = if is_whole { Action::Replaces } else { Action::Informs };
            Entry { row: number, action, has_figure: has_figure && !is_missing, key }
        }
        Action::Replaces | Action::Informs => {
            Entry { row: number, action, has_figure: has_figure && !is_missing, key }
        }
    }
}

/// Whether a deleting row takes back figures: it marks them, or it marks nothing and so means all that it names.
pub(super) fn is_of_figures(row: &str, headings: &Headings<'_>) -> bool {
    let mut marks_others = false;
    for (column, cell) in headings.columns.iter().zip(cells(row, headings.delimiter)) {
        match column {
            _ if cell.text.is_empty() => {}
            Column::Field(Field::Value) | Column::Wide => return true,
            Column::Unknown | Column::Field(Field::Note) => marks_others = true,
            Column::Component(Component::Status | Component::Multiplier) => marks_others = true,
            _ => {}
        }
    }
    !marks_others
}

/// Whether a column says which observation a row is about.
fn is_key(column: &Column<'_>) -> bool {
    use Field::{Date, From, Group, Measure, Place, Scope, Subject, To, Topic};
    matches!(
        column,
        Column::Field(Place | Group | Subject | Topic | Measure | Date | From | To | Scope)
            | Column::Component(Component::Structure | Component::Frequency | Component::Unit)
    )
}
