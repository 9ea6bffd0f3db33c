//! The schema of `gainsay.toml`: it is derived from the keys, and accepts what the reader accepts.

use gainsay::rules;
use gainsay::settings::keys::{Accepts, Key, ROOT};
use gainsay::settings::{self, FIELDS};
use gainsay::syntax::VAGUE;
use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

use crate::golden;
use crate::json_schema::misfit;
use crate::settings::read;

const SCHEMA: &str = "src/settings/gainsay.schema.json";

/// The schema of a key's value.
fn schema(takes: Accepts) -> Value {
    let list = |items: Value| json!({ "type": "array", "items": items });
    let text = || json!({ "type": "string", "pattern": "\\S" });
    let field = || json!({ "enum": FIELDS });
    match takes {
        Accepts::Word(words) => json!({ "enum": words }),
        Accepts::Text => text(),
        Accepts::Texts => list(text()),
        Accepts::Patterns => json!({ "anyOf": [text(), list(text())] }),
        Accepts::Count(least) => json!({ "type": "integer", "minimum": least }),
        Accepts::Share => json!({ "anyOf": [
            { "type": "string", "pattern": "^\\d+(\\.\\d+)?\\s*%?$" },
            { "type": "number", "minimum": 0, "maximum": 1 },
        ] }),
        Accepts::Multiple => json!({ "type": "number", "minimum": 0 }),
        Accepts::Character => json!({ "type": "string", "minLength": 1, "maxLength": 1 }),
        Accepts::Field => field(),
        Accepts::Columns => json!({ "type": "object", "additionalProperties": field() }),
        Accepts::Constants => {
            let fields: Map<String, Value> =
                FIELDS.iter().map(|field| ((*field).to_owned(), text())).collect();
            json!({ "type": "object", "properties": fields, "additionalProperties": false })
        }
        Accepts::Labels => json!({ "type": "object", "additionalProperties": text() }),
        Accepts::Rules => json!({ "$ref": "#/definitions/rules" }),
        Accepts::Tolerances => {
            json!({ "type": "object", "additionalProperties": { "type": ["string", "number"] } })
        }
        Accepts::Sources => {
            json!({ "type": "object", "additionalProperties": { "type": "array", "items": text() } })
        }
        Accepts::Hedges(keys) => {
            let mut hedges = table(keys);
            for word in VAGUE {
                let ends = json!({ "type": "integer", "minimum": 0 });
                hedges["properties"][word] =
                    json!({ "type": "array", "items": ends, "minItems": 2, "maxItems": 2 });
            }
            hedges
        }
        Accepts::Table(keys) => table(keys),
        Accepts::Each(keys) => list(table(keys)),
        Accepts::ByPattern(keys) => json!({ "type": "object", "additionalProperties": table(keys) }),
    }
}

/// The schema of a table of keys.
fn table(keys: &[Key]) -> Value {
    let mut properties = Map::new();
    for key in keys {
        let mut value = schema(key.accepts);
        value["description"] = json!(key.meaning);
        if value.get("$ref").is_some() {
            // Beside a reference nothing else counts.
            value = json!({ "allOf": [value], "description": key.meaning });
        }
        properties.insert(key.name.to_owned(), value);
    }
    let needed: Vec<&str> = keys.iter().filter(|key| key.is_required).map(|key| key.name).collect();
    let mut table = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !needed.is_empty() {
        table["required"] = json!(needed);
    }
    table
}

/// The levels of rules and standings.
fn levels() -> Value {
    let level = json!({ "enum": ["off", "note", "warning", "error"] });
    let mut properties = Map::new();
    for (standing, says) in [
        ("slip", "One source, or one outlet's own voice, against itself."),
        ("disputed", "Any other contradiction."),
    ] {
        let mut level = level.clone();
        level["description"] = json!(says);
        properties.insert(standing.to_owned(), level);
    }
    for family in rules::FAMILIES {
        let mut level = level.clone();
        level["description"] = json!(format!("All rules whose codes begin with {}.", family.letter));
        properties.insert(family.name.to_owned(), level.clone());
        properties.insert(family.letter.to_string(), level);
    }
    let own = json!({ "type": "object", "properties": { "level": level }, "additionalProperties": false });
    for rule in rules::ALL {
        let says = format!("{} {}", rule.code.0, rule.summary());
        properties.insert(rule.name.to_owned(), json!({ "anyOf": [level, own], "description": says }));
    }
    let codes = json!({ "^[A-Za-z]\\d{3}$": { "anyOf": [level, own] } });
    json!({ "type": "object", "properties": properties, "patternProperties": codes, "additionalProperties": false })
}

#[test]
fn the_schema_is_that_of_the_keys() {
    let mut schema = table(ROOT);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["$id"] = json!("urn:gainsay:settings");
    schema["title"] = json!("gainsay.toml");
    schema["description"] =
        json!("What a corpus has settled for `gainsay`; `gainsay explain settings` tells it on one page.");
    schema["definitions"] = json!({ "rules": levels() });
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    golden::check(SCHEMA, &(text + "\n"));
}

/// A document as a schema sees it.
fn value(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => json!(number.as_str().parse::<i64>().expect("a small number")),
        DeValue::Float(number) => json!(number.as_str().parse::<f64>().expect("a number")),
        DeValue::Boolean(truth) => json!(truth),
        DeValue::Datetime(date) => json!({ "date": date.to_string() }),
        DeValue::Array(list) => list.iter().map(|one| self::value(one.get_ref())).collect(),
        DeValue::Table(table) => object(table),
    }
}

fn object(table: &DeTable<'_>) -> Value {
    table
        .iter()
        .map(|(key, one)| (key.get_ref().to_string(), value(one.get_ref())))
        .collect::<Map<_, _>>()
        .into()
}

#[test]
fn the_schema_takes_what_is_read_and_nothing_else() {
    let schema: Value = serde_json::from_str(settings::SCHEMA).expect("JSON");
    let page = settings::page() + include_str!("../../README.md");
    let blocks = page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let taken = [
        "",
        "rules.C101 = \"off\"",
        "rules = { drift = \"note\", R = \"off\" }",
        "rules = { slip = \"note\", missing-date = { level = \"off\" } }",
        "[[paths]]\nmatch = [\"a\", \"b/**\"]",
        "[hedges]\nabout = 0.05\nnearly = \"85.5 %\"\nslack = 2.5\n\"a few\" = [2, 5]",
        "[tolerances]\n\"death toll\" = 5\narea = \"5 km²\"",
        "[tables.\"*.csv\"]\ndelimiter = \"\\t\"\nheader = 1\nskip = [\"Total\"]\nencoding = \"windows-1252\"",
    ];
    let refused = [
        "nothing = 1",
        "decimal = \",\"",
        "decimal = 1",
        "vocabulary = \"a.claims\"",
        "vocabulary = [1]",
        "vocabulary = [\" \"]",
        "exact-limit = -1",
        "exact-limit = 1.5",
        "exact-limit = 2020-10-10",
        "rules = { nothing = \"off\" }",
        "rules = { slip = \"warn\" }",
        "rules = { missing-date = { level = \"off\", more = 1 } }",
        "[[paths]]",
        "[[paths]]\nmatch = 5",
        "[paths]\nmatch = \"a\"",
        "[hedges]\nabout = \"101%\"",
        "[hedges]\nabout = 1.5",
        "[hedges]\nslack = \"a\"",
        "[hedges]\numpteen = [1, 2]",
        "[hedges]\ndozens = [1, 2, 3]",
        "[hedges]\ndozens = [-1, 2]",
        "[tolerances]\narea = true",
        "desk = true",
        "[desk]\nour = [\"x\"]",
        "[tables]\ndelimiter = \";\"",
        "[tables.\"*.csv\"]\ndelimiter = \";;\"",
        "[tables.\"*.csv\"]\nheader = 0",
        "[tables.\"*.csv\"]\ncolumns = { A = \"vaule\" }",
        "[tables.\"*.csv\"]\nconstants = { vaule = \"A\" }",
        "[tables.\"*.csv\"]\nwide = { field = \"source\" }",
        "[tables.\"*.csv\"]\nwide = { field = \"nothing\", columns = [\"UN\"] }",
    ];
    let cases = blocks.chain(taken).map(|text| (text, true)).chain(refused.map(|text| (text, false)));
    for (text, good) in cases {
        let document = DeTable::parse(text).expect("TOML");
        let read = read(text);
        assert_eq!(read.is_ok(), good, "{text}\n{:?}", read.err());
        assert_eq!(
            misfit(&schema, &schema, &object(document.get_ref()), "settings").is_ok(),
            good,
            "the schema: {text}"
        );
    }
}
