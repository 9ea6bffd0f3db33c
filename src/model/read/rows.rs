//! Turns the rows of tables into claims. Each problem is reported with its row and heading, and every row is counted.

use crate::finding::{Problem, ProblemKind};
use crate::intake::{RowRange, Sheet};
use crate::model::diagnostics::{Diagnostics, Locator};
use crate::model::lower::Lowering;
use crate::model::read::block::LoweredBlock;
use crate::model::read::outline::MetaStatement;
use crate::source::{FileId, Place};
use crate::syntax::tree::Body;
use rustc_hash::FxHashSet;

/// The claims of some rows.
pub(super) fn lower<'s>(
    lowering: &mut Lowering<'_, 's>,
    file: FileId,
    sheet: &'s Sheet<'s>,
    stretch: RowRange,
) -> LoweredBlock<'s> {
    let mut lowered = LoweredBlock::default();
    // Problems with settings that apply to every row are reported once.
    let mut reported: FxHashSet<(Place, String)> = FxHashSet::default();
    let mut seen: FxHashSet<&'s str> = FxHashSet::default();
    sheet.read(stretch, |read| {
        let whole = Locator { sheet: Some(sheet), ..Locator::of(file, sheet.text(), read.text) };
        lowering.at = whole;
        lowered.row_counts.rows += 1;
        lowered.row_counts.skipped += usize::from(read.skipped);
        if read.skipped {
            let (problems, claims) = (lowering.diagnostics.problems.len(), lowering.claims.len());
            for statement in read.statements.iter().filter(|one| matches!(one.body, Body::Claim(_))) {
                lowering.at = Locator { text: statement.text, ..whole };
                lowering.statement(statement, None);
            }
            // Nothing of it is read but when it stands in the stead of what another row says.
            lowering.diagnostics.problems.truncate(problems);
            lowered.filled.extend(lowering.claims.split_off(claims));
            return;
        }
        lowered.keys.extend(read.unknown.into_iter().filter(|key| seen.insert(key)).map(|key| (file, key)));
        let (problems, claims) = (lowering.diagnostics.problems.len(), lowering.claims.len());
        for error in read.errors {
            lowering.diagnostics.syntax(whole, error);
        }
        if read.refused {
            lowered.row_counts.refused += 1;
            lowered.unread.push(whole.statement());
            lowered.broken.extend(sheet.label(whole.statement().span).map(|span| {
                let label = sheet.text().get(span.start as usize..span.end as usize).unwrap_or("");
                (file, label.trim_start_matches('@').to_owned())
            }));
        }
        for statement in read.statements {
            lowering.at = Locator { text: statement.text, ..whole };
            if matches!(statement.body, Body::Retract(_) | Body::Correct(_)) {
                lowered.meta_statements.push(MetaStatement { at: lowering.at, statement, article: 0 });
            } else {
                lowering.statement(&statement, None);
            }
        }
        // Several claims of one row are told apart by their number in it.
        let made = &mut lowering.claims[claims..];
        if sheet.is_wide() && made.len() > 1 {
            made.iter_mut().zip(1..).for_each(|(claim, number)| claim.part = number);
        }
        let diagnostics = &mut lowering.diagnostics.problems;
        if diagnostics.len() > problems {
            // Problems that all claims of a row share are reported once.
            let mut here: FxHashSet<(Place, String)> = FxHashSet::default();
            for mut problem in diagnostics.split_off(problems) {
                let seen =
                    if name(&mut problem, sheet, read.row, read.text) { &mut here } else { &mut reported };
                if seen.insert((problem.at, problem.message.clone())) {
                    diagnostics.push(problem);
                }
            }
        }
    });
    lowered.claims = std::mem::take(&mut lowering.claims);
    lowered.diagnostics = std::mem::take(&mut lowering.diagnostics);
    lowered
}

/// Adds row and heading to a problem; false if the problem is not in the row.
fn name(problem: &mut Problem, sheet: &Sheet<'_>, row: u32, text: &str) -> bool {
    if problem.kind == ProblemKind::UnanchoredDate {
        // Rows have no article above them.
        problem.help =
            vec!["write the whole date, or add a column `published` with the publication date".to_owned()];
    }
    let Some(named) = sheet.named(row, text, problem.at.span) else { return false };
    problem.message = format!("{named}: {}", problem.message);
    true
}

/// Reports each unknown key once, at its first place in its file.
pub(super) fn unknown_keys(
    keys: Vec<(FileId, &str)>,
    sheets: &[Option<Sheet<'_>>],
    diagnostics: &mut Diagnostics,
) {
    let mut seen = FxHashSet::default();
    for (file, key) in keys {
        if let Some(sheet) = &sheets[file.0 as usize]
            && seen.insert((file, key))
        {
            diagnostics.syntax(Locator::of(file, sheet.text(), key), sheet.unknown(key));
        }
    }
}
