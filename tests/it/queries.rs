//! What is asked of a corpus, and the answers: each file of `tests/queries` with the commands in its first lines
//! (`# $ ask '…'`), and beside it what they print.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::Folder;
use crate::golden;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries");
    let entries = fs::read_dir(folder).expect("the folder of cases stands");
    let paths = entries.map(|entry| entry.expect("a readable entry").path());
    let mut cases: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "claims")).collect();
    cases.sort();
    cases
}

/// The words of a command, single quotation marks around those that hold blanks.
pub(crate) fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in command.split('\'').enumerate() {
        if number % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn what_is_asked_is_answered() {
    let cases = cases();
    assert!(!cases.is_empty(), "there are cases");
    for case in cases {
        let name = case.file_stem().expect("a case has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&case).expect("a readable case");
        let file = format!("{name}.claims");
        let folder = Folder::new(&[(file.as_str(), text.as_str())]);
        let mut shown = String::new();
        let commands = text.lines().filter_map(|line| line.strip_prefix("# $ "));
        for command in commands {
            let mut arguments = words(command);
            arguments.extend(["--today".to_owned(), "2024-12-31".to_owned(), file.clone()]);
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let ran = folder.run(&arguments);
            shown.push_str(&format!("$ gainsay {command}\n{}{}", ran.out, ran.err));
            shown.push_str(&format!("[status {}]\n\n", ran.status));
        }
        assert!(!shown.is_empty(), "{name} asks nothing");
        golden::check(&format!("tests/queries/{name}.txt"), &shown);
    }
}
