//! Nothing is passed over in silence: random pairs and triples of claims of one measure, and of each whether it must be
//! told, and how, or must not be, worked out here from what is promised.
//!
//! `GAINSAY_LONG=1 cargo test --test it compared` tries fifty times as many.

use gainsay::check::{self, Report, Settings};
use gainsay::finding::Finding;
use gainsay::source::{Source, Sources};
use proptest::prelude::*;

use crate::properties::cases;

mod claims;
mod examples;
mod judge;
mod random;
mod span;
mod time;
mod truth;
mod voices;

use claims::Claims;
use judge::{Verdict, Word, is_direct, judge, voice};
use voices::{satisfiable, statements};

fn checked(text: &str) -> Report {
    let settings = Settings { today: "2026-11-23".to_owned(), ..Settings::default() };
    check::check(&Sources::new(vec![Source::new("a.claims", text)]), &settings)
}

/// What a finding says of the claims it names.
fn word(finding: &Finding) -> Option<Word> {
    Some(match finding.code.0 {
        code if code.starts_with('C') => Word::Contradiction,
        // A relay that is not its origin, passes on what is no longer said, or says what somebody else said.
        "D101" | "D102" | "D107" | "P101" => Word::Drift,
        "R122" => Word::Loose,
        "R117" => Word::CannotTell,
        // Of a measure that is not declared, that is said with it.
        "R111" if finding.message.ends_with("are not compared") => Word::CannotTell,
        _ => return None,
    })
}

/// The claims that a finding names.
fn named(finding: &Finding) -> Vec<usize> {
    finding.claims.iter().filter_map(|cited| cited.id.trim_start_matches('c').parse().ok()).collect()
}

/// Every word that is said, with the claims that it is said of.
fn words(report: &Report) -> Vec<(Word, Vec<usize>)> {
    report.findings.iter().filter_map(|finding| Some((word(finding)?, named(finding)))).collect()
}

/// What is told, a line each.
fn told(report: &Report) -> String {
    let line = |finding: &Finding| {
        let marks = |cited: &gainsay::finding::Cited| {
            let mark = |set: bool, name: &'static str| if set { name } else { "" };
            format!("{}{}{}", cited.id, mark(cited.core, " core"), mark(cited.repair, " repair"))
        };
        let claims: Vec<String> = finding.claims.iter().map(marks).collect();
        format!("{} {} ({})\n", finding.code.0, finding.message, claims.join(", "))
    };
    report.findings.iter().map(line).collect()
}

/// What is wrong with what is told of two claims.
fn pair_fault(claims: &Claims, report: &Report, verdict: &Verdict) -> Option<String> {
    let words = words(report);
    let both = |named: &[usize]| named.contains(&0) && named.contains(&1);
    let wrong = verdict.never.iter().find(|never| words.iter().any(|(word, _)| word == *never));
    if let Some(wrong) = wrong {
        return Some(format!("{wrong:?} must not be told"));
    }
    let covered = verdict.one_of.is_empty()
        || words.iter().any(|(word, named)| verdict.one_of.contains(word) && both(named));
    (!covered).then(|| format!("one of {:?} must be told of both ({:?})", verdict.one_of, claims.kind))
}

/// The first promise that is broken for more than two claims.
fn fault(claims: &Claims, report: &Report) -> Option<String> {
    let all: Vec<usize> = (0..claims.all.len()).collect();
    let pairs: Vec<(usize, usize)> =
        all.iter().flat_map(|&two| (0..two).map(move |one| (one, two))).collect();
    let verdicts: Vec<Verdict> = pairs.iter().map(|&(one, two)| judge(claims, one, two)).collect();
    if verdicts.iter().any(Verdict::is_pending) {
        return None;
    }
    let stated = statements(claims, &all)?;
    let can = satisfiable(claims, &stated);
    let words = words(report);
    let found = words.iter().any(|(word, _)| *word == Word::Contradiction);
    if found == can {
        return Some(format!("the claims can all be true: {can}"));
    }
    let mut removed = Vec::new();
    for finding in report.findings.iter().filter(|finding| word(finding) == Some(Word::Contradiction)) {
        let of = |marked: fn(&gainsay::finding::Cited) -> bool| {
            let cited = finding.claims.iter().filter(|cited| marked(cited));
            cited.filter_map(|cited| cited.id.trim_start_matches('c').parse().ok()).collect::<Vec<usize>>()
        };
        let core = of(|cited| cited.core);
        // Of relays that say two things one may be shown, and the other told beside it.
        if truth::can_all_be_true(claims, &core) {
            return Some(format!("the core {core:?} can be true"));
        }
        // What a dispute covers may come up again while one of its sides stands.
        removed.extend(of(|_| true));
    }
    let touched = |statement: &voices::Statement| {
        statement.one_of.iter().flatten().any(|claim| removed.contains(claim))
    };
    let rest: Vec<voices::Statement> =
        stated.iter().filter(|statement| !touched(statement)).cloned().collect();
    if !satisfiable(claims, &rest) {
        return Some(format!("without {removed:?} the rest cannot be true"));
    }

    // A claim whose place another one of its voice has taken is not held against others.
    let speaks =
        |claim: usize| stated.iter().any(|one| one.one_of.len() == 1 && one.one_of[0].contains(&claim));
    for (&(one, two), verdict) in pairs.iter().zip(&verdicts) {
        let is_covered = |wanted: &Word| {
            words.iter().any(|(word, named)| {
                word == wanted
                    && match word {
                        // Once for each thing that keeps claims apart.
                        Word::CannotTell => pairs.iter().zip(&verdicts).any(|(&(first, second), other)| {
                            other.apart_by == verdict.apart_by
                                && named.contains(&first)
                                && named.contains(&second)
                        }),
                        // One that says the same may stand for another.
                        Word::Loose => pairs.iter().zip(&verdicts).any(|(&(first, second), other)| {
                            other.one_of == [Word::Loose]
                                && named.contains(&first)
                                && named.contains(&second)
                                && [first, second].iter().any(|claim| [one, two].contains(claim))
                        }),
                        Word::Drift => [one, two]
                            .iter()
                            .any(|&claim| !is_direct(&claims.all[claim]) && named.contains(&claim)),
                        _ => named.contains(&one) && named.contains(&two),
                    }
            })
        };
        let (first, second) = (&claims.all[one], &claims.all[two]);
        let must = match verdict.one_of[..] {
            [Word::CannotTell] | [Word::Loose] => speaks(one) && speaks(two) && !found,
            // Contradictions are held to more, above.
            [Word::Contradiction] => false,
            // A relay that goes with another word of its origin does not drift from it.
            _ => {
                let (relay, direct) = if is_direct(first) { (two, one) } else { (one, two) };
                let word =
                    |claim: usize| voice(&claims.all[claim]) == voice(first) && is_direct(&claims.all[claim]);
                let drifts = |word: usize| judge(claims, relay, word).one_of.contains(&Word::Drift);
                voice(first) == voice(second)
                    && is_direct(first) != is_direct(second)
                    && all.iter().all(|&other| other == direct || !word(other) || drifts(other))
            }
        };
        if must && !verdict.one_of.is_empty() && !verdict.one_of.iter().any(is_covered) {
            return Some(format!("one of {:?} must be told of {one} and {two}", verdict.one_of));
        }
    }
    for (word, named) in &words {
        let is_due = pairs.iter().zip(&verdicts).any(|((one, two), verdict)| {
            !verdict.never.contains(word) && named.contains(one) && named.contains(two)
        });
        if matches!(word, Word::CannotTell | Word::Loose) && !is_due {
            return Some(format!("{word:?} must not be told of {named:?}"));
        }
    }
    None
}

fn holds(claims: &Claims, fault: impl FnOnce(&Report) -> Option<String>) -> Result<(), TestCaseError> {
    let text = claims.text();
    let report = checked(&text);
    match fault(&report) {
        Some(fault) => Err(TestCaseError::fail(format!("{fault}\n\n{text}\ntold:\n{}", told(&report)))),
        None => Ok(()),
    }
}

fn config(usual: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, max_shrink_iters: 200, ..cases(usual) }
}

proptest! {
    #![proptest_config(config(120))]

    #[test]
    fn of_two_claims_what_must_be_told_is_told_and_nothing_else(pair in random::claims(2)) {
        let verdict = judge(&pair, 0, 1);
        if !verdict.is_pending() {
            holds(&pair, |report| pair_fault(&pair, report, &verdict))?;
        }
    }

    #[test]
    fn of_three_claims_what_must_be_told_is_told_and_nothing_else(triple in random::claims(3)) {
        holds(&triple, |report| fault(&triple, report))?;
    }

    #[test]
    fn the_order_of_two_claims_decides_nothing(mut pair in random::claims(2)) {
        let verdict = judge(&pair, 0, 1);
        pair.all.reverse();
        prop_assert_eq!(verdict, judge(&pair, 0, 1));
    }
}
