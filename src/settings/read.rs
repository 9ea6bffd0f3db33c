//! Reads the settings file section by section.

use toml::de::{DeTable, DeValue};

use super::drift::Drift;
use super::hedge::Hedges;
use super::key::{Accepts, Key};
use super::keys;
use super::level::{FailOn, Level, Levels, PathLevels, RuleName};
use super::no_toml::no_toml;
use super::problem::{Located, SettingsProblem, nearest};
use super::quotes::Quotes;
use super::reader::{Entry, Reader, entries, plain, whole};
use super::root::Settings;
use crate::source::{NOT_UTF8, Source, Span};
use crate::syntax;
use crate::syntax::tree::{Form, ValueKind};

/// The largest settings file, in bytes. It is read before any claim is; real ones are far smaller.
const MOST: usize = 1 << 20;

/// Reads the settings of a corpus. `rules` are all rules that can be named.
///
/// # Errors
/// All problems with the settings, in the order of the text.
pub fn read(source: &Source, rules: &[RuleName]) -> Result<Settings, Vec<SettingsProblem>> {
    let text = source.text();
    if let Some(bad) = source.bad().first() {
        let at = Span { start: bad.at, end: bad.at + NOT_UTF8.len_utf8() as u32 };
        let problem = SettingsProblem::error(
            at,
            format!("the settings are not UTF-8: the byte 0x{:02X} is not", bad.byte),
        );
        return Err(vec![problem.help("save the file as plain text, UTF-8")]);
    }
    if text.len() > MOST {
        let problem =
            SettingsProblem::error(Span::START, "a settings file can have at most a million characters");
        return Err(vec![problem.help("move definitions into a `vocabulary` file")]);
    }
    let table = DeTable::parse(text).map_err(|error| vec![no_toml(text, &error)])?;
    let mut file = File { rules, reader: Reader::default() };
    let settings = file.root(table.get_ref());
    let mut problems = file.reader.problems;
    if problems.is_empty() {
        return Ok(settings);
    }
    problems.sort_by_key(|problem| problem.at);
    Err(problems)
}

/// What is needed to read a settings file, and the problems met in it.
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
                "decimal" => settings.decimal = self.reader.decimal_mark(key, entry),
                "date-order" => settings.date_order = self.reader.date_order(key, entry),
                "fail-on" => settings.fail_on = self.reader.word(key, entry).map(fail_on),
                "baseline" => settings.baseline = self.reader.text(key, entry),
                "acceptances" => settings.acceptances = self.reader.text(key, entry),
                "exact-limit" => settings.exact_limit = self.reader.count(key, entry),
                "search-limit" => settings.search_limit = self.reader.count(key, entry),
                "repair-limit" => settings.repair_limit = self.reader.count(key, entry),
                "desk" => settings.ours = self.desk(key, entry),
                "origins" => settings.outlets = self.origins(key, entry),
                "rules" => settings.levels = self.levels(key, entry, "rules"),
                "paths" => settings.paths = self.paths(key, entry),
                "tolerances" => settings.tolerances = self.tolerances(key, entry),
                "sources" => settings.sources = self.sources(key, entry),
                "hedges" => settings.hedges = self.hedges(key, entry),
                "drift" => settings.drift = self.drift(key, entry),
                "quotes" => settings.quotes = self.quotes(key, entry),
                "tables" => settings.tables = self.reader.tables(key, entry),
                _ => {}
            }
        }
        settings
    }

    fn desk(&mut self, key: &Key, entry: Entry<'_>) -> Vec<Located<String>> {
        let (Accepts::Table(keys), Some(table)) = (key.accepts, self.reader.table(key, entry)) else {
            return Vec::new();
        };
        let mut ours = Vec::new();
        for (key, entry) in self.reader.known(table, keys, entry.name) {
            ours = self.reader.texts(key, entry);
        }
        ours
    }

    fn origins(&mut self, key: &Key, entry: Entry<'_>) -> Option<u64> {
        let (Accepts::Table(keys), Some(table)) = (key.accepts, self.reader.table(key, entry)) else {
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
                    let twice = match (known, self.rules.iter().find(|rule| rule.is_of(name))) {
                        (Some(rule), _) => {
                            let Some(level) = self.rule(entry) else { continue };
                            levels.rules.insert(rule.name.to_owned(), level).map(|_| rule.name)
                        }
                        (None, Some(member)) => {
                            let Some(level) = self.reader.level(entry) else { continue };
                            let letter = member.code.chars().next().unwrap_or('R');
                            levels.families.insert(letter, level).map(|_| member.family)
                        }
                        (None, None) => {
                            self.no_rule(entry, of);
                            continue;
                        }
                    };
                    if let Some(name) = twice {
                        let message = format!("`{name}` appears twice, by its name and by its code");
                        self.reader
                            .problems
                            .push(SettingsProblem::error(entry.at, message).help("keep one of the two"));
                    }
                }
            }
        }
        levels
    }

    /// `NAME = "off"`, or the rule's own table with a `level` in it.
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
        let problem =
            SettingsProblem::error(entry.at, format!("no rule is called `{name}`")).label("unknown");
        let names = self.rules.iter().flat_map(|rule| [rule.name, rule.family]).chain(["slip", "disputed"]);
        let problem = match nearest(name, names) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None if keys::ROOT.iter().any(|key| key.name == name) => problem.help(format!(
                "`{name}` is for the whole file: put it above the first line that opens with `[`"
            )),
            None => problem.help(format!(
                "`gainsay explain` lists the rules; `{of}` takes them, their families (`contradictions`, or `C`), and `slip` \
                 and `disputed`"
            )),
        };
        self.reader.problems.push(problem);
    }

    fn paths(&mut self, key: &Key, entry: Entry<'_>) -> Vec<PathLevels> {
        let Accepts::Each(keys) = key.accepts else { return Vec::new() };
        let DeValue::Array(list) = entry.value else {
            // Reports a single table where a list of tables is expected.
            if let DeValue::Table(_) = entry.value {
                let problem =
                    SettingsProblem::error(entry.at, format!("`{}` needs double brackets", entry.name));
                self.reader
                    .problems
                    .push(problem.help(format!("write `[[{}]]`: there may be several", entry.name)));
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
                let problem = SettingsProblem::error(at, "this does not say which files it applies to");
                self.reader.problems.push(problem.help("add the files: `match = \"archive/**\"`"));
            }
            paths.push(section);
        }
        paths
    }

    fn tolerances(&mut self, key: &Key, entry: Entry<'_>) -> Vec<(Located<String>, Located<String>)> {
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
                self.reader.problems.push(SettingsProblem::error(entry.value_at, message).help(help));
                continue;
            };
            let measure = Located { what: entry.name.to_owned(), at: entry.at };
            tolerances.push((measure, Located { what: text.to_owned(), at: entry.value_at }));
        }
        tolerances
    }

    fn sources(&mut self, key: &Key, entry: Entry<'_>) -> Vec<(Located<String>, Vec<Located<String>>)> {
        let Some(table) = self.reader.table(key, entry) else { return Vec::new() };
        let mut sources = Vec::new();
        for entry in entries(table) {
            let properties = self.reader.texts(&Key { accepts: Accepts::Texts, ..*key }, entry);
            sources.push((Located { what: entry.name.to_owned(), at: entry.at }, properties));
        }
        sources
    }

    fn hedges(&mut self, key: &Key, entry: Entry<'_>) -> Hedges {
        let mut hedges = Hedges::default();
        let (Accepts::Hedges(keys), Some(table)) = (key.accepts, self.reader.table(key, entry)) else {
            return hedges;
        };
        for entry in entries(table) {
            if let Some(key) = keys.iter().find(|key| key.name == entry.name) {
                let number = self.reader.decimal(key, entry);
                match key.name {
                    "about" => hedges.about = number,
                    "nearly" => hedges.nearly = number,
                    "round" => hedges.round = number,
                    "fraction" => hedges.fraction = number,
                    _ => hedges.slack = number,
                }
            } else if syntax::VAGUE.contains(&entry.name) {
                hedges.words.extend(self.span(entry).map(|span| (entry.name.to_owned(), span)));
            } else {
                let names = keys.iter().map(|key| key.name).chain(syntax::VAGUE);
                let problem = SettingsProblem::error(
                    entry.at,
                    format!("the language has no loose word `{}`", entry.name),
                );
                let help = match nearest(entry.name, names) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        "it has `about`, `nearly`, `slack`, `round`, `fraction`, and vague words such as `several`, `dozens`, `hundreds`"
                            .to_owned()
                    }
                };
                self.reader.problems.push(problem.label("unknown").help(help));
            }
        }
        hedges
    }

    fn drift(&mut self, key: &Key, entry: Entry<'_>) -> Drift {
        let mut drift = Drift::default();
        let (Accepts::Table(keys), Some(table)) = (key.accepts, self.reader.table(key, entry)) else {
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
        let (Accepts::Table(keys), Some(table)) = (key.accepts, self.reader.table(key, entry)) else {
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
                self.reader.problems.push(SettingsProblem::error(entry.value_at, message).help(help));
            }
            _ => {
                let message =
                    format!("`{}` takes two whole numbers, the least and the most it can mean", entry.name);
                let help = format!("write it as `{:?} = [3, 9]`", entry.name);
                self.reader.problems.push(SettingsProblem::error(entry.value_at, message).help(help));
            }
        }
        None
    }
}

/// Whether a text is one figure without hedge or range, as a tolerance is.
fn is_plain_figure(text: &str) -> bool {
    let value = syntax::value(text).ok().filter(|value| value.change.is_none()).map(|value| value.kind);
    matches!(value, Some(ValueKind::Figure(figure)) if matches!(figure.form, Form::Plain(_)))
}

fn fail_on(word: &str) -> FailOn {
    match word {
        "dispute" => FailOn::Dispute,
        "warning" => FailOn::Warning,
        "note" => FailOn::Note,
        "never" => FailOn::Never,
        _ => FailOn::Error,
    }
}
