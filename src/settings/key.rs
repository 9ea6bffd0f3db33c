//! A key of `gainsay.toml`, and the values it takes.

use super::table::FIELDS;

/// One key, as documented for users.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub accepts: Accepts,
    /// Whether its table is invalid without it.
    pub is_required: bool,
    /// What it does, in Markdown.
    pub meaning: &'static str,
    /// A line that sets it.
    pub example: &'static str,
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Accepts {
    /// One of these words.
    Word(&'static [&'static str]),
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A path pattern, or a list of such.
    Patterns,
    /// A whole number, from this one on.
    Count(u64),
    /// `"5%"` or 0.05: at most one.
    Share,
    /// A number of times.
    Multiple,
    /// One character.
    Character,
    /// One of [`FIELDS`].
    Field,
    /// Heading to field.
    Columns,
    /// Field to text.
    Constants,
    /// Id to name.
    Labels,
    /// Rule, standing or family to level.
    Rules,
    /// Measure to tolerance.
    Tolerances,
    /// Source to the properties that say how it counts.
    Sources,
    /// These keys, and any vague word with its least and most.
    Hedges(&'static [Key]),
    /// A table of these keys.
    Table(&'static [Key]),
    /// Any number of tables of these keys, each under `[[…]]`.
    Each(&'static [Key]),
    /// For each pattern a table of these keys.
    ByPattern(&'static [Key]),
}

impl Accepts {
    /// What is expected, as a noun: `a list of texts`.
    pub(super) fn in_words(self) -> String {
        let words = |words: &[&str]| {
            let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            match quoted.split_last() {
                Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
                _ => quoted.concat(),
            }
        };
        match self {
            Self::Word(choice) => words(choice),
            Self::Text => "a text".to_owned(),
            Self::Texts => "a list of texts".to_owned(),
            Self::Patterns => "a path pattern or a list of patterns".to_owned(),
            Self::Count(0) => "a whole number".to_owned(),
            Self::Count(least) => format!("a whole number, {least} or more"),
            Self::Share => "a share between 0% and 100%".to_owned(),
            Self::Multiple => "a number".to_owned(),
            Self::Character => "one character".to_owned(),
            Self::Field => format!("a field: {}", FIELDS.join(", ")),
            Self::Columns => "a table of headings and fields".to_owned(),
            Self::Constants => "a table of fields and texts".to_owned(),
            Self::Labels => "a table of ids and names".to_owned(),
            Self::Rules => "a table of rules and levels".to_owned(),
            Self::Tolerances => "a table of measures and tolerances".to_owned(),
            Self::Sources => "a table of sources and how each counts".to_owned(),
            Self::Hedges(_) => "a table of loose words and what they mean".to_owned(),
            Self::Table(_) => "a table".to_owned(),
            Self::Each(_) => "tables".to_owned(),
            Self::ByPattern(_) => "a table for each path pattern".to_owned(),
        }
    }
}
