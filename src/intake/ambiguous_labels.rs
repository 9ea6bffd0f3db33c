//! The labels that stand for several codes in one column of SDMX-CSV: `Georgia` of `GE` and of `US-GA`. They name nothing.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cells::{cells, record};
use super::column::Column;
use super::field::Field;
use super::heading::Headings;
use super::sdmx::{self, Component};
use crate::settings::TableFormat;

/// The labels of places and of what is measured that have several codes.
#[derive(Debug, Default)]
pub(super) struct AmbiguousLabels<'s>(FxHashSet<&'s str>);

impl<'s> AmbiguousLabels<'s> {
    /// Those of a table. All its rows are looked through if it has labels.
    pub(super) fn of(text: &'s str, headings: &Headings<'_>) -> Self {
        let mut ambiguous = FxHashSet::default();
        let columns = &headings.columns;
        let is_named = |column: &Column<'_>| matches!(column, Column::Field(Field::Place | Field::Measure));
        let names = [Column::Component(Component::PlaceName), Column::Component(Component::MeasureName)];
        // With labels in the cells the headings have them, too.
        let has_labels = headings.names.iter().any(|name| name.contains(':'))
            || columns.iter().any(|column| names.contains(column));
        if headings.format != Some(TableFormat::SdmxCsv) || !has_labels {
            return Self(ambiguous);
        }
        let mut known: FxHashMap<(usize, &str), &str> = FxHashMap::default();
        let mut at = headings.below;
        while at < text.len() {
            let found = record(text, at, headings.delimiter);
            at = found.next;
            let mut before = "";
            for (column, cell) in cells(&text[found.start..found.end], headings.delimiter).enumerate() {
                let (code, label) = match columns.get(column) {
                    Some(own) if is_named(own) => sdmx::parts(cell.text),
                    Some(own) if names.contains(own) => (before, Some(cell.text)),
                    _ => ("", None),
                };
                before = cell.text;
                if let Some(label) = label.filter(|label| !label.is_empty())
                    && *known.entry((column, label)).or_insert(code) != code
                {
                    ambiguous.insert(label);
                }
            }
        }
        Self(ambiguous)
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a label is one of them.
    pub(super) fn has(&self, label: &str) -> bool {
        self.0.contains(label)
    }
}
