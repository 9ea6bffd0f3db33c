//! The names of entities: by the settings, else by the file's labels, else by their ids.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::json;

/// The names of entities, by id.
pub(super) struct Labels<'s> {
    own: &'s BTreeMap<String, String>,
    file: FxHashMap<Cow<'s, str>, Cow<'s, str>>,
    /// Who has a label, in small letters; none where several items have it, each of which is named with its id.
    owners: FxHashMap<String, Option<Cow<'s, str>>>,
}

impl<'s> Labels<'s> {
    /// The names that the settings give.
    pub(super) fn new(own: &'s BTreeMap<String, String>) -> Self {
        Self { own, file: FxHashMap::default(), owners: FxHashMap::default() }
    }

    /// Adds the label of an entity: in a language, else in any, else in English.
    pub(super) fn add(&mut self, id: Cow<'s, str>, labels: &'s str, language: &str) {
        let Some(labels) = json::object(labels) else { return };
        let label = [language, "mul", "en"].into_iter().find_map(|language| {
            let one = json::object(json::get(&labels, language)?)?;
            json::text_of(&one, "value")
        });
        if let Some(label) = label
            && !label.trim().is_empty()
        {
            if id.starts_with('Q') {
                let owner =
                    self.owners.entry(label.trim().to_lowercase()).or_insert_with(|| Some(id.clone()));
                if owner.as_ref().is_some_and(|owner| *owner != id) {
                    *owner = None;
                }
            }
            self.file.insert(id, label);
        }
    }

    /// The name of an entity.
    pub(super) fn name(&self, id: &str) -> String {
        if let Some(own) = self.own.get(id) {
            return own.trim().to_owned();
        }
        match self.file.get(id).map(|label| label.trim()) {
            Some(label) if id.starts_with('Q') && self.owners.get(&label.to_lowercase()) == Some(&None) => {
                format!("{label} ({id})")
            }
            Some(label) => label.to_owned(),
            None => id.to_owned(),
        }
    }
}
