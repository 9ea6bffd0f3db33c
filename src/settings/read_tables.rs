//! Reads the settings on tables (`[tables."PATTERN"]`), from a pattern down to the columns.

use toml::de::{DeTable, DeValue};

use super::key::{Accepts, Key};
use super::notation::{Encoding, TableFormat};
use super::problem::{Located, SettingsProblem, nearest};
use super::reader::{Entry, Reader, entries};
use super::skip::Skip;
use super::table::{FIELDS, Table, Tables, WORKBOOK_ENDS, Wide};
use crate::source::Span;

impl Reader {
    /// `[tables."…"]`: for each pattern how its tables are read.
    pub(super) fn tables(&mut self, key: &Key, entry: Entry<'_>) -> Vec<Tables> {
        let (Accepts::ByPattern(keys), Some(table)) = (key.accepts, self.table(key, entry)) else {
            return Vec::new();
        };
        let mut tables = Vec::new();
        for entry in entries(table) {
            if keys.iter().any(|key| key.name == entry.name) && !matches!(entry.value, DeValue::Table(_)) {
                let message = format!("nothing says which tables `{}` applies to", entry.name);
                let problem = SettingsProblem::error(entry.at, message);
                self.problems.push(problem.help("put it under a pattern: `[tables.\"desk/*.csv\"]`"));
                continue;
            }
            let pattern = self.pattern(entry.name, entry.at);
            let Some(inner) = self.table(key, entry) else { continue };
            let table = self.one_table(inner, keys, entry.name);
            tables.extend(pattern.map(|pattern| Tables { pattern, table }));
        }
        tables
    }

    fn one_table(&mut self, section: &DeTable<'_>, keys: &'static [Key], of: &str) -> Table {
        let plain = |texts: Vec<Located<String>>| texts.into_iter().map(|text| text.what).collect();
        let is_workbook = of
            .rsplit_once('.')
            .is_some_and(|(_, written)| WORKBOOK_ENDS.iter().any(|end| written.eq_ignore_ascii_case(end)));
        let is_of_one_sheet = !of.contains(['*', '?', '[', '{']) && of.contains('.') && !is_workbook;
        let mut table = Table { is_of_one_sheet, ..Table::default() };
        for (key, entry) in self.known(section, keys, of) {
            match key.name {
                "columns" => {
                    for inner in self.table(key, entry).map(entries).unwrap_or_default() {
                        let Some(field) = self.text(key, inner) else { continue };
                        if self.is_field(&field.what, field.at) {
                            table.columns.insert(inner.name.to_owned(), field.what);
                        }
                    }
                }
                "constants" => {
                    for inner in self.table(key, entry).map(entries).unwrap_or_default() {
                        let text = self.text(key, inner);
                        if self.is_field(inner.name, inner.at) {
                            table.constants.extend(text.map(|text| (inner.name.to_owned(), text.what)));
                        }
                    }
                }
                "format" => {
                    table.format = self.word(key, entry).map(|word| match word {
                        "sdmx-csv" => TableFormat::SdmxCsv,
                        "wikidata" => TableFormat::Wikidata,
                        _ => TableFormat::OurWorldInData,
                    });
                }
                "scope" => table.scope = plain(self.texts(key, entry)),
                "wide" => table.wide = self.wide(key, entry),
                "delimiter" => table.delimiter = self.character(key, entry),
                "decimal" => table.decimal = self.decimal_mark(key, entry),
                "date-order" => table.date_order = self.date_order(key, entry),
                "encoding" => {
                    let encoding =
                        |word| if word == "utf-8" { Encoding::Utf8 } else { Encoding::Windows1252 };
                    table.encoding = self.word(key, entry).map(encoding).unwrap_or_default();
                }
                "header" => {
                    table.header = self.count(key, entry).map(|row| row.try_into().unwrap_or(u32::MAX));
                }
                "skip" => {
                    let texts = self.texts(key, entry).into_iter();
                    table.skip = texts.map(|text| Skip::new(&text.what, text.at)).collect();
                }
                "fill-down" => table.fill_down = plain(self.texts(key, entry)),
                "blank" => table.blank = plain(self.texts(key, entry)),
                "labels" => {
                    for inner in self.table(key, entry).map(entries).unwrap_or_default() {
                        let text = self.text(key, inner);
                        table.labels.extend(text.map(|text| (inner.name.to_owned(), text.what)));
                    }
                }
                "language" => table.language = self.text(key, entry).map(|text| text.what),
                _ => {}
            }
        }
        table
    }

    fn wide(&mut self, key: &Key, entry: Entry<'_>) -> Option<Wide> {
        let (Accepts::Table(keys), Some(section)) = (key.accepts, self.table(key, entry)) else {
            return None;
        };
        let (mut field, mut columns) = (None, None);
        for (key, inner) in self.known(section, keys, "wide") {
            if key.name == "field" {
                field = Some(self.text(key, inner).filter(|field| self.is_field(&field.what, field.at)));
            } else {
                columns = Some(self.texts(key, inner));
            }
        }
        let (Some(field), Some(columns)) = (field, columns) else {
            let problem = SettingsProblem::error(
                entry.value_at,
                "`wide` needs `field`, what its headings are, and `columns`, the headings",
            );
            self.problems.push(problem.help(format!("write it as `{}`", key.example)));
            return None;
        };
        Some(Wide { field: field?.what, columns: columns.into_iter().map(|column| column.what).collect() })
    }

    /// Whether there is a field of this name; reports it if not.
    fn is_field(&mut self, name: &str, at: Span) -> bool {
        if FIELDS.contains(&name) {
            return true;
        }
        let problem = SettingsProblem::error(at, format!("there is no field `{name}`")).label("unknown");
        let problem = match nearest(name, FIELDS) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("the fields are {}", FIELDS.join(", "))),
        };
        let problem = problem.help("if the heading is a scope key of its own, list it in `scope = […]`");
        self.problems.push(problem);
        false
    }
}
