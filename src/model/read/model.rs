//! Everything a run has read, settled.

use crate::finding::Problem;
use crate::model::amend::Amendment;
use crate::model::claim::Claim;
use crate::model::directives::{Accept, Allow, Expect};
use crate::model::label::Labels;
use crate::model::law::Law;
use crate::model::lower::{declared, split_at};
use crate::model::read::row_counts::RowCounts;
use crate::model::register::{Registers, SourceId};
use crate::model::series_break::Break;
use crate::model::vocabulary::Vocabulary;
use crate::settings;
use crate::source::Place;

/// Everything a run has read, settled.
#[derive(Debug)]
pub struct Model {
    /// What is defined.
    pub vocabulary: Vocabulary,
    /// The names behind the numbers.
    pub registers: Registers,
    /// Every claim, by place and part.
    pub claims: Vec<Claim>,
    /// The problems of reading, by place.
    pub problems: Vec<Problem>,
    /// The labels and their reach.
    pub labels: Labels,
    /// The laws.
    pub laws: Vec<Law>,
    /// Where series may step.
    pub breaks: Vec<Break>,
    /// Who retracted or corrected something.
    pub amenders: Vec<SourceId>,
    /// Retractions and corrections, by place.
    pub amendments: Vec<Amendment>,
    /// Known conflicts.
    pub accepts: Vec<Accept>,
    /// The corpus's own tests.
    pub expects: Vec<Expect>,
    /// Comments that suppress findings.
    pub allows: Vec<Allow>,
    /// How many statements there are, a table's rows among them.
    pub statements: usize,
    /// The statements that could not be read, by place.
    pub unread: Vec<Place>,
    /// How many rows of tables were read, refused and skipped.
    pub row_counts: RowCounts,
    /// Settings that do not fit the claims.
    pub unsettled: Vec<settings::SettingsProblem>,
}

impl Model {
    /// The byte of the ` of ` before which an unquoted head ends as a measure; none where it is a whole name.
    #[must_use]
    pub fn split(&self, head: &str) -> Option<usize> {
        split_at(head, |left| declared(&self.vocabulary, &self.registers, left).is_some())
    }
}
