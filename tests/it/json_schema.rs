//! Holds values against JSON Schemas, with the keywords and patterns that ours use.

use gainsay::settings::Decimal;
use serde_json::Value;

/// Why a value does not match a schema, with the few keywords that ours use; a key that a schema does not list is wrong. A keyword that is
/// not known here is a failure of the test.
pub(crate) fn misfit(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let wrong = || Err(format!("{at}: {value}"));
    let holds = |holds: bool| if holds { Ok(()) } else { wrong() };
    let limit = |rule: &Value| rule.as_f64().expect("a number");
    let length = value.as_str().map(|text| text.chars().count() as f64);
    let count = value.as_array().map(|items| items.len() as f64);
    let inner = |schema: &Value, value: &Value, at: &str| misfit(root, schema, value, at);
    for (word, rule) in schema.as_object().expect("a schema is an object") {
        let list = || rule.as_array().expect("a list").iter();
        match word.as_str() {
            "$ref" => {
                let name = rule.as_str().and_then(|path| path.strip_prefix('#')).expect("a local reference");
                inner(root.pointer(name).expect("what is referred to"), value, at)?;
            }
            "const" => holds(value == rule)?,
            "enum" => holds(list().any(|one| one == value))?,
            "allOf" => {
                for one in list() {
                    inner(one, value, at)?;
                }
            }
            "anyOf" => holds(list().any(|one| inner(one, value, at).is_ok()))?,
            "type" => {
                let is = |name: &Value| match name.as_str().expect("a type") {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "number" => value.is_number(),
                    "integer" => value.is_i64() || value.is_u64(),
                    "null" => value.is_null(),
                    other => panic!("{other}"),
                };
                holds(rule.as_array().map_or_else(|| is(rule), |types| types.iter().any(is)))?;
            }
            "pattern" => {
                holds(value.as_str().is_none_or(|text| matches(rule.as_str().expect("a pattern"), text)))?
            }
            "minimum" => holds(value.as_f64().is_none_or(|number| number >= limit(rule)))?,
            "maximum" => holds(value.as_f64().is_none_or(|number| number <= limit(rule)))?,
            "minLength" => holds(length.is_none_or(|length| length >= limit(rule)))?,
            "maxLength" => holds(length.is_none_or(|length| length <= limit(rule)))?,
            "minItems" => holds(count.is_none_or(|count| count >= limit(rule)))?,
            "maxItems" => holds(count.is_none_or(|count| count <= limit(rule)))?,
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    inner(rule, item, at)?;
                }
            }
            "required" if value.is_object() => {
                holds(list().all(|key| value.get(key.as_str().expect("a key")).is_some()))?;
            }
            "properties" => {
                for (key, one) in value.as_object().into_iter().flatten() {
                    let at = format!("{at}.{key}");
                    let others = &schema["additionalProperties"];
                    let patterns = schema["patternProperties"].as_object();
                    let by_pattern =
                        patterns.into_iter().flatten().find(|(pattern, _)| matches(pattern, key));
                    match rule
                        .get(key)
                        .or(by_pattern.map(|(_, one)| one))
                        .or(Some(others).filter(|one| one.is_object()))
                    {
                        Some(schema) => inner(schema, one, &at)?,
                        None => return Err(format!("{at} is not in the schema")),
                    }
                }
            }
            "additionalProperties" if rule.is_object() && schema["properties"].is_null() => {
                for (key, one) in value.as_object().into_iter().flatten() {
                    inner(rule, one, &format!("{at}.{key}"))?;
                }
            }
            "$schema" | "$id" | "$defs" | "definitions" | "title" | "description" | "default"
            | "examples" => {}
            "required" | "additionalProperties" | "patternProperties" => {}
            other => panic!("the schema uses `{other}`, which this test does not know"),
        }
    }
    Ok(())
}

/// Whether a text matches one of the patterns that our schemas use.
fn matches(pattern: &str, text: &str) -> bool {
    let all = |text: &str, fits: fn(char) -> bool| !text.is_empty() && text.chars().all(fits);
    let is_code = || text.get(1..).is_some_and(|rest| rest.len() == 3 && all(rest, |c| c.is_ascii_digit()));
    let begins = |fits: fn(&char) -> bool| text.chars().next().as_ref().is_some_and(fits);
    match pattern {
        "\\S" => text.chars().any(|c| !c.is_whitespace()),
        "^@?[\\w.-]+$" => {
            all(text.strip_prefix('@').unwrap_or(text), |c| c.is_alphanumeric() || "_.-".contains(c))
        }
        "^[A-Z][0-9]{3}$" => is_code() && begins(char::is_ascii_uppercase),
        "^[A-Za-z]\\d{3}$" => is_code() && begins(char::is_ascii_alphabetic),
        "^[0-9a-f]{16}(-[0-9]+)?$" => {
            let (print, number) =
                text.split_once('-').map_or((text, None), |(print, number)| (print, Some(number)));
            print.len() == 16
                && all(print, |c| matches!(c, '0'..='9' | 'a'..='f'))
                && number.is_none_or(|number| all(number, |c| c.is_ascii_digit()))
        }
        "^\\d+(\\.\\d+)?\\s*%?$" => Decimal::of(text).is_some_and(Decimal::is_share),
        other => panic!("this test does not know the pattern {other}"),
    }
}
