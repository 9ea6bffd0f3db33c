//! Collects what is made of the meta statements: laws, breaks, amendments, acceptances, expectations.

use crate::model::amend::{self, Amendment, AmendmentInput, ClaimIndex};
use crate::model::directives::{self, Accept, Expect};
use crate::model::label::{LabelTarget, Labels};
use crate::model::law::{self, Law};
use crate::model::lower::{ArticleDefaults, Lowering};
use crate::model::read::outline::MetaStatement;
use crate::model::register::SourceId;
use crate::model::series_break::{self, Break};
use crate::model::window::Day;
use crate::syntax::tree::Body;

/// What is made of the meta statements.
#[derive(Default)]
pub(super) struct MetaResults {
    /// The claims made so far, those of corrections among them.
    pub(super) known: ClaimIndex,
    /// Who retracted or corrected something.
    pub(super) amenders: Vec<SourceId>,
    pub(super) amendments: Vec<Amendment>,
    pub(super) labels: Labels,
    pub(super) laws: Vec<Law>,
    pub(super) breaks: Vec<Break>,
    pub(super) accepts: Vec<Accept>,
    pub(super) expects: Vec<Expect>,
    /// The day as of which the corpus is read; none for all of it.
    pub(super) as_of: Option<Day>,
}

impl MetaResults {
    /// Adds what a meta statement makes, unless it is an amendment.
    pub(super) fn follow<'s>(
        &mut self,
        meta: &MetaStatement<'s>,
        defaults: Option<&ArticleDefaults>,
        lowering: &mut Lowering<'_, 's>,
    ) {
        match &meta.statement.body {
            Body::Break(step) => self.breaks.extend(series_break::series_break(step, lowering, defaults)),
            Body::Accept(accept) => {
                self.accepts.push(directives::accept(accept, &self.labels, defaults, lowering))
            }
            Body::Expect(expect) => self.expects.push(directives::expect(expect, &self.labels, lowering)),
            Body::Law(written) => self.laws.push(law::law(written, &self.labels, lowering)),
            _ => {}
        }
    }

    /// Whether an amendment has to wait for a later round: its target, such as a correction that is not applied yet, has made no
    /// claim so far.
    pub(super) fn awaits<'s>(&self, input: &AmendmentInput<'_, 's>, lowering: &mut Lowering<'_, 's>) -> bool {
        let label = lowering.label(input.target);
        match self.labels.find(lowering.at.file, label) {
            LabelTarget::Statement(place) => self.known.made_at(place).is_empty(),
            LabelTarget::Unread | LabelTarget::Nothing => false,
        }
    }

    /// Applies a retraction or correction, unless it was made after the day as of which the corpus is read.
    pub(super) fn amend<'s>(
        &mut self,
        input: &AmendmentInput<'_, 's>,
        defaults: Option<&ArticleDefaults>,
        lowering: &mut Lowering<'_, 's>,
    ) {
        if let Some(day) = self.as_of {
            let when = lowering.particulars(input.qualifiers, None, defaults).when();
            // The qualifiers are read again when the amendment is applied, which reports their problems.
            lowering.diagnostics.problems.clear();
            if when.is_some_and(|when| when.from > day) {
                return;
            }
        }
        let (by, amendment) = amend::amend(&mut self.known, &self.labels, lowering, defaults, input);
        self.amenders.extend(by);
        self.amendments.extend(amendment);
    }
}
