//! The log of a build server: no text of a corpus, and no name of a file, is a command to it.

use std::fs;

use crate::cli::{Folder, Ran};

/// Whether a line of a log would be a command to GitHub Actions that does not come from the annotations.
fn command(ran: &Ran) -> Option<&str> {
    let all = ran.out.lines().chain(ran.err.lines());
    let mut commands = all.filter(|line| line.trim_start().starts_with("::") || line.contains("##["));
    commands.next()
}

/// Claims that differ, with names that would be commands.
const OLD: &str = "\"::error title=x::owned\" 12 in \"##[add-mask]a\" on 2021-03-10 by \"::error::b\"\n\
                   @c death  toll 5 on 2021-03-10 by B\nquote \"::error::said\" by C on 2021-03-10\n";
const NEW: &str = "\"::error title=x::owned\" 9 in \"##[add-mask]a\" on 2021-03-10 by \"::error::b\"\n\
                   \"::error title=x::owned\" 10 in \"##[add-mask]a\" on  2021-03-10 by \"##[group]\"\n";

#[test]
fn no_command_prints_one_that_stands_in_a_corpus_or_in_a_name() {
    let folder = Folder::new(&[]);
    let hub = [("GITHUB_ACTIONS", "true")];
    for name in ["::error ::b.claims", "##[add-mask]c.claims", "sub/a.claims"] {
        folder.write(format!("old/{name}"), OLD.as_bytes());
        folder.write(format!("new/{name}"), NEW.as_bytes());
    }
    folder.write("new/::error ::sheet.csv", b"Where,How many\n::error::x,##[group]y\n");
    let below: [&[&str]; 14] = [
        &["diff", "../old", "../new"],
        &["diff", "../old", "../new", "--format", "json"],
        &["diff", "../old", "../new", "--format", "markdown"],
        &["claims"],
        &["claims", "--format", "table"],
        &["claims", "--format", "csv"],
        &["claims", "::error ::b.claims", "--format", "csv"],
        &["fmt", "--check"],
        &["check", "::error ::gone.claims", "##[group]gone.claims"],
        &["check", "--format", "short"],
        &["convert", "::error ::b.claims", "--to", "csv"],
        &["convert", "::error ::b.claims", "--to", "jsonl"],
        &["explain", "::error::x", "##[group]"],
        &["check", "--no-such\n::error::option", "##[group]"],
    ];
    for arguments in below {
        let mut started = folder.gainsay(arguments);
        let ran =
            Ran::of(&started.current_dir(folder.path("new")).envs(hub).output().expect("the binary runs"));
        assert!(!ran.out.is_empty() || !ran.err.is_empty(), "{arguments:?} says something");
        assert_eq!(command(&ran), None, "{arguments:?}");
    }
    for _ in 0..2 {
        let mut started = folder.gainsay(&["init", "::error ::sheet.csv"]);
        let ran =
            Ran::of(&started.current_dir(folder.path("new")).envs(hub).output().expect("the binary runs"));
        assert_eq!(ran.status, 0, "{ran:?}");
        assert_eq!(command(&ran), None, "init");
    }
}

/// A file that standard output was sent to is no log, and has the texts as they are.
#[cfg(unix)]
#[test]
fn a_file_has_the_texts_as_they_are() {
    let folder = Folder::new(&[("a.claims", "# ##[x]\ndeath toll 1 by \"::b\" on 2021-03-10\n")]);
    let file = fs::File::create(folder.path("out.txt")).expect("a file can be made");
    let mut started = folder.gainsay(&["convert", "a.claims", "--to", "claims"]);
    let ran = started.env("GITHUB_ACTIONS", "true").stdout(file).output().expect("the binary runs");
    assert!(ran.status.success(), "{ran:?}");
    assert!(folder.read("out.txt").contains("##[x]"), "{}", folder.read("out.txt"));
}

#[test]
fn the_claims_for_a_spreadsheet_run_no_formula() {
    let claims = "\"=HYPERLINK(1)\" 12 in \"@a\" on 2021-03-10 by \"+b\" via \"-c\"\n\
                  balance -5 on 2021-03-10 by B\nquote \"=1+1\" by C on 2021-03-10\n";
    let folder = Folder::new(&[("a.claims", claims)]);
    let ran = folder.run(&["claims", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(ran.out.as_bytes());
    let cells: Vec<String> = reader
        .records()
        .flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert!(cells.iter().any(|cell| cell == "'=HYPERLINK(1)"), "{cells:?}");
    assert!(cells.iter().any(|cell| cell == "-5"), "a number is one: {cells:?}");
    let acts = |cell: &&String| cell.starts_with(['=', '+', '@']) || cell.starts_with('-') && *cell != "-5";
    assert_eq!(cells.iter().find(acts), None, "{cells:?}");
}

/// reviewdog posts a message as Markdown.
#[test]
fn what_reviewdog_posts_is_no_markdown_of_the_corpus() {
    let claims = "\"**bold** [x](https://evil.example) @octocat <img src=x> ~~s~~\" 12 in A_b_c on 2021-03-10 by B\n\
                  \"**bold** [x](https://evil.example) @octocat <img src=x> ~~s~~\" 9 in A_b_c on 2021-03-10 by \"~C~\"\n";
    let folder = Folder::new(&[("a_b_.claims", claims)]);
    let ran = folder.run(&["check", "--format", "rdjsonl"]);
    let mut texts = Vec::new();
    for line in ran.out.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
        texts.push(row["message"].as_str().expect("a message").to_owned());
        for related in row["related_locations"].as_array().expect("a list") {
            texts.push(related["message"].as_str().expect("a message").to_owned());
        }
    }
    assert!(texts.iter().any(|text| text.contains("**bold**")), "{texts:?}");
    for line in texts.iter().flat_map(|text| text.lines()) {
        let outside: String = outside_code(line);
        let acts = ["*", "[", "](", "@", "<", "~", "_", "https:"];
        assert!(acts.iter().all(|acts| !outside.contains(acts)), "`{outside}` of `{line}`");
    }
    let comment = folder.run(&["check", "--format", "markdown"]).out;
    assert!(comment.contains("bold"), "{comment}");
    let outside: String = comment.split("```").step_by(2).collect();
    assert!(!outside.contains('~'), "a tilde strikes through, also between tags: {outside}");
}

/// A line of Markdown without its spans of code.
fn outside_code(line: &str) -> String {
    let mut outside = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        outside.push_str(&rest[..at]);
        let ticks = rest[at..].chars().take_while(|&c| c == '`').count();
        let after = &rest[at + ticks..];
        let mut from = 0;
        let close = loop {
            let next = from + after[from..].find('`').unwrap_or_else(|| panic!("`{line}` closes its code"));
            let run = after[next..].chars().take_while(|&c| c == '`').count();
            if run == ticks {
                break next;
            }
            from = next + run;
        };
        rest = &after[close + ticks..];
    }
    outside + rest
}
