//! Known findings: a baseline that survives what a desk does to its files, `--since`, and `diff`.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cli::Folder;

/// As many disputes as asked for, each at a place of its own.
fn disputes(count: usize) -> String {
    let one = |n: usize| {
        format!(
            "death toll {} in Town{n} on 2021-03-10 by Police\ndeath toll {} in Town{n} on 2021-03-10 by Hospital\n",
            100 + n,
            200 + n
        )
    };
    (0..count).map(one).collect()
}

/// One more dispute.
const ANOTHER: &str =
    "injured 5 in Newtown on 2021-03-10 by Police\ninjured 7 in Newtown on 2021-03-10 by Hospital\n";

fn git(folder: &Folder, arguments: &[&str]) {
    let plain = ["-c", "user.name=desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"];
    let ran = Command::new("git")
        .current_dir(folder.path(""))
        .args(plain)
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(ran.status.success(), "{arguments:?}: {ran:?}");
}

const STRICT: [&str; 6] = ["check", ".", "--fail-on", "dispute", "--format", "short"];

#[test]
fn two_hundred_known_findings_and_one_that_is_new() {
    let folder =
        Folder::new(&[("desk/a.claims", &disputes(200)), ("gainsay.toml", "baseline = \"known.jsonl\"\n")]);
    folder.write("known.jsonl", b"");
    assert_eq!(folder.run(&STRICT).status, 1);
    let adopted = folder.run(&["check", ".", "--write-baseline", "known.jsonl", "-o", "report.txt"]);
    assert_eq!(adopted.status, 0, "{adopted:?}");
    let written = folder.read("known.jsonl");
    assert!(written.lines().count() >= 200, "{}", written.lines().count());
    let mut sorted: Vec<&str> = written.lines().collect();
    sorted.sort_unstable();
    assert_eq!(
        sorted,
        written.lines().collect::<Vec<_>>(),
        "the lines are in order, so that git merges them"
    );
    let first: serde_json::Value = serde_json::from_str(sorted[0]).expect("JSON");
    assert_eq!(first["state"], "open");
    assert!(first["message"].is_string() && first["at"].is_string() && first["rule"].is_string(), "{first}");
    let clean = folder.run(&STRICT);
    assert_eq!((clean.status, clean.out.as_str()), (0, ""), "{clean:?}");
    assert!(clean.err.contains("known already"), "{clean:?}");

    // Moved lines, another layout, another name, another file, claims elsewhere.
    let text = folder.read("desk/a.claims");
    let spread = text.replace(" in Town", "   in Town").replace(" by Police", "\n    by Police");
    fs::remove_file(folder.path("desk/a.claims")).expect("it is there");
    folder.write("desk/2021/renamed.claims", format!("# moved\n\n\n{spread}").as_bytes());
    folder.write("desk/other.claims", b"rainfall 5 mm in Elsewhere on 2021-03-10 by Police\n");
    let moved = folder.run(&STRICT);
    let disputed = |out: &str| out.lines().filter(|line| line.contains("[C1")).count();
    assert_eq!(disputed(&moved.out), 0, "{}", moved.out);
    assert_eq!(moved.status, 0, "{moved:?}");

    folder.write("desk/new.claims", ANOTHER.as_bytes());
    let one = folder.run(&STRICT);
    assert_eq!(one.status, 1, "{one:?}");
    assert_eq!(disputed(&one.out), 1, "{}", one.out);
    assert!(one.out.contains("Newtown"), "{}", one.out);

    // A changed figure is another finding, and the old one is gone.
    folder.write("desk/2021/renamed.claims", spread.replace("death toll 100 ", "death toll 99 ").as_bytes());
    fs::remove_file(folder.path("desk/new.claims")).expect("it is there");
    let changed = folder.run(&STRICT);
    assert!(changed.status == 1 && changed.out.contains("Town0 "), "{changed:?}");
    assert!(changed.err.contains("of the baseline no longer found"), "{changed:?}");
}

/// Of figures that agree any may stand in a finding for all: which one does must not decide whether it is known.
#[test]
fn what_is_known_stays_so_in_another_order_and_under_another_name() {
    let said = |figures: [(&str, u32); 3]| -> String {
        let line =
            |(voice, figure): (&str, u32)| format!("death toll {figure} in Bay on 2020-09-30 by {voice}\n");
        figures.map(line).concat()
    };
    let known = [("Monitor", 658), ("Agency", 685), ("Ministry", 658)];
    let folder = Folder::new(&[("a.claims", &said(known)), ("b.claims", ANOTHER)]);
    assert_eq!(folder.run(&["check", ".", "--write-baseline", "known.jsonl"]).status, 0);
    let run = [&STRICT[..], &["--baseline", "known.jsonl"]].concat();
    folder.write("a.claims", said([known[2], known[1], known[0]]).as_bytes());
    assert_eq!(folder.run(&run).status, 0, "the lines are in another order");
    fs::rename(folder.path("a.claims"), folder.path("z.claims")).expect("it can be renamed");
    assert_eq!(folder.run(&run).status, 0, "the file comes last now");
    for (changed, why) in [
        ([known[0], ("Agency", 687), known[2]], "another figure"),
        ([known[0], ("Council", 685), known[2]], "another voice"),
    ] {
        folder.write("z.claims", said(changed).as_bytes());
        let new = folder.run(&run);
        assert_eq!((new.status, new.out.lines().count()), (1, 1), "{why}: {new:?}");
    }
}

#[test]
fn what_is_resolved_and_returns_is_reopened() {
    let folder = Folder::new(&[("a.claims", ANOTHER)]);
    let write = |more: &[&str]| {
        folder.run(&[&["check", "a.claims", "--write-baseline", "b.jsonl", "-q"], more].concat())
    };
    assert_eq!(write(&[]).status, 0);
    let entry = folder.read("b.jsonl");
    assert!(entry.contains("\"state\":\"open\""), "{entry}");
    let said = entry
        .replace("\"state\":\"open\"", "\"state\":\"reviewed\"")
        .replace("}\n", ",\"reason\":\"they count beds\"}\n");
    folder.write("b.jsonl", said.as_bytes());
    write(&[]);
    assert!(
        folder.read("b.jsonl").contains("reviewed") && folder.read("b.jsonl").contains("they count beds")
    );
    folder.write("a.claims", b"injured 5 in Newtown on 2021-03-10 by Police\n");
    write(&[]);
    assert!(folder.read("b.jsonl").contains("resolved"), "{}", folder.read("b.jsonl"));
    folder.write("a.claims", ANOTHER.as_bytes());
    let back = folder.run(&["check", "a.claims", "--baseline", "b.jsonl", "--fail-on", "dispute"]);
    assert!(
        back.status == 1 && back.err.contains("reopened, it was resolved") && back.err.contains("1 reopened"),
        "{back:?}"
    );
    folder.write("a.claims", b"injured 5 in Newtown on 2021-03-10 by Police\n");
    write(&["--prune"]);
    assert!(!folder.read("b.jsonl").contains("conflicting-figures"), "{}", folder.read("b.jsonl"));
    for (text, said) in [
        ("<<<<<<< ours\n", "b.jsonl:1: two versions of it are not merged"),
        ("\n{\"fingerprint\":1}\n", "b.jsonl:2: this is no entry of a baseline"),
        (
            "{\"fingerprint\":\"a\",\"state\":\"done\",\"rule\":\"\",\"at\":\"\",\"message\":\"\"}\n",
            "`done` is no state",
        ),
    ] {
        folder.write("b.jsonl", text.as_bytes());
        let ran = folder.run(&["check", "a.claims", "--baseline", "b.jsonl"]);
        assert!(ran.status == 2 && ran.err.contains(said), "{ran:?}");
    }
    let gone = folder.run(&["check", "a.claims", "--baseline", "gone.jsonl"]);
    assert!(gone.status == 2 && gone.err.contains("there is no such file"), "{gone:?}");
}

#[test]
fn only_what_is_new_against_a_revision() {
    let folder =
        Folder::new(&[("desk/a.claims", &(disputes(3) + "injured 5 in Newtown on 2021-03-10 by Police\n"))]);
    git(&folder, &["init", "-q", "-b", "main"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "first"]);
    // The other half of a conflict stands in a file that did not change.
    folder.write("desk/b.claims", b"injured 9 in Newtown on 2021-03-10 by Mayor\n");
    let since = |below: &str| {
        folder
            .run_below(below, &["check", ".", "--since", "HEAD", "--fail-on", "dispute", "--format", "short"])
    };
    let new = since(".");
    assert_eq!(new.status, 1, "{new:?}");
    assert!(
        new.out.contains("Newtown") && !new.out.contains("Town0") && !new.out.contains("Town2"),
        "{new:?}"
    );
    assert_eq!(since("desk").status, 1, "also from a folder below");
    fs::remove_file(folder.path("desk/b.claims")).expect("it is there");
    assert_eq!(since(".").status, 0);
    for (revision, said) in
        [("nowhere", "git has no revision `nowhere` here"), ("--all", "is no git revision")]
    {
        let wrong = folder.run(&["check", ".", &format!("--since={revision}")]);
        assert!(wrong.status == 2 && wrong.err.contains(said), "{wrong:?}");
    }
    let status =
        Command::new("git").current_dir(folder.path("")).args(["status", "--short"]).output().expect("git");
    assert!(status.stdout.is_empty(), "the repository stays as it was");

    // In a shallow clone the revision has to be fetched first.
    git(&folder, &["commit", "-qm", "second", "--allow-empty"]);
    let url = format!("file://{}", folder.path("").display());
    git(&folder, &["clone", "-q", "--depth", "1", &url, "shallow"]);
    let shallow = folder.run_below("shallow", &["check", "desk", "--since", "HEAD~1"]);
    assert!(
        shallow.status == 2 && shallow.err.contains("as this clone is shallow: fetch it first"),
        "{shallow:?}"
    );
}

#[test]
fn a_diff_names_the_claims_and_findings_that_changed() {
    let folder = Folder::new(&[(
        "a.claims",
        "@toll death toll 12 in A on 2021-03-10 by Police\ninjured 5 in A on 2021-03-10 by Police\n\
         rainfall 5 mm in A on 2021-03-10 by Police\n",
    )]);
    git(&folder, &["init", "-q", "-b", "main"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "first"]);
    git(&folder, &["mv", "a.claims", "b.claims"]);
    folder.write(
        "b.claims",
        b"# moved\n\ninjured 7 in A on 2021-03-10 by Police\n@toll  death toll 12 in A on 2021-03-10\n    by Police\n\
          death toll 21 in A on 2021-03-10 by Mayor\n",
    );
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "second"]);
    let ran = folder.run(&["diff", "--git", "HEAD~1..HEAD", "--fail-on-new"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let says = |text: &str| assert!(ran.out.contains(text), "`{text}` is not in\n{}", ran.out);
    says("findings that appeared:\n  warning[C101 conflicting-figures] b.claims:");
    says("claims added:\n  death toll, place A, 2021-03-10, by Mayor: 21");
    says("claims gone:\n  rainfall, place A, 2021-03-10, by Police: 5");
    says("claims changed:\n  injured, place A, 2021-03-10, by Police: 5 → 7");
    says("1 claim added, 1 gone, 1 changed; ");
    assert!(!ran.out.contains("@toll"), "a claim that moved has not changed: {}", ran.out);

    folder.write("old/a.claims", b"death toll 12 in A on 2021-03-10 by Police\n");
    folder.write("new/a.claims", b"death toll 12 in A on 2021-03-10 by Police\n");
    let same = folder.run(&["diff", "old", "new", "--fail-on-new"]);
    assert_eq!(
        (same.status, same.out.trim()),
        (0, "0 claims added, none gone, none changed; 0 findings appeared, none disappeared")
    );
    folder.write(
        "new/a.claims",
        b"death toll 12 in A on 2021-03-10 by Police\n@x death toll 13 in A on 2021-03-10 by \"``` <b>\"\n",
    );
    let json = folder.run(&["diff", "old", "new", "--format", "json"]).json();
    assert_eq!(json["claims"]["added"][0]["id"], "x");
    assert!(json["findings"]["appeared"][0]["fingerprint"].is_string(), "{json}");
    let comment = folder.run(&["diff", "old", "new", "--format", "markdown"]).out;
    assert!(
        comment.starts_with("## gainsay: 1 claim added") && comment.contains("\n````text\n"),
        "{comment}"
    );
    for arguments in [&["diff", "old"][..], &["diff", "--git", "HEAD"], &["diff", "--git", "x..y"]] {
        assert_eq!(folder.run(arguments).status, 2, "{arguments:?}");
    }
    assert_eq!(folder.run(&["diff", "old", "gone"]).status, 3);
    assert!(Path::new(&folder.path("b.claims")).exists());
}
