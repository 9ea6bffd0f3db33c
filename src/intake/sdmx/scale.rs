//! Figures with their powers of ten.

/// A figure that cannot be multiplied by its power of ten, as one of the two is no plain number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoPlainNumber;

/// A figure with its power of ten and, if it is an estimate, that said; none if it stays as it is. A power that no
/// word of the language stands for moves the decimal point.
pub(super) fn figure(cell: &str, power: &str, is_estimate: bool) -> Result<Option<String>, NoPlainNumber> {
    let about = if is_estimate { "about " } else { "" };
    let words = [("0", ""), ("3", " thousand"), ("6", " million"), ("9", " billion"), ("12", " trillion")];
    let word = if power.is_empty() {
        Some("")
    } else {
        words.iter().find(|(own, _)| *own == power).map(|(_, word)| *word)
    };
    let is_plain = cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-'));
    let said = match word {
        Some("") => cell.to_owned(),
        _ if !is_plain => return Err(NoPlainNumber),
        Some(word) => format!("{cell}{word}"),
        None => power.parse().ok().and_then(|places| moved(cell, places)).ok_or(NoPlainNumber)?,
    };
    let text = format!("{about}{said}");
    Ok((text != cell).then_some(text))
}

/// A plain number with its decimal point moved by some places, to the right if more than 0.
fn moved(number: &str, places: i8) -> Option<String> {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{part}");
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) || !(-30..=30).contains(&places) {
        return None;
    }
    let point = whole.len() as i32 + i32::from(places);
    let padded = match usize::try_from(point) {
        Ok(point) if point >= all.len() => format!("{all}{}", "0".repeat(point - all.len())),
        Ok(0) => format!("0.{all}"),
        Ok(point) => format!("{}.{}", &all[..point], &all[point..]),
        Err(_) => format!("0.{}{all}", "0".repeat(point.unsigned_abs() as usize)),
    };
    let trimmed = padded.trim_start_matches('0');
    Some(match trimmed.starts_with('.') || trimmed.is_empty() {
        true => format!("{sign}0{trimmed}"),
        false => format!("{sign}{trimmed}"),
    })
}

#[cfg(test)]
mod tests {
    use super::{NoPlainNumber, figure};

    #[test]
    fn powers_and_estimates_are_said_in_the_figure() {
        for (cell, power, is_estimate, says) in [
            ("858000", "6", false, Ok(Some("858000 million"))),
            ("10.5", "3", true, Ok(Some("about 10.5 thousand"))),
            ("10.5", "0", false, Ok(None)),
            ("10.5", "", true, Ok(Some("about 10.5"))),
            ("10.5", "2", false, Ok(Some("1050"))),
            ("12.5", "-2", false, Ok(Some("0.125"))),
            ("-7", "-3", false, Ok(Some("-0.007"))),
            ("-.5", "2", false, Ok(Some("-50"))),
            ("0", "2", false, Ok(None)),
            ("5", "00", false, Ok(None)),
            ("1.2E6", "6", false, Err(NoPlainNumber)),
            ("8,8", "2", false, Err(NoPlainNumber)),
            ("5", "x", false, Err(NoPlainNumber)),
        ] {
            let found = figure(cell, power, is_estimate);
            assert_eq!(
                found.as_ref().map(Option::as_deref),
                says.as_ref().map(|says| *says),
                "{cell} {power}"
            );
        }
    }
}
