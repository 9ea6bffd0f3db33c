//! `gainsay convert`: claims to a sheet, a sheet to claims; what cannot be converted is reported.

use std::io::{self, IsTerminal};

use super::arguments::{Convert, ConvertFormat};
use super::output::{write, write_exactly};
use super::path::shown;
use super::run::{self, TextOptions};
use super::run_options::{Inputs, RunOptions};
use super::screen::{Screen, complain};
use super::status::Status;
use crate::convert::{self, Converted};
use crate::intake::{FileFormat, left_out, workbook_sheet};
use crate::model;
use crate::report::grouped_plural;
use crate::source::Source;

/// How many of the lost statements are reported one by one.
const MAX_REPORTED: usize = 20;

/// Converts what the command names.
pub(super) fn run(command: Convert, screen: &Screen) -> Status {
    let Convert { file, to, config, output } = command;
    let to = match to {
        ConvertFormat::Claims => FileFormat::Claims,
        ConvertFormat::Csv => FileFormat::Cells,
        ConvertFormat::Jsonl => FileFormat::Objects,
        ConvertFormat::Xlsx => FileFormat::Workbook,
    };
    let name = shown(&file);
    let inputs = Inputs { paths: vec![file] };
    let run =
        RunOptions { inputs, config, output, today: None, as_of: None, allow_empty: false, threads: None };
    run::with_texts(&run, screen, TextOptions::default(), |loaded, settings, loaded_settings, progress| {
        let is_of = |own: &str| own == name || workbook_sheet(own).is_some_and(|(file, _)| file == name);
        let mut named = loaded.sources.iter().filter(|(_, source)| is_of(source.name()));
        let Some((_, source)) = named.next() else { return Ok(Status::Unread) };
        if let Some((_, other)) = named.next() {
            let (one, other) = (source.name(), other.name());
            complain(format_args!("{name}: several sheets hold claims, {one} and {other}: hide all but one"));
            return Ok(Status::Wrong);
        }
        let name = source.name();
        let table = loaded.path(name).and_then(|path| loaded_settings.table(path));
        let is_written_language = !FileFormat::of(name).is_some_and(FileFormat::is_rows);
        // The vocabulary decides where a head is split into measure and subject.
        let model = (is_written_language && to != FileFormat::Claims)
            .then(|| model::read(&loaded.sources, &settings.read_options()));
        let split = |head: &str| model.as_ref().and_then(|model| model.split(head));
        let converted = convert::convert(source, table, loaded_settings.settings.decimal, to, &split);
        progress.end();
        let output = run.output.as_deref();
        run::refuse_input_as_output(output, loaded, loaded_settings)?;
        match to {
            FileFormat::Workbook if output.is_none() && io::stdout().is_terminal() => {
                complain("a workbook is no text: name a file for it with --output");
                return Ok(Status::Wrong);
            }
            FileFormat::Workbook => write_exactly(output, |out| out.write_all(&converted.workbook))?,
            _ => write(output, |out| out.write_all(converted.text.as_bytes()))?,
        };
        Ok(report(source, &converted))
    })
}

/// Reports what is missing from the converted text.
fn report(source: &Source, converted: &Converted) -> Status {
    for lost in converted.lost.iter().take(MAX_REPORTED) {
        complain(format_args!("{}: left out: {}", source.spot(lost.at.start), lost.why));
    }
    if converted.lost.len() > MAX_REPORTED {
        let more = grouped_plural(converted.lost.len() - MAX_REPORTED, "statement");
        complain(format_args!("{more} more left out"));
    }
    if !converted.left_out.is_empty() {
        complain(format_args!("{}: left out: {}", source.name(), left_out(&converted.left_out)));
    }
    if !converted.not_rows.is_empty() {
        let lines: Vec<String> = converted
            .not_rows
            .iter()
            .take(MAX_REPORTED)
            .map(|at| source.line_of(at.start).to_string())
            .collect();
        let more = if converted.not_rows.len() > MAX_REPORTED { " …" } else { "" };
        complain(format_args!(
            "{} of {} cannot be rows (definitions, laws and the like): keep a .claims file for line {}{more}",
            grouped_plural(converted.not_rows.len(), "statement"),
            source.name(),
            lines.join(", ")
        ));
    }
    if converted.lost.is_empty() { Status::Clean } else { Status::Findings }
}
