//! What has to be said of two claims of one measure, worked out from what checks.md promises and from nothing else.

use crate::compared::claims::{Claim, Claims, Kind, SETS, Said, Unit, Value, When};
use crate::compared::span::{is_round_one, spans};
use crate::compared::time::{Relation, Time, relation};
use crate::compared::truth::{can_all_be_true, may_take_turns};
use crate::pending::{Part, is_pending};

/// What can be said of two claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Word {
    Contradiction,
    /// A relay is not its origin, or not its fellow relay.
    Drift,
    Loose,
    CannotTell,
}

/// What has to be said, one of several words, and what must not be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// One of these is said; nothing has to be where there is none.
    pub(crate) one_of: Vec<Word>,
    pub(crate) never: Vec<Word>,
    /// What the verdict rests on.
    pub(crate) parts: Vec<Part>,
    /// Whether a later word of the same voice has taken the place of the earlier one.
    pub(crate) is_revision: bool,
    /// Whether a word has to be said that keeps two claims apart, and which.
    pub(crate) apart_by: Option<Part>,
}

impl Verdict {
    fn new(one_of: &[Word], never: &[Word]) -> Self {
        Self { one_of: one_of.to_vec(), never: never.to_vec(), ..Self::default() }
    }

    fn silent() -> Self {
        Self::new(&[], &[Word::Contradiction, Word::CannotTell, Word::Loose])
    }

    fn no_contradiction() -> Self {
        Self::new(&[], &[Word::Contradiction])
    }

    fn contradiction() -> Self {
        Self::new(&[Word::Contradiction], &[Word::CannotTell, Word::Loose])
    }

    fn revision() -> Self {
        Self { is_revision: true, ..Self::new(&[], &[Word::Contradiction, Word::CannotTell]) }
    }

    fn cannot_tell(part: Part) -> Self {
        let one_of: &[Word] = if is_pending(part) { &[] } else { &[Word::CannotTell] };
        Self { apart_by: Some(part), ..Self::new(one_of, &[Word::Contradiction, Word::Loose]) }
    }

    /// Whether something that it rests on is waited for.
    pub(crate) fn is_pending(&self) -> bool {
        self.parts.iter().any(|part| is_pending(*part))
    }
}

/// How two values stand to each other, the times aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Difference {
    /// They say the same, or one allows what the other says.
    None,
    /// What one says ends where the other begins, and neither nor both say so: a word may be said.
    Touching,
    /// Apart by more than they say, and by less than is impossible.
    Loose,
    Hard,
    /// Figures that agree but for the unit: whether it is missed is nowhere said.
    Unit(Part),
    /// Nothing compares them.
    Kind(Part),
}

fn difference(one: Value, two: Value) -> Difference {
    let when = |differ: bool| if differ { Difference::Hard } else { Difference::None };
    match (one, two) {
        (Value::Number(one, unit), Value::Number(two, other)) => {
            let (soft, hard) = spans(one, unit);
            let (soft_too, hard_too) = spans(two, other);
            let is_missing = unit == Unit::None || other == Unit::None;
            let part = if is_missing { Part::MissingUnit } else { Part::OtherKind };
            if unit != other && is_missing && one == two {
                // The same figure: nobody misses the unit.
                Difference::None
            } else if unit != other && soft.meets(soft_too) {
                Difference::Unit(part)
            } else if unit != other {
                Difference::Kind(part)
            } else if !hard.meets(hard_too) {
                Difference::Hard
            } else if soft.meets(soft_too) {
                Difference::None
            } else if soft.touches(soft_too) {
                Difference::Touching
            } else {
                Difference::Loose
            }
        }
        (Value::Name(one), Value::Name(two)) => when(one != two),
        (Value::Truth(one), Value::Truth(two)) => when(one != two),
        (Value::Set(one), Value::Set(two)) => when(SETS[one].1 & SETS[two].1 == 0),
        (Value::Verdict, Value::Verdict) => Difference::None,
        _ => Difference::Kind(Part::OtherKind),
    }
}

/// What has to be said of two claims of a corpus, as if there were no others.
pub(crate) fn judge(claims: &Claims, one: usize, two: usize) -> Verdict {
    let (kind, a, b) = (claims.kind, &claims.all[one], &claims.all[two]);
    if a.expected != b.expected {
        return Verdict::silent();
    }
    let times = [a, b].map(|claim| Time::of(kind, claim));
    let (relation, mut parts) = relation(kind, times[0], times[1]);
    let round = |claim: &Claim| matches!(claim.value, Value::Number(said, _) if is_round_one(said));
    if round(a) || round(b) {
        parts.push(Part::RoundOne);
    }
    let are_relays = voice(a) == voice(b) && !is_direct(a) && !is_direct(b);
    let same_fact = relation == Relation::Same || times[0] == times[1];
    if are_relays && same_fact && a.chain != b.chain && a.value != b.value {
        parts.push(Part::RelayTies);
    }
    if kind == Kind::Several {
        parts.push(Part::AllowsSeveral);
        return Verdict { parts, ..Verdict::silent() };
    }
    let difference = difference(a.value, b.value);
    // What holds since a day runs to the day on which it is said: a newer word of one voice has another window, and revises.
    let since = [a, b].iter().all(|claim| matches!(claim.when, When::Since(_)));
    if since && voice(a) == voice(b) && a.chain == b.chain && order(a, b) != Order::None {
        return Verdict { parts, ..Verdict::default() };
    }
    let mut verdict = match (relation, difference) {
        (Relation::Apart, _) => Verdict::silent(),
        // What is told of them may stand for others that the same thing keeps apart.
        (Relation::Unsaid, Difference::Kind(part) | Difference::Unit(part)) => {
            Verdict { apart_by: Some(part), ..Verdict::default() }
        }
        (Relation::Unsaid, _) => Verdict::default(),
        (Relation::Open, Difference::None) => Verdict::silent(),
        (Relation::Open, Difference::Kind(part) | Difference::Unit(part)) => {
            Verdict { apart_by: Some(part), ..Verdict::no_contradiction() }
        }
        (Relation::Open, _) => Verdict::no_contradiction(),
        (_, Difference::Unit(part)) => Verdict { apart_by: Some(part), ..Verdict::no_contradiction() },
        (_, Difference::Kind(part)) => Verdict::cannot_tell(part),
        (Relation::Maybe(_), Difference::None) => Verdict::silent(),
        (Relation::Maybe(_), Difference::Loose | Difference::Touching) => Verdict::no_contradiction(),
        (Relation::Maybe(part), Difference::Hard) => Verdict::cannot_tell(part),
        (Relation::Tied, _) if !can_all_be_true(claims, &[one, two]) => Verdict::contradiction(),
        (Relation::Tied, Difference::None) => Verdict::silent(),
        // A figure of a window is not told to be silent beside another one: it could be the same day's.
        (Relation::Tied, _) if times.iter().any(|time| matches!(time, Time::Within(..))) => {
            Verdict::no_contradiction()
        }
        (Relation::Tied, _) => Verdict::new(&[], &[Word::Contradiction, Word::CannotTell]),
        (Relation::Same, _) => {
            let verdict = of_one_fact(a, b, difference);
            let in_turn = voice(a) == voice(b) && may_take_turns(kind, a, b);
            let is_told = verdict.one_of.contains(&Word::Contradiction);
            let is_open = verdict.one_of.is_empty() && !verdict.is_revision && difference == Difference::Hard;
            match in_turn {
                true if is_told => Verdict::cannot_tell(Part::NamesOverTime),
                true if is_open => {
                    Verdict { apart_by: Some(Part::NamesOverTime), ..Verdict::no_contradiction() }
                }
                _ => verdict,
            }
        }
    };
    verdict.parts.extend(parts);
    verdict
}

/// Who speaks: an origin, or an outlet for itself.
pub(crate) fn voice(claim: &Claim) -> (bool, usize) {
    match claim.origin {
        Some(origin) => (false, origin),
        None => (true, claim.chain[0]),
    }
}

/// Whether a voice speaks for itself, and no relay for it.
pub(crate) fn is_direct(claim: &Claim) -> bool {
    claim.origin.is_none() || claim.chain.is_empty()
}

/// Which of two claims of one voice and one chain was said later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Certain,
    None,
    /// The texts leave it open.
    Open,
}

pub(crate) fn order(one: &Claim, two: &Claim) -> Order {
    let differ = |one: Option<i32>, two: Option<i32>| one.zip(two).map(|(one, two)| one != two);
    match (differ(one.said, two.said), differ(one.published, two.published)) {
        (Some(true), _) => Order::Certain,
        // Within one relay chain a later edition is a later word of it.
        (Some(false), Some(true)) => {
            if is_direct(one) {
                Order::Open
            } else {
                Order::Certain
            }
        }
        (Some(false), _) => Order::None,
        (None, _) if one.said.is_some() || two.said.is_some() => Order::Open,
        (None, Some(true)) => Order::Certain,
        (None, Some(false)) => Order::None,
        (None, None) if one.published.is_some() || two.published.is_some() => Order::Open,
        (None, None) => Order::None,
    }
}

/// What has to be said of two claims of one fact.
fn of_one_fact(one: &Claim, two: &Claim, difference: Difference) -> Verdict {
    let same_voice = voice(one) == voice(two);
    let shares = [one, two].map(|claim| matches!(claim.value, Value::Number(Said::OfFifty(_), _)));
    let plain = match difference {
        Difference::None => Verdict::silent(),
        Difference::Touching => Verdict::new(&[], &[Word::Contradiction, Word::CannotTell]),
        Difference::Loose => Verdict::new(&[Word::Loose], &[Word::Contradiction, Word::CannotTell]),
        _ => Verdict::contradiction(),
    };
    if !same_voice {
        return plain;
    }
    if shares[0] != shares[1] && difference != Difference::None {
        let verdict = of_one_voice(one, two, difference, plain);
        let parts = verdict.parts.iter().copied().chain([Part::SharesOfEditions]).collect();
        return Verdict { parts, ..verdict };
    }
    of_one_voice(one, two, difference, plain)
}

/// What has to be said of two claims of one fact by one voice; `plain` as if by two.
fn of_one_voice(one: &Claim, two: &Claim, difference: Difference, plain: Verdict) -> Verdict {
    if is_direct(one) && is_direct(two) {
        return match order(one, two) {
            Order::None => plain,
            Order::Certain => Verdict::revision(),
            Order::Open if difference == Difference::Hard => Verdict::new(&[], &[Word::CannotTell]),
            Order::Open => Verdict::no_contradiction(),
        };
    }
    if is_direct(one) != is_direct(two) {
        let (direct, relay) = if is_direct(one) { (one, two) } else { (two, one) };
        return of_relay(direct, relay, difference);
    }
    if one.chain == two.chain {
        return match (order(one, two), difference) {
            (Order::Certain, _) => Verdict { parts: vec![Part::RelayEditions], ..Verdict::revision() },
            (Order::Open, _) => Verdict::new(&[], &[Word::CannotTell]),
            (Order::None, Difference::None) => Verdict::silent(),
            (Order::None, Difference::Hard) => Verdict {
                parts: vec![Part::RelayEditions],
                ..Verdict::new(&[Word::Contradiction, Word::Drift], &[Word::CannotTell])
            },
            (Order::None, Difference::Touching) => {
                Verdict::new(&[], &[Word::Contradiction, Word::CannotTell])
            }
            (Order::None, _) => {
                Verdict::new(&[Word::Drift, Word::Loose], &[Word::Contradiction, Word::CannotTell])
            }
        };
    }
    let other_saying = one.said.zip(two.said).is_some_and(|(one, two)| one != two);
    match difference {
        Difference::None => Verdict::silent(),
        Difference::Hard if !other_saying => {
            Verdict::new(&[Word::Drift, Word::CannotTell], &[Word::Contradiction])
        }
        _ => Verdict::no_contradiction(),
    }
}

/// What has to be said of a relay beside its origin's own statement.
fn of_relay(direct: &Claim, relay: &Claim, difference: Difference) -> Verdict {
    if difference == Difference::None {
        return Verdict::silent();
    }
    let later = |one: Option<i32>, two: Option<i32>| match (one, two) {
        (None, None) => true,
        (Some(direct), Some(relay)) => direct == relay,
        _ => false,
    };
    // What a relay had before its origin's word, or of another of its words, may have been right.
    let said_then = later(direct.said, relay.said)
        && (direct.said.is_some()
            || match (direct.published, relay.published) {
                (None, None) => true,
                (Some(direct), Some(relay)) => relay >= direct,
                _ => false,
            });
    match difference {
        Difference::Hard if said_then => {
            Verdict::new(&[Word::Drift], &[Word::Contradiction, Word::CannotTell])
        }
        _ => Verdict::no_contradiction(),
    }
}
