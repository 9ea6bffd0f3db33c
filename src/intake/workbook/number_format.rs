//! How a number format shows a number: `0%`, `0.0`, `€ #,##0`, `mmm-yy`.

use super::numeral::Numeral;

/// What a number format says, as far as it changes what a reader sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberFormat {
    /// How many digits stand behind the point; none if as many as there are.
    decimals: Option<u32>,
    percent: bool,
    /// The sign of a currency.
    currency: Option<char>,
    /// A format of dates that shows no day, or neither day nor month.
    pub(super) date_parts: DateParts,
}

/// The parts of a date that are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DateParts {
    #[default]
    Day,
    Month,
    Year,
}

impl NumberFormat {
    /// Reads a format's code; only what it says of positive numbers counts.
    pub(super) fn of(code: &str) -> Self {
        let mut format = Self::default();
        let mut plain = String::new();
        let mut signs = |text: &str| {
            let sign = text.chars().find(|c| matches!(c, '€' | '£' | '$' | '¥'));
            format.currency = format.currency.or(sign);
        };
        let mut rest = code.chars();
        while let Some(c) = rest.next() {
            match c {
                ';' => break,
                '"' => signs(&rest.by_ref().take_while(|c| *c != '"').collect::<String>()),
                '[' => {
                    let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                    // `[$€-407]`: a sign and a language.
                    if let Some(sign) = inside.strip_prefix('$') {
                        signs(sign.split('-').next().unwrap_or(""));
                    }
                }
                '\\' | '_' | '*' => {
                    if let Some(next) = rest.next().filter(|_| c == '\\') {
                        signs(&next.to_string());
                    }
                }
                '€' | '£' | '$' | '¥' => signs(&c.to_string()),
                _ => plain.extend(c.to_lowercase()),
            }
        }
        format.percent = plain.contains('%');
        let is_digit = |c: char| matches!(c, '0' | '#' | '?');
        // A comma behind the last digit divides by a thousand: what is shown then is not what is meant.
        let scaled = plain.trim_end_matches(|c| !is_digit(c) && c != ',').ends_with(',');
        if plain.contains(is_digit) && !plain.contains(['e', '/']) && !scaled {
            let behind = plain.split_once('.').map_or("", |(_, behind)| behind);
            format.decimals = Some(behind.chars().take_while(|c| is_digit(*c)).count() as u32);
        }
        if !plain.contains('d') && plain.contains('y') {
            format.date_parts = if plain.contains('m') { DateParts::Month } else { DateParts::Year };
        }
        format
    }

    /// A number as the format shows it, with this decimal mark.
    pub(super) fn show(&self, value: f64, mark: char) -> String {
        let Some(mut numeral) = Numeral::of(value) else { return "#NUM!".to_owned() };
        if self.percent {
            numeral = numeral.in_percent();
        }
        let text = match self.decimals {
            Some(decimals) => numeral.rounded(decimals).text(mark, decimals),
            None => numeral.text(mark, 0),
        };
        let text = match (self.currency, text.strip_prefix('-')) {
            (None, _) => text,
            (Some(sign), Some(above)) => format!("-{sign}{above}"),
            (Some(sign), None) => format!("{sign}{text}"),
        };
        if self.percent { text + "%" } else { text }
    }
}

#[cfg(test)]
mod tests {
    use super::{DateParts, NumberFormat};

    #[test]
    fn a_number_is_shown_as_its_format_shows_it() {
        for (code, value, shown) in [
            ("General", 0.1 + 0.2, "0.3"),
            ("0%", 0.12, "12%"),
            ("0.0%", 0.123_57, "12.4%"),
            ("#,##0", 12_400.4, "12400"),
            ("#,##0.00;[Red]-#,##0.00", -3.5, "-3.50"),
            ("[$€-407]#,##0", 3_500.0, "€3500"),
            ("\"$\"#,##0.0", -2.5, "-$2.5"),
            ("[$-409]0", 7.0, "7"),
            ("0.0,,\"m\"", 1_200_000.0, "1200000"),
            ("0.00E+00", 1_234_567.0, "1234567"),
            ("# ?/?", 0.5, "0.5"),
        ] {
            assert_eq!(NumberFormat::of(code).show(value, '.'), shown, "{code}");
        }
        let parts = |code: &str| NumberFormat::of(code).date_parts;
        assert_eq!(
            (parts("mmm\\-yy"), parts("yyyy"), parts("d/m/yyyy")),
            (DateParts::Month, DateParts::Year, DateParts::Day)
        );
    }
}
