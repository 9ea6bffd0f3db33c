//! What a column of a table means, by its heading.

use rustc_hash::FxHashMap;

use super::field::{Field, detail, plain};
use super::sdmx::Component;
use super::synonym::probable;
use super::table_errors::{help_table, table_error};
use crate::finding::ProblemKind;
use crate::settings::Table;
use crate::syntax::SyntaxError;

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column<'s> {
    /// A field of the row.
    Field(Field),
    /// A key of the scope.
    Key(&'s str),
    /// A detail.
    Detail(&'s str),
    /// One of several columns of a wide table, each of which makes a claim.
    Wide,
    /// What is read together with other columns of an observation.
    Component(Component),
    /// One whose heading neither the settings, nor the names of fields and details, nor the form give a meaning.
    Unknown,
    /// Nothing: it has no heading.
    Bare,
}

/// What headings mean by the settings of a table.
#[derive(Debug)]
pub(super) struct Meanings<'s> {
    table: &'s Table,
    /// By the plain form of a heading that they name.
    settled: FxHashMap<String, Column<'s>>,
}

impl<'s> Meanings<'s> {
    /// Those of a table.
    pub(super) fn of(table: &'s Table) -> Self {
        let wide = table.wide.iter().flat_map(|wide| &wide.columns).map(|name| (name, Column::Wide));
        let columns = table.columns.iter().map(|(from, to)| (from, named(to, table)));
        let scope = table.scope.iter().map(|key| (key, Column::Key(key.trim())));
        let mut settled = FxHashMap::default();
        for (name, column) in wide.chain(columns).chain(scope) {
            settled.entry(plain(name)).or_insert(column);
        }
        Self { table, settled }
    }

    /// The meaning of a heading: by the settings, else by the names of fields; otherwise unknown.
    pub(super) fn column(&self, heading: &'s str) -> Column<'s> {
        match plain(heading).is_empty() {
            true => Column::Bare,
            false => self.by_settings(heading).unwrap_or_else(|| named(heading, self.table)),
        }
    }

    /// What the settings say of a heading.
    pub(super) fn by_settings(&self, heading: &str) -> Option<Column<'s>> {
        let name = plain(heading);
        self.settled.get(&name).filter(|_| !name.is_empty()).copied()
    }
}

/// What a name of a field or detail means.
fn named<'s>(says: &'s str, table: &Table) -> Column<'s> {
    let says = says.trim();
    match (Field::of(says), detail(says)) {
        (Some(Field::Value), _) if table.wide.is_some() => Column::Unknown,
        (Some(field), _) => Column::Field(field),
        (None, Some(key)) => Column::Detail(key),
        (None, None) if says.starts_with("x-") && says.len() > 2 => Column::Detail(says),
        _ => Column::Unknown,
    }
}

/// Reports an unknown heading, with the settings that would define it. `name` is the file's,
/// `mapped` says which fields have a column, and `unmet` are the headings that the settings name
/// and the table lacks.
pub(super) fn unknown<'s>(
    heading: &'s str,
    name: &str,
    table: &Table,
    mapped: impl Fn(Field) -> bool,
    unmet: &[&str],
) -> SyntaxError<'s> {
    let message = if table.wide.is_some() && Field::of(heading) == Some(Field::Value) {
        "the columns of `wide` hold the figures, so `value` is left out".to_owned()
    } else {
        format!("the heading `{heading}` is not a field of a claim, so its column is left out")
    };
    let mut error = table_error(ProblemKind::UnknownKey, heading, "what is this?", message);
    if let Some(near) = crate::syntax::nearest(heading, unmet.iter().copied()) {
        error.help.push(format!("the settings have `{near}`; spell it as in the heading"));
    }
    let field = probable(heading).filter(|field| !mapped(*field));
    let what = field.map_or("a note", Field::in_words);
    let line = format!("columns = {{ {} = \"{}\" }}", quoted(heading), field.map_or("note", Field::name));
    error.help.push(format!("if it is {what}: {}", help_table(name, &line)));
    let line = format!("scope = [{}]", quoted(heading));
    error.help.push(format!("if it says what the figure is about: {}", help_table(name, &line)));
    error
}

/// Whether there is no guess for an unknown heading: no field that it may mean, and no name in the settings that is
/// spelt similarly.
pub(super) fn has_no_guess(
    heading: &str,
    table: &Table,
    mapped: impl Fn(Field) -> bool,
    unmet: &[&str],
) -> bool {
    let field = probable(heading).filter(|field| !mapped(*field));
    let is_value = table.wide.is_some() && Field::of(heading) == Some(Field::Value);
    field.is_none() && !is_value && crate::syntax::nearest(heading, unmet.iter().copied()).is_none()
}

/// Reports together several unknown headings for which there is no guess.
pub(super) fn all_unknown<'s>(headings: &[&'s str], name: &str) -> Option<SyntaxError<'s>> {
    let (first, rest) = headings.split_first()?;
    let (last, before) = headings.split_last()?;
    let named: Vec<String> = before.iter().map(|heading| format!("`{heading}`")).collect();
    let message = format!(
        "the headings {} and `{last}` are no fields of a claim, so their columns are left out",
        named.join(", ")
    );
    let mut error = table_error(ProblemKind::UnknownKey, first, "what are these?", message);
    error.others = rest.iter().map(|heading| (*heading, String::new())).collect();
    let notes: Vec<String> =
        headings.iter().map(|heading| format!("{} = \"note\"", quoted(heading))).collect();
    let keys: Vec<String> = headings.iter().map(|heading| quoted(heading)).collect();
    let line = format!("columns = {{ {} }}", notes.join(", "));
    error.help.push(format!("those that are notes: {}", help_table(name, &line)));
    let line = format!("scope = [{}]", keys.join(", "));
    error.help.push(format!("those that say what the figure is about: {}", help_table(name, &line)));
    Some(error)
}

/// A heading as a key of `gainsay.toml`.
pub(super) fn quoted(heading: &str) -> String {
    format!("{:?}", heading.split_whitespace().collect::<Vec<_>>().join(" "))
}
