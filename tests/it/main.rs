//! Tests of the whole, in one binary.

mod cli;
mod golden;
mod reports;
mod schema;
