//! `gainsay convert`: claims to a sheet, a sheet to claims; what cannot be converted is reported.

use super::arguments::{Convert, Inputs, Run, To};
use super::output::{is_input, write};
use super::path::shown;
use super::run;
use super::screen::{Screen, complain};
use super::status::Status;
use crate::convert::{self, Converted};
use crate::intake::FileFormat;
use crate::model;
use crate::report::count;
use crate::source::Source;

/// How many of the lost statements are reported one by one.
const TOLD: usize = 20;

/// Converts what the command names.
pub(super) fn run(command: Convert, screen: &Screen) -> Status {
    let Convert { file, to, config, output } = command;
    let to = match to {
        To::Claims => FileFormat::Claims,
        To::Csv => FileFormat::Cells,
        To::Jsonl => FileFormat::Objects,
    };
    let name = shown(&file);
    let inputs = Inputs { paths: vec![file] };
    let run = Run { inputs, config, output, today: None, as_of: None, allow_empty: false, threads: None };
    run::with_texts(&run, screen, false, &[], |loaded, settings, settled, watch| {
        let Some((_, source)) = loaded.sources.iter().find(|(_, source)| source.name() == name) else {
            return Ok(Status::Unread);
        };
        let table = loaded.path(&name).and_then(|path| settled.table(path));
        let written = !matches!(FileFormat::of(&name), Some(FileFormat::Cells | FileFormat::Objects));
        // The vocabulary says where a head is split.
        let model = (written && to != FileFormat::Claims)
            .then(|| model::read(&loaded.sources, &settings.read_options()));
        let split = |head: &str| model.as_ref().and_then(|model| model.split(head));
        let converted = convert::convert(source, table, settled.settings.decimal, to, &split);
        watch.end();
        let output = run.output.as_deref();
        if output.is_some_and(|file| is_input(file, loaded.inputs().chain(settled.files()))) {
            return Err(Status::Wrong);
        }
        write(output, |out| out.write_all(converted.text.as_bytes()))?;
        Ok(report(source, &converted))
    })
}

/// Reports what is missing from the new text.
fn report(source: &Source, converted: &Converted) -> Status {
    for lost in converted.lost.iter().take(TOLD) {
        let at = source.position(lost.at.start);
        complain(format_args!("{}:{}:{}: left out: {}", source.name(), at.line, at.column, lost.why));
    }
    if converted.lost.len() > TOLD {
        let more = count(converted.lost.len() - TOLD, "statement");
        complain(format_args!("{more} more left out"));
    }
    if !converted.stay.is_empty() {
        let lines: Vec<String> =
            converted.stay.iter().take(TOLD).map(|at| source.line_of(at.start).to_string()).collect();
        let more = if converted.stay.len() > TOLD { " …" } else { "" };
        complain(format_args!(
            "{} of {} cannot be rows (definitions, laws and the like): keep a .claims file for line {}{more}",
            count(converted.stay.len(), "statement"),
            source.name(),
            lines.join(", ")
        ));
    }
    if converted.lost.is_empty() { Status::Clean } else { Status::Findings }
}
