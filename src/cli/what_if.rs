//! `gainsay what-if`: what would come and go if some claims stood too, or in place of a labelled one.

use std::path::{Path, PathBuf};

use super::claims::claim_rows;
use super::output::write;
use super::path::{canonical, shown};
use super::query::corpus;
use super::query_arguments::WhatIf;
use super::run::{self, TextOptions};
use super::run_options::{Inputs, RunOptions};
use super::screen::{Screen, complain};
use super::status::Status;
use crate::check::{Checked, Settings, checked};
use crate::query;
use crate::report::{self, CorpusState};
use crate::source::{Source, Sources};

/// Compares the corpus with what it would be.
pub(super) fn run(command: &WhatIf, screen: &Screen) -> Status {
    let mut paths: Vec<PathBuf> = command.run.inputs.paths.clone();
    paths.push(command.claims.clone());
    let run = RunOptions {
        inputs: Inputs { paths },
        config: command.run.config.clone(),
        output: None,
        today: command.run.today.clone(),
        as_of: command.run.as_of.clone(),
        allow_empty: command.run.allow_empty,
        threads: command.run.threads,
    };
    let options = TextOptions { asks: true, ..TextOptions::default() };
    run::with_texts(&run, screen, options, |loaded, settings, loaded_settings, progress| {
        let added =
            if command.claims == Path::new("-") { "<stdin>".to_owned() } else { shown(&command.claims) };
        let is_added = |source: &Source| {
            source.name() == added || canonical(Path::new(source.name())) == canonical(&command.claims)
        };
        if !loaded.sources.iter().any(|(_, source)| is_added(source)) {
            return Err(Status::Unread);
        }
        let without = copied(&loaded.sources, |source| (!is_added(source)).then(|| source.text().to_owned()));
        let mut replaced = Vec::new();
        if let Some(label) = &command.instead_of {
            let corpus = corpus(&without, &settings);
            let Some(place) = query::statement_named(&corpus, &without, label) else {
                let near = query::nearest_label(&corpus, label);
                let near = near.map(|near| format!("; did you mean `@{near}`?")).unwrap_or_default();
                complain(format_args!("no claim here is `{label}`{near}"));
                return Err(Status::Wrong);
            };
            replaced.push((without.get(place.file).name().to_owned(), place.span));
        }
        let with = copied(&loaded.sources, |source| {
            let mut text = source.text().to_owned();
            for (_, span) in replaced.iter().filter(|(name, _)| name == source.name()) {
                // Lines keep their numbers.
                let blank: String =
                    source.slice(*span).chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
                let whole = span.start as usize..span.end as usize;
                text.replace_range(whole, &blank);
            }
            Some(text)
        });
        let output = command.run.output.as_deref();
        run::refuse_input_as_output(output, loaded, loaded_settings)?;
        let (old, new) = (state(without, &settings), state(with, &settings));
        progress.end();
        let diff = report::Diff::new(&old, &new);
        write(output, |out| diff.write(out, command.format.into()))?;
        Ok(Status::Clean)
    })
}

/// The texts as `of` gives them; those for which it gives none are left out.
fn copied(sources: &Sources, of: impl Fn(&Source) -> Option<String>) -> Sources {
    let texts = sources.iter().filter_map(|(_, source)| Some(Source::new(source.name(), of(source)?)));
    Sources::new(texts.collect())
}

fn state(sources: Sources, settings: &Settings) -> CorpusState {
    let Checked { corpus, report, .. } = checked(&sources, settings);
    let (claims, _) = claim_rows(&corpus, &sources, |_| true);
    CorpusState { claims, report, sources }
}
