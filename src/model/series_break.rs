//! Breaks: days on which a series may step, as the way of counting changed.

use crate::finding::ProblemKind;
use crate::model::lower::{ArticleDefaults, Lowering};
use crate::model::register::{MeasureId, ScopeId, SourceId};
use crate::model::window::Day;
use crate::source::Place;
use crate::syntax::tree;

/// A day on which the true value of a series may step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The measure.
    pub measure: MeasureId,
    /// The scope; every scope that contains it breaks too.
    pub scope: ScopeId,
    /// The first day of the new count.
    pub day: Day,
    /// The source that announced it.
    pub by: Vec<SourceId>,
    /// The statement.
    pub place: Place,
}

/// A break's measure, scope and day.
pub(super) fn series_break<'s>(
    step: &tree::Break<'s>,
    lowering: &mut Lowering<'_, 's>,
    defaults: Option<&ArticleDefaults>,
) -> Option<Break> {
    let (measure, subject) = lowering.measure_named(&step.measure);
    let particulars = lowering.particulars(&step.qualifiers, subject, defaults);
    if particulars.refused {
        return None;
    }
    let Some(when) = particulars.when() else {
        lowering
            .diagnostics
            .add(ProblemKind::Syntax, lowering.at, step.measure.raw, "the break has no date")
            .label("from which day on?")
            .help(Some("add `on 2020-05-25`: the first day of the new count".to_owned()));
        return None;
    };
    Some(Break {
        measure,
        scope: particulars.scope,
        day: when.from,
        by: particulars.by,
        place: lowering.at.statement(),
    })
}
