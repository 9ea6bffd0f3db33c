//! The order of numbers and arithmetic on them, exact in either form.

use std::cmp::Ordering;
use std::ops::{Add, Mul, Neg, Sub};

use super::rational::{Form, Number, TENS, quotient};

impl Number {
    /// This number divided by another; none where that is zero.
    #[must_use]
    pub fn checked_div(&self, by: &Self) -> Option<Self> {
        if by.is_zero() {
            return None;
        }
        if let (Some(a), Some(b)) = (self.whole(), by.whole())
            && a.checked_rem(b) == Some(0)
        {
            return a.checked_div(b).map(Self::from_i64);
        }
        if let (Form::Small { mantissa: a, scale: s }, Form::Small { mantissa: b, scale: t }) =
            (&self.0, &by.0)
        {
            return quotient(i128::from(*a) * TENS[usize::from(*t)], i128::from(*b) * TENS[usize::from(*s)]);
        }
        Some(Self::from_big(self.to_big() / by.to_big()))
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// Half of it.
    #[must_use]
    pub fn half(&self) -> Self {
        self * &Self::HALF
    }

    /// The number where it is small and whole, as nearly all are.
    fn whole(&self) -> Option<i64> {
        match self.0 {
            Form::Small { mantissa, scale: 0 } => Some(mantissa),
            _ => None,
        }
    }

    /// Both as mantissas of the larger of the two scales; none where either is big.
    fn aligned(&self, other: &Self) -> Option<(i128, i128, u8)> {
        match (&self.0, &other.0) {
            (Form::Small { mantissa: a, scale: s }, Form::Small { mantissa: b, scale: t }) => {
                let scale = *s.max(t);
                let a = i128::from(*a) * TENS[usize::from(scale - s)];
                let b = i128::from(*b) * TENS[usize::from(scale - t)];
                Some((a, b, scale))
            }
            _ => None,
        }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Small { mantissa: a, scale: s }, Form::Small { mantissa: b, scale: t }) if s == t => {
                a.cmp(b)
            }
            _ => match self.aligned(other) {
                Some((a, b, _)) => a.cmp(&b),
                None => self.to_big().cmp(&other.to_big()),
            },
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Add for &Number {
    type Output = Number;

    fn add(self, other: Self) -> Number {
        if let Some(sum) = self.whole().zip(other.whole()).and_then(|(a, b)| a.checked_add(b)) {
            return Number::from_i64(sum);
        }
        match self.aligned(other) {
            Some((a, b, scale)) => Number::decimal(a + b, scale),
            None => Number::from_big(self.to_big() + other.to_big()),
        }
    }
}

impl Sub for &Number {
    type Output = Number;

    fn sub(self, other: Self) -> Number {
        if let Some(rest) = self.whole().zip(other.whole()).and_then(|(a, b)| a.checked_sub(b)) {
            return Number::from_i64(rest);
        }
        match self.aligned(other) {
            Some((a, b, scale)) => Number::decimal(a - b, scale),
            None => Number::from_big(self.to_big() - other.to_big()),
        }
    }
}

impl Mul for &Number {
    type Output = Number;

    fn mul(self, other: Self) -> Number {
        if let Some(product) = self.whole().zip(other.whole()).and_then(|(a, b)| a.checked_mul(b)) {
            return Number::from_i64(product);
        }
        match (&self.0, &other.0) {
            (Form::Small { mantissa: a, scale: s }, Form::Small { mantissa: b, scale: t }) => {
                Number::decimal(i128::from(*a) * i128::from(*b), s + t)
            }
            _ => Number::from_big(self.to_big() * other.to_big()),
        }
    }
}

impl Neg for &Number {
    type Output = Number;

    fn neg(self) -> Number {
        if let Some(minus) = self.whole().and_then(i64::checked_neg) {
            return Number::from_i64(minus);
        }
        match &self.0 {
            Form::Small { mantissa, scale } => Number::decimal(-i128::from(*mantissa), *scale),
            Form::Big(value) => Number::from_big(-&**value),
        }
    }
}
