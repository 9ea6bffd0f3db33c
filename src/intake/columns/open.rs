//! Opens a table that is stored column by column.

use super::column_table::ColumnTable;
use crate::settings::DecimalMark;

/// The table of a Parquet or Arrow file. Numbers get the decimal mark.
///
/// # Errors
/// If it cannot be read, in words that stand after its name.
#[cfg(feature = "arrow")]
pub fn open_columns(file: Vec<u8>, decimal: Option<DecimalMark>) -> Result<ColumnTable, String> {
    use super::arrow_file::{MAGIC, MESSAGE, arrow};
    use super::parquet_file::parquet;
    use crate::intake::workbook::guarded;

    if file.starts_with(b"FEA1") {
        return Err("is a Feather file of the first version; write it again as Parquet or Arrow".to_owned());
    }
    let is_arrow = file.starts_with(MAGIC) || file.starts_with(MESSAGE);
    guarded(
        || if is_arrow { arrow(&file, decimal, damaged) } else { parquet(file, decimal, damaged) },
        damaged,
    )
}

/// Says that such files are not read.
///
/// # Errors
/// Always, in words that stand after the file's name.
#[cfg(not(feature = "arrow"))]
pub fn open_columns(_: Vec<u8>, _: Option<DecimalMark>) -> Result<ColumnTable, String> {
    Err("is Parquet or Arrow, and this gainsay was built without them; save the table as CSV (UTF-8)"
        .to_owned())
}

/// What is said of a file that cannot be read.
#[cfg(feature = "arrow")]
fn damaged() -> String {
    "is damaged, or neither Parquet nor Arrow; write it again with the program that made it".to_owned()
}
