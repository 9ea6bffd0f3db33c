//! A Frictionless `datapackage.json`: what it says of the tables beside it, as settings of tables. Text in, settings out.

use serde_json::Value;

use super::field_notation::{FieldNotation, text_of};
use super::notation::Encoding;
use super::table::{FIELDS, Table, Wide};

/// The name of the file.
pub const DATA_PACKAGE: &str = "datapackage.json";

/// What a package says.
#[derive(Clone, Debug, Default)]
pub struct DataPackage {
    /// The path of each of its tables, relative to the package, and how it is read.
    pub tables: Vec<(String, Table)>,
    /// What has no effect, a sentence for each resource.
    pub ignored: Vec<String>,
}

/// Reads a package.
///
/// # Errors
/// If it is none, as a clause.
pub fn data_package(text: &str) -> Result<DataPackage, String> {
    let package: Value = serde_json::from_str(text).map_err(|error| format!("is no JSON: {error}"))?;
    let resources = package.get("resources").and_then(Value::as_array);
    let resources = resources.ok_or("is no data package: it has no list `resources`")?;
    let mut found = DataPackage::default();
    for (number, resource) in (1..).zip(resources) {
        let name = text_of(resource, "name").or_else(|| text_of(resource, "title"));
        let name = name.map_or_else(|| format!("resource {number}"), |name| format!("the resource `{name}`"));
        let mut ignored = Vec::new();
        let table = table(resource, &package, &mut ignored);
        let paths: Vec<&Value> = match resource.get("path") {
            Some(Value::Array(paths)) => paths.iter().collect(),
            path => path.into_iter().collect(),
        };
        if paths.is_empty() {
            found.ignored.push(format!("{name} names no file (`path`), so it is left out"));
            continue;
        }
        for path in paths {
            match path.as_str().filter(|path| !path.is_empty()) {
                None => ignored.push(format!("the path {path}, which is no name of a file")),
                Some(path) if is_outside(path) => {
                    ignored.push(format!("`{path}`, which is no file beside the package"));
                }
                Some(path) => found.tables.push((path.trim_start_matches("./").to_owned(), table.clone())),
            }
        }
        if !ignored.is_empty() {
            found.ignored.push(format!("of {name} has no effect: {}", ignored.join("; ")));
        }
    }
    Ok(found)
}

/// Whether a path leads out of the package's folder.
fn is_outside(path: &str) -> bool {
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    path.contains("://")
        || is_drive
        || path.starts_with(['/', '\\'])
        || path.split(['/', '\\']).any(|part| part == "..")
}

/// A value that is there, and is none of what it may be.
fn is_other(value: Option<&Value>, is_it: impl Fn(&Value) -> bool) -> bool {
    value.is_some_and(|value| !value.is_null() && !is_it(value))
}

/// How the files of a resource are read.
fn table(resource: &Value, package: &Value, ignored: &mut Vec<String>) -> Table {
    let mut table = Table::default();
    notation(resource, &mut table, ignored);
    let sources = resource.get("sources").or_else(|| package.get("sources"));
    if is_other(sources, Value::is_array) {
        ignored.push("its `sources`, which are no list".to_owned());
    }
    let sources: Vec<&str> = sources
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|source| text_of(source, "title").or_else(|| text_of(source, "name")))
        .collect();
    match sources[..] {
        [] => {}
        [source] => drop(table.constants.insert("source".to_owned(), source.to_owned())),
        _ => ignored
            .push(format!("its {} sources, as none of them says which figures are its own", sources.len())),
    }
    match resource.get("schema") {
        Some(schema @ Value::Object(_)) => columns(schema, (package, resource), &mut table, ignored),
        Some(Value::String(_)) => ignored.push("its `schema`, which is in another file".to_owned()),
        Some(_) => ignored.push("its `schema`, which is no object".to_owned()),
        None => {}
    }
    table
}

/// The dialect and the encoding.
fn notation(resource: &Value, table: &mut Table, ignored: &mut Vec<String>) {
    match text_of(resource, "encoding").map(str::to_ascii_lowercase).as_deref() {
        None | Some("utf-8" | "utf8") => {}
        Some("windows-1252" | "cp1252" | "iso-8859-1" | "latin1") => table.encoding = Encoding::Windows1252,
        Some(other) => ignored.push(format!("the encoding `{other}`, which gainsay does not read")),
    }
    if is_other(resource.get("encoding"), Value::is_string) {
        ignored.push("its `encoding`, which is no text".to_owned());
    }
    let dialect = match resource.get("dialect") {
        Some(Value::Object(dialect)) => dialect,
        Some(Value::String(_)) => return ignored.push("its `dialect`, which is in another file".to_owned()),
        Some(_) => return ignored.push("its `dialect`, which is no object".to_owned()),
        None => return,
    };
    for (key, says) in dialect {
        let one =
            says.as_str().and_then(|text| Some(text.chars().next()).filter(|_| text.chars().count() == 1));
        match (key.as_str(), one.flatten()) {
            ("delimiter", Some(delimiter)) => table.delimiter = Some(delimiter),
            ("quoteChar", Some('"'))
            | ("$schema" | "csvddfVersion" | "lineTerminator" | "caseSensitiveHeader", _) => {}
            ("doubleQuote" | "header" | "skipInitialSpace", _) if says.as_bool() == Some(true) => {}
            ("skipInitialSpace", _) => {}
            ("headerRows", _) if says.as_array().is_some_and(|rows| rows.len() == 1) => {
                table.header = says[0].as_u64().and_then(|row| row.try_into().ok());
            }
            _ => ignored.push(format!("`{key}` of its dialect")),
        }
    }
}

/// What its columns are, by their types and by its primary key.
fn columns(
    schema: &Value,
    (package, resource): (&Value, &Value),
    table: &mut Table,
    ignored: &mut Vec<String>,
) {
    for key in ["fields", "missingValues"] {
        if is_other(schema.get(key), Value::is_array) {
            ignored.push(format!("the `{key}` of its schema, which are no list"));
        }
    }
    if is_other(schema.get("primaryKey"), |key| key.is_string() || key.is_array()) {
        ignored.push("the `primaryKey` of its schema, which is no name".to_owned());
    }
    let missing = schema.get("missingValues").and_then(Value::as_array);
    let missing = missing.into_iter().flatten();
    let missing = missing.filter_map(|value| value.as_str().or_else(|| text_of(value, "value")));
    table.blank = missing.filter(|text| !text.trim().is_empty()).map(str::to_owned).collect();
    if schema.get("foreignKeys").is_some() {
        ignored.push("`foreignKeys`".to_owned());
    }
    let key: Vec<&str> = match schema.get("primaryKey") {
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        name => name.and_then(Value::as_str).into_iter().collect(),
    };
    let (mut dates, mut figures, mut constrained) = (Vec::new(), Vec::new(), Vec::new());
    let mut notation = FieldNotation::default();
    for field in schema.get("fields").and_then(Value::as_array).into_iter().flatten() {
        let Some(name) = text_of(field, "name") else {
            ignored.push("a field without a name".to_owned());
            continue;
        };
        if field.get("constraints").is_some() {
            constrained.push(format!("`{name}`"));
        }
        let is_own = FIELDS.contains(&name.to_lowercase().as_str());
        match text_of(field, "type").unwrap_or("string") {
            "date" | "datetime" | "year" | "yearmonth" => {
                notation.date(name, field);
                if !is_own {
                    dates.push(name);
                }
            }
            kind @ ("number" | "integer") => {
                notation.number(name, field, kind == "integer");
                if name.eq_ignore_ascii_case("year") {
                    dates.push(name);
                } else if key.contains(&name) {
                    table.scope.push(name.to_owned());
                } else if !is_own || name.eq_ignore_ascii_case("value") {
                    figures.push((name, field));
                }
            }
            // Without a key, any of them may say which figure is which.
            kind => {
                if !is_own && (key.is_empty() || key.contains(&name)) {
                    table.scope.push(name.to_owned());
                }
                if !matches!(kind, "string" | "any") {
                    ignored.push(format!("the type of `{name}`"));
                }
            }
        }
    }
    (table.decimal, table.date_order) = (notation.decimal(ignored), notation.date_order(ignored));
    if !constrained.is_empty() {
        ignored.push(format!("the constraints of {}", constrained.join(", ")));
    }
    match dates[..] {
        [] => {}
        [date] => drop(table.columns.insert(date.to_owned(), "date".to_owned())),
        _ => ignored
            .push(format!("the dates {}, as only one of them can be that of the figures", dates.join(", "))),
    }
    let names = schema.get("fields").and_then(Value::as_array).into_iter().flatten();
    let says_measure =
        names.filter_map(|field| text_of(field, "name")).any(|name| name.eq_ignore_ascii_case("measure"));
    let title = text_of(resource, "title").or_else(|| text_of(package, "title"));
    figures_of(&figures, says_measure, title, table, ignored);
}

/// The columns of figures: one is the value, several are a measure each.
fn figures_of(
    figures: &[(&str, &Value)],
    says_measure: bool,
    title: Option<&str>,
    table: &mut Table,
    ignored: &mut Vec<String>,
) {
    let units = || figures.iter().filter_map(|(_, field)| text_of(field, "unit"));
    match figures {
        [] => {}
        [(name, field)] => {
            if !name.eq_ignore_ascii_case("value") {
                table.columns.insert((*name).to_owned(), "value".to_owned());
            }
            let title = text_of(field, "title").or(title).unwrap_or(name);
            if !says_measure {
                table.constants.insert("measure".to_owned(), title.to_owned());
            }
            table.constants.extend(units().map(|unit| ("unit".to_owned(), unit.to_owned())));
        }
        several => {
            let columns = several.iter().map(|(name, _)| (*name).to_owned()).collect();
            table.wide = Some(Wide { field: "measure".to_owned(), columns });
            let mut own: Vec<&str> = units().collect();
            let all = own.len() == several.len();
            own.sort_unstable();
            own.dedup();
            match own[..] {
                [] => {}
                [unit] if all => drop(table.constants.insert("unit".to_owned(), unit.to_owned())),
                _ => ignored
                    .push(format!("the units {}, as the figures of a row have several", own.join(", "))),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::notation::{DateOrder, DecimalMark};
    use super::{Table, data_package};

    #[test]
    fn a_package_says_how_its_tables_are_read() {
        let found = data_package(
            r#"{ "sources": [{ "title": "Statistics Office", "path": "https://a.b/" }], "resources": [
                { "name": "deaths", "path": "data/deaths.csv", "title": "Deaths", "encoding": "cp1252",
                  "dialect": { "delimiter": ";", "commentChar": "%" },
                  "schema": { "missingValues": ["", "-"], "primaryKey": ["region", "day"], "fields": [
                    { "name": "region", "type": "string" }, { "name": "day", "type": "date", "format": "%d/%m/%Y" },
                    { "name": "n", "title": "death toll", "type": "number", "decimalChar": ",", "unit": "people",
                      "constraints": { "minimum": 0 } } ] } },
                { "name": "far", "path": "https://a.b/c.csv" } ] }"#,
        )
        .expect("a package");
        let [(path, table)] = &found.tables[..] else { panic!("{found:?}") };
        assert_eq!(path, "data/deaths.csv");
        assert_eq!(table.delimiter, Some(';'));
        assert_eq!(table.decimal, Some(DecimalMark::Comma));
        assert_eq!(
            (table.blank.as_slice(), table.scope.as_slice()),
            (&["-".to_owned()][..], &["region".to_owned()][..])
        );
        assert_eq!(table.columns["day"], "date");
        assert_eq!(table.columns["n"], "value");
        let constants: Vec<(&str, &str)> =
            table.constants.iter().map(|(key, says)| (&**key, &**says)).collect();
        assert_eq!(
            constants,
            [("measure", "death toll"), ("source", "Statistics Office"), ("unit", "people")]
        );
        assert_eq!(
            found.ignored,
            [
                "of the resource `deaths` has no effect: `commentChar` of its dialect; the constraints of `n`",
                "of the resource `far` has no effect: `https://a.b/c.csv`, which is no file beside the package"
            ]
        );
        let mut own = Table::default();
        own.constants.insert("source".to_owned(), "Ministry".to_owned());
        own.columns.insert("region".to_owned(), "place".to_owned());
        let both = own.over(table);
        assert_eq!((both.constants["source"].as_str(), both.scope.len()), ("Ministry", 0));
        assert!(data_package("[]").is_err() && data_package("{").is_err());
    }
    #[test]
    fn what_is_of_no_use_is_told() {
        let found = data_package(
            r#"{"resources":[5, {"name":"a"}, {"name":"b","path":["x.csv",3,"..\\y.csv","C:z.csv","/w.csv"]},
                {"name":"c","path":"c.csv","dialect":"d.json","encoding":5,
                 "schema":{"fields":{"name":"x"},"primaryKey":5,"missingValues":"-"}},
                {"name":"d","path":"d.csv","dialect":[],"schema":7,"sources":"S"},
                {"name":"e","path":"e.csv","schema":{"fields":[{"type":"number"}]}}]}"#,
        )
        .expect("a package");
        let paths: Vec<&str> = found.tables.iter().map(|(path, _)| &**path).collect();
        assert_eq!(paths, ["x.csv", "c.csv", "d.csv", "e.csv"]);
        assert_eq!(
            found.ignored,
            [
                "resource 1 names no file (`path`), so it is left out",
                "the resource `a` names no file (`path`), so it is left out",
                "of the resource `b` has no effect: the path 3, which is no name of a file; `..\\y.csv`, which is no file \
                 beside the package; `C:z.csv`, which is no file beside the package; `/w.csv`, which is no file beside the \
                 package",
                "of the resource `c` has no effect: its `encoding`, which is no text; its `dialect`, which is in another \
                 file; the `fields` of its schema, which are no list; the `missingValues` of its schema, which are no list; \
                 the `primaryKey` of its schema, which is no name",
                "of the resource `d` has no effect: its `dialect`, which is no object; its `sources`, which are no list; \
                 its `schema`, which is no object",
                "of the resource `e` has no effect: a field without a name",
            ]
        );
    }

    /// The decimal mark, the order of dates and what is told of a table with these fields.
    fn read(fields: &str) -> (Option<DecimalMark>, Option<DateOrder>, Vec<String>) {
        let text =
            format!(r#"{{"resources":[{{"name":"r","path":"r.csv","schema":{{"fields":[{fields}]}}}}]}}"#);
        let found = data_package(&text).expect("a package");
        let [(_, table)] = &found.tables[..] else { panic!("{found:?}") };
        (table.decimal, table.date_order, found.ignored)
    }

    #[test]
    fn only_what_fields_say_decides_how_numbers_and_dates_are_written() {
        const YEAR: &str = r#"{"name":"year","type":"integer"}"#;
        const POINT: &str = r#"{"name":"a","type":"number","decimalChar":"."}"#;
        const COMMA: &str = r#"{"name":"b","type":"number","decimalChar":","}"#;
        const PLAIN: &str = r#"{"name":"c","type":"number"}"#;
        const GROUPED: &str = r#"{"name":"d","type":"integer","groupChar":"."}"#;
        for (fields, mark, told) in [
            (vec![YEAR, COMMA], Some(DecimalMark::Comma), ""),
            (vec![YEAR, GROUPED], Some(DecimalMark::Comma), ""),
            (vec![YEAR, PLAIN], Some(DecimalMark::Point), ""),
            (vec![YEAR], None, ""),
            (vec![COMMA, GROUPED], Some(DecimalMark::Comma), ""),
            (vec![PLAIN, POINT], Some(DecimalMark::Point), ""),
            (vec![PLAIN, COMMA], Some(DecimalMark::Comma), "that `c` without a `decimalChar`"),
            (vec![POINT, COMMA], None, "the decimal marks of `a` and `b`, as they differ"),
            (vec![POINT, GROUPED], None, "the decimal marks of `a` and `d`, as they differ"),
        ] {
            let (found, _, ignored) = read(&fields.join(","));
            assert_eq!(found, mark, "{fields:?}");
            assert_eq!(ignored.iter().any(|line| line.contains("decimal")), !told.is_empty(), "{ignored:?}");
            assert!(told.is_empty() || ignored[0].contains(told), "{ignored:?}");
        }
        let date =
            |name: &str, format: &str| format!(r#"{{"name":"{name}","type":"date","format":"{format}"}}"#);
        let (_, order, told) =
            read(&[date("x", "%d/%m/%Y"), date("y", "%Y"), date("z", "%d.%m.%Y")].join(","));
        assert_eq!((order, told[0].contains("orders")), (Some(DateOrder::DayFirst), false), "{told:?}");
        let (_, order, told) = read(&[date("x", "%d/%m/%Y"), date("z", "%m/%d/%Y")].join(","));
        assert_eq!(order, None);
        assert!(told[0].contains("the orders of day and month of `x` and `z`, as they differ"), "{told:?}");
    }
}
