//! `gainsay claims`: lists every claim as the checker understands it.

use super::arguments::{Claims, ClaimsFormat};
use super::output::write;
use super::query::{CorpusWithTexts, corpus, read};
use super::run::{self, TextOptions};
use super::screen::{Screen, complain};
use super::status::Status;
use crate::check::{Checked, checked};
use crate::corpus::{Corpus, Describer};
use crate::model::claim::{Claim, ClaimStatus, Members, Moment, Value};
use crate::model::register::NameId;
use crate::model::{self, Figure, Interval, Number, Shape, Window};
use crate::report::{self, ClaimRow, ClaimTime};
use crate::source::Sources;

/// Lists the claims of what the command names.
pub(super) fn run(command: &Claims, screen: &Screen) -> Status {
    let layout = match command.format {
        ClaimsFormat::Json => report::Layout::Json,
        ClaimsFormat::Table => report::Layout::Table,
        ClaimsFormat::Csv => report::Layout::Csv,
    };
    run::with_texts(
        &command.run,
        screen,
        TextOptions::default(),
        |loaded, settings, loaded_settings, progress| {
            let (corpus, compared) = if command.uncompared {
                let Checked { corpus, report, .. } = checked(&loaded.sources, &settings);
                (corpus, Some(report.compared))
            } else {
                (corpus(&loaded.sources, &settings), None)
            };
            let mut asked = CorpusWithTexts { corpus, sources: &loaded.sources, settings: &settings };
            progress.end();
            let query = command.query.as_deref().map(|text| read(&mut asked, text, screen)).transpose()?;
            let is_listed = |at: u32| {
                let claim = asked.corpus.claim(at);
                compared.as_ref().is_none_or(|compared| compared.binary_search(&at).is_err())
                    && query.as_ref().is_none_or(|query| query.admits(claim, &asked.corpus.model.registers))
            };
            let (rows, lost) = claim_rows(&asked.corpus, asked.sources, is_listed);
            let output = command.run.output.as_deref();
            run::refuse_input_as_output(output, loaded, loaded_settings)?;
            write(output, |out| report::claims(out, &rows, layout))?;
            if lost > 0 {
                let are = if lost == 1 { "is" } else { "are" };
                let lost = report::grouped_plural(lost, "statement");
                complain(format_args!(
                    "{lost} could not be read and {are} not listed; `gainsay check` says why"
                ));
            }
            Ok(Status::Clean)
        },
    )
}

/// The claims that `is_listed` selects by number, in order, and how many statements could not be read (`check` reports why).
pub(super) fn claim_rows(
    corpus: &Corpus,
    sources: &Sources,
    is_listed: impl Fn(u32) -> bool,
) -> (Vec<ClaimRow>, usize) {
    let revised = corpus.superseded();
    let words = Describer { corpus, sources };
    let listed: Vec<u32> = (0..corpus.claims().len() as u32).filter(|&at| is_listed(at)).collect();
    let read = listed.iter().filter_map(|&at| {
        let revised = revised.binary_search(&at).is_ok();
        claim_row(words, at, revised)
    });
    let rows: Vec<ClaimRow> = read.collect();
    let lost = corpus.model.unread.len() + listed.len() - rows.len();
    (rows, lost)
}

/// One claim; none where its value could not be read.
fn claim_row(words: Describer<'_>, at: u32, revised: bool) -> Option<ClaimRow> {
    let claim = words.corpus.claim(at);
    let registers = &words.corpus.model.registers;
    let source = words.sources.get(claim.place.file);
    let measure = &registers.measures.get(claim.measure.0).display;
    let scope = registers.scopes.get(claim.scope.0).iter().map(|&(key, name)| {
        (registers.keys.get(key.0).display.clone(), registers.names.get(name.0).display.clone())
    });
    let chain = registers.chains.get(claim.via.0);
    let details = claim.details.as_deref();
    Some(ClaimRow {
        id: words.id(at),
        file: source.name().to_owned(),
        line: source.line_of(claim.place.span.start),
        measure: measure.clone(),
        scope: scope.collect(),
        value: value(words, at)?,
        time: claim.time.as_ref().map(|time| claim_time(words, claim, time)),
        mode: claim.mode.map(|mode| mode.keyword().to_owned()),
        origin: claim.origin.map(|origin| words.source(origin).to_owned()),
        via: chain.iter().map(|&outlet| words.source(outlet).to_owned()).collect(),
        said: claim.said.map(moment),
        published: claim.published.map(moment),
        url: details.and_then(|details| details.url.clone()),
        status: match claim.status {
            ClaimStatus::Retracted => "retracted",
            ClaimStatus::Revised => "revised",
            ClaimStatus::Current if revised => "revised",
            ClaimStatus::Current => "current",
        },
        details: details.map(details_of).unwrap_or_default(),
    })
}

fn details_of(details: &model::claim::Details) -> Vec<(String, String)> {
    let based = details.based_on.iter().map(|label| format!("@{label}")).collect::<Vec<_>>().join(", ");
    let based = (!based.is_empty()).then(|| ("based on".to_owned(), based));
    based.into_iter().chain(details.rest.iter().cloned()).collect()
}

fn value(words: Describer<'_>, at: u32) -> Option<report::Value> {
    let claim = words.corpus.claim(at);
    let text = words.said(at);
    let name = |id: NameId| words.corpus.model.registers.names.get(id.0).display.clone();
    let names = |ids: &[NameId]| ids.iter().map(|&id| name(id)).collect();
    Some(match &claim.value {
        Value::Number(figure) => {
            let unit = claim.unit.map(|unit| words.corpus.model.vocabulary.units.name(unit).to_owned());
            number(figure, text, unit, claim.change.as_deref().map(|change| changed(words, claim, change)))
        }
        Value::Date(window) => report::Value::Date { text, from: window.iso_from(), to: window.iso_to() },
        Value::Name(id) => report::Value::Name { text, name: name(*id) },
        Value::Set(members) => {
            let (members, includes, excludes) = match &**members {
                Members::Exactly(members) => (names(members), Vec::new(), Vec::new()),
                Members::Includes(one) => (Vec::new(), vec![name(*one)], Vec::new()),
                Members::Excludes(one) => (Vec::new(), Vec::new(), vec![name(*one)]),
            };
            report::Value::Set { text, members, includes, excludes }
        }
        Value::Truth(truth) => report::Value::Truth { text, truth: *truth },
        Value::Quote(id) => {
            report::Value::Quote { text: words.corpus.model.registers.words.get(id.0).display.clone() }
        }
        Value::Unread => return None,
    })
}

/// How a figure changed.
fn changed(words: Describer<'_>, claim: &Claim, change: &model::change::Change) -> Box<report::Change> {
    use model::change::{ChangeAmount, ChangeDirection};
    let ends = |figure: &Figure| {
        let hard = figure.hard();
        let end = |end: &Option<Number>| end.as_ref().map(Number::to_string);
        report::Ends { low: end(&hard.low), high: end(&hard.high) }
    };
    let text = words.sources.get(claim.place.file).slice(change.mark);
    let by = change.by.as_ref().map(|by| {
        let kind = match by {
            ChangeAmount::Amount(_) => "amount",
            ChangeAmount::Percent(_) => "percent",
            ChangeAmount::Points(_) => "points",
            ChangeAmount::Times(_) => "times",
        };
        report::ChangeRange { kind, ends: ends(by.figure()) }
    });
    let since = change.since.as_ref().and_then(|since| {
        let (from, to) = (since.iso_from()?, since.iso_to()?);
        Some(if from == to { from } else { format!("{from}/{to}") })
    });
    Box::new(report::Change {
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        direction: if change.direction == ChangeDirection::Up { "up" } else { "down" },
        by,
        from: change.from.as_ref().map(ends),
        since,
    })
}

fn number(
    figure: &Figure,
    text: String,
    unit: Option<String>,
    change: Option<Box<report::Change>>,
) -> report::Value {
    let (soft, hard) = (figure.soft(), figure.hard());
    let end = |end: &Option<Number>| end.as_ref().map(Number::to_string);
    let differ = |of: fn(&Interval) -> &Option<Number>| (of(&soft) != of(&hard)).then(|| end(of(&hard)));
    report::Value::Number {
        text,
        low: end(&soft.low),
        high: end(&soft.high),
        low_open: soft.low_open,
        high_open: soft.high_open,
        hard_low: differ(|span| &span.low),
        hard_high: differ(|span| &span.high),
        unit,
        change,
    }
}

fn claim_time(words: Describer<'_>, claim: &Claim, time: &Window) -> ClaimTime {
    let written = claim.time_mark;
    let text =
        words.sources.get(claim.place.file).slice(written).split_whitespace().collect::<Vec<_>>().join(" ");
    ClaimTime {
        // A date from the article is not written in the claim.
        text: if text.is_empty() { time.in_words() } else { text },
        kind: match time.shape {
            Shape::Instant => "instant",
            Shape::Period => "period",
        },
        from: time.iso_from(),
        to: time.iso_to(),
        approximate: time.approximate,
        uncertain: time.uncertain,
    }
}

/// When something was said or published: a day or time of day; a stretch of days as `first/last`.
fn moment(moment: Moment) -> String {
    let window = Window {
        from_clock: moment.clock,
        to_clock: moment.clock,
        ..Window::new(Shape::Instant, Some(moment.from), Some(moment.to))
    };
    let ends = (window.iso_from().unwrap_or_default(), window.iso_to().unwrap_or_default());
    if ends.0 == ends.1 { ends.0 } else { format!("{}/{}", ends.0, ends.1) }
}
