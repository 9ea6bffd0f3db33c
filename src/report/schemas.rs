//! The JSON Schemas of what commands other than queries print, made from their types: what a field
//! means is what its comment says.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;

use super::claims::ClaimRow;
use super::diff::Diff;

/// The names of the schemas, each with what it is of.
pub const SCHEMAS: [(&str, &str); 2] =
    [("claim-schema", "gainsay claims"), ("diff-schema", "gainsay what-if --format json")];

/// The schema of a name, as JSON; none where there is none.
#[must_use]
pub fn schema(name: &str) -> Option<String> {
    Some(match name {
        "claim-schema" => text::<ClaimRow>(),
        "diff-schema" => text::<Diff<'_>>(),
        _ => return None,
    })
}

fn text<T: JsonSchema>() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    format!("{:#}\n", generator.into_root_schema_for::<T>().as_value())
}
