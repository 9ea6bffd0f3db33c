//! What was read, and what was found in it.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::RecordBatchIterator;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use gainsay::check;
use gainsay::cli::{Call, Called, Given};
use gainsay::intake::column_table;
use gainsay::report;
use gainsay::source::Source;

use crate::findings_out::findings_table;
use crate::table_in::{Batches, batches};
use crate::{Error, raised};

/// What `gainsay/__init__.py` makes of the things to be read: paths, texts by name, tables by name.
type Things<'py> = (Vec<PathBuf>, Vec<(String, String)>, Vec<(String, Bound<'py, PyAny>)>);

fn given((paths, texts, tables): Things<'_>) -> PyResult<Given> {
    let texts = texts.into_iter().map(|(name, text)| Source::new(name, text)).collect();
    let mut given = Given { paths, texts, tables: Vec::new() };
    for (name, table) in tables {
        let Batches { schema, batches } = batches(&table)?;
        let open = move |decimal| column_table(&schema, batches.into_iter().map(Ok), decimal);
        given.tables.push((name, Box::new(open)));
    }
    Ok(given)
}

/// Texts, tables and files that were read.
#[pyclass(frozen, module = "gainsay._gainsay")]
pub(crate) struct Corpus {
    called: Arc<Called>,
}

#[pymethods]
impl Corpus {
    #[new]
    #[pyo3(signature = (things, against, vocabulary, vocabulary_files, config=None, settings=None, as_of=None, today=None))]
    #[expect(clippy::too_many_arguments, reason = "Python names them")]
    fn read(
        py: Python<'_>,
        things: Things<'_>,
        against: Things<'_>,
        vocabulary: Vec<(String, String)>,
        vocabulary_files: Vec<PathBuf>,
        config: Option<PathBuf>,
        settings: Option<String>,
        as_of: Option<String>,
        today: Option<String>,
    ) -> PyResult<Self> {
        let call = Call {
            given: given(things)?,
            against: given(against)?,
            vocabulary: vocabulary.into_iter().map(|(name, text)| Source::new(name, text)).collect(),
            vocabulary_files,
            config,
            settings,
            as_of,
            today,
        };
        let called = py.detach(|| call.read()).map_err(raised)?;
        Ok(Self { called: Arc::new(called) })
    }

    /// What the command would say of the run: what was passed over, say.
    #[getter]
    fn messages(&self) -> Vec<String> {
        self.called.messages.clone()
    }

    /// Checks all.
    fn check(&self, py: Python<'_>) -> PyResult<Checked> {
        let called = Arc::clone(&self.called);
        let checked = py.detach(|| called.check()).map_err(raised)?;
        Ok(Checked { called, checked })
    }

    /// Every claim as JSON, a line each, or those that a query selects.
    #[pyo3(signature = (query=None))]
    fn claims(&self, py: Python<'_>, query: Option<&str>) -> PyResult<String> {
        let rows = py.detach(|| self.called.claims(query)).map_err(raised)?;
        let mut written = Vec::new();
        rows.iter().try_for_each(|row| report::json_line(&mut written, row))?;
        text(written)
    }

    /// The answer to a query, as JSON.
    fn ask(&self, py: Python<'_>, query: &str) -> PyResult<String> {
        let answer = py.detach(|| self.called.ask(query)).map_err(raised)?;
        let mut written = Vec::new();
        report::json_line(&mut written, &answer)?;
        text(written)
    }
}

/// A corpus that was checked, with what was found in it.
#[pyclass(frozen, module = "gainsay._gainsay")]
pub(crate) struct Checked {
    called: Arc<Called>,
    checked: check::Checked,
}

#[pymethods]
impl Checked {
    /// The report in one of the formats of `gainsay check`.
    #[pyo3(signature = (format, limit=None))]
    fn report(&self, py: Python<'_>, format: &str, limit: Option<usize>) -> PyResult<String> {
        py.detach(|| self.called.report(&self.checked, format, limit)).map_err(raised)
    }

    /// The last line of a report.
    fn summary(&self) -> String {
        self.called.summary(&self.checked.report)
    }

    /// The findings as a stream of Arrow.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // Another schema may be asked for, and need not be given.
        let _ = requested_schema;
        let table = py.detach(|| findings_table(&self.checked.report.findings, self.called.sources()));
        let table = table.map_err(|error| Error::new_err(error.to_string()))?;
        let schema = table.schema();
        let stream = FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new([Ok(table)], schema)));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}

fn text(written: Vec<u8>) -> PyResult<String> {
    String::from_utf8(written).map_err(|error| Error::new_err(error.to_string()))
}
