//! What fails a build: the levels of `--fail-on`, and the rules, families and standings that are asked for.

use crate::cli::Folder;

/// A dispute (C101), and a claim without a source (R114).
const DISPUTE: &str = "death toll 12 in A on 2021-03-10 by B\ndeath toll 21 in A on 2021-03-10 by C\n";
const SOURCELESS: &str = "death toll 12 in A on 2021-03-10\n";
const SLIP: &str = "death toll 12 in A on 2021-03-10 by B\ndeath toll 9 in A on 2021-03-11 by B\n";

#[test]
fn each_level_fails_on_what_it_names() {
    let folder =
        Folder::new(&[("dispute.claims", DISPUTE), ("source.claims", SOURCELESS), ("slip.claims", SLIP)]);
    for (file, level, status) in [
        ("dispute.claims", "error", 0),
        ("dispute.claims", "dispute", 1),
        ("dispute.claims", "warning", 1),
        ("dispute.claims", "never", 0),
        ("source.claims", "error", 0),
        ("source.claims", "dispute", 0),
        ("source.claims", "warning", 1),
        ("slip.claims", "dispute", 1),
        ("slip.claims", "never", 0),
    ] {
        let ran = folder.run(&["check", file, "--fail-on", level]);
        assert_eq!(ran.status, status, "{file} {level}: {ran:?}");
    }
    folder.write("gainsay.toml", b"fail-on = \"dispute\"\n");
    assert_eq!(folder.run(&["check", "dispute.claims"]).status, 1);
    assert_eq!(folder.run(&["check", "dispute.claims", "--fail-on", "error"]).status, 0);
}

#[test]
fn a_draft_that_disputes_the_archive_fails() {
    let folder = Folder::new(&[
        ("archive/a.claims", "death toll 12 in A on 2021-03-10 by B\n"),
        (
            "draft.claims",
            "article \"x\" via Our Paper published 2021-03-12\ndeath toll 21 in A on 2021-03-10 by C\n",
        ),
        (
            "same.claims",
            "article \"x\" via Our Paper published 2021-03-12\ndeath toll 12 in A on 2021-03-10 by C\n",
        ),
    ]);
    let against =
        |file, more: &[&str]| folder.run(&[&["check", file, "--against", "archive"], more].concat()).status;
    assert_eq!(against("draft.claims", &[]), 1);
    assert_eq!(against("draft.claims", &["--fail-on", "error"]), 0);
    assert_eq!(against("same.claims", &[]), 0);
}

#[test]
fn families_and_standings_are_asked_for_like_rules() {
    let folder = Folder::new(&[("a.claims", &[DISPUTE, SOURCELESS, SLIP].concat())]);
    let codes = |arguments: &[&str]| {
        let report = folder.run(&[&["check", "--format", "json", "a.claims"], arguments].concat()).json();
        let findings = report["findings"].as_array().cloned().expect("findings");
        let mut codes: Vec<String> =
            findings.iter().map(|one| one["code"].as_str().expect("a code").to_owned()).collect();
        codes.sort();
        codes.dedup();
        codes
    };
    let all = codes(&[]);
    assert!(all.iter().any(|code| code == "C101") && all.iter().any(|code| code == "R114"), "{all:?}");
    for name in ["C", "c*", "C*", "contradictions", "Contradictions"] {
        let found = codes(&["--select", name]);
        assert!(!found.is_empty() && found.iter().all(|code| code.starts_with('C')), "{name}: {found:?}");
    }
    assert!(codes(&["--ignore", "reading"]).iter().all(|code| !code.starts_with('R')));
    assert!(
        codes(&["--select", "disputed"]).iter().all(|code| code == "C101"),
        "{:?}",
        codes(&["--select", "disputed"])
    );
    assert!(codes(&["--select", "slip"]).contains(&"C105".to_owned()));
    assert!(
        !codes(&["--select", "reading"]).contains(&"R116".to_owned()),
        "a family asks for no rule that is off"
    );
    assert!(codes(&["--select", "missing-citation"]).contains(&"R116".to_owned()));
    for (typed, said) in
        [("contradiction", "did you mean `contradictions`?"), ("Z", "`gainsay explain` lists them")]
    {
        let ran = folder.run(&["check", "--select", typed]);
        assert!(ran.status == 2 && ran.err.contains(said), "{typed}: {ran:?}");
    }
    folder.write(
        "gainsay.toml",
        b"[rules]\nreading = \"off\"\nC = \"note\"\ncumulative-decrease = \"error\"\n",
    );
    let report = folder.run(&["check", "--format", "json"]).json();
    for finding in report["findings"].as_array().expect("findings") {
        let level = if finding["code"] == "C105" { "error" } else { "note" };
        assert_eq!(finding["severity"], level, "{finding}");
        assert_ne!(finding["code"], "R114");
    }
    folder.write("gainsay.toml", b"[rules]\nC = \"note\"\ndisputed = \"error\"\ncontradictions = \"off\"\n");
    let twice = folder.run(&["check"]);
    assert!(twice.status == 2 && twice.err.contains("`contradictions` appears twice"), "{twice:?}");
}

#[test]
fn to_show_no_finding_is_refused_with_what_to_do() {
    let folder = Folder::new(&[("a.claims", DISPUTE)]);
    let ran = folder.run(&["check", "--max-findings", "0"]);
    assert!(ran.status == 2 && ran.err.contains("it would show no finding"), "{ran:?}");
    assert_eq!(folder.run(&["check", "--max-findings", "1"]).out.matches("C101").count(), 1);
}
