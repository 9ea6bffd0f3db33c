//! Reads tables that are stored column by column (Parquet, Arrow): each becomes a text of cells separated by tabs, a line for each
//! row, with the headings in the last line, so that a place in the text is a row of the table.

mod column_table;
#[cfg(feature = "arrow")]
mod day;
#[cfg(feature = "arrow")]
mod cell_writer;
#[cfg(feature = "arrow")]
mod batches;
#[cfg(feature = "arrow")]
mod parquet_file;
#[cfg(feature = "arrow")]
mod arrow_file;
mod open;

#[cfg(feature = "arrow")]
pub use batches::column_table;
pub use column_table::ColumnTable;
pub use open::open_columns;
