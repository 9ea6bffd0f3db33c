//! Makes the text of a table from batches of its rows.

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, Schema};

use super::cell_writer::{CellStyle, CellWriter, cell_writer, unwritable};
use super::column_table::ColumnTable;
use crate::intake::sheet_text::{MOST, push_cell};
use crate::settings::DecimalMark;

/// The most rows of a table.
const ROWS: usize = 100_000_000;

/// Why a table is refused that is too large.
const TOO_LARGE: &str = "has more in it than gainsay reads of one table; split it into several files";

/// The table of these batches, which have the columns of this schema. Numbers get the decimal mark.
///
/// # Errors
/// If a batch cannot be read, or the table is too large or has no column that can be read, in words that stand after its name.
pub fn column_table(
    schema: &Schema,
    batches: impl Iterator<Item = Result<RecordBatch, ArrowError>>,
    decimal: Option<DecimalMark>,
) -> Result<ColumnTable, String> {
    table_of(schema, batches, decimal, |error| format!("cannot be read: {error}"))
}

/// The same with the words on an error.
pub(super) fn table_of(
    schema: &Schema,
    batches: impl Iterator<Item = Result<RecordBatch, ArrowError>>,
    decimal: Option<DecimalMark>,
    why: impl Fn(ArrowError) -> String,
) -> Result<ColumnTable, String> {
    let columns = readable(schema);
    let mut table = ColumnTable::default();
    for field in schema.fields() {
        table.left_out.extend(unwritable(field.data_type()).map(|why| (field.name().clone(), why)));
    }
    if columns.is_empty() {
        let names: Vec<String> = table.left_out.iter().map(|(name, why)| format!("{name}: {why}")).collect();
        let names = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        return Err(format!("has no column that can be read{names}"));
    }
    let mark = if decimal == Some(DecimalMark::Comma) { ',' } else { '.' };
    let mut rows = 0;
    for batch in batches {
        let batch = batch.map_err(&why)?;
        rows += batch.num_rows();
        if rows > ROWS {
            return Err(TOO_LARGE.to_owned());
        }
        add(&mut table, &batch, mark)?;
    }
    let names = columns.iter().map(|&at| schema.field(at).name().as_str());
    for (number, name) in names.enumerate() {
        if number > 0 {
            table.text.push('\t');
        }
        push_cell(&mut table.text, name);
    }
    Ok(table)
}

/// The columns that cells can hold, but for the numbers of rows that pandas adds.
pub(super) fn readable(schema: &Schema) -> Vec<usize> {
    let fields = schema.fields().iter().enumerate();
    fields
        .filter(|(_, field)| {
            let is_row_number = field.name().starts_with("__index_level_") && field.name().ends_with("__");
            !is_row_number && unwritable(field.data_type()).is_none()
        })
        .map(|(at, _)| at)
        .collect()
}

/// Adds the rows of a batch.
fn add(table: &mut ColumnTable, batch: &RecordBatch, mark: char) -> Result<(), String> {
    let schema = batch.schema();
    let mut writers: Vec<Option<CellWriter<'_>>> = Vec::new();
    for at in readable(&schema) {
        let name = schema.field(at).name();
        // Outlets of a chain stand one behind the other; whatever else is listed stands side by side.
        let between = if name.trim().eq_ignore_ascii_case("via") { " > " } else { "; " };
        let writer = cell_writer(batch.column(at), CellStyle { mark, between });
        if writer.is_none() && !table.left_out.iter().any(|(known, _)| known == name) {
            table.left_out.push((name.clone(), "it holds bytes that are no text".to_owned()));
        }
        writers.push(writer);
    }
    let mut cell = String::new();
    for row in 0..batch.num_rows() {
        for (number, writer) in writers.iter().enumerate() {
            if number > 0 {
                table.text.push('\t');
            }
            if let Some(write) = writer {
                cell.clear();
                write(row, &mut cell);
                push_cell(&mut table.text, &cell);
            }
        }
        table.text.push('\n');
        if table.text.len() > MOST {
            return Err(TOO_LARGE.to_owned());
        }
    }
    Ok(())
}
