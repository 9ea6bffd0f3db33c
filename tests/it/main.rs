//! Tests of the whole, in one binary.

mod cli;
mod golden;
mod pages;
mod reports;
mod schema;
mod syntax_files;
