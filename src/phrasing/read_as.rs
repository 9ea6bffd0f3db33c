//! How a figure was read, if its text does not make that clear.

use crate::corpus::Describer;
use crate::model::Number;
use crate::model::claim::Value;

/// `` `10 to 11,000` is read as 10,000 to 11,000 ``, `` `0.5` is read as 0.5% ``; none if the figure is clear.
pub(super) fn read_as(words: &Describer<'_>, at: u32) -> Option<String> {
    let claim = words.corpus.claim(at);
    let Value::Number(figure) = &claim.value else { return None };
    let said = words.said(at);
    let leading: String = said.chars().take_while(char::is_ascii_digit).collect();
    let hard = figure.hard();
    if let (Some(low), Some(high), Some(first)) = (&hard.low, &hard.high, Number::parse(&leading))
        && low != high
        && *low == &first * &Number::THOUSAND
        && said[leading.len()..].starts_with(['-', '–', '—', ' '])
        && said[leading.len()..]
            .chars()
            .filter(char::is_ascii_digit)
            .eq(high.grouped().chars().filter(char::is_ascii_digit))
    {
        return Some(format!("`{said}` is read as {} to {}", low.grouped(), high.grouped()));
    }
    let percent = claim.unit.is_some_and(|unit| words.corpus.model.vocabulary.units.is_percent(unit));
    let bare = said.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let small = figure.best().is_some_and(|best| *best <= Number::ONE && !best.is_zero());
    (percent && bare && small).then(|| format!("`{said}` is read as {said}%, as the measure is a percentage"))
}
