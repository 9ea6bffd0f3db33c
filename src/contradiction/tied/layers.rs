//! A component solved layer by layer: each voice by itself, then all of them, with what single voices have wrong left out, and
//! each disputed figure standing for any one of its camps.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::agreement::camps;
use crate::contradiction::dispute::Dispute;
use crate::contradiction::tied::build::Built;
use crate::contradiction::tied::disputes::disputes;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::undecided::hull;
use crate::reason::linear::{Item, Limits, OneOf, Resolution, Solver, Span, System};

/// What a component contradicts.
pub(super) struct Layers {
    pub(super) disputes: Vec<Dispute>,
    /// Whether nothing was given up.
    pub(super) exact: bool,
    /// The rows that nothing can satisfy together, whatever is said. Nothing else was looked at where there are some.
    pub(super) broken: Vec<u32>,
}

/// Some items that are looked at together, and what of them is open.
struct Question {
    items: Vec<u32>,
    open: Vec<OneOf>,
}

/// Solves a component.
pub(super) fn solve(graph: &ConstraintGraph<'_>, built: &Built, limits: Limits) -> Layers {
    let mut layers = Layers { disputes: Vec::new(), exact: true, broken: Vec::new() };
    let mut voices: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (number, item) in (0_u32..).zip(&built.system.items) {
        voices.entry(item.voice).or_default().push(number);
    }
    let mut system = built.system.clone();
    let questions: Vec<Question> =
        voices.into_values().map(|items| question(built, &mut system, items)).collect();
    let mut solver = match Solver::new(&system, limits) {
        Ok(solver) => solver,
        Err(broken) => return Layers { broken, ..layers },
    };
    let all: Vec<u32> = (0..built.system.items.len() as u32).collect();
    if built.undecided.is_empty() && solver.holds(&all) {
        return layers;
    }
    // What single voices set aside, and whether every smallest repair does.
    let mut slips: FxHashMap<u32, bool> = FxHashMap::default();
    for Question { items, open } in &questions {
        let resolution = solver.resolve(items, open, true);
        for conflict in &resolution.conflicts {
            slips.extend(conflict.possible.iter().map(|&item| (item, conflict.certain.contains(&item))));
        }
        layers.tell(graph, built, &resolution);
    }
    drop(solver);
    let mut system = built.system.clone();
    let Question { items, open } = question(built, &mut system, together(built, &slips));
    if let Ok(mut solver) = Solver::new(&system, limits) {
        layers.tell(graph, built, &solver.resolve(&items, &open, false));
    }
    layers
}

/// Solves what one voice says in a component.
pub(super) fn of_one_voice(graph: &ConstraintGraph<'_>, built: &Built, limits: Limits) -> Layers {
    let mut layers = Layers { disputes: Vec::new(), exact: true, broken: Vec::new() };
    let mut system = built.system.clone();
    let Question { items, open } =
        question(built, &mut system, (0..built.system.items.len() as u32).collect());
    match Solver::new(&system, limits) {
        Ok(mut solver) => layers.tell(graph, built, &solver.resolve(&items, &open, false)),
        Err(broken) => layers.broken = broken,
    }
    layers
}

impl Layers {
    /// Adds what some conflicts say, fact by fact.
    fn tell(&mut self, graph: &ConstraintGraph<'_>, built: &Built, resolution: &Resolution) {
        self.exact &= resolution.exact;
        self.disputes.extend(disputes(graph, built, resolution));
    }
}

/// Items, ascending, with what is open among them, and for each of that one more in the system that stands for all between.
fn question(built: &Built, system: &mut System, items: Vec<u32>) -> Question {
    let open = open(built, &items);
    let open = open.into_iter().map(|ways| {
        let all: Vec<u32> = ways.iter().flatten().copied().collect();
        let first = &built.system.items[all[0] as usize];
        let says = (0..first.says.len()).map(|part| {
            let spans: Vec<&Span> = all
                .iter()
                .filter_map(|&item| built.system.items[item as usize].says.get(part))
                .map(|said| &said.1)
                .collect();
            (first.says[part].0, hull(spans.into_iter()))
        });
        let item = Item { says: says.collect(), ..first.clone() };
        system.items.push(item);
        OneOf { ways, hull: system.items.len() as u32 - 1 }
    });
    Question { open: open.collect(), items }
}

/// What is open among some items: the camps of disputed figures, and what undecided voices said.
fn open(built: &Built, items: &[u32]) -> Vec<Vec<Vec<u32>>> {
    let mut at: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
    for &item in items {
        if let Some(unknown) = built.only[item as usize] {
            at.entry((built.origins[item as usize].node, unknown)).or_default().push(item);
        }
    }
    let mut open = Vec::new();
    let mut taken: FxHashSet<u32> = FxHashSet::default();
    let statement = |item: &u32| built.system.items[*item as usize].statement;
    for here in at.values().filter(|here| here.len() > 1) {
        let spans: Vec<Span> =
            here.iter().map(|&item| built.system.items[item as usize].says[0].1.clone()).collect();
        let ways: Vec<Vec<u32>> = camps(&spans)
            .into_iter()
            .map(|camp| {
                let mut camp: Vec<u32> = camp.into_iter().map(|at| here[at]).collect();
                camp.sort_by_key(|item| (statement(item), *item));
                camp.dedup_by_key(|item| statement(item));
                camp.sort_unstable();
                camp
            })
            .collect();
        let mut statements: Vec<u32> = here.iter().map(statement).collect();
        statements.sort_unstable();
        statements.dedup();
        // Where some choice lets all of them be true nothing is disputed.
        let agree = ways.iter().any(|way| way.len() == statements.len());
        if ways.len() > 1 && !agree {
            taken.extend(here);
            open.push(ways);
        }
    }
    let is_here = |voice: &&Vec<u32>| {
        voice.iter().all(|item| !taken.contains(item) && items.binary_search(item).is_ok())
    };
    let others = built.undecided.iter().filter(is_here);
    open.extend(others.map(|voice| voice.iter().map(|&item| vec![item]).collect()));
    open
}

/// What is held against each other when single voices have been heard: all but their slips; of what may or may not be one,
/// only what is a side of a disputed figure.
fn together(built: &Built, slips: &FxHashMap<u32, bool>) -> Vec<u32> {
    let standing: Vec<u32> =
        (0..built.system.items.len() as u32).filter(|item| slips.get(item) != Some(&true)).collect();
    let statement = |item: u32| built.system.items[item as usize].statement;
    let mut disputed: FxHashSet<u32> = FxHashSet::default();
    for ways in open(built, &standing) {
        let first = statement(ways[0][0]);
        if ways.iter().flatten().any(|&item| statement(item) != first) {
            disputed.extend(ways.into_iter().flatten());
        }
    }
    standing.into_iter().filter(|item| !slips.contains_key(item) || disputed.contains(item)).collect()
}
