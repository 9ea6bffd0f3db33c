//! The log of a build server: no text of a corpus, and no name of a file, is a command to it.

use crate::cli::Folder;

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
