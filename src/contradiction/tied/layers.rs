//! Solves a component layer by layer: each voice by itself; then all of them, without their slips, with a choice
//! among its camps in place of each disputed figure.
//!
//! So a slip does not hide what the others contradict, nor does a dispute about a figure hide what no side of it can
//! explain. What the voices say of one figure against each other is another layer, and is found when each series is
//! solved by itself.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::agreement::camps;
use crate::contradiction::dispute::{Dispute, TiedEvidence};
use crate::contradiction::encoding::weight;
use crate::contradiction::tied::break_cases::{BreakCases, Question};
use crate::contradiction::tied::build::Built;
use crate::contradiction::tied::disputes::disputes;
use crate::contradiction::tied::evidence::evidence;
use crate::contradiction::tied::graph::ConstraintGraph;
use crate::contradiction::tied::with_others;
use crate::contradiction::undecided::hull;
use crate::reason::linear::{Choice, Core, Item, Limits, LinearConflict, Resolution, Solver, Span, System};

/// The result of the layers of a component.
#[derive(Default)]
pub(super) struct Layers {
    pub(super) disputes: Vec<Dispute>,
    /// What the undisputed figures say about disputed ones.
    pub(super) evidence: Vec<TiedEvidence>,
    /// Whether no limit was reached.
    pub(super) is_smallest: bool,
    /// The rows that cannot hold together, whatever is stated. If there are any, nothing else is solved.
    pub(super) unsatisfiable: Vec<u32>,
}

/// At most this many possibilities of what the undecided voices of one camp have said are
/// distinguished.
const MEANINGS: usize = 16;

/// The slips: the statements that some smallest repair of a voice by itself removes, each with
/// whether every smallest repair does.
type Slips = FxHashMap<u32, bool>;

/// Solves a component in layers.
pub(super) fn solve(graph: &ConstraintGraph<'_>, built: &Built, limits: Limits) -> Layers {
    let mut layers = Layers { is_smallest: true, ..Layers::default() };
    let mut voices: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (number, item) in (0_u32..).zip(&built.system.items) {
        voices.entry(item.voice).or_default().push(number);
    }
    let mut system = built.system.clone();
    let questions: Vec<Question> =
        voices.into_values().map(|items| question(built, &mut system, items)).collect();
    let mut solver = match Solver::new(&system, limits) {
        Ok(solver) => solver,
        Err(unsatisfiable) => return Layers { unsatisfiable, ..layers },
    };
    let all: Vec<u32> = (0..built.system.items.len() as u32).collect();
    if built.undecided.is_empty() && solver.holds(&all) {
        return layers;
    }
    // The voice that says most comes first: where the others agree with it they need not be solved.
    let mut order: Vec<usize> = (0..questions.len()).collect();
    order.sort_by_key(|&at| Reverse(questions[at].items.len()));
    let mut resolutions: Vec<Resolution> = vec![Resolution::default(); questions.len()];
    for at in order {
        let Question { items, choices } = &questions[at];
        resolutions[at] = solver.resolve(items, choices, true);
    }
    let mut slips = Slips::default();
    for (question, resolution) in questions.iter().zip(resolutions) {
        add_slips(built, &resolution, &mut slips);
        // A voice that contradicts itself at one fact is reported there; whether it is a slip shows among all its
        // statements.
        let decided = |choice: &&Choice| !is_between_statements(built, choice);
        let others: Vec<Choice> = question.choices.iter().filter(decided).cloned().collect();
        if others.len() < question.choices.len() {
            let all = solver.resolve(&question.items, &others, true);
            add_slips(built, &all, &mut slips);
            layers.add(graph, built, &mut solver, question, &impossible_alone(all, &resolution));
        }
        layers.add(graph, built, &mut solver, question, &resolution);
    }
    let mut system = built.system.clone();
    for (number, item) in (0_u32..).zip(&mut system.items) {
        item.weight = weight(built.statement(number));
    }
    let question = question(built, &mut system, items_of_all_voices(built, &slips));
    let mut solver = solver.over(&system);
    let resolution = solver.resolve(&question.items, &question.choices, false);
    layers.add(graph, built, &mut solver, &question, &resolution);
    with_others::add(graph, built, &slips, &question, &mut layers.disputes);
    let shown = layers.disputes.iter().flat_map(|dispute| dispute.core());
    let shown = shown.map(|side| side.statement.representative()).collect();
    layers.evidence = evidence(graph, built, &question, &resolution, &shown);
    layers
}

/// Adds what a repair of one voice by itself may remove.
fn add_slips(built: &Built, resolution: &Resolution, slips: &mut Slips) {
    let statement = |item: &u32| built.system.items[*item as usize].statement;
    for conflict in &resolution.conflicts {
        let certain: FxHashSet<u32> = conflict.certain.iter().map(statement).collect();
        for one in conflict.possible.iter().map(statement) {
            *slips.entry(one).or_default() |= certain.contains(&one);
        }
    }
}

/// Of some conflicts of a voice: the statements that are impossible by themselves. Those that the
/// `known` conflicts remove are left out.
fn impossible_alone(resolution: Resolution, known: &Resolution) -> Resolution {
    let known: FxHashSet<u32> =
        known.conflicts.iter().flat_map(|conflict| &conflict.repair).copied().collect();
    let alone = resolution.conflicts.into_iter().map(|conflict| {
        let cores: Vec<Core> = conflict
            .cores
            .into_iter()
            .filter(|core| core.items.len() == 1 && !known.contains(&core.items[0]))
            .collect();
        let items: Vec<u32> = cores.iter().map(|core| core.items[0]).collect();
        let (repair, certain) = (items.clone(), items.clone());
        LinearConflict { items, repair, unique: true, certain, cores, further_cores: Vec::new(), ..conflict }
    });
    Resolution { conflicts: alone.filter(|conflict| !conflict.cores.is_empty()).collect(), ..resolution }
}

/// Whether a choice is between statements, and not between what one of them may mean.
fn is_between_statements(built: &Built, choice: &Choice) -> bool {
    let statement = |item: &u32| built.system.items[*item as usize].statement;
    let mut all = choice.alternatives.iter().flatten().map(statement);
    let first = all.next();
    all.any(|other| Some(other) != first)
}

/// Solves what one voice says in a component.
pub(super) fn of_one_voice(graph: &ConstraintGraph<'_>, built: &Built, limits: Limits) -> Layers {
    let mut layers = Layers { is_smallest: true, ..Layers::default() };
    let mut system = built.system.clone();
    let question = question(built, &mut system, (0..built.system.items.len() as u32).collect());
    match Solver::new(&system, limits) {
        Ok(mut solver) => {
            let resolution = solver.resolve(&question.items, &question.choices, false);
            layers.add(graph, built, &mut solver, &question, &resolution);
        }
        Err(unsatisfiable) => layers.unsatisfiable = unsatisfiable,
    }
    layers
}

impl Layers {
    /// Adds the disputes of some conflicts, each in all cases of sides of breaks.
    fn add(
        &mut self,
        graph: &ConstraintGraph<'_>,
        built: &Built,
        solver: &mut Solver<'_>,
        question: &Question,
        resolution: &Resolution,
    ) {
        self.is_smallest &= resolution.is_complete;
        let mut break_cases = BreakCases::new(built, solver, question, resolution);
        self.disputes.extend(disputes(graph, built, resolution, &mut break_cases));
        self.is_smallest &= !break_cases.gave_up;
    }
}

/// Items, ascending, with the choices among them. For each choice an item is added to the system for its hull, from
/// the lowest to the highest alternative.
fn question(built: &Built, system: &mut System, items: Vec<u32>) -> Question {
    let choices = alternatives(built, &items).into_iter().map(|alternatives| {
        let all: Vec<u32> = alternatives.iter().flatten().copied().collect();
        let first = system.items[all[0] as usize].clone();
        let says = (0..first.says.len()).map(|part| {
            let unknown = first.says[part].0;
            let said = |&item: &u32| {
                let said = built.system.items[item as usize].says.get(part);
                said.filter(|said| said.0 == unknown).map(|said| &said.1)
            };
            // A statement on an unknown side of a break restricts neither side.
            let spans: Option<Vec<&Span>> = all.iter().map(said).collect();
            (unknown, spans.map_or_else(Span::default, |spans| hull(spans.into_iter())))
        });
        let says = says.collect();
        let item = Item { says, ..first };
        system.items.push(item);
        Choice { alternatives, hull: system.items.len() as u32 - 1 }
    });
    Question { choices: choices.collect(), items }
}

/// The alternatives of each choice among some items: the camps of a disputed figure, the figures of an undecided
/// voice, or the possible sides of a break.
fn alternatives(built: &Built, items: &[u32]) -> Vec<Vec<Vec<u32>>> {
    let at = |item: &u32| (built.statement_refs[*item as usize].node, built.only_unknown[*item as usize]);
    let mut single: Vec<u32> =
        items.iter().copied().filter(|&item| built.only_unknown[item as usize].is_some()).collect();
    single.sort_by_key(at);
    let mut found = Vec::new();
    let mut in_camps: FxHashSet<u32> = FxHashSet::default();
    let statement = |item: &u32| built.system.items[*item as usize].statement;
    for here in single.chunk_by(|one, other| at(one) == at(other)).filter(|here| here.len() > 1) {
        let spans: Vec<Span> =
            here.iter().map(|&item| built.system.items[item as usize].says[0].1.clone()).collect();
        let numbered = |camp: Vec<usize>| -> Vec<u32> { camp.into_iter().map(|at| here[at]).collect() };
        let in_each: Vec<Vec<u32>> = camps(&spans).into_iter().map(numbered).collect();
        let count = |items: &[u32]| items.iter().map(statement).collect::<FxHashSet<u32>>().len();
        let all = count(here);
        // If one camp has all statements, nothing is disputed.
        let agree = in_each.iter().any(|camp| count(camp) == all);
        if in_each.len() > 1 && !agree {
            in_camps.extend(here);
            found.push(in_each.into_iter().flat_map(|camp| meanings(camp, statement)).collect());
        }
    }
    let is_here = |voice: &&Vec<u32>| {
        voice.iter().all(|item| !in_camps.contains(item) && items.binary_search(item).is_ok())
    };
    let others = built.undecided.iter().filter(is_here);
    found.extend(others.map(|voice| voice.iter().map(|&item| vec![item]).collect()));
    found
}

/// Each possibility of what a camp says, by what its undecided voices have said, ascending. If
/// there are too many, each has all that is decided and one figure of one undecided voice.
fn meanings(mut camp: Vec<u32>, statement: impl Fn(&u32) -> u32) -> Vec<Vec<u32>> {
    camp.sort_by_key(|item| (statement(item), *item));
    let (decided, undecided): (Vec<&[u32]>, Vec<&[u32]>) =
        camp.chunk_by(|one, other| statement(one) == statement(other)).partition(|said| said.len() == 1);
    let decided: Vec<u32> = decided.concat();
    let count = undecided.iter().try_fold(1_usize, |count, said| count.checked_mul(said.len()));
    let mut meanings = vec![decided.clone()];
    if count.is_some_and(|count| count <= MEANINGS) {
        for said in undecided {
            let with =
                |meaning: &Vec<u32>| said.iter().map(|&item| [&meaning[..], &[item]].concat()).collect();
            meanings = meanings.iter().flat_map::<Vec<Vec<u32>>, _>(with).collect();
        }
    } else {
        meanings = undecided.concat().into_iter().map(|item| [&decided[..], &[item]].concat()).collect();
    }
    meanings.iter_mut().for_each(|meaning| meaning.sort_unstable());
    meanings
}

/// The items of the layer of all voices: all but the slips of single voices. What may be a slip is
/// left out too, unless it is in a camp of a disputed figure.
fn items_of_all_voices(built: &Built, slips: &Slips) -> Vec<u32> {
    let statement = |item: u32| built.system.items[item as usize].statement;
    let remaining: Vec<u32> = (0..built.system.items.len() as u32)
        .filter(|&item| slips.get(&statement(item)) != Some(&true))
        .collect();
    let mut disputed: FxHashSet<u32> = FxHashSet::default();
    for choice in alternatives(built, &remaining) {
        let first = statement(choice[0][0]);
        if choice.iter().flatten().any(|&item| statement(item) != first) {
            disputed.extend(choice.into_iter().flatten());
        }
    }
    remaining
        .into_iter()
        .filter(|&item| !slips.contains_key(&statement(item)) || disputed.contains(&item))
        .collect()
}
