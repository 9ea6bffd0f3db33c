//! `init`: a first corpus, and what is proposed for a sheet; existing files are not overwritten.

use crate::cli::Folder;
use crate::golden;

#[test]
fn a_corpus_is_started_and_is_in_good_order() {
    let folder = Folder::new(&[("vocabulary.claims", "# mine\n")]);
    let ran = folder.run(&["init"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.err.contains("wrote gainsay.toml") && ran.err.contains("vocabulary.claims already exists"),
        "{ran:?}"
    );
    assert_eq!(folder.read("vocabulary.claims"), "# mine\n");
    let folder = Folder::new(&[]);
    folder.run(&["init"]);
    let checked = folder.run(&["check", "--fail-on", "note"]);
    assert_eq!((checked.status, checked.out.as_str()), (0, ""), "{checked:?}");
    assert!(checked.err.contains("3 claims"), "{checked:?}");
}

#[test]
fn the_settings_of_the_messy_sheet_are_proposed() {
    let sheet = include_str!("../tables/messy/sheet.csv");
    let folder = Folder::new(&[("desk/sheet.csv", sheet)]);
    let ran = folder.run(&["init", "desk/sheet.csv"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let settings = folder.read("desk/gainsay.toml");
    golden::check("tests/tables/messy/proposed.toml", &settings);
    golden::check("tests/tables/messy/proposed.claims", &folder.read("desk/vocabulary.claims"));
    // The proposal is the case's own settings, line for line.
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        lines.map(|line| line.replace("\"What\"", "What").replace("\"Where\"", "Where")).collect()
    };
    let settled = lines(include_str!("../tables/messy/gainsay.toml"));
    let proposed = lines(&settings);
    assert_eq!(proposed.len(), settled.len(), "{proposed:#?}");
    let summary = folder.run(&["check", "desk", "--format", "json"]).json()["summary"].clone();
    assert_eq!(
        (&summary["rows"], &summary["refused"], &summary["skipped"]),
        (&38.into(), &9.into(), &1.into())
    );
    // A second time nothing is written, and the proposal is shown.
    let again = folder.run(&["init", "desk/sheet.csv"]);
    assert!(again.out.contains("# for gainsay.toml, which already exists"), "{again:?}");
    assert_eq!(folder.read("desk/gainsay.toml"), settings);
}

#[test]
fn what_a_sheet_shows_is_guessed_with_its_reasons() {
    let mut sheet = "Date;Dead (so far);Injured;Source\n".to_owned();
    for day in 1..=9 {
        let source = if day == 5 { "Health Minstry" } else { "Health Ministry" };
        sheet.push_str(&format!("{day}/13/2020;1.{day}00,5;{};{source}\n", 30 + day % 3));
    }
    let folder = Folder::new(&[]);
    folder.write(
        "toll.csv",
        sheet.replace("Health", "H\u{e9}alth").chars().map(|c| c as u8).collect::<Vec<u8>>().as_slice(),
    );
    let ran = folder.run(&["init", "toll.csv"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let settings = folder.read("gainsay.toml");
    for line in [
        "wide = { field = \"measure\", columns = [\"Dead (so far)\", \"Injured\"] }",
        "date-order = \"mdy\"",
        "decimal = \"comma\"",
        "encoding = \"windows-1252\"",
    ] {
        assert!(settings.contains(line), "{line}\n{settings}");
    }
    let words = folder.read("vocabulary.claims");
    for line in [
        "define measure \"Dead (so far)\"\n    kind cumulative",
        "rises 7 times, stays 0, falls 0",
        "# define source \"Héalth Ministry\"\n#     aka \"Héalth Minstry\"",
    ] {
        assert!(words.contains(line), "{line}\n{words}");
    }
    let checked = folder.run(&["check", "toll.csv", "--format", "json"]).json()["summary"].clone();
    assert_eq!((&checked["claims"], &checked["refused"]), (&18.into(), &0.into()));
}
