//! What has been read of texts, kept until they are read again: of a block that has not changed, only its place may be new.

use std::hash::BuildHasher;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::model::define::PendingDefinition;
use crate::model::read::block::Lowered;
use crate::model::read::block_key::BlockKey;
use crate::model::read::outline::Block;
use crate::model::read::shift::{BlockPosition, Shift};
use crate::model::register::Registers;
use crate::source::Place;

/// For how many readings a block that no text has any more is kept: what was deleted may come back.
const ROUNDS: u32 = 4;

/// The most names that are kept: this many for each one in use, and this many more.
const NAMES: (usize, usize) = (4, 10_000);

/// What has been read of texts under one set of settings.
#[derive(Debug, Default)]
pub struct Kept {
    /// The definitions that everything was read by, each with its place.
    basis: Vec<(Place, String)>,
    /// Every name met so far.
    pub(super) known: Registers,
    /// By the hash of all that a block was read from.
    blocks: FxHashMap<u64, Vec<KeptBlock>>,
    round: u32,
}

/// A block as it was read.
#[derive(Debug)]
struct KeptBlock {
    file: Box<str>,
    above: Box<str>,
    text: Box<str>,
    margin: usize,
    is_draft: bool,
    at: BlockPosition,
    row: u32,
    lowered: Arc<Lowered>,
    /// The last reading in which some text had it.
    round: u32,
}

impl KeptBlock {
    fn is_of(&self, key: &BlockKey<'_>) -> bool {
        (&*self.file, &*self.above, &*self.text, self.margin, self.is_draft)
            == (key.file, key.above, key.text, key.margin, key.is_draft)
    }

    /// Whether it can stand where another block stands. Problems in it name its rows, so if it has any, these must be the same.
    fn can_stand_at(&self, block: &Block<'_>) -> bool {
        let is_row_named =
            !self.lowered.diagnostics.problems.is_empty() || !self.lowered.table_problems.is_empty();
        self.row == block.row() || !is_row_named
    }
}

impl Kept {
    /// Begins another reading under some definitions; `fixed` are the names that these add. If they have changed, nothing is kept.
    pub(super) fn begin(&mut self, definitions: &[PendingDefinition<'_>], fixed: &Registers) {
        let own = definitions.iter().filter(|definition| !definition.builtin);
        let basis: Vec<(Place, String)> =
            own.map(|definition| (definition.at.statement(), definition.at.text.to_owned())).collect();
        if self.round == 0 || basis != self.basis {
            *self = Self { basis, known: fixed.clone(), ..Self::default() };
        }
        self.round += 1;
    }

    /// A hash of the definitions that the last reading used, and of their places.
    #[must_use]
    pub fn definitions(&self) -> u64 {
        FxBuildHasher.hash_one(&self.basis)
    }

    /// A block that has been read before.
    pub(super) fn find(
        &self,
        key: &BlockKey<'_>,
        block: &Block<'_>,
        now: BlockPosition,
    ) -> Option<(Arc<Lowered>, Shift)> {
        let alike = self.blocks.get(&FxBuildHasher.hash_one(key))?;
        let found = alike.iter().find(|kept| kept.is_of(key) && kept.can_stand_at(block))?;
        Some((Arc::clone(&found.lowered), Shift::new(found.at, now)))
    }

    /// Keeps a block; if it is kept already, notes that a text still has it.
    pub(super) fn keep(
        &mut self,
        key: &BlockKey<'_>,
        block: &Block<'_>,
        at: BlockPosition,
        lowered: &Arc<Lowered>,
    ) {
        let alike = self.blocks.entry(FxBuildHasher.hash_one(key)).or_default();
        if let Some(kept) = alike.iter_mut().find(|kept| Arc::ptr_eq(&kept.lowered, lowered)) {
            kept.round = self.round;
            return;
        }
        alike.push(KeptBlock {
            file: key.file.into(),
            above: key.above.into(),
            text: key.text.into(),
            margin: key.margin,
            is_draft: key.is_draft,
            at,
            row: block.row(),
            lowered: Arc::clone(lowered),
            round: self.round,
        });
    }

    /// Ends a reading: forgets blocks that no text has had for a while, and everything if far more names are kept than `used`.
    pub(super) fn end(&mut self, used: &Registers) {
        let round = self.round;
        self.blocks.retain(|_, alike| {
            alike.retain(|kept| round - kept.round < ROUNDS);
            !alike.is_empty()
        });
        let count = |registers: &Registers| {
            registers.names.entries().len() + registers.labels.entries().len() + registers.scopes.len()
        };
        if count(&self.known) > count(used) * NAMES.0 + NAMES.1 {
            *self = Self::default();
        }
    }
}
