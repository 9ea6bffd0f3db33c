//! Reads Parquet files.

use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;

use super::batches::{readable, table_of};
use super::column_table::ColumnTable;
use crate::settings::DecimalMark;

/// How many rows are read at once: few, as a cell may be long.
const BATCH: usize = 1024;

/// The table of a file; `damaged` is said of one that cannot be read.
///
/// # Errors
/// If it cannot be read, in words that stand after its name.
pub(super) fn parquet(
    file: Vec<u8>,
    decimal: Option<DecimalMark>,
    damaged: fn() -> String,
) -> Result<ColumnTable, String> {
    if file.starts_with(b"PARE") || file.ends_with(b"PARE") {
        return Err("is encrypted; write it without".to_owned());
    }
    let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(file)).map_err(|_| damaged())?;
    let chunks = reader.metadata().row_groups().iter().flat_map(|group| group.columns());
    for chunk in chunks {
        let name = match chunk.compression() {
            Compression::BROTLI(_) => "Brotli",
            Compression::LZO => "LZO",
            _ => continue,
        };
        return Err(format!(
            "is compressed by {name}, which gainsay does not read; write it with Zstandard or Snappy"
        ));
    }
    let schema = reader.schema().clone();
    let columns = ProjectionMask::roots(reader.parquet_schema(), readable(&schema));
    let batches = reader.with_batch_size(BATCH).with_projection(columns).build().map_err(|_| damaged())?;
    table_of(&schema, batches, decimal, |_| damaged())
}
