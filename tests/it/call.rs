//! The commands as a program calls them: the findings and the words of the command, without a process.

use gainsay::cli::{Call, CallError, Given, explained};
use gainsay::intake::ColumnTable;
use gainsay::settings::DecimalMark;
use gainsay::source::Source;

use crate::cli::Folder;

const SLIP: &str =
    "death toll 12 in Rome on 2021-03-10 by Mayor\ndeath toll 9 in Rome on 2021-03-11 by Mayor\n";

fn of_text(text: &str) -> Call {
    let texts = vec![Source::new("<text>", text)];
    Call { given: Given { texts, ..Given::default() }, ..Call::default() }
}

fn wrong(call: Call) -> String {
    match call.read() {
        Err(CallError::Wrong(said)) => said,
        other => panic!("it is right: {other:?}"),
    }
}

#[test]
fn files_have_the_report_of_the_command() {
    let folder = Folder::new(&[
        ("a.claims", SLIP),
        ("gainsay.toml", "[rules]\nslip = \"warning\"\n"),
        ("b.csv", "what,who\nx,y\n"),
    ]);
    let path = folder.path("");
    let given = Given { paths: vec![path.clone()], ..Given::default() };
    let call = Call { given, today: Some("2024-06-01".to_owned()), ..Call::default() };
    let called = call.read().expect("it can be read");
    assert!(called.messages[0].starts_with("passed over ") && called.messages[0].contains("b.csv"));
    let checked = called.check().expect("the settings fit");
    let path = path.to_string_lossy();
    for format in ["json", "short", "pretty"] {
        let ran =
            folder.run(&["check", &path, "--format", format, "--sort", "gravity", "--today", "2024-06-01"]);
        assert_eq!(called.report(&checked, format, None), Ok(ran.out), "{format}");
    }
    let ran = folder.run(&["check", &path, "--today", "2024-06-01"]);
    assert!(ran.err.contains(called.summary(&checked.report).trim_end()), "{ran:?}");
    assert_eq!(
        called.report(&checked, "prose", None),
        Err(CallError::Wrong("there is no format `prose`".to_owned()))
    );
    assert_eq!(explained(Some("c105")).expect("a rule"), folder.run(&["explain", "C105"]).out);
}

#[test]
fn texts_and_tables_are_read_with_settings_of_their_own() {
    let table = |decimal: Option<DecimalMark>| {
        let mark = if decimal.is_some() { ',' } else { '.' };
        let row = |value: &str, who: &str| {
            format!("water level\t{value}\t2021-03-10\t{who}\n").replace('.', &mark.to_string())
        };
        let text = format!("{}{}measure\tvalue\tdate\tsays", row("1.5", "A"), row("2.5", "B"));
        Ok(ColumnTable {
            text,
            left_out: vec![("shape".to_owned(), "it is stored in a rare way".to_owned())],
        })
    };
    for mark in ["point", "comma"] {
        let settings =
            format!("decimal = \"{mark}\"\n[tables.\"<table>\"]\ncolumns = {{ says = \"source\" }}\n");
        let mut call = of_text("define measure water level\n    kind level\n");
        call.given.tables = vec![("<table>".to_owned(), Box::new(table))];
        // Only a comma is said to the table, as a point is what numbers have.
        call.settings =
            Some(if mark == "point" { settings.replace("decimal = \"point\"\n", "") } else { settings });
        let called = call.read().expect("it can be read");
        assert_eq!(called.messages, ["passed over <table>#shape: it is stored in a rare way"]);
        let checked = called.check().expect("the settings fit");
        let short = called.report(&checked, "short", None).expect("a format");
        assert!(short.starts_with("<table>#row 1: warning[C101"), "{mark}: {short}");
        assert!(short.contains(if mark == "point" { "1.5" } else { "1,5" }), "{mark}: {short}");
    }
    // Where the columns have names of their own, the report says how to map them.
    let unknown =
        |_: Option<DecimalMark>| Ok(ColumnTable { text: "1\t2\nx\ty".to_owned(), left_out: Vec::new() });
    let mut call = Call::default();
    call.given.tables = vec![("<table>".to_owned(), Box::new(unknown))];
    let called = call.read().expect("it can be read");
    let pretty = called.report(&called.check().expect("no settings"), "pretty", None).expect("a format");
    assert!(pretty.contains("under `[tables.\"<table>\"]`") && !pretty.contains("gainsay init"), "{pretty}");
    let mut call = of_text(SLIP);
    call.vocabulary = vec![Source::new("<vocabulary>", "define measure m\n    aliases death toll\n")];
    call.against.texts = vec![Source::new("<text 2>", "death toll 13 in Rome on 2021-03-10 by Police\n")];
    let called = call.read().expect("it can be read");
    let checked = called.check().expect("the settings fit");
    assert_eq!(checked.report.summary.archive_claims, 1);
    assert_eq!(called.claims(Some("death toll in Rome on 2021-03-10")).expect("a query").len(), 2);
    assert!(called.ask("death toll in Rome").is_ok());
    assert!(matches!(called.ask("by by"), Err(CallError::Wrong(said)) if said.contains("error[query]")));
}

#[test]
fn what_is_wrong_is_said_in_the_words_of_the_command() {
    let folder = Folder::new(&[]);
    let nowhere = folder.path("nowhere.claims");
    let given = Given { paths: vec![nowhere.clone()], ..Given::default() };
    let read = Call { given, ..Call::default() }.read();
    let ran = folder.run(&["check", &nowhere.to_string_lossy()]);
    assert!(
        matches!(&read, Err(CallError::Unread(said)) if ran.err.contains(&format!("gainsay: {said}\n"))),
        "{read:?} {ran:?}"
    );
    let call = Call { settings: Some("ruls = 1\n".to_owned()), ..of_text(SLIP) };
    assert!(wrong(call).contains("there is no setting `ruls`"));
    let call = Call { today: Some("2021-02-30".to_owned()), ..of_text(SLIP) };
    assert!(wrong(call).contains("the calendar has no `2021-02-30`"));
    let call = Call { vocabulary_files: vec![nowhere], ..of_text(SLIP) };
    assert!(matches!(call.read(), Err(CallError::Unread(said)) if said.contains("nowhere.claims: ")));
    let broken = |_: Option<DecimalMark>| Err("cannot be read".to_owned());
    let tables: Vec<(String, _)> = vec![("<table>".to_owned(), Box::new(broken) as _)];
    let call = Call { given: Given { tables, ..Given::default() }, ..Call::default() };
    assert!(matches!(call.read(), Err(CallError::Unread(said)) if said == "<table>: cannot be read"));
}
