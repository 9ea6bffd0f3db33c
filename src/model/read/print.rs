//! The print of a claim: a hash of all that it is read from but for the definitions. What was found of claims can be kept by their
//! prints.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use crate::model::claim::Claim;

/// What the prints of all claims of a block are made of, beside the texts that each is read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct PrintBasis<'a> {
    /// The name of the file.
    pub(super) file: &'a str,
    /// Whether it is a draft.
    pub(super) is_draft: bool,
}

impl PrintBasis<'_> {
    /// Gives some claims of one statement their prints. `above` is what is read with it: its article, or the head of the table.
    pub(super) fn mark(self, claims: &mut [Claim], above: &str, statement: &str) {
        let shared = FxBuildHasher.hash_one((self.file, self.is_draft, above, statement));
        for (number, claim) in claims.iter_mut().enumerate() {
            // 0 stands for none.
            claim.print = FxBuildHasher.hash_one((shared, number)).max(1);
        }
    }
}
