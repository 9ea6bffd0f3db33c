//! Complete sets of which what a source leaves out is none: within that source's own word, and for nobody else.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::oracle::{self, Row};
use crate::pending::{Part, as_if_all_were_there, is_pending};

/// The parts; what stands first is the whole.
const NAMES: [&str; 5] = ["", "sunk", "burnt", "taken", "left"];

/// What an origin states of a part or of the whole on a day.
#[derive(Clone, Debug)]
struct Stated {
    origin: usize,
    day: i32,
    of: usize,
    at_least: bool,
    value: i128,
}

#[derive(Clone, Debug)]
struct Tables {
    absent_is_none: bool,
    all: Vec<Stated>,
}

impl Tables {
    fn text(&self) -> String {
        let word = if self.absent_is_none { " where absent is none" } else { "" };
        let mut text = format!(
            "define measure ships\n    kind level\n    sums over status\ndefine complete status {{{}}}{word}\n",
            NAMES[1..].join(", ")
        );
        for (number, stated) in self.all.iter().enumerate() {
            let status =
                if stated.of == 0 { String::new() } else { format!(" [status: {}]", NAMES[stated.of]) };
            let word = if stated.at_least { "at least " } else { "" };
            text += &format!(
                "@c{number} ships{status}: {word}{} on 2020-10-{:02} by Origin{}\n",
                stated.value, stated.day, stated.origin
            );
        }
        text
    }

    /// Whether some true values make true what these state.
    fn can_be_true<'a>(&self, stated: impl Iterator<Item = &'a Stated> + Clone, with_zeros: bool) -> bool {
        let unknown =
            |day: i32, of: usize| usize::try_from(day).expect("days are positive") * NAMES.len() + of;
        let days: BTreeSet<i32> = stated.clone().map(|one| one.day).collect();
        let mut rows = Vec::new();
        for &day in &days {
            let parts: Vec<usize> = (1..NAMES.len()).collect();
            rows.extend((0..NAMES.len()).map(|of| Row::at_least(&[(unknown(day, of), 1)], 0)));
            let mut sum: Vec<(usize, i128)> = parts.iter().map(|&of| (unknown(day, of), 1)).collect();
            sum.push((unknown(day, 0), -1));
            rows.push(Row::equal(&sum, 0));
            let listed: BTreeSet<usize> =
                stated.clone().filter(|one| one.day == day && one.of > 0).map(|one| one.of).collect();
            if with_zeros && self.absent_is_none && listed.len() >= 2 {
                let left_out = parts.iter().filter(|of| !listed.contains(of));
                rows.extend(left_out.map(|&of| Row::equal(&[(unknown(day, of), 1)], 0)));
            }
        }
        rows.extend(stated.map(|one| {
            let term = [(unknown(one.day, one.of), 1)];
            if one.at_least { Row::at_least(&term, one.value) } else { Row::equal(&term, one.value) }
        }));
        oracle::feasible(&rows)
    }

    /// Whether all of it can be true, and each origin's own word with nothing for what it leaves out.
    fn is_possible(&self) -> bool {
        let own = |origin: usize| self.can_be_true(self.all.iter().filter(|one| one.origin == origin), true);
        self.can_be_true(self.all.iter(), false) && (0..3).all(own)
    }
}

fn tables() -> impl Strategy<Value = Tables> {
    let stated = (0..2_usize, 8..10_i32, 0..NAMES.len(), prop::bool::weighted(0.15), 0..3_i128);
    (any::<bool>(), prop::collection::vec(stated, 2..9)).prop_map(|(absent_is_none, raw)| {
        let mut all: Vec<Stated> = Vec::new();
        for (origin, day, of, at_least, value) in raw {
            let is_same = |one: &Stated| (one.origin, one.day, one.of) == (origin, day, of);
            if !all.iter().any(is_same) {
                all.push(Stated { origin, day, of, at_least, value });
            }
        }
        // The whole is near what its parts come to.
        for at in 0..all.len() {
            let of_table =
                |one: &&Stated| one.day == all[at].day && one.origin == all[at].origin && one.of > 0;
            if all[at].of == 0 {
                all[at].value =
                    all.iter().filter(of_table).map(|one| one.value).sum::<i128>() + all[at].value / 2;
            }
        }
        Tables { absent_is_none: absent_is_none && !is_pending(Part::AbsentIsNone), all }
    })
}

#[test]
fn three_parts_of_four_come_to_one_too_few() {
    // 331, 18 and 387 are 736, and not 737, where the fourth is none.
    let stated = |of: usize, value: i128| Stated { origin: 0, day: 8, of, at_least: false, value };
    let mut tables = Tables {
        absent_is_none: true,
        all: vec![stated(0, 737), stated(1, 331), stated(2, 18), stated(4, 387)],
    };
    as_if_all_were_there(|| {
        assert!(!tables.is_possible());
        tables.all[0].value = 736;
        assert!(tables.is_possible());
        tables.all[0].value = 737;
        tables.absent_is_none = false;
        assert!(tables.is_possible());
        // One part alone is no list, and what one source leaves out another may count.
        tables.absent_is_none = true;
        tables.all.truncate(2);
        assert!(tables.is_possible());
        tables.all = vec![stated(1, 331), stated(2, 18), Stated { origin: 1, ..stated(3, 4) }];
        assert!(tables.is_possible());
    });
}

proptest! {
    #![proptest_config(super::long())]

    #[test]
    fn what_a_source_leaves_out_is_none_for_that_source_alone(tables in tables()) {
        let text = tables.text();
        let report = super::checked(&text);
        let found = super::contradictions(&report);
        prop_assert_eq!(found.is_empty(), tables.is_possible(), "{}", text);
        for finding in found {
            let core: Vec<usize> = super::numbers(finding, |cited| cited.core);
            let of = |number: &usize| &tables.all[*number];
            let own = core.iter().all(|number| of(number).origin == of(&core[0]).origin);
            let stated: Vec<&Stated> = tables.all.iter().filter(|one| one.origin == of(&core[0]).origin).collect();
            // What a source leaves out is judged by all that it lists.
            let alone = tables.can_be_true(core.iter().map(of), false);
            prop_assert!(!alone || own && !tables.can_be_true(stated.into_iter(), true), "{:?} can be true\n{}", core, text);
        }
    }
}
