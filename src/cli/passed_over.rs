//! Reports on standard error what a run has found and not read, one line per reason.

use super::files::Loaded;
use super::screen::complain;
use super::walk::PassedOverReason;
use crate::intake::{self, FileFormat};

/// How many files a line names.
const NAMED: usize = 3;

/// Reports what was passed over.
pub(super) fn report(loaded: &Loaded) {
    for (why, says) in [
        (
            PassedOverReason::Sheet,
            "its headings are none that gainsay knows: map them in gainsay.toml (`gainsay init SHEET` proposes how)",
        ),
        (PassedOverReason::Workbook, "save the sheet as CSV (UTF-8) and check that"),
        (PassedOverReason::Link, "it is a link that leads out of the corpus, or to nothing"),
        (
            PassedOverReason::LinkedFolder,
            "it is a link to a folder, and those are not followed: name the folder itself to have it read",
        ),
        (PassedOverReason::Device, "it is a pipe or a device"),
        (PassedOverReason::Prose, "there is no block in it that begins with ```claims"),
    ] {
        let names: Vec<&str> =
            loaded.passed_over.iter().filter(|file| file.why == why).map(|file| file.name.as_str()).collect();
        if names.is_empty() {
            continue;
        }
        let more = names.len().saturating_sub(NAMED);
        let names = names[..names.len() - more].join(", ");
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        complain(format_args!("passed over {names}{more}: {says}"));
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
