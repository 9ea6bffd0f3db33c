//! Direct contradictions are in a finding, whatever the limits of the search are, and whatever else is declared to add up.

use std::collections::BTreeMap;
use std::fmt::Write;

use gainsay::check::{self, Settings};
use gainsay::source::{Source, Sources};
use proptest::prelude::*;

use crate::properties::cases;

const DAYS: usize = 3;
/// The whole, and its two parts.
const PLACES: [&str; 3] = ["Country", "North", "South"];
const SOURCES: usize = 2;

/// The declarations that can be made or left out; the measures and places are always declared.
const TIES: [&str; 4] = [
    "sums over place",
    "part of cases",
    "define complete place {North, South} of Country",
    "adds up to cases",
];

/// The measures: cases, deaths, and new cases of each day.
const MEASURES: [&str; 3] = ["cases", "deaths", "new cases"];

/// What is said of one figure: measure, place, day, source.
type Of = (usize, usize, usize, usize);

/// A table of figures that all add up, but for some of them.
#[derive(Clone, Debug)]
struct Table {
    said: BTreeMap<Of, i64>,
}

fn table() -> impl Strategy<Value = Table> {
    let growth = prop::collection::vec((0..20_i64, 0..5_i64), 2 * DAYS);
    let slips = prop::collection::vec(((0..3_usize, 0..3_usize, 0..DAYS, 0..SOURCES), -40..41_i64), 0..4);
    let silent = prop::collection::vec(any::<u8>(), 3 * 3 * DAYS * SOURCES);
    (growth, slips, silent).prop_map(|(growth, slips, silent)| {
        let mut said = BTreeMap::new();
        let mut totals = [[100_i64; 2], [10; 2]];
        let mut silent = silent.into_iter();
        for day in 0..DAYS {
            let new: Vec<(i64, i64)> = growth[2 * day..2 * day + 2].to_vec();
            for part in 0..2 {
                totals[0][part] += new[part].0 + new[part].1;
                totals[1][part] += new[part].1;
            }
            for source in 0..SOURCES {
                for place in 0..3 {
                    let at =
                        |values: [i64; 2]| if place == 0 { values[0] + values[1] } else { values[place - 1] };
                    let daily = at([new[0].0 + new[0].1, new[1].0 + new[1].1]);
                    for (measure, value) in [at(totals[0]), at(totals[1]), daily].into_iter().enumerate() {
                        if silent.next().is_some_and(|one| one < 200) {
                            said.insert((measure, place, day, source), value);
                        }
                    }
                }
            }
        }
        for (of, slip) in slips {
            if let Some(value) = said.get_mut(&of) {
                *value = (*value + slip).max(0);
            }
        }
        Table { said }
    })
}

impl Table {
    fn text(&self, ties: u32) -> String {
        let tie = |at: usize| ties & (1 << at) != 0;
        let line = |at: usize| if tie(at) { format!("    {}\n", TIES[at]) } else { String::new() };
        let mut text = format!("define measure cases\n    kind cumulative\n{}", line(0));
        write!(text, "define measure deaths\n    kind cumulative\n{}{}", line(0), line(1)).expect("text");
        write!(text, "define measure \"new cases\"\n    kind flow\n{}{}", line(0), line(3)).expect("text");
        text += "define place Country\ndefine place North\n    within Country\ndefine place South\n    within Country\n";
        if tie(2) {
            writeln!(text, "{}", TIES[2]).expect("text");
        }
        for (number, (&(measure, place, day, source), value)) in self.said.iter().enumerate() {
            let (measure, place, day) = (MEASURES[measure], PLACES[place], day + 1);
            writeln!(text, "@c{number} {measure} {value} in {place} on 2020-03-{day:02} by Source{source}")
                .expect("text");
        }
        text
    }

    /// What each source contradicts directly in its own figures, and what several say of one figure.
    fn direct(&self, ties: u32) -> Vec<(&'static str, Vec<Of>)> {
        let tie = |at: usize| ties & (1 << at) != 0;
        let get = |of: Of| self.said.get(&of).copied();
        let mut found: Vec<(&'static str, Vec<Of>)> = Vec::new();
        for (measure, place, day) in (0..27).map(|at| (at / 9, at / 3 % 3, at % 3)) {
            let one = |source: usize| (measure, place, day, source);
            if let (Some(a), Some(b)) = (get(one(0)), get(one(1)))
                && a != b
            {
                found.push(("figures differ", vec![one(0), one(1)]));
            }
            for source in 0..SOURCES {
                let of = |measure: usize, place: usize, day: usize| (measure, place, day, source);
                let here = of(measure, place, day);
                let Some(value) = get(here) else { continue };
                for before in 0..day {
                    let earlier = of(measure, place, before);
                    if measure < 2 && get(earlier).is_some_and(|earlier| earlier > value) {
                        found.push(("a total falls", vec![earlier, here]));
                    }
                }
                let whole = of(measure, 0, day);
                if tie(0) && place > 0 && get(whole).is_some_and(|whole| whole < value) {
                    found.push(("a part is above its whole", vec![here, whole]));
                }
                let all = of(0, place, day);
                if tie(1) && measure == 1 && get(all).is_some_and(|all| all < value) {
                    found.push(("deaths are above cases", vec![here, all]));
                }
                let parts = [of(measure, 1, day), of(measure, 2, day)];
                if tie(0)
                    && tie(2)
                    && place == 0
                    && let (Some(one), Some(two)) = (get(parts[0]), get(parts[1]))
                    && one + two != value
                {
                    found.push(("parts miss their whole", vec![here, parts[0], parts[1]]));
                }
                if tie(3)
                    && measure == 2
                    && day > 0
                    && let (Some(now), Some(then)) = (get(of(0, place, day)), get(of(0, place, day - 1)))
                    && now - then != value
                {
                    found.push((
                        "a flow misses the growth",
                        vec![here, of(0, place, day), of(0, place, day - 1)],
                    ));
                }
            }
        }
        found
    }

    /// The first direct contradiction that no finding tells.
    fn untold(&self, ties: u32, limits: [Option<u64>; 3]) -> Option<String> {
        let text = self.text(ties);
        let mut settings = Settings { today: "2026-11-23".to_owned(), expand: true, ..Settings::default() };
        let [exact, search, repair] = limits;
        settings.corpus.exact_limit = exact;
        settings.corpus.search_limit = search;
        settings.corpus.repair_limit = repair;
        let report = check::check(&Sources::new(vec![Source::new("a.claims", text.as_str())]), &settings);
        let labels: BTreeMap<&Of, String> =
            self.said.keys().enumerate().map(|(number, of)| (of, format!("c{number}"))).collect();
        let contradictions = || report.findings.iter().filter(|finding| finding.code.0.starts_with('C'));
        // What one of its figures must give way to is told if a finding is about such a figure.
        let is_told = |core: &[Of]| {
            let is_in = |id: &str| core.iter().any(|of| labels[of] == id);
            contradictions().any(|finding| {
                let here = finding.claims.iter().filter(|cited| is_in(&cited.id));
                finding.claims.iter().any(|cited| cited.repair && is_in(&cited.id)) || here.count() > 1
            })
        };
        // Figures of several periods are not always compared with each other beyond these limits.
        let is_promised = |what: &str, core: &[Of]| {
            what == "figures differ" || exact.or(search).is_none() || core.iter().any(|of| of.0 != 2)
        };
        let untold =
            self.direct(ties).into_iter().find(|(what, core)| is_promised(what, core) && !is_told(core));
        untold.map(|(what, core)| {
            let core: Vec<&str> = core.iter().map(|of| labels[of].as_str()).collect();
            format!("{what}: {core:?} with limits {limits:?} in\n{text}")
        })
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn what_is_promised_is_in_a_finding_whatever_the_limits(
        table in table(),
        ties in 0..16_u32,
        exact in prop::sample::select(vec![None, Some(0), Some(1), Some(7), Some(30)]),
        search in prop::sample::select(vec![None, Some(0)]),
        repair in prop::sample::select(vec![None, Some(0), Some(1), Some(1_000), Some(1_000_000)]),
    ) {
        if let Some(untold) = table.untold(ties, [exact, search, repair]) {
            prop_assert!(false, "{untold}");
        }
    }
}

#[test]
fn a_part_above_its_whole_is_told_where_the_series_are_more_than_the_limit() {
    let text = "define measure cases\n    kind level\n    sums over place\ndefine place Country\n\
        define place North\n    within Country\ndefine place South\n    within Country\n\
        cases 200 in Country on 2020-03-01 by A\ncases 210 in North on 2020-03-01 by A\n\
        cases 10 in South on 2020-03-01 by A\n";
    let mut settings = Settings { today: "2026-11-23".to_owned(), ..Settings::default() };
    settings.corpus.exact_limit = Some(2);
    let report = check::check(&Sources::new(vec![Source::new("a.claims", text)]), &settings);
    assert!(report.findings.iter().any(|finding| finding.code.0 == "C106"), "{:#?}", report.findings);
}
