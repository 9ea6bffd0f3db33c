//! What a run writes, and where: never over its inputs, never unsaid where it fails, and nothing left out in silence.

use std::fs;

use crate::cli::{Folder, Ran};

const FINE: &str = "death toll 12 in A on 2021-03-10 by B\n";
const SLIP: &str = "death toll 12 in A on 2021-03-10 by B\ndeath toll 9 in A on 2021-03-11 by B\n";

/// Asks for an output over a file, which is refused.
#[track_caller]
fn refused(folder: &Folder, arguments: &[&str], file: &str) {
    let before = fs::read(folder.path(file)).ok();
    let ran = folder.run(arguments);
    assert_eq!(ran.status, 2, "{arguments:?}: {ran:?}");
    let said = ["is an input of this run", "two outputs would be written to"];
    assert!(said.iter().any(|said| ran.err.contains(said)), "{arguments:?}: {ran:?}");
    assert_eq!(fs::read(folder.path(file)).ok(), before, "{arguments:?}");
}

#[test]
fn no_output_goes_over_an_input() {
    let known = "{\"fingerprint\":\"00\",\"state\":\"reviewed\",\"rule\":\"\",\"at\":\"a.claims:1\",\"message\":\"m\"}\n";
    let folder = Folder::new(&[
        ("a.claims", SLIP),
        ("b.claims", FINE),
        ("empty.claims", ""),
        ("wide.claims", "d\0e\0a\0t\0h\0 \0"),
        ("notes.txt", "kept"),
        ("bl", known),
        ("set/gainsay.toml", "baseline = \"known.jsonl\"\nvocabulary = [\"v.claims\"]\n"),
        ("set/known.jsonl", known),
        ("set/v.claims", "define measure m\n    kind level\n"),
        ("set/a.claims", FINE),
        ("set/sheet.csv", "measure,value,date,source\ndeath toll,12,2021-03-10,B\n"),
    ]);
    let cases: [(&[&str], &str); 15] = [
        (&["check", "a.claims", "-q", "--baseline", "bl", "-o", "bl"], "bl"),
        (&["check", "a.claims", "--baseline", "bl", "--format", "json=./bl"], "bl"),
        (&["check", "a.claims", "--write-baseline", "bl", "-o", "bl"], "bl"),
        (&["check", "a.claims", "--write-baseline", "new.jsonl", "-o", "./new.jsonl"], "new.jsonl"),
        (&["check", "a.claims", "empty.claims", "--write-baseline", "empty.claims"], "empty.claims"),
        (&["check", "set", "-o", "set/known.jsonl"], "set/known.jsonl"),
        (&["check", "set", "-o", "set/v.claims"], "set/v.claims"),
        (&["check", "set", "--format", "csv=set/sheet.csv"], "set/sheet.csv"),
        (&["check", "a.claims", "wide.claims", "-o", "wide.claims"], "wide.claims"),
        (&["check", "a.claims", "notes.txt", "-o", "notes.txt"], "notes.txt"),
        (&["check", "b.claims", "--against", "a.claims", "-o", "a.claims"], "a.claims"),
        (&["claims", "set", "-o", "set/v.claims"], "set/v.claims"),
        (&["claims", "a.claims", "wide.claims", "-o", "wide.claims"], "wide.claims"),
        (&["convert", "set/sheet.csv", "--to", "claims", "-o", "set/gainsay.toml"], "set/gainsay.toml"),
        (&["convert", "set/sheet.csv", "--to", "claims", "-o", "set/v.claims"], "set/v.claims"),
    ];
    cases.iter().for_each(|(arguments, file)| refused(&folder, arguments, file));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_by_the_status() {
    let folder =
        Folder::new(&[("a.claims", FINE), ("slip.claims", SLIP), ("loose.claims", "death  toll 1 by B\n")]);
    folder.write("bad/gainsay.toml", b"[tolerances]\n\"deth toll\" = \"2%\"\n");
    folder.write("bad/a.claims", FINE.as_bytes());
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").expect("a full disk");
    for arguments in [
        &["check", "a.claims"][..],
        &["check", "slip.claims"],
        &["check", "slip.claims", "--format", "json"],
        &["check", "bad", "--quiet", "--statistics", "--select", "conflicting-figures", "gone.claims"],
        &["fmt", "--check", "loose.claims"],
        &["init"],
    ] {
        let ran = folder.gainsay(arguments).stderr(full()).output().expect("the binary runs");
        assert_eq!(ran.status.code(), Some(3), "{arguments:?} 2> /dev/full: {ran:?}");
    }
    for arguments in [
        &["check", "slip.claims"][..],
        &["check", "slip.claims", "--format", "github"],
        &["claims", "a.claims"],
        &["diff", "a.claims", "slip.claims"],
        &["fmt", "--check", "loose.claims"],
        &["convert", "a.claims", "--to", "csv"],
        &["explain", "C101"],
        &["--help"],
        &["--version"],
    ] {
        let ran = folder.gainsay(arguments).stdout(full()).output().expect("the binary runs");
        assert_eq!(ran.status.code(), Some(3), "{arguments:?} > /dev/full: {ran:?}");
    }
    let hub = [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", "/dev/full")];
    let ran = folder.run_where(&["check", "a.claims"], &hub);
    assert!(ran.status == 3 && ran.err.contains("cannot write the summary of the job"), "{ran:?}");
    // Nothing to say, nothing lost; and who closed standard error wants none of it.
    let quiet =
        folder.gainsay(&["check", "a.claims", "-q"]).stderr(full()).output().expect("the binary runs");
    assert_eq!(quiet.status.code(), Some(0), "{quiet:?}");
}

#[test]
fn what_was_not_read_is_in_the_machine_formats_too() {
    let folder = Folder::new(&[
        ("odd/book.xlsx", "PK"),
        ("a.claims", FINE),
        ("wide.claims", "d\0e\0a\0t\0h\0 \0"),
        ("none/v.claims", "define measure m\n    kind level\n"),
    ]);
    let json = |name: &str| -> serde_json::Value {
        serde_json::from_str(&folder.read(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let odd = folder.run(&["check", "odd", "--format", "json=o.json", "--format", "sarif=o.sarif"]);
    assert!(odd.status == 2 && odd.err.contains("nothing was checked"), "{odd:?}");
    assert_eq!(json("o.json")["summary"]["passed_over"], 1);
    let invocation = |name: &str| json(name)["runs"][0]["invocations"][0].clone();
    assert_eq!(invocation("o.sarif")["executionSuccessful"], false, "nothing was checked");
    let known = folder.run(&["check", "odd", "--write-baseline", "known.jsonl"]);
    assert!(
        known.status == 2 && !folder.path("known.jsonl").exists(),
        "nothing was found, so nothing is known: {known:?}"
    );
    let none = folder.run(&["check", "none", "--format", "sarif=o.sarif"]);
    assert_eq!(none.status, 2, "{none:?}");
    assert_eq!(invocation("o.sarif")["executionSuccessful"], false);

    let part = folder.run(&["check", "a.claims", "wide.claims", "gone.claims", "--format", "sarif=o.sarif"]);
    assert_eq!(part.status, 3, "{part:?}");
    crate::formats::schema("sarif-2.1.0.json")(&json("o.sarif"));
    let told = invocation("o.sarif");
    assert_eq!(told["executionSuccessful"], false, "{told}");
    let notes = told["toolExecutionNotifications"].as_array().expect("a list");
    assert_eq!(notes.len(), 2, "{told}");
    assert!(notes.iter().all(|note| note["level"] == "error"), "{told}");
    let text = notes.iter().map(|note| note["message"]["text"].as_str().expect("a text")).collect::<String>();
    assert!(
        text.contains("wide.claims: is UTF-16") && text.contains("gone.claims: there is no such file"),
        "{text}"
    );

    let comment = folder.run(&["check", "a.claims", "wide.claims", "--format", "markdown"]);
    assert!(comment.out.contains("❌ wide.claims: is UTF-16"), "{comment:?}");

    let whole = folder.run(&["check", "a.claims", "--format", "sarif=o.sarif"]);
    assert_eq!((whole.status, &invocation("o.sarif")["executionSuccessful"]), (0, &serde_json::json!(true)));
}

#[cfg(unix)]
#[test]
fn linked_folders_that_are_not_followed_are_told_and_counted() {
    let folder = Folder::new(&[
        ("in/a.claims", FINE),
        ("in/sub/b.claims", FINE),
        ("in/.hidden/c.claims", FINE),
        ("out/d.claims", SLIP),
    ]);
    let link =
        |to: &str, at: &str| std::os::unix::fs::symlink(to, folder.path(at)).expect("a link can be made");
    link("../out", "in/archive");
    link(".hidden", "in/open");
    // What is in these is read anyway.
    link(".", "in/again");
    link("sub", "in/latest");
    link("in", "alias");
    for (path, start) in [("in", "in"), ("alias", "alias")] {
        let ran = folder.run(&["check", path, "--format", "json"]);
        let said = format!(
            "passed over {start}/archive, {start}/open: it is a link to a folder, and those are not followed"
        );
        assert!(ran.err.contains(&said), "{ran:?}");
        assert_eq!(ran.json()["summary"]["passed_over"], 2, "{ran:?}");
        assert_eq!(ran.json()["summary"]["files"], 2, "{ran:?}");
    }
    let quiet = folder.run(&["check", "in", "-q"]);
    assert_eq!(quiet.err, "", "{quiet:?}");
}

#[test]
fn a_baseline_is_no_sheet_that_was_passed_over() {
    let folder = Folder::new(&[("a.claims", SLIP), ("rows.jsonl", "{\"where\":\"A\",\"how many\":12}\n")]);
    let wrote = folder.run(&["check", "--write-baseline", "known.jsonl", "--format", "csv=found.csv"]);
    assert_eq!(wrote.status, 0, "{wrote:?}");
    folder.write("empty.jsonl", b"");
    for arguments in [
        &["check", ".", "--format", "csv=found.csv"][..],
        &["check", ".", "--baseline", "known.jsonl", "--format", "csv=found.csv"],
        &["check", ".", "--baseline", "empty.jsonl", "--format", "csv=found.csv"],
    ] {
        let ran: Ran = folder.run(arguments);
        assert!(ran.err.contains("passed over") && ran.err.contains("rows.jsonl"), "{arguments:?}: {ran:?}");
        assert!(!ran.err.contains("known.jsonl") && !ran.err.contains("found.csv"), "{arguments:?}: {ran:?}");
        let own = arguments.contains(&"empty.jsonl");
        assert_eq!(ran.err.contains("empty.jsonl"), !own, "{arguments:?}: {ran:?}");
    }
}

#[test]
fn no_diff_goes_over_what_it_compares() {
    let folder = Folder::new(&[
        ("a.claims", SLIP),
        ("b.claims", FINE),
        ("wide.claims", "d\0e\0a\0t\0h\0 \0"),
        ("old/a.claims", SLIP),
        ("new/a.claims", FINE),
        ("new/gainsay.toml", "[rules]\n"),
    ]);
    let cases: [(&[&str], &str); 5] = [
        (&["diff", "a.claims", "b.claims", "-o", "a.claims"], "a.claims"),
        (&["diff", "a.claims", "b.claims", "-o", "b.claims"], "b.claims"),
        (&["diff", "old", "new", "-o", "new/a.claims"], "new/a.claims"),
        (&["diff", "old", "new", "-o", "new/gainsay.toml"], "new/gainsay.toml"),
        (&["diff", "a.claims", "wide.claims", "-o", "wide.claims"], "wide.claims"),
    ];
    cases.iter().for_each(|(arguments, file)| refused(&folder, arguments, file));
    let fine = folder.run(&["diff", "a.claims", "b.claims", "-o", "changes.txt"]);
    assert!(fine.status == 0 && folder.read("changes.txt").contains("1 gone"), "{fine:?}");
}

#[test]
fn a_page_goes_to_a_folder_series_by_series() {
    let text = "define measure deaths\n    kind level\ndefine measure injured\n    kind level\n\
                deaths 10 in Aldo on 2024-03-01 by A\ndeaths 14 in Aldo on 2024-03-01 by B\n\
                deaths 9 in Aldo on 2024-03-02 by A\n\
                injured 10 in Bria on 2024-03-01 by A\ninjured 14 in Bria on 2024-03-01 by B\n";
    let folder = crate::cli::Folder::new(&[("a.claims", text)]);
    let ran = folder.run(&["check", "--format", "html=out/pages/", "a.claims"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let index = folder.read("out/pages/index.html");
    let pages: Vec<String> = index
        .split("href=\"series-")
        .skip(1)
        .filter_map(|rest| Some(format!("series-{}", rest.split_once('"')?.0)))
        .collect();
    assert_eq!(pages.len(), 2, "{pages:?}");
    assert!(!index.contains("<svg"), "charts stand on the pages of their series");
    assert_eq!(index.matches("<article ").count(), 2);
    for page in pages {
        let text = folder.read(&format!("out/pages/{page}"));
        assert!(text.contains("href=\"index.html\""), "{page} leads back");
        assert_eq!(text.matches("<article ").count(), 1, "{page}");
        assert!(text.contains("<table>"), "{page} has the figures");
    }
    // A folder that is there is one without a slash, too; and a page never goes over an input.
    let again = folder.run(&["check", "--format", "html=out/pages", "a.claims"]);
    assert_eq!(again.status, 0, "{}", again.err);
}
