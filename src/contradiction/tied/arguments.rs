//! The sides and the arguments of disputes between tied series.

use crate::contradiction::argument::{Argument, ConstraintKind, NamedUnknown};
use crate::contradiction::dispute::Side;
use crate::contradiction::tied::build::Built;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::tied::reckon::Reckoner;
use crate::corpus::Statement;
use crate::model::Number;
use crate::reason::linear::{Conclusion, Core, Part, Proof, StepReason, by_row};
use crate::reason::{End, Endpoint};

/// What is needed to turn conflicts into disputes.
pub(super) struct DisputeBuilder<'t> {
    pub(super) graph: &'t ConstraintGraph<'t>,
    pub(super) built: &'t Built,
    pub(super) reckoner: Reckoner<'t>,
}

impl DisputeBuilder<'_> {
    /// The statement that an item stands for.
    pub(super) fn statement(&self, item: u32) -> &Statement {
        self.built.statement(item)
    }

    /// The node of an item, and the number of its fact there.
    pub(super) fn fact(&self, item: u32) -> (u32, u32) {
        let statement_ref = self.built.statement_refs[item as usize];
        (statement_ref.node, statement_ref.fact)
    }

    /// The series of an item, by number.
    pub(super) fn series(&self, item: u32) -> u32 {
        // Items come from claims, so their nodes are series.
        self.graph.series[self.built.statement_refs[item as usize].node as usize].unwrap_or(0)
    }

    /// An item as a side of a dispute.
    pub(super) fn side(&self, item: u32) -> Side {
        let (node, fact) = self.fact(item);
        let statement = self.statement(item).clone();
        // The window as this claim writes it: one instant may be written in several time zones.
        let time = self.graph.corpus.claim(statement.representative()).time;
        let window = self.built.facts[&node][fact as usize].window.and(time);
        Side { series: self.series(item), window, statement }
    }

    /// The voice of an item, by number.
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
    pub(super) fn whole_argument(&self, core: &Core) -> Argument {
        let voice = self.only_voice(core);
        let (items, proof) = self.whole_row(core, voice).unwrap_or_default();
        let stated = |unknown: u32| {
            let mut beside = items.iter().copied();
            let own = voice.and_then(|voice| self.reckoner.stated_item(unknown, voice));
            own.or_else(|| beside.find(|&item| self.built.only[item as usize] == Some(unknown)))
        };
        self.argument(proof.as_ref().unwrap_or(&core.proof), &stated)
    }

    /// All items of the single row that a core rests on, of voices that also state other terms on that side, and what
    /// they prove if that is more than the core.
    fn whole_row(&self, core: &Core, voice: Option<u32>) -> Option<(Vec<u32>, Option<Proof>)> {
        let [row] = core.proof.rows[..] else { return None };
        let kind = self.built.row_reasons[row as usize].kind;
        let terms = &self.built.system.rows[row as usize].terms;
        let own = |unknown: u32| {
            let mut items = core.items.iter().copied();
            items.find(|&item| self.built.only[item as usize] == Some(unknown))
        };
        let here = |(unknown, times): &(u32, Number)| {
            let beside = terms.iter().filter(|term| term.1.is_negative() == times.is_negative());
            let mut voices = beside.filter_map(|term| own(term.0)).map(|item| self.voice(item));
            let beside = voices.next().filter(|first| voices.all(|other| other == *first));
            own(*unknown).or_else(|| self.reckoner.stated_item(*unknown, voice.or(beside)?))
        };
        let items: Vec<u32> = terms.iter().filter_map(here).collect();
        let is_more = matches!(kind, ConstraintKind::Sum | ConstraintKind::Law)
            && items.len() > core.items.len()
            && core.items.iter().all(|item| items.contains(item));
        let proof = if is_more { by_row(&self.built.system, row, &items) } else { None };
        Some((items, proof))
    }

    /// Whether an item states this very end.
    fn states_end(&self, item: u32, end: End, cut: &Endpoint<Number>) -> bool {
        let says = &self.built.system.items[item as usize].says;
        says.first().and_then(|(_, span)| span.end(end)) == Some(cut)
    }

    /// A proof with its own numbers for unknowns and rows, and claims in place of items. A figure stated at its limit
    /// is given as stated.
    pub(super) fn argument(&self, proof: &Proof, stated: &dyn Fn(u32) -> Option<u32>) -> Argument {
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
                    .filter(|&item| self.states_end(item, step.end, &step.cut))
                    .map_or(StepReason::Domain, |item| {
                        StepReason::Item(self.statement(item).representative())
                    }),
                StepReason::Item(item) => StepReason::Item(self.statement(item).representative()),
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
