//! A file of entities: read once from its first byte to its last, one entity at a time.

use super::entity::EntityReader;
use super::json;
use super::labels::Labels;
use super::losses::{Loss, Losses};
use super::record::Record;
use super::shape::{Entities, Found, is_entity};
use crate::finding::ProblemKind;
use crate::intake::table_errors::table_error;
use crate::intake::unescaped::UnescapedText;
use crate::settings::Table;
use crate::source::Span;
use crate::syntax::SyntaxError;

/// The language of names where the settings give none.
const ENGLISH: &str = "en";

/// How many broken entities are reported one by one.
const MOST_BROKEN: usize = 20;

/// What a file of entities says.
#[derive(Debug)]
pub(in crate::intake) struct Document<'s> {
    /// Its statements, in order.
    pub(in crate::intake) records: Vec<Record<'s>>,
    /// The texts of their cells.
    pub(in crate::intake) pieces: UnescapedText,
    /// What is left out.
    pub(in crate::intake) losses: Vec<Loss>,
    /// Problems outside of statements.
    pub(in crate::intake) errors: Vec<SyntaxError<'s>>,
}

impl<'s> Document<'s> {
    /// Reads a file.
    pub(in crate::intake) fn read(text: &'s str, table: &'s Table) -> Self {
        let (mut records, mut errors) = (Vec::new(), Vec::new());
        let (mut pieces, mut losses) = (UnescapedText::default(), Losses::default());
        let labels = labels(text, table, &mut errors, &mut losses);
        let mut reader = EntityReader {
            text,
            table,
            labels: &labels,
            pieces: &mut pieces,
            losses: &mut losses,
            records: &mut records,
            errors: &mut errors,
        };
        let mut has_entities = false;
        for found in Entities::of(text) {
            if let Found::Entity(entity) = found
                && is_entity(entity)
            {
                has_entities = true;
                reader.read(entity);
            }
        }
        if !has_entities && errors.is_empty() {
            errors.push(no_entities(text));
        }
        // Statements of one property may stand anywhere; rows are read in the order of the file.
        records.sort_by_key(|record| Span::of(record.text, text).start);
        Self { records, pieces, losses: losses.into_all(), errors }
    }
}

/// The labels of all entities. What is no entity is reported here.
fn labels<'s>(
    text: &'s str,
    table: &'s Table,
    errors: &mut Vec<SyntaxError<'s>>,
    losses: &mut Losses,
) -> Labels<'s> {
    let language = table.language.as_deref().unwrap_or(ENGLISH);
    let mut labels = Labels::new(&table.labels);
    for found in Entities::of(text) {
        match found {
            Found::Entity(entity) => {
                let Some(pairs) = json::object(entity).filter(|_| is_entity(entity)) else {
                    losses.add("objects that are no entities", Span::of(entity, text));
                    continue;
                };
                if let (Some(id), Some(all)) = (json::text_of(&pairs, "id"), json::get(&pairs, "labels")) {
                    labels.add(id, all, language);
                }
            }
            Found::Broken(line, why) if errors.len() < MOST_BROKEN => errors.push(broken(line, &why)),
            Found::Broken(line, _) => losses.add("further lines that are no JSON", Span::of(line, text)),
        }
    }
    labels
}

/// What is no JSON: the entity is lost.
fn broken<'s>(at: &'s str, why: &str) -> SyntaxError<'s> {
    let mut error = table_error(
        ProblemKind::Syntax,
        at,
        "not JSON",
        format!("there is no entity of Wikidata here: {why}"),
    );
    error.help.push("download the file anew; the other lines of a dump are read all the same".to_owned());
    error
}

fn no_entities(text: &str) -> SyntaxError<'_> {
    let at = text.char_indices().nth(1).map_or(text, |(end, _)| &text[..end]);
    let message = "there is no entity of Wikidata in this file";
    let mut error = table_error(ProblemKind::Syntax, at, "no entity", message);
    error.help.push(
        "gainsay reads JSON as Wikidata gives it: https://www.wikidata.org/wiki/Special:EntityData/Q64.json"
            .to_owned(),
    );
    error
}
