//! Assigns labels to the statements of a run; each label may be given once in a file.

use crate::finding::{Problem, ProblemKind};
use crate::intake::Sheet;
use crate::model::claim::Claim;
use crate::model::diagnostics::Diagnostics;
use crate::model::label::Labels;
use crate::model::read::outline::MetaStatement;
use crate::model::register::{LabelId, Shared};
use crate::source::{FileId, Place, Span};

/// The labels of all statements. `unread` are those of statements that could not be read.
pub(super) fn labels<'o, 's: 'o>(
    meta_statements: impl Iterator<Item = &'o MetaStatement<'s>>,
    claims: &[Claim],
    sheets: &[Option<Sheet<'_>>],
    shared: &Shared,
    unread: Vec<(FileId, String)>,
    includes: Vec<Vec<FileId>>,
    diagnostics: &mut Diagnostics,
) -> Labels {
    let mut registers = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut labels = Labels::new(includes);
    let mut given: Vec<(Place, LabelId)> = claims
        .iter()
        .filter(|claim| claim.part <= 1)
        .filter_map(|claim| Some((claim.place, claim.label?)))
        .collect();
    for meta in meta_statements {
        if let Some(label) = meta.statement.label {
            let id = registers.labels.intern(label, label, None);
            given.push((meta.at.statement(), LabelId(id)));
        }
    }
    given.sort();
    for (place, label) in given {
        if let Some(first) = labels.assign(label, place) {
            let name = &registers.labels.get(label.0).display;
            let cell = sheets[place.file.0 as usize].as_ref().and_then(|sheet| sheet.label(place.span));
            let written = Span { end: place.span.start + name.len() as u32 + 1, ..place.span };
            diagnostics.problems.push(Problem {
                kind: ProblemKind::DuplicateLabel,
                at: Place { span: cell.unwrap_or(written), ..place },
                label: "the second one".to_owned(),
                others: vec![(first, "the first one".to_owned())],
                message: format!("two statements have the label `@{name}`"),
                help: vec!["give one of the two statements another label".to_owned()],
            });
        }
    }
    for (file, label) in unread {
        let id = registers.labels.intern(&label, &label, None);
        labels.mark_unread(LabelId(id), file);
    }
    labels
}
