//! What a check keeps for the next one of the same texts.

use std::collections::BTreeMap;

use crate::check::run::Settings;
use crate::{contradiction, drift, model};

/// What has been read and found in earlier checks. Under other settings nothing of it is used.
#[derive(Debug, Default)]
pub struct Kept {
    /// The settings of the last check that decide how texts are read and solved.
    settings: String,
    /// The paths of the texts in the last check, by name.
    paths: BTreeMap<String, String>,
    pub(super) model: model::Kept,
    pub(super) contradictions: contradiction::Kept,
    pub(super) drift: drift::Kept,
}

impl Kept {
    /// Forgets everything if the settings have changed.
    pub(super) fn begin(&mut self, given: &Settings) {
        let settings = format!("{:?}", (&given.corpus, &given.as_of));
        let has_moved =
            |(name, path): (&String, &String)| given.paths.get(name).is_some_and(|now| now != path);
        if settings != self.settings || self.paths.iter().any(has_moved) {
            *self = Self { settings, ..Self::default() };
        }
        self.paths.clone_from(&given.paths);
    }
}
