//! The model: everything a run has read, as typed data.

use crate::finding::Problem;
use crate::intake::Loss;
use crate::model::amend::Amendment;
use crate::model::claim::Claim;
use crate::model::diagnostics::{Diagnostics, Locator};
use crate::model::directives::{Accept, Allow, Expect};
use crate::model::domain::Impossible;
use crate::model::impossible::{break_days, impossible};
use crate::model::label::Labels;
use crate::model::law::Law;
use crate::model::lower::{Known, Lowering, declared, split_at};
use crate::model::query::Query;
use crate::model::read::row_counts::RowCounts;
use crate::model::register::{KeyId, MeasureId, NameId, Registers, Shared, SourceId};
use crate::model::series_break::Break;
use crate::model::vocabulary::Vocabulary;
use crate::model::window::Day;
use crate::settings;
use crate::source::{FileId, Place};
use crate::syntax;

/// Everything a run has read, as typed data.
#[derive(Debug)]
pub struct Model {
    /// What is defined.
    pub vocabulary: Vocabulary,
    /// The registers of names.
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
    /// What files of other formats say that no claim can say.
    pub left_out: Vec<(FileId, Loss)>,
    /// The outlets that publish the draft: those that its articles name, and `draft`.
    pub desk: Vec<SourceId>,
    /// The outlet of a draft that names none.
    pub draft: Option<SourceId>,
    /// Settings that do not fit the claims.
    pub settings_problems: Vec<settings::SettingsProblem>,
}

impl Model {
    /// What a query asks about: a claim without its value, with any part left out. Relative dates in it, and dates without
    /// a year, count from the anchor.
    ///
    /// `text` is the whole of the file that the places of its problems refer to.
    pub fn query(&mut self, text: &str, file: FileId, anchor: Option<Day>) -> Query {
        let at = Locator::of(file, text, text);
        let parsed = match syntax::query(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let mut diagnostics = Diagnostics::default();
                diagnostics.syntax(at, error);
                return Query { problems: diagnostics.problems, ..Query::default() };
            }
        };
        let known = Known::of(&self.registers);
        // Names that only the query has stay in the registers; no claim has them.
        let shared = Shared::new(std::mem::take(&mut self.registers));
        let query = Lowering::new(&self.vocabulary, &shared, at).query(&parsed, anchor, known);
        self.registers = shared.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        query
    }

    /// A declared measure by its name, its alias, `new X`, `daily X` or `X so far`.
    #[must_use]
    pub fn declared(&self, text: &str) -> Option<MeasureId> {
        declared(&self.vocabulary, &self.registers, text)
    }

    /// Why a claim's figure is impossible, whatever else is said; none if it is possible.
    #[must_use]
    pub fn impossible(&self, claim: &Claim) -> Option<Impossible> {
        impossible(claim, &self.breaks, &self.registers, &self.vocabulary)
    }

    /// The days on which a series may step, in order.
    #[must_use]
    pub fn steps(&self, measure: MeasureId, scope: &[(KeyId, NameId)]) -> Vec<Day> {
        break_days(&self.breaks, &self.registers, &self.vocabulary, measure, scope)
    }

    /// The byte of the ` of ` that ends the measure in an unquoted head; none if the whole head is the name.
    #[must_use]
    pub fn split(&self, head: &str) -> Option<usize> {
        split_at(head, |left| declared(&self.vocabulary, &self.registers, left).is_some())
    }
}
