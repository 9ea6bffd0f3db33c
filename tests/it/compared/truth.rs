//! Whether some course of things makes claims true together: figures as linear constraints, all else by pairs.

use std::collections::BTreeMap;

use crate::compared::claims::{Claim, Claims, Kind, SETS, Unit, Value};
use crate::compared::judge::voice;
use crate::compared::span::spans;
use crate::compared::time::{Moment, Relation, Time, relation};
use crate::oracle::{self, Row};

/// A true value that nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unknown {
    /// Whenever, in one of two modes.
    Constant(bool),
    /// At an instant, in one of two modes.
    At(bool, Moment),
    /// The figure of a period.
    Over(bool, i32, i32),
    /// What a flow brings on a stretch of days.
    Stretch(bool, i32, i32),
}

/// Whether the claims that are meant can all be true, each for what it says itself.
pub(crate) fn can_all_be_true(claims: &Claims, meant: &[usize]) -> bool {
    if claims.kind == Kind::Several {
        return true;
    }
    numbers_can_be_true(claims, meant)
        && meant
            .iter()
            .enumerate()
            .all(|(at, &one)| meant[..at].iter().all(|&two| pair_can_be_true(claims, meant, one, two)))
}

/// Two values other than numbers, of one time.
fn pair_can_be_true(claims: &Claims, meant: &[usize], one: usize, two: usize) -> bool {
    let (a, b) = (&claims.all[one], &claims.all[two]);
    let differ = match (a.value, b.value) {
        (Value::Name(one), Value::Name(two)) => one != two,
        (Value::Truth(one), Value::Truth(two)) => one != two,
        (Value::Set(one), Value::Set(two)) => SETS[one].1 & SETS[two].1 == 0,
        _ => false,
    };
    // Of a period one voice may give several names, each at some time of it.
    let says = |claim: &Claim, name: &Claim| {
        meant.iter().map(|&other| &claims.all[other]).any(|other| {
            let same = voice(other) == voice(claim) && other.expected == claim.expected;
            same && other.value == name.value && may_take_turns(claims.kind, other, name)
        })
    };
    if may_take_turns(claims.kind, a, b) && (says(a, b) || says(b, a)) {
        return true;
    }
    let (relation, _) = relation(claims.kind, Time::of(claims.kind, a), Time::of(claims.kind, b));
    !differ || a.expected != b.expected || !matches!(relation, Relation::Same | Relation::Tied)
}

/// Whether two names or sides are each of some time of one and the same period.
pub(crate) fn may_take_turns(kind: Kind, one: &Claim, two: &Claim) -> bool {
    let in_turn = matches!(
        (one.value, two.value),
        (Value::Name(_), Value::Name(_)) | (Value::Truth(_), Value::Truth(_))
    );
    let time = Time::of(kind, one);
    in_turn && matches!(time, Time::Over { throughout: false, .. }) && time == Time::of(kind, two)
}

fn numbers_can_be_true(claims: &Claims, meant: &[usize]) -> bool {
    // Figures in different units are never compared.
    [Unit::None, Unit::Percent, Unit::Km].into_iter().all(|unit| {
        let of_unit =
            |number: &usize| matches!(claims.all[*number].value, Value::Number(_, of) if of == unit || claims.kind != Kind::Undeclared);
        let numbers: Vec<usize> = meant.iter().copied().filter(of_unit).collect();
        oracle::feasible(&System::new(claims, &numbers).rows)
    })
}

/// The constraints of some figures.
struct System<'c> {
    claims: &'c Claims,
    unknowns: BTreeMap<Unknown, usize>,
    rows: Vec<Row>,
    /// The ends of days that flows are cut at.
    cuts: Vec<i32>,
}

impl<'c> System<'c> {
    fn new(claims: &'c Claims, numbers: &[usize]) -> Self {
        let times = numbers.iter().map(|&number| Time::of(claims.kind, &claims.all[number]));
        let mut cuts: Vec<i32> = times.filter_map(period).flat_map(|(from, to)| [from - 1, to]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut system = Self { claims, unknowns: BTreeMap::new(), rows: Vec::new(), cuts };
        for &number in numbers {
            system.hear(number);
        }
        system.values();
        system
    }

    fn unknown(&mut self, unknown: Unknown) -> usize {
        let next = self.unknowns.len();
        *self.unknowns.entry(unknown).or_insert(next)
    }

    fn hear(&mut self, number: usize) {
        let claim = &self.claims.all[number];
        let Value::Number(said, unit) = claim.value else { return };
        let hard = spans(said, unit).1;
        let Some([least, most]) = self.forms(number) else { return };
        self.rows.extend(hard.least(&least));
        self.rows.extend(hard.most(&most));
    }

    /// Of what a claim's figure gives the low end, and of what the high end.
    fn forms(&mut self, number: usize) -> Option<[Vec<(usize, i128)>; 2]> {
        let claim = &self.claims.all[number];
        let mode = claim.expected;
        let time = Time::of(self.claims.kind, claim);
        let both = |form: Vec<(usize, i128)>| Some([form.clone(), form]);
        match (self.claims.kind, time) {
            (Kind::Constant, _) => both(vec![(self.unknown(Unknown::Constant(mode)), 1)]),
            (Kind::Flow, _) => {
                let (from, to) = period(time)?;
                let inside = |day: &i32| (from - 1..=to).contains(day);
                let cuts: Vec<i32> = self.cuts.iter().copied().filter(inside).collect();
                both(
                    cuts.windows(2)
                        .map(|ends| (self.unknown(Unknown::Stretch(mode, ends[0], ends[1])), 1))
                        .collect(),
                )
            }
            (Kind::Cumulative, Time::Over { from, to, .. }) => {
                let [before, after] =
                    [from - 1, to].map(|day| self.unknown(Unknown::At(mode, Moment::Day(day))));
                both(vec![(after, 1), (before, -1)])
            }
            (Kind::Cumulative, Time::Within(from, to)) => {
                let [first, last] = [from, to].map(|day| self.unknown(Unknown::At(mode, Moment::Day(day))));
                Some([vec![(last, 1)], vec![(first, 1)]])
            }
            (_, Time::At(moment)) => both(vec![(self.unknown(Unknown::At(mode, moment)), 1)]),
            (_, Time::Over { from, to, .. }) => both(vec![(self.unknown(Unknown::Over(mode, from, to)), 1)]),
            _ => None,
        }
    }

    /// What every true value is: not negative, no more than a whole; and of a total, never less than before.
    fn values(&mut self) {
        let kind = self.claims.kind;
        for (&unknown, &number) in &self.unknowns {
            if kind != Kind::Undeclared {
                self.rows.push(Row::at_least(&[(number, 1)], 0));
            }
            if kind == Kind::Ratio {
                self.rows.push(Row::at_most(&[(number, 1)], 100));
            }
            let Unknown::At(mode, moment) = unknown else { continue };
            for (&other, &later) in &self.unknowns {
                if kind == Kind::Cumulative
                    && matches!(other, Unknown::At(of, after) if of == mode && moment.is_before(after))
                {
                    self.rows.push(Row::at_least(&[(later, 1), (number, -1)], 0));
                }
            }
        }
    }
}

/// The days over which a flow's figure is a sum.
fn period(time: Time) -> Option<(i32, i32)> {
    match time {
        Time::At(Moment::Day(day)) => Some((day, day)),
        Time::Over { from, to, .. } => Some((from, to)),
        _ => None,
    }
}
