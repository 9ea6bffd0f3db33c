//! Cycles: sources that speak for each other, places that lie within each other, measures and sets that are
//! part of themselves. No link of a cycle counts.

use crate::finding::{Problem, ProblemKind};
use crate::model::define::builder::Builder;
use crate::model::register::{MeasureId, NameId, SourceId};
use crate::model::vocabulary::DefinedId;

impl Builder<'_> {
    /// Reports every cycle, and removes its links.
    pub(super) fn cycles(&mut self) {
        let speaks: Vec<Option<u32>> =
            self.vocabulary.sources.iter().map(|info| info.speaks_for.map(|to| to.0)).collect();
        for cycle in cycles(&speaks) {
            for &source in &cycle {
                self.vocabulary.sources[source as usize].speaks_for = None;
            }
            let names: Vec<_> = cycle.iter().map(|&at| &self.registers.sources.get(at).display).collect();
            let message = round(&names, "speaks for");
            let ids: Vec<_> = cycle.iter().map(|&at| DefinedId::Source(SourceId(at))).collect();
            self.report_cycle(&ids, message, "`speaks for`");
        }
        let part_of: Vec<Option<u32>> =
            self.vocabulary.measures.iter().map(|measure| measure.part_of.map(|to| to.0)).collect();
        for cycle in cycles(&part_of) {
            for &measure in &cycle {
                self.vocabulary.measures[measure as usize].part_of = None;
            }
            let names: Vec<_> = cycle.iter().map(|&at| &self.registers.measures.get(at).display).collect();
            let message = round(&names, "is part of");
            let ids: Vec<_> = cycle.iter().map(|&at| DefinedId::Measure(MeasureId(at))).collect();
            self.report_cycle(&ids, message, "`part of`");
        }
        let within: Vec<Option<u32>> =
            self.vocabulary.names.iter().map(|info| info.within.map(|to| to.0)).collect();
        for cycle in cycles(&within) {
            for &name in &cycle {
                self.vocabulary.names[name as usize].within = None;
            }
            let names: Vec<_> = cycle.iter().map(|&at| &self.registers.names.get(at).display).collect();
            let message = round(&names, "is within");
            let ids: Vec<_> = cycle.iter().map(|&at| DefinedId::Name(NameId(at))).collect();
            self.report_cycle(&ids, message, "`within`");
        }
    }

    fn report_cycle(&mut self, ids: &[DefinedId], message: String, line: &str) {
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
    // For each the walk that first reached it.
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
        // A walk that returns to itself has found a cycle; one that meets an earlier walk, or an end, has not.
        if next[at].is_some() && met[at] == Some(start) {
            let begins = walk.iter().position(|&one| one as usize == at).unwrap_or(0);
            let mut cycle = walk.split_off(begins);
            let lowest = cycle.iter().enumerate().min_by_key(|(_, one)| **one).map_or(0, |(at, _)| at);
            cycle.rotate_left(lowest);
            cycles.push(cycle);
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
