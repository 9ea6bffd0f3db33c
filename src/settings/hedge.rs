//! What hedges and vague words mean, where the corpus overrides the defaults.

use std::collections::BTreeMap;

/// `[hedges]`: each is the default where it is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hedges {
    /// The share of X that `about X` extends to both sides.
    pub about: Option<Decimal>,
    /// The share of X at which `nearly X` starts.
    pub nearly: Option<Decimal>,
    /// How many times its own width a hedged figure may be missed on either side before it is contradicted.
    pub slack: Option<Decimal>,
    /// The share of its rounding unit by which a round count may be off.
    pub round: Option<Decimal>,
    /// The share of itself by which a fraction in words may be off.
    pub fraction: Option<Decimal>,
    /// The least and the most that a vague word says.
    pub words: BTreeMap<String, (u64, u64)>,
}

/// `mantissa / 10^places`: a number of the settings, exactly as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// Its digits.
    pub mantissa: u64,
    /// How many of them are decimals.
    pub places: u8,
}

impl Decimal {
    /// Reads `5%`, `0.05` or `1`; none for anything else, or for more than fifteen digits.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let (digits, percent) = match text.strip_suffix('%') {
            Some(digits) => (digits.trim_end(), 2),
            None => (text, 0),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let all = || whole.bytes().chain(part.bytes());
        let is_well_formed = !whole.is_empty() && !part.is_empty() && all().all(|byte| byte.is_ascii_digit());
        if !is_well_formed || whole.len() + part.len() > 15 {
            return None;
        }
        let mantissa = all().fold(0, |sum, byte| sum * 10 + u64::from(byte - b'0'));
        Some(Self { mantissa, places: part.len() as u8 + percent })
    }

    /// How many thousandths it is, rounded down.
    #[must_use]
    pub fn thousandths(self) -> usize {
        let thousandths = u128::from(self.mantissa) * 1000 / 10u128.pow(u32::from(self.places));
        usize::try_from(thousandths).unwrap_or(usize::MAX)
    }

    /// Whether it is one.
    #[must_use]
    pub fn is_one(self) -> bool {
        u128::from(self.mantissa) == 10u128.pow(u32::from(self.places))
    }

    /// Whether it is at most one.
    #[must_use]
    pub fn is_share(self) -> bool {
        u128::from(self.mantissa) <= 10u128.pow(u32::from(self.places))
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn shares_are_read_as_written() {
        assert_eq!(Decimal::of("5%"), Some(Decimal { mantissa: 50, places: 3 }));
        assert_eq!(Decimal::of("0.05"), Some(Decimal { mantissa: 5, places: 2 }));
        assert_eq!(Decimal::of("2.5 %"), Some(Decimal { mantissa: 25, places: 3 }));
        for text in ["", "%", "-5%", "5.", ".5", "1e3", "five", "99999999999999999999"] {
            assert_eq!(Decimal::of(text), None, "{text}");
        }
        assert!(Decimal::of("100%").is_some_and(Decimal::is_share));
        assert!(!Decimal::of("101%").is_some_and(Decimal::is_share));
    }
}
