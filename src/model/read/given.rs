//! What texts are read with.

use std::collections::BTreeMap;

use crate::model::window::Day;
use crate::progress::Progress;
use crate::settings::{Settings, Table};
use crate::source::Include;

/// What texts are read with.
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
    /// The path of each text from the settings' folder, by the text's name; its name where it has none here.
    pub paths: &'a BTreeMap<String, String>,
    /// Where the progress of reading is reported.
    pub progress: &'a Progress,
}

impl<'a> ReadOptions<'a> {
    /// How the table of this name is to be read, where the settings say so.
    pub(super) fn table(&self, name: &str) -> Option<&'a Table> {
        self.settings.table(self.paths.get(name).map_or(name, String::as_str))
    }
}
