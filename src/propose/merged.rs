//! Empty cells that mean the one above them: merged cells, as they are saved.

use super::inert::toml_text;
use super::role::Role;
use crate::intake::{Field, SheetPreview};

/// Adds the columns in which an empty cell seems to mean the one above it.
pub(super) fn merged(preview: &SheetPreview, roles: &[Role], lines: &mut Vec<String>) {
    let column = |field: Field| roles.iter().position(|role| role.field() == Some(field));
    let empty = |at: usize, row: usize| preview.columns[at][row].is_empty();
    let has_figure = |row: usize| {
        let figures = roles.iter().enumerate();
        let mut figures =
            figures.filter(|(_, role)| role.field() == Some(Field::Value) || **role == Role::Wide);
        figures.any(|(at, _)| !empty(at, row))
    };
    let Some(measure) = column(Field::Measure) else { return };
    let lacking: Vec<usize> =
        (0..preview.rows.len()).filter(|&row| empty(measure, row) && has_figure(row)).collect();
    let Some(&first) = lacking.first() else { return };
    // The first row has nothing above it.
    if first == 0 || lacking.len() * 10 > preview.rows.len() * 9 {
        return;
    }
    // A column that is empty in some of these rows and in no others was merged along with the measure.
    let along = [Field::Place, Field::Group, Field::Unit].into_iter().filter(|field| {
        column(*field).is_some_and(|at| {
            let rows: Vec<usize> =
                (0..preview.rows.len()).filter(|&row| empty(at, row) && has_figure(row)).collect();
            !rows.is_empty() && rows.iter().all(|row| lacking.contains(row))
        })
    });
    let names: Vec<String> =
        std::iter::once(Field::Measure).chain(along).map(|field| toml_text(field.name())).collect();
    lines.push(format!(
        "# {} rows from row {} on have a figure and no `{}`, as merged cells are saved: an empty cell means the one above it",
        lacking.len(),
        preview.rows[first],
        preview.headings[measure]
    ));
    lines.push(format!("fill-down = [{}]", names.join(", ")));
}
