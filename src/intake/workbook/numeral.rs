//! Numbers of a spreadsheet as texts: in the digits that it shows, never in those that binary arithmetic leaves behind.

/// How many digits spreadsheets keep.
const KEPT: usize = 15;

/// A number in decimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    negative: bool,
    /// Its digits, without zeros at either end; empty for zero.
    digits: Vec<u8>,
    /// How many of the digits stand before the point; below zero there are zeros behind it first.
    point: i32,
}

impl Numeral {
    /// The number that a cell holds; none if it is not finite.
    pub(super) fn of(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let text = format!("{:.*e}", KEPT - 1, value.abs());
        let (digits, power) = text.split_once('e')?;
        let digits: Vec<u8> = digits.bytes().filter(u8::is_ascii_digit).collect();
        Some(
            Self { negative: value.is_sign_negative(), digits, point: power.parse::<i32>().ok()? + 1 }
                .trimmed(),
        )
    }

    /// A hundred times the number.
    pub(super) fn in_percent(mut self) -> Self {
        self.point += 2;
        self
    }

    /// Rounded to some digits behind the point, halves away from zero, as spreadsheets show them.
    pub(super) fn rounded(mut self, decimals: u32) -> Self {
        let keep = i64::from(self.point) + i64::from(decimals);
        if keep < 0 {
            self.digits.clear();
        } else if (keep as usize) < self.digits.len() {
            let keep = keep as usize;
            let up = self.digits[keep] >= b'5';
            self.digits.truncate(keep);
            if up {
                let nines = self.digits.iter().rev().take_while(|digit| **digit == b'9').count();
                self.digits.truncate(keep - nines);
                match self.digits.last_mut() {
                    Some(last) => *last += 1,
                    None => {
                        self.digits.push(b'1');
                        self.point += 1;
                    }
                }
            }
        }
        self.trimmed()
    }

    fn trimmed(mut self) -> Self {
        let zeros = self.digits.iter().take_while(|digit| **digit == b'0').count();
        self.digits.drain(..zeros);
        self.point -= zeros as i32;
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            (self.negative, self.point) = (false, 0);
        }
        self
    }

    /// Its text with this decimal mark, and with zeros up to some digits behind it.
    pub(super) fn text(&self, mark: char, decimals: u32) -> String {
        let mut text = String::new();
        if self.negative {
            text.push('-');
        }
        let digit = |at: i32| -> char {
            usize::try_from(at)
                .ok()
                .and_then(|at| self.digits.get(at))
                .map_or('0', |digit| char::from(*digit))
        };
        if self.point <= 0 {
            text.push('0');
        }
        (0..self.point).for_each(|at| text.push(digit(at)));
        let behind = (self.digits.len() as i32 - self.point).max(0).max(decimals as i32);
        if behind > 0 {
            text.push(mark);
            (self.point..self.point + behind).for_each(|at| text.push(digit(at)));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Numeral;

    #[test]
    fn numbers_have_the_digits_that_a_sheet_shows() {
        let text = |value: f64| Numeral::of(value).expect("a number").text('.', 0);
        for (value, shown) in [
            (0.1 + 0.2, "0.3"),
            (12_400.0, "12400"),
            (-3.5, "-3.5"),
            (0.0, "0"),
            (1.2e6, "1200000"),
            (0.000_25, "0.00025"),
            (1e20, "100000000000000000000"),
        ] {
            assert_eq!(text(value), shown);
        }
        assert!(Numeral::of(f64::NAN).is_none());
        let share = Numeral::of(0.123_57).expect("a number").in_percent();
        assert_eq!(share.text(',', 0), "12,357");
        assert_eq!(share.clone().rounded(0).text('.', 0), "12");
        assert_eq!(share.rounded(1).text('.', 1), "12.4");
        let round = |value: f64, decimals| {
            Numeral::of(value).expect("a number").rounded(decimals).text('.', decimals)
        };
        assert_eq!(
            (round(9.995, 2), round(0.4, 0), round(0.5, 0), round(-2.0, 1)),
            ("10.00".into(), "0".into(), "1".into(), "-2.0".into())
        );
    }
}
