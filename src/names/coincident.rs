//! Two events of one day that different voices speak of, with the same thing said of each: perhaps one event under two names.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::{Corpus, Voice, voice};
use crate::model::Day;
use crate::model::claim::Value;
use crate::model::register::{MeasureId, SUBJECT, bare_event_key, split_key};
use crate::source::FileId;

/// Days with more events are left out: among many events some share a measure by chance.
const MAX_EVENTS: usize = 8;

/// Two events that may be one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Coincident {
    /// The first claim that dates each.
    pub(crate) dated: [u32; 2],
    /// A claim about each, of one measure.
    pub(crate) about: [u32; 2],
    /// The day of both.
    pub(crate) day: Day,
}

/// An event on some day, with who speaks of it.
struct Event<'c> {
    name: &'c str,
    claim: u32,
    voices: Vec<Voice>,
    files: Vec<FileId>,
}

impl Event<'_> {
    /// Whether a voice or a file names both: then they are two events.
    fn is_named_beside(&self, other: &Self) -> bool {
        self.voices.iter().any(|voice| other.voices.contains(voice))
            || self.files.iter().any(|file| other.files.contains(file))
    }
}

/// The pairs of events of one day of which no voice and no file names both, and of which the same measure is given, once each.
pub(crate) fn coincident(corpus: &Corpus) -> Vec<Coincident> {
    let registers = &corpus.model.registers;
    let mut by_day: BTreeMap<Day, Vec<Event<'_>>> = BTreeMap::new();
    let mut about: FxHashMap<&str, Vec<(MeasureId, u32)>> = FxHashMap::default();
    for (at, claim) in (0_u32..).zip(corpus.claims()).filter(|(_, claim)| !claim.excluded) {
        for (_, name) in registers.scopes.get(claim.scope.0).iter().filter(|(key, _)| *key == SUBJECT) {
            if let Some((_, bare)) = split_key(&registers.names.get(name.0).key) {
                let all = about.entry(bare).or_default();
                if !all.iter().any(|(measure, _)| *measure == claim.measure) {
                    all.push((claim.measure, at));
                }
            }
        }
        let Some(name) = bare_event_key(&registers.measures.get(claim.measure.0).key) else { continue };
        let Value::Date(window) = &claim.value else { continue };
        let Some(day) = window.only_day() else { continue };
        let events = by_day.entry(day).or_default();
        let (voice, file) = (voice(claim), claim.place.file);
        match events.iter_mut().find(|event| event.name == name) {
            Some(event) => {
                event.voices.push(voice);
                event.files.push(file);
            }
            None => events.push(Event { name, claim: at, voices: vec![voice], files: vec![file] }),
        }
    }
    let mut found = Vec::new();
    let mut seen: FxHashSet<(&str, &str)> = FxHashSet::default();
    for (&day, events) in by_day.iter().filter(|(_, events)| events.len() <= MAX_EVENTS) {
        for (number, one) in events.iter().enumerate() {
            for two in &events[number + 1..] {
                let both = about.get(one.name).zip(about.get(two.name));
                let Some((mine, theirs)) = both.filter(|_| !one.is_named_beside(two)) else { continue };
                let shared = mine.iter().find_map(|&(measure, claim)| {
                    let other = theirs.iter().find(|(other, _)| *other == measure)?;
                    Some([claim, other.1])
                });
                if let Some(about) = shared
                    && seen.insert((one.name, two.name))
                {
                    found.push(Coincident { dated: [one.claim, two.claim], about, day });
                }
            }
        }
    }
    found
}
