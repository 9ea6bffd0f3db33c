//! Reports on standard error what a run has found and not read, one line per reason.

use super::files::Loaded;
use super::screen::complain;
use super::walk::PassedOverReason;
use crate::intake::{self, FileFormat};
use crate::report::grouped_plural;

/// How many files a line names.
const NAMED: usize = 3;

/// Reports what was passed over. A query gets no report of texts without claims.
pub(super) fn report(loaded: &Loaded, is_query: bool) {
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
        (
            PassedOverReason::BadTable,
            "the table is damaged or too large, or has no column of texts or numbers: name it on the command line to be told why",
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
    if !is_query {
        texts_without_claims(loaded);
    }
    for (column, why) in &loaded.left_out {
        complain(format_args!("passed over {column}: {why}"));
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

/// Numbers in ascending order as ranges, and how many more there are: `4, 7–9`.
fn ranges(numbers: &[u32]) -> String {
    let runs = || numbers.chunk_by(|one, next| one + 1 == *next);
    let named = runs().take(NAMED).map(|run| match run {
        [first, .., last] => format!("{first}–{last}"),
        _ => run[0].to_string(),
    });
    let named = named.collect::<Vec<_>>().join(", ");
    let more: usize = runs().skip(NAMED).map(<[u32]>::len).sum();
    if more > 0 { format!("{named} and {}", grouped_plural(more, "more row")) } else { named }
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
    loaded.passed_over.len() + loaded.left_out.len() + blocks.sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn rows_are_listed_as_ranges_and_the_others_counted() {
        assert_eq!(ranges(&[4]), "4");
        assert_eq!(ranges(&[4, 7, 8, 9]), "4, 7–9");
        assert_eq!(ranges(&[1, 3, 5, 7]), "1, 3, 5 and 1 more row");
        let rows: Vec<u32> = (1..=20_000).chain([30_000, 30_002]).chain(40_001..=50_000).collect();
        assert_eq!(ranges(&rows), "1–20000, 30000, 30002 and 10,000 more rows");
    }
}
