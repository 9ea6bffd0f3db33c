//! gainsay as a Python module. What Python's own types are made of stands in `gainsay/__init__.py`.

mod table_in;
mod findings_out;
mod corpus;

use std::ffi::OsString;

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

use gainsay::cli::{self, CallError};

create_exception!(gainsay, Error, PyException, "What gainsay cannot do, in the words of the command.");
create_exception!(gainsay, UsageError, Error, "A call, a query or a setting is wrong.");
create_exception!(gainsay, ReadError, Error, "Something cannot be read.");

/// The exception for a call without a result.
fn raised(error: CallError) -> PyErr {
    match error {
        CallError::Wrong(said) => UsageError::new_err(said),
        CallError::Unread(said) => ReadError::new_err(said),
    }
}

/// Runs the command of these arguments, the first of which is its name, and returns its exit status.
#[pyfunction]
fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| cli::run(arguments))
}

/// The page of a rule, or the list of all.
#[pyfunction]
#[pyo3(signature = (rule=None))]
fn explain(rule: Option<&str>) -> PyResult<String> {
    cli::explained(rule).map_err(raised)
}

#[pymodule]
fn _gainsay(module: &Bound<'_, PyModule>) -> PyResult<()> {
    cli::hush_readers();
    let py = module.py();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("Error", py.get_type::<Error>())?;
    module.add("UsageError", py.get_type::<UsageError>())?;
    module.add("ReadError", py.get_type::<ReadError>())?;
    module.add_class::<corpus::Corpus>()?;
    module.add_class::<corpus::Checked>()?;
    module.add_function(wrap_pyfunction!(run, module)?)?;
    module.add_function(wrap_pyfunction!(explain, module)?)
}
