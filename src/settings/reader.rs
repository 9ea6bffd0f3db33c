//! Reads tables and values of the settings file as their key requires; anything else is reported with an example.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::hedge::Decimal;
use super::key::{Accepts, Key};
use super::keys::ROOT;
use super::level::{self, Level};
use super::notation::{DateOrder, DecimalMark};
use super::pattern::Pattern;
use super::problem::{Located, SettingsProblem, nearest};
use crate::source::Span;

/// A key of the file with its value.
#[derive(Clone, Copy)]
pub(super) struct Entry<'d> {
    pub(super) name: &'d str,
    pub(super) at: Span,
    pub(super) value: &'d DeValue<'d>,
    pub(super) value_at: Span,
}

/// The problems met so far.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<SettingsProblem>,
}

/// A table's entries, in the order in which they are written.
pub(super) fn entries<'d>(table: &'d DeTable<'d>) -> Vec<Entry<'d>> {
    let mut entries: Vec<Entry<'d>> = table
        .iter()
        .map(|(key, value)| Entry {
            name: key.get_ref(),
            at: span(key),
            value: value.get_ref(),
            value_at: span(value),
        })
        .collect();
    entries.sort_by_key(|entry| entry.at);
    entries
}

fn span<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span { start: range.start as u32, end: range.end as u32 }
}

/// What a value is, as a noun.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A value as shown in a message: as written if that is short, else what kind of value it is.
fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) if text.chars().count() <= 40 => format!("\"{text}\""),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(truth) => truth.to_string(),
        _ => kind(value).to_owned(),
    }
}

impl Reader {
    /// The entries of a table whose keys exist; others are reported. `of` is the name of the table, empty for the
    /// whole file.
    pub(super) fn known<'d>(
        &mut self,
        table: &'d DeTable<'d>,
        keys: &'static [Key],
        of: &str,
    ) -> Vec<(&'static Key, Entry<'d>)> {
        let mut known = Vec::new();
        for entry in entries(table) {
            match keys.iter().find(|key| key.name == entry.name) {
                Some(key) => known.push((key, entry)),
                None => self.unknown(entry, keys.iter().map(|key| key.name), of),
            }
        }
        known
    }

    /// Reports a key that does not exist, with the nearest that does.
    pub(super) fn unknown<'k>(
        &mut self,
        entry: Entry<'_>,
        keys: impl Iterator<Item = &'k str> + Clone,
        of: &str,
    ) {
        let name = entry.name;
        let message = if of.is_empty() {
            format!("there is no setting `{name}`")
        } else {
            format!("`{of}` has no setting `{name}`")
        };
        let mut problem = SettingsProblem::error(entry.at, message).label("unknown");
        let root = ROOT.iter().any(|key| key.name == name);
        if let Some(near) = nearest(name, keys.clone()) {
            problem = problem.help(format!("did you mean `{near}`?"));
        } else if of.is_empty() {
            problem = problem.help("`gainsay explain settings` lists all settings");
        } else if !root {
            let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
            problem = problem.help(format!("it takes {}", keys.join(", ")));
        }
        if root && !of.is_empty() {
            problem = problem.help(format!(
                "`{name}` is for the whole file: put it above the first line that opens with `[`"
            ));
        }
        self.problems.push(problem);
    }

    /// Reports a value that its key does not take.
    pub(super) fn wrong(&mut self, key: &Key, entry: Entry<'_>) {
        let message =
            format!("`{}` takes {}, but this is {}", entry.name, key.accepts.in_words(), shown(entry.value));
        let mut problem = SettingsProblem::error(entry.value_at, message).label(kind(entry.value));
        if let (Accepts::Word(words), DeValue::String(text)) = (key.accepts, entry.value)
            && let Some(near) = nearest(text, words.iter().copied())
        {
            problem = problem.help(format!("did you mean \"{near}\"?"));
        } else if !key.example.is_empty() {
            problem = problem.help(format!("write it as `{}`", key.example));
        }
        self.problems.push(problem);
    }

    /// The table under a key.
    pub(super) fn table<'d>(&mut self, key: &Key, entry: Entry<'d>) -> Option<&'d DeTable<'d>> {
        match entry.value {
            DeValue::Table(table) => Some(table),
            _ => {
                let header = match key.accepts {
                    Accepts::Each(_) => format!("[[{}]]", entry.name),
                    _ => format!("[{}]", entry.name),
                };
                let message = format!(
                    "`{}` takes {}, but this is {}",
                    entry.name,
                    key.accepts.in_words(),
                    kind(entry.value)
                );
                let problem = SettingsProblem::error(entry.value_at, message).label(kind(entry.value));
                let below = match key.accepts {
                    Accepts::Table(_) if !key.example.is_empty() => {
                        format!("write it as `{}`", key.example)
                    }
                    _ => format!("write `{header}` on a line of its own, and put what belongs to it below"),
                };
                self.problems.push(problem.help(below));
                None
            }
        }
    }

    /// The one of the key's words that the value is.
    pub(super) fn word(&mut self, key: &Key, entry: Entry<'_>) -> Option<&'static str> {
        let Accepts::Word(words) = key.accepts else { return None };
        let found = match entry.value {
            DeValue::String(text) => words.iter().find(|word| text == **word).copied(),
            _ => None,
        };
        if found.is_none() {
            self.wrong(key, entry);
        }
        found
    }

    /// The decimal mark.
    pub(super) fn decimal_mark(&mut self, key: &Key, entry: Entry<'_>) -> Option<DecimalMark> {
        let mark = |word| if word == "comma" { DecimalMark::Comma } else { DecimalMark::Point };
        self.word(key, entry).map(mark)
    }

    /// Day or month first.
    pub(super) fn date_order(&mut self, key: &Key, entry: Entry<'_>) -> Option<DateOrder> {
        let order = |word| if word == "dmy" { DateOrder::DayFirst } else { DateOrder::MonthFirst };
        self.word(key, entry).map(order)
    }

    /// A list of texts, none of them empty.
    pub(super) fn texts(&mut self, key: &Key, entry: Entry<'_>) -> Vec<Located<String>> {
        let DeValue::Array(list) = entry.value else {
            self.wrong(key, entry);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in list.iter() {
            let element = Entry { value: item.get_ref(), value_at: span(item), ..entry };
            texts.extend(self.text(key, element));
        }
        texts
    }

    /// One text, not empty.
    pub(super) fn text(&mut self, key: &Key, entry: Entry<'_>) -> Option<Located<String>> {
        match entry.value {
            DeValue::String(text) if text.trim().is_empty() => {
                let problem =
                    SettingsProblem::error(entry.value_at, format!("`{}` has an empty text", entry.name));
                self.problems
                    .push(problem.label("nothing in it").help(format!("write it as `{}`", key.example)));
                None
            }
            DeValue::String(text) => Some(Located { what: text.clone().into_owned(), at: entry.value_at }),
            _ => {
                self.wrong(key, entry);
                None
            }
        }
    }

    /// One pattern, or a list of them.
    pub(super) fn patterns(&mut self, key: &Key, entry: Entry<'_>) -> Vec<Pattern> {
        let texts = match entry.value {
            DeValue::Array(_) => self.texts(key, entry),
            _ => self.text(key, entry).into_iter().collect(),
        };
        texts.iter().filter_map(|text| self.pattern(&text.what, text.at)).collect()
    }

    /// A pattern as written.
    pub(super) fn pattern(&mut self, text: &str, at: Span) -> Option<Pattern> {
        match Pattern::new(text, at) {
            Ok(pattern) => Some(pattern),
            Err(why) => {
                let problem = SettingsProblem::error(at, format!("`{text}` is not a path pattern: {why}"));
                let help = "write a path relative to the settings' folder: `archive/**`, `desk/*.csv`, or only a \
                            name: `*.csv`";
                self.problems.push(problem.help(help));
                None
            }
        }
    }

    /// A whole number.
    pub(super) fn count(&mut self, key: &Key, entry: Entry<'_>) -> Option<u64> {
        let least = if let Accepts::Count(least) = key.accepts { least } else { 0 };
        let found = whole(entry.value).filter(|number| *number >= least);
        if found.is_none() {
            self.wrong(key, entry);
        }
        found
    }

    /// A share, or a multiple. A key that means nearly all of something only takes a share below one.
    pub(super) fn decimal(&mut self, key: &Key, entry: Entry<'_>) -> Option<Decimal> {
        let found = plain(entry.value).and_then(Decimal::of);
        let found = found.filter(|number| match key.accepts {
            Accepts::Multiple => true,
            _ if key.name == "nearly" => number.is_share() && !number.is_one(),
            _ => number.is_share(),
        });
        if found.is_none() {
            self.wrong(key, entry);
        }
        found
    }

    /// One character.
    pub(super) fn character(&mut self, key: &Key, entry: Entry<'_>) -> Option<char> {
        let found = match entry.value {
            DeValue::String(text) => {
                let mut characters = text.chars();
                characters.next().filter(|c| {
                    characters.next().is_none() && c.is_ascii() && !matches!(c, '"' | '\n' | '\r')
                })
            }
            _ => None,
        };
        if found.is_none() {
            self.wrong(key, entry);
        }
        found
    }

    /// A level, of a rule or standing.
    pub(super) fn level(&mut self, entry: Entry<'_>) -> Option<Level> {
        let words = || level::WORDS.iter().map(|(word, _)| *word);
        let text = match entry.value {
            DeValue::String(text) => text,
            _ => "",
        };
        if let Some((_, level)) = level::WORDS.iter().find(|(word, _)| *word == text) {
            return Some(*level);
        }
        let is = shown(entry.value);
        let message =
            format!("`{}` takes \"off\", \"note\", \"warning\" or \"error\", but this is {is}", entry.name);
        let near = match entry.value {
            DeValue::Boolean(false) => Some("off"),
            _ => nearest(text, words()),
        };
        let help = match near {
            Some(near) => format!("did you mean `{} = \"{near}\"`?", entry.name),
            None => format!("write it as `{} = \"warning\"`", entry.name),
        };
        self.problems
            .push(SettingsProblem::error(entry.value_at, message).label(kind(entry.value)).help(help));
        None
    }
}

/// A whole number, where the value is one.
pub(super) fn whole(value: &DeValue<'_>) -> Option<u64> {
    match value {
        DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    }
}

/// The text of a text, or of a number as it is written.
pub(super) fn plain<'d>(value: &'d DeValue<'_>) -> Option<&'d str> {
    match value {
        DeValue::String(text) => Some(text),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str()),
        DeValue::Float(number) => Some(number.as_str()),
        _ => None,
    }
}
