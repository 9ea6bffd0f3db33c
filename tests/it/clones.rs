//! States of a git repository: what a shallow clone has to fetch, tried as it is said, and folders that one state lacks.

use std::process::Command;

use crate::cli::{Folder, Ran};

const FINE: &str = "death toll 12 in A on 2021-03-10 by B\n";
const ANOTHER: &str = "death toll 15 in A on 2021-03-10 by C\n";

/// Runs a command line of git in a folder below.
fn git(folder: &Folder, below: &str, arguments: &[&str]) -> String {
    let plain = ["-c", "user.name=desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.current_dir(folder.path(below)).args(plain).args(arguments);
    let ran = command.output().expect("git runs");
    assert!(ran.status.success(), "{arguments:?}: {ran:?}");
    String::from_utf8_lossy(&ran.stdout).trim().to_owned()
}

/// A repository in `origin`: `main` and a topic from it, each of two commits, and a tag at the first.
fn repository() -> Folder {
    let folder = Folder::new(&[("origin/desk/a.claims", FINE)]);
    let at = |arguments: &[&str]| git(&folder, "origin", arguments);
    at(&["init", "-q", "-b", "main"]);
    at(&["add", "."]);
    at(&["commit", "-qm", "first"]);
    at(&["tag", "-a", "v1", "-m", "first"]);
    at(&["commit", "-qm", "second", "--allow-empty"]);
    at(&["checkout", "-q", "-b", "feature/topic"]);
    folder.write("origin/desk/b.claims", ANOTHER.as_bytes());
    at(&["add", "."]);
    at(&["commit", "-qm", "third"]);
    folder
}

/// The commands of git that a message names.
fn commands(said: &str) -> Vec<Vec<String>> {
    let named = said.split('`').skip(1).step_by(2).filter_map(|code| code.strip_prefix("git "));
    named.map(|command| command.split(' ').map(str::to_owned).collect()).collect()
}

#[test]
fn what_a_shallow_clone_is_told_to_fetch_can_be_fetched() {
    let folder = repository();
    let first = git(&folder, "origin", &["rev-parse", "main~1"]);
    let url = format!("file://{}", folder.path("origin").display());
    // What is asked for, which of the commands that are named is run, and what is asked for after that.
    let cases = [
        ("origin/main", 0, "origin/main"),
        ("refs/remotes/origin/main", 0, "origin/main"),
        ("main", 0, "origin/main"),
        ("v1", 1, "v1"),
        ("HEAD~1", 0, "HEAD~1"),
        ("HEAD^", 0, "HEAD^"),
        ("origin/feature/topic~2", 0, "origin/feature/topic~2"),
        ("origin/main~1", 0, "origin/main~1"),
        (&*first, 0, &*first),
        (&first[..9], 0, &first[..9]),
    ];
    for (number, (revision, command, then)) in cases.into_iter().enumerate() {
        let clone = format!("clone{number}");
        git(&folder, "", &["clone", "-q", "--depth", "1", "-b", "feature/topic", &url, &clone]);
        let since = |revision: &str| {
            let arguments =
                ["check", "desk", "--since", revision, "--fail-on", "dispute", "--format", "short"];
            folder.run_below(&clone, &arguments)
        };
        let ran: Ran = since(revision);
        assert!(ran.status == 2 && ran.err.contains("this clone is shallow"), "{revision}: {ran:?}");
        assert!(
            ran.err.contains("`fetch-depth: 0`") && ran.err.contains("`GIT_DEPTH: 0`"),
            "{revision}: {ran:?}"
        );
        let all = commands(&ran.err);
        let named = all.get(command).unwrap_or_else(|| panic!("{revision}: {ran:?}"));
        git(&folder, &clone, &named.iter().map(String::as_str).collect::<Vec<_>>());
        if then != revision {
            assert!(
                revision.ends_with(then) || ran.err.contains(&format!("`{then}`")),
                "{revision}: {ran:?}"
            );
        }
        let found = since(then);
        assert!(found.status == 1 && found.out.contains("[C101"), "{revision} after {named:?}: {found:?}");
    }
}

#[test]
fn a_folder_that_one_state_lacks_is_empty_there() {
    let folder = repository();
    folder.write("origin/later/c.claims", format!("{FINE}{ANOTHER}").as_bytes());
    git(&folder, "origin", &["add", "."]);
    git(&folder, "origin", &["commit", "-qm", "fourth"]);
    let grown = folder.run_below("origin/later", &["diff", "--git", "main..HEAD", "--fail-on-new"]);
    assert!(grown.status == 1 && grown.out.contains("2 claims added"), "{grown:?}");
    assert_eq!(grown.err, "");
    let shrunk = folder.run_below("origin/later", &["diff", "--git", "HEAD..main", "--fail-on-new"]);
    assert!(shrunk.status == 0 && shrunk.out.contains("2 gone"), "{shrunk:?}");
    let wrote = folder.run_below("origin/later", &["diff", "--git", "main..HEAD", "-o", "c.claims"]);
    assert!(wrote.status == 2 && wrote.err.contains("c.claims is an input of this run"), "{wrote:?}");
}

/// Slips of one source that are told as one: a new one among them is the one that a diff names.
#[test]
fn a_diff_names_the_new_member_of_a_fold() {
    let slip = |place: &str, first: u32| {
        format!(
            "death toll {} in {place} on 2021-03-10 by Police\ndeath toll {first} in {place} on 2021-03-11 by Police\n",
            first + 3
        )
    };
    let old: String = ["Aa", "Bb", "Cc"].iter().map(|place| slip(place, 10)).collect();
    let folder = Folder::new(&[("old/a.claims", &old), ("new/a.claims", &(old.clone() + &slip("Dd", 10)))]);
    let told = folder.run(&["check", "new", "--format", "json"]).json();
    let members = told["findings"][0]["members"].as_array().map_or(0, Vec::len);
    assert_eq!(members, 4, "the four are one finding: {told}");
    let diff = folder.run(&["diff", "old", "new", "--format", "json"]).json();
    let appeared = diff["findings"]["appeared"].as_array().expect("a list");
    assert_eq!(appeared.len(), 1, "{diff}");
    assert!(appeared[0]["message"].to_string().contains("Dd"), "{diff}");
    let line = appeared[0]["line"].as_u64().expect("a line");
    assert!((7..=8).contains(&line), "{diff}");
    assert_eq!(diff["findings"]["disappeared"].as_array().map(Vec::len), Some(0), "{diff}");
    // Where all are new, they are told as one.
    folder.write("old/a.claims", FINE.as_bytes());
    let whole = folder.run(&["diff", "old", "new", "--format", "json"]).json();
    assert_eq!(whole["findings"]["appeared"].as_array().map(Vec::len), Some(1), "{whole}");
}
