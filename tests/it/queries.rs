//! What is asked of a corpus, and the answers: each file of `tests/queries` with the commands in its first lines
//! (`# $ ask '…' # expects: …`), and beside it what they print. What a command expects, parts between ` | `, must be in its answer
//! whatever `UPDATE=1` writes.

use std::fs;
use std::path::{Path, PathBuf};

use gainsay::check::Settings;
use gainsay::corpus::{Corpus, Describer};
use gainsay::source::{Source, Sources};
use gainsay::{model, query};

use crate::cli::Folder;
use crate::golden;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries");
    let entries = fs::read_dir(folder).expect("the folder of cases stands");
    let paths = entries.map(|entry| entry.expect("a readable entry").path());
    let mut cases: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "claims")).collect();
    cases.sort();
    cases
}

/// The words of a command, single quotation marks around those that hold blanks.
pub(crate) fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in command.split('\'').enumerate() {
        if number % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn what_is_asked_is_answered() {
    let cases = cases();
    assert!(!cases.is_empty(), "there are cases");
    for case in cases {
        let name = case.file_stem().expect("a case has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&case).expect("a readable case");
        let file = format!("{name}.claims");
        let folder = Folder::new(&[(file.as_str(), text.as_str())]);
        let mut shown = String::new();
        let commands = text.lines().filter_map(|line| line.strip_prefix("# $ "));
        for line in commands {
            let (command, essential) = line
                .split_once(" # expects: ")
                .unwrap_or_else(|| panic!("{name}: what does `{line}` expect?"));
            let mut arguments = words(command);
            arguments.extend(["--today".to_owned(), "2024-12-31".to_owned(), file.clone()]);
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let ran = folder.run(&arguments);
            let answer = format!("$ gainsay {command}\n{}{}[status {}]\n\n", ran.out, ran.err, ran.status);
            let words = answer.split_whitespace().collect::<Vec<_>>().join(" ");
            for part in essential.split(" | ") {
                assert!(words.contains(part), "{name}: `{command}` is not answered with `{part}`\n{answer}");
            }
            shown.push_str(&answer);
        }
        assert!(!shown.is_empty(), "{name} asks nothing");
        golden::check(&format!("tests/queries/{name}.txt"), &shown);
    }
}

#[test]
fn a_drawing_is_well_formed_and_shows_no_markup_of_the_corpus() {
    let text = "define measure deaths\n    kind cumulative\n\
                deaths 10 in \"<script>alert('1')</script>\" on 2024-03-01 by \"A & B\"\n\
                deaths 12 in \"<script>alert('1')</script>\" on 2024-03-02 by \"\u{202e}evil\"\n";
    let folder = Folder::new(&[("a.claims", text)]);
    let ran = folder.run(&["timeline", "deaths", "--svg", "a.svg", "a.claims"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let drawn = folder.read("a.svg");
    assert!(!drawn.contains("<script"), "{drawn}");
    assert!(!drawn.contains('\u{202e}'), "{drawn}");
    assert!(drawn.contains("A &amp; B"), "{drawn}");
    roxmltree::Document::parse(&drawn).expect("XML");
}

#[test]
fn nothing_to_draw_is_said() {
    let folder = Folder::new(&[("a.claims", "deaths 10 in Aldo on 2024-03-01 by A\n")]);
    let ran = folder.run(&["timeline", "deaths", "--svg", "a.svg", "a.claims"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("nothing to draw"), "{}", ran.err);
    assert!(!folder.path("a.svg").exists());
}

#[test]
fn claims_are_listed_by_a_query() {
    let text = "deaths 10 in Aldo on 2024-03-01 by Alpha\ndeaths 12 in Bria on 2024-03-02 by Alpha\n\
                deaths 12 in Aldo among children on 2024-03-05 by B\n";
    let folder = Folder::new(&[("a.claims", text)]);
    let cases: [(&str, &[u32]); 5] = [
        ("deaths in Aldo", &[1, 3]),
        ("deaths in Aldo among children", &[3]),
        ("by Alpha", &[1, 2]),
        ("deaths on 2 March 2024", &[2]),
        ("deaths since 2 March 2024", &[2, 3]),
    ];
    for (query, lines) in cases {
        let ran = folder.run(&["claims", "--where", query, "a.claims"]);
        assert_eq!(ran.status, 0, "{query}: {}", ran.err);
        let found: Vec<u32> = ran
            .out
            .lines()
            .map(|line| {
                let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
                value["line"].as_u64().expect("a line") as u32
            })
            .collect();
        assert_eq!(found, lines, "{query}");
    }
    let ran = folder.run(&["claims", "--where", "by Alphq", "a.claims"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("did you mean `Alpha`?"), "{}", ran.err);
}

#[test]
fn the_series_of_an_answer_is_drawn_however_many_longer_ones_the_query_has() {
    let mut text = "define measure deaths\n    kind cumulative\n".to_owned();
    for place in 10..25 {
        for day in 1..=3 {
            text.push_str(&format!("deaths {} in P{place} on 2024-03-{day:02} by A\n", 10 + day));
        }
    }
    text.push_str("deaths 4 in Zed on 2024-03-08 by A\ndeaths 5 in Zed on 2024-03-09 by A\n");
    let folder = Folder::new(&[("a.claims", &text)]);
    let ran = folder.run(&["ask", "deaths on 9 March 2024", "--format", "html", "a.claims"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("<svg") && ran.out.contains("Zed"), "{}", ran.out);
    let of_zed = ran.out.split("<figure").skip(1).any(|figure| figure.contains("Zed"));
    assert!(of_zed, "no chart of Zed: {}", ran.out);
}

#[test]
fn an_answer_and_its_charts_are_one_file_for_a_reader_without_a_terminal() {
    let text = "define measure deaths\n    kind cumulative\n    sums over group\n\
                deaths 30 in \"<script>alert('1')</script>\" on 2024-03-01 by \"A & B\"\n\
                deaths 12 in \"<script>alert('1')</script>\" on 2024-03-02 by \"\u{202e}evil\"\n\
                deaths 3 in \"<script>alert('1')</script>\" among children on 2024-03-01 by C\n\
                deaths 5 in \"<script>alert('1')</script>\" among children on 2024-03-02 by C\n";
    let folder = Folder::new(&[("a.claims", text)]);
    let asked: [&[&str]; 2] = [&["ask", "deaths on 2 March"], &["timeline", "deaths"]];
    for command in asked {
        let ran = folder.run(&[command, &["--format", "html", "a.claims"]].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        let page = &ran.out;
        assert!(!page.contains("<script") && !page.contains('\u{202e}'), "{page}");
        assert!(page.contains("A &amp; B") && page.contains("default-src 'none'"), "{page}");
        assert_eq!(page.matches("<figure>").count(), 2, "{page}");
        assert!(page.contains("at least 30: 30 on 1 March 2024"), "{page}");
        assert!(!page.contains("href=\"/"), "no link leads to a server: {page}");
    }
    let drawn = folder.run(&["timeline", "deaths", "--svg", "a.svg", "a.claims"]);
    assert_eq!((drawn.status, drawn.err.as_str()), (0, ""));
    let drawn = folder.read("a.svg");
    assert_eq!(drawn.matches("<g transform").count(), 2, "{drawn}");
    roxmltree::Document::parse(&drawn).expect("XML");
}

#[test]
fn every_answer_is_as_its_schema_says() {
    let text = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries/what-does-not-stand.claims"),
    )
    .expect("a readable case");
    let folder = Folder::new(&[("a.claims", text.as_str())]);
    let asked: [&[&str]; 7] = [
        &["ask", "injured"],
        &["timeline", "injured"],
        &["sources"],
        &["trace", "@wrong"],
        &["replay"],
        &["claims", "--where", "injured by Police said 7 March 2024"],
        &["what-if", "--without", "@wrong"],
    ];
    let schemas = gainsay::query::SCHEMAS.iter().chain(&gainsay::report::SCHEMAS);
    for ((name, _), command) in schemas.zip(asked) {
        let schema = folder.run(&["explain", name]);
        assert_eq!(schema.status, 0, "{}", schema.err);
        let schema: serde_json::Value = serde_json::from_str(&schema.out).expect("a schema is JSON");
        let mut compiler = boon::Compiler::new();
        compiler.add_resource("schema.json", schema).expect("a schema");
        let mut schemas = boon::Schemas::new();
        let index = compiler.compile("schema.json", &mut schemas).expect("a schema that compiles");
        let arguments = [command, &["--format", "json", "a.claims"]].concat();
        let ran = folder.run(&arguments);
        assert_eq!(ran.status, 0, "{command:?}: {}", ran.err);
        let answer: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        // A claim is one line of many, which do not all repeat the name of their form.
        let is_named = answer["schema"].as_str().is_some_and(|schema| schema.starts_with("gainsay-"));
        assert!(is_named || command[0] == "claims", "{answer}");
        if let Err(error) = schemas.validate(&answer, index) {
            panic!("{command:?}: {error:#}\n{answer:#}");
        }
    }
}

/// Words of queries, of values, and what is neither.
fn piece() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    prop_oneof![
        Just("deaths".to_owned()),
        Just("in Aldo".to_owned()),
        Just("among \"chil\\\"dren\"".to_owned()),
        Just("on 7 March".to_owned()),
        Just("on 29 February".to_owned()),
        Just("since yesterday".to_owned()),
        Just("from 2024-03-05 to 2024-03-01".to_owned()),
        Just("by Police, Mayor via Reuters".to_owned()),
        Just("event opening planned".to_owned()),
        Just("quote by Mayor".to_owned()),
        Just("of [a: b".to_owned()),
        Just("expected".to_owned()),
        Just("is between 4 and 5".to_owned()),
        "\\PC{0,6}",
        Just("\u{202e}\u{1b}[31m".to_owned()),
    ]
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 300, ..Default::default() })]

    #[test]
    fn no_query_brings_an_answer_down(pieces in proptest::collection::vec(piece(), 0..5), seed in 0..4_usize) {
        use gainsay::check::Settings;
        use gainsay::corpus::Corpus;
        use gainsay::model::{self, Day};
        use gainsay::query;
        use gainsay::report::{self, RenderOptions};
        use gainsay::source::{Source, Sources};

        let text = pieces.join(["", " ", "\n  ", "  # x\n "][seed]);
        let cases = ["agreement", "what-does-not-stand", "what-follows", "other-values"];
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/queries/{}.claims", cases[seed]));
        let claims = fs::read_to_string(file).expect("a readable case");
        let sources = Sources::new(vec![Source::new("a.claims", claims)]);
        let settings = Settings::default();
        let mut corpus = Corpus::new(model::read(&sources, &settings.read_options()));
        let options = RenderOptions { width: 40 + seed * 30, colour: false };
        let mut out = Vec::new();
        match query::read(&mut corpus, &text, Day::of_iso("2024-12-31")) {
            Ok(query) => {
                let answer = query::ask(&corpus, &sources, &text, &query);
                report::answer(&mut out, &answer, options).expect("a vector takes all");
                report::json_line(&mut out, &answer).expect("a vector takes all");
                let timeline = query::timeline(&corpus, &sources, &text, &query);
                report::timeline(&mut out, &timeline, options).expect("a vector takes all");
                report::timeline_csv(&mut out, &timeline).expect("a vector takes all");
                let series: Vec<_> = timeline.series.iter().collect();
                report::svg(&mut out, &series).expect("a vector takes all");
                report::timeline_file(&mut out, &timeline, "2024-12-31").expect("a vector takes all");
                let series = query::answered_series(&answer, &corpus, &sources, &query);
                report::answer_file(&mut out, &answer, &series, "2024-12-31").expect("a vector takes all");
            }
            Err(problems) => {
                for problem in &problems {
                    let range = problem.at.start as usize..problem.at.end as usize;
                    proptest::prop_assert!(text.get(range).is_some(), "{problem:?} is not in {text:?}");
                }
                report::query_problems(&mut out, &text, &problems, options).expect("a vector takes all");
            }
        }
        // Nothing of a query reaches a terminal unseen.
        let shown = String::from_utf8(out).expect("UTF-8");
        let is_hidden = |c: &char| c.is_control() && *c != '\n' || ('\u{202a}'..='\u{202e}').contains(c);
        proptest::prop_assert!(shown.chars().find(is_hidden).is_none(), "{shown:?}");
    }
}

/// The texts of a corpus of the repository.
fn texts(folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            texts(&path, found);
        } else if path.extension().is_some_and(|end| end == "claims") {
            let text = fs::read(&path).expect("a readable text");
            found.push(Source::from_bytes(path.to_string_lossy(), text));
        }
    }
}

#[test]
fn every_series_has_an_address_that_finds_it() {
    const EACH: usize = 150;
    let hostile = "deaths 1 in \"Bosnia and Herzegovina\" on 2024-03-01 by \"A, B\"\n\
        deaths 1 in \"said on 5\" among \"by X\" for \"a \\\"b\\\"\" on 2024-03-01\n\
        \"toll in 2019\" 1 in \"[a: b]\" on 2024-03-01\n\
        \"the dam is safe\" is true in \"since\" on 2024-03-01\n\
        event \"fall of the wall\" on 9 November 1989\n\
        deaths expected 1 in <b> [\"a key\": \"c, d\"] on 2024-03-01\n";
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut all = vec![Sources::new(vec![Source::new("hostile.claims", hostile)])];
    for entry in fs::read_dir(corpora).expect("there are corpora") {
        let mut found = Vec::new();
        let folder = entry.expect("a readable entry").path();
        if folder.is_dir() {
            texts(&folder, &mut found);
        }
        all.push(Sources::new(found));
    }
    let settings = Settings::default();
    let mut count = 0;
    for sources in all {
        let mut corpus = Corpus::new(model::read(&sources, &settings.read_options()));
        let facts: Vec<_> = {
            let words = Describer { corpus: &corpus, sources: &sources };
            corpus.series.iter().take(EACH).map(|series| words.fact(series, None)).collect()
        };
        for fact in facts {
            let text = query::query_for_series(&fact.measure, &fact.scope);
            let query = query::read(&mut corpus, &text, None)
                .unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
            let found = query::timeline(&corpus, &sources, &text, &query);
            let is_it =
                |series: &query::TimelineSeries| series.measure == fact.measure && series.scope == fact.scope;
            assert!(found.series.iter().any(is_it), "`{text}` does not find {fact:?}");
            count += 1;
        }
    }
    assert!(count > 100, "{count} series");
}

#[test]
fn texts_without_claims_are_no_news_to_whoever_asks() {
    let folder = Folder::new(&[
        ("ORIGIN.md", "Where it is from.\n"),
        ("a.claims", "deaths 3 in X on 2020-01-01 by A\n"),
    ]);
    assert!(folder.run(&["check", "."]).err.contains("passed over"));
    let asked = folder.run(&["ask", "deaths in X", "."]);
    assert!(asked.status == 0 && !asked.err.contains("passed over"), "{asked:?}");
    // Where there is nothing to ask, it is the reason.
    let folder = Folder::new(&[("ORIGIN.md", "Where it is from.\n")]);
    let asked = folder.run(&["ask", "deaths in X", "."]);
    assert!(asked.status != 0 && asked.err.contains("ORIGIN.md: there is no block in it"), "{asked:?}");
}
