//! The rules, one per file, in families, and the registry of them all.

mod rule;
mod reading;
mod contradictions;
mod drift;
mod provenance;
mod quotes;
mod own;

use crate::settings::RuleName;

pub use crate::phrasing::{Context, Findings};
pub use rule::{Check, DefaultLevel, Family, OtherResults, Rule};

/// The families of rules, in the order of their codes.
pub static FAMILIES: &[&Family] = &[
    &reading::FAMILY,
    &contradictions::FAMILY,
    &drift::FAMILY,
    &provenance::FAMILY,
    &quotes::FAMILY,
    &own::FAMILY,
];

/// How many rules there are.
const COUNT: usize = {
    let (mut count, mut family) = (0, 0);
    while family < FAMILIES.len() {
        count += FAMILIES[family].rules.len();
        family += 1;
    }
    count
};

/// Every rule, in the order of the codes.
pub static ALL: &[&Rule] = &{
    let mut all = [FAMILIES[0].rules[0]; COUNT];
    let (mut at, mut family) = (0, 0);
    while family < FAMILIES.len() {
        let mut rule = 0;
        while rule < FAMILIES[family].rules.len() {
            all[at] = FAMILIES[family].rules[rule];
            at += 1;
            rule += 1;
        }
        family += 1;
    }
    all
};

/// Every rule as settings name it.
#[must_use]
pub fn names() -> Vec<RuleName> {
    let of = |family: &&Family| {
        let name = family.name;
        family.rules.iter().map(move |rule| RuleName { name: rule.name, code: rule.code.0, family: name })
    };
    FAMILIES.iter().flat_map(of).collect()
}

/// The rule of a code.
#[must_use]
pub fn by_code(code: crate::finding::Code) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code == code)
}

/// The rule with a name or code as typed by a user.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Rule> {
    rule::named(ALL, name)
}
