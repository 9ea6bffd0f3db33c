//! Who states what among a few claims: revisions, relays of one origin, and ties among them.

use std::collections::BTreeMap;

use crate::compared::claims::{Claim, Claims, Kind, Value, When};
use crate::compared::judge::{Order, is_direct, order, voice};
use crate::compared::time::{Moment, Time};
use crate::compared::truth::can_all_be_true;

/// What a voice states at one fact: one of these, each with the claims that carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Statement {
    pub(crate) one_of: Vec<Vec<usize>>,
}

/// A fact: a time, what is compared there, and a mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fact {
    Always,
    At(Moment),
    Over(i32, i32),
    /// An instant in a window.
    Within(i32, i32),
    /// A date that says no more than that it is this claim's.
    Only(usize),
}

type Voice = ((bool, usize), Fact, u8, bool);

fn key(claims: &Claims, number: usize) -> Voice {
    let claim = &claims.all[number];
    let fact = match Time::of(claims.kind, claim) {
        _ if claims.kind == Kind::Constant => Fact::Always,
        Time::Unknown if claims.kind.is_name() => Fact::Always,
        Time::Always => Fact::Always,
        Time::At(moment) => Fact::At(moment),
        Time::Over { from, to, .. } => Fact::Over(from, to),
        Time::Within(from, to) => Fact::Within(from, to),
        _ => Fact::Only(number),
    };
    let sort = match claim.value {
        Value::Number(_, unit) => unit as u8,
        Value::Name(_) => 3,
        Value::Truth(_) => 4,
        Value::Verdict => 5,
        Value::Set(_) => 6,
    };
    (voice(claim), fact, sort, claim.expected)
}

/// The statements that enter; none where the texts leave open which they are.
pub(crate) fn statements(claims: &Claims, kept: &[usize]) -> Option<Vec<Statement>> {
    let mut voices: BTreeMap<Voice, Vec<usize>> = BTreeMap::new();
    for &number in kept {
        voices.entry(key(claims, number)).or_default().push(number);
    }
    let mut all = Vec::new();
    // A later word about who has held an office since a day takes the place of an earlier one, whatever its end.
    let since = |number: &&usize| matches!(claims.all[**number].when, When::Since(_));
    let held: Vec<usize> = kept.iter().filter(since).copied().collect();
    let again = |&one: &usize, &two: &usize| {
        let (a, b) = (&claims.all[one], &claims.all[two]);
        voice(a) == voice(b) && a.value != b.value
    };
    if held.iter().any(|one| held.iter().any(|two| again(one, two))) {
        return None;
    }
    for numbers in voices.into_values() {
        let (direct, relayed): (Vec<usize>, Vec<usize>) =
            numbers.iter().copied().partition(|&number| is_direct(&claims.all[number]));
        let has_dates = |number: &usize| {
            let claim = &claims.all[*number];
            claim.said.is_some() || claim.published.is_some()
        };
        if direct.is_empty() {
            all.push(of_relays(claims, &relayed)?);
        } else if !relayed.is_empty() && numbers.iter().any(has_dates) {
            return None;
        } else {
            let last = newest(claims, &direct)?;
            all.extend(last.into_iter().map(|number| Statement { one_of: vec![vec![number]] }));
        }
    }
    Some(all)
}

/// The claims that no later one of the same chain replaces.
fn newest(claims: &Claims, numbers: &[usize]) -> Option<Vec<usize>> {
    let mut newest = Vec::new();
    for &number in numbers {
        let claim = &claims.all[number];
        let mut replaced = false;
        for other in numbers.iter().map(|&other| &claims.all[other]) {
            match order(claim, other) {
                Order::Open => return None,
                Order::Certain => replaced |= when_said(claim) < when_said(other),
                Order::None => {}
            }
        }
        if !replaced {
            newest.push(number);
        }
    }
    Some(newest)
}

fn when_said(claim: &Claim) -> (Option<i32>, Option<i32>) {
    (claim.said.or(claim.published), claim.published)
}

/// What relays pass on as their origin's word: what most chains give, or one of those that as many give.
fn of_relays(claims: &Claims, numbers: &[usize]) -> Option<Statement> {
    let mut chains: BTreeMap<&[usize], Vec<usize>> = BTreeMap::new();
    for &number in numbers {
        chains.entry(&claims.all[number].chain).or_default().push(number);
    }
    let mut sayings: Vec<Vec<usize>> = Vec::new();
    let said = |number: usize| claims.all[number].said;
    for editions in chains.into_values() {
        let [last] = newest(claims, &editions)?[..] else { return None };
        if said(last) != said(numbers[0]) {
            return None;
        }
        let value = claims.all[last].value;
        match sayings.iter_mut().find(|saying| claims.all[saying[0]].value == value) {
            Some(saying) => saying.push(last),
            None => sayings.push(vec![last]),
        }
    }
    let most = sayings.iter().map(Vec::len).max().unwrap_or(0);
    sayings.retain(|saying| saying.len() == most);
    let is_set = matches!(claims.all[numbers[0]].value, Value::Set(_));
    if is_set && sayings.len() > 1 {
        // One names a member and another one leaves one out: whether that is a tie is nowhere said.
        return None;
    }
    Some(Statement { one_of: sayings })
}

/// Whether some choice of what each voice said can be true together.
pub(crate) fn satisfiable(claims: &Claims, statements: &[Statement]) -> bool {
    fn choose(claims: &Claims, rest: &[Statement], chosen: &mut Vec<usize>) -> bool {
        let Some((first, rest)) = rest.split_first() else { return can_all_be_true(claims, chosen) };
        first.one_of.iter().any(|saying| {
            let before = chosen.len();
            chosen.extend(saying);
            let can = choose(claims, rest, chosen);
            chosen.truncate(before);
            can
        })
    }
    choose(claims, statements, &mut Vec::new())
}
