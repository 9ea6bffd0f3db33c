//! Reads numerals: digits with their separators, and number words.

use super::number::Number;
use crate::settings::DecimalMark;
use crate::syntax::{tens_of_word, unit_of_word};

/// A numeral as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// Its value.
    pub(super) value: Number,
    /// The value of its last written place: 0.1 for `12.5`, 1,000 for `two thousand`.
    pub(super) step: Number,
    /// Whether it ends in a word that multiplies (`two thousand`, `dozen`).
    pub(super) scaled: bool,
    /// Whether thousands are written out: with separators, or with three zeros at the end.
    pub(super) thousands_written_out: bool,
}

/// Why a numeral cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NumeralProblem {
    /// What it may mean, each written so that it means one thing.
    Ambiguous(Vec<String>),
    /// A clause that says why it is no number.
    NotANumber(String),
}

/// The longest numeral that is read: no figure in the news is longer, and the time to read one grows with the square
/// of its length.
const LONGEST: usize = 1000;

/// The largest power of ten after an `e`: no program's own numbers go further.
const LARGEST_POWER: u16 = 308;

/// Reads a numeral. Before a scale word or a per cent sign (`decimals_likely`) a single point is no thousands mark.
pub(super) fn read(
    text: &str,
    mark: Option<DecimalMark>,
    decimals_likely: bool,
) -> Result<Numeral, NumeralProblem> {
    if mark != Some(DecimalMark::Comma)
        && let Some(value) = whole(text.as_bytes())
    {
        let thousands_written_out = value != 0 && value % 1000 == 0 || text.contains(',');
        return Ok(Numeral {
            value: Number::from_i64(value),
            step: Number::ONE,
            scaled: false,
            thousands_written_out,
        });
    }
    if text.len() > LONGEST {
        return Err(NumeralProblem::NotANumber(format!("a figure has at most {LONGEST} characters")));
    }
    if text.starts_with(|char: char| char.is_alphabetic()) {
        return words(text).ok_or_else(|| {
            NumeralProblem::NotANumber("these words are not a number; write it in digits".to_owned())
        });
    }
    if let Some((mantissa, power)) = text.split_once(['e', 'E']) {
        return scientific(mantissa, power, mark);
    }
    let Some(pieces) = Pieces::of(text) else {
        return Err(NumeralProblem::NotANumber(
            "write a figure in digits, with `,` between thousands and `.` before decimals".to_owned(),
        ));
    };
    pieces.read(mark, decimals_likely)
}

/// `2.86e-05`, written out. Programs write it for what they know exactly.
fn scientific(mantissa: &str, power: &str, mark: Option<DecimalMark>) -> Result<Numeral, NumeralProblem> {
    let point = if mark == Some(DecimalMark::Comma) { ',' } else { '.' };
    let (whole, part) = mantissa.split_once(point).unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let power = power.strip_prefix('+').unwrap_or(power).parse::<i16>().ok();
    let power = power.filter(|power| power.unsigned_abs() <= LARGEST_POWER);
    let (Some(power), true) = (power, !whole.is_empty() && digits(whole) && digits(part)) else {
        return Err(NumeralProblem::NotANumber(format!(
            "before `e` write digits with `{point}` before decimals, and behind it a power of ten up to {LARGEST_POWER}"
        )));
    };
    let digits = Number::parse(&format!("{whole}.{part}"))
        .ok_or_else(|| NumeralProblem::NotANumber("it has no digits".to_owned()))?;
    let value = &digits * &Number::pow10(power);
    let places = i16::try_from(part.len()).unwrap_or(i16::MAX);
    let step = Number::pow10(power.saturating_sub(places)).min(Number::ONE);
    let thousands_written_out = !value.is_zero() && value.last_place() >= Number::THOUSAND;
    Ok(Numeral { value, step, scaled: false, thousands_written_out })
}

/// The common case: up to eighteen digits, with or without a comma before each group of three.
fn whole(text: &[u8]) -> Option<i64> {
    let mut value = 0i64;
    let mut digits = 0u8;
    let mut in_group = None::<u8>;
    for &byte in text {
        match byte {
            b'0'..=b'9' if digits < 18 => {
                value = value * 10 + i64::from(byte - b'0');
                digits += 1;
                in_group = in_group.map(|count| count + 1);
            }
            b',' if text[0] != b'0' => match in_group {
                None if (1..=3).contains(&digits) => in_group = Some(0),
                Some(3) => in_group = Some(0),
                _ => return None,
            },
            _ => return None,
        }
    }
    (digits > 0 && in_group.is_none_or(|count| count == 3)).then_some(value)
}

/// Runs of digits and the single separators between them.
struct Pieces<'s> {
    runs: Vec<&'s str>,
    marks: Vec<char>,
}

/// One way to read a numeral: the digits before and after the decimal mark, and the convention by which it is read so;
/// none if both conventions read it so.
struct Candidate {
    whole: String,
    part: String,
    convention: Option<DecimalMark>,
    /// Whether marks stand between thousands.
    grouped: bool,
}

impl<'s> Pieces<'s> {
    fn of(text: &'s str) -> Option<Self> {
        let mut runs = Vec::new();
        let mut marks = Vec::new();
        let mut start = 0;
        for (at, char) in text.char_indices() {
            let mark = match char {
                '0'..='9' => continue,
                ',' | '.' | '_' => char,
                '\'' | '\u{2019}' => '\'',
                char if char.is_whitespace() => ' ',
                _ => return None,
            };
            runs.push(&text[start..at]);
            marks.push(mark);
            start = at + char.len_utf8();
        }
        runs.push(&text[start..]);
        let bare_point = runs[0].is_empty() && marks == ['.'];
        let filled = runs.iter().skip(usize::from(bare_point)).all(|run| !run.is_empty());
        filled.then_some(Self { runs, marks })
    }

    fn read(&self, mark: Option<DecimalMark>, decimals_likely: bool) -> Result<Numeral, NumeralProblem> {
        use DecimalMark::Comma;
        let all = [self.candidate(None), self.candidate(Some('.')), self.candidate(Some(','))];
        let mut fits: Vec<Candidate> = all.into_iter().flatten().collect();
        if mark.is_some() {
            fits.retain(|candidate| candidate.convention.is_none() || candidate.convention == mark);
            return match fits.first() {
                Some(one) => one.numeral(),
                None => Err(NumeralProblem::NotANumber(
                    match mark {
                        Some(Comma) => {
                            "with `,` as the decimal mark, `.` comes before groups of three digits"
                        }
                        _ => "with `.` as the decimal mark, `,` comes before groups of three digits",
                    }
                    .to_owned(),
                )),
            };
        }
        // In the claim language `1,234` has a thousands separator; `1.234` can be either.
        let foreign = fits.iter().any(|candidate| candidate.convention == Some(Comma));
        let own = fits.iter().position(|candidate| candidate.convention != Some(Comma));
        match own {
            Some(at) if !foreign || decimals_likely || self.marks == [','] => fits[at].numeral(),
            Some(at) => {
                fits.swap(0, at);
                Err(NumeralProblem::Ambiguous(fits.iter().map(Candidate::plainly).collect()))
            }
            None if foreign => {
                let mut readings: Vec<String> = fits.iter().map(Candidate::plainly).collect();
                readings.extend(
                    self.without_commas()
                        .map(|candidate| candidate.plainly())
                        .filter(|candidate| *candidate != readings[0]),
                );
                Err(NumeralProblem::Ambiguous(readings))
            }
            None => {
                Err(NumeralProblem::NotANumber("its thousands are not in groups of three digits".to_owned()))
            }
        }
    }

    /// The numeral with `decimal` as its decimal mark, where that is a valid reading.
    fn candidate(&self, decimal: Option<char>) -> Option<Candidate> {
        let (groups, marks, part) = match decimal {
            None => (&self.runs[..], &self.marks[..], ""),
            Some(decimal) => {
                let (last, before) = self.marks.split_last()?;
                let (part, groups) = self.runs.split_last()?;
                (*last == decimal).then_some((groups, before, *part))?
            }
        };
        let thousands_mark = marks.first().copied();
        if marks.iter().any(|&mark| Some(mark) != thousands_mark || Some(mark) == decimal)
            || !grouped(groups, thousands_mark)
        {
            return None;
        }
        let convention = match (decimal, thousands_mark) {
            (Some('.'), _) | (_, Some(',')) => Some(DecimalMark::Point),
            (Some(_), _) | (_, Some('.')) => Some(DecimalMark::Comma),
            _ => None,
        };
        Some(Candidate {
            whole: groups.concat(),
            part: part.to_owned(),
            convention,
            grouped: groups.len() > 1,
        })
    }

    /// The reading if the comma of `1,5` is a typing slip.
    fn without_commas(&self) -> Option<Candidate> {
        if self.runs[0].starts_with('0') || self.marks.iter().filter(|&&mark| mark == ',').count() != 1 {
            return None;
        }
        let comma = self.marks.iter().position(|&mark| mark == ',')?;
        let joined = format!("{}{}", self.runs[comma], self.runs[comma + 1]);
        let mut runs = self.runs.clone();
        runs.splice(comma..comma + 2, [joined.as_str()]);
        let marks = self.marks.iter().copied().filter(|&mark| mark != ',').collect();
        let rest = Pieces { runs, marks };
        rest.candidate(None)
            .filter(|candidate| candidate.convention.is_none())
            .or_else(|| rest.candidate(Some('.')))
    }
}

/// Whether runs of digits are groups of three, or, between commas, Indian groups (`12,34,567`).
fn grouped(runs: &[&str], mark: Option<char>) -> bool {
    let [first, middle @ .., last] = runs else { return true };
    if first.starts_with('0') || last.len() != 3 {
        return false;
    }
    let of = |size: usize| middle.iter().all(|run| run.len() == size);
    ((1..=3).contains(&first.len()) && of(3))
        || (mark == Some(',') && !middle.is_empty() && (1..=2).contains(&first.len()) && of(2))
}

impl Candidate {
    fn numeral(&self) -> Result<Numeral, NumeralProblem> {
        let text = format!("{}.{}", self.whole, self.part);
        let value =
            Number::parse(&text).ok_or_else(|| NumeralProblem::NotANumber("it has no digits".to_owned()))?;
        let places = i16::try_from(self.part.len()).unwrap_or(i16::MAX);
        let thousands_written_out =
            self.grouped || self.part.is_empty() && !value.is_zero() && self.whole.ends_with("000");
        Ok(Numeral { value, step: Number::pow10(-places), scaled: false, thousands_written_out })
    }

    /// The reading in the notation of the claim language, with as many decimals as were written.
    fn plainly(&self) -> String {
        let whole = Number::parse(&self.whole).unwrap_or(Number::ZERO).grouped();
        if self.part.is_empty() { whole } else { format!("{whole}.{}", self.part) }
    }
}

/// `twelve`, `twenty-five`, `two hundred and five`, `dozen`, `two lakh`.
fn words(text: &str) -> Option<Numeral> {
    let (mut total, mut current) = (0i64, None::<i64>);
    let mut ceiling = i64::MAX;
    let mut multiplied = None;
    for word in text.split(|char: char| char.is_whitespace() || char == '-') {
        let word = word.to_ascii_lowercase();
        let so_far = current.unwrap_or(0);
        multiplied = None;
        if word == "and" && (current.is_some() || total > 0) {
            continue;
        } else if let Some(unit) = unit_of(&word) {
            let fits = if unit < 10 { so_far % 10 == 0 && so_far % 100 != 10 } else { so_far % 100 == 0 };
            if !fits || (unit == 0 && (current.is_some() || total > 0)) {
                return None;
            }
            current = Some(so_far + unit);
        } else if let Some(tens) = tens_of_word(&word).map(i64::from) {
            if so_far % 100 != 0 {
                return None;
            }
            current = Some(so_far + tens);
        } else if word == "hundred" {
            let count = current.unwrap_or(1);
            if !(1..100).contains(&count) {
                return None;
            }
            current = Some(count * 100);
        } else {
            let factor = word_value(&word, &MULTIPLES)?;
            let count = current.unwrap_or(1);
            if factor >= ceiling || !(1..1000).contains(&count) || (current.is_none() && total > 0) {
                return None;
            }
            total += count * factor;
            current = None;
            ceiling = factor;
            multiplied = Some(factor);
        }
    }
    let value = Number::from_i64(total + current.unwrap_or(0));
    let step = multiplied.map_or(Number::ONE, Number::from_i64);
    Some(Numeral { value, step, scaled: multiplied.is_some(), thousands_written_out: false })
}

/// A word's number below twenty; `a` is one.
fn unit_of(word: &str) -> Option<i64> {
    if matches!(word, "a" | "an") { Some(1) } else { unit_of_word(word).map(i64::from) }
}

fn word_value(word: &str, table: &[(&str, i64)]) -> Option<i64> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

const MULTIPLES: [(&str, i64); 8] = [
    ("dozen", 12),
    ("score", 20),
    ("thousand", 1_000),
    ("lakh", 100_000),
    ("million", 1_000_000),
    ("crore", 10_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

#[cfg(test)]
#[path = "numeral_tests.rs"]
mod tests;
