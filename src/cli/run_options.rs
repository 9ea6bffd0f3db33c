//! The options of every command that reads texts.

use std::path::PathBuf;

use clap::Args;

use super::today;

#[derive(Clone, Debug, Args)]
pub(super) struct Inputs {
    /// Files, folders (walked; .gitignore is kept), or - for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct RunOptions {
    #[command(flatten)]
    pub(super) inputs: Inputs,
    /// Read the settings from this file [default: the nearest gainsay.toml above the first PATH]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Treat this day as today [default: today]
    #[arg(long, value_name = "DATE", value_parser = today::date)]
    pub(super) today: Option<String>,
    /// Check the corpus as it was on this day: leave out what was published later
    #[arg(long, value_name = "DATE", value_parser = today::date)]
    pub(super) as_of: Option<String>,
    /// Do not fail where there is nothing to read
    #[arg(long)]
    pub(super) allow_empty: bool,
    /// How many threads to use, at most one per core [default: one per core]
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<std::num::NonZeroUsize>,
}
