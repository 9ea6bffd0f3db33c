//! The command line: the only input and output.

mod status;
mod today;
mod rule_name;
mod ci;
mod path;
mod format;
mod run_options;
mod query_arguments;
mod arguments;
mod screen;
mod output;
mod usage_error;
mod text;
mod walk;
mod sheets;
mod inclusions;
mod files;
mod passed_over;
mod data_packages;
mod settings;
mod progress_display;
mod git;
mod run;
mod baseline;
mod check;
mod explain;
mod query;
mod claims;
mod ask;
mod timeline;
mod sources;
mod diff;
mod trace;
mod what_if;
mod replay;
mod watch;
mod check_watched;
mod acceptances;
mod serve;
mod fmt;
mod convert;
mod init;
mod completions;
mod call;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use screen::Screen;
use status::Status;

use crate::intake;

pub use call::{Call, CallError, Called, Given, explained};

/// Runs the command that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::from(run(std::env::args_os()))
}

/// Lets nothing be printed when a reader of other programs' files panics: that is caught, and reported as a damaged file.
pub fn hush_readers() {
    let report_panic = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !intake::is_reading_workbook() {
            report_panic(panic);
        }
    }));
}

/// Runs the command of these arguments, the first of which is the name of the program, and returns its exit status. What is no
/// command ends the process.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    hush_readers();
    let arguments = Arguments::try_parse_from(arguments).unwrap_or_else(|error| usage_error::exit(error));
    let screen = Screen::new(arguments.color);
    let status = match arguments.command {
        Command::Check(check) if check.watch => check_watched::run(&check, &screen),
        Command::Check(check) => check::run(&check, &screen),
        Command::Explain(explain) => explain::run(&explain, &screen),
        Command::Claims(claims) => claims::run(&claims, &screen),
        Command::Ask(ask) => ask::run(&ask, &screen),
        Command::Timeline(timeline) => timeline::run(&timeline, &screen),
        Command::Sources(sources) => sources::run(&sources, &screen),
        Command::Trace(trace) => trace::run(&trace, &screen),
        Command::WhatIf(what_if) => what_if::run(&what_if, &screen),
        Command::Replay(replay) => replay::run(&replay, &screen),
        Command::Serve(serve) => serve::run(&serve, &screen),
        Command::Diff(diff) => diff::run(&diff, &screen),
        Command::Completions(completions) => completions::run(&completions),
        Command::Man(man) => completions::man(&man),
        Command::Fmt(fmt) => fmt::run(&fmt),
        Command::Convert(convert) => convert::run(convert, &screen),
        Command::Init(init) => init::run(&init),
    };
    let status = if screen::is_error_lost() { status.or_worse(Status::Unread) } else { status };
    status as u8
}
