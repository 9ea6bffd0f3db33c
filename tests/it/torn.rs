//! The corpora of the project, cut up and recombined at random: nothing breaks, and no thread or order shows.

use std::fs;
use std::path::{Path, PathBuf};

use gainsay::check::{self, Settings};
use gainsay::report::{self, RenderOptions, ReportView};
use gainsay::source::{Source, Sources};
use gainsay::{rules, syntax};
use proptest::prelude::*;

use crate::properties::{cases, rayon_pool};

/// A change to a text, in fractions of its length so that it fits any text.
#[derive(Clone, Debug)]
enum Tear {
    /// A stretch of bytes is removed.
    Cut(u16, u8),
    /// A byte becomes another.
    Byte(u16, u8),
    /// A line is repeated elsewhere.
    Again(u16, u16),
    /// Two lines are swapped.
    Swap(u16, u16),
    /// A line break is removed.
    Join(u16),
    /// A digit becomes another, as in a typing slip.
    Digit(u16, u8),
}

impl Tear {
    fn apply(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let at = |part: u16| usize::from(part) * bytes.len() / 65_536;
        match *self {
            Self::Cut(from, length) => {
                let from = at(from);
                bytes.drain(from..(from + usize::from(length)).min(bytes.len()));
            }
            Self::Byte(place, byte) => {
                let place = at(place);
                bytes[place] = byte;
            }
            Self::Again(line, place) => lines(bytes, |lines| {
                let (line, place) = (of(line, lines.len()), of(place, lines.len()));
                lines.insert(place, lines[line].clone());
            }),
            Self::Swap(one, two) => lines(bytes, |lines| {
                let (one, two) = (of(one, lines.len()), of(two, lines.len()));
                lines.swap(one, two);
            }),
            Self::Join(place) => {
                let place = at(place);
                if let Some(end) = bytes[place..].iter().position(|&byte| byte == b'\n') {
                    bytes.remove(place + end);
                }
            }
            Self::Digit(place, digit) => {
                let place = at(place);
                if let Some(found) = bytes[place..].iter().position(u8::is_ascii_digit) {
                    bytes[place + found] = b'0' + digit % 10;
                }
            }
        }
    }
}

fn of(part: u16, count: usize) -> usize {
    usize::from(part) * count / 65_536
}

fn lines(bytes: &mut Vec<u8>, change: impl FnOnce(&mut Vec<Vec<u8>>)) {
    let mut all: Vec<Vec<u8>> = bytes.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    change(&mut all);
    *bytes = all.join(&b'\n');
}

fn tear() -> impl Strategy<Value = Tear> {
    prop_oneof![
        2 => (any::<u16>(), any::<u8>()).prop_map(|(from, length)| Tear::Cut(from, length)),
        1 => (any::<u16>(), any::<u8>()).prop_map(|(place, byte)| Tear::Byte(place, byte)),
        3 => (any::<u16>(), any::<u16>()).prop_map(|(line, place)| Tear::Again(line, place)),
        2 => (any::<u16>(), any::<u16>()).prop_map(|(one, two)| Tear::Swap(one, two)),
        1 => any::<u16>().prop_map(Tear::Join),
        4 => (any::<u16>(), any::<u8>()).prop_map(|(place, digit)| Tear::Digit(place, digit)),
    ]
}

/// Every corpus of the project: its files by name, each with its bytes.
fn corpora() -> Vec<Vec<(String, Vec<u8>)>> {
    let mut folders: Vec<PathBuf> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
        .expect("the project has corpora")
        .map(|entry| entry.expect("a folder can be read").path())
        .collect();
    folders.sort();
    let files = |folder: &PathBuf| {
        let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|entry| entry.path());
        let claims = entries.filter(|path| path.extension().is_some_and(|extension| extension == "claims"));
        let named = claims.map(|path| {
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            (name, fs::read(&path).expect("a file can be read"))
        });
        Some(named.collect::<Vec<_>>())
    };
    folders.iter().filter_map(files).filter(|files| !files.is_empty()).collect()
}

/// The findings on some files, in every format.
fn reported(files: &[(String, Vec<u8>)], as_of: Option<&str>) -> Vec<u8> {
    let texts = files.iter().map(|(name, bytes)| Source::from_bytes(name.clone(), bytes.clone()));
    let sources = Sources::new(texts.collect());
    let settings =
        Settings { today: "2026-11-23".to_owned(), as_of: as_of.map(str::to_owned), ..Settings::default() };
    let report = check::check(&sources, &settings);
    let view = ReportView::new(&report, &sources, rules::ALL, None);
    let mut out = Vec::new();
    report::pretty(&mut out, &view, RenderOptions { width: 80, colour: true }).expect("a vector takes all");
    report::short(&mut out, &view).expect("a vector takes all");
    report::json(&mut out, &view).expect("a vector takes all");
    out
}

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn torn_corpora_are_reported_alike_by_any_threads_in_any_order(
        which in any::<prop::sample::Index>(),
        tears in prop::collection::vec((any::<prop::sample::Index>(), tear()), 1..24),
    ) {
        let all = corpora();
        let mut files = which.get(&all).clone();
        for (file, tear) in &tears {
            let file = file.index(files.len());
            tear.apply(&mut files[file].1);
        }
        for (_, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            let once = syntax::format(&text);
            prop_assert_eq!(&syntax::format(&once), &once);
        }
        let one = rayon_pool(1).install(|| reported(&files, None));
        files.reverse();
        prop_assert!(one == rayon_pool(3).install(|| reported(&files, None)), "threads or the order of files show");
        reported(&files, Some("2020-10-20"));
    }
}
