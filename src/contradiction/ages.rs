//! Ages held against birth dates, and ages against each other: one day of birth must fit all of them.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::allowed::hard_span;
use crate::contradiction::camp::{self, Camp};
use crate::contradiction::camp_disputes;
use crate::contradiction::compared::are_of_several_statements;
use crate::contradiction::dispute::{Dispute, DisputeKind};
use crate::corpus::{Corpus, Fact, Series, Statement, ValueType};
use crate::model::claim::{TimeFrom, Value};
use crate::model::register::MeasureId;
use crate::model::{Day, Window};
use crate::reason::{self, Endpoint, Item};

/// The name of the measure that gives somebody's age, in years.
const AGE: &str = "age";

/// The names that a measure of somebody's date of birth can have.
const BIRTH: [&str; 5] = ["birth date", "date of birth", "born", "year of birth", "birth year"];

/// If a text names no day for an age, the age is that of the day reported on: at most this many days before it was
/// said or published, as news is not older than a week.
const LAG: i64 = 7;

/// The first and the last day on which somebody may have been born; none where that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BirthRange {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

impl BirthRange {
    /// Whether the two have a day in common.
    fn meets(&self, other: &Self) -> bool {
        let is_before = |end: Option<Day>, start: Option<Day>| matches!((end, start), (Some(end), Some(start)) if end < start);
        !is_before(self.to, other.from) && !is_before(other.to, self.from)
    }
}

/// The disputes between ages and birth dates. Left out are claims that the disputes found before remove, and voices of
/// which it is undecided what they said.
pub(super) fn find(corpus: &Corpus, known: &[Dispute]) -> Vec<Dispute> {
    let removed: FxHashSet<u32> = known
        .iter()
        .flat_map(|dispute| &dispute.repair)
        .flat_map(|statement| statement.claims.iter().copied())
        .collect();
    with_an_age(corpus).iter().flat_map(|numbers| of_one(corpus, numbers, &removed)).collect()
}

/// The claims of ages and birth dates that had another of the same person to be compared with.
pub(super) fn compared(corpus: &Corpus) -> Vec<u32> {
    let of_person = |numbers: &Vec<u32>| {
        let all = numbers.iter().flat_map(|&number| corpus.claims_of(&corpus.series[number as usize]));
        // An age says nothing unless it is known when it was right.
        let is_dated = |&at: &u32| {
            let claim = corpus.claim(at);
            matches!(claim.value, Value::Date(_)) || claim.time.is_some()
        };
        let all: Vec<u32> = all.copied().filter(is_dated).collect();
        if are_of_several_statements(corpus, &all) { all } else { Vec::new() }
    };
    with_an_age(corpus).iter().flat_map(of_person).collect()
}

/// For each scope and mode with an age, so for each person: the series of ages and birth dates with them, by number.
fn with_an_age(corpus: &Corpus) -> Vec<Vec<u32>> {
    let measures = &corpus.model.registers.measures;
    let Some(age) = measures.find(AGE).map(MeasureId) else { return Vec::new() };
    let birth_measures: Vec<MeasureId> =
        BIRTH.iter().filter_map(|name| measures.find(name)).map(MeasureId).collect();
    let mut series_of: FxHashMap<_, Vec<u32>> = FxHashMap::default();
    let ages = numbered(corpus, age).filter(|(_, series)| is_in_years(corpus, series));
    let mut whose = Vec::new();
    for (number, series) in ages {
        let person = (series.scope, series.mode);
        whose.push(person);
        series_of.entry(person).or_default().push(number);
    }
    if whose.is_empty() {
        return Vec::new();
    }
    // Two of the names may be aliases of one measure.
    let mut seen: FxHashSet<MeasureId> = FxHashSet::default();
    for measure in birth_measures.into_iter().filter(|&measure| seen.insert(measure)) {
        for (number, series) in
            numbered(corpus, measure).filter(|(_, series)| series.value_type == ValueType::Date)
        {
            if let Some(numbers) = series_of.get_mut(&(series.scope, series.mode)) {
                numbers.push(number);
            }
        }
    }
    whose.sort_unstable();
    whose.dedup();
    whose.iter().filter_map(|person| series_of.remove(person)).collect()
}

/// The series of a measure, each with its number.
fn numbered(corpus: &Corpus, measure: MeasureId) -> impl Iterator<Item = (u32, &Series)> {
    let first = corpus.series.partition_point(|series| series.measure < measure);
    let rest = (first as u32..).zip(&corpus.series[first..]);
    rest.take_while(move |(_, series)| series.measure == measure)
}

/// Whether the figures of a series are in years.
fn is_in_years(corpus: &Corpus, series: &Series) -> bool {
    let unit = corpus.claims_of(series).first().and_then(|&at| corpus.claim(at).unit);
    series.value_type == ValueType::Number
        && (unit.is_none() || unit == corpus.model.vocabulary.units.find("years"))
}

/// The disputes about one person, of whom `numbers` are the series.
fn of_one(corpus: &Corpus, numbers: &[u32], removed: &FxHashSet<u32>) -> Vec<Dispute> {
    let mut all: Vec<Camp> = Vec::new();
    let mut facts: FxHashMap<u32, Vec<Fact>> = FxHashMap::default();
    for &number in numbers {
        let own = corpus.facts(&corpus.series[number as usize]);
        for (at, fact) in (0_u32..).zip(&own) {
            let is_kept = |statement: &&Statement| !removed.contains(&statement.representative());
            let kept: Vec<Statement> = fact.statements.iter().filter(is_kept).cloned().collect();
            let kept = Fact { window: fact.window, statements: kept, undecided: Vec::new() };
            camp_disputes::add_camps(corpus, number, at, &kept, &mut all);
        }
        facts.insert(number, own);
    }
    if all.len() < 2 {
        return Vec::new();
    }
    let possible: Vec<BirthRange> =
        all.iter().map(|camp| births(corpus, &camp.statements[0], camp.window.as_ref())).collect();
    let weights = camp::weights(&all);
    let items: Vec<Item<Day>> = possible
        .iter()
        .zip(&weights)
        .map(|(range, &weight)| Item {
            // One unknown for all: the day of birth.
            node: 0,
            low: range.from.map(Endpoint::closed),
            high: range.to.map(Endpoint::closed),
            weight,
        })
        .collect();
    let against = |one: &Camp, two: &Camp| {
        let of = |camp: &Camp| births(corpus, &camp.statements[0], camp.window.as_ref());
        !of(one).meets(&of(two))
    };
    camp_disputes::build_disputes(&all, reason::chain(&items), &facts, against, |_, _| {
        // No laws are involved.
        (DisputeKind::Ages, Vec::new())
    })
}

/// Between which days somebody was born according to a statement of age or birth date.
#[must_use]
pub fn births(corpus: &Corpus, statement: &Statement, window: Option<&Window>) -> BirthRange {
    let claim = corpus.claim(statement.representative());
    match &claim.value {
        Value::Date(born) => BirthRange { from: born.from, to: born.to },
        Value::Number(_) => {
            let Some(window) = window else { return BirthRange { from: None, to: None } };
            let (least, most) = years(corpus, statement);
            let lag = if claim.time_from == TimeFrom::Written { 0 } else { LAG };
            let first = window.from.and_then(|day| day.plus(-lag));
            BirthRange {
                // A person of 34 has not turned 35 on the first day, and has turned 34 on the last.
                from: first
                    .zip(most)
                    .and_then(|(day, most)| years_before(day, most.saturating_add(1))?.next()),
                to: window.to.and_then(|day| latest(day, least)),
            }
        }
        _ => BirthRange { from: None, to: None },
    }
}

/// The least and the most completed years that a stated age allows.
#[must_use]
pub fn years(corpus: &Corpus, statement: &Statement) -> (u64, Option<u64>) {
    let Value::Number(figure) = &corpus.claim(statement.representative()).value else { return (0, None) };
    // `34` with no hedge and no decimals is 34 years and some days, and not 33 and a half rounded up.
    let is_bare = figure.soft() == figure.hard()
        && figure.hard().width().is_some_and(|width| width <= crate::model::Number::ONE);
    if let Some(said) = figure.best().filter(|said| is_bare && !said.is_negative()) {
        let years = said.floor_to_u64();
        return (years, Some(years));
    }
    let hard = hard_span(corpus, statement);
    let floor = |end: &crate::model::Number| if end.is_negative() { 0 } else { end.floor_to_u64() };
    let most = hard.high.as_ref().map(|high| {
        let years = floor(high);
        if hard.high_open && high.is_integer() { years.saturating_sub(1) } else { years }
    });
    (hard.low.as_ref().map_or(0, floor), most)
}

/// The same day that many years earlier; for a 29 February, in a year without one, the 28th.
fn years_before(day: Day, years: u64) -> Option<Day> {
    day.plus_months(-(i64::try_from(years).ok()?.checked_mul(12)?))
}

/// The last day on which somebody can have been born who is this old on a day. In a year without a 29 February, a
/// person born on one may turn a year older on the 28th.
fn latest(day: Day, years: u64) -> Option<Day> {
    let born = years_before(day, years)?;
    let is_leap_day = |day: Day| matches!(day.parts(), (_, 2, 29));
    let next = born.next()?;
    Some(if is_leap_day(next) && !day.next().is_some_and(is_leap_day) { next } else { born })
}

/// The age on a day, in completed years, of a person born on `born`; none before birth.
#[must_use]
pub fn age_on(born: Day, day: Day) -> Option<u64> {
    let ((birth_year, birth_month, birth_day), (year, month, day_of_month)) = (born.parts(), day.parts());
    let years = year - birth_year - i32::from((month, day_of_month) < (birth_month, birth_day));
    u64::try_from(years).ok().filter(|_| born <= day)
}

#[cfg(test)]
mod tests {
    use super::{age_on, latest, years_before};
    use crate::model::Day;

    fn day(iso: &str) -> Day {
        Day::of_iso(iso).expect("a day")
    }

    #[test]
    fn the_days_of_birth_are_those_on_which_the_age_is_right() {
        for (when, years) in [
            ("2020-10-19", 34),
            ("2020-02-28", 4),
            ("2020-02-29", 4),
            ("2021-02-28", 1),
            ("2021-03-01", 1),
            ("2020-01-01", 0),
        ] {
            let when = day(when);
            let from = years_before(when, years + 1).and_then(Day::next).expect("a day");
            let to = latest(when, years).expect("a day");
            let mut born = from.plus(-3).expect("a day");
            while born <= to.plus(3).expect("a day") {
                let inside = (from..=to).contains(&born);
                // In a year without a 29 February some count its birthday on the 28th, and others on the day after.
                let is_either = born.parts().1 == 2 && born.parts().2 == 29 && when == day("2021-02-28");
                assert!(
                    inside == (age_on(born, when) == Some(years)) || is_either,
                    "{} {}",
                    born.iso(),
                    when.iso()
                );
                born = born.next().expect("a day");
            }
        }
        assert_eq!(latest(day("2021-02-28"), 1), Some(day("2020-02-29")));
        assert_eq!(age_on(day("2020-10-20"), day("2020-10-19")), None);
        assert_eq!(latest(day("2020-02-28"), 4), Some(day("2016-02-28")));
        assert_eq!(latest(day("2020-02-29"), 4), Some(day("2016-02-29")));
        assert_eq!(years_before(day("2020-10-19"), 5000), None);
        assert_eq!(years_before(day("2020-10-19"), u64::MAX), None);
    }
}
