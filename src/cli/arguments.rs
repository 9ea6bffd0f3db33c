//! The commands and their options, as they are typed; their comments are the help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::format::{FormatParser, FormatRequest};
use super::query_arguments::{
    Ask, DiffFormat, QUERY, Replay, Serve, SourcesCommand, Timeline, Trace, WhatIf,
};
use super::rule_name::known_rule;
use super::run_options::{Inputs, RunOptions};
use super::today;

/// Reads claims as a fact-checker would write them and reports where sources contradict each other or themselves.
#[derive(Debug, Parser)]
#[command(name = "gainsay", version, about, after_help = EXIT, propagate_version = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// When to use colour
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Global"
    )]
    pub(super) color: Colour,
}

const EXIT: &str = "Exit status: 0 nothing wrong, 1 findings, 2 the command or the settings are wrong, 3 an input could not be read.";

const NORMAL_FORM: &str = "\
Names are the declared ones, and figures and dates are what they are read as; a figure's `low` and `high` are what it says, \
`hard_low` and `hard_high` what it leaves open. `mode` is empty, or expected, planned, targeted, projected, feared or alleged. \
`status` is current, revised (its source or its outlet has since said otherwise, or it was corrected) or retracted.";

const AGAINST: &str = "\
A draft against an archive: `gainsay check draft.claims --against archive` reads both as one corpus and reports only \
the findings that involve the draft; only they count for the exit status. Files that the draft includes belong to the \
draft, unless they are in the archive; a file given both ways is draft. The archive's definitions, laws, acceptances \
and allow comments apply; to use its labels (`accept … between @mine and @theirs`), the draft includes the file they \
are in.

Settings come from the nearest gainsay.toml above the first PATH, else above ARCHIVE. If both have one, gainsay adds \
the archive's `vocabulary` and `[tables]` to the draft's, and uses its `decimal` and `date-order` if the draft has \
none; it ignores the archive's levels and other settings.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check claims and report contradictions
    #[command(after_help = AGAINST)]
    Check(Check),
    /// Show a rule's page, or list the rules
    Explain(Explain),
    /// List every claim in its normal form
    #[command(after_help = NORMAL_FORM)]
    Claims(Claims),
    /// Say what each source says of a fact, what follows for it, and what can be printed
    #[command(after_help = QUERY)]
    Ask(Ask),
    /// Show a series by source over time: a chart, and where it is contradicted
    #[command(after_help = QUERY)]
    Timeline(Timeline),
    /// List the sources: how often each is contradicted, and who agrees with whom
    Sources(SourcesCommand),
    /// Show all that carries a claim or rests on it: relays, corrections, sums, laws, findings
    Trace(Trace),
    /// Show what would come and go if some claims stood too, or in place of a labelled one
    #[command(name = "what-if")]
    WhatIf(WhatIf),
    /// Show when each contradiction became visible, day by day
    Replay(Replay),
    /// Show the findings and the answers as pages in a browser on this machine, checked again when a file changes
    Serve(Serve),
    /// Format claims in one standard layout
    Fmt(Fmt),
    /// Convert claims to a sheet, or a sheet to claims
    Convert(Convert),
    /// Show what has changed between two states: claims, and findings
    Diff(Diff),
    /// Start a corpus, or propose settings and a vocabulary for a sheet
    Init(Init),
    /// Write the completions of a shell
    Completions(Completions),
    /// Write the manual's pages
    Man(Man),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) run: RunOptions,
    /// Check PATH against this archive, and report only what involves PATH: a file or a folder (repeatable)
    #[arg(long, value_name = "ARCHIVE", requires = "paths")]
    pub(super) against: Vec<PathBuf>,
    /// How to show the findings, and where: NAME or NAME=FILE (repeatable) [default: pretty; in GitHub Actions github; in
    /// GitLab CI pretty, and gitlab=gl-code-quality-report.json]
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = FormatParser)]
    pub(super) format: Vec<FormatRequest>,
    /// Report only these rules, by name or code, families (`drift`, `D`) or standings (`slip`, `disputed`) (repeatable, or
    /// separated by commas)
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = known_rule)]
    pub(super) select: Vec<String>,
    /// Leave out these rules, families or standings
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = known_rule)]
    pub(super) ignore: Vec<String>,
    /// The lowest level at which the exit status is 1 [default: what gainsay.toml says, else error, with --against dispute]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(super) fail_on: Option<FailOn>,
    /// Show at most this many findings, the gravest ones [default: 100 in pretty, all elsewhere]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(super) max_findings: Option<usize>,
    /// The order of the findings [default: gravity in pretty, place elsewhere]
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(super) sort: Option<Order>,
    /// Report every finding by itself, also those that have one root
    #[arg(long)]
    pub(super) expand: bool,
    /// Do not report what this file knows [default: `baseline` in gainsay.toml]
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Write what is found to this file, as known; reasons in it are kept, and what is gone becomes resolved
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "since"])]
    pub(super) write_baseline: Option<PathBuf>,
    /// With --write-baseline, remove what is gone
    #[arg(long, requires = "write_baseline")]
    pub(super) prune: bool,
    /// Report only what is new against this git revision: both states are checked whole
    #[arg(long, value_name = "REV")]
    pub(super) since: Option<String>,
    /// Check again whenever a file changes, and say what is new and what is gone; on a terminal the screen is cleared first
    #[arg(long, conflicts_with_all = ["write_baseline", "since"])]
    pub(super) watch: bool,
    /// Say nothing about the run itself
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// Count the findings by rule
    #[arg(long)]
    pub(super) statistics: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Order {
    /// The gravest first
    Gravity,
    /// By file, line and column
    Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Slips and other errors
    Error,
    /// Disputes, drift and doubtful sources and quotations too, but no warning about how claims are written
    Dispute,
    /// All warnings too
    Warning,
    /// Anything
    #[value(alias = "everything", alias = "anything", alias = "all")]
    Note,
    /// Nothing
    Never,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// A rule's name or code, `settings`, or a JSON Schema: `claims-schema`, `report-schema`, `settings-schema`, `answer-schema`,
    /// `timeline-schema`, `sources-schema`, `trace-schema`, `replay-schema`; without it, the list of rules
    pub(super) rule: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Claims {
    #[command(flatten)]
    pub(super) run: RunOptions,
    /// How to show the claims
    #[arg(long, value_enum, default_value = "json")]
    pub(super) format: ClaimsFormat,
    /// Show only the claims that have no other to be compared with
    #[arg(long)]
    pub(super) uncompared: bool,
    /// Show only the claims of this: a claim without its value, such as `death toll in Spain`
    #[arg(long = "where", value_name = "QUERY")]
    pub(super) query: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ClaimsFormat {
    /// One object per line
    Json,
    /// Columns for reading
    Table,
    /// Comma-separated values
    Csv,
}

#[derive(Debug, Args)]
pub(super) struct Fmt {
    #[command(flatten)]
    pub(super) inputs: Inputs,
    /// Change nothing; list the files that would change, and fail if there are any
    #[arg(long)]
    pub(super) check: bool,
}

#[derive(Debug, Args)]
pub(super) struct Convert {
    /// The file: claims, Markdown with claims in it, or a sheet
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// The format to convert to
    #[arg(long, value_enum, value_name = "FORM")]
    pub(super) to: ConvertFormat,
    /// Read the settings from this file [default: the nearest gainsay.toml above the file]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ConvertFormat {
    /// The claim language
    Claims,
    /// A sheet with comma-separated values
    Csv,
    /// One JSON object per line
    Jsonl,
    /// A workbook with one sheet
    Xlsx,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// A sheet to propose settings and a vocabulary for; without it, a first corpus in this folder
    #[arg(value_name = "SHEET")]
    pub(super) sheet: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    /// OLD and NEW: files or folders; with --git a range of revisions, BASE..HEAD
    #[arg(value_name = "STATE", required = true, num_args = 1..=2)]
    pub(super) states: Vec<PathBuf>,
    /// Compare two revisions of the repository around the current folder, as far as they are in this folder
    #[arg(long)]
    pub(super) git: bool,
    /// How to show the changes
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: DiffFormat,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Exit with 1 if a finding has appeared
    #[arg(long)]
    pub(super) fail_on_new: bool,
    /// Read the settings of both from this file [default: the nearest gainsay.toml above each]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Treat this day as today [default: today]
    #[arg(long, value_name = "DATE", value_parser = today::date)]
    pub(super) today: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct Man {
    /// A folder for a page per command; without it, the page of gainsay itself
    #[arg(value_name = "FOLDER")]
    pub(super) folder: Option<PathBuf>,
}

/// Reads how many findings to show.
fn at_least_one(typed: &str) -> Result<usize, String> {
    match typed.parse() {
        Ok(0) => Err("it would show no finding; for the counts alone use `--statistics --quiet`, and for the exit status \
                      alone `--output /dev/null`"
            .to_owned()),
        Ok(count) => Ok(count),
        Err(_) => Err("it takes a whole number, from 1 on".to_owned()),
    }
}
