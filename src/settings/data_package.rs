//! A Frictionless `datapackage.json`: what it says of the tables beside it, as settings of tables. Text in, settings out.

use serde_json::Value;

use super::notation::{DateOrder, DecimalMark, Encoding};
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
    for resource in resources {
        let name =
            text_of(resource, "name").or_else(|| text_of(resource, "title")).unwrap_or("without a name");
        let mut ignored = Vec::new();
        let table = table(resource, &package, &mut ignored);
        let paths: Vec<&str> = match resource.get("path") {
            Some(Value::Array(paths)) => paths.iter().filter_map(Value::as_str).collect(),
            path => path.and_then(Value::as_str).into_iter().collect(),
        };
        if paths.is_empty() {
            ignored = vec!["all of it, as it names no file (`path`)".to_owned()];
        }
        for path in paths {
            let is_outside =
                path.contains("://") || path.starts_with('/') || path.split('/').any(|part| part == "..");
            match is_outside {
                true => ignored.push(format!("`{path}`, which is no file beside the package")),
                false => found.tables.push((path.trim_start_matches("./").to_owned(), table.clone())),
            }
        }
        if !ignored.is_empty() {
            found.ignored.push(format!("of the resource `{name}` has no effect: {}", ignored.join("; ")));
        }
    }
    Ok(found)
}

fn text_of<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// How the files of a resource are read.
fn table(resource: &Value, package: &Value, ignored: &mut Vec<String>) -> Table {
    let mut table = Table::default();
    notation(resource, &mut table, ignored);
    let sources = resource.get("sources").or_else(|| package.get("sources")).and_then(Value::as_array);
    let sources: Vec<&str> = sources
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
        Some(_) => ignored.push("its `schema`, which is in another file".to_owned()),
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
    let Some(Value::Object(dialect)) = resource.get("dialect") else { return };
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
    let (mut marks, mut orders) = (Vec::new(), Vec::new());
    for field in schema.get("fields").and_then(Value::as_array).into_iter().flatten() {
        let Some(name) = text_of(field, "name") else { continue };
        if field.get("constraints").is_some() {
            constrained.push(format!("`{name}`"));
        }
        let is_own = FIELDS.contains(&name.to_lowercase().as_str());
        match text_of(field, "type").unwrap_or("string") {
            "date" | "datetime" | "year" | "yearmonth" => {
                orders.extend(date_order(field).map(|order| (order, name)));
                if !is_own {
                    dates.push(name);
                }
            }
            kind @ ("number" | "integer") => {
                marks.extend(decimal(field, kind == "integer").map(|(mark, is_said)| (mark, is_said, name)));
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
    table.decimal = one_mark(&marks, ignored);
    table.date_order = agreed(orders, "orders of day and month", ignored);
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

/// The decimal mark of a field, and whether its marks say it: a number has a point if nothing is said, and a whole number none.
fn decimal(field: &Value, is_whole: bool) -> Option<(DecimalMark, bool)> {
    let mark = text_of(field, "decimalChar").filter(|_| !is_whole);
    match (mark, text_of(field, "groupChar")) {
        (Some(","), _) | (None, Some(".")) => Some((DecimalMark::Comma, true)),
        (Some("."), _) | (None, Some(",")) => Some((DecimalMark::Point, true)),
        (None, _) if !is_whole => Some((DecimalMark::Point, false)),
        _ => None,
    }
}

/// The decimal mark of all numbers: the one that fields say, else the one that a number has if nothing is said.
fn one_mark(marks: &[(DecimalMark, bool, &str)], ignored: &mut Vec<String>) -> Option<DecimalMark> {
    let said: Vec<(DecimalMark, &str)> =
        marks.iter().filter(|(_, is_said, _)| *is_said).map(|(mark, _, name)| (*mark, *name)).collect();
    if said.is_empty() {
        return marks.first().map(|(mark, _, _)| *mark);
    }
    let mark = agreed(said, "decimal marks", ignored)?;
    let others: Vec<String> = marks
        .iter()
        .filter(|(own, is_said, _)| !is_said && *own != mark)
        .map(|(_, _, name)| format!("`{name}`"))
        .collect();
    if !others.is_empty() {
        ignored.push(format!(
            "that {} without a `decimalChar` would have a point, as other numbers of the table have a comma",
            others.join(", ")
        ));
    }
    Some(mark)
}

/// What fields say, if all that say it say the same.
fn agreed<T: PartialEq>(said: Vec<(T, &str)>, what: &str, ignored: &mut Vec<String>) -> Option<T> {
    let mut said = said.into_iter();
    let (first, name) = said.next()?;
    match said.find(|(own, _)| *own != first) {
        None => Some(first),
        Some((_, other)) => {
            ignored.push(format!("the {what} of `{name}` and `{other}`, as they differ and a table has one"));
            None
        }
    }
}

/// Whether the day or the month comes first in `%d/%m/%Y`.
fn date_order(field: &Value) -> Option<DateOrder> {
    let format = text_of(field, "format")?;
    let (day, month) = (format.find("%d")?, format.find("%m")?);
    Some(if day < month { DateOrder::DayFirst } else { DateOrder::MonthFirst })
}

#[cfg(test)]
mod tests {
    use super::{DateOrder, DecimalMark, Table, data_package};

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
