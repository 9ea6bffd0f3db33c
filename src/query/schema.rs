//! The JSON Schemas of the answers, made from their types: what a field means is what its comment says.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};

use super::answer::Answer;
use super::replay::Replay;
use super::sources::SourceList;
use super::timeline::Timeline;
use super::trace::Trace;

/// The names of the schemas, each with what it is of.
pub const SCHEMAS: [(&str, &str); 5] = [
    ("answer-schema", "gainsay ask --format json"),
    ("timeline-schema", "gainsay timeline --format json"),
    ("sources-schema", "gainsay sources --format json"),
    ("trace-schema", "gainsay trace --format json"),
    ("replay-schema", "gainsay replay --format json"),
];

/// The schema of a name, as JSON; none where there is none.
#[must_use]
pub fn schema(name: &str) -> Option<String> {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    Some(match name {
        "answer-schema" => text::<Answer>(generator),
        "timeline-schema" => text::<Timeline>(generator),
        "sources-schema" => text::<SourceList>(generator),
        "trace-schema" => text::<Trace>(generator),
        "replay-schema" => text::<Replay>(generator),
        _ => return None,
    })
}

fn text<T: JsonSchema>(generator: SchemaGenerator) -> String {
    let schema = generator.into_root_schema_for::<T>();
    format!("{:#}\n", schema.as_value())
}
