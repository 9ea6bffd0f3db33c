//! What the rows of an SDMX table say together about its columns: which labels have several codes, which units are told apart by
//! their codes alone, which attributes tell series apart, and which statuses are unknown.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::cells::{cells, records};
use super::column::Column;
use super::field::Field;
use super::sdmx::{self, Action, Component, Unit, UnitUse};

/// What a table's rows say together.
#[derive(Debug, Default)]
pub(super) struct Survey<'s> {
    /// Labels that stand for several codes in one column, as `Georgia` of `GE` and of `US-GA`: they name nothing.
    labels: FxHashSet<&'s str>,
    /// Codes that have several labels in one column: they are told apart by these.
    codes: FxHashSet<&'s str>,
    /// The codes of units.
    units: FxHashSet<&'s str>,
    /// How many of these codes mean the same.
    alike: Vec<(Unit, usize)>,
    /// Whether all figures have a unit of the settings, so that their own codes only count if there are several.
    is_unit_settled: bool,
    /// The columns without a meaning in which rows differ that are otherwise about the same.
    pub(super) telling: Vec<usize>,
    /// The statuses that are none of SDMX or Eurostat, each once; none behind the first ones.
    pub(super) statuses: Vec<&'s str>,
}

/// How many unknown statuses are told.
const MAX_STATUSES: usize = 8;

/// Of rows about the same: what is in the columns without a meaning, each as a hash.
type Attributes = FxHashMap<u64, Vec<u64>>;

impl<'s> Survey<'s> {
    /// Looks through the rows of a table, the first of which begins at a byte.
    /// `is_unit_settled`: whether the settings give all figures a unit.
    pub(super) fn of(
        text: &'s str,
        (below, delimiter): (usize, u8),
        columns: &[Column<'s>],
        is_unit_settled: bool,
    ) -> Self {
        let mut survey = Self { is_unit_settled, ..Self::default() };
        let unknown: Vec<usize> =
            (0..columns.len()).filter(|&column| columns[column] == Column::Unknown).collect();
        let (mut codes, mut labels) = (FxHashMap::default(), FxHashMap::default());
        let mut attributes = Attributes::default();
        let mut differs = vec![false; unknown.len()];
        for found in records(text, below, delimiter) {
            let row: Vec<&'s str> =
                cells(&text[found.start..found.end], delimiter).map(|cell| cell.text).collect();
            survey.name(&row, columns, &mut codes, &mut labels);
            survey.units_and_statuses(&row, columns);
            if row.len() >= columns.len() && differs.contains(&false) {
                compare(&row, columns, &unknown, &mut attributes, &mut differs);
            }
        }
        survey.telling =
            unknown.into_iter().zip(differs).filter(|(_, differs)| *differs).map(|(at, _)| at).collect();
        survey
    }

    /// Looks for labels of several codes and codes of several labels.
    fn name(
        &mut self,
        row: &[&'s str],
        columns: &[Column<'_>],
        codes: &mut FxHashMap<(usize, &'s str), &'s str>,
        labels: &mut FxHashMap<(usize, &'s str), &'s str>,
    ) {
        let mut before = "";
        for (at, (column, &cell)) in columns.iter().zip(row).enumerate() {
            let (code, label) = match column {
                Column::Field(Field::Place | Field::Measure) | Column::Key(_) => sdmx::parts(cell),
                Column::Component(Component::Structure) => {
                    let (code, label) = sdmx::parts(cell);
                    // Versions of one data set have one name.
                    (code.split('(').next().unwrap_or(code), label)
                }
                Column::Component(
                    Component::PlaceName | Component::MeasureName | Component::StructureName,
                ) => (before, Some(cell)),
                _ => ("", None),
            };
            before = cell;
            let Some(label) = label.filter(|label| !label.is_empty()) else { continue };
            if matches!(column, Column::Key(_)) {
                if *codes.entry((at, code)).or_insert(label) != label {
                    self.codes.insert(code);
                }
            } else if *labels.entry((at, label)).or_insert(code) != code {
                self.labels.insert(label);
            }
        }
    }

    fn units_and_statuses(&mut self, row: &[&'s str], columns: &[Column<'_>]) {
        for (column, cell) in columns.iter().zip(row) {
            let (code, label) = sdmx::parts(cell);
            match column {
                Column::Component(Component::Unit) if self.units.insert(code) => {
                    let unit = Unit::of(code, label);
                    match self.alike.iter_mut().find(|(other, _)| *other == unit) {
                        Some((_, count)) => *count += 1,
                        None => self.alike.push((unit, 1)),
                    }
                }
                Column::Component(Component::Status)
                    if self.statuses.len() < MAX_STATUSES
                        && sdmx::statuses(code).is_none()
                        && !self.statuses.contains(&code) =>
                {
                    self.statuses.push(code);
                }
                _ => {}
            }
        }
    }

    /// Whether no row is read otherwise than by itself.
    pub(super) fn is_empty(&self) -> bool {
        let is_shared = |(unit, _): &(Unit, usize)| *unit != Unit::Other && self.is_shared(*unit);
        self.labels.is_empty()
            && self.codes.is_empty()
            && self.telling.is_empty()
            && !self.alike.iter().any(is_shared)
            && !(self.is_unit_settled && self.units.len() > 1)
    }

    /// Whether a label has several codes.
    pub(super) fn has_several_codes(&self, label: &str) -> bool {
        self.labels.contains(label)
    }

    /// The code in a cell of a dimension; all of it if only the label behind the code tells it apart.
    pub(super) fn code<'c>(&self, cell: &'c str) -> &'c str {
        let code = sdmx::parts(cell).0;
        if self.codes.contains(code) { cell } else { code }
    }

    /// How the table uses a unit.
    pub(super) fn unit_use(&self, code: &str, label: Option<&str>) -> UnitUse {
        let unit = Unit::of(code, label);
        UnitUse { has_others: self.units.len() > 1, is_shared: self.is_shared(unit) }
    }

    /// Whether figures of several codes look the same with this unit. One without a unit looks like one whose unit is not said.
    fn is_shared(&self, unit: Unit) -> bool {
        let is_alike = |other: Unit| match unit {
            Unit::None => matches!(other, Unit::None | Unit::Known(_)),
            _ => other == unit,
        };
        self.alike.iter().filter(|(other, _)| is_alike(*other)).map(|(_, count)| count).sum::<usize>() > 1
    }
}

/// Compares the columns without a meaning with those of the first row that is otherwise about the same.
fn compare(
    row: &[&str],
    columns: &[Column<'_>],
    unknown: &[usize],
    known: &mut Attributes,
    differs: &mut [bool],
) {
    let mut key = FxHasher::default();
    for (at, (column, cell)) in columns.iter().zip(row).enumerate() {
        // What takes the place of another row may say other things of the same.
        if *column == Column::Component(Component::Action)
            && Action::of(cell).is_some_and(|action| action != Action::Informs)
        {
            return;
        }
        if tells(column) {
            (at, sdmx::parts(cell).0).hash(&mut key);
        }
    }
    let hash = |cell: &str| {
        let mut hasher = FxHasher::default();
        cell.hash(&mut hasher);
        hasher.finish()
    };
    let own: Vec<u64> = unknown.iter().map(|&at| hash(row[at])).collect();
    let first = known.entry(key.finish()).or_insert_with(|| own.clone());
    for (differs, (one, other)) in differs.iter_mut().zip(first.iter().zip(&own)) {
        *differs |= one != other;
    }
}

/// Whether a column may tell what figures are about.
fn tells(column: &Column<'_>) -> bool {
    match column {
        Column::Key(_) => true,
        Column::Field(field) => !matches!(field, Field::Value | Field::Note | Field::Url | Field::Id),
        Column::Component(component) => matches!(
            component,
            Component::Structure | Component::Frequency | Component::Unit | Component::Updated
        ),
        Column::Detail(_) | Column::Wide | Column::Unknown | Column::Bare => false,
    }
}
