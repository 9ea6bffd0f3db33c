//! Every claim of a run, grouped by series and fact.
/// Every claim of the run.
#[derive(Debug)]
pub struct Corpus;
