//! A `break` statement as a line to copy.

use crate::corpus::Describer;
use crate::model::Day;
use crate::model::register::{MeasureId, ScopeId, SourceId};
use crate::phrasing::quoted;

/// `break "death toll" in "Spain" by "Health Ministry" on 2020-05-25 because "…"`.
pub(crate) fn break_line(
    words: &Describer<'_>,
    (measure, scope): (MeasureId, ScopeId),
    by: Option<SourceId>,
    day: Option<Day>,
) -> String {
    let registers = &words.corpus.model.registers;
    let mut text = format!("break {}", quoted(&registers.measures.get(measure.0).display));
    for &(key, name) in registers.scopes.get(scope.0) {
        let (key, name) = (&registers.keys.get(key.0).display, quoted(&registers.names.get(name.0).display));
        text.push_str(&match key.as_str() {
            "place" => format!(" in {name}"),
            "group" => format!(" among {name}"),
            "subject" => format!(" for {name}"),
            "topic" => format!(" about {name}"),
            key => format!(" [{key}: {name}]"),
        });
    }
    let by = by.map(|source| format!(" by {}", quoted(words.source(source)))).unwrap_or_default();
    let day = day.map(Day::iso).unwrap_or_default();
    format!("{text}{by} on {day} because \"…\"")
}
