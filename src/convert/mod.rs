//! The same statements in another form: claims to rows of a sheet, and rows to claims. Nothing is lost without a word.

mod saying;
mod wording;
mod table;

use crate::intake::{self, Form, Sheet};
use crate::settings::{DecimalMark, Table};
use crate::source::{Source, Span};
use crate::syntax::tree::{Body, Statement};
use crate::syntax::{self, Chunk};

use saying::{Frame, Kind, Saying};

/// Where a measure's name ends and what it is of begins, in a head with ` of ` in it: the byte of that ` of `.
pub type Split<'a> = dyn Fn(&str) -> Option<usize> + 'a;

/// A text in its new form.
#[derive(Clone, Debug, Default)]
pub struct Converted {
    /// The text.
    pub text: String,
    /// What could not be brought along, by where it stands in the old text.
    pub lost: Vec<Lost>,
    /// The statements that are no rows and stay with the old text: definitions, laws and the like.
    pub stay: Vec<Span>,
}

/// A statement that is missing from the new text.
#[derive(Clone, Debug)]
pub struct Lost {
    /// Where it stands.
    pub at: Span,
    /// Why, as a clause.
    pub why: String,
}

/// A statement, and where it stands.
struct Found {
    at: Span,
    saying: Saying,
}

/// Brings a text into another form. What is written is read again, and what does not say the same is lost, and told.
#[must_use]
pub fn convert(
    source: &Source,
    table: Option<&Table>,
    decimal: Option<DecimalMark>,
    to: Form,
    split: &Split<'_>,
) -> Converted {
    let mut converted = Converted::default();
    if to == Form::Claims
        && let Some(text) = as_it_stands(source)
    {
        converted.text = text;
        return converted;
    }
    let found = match Sheet::open(source, table) {
        Some(sheet) => rows(&sheet, decimal, &mut converted),
        None => statements(source, split, &mut converted),
    };
    match to {
        Form::Claims | Form::Markdown => {
            for one in found {
                match wording::worded(&one.saying) {
                    Some(text) => converted.text.push_str(&text),
                    None => converted.lose(one.at, "the claim language cannot express it"),
                }
            }
        }
        Form::Cells => table::cells(&found, &mut converted),
        Form::Objects => table::objects(&found, &mut converted),
    }
    converted.lost.sort_by_key(|lost| lost.at);
    converted
}

impl Converted {
    fn lose(&mut self, at: Span, why: impl Into<String>) {
        self.lost.push(Lost { at, why: why.into() });
    }
}

/// The claim language as it stands, where the text is that or Markdown with fences of it.
fn as_it_stands(source: &Source) -> Option<String> {
    match Form::of(source.name()) {
        None | Some(Form::Claims) => Some(source.text().to_owned()),
        Some(Form::Markdown) => {
            let mut text = String::new();
            for fence in intake::fences(source.text()) {
                if !text.is_empty() {
                    text.push('\n');
                }
                for line in fence.text.split_inclusive('\n') {
                    text.push_str(syntax::behind(line, fence.margin));
                }
                if !text.ends_with('\n') {
                    text.push('\n');
                }
            }
            Some(text)
        }
        Some(Form::Cells | Form::Objects) => None,
    }
}

/// The statements of a table.
fn rows(sheet: &Sheet<'_>, decimal: Option<DecimalMark>, converted: &mut Converted) -> Vec<Found> {
    let mut found = Vec::new();
    let decimal = sheet.decimal().or(decimal);
    for trouble in sheet.troubles() {
        converted.lose(sheet.place(trouble.at), trouble.message.clone());
    }
    for &stretch in sheet.stretches() {
        sheet.read(stretch, |read| {
            let at = sheet.place(read.text);
            for trouble in &read.troubles {
                converted.lose(sheet.place(trouble.at), trouble.message.clone());
            }
            for statement in &read.statements {
                let at = if read.statements.len() == 1 { at } else { sheet.place(statement.text) };
                found.extend(Saying::of(statement, decimal, &|_| None).map(|saying| Found { at, saying }));
            }
        });
    }
    found
}

/// The statements of a text of the claim language that can be rows, each with what its article says.
fn statements(source: &Source, split: &Split<'_>, converted: &mut Converted) -> Vec<Found> {
    let text = source.text();
    let mut found = Vec::new();
    let mut frame = Frame::default();
    let mut corrected: Vec<(usize, Vec<String>)> = Vec::new();
    let mut take = |chunk: Chunk<'_>| {
        let at = Span::of(chunk.text, text);
        let (statement, troubles) = syntax::statement(chunk);
        let Some(statement) = statement else {
            let why = troubles.first().map_or("gainsay cannot read it", |trouble| trouble.message.as_str());
            return converted.lose(at, why);
        };
        if !statement.allows.is_empty() {
            converted.lose(at, "the allow comment above it does not fit in a row");
        }
        match &statement.body {
            Body::Article(article) => frame = Frame::of(&statement, &article.qualifiers),
            Body::EndArticle => frame = Frame::default(),
            _ => match framed(&statement, &frame, split) {
                Some(saying) => {
                    if saying.kind == Kind::Correct {
                        corrected.push((found.len(), frame.via().to_vec()));
                    }
                    found.push(Found { at, saying });
                }
                None => converted.stay.push(at),
            },
        }
    };
    match Form::of(source.name()) {
        Some(Form::Markdown) => {
            for fence in intake::fences(text) {
                syntax::split_within(fence.text, fence.margin).for_each(&mut take);
            }
        }
        _ => syntax::split(text).for_each(take),
    }
    passed_on(&mut found, corrected);
    found
}

/// What its origin corrects is passed on by its article's outlets; what a relay corrects, by that relay alone.
fn passed_on(found: &mut [Found], corrected: Vec<(usize, Vec<String>)>) {
    for (at, outlets) in corrected {
        let head = &found[at].saying.head;
        let target = found.iter().find(|one| one.saying.label.as_ref() == Some(head));
        let origin = target.map_or(&[][..], |target| &target.saying.by).to_vec();
        let saying = &mut found[at].saying;
        let by_origin = saying.by.is_empty() || saying.by.iter().any(|source| origin.contains(source));
        if by_origin && !origin.is_empty() {
            saying.via.extend(outlets.into_iter().filter(|outlet| !origin.contains(outlet)));
        }
    }
}

fn framed(statement: &Statement<'_>, frame: &Frame, split: &Split<'_>) -> Option<Saying> {
    let mut saying = Saying::of(statement, None, split)?;
    frame.fill(&mut saying);
    Some(saying)
}
