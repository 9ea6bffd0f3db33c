//! The options of reading: settings, inclusions, which texts are drafts, and the like.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::window::Day;
use crate::progress::Progress;
use crate::settings::{Settings, Table};
use crate::source::Include;

/// The options that texts are read with.
#[derive(Clone, Copy, Debug)]
pub struct ReadOptions<'a> {
    /// The resolution of the `include` statements, done by the loader of the texts.
    pub includes: &'a [Include],
    /// The names of the texts that every other text implicitly includes.
    pub vocabulary: &'a [String],
    /// What was published after this day does not exist yet.
    pub as_of: Option<Day>,
    /// The corpus's settings.
    pub settings: &'a Settings,
    /// The path of each text relative to the settings' folder, by the text's name; its name if there is none.
    pub paths: &'a BTreeMap<String, String>,
    /// The names of the texts that a draft is checked against; if there are none, no text is a draft.
    pub archive: &'a BTreeSet<String>,
    /// Whether the texts will be read again after each change, so that what is read is worth keeping.
    pub will_be_read_again: bool,
    /// Counts how far the reading has come.
    pub progress: &'a Progress,
}

impl<'a> ReadOptions<'a> {
    /// Whether a text is a draft.
    pub(super) fn is_draft(&self, name: &str) -> bool {
        !self.archive.is_empty() && !self.archive.contains(name)
    }

    /// How the settings say that the table of this name is read.
    pub(super) fn table(&self, name: &str) -> Option<&'a Table> {
        self.settings.table(self.paths.get(name).map_or(name, String::as_str))
    }
}
