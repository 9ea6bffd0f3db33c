//! The guarantees for laws, parts, flows, growth and breaks, on random corpora, against an oracle that shares no code
//! with the checker: a corpus is made from a description, which is translated into linear constraints independently
//! here.
//!
//! `cargo test` tries some hundreds of corpora; `GAINSAY_LONG=1 cargo test --test it laws` tries fifty times as many,
//! more than 15,000. A corpus that breaks a guarantee is shown as small as it can be made, with its findings.

use std::panic::{AssertUnwindSafe, catch_unwind};

use gainsay::check::{self, Report, Settings};
use gainsay::finding::{Cited, Finding};
use gainsay::source::{Source, Sources};
use proptest::prelude::*;

use crate::oracle::simplex;
use crate::properties::cases;

mod absent;
mod examples;
mod figures;
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
use repair::{core_can_be_true, smallest, statements, weight};
use world::World;

fn checked(text: &str) -> Report {
    let settings = Settings { today: "2026-11-23".to_owned(), ..Settings::default() };
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
    let mut suspects = Vec::new();
    for finding in &found {
        let core = numbers(finding, |cited| cited.core);
        if core_can_be_true(&model, &stated, &core, &core) {
            return broken("a core is a conflict", format!("{core:?} can all be true"));
        }
        for left_out in &core {
            let rest: Vec<usize> = core.iter().copied().filter(|claim| claim != left_out).collect();
            if !core_can_be_true(&model, &stated, &core, &rest) {
                return broken(
                    "a core is minimal",
                    format!("{core:?} without {left_out} cannot be true either"),
                );
            }
        }
        removed.extend(numbers(finding, |cited| cited.repair));
        suspects.extend(numbers(finding, |cited| cited.suspect));
    }
    let kept: Vec<usize> = all.iter().copied().filter(|claim| !removed.contains(claim)).collect();
    if !can(&statements(world, &model, &kept)) {
        return broken("a repair repairs", format!("without {removed:?} the rest cannot be true"));
    }
    if stated.len() > 12 {
        return nothing_is_left(world, &kept, &removed);
    }
    let repairs = smallest(&model, &stated);
    let touched = |claims: &[usize]| {
        let of = |at: &usize| stated[*at].claims.iter().any(|claim| claims.contains(claim));
        (0..stated.len()).filter(of).fold(0, |set, at| set | 1 << at)
    };
    let chosen = touched(&removed);
    if !repairs.all.contains(&chosen) {
        let (ours, least) = (weight(&stated, chosen), repairs.weight);
        return broken(
            "a repair is a smallest one",
            format!("{removed:?} weighs {ours:?}, the smallest {least:?}"),
        );
    }
    let always = repairs.all.iter().fold(u32::MAX, |sure, repair| sure & repair);
    let suspected = touched(&suspects);
    if suspected & !always != 0 {
        return broken("a suspect is in every smallest repair", format!("{suspects:?} of {:?}", repairs.all));
    }
    if (repairs.all.len() == 1) != (suspected == chosen) {
        let how = format!("{suspects:?} suspected, {removed:?} repaired, smallest: {:?}", repairs.all);
        return broken("all repaired are suspects exactly where the repair is the only one", how);
    }
    nothing_is_left(world, &kept, &removed)
}

fn nothing_is_left(world: &World, kept: &[usize], removed: &[usize]) -> Result<(), Fault> {
    if contradictions(&checked(&world.text(kept))).is_empty() {
        return Ok(());
    }
    Err(("without the repair nothing is left to tell", format!("without {removed:?}")))
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
            let rows = model.rows(0..most).unwrap_or_default();
            // The textbook's tableau has all its columns, so it is for small systems.
            if (1..20).contains(&rows.len()) {
                prop_assert_eq!(model.satisfiable(0..most), simplex::feasible(&rows), "the first {} of\n{:?}", most, world);
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
    fn larger_corpora_keep_every_promise(world in random::larger()) {
        holds(&world)?;
    }
}
