//! Two sources that an unquoted name joins: `by Health Ministry and Red Cross`.

use crate::finding::ProblemKind;
use crate::model::lower::lowering::Lowering;
use crate::syntax::tree::{Qualifier, QualifierKind};

/// What joins them.
const AND: &str = " and ";

impl<'s> Lowering<'_, 's> {
    /// Tells of sources read as one, of which one is declared and the whole is not.
    pub(super) fn joined_sources(&mut self, qualifiers: &[Qualifier<'s>]) {
        let names = qualifiers.iter().filter_map(|qualifier| match &qualifier.kind {
            QualifierKind::By(names) => Some(names),
            _ => None,
        });
        for name in names.flatten().filter(|name| !name.quoted) {
            let whole = name.text();
            let Some((one, two)) = whole.split_once(AND) else { continue };
            let known = self.is_declared_source(one) || self.is_declared_source(two);
            if !known || self.is_declared_source(&whole) {
                continue;
            }
            self.diagnostics
                .add(
                    ProblemKind::UndeclaredName,
                    self.at,
                    name.raw,
                    format!("gainsay reads `{whole}` as one source, and one part of it is declared"),
                )
                .label("one source, or two?")
                .help(Some(format!("separate two sources with a comma: `by {one}, {two}`")))
                .help(Some(format!("if it is one, declare it: `define source \"{whole}\"`")));
        }
    }
}
