//! Reports on standard error what a run has found and not read, one line per reason.

use super::files::Loaded;
use super::screen::complain;
use super::walk::PassedOverReason;
use crate::intake::{self, FileFormat};

/// How many files a line names.
const NAMED: usize = 3;

/// Reports what was passed over; where something is asked of the claims, without the texts that have none.
pub(super) fn report(loaded: &Loaded, asks: bool) {
    for (why, says) in [
        (
            PassedOverReason::Sheet,
            "its headings are none that gainsay knows: map them in gainsay.toml (`gainsay init SHEET` proposes how)",
        ),
        (PassedOverReason::HiddenSheet, "the sheet is hidden: show it to have it read"),
        (
            PassedOverReason::BadWorkbook,
            "the workbook is damaged, protected or too large: name it on the command line to be told why",
        ),
        (PassedOverReason::Workbook, "save the sheet as CSV (UTF-8) and check that"),
        (PassedOverReason::Link, "it is a link that leads out of the corpus, or to nothing"),
        (
            PassedOverReason::LinkedFolder,
            "it is a link to a folder, and those are not followed: name the folder itself to have it read",
        ),
        (PassedOverReason::Device, "it is a pipe or a device"),
    ] {
        name(loaded, why, says);
    }
    if !asks {
        texts_without_claims(loaded);
    }
    for (sheet, rows) in &loaded.hidden_rows {
        let (rows, are) = match rows[..] {
            [row] => (format!("row {row}"), "is"),
            _ => (format!("rows {}", ranges(rows)), "are"),
        };
        complain(format_args!("{sheet}: {rows} {are} hidden, and {are} read all the same"));
    }
    for (_, source) in loaded.sources.iter() {
        if FileFormat::of(source.name()) != Some(FileFormat::Markdown) {
            continue;
        }
        let near = intake::near_fences(source.text());
        for fence in &near {
            complain(format_args!(
                "{}:{}: passed over this block: it is marked `{}`, and blocks of claims are marked `claims`",
                source.name(),
                source.line_of(fence.at),
                fence.word
            ));
        }
        if near.is_empty() && intake::fences(source.text()).is_empty() {
            complain(format_args!(
                "{}: no claims in it: they stand in blocks that begin with ```claims",
                source.name()
            ));
        }
    }
}

/// Reports the texts in folders that have no block of claims.
pub(super) fn texts_without_claims(loaded: &Loaded) {
    name(loaded, PassedOverReason::Prose, "there is no block in it that begins with ```claims");
}

/// Names the files that were passed over for one reason.
fn name(loaded: &Loaded, why: PassedOverReason, says: &str) {
    let names: Vec<&str> =
        loaded.passed_over.iter().filter(|file| file.why == why).map(|file| file.name.as_str()).collect();
    if names.is_empty() {
        return;
    }
    let more = names.len().saturating_sub(NAMED);
    let names = names[..names.len() - more].join(", ");
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    complain(format_args!("passed over {names}{more}: {says}"));
}

/// Numbers in ascending order as ranges: `4, 7–9`.
fn ranges(numbers: &[u32]) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next).map(|run| match run {
        [first, .., last] => format!("{first}–{last}"),
        _ => run[0].to_string(),
    });
    let runs: Vec<String> = runs.collect();
    let more = runs.len().saturating_sub(NAMED);
    let named = runs[..runs.len() - more].join(", ");
    if more > 0 { format!("{named} and {more} more") } else { named }
}

/// How many files, and blocks in them, were passed over.
pub(super) fn count(loaded: &Loaded) -> usize {
    let markdown = loaded
        .sources
        .iter()
        .filter(|(_, source)| FileFormat::of(source.name()) == Some(FileFormat::Markdown));
    let blocks = markdown.map(|(_, source)| {
        let near = intake::near_fences(source.text()).len();
        near + usize::from(near == 0 && intake::fences(source.text()).is_empty())
    });
    loaded.passed_over.len() + blocks.sum::<usize>()
}
