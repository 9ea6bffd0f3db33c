//! gainsay, a claim-consistency checker: the modules in reading order. Each imports only from those above it.
//!
//! A program that has texts checks them with [`check::check`], which reads no file and no clock. One that wants what the command
//! does, with files, settings and tables, makes a [`cli::Call`]; the Python package in `python/` is made of that.

pub mod source;
pub mod progress;
pub mod finding;
pub mod syntax;
pub mod settings;
pub mod intake;
pub mod convert;
pub mod model;
pub mod propose;
pub mod corpus;
pub mod reason;
pub mod contradiction;
pub mod cause;
pub mod drift;
pub mod names;
pub mod quotes;
pub mod phrasing;
pub mod rules;
pub mod check;
pub mod session;
pub mod query;
pub mod report;
pub mod serve;
pub mod cli;
