//! How a source counts, by its definition or by the settings: by a method of its own (`counts on`), only what it could
//! document (`at least`), or with estimates for what is missing (`fills in`); and what it is the authority on (`settles`).

use crate::finding::Severity;
use crate::model::define::builder::Builder;
use crate::model::name;
use crate::model::register::SourceId;
use crate::settings::{Settings, SettingsProblem};
use crate::source::Place;
use crate::syntax;
use crate::syntax::tree::{Name, PropertyKind};

/// The scope key for the figures of a source that fills in missing ones.
const FILLED_IN: &str = "filled-in";

impl Builder<'_> {
    /// Gives a source's figures a name under a scope key, replacing what it had there.
    pub(super) fn counts_on(
        &mut self,
        source: SourceId,
        key: &Name<'_>,
        value: &Name<'_>,
        seen: Option<Place>,
    ) {
        let key_text = key.text();
        let key = self.key(&key_text, seen);
        let name = self.name_of(&key_text, &value.text(), seen);
        let counts_on = &mut self.vocabulary.sources[source.0 as usize].counts_on;
        counts_on.retain(|(known, _)| *known != key);
        counts_on.push((key, name));
    }

    /// Makes a source the authority on a measure.
    pub(super) fn settles(&mut self, source: SourceId, measure: &Name<'_>, seen: Option<Place>) {
        let measure = self.measure_of(&measure.text(), seen);
        self.vocabulary.sources[source.0 as usize].settles.push(measure);
    }

    /// Gives the figures of a source that fills in missing ones a scope of their own, so that they are not compared
    /// with others'.
    pub(super) fn fills_in(&mut self, source: SourceId) {
        let name = self.registers.sources.get(source.0).display.clone();
        let key = self.key(FILLED_IN, None);
        let name = self.name_of(FILLED_IN, &name, None);
        self.vocabulary.sources[source.0 as usize].fills_in = Some((key, name));
    }

    /// Applies what the settings say about how sources count; returns the settings that are invalid.
    pub(super) fn counting(&mut self, settings: &Settings) -> Vec<SettingsProblem> {
        let mut wrong = Vec::new();
        for (source, properties) in &settings.sources {
            let known = self.registers.sources.find(&name::key(&source.what)).map(SourceId);
            let known = known.unwrap_or_else(|| self.source_of(&source.what, None));
            self.sources_to(known.0);
            for property in properties {
                match syntax::property(&property.what) {
                    Ok(PropertyKind::CountsOn(key, value)) => self.counts_on(known, &key, &value, None),
                    Ok(PropertyKind::AtLeast) => {
                        self.vocabulary.sources[known.0 as usize].at_least = true;
                    }
                    Ok(PropertyKind::Settles(measures)) => {
                        measures.iter().for_each(|measure| self.settles(known, measure, None));
                    }
                    Ok(PropertyKind::FillsIn) => self.fills_in(known),
                    Ok(_) | Err(_) => {
                        let message =
                            format!("`{}` does not say how `{}` counts", property.what, source.what);
                        let error = SettingsProblem::error(property.at, message);
                        wrong.push(SettingsProblem { severity: Severity::Error, ..error }.help(
                            "write `\"counts on basis: verified\"`, with any scope key, `\"settles votes\"`, `\"fills in\"` or `\"at least\"`",
                        ));
                    }
                }
            }
        }
        wrong
    }
}
