//! The JSON report matches its published schema, and so do claims as objects.

use gainsay::report::{ReportView, json};

use crate::reports::{RULES, desk};

/// Whether a value matches a schema with the few keywords that ours uses.
fn fits(root: &serde_json::Value, schema: &serde_json::Value, value: &serde_json::Value, at: &str) {
    use serde_json::Value;
    for (word, rule) in schema.as_object().expect("a schema is an object") {
        let list = || rule.as_array().expect("a list").iter();
        match word.as_str() {
            "$ref" => {
                let name =
                    rule.as_str().and_then(|path| path.strip_prefix("#/$defs/")).expect("a local reference");
                fits(root, &root["$defs"][name], value, at);
            }
            "const" => assert_eq!(value, rule, "{at}"),
            "enum" => assert!(list().any(|one| one == value), "{at}: {value}"),
            "type" => {
                let is = |name: &Value| match name.as_str().expect("a type") {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "integer" => value.is_u64(),
                    "null" => value.is_null(),
                    other => panic!("{other}"),
                };
                assert!(
                    rule.as_array().map_or_else(|| is(rule), |types| types.iter().any(is)),
                    "{at}: {value}"
                );
            }
            "required" if value.is_object() => {
                list().for_each(|key| {
                    assert!(value.get(key.as_str().expect("a key")).is_some(), "{at}: {key}")
                });
            }
            "properties" if value.is_object() => {
                let known = rule.as_object().expect("properties");
                for (key, inner) in value.as_object().expect("an object") {
                    let schema = known.get(key).unwrap_or_else(|| panic!("{at}.{key} is not in the schema"));
                    fits(root, schema, inner, &format!("{at}.{key}"));
                }
            }
            "additionalProperties" if value.is_object() => {
                value.as_object().expect("an object").values().for_each(|inner| fits(root, rule, inner, at));
            }
            "items" if value.is_array() => {
                value.as_array().expect("a list").iter().for_each(|inner| fits(root, rule, inner, at));
            }
            "minimum" => assert!(value.as_u64() >= rule.as_u64(), "{at}: {value}"),
            "$schema" | "$id" | "$defs" | "title" | "description" | "pattern" => {}
            "required" | "properties" | "additionalProperties" | "items" => assert!(value.is_null(), "{at}"),
            other => panic!("the schema uses `{other}`, which this test does not know"),
        }
    }
}

#[test]
fn json_fits_its_schema() {
    let (sources, report) = desk();
    let mut out = Vec::new();
    json(&mut out, &ReportView::new(&report, &sources, &RULES, None)).expect("a vector takes all");
    let value: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
    let schema: serde_json::Value = serde_json::from_str(gainsay::report::SCHEMA).expect("JSON");
    fits(&schema, &schema, &value, "report");
}
