//! `gainsay check --watch`: what it says after each change.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::cli::Folder;

/// How long a line may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// For so long nothing is said while nothing changes.
const QUIET: Duration = Duration::from_millis(1_500);

/// A running check that ends when it is dropped.
struct Watched {
    child: Child,
    lines: Receiver<String>,
}

impl Watched {
    fn of(folder: &Folder, arguments: &[&str]) -> Self {
        let mut command = folder.gainsay(&[&["check", "--watch"], arguments].concat());
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        let said = BufReader::new(child.stderr.take().expect("it is piped"));
        let (send, lines) = channel();
        thread::spawn(move || said.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        Self { child, lines }
    }

    /// The lines up to the one with which it waits for the next change.
    fn until_it_waits(&self) -> Vec<String> {
        let mut said = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect("another line");
            if line.starts_with("gainsay: watching") {
                return said;
            }
            said.push(line);
        }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

#[test]
fn what_is_new_and_what_is_gone_is_said_after_each_change() {
    let folder = Folder::new(&[
        ("a.claims", "define measure deaths\n    kind cumulative\ndeaths 12 on 2020-05-01 by A\n"),
        ("b.claims", "deaths 12 on 2020-05-01 by B\n"),
    ]);
    // What it writes itself is no change, though it stands among the texts.
    let watched = Watched::of(&folder, &[".", "--format", "jsonl=out.jsonl"]);
    let first = watched.until_it_waits();
    assert!(watched.lines.recv_timeout(QUIET).is_err(), "it checks again though nothing has changed");
    assert!(
        !first.iter().any(|line| line.starts_with("new:") || line.contains("since the check")),
        "{first:?}"
    );
    folder.write("b.claims", b"deaths 21 on 2020-05-01 by B\n");
    let second = watched.until_it_waits();
    assert!(second.iter().any(|line| line.starts_with("new: C101 ") && line.contains("21")), "{second:?}");
    assert!(second.contains(&"gainsay: 1 new, 0 gone since the check before".to_owned()), "{second:?}");
    folder.write("b.claims", b"deaths 12 on 2020-05-01 by B\n\n");
    let third = watched.until_it_waits();
    assert!(third.iter().any(|line| line.starts_with("gone: C101 ")), "{third:?}");
    // What cannot be read for a while ends nothing.
    folder.write("gainsay.toml", b"decimal = 3\n");
    let fourth = watched.until_it_waits();
    assert!(
        fourth.contains(&"gainsay: the files cannot be checked as they are now".to_owned()),
        "{fourth:?}"
    );
    folder.write("gainsay.toml", b"decimal = \"point\"\n");
    let fifth = watched.until_it_waits();
    assert!(fifth.contains(&"gainsay: nothing new, nothing gone".to_owned()), "{fifth:?}");
}

#[test]
fn standard_input_cannot_be_watched() {
    let folder = Folder::new(&[]);
    let ran = folder.run(&["check", "--watch", "-"]);
    assert_eq!((ran.status, ran.err.contains("standard input does not change")), (2, true), "{}", ran.err);
}
