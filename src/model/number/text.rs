//! Numbers from and to text: as digits are read, as JSON carries them, and as messages say them.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;

use super::rational::{Form, Number, PLACES, finite_places};

impl Number {
    /// Reads ASCII digits with at most one point in them, and a `-` before; none for anything else.
    ///
    /// The work grows with the square of the number of digits: callers refuse very long texts first.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all = || whole.bytes().chain(part.bytes());
        if all().next().is_none() || !all().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        if whole.len() + part.len() <= usize::from(PLACES) {
            let mantissa = all().fold(0i128, |sum, byte| sum * 10 + i128::from(byte - b'0'));
            return Some(Self::decimal(if negative { -mantissa } else { mantissa }, part.len() as u8));
        }
        let joined: Vec<u8> = all().collect();
        let mantissa = BigInt::parse_bytes(&joined, 10)?;
        let places = u32::try_from(part.len()).ok()?;
        let value = BigRational::new(mantissa, BigInt::from(10).pow(places));
        Some(Self::from_big(if negative { -value } else { value }))
    }

    /// The number for a message: thousands separated by commas; six decimals and `…` where no decimal is finite.
    #[must_use]
    pub fn grouped(&self) -> String {
        let text = match &self.0 {
            Form::Big(value) if finite_places(value).is_none() => {
                let millions = (&**value * BigInt::from(1_000_000)).to_integer();
                let mut text =
                    Self::from_big(BigRational::new(millions, BigInt::from(1_000_000))).to_string();
                text.push('…');
                text
            }
            _ => self.to_string(),
        };
        let start = usize::from(text.starts_with('-'));
        let end = text.find(['.', '…']).unwrap_or(text.len());
        let mut grouped = String::with_capacity(text.len() + text.len() / 3);
        grouped.push_str(&text[..start]);
        for (at, digit) in text[start..end].char_indices() {
            if at > 0 && (end - start - at) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped.push_str(&text[end..]);
        grouped
    }
}

impl fmt::Display for Number {
    /// The text that JSON carries: `729`, `0.05`, and `1/3` where no decimal is finite.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (digits, places) = match &self.0 {
            Form::Small { mantissa, scale: 0 } => return write!(f, "{mantissa}"),
            Form::Small { mantissa, scale } => (mantissa.unsigned_abs().to_string(), usize::from(*scale)),
            Form::Big(value) => match finite_places(value) {
                Some(places) => {
                    let shift = u32::try_from(places).unwrap_or(u32::MAX);
                    let whole = (&**value * BigInt::from(10).pow(shift)).to_integer();
                    (whole.abs().to_string(), places as usize)
                }
                None => return write!(f, "{}/{}", value.numer(), value.denom()),
            },
        };
        if self.is_negative() {
            f.write_str("-")?;
        }
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        f.write_str(whole)?;
        if part.is_empty() { Ok(()) } else { write!(f, ".{part}") }
    }
}
