//! Who speaks at a fact: the voice of a claim.

use crate::model::claim::Claim;
use crate::model::register::SourceId;
use crate::source::FileId;

/// A voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// A named origin, or whom it speaks for.
    Origin(SourceId),
    /// An outlet in its own voice.
    Own(SourceId),
    /// Nobody is named; all such claims of a file are one voice.
    Nobody(FileId),
}

impl Voice {
    /// A unique number, for comparing voices.
    #[must_use]
    pub fn number(self) -> u32 {
        match self {
            Self::Origin(source) => source.0 * 2,
            Self::Own(source) => source.0 * 2 + 1,
            Self::Nobody(file) => u32::MAX - file.0,
        }
    }
}

/// The voice of a claim.
pub(crate) fn voice(claim: &Claim) -> Voice {
    match (claim.origin, claim.voice) {
        (Some(_), Some(voice)) => Voice::Origin(voice),
        (None, Some(outlet)) => Voice::Own(outlet),
        (_, None) => Voice::Nobody(claim.place.file),
    }
}

/// Whether two claims are of one voice and came by the same relays.
pub(crate) fn is_same_voice_and_chain(one: &Claim, other: &Claim) -> bool {
    (one.voice, one.via, one.origin.is_some()) == (other.voice, other.via, other.origin.is_some())
}
