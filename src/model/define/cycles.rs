//! Cycles: sources that speak for each other, places that lie within each other, measures that are part of themselves. No link of a
//! cycle counts.

use crate::finding::{Problem, ProblemKind};
use crate::model::define::builder::Builder;
use crate::model::register::{MeasureId, NameId, Register, SourceId};
use crate::model::vocabulary::DefinedId;

impl Builder<'_> {
    /// Reports every cycle, and removes its links.
    pub(super) fn cycles(&mut self) {
        let cycles = unlink(&mut self.vocabulary.sources, |info| &mut info.speaks_for, |to| to.0);
        for cycle in cycles {
            let message = cycle_text(&cycle, &self.registers.sources, "speaks for");
            self.report_cycle(&cycle, |at| DefinedId::Source(SourceId(at)), message, "`speaks for`");
        }
        let cycles = unlink(&mut self.vocabulary.measures, |measure| &mut measure.part_of, |to| to.0);
        for cycle in cycles {
            let message = cycle_text(&cycle, &self.registers.measures, "is part of");
            self.report_cycle(&cycle, |at| DefinedId::Measure(MeasureId(at)), message, "`part of`");
        }
        let cycles = unlink(&mut self.vocabulary.names, |info| &mut info.within, |to| to.0);
        for cycle in cycles {
            let message = cycle_text(&cycle, &self.registers.names, "is within");
            self.report_cycle(&cycle, |at| DefinedId::Name(NameId(at)), message, "`within`");
        }
    }

    fn report_cycle(&mut self, cycle: &[u32], id: fn(u32) -> DefinedId, message: String, line: &str) {
        let mut places = cycle.iter().filter_map(|&at| self.links.get(&id(at)).copied());
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

/// Removes the links of every cycle, and returns the cycles.
fn unlink<T, I>(infos: &mut [T], link: fn(&mut T) -> &mut Option<I>, number: fn(&I) -> u32) -> Vec<Vec<u32>> {
    let next: Vec<Option<u32>> = infos.iter_mut().map(|info| link(info).as_ref().map(number)).collect();
    let cycles = cycles(&next);
    for &at in cycles.iter().flatten() {
        *link(&mut infos[at as usize]) = None;
    }
    cycles
}

/// The cycles in a graph where each node has at most one link. Every cycle starts at its lowest number.
fn cycles(next: &[Option<u32>]) -> Vec<Vec<u32>> {
    let mut cycles = Vec::new();
    // For each node the walk that first reached it.
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
        // A walk that returns to its own path has found a cycle; one that meets an earlier walk, or an end, has not.
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
fn cycle_text(cycle: &[u32], register: &Register, link: &str) -> String {
    let names: Vec<&String> = cycle.iter().map(|&at| &register.get(at).display).collect();
    let [only] = names[..] else {
        let links = names.iter().zip(names.iter().cycle().skip(1));
        return links
            .map(|(one, other)| format!("`{one}` {link} `{other}`"))
            .collect::<Vec<_>>()
            .join(", and ");
    };
    format!("`{only}` {link} itself")
}
