//! The binary as its user sees it: exit statuses, streams, files named in every way.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder of its own for one test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("gainsay-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Self(std::env::temp_dir().join(name));
        fs::create_dir_all(&folder.0).expect("a folder can be made");
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    pub(crate) fn write(&self, name: impl AsRef<Path>, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect("a file that is there")
    }

    pub(crate) fn gainsay(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.current_dir(&self.0).args(arguments).stdin(Stdio::null());
        let ci = ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI"];
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "COLUMNS"].into_iter().chain(ci) {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.gainsay(arguments).output().expect("the binary runs"))
    }

    /// Where a file of this name is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Runs where these variables are set.
    pub(crate) fn run_where(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        let variables = variables.iter().copied();
        Ran::of(&self.gainsay(arguments).envs(variables).output().expect("the binary runs"))
    }

    /// Runs in a folder below.
    pub(crate) fn run_below(&self, folder: &str, arguments: &[&str]) -> Ran {
        let mut command = self.gainsay(arguments);
        Ran::of(&command.current_dir(self.0.join(folder)).output().expect("the binary runs"))
    }

    /// Runs with a text on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        let mut command = self.gainsay(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary runs");
        // A process that does not read it may end before it is written.
        let _ = child.stdin.take().expect("it has an input").write_all(input.as_bytes());
        Ran::of(&child.wait_with_output().expect("it ends"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr.clone()).expect("standard error is UTF-8"),
        }
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

const FINE: &str = "death toll 729 in Nagorno-Karabakh on 2020-10-19 by ICRC\n    url: https://example.org\n";

#[test]
fn a_file_a_folder_and_standard_input() {
    let folder = Folder::new(&[("desk/a.claims", FINE), ("desk/.hidden.claims", "x"), ("desk/b.txt", "x")]);
    for paths in [&["desk"][..], &["desk/a.claims"], &["."], &[], &["./desk/", "desk/a.claims"]] {
        let ran = folder.run(&[&["check", "--fail-on", "never"], paths].concat());
        assert_eq!(ran.status, 0, "{paths:?}: {ran:?}");
    }
    let ran = folder.run_with(&["check", "-", "--fail-on", "never"], FINE);
    assert_eq!(ran.status, 0, "{ran:?}");
}

#[test]
fn what_cannot_be_read_is_reported_and_the_rest_still_checked() {
    let folder = Folder::new(&[("a.claims", FINE), ("notes.txt", "x"), ("empty/readme.md", "x")]);
    let missing = folder.run(&["check", "gone.claims", "a.claims", "--format", "json"]);
    assert_eq!(missing.status, 3);
    assert!(missing.err.contains("gainsay: gone.claims: there is no such file"), "{missing:?}");
    assert_eq!(missing.json()["schema"], "gainsay-report/1");
    let other = folder.run(&["check", "notes.txt"]);
    assert_eq!(other.status, 3);
    assert!(other.err.contains("notes.txt: gainsay reads .claims, .md"), "{other:?}");
    let empty = folder.run(&["check", "empty"]);
    assert_eq!(empty.status, 2);
    assert!(empty.err.contains("there is no .claims file in this folder"), "{empty:?}");
    assert!(empty.out.is_empty(), "{empty:?}");
}

#[test]
fn markdown_is_read_where_it_is_named_or_holds_claims() {
    let fence = format!("# Notes\n\n```claims\n{FINE}```\n");
    let folder = Folder::new(&[("desk/a.md", &fence), ("desk/b.md", "# None\n"), ("desk/c.claims", FINE)]);
    let files = |arguments: &[&str]| {
        folder.run(&[&["check", "--format", "json"], arguments].concat()).json()["summary"]["files"].clone()
    };
    assert_eq!(files(&["desk"]), 2);
    assert_eq!(files(&["desk/a.md", "desk/b.md"]), 2);
    let laid_out = folder.run(&["fmt", "desk"]);
    assert_eq!(laid_out.status, 0, "{laid_out:?}");
    let refused = folder.run(&["fmt", "desk/a.md"]);
    assert!(
        refused.status == 3 && refused.err.contains("only .claims files can be formatted"),
        "{refused:?}"
    );
}

#[test]
fn gitignore_is_kept() {
    let folder = Folder::new(&[("kept/a.claims", FINE), ("left/b.claims", FINE), (".gitignore", "left/\n")]);
    fs::remove_file(folder.0.join("kept/a.claims")).expect("the file is there");
    assert_eq!(folder.run(&["check"]).status, 2, "all that is left is ignored");
    assert_ne!(folder.run(&["check", "left"]).status, 2, "what is named is read");
}

#[test]
fn a_wrong_command_is_2() {
    let folder = Folder::new(&[("a.claims", FINE)]);
    for arguments in [
        &["check", "--select", "no-such-rule-at-all"][..],
        &["check", "--today", "2020-02-30"],
        &["check", "--today", "tomorrow"],
        &["check", "--format", "xml"],
        &["check", "--threads", "0"],
        &["check", "--output", "no/such/folder/file"],
        &["explain", "no-such-rule-at-all"],
        &["frobnicate"],
        &[],
    ] {
        let ran = folder.run(arguments);
        assert_eq!(ran.status, 2, "{arguments:?}: {ran:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn bytes_of_any_kind_are_survived() {
    let junk: Vec<u8> = (0..200_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let folder = Folder::new(&[]);
    folder.write("junk.claims", &junk);
    folder.write("zero.claims", b"");
    folder.write("bom.claims", b"\xEF\xBB\xBF");
    folder.write("line.claims", "x".repeat(1 << 20).as_bytes());
    for format in ["pretty", "short", "json"] {
        let ran = folder.run(&["check", "--format", format]);
        assert_eq!(ran.status, 3, "{format}: {}", ran.err);
        assert_eq!(ran.err.matches("junk.claims").count(), 1, "{format}: {}", ran.err);
        assert!(!ran.out.contains('\u{1b}'), "{format}");
    }
}

#[test]
fn a_slip_of_the_command_is_reported_as_what_was_meant() {
    let folder = Folder::new(&[("a.claims", FINE), ("a.txt", FINE), ("b.claims", "? ?? !\n")]);
    folder.write("wide.claims", b"\xFF\xFEd\0e\0");
    folder.write("rich.claims", b"{\\rtf1 death toll 13\n}");
    for (arguments, reported) in [
        (&["a.claims"][..], "did you mean `gainsay check a.claims`?"),
        (&["check", "a.txt"], "rename it to a.claims"),
        (&["check", "wide.claims"], "UTF-16"),
        (&["check", "rich.claims"], "RTF"),
        (&["claims", "b.claims"], "1 statement could not be read and is not listed"),
        (&["fmt", "--check", "b.claims"], "1 statement could not be read and stays as it is"),
    ] {
        let ran = folder.run(arguments);
        assert!(ran.err.contains(reported), "{arguments:?}: {ran:?}");
    }
    let ran = folder.run(&["check", "--fail-on", "nevr", "a.claims"]);
    assert!(ran.status == 2 && !ran.err.contains("similar"), "{ran:?}");
    assert_eq!(folder.run(&["check", "--fail-on", "everything", "a.claims"]).status, 0);
    assert!(folder.run(&["explain", "conflicting", "figures"]).out.starts_with("# conflicting-figures"));
}

#[test]
fn output_goes_to_a_file_and_today_is_echoed() {
    let folder = Folder::new(&[("a.claims", FINE)]);
    let ran = folder.run(&["check", "--format", "json", "--output", "r.json", "--today", "2020-10-22", "-q"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""), "{ran:?}");
    let report = fs::read_to_string(folder.0.join("r.json")).expect("the report is there");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(report["today"], "2020-10-22");
}

#[test]
fn colour_is_decided_in_one_place() {
    let folder = Folder::new(&[("a.claims", FINE)]);
    let colour = |arguments: &[&str], variables: &[(&str, &str)]| {
        let output =
            folder.gainsay(arguments).envs(variables.iter().copied()).output().expect("the binary runs");
        let ran = Ran::of(&output);
        ran.err.contains('\u{1b}') || ran.out.contains('\u{1b}')
    };
    assert!(!colour(&["check"], &[]), "a pipe has none");
    assert!(colour(&["check"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colour(&["check"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(colour(&["check", "--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!colour(&["check", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_work() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new(&[]);
    folder.write(std::ffi::OsStr::from_bytes(b"caf\xE9.claims"), FINE.as_bytes());
    let by_name = folder
        .gainsay(&["fmt", "--check"])
        .arg(std::ffi::OsStr::from_bytes(b"caf\xE9.claims"))
        .output()
        .expect("the binary runs");
    assert_ne!(Ran::of(&by_name).status, 3);
    assert_ne!(folder.run(&["check", "--format", "json"]).status, 3);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = Folder::new(&[("a.claims", &"? ?? !\n".repeat(20_000))]);
    for arguments in [
        &["check", "--format", "short", "--fail-on", "never", "-q"][..],
        &["check", "--format", "json", "--fail-on", "never", "-q"],
        &["check", "--max-findings", "100000", "--fail-on", "never", "-q"],
        &["explain"],
        &["explain", "report-schema"],
        &["claims"],
    ] {
        let mut child = folder
            .gainsay(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        drop(child.stdout.take());
        let ran = Ran::of(&child.wait_with_output().expect("it ends"));
        let lost =
            "gainsay: 20,000 statements could not be read and are not listed; `gainsay check` says why\n";
        let reported = if arguments == ["claims"] { lost } else { "" };
        assert_eq!((ran.status, ran.err.as_str()), (0, reported), "{arguments:?}");
    }
}

#[test]
fn a_word_of_the_reports_that_is_no_rule_is_explained_as_what_it_is() {
    let folder = Folder::new(&[]);
    for (word, said) in [
        ("slip", "gainsay: `slip` is no rule: a slip is"),
        ("disputed", "gainsay: `disputed` is no rule: a finding is"),
        ("drift", "gainsay: `drift` is a family of rules"),
        ("slyp", "gainsay: no rule is called `slyp`; did you mean `slip`?"),
    ] {
        let ran = folder.run(&["explain", word]);
        assert!(ran.status == 2 && ran.err.starts_with(said), "{word}: {} {}", ran.status, ran.err);
    }
}

#[test]
fn what_has_nothing_to_be_compared_with_is_listed() {
    let text = "death toll 729 in Spain on 2020-10-19 by AFP\n\
                death toll 792 in Spain on 2020-10-19 by TASS\n\
                mayor of Harrow is Ada Lind by AFP, TASS\n\
                event truce on 2020-10-10 by AFP\n\
                Turkey supports Baku is true by AFP\n";
    let folder = Folder::new(&[("a.claims", text)]);
    let ran = folder.run(&["check"]);
    let summary = "1 file, 6 claims (2 compared) by 2 sources: 1 warning\n\
                   `gainsay claims --uncompared` lists the 4 that have no other to be compared with\n";
    assert_eq!((ran.status, ran.err.as_str()), (0, summary));
    let listed = folder.run(&["claims", "--uncompared"]);
    let lines: Vec<serde_json::Value> =
        listed.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let at: Vec<i64> = lines.iter().filter_map(|line| line["line"].as_i64()).collect();
    assert_eq!(at, [3, 3, 4, 5]);
}

#[test]
fn the_schema_is_printed_and_the_rules_are_listed() {
    let folder = Folder::new(&[]);
    assert_eq!(folder.run(&["explain", "report-schema"]).json()["title"], "gainsay-report/1");
    let list = folder.run(&["explain"]);
    assert_eq!(list.out.lines().filter(|line| !line.starts_with(' ')).count(), gainsay::rules::ALL.len());
    for rule in gainsay::rules::ALL {
        for name in [rule.name, rule.code.0] {
            let page = folder.run(&["explain", name]);
            assert!(page.status == 0 && page.out.starts_with(&format!("# {}", rule.name)), "{page:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn linked_sheets_are_read_or_it_is_said_that_they_are_not() {
    let outside = Folder::new(&[("far.csv", "measure,value,source\ntoll,7,WHO\n")]);
    let folder = Folder::new(&[
        ("data/a.csv", "measure,value,source,date\ntoll,5,WHO,2024-01-05\n"),
        ("desk/b.claims", "toll 5 on 2024-01-05 by AFP\n"),
    ]);
    let link = |to: PathBuf, name: &str| {
        std::os::unix::fs::symlink(to, folder.0.join(name)).expect("a link can be made");
    };
    link(folder.0.join("data/a.csv"), "desk/a.csv");
    link(folder.0.join("data"), "desk/folder.csv");
    let ran = folder.run(&["claims", "desk"]);
    let said = "gainsay: passed over desk/folder.csv: it is a link to a folder, and those are not followed: name the folder \
                itself to have it read\n";
    assert_eq!((ran.status, ran.err.as_str()), (0, said), "{}", ran.out);
    assert!(ran.out.contains("desk/a.csv"), "{}", ran.out);
    // A file that is found twice is read once.
    let ran = folder.run(&["check", "."]);
    assert!(ran.err.contains("2 files, 1 row, 2 claims"), "{}", ran.err);
    link(outside.0.join("far.csv"), "desk/far.csv");
    link(folder.0.join("gone.csv"), "desk/gone.csv");
    let ran = folder.run(&["claims", "desk"]);
    let said =
        "passed over desk/far.csv, desk/gone.csv: it is a link that leads out of the corpus, or to nothing";
    assert!(ran.err.contains(said), "{}", ran.err);
    assert!(!ran.out.contains("far.csv"), "{}", ran.out);
}
