//! A generated corpus whose faults are known: each is reported, once, by its own rule, and nothing else is.

use std::collections::BTreeMap;

use gainsay::check::{self, Settings};
use gainsay::finding::{Finding, Severity};
use gainsay::rules;
use gainsay::source::{Place, Source, Sources};

/// How many claims there are at least.
const CLAIMS: usize = 2_000;
/// How many faults there are of each kind.
const EACH: u64 = 5;

/// The kinds of faults, as fact-checkers meet them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    ConflictingFigures,
    TwoVoices,
    FactorTen,
    Decrease,
    AcrossSources,
    AgainstItself,
    Impossible,
}

const FAULTS: [Fault; 7] = [
    Fault::ConflictingFigures,
    Fault::TwoVoices,
    Fault::FactorTen,
    Fault::Decrease,
    Fault::AcrossSources,
    Fault::AgainstItself,
    Fault::Impossible,
];

impl Fault {
    /// The rules of which one must report it.
    fn rules(self) -> &'static [&'static str] {
        match self {
            Self::ConflictingFigures | Self::TwoVoices => &["conflicting-figures"],
            Self::FactorTen | Self::Decrease => &["cumulative-decrease"],
            Self::AcrossSources => &["cumulative-decrease", "conflicting-figures"],
            Self::AgainstItself => &["self-contradiction"],
            Self::Impossible => &["impossible-value"],
        }
    }
}

/// A fault in the corpus: what it is, the numbers of its claims, and the one that is wrong where one can be named.
struct Planted {
    fault: Fault,
    claims: Vec<usize>,
    culprit: Option<usize>,
}

/// A stream of numbers that is the same in every run (Steele, Lea and Flood's SplitMix64).
pub(crate) struct Rng(pub(crate) u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to one below the bound.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as u64) as i64
    }

    /// So many different numbers below a bound.
    fn several(&mut self, count: usize, bound: u64) -> Vec<u64> {
        let mut found = Vec::new();
        while found.len() < count {
            let number = self.below(bound);
            if !found.contains(&number) {
                found.push(number);
            }
        }
        found
    }
}

/// A corpus under construction: a line for each claim, and the faults among them.
struct Making {
    rng: Rng,
    lines: Vec<String>,
    /// The same claims as rows, with commas and as objects.
    rows: Vec<[String; 2]>,
    planted: Vec<Planted>,
    places: usize,
}

/// What a claim says and who says it, at the current place.
struct Saying<'a> {
    measure: &'a str,
    figure: String,
    day: i64,
    origin: u64,
    relays: Vec<u64>,
}

impl Making {
    fn say(&mut self, saying: Saying<'_>) -> usize {
        let Saying { measure, figure, day, origin, relays } = saying;
        let place = self.places;
        let via: String = relays.iter().map(|relay| format!(" via \"Outlet {relay}\"")).collect();
        let published = if relays.is_empty() { day } else { day + 1 };
        let chain: Vec<String> = relays.iter().map(|relay| format!("Outlet {relay}")).collect();
        let figure_cell =
            if self.lines.len().is_multiple_of(3) { figure.clone() } else { format!("\"{figure}\"") };
        self.rows.push([
            format!(
                "{figure_cell},{measure},Port {place},2020-10-{day:02},Agency {origin},{},2020-10-{published:02}",
                chain.join(" > ")
            ),
            format!(
                "{{\"measure\": \"{measure}\", \"value\": \"{figure}\", \"place\": \"Port {place}\", \"date\": \
                 \"2020-10-{day:02}\", \"source\": [\"Agency {origin}\"], \"via\": {chain:?}, \"published\": \
                 \"2020-10-{published:02}\"}}"
            ),
        ]);
        self.lines.push(format!(
            "{measure} {figure} in \"Port {place}\" on 2020-10-{day:02} by \"Agency {origin}\"{via} published 2020-10-{published:02}"
        ));
        self.lines.len() - 1
    }

    fn plain(&mut self, measure: &str, figure: i64, day: i64, origin: u64) -> usize {
        self.say(Saying { measure, figure: figure.to_string(), day, origin, relays: Vec::new() })
    }

    /// A way of writing a figure that certainly allows it.
    fn allowing(&mut self, figure: i64) -> String {
        match self.rng.below(20) {
            0 => format!("at least {}", figure - self.rng.between(0, figure / 20)),
            1 => format!("about {figure}"),
            2 => format!("{}-{}", figure - figure / 30 - 1, figure + figure / 25 + 1),
            3 => format!("up to {}", figure + self.rng.between(0, figure / 20)),
            _ => figure.to_string(),
        }
    }

    /// Claims of three origins and their relays that all follow one true course of events.
    fn honest(&mut self) {
        self.places += 1;
        let (measure, total) = match self.rng.below(4) {
            0 => ("displaced", false),
            1 => ("injured", false),
            2 => ("fatalities", true),
            _ => ("death toll", true),
        };
        let origins = self.rng.several(3, 30);
        let mut truth = self.rng.between(20, 900);
        for day in 1..=self.rng.between(6, 16) {
            for &origin in &origins {
                if self.rng.below(4) == 0 {
                    continue;
                }
                let hops = [0, 0, 0, 1, 1, 2][self.rng.below(6) as usize];
                let relays = self.rng.several(hops, 40);
                // A relay that words its origin's figure in another way is drift, which is reported elsewhere.
                let figure = if relays.is_empty() { self.allowing(truth) } else { truth.to_string() };
                self.say(Saying { measure, figure, day, origin, relays });
            }
            truth = if total {
                truth + self.rng.between(0, 60)
            } else {
                (truth + self.rng.between(-40, 60)).max(1)
            };
        }
    }

    fn plant(&mut self, fault: Fault) {
        self.places += 1;
        let origins = self.rng.several(4, 30);
        let figure = self.rng.between(301, 799);
        let off = self.rng.between(21, 89);
        let (claims, culprit) = match fault {
            Fault::ConflictingFigures => {
                let figures = [figure, figure, figure, figure + off];
                let claims: Vec<usize> =
                    (0..4).map(|at| self.plain("displaced", figures[at], 3, origins[at])).collect();
                (claims, Some(3))
            }
            Fault::TwoVoices => {
                let one = self.plain("displaced", figure, 3, origins[0]);
                (vec![one, self.plain("displaced", figure + off, 3, origins[1])], None)
            }
            Fault::FactorTen => {
                let course = |at: i64| (figure + 10 * at) * if at == 3 { 10 } else { 1 };
                let claims =
                    (0..7).map(|at| self.plain("death toll", course(at), at + 1, origins[0])).collect();
                (claims, Some(3))
            }
            Fault::Decrease => {
                let course = [0, 11, 25, 4, 40, 52];
                let days = course.iter().zip(1..);
                let claims = days
                    .map(|(more, day)| self.plain("death toll", figure + more, day, origins[0]))
                    .collect();
                (claims, Some(3))
            }
            Fault::AcrossSources => {
                let course = [(figure + 70, 2), (figure, 4), (figure + 5, 5)];
                let said = course.iter().zip(&origins);
                let claims = said
                    .map(|(&(figure, day), &origin)| self.plain("death toll", figure, day, origin))
                    .collect();
                (claims, Some(0))
            }
            Fault::AgainstItself => {
                let one = self.plain("displaced", figure, 2, origins[0]);
                (vec![one, self.plain("displaced", figure + 37, 2, origins[0])], None)
            }
            Fault::Impossible => (vec![self.plain("displaced", -14, 1, origins[0])], Some(0)),
        };
        let culprit = culprit.map(|at: usize| claims[at]);
        self.planted.push(Planted { fault, claims, culprit });
    }

    /// The lines in an order unrelated to faults and places, and where each claim went.
    fn shuffled(&mut self) -> (String, Vec<usize>) {
        let (order, went) = self.order();
        let text = order.iter().map(|&claim| self.lines[claim].clone() + "\n").collect();
        (text, went)
    }

    fn order(&mut self) -> (Vec<usize>, Vec<usize>) {
        let mut order: Vec<usize> = (0..self.lines.len()).collect();
        for at in (1..order.len()).rev() {
            let other = self.rng.below(at as u64 + 1) as usize;
            order.swap(at, other);
        }
        let mut went = vec![0; order.len()];
        for (line, &claim) in order.iter().enumerate() {
            went[claim] = line + 1;
        }
        (order, went)
    }
}

/// The contradictions in a text, and how many warnings and errors of any kind there are.
fn contradictions(text: String) -> (Sources, Vec<Finding>, usize) {
    let sources = Sources::new(vec![Source::new("made.claims", text)]);
    let settings = Settings { today: "2026-11-23".to_owned(), ..Settings::default() };
    let report = check::check(&sources, &settings);
    let reported = report.findings.iter().filter(|finding| finding.severity > Severity::Note).count();
    let found = report.findings.into_iter().filter(|finding| finding.code.0.starts_with('C')).collect();
    (sources, found, reported)
}

#[test]
fn every_fault_is_reported_once_and_nothing_else() {
    let mut making =
        Making { rng: Rng(5), lines: Vec::new(), rows: Vec::new(), planted: Vec::new(), places: 0 };
    for _ in 0..EACH {
        FAULTS.into_iter().for_each(|fault| making.plant(fault));
    }
    while making.lines.len() < CLAIMS {
        making.honest();
    }
    let (text, went) = making.shuffled();
    let (sources, found, reported) = contradictions(text);
    assert_eq!(reported, found.len(), "nothing but contradictions is told of a corpus in good order");

    let mut owner: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, planted) in making.planted.iter().enumerate() {
        owner.extend(planted.claims.iter().map(|&claim| (went[claim], number)));
    }
    let mut reports: Vec<Vec<&Finding>> = vec![Vec::new(); making.planted.len()];
    for finding in &found {
        let at = sources.position(finding.at).line as usize;
        let fault = owner.get(&at).unwrap_or_else(|| panic!("line {at} is honest: {}", finding.message));
        for claim in finding.claims.iter().filter(|claim| claim.core) {
            let line = sources.position(claim.place).line as usize;
            assert_eq!(owner.get(&line), Some(fault), "the core lies in the fault: {}", finding.message);
        }
        reports[*fault].push(finding);
    }
    for (planted, reported) in making.planted.iter().zip(reports) {
        let kind = planted.fault;
        let [finding] = reported.as_slice() else {
            panic!("{kind:?} is told {} times: {reported:?}", reported.len())
        };
        let name = rules::by_code(finding.code).map_or("", |rule| rule.name);
        assert!(kind.rules().contains(&name), "{kind:?} is told by {name}");
        let line = |place| sources.position(place).line as usize;
        let suspects: Vec<usize> =
            finding.claims.iter().filter(|claim| claim.suspect).map(|claim| line(claim.place)).collect();
        let culprit: Vec<usize> = planted.culprit.iter().map(|&claim| went[claim]).collect();
        if kind == Fault::Impossible {
            assert_eq!(line(finding.at), culprit[0], "{kind:?}");
        } else {
            assert_eq!(suspects, culprit, "{kind:?}: {}", finding.message);
        }
    }
}

/// The findings on a text, a line each, the lines counted from the first claim.
fn reports(name: &str, text: String, above: u32) -> Vec<String> {
    let sources = Sources::new(vec![Source::new(name, text)]);
    let settings = Settings { today: "2026-11-23".to_owned(), ..Settings::default() };
    let report = check::check(&sources, &settings);
    let line = |finding: &Finding| {
        let claims: Vec<String> = finding
            .claims
            .iter()
            .map(|claim| {
                let mark = Place { span: claim.mark, ..claim.place };
                let at = sources.position(mark).line - above;
                let marks = (claim.core, claim.repair, claim.suspect);
                format!("{at} `{}` {} {marks:?}", sources.slice(mark), claim.label)
            })
            .collect();
        let at = sources.position(finding.at).line - above;
        format!("{at} {:?} {} {:?} {claims:?}", finding.code, finding.message, finding.outlier)
    };
    report.findings.iter().map(line).collect()
}

#[test]
fn a_corpus_reports_the_same_as_lines_as_a_sheet_and_as_objects() {
    let mut making =
        Making { rng: Rng(9), lines: Vec::new(), rows: Vec::new(), planted: Vec::new(), places: 0 };
    for _ in 0..EACH {
        FAULTS.into_iter().for_each(|fault| making.plant(fault));
    }
    // More than one stretch of rows.
    while making.lines.len() < 3 * CLAIMS {
        making.honest();
    }
    let (order, _) = making.order();
    let all =
        |one: &dyn Fn(usize) -> String| order.iter().map(|&claim| one(claim) + "\n").collect::<String>();
    let lines = reports("a.claims", all(&|claim| making.lines[claim].clone()), 0);
    let head = "value,measure,place,date,source,via,published\r\n";
    let sheet = head.to_owned() + &all(&|claim| making.rows[claim][0].clone() + "\r");
    assert!(sheet.len() > 1 << 18 && lines.len() >= FAULTS.len());
    assert_eq!(reports("a.csv", sheet, 1), lines);
    assert_eq!(reports("a.jsonl", all(&|claim| making.rows[claim][1].clone()), 0), lines);
}

#[test]
fn nothing_is_reported_of_a_world_in_good_order() {
    for seed in 0..3 {
        let mut making =
            Making { rng: Rng(seed), lines: Vec::new(), rows: Vec::new(), planted: Vec::new(), places: 0 };
        while making.lines.len() < CLAIMS {
            making.honest();
        }
        let (text, _) = making.shuffled();
        let (_, found, reported) = contradictions(text);
        assert_eq!((found.len(), reported), (0, 0), "seed {seed}: {:?}", found.first());
    }
}
