//! What must hold of any input, however damaged it is. The property tests and the fuzz targets ask it in the same way.

pub(crate) mod text;
pub(crate) mod sheet;
pub(crate) mod settings;
pub(crate) mod report;
