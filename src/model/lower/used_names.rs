//! The names that statements use, as numbers of the registers: of all names ever met, these are the ones in use.

use crate::model::register::{ChainId, LabelId, ScopeId, SourceId, WordsId};
use crate::source::Place;

/// A register of names that are shown as they are spelt somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) enum RegisterKind {
    Measure,
    Source,
    Key,
    Name,
}

/// The names that some statements use.
#[derive(Clone, Debug, Default)]
pub(in crate::model) struct UsedNames {
    /// Names with their places and spellings there; aliases are left out.
    pub(in crate::model) named: Vec<(RegisterKind, u32, Place, Box<str>)>,
    /// The voices of unnamed officials, which are named after them and their outlet.
    pub(in crate::model) unnamed: Vec<SourceId>,
    pub(in crate::model) labels: Vec<LabelId>,
    pub(in crate::model) words: Vec<WordsId>,
    pub(in crate::model) scopes: Vec<ScopeId>,
    pub(in crate::model) chains: Vec<ChainId>,
}
