//! Turns the rows of tables into claims, and counts the rows. A problem in a row is reported with the row and the heading.

use crate::finding::{Problem, ProblemKind};
use crate::intake::{RowRange, Sheet};
use crate::model::claim::Claim;
use crate::model::diagnostics::{Diagnostics, Locator};
use crate::model::lower::Lowering;
use crate::model::read::block::Lowered;
use crate::model::read::outline::MetaStatement;
use crate::model::read::print::PrintBasis;
use crate::source::{FileId, Place};
use crate::syntax::tree::{Body, Statement};
use rustc_hash::FxHashSet;

/// The problems reported so far, each by its place and message.
type Reported = FxHashSet<(Place, String)>;

/// The help on a date with nothing to count from: rows have no article above them that could give one.
const DATE_HELP: &str = "write the whole date, or add a column `published` with the publication date";

/// Lowers the rows of a range.
pub(super) fn lower<'s>(
    lowering: &mut Lowering<'_, 's>,
    file: FileId,
    sheet: &'s Sheet<'s>,
    range: RowRange,
    print_basis: Option<PrintBasis<'_>>,
) -> (Lowered, Vec<MetaStatement<'s>>, Vec<(FileId, &'s str)>) {
    let mut lowered = Lowered::default();
    let (mut meta_statements, mut unknown_keys) = (Vec::new(), Vec::new());
    // A row that is read with rows above it gets no print: its own text is not all that it is read from.
    let print_basis = print_basis.filter(|_| sheet.has_independent_rows());
    // What many rows share is kept once for the range. `report_of_tables` compares the ranges of a table.
    let mut reported_of_table = Reported::default();
    let mut seen_keys: FxHashSet<&'s str> = FxHashSet::default();
    sheet.read(range, |read| {
        let row = Locator { sheet: Some(sheet), ..Locator::of(file, sheet.text(), read.text) };
        lowered.row_counts.rows += 1;
        lowered.skips.extend(read.skips);
        if read.skipped {
            lowered.row_counts.skipped += 1;
            lowered.filled.extend(claims_of_skipped(lowering, row, &read.statements));
            return;
        }
        lowering.at = row;
        let new_keys = read.unknown.into_iter().filter(|key| seen_keys.insert(key));
        unknown_keys.extend(new_keys.map(|key| (file, key)));
        let (problems_before, claims_before) = (lowering.diagnostics.problems.len(), lowering.claims.len());
        for error in read.errors {
            lowering.diagnostics.syntax(row, error);
        }
        // At least a part of the row could not be read. What could be read counts all the same.
        if read.refused {
            lowered.row_counts.refused += 1;
            lowered.unread.push(row.statement());
            lowered.unread_labels.extend(sheet.label(row.statement().span).map(|span| {
                let label = sheet.text().get(span.start as usize..span.end as usize).unwrap_or("");
                label.trim_start_matches('@').to_owned()
            }));
        }
        for statement in read.statements {
            lowering.at = Locator { text: statement.text, ..row };
            if matches!(statement.body, Body::Retract(_) | Body::Correct(_)) {
                meta_statements.push(MetaStatement { at: lowering.at, statement, article: 0 });
            } else {
                lowering.statement(&statement, None);
            }
        }
        // Several claims of one row are distinguished by their number in it, from 1.
        let of_row = &mut lowering.claims[claims_before..];
        if sheet.is_wide() && of_row.len() > 1 {
            of_row.iter_mut().zip(1..).for_each(|(claim, number)| claim.part = number);
        }
        if let Some(basis) = print_basis {
            basis.mark(of_row, sheet.head(), read.text);
        }
        let problems = &mut lowering.diagnostics.problems;
        if problems.len() > problems_before {
            // The claims of a row may share a problem.
            let mut reported_of_row = Reported::default();
            for mut problem in problems.split_off(problems_before) {
                if problem.kind == ProblemKind::UnanchoredDate {
                    problem.help = vec![DATE_HELP.to_owned()];
                }
                // A problem that stands outside the row, such as with a constant of the settings, concerns the whole table.
                let (reported, kept) = match sheet.named(read.row, read.text, problem.at.span) {
                    Some(row_and_heading) => {
                        problem.message = format!("{row_and_heading}: {}", problem.message);
                        (&mut reported_of_row, &mut *problems)
                    }
                    None => (&mut reported_of_table, &mut lowered.table_problems),
                };
                if reported.insert((problem.at, problem.message.clone())) {
                    kept.push(problem);
                }
            }
        }
    });
    lowered.claims = std::mem::take(&mut lowering.claims);
    lowered.diagnostics = std::mem::take(&mut lowering.diagnostics);
    lowered.used_names = std::mem::take(&mut lowering.used_names);
    lowered.skips.sort_unstable();
    lowered.skips.dedup();
    (lowered, meta_statements, unknown_keys)
}

/// What a skipped row claims. These are no claims of the corpus: they only show what an outlet has dropped (`read::dropped`).
/// Problems in them are not reported.
fn claims_of_skipped<'s>(
    lowering: &mut Lowering<'_, 's>,
    row: Locator<'s>,
    statements: &[Statement<'s>],
) -> Vec<Claim> {
    let (problems_before, claims_before) = (lowering.diagnostics.problems.len(), lowering.claims.len());
    for statement in statements.iter().filter(|statement| matches!(statement.body, Body::Claim(_))) {
        lowering.at = Locator { text: statement.text, ..row };
        lowering.statement(statement, None);
    }
    lowering.diagnostics.problems.truncate(problems_before);
    lowering.claims.split_off(claims_before)
}

/// Reports what concerns whole tables, once for each table: problems with its settings, and unknown keys of its objects, these
/// where they first stand. Each range of rows may have met them.
pub(super) fn report_of_tables(
    problems: Vec<Problem>,
    unknown_keys: Vec<(FileId, &str)>,
    sheets: &[Option<Sheet<'_>>],
    diagnostics: &mut Diagnostics,
) {
    let mut reported = Reported::default();
    let is_new = |problem: &Problem| reported.insert((problem.at, problem.message.clone()));
    diagnostics.problems.extend(problems.into_iter().filter(is_new));
    let mut seen = FxHashSet::default();
    for (file, key) in unknown_keys {
        if let Some(sheet) = &sheets[file.0 as usize]
            && seen.insert((file, key))
        {
            diagnostics.syntax(Locator::of(file, sheet.text(), key), sheet.unknown(key));
        }
    }
}
