//! Which observations the rows of SDMX-CSV with the action `D` take back: those above them with the same codes, an empty cell
//! standing for any.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::cells::{cells, record};
use super::column::Column;
use super::field::Field;
use super::heading::Headings;
use super::sdmx::{self, Component};
use crate::settings::TableFormat;

/// The most sets of dimensions by which the rows of one file delete. For each of them all rows are looked through.
const MAX_SETS: usize = 32;

/// The deletions of a table, by the numbers of rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Deletions {
    /// For each deleting row the rows that it takes back.
    taken_back: BTreeMap<u32, Vec<u32>>,
    /// A label for each of these.
    labels: BTreeMap<u32, String>,
}

/// A row that deletes: its number, and the codes of the columns that it fills.
struct Deleting<'s> {
    row: u32,
    filled: Vec<(usize, &'s str)>,
}

impl Deletions {
    /// The deletions of a table.
    pub(super) fn of(name: &str, text: &str, headings: &Headings<'_>) -> Self {
        let mut deletions = Self::default();
        let has_actions = headings.columns.contains(&Column::Component(Component::Action));
        if headings.format != Some(TableFormat::SdmxCsv) || !has_actions {
            return deletions;
        }
        let rows = || rows(text, headings);
        let deleting: Vec<Deleting<'_>> = rows()
            .filter(|(_, row)| is_deleting(row, headings) && is_of_figures(row, headings))
            .map(|(number, row)| Deleting { row: number, filled: key(row, headings) })
            .collect();
        // By the columns that a deleting row fills: the rows that have these codes in them.
        let mut sets: FxHashMap<Vec<usize>, FxHashMap<Vec<&str>, Vec<u32>>> = FxHashMap::default();
        for one in deleting {
            let columns: Vec<usize> = one.filled.iter().map(|(column, _)| *column).collect();
            let codes: Vec<&str> = one.filled.iter().map(|(_, code)| *code).collect();
            if sets.len() == MAX_SETS && !sets.contains_key(&columns) {
                continue;
            }
            let found = sets.entry(columns).or_insert_with_key(|columns| {
                let mut found: FxHashMap<Vec<&str>, Vec<u32>> = FxHashMap::default();
                for (number, row) in rows().filter(|(_, row)| !is_deleting(row, headings)) {
                    let own = key(row, headings);
                    let code =
                        |column: &usize| own.iter().find(|(at, _)| at == column).map_or("", |(_, code)| code);
                    found.entry(columns.iter().map(code).collect()).or_default().push(number);
                }
                found
            });
            let Some(all) = found.get_mut(&codes) else { continue };
            let above = all.iter().take_while(|number| **number < one.row).count();
            let fresh = all.drain(..above).filter(|number| !deletions.labels.contains_key(number));
            let fresh: Vec<u32> = fresh.collect();
            deletions.labels.extend(fresh.iter().map(|&number| (number, label(name, number))));
            if !fresh.is_empty() {
                deletions.taken_back.insert(one.row, fresh);
            }
        }
        deletions
    }

    /// Whether no row takes anything back.
    pub(super) fn is_empty(&self) -> bool {
        self.taken_back.is_empty()
    }

    /// The label of a row that is taken back; empty for others.
    pub(super) fn label(&self, row: u32) -> &str {
        self.labels.get(&row).map_or("", String::as_str)
    }

    /// The labels of the rows that a row takes back.
    pub(super) fn by(&self, row: u32) -> impl Iterator<Item = &str> {
        self.taken_back.get(&row).into_iter().flatten().map(|&row| self.label(row))
    }
}

/// A label that no other row has: of the file and the row.
fn label(name: &str, row: u32) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    format!("{}.{row}", name.chars().map(plain).collect::<String>())
}

/// The rows below the headings, each with its number.
fn rows<'t>(text: &'t str, headings: &Headings<'_>) -> impl Iterator<Item = (u32, &'t str)> {
    let (mut at, mut number, delimiter) = (headings.below, headings.row, headings.delimiter);
    std::iter::from_fn(move || {
        (at < text.len()).then(|| {
            let found = record(text, at, delimiter);
            at = found.next;
            number += 1;
            (number - 1, &text[found.start..found.end])
        })
    })
}

fn is_deleting(row: &str, headings: &Headings<'_>) -> bool {
    let action = |(column, cell): (&Column<'_>, super::cells::Cell<'_>)| {
        *column == Column::Component(Component::Action) && cell.text.eq_ignore_ascii_case("D")
    };
    headings.columns.iter().zip(cells(row, headings.delimiter)).any(action)
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

/// The codes of the columns that say which observation a row is about.
fn key<'t>(row: &'t str, headings: &Headings<'_>) -> Vec<(usize, &'t str)> {
    let is_key = |column: &Column<'_>| {
        matches!(
            column,
            Column::Key(_)
                | Column::Field(Field::Place | Field::Measure | Field::Date)
                | Column::Component(Component::Structure | Component::Frequency | Component::Unit)
        )
    };
    let cells = headings.columns.iter().zip(cells(row, headings.delimiter)).enumerate();
    let filled = cells.filter(|(_, (column, cell))| is_key(column) && !cell.text.is_empty());
    filled.map(|(at, (_, cell))| (at, sdmx::parts(cell.text).0)).collect()
}
