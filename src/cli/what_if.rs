//! `gainsay what-if`: what would come and go if some claims stood too, or in place of a labelled one.

use std::path::{Path, PathBuf};

use super::claims::claim_rows;
use super::output::write;
use super::path::{canonical, shown};
use super::query::{claim_named, corpus};
use super::query_arguments::WhatIf;
use super::run::{self, TextOptions};
use super::run_options::{Inputs, RunOptions};
use super::screen::{Screen, complain};
use super::status::Status;
use crate::check::{Checked, Settings, checked};
use crate::query;
use crate::report::{self, CorpusState};
use crate::source::{Source, Sources, Span};

/// Compares the corpus with what it would be.
pub(super) fn run(command: &WhatIf, screen: &Screen) -> Status {
    let mut paths: Vec<PathBuf> = command.run.inputs.paths.clone();
    // With `--without`, FILE is one more path of the corpus; the default path then counts only if there
    // is no FILE.
    let claims = command.claims.as_deref().filter(|_| command.without.is_empty());
    if claims.is_none() && command.claims.is_some() && paths == [PathBuf::from(".")] {
        paths.clear();
    }
    paths.extend(command.claims.clone());
    let run = RunOptions {
        inputs: Inputs { paths },
        config: command.run.config.clone(),
        output: None,
        today: command.run.today.clone(),
        as_of: command.run.as_of.clone(),
        allow_empty: command.run.allow_empty,
        threads: command.run.threads,
    };
    let options = TextOptions { is_query: true, ..TextOptions::default() };
    run::with_texts(&run, screen, options, |loaded, settings, loaded_settings, progress| {
        let added = claims
            .map(|file| (file, if file == Path::new("-") { "<stdin>".to_owned() } else { shown(file) }));
        let is_added = |source: &Source| {
            added.as_ref().is_some_and(|(file, name)| {
                source.name() == *name || canonical(Path::new(source.name())) == canonical(file)
            })
        };
        if added.is_some() && !loaded.sources.iter().any(|(_, source)| is_added(source)) {
            return Err(Status::Unread);
        }
        let before = copied(&loaded.sources, |source| (!is_added(source)).then(|| source.text().to_owned()));
        let removed: Vec<&String> = command.instead_of.iter().chain(&command.without).collect();
        let removed = if removed.is_empty() { Vec::new() } else { places(&before, &settings, &removed)? };
        let after = copied(&loaded.sources, |source| {
            let mut text = source.text().to_owned();
            for (_, span) in removed.iter().filter(|(name, _)| name == source.name()) {
                // Lines keep their numbers, and the text its length.
                let blank: String =
                    source.slice(*span).bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
                let whole = span.start as usize..span.end as usize;
                text.replace_range(whole, &blank);
            }
            Some(text)
        });
        let output = command.run.output.as_deref();
        run::refuse_input_as_output(output, loaded, loaded_settings)?;
        let (old, new) = (state(before, &settings), state(after, &settings));
        progress.end();
        let diff = report::Diff::new(&old, &new);
        write(output, |out| diff.write(out, command.format.into()))?;
        Ok(Status::Clean)
    })
}

/// The files and spans of the claims that are named. Reports which other claims carry the same word,
/// as these stay.
///
/// # Errors
/// The status of a wrong command, if there is no such claim.
fn places(sources: &Sources, settings: &Settings, names: &[&String]) -> Result<Vec<(String, Span)>, Status> {
    let corpus = corpus(sources, settings);
    let places = names.iter().map(|name| claim_named(&corpus, sources, name));
    let places = places.collect::<Result<Vec<_>, Status>>()?;
    for (place, name) in places.iter().zip(names) {
        let is_removed = |spot: &str| {
            places.iter().any(|place| sources.get(place.file).line_spot(place.span.start) == spot)
        };
        let others = query::carriers(&corpus, sources, *place);
        let others: Vec<String> =
            others.into_iter().map(|other| other.place).filter(|spot| !is_removed(spot)).collect();
        if !others.is_empty() {
            complain(format_args!("`{name}` is also what {} says, which stays", others.join(", ")));
        }
    }
    Ok(places.iter().map(|place| (sources.get(place.file).name().to_owned(), place.span)).collect())
}

/// Copies of the texts, each as `of` gives it; those for which it gives none are left out.
fn copied(sources: &Sources, of: impl Fn(&Source) -> Option<String>) -> Sources {
    let texts = sources.iter().filter_map(|(_, source)| Some(source.with_text(of(source)?)));
    Sources::new(texts.collect())
}

fn state(sources: Sources, settings: &Settings) -> CorpusState {
    let Checked { corpus, report, .. } = checked(&sources, settings);
    let (claims, _) = claim_rows(&corpus, &sources, |_| true);
    CorpusState { claims, report, sources }
}
