//! The argument of a core: its proof with names for a reader, and all that the same voices state beside it.

use crate::contradiction::argument::{Argument, ConstraintKind, NamedUnknown};
use crate::contradiction::tied::build::Built;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::tied::reckon::Reckoner;
use crate::model::Number;
use crate::reason::linear::{Conclusion, Core, Part, Proof, StepReason, by_rows};
use crate::reason::{End, Endpoint};

/// What arguments are made of.
pub(super) struct Arguments<'t> {
    pub(super) graph: &'t ConstraintGraph<'t>,
    pub(super) built: &'t Built,
    pub(super) reckoner: &'t Reckoner<'t>,
}

impl Arguments<'_> {
    fn voice(&self, item: u32) -> u32 {
        self.built.system.items[item as usize].voice
    }

    /// The voice of all items of a core, if there is only one.
    fn only_voice(&self, core: &Core) -> Option<u32> {
        let mut voices = core.items.iter().map(|&item| self.voice(item));
        let first = voices.next()?;
        voices.all(|voice| voice == first).then_some(first)
    }

    /// The argument of a core. If a single sum or law fails, it includes everything that the same voices state of its
    /// terms on that side, so that the whole gap is shown; and stated figures are not called bounds.
    pub(super) fn whole(&self, core: &Core) -> Argument {
        let voice = self.only_voice(core);
        let (items, proof) = self.whole_row(core, voice).unwrap_or_default();
        let stated = |unknown: u32| {
            let mut beside = items.iter().copied();
            let own = voice.and_then(|voice| self.reckoner.stated_item(unknown, voice));
            own.or_else(|| beside.find(|&item| self.built.only_unknown[item as usize] == Some(unknown)))
        };
        self.of(proof.as_ref().unwrap_or(&core.proof), &stated)
    }

    /// The row that a core rests on, if it is the only one, or the only one besides those by which
    /// a total never falls.
    fn only_row(&self, core: &Core) -> Option<u32> {
        if let [row] = core.proof.rows[..] {
            return Some(row);
        }
        let never_falls =
            |row: &u32| self.built.row_reasons[*row as usize].kind == ConstraintKind::NeverFalls;
        let mut others = core.proof.rows.iter().copied().filter(|row| !never_falls(row));
        let row = others.next()?;
        others.next().is_none().then_some(row)
    }

    /// If a core rests on a single row: the items of its terms, those of voices that also state
    /// other terms on that side among them; and what these prove, if they are more than the core.
    /// What the core takes from another time stays.
    fn whole_row(&self, core: &Core, voice: Option<u32>) -> Option<(Vec<u32>, Option<Proof>)> {
        let row = self.only_row(core)?;
        let kind = self.built.row_reasons[row as usize].kind;
        let terms = &self.built.system.rows[row as usize].terms;
        let own = |unknown: u32| {
            let mut items = core.items.iter().copied();
            items.find(|&item| self.built.only_unknown[item as usize] == Some(unknown))
        };
        // Whether a bound on it follows from a row, such as that of another time, and not from a
        // figure of the core.
        let is_derived = |unknown: u32| {
            let mut steps = core.proof.steps.iter().filter(|step| step.unknown == unknown);
            core.proof.rows.len() > 1
                && own(unknown).is_none()
                && steps.any(|step| matches!(step.by, StepReason::Row(..)))
        };
        let here = |(unknown, times): &(u32, Number)| {
            let beside = terms.iter().filter(|term| term.1.is_negative() == times.is_negative());
            let mut voices = beside.filter_map(|term| own(term.0)).map(|item| self.voice(item));
            let beside = voices.next().filter(|first| voices.all(|other| other == *first));
            own(*unknown).or_else(|| self.reckoner.stated_item(*unknown, voice.or(beside)?))
        };
        let of_row: Vec<u32> = terms.iter().filter(|term| !is_derived(term.0)).filter_map(here).collect();
        let elsewhere = core.items.iter().filter(|item| !of_row.contains(item));
        let items: Vec<u32> = of_row.iter().chain(elsewhere).copied().collect();
        let is_more =
            matches!(kind, ConstraintKind::Sum | ConstraintKind::Law) && items.len() > core.items.len();
        let proof = if is_more { by_rows(&self.built.system, &core.proof.rows, &items) } else { None };
        Some((items, proof))
    }

    /// Whether a figure as stated ends at this bound.
    fn states_bound(&self, item: u32, end: End, endpoint: &Endpoint<Number>) -> bool {
        let says = &self.built.system.items[item as usize].says;
        says.first().and_then(|(_, span)| span.end(end)) == Some(endpoint)
    }

    /// A proof with its own numbers for unknowns and rows, and claims in place of items. A bound of
    /// the domain that a figure states too is given as stated.
    pub(super) fn of(&self, proof: &Proof, stated: &dyn Fn(u32) -> Option<u32>) -> Argument {
        let mut unknowns: Vec<u32> = proof.steps.iter().map(|step| step.unknown).collect();
        let of_rows = proof.rows.iter().flat_map(|&row| &self.built.system.rows[row as usize].terms);
        unknowns.extend(of_rows.map(|term| term.0));
        unknowns.sort_unstable();
        unknowns.dedup();
        let unknown = |number: u32| unknowns.binary_search(&number).map_or(0, |at| at as u32);
        let row = |number: u32| proof.rows.binary_search(&number).map_or(0, |at| at as u32);
        let about = unknowns.iter().map(|&number| {
            let quantity = self.built.quantities[number as usize];
            let node = &self.graph.nodes[quantity.node as usize];
            NamedUnknown {
                measure: node.measure,
                scope: node.scope.clone(),
                mode: node.mode,
                unit: node.unit,
                when: quantity.when,
            }
        });
        let rows = proof.rows.iter().map(|&number| {
            let mut row = self.built.system.rows[number as usize].clone();
            row.terms.iter_mut().for_each(|term| term.0 = unknown(term.0));
            (row, self.built.row_reasons[number as usize])
        });
        let mut shown = proof.clone();
        let numbers: Vec<u32> = shown.steps.iter().map(|step| step.unknown).collect();
        for (at, step) in shown.steps.iter_mut().enumerate() {
            step.unknown = unknown(step.unknown);
            step.by = match std::mem::replace(&mut step.by, StepReason::Domain) {
                StepReason::Domain => stated(numbers[at])
                    .filter(|&item| self.states_bound(item, step.end, &step.endpoint))
                    .map_or(StepReason::Domain, |item| {
                        StepReason::Item(self.built.statement(item).representative())
                    }),
                StepReason::Item(item) => StepReason::Item(self.built.statement(item).representative()),
                StepReason::Row(number, from) => StepReason::Row(row(number), from),
            };
        }
        if let Conclusion::Sum(parts) = &mut shown.end {
            for (part, _) in parts {
                if let Part::Row(number, _) = part {
                    *number = row(*number);
                }
            }
        }
        let (about, rows) = (about.collect(), rows.collect());
        shown.rows = (0..proof.rows.len() as u32).collect();
        Argument { proof: shown, about, rows }
    }
}
