//! The file section by section, from the whole down to a table's columns.

use toml::de::{DeTable, DeValue};

use super::habit::{DateOrder, DecimalMark, Encoding};
use super::hedge::Hedges;
use super::keys::{self, Key, Takes};
use super::level::{Level, Levels, PathLevels};
use super::no_toml::no_toml;
use super::quotes::Quotes;
use super::reader::{Entry, Reader, entries, plain, whole};
use super::table::{FIELDS, Table, Wide};
use super::trouble::{Trouble, Written, nearest};
use super::{Drift, FailOn, RuleName, Settings, Tables};
use crate::source::{Source, Span};
use crate::syntax;
use crate::syntax::tree::{Form, ValueKind};

/// The most bytes a file of settings may have. It is read whole before any claim is; nobody writes a longer one.
const MOST: usize = 1 << 20;

/// Reads the settings of a corpus. `rules` are those there are.
///
/// # Errors
/// Everything that is wrong with them, in the order in which it stands in the text.
pub fn read(source: &Source, rules: &[RuleName]) -> Result<Settings, Vec<Trouble>> {
    let text = source.text();
    if let Some(bad) = source.bad().first() {
        let at = Span { start: bad.at, end: bad.at + '\u{FFFD}'.len_utf8() as u32 };
        let trouble =
            Trouble::error(at, format!("the settings are not UTF-8: the byte 0x{:02X} is not", bad.byte));
        return Err(vec![trouble.help("save the file as plain text, UTF-8")]);
    }
    if text.len() > MOST {
        let trouble = Trouble::error(Span::START, "a settings file can have at most a million characters");
        return Err(vec![trouble.help("move definitions into a `vocabulary` file")]);
    }
    let table = DeTable::parse(text).map_err(|error| vec![no_toml(text, &error)])?;
    let mut file = File { rules, reader: Reader::default() };
    let settings = file.root(table.get_ref());
    let mut troubles = file.reader.troubles;
    if troubles.is_empty() {
        return Ok(settings);
    }
    troubles.sort_by_key(|trouble| trouble.at);
    Err(troubles)
}

struct File<'r> {
    rules: &'r [RuleName],
    reader: Reader,
}

impl File<'_> {
    fn root(&mut self, table: &DeTable<'_>) -> Settings {
        let mut settings = Settings::default();
        for (key, entry) in self.reader.known(table, keys::ROOT, "") {
            match key.name {
                "vocabulary" => settings.vocabulary = self.reader.texts(key, entry),
                "decimal" => settings.decimal = self.decimal(key, entry),
                "date-order" => settings.date_order = self.date_order(key, entry),
                "fail-on" => settings.fail_on = self.reader.word(key, entry).map(fail_on),
                "exact-limit" => settings.exact_limit = self.reader.count(key, entry),
                "repair-limit" => settings.repair_limit = self.reader.count(key, entry),
                "desk" => settings.ours = self.desk(key, entry),
                "origins" => settings.outlets = self.origins(key, entry),
                "rules" => settings.levels = self.levels(key, entry, "rules"),
                "paths" => settings.paths = self.paths(key, entry),
                "tolerances" => settings.tolerances = self.tolerances(key, entry),
                "hedges" => settings.hedges = self.hedges(key, entry),
                "drift" => settings.drift = self.drift(key, entry),
                "quotes" => settings.quotes = self.quotes(key, entry),
                "tables" => settings.tables = self.tables(key, entry),
                _ => {}
            }
        }
        settings
    }

    fn decimal(&mut self, key: &Key, entry: Entry<'_>) -> Option<DecimalMark> {
        let mark = |word| if word == "comma" { DecimalMark::Comma } else { DecimalMark::Point };
        self.reader.word(key, entry).map(mark)
    }

    fn date_order(&mut self, key: &Key, entry: Entry<'_>) -> Option<DateOrder> {
        let order = |word| if word == "dmy" { DateOrder::DayFirst } else { DateOrder::MonthFirst };
        self.reader.word(key, entry).map(order)
    }

    fn desk(&mut self, key: &Key, entry: Entry<'_>) -> Vec<Written<String>> {
        let (Takes::Table(keys), Some(table)) = (key.takes, self.reader.table(key, entry)) else {
            return Vec::new();
        };
        let mut ours = Vec::new();
        for (key, entry) in self.reader.known(table, keys, entry.name) {
            ours = self.reader.texts(key, entry);
        }
        ours
    }

    fn origins(&mut self, key: &Key, entry: Entry<'_>) -> Option<u64> {
        let (Takes::Table(keys), Some(table)) = (key.takes, self.reader.table(key, entry)) else {
            return None;
        };
        let mut outlets = None;
        for (key, entry) in self.reader.known(table, keys, entry.name) {
            outlets = self.reader.count(key, entry);
        }
        outlets
    }

    fn levels(&mut self, key: &Key, entry: Entry<'_>, of: &str) -> Levels {
        let mut levels = Levels::default();
        let Some(table) = self.reader.table(key, entry) else { return levels };
        for entry in entries(table) {
            match entry.name {
                "slip" => levels.slip = self.reader.level(entry),
                "disputed" => levels.disputed = self.reader.level(entry),
                name => {
                    let known = self
                        .rules
                        .iter()
                        .find(|rule| rule.name == name || rule.code.eq_ignore_ascii_case(name));
                    let Some(rule) = known else {
                        self.no_rule(entry, of);
                        continue;
                    };
                    let Some(level) = self.rule(entry) else { continue };
                    if levels.rules.insert(rule.name.to_owned(), level).is_some() {
                        let message = format!("`{}` appears twice, by its name and by its code", rule.name);
                        self.reader
                            .troubles
                            .push(Trouble::error(entry.at, message).help("keep one of the two"));
                    }
                }
            }
        }
        levels
    }

    /// `NAME = "off"`, or a table of the rule's own with `level` in it.
    fn rule(&mut self, entry: Entry<'_>) -> Option<Level> {
        let DeValue::Table(table) = entry.value else { return self.reader.level(entry) };
        let mut level = None;
        for inner in entries(table) {
            if inner.name == "level" {
                level = self.reader.level(inner);
            } else {
                self.reader.unknown(inner, std::iter::once("level"), &format!("rules.{}", entry.name));
            }
        }
        level
    }

    fn no_rule(&mut self, entry: Entry<'_>, of: &str) {
        let name = entry.name;
        let trouble = Trouble::error(entry.at, format!("no rule is called `{name}`")).label("unknown");
        let names = self.rules.iter().map(|rule| rule.name).chain(["slip", "disputed"]);
        let trouble = match nearest(name, names) {
            Some(near) => trouble.help(format!("did you mean `{near}`?")),
            None if keys::ROOT.iter().any(|key| key.name == name) => trouble.help(format!(
                "`{name}` is for the whole file: put it above the first line that opens with `[`"
            )),
            None => trouble.help(format!(
                "`gainsay explain` lists the rules; `{of}` takes them, and `slip` and `disputed`"
            )),
        };
        self.reader.troubles.push(trouble);
    }

    fn paths(&mut self, key: &Key, entry: Entry<'_>) -> Vec<PathLevels> {
        let Takes::Each(keys) = key.takes else { return Vec::new() };
        let DeValue::Array(list) = entry.value else {
            // One table where there may be several.
            if let DeValue::Table(_) = entry.value {
                let trouble = Trouble::error(entry.at, format!("`{}` needs double brackets", entry.name));
                self.reader
                    .troubles
                    .push(trouble.help(format!("write `[[{}]]`: there may be several", entry.name)));
            } else {
                self.reader.table(key, entry);
            }
            return Vec::new();
        };
        let mut paths = Vec::new();
        for item in list.iter() {
            let range = item.span();
            let at = Span { start: range.start as u32, end: range.end as u32 };
            let entry = Entry { value: item.get_ref(), value_at: at, ..entry };
            let Some(table) = self.reader.table(key, entry) else { continue };
            let mut section = PathLevels { patterns: Vec::new(), levels: Levels::default() };
            let mut matched = false;
            for (key, entry) in self.reader.known(table, keys, "paths") {
                if key.name == "match" {
                    matched = true;
                    section.patterns = self.reader.patterns(key, entry);
                } else {
                    section.levels = self.levels(key, entry, "paths.rules");
                }
            }
            if !matched {
                let trouble = Trouble::error(at, "this does not say which files it applies to");
                self.reader.troubles.push(trouble.help("add the files: `match = \"archive/**\"`"));
            }
            paths.push(section);
        }
        paths
    }

    fn tolerances(&mut self, key: &Key, entry: Entry<'_>) -> Vec<(Written<String>, Written<String>)> {
        let Some(table) = self.reader.table(key, entry) else { return Vec::new() };
        let mut tolerances = Vec::new();
        for entry in entries(table) {
            let text = plain(entry.value).map(str::trim);
            let Some(text) = text.filter(|text| is_plain_figure(text)) else {
                let message = format!("the tolerance of `{}` is not a plain figure", entry.name);
                let help = format!(
                    "write a share or an amount: `{:?} = \"2%\"` or `{:?} = 5`",
                    entry.name, entry.name
                );
                self.reader.troubles.push(Trouble::error(entry.value_at, message).help(help));
                continue;
            };
            let measure = Written { what: entry.name.to_owned(), at: entry.at };
            tolerances.push((measure, Written { what: text.to_owned(), at: entry.value_at }));
        }
        tolerances
    }

    fn hedges(&mut self, key: &Key, entry: Entry<'_>) -> Hedges {
        let mut hedges = Hedges::default();
        let (Takes::Hedges(keys), Some(table)) = (key.takes, self.reader.table(key, entry)) else {
            return hedges;
        };
        for entry in entries(table) {
            if let Some(key) = keys.iter().find(|key| key.name == entry.name) {
                let number = self.reader.decimal(key, entry);
                match key.name {
                    "about" => hedges.about = number,
                    "nearly" => hedges.nearly = number,
                    _ => hedges.slack = number,
                }
            } else if syntax::VAGUE.contains(&entry.name) {
                hedges.words.extend(self.span(entry).map(|span| (entry.name.to_owned(), span)));
            } else {
                let names = keys.iter().map(|key| key.name).chain(syntax::VAGUE);
                let trouble =
                    Trouble::error(entry.at, format!("the language has no loose word `{}`", entry.name));
                let help = match nearest(entry.name, names) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        "it has `about`, `nearly`, and vague words such as `several`, `dozens`, `hundreds`"
                            .to_owned()
                    }
                };
                self.reader.troubles.push(trouble.label("unknown").help(help));
            }
        }
        hedges
    }

    fn drift(&mut self, key: &Key, entry: Entry<'_>) -> Drift {
        let mut drift = Drift::default();
        let (Takes::Table(keys), Some(table)) = (key.takes, self.reader.table(key, entry)) else {
            return drift;
        };
        for (key, entry) in self.reader.known(table, keys, entry.name) {
            match key.name {
                "restated" => drift.restated = self.reader.decimal(key, entry),
                "restated-growth" => drift.restated_growth = self.reader.decimal(key, entry),
                "restated-apart" => drift.restated_apart = self.reader.count(key, entry),
                "jump-steps" => drift.jump_steps = self.reader.count(key, entry),
                "jump-times" => drift.jump_times = self.reader.decimal(key, entry),
                "jump-factor" => drift.jump_factor = self.reader.decimal(key, entry),
                "apart-instants" => drift.apart_instants = self.reader.count(key, entry),
                "apart-growth" => drift.apart_growth = self.reader.decimal(key, entry),
                "outcome" => drift.outcome = self.reader.decimal(key, entry),
                "digits" => drift.digits = self.reader.count(key, entry),
                _ => {}
            }
        }
        drift
    }

    fn quotes(&mut self, key: &Key, entry: Entry<'_>) -> Quotes {
        let mut quotes = Quotes::default();
        let (Takes::Table(keys), Some(table)) = (key.takes, self.reader.table(key, entry)) else {
            return quotes;
        };
        for (key, entry) in self.reader.known(table, keys, entry.name) {
            match key.name {
                "alike" => quotes.alike = self.reader.decimal(key, entry).unwrap_or(quotes.alike),
                "words" => quotes.words = self.reader.count(key, entry).unwrap_or(quotes.words),
                "days" => quotes.days = self.reader.count(key, entry).unwrap_or(quotes.days),
                _ => quotes.phrase = self.reader.count(key, entry).unwrap_or(quotes.phrase),
            }
        }
        quotes
    }

    /// `[3, 9]`.
    fn span(&mut self, entry: Entry<'_>) -> Option<(u64, u64)> {
        let ends = match entry.value {
            DeValue::Array(list) if list.len() == 2 => (whole(list[0].get_ref()), whole(list[1].get_ref())),
            _ => (None, None),
        };
        match ends {
            (Some(low), Some(high)) if low <= high => return Some((low, high)),
            (Some(low), Some(high)) => {
                let message = format!("`{}` runs from {low} down to {high}", entry.name);
                let help = format!("write the smaller figure first: `{:?} = [{high}, {low}]`", entry.name);
                self.reader.troubles.push(Trouble::error(entry.value_at, message).help(help));
            }
            _ => {
                let message =
                    format!("`{}` takes two whole numbers, the least and the most it can mean", entry.name);
                let help = format!("write it as `{:?} = [3, 9]`", entry.name);
                self.reader.troubles.push(Trouble::error(entry.value_at, message).help(help));
            }
        }
        None
    }

    fn tables(&mut self, key: &Key, entry: Entry<'_>) -> Vec<Tables> {
        let (Takes::ByPattern(keys), Some(table)) = (key.takes, self.reader.table(key, entry)) else {
            return Vec::new();
        };
        let mut tables = Vec::new();
        for entry in entries(table) {
            if keys.iter().any(|key| key.name == entry.name) && !matches!(entry.value, DeValue::Table(_)) {
                let message = format!("nothing says which tables `{}` applies to", entry.name);
                let trouble = Trouble::error(entry.at, message);
                self.reader.troubles.push(trouble.help("put it under a pattern: `[tables.\"desk/*.csv\"]`"));
                continue;
            }
            let pattern = self.reader.pattern(entry.name, entry.at);
            let Some(inner) = self.reader.table(key, entry) else { continue };
            let table = self.one_table(inner, keys, entry.name);
            tables.extend(pattern.map(|pattern| Tables { pattern, table }));
        }
        tables
    }

    fn one_table(&mut self, section: &DeTable<'_>, keys: &'static [Key], of: &str) -> Table {
        let plain = |texts: Vec<Written<String>>| texts.into_iter().map(|text| text.what).collect();
        let mut table = Table::default();
        for (key, entry) in self.reader.known(section, keys, of) {
            match key.name {
                "columns" => {
                    for inner in self.reader.table(key, entry).map(entries).unwrap_or_default() {
                        let Some(field) = self.reader.text(key, inner) else { continue };
                        if self.is_field(&field.what, field.at) {
                            table.columns.insert(inner.name.to_owned(), field.what);
                        }
                    }
                }
                "constants" => {
                    for inner in self.reader.table(key, entry).map(entries).unwrap_or_default() {
                        let text = self.reader.text(key, inner);
                        if self.is_field(inner.name, inner.at) {
                            table.constants.extend(text.map(|text| (inner.name.to_owned(), text.what)));
                        }
                    }
                }
                "scope" => table.scope = plain(self.reader.texts(key, entry)),
                "wide" => table.wide = self.wide(key, entry),
                "delimiter" => table.delimiter = self.reader.character(key, entry),
                "decimal" => table.decimal = self.decimal(key, entry),
                "date-order" => table.date_order = self.date_order(key, entry),
                "encoding" => {
                    let encoding =
                        |word| if word == "utf-8" { Encoding::Utf8 } else { Encoding::Windows1252 };
                    table.encoding = self.reader.word(key, entry).map(encoding).unwrap_or_default();
                }
                "header" => {
                    table.header =
                        self.reader.count(key, entry).map(|row| row.try_into().unwrap_or(u32::MAX));
                }
                "skip" => table.skip = plain(self.reader.texts(key, entry)),
                "blank" => table.blank = plain(self.reader.texts(key, entry)),
                _ => {}
            }
        }
        table
    }

    fn wide(&mut self, key: &Key, entry: Entry<'_>) -> Option<Wide> {
        let (Takes::Table(keys), Some(section)) = (key.takes, self.reader.table(key, entry)) else {
            return None;
        };
        let (mut field, mut columns) = (None, None);
        for (key, inner) in self.reader.known(section, keys, "wide") {
            if key.name == "field" {
                field =
                    Some(self.reader.text(key, inner).filter(|field| self.is_field(&field.what, field.at)));
            } else {
                columns = Some(self.reader.texts(key, inner));
            }
        }
        let (Some(field), Some(columns)) = (field, columns) else {
            let trouble = Trouble::error(
                entry.value_at,
                "`wide` needs `field`, what its headings are, and `columns`, the headings",
            );
            self.reader.troubles.push(trouble.help(format!("write it as `{}`", key.example)));
            return None;
        };
        Some(Wide { field: field?.what, columns: columns.into_iter().map(|column| column.what).collect() })
    }

    /// Whether there is such a field; told where there is none.
    fn is_field(&mut self, name: &str, at: Span) -> bool {
        if FIELDS.contains(&name) {
            return true;
        }
        let trouble = Trouble::error(at, format!("there is no field `{name}`")).label("unknown");
        let trouble = match nearest(name, FIELDS) {
            Some(near) => trouble.help(format!("did you mean `{near}`?")),
            None => trouble.help(format!("the fields are {}", FIELDS.join(", "))),
        };
        let trouble = trouble.help("if the heading is a scope key of its own, list it in `scope = […]`");
        self.reader.troubles.push(trouble);
        false
    }
}

/// Whether a text is one figure without hedge or range, as a tolerance is.
fn is_plain_figure(text: &str) -> bool {
    let value = syntax::value(text).ok().filter(|value| value.change.is_none()).map(|value| value.kind);
    matches!(value, Some(ValueKind::Figure(figure)) if matches!(figure.form, Form::Plain(_)))
}

fn fail_on(word: &str) -> FailOn {
    match word {
        "warning" => FailOn::Warning,
        "note" => FailOn::Note,
        "never" => FailOn::Never,
        _ => FailOn::Error,
    }
}
