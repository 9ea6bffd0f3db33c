//! Hostile and faulty inputs, each with its exact outcome: nothing hangs, panics, acts on the reader, or goes unsaid.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::cli::{Folder, Ran};

const FINE: &str = "death toll 12 in A on 2021-03-10 by B\n";
const SLIP: &str = "death toll 12 in A on 2021-03-10 by B\ndeath toll 9 in A on 2021-03-11 by B\n";

/// Runs, and ends what does not end by itself.
fn run(folder: &Folder, arguments: &[&str]) -> Ran {
    let mut command = folder.gainsay(arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    // What it writes is read while it runs, so that it never waits for that.
    let (out, err) = (child.stdout.take().expect("an output"), child.stderr.take().expect("an output"));
    let read = |mut from: Box<dyn std::io::Read + Send>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            from.read_to_end(&mut bytes).map(|_| String::from_utf8(bytes).expect("reports are UTF-8"))
        })
    };
    let (out, err) = (read(Box::new(out)), read(Box::new(err)));
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("it can be asked") {
            break status;
        }
        if begun.elapsed() > Duration::from_secs(120) {
            let _ = child.kill();
            panic!("{arguments:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let text = |reader: std::thread::JoinHandle<std::io::Result<String>>| {
        reader.join().expect("it is read").expect("it can be read")
    };
    Ran { status: status.code().unwrap_or(-1), out: text(out), err: text(err) }
}

/// What is wrong with a run: with what holds of every one, or with what is expected of this one.
fn wrong(name: &str, ran: &Ran, status: i32, said: &str) -> Option<String> {
    let all = format!("{}{}", ran.out, ran.err);
    let acts =
        all.chars().any(|c| (c.is_control() && c != '\n') || "\u{202E}\u{2066}\u{200B}\u{2028}".contains(c));
    let fault = if all.contains("panicked") {
        "panics".to_owned()
    } else if acts {
        "lets a character act".to_owned()
    } else if all.contains("\n::") {
        "lets a command act".to_owned()
    } else if ran.status != status {
        format!("ends with {} and not {status}", ran.status)
    } else if !all.contains(said) {
        format!("does not say `{said}`")
    } else {
        return None;
    };
    let all: String = all.chars().take(600).collect();
    Some(format!("{name} {fault}:\n{all}\n"))
}

/// Fails with all that is wrong.
#[track_caller]
fn none(faults: Vec<Option<String>>) {
    let faults: Vec<String> = faults.into_iter().flatten().collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Texts of files: their names, what is in them, the status, and what is said.
#[test]
fn texts_of_every_kind_have_their_outcome() {
    let deep_json = "[".repeat(100_000);
    let deep_set = format!("members of A are {}\n", "{".repeat(50_000));
    let long_line = format!("death toll {} in A on 2021-03-10 by B\n", "9".repeat(200_000));
    let long_name = format!("death toll 12 in {} on 2021-03-10 by B\n", "x".repeat(300_000));
    let many_quotes = "\"".repeat(100_001);
    let wide = format!("measure,value,date,source\n{}\n", ",".repeat(200_000));
    let many_fences = "```claims\n```\n".repeat(20_000);
    let many_labels = format!("accept conflicting-figures between {} because \"x\"\n", "@a, ".repeat(20_000));
    let exponents = "death toll 1e999999999 in A on 2021-03-10 by B\n";
    let texts: Vec<(&str, &[u8], i32, &str)> = vec![
        ("empty.claims", b"", 2, "nothing was checked"),
        ("blank.claims", b" \t\r\n\n \n", 2, "nothing was checked"),
        ("bom.claims", b"\xEF\xBB\xBF", 2, "nothing was checked"),
        ("comment.claims", b"# nothing but a comment", 2, "nothing was checked"),
        ("definition.claims", b"define measure m\n    kind level\n", 2, "nothing was checked"),
        ("utf16le.claims", b"\xFF\xFEd\0e\0", 3, "is UTF-16"),
        ("utf16be.claims", b"\xFE\xFF\0d\0e", 3, "is UTF-16"),
        ("bare16.claims", b"d\0e\0a\0t\0h\0 \0", 3, "is UTF-16"),
        ("rich.claims", b"{\\rtf1 death toll 12}", 3, "rich text"),
        ("zip.claims", b"PK\x03\x04\x14\0", 3, "is not a text file"),
        ("pdf.claims", b"%PDF-1.7\n", 3, "is not a text file"),
        ("zeros.claims", &[0; 5_000], 3, "is not a text file"),
        ("one-zero.claims", b"death toll 12\0 in A on 2021-03-10 by B\n", 3, "is not a text file"),
        ("mac.claims", b"a 1 by B\rb 2 by C\rc 3 by D\r", 3, "old Macintoshes"),
        ("latin.claims", b"death toll 12 in K\xF6ln on 2021-03-10 by B\n", 1, "bad-encoding"),
        ("overlong.claims", b"death toll 12 in \xC0\xAF on 2021-03-10 by B\n", 1, "bad-encoding"),
        ("surrogate.claims", b"death toll 12 in \xED\xA0\x80 on 2021-03-10 by B\n", 1, "bad-encoding"),
        ("cut.claims", b"death toll 12 in A\xE2\x82", 1, "bad-encoding"),
        ("escape.claims", b"death toll 12 in A\x1b[2J on 2021-03-10 by B, by B\n", 1, "error[R1"),
        ("osc.claims", b"\x1b]0;owned\x07 \x1b]8;;http://x\x07y\n", 1, "error[R101"),
        ("bidi.claims", "death toll 12 in \u{202E}A on 2021-03-10 by\n".as_bytes(), 1, "error[R101"),
        ("isolate.claims", "death toll \u{2066}12 in A on on by B\n".as_bytes(), 1, "error[R101"),
        ("zero-width.claims", "death\u{200B}toll 12 ?? in A\n".as_bytes(), 1, "error[R101"),
        ("separator.claims", "death toll 12 ?? \u{2028}::error::x\n".as_bytes(), 1, "error[R101"),
        ("bell.claims", b"? \x07\x08\x0B\x0C\x7F\n", 1, "error[R101"),
        ("carriage.claims", b"death toll ?? \r::error::owned\n", 0, "warning[R114"),
        ("command.claims", b"::error::owned\n::stop-commands::x\n", 1, "error[R101"),
        ("legacy.claims", b"##[error]owned\n? ##[set-output name=a]b\n", 1, "error[R101"),
        ("markup.claims", b"<script>alert(1)</script>\n", 1, "error[R101"),
        ("long-line.claims", long_line.as_bytes(), 1, "error[R101"),
        ("long-name.claims", long_name.as_bytes(), 0, "1 file, 1 claim"),
        ("quotes.claims", many_quotes.as_bytes(), 1, "error[R101"),
        ("deep-set.claims", deep_set.as_bytes(), 1, "error[R101"),
        ("labels.claims", many_labels.as_bytes(), 1, "error[R101"),
        ("exponent.claims", exponents.as_bytes(), 1, "error[R1"),
        ("zero-share.claims", b"share of a 5% (0 of 0) on 2021-03-10 by B\n", 1, "error[R109"),
        ("year.claims", b"death toll 12 in A on 999999999999-01-01 by B\n", 1, "error[R1"),
        ("day.claims", b"death toll 12 in A on 2021-02-30 by B\n", 1, "error[R106"),
        (
            "self.claims",
            b"include \"self.claims\"\ndeath toll 12 in A on 2021-03-10 by B\n",
            1,
            "include each other in a circle",
        ),
        ("out.claims", b"include \"../../../../etc/passwd.claims\"\n", 1, "error[R101"),
        ("absolute.claims", b"include \"/etc/hosts.claims\"\n", 1, "relative to its own file"),
        ("folder.claims", b"include \".\"\n", 1, "error[R101"),
        ("quote.claims", b"quote \"never closed by B\n", 1, "error[R101"),
        (
            "crlf.claims",
            b"death toll 12 in A on 2021-03-10 by B\r\ndeath toll 9 in A on 2021-03-11 by B\r\n",
            1,
            "C105",
        ),
        ("prose.md", b"# Draft\n\nThe toll was 792.\n", 2, "no claims in it"),
        ("near.md", b"```claim\ndeath toll 12 in A by B\n```\n", 2, "it is marked `claim`"),
        ("swapped.md", b"~~~cliams\nx\n~~~\n", 2, "it is marked `cliams`"),
        ("capital.md", b"```Claims\ndeath toll 12 in A on 2021-03-10 by B\n```\n", 0, "1 claim"),
        ("spaced.md", b"``` claims\ndeath toll 12 in A on 2021-03-10 by B\n```\n", 0, "1 claim"),
        ("quoted.md", b"> ```claims\n> death toll 12 in A on 2021-03-10 by B\n> ```\n", 0, "1 claim"),
        ("listed.md", b"- ```claims\n  death toll 12 in A on 2021-03-10 by B\n  ```\n", 0, "1 claim"),
        ("open.md", b"```claims\ndeath toll 12 in A on 2021-03-10 by B\n", 0, "1 claim"),
        ("hollow.md", b"```claims\n```\n", 2, "nothing was checked"),
        ("fences.md", many_fences.as_bytes(), 2, "nothing was checked"),
        ("bare.csv", b"", 2, "nothing was checked"),
        ("headings.csv", b"measure,value,date,source\n", 2, "nothing was checked"),
        ("unknown.csv", b"a,b\n1,2\n", 1, "error[R1"),
        ("open.csv", b"measure,value,date,source\ndeath toll,\"12,2021-03-10,B\n", 1, "error[R1"),
        (
            "ragged.csv",
            b"measure,value,date,source\ndeath toll,12\ninjured,1,2021-03-10,B,x,y\n",
            1,
            "error[R1",
        ),
        ("wide.csv", wide.as_bytes(), 2, "nothing was checked"),
        ("zero.csv", b"measure,value\n\0,1\n", 3, "is not a text file"),
        ("formula.csv", b"measure,value,date,source\n=cmd|x!A0,12,2021-03-10,B\n", 0, "1 claim"),
        ("deep.jsonl", deep_json.as_bytes(), 1, "error[R1"),
        ("list.jsonl", b"[1, 2, 3]\n", 1, "error[R1"),
        ("cut.jsonl", b"{\"measure\": \"death toll\", \"value\": 1", 1, "error[R1"),
        ("twice.jsonl", b"{\"value\": 1, \"value\": 2}\n", 1, "error[R1"),
        (
            "huge.jsonl",
            b"{\"measure\": \"m\", \"value\": 1e401, \"date\": \"2021-03-10\", \"source\": \"B\"}\n",
            1,
            "error[R101",
        ),
        ("escape.jsonl", b"{\"measure\": \"a\\u001b[31m\\u202e\", \"value\": \"??\"}\n", 0, "warning[R114"),
    ];
    assert!(texts.len() >= 60, "{}", texts.len());
    let folder = Folder::new(&[]);
    let mut faults = Vec::new();
    for (name, bytes, status, said) in texts {
        folder.write(name, bytes);
        for format in ["short", "json"] {
            let ran = run(&folder, &["check", name, "--format", format, "--today", "2026-11-29"]);
            faults.push(wrong(name, &ran, status, if format == "short" { said } else { "" }));
        }
        let pretty = run(&folder, &["check", name, "--fail-on", "never", "--today", "2026-11-29"]);
        faults.push(wrong(name, &pretty, if status == 1 { 0 } else { status }, ""));
        fs::remove_file(folder.path(name)).expect("it is there");
    }
    none(faults);
}

/// Commands on a folder of good claims: the arguments, the status, and what is said.
#[test]
fn commands_of_every_kind_have_their_outcome() {
    let folder = Folder::new(&[
        ("a.claims", SLIP),
        ("fine.claims", FINE),
        ("empty/notes.txt", ""),
        ("odd/sheet.csv", "Where,How many\nA,12\n"),
        ("odd/book.xlsx", "PK"),
        ("mixed/a.claims", FINE),
        ("mixed/book.xlsx", "PK"),
        ("mixed/sheet.csv", "Where,How many\nA,12\n"),
        ("mixed/read.md", "# prose\n"),
        ("near/a.claims", FINE),
        ("near/draft.md", "```claim\nx\n```\n"),
        ("set/gainsay.toml", "[tolerances]\n\"deth toll\" = \"2%\"\n"),
        ("set/a.claims", FINE),
        ("bad/gainsay.toml", "[rulez]\n"),
        ("bad/a.claims", FINE),
        ("deep/gainsay.toml", &format!("a = {}\n", "[".repeat(100_000))),
        ("deep/a.claims", FINE),
    ]);
    fs::create_dir(folder.path("dir.claims")).expect("a folder can be made");
    let cases: [(&[&str], i32, &str); 31] = [
        (&["check", "gone.claims"], 3, "there is no such file"),
        (&["check", "gone.claims", "a.claims"], 3, "C105"),
        (&["check", "empty"], 2, "nothing was checked"),
        (&["check", "empty", "--allow-empty"], 0, "nothing to report"),
        (&["check", "empty", "fine.claims"], 3, "there is no .claims file in this folder"),
        (&["check", "empty", "fine.claims", "--allow-empty"], 0, "1 claim"),
        (&["check", "odd"], 2, "passed over odd/sheet.csv: its headings"),
        (&["check", "odd"], 2, "passed over odd/book.xlsx: the workbook is damaged"),
        (&["check", "mixed"], 0, "3 passed over"),
        (&["check", "mixed", "-q"], 0, ""),
        (&["check", "near"], 0, "near/draft.md:1: passed over this block: it is marked `claim`"),
        (&["check", "dir.claims"], 2, "nothing was checked"),
        (&["check", "/dev/null"], 3, "it is a pipe or a device"),
        (&["check", "a.claims", "-o", "a.claims"], 2, "a.claims is an input of this run"),
        (&["check", "a.claims", "-o", "./set/../a.claims"], 2, "is an input of this run"),
        (&["check", "a.claims", "--format", "json=o.json", "--format", "sarif=a.claims"], 2, "is an input"),
        (&["check", "set", "-o", "set/gainsay.toml"], 2, "is an input of this run"),
        (&["claims", "a.claims", "-o", "a.claims"], 2, "is an input of this run"),
        (&["convert", "a.claims", "--to", "csv", "-o", "a.claims"], 2, "is an input of this run"),
        (&["check", "a.claims", "-o", "no/such/folder"], 2, "cannot write no/such/folder"),
        (&["check", "a.claims", "-o", "set"], 2, "it is a folder"),
        (&["check", "a.claims", "-o", ""], 2, ""),
        (&["check", "a.claims", "-o", "/dev/full"], 3, "cannot write /dev/full"),
        (&["check", "a.claims", "-o", "/dev/null"], 1, "1 error"),
        (&["check", "set/a.claims"], 0, "did you mean `death toll`?"),
        (&["check", "bad"], 2, "there is no setting `rulez`"),
        (&["check", "deep"], 2, "gainsay.toml"),
        (&["check", "fine.claims", "--config", "gone.toml"], 2, "there is no such file"),
        (&["check", "fine.claims", "--config", "/dev/zero"], 2, "it is a pipe or a device"),
        (&["check", "fine.claims", "--threads", "1000000"], 0, "1 claim"),
        (&["check", "fine.claims", "--against", "empty"], 3, "there is no .claims file"),
    ];
    none(
        cases
            .map(|(arguments, status, said)| {
                wrong(&format!("{arguments:?}"), &run(&folder, arguments), status, said)
            })
            .into(),
    );
    assert_eq!(folder.read("a.claims"), SLIP, "no input is written over");
    let left: Vec<_> = fs::read_dir(folder.path("")).expect("the folder").flatten().collect();
    assert!(left.iter().all(|entry| !entry.file_name().to_string_lossy().ends_with(".part")), "{left:?}");
    assert_eq!(folder.run(&["check", "mixed", "--format", "json"]).json()["summary"]["passed_over"], 3);
}

/// What only some systems have: pipes, links, what nobody may read.
#[cfg(unix)]
#[test]
fn pipes_links_and_locks_have_their_outcome() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new(&[
        ("in/a.claims", FINE),
        (
            "in/b.claims",
            "include \"link.claims\"\ninclude \"pipe.claims\"\ndeath toll 1 in B on 2021-03-10 by B\n",
        ),
        ("out/secret.claims", "death toll 666 in Secret on 2021-03-10 by B\n"),
        ("voc/gainsay.toml", "vocabulary = [\"v.claims\"]\n"),
        ("voc/a.claims", FINE),
        ("loop/a.claims", FINE),
        ("old.txt", "before"),
    ]);
    let made = Command::new("mkfifo").arg(folder.path("in/pipe.claims")).status().expect("mkfifo runs");
    assert!(made.success());
    let link = |to: &str, at: &str| symlink(to, folder.path(at)).expect("a link can be made");
    link("../out/secret.claims", "in/link.claims");
    link("a.claims", "in/same.claims");
    link("nowhere", "in/broken.claims");
    link("../out/secret.claims", "voc/v.claims");
    link(".", "loop/again");
    link("old.txt", "alias.txt");
    link("in/a.claims", "alias.claims");
    let cases: [(&str, &[&str], i32, &str); 10] = [
        ("in", &["check", "pipe.claims"], 3, "it is a pipe or a device"),
        ("in", &["check"], 1, "passed over broken.claims, link.claims: it is a link that leads out"),
        ("in", &["check"], 1, "passed over pipe.claims: it is a pipe or a device"),
        ("in", &["check", "b.claims", "--format", "short"], 1, "it is outside the corpus"),
        ("in", &["check", "b.claims", "--format", "short"], 1, "it is a pipe or a device"),
        ("in", &["claims"], 0, "\"a.claims\""),
        (".", &["check", "voc"], 2, "it is outside the settings' folder"),
        (".", &["check", "loop"], 0, "1 file, 1 claim"),
        (".", &["check", "in/a.claims", "-o", "alias.claims"], 2, "is an input of this run"),
        (".", &["check", "in/a.claims", "-o", "alias.txt"], 0, "1 claim"),
    ];
    let mut faults = Vec::new();
    for (below, arguments, status, said) in cases {
        let ran = folder.run_below(below, arguments);
        faults.push(wrong(&format!("{arguments:?}"), &ran, status, said));
        assert!(!ran.out.contains("666"), "what lies outside is not read: {ran:?}");
    }
    none(faults);
    assert_eq!(fs::read_link(folder.path("alias.txt")).expect("still a link"), Path::new("old.txt"));
    assert_eq!(folder.read("old.txt"), "", "what the link leads to was written");
}

/// What the run takes from its input says that it has listed its files: a pipe holds far less.
#[cfg(unix)]
#[test]
fn a_file_that_vanishes_during_the_run_costs_no_other() {
    use std::io::Write;

    let folder = Folder::new(&[("in/a.claims", SLIP), ("in/b.claims", FINE), ("in/c.claims", FINE)]);
    let mut command = folder.gainsay(&["check", "--threads", "1", "-", "in"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut input = child.stdin.take().expect("an input");
    input.write_all("# a remark\n".repeat(100_000).as_bytes()).expect("it reads its input");
    fs::remove_file(folder.path("in/b.claims")).expect("it was there");
    drop(input);
    let ran = Ran::of(&child.wait_with_output().expect("it ends"));
    none(vec![
        wrong("what vanished", &ran, 3, "b.claims"),
        wrong("what is there", &ran, 3, "C105"),
        wrong("the rest", &ran, 3, "3 files, 3 claims"),
    ]);
}

#[test]
fn a_disk_that_is_full_and_a_reader_that_has_seen_enough() {
    let folder = Folder::new(&[("a.claims", SLIP)]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    if let Ok(full) = full {
        let ran =
            folder.gainsay(&["check", "--format", "json=o.json", "--format", "pretty"]).stdout(full).output();
        let ran = Ran::of(&ran.expect("the binary runs"));
        assert_eq!(ran.status, 3, "{ran:?}");
        assert!(ran.err.contains("cannot write standard output") && ran.err.contains("1 error"), "{ran:?}");
        assert!(folder.read("o.json").starts_with("{\"schema\""), "the other output is there");
    }
    let many: String = (0..3_000).map(|n| format!("death toll ?? {n}\n")).collect();
    folder.write("many.claims", many.as_bytes());
    let mut child = folder
        .gainsay(&["check", "many.claims", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!(ended.status.code(), Some(0), "{ended:?}");
}

#[test]
fn no_format_obeys_a_corpus_on_a_build_server() {
    let evil = "# by \"::error::owned\"\n::error::owned\ndeath toll 12 in \"##[error]owned\" on 2021-03-10 by B\n\
                death toll 9 in \"##[error]owned\" on 2021-03-11 by B\n";
    let folder = Folder::new(&[("a.claims", evil)]);
    for format in gainsay::report::FORMATS {
        let ran = folder.run_where(&["check", "--format", format.name], &[("GITHUB_ACTIONS", "true")]);
        assert!(!ran.out.contains("##[") && !ran.err.contains("##["), "{}: {ran:?}", format.name);
        let commands: Vec<&str> =
            ran.out.lines().filter(|line| line.trim_start().starts_with("::")).collect();
        let ours = |line: &&str| {
            line.starts_with("::error file=a.claims,line=")
                || line.starts_with("::warning file=")
                || line.starts_with("::notice file=")
        };
        assert!(commands.iter().all(ours), "{}: {commands:?}", format.name);
        assert_eq!(commands.is_empty(), format.name != "github", "{}", format.name);
    }
    folder.write("gainsay.toml", b"[rules]\n\"##[error]owned\" = \"off\"\n");
    let ran = folder.run_where(&["check"], &[("GITHUB_ACTIONS", "true")]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.err.contains("## [error]owned") && !ran.err.contains("##["), "{ran:?}");
}
