//! A quantity as the figure that it states.

use std::cmp::Ordering;

use super::json;

/// A figure as the language writes it, and the id of its unit; none where it is a bare number.
pub(super) struct Quantity {
    pub(super) text: String,
    pub(super) unit: Option<String>,
}

/// Reads the value of a quantity.
///
/// # Errors
/// What is wrong with it.
pub(super) fn quantity(raw: &str, is_about: bool) -> Result<Quantity, String> {
    let pairs = json::object(raw).ok_or("a quantity is an object with an `amount`")?;
    let amount = number(json::get(&pairs, "amount").ok_or("the quantity has no `amount`")?)?;
    let bound = |key: &str| json::get(&pairs, key).filter(|raw| *raw != "null").map(number).transpose();
    let (low, high) = (bound("lowerBound")?, bound("upperBound")?);
    let (low, high) = (low.unwrap_or_else(|| amount.clone()), high.unwrap_or_else(|| amount.clone()));
    // Some programs have swapped the two.
    let (low, high) = if order(&low, &high).is_gt() { (high, low) } else { (low, high) };
    let is_exact = order(&low, &amount).is_eq() && order(&high, &amount).is_eq();
    let shown = grouped(&amount);
    let text = match (is_exact, is_about) {
        (false, _) => format!("{shown} ({} to {})", grouped(&low), grouped(&high)),
        (true, true) => format!("about {shown}"),
        (true, false) => shown,
    };
    let unit = json::text_of(&pairs, "unit").ok_or("the quantity has no `unit`")?;
    let unit = (unit != "1").then(|| unit.rsplit('/').next().unwrap_or(&unit).to_owned());
    match unit {
        Some(unit) if !json::is_id(&unit, &['Q']) => Err(format!("`{unit}` is no item that could be a unit")),
        unit => Ok(Quantity { text, unit }),
    }
}

/// A decimal number without its plus sign and needless zeros.
fn number(raw: &str) -> Result<String, String> {
    let written = json::text(raw).unwrap_or(raw.into());
    let (sign, digits) = match written.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", written.strip_prefix('+').unwrap_or(&written)),
    };
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let is_digits = |text: &str| (1..=127).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !part.is_none_or(is_digits) {
        let shown: String = written.chars().take(40).collect();
        return Err(format!("`{shown}` is no decimal number"));
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = part.map(|part| format!(".{part}")).unwrap_or_default();
    Ok(format!("{sign}{whole}{point}"))
}

/// A decimal number with commas between its thousands.
fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let whole = digits.split('.').next().unwrap_or(digits);
    let mut text = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + &digits[whole.len()..]
}

/// The order of two decimal numbers.
fn order(one: &str, other: &str) -> Ordering {
    let parts = |text: &str| {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits.to_owned()),
            None => (false, text.to_owned()),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
        let part = part.trim_end_matches('0').to_owned();
        let is_zero = whole == "0" && part.is_empty();
        (negative && !is_zero, whole.to_owned(), part)
    };
    let (one, other) = (parts(one), parts(other));
    let size = (one.1.len(), &one.1, &one.2).cmp(&(other.1.len(), &other.1, &other.2));
    match (one.0, other.0) {
        (false, false) => size,
        (true, true) => size.reverse(),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

#[cfg(test)]
mod tests {
    use super::quantity;

    fn text(raw: &str) -> String {
        quantity(raw, false).map_or_else(|error| error, |found| format!("{} {:?}", found.text, found.unit))
    }

    #[test]
    fn amounts_are_read_with_their_bounds() {
        assert_eq!(text(r#"{"amount":"+3644826","unit":"1"}"#), "3,644,826 None");
        assert_eq!(
            text(r#"{"amount":"+891.680","unit":"http://www.wikidata.org/entity/Q712226"}"#),
            "891.680 Some(\"Q712226\")"
        );
        let bounded = |low: &str, high: &str| {
            text(&format!(r#"{{"amount":"-5","lowerBound":"{low}","upperBound":"{high}","unit":"1"}}"#))
        };
        assert_eq!(bounded("-6", "-4"), "-5 (-6 to -4) None");
        assert_eq!(bounded("-4", "-6"), "-5 (-6 to -4) None");
        assert_eq!(bounded("-5", "-5.0"), "-5 None");
        assert_eq!(text(r#"{"amount":5,"unit":"1"}"#), "5 None");
        assert_eq!(text(r#"{"amount":"1e5","unit":"1"}"#), "`1e5` is no decimal number");
        assert_eq!(text(r#"{"amount":"+00","unit":"1"}"#), "0 None");
        assert_eq!(text("[3]"), "a quantity is an object with an `amount`");
    }
}
