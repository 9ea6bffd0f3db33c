//! The guarantees for figures, names, truth values, sets and dates with their relays, against an oracle that tries
//! every world.

use std::collections::BTreeMap;

use gainsay::check::{self, Report, Settings};
use gainsay::finding::Finding;
use gainsay::source::{Source, Sources};
use proptest::prelude::*;

use crate::properties::cases;

/// What can be claimed of one subject, and in which of a few worlds each claim is true.
struct Subject {
    /// The text before the value.
    head: &'static str,
    /// The text after it.
    tail: &'static str,
    /// Each value with the worlds it holds in, a bit each.
    sayings: &'static [(&'static str, u32)],
    worlds: u32,
}

const SUBJECTS: [Subject; 5] = [
    // The worlds are the figures from 11 to 16.
    Subject {
        head: "displaced in Northvale:",
        tail: " on 2020-10-03",
        sayings: &[
            ("11", 1),
            ("13", 1 << 2),
            ("14 people", 1 << 3),
            ("16", 1 << 5),
            ("at least 14", 0b11_1000),
            ("up to 13", 0b00_0111),
            ("12 to 14", 0b00_1110),
            ("more than 11", 0b11_1110),
        ],
        worlds: 6,
    },
    Subject { head: "\"the bridge holds\" is", tail: "", sayings: &[("true", 1), ("false", 2)], worlds: 2 },
    Subject {
        head: "mayor of Northvale is",
        tail: "",
        sayings: &[("Alder", 1), ("Birch", 2), ("Cedar", 4), ("\"Alder\"", 1)],
        worlds: 3,
    },
    // The worlds are the sets of a (1), b (2) and c (4), by their sums.
    Subject {
        head: "members of the board",
        tail: "",
        sayings: &[
            ("are {Alder, Birch}", 1 << 3),
            ("are {Birch, Cedar}", 1 << 6),
            ("are {Cedar, Birch, Alder}", 1 << 7),
            ("includes Alder", 0b1010_1010),
            ("excludes Alder", 0b0101_0101),
            ("includes Cedar", 0b1111_0000),
            ("excludes Birch", 0b0011_0011),
        ],
        worlds: 8,
    },
    // The worlds are the 3rd, 8th, 12th, 18th and 25th of October and a day of November.
    Subject {
        head: "event \"town meeting\" on",
        tail: "",
        sayings: &[
            ("2020-10-03", 1),
            ("2020-10-08", 2),
            ("12 October 2020", 4),
            ("2020-10-18", 8),
            ("early October 2020", 3),
            ("mid-October 2020", 12),
            ("late October 2020", 16),
            ("October 2020", 31),
            ("November 2020", 32),
        ],
        worlds: 6,
    },
];

/// A claim: which value, by which origin (own voice where none), through which outlet.
#[derive(Clone, Copy, Debug)]
struct Claim {
    saying: usize,
    origin: Option<usize>,
    outlet: Option<usize>,
}

impl Claim {
    fn line(&self, subject: &Subject, number: usize) -> String {
        let saying = subject.sayings[self.saying % subject.sayings.len()].0;
        let by = self.origin.map(|origin| format!(" by Origin{origin}")).unwrap_or_default();
        let outlet = self.outlet.or(self.origin.is_none().then_some(0));
        let via = outlet.map(|outlet| format!(" via Outlet{outlet}")).unwrap_or_default();
        format!("@c{number} {} {saying}{}{by}{via}\n", subject.head, subject.tail)
    }

    fn worlds(&self, subject: &Subject) -> u32 {
        subject.sayings[self.saying % subject.sayings.len()].1
    }

    /// A voice: an origin, or an outlet for itself.
    fn voice(&self) -> (bool, usize) {
        match self.origin {
            Some(origin) => (false, origin),
            None => (true, self.outlet.unwrap_or(0)),
        }
    }
}

/// A statement of a voice, and the claims that carry it.
#[derive(Clone, Debug)]
struct Statement {
    own: bool,
    worlds: u32,
    claims: Vec<usize>,
}

/// The statements that enter: a voice's direct words with the relays that agree; without any the saying that most chains
/// give, and in a tie one of those that tie, nobody knows which.
fn statements(subject: &Subject, claims: &[(usize, Claim)]) -> Vec<Statement> {
    let mut voices: BTreeMap<(bool, usize), Vec<(usize, Claim)>> = BTreeMap::new();
    for &(number, claim) in claims {
        voices.entry(claim.voice()).or_default().push((number, claim));
    }
    let mut all = Vec::new();
    for ((own, _), said) in voices {
        let direct = |claim: &Claim| own || claim.outlet.is_none();
        let mut by_saying: BTreeMap<u32, (usize, Vec<usize>)> = BTreeMap::new();
        for (number, claim) in &said {
            let entry = by_saying.entry(claim.worlds(subject)).or_default();
            entry.0 += usize::from(direct(claim));
            entry.1.push(*number);
        }
        let any_direct = by_saying.values().any(|(direct, _)| *direct > 0);
        let most = by_saying.values().map(|(_, claims)| claims.len()).max().unwrap_or(0);
        let leading = by_saying.values().filter(|(_, claims)| claims.len() == most).count();
        if !any_direct && leading > 1 {
            let mut tied = Statement { own, worlds: 0, claims: Vec::new() };
            for (worlds, (_, claims)) in by_saying.into_iter().filter(|(_, (_, claims))| claims.len() == most)
            {
                tied.worlds |= worlds;
                tied.claims.extend(claims);
            }
            all.push(tied);
            continue;
        }
        for (worlds, (direct, claims)) in by_saying {
            let enters = if any_direct { direct > 0 } else { claims.len() == most };
            if enters {
                all.push(Statement { own, worlds, claims });
            }
        }
    }
    all
}

fn satisfiable(subject: &Subject, claims: &[(usize, Claim)]) -> bool {
    let all = statements(subject, claims);
    all.iter().fold((1 << subject.worlds) - 1, |worlds, statement| worlds & statement.worlds) != 0
}

fn checked(subject: &Subject, claims: &[(usize, Claim)]) -> Report {
    let text: String = claims.iter().map(|(number, claim)| claim.line(subject, *number)).collect();
    // What the rules find, one by one: that folding loses none of it is asked elsewhere.
    let settings = Settings { today: "2026-11-23".to_owned(), expand: true, ..Settings::default() };
    check::check(&Sources::new(vec![Source::new("a.claims", text)]), &settings)
}

fn contradictions(report: &Report) -> Vec<&Finding> {
    report.findings.iter().filter(|finding| finding.code.0.starts_with('C')).collect()
}

fn number(id: &str) -> usize {
    id.trim_start_matches('c').parse().expect("every claim is labelled with its number")
}

/// A corpus about one subject, in which no chain gives two values for one origin.
fn corpus() -> impl Strategy<Value = (usize, Vec<(usize, Claim)>)> {
    let claim =
        (0..9_usize, prop::option::weighted(0.85, 0..4_usize), prop::option::weighted(0.4, 0..3_usize));
    let claim = claim.prop_map(|(saying, origin, outlet)| Claim { saying, origin, outlet });
    (0..SUBJECTS.len(), prop::collection::vec(claim, 2..9)).prop_map(|(subject, mut claims)| {
        let mut seen = Vec::new();
        claims.retain(|claim| {
            let relayed = claim.origin.is_some() && claim.outlet.is_some();
            let new = !relayed || !seen.contains(&(claim.origin, claim.outlet));
            seen.push((claim.origin, claim.outlet));
            new
        });
        (subject, claims.into_iter().enumerate().collect())
    })
}

/// The fewest statements of origins, then own voices, without which the rest can be true.
fn cheapest(subject: &Subject, all: &[Statement]) -> (u32, u32) {
    let mut best = (u32::MAX, u32::MAX);
    for removed in 0..1_u32 << all.len() {
        let is_removed = |at: usize| removed & (1 << at) != 0;
        let kept = (0..all.len()).filter(|&at| !is_removed(at)).map(|at| all[at].worlds);
        if kept.fold((1 << subject.worlds) - 1, |worlds, of| worlds & of) != 0 {
            let count =
                |own: bool| (0..all.len()).filter(|&at| is_removed(at) && all[at].own == own).count() as u32;
            best = best.min((count(false), count(true)));
        }
    }
    best
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn a_contradiction_is_reported_exactly_where_no_world_makes_all_true((subject, claims) in corpus()) {
        let subject = &SUBJECTS[subject];
        let text: String = claims.iter().map(|(number, claim)| claim.line(subject, *number)).collect();
        let report = checked(subject, &claims);
        let found = contradictions(&report);
        prop_assert_eq!(found.is_empty(), satisfiable(subject, &claims), "{}", text);

        let only = |numbers: &[usize]| claims.iter().copied().filter(|(number, _)| numbers.contains(number)).collect::<Vec<_>>();
        let mut repair = Vec::new();
        for finding in &found {
            let core: Vec<usize> = finding.claims.iter().filter(|claim| claim.core).map(|claim| number(&claim.id)).collect();
            prop_assert!(!contradictions(&checked(subject, &only(&core))).is_empty(), "{core:?} alone conflict\n{text}");
            for left_out in &core {
                let rest: Vec<usize> = core.iter().copied().filter(|number| number != left_out).collect();
                let again = checked(subject, &only(&rest));
                prop_assert!(contradictions(&again).is_empty(), "{core:?} is minimal\n{}", text);
            }
            repair.extend(finding.claims.iter().filter(|claim| claim.repair).map(|claim| number(&claim.id)));
        }
        let all = statements(subject, &claims);
        // Who contradicts himself is one of his words to all others, and told apart from what they dispute.
        let voice_of = |statement: &Statement| claims.iter().find(|(number, _)| statement.claims.contains(number)).map(|(_, claim)| claim.voice());
        let mut voices: Vec<_> = all.iter().map(voice_of).collect();
        voices.sort_unstable();
        let spoken = voices.len();
        voices.dedup();
        if voices.len() < spoken {
            return Ok(());
        }
        let kept: Vec<(usize, Claim)> = claims.iter().copied().filter(|(number, _)| !repair.contains(number)).collect();
        let again = checked(subject, &kept);
        prop_assert!(contradictions(&again).is_empty(), "without {repair:?} nothing is left to tell\n{}", text);

        let removed = |own: bool| all.iter().filter(|one| one.own == own && one.claims.iter().any(|at| repair.contains(at))).count() as u32;
        prop_assert_eq!((removed(false), removed(true)), cheapest(subject, &all), "the repair {:?} is a smallest one\n{}", repair, text);
    }
}
