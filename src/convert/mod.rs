//! Converts statements between forms (`gainsay convert`): claims to rows of a sheet, and back. Every loss is
//! reported.

mod written;
mod flat_statement;
mod wording;
mod converted;
mod workbook;
mod table;

use crate::intake::{self, BlockSize, FileFormat, Sheet};
use crate::settings::{DecimalMark, Table};
use crate::source::{Source, Span};
use crate::syntax::tree::{Body, Statement};
use crate::syntax::{self, Chunk};

pub use converted::{Converted, LostStatement};
pub use flat_statement::Split;

use converted::FoundStatement;
use flat_statement::{ArticleDefaults, FlatStatement, Kind};

/// Converts a text. The result is read back; statements that come back changed are left out and reported.
#[must_use]
pub fn convert(
    source: &Source,
    table: Option<&Table>,
    decimal: Option<DecimalMark>,
    to: FileFormat,
    split: &Split<'_>,
) -> Converted {
    let mut converted = Converted::default();
    if to == FileFormat::Claims
        && let Some(text) = as_it_stands(source)
    {
        converted.text = text;
        return converted;
    }
    let found = match Sheet::open(source, table, BlockSize::ONCE) {
        Some(sheet) => rows(&sheet, decimal, &mut converted),
        None => statements(source, split, &mut converted),
    };
    match to {
        FileFormat::Claims | FileFormat::Markdown => {
            for one in found {
                match wording::worded(&one.flattened) {
                    Some(text) => converted.text.push_str(&text),
                    None => converted.lose(one.at, "the claim language cannot express it"),
                }
            }
        }
        FileFormat::Cells | FileFormat::Columns => table::cells(&found, &mut converted),
        FileFormat::Objects | FileFormat::Entities => table::objects(&found, &mut converted),
        FileFormat::Workbook => table::book(&found, &mut converted),
    }
    converted.lost.sort_by_key(|lost| lost.at);
    converted
}

/// The text itself if it is in the claim language, or the fenced blocks of it in Markdown.
fn as_it_stands(source: &Source) -> Option<String> {
    match FileFormat::of(source.name()) {
        None | Some(FileFormat::Claims) => Some(source.text().to_owned()),
        Some(FileFormat::Markdown) => {
            let mut text = String::new();
            for fence in intake::fences(source.text()) {
                if !text.is_empty() {
                    text.push('\n');
                }
                for line in fence.text.split_inclusive('\n') {
                    text.push_str(syntax::after_margin(line, fence.margin));
                }
                if !text.ends_with('\n') {
                    text.push('\n');
                }
            }
            Some(text)
        }
        Some(_) => None,
    }
}

/// The statements of a table's rows.
fn rows(sheet: &Sheet<'_>, decimal: Option<DecimalMark>, converted: &mut Converted) -> Vec<FoundStatement> {
    let mut found = Vec::new();
    let decimal = sheet.decimal().or(decimal);
    converted.left_out.extend_from_slice(sheet.losses());
    for error in sheet.errors() {
        converted.lose(sheet.place(error.at), error.message.clone());
    }
    for &range in sheet.ranges() {
        sheet.read(range, |read| {
            let at = sheet.place(read.text);
            for error in &read.errors {
                converted.lose(sheet.place(error.at), error.message.clone());
            }
            for statement in &read.statements {
                let at = if read.statements.len() == 1 { at } else { sheet.place(statement.text) };
                found.extend(
                    FlatStatement::of(statement, decimal, &|_| None)
                        .map(|flattened| FoundStatement { at, flattened }),
                );
            }
        });
    }
    found
}

/// The statements of a text that can be rows, each with its article's defaults.
fn statements(source: &Source, split: &Split<'_>, converted: &mut Converted) -> Vec<FoundStatement> {
    let text = source.text();
    let mut found = Vec::new();
    let mut defaults = ArticleDefaults::default();
    let mut corrected: Vec<(usize, Vec<String>)> = Vec::new();
    let mut take = |chunk: Chunk<'_>| {
        let at = Span::of(chunk.text, text);
        let (statement, errors) = syntax::statement(chunk);
        let Some(statement) = statement else {
            let why = errors.first().map_or("gainsay cannot read it", |error| error.message.as_str());
            return converted.lose(at, why);
        };
        if !statement.allows.is_empty() {
            converted.lose(at, "the allow comment above it does not fit in a row");
        }
        match &statement.body {
            Body::Article(article) => defaults = ArticleDefaults::of(&statement, &article.qualifiers),
            Body::EndArticle => defaults = ArticleDefaults::default(),
            _ => match filled(&statement, &defaults, split) {
                Some(flattened) => {
                    if flattened.kind == Kind::Correct {
                        corrected.push((found.len(), defaults.via().to_vec()));
                    }
                    found.push(FoundStatement { at, flattened });
                }
                None => converted.not_rows.push(at),
            },
        }
    };
    match FileFormat::of(source.name()) {
        Some(FileFormat::Markdown) => {
            for fence in intake::fences(text) {
                syntax::split_within(fence.text, fence.margin).for_each(&mut take);
            }
        }
        _ => syntax::split(text).for_each(take),
    }
    passed_on(&mut found, corrected);
    found
}

/// Adds relays to corrections: one by an origin is relayed by its article's outlets, one by a relay only by that
/// relay.
fn passed_on(found: &mut [FoundStatement], corrected: Vec<(usize, Vec<String>)>) {
    for (at, outlets) in corrected {
        let head = &found[at].flattened.head;
        let target = found.iter().find(|statement| statement.flattened.label.as_ref() == Some(head));
        let origin = target.map_or(&[][..], |target| &target.flattened.by).to_vec();
        let flattened = &mut found[at].flattened;
        let by_origin = flattened.by.is_empty() || flattened.by.iter().any(|source| origin.contains(source));
        if by_origin && !origin.is_empty() {
            flattened.via.extend(outlets.into_iter().filter(|outlet| !origin.contains(outlet)));
        }
    }
}

/// A statement with its article's defaults; none if it cannot be a row.
fn filled(statement: &Statement<'_>, defaults: &ArticleDefaults, split: &Split<'_>) -> Option<FlatStatement> {
    let mut flattened = FlatStatement::of(statement, None, split)?;
    defaults.fill(&mut flattened);
    Some(flattened)
}
