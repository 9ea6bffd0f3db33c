//! The guarantees for laws, parts, flows, growth and breaks, on random corpora, against an oracle that shares no code
//! with the checker: a corpus is made from a description, which is translated into linear constraints independently
//! here.
//!
//! `cargo test` tries some hundreds of corpora; `GAINSAY_LONG=1 cargo test --test it laws` tries fifty times as many,
//! more than 15,000, and `GAINSAY_SEED=7` other ones. A corpus that breaks a guarantee is shown as small as it can be made, with its findings.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use gainsay::check::{self, Report, Settings};
use gainsay::finding::{Cited, Finding};
use gainsay::source::{Source, Sources};
use proptest::prelude::*;

use crate::oracle::{Row, simplex};
use crate::properties::cases;

mod absent;
mod examples;
mod figures;
mod found;
mod lawful;
mod less;
mod model;
mod quotients;
mod random;
mod repair;
mod said;
mod sound;
mod translation;
mod truths;
mod world;

use model::Model;
use repair::{core_can_be_true, smallest, statements};
use world::World;

fn checked(text: &str) -> Report {
    // What the rules find, one by one: that folding loses none of it is asked elsewhere.
    let settings = Settings { today: "2026-11-23".to_owned(), expand: true, ..Settings::default() };
    check::check(&Sources::new(vec![Source::new("a.claims", text)]), &settings)
}

/// What the checker reports on claims that cannot be true together.
fn contradictions(report: &Report) -> Vec<&Finding> {
    let reported = |finding: &&Finding| finding.code.0.starts_with('C') && finding.code.0 != "C110";
    report.findings.iter().filter(reported).collect()
}

fn number(cited: &Cited) -> usize {
    cited.id.trim_start_matches('c').parse().expect("every claim is labelled with its number")
}

fn numbers(finding: &Finding, which: impl Fn(&Cited) -> bool) -> Vec<usize> {
    finding.claims.iter().filter(|cited| which(cited)).map(number).collect()
}

/// Which guarantee is broken, and how.
type Fault = (&'static str, String);

/// The first guarantee that is broken for a corpus.
fn fault(world: &World) -> Option<Fault> {
    catch_unwind(AssertUnwindSafe(|| judged(world).err()))
        .unwrap_or(Some(("a corpus brings nothing down", String::new())))
}

fn judged(world: &World) -> Result<(), Fault> {
    let model = Model::new(world);
    let all: Vec<usize> = (0..world.claims.len()).collect();
    let stated = statements(world, &model, &all);
    let can = |statements: &[repair::Statement]| {
        repair::satisfiable(&model, &statements.iter().collect::<Vec<&repair::Statement>>())
    };
    let broken = |promise: &'static str, how: String| Err((promise, how));

    let report = checked(&world.text(&all));
    let found = contradictions(&report);
    let satisfiable = can(&stated);
    if found.is_empty() != satisfiable {
        return broken(
            "told exactly where no true values make all true",
            format!("satisfiable: {satisfiable}"),
        );
    }
    let turned: String = world.statements(&all).into_iter().rev().collect();
    if contradictions(&checked(&turned)).is_empty() != found.is_empty() {
        return broken("the order of lines decides nothing", String::new());
    }
    if satisfiable {
        return Ok(());
    }

    let mut removed = Vec::new();
    for finding in &found {
        let core = numbers(finding, |cited| cited.core);
        if core_can_be_true(&model, &stated, &core, &core) {
            return broken("a core is a conflict", format!("{core:?} can all be true"));
        }
        for left_out in &core {
            let rest: Vec<usize> = core.iter().copied().filter(|claim| claim != left_out).collect();
            // What is told of one fact knows of no law that leaves either figure no room.
            let of_one_fact = matches!(finding.code.0, "C101" | "C102");
            if !of_one_fact && !core_can_be_true(&model, &stated, &core, &rest) {
                return broken(
                    "a core is minimal",
                    format!("{core:?} without {left_out} cannot be true either"),
                );
            }
        }
        removed.extend(numbers(finding, |cited| cited.repair));
    }
    let layers = Layers::of(&model, &stated);
    layers.are_told(&found)?;
    layers.are_repaired(&removed)?;
    layers.suspects_are_sure(&found)
}

/// What each speaker contradicts by himself, and what speakers say of one fact.
struct Layers<'a> {
    model: &'a Model,
    stated: &'a [repair::Statement],
    /// For each speaker that contradicts himself his statements, and every smallest repair of them.
    slips: Vec<(Vec<usize>, Vec<u32>)>,
    /// The same for each disputed fact.
    disputed: Vec<(Vec<usize>, Vec<u32>)>,
}

/// How many statements a layer has at most of which every smallest repair is looked for.
const FEW: usize = 12;

impl<'a> Layers<'a> {
    fn of(model: &'a Model, stated: &'a [repair::Statement]) -> Self {
        let mut layers = Self { model, stated, slips: Vec::new(), disputed: Vec::new() };
        layers.slips = layers.torn(|statement| format!("{:?}", statement.speaker));
        layers.disputed = layers.torn(|statement| format!("{:?}", statement.fact));
        layers
    }

    /// The groups of statements that cannot all be true.
    fn torn(&self, key: impl Fn(&repair::Statement) -> String) -> Vec<(Vec<usize>, Vec<u32>)> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, statement) in self.stated.iter().enumerate() {
            groups.entry(key(statement)).or_default().push(at);
        }
        let torn = groups.into_values().filter(|group| !self.can(group));
        torn.map(|group| {
            let repairs = if group.len() > FEW {
                Vec::new()
            } else {
                let own: Vec<repair::Statement> = group.iter().map(|&at| self.stated[at].clone()).collect();
                smallest(self.model, &own).all
            };
            (group, repairs)
        })
        .collect()
    }

    fn can(&self, group: &[usize]) -> bool {
        repair::satisfiable(self.model, &group.iter().map(|&at| &self.stated[at]).collect::<Vec<_>>())
    }

    fn states(&self, at: usize, claim: usize) -> bool {
        self.stated[at].claims.contains(&claim)
    }

    /// Nothing hides what a speaker contradicts by himself, nor what is disputed at one fact.
    fn are_told(&self, found: &[&Finding]) -> Result<(), Fault> {
        for (group, _) in &self.slips {
            let own = |claim: &usize| group.iter().any(|&at| self.states(at, *claim));
            // What nothing can make true is told once of all voices that say it.
            let alone = |claim: &usize| group.iter().any(|&at| self.states(at, *claim) && !self.can(&[at]));
            let is_told = |finding: &&&Finding| {
                numbers(finding, |cited| cited.core).iter().all(own)
                    || numbers(finding, |cited| cited.repair).iter().any(alone)
            };
            if !found.iter().any(|finding| is_told(&finding)) {
                return Err(("a voice against itself is told", format!("{group:?}")));
            }
        }
        for (group, _) in &self.disputed {
            let is_told = |finding: &&&Finding| {
                let shown = numbers(finding, |_| true);
                let told: Vec<usize> = group
                    .iter()
                    .copied()
                    .filter(|&at| self.stated[at].claims.iter().any(|claim| shown.contains(claim)))
                    .collect();
                !self.can(&told)
            };
            if !found.iter().any(|finding| is_told(&finding)) {
                return Err(("a disputed fact is told", format!("{group:?}")));
            }
        }
        Ok(())
    }

    /// Without what is marked, and without disputed facts and what may be a slip, all can be true.
    fn are_repaired(&self, removed: &[usize]) -> Result<(), Fault> {
        let is_out = |at: usize| {
            let touched = removed.iter().any(|&claim| self.states(at, claim));
            let slip = self.slips.iter().any(|(group, repairs)| {
                let place = group.iter().position(|&own| own == at);
                // Where there are too many to try them all, any may be one.
                place.is_some_and(|place| {
                    repairs.is_empty() || repairs.iter().any(|set| set >> place & 1 == 1)
                })
            });
            touched || slip || self.disputed.iter().any(|(group, _)| group.contains(&at))
        };
        let rest: Vec<usize> = (0..self.stated.len()).filter(|&at| !is_out(at)).collect();
        if !self.can(&rest) {
            return Err(("a repair repairs", format!("without {removed:?} the rest cannot be true")));
        }
        // In its layer a repair is a smallest one.
        for (group, repairs) in &self.slips {
            let torn_at_a_fact = self.disputed.iter().any(|(fact, _)| {
                let own: Vec<usize> = fact.iter().copied().filter(|at| group.contains(at)).collect();
                !self.can(&own)
            });
            if repairs.is_empty() || torn_at_a_fact {
                continue;
            }
            let rest: Vec<usize> = group
                .iter()
                .copied()
                .filter(|&at| !removed.iter().any(|&claim| self.states(at, claim)))
                .collect();
            if !self.can(&rest) {
                return Err(("a voice is repaired", format!("{group:?} without {removed:?}")));
            }
        }
        Ok(())
    }

    /// Every smallest repair of its layer has a suspect.
    fn suspects_are_sure(&self, found: &[&Finding]) -> Result<(), Fault> {
        let everything: Vec<usize> = (0..self.stated.len()).collect();
        let clean = self.slips.is_empty() && self.disputed.is_empty() && everything.len() <= FEW;
        let all = if clean {
            let repairs = smallest(self.model, self.stated).all;
            vec![(everything, repairs)]
        } else {
            Vec::new()
        };
        for finding in found {
            let core = numbers(finding, |cited| cited.core);
            let of = |(group, _): &&(Vec<usize>, Vec<u32>), claim: usize| {
                group.iter().any(|&at| self.states(at, claim))
            };
            let whole = |layer: &&(Vec<usize>, Vec<u32>)| core.iter().all(|&claim| of(layer, claim));
            // What is told across facts and speakers beside what is disputed at some is held to no less than a repair is.
            let layers: Vec<&(Vec<usize>, Vec<u32>)> =
                self.slips.iter().chain(&self.disputed).chain(&all).filter(whole).collect();
            for suspect in numbers(finding, |cited| cited.suspect) {
                let is_sure = |(group, repairs): &&(Vec<usize>, Vec<u32>)| {
                    let place = group.iter().position(|&at| self.states(at, suspect));
                    repairs.is_empty()
                        || place.is_some_and(|place| repairs.iter().all(|set| set >> place & 1 == 1))
                };
                let alone = |at: usize| self.states(at, suspect) && !self.can(&[at]);
                let is_impossible = (0..self.stated.len()).any(alone);
                let is_sure = layers.iter().any(is_sure)
                    || self.does_not_fit_the_rest(suspect)
                    || self.is_given_otherwise(&core, suspect)
                    || self.is_in_every_repair_of_all(suspect);
                if !layers.is_empty() && !is_sure && !is_impossible {
                    return Err((
                        "a suspect is in every smallest repair of its layer or of all, alone does not fit what nobody disputes, or alone is given otherwise",
                        format!("{suspect}"),
                    ));
                }
            }
        }
        Ok(())
    }

    /// Whether every smallest repair of all that is said has a claim; not where there is too much of it to look.
    fn is_in_every_repair_of_all(&self, claim: usize) -> bool {
        let place = (0..self.stated.len()).find(|&at| self.states(at, claim));
        place.filter(|_| self.stated.len() <= FEW).is_some_and(|place| {
            smallest(self.model, self.stated).all.iter().all(|set| set >> place & 1 == 1)
        })
    }

    /// Whether a claim at a disputed fact contradicts statements of somebody else that nobody disputes, three at most, and another claim
    /// there does not.
    fn does_not_fit_the_rest(&self, suspect: usize) -> bool {
        let is_disputed = |at: usize| self.disputed.iter().any(|(fact, _)| fact.contains(&at));
        self.disputed.iter().any(|(fact, _)| {
            let Some(&own) = fact.iter().find(|&&at| self.states(at, suspect)) else { return false };
            let is_of_one_of_them =
                |at: usize| fact.iter().any(|&other| self.stated[other].speaker == self.stated[at].speaker);
            let rest: Vec<usize> =
                (0..self.stated.len()).filter(|&at| !is_disputed(at) && !is_of_one_of_them(at)).collect();
            up_to_three(&rest).into_iter().any(|neighbours| {
                let fits = |at: usize| self.can(&[&neighbours[..], &[at]].concat());
                !fits(own) && fact.iter().any(|&other| fits(other))
            })
        })
    }

    /// Whether the statements of a core can be true with what somebody else gives in the place of a claim, and not with what anybody
    /// gives in the place of another.
    fn is_given_otherwise(&self, core: &[usize], claim: usize) -> bool {
        let stated: Vec<usize> = core
            .iter()
            .filter_map(|&claim| (0..self.stated.len()).find(|&at| self.states(at, claim)))
            .collect();
        let is_given = |own: usize| {
            let facts = self.disputed.iter().filter(|(fact, _)| fact.contains(&own));
            facts.flat_map(|(fact, _)| fact).any(|&other| {
                let with: Vec<usize> = stated.iter().map(|&at| if at == own { other } else { at }).collect();
                self.stated[other].speaker != self.stated[own].speaker && self.can(&with)
            })
        };
        stated.iter().all(|&own| is_given(own) == self.states(own, claim))
    }
}

/// The sets of one, two or three of some statements.
fn up_to_three(all: &[usize]) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for (first, &one) in all.iter().enumerate() {
        sets.push(vec![one]);
        for (second, &two) in all.iter().enumerate().skip(first + 1) {
            sets.push(vec![one, two]);
            sets.extend(all[second + 1..].iter().map(|&three| vec![one, two, three]));
        }
    }
    sets
}

/// The smallest corpus that breaks the same guarantee, as a message.
fn shown(world: &World, (promise, _): &Fault) -> String {
    let small = less::least(world, |less| fault(less).is_some_and(|(other, _)| other == *promise));
    let how = fault(&small).map(|(_, how)| how).unwrap_or_default();
    let all: Vec<usize> = (0..small.claims.len()).collect();
    let text = small.text(&all);
    let reported: Vec<String> = catch_unwind(|| checked(&text).findings)
        .unwrap_or_default()
        .iter()
        .filter(|finding| finding.code.0.starts_with('C'))
        .map(|finding| {
            let flags = |cited: &Cited| {
                let flag = |set: bool, name: &'static str| if set { name } else { "" };
                format!(
                    "{}{}{}{}",
                    cited.id,
                    flag(cited.core, " core"),
                    flag(cited.repair, " repair"),
                    flag(cited.suspect, " suspect")
                )
            };
            let claims: Vec<String> = finding.claims.iter().map(flags).collect();
            format!(
                "{} {} ({})\n{}",
                finding.code.0,
                finding.message,
                claims.join(", "),
                finding.reasoning.join("\n")
            )
        })
        .collect();
    format!("{promise}: {how}\n\n{text}\ntold:\n{}\n", reported.join("\n"))
}

fn holds(world: &World) -> Result<(), TestCaseError> {
    match fault(world) {
        Some(fault) => Err(TestCaseError::fail(shown(world, &fault))),
        None => Ok(()),
    }
}

fn long() -> ProptestConfig {
    // A corpus that breaks a guarantee is made smaller here, statement by statement, and not by its random choices.
    ProptestConfig { max_shrink_iters: 0, failure_persistence: None, ..cases(100) }
}

proptest! {
    #![proptest_config(long())]

    #[test]
    fn the_textbook_agrees_with_the_oracle(world in random::laws()) {
        let model = Model::new(&world);
        for most in 0..=world.claims.len() {
            let claims: Vec<usize> = (0..most).collect();
            let meanings: Vec<Vec<Row>> = model.meanings(&claims).collect();
            // The textbook's tableau has all its columns, so it is for small systems.
            if !meanings.is_empty() && meanings.iter().all(|rows| (1..20).contains(&rows.len())) {
                let can = meanings.iter().any(|rows| simplex::feasible(rows));
                prop_assert_eq!(model.satisfiable(0..most), can, "the first {} of\n{:?}", most, world);
            }
        }
    }

    #[test]
    fn series_keep_every_promise(world in random::series()) {
        holds(&world)?;
    }

    #[test]
    fn parts_keep_every_promise(world in random::parts()) {
        holds(&world)?;
    }

    #[test]
    fn laws_keep_every_promise(world in random::laws()) {
        holds(&world)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: long().cases * 2 / 5, ..long() })]

    #[test]
    fn figures_of_periods_keep_every_promise(world in random::figured()) {
        holds(&world)?;
    }

    #[test]
    fn relays_keep_every_promise(world in random::relayed()) {
        holds(&world)?;
    }

    #[test]
    fn totals_that_step_keep_every_promise(world in random::stepped()) {
        holds(&world)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: long().cases / 4, ..long() })]

    #[test]
    fn larger_corpora_keep_every_promise(world in random::larger()) {
        holds(&world)?;
    }
}
