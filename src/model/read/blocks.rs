//! Lowers all blocks in parallel, but for those that are known from an earlier reading, and puts together what they say.
//! A *block* is consecutive statements of one file, or rows of a table, that one thread reads.

use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::finding::Problem;
use crate::model::claim::Claim;
use crate::model::diagnostics::Locator;
use crate::model::directives::Allow;
use crate::model::lower::Lowering;
use crate::model::read::block::{self, Lowered, LoweredBlock};
use crate::model::read::block_key::BlockKey;
use crate::model::read::in_use::in_use;
use crate::model::read::kept::Kept;
use crate::model::read::options::ReadOptions;
use crate::model::read::outline::{Block, FirstPass, MetaStatement};
use crate::model::read::print::PrintBasis;
use crate::model::read::row_counts::RowCounts;
use crate::model::read::rows;
use crate::model::read::shift::Shift;
use crate::model::register::{Registers, Shared, SourceId};
use crate::model::vocabulary::Vocabulary;
use crate::source::{FileId, Place, Sources};

/// Lowers the blocks of all files. The names that they use are added to what is known. `draft_outlet` is the outlet of a
/// draft that names none.
pub(super) fn lower<'s>(
    outlines: &[FirstPass<'s>],
    sources: &'s Sources,
    options: &ReadOptions<'_>,
    (vocabulary, draft_outlet): (&Vocabulary, Option<SourceId>),
    kept: &mut Kept,
) -> Vec<LoweredBlock<'s>> {
    let blocks: Vec<&Block<'s>> = outlines.iter().flat_map(|outline| &outline.blocks).collect();
    options.progress.expect(blocks.iter().map(|block| block.bytes()).sum());
    let shared = Shared::new(std::mem::take(&mut kept.known));
    // The lowerings that no block uses now.
    let spare: Mutex<Vec<Lowering<'_, 's>>> = Mutex::default();
    let spare = || spare.lock().unwrap_or_else(PoisonError::into_inner);
    let lower = |block: &&Block<'s>| -> (Option<BlockKey<'s>>, LoweredBlock<'s>) {
        let (file, outline) = (block.file, &outlines[block.file.0 as usize]);
        let name = sources.get(file).name();
        let is_draft = options.is_draft(name);
        let key = options.will_be_read_again.then(|| block.key(outline, name, is_draft));
        let at = block.position(outline);
        if let Some((lowered, shift)) = key.as_ref().and_then(|key| kept.find(key, block, at)) {
            options.progress.add(block.bytes(), lowered.claims.len() as u64);
            // Only blocks that have neither are kept.
            let unchanged =
                LoweredBlock { lowered, shift, meta_statements: Vec::new(), unknown_keys: Vec::new() };
            return (key, unchanged);
        }
        // The place is a placeholder: it is set before each statement.
        let new = || Lowering::new(vocabulary, &shared, Locator::of(FileId(0), "", ""));
        let mut lowering = spare().pop().unwrap_or_else(new);
        // What was looked up for another block is not to count as used by this one.
        lowering.forget();
        lowering.outlet = draft_outlet.filter(|_| is_draft);
        let print_basis = key.is_some().then_some(PrintBasis { file: name, is_draft });
        let (lowered, meta_statements, unknown_keys) = match block.rows {
            None => (block::lower(&mut lowering, block, outline, print_basis), Vec::new(), Vec::new()),
            Some((sheet, range)) => rows::lower(&mut lowering, file, sheet, range, print_basis),
        };
        spare().push(lowering);
        options.progress.add(block.bytes(), lowered.claims.len() as u64);
        let lowered = Arc::new(lowered);
        let shift = Shift::new(at, at);
        // A block is not kept if it has statements or keys that borrow from its text.
        let key = key.filter(|_| meta_statements.is_empty() && unknown_keys.is_empty());
        (key, LoweredBlock { lowered, shift, meta_statements, unknown_keys })
    };
    let results: Vec<_> = blocks.par_iter().map(lower).collect();
    kept.known = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
    let keep = |(block, (key, result)): (&&Block<'s>, (Option<_>, LoweredBlock<'s>))| {
        if let Some(key) = key {
            let at = block.position(&outlines[block.file.0 as usize]);
            kept.keep(&key, block, at, &result.lowered);
        }
        result
    };
    blocks.iter().zip(results).map(keep).collect()
}

/// What all blocks say, in the order of the blocks.
#[derive(Default)]
pub(super) struct Gathered<'s> {
    pub(super) claims: Vec<Claim>,
    /// Of skipped rows: the figures that an outlet filled in by itself.
    pub(super) filled: Vec<Claim>,
    pub(super) problems: Vec<Problem>,
    /// Problems of rows that concern a whole table. Several blocks of it may have the same one.
    pub(super) table_problems: Vec<Problem>,
    /// The comments that suppress findings.
    pub(super) allows: Vec<Allow>,
    /// The statements and rows that could not be read, or only in part.
    pub(super) unread: Vec<Place>,
    /// Their labels.
    pub(super) unread_labels: Vec<(FileId, String)>,
    /// Of rows that are objects: the keys that are no field.
    pub(super) unknown_keys: Vec<(FileId, &'s str)>,
    /// Of rows: those that retract or correct a claim.
    pub(super) meta_statements: Vec<MetaStatement<'s>>,
    /// How many rows of tables there are.
    pub(super) row_counts: RowCounts,
    /// The texts of the setting `skip` that some cell matches: the file of the cell, and the text's number among those of
    /// its table.
    pub(super) skips: Vec<(FileId, usize)>,
}

/// Puts together what the blocks say, with the names of the vocabulary (`fixed`) and those that the blocks use.
pub(super) fn gather<'s>(
    blocks: Vec<LoweredBlock<'s>>,
    known: &Registers,
    fixed: &Registers,
) -> (Gathered<'s>, Registers) {
    let (used, new) =
        in_use(known, fixed, blocks.iter().map(|block| (&block.lowered.used_names, block.shift)));
    let mut all = Gathered::default();
    all.claims.reserve(blocks.iter().map(|block| block.lowered.claims.len()).sum());
    let settle = |block: LoweredBlock<'s>| {
        let mut lowered: Lowered = Arc::unwrap_or_clone(block.lowered);
        lowered.settle(block.shift, &new);
        (block.shift.file(), lowered, block.meta_statements, block.unknown_keys)
    };
    let settled: Vec<_> = blocks.into_par_iter().map(settle).collect();
    for (file, lowered, meta_statements, unknown_keys) in settled {
        all.claims.extend(lowered.claims);
        all.filled.extend(lowered.filled);
        all.problems.extend(lowered.diagnostics.problems);
        all.table_problems.extend(lowered.table_problems);
        all.allows.extend(lowered.allows);
        all.unread.extend(lowered.unread);
        all.unread_labels.extend(lowered.unread_labels.into_iter().map(|label| (file, label)));
        all.row_counts.add(lowered.row_counts);
        all.skips.extend(lowered.skips.into_iter().map(|number| (file, number)));
        all.meta_statements.extend(meta_statements);
        all.unknown_keys.extend(unknown_keys);
    }
    (all, used)
}
