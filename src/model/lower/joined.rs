//! Two sources joined in one unquoted name: `by Health Ministry and Red Cross`.

use crate::finding::ProblemKind;
use crate::model::lower::lowering::Lowering;
use crate::syntax::joined;
use crate::syntax::tree::{Qualifier, QualifierKind};

impl<'s> Lowering<'_, 's> {
    /// Reports sources and outlets that were read as one name, unless that name is declared.
    pub(super) fn joined_sources(&mut self, qualifiers: &[Qualifier<'s>]) {
        for qualifier in qualifiers {
            let (names, via) = match &qualifier.kind {
                QualifierKind::By(names) => (&names[..], false),
                QualifierKind::Via(name) => (std::slice::from_ref(name), true),
                _ => continue,
            };
            for name in names.iter().filter(|name| !name.quoted) {
                let whole = name.text();
                let parts = joined(&whole);
                if parts.len() < 2 || self.is_declared_source(&whole) {
                    continue;
                }
                let known = parts.iter().any(|part| self.is_declared_source(part));
                let capital = |part: &&str| part.starts_with(char::is_uppercase);
                // In a table a cell is one name.
                let sheet = self.at.sheet.is_some();
                if !known && (sheet || !parts.iter().all(capital)) {
                    continue;
                }
                let (what, mut message) =
                    (if via { "outlet" } else { "source" }, format!("gainsay reads `{whole}` as one"));
                message.push_str(&format!(" {what}"));
                if known {
                    message.push_str(", and one part of it is declared");
                }
                let (several, link) = match (via, sheet) {
                    (true, true) => ("a chain stands from the origin outwards: `", " > "),
                    (true, false) => (
                        "for two outlets write a claim for each; if one passed on what the other had: `via ",
                        " via ",
                    ),
                    (false, true) => ("separate two sources with a semicolon: `", "; "),
                    (false, false) => ("separate two sources with a comma: `by ", ", "),
                };
                self.diagnostics
                    .add(ProblemKind::UndeclaredName, self.at, name.raw, message)
                    .label(format!("one {what}, or two?"))
                    .help(Some(format!("{several}{}`", parts.join(link))))
                    .help(Some(match known {
                        true => format!("if it is one, declare it: `define source \"{whole}\"`"),
                        false => format!("if it is one, quote its name, `\"{whole}\"`, or declare it"),
                    }));
            }
        }
    }
}
