//! Definitions of the units that a sheet names and gainsay does not know.

use std::collections::BTreeMap;

use super::heading_unit::{power_of_ten, scaled};
use super::inert::named;
use crate::model::Units;

/// Words for people, in the languages that headings are known in.
const PEOPLE: [&str; 22] = [
    "citizens",
    "einwohner",
    "employees",
    "habitant",
    "habitantes",
    "habitants",
    "inhabitants",
    "leute",
    "men",
    "menschen",
    "passengers",
    "patients",
    "personas",
    "personen",
    "personnes",
    "pupils",
    "residents",
    "students",
    "victims",
    "voters",
    "women",
    "workers",
];

/// What an unknown unit seems to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NewUnit {
    /// In how many cells it is.
    cells: usize,
    meaning: Meaning,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Meaning {
    /// So many of a known unit: `Mio. €`.
    Multiple(u64, String),
    /// A word for people.
    People,
    /// A power of ten, of whatever is measured: `thousand`.
    PowerOfTen(u64),
    /// Something counted one by one.
    Counted,
    /// Something measured: some of its figures are no whole numbers.
    Measured,
}

/// What the unknown units seem to be, by their names.
pub(super) fn new_units(units: &Units, unknown: BTreeMap<String, usize>) -> BTreeMap<String, NewUnit> {
    let of = |(name, cells): (String, usize)| {
        let meaning = if PEOPLE.contains(&name.to_lowercase().as_str()) {
            Meaning::People
        } else if let Some((factor, of)) = scaled(units, &name).and_then(|found| found.multiple) {
            Meaning::Multiple(factor, of)
        } else if let Some(factor) = power_of_ten(&name) {
            Meaning::PowerOfTen(factor)
        } else {
            Meaning::Counted
        };
        (name, NewUnit { cells, meaning })
    };
    unknown.into_iter().map(of).collect()
}

impl NewUnit {
    /// Notes that some of its figures are no whole numbers.
    pub(super) fn has_fractions(&mut self) {
        if self.meaning == Meaning::Counted {
            self.meaning = Meaning::Measured;
        }
    }

    /// Its definition, with the reason.
    pub(super) fn definition(&self, name: &str) -> String {
        let unit = named(name);
        let line = match &self.meaning {
            Meaning::Multiple(factor, of) => format!("define unit {unit} = {factor} {}", named(of)),
            Meaning::People => format!("define unit {unit} = 1 people"),
            Meaning::PowerOfTen(factor) => {
                return format!(
                    "\n# in {} cells, which do not say of what; of people, for instance, write `people` for `points`\n\
                     define unit {unit} = {factor} points\n",
                    self.cells
                );
            }
            Meaning::Counted => format!("define unit {unit} counts"),
            Meaning::Measured => {
                return format!(
                    "\n# in {} cells, not all with whole numbers, so it is not counted; say how it relates to a unit that \
                     gainsay knows, if it does\ndefine unit {unit} = 1 points\n",
                    self.cells
                );
            }
        };
        format!("\n# in {} cells\n{line}\n", self.cells)
    }
}
