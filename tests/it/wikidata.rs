//! Entities of Wikidata: their statements as claims, what is left out of them, and what is reported back to Wikidata.

use std::fmt::Write as _;

use gainsay::intake::{BlockSize, Sheet};
use gainsay::model;
use gainsay::settings::Settings;
use gainsay::source::{Source, Sources};
use proptest::prelude::{Strategy, any, proptest};
use proptest::test_runner::Config;

use crate::cli::Folder;
use crate::golden;

const BERLIN: &str = include_str!("../wikidata/berlin.json");
const DESK: &str = include_str!("../wikidata/desk.claims");
const ALASKA: &str = include_str!("../wikidata/alaska.json");
const DUMP: &str = include_str!("../wikidata/dump.json");

/// An item with one property's statements.
fn item(statements: &[String]) -> String {
    format!(
        r#"{{"type":"item","id":"Q64","labels":{{"en":{{"language":"en","value":"Berlin"}}}},"claims":{{"P1082":[{}]}}}}"#,
        statements.join(",")
    )
}

/// A statement of some value, with whatever else belongs to it.
fn statement(is_a: &str, value: &str, more: &str) -> String {
    format!(
        r#"{{"mainsnak":{{"snaktype":"value","property":"P1082","datavalue":{{"value":{value},"type":"{is_a}"}}}},"id":"Q64$A","rank":"normal"{more}}}"#
    )
}

fn quantity(amount: &str, more: &str) -> String {
    statement("quantity", &format!(r#"{{"amount":"{amount}","unit":"1"}}"#), more)
}

fn qualifier(property: &str, is_a: &str, value: &str) -> String {
    format!(
        r#""{property}":[{{"snaktype":"value","property":"{property}","datavalue":{{"value":{value},"type":"{is_a}"}}}}]"#
    )
}

fn time(text: &str, precision: u32) -> String {
    format!(
        r#"{{"time":"{text}","precision":{precision},"calendarmodel":"http://www.wikidata.org/entity/Q1985727"}}"#
    )
}

/// What `gainsay claims` gives of each claim: measure, scope, value, time and origin.
fn claims(name: &str, text: &str) -> Vec<String> {
    let folder = Folder::new(&[(name, text)]);
    let ran = folder.run(&["claims", name]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let line = |line: &str| {
        let claim: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
        let mut said = format!("{} {} ", text(&claim["measure"]), claim["scope"]);
        let _ = write!(said, "{} ", claim["value"]["text"].as_str().unwrap_or(&claim["value"].to_string()));
        let _ = write!(said, "{}/{} ", text(&claim["time"]["from"]), text(&claim["time"]["to"]));
        said + &text(&claim["origin"])
    };
    ran.out.lines().map(line).collect()
}

/// The findings of a file, a line each.
fn short(name: &str, text: &str) -> Vec<String> {
    let ran = Folder::new(&[(name, text)]).run(&["check", name, "--format", "short"]);
    ran.out.lines().map(str::to_owned).collect()
}

#[test]
fn statements_are_read_as_claims() {
    let folder = Folder::new(&[("berlin.json", BERLIN), ("alaska.json", ALASKA), ("dump.json", DUMP)]);
    let mut all = String::new();
    for name in ["berlin.json", "alaska.json", "dump.json"] {
        let ran = folder.run(&["claims", name, "--format", "csv"]);
        let _ = write!(all, "# {name}\n{}", ran.out.replace('\r', ""));
    }
    golden::check("tests/wikidata/claims.txt", &all);
}

#[test]
fn what_others_contradict_is_found_and_reported_to_wikidata() {
    let folder = Folder::new(&[("berlin.json", BERLIN), ("desk.claims", DESK), ("dump.json", DUMP)]);
    let ran = folder.run(&["check", "--format", "short"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    golden::check("tests/wikidata/findings.txt", &ran.out);
    // What is no claim is told, a line for each file.
    let told = "berlin.json: left out: dates no closer than a century (1), coordinates (1), identifiers of other databases (1)";
    assert!(ran.err.contains(told), "{ran:?}");
    let ran = folder.run(&["check", "--format", "mismatch-finder", "--fail-on", "never"]);
    golden::check("tests/wikidata/mismatches.csv", &ran.out);
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert!(rows.len() == 2 && rows.iter().all(|row| row.len() == 8), "{rows:?}");
    for row in &rows {
        assert!(row[1].starts_with(&format!("{}$", &row[0])) && BERLIN.contains(&row[1]), "{row:?}");
    }
}

#[test]
fn a_date_is_reported_in_its_own_calendar() {
    let desk = "\"birth date\" for \"George Washington\" is 1732-02-21 by Registry <https://example.org/r>\n";
    let folder = Folder::new(&[("dump.json", DUMP), ("desk.claims", desk)]);
    let ran = folder.run(&["check", "--format", "mismatch-finder", "--fail-on", "never"]);
    let row = "Q23,q23$4F0B3C52-0000-4000-8000-000000000001,P569,1732-02-11,Q1985786,1732-02-21,https://example.org/r,statement";
    assert!(ran.out.lines().any(|line| line == row), "{ran:?}");
}

#[test]
fn every_enclosure_gives_the_same_claims() {
    let one = item(&[quantity("+5", &stated_in("Q1")), quantity("+6", &stated_in("Q2"))]);
    let expected = claims("a.json", &one);
    assert_eq!(expected[0], r#"population {"subject":"Berlin"} 5 -/- Q1"#);
    for (name, text) in [
        ("a.json", format!("[{one}]")),
        ("a.json", format!("[\n{one},\n{{\"type\":\"item\",\"id\":\"Q9\",\"claims\":[]}}\n]\n")),
        ("a.json", format!("\u{FEFF}{{\"entities\":{{\"Q64\":{one}}},\"success\":1}}")),
        ("a.jsonl", format!("{one}\n")),
        ("a.jsonl", format!("[\n{one},\n]\n")),
    ] {
        assert_eq!(claims(name, &text), expected, "{name} {text}");
    }
    // Spread over lines, a file looks otherwise and says the same.
    let value: serde_json::Value = serde_json::from_str(&one).expect("it is JSON");
    assert_eq!(claims("a.json", &serde_json::to_string_pretty(&value).expect("it is")), expected);
}

#[test]
fn ranks_qualifiers_and_references_say_what_they_say() {
    let one = |more: &str| claims("a.json", &item(&[quantity("+5", more)])).join("\n");
    let with = |qualifiers: &[String]| one(&format!(r#","qualifiers":{{{}}}"#, qualifiers.join(",")));
    let place = r#"population {"subject":"Berlin"}"#;
    let at = |property: &str, date: &str, precision| qualifier(property, "time", &time(date, precision));
    assert_eq!(
        with(&[at("P585", "+2019-12-31T00:00:00Z", 11)]),
        format!("{place} 5 2019-12-31/2019-12-31 Wikidata")
    );
    assert_eq!(
        with(&[at("P585", "+2019-12-00T00:00:00Z", 10)]),
        format!("{place} 5 2019-12-01/2019-12-31 Wikidata")
    );
    assert_eq!(
        with(&[at("P580", "+2019-00-00T00:00:00Z", 9), at("P582", "+2020-02-01T00:00:00Z", 11)]),
        format!("{place} 5 2019-01-01/2020-02-01 Wikidata")
    );
    let item_of = |id: &str| format!(r#"{{"entity-type":"item","numeric-id":{id}}}"#);
    let scope = with(&[
        qualifier("P459", "wikibase-entityid", &item_of("39825")),
        qualifier("P518", "wikibase-entityid", &item_of("5")),
        qualifier("P1545", "string", "\"2\""),
    ]);
    assert_eq!(scope, r#"population {"method":"Q39825","part":"Q5","subject":"Berlin"} 5 -/- Wikidata"#);
    let about = with(&[qualifier("P1480", "wikibase-entityid", &item_of("5727902"))]);
    assert_eq!(about, format!("{place} about 5 -/- Wikidata"));
    let reference = |snaks: &[String]| format!(r#"{{"snaks":{{{}}}}}"#, snaks.join(","));
    let references = [
        reference(&[qualifier("P248", "wikibase-entityid", &item_of("764739"))]),
        reference(&[
            qualifier("P854", "string", "\"https://www.example.org/a\""),
            at("P577", "+2020-01-02T00:00:00Z", 11),
        ]),
        reference(&[qualifier("P214", "string", "\"1\"")]),
    ];
    let several = one(&format!(r#","references":[{}]"#, references.join(",")));
    // A level without a date of its own holds when it was said.
    assert_eq!(several, format!("{place} 5 -/- Q764739\n{place} 5 2020-01-02/2020-01-02 example.org"));
}

#[test]
fn several_names_at_a_time_contradict_nothing() {
    let name = |id: u32, more: &str| {
        statement("wikibase-entityid", &format!(r#"{{"entity-type":"item","numeric-id":{id}}}"#), more)
            .replace("Q64$A", &format!("Q64$A{id}"))
            .replace("P1082", "P1376")
    };
    let of = |statements: &[String]| item(statements).replace("P1082", "P1376");
    assert_eq!(short("a.json", &of(&[name(1, ""), name(2, "")])), Vec::<String>::new());
    let period = |from: &str, to: &str| {
        let ends = [qualifier("P580", "time", &time(from, 11)), qualifier("P582", "time", &time(to, 11))];
        format!(r#","qualifiers":{{{}}}"#, ends.join(","))
    };
    let first = name(1, &period("+2001-01-01T00:00:00Z", "+2005-01-01T00:00:00Z"));
    let then = name(2, &period("+2005-01-01T00:00:00Z", "+2009-01-01T00:00:00Z"));
    let file = of(&[first, then]);
    assert_eq!(short("a.json", &file), Vec::<String>::new());
    // One after the other, each is the only one, so that another name contradicts it.
    let desk = "P1376 for Berlin is Pankow on 2003-05-05 by Desk <https://example.org>\n";
    let named = "[tables.\"a.json\"]\nlabels = { Q1 = \"Mitte\", Q2 = \"Wedding\" }\n";
    let files = [("a.json", &*file), ("b.claims", desk), ("gainsay.toml", named)];
    let ran = Folder::new(&files).run(&["check", "--format", "short"]);
    assert!(ran.out.contains("conflicting-values"), "{ran:?}");
}

#[test]
fn an_item_without_a_name_contradicts_no_name() {
    let file = item(&[statement("wikibase-entityid", r#"{"entity-type":"item","numeric-id":30}"#, "")])
        .replace("P1082", "P1376");
    let desk = "P1376 for Berlin is Germany by Desk <https://example.org>\n";
    let run = |vocabulary: &str| {
        let files = [("a.json", &*file), ("b.claims", desk), ("vocabulary.claims", vocabulary)];
        Folder::new(&files).run(&["check", "--format", "short"])
    };
    let ran = run("# Nothing\n");
    assert!(!ran.out.contains("C116"), "{ran:?}");
    assert!(
        ran.err.contains("a.json: left out of comparisons: items of which no name is known (1)"),
        "{ran:?}"
    );
    // The vocabulary may name it, by the same name or by another.
    let ran = run("define place Germany\n    aka Q30\n");
    assert!(!ran.out.contains("C116") && !ran.err.contains("nothing names"), "{ran:?}");
    let ran = run("define place France\n    aka Q30\n");
    assert!(ran.out.contains("C116"), "{ran:?}");
}

#[test]
fn labels_come_from_the_settings_the_file_or_nowhere() {
    let file = r#"[{"type":"item","id":"Q64","labels":{"en":{"value":"Berlin"},"de":{"value":"Berlin (Stadt)"}},"claims":{"P9":[{"mainsnak":{"snaktype":"value","property":"P9","datavalue":{"value":{"amount":"+5","unit":"1"},"type":"quantity"}},"id":"Q64$A","rank":"normal"}]}},{"type":"property","id":"P9","labels":{"de":{"value":"Höhe"}},"claims":{}}]"#;
    let run = |settings: &str| {
        let folder = Folder::new(&[("a.json", file), ("gainsay.toml", settings)]);
        let ran = folder.run(&["claims", "a.json"]);
        let claim: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
        format!("{} {}", claim["measure"], claim["scope"])
    };
    assert_eq!(run(""), r#""P9" {"subject":"Berlin"}"#);
    assert_eq!(run("[tables.\"a.json\"]\nlanguage = \"de\""), r#""Höhe" {"subject":"Berlin (Stadt)"}"#);
    let labels =
        "[tables.\"a.json\"]\nlabels = { P9 = \"depth\", Q64 = \"Spree\" }\ncolumns = { entity = \"place\" }";
    assert_eq!(run(labels), r#""depth" {"place":"Spree"}"#);
}

#[test]
fn what_is_broken_is_told_where_it_stands() {
    let broken = [
        (item(&[quantity("12x", "")]), "Q64, P1082: `12x` is no decimal number"),
        (item(&["5".to_owned()]), "Q64, P1082: a statement is an object"),
        (item(&["{}".to_owned()]), "Q64, P1082: the statement has no `mainsnak`"),
        (item(&[statement("time", &time("+1900-02-30T00:00:00Z", 11), "")]), "is no day of the calendar"),
        (item(&[statement("quantity", r#"{"amount":"+5"}"#, "")]), "the quantity has no `unit`"),
        (item(&[statement("string", "\"\"", "")]), "Q64, P1082: this text is empty"),
        (item(&[quantity("+5", r#","qualifiers":[3]"#)]), "the qualifiers are no object of lists"),
        ("{}".to_owned(), "there is no entity of Wikidata in this file"),
        ("[".to_owned(), "there is no entity of Wikidata in this file"),
        (String::new(), "there is no entity of Wikidata in this file"),
        (
            "{\"id\":\"Q1\",\"claims\":3,\"type\":\"item\"}".to_owned(),
            "the statements of Q1 are no object of lists",
        ),
        (item(&[quantity("+5", "")]).replace("]}}", "]"), "there is no entity of Wikidata here: EOF"),
        ("[".repeat(100_000), "there is no entity of Wikidata here"),
    ];
    for (text, message) in broken {
        let found = short("a.json", &text);
        assert!(
            found.len() == 1 && found[0].contains(message) && found[0].contains("R101"),
            "{} {found:?}",
            text.chars().take(200).collect::<String>()
        );
    }
    // A broken line of a dump costs no other.
    let dump = format!("[\n{},\n{{\"id\":\"Q1\",\n{},\n]", item(&[]), item(&[quantity("+5", "")]));
    let found = short("a.json", &dump);
    assert!(found[0].starts_with("a.json:3:"), "{found:?}");
    let folder = Folder::new(&[("a.json", &dump)]);
    assert_eq!(folder.run(&["claims", "a.json"]).out.lines().count(), 1);
}

#[test]
fn bounds_that_were_swapped_are_tolerated_and_old_dumps_read() {
    let bounded = r#"{"amount":"+60","lowerBound":"+65","upperBound":"+55","unit":"1"}"#;
    let all = claims("a.json", &item(&[statement("quantity", bounded, "")]));
    assert_eq!(all, [r#"population {"subject":"Berlin"} 60 (55 to 65) -/- Wikidata"#]);
    // Empty lists for empty objects, ids in small letters, years with leading zeros.
    let old = r#"{"type":"item","aliases":[],"labels":[],"id":"Q8","claims":{"P580":[{"rank":"normal","mainsnak":{"snaktype":"value","property":"P580","datavalue":{"type":"time","value":{"time":"+00000001917-12-06T00:00:00Z","precision":11}}},"references":[{"snaks":{"P143":[{"property":"P143","datavalue":{"type":"wikibase-entityid","value":{"entity-type":"item","numeric-id":10000}}}]}}],"id":"q8$A","type":"statement"}]}}"#;
    assert_eq!(claims("a.json", old), [r#"P580 {"subject":"Q8"} 1917-12-06 -/- Q10000"#]);
}

/// The status of each claim of a file, by its value.
fn statuses(file: &str) -> Vec<(String, String)> {
    let ran = Folder::new(&[("a.json", file)]).run(&["claims", "a.json"]);
    let of = |line: &str| {
        let claim: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
        (text(&claim["value"]["text"]), text(&claim["status"]))
    };
    ran.out.lines().map(of).collect()
}

/// A reference of a statement to an item.
fn stated_in(item: &str) -> String {
    let snak = format!(
        r#"{{"snaktype":"value","property":"P248","datavalue":{{"value":{{"id":"{item}"}},"type":"wikibase-entityid"}}}}"#
    );
    format!(r#","references":[{{"snaks":{{"P248":[{snak}]}}}}]"#)
}

fn ranked(rank: &str, statement: &str) -> String {
    statement
        .replace(r#""rank":"normal""#, &format!(r#""rank":"{rank}""#))
        .replace("Q64$A", &format!("Q64${rank}"))
}

#[test]
fn a_deprecated_statement_is_retracted() {
    let of = |figure: &str, status: &str| (figure.to_owned(), status.to_owned());
    let deprecated = ranked("deprecated", &quantity("+9", &stated_in("Q2")));
    let file = item(&[quantity("+5", &stated_in("Q1")), deprecated.clone()]);
    assert_eq!(statuses(&file), [of("5", "current"), of("9", "retracted")]);
    // What stands of the same source and time is not retracted with it.
    let file = item(&[quantity("+5", &stated_in("Q2")), deprecated]);
    assert_eq!(statuses(&file), [of("5", "current")]);
}

#[test]
fn what_wikidata_keeps_side_by_side_is_no_slip_of_its_own() {
    let rivals = |one: &str, other: &str| {
        item(&[one.to_owned(), ranked("other", other).replace("other\"", "normal\"")])
    };
    // One is preferred: it is what Wikidata says.
    let file = item(&[quantity("+5", ""), ranked("preferred", &quantity("+9", ""))]);
    assert_eq!(statuses(&file).len(), 1);
    let file_of_one =
        item(&[quantity("+5", &stated_in("Q1")), ranked("preferred", &quantity("+9", &stated_in("Q1")))]);
    assert_eq!(statuses(&file_of_one).len(), 1);
    let file_of_two =
        item(&[quantity("+5", &stated_in("Q1")), ranked("preferred", &quantity("+9", &stated_in("Q2")))]);
    assert_eq!(statuses(&file_of_two).len(), 2);
    // Nobody is said to state either.
    let unreferenced = rivals(&quantity("+5", ""), &quantity("+9", ""));
    assert_eq!(statuses(&unreferenced).len(), 0);
    // Two sources disagree.
    let day = qualifier("P585", "time", &time("+2020-12-31T00:00:00Z", 11));
    let by = |source: &str| format!(r#","qualifiers":{{{day}}}{}"#, stated_in(source));
    let referenced = rivals(&quantity("+5", &by("Q1")), &quantity("+9", &by("Q2")));
    assert!(short("a.json", &referenced).iter().any(|line| line.contains("C101")), "{referenced}");
    for file in [&file, &unreferenced] {
        assert!(!short("a.json", file).iter().any(|line| line.contains("C102")), "{file}");
    }
}

#[test]
fn what_restricts_a_statement_keeps_it_from_others() {
    let text = |words: &str| qualifier("P999", "string", &format!("\"{words}\""));
    let role = |item: &str| qualifier("P3831", "wikibase-entityid", &format!(r#"{{"id":"{item}"}}"#));
    for (one, other) in [(text("male"), text("female")), (role("Q1"), role("Q2"))] {
        let with = |figure: &str, restriction: &str| {
            quantity(figure, &format!(r#","qualifiers":{{{restriction}}}{}"#, stated_in("Q7")))
        };
        let file = item(&[with("+5", &one), with("+9", &other).replace("Q64$A", "Q64$B")]);
        assert_eq!(statuses(&file).len(), 2, "{file}");
        assert!(!short("a.json", &file).iter().any(|line| line.contains("[C1")), "{file}");
    }
    // How sure it is, in words that no claim has.
    let at_least = qualifier("P1480", "wikibase-entityid", r#"{"id":"Q999"}"#);
    let file = item(&[quantity("+40", &format!(r#","qualifiers":{{{at_least}}}"#))]);
    assert_eq!(statuses(&file).len(), 0);
}

#[test]
fn conversion_keeps_what_is_claimed() {
    let folder = Folder::new(&[("berlin.json", BERLIN), ("alaska.json", ALASKA)]);
    for name in ["berlin.json", "alaska.json"] {
        let of = |file: &str| {
            let ran = folder.run(&["claims", file]);
            let plain = |line: &str| {
                let mut claim: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
                for key in ["id", "file", "line"] {
                    claim[key] = serde_json::Value::Null;
                }
                claim["time"]["text"] = serde_json::Value::Null;
                claim["value"]["text"] = serde_json::Value::Null;
                claim.to_string()
            };
            let mut all: Vec<String> = ran.out.lines().map(plain).collect();
            all.sort();
            all
        };
        let expected = of(name);
        for (to, file) in [("claims", "x.claims"), ("csv", "x.csv"), ("jsonl", "x.jsonl")] {
            let converted = folder.run(&["convert", name, "--to", to]);
            assert_eq!(converted.status, 0, "{converted:?}");
            assert!(converted.err.contains(&format!("{name}: left out: ")), "{converted:?}");
            folder.write(file, converted.out.as_bytes());
            assert_eq!(of(file), expected, "{name} as {to}");
        }
    }
}

#[test]
fn other_json_in_a_folder_is_nobodys_business() {
    let folder = Folder::new(&[("package.json", "{\"name\":\"x\"}"), ("a.claims", DESK)]);
    let ran = folder.run(&["check"]);
    assert!(!format!("{ran:?}").contains("package.json"), "{ran:?}");
}

fn damaged() -> impl Strategy<Value = String> {
    (any::<u16>(), any::<u16>(), "[\\PC\\[\\]{}\",:0-9-]{0,6}").prop_map(|(from, size, put)| {
        let mut from = from as usize * 7 % BERLIN.len();
        let mut to = (from + size as usize % 300).min(BERLIN.len());
        while !BERLIN.is_char_boundary(from) {
            from -= 1;
        }
        while !BERLIN.is_char_boundary(to) {
            to += 1;
        }
        format!("{}{put}{}", &BERLIN[..from], &BERLIN[to..])
    })
}

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, ..Config::default() })]
    #[test]
    fn a_damaged_file_is_read_as_far_as_it_goes(text in damaged()) {
        let sources = Sources::new(vec![Source::new("a.json", text)]);
        let (_, source) = sources.iter().next().expect("there is one");
        let sheet = Sheet::open(source, None, BlockSize::ONCE).expect("it is a table");
        for error in sheet.errors() {
            assert!(sheet.place(error.at).end as usize <= source.text().len());
        }
        let settings = gainsay::check::Settings { corpus: Settings::default(), ..Default::default() };
        let model = model::read(&sources, &settings.read_options());
        for claim in &model.claims {
            assert!(source.text()[claim.place.span.start as usize..].starts_with('{'));
        }
    }
}
