//! Empty cells that mean the one above them: merged cells, as they are saved.

use super::inert::toml_text;
use super::role::Role;
use crate::intake::{Field, SheetPreview};

/// The fields whose value may stand once for the rows below it.
const FILLED_DOWN: [Field; 10] = [
    Field::Place,
    Field::Group,
    Field::Subject,
    Field::Unit,
    Field::Source,
    Field::Via,
    Field::Date,
    Field::Said,
    Field::Published,
    Field::Topic,
];

/// Adds the columns in which an empty cell seems to mean the one above it.
pub(super) fn merged(preview: &SheetPreview, roles: &[Role], lines: &mut Vec<String>) {
    let column = |field: Field| roles.iter().position(|role| role.field() == Some(field));
    let has_figure = |row: usize| {
        let figures = roles.iter().enumerate();
        let mut figures =
            figures.filter(|(_, role)| role.field() == Some(Field::Value) || **role == Role::Wide);
        figures.any(|(at, _)| !preview.columns[at][row].is_empty())
    };
    let rows: Vec<usize> = (0..preview.rows.len()).filter(|&row| has_figure(row)).collect();
    let lacking = |at: usize| -> Vec<usize> {
        rows.iter().copied().filter(|&row| preview.columns[at][row].is_empty()).collect()
    };
    let of_measure =
        column(Field::Measure).map(|at| (at, lacking(at))).filter(|(_, empty)| !empty.is_empty());
    let starts_filled = |at: usize| rows.first().is_some_and(|&row| !preview.columns[at][row].is_empty());
    let is_merged_measure =
        |at: usize, empty: &[usize]| starts_filled(at) && empty.len() * 10 <= rows.len() * 9;
    let measure = of_measure.filter(|(at, empty)| is_merged_measure(*at, empty));
    // A column that is empty in some of the rows without a measure and in no others was merged along with it.
    let is_along = |empty: &[usize]| {
        measure.as_ref().is_some_and(|(_, rows)| empty.iter().all(|row| rows.contains(row)))
    };
    // One whose value changes from each filled cell to the next, and which is often empty, is written once for several rows.
    let is_written_once = |at: usize, empty: &[usize]| {
        let filled: Vec<&String> =
            rows.iter().map(|&row| &preview.columns[at][row]).filter(|cell| !cell.is_empty()).collect();
        let changes = filled.windows(2).all(|pair| pair[0] != pair[1]);
        let is_often_empty = empty.len() * 3 >= rows.len() && empty.len() * 20 <= rows.len() * 19;
        starts_filled(at) && changes && filled.len() > 1 && is_often_empty
    };
    let mut found: Vec<(usize, Field, Vec<usize>)> = Vec::new();
    found.extend(measure.clone().map(|(at, empty)| (at, Field::Measure, empty)));
    for field in FILLED_DOWN {
        let Some(at) = column(field) else { continue };
        let empty = lacking(at);
        let is_along = [Field::Place, Field::Group, Field::Unit].contains(&field) && is_along(&empty);
        if !empty.is_empty() && (is_along || is_written_once(at, &empty)) {
            found.push((at, field, empty));
        }
    }
    // A filled cell ends what stands for the columns listed after its own, so the outer ones come first.
    found.sort_by_key(|(at, ..)| *at);
    for (at, _, empty) in &found {
        lines.push(format!(
            "# {} rows from row {} on have a figure and no `{}`, as merged cells are saved: an empty cell means the one above it",
            empty.len(),
            preview.rows[empty[0]],
            preview.headings[*at]
        ));
    }
    if !found.is_empty() {
        let names: Vec<String> = found.iter().map(|(_, field, _)| toml_text(field.name())).collect();
        lines.push(format!("fill-down = [{}]", names.join(", ")));
    }
}
