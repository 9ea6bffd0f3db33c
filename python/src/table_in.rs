//! Tables of other packages, by the Arrow PyCapsule interface.

use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::ReadError;

/// The batches of a table, which share its memory.
pub(crate) struct Batches {
    pub(crate) schema: SchemaRef,
    pub(crate) batches: Vec<RecordBatch>,
}

/// The batches of an object that has `__arrow_c_stream__`.
pub(crate) fn batches(table: &Bound<'_, PyAny>) -> PyResult<Batches> {
    let capsule = table.call_method0("__arrow_c_stream__")?;
    let capsule = capsule.cast::<PyCapsule>()?;
    let stream = capsule.pointer_checked(Some(c"arrow_array_stream"))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds such a stream, by the Arrow PyCapsule interface. It is moved out, and what is left is
    // a released one, which the capsule does not release again.
    let reader = unsafe { RecordBatchStreamReader::from_raw(stream.as_ptr()) }.map_err(unreadable)?;
    let schema = reader.schema();
    let batches = reader.collect::<Result<_, _>>().map_err(unreadable)?;
    Ok(Batches { schema, batches })
}

fn unreadable(error: ArrowError) -> PyErr {
    ReadError::new_err(format!("a table cannot be read: {error}"))
}
