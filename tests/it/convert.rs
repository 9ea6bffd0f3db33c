//! Claims to a sheet or to objects and back: the same claims, except for what is reported as lost.

use std::fs;
use std::path::Path;

use gainsay::convert::{Converted, convert};
use gainsay::corpus::{Corpus, Describer};
use gainsay::intake::{FileFormat, open_workbook};
use gainsay::model::{self, Model};
use gainsay::settings::Settings as Settled;
use gainsay::source::{Include, Source, Sources};
use proptest::prelude::*;

use crate::properties::cases;

fn read(name: &str, text: &str, others: &[(&str, &str)]) -> (Sources, Model) {
    let own = (name, text);
    let files = others.iter().chain([&own]).map(|(name, text)| Source::new(*name, *text));
    let sources = Sources::new(files.collect());
    let vocabulary: Vec<String> = others.iter().map(|(name, _)| (*name).to_owned()).collect();
    let given = model::ReadOptions {
        includes: &others
            .iter()
            .map(|(other, _)| Include {
                from: name.to_owned(),
                path: (*other).to_owned(),
                to: Ok((*other).to_owned()),
            })
            .collect::<Vec<_>>(),
        vocabulary: &vocabulary,
        as_of: None,
        settings: &Settled::default(),
        paths: &Default::default(),
        archive: &Default::default(),
        will_be_read_again: false,
        progress: &Default::default(),
    };
    let model = model::read(&sources, &given);
    (sources, model)
}

/// Every claim of a text in a line without its place, in order.
fn claims(name: &str, text: &str, others: &[(&str, &str)]) -> Vec<String> {
    let (sources, model) = read(name, text, others);
    let corpus = Corpus::new(model);
    let words = Describer { corpus: &corpus, sources: &sources };
    let registers = &corpus.model.registers;
    let ours = |at: &u32| sources.get(corpus.claim(*at).place.file).name() == name;
    let line = |at: u32| {
        let claim = corpus.claim(at);
        let scope: Vec<String> = registers
            .scopes
            .get(claim.scope.0)
            .iter()
            .map(|&(key, name)| {
                format!("{}={}", registers.keys.get(key.0).key, registers.names.get(name.0).key)
            })
            .collect();
        let label = claim.label.map(|label| registers.labels.get(label.0).display.clone());
        let unit = claim.unit.map(|unit| corpus.model.vocabulary.units.name(unit));
        let chain: Vec<&str> = registers
            .chains
            .get(claim.via.0)
            .iter()
            .map(|&outlet| registers.sources.get(outlet.0).key.as_str())
            .collect();
        let origin = claim.origin.map(|origin| words.source(origin).to_lowercase());
        let value = match &claim.value {
            model::claim::Value::Name(id) => registers.names.get(id.0).key.to_string(),
            model::claim::Value::Quote(id) => registers.words.get(id.0).display.to_string(),
            model::claim::Value::Set(members) => {
                let name = |id: &model::register::NameId| registers.names.get(id.0).key.to_string();
                match &**members {
                    model::claim::Members::Exactly(all) => {
                        let mut all: Vec<String> = all.iter().map(name).collect();
                        all.sort();
                        format!("{all:?}")
                    }
                    model::claim::Members::Includes(one) => format!("with {}", name(one)),
                    model::claim::Members::Excludes(one) => format!("without {}", name(one)),
                }
            }
            other => format!("{other:?}"),
        };
        format!(
            "{label:?} {} {scope:?} {:?} {value} {unit:?} {:?} {:?} {origin:?} {chain:?} {:?} {:?} {:?} {:?}",
            registers.measures.get(claim.measure.0).key,
            claim.mode,
            claim.time,
            claim.time_from,
            claim.said,
            claim.published,
            claim.status,
            claim.details.as_ref().map(|details| {
                // Blanks around a note do not matter.
                let trim = |(key, says): &(String, String)| (key.clone(), says.trim().to_owned());
                let mut rest: Vec<(String, String)> = details.rest.iter().map(trim).collect();
                rest.sort();
                (details.url.clone(), details.tally, details.based_on.clone(), rest)
            }),
        )
    };
    (0..corpus.claims().len() as u32).filter(ours).map(line).collect()
}

fn into(name: &str, text: &str, others: &[(&str, &str)], to: FileFormat) -> Converted {
    let (_, model) = read(name, text, others);
    let source = Source::new(name, text);
    let table = matches!(FileFormat::of(name), Some(FileFormat::Cells | FileFormat::Objects));
    let split = |head: &str| if table { None } else { model.split(head) };
    convert(&source, None, None, to, &split)
}

/// The first claims that differ.
fn differ(one: &[String], other: &[String]) -> String {
    let first = one.iter().zip(other).find(|(one, other)| one != other);
    format!("{} and {} claims; {first:#?}", one.len(), other.len())
}

/// The text of the only sheet of a workbook.
fn text_of(workbook: &[u8]) -> String {
    let sheets = open_workbook(workbook, |_| None).expect("what was written is a workbook");
    assert!(sheets.len() <= 1 && sheets.iter().all(|sheet| sheet.hidden_rows.is_empty()));
    sheets.into_iter().find_map(|sheet| sheet.text).unwrap_or_default()
}

/// A claim's line without the line breaks of its details and words, which a cell of a workbook does not have.
fn on_one_line(claim: &str) -> String {
    claim.replace("\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Converts a text in every direction and compares the claims.
fn round(name: &str, text: &str, others: &[(&str, &str)]) -> Result<usize, String> {
    let before = claims(name, text, others);
    for (form, end) in
        [(FileFormat::Cells, "csv"), (FileFormat::Objects, "jsonl"), (FileFormat::Workbook, "xlsx#Claims")]
    {
        let mut there = into(name, text, others, form);
        let lost = format!("{:?}", there.lost);
        let away = format!("z.{end}");
        let is_workbook = form == FileFormat::Workbook;
        if is_workbook {
            there.text = text_of(&there.workbook);
        }
        let lines = |claims: Vec<String>| match is_workbook {
            true => claims.iter().map(|claim| on_one_line(claim)).collect(),
            false => claims,
        };
        let before = lines(before.clone());
        let sheet = lines(claims(&away, &there.text, others));
        // What is reported as lost is lost, and all the rest is there.
        if there.lost.is_empty() && sheet != before {
            return Err(format!("{end}: {}\n{}", differ(&before, &sheet), there.text));
        }
        if sheet.len() + 3 * there.lost.len() < before.len() {
            return Err(format!("{end} lost: {lost}\n{}", there.text));
        }
        let back = into(&away, &there.text, others, FileFormat::Claims);
        if !back.lost.is_empty() {
            return Err(format!("lost on the way back: {:?}\n{}", back.lost, there.text));
        }
        let home = lines(claims("z.claims", &back.text, others));
        if home != sheet {
            return Err(format!("{end} back: {}\n{}", differ(&sheet, &home), back.text));
        }
    }
    Ok(before.len())
}

#[test]
fn the_corpora_survive_the_way_there_and_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut all = 0;
    // The tour defines its measures in its own texts, and a definition is no row.
    let topics =
        ["covid-italy-revisions", "kahramanmaras-earthquake", "nagorno-karabakh", "official-statistics"];
    for topic in topics {
        let text =
            |name: &str| fs::read_to_string(root.join(topic).join(name)).expect("a file of the corpus");
        let vocabulary = text("vocabulary.claims");
        let mut names: Vec<String> = fs::read_dir(root.join(topic))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(".claims") && name != "vocabulary.claims")
            .collect();
        names.sort();
        for name in names {
            let others = [("vocabulary.claims", vocabulary.as_str())];
            all +=
                round(&name, &text(&name), &others).unwrap_or_else(|wrong| panic!("{topic}/{name}\n{wrong}"));
        }
    }
    assert!(all > 300, "{all}");
}

#[test]
fn what_can_be_no_row_is_reported() {
    let text = "define measure x\n    kind level\nlaw a = b + c\narticle \"T\" via AP published 2020-10-21 in Spain\n\
        x 5 on Monday by \"A; B\"\n    colour: red\n? ??\nx 6 on Monday by WHO\n    note: \"a\\nb\"\n";
    let there = into("a.claims", text, &[], FileFormat::Cells);
    assert_eq!(
        there.text,
        "measure,value,place,date,source,via,published,note\nx,6,Spain,Monday,WHO,AP,2020-10-21,\"a\nb\"\n"
    );
    let why: Vec<&str> = there.lost.iter().map(|lost| lost.why.as_str()).collect();
    assert_eq!(why.len(), 2, "{why:?}");
    assert!(why[0].starts_with("a `;` in a source's name"), "{why:?}");
    assert_eq!(there.not_rows.len(), 2);
    let objects = into("a.claims", text, &[], FileFormat::Objects);
    assert!(
        objects.lost[0].why.starts_with("there is no column for the detail `colour`"),
        "{:?}",
        objects.lost
    );
}

#[test]
fn a_workbook_is_the_same_whenever_it_is_written_and_loses_no_line_break_silently() {
    let text = "x 1234 in Spain on 2020-10-01 by WHO\n    note: \"a\\nb\"\nx 0012 in Spain\nx is \"=1+1\"\n";
    let there = into("a.claims", text, &[], FileFormat::Workbook);
    assert_eq!(there.workbook, into("a.claims", text, &[], FileFormat::Workbook).workbook);
    assert!(there.lost.is_empty(), "{:?}", there.lost);
    assert_eq!(
        text_of(&there.workbook),
        "measure\tvalue\tplace\tdate\tsource\tnote\nx\t1234\tSpain\t2020-10-01\tWHO\ta b\nx\t0012\tSpain\t\t\t\n\
         x\t\"\"\"=1+1\"\"\"\t\t\t\t\n"
    );
    let long = format!("x 5 in Spain\n    note: {}\n", "y".repeat(40_000));
    let there = into("a.claims", &long, &[], FileFormat::Workbook);
    assert!(there.lost[0].why.starts_with("a cell of a workbook holds 32767 characters"), "{:?}", there.lost);
}

#[test]
fn markdown_becomes_claims_letter_for_letter() {
    let text =
        "# A\n\n  ```claims\n  x 5 in Spain # why\n      by WHO\n  ```\n\n~~~claims\nlaw a = b + c\n~~~\n";
    assert_eq!(
        into("a.md", text, &[], FileFormat::Claims).text,
        "x 5 in Spain # why\n    by WHO\n\nlaw a = b + c\n"
    );
}

/// A name as a desk may have it, bare or in need of quotation marks.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{1,6}( [A-Z][a-z]{1,5})?",
        prop::sample::select(vec![
            "Ministry of Health",
            "Office for Rights",
            "A & B, Ltd",
            "12th Brigade",
            "say \"so\"",
            "NKR-MoD",
            "total of all",
            "#1 Agency",
            "back\\slash",
            "x=y",
            "new cases",
            "Total",
            "é (Paris)",
            "about us",
            "a > b",
            "c; d",
        ])
        .prop_map(str::to_owned),
    ]
}

fn any_value() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..100_000u32).prop_map(|value| value.to_string()),
        prop::sample::select(vec![
            "1,234",
            "-5",
            "about 12",
            "541+",
            "50-60",
            "60 ± 5",
            "729 (700-760)",
            "is dozens",
            "12 km",
            "$3.5m",
            "40%",
            "3 in 10",
            "326 of 650",
            "is yes",
            "is Ankara",
            "is \"12th Brigade\"",
            "{a, \"b, c\"}",
            "is 10 October",
            "is several",
            "1.2 million people",
            "is Minister",
            "at least 40",
            "expected 12",
            "is planned about 3",
            "includes \"x y\"",
        ])
        .prop_map(str::to_owned),
    ]
}

fn any_date() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "2020-10-19",
        "19 October 2020",
        "Monday",
        "October 2020",
        "2020-10-19T14:00Z",
        "mid-October 2020",
        "3 days ago",
        "2020-10-01/2020-10-05",
        "yesterday",
        "2020~",
        "10 October",
    ])
    .prop_map(str::to_owned)
}

fn any_statement() -> impl Strategy<Value = String> {
    let scope = prop_oneof![
        any_name().prop_map(|name| format!(" in {}", quoted(&name))),
        any_name().prop_map(|name| format!(" among {}", quoted(&name))),
        any_name().prop_map(|name| format!(" for {}", quoted(&name))),
        (any_name(), any_name()).prop_map(|(one, two)| format!(
            " [side: {}, \"a b\": {}]",
            quoted(&one),
            quoted(&two)
        )),
        Just(String::new()),
    ];
    let time = prop_oneof![
        any_date().prop_map(|date| format!(" on {date}")),
        any_date().prop_map(|date| format!(" during {date}")),
        any_date().prop_map(|date| format!(" since {date}")),
        (any_date(), any_date()).prop_map(|(one, two)| format!(" from {one} to {two}")),
        Just(String::new()),
    ];
    let tail = (
        prop::option::of(any_date()),
        prop::collection::vec(any_name(), 0..3),
        prop::collection::vec(any_name(), 0..3),
        prop::option::of("[a-z \"#;:,é]{1,12}"),
        any::<bool>(),
    )
        .prop_map(|(said, by, via, note, url)| {
            let mut text = said.map(|date| format!(" said {date}")).unwrap_or_default();
            if !by.is_empty() {
                text.push_str(&format!(
                    " by {}",
                    by.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
                ));
            }
            via.iter().for_each(|outlet| text.push_str(&format!(" via {}", quoted(outlet))));
            text.push_str(" published 2020-10-21");
            if url {
                text.push_str(" <https://a.b/c?d=e>");
            }
            if let Some(note) = note.filter(|note| !note.trim().is_empty()) {
                text.push_str(&format!("\n    note: {}", quoted(&note)));
            }
            text
        });
    (any_name(), any_value(), scope, time, tail, 0..8u8).prop_map(|(head, value, scope, time, tail, kind)| {
        match kind {
            0 => format!("event {}{scope}{time}{tail}\n", quoted(&head)),
            1 => format!("quote {}{scope}{time}{tail}\n", quoted(&head)),
            2 => format!("@l{} {} {value}{scope}{time}{tail}\n", head.len(), quoted(&head)),
            3 => format!("toll of {} {value}{scope}{time}{tail}\n", "dead"),
            _ => format!("{} {value}{scope}{time}{tail}\n", quoted(&head)),
        }
    })
}

fn quoted(name: &str) -> String {
    gainsay::syntax::quoted(name)
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn any_claims_survive_the_way_there_and_back(statements in prop::collection::vec(any_statement(), 1..6)) {
        let text = statements.concat();
        round("a.claims", &text, &[]).map_err(TestCaseError::fail)?;
    }
}
