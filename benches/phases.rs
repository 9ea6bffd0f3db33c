//! How long each phase takes for a hundred thousand generated claims, and how long a new report after one edited line:
//! `cargo bench --bench phases`.

use std::fmt::Write;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use gainsay::check::{self, Settings};
use gainsay::contradiction::{self, Contradictions};
use gainsay::corpus::Corpus;
use gainsay::model;
use gainsay::reason::linear::Limits;
use gainsay::report::{self, RenderOptions, ReportView};
use gainsay::rules;
use gainsay::session::Session;
use gainsay::source::{Source, Sources};
use gainsay::syntax;

const CLAIMS: usize = 100_000;

const DEFINITIONS: &str = "define measure deaths\n    kind cumulative\n    unit people\n    sums over group\n\
    define measure displaced\n    kind level\n    unit people\n\
    define group soldiers\ndefine group civilians\ndefine complete group {soldiers, civilians} of everyone\n";

fn main() {
    divan::main();
}

/// Pseudo-random numbers, the same each time (Steele, Lea and Flood's SplitMix64).
struct Rng(u64);

impl Rng {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// Claims of three sources on ten days of each place: a running total, a level, and a total with its parts. In one place of a hundred
/// a figure is wrong.
fn text() -> String {
    let mut rng = Rng(3);
    let mut text = String::new();
    let mut count = 0;
    let mut place = 0;
    while count < CLAIMS {
        place += 1;
        let sources: Vec<u64> = (0..3).map(|_| rng.below(32)).collect();
        let (what, mut values) = (rng.below(10), [20 + rng.below(900), 20 + rng.below(900)]);
        let wrong = (rng.below(100) == 0).then(|| 1 + rng.below(9));
        for day in 1..=10 {
            values.iter_mut().for_each(|value| *value += rng.below(60));
            for source in &sources {
                let slip = if wrong == Some(day) && *source == sources[0] { 400 } else { 0 };
                let mut say = |measure: &str, value: u64, group: &str| {
                    let told = format!("{measure} {}{group} in \"Place {place}\"", value + slip);
                    writeln!(
                        text,
                        "{told} on 2020-10-{day:02} by \"Source {source}\" published 2020-10-{day:02}"
                    )
                    .expect("a string takes all");
                    count += 1;
                };
                match what {
                    0 => {
                        say("deaths", values[0], " among soldiers");
                        say("deaths", values[1], " among civilians");
                        say("deaths", values[0] + values[1], "");
                    }
                    1..=5 => say("deaths", values[0], ""),
                    _ => say("displaced", values[0], ""),
                }
            }
        }
    }
    text
}

static SOURCES: LazyLock<Sources> = LazyLock::new(|| {
    Sources::new(vec![Source::new("0.claims", DEFINITIONS), Source::new("a.claims", text())])
});

fn settings() -> Settings {
    Settings { today: "2026-11-30".to_owned(), ..Settings::default() }
}

fn corpus() -> Corpus {
    Corpus::new(model::read(&SOURCES, &settings().read_options()))
}

fn found(corpus: &Corpus) -> Contradictions {
    contradiction::find(corpus, Limits::default())
}

/// Statements to trees.
#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let text = SOURCES.iter().nth(1).expect("two texts").1.text();
    let parse = || syntax::split(text).filter(|chunk| syntax::statement(*chunk).0.is_some()).count();
    bencher.counter(ItemsCount::new(CLAIMS)).bench_local(parse);
}

/// The same, and trees to claims.
#[divan::bench]
fn parse_and_lower(bencher: Bencher<'_, '_>) {
    LazyLock::force(&SOURCES);
    let settings = settings();
    bencher.counter(ItemsCount::new(CLAIMS)).bench_local(|| model::read(&SOURCES, &settings.read_options()));
}

/// Claims to series.
#[divan::bench]
fn group(bencher: Bencher<'_, '_>) {
    let settings = settings();
    bencher
        .counter(ItemsCount::new(CLAIMS))
        .with_inputs(|| model::read(&SOURCES, &settings.read_options()))
        .bench_local_values(Corpus::new);
}

/// Series to contradictions.
#[divan::bench]
fn reason(bencher: Bencher<'_, '_>) {
    let corpus = corpus();
    bencher.counter(ItemsCount::new(CLAIMS)).bench_local(|| found(&corpus));
}

/// Contradictions to a report: drift, rules and the folding of findings.
#[divan::bench]
fn rules_and_folding(bencher: Bencher<'_, '_>) {
    let (corpus, settings) = (corpus(), settings());
    let found = found(&corpus);
    bencher
        .counter(ItemsCount::new(CLAIMS))
        .bench_local(|| check::reported(&SOURCES, &settings, &corpus, &found));
}

/// A report to text, in the two formats that are used most.
#[divan::bench(args = ["pretty", "json"])]
fn render(bencher: Bencher<'_, '_>, name: &str) {
    let report = check::check(&SOURCES, &Settings { cited_words: true, ..settings() });
    let format = report::format(name).expect("a known format");
    let options = RenderOptions { width: 100, colour: false };
    bencher.bench_local(|| {
        let mut out = Vec::new();
        let view = ReportView::new(&report, &SOURCES, rules::ALL, format.limit);
        (format.write)(&mut out, &view, options).expect("a vector takes all");
        out
    });
}

/// Everything from scratch.
#[divan::bench]
fn check_all(bencher: Bencher<'_, '_>) {
    LazyLock::force(&SOURCES);
    let settings = settings();
    bencher.counter(ItemsCount::new(CLAIMS)).bench_local(|| check::check(&SOURCES, &settings));
}

/// A new report after one line has changed, or one line has come or gone.
#[divan::bench(args = ["changed", "added and removed"])]
fn edited_line(bencher: Bencher<'_, '_>, how: &str) {
    let mut session = Session::new(SOURCES.clone(), settings());
    let _ = session.report();
    let text = SOURCES.iter().nth(1).expect("two texts").1.text();
    let line = text[text.len() / 2..].find('\n').map_or(0, |end| text.len() / 2 + end + 1);
    let end = line + text[line..].find('\n').unwrap_or(0);
    let mut round = 0;
    let mut next = || {
        round += 1;
        let (before, old, after) = (&text[..line], &text[line..end], &text[end..]);
        match how {
            "changed" => {
                let said = old.split_once(" in ").map_or(old, |(_, said)| said);
                format!("{before}displaced {} in {said}{after}", 5_000 + round)
            }
            _ if round % 2 == 0 => format!("{before}{old}\n{old}{after}"),
            _ => text.to_owned(),
        }
    };
    bencher.with_inputs(|| Source::new("a.claims", next())).bench_local_values(|source| {
        session.put(source);
        session.report()
    });
}
