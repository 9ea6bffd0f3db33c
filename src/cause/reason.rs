//! A cause together with the edit that would reconcile the figures.

use crate::finding::Cause;
use crate::model::Number;

/// The words that begin every edit.
pub const EDIT: &str = "these agree if";

/// A reason, and the smallest edit that would reconcile the claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Why the figures differ, with the figures that show it.
    pub cause: Cause,
    /// The edit that would make them agree, as a clause: `these agree if line 7 speaks of 2020-10-18`.
    pub edit: Option<String>,
    /// The claim whose figure the edit changes, and the new figure; none if the edit changes
    /// something else.
    pub corrected: Option<(u32, Number)>,
}
