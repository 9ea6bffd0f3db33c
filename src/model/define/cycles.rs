//! Rings: whoever speaks for another that speaks for him, places that lie within each other, measures and sets that are
//! part of themselves. Nothing in one counts.

use crate::finding::{Problem, ProblemKind};
use crate::model::define::builder::Builder;
use crate::model::register::{MeasureId, NameId, SourceId};
use crate::model::vocabulary::DefinedId;

impl Builder<'_> {
    /// Tells every ring, and undoes it.
    pub(super) fn cycles(&mut self) {
        let speaks: Vec<Option<u32>> =
            self.vocabulary.sources.iter().map(|info| info.speaks_for.map(|to| to.0)).collect();
        for ring in cycles(&speaks) {
            for &source in &ring {
                self.vocabulary.sources[source as usize].speaks_for = None;
            }
            let names: Vec<_> = ring.iter().map(|&at| &self.registers.sources.get(at).display).collect();
            let told = round(&names, "speaks for");
            let ids: Vec<_> = ring.iter().map(|&at| DefinedId::Source(SourceId(at))).collect();
            self.ring(&ids, told, "`speaks for`");
        }
        let part_of: Vec<Option<u32>> =
            self.vocabulary.measures.iter().map(|measure| measure.part_of.map(|to| to.0)).collect();
        for ring in cycles(&part_of) {
            for &measure in &ring {
                self.vocabulary.measures[measure as usize].part_of = None;
            }
            let names: Vec<_> = ring.iter().map(|&at| &self.registers.measures.get(at).display).collect();
            let told = round(&names, "is part of");
            let ids: Vec<_> = ring.iter().map(|&at| DefinedId::Measure(MeasureId(at))).collect();
            self.ring(&ids, told, "`part of`");
        }
        let within: Vec<Option<u32>> =
            self.vocabulary.names.iter().map(|info| info.within.map(|to| to.0)).collect();
        for ring in cycles(&within) {
            for &name in &ring {
                self.vocabulary.names[name as usize].within = None;
            }
            let names: Vec<_> = ring.iter().map(|&at| &self.registers.names.get(at).display).collect();
            let told = round(&names, "is within");
            let ids: Vec<_> = ring.iter().map(|&at| DefinedId::Name(NameId(at))).collect();
            self.ring(&ids, told, "`within`");
        }
    }

    fn ring(&mut self, ids: &[DefinedId], message: String, line: &str) {
        let mut places = ids.iter().filter_map(|id| self.links.get(id).copied());
        let Some(at) = places.next() else { return };
        self.diagnostics.problems.push(Problem {
            kind: ProblemKind::AmbiguousAlias,
            at,
            label: "begins the circle".to_owned(),
            others: places.map(|place| (place, "continues it".to_owned())).collect(),
            message,
            help: vec![format!("remove one of the {line} lines; until then gainsay ignores all of them")],
        });
    }
}

/// The rings among links of which each begins only one, every ring from its lowest number on.
fn cycles(next: &[Option<u32>]) -> Vec<Vec<u32>> {
    let mut cycles = Vec::new();
    // The walk in which each was first met.
    let mut met: Vec<Option<usize>> = vec![None; next.len()];
    for start in 0..next.len() {
        let mut at = start;
        let mut walk = Vec::new();
        while met[at].is_none() {
            met[at] = Some(start);
            walk.push(at as u32);
            match next[at] {
                Some(to) => at = to as usize,
                None => break,
            }
        }
        // A walk that comes back to itself has gone round; one that meets an earlier walk, or an end, has not.
        if next[at].is_some() && met[at] == Some(start) {
            let begins = walk.iter().position(|&one| one as usize == at).unwrap_or(0);
            let mut ring = walk.split_off(begins);
            let lowest = ring.iter().enumerate().min_by_key(|(_, one)| **one).map_or(0, |(at, _)| at);
            ring.rotate_left(lowest);
            cycles.push(ring);
        }
    }
    cycles
}

/// `` `A` speaks for `B`, and `B` speaks for `A` ``.
fn round(names: &[&String], link: &str) -> String {
    let [only] = names else {
        let links = names.iter().zip(names.iter().cycle().skip(1));
        return links
            .map(|(one, other)| format!("`{one}` {link} `{other}`"))
            .collect::<Vec<_>>()
            .join(", and ");
    };
    format!("`{only}` {link} itself")
}
