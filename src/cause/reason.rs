//! A reason why figures differ, and the edit that would reconcile them.

use crate::finding::Cause;

/// How the edit of a reason begins.
pub const EDIT: &str = "these agree if";

/// A reason, and the smallest edit that would reconcile the claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Why the figures differ, with the figures that show it.
    pub cause: Cause,
    /// Which edit would make them agree, as a clause: `these agree if line 7 speaks of 2020-10-18`.
    pub edit: Option<String>,
}
