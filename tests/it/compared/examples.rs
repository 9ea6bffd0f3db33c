//! Pairs and triples whose verdict a reader can give, to hold the oracle to before it judges anything.

use crate::compared::claims::{Claim, Claims, Kind, Said, Unit, Value, When};
use crate::compared::judge::{Verdict, Word, judge};
use crate::compared::voices::{satisfiable, statements};
use crate::pending::{Part, as_if_all_were_there};

fn number(value: i64) -> Value {
    Value::Number(Said::Exactly(value), Unit::None)
}

fn claim(value: Value, when: When) -> Claim {
    Claim { value, when, expected: false, origin: Some(0), chain: Vec::new(), said: None, published: None }
}

fn by(origin: usize, value: Value, when: When) -> Claim {
    Claim { origin: Some(origin), ..claim(value, when) }
}

fn via(chain: &[usize], value: Value, when: When) -> Claim {
    Claim { chain: chain.to_vec(), ..claim(value, when) }
}

fn pair(kind: Kind, one: Claim, two: Claim) -> Claims {
    Claims { kind, all: vec![one, two] }
}

#[track_caller]
fn is_contradiction(kind: Kind, one: Claim, two: Claim) {
    let verdict = judge(&pair(kind, one, two), 0, 1);
    assert_eq!(verdict.one_of, [Word::Contradiction], "{verdict:?}");
}

#[track_caller]
fn is_silent(kind: Kind, one: Claim, two: Claim) {
    let verdict = judge(&pair(kind, one, two), 0, 1);
    assert!(verdict.one_of.is_empty() && verdict.never.contains(&Word::Contradiction), "{verdict:?}");
    assert!(verdict.never.contains(&Word::CannotTell), "{verdict:?}");
}

#[track_caller]
fn is_kept_apart(kind: Kind, one: Claim, two: Claim, part: Part) {
    as_if_all_were_there(|| {
        let verdict = judge(&pair(kind, one, two), 0, 1);
        assert_eq!(
            (verdict.apart_by, &verdict.one_of[..]),
            (Some(part), &[Word::CannotTell][..]),
            "{verdict:?}"
        );
        assert!(verdict.never.contains(&Word::Contradiction), "{verdict:?}");
    });
}

/// Whether all the claims can be true; each on its own can.
#[track_caller]
fn all_can_be_true(kind: Kind, all: &[Claim]) -> bool {
    let claims = Claims { kind, all: all.to_vec() };
    let numbers: Vec<usize> = (0..all.len()).collect();
    for number in &numbers {
        let alone = statements(&claims, &[*number]).expect("one claim leaves nothing open");
        assert!(satisfiable(&claims, &alone));
    }
    satisfiable(&claims, &statements(&claims, &numbers).expect("nothing is left open"))
}

const DAY: When = When::Day(5);

#[test]
fn the_population_of_a_year_has_one_figure() {
    // 399,484 and 1 during 2000; `on` the year is the year; the year and its half-year figures are not one.
    for kind in [Kind::Undeclared, Kind::Level] {
        is_contradiction(kind, by(0, number(18), When::Year(false)), by(1, number(11), When::Year(false)));
        is_contradiction(kind, by(0, number(18), When::Year(false)), by(1, number(11), When::Year(true)));
        is_silent(kind, by(0, number(18), When::Year(false)), by(1, number(18), When::Year(true)));
        let verdict = judge(
            &pair(kind, by(0, number(18), When::Year(false)), by(1, number(11), When::Quarter(true))),
            0,
            1,
        );
        assert_eq!(verdict, Verdict { never: vec![Word::Contradiction], ..Verdict::default() });
        is_kept_apart(
            kind,
            by(0, number(18), When::Month(0)),
            by(1, number(11), DAY),
            Part::PeriodAndInstant,
        );
        is_silent(kind, by(0, number(18), When::FromTo(21, 25)), by(1, number(11), DAY));
    }
    // A month's unemployment of 4.1 % and of 14 %.
    let share = |value| Value::Number(Said::Exactly(value), Unit::Percent);
    is_contradiction(Kind::Ratio, claim(share(4), When::Month(1)), claim(share(14), When::Month(1)));
    is_contradiction(Kind::Ratio, claim(share(4), When::FromTo(1, 31)), claim(share(14), When::Month(0)));
}

#[test]
fn two_names_of_one_month_are_told() {
    let [white, hispanic] = [0, 1].map(Value::Name);
    is_contradiction(Kind::Name, by(0, white, When::Month(1)), by(1, hispanic, When::Month(1)));
    is_kept_apart(
        Kind::Name,
        by(0, white, When::Month(1)),
        by(0, hispanic, When::Month(1)),
        Part::NamesOverTime,
    );
    is_kept_apart(Kind::Name, by(0, white, When::Month(1)), by(1, hispanic, DAY), Part::PeriodAndInstant);
    is_kept_apart(Kind::Name, by(0, white, When::Undated), by(1, hispanic, DAY), Part::Undated);
    is_contradiction(Kind::Name, by(0, white, When::Undated), by(1, hispanic, When::Undated));
    is_silent(Kind::Several, by(0, white, DAY), by(1, hispanic, DAY));
}

#[test]
fn an_office_has_one_holder_at_a_time() {
    let [first, second] = [0, 1].map(Value::Name);
    is_contradiction(Kind::Name, by(0, first, When::FromTo(1, 31)), by(1, second, When::FromTo(5, 20)));
    is_contradiction(Kind::Name, by(0, first, When::FromTo(1, 31)), by(0, second, DAY));
    is_silent(Kind::Name, by(0, first, When::FromTo(1, 10)), by(1, second, When::FromTo(21, 25)));
    // One leaves and the other comes on the twentieth.
    let handed = judge(
        &pair(Kind::Name, by(0, first, When::FromTo(5, 20)), by(1, second, When::FromTo(20, 25))),
        0,
        1,
    );
    assert!(handed.one_of.is_empty());
}

#[test]
fn one_minute_in_two_zones_is_one() {
    // 23:00-05:00 is 04:00Z of the next day; a bare day is that day wherever it is.
    let west = When::Zoned(5 * 24 + 4, -5);
    let greenwich = When::Zoned(5 * 24 + 4, 0);
    is_contradiction(Kind::Level, by(0, number(14), west), by(1, number(17), greenwich));
    is_silent(Kind::Level, by(0, number(14), west), by(1, number(14), greenwich));
    for day in [5, 6] {
        let verdict =
            judge(&pair(Kind::Level, by(0, number(14), greenwich), by(1, number(17), When::Day(day))), 0, 1);
        assert!(verdict.never.contains(&Word::Contradiction));
    }
    is_silent(Kind::Level, by(0, number(14), greenwich), by(1, number(17), When::Day(8)));
    // A total at eleven at night is no more than the next day's, whatever zone others write.
    is_contradiction(
        Kind::Cumulative,
        claim(number(17), When::Clock(5, 23)),
        claim(number(12), When::Day(6)),
    );
    is_silent(Kind::Cumulative, claim(number(12), When::Clock(5, 23)), claim(number(17), When::Day(6)));
    assert!(!all_can_be_true(
        Kind::Cumulative,
        &[
            claim(number(17), When::Clock(5, 23)),
            claim(number(12), When::Day(6)),
            by(1, number(18), When::Zoned(9 * 24 + 10, 0)),
        ]
    ));
}

#[test]
fn a_one_with_zeros_reaches_half_its_next_digit() {
    let about = |value| Value::Number(Said::About(value), Unit::None);
    as_if_all_were_there(|| {
        is_contradiction(Kind::Level, by(0, about(100_000), DAY), by(1, number(240_123), DAY));
        is_contradiction(Kind::Level, by(0, number(1_000), DAY), by(1, number(690), DAY));
        let verdict = judge(&pair(Kind::Level, by(0, number(1_000), DAY), by(1, number(1_040), DAY)), 0, 1);
        assert_eq!(verdict.one_of, [Word::Loose]);
    });
    // 4,200 reaches from 4,150 to 4,250, and 43,000 to 43,217.
    let verdict = judge(&pair(Kind::Level, by(0, number(4_200), DAY), by(1, number(4_230), DAY)), 0, 1);
    assert_eq!(verdict.one_of, [Word::Loose]);
    is_contradiction(Kind::Level, by(0, number(4_200), DAY), by(1, number(4_260), DAY));
    let verdict = judge(&pair(Kind::Level, by(0, number(43_000), DAY), by(1, number(43_217), DAY)), 0, 1);
    assert_eq!(verdict.one_of, [Word::Loose]);
    // `about 12,000` beside 12,650.
    let verdict = judge(&pair(Kind::Level, by(0, about(12_000), DAY), by(1, number(12_650), DAY)), 0, 1);
    assert_eq!(verdict.one_of, [Word::Loose]);
}

#[test]
fn relays_in_a_tie_stand_for_what_they_say() {
    // 729 or 792, then 710: a fall either way; 750 is one only from 792.
    let relays = |first: i64, second: i64| [via(&[0], number(first), DAY), via(&[1], number(second), DAY)];
    let [one, two] = relays(729, 792);
    let then = |value: i64| by(1, number(value), When::Day(6));
    assert!(all_can_be_true(Kind::Cumulative, &[one.clone(), two.clone(), then(750)]));
    assert!(!all_can_be_true(Kind::Cumulative, &[one.clone(), two.clone(), then(710)]));
    // What lies between was said by neither.
    assert!(!all_can_be_true(Kind::Level, &[one.clone(), two.clone(), by(1, number(750), DAY)]));
    assert!(all_can_be_true(Kind::Level, &[one.clone(), two.clone(), by(1, number(792), DAY)]));
    // A third relay decides, and so does the origin itself.
    let third = via(&[2], number(729), DAY);
    assert!(!all_can_be_true(Kind::Level, &[one.clone(), two.clone(), third, by(1, number(792), DAY)]));
    assert!(!all_can_be_true(Kind::Level, &[one, two, claim(number(729), DAY), by(1, number(792), DAY)]));
}

#[test]
fn only_a_later_edition_of_one_chain_is_a_revision() {
    let published = |claim: Claim, day| Claim { published: Some(day), ..claim };
    let verdict = |one: Claim, two: Claim| judge(&pair(Kind::Level, one, two), 0, 1);
    let [first, second] = [14, 17].map(number);
    assert!(verdict(published(claim(first, DAY), 93), published(claim(second, DAY), 94)).is_revision);
    assert!(verdict(published(via(&[0], first, DAY), 93), published(via(&[0], second, DAY), 94)).is_revision);
    is_contradiction(Kind::Level, published(claim(first, DAY), 93), published(claim(second, DAY), 93));
    is_contradiction(Kind::Level, claim(first, DAY), claim(second, DAY));
    // Across chains a later relay is no newer word.
    let across = verdict(published(via(&[0], first, DAY), 93), published(via(&[1], second, DAY), 94));
    assert!(!across.is_revision && !across.one_of.is_empty());
    // A relay beside its origin is drift and no contradiction.
    let relayed = verdict(claim(first, DAY), via(&[0], second, DAY));
    assert_eq!((relayed.one_of, relayed.never[0]), (vec![Word::Drift], Word::Contradiction));
    // A revised figure contradicts nobody any more.
    let revised = [published(claim(first, DAY), 93), published(claim(second, DAY), 94)];
    let other = |value| published(by(1, value, DAY), 94);
    let [old, new] = revised;
    assert!(all_can_be_true(Kind::Level, &[old.clone(), new.clone(), other(second)]));
    assert!(!all_can_be_true(Kind::Level, &[old, new, other(first)]));
}

#[test]
fn growth_is_no_contradiction_and_a_fall_is() {
    is_silent(Kind::Cumulative, by(0, number(14), DAY), by(1, number(17), When::Day(6)));
    is_contradiction(Kind::Cumulative, by(0, number(17), DAY), by(1, number(14), When::Day(6)));
    is_silent(Kind::Level, by(0, number(17), DAY), by(1, number(14), When::Day(6)));
    // 21 injured in a month, and 93: a month's figure of a level, the growth of a total, a flow's sum.
    for kind in [Kind::Level, Kind::Cumulative, Kind::Flow] {
        is_contradiction(kind, by(0, number(21), When::Month(1)), by(1, number(93), When::Month(1)));
    }
    // Of three: 12 by the fifth, then 5 more, and 16 on the tenth.
    let grown = |last: i64| {
        [
            by(0, number(12), When::Day(4)),
            by(1, number(5), When::FromTo(5, 20)),
            by(2, number(last), When::Day(20)),
        ]
    };
    assert!(all_can_be_true(Kind::Cumulative, &grown(17)));
    assert!(!all_can_be_true(Kind::Cumulative, &grown(16)));
    // A day's arrests are no more than their month's.
    is_contradiction(Kind::Flow, by(0, number(17), DAY), by(1, number(14), When::Month(0)));
    is_silent(Kind::Flow, by(0, number(14), DAY), by(1, number(17), When::Month(0)));
}

#[test]
fn what_keeps_two_claims_apart_is_named() {
    is_kept_apart(Kind::Level, by(0, number(14), When::Undated), by(1, number(17), DAY), Part::Undated);
    is_kept_apart(
        Kind::Level,
        by(0, number(14), When::SomeDayOfMonth),
        by(1, number(17), DAY),
        Part::Uncertain,
    );
    is_kept_apart(
        Kind::Level,
        by(0, number(14), When::Clock(5, 10)),
        by(1, number(17), DAY),
        Part::DayAndClock,
    );
    let km = Value::Number(Said::Exactly(17), Unit::Km);
    is_kept_apart(Kind::Undeclared, by(0, number(14), DAY), by(1, km, DAY), Part::MissingUnit);
    is_kept_apart(Kind::Truth, by(0, Value::Truth(true), DAY), by(1, Value::Verdict, DAY), Part::OtherKind);
    is_silent(Kind::Level, by(0, number(14), When::Undated), by(1, number(14), DAY));
    is_silent(Kind::Level, Claim { expected: true, ..by(0, number(14), DAY) }, by(1, number(17), DAY));
    // Undated, a level is of the day it was said.
    let said = |value, day| Claim { said: Some(day), ..claim(value, When::Undated) };
    is_silent(Kind::Level, said(number(14), 93), said(number(17), 94));
    is_contradiction(Kind::Level, said(number(14), 93), said(number(17), 93));
    // What always holds holds on a day too.
    is_contradiction(Kind::Truth, by(0, Value::Truth(true), When::Undated), by(1, Value::Truth(false), DAY));
    is_silent(Kind::Truth, by(0, Value::Truth(true), When::Day(6)), by(1, Value::Truth(false), DAY));
}
