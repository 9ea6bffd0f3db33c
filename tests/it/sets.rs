//! Disjoint sets, parts that are left out, tallies and tied relays on random small corpora, against a search through all
//! whole numbers that the figures could be.

use gainsay::check::{self, Settings};
use gainsay::source::{Source, Sources};
use proptest::prelude::*;

use crate::properties::cases;

/// The parts of the set; the whole is the number behind the last.
const PARTS: [&str; 3] = ["young", "adult", "old"];

/// The largest figure that is stated.
const MOST: i64 = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Exactly,
    AtLeast,
    AtMost,
}

/// What one source says of a part or the whole.
#[derive(Clone, Copy, Debug)]
struct Said {
    source: usize,
    part: usize,
    bound: Bound,
    figure: i64,
    tally: bool,
}

impl Said {
    fn allows(&self, figures: &[i64]) -> bool {
        match self.bound {
            Bound::Exactly => figures[self.part] == self.figure,
            Bound::AtLeast => figures[self.part] >= self.figure,
            Bound::AtMost => figures[self.part] <= self.figure,
        }
    }

    fn written(&self) -> String {
        let hedge = match self.bound {
            Bound::Exactly => "",
            Bound::AtLeast => "at least ",
            Bound::AtMost => "at most ",
        };
        let scope = PARTS.get(self.part).map(|part| format!(" [age: {part}]")).unwrap_or_default();
        let tally = if self.tally { "\n    based on: @first" } else { "" };
        format!("toll {hedge}{}{scope} on 2020-10-19 by Source{}{tally}\n", self.figure, self.source)
    }
}

/// How the set is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    Disjoint,
    Complete,
    AbsentIsNone,
}

fn said() -> impl Strategy<Value = Said> {
    let bound = prop_oneof![3 => Just(Bound::Exactly), 1 => Just(Bound::AtLeast), 1 => Just(Bound::AtMost)];
    (0..3_usize, 0..=PARTS.len(), bound, 0..=MOST, prop::bool::weighted(0.2))
        .prop_map(|(source, part, bound, figure, tally)| Said { source, part, bound, figure, tally })
}

/// Whether some whole numbers fit the set and everything that is said; of each tie one figure does.
fn can_hold(set: Set, said: &[&Said], ties: &[(usize, [i64; 2])], none: &[usize]) -> bool {
    let most = MOST * PARTS.len() as i64 + MOST;
    let mut figures = [0_i64; PARTS.len() + 1];
    loop {
        let sum: i64 = figures[..PARTS.len()].iter().sum();
        let whole = figures[PARTS.len()];
        let sums = if set == Set::Disjoint { sum <= whole } else { sum == whole };
        if sums
            && said.iter().all(|said| said.allows(&figures))
            && ties.iter().all(|(part, either)| either.contains(&figures[*part]))
            && none.iter().all(|part| figures[*part] == 0)
        {
            return true;
        }
        let mut at = 0;
        loop {
            let Some(figure) = figures.get_mut(at) else { return false };
            *figure += 1;
            if *figure <= if at == PARTS.len() { most } else { MOST * 2 } {
                break;
            }
            *figure = 0;
            at += 1;
        }
    }
}

/// Whether nobody contradicts anybody, and no source itself, with what it leaves out.
fn holds(set: Set, said: &[Said], ties: &[(usize, [i64; 2])]) -> bool {
    let all: Vec<&Said> = said.iter().collect();
    let alone = (0..3).all(|source| {
        let own: Vec<&Said> = said.iter().filter(|said| said.source == source).collect();
        let lists = |part: &usize| own.iter().any(|said| said.part == *part);
        let none: Vec<usize> = (0..PARTS.len()).filter(|part| !lists(part)).collect();
        let listed = PARTS.len() - none.len();
        set != Set::AbsentIsNone || listed < 2 || can_hold(set, &own, &[], &none)
    });
    alone && can_hold(set, &all, ties, &[])
}

fn written(set: Set, said: &[Said], ties: &[(usize, [i64; 2])]) -> String {
    let mut text = "define measure toll\n    kind level\n    sums over age\n".to_owned();
    text += match set {
        Set::Disjoint => "define disjoint age {young, adult, old} of everyone\n",
        Set::Complete => "define complete age {young, adult, old} of everyone\n",
        Set::AbsentIsNone => "define complete age {young, adult, old} of everyone where absent is none\n",
    };
    text += "@first first is true\n";
    said.iter().for_each(|said| text += &said.written());
    for (number, (part, either)) in ties.iter().enumerate() {
        for (relay, figure) in either.iter().enumerate() {
            let scope = PARTS.get(*part).map(|part| format!(" [age: {part}]")).unwrap_or_default();
            text +=
                &format!("toll {figure}{scope} on 2020-10-19 by Quoted{number} via Relay{number}{relay}\n");
        }
    }
    text
}

/// What is told of contradictions, by code.
fn told(text: &str) -> Vec<String> {
    let settings = Settings { today: "2026-11-23".to_owned(), ..Settings::default() };
    let report = check::check(&Sources::new(vec![Source::new("a.claims", text)]), &settings);
    let contradictions = report.findings.iter().filter(|finding| finding.code.0.starts_with('C'));
    contradictions.map(|finding| format!("{} {}", finding.code.0, finding.message)).collect()
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn sets_tallies_and_ties_are_told_exactly_where_no_figures_fit(
        set in prop_oneof![Just(Set::Disjoint), Just(Set::Complete), Just(Set::AbsentIsNone)],
        said in prop::collection::vec(said(), 1..6),
        ties in prop::collection::vec((0..=PARTS.len(), (0..=MOST, 1..=MOST)), 0..3),
    ) {
        // The two figures of a tie differ.
        let ties: Vec<(usize, [i64; 2])> = ties
            .into_iter()
            .map(|(part, (one, more))| (part, [one, (one + more) % (MOST + 1)]))
            .collect();
        let text = written(set, &said, &ties);
        let told = told(&text);
        prop_assert_eq!(told.is_empty(), holds(set, &said, &ties), "{}\n{:#?}", text, told);
    }

    /// A total over days, where nothing but ties and what never falls holds its figures together.
    #[test]
    fn ties_along_a_total_are_told_exactly_where_no_choice_rises(
        days in prop::collection::vec((0..5_usize, 0..=6_i64, prop::option::of(1..=6_i64)), 1..7),
    ) {
        let mut text = "define measure toll\n    kind cumulative\n".to_owned();
        let mut spans: Vec<(usize, Vec<i64>)> = Vec::new();
        for (number, (day, figure, other)) in days.iter().enumerate() {
            let when = 10 + day;
            match other {
                None => {
                    text += &format!("toll {figure} on 2020-10-{when} by Source{number}\n");
                    spans.push((*day, vec![*figure]));
                }
                Some(more) => {
                    let other = (figure + more) % 7;
                    text += &format!("toll {figure} on 2020-10-{when} by Source{number} via RelayA{number}\n");
                    text += &format!("toll {other} on 2020-10-{when} by Source{number} via RelayB{number}\n");
                    spans.push((*day, vec![*figure, other]));
                }
            }
        }
        let told = told(&text);
        prop_assert_eq!(told.is_empty(), rises(&spans, 0, 0), "{}\n{:#?}", text, told);
    }
}

/// Whether some figures, none below `least`, fit all spans from a day on.
fn rises(spans: &[(usize, Vec<i64>)], day: usize, least: i64) -> bool {
    let fits = |figure: i64| spans.iter().all(|(on, either)| *on != day || either.contains(&figure));
    day > 4 || (least..=6).any(|figure| fits(figure) && rises(spans, day + 1, figure))
}
