//! A starting point for users (`gainsay init`): a first corpus, or the settings and the vocabulary that a sheet seems
//! to need, with the reasons.

mod inert;
mod profile;
mod role;
mod notation;
mod merged;
mod across;
mod known_form;
mod mapping;
mod usage;
mod kind;
mod split_name;
mod heading_unit;
mod new_unit;
mod whole;
mod sum;
mod vocabulary;

pub(crate) use kind::{KindProposal, kind};
pub(crate) use split_name::split_name;
pub(crate) use usage::usage;

use crate::settings;
use crate::source::{Source, Sources};

/// The proposed settings and vocabulary for a sheet.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The text of `gainsay.toml`; each guess has a comment with its reason.
    pub settings: String,
    /// The text of a vocabulary, likewise.
    pub vocabulary: String,
}

/// The file name of the vocabulary, as the proposed settings give it.
pub const VOCABULARY_FILE: &str = "vocabulary.claims";

/// The settings of a new corpus.
pub const START_SETTINGS: &str = include_str!("start.toml");

/// The vocabulary of a new corpus.
pub const START_VOCABULARY: &str = include_str!("start-vocabulary.claims");

/// The first claims of a new corpus.
pub const START_CLAIMS: &str = include_str!("start-first.claims");

/// Guesses the meaning of a sheet; none if it has no headings. `windows_1252` says that its bytes are
/// Windows-1252.
#[must_use]
pub fn propose(source: &Source, windows_1252: bool) -> Option<Proposal> {
    let section = mapping::section(source, windows_1252)?;
    let file = source.name().rsplit('/').next().unwrap_or("sheet.csv");
    let text = format!(
        "# Proposed by `gainsay init {}`; every guess gives its reason. Correct what is wrong.\n\
         vocabulary = [\"{VOCABULARY_FILE}\"]\n\n{section}",
        inert::remark(file)
    );
    // The sheet is read with the proposed settings, and the vocabulary is made from its claims.
    let file_of_settings = Source::new("gainsay.toml", text.clone());
    let proposed = settings::read(&file_of_settings, &[]).unwrap_or_default();
    let sheet = Source::new(file, source.text());
    let vocabulary = vocabulary::vocabulary(&Sources::new(vec![sheet]), &proposed, file);
    Some(Proposal { settings: text, vocabulary })
}
