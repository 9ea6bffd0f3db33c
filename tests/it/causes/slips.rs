//! Typing and copying slips, and figures that only look like them.

use super::{Case, DAYS};
use crate::truth::Rng;

/// Makes a slip; none where this place does not allow it.
pub(super) type Slip = fn(&mut Case, &mut Rng, &[i64]) -> Option<()>;

/// Each slip with the cause that must be found, and in how many cases of a hundred. In a series of one source, where
/// no other claim states what the figure should be, few edits are supported by evidence, and none is required.
pub(super) const SLIPS: [(&str, &str, usize, Slip); 28] = [
    ("two digits swapped", "swapped-digits", 85, swapped),
    ("a digit dropped", "digit-dropped", 85, dropped),
    ("a digit doubled", "digit-doubled", 85, doubled),
    ("a digit mistyped", "digit-mistyped", 85, mistyped),
    ("a zero too many", "factor-10", 90, |case, rng, _| factor(case, rng, 10)),
    ("two zeros too many", "factor-100", 90, |case, rng, _| factor(case, rng, 100)),
    ("in thousands", "factor-1000", 90, |case, rng, _| factor(case, rng, 1000)),
    ("units exchanged", "unit-slip", 85, unit),
    ("rounded", "rounding", 90, rounded),
    ("the day's increase", "daily-for-total", 90, daily),
    ("the day before", "another-date", 90, |case, rng, _| date(case, rng, -1)),
    ("the next day", "another-date", 90, |case, rng, _| date(case, rng, 1)),
    ("three days before", "another-date", 80, |case, rng, _| date(case, rng, -3)),
    ("small figures a day late", "another-date", 85, late),
    ("the first edition", "since-revised", 95, edition),
    ("the injured for the dead", "another-measure", 75, |case, rng, _| item(case, rng, 1)),
    ("the civilians for all", "another-group", 75, |case, rng, _| item(case, rng, 4)),
    ("the next place's", "another-place", 75, place),
    ("rows exchanged", "rows-exchanged", 90, rows),
    ("a column shifted", "column-shifted", 90, column),
    ("a share for a count", "share-for-count", 85, share),
    ("per cent for points", "percent-for-points", 80, points),
    ("on a straight line", "straight-line", 80, line),
    ("a fall: digits swapped", "swapped-digits", 0, |case, rng, others| {
        case.alone = true;
        swapped(case, rng, others)
    }),
    ("a fall: a zero too many", "factor-10", 85, |case, rng, _| {
        case.alone = true;
        factor(case, rng, 10)
    }),
    ("a fall: the day's increase", "none", 0, |case, rng, others| {
        case.alone = true;
        daily(case, rng, others)
    }),
    ("a fall: a digit dropped", "digit-dropped", 0, |case, rng, others| {
        case.alone = true;
        dropped(case, rng, others)
    }),
    ("in millions", "factor-1000000", 90, |case, rng, _| factor(case, rng, 1_000_000)),
];

/// Figures that differ without a cause, and how many in a hundred may be given one all the same.
pub(super) const LIKES: [(&str, usize, Slip); 6] = [
    ("another figure nearby", 6, |case, rng, _| other(case, rng, 300)),
    ("another figure close by", 12, |case, rng, _| other(case, rng, 40)),
    ("another figure anywhere", 5, anywhere),
    ("another small figure", 4, small),
    ("a fall by chance", 5, fall),
    ("another round figure", 10, round),
];

fn number(case: &Case) -> i64 {
    case.truth[0][case.day]
}

fn say(case: &mut Case, item: usize, figure: impl ToString) -> Option<()> {
    let figure = figure.to_string();
    let differs = figure != case.truth[item][case.day].to_string() && !figure.starts_with('0');
    case.gamma[item].insert(case.day, figure);
    differs.then_some(())
}

fn swapped(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    let mut digits: Vec<char> = number(case).to_string().chars().collect();
    let at = rng.below(digits.len() as u64 - 1) as usize;
    digits.swap(at, at + 1);
    say(case, 0, digits.into_iter().collect::<String>())
}

fn dropped(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    let mut digits: Vec<char> = number(case).to_string().chars().collect();
    if digits.len() < 4 {
        return None;
    }
    let at = rng.below(digits.len() as u64) as usize;
    let gone = digits.remove(at);
    (gone != '0').then_some(())?;
    say(case, 0, digits.into_iter().collect::<String>())
}

fn doubled(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    let mut digits: Vec<char> = number(case).to_string().chars().collect();
    let at = rng.below(digits.len() as u64) as usize;
    (digits[at] != '0').then_some(())?;
    digits.insert(at, digits[at]);
    say(case, 0, digits.into_iter().collect::<String>())
}

fn mistyped(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    let mut digits: Vec<char> = number(case).to_string().chars().collect();
    if digits.len() < 4 || digits.ends_with(&['0']) {
        return None;
    }
    let at = rng.below(digits.len() as u64 - 3) as usize;
    let digit = char::from(b'1' + rng.below(9) as u8);
    (digits[at] != digit).then_some(())?;
    digits[at] = digit;
    say(case, 0, digits.into_iter().collect::<String>())
}

fn factor(case: &mut Case, _: &mut Rng, times: i64) -> Option<()> {
    let figure = number(case) * times;
    (number(case) % 100 != 0).then_some(())?;
    say(case, 0, figure)
}

fn unit(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    // The measure, its unit, and how many millionths of the other unit one of it is.
    let pairs = [
        ("burnt area", "hectares", 2_471_054),
        ("march", "km", 621_371),
        ("summit", "m", 3_280_840),
        ("cargo", "kg", 2_204_623),
        ("heat", "°C", 0),
    ];
    let (measure, unit, millionths) = pairs[rng.below(5) as usize];
    let (figure, slipped) = if millionths == 0 {
        let figure = rng.between(24, 48);
        (figure, (figure * 9 + 162) / 5)
    } else {
        let figure = rng.between(110, 4_900);
        (figure, (figure * millionths + 500_000) / 1_000_000)
    };
    for (figure, by) in [(figure, "Alpha"), (figure, "Beta"), (slipped, "Gamma")] {
        case.own.push(format!("{measure} {figure} {unit} in PLACE on DAY by {by}"));
    }
    Some(())
}

fn rounded(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    let figure = number(case);
    (figure >= 4_500).then_some(())?;
    let place = if figure >= 100_000 || (figure >= 20_000 && rng.below(2) == 0) { 1000 } else { 100 };
    say(case, 0, (figure + place / 2) / place * place)
}

fn daily(case: &mut Case, _: &mut Rng, _: &[i64]) -> Option<()> {
    let figure = number(case) - case.truth[0][case.day - 1];
    (figure >= 10).then_some(())?;
    say(case, 0, figure)
}

fn date(case: &mut Case, _: &mut Rng, days: i64) -> Option<()> {
    let there = case.truth[0][(case.day as i64 + days) as usize];
    ((there - number(case)).abs() > 9 * days.abs()).then_some(())?;
    say(case, 0, there)
}

fn late(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    let mut figure = rng.between(4, 12);
    case.gamma[0].clear();
    for day in 0..DAYS {
        case.truth[0][day] = figure;
        figure += rng.between(1, 4);
    }
    for day in 1..DAYS {
        let before = case.truth[0][day - 1].to_string();
        case.gamma[0].insert(day, before);
    }
    Some(())
}

fn edition(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    let first = number(case);
    let then = first + rng.between(1, 3 + first / 9);
    case.own.push(format!("death toll {first} in PLACE on DAY by Alpha published DAY"));
    case.own.push(format!("death toll {then} in PLACE on DAY by Alpha published 2021-01-05"));
    case.own.push(format!("death toll {first} in PLACE on DAY by Gamma published 2021-01-05"));
    Some(())
}

fn item(case: &mut Case, _: &mut Rng, item: usize) -> Option<()> {
    let figure = case.truth[item][case.day];
    (figure % 10 != 0).then_some(())?;
    say(case, 0, figure)
}

fn place(case: &mut Case, _: &mut Rng, others: &[i64]) -> Option<()> {
    let figure = others[case.day];
    (figure % 10 != 0).then_some(())?;
    say(case, 0, figure)
}

fn rows(case: &mut Case, _: &mut Rng, _: &[i64]) -> Option<()> {
    let (one, two) = (case.truth[3][case.day], case.truth[4][case.day]);
    say(case, 3, two)?;
    say(case, 4, one)
}

fn column(case: &mut Case, _: &mut Rng, _: &[i64]) -> Option<()> {
    for item in 0..2 {
        let next = case.truth[item + 1][case.day];
        say(case, item, next)?;
    }
    Some(())
}

fn share(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    let whole = rng.between(150, 900);
    let count = whole * rng.between(15, 95) / 100;
    let share = (count * 200 + whole) / (2 * whole);
    for figure in [format!("{count} of {whole}"), count.to_string()] {
        case.own.push(format!("sheltered {figure} in PLACE on DAY by Alpha"));
    }
    case.own.push(format!("sheltered {share} in PLACE on DAY by Gamma"));
    (share != count).then_some(())
}

fn points(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    // In tenths of a per cent.
    let (before, points) = (rng.between(200, 600), rng.between(30, 90));
    let slipped = (before * (1000 + points) + 500) / 1000;
    let tenths = |figure: i64| format!("{}.{}%", figure / 10, figure % 10);
    case.own.push(format!("support {} in PLACE on EVE by Alpha", tenths(before)));
    case.own.push(format!("support {} in PLACE on DAY by Alpha", tenths(before + points)));
    case.own.push(format!("support {} in PLACE on DAY by Gamma", tenths(slipped)));
    Some(())
}

fn line(case: &mut Case, _: &mut Rng, _: &[i64]) -> Option<()> {
    let (first, last) = (case.truth[0][1], case.truth[0][12]);
    for day in 1..=12 {
        let there = first + ((last - first) * (day - 1) + 5) / 11;
        case.gamma[0].insert(day as usize, there.to_string());
    }
    (last - first > 300).then_some(())
}

fn other(case: &mut Case, rng: &mut Rng, thousandths: i64) -> Option<()> {
    let figure = number(case);
    let far = (figure * thousandths / 1000).max(2);
    say(case, 0, (figure + rng.between(-far, far)).max(1))
}

fn anywhere(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    let mut figure = rng.between(10, 99);
    for _ in 0..rng.below(5) {
        figure = figure * 10 + rng.between(0, 9);
    }
    say(case, 0, figure)
}

fn small(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    let mut figure = rng.between(5, 40);
    for day in 0..DAYS {
        case.truth[0][day] = figure;
        let said = case.gamma[0].contains_key(&day);
        if said {
            case.gamma[0].insert(day, figure.to_string());
        }
        figure += rng.between(0, 4);
    }
    let figure = rng.between(1, 99);
    say(case, 0, figure)
}

fn fall(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    case.alone = true;
    let before = case.truth[0][case.day - 1];
    let figure = before - 1 - before * rng.between(1, 400) / 1000;
    say(case, 0, figure.max(1))
}

fn round(case: &mut Case, rng: &mut Rng, _: &[i64]) -> Option<()> {
    for day in 0..DAYS {
        let figure = case.truth[0][day];
        case.truth[0][day] = (figure + 5) / 10 * 10;
        if case.gamma[0].contains_key(&day) {
            let rounded = case.truth[0][day].to_string();
            case.gamma[0].insert(day, rounded);
        }
    }
    let figure = number(case);
    let tens = rng.between(1, 60);
    say(case, 0, (figure + tens * 10 * if rng.below(2) == 0 { 1 } else { -1 }).max(10))
}
