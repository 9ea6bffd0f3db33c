//! The options of the commands that ask a corpus something; their comments are the help.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::rule_name::known_rule;
use super::run_options::{Inputs, RunOptions};
use super::today;
use crate::report::DiffLayout;

pub(super) const QUERY: &str = "\
A query is a claim without its value, of which any part may be left out: `death toll in Nagorno-Karabakh among military \
on 2020-10-19`, `event \"humanitarian ceasefire\"`, `injured by \"Health Ministry\" via Reuters`. Quote it for the shell. \
A date without a year is in the last year of which the corpus speaks.";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// Lines for reading
    Text,
    /// One JSON object
    Json,
    /// A comment on a pull request
    Markdown,
}

impl From<DiffFormat> for DiffLayout {
    fn from(format: DiffFormat) -> Self {
        match format {
            DiffFormat::Text => Self::Text,
            DiffFormat::Json => Self::Json,
            DiffFormat::Markdown => Self::Markdown,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Ask {
    /// What is asked about: a claim without its value
    #[arg(value_name = "QUERY")]
    pub(super) query: String,
    #[command(flatten)]
    pub(super) run: RunOptions,
    /// How to show the answer
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: AskFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AskFormat {
    /// Lines for reading
    Text,
    /// One JSON object
    Json,
    /// A page for people without a terminal: the answer and the charts in one file
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AnswerFormat {
    /// Lines for reading
    Text,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Timeline {
    /// What is asked about: a claim without its value
    #[arg(value_name = "QUERY")]
    pub(super) query: String,
    #[command(flatten)]
    pub(super) run: RunOptions,
    /// How to show the series
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: TimelineFormat,
    /// Draw the charts to this file too
    #[arg(long, value_name = "FILE")]
    pub(super) svg: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RowsFormat {
    /// Lines for reading
    Text,
    /// Comma-separated values
    Csv,
    /// One JSON object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TimelineFormat {
    /// Lines for reading
    Text,
    /// Comma-separated values
    Csv,
    /// One JSON object
    Json,
    /// A page for people without a terminal: charts, what contradicts what, and figures in one file
    Html,
}

#[derive(Debug, Args)]
pub(super) struct SourcesCommand {
    #[command(flatten)]
    pub(super) run: RunOptions,
    /// How to show the sources
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: RowsFormat,
    /// Estimate also how far each can be trusted, by this method of truth discovery
    #[arg(long, value_enum, value_name = "METHOD")]
    pub(super) estimate: Option<EstimateMethod>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum EstimateMethod {
    /// What most say is true
    Majority,
    /// Yin, Han and Yu 2008
    TruthFinder,
    /// Li et al. 2014, Conflict Resolution on Heterogeneous Data
    Crh,
    /// Li et al. 2014, for sources with few claims
    Catd,
}

#[derive(Debug, Args)]
pub(super) struct Trace {
    /// A label (`@toll`), or a file and a line of it (`a.claims:12`)
    #[arg(value_name = "CLAIM")]
    pub(super) claim: String,
    #[command(flatten)]
    pub(super) run: RunOptions,
    /// How to show it
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: AnswerFormat,
}

#[derive(Debug, Args)]
pub(super) struct WhatIf {
    /// A file with the claims, or - for standard input; with `--without` a file or folder of the corpus, as all others
    #[arg(value_name = "FILE", required_unless_present = "without")]
    pub(super) claims: Option<PathBuf>,
    #[command(flatten)]
    pub(super) run: RunOptions,
    /// The claim that they would replace: a label (`@toll`), or a file and a line of it
    #[arg(long, value_name = "CLAIM", conflicts_with = "without")]
    pub(super) instead_of: Option<String>,
    /// A claim that would not have been made: a label (`@toll`), or a file and a line of it; may be given several times
    #[arg(long, value_name = "CLAIM")]
    pub(super) without: Vec<String>,
    /// How to show the changes
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: DiffFormat,
}

#[derive(Debug, Args)]
pub(super) struct Replay {
    #[command(flatten)]
    pub(super) run: RunOptions,
    /// Follow only these rules, families or standings [default: contradictions, drift, quotes]
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = known_rule)]
    pub(super) select: Vec<String>,
    /// How to show it
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: AnswerFormat,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    pub(super) inputs: Inputs,
    /// Read the settings from this file [default: the nearest gainsay.toml above the first PATH]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Listen on this port of this machine; 0 for any that is free
    #[arg(long, value_name = "N", default_value_t = 4711)]
    pub(super) port: u16,
    /// Let findings be accepted on the page: each is appended to the file that `acceptances` in gainsay.toml names
    #[arg(long)]
    pub(super) write: bool,
    /// Treat this day as today [default: today]
    #[arg(long, value_name = "DATE", value_parser = today::date)]
    pub(super) today: Option<String>,
    /// Show the corpus as it was on this day: leave out what was published later
    #[arg(long, value_name = "DATE", value_parser = today::date)]
    pub(super) as_of: Option<String>,
    /// How many threads to use, at most one per core [default: one per core]
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<std::num::NonZeroUsize>,
    /// Say nothing about the run itself
    #[arg(long, short)]
    pub(super) quiet: bool,
}
