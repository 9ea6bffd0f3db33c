//! Exact rational numbers: a small decimal wherever it fits, a big quotient elsewhere.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

/// The most decimal places a small number has: with them a product of two still fits 128 bits.
pub(super) const PLACES: u8 = 18;

pub(super) const TENS: [i128; 37] = {
    let mut tens = [1i128; 37];
    let mut at = 1;
    while at < 37 {
        tens[at] = tens[at - 1] * 10;
        at += 1;
    }
    tens
};

/// An exact rational number.
///
/// Each value has one form only (the small one wherever it fits, without trailing zeros), so that
/// equality and hashing can be those of the parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(pub(super) Form);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// `mantissa / 10^scale`
    Small {
        mantissa: i64,
        scale: u8,
    },
    Big(Box<BigRational>),
}

impl Number {
    /// 0.
    pub const ZERO: Self = Self::from_i64(0);
    /// 1.
    pub const ONE: Self = Self::from_i64(1);
    /// 1/2.
    pub const HALF: Self = Self(Form::Small { mantissa: 5, scale: 1 });
    /// 10.
    pub const TEN: Self = Self::from_i64(10);
    /// 1,000.
    pub const THOUSAND: Self = Self::from_i64(1000);
    /// 100.
    pub const HUNDRED: Self = Self::from_i64(100);

    /// A whole number.
    #[must_use]
    pub const fn from_i64(number: i64) -> Self {
        Self(Form::Small { mantissa: number, scale: 0 })
    }

    /// A whole number from 0 on.
    #[must_use]
    pub fn from_u64(number: u64) -> Self {
        Self::decimal(i128::from(number), 0)
    }

    /// `mantissa / 10^places`.
    #[must_use]
    pub fn decimal(mut mantissa: i128, places: u8) -> Self {
        let mut scale = places;
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        match i64::try_from(mantissa) {
            Ok(mantissa) if scale <= PLACES => Self(Form::Small { mantissa, scale }),
            _ => {
                let tens = BigInt::from(10).pow(u32::from(scale));
                Self(Form::Big(Box::new(BigRational::new(BigInt::from(mantissa), tens))))
            }
        }
    }

    /// A quotient of two constants. A divisor of zero gives zero: divide by a value that may be zero with
    /// [`Number::checked_div`].
    #[must_use]
    pub fn ratio(numerator: i64, denominator: i64) -> Self {
        quotient(i128::from(numerator), i128::from(denominator)).unwrap_or(Self::ZERO)
    }

    /// A power of ten. The power is kept to sixteen bits, which bounds the work.
    #[must_use]
    pub fn pow10(power: i16) -> Self {
        match u8::try_from(power.unsigned_abs()) {
            Ok(small) if power >= 0 && small <= PLACES => Self::decimal(TENS[usize::from(small)], 0),
            Ok(small) if power < 0 => Self::decimal(1, small),
            _ => {
                let tens = BigInt::from(10).pow(u32::from(power.unsigned_abs()));
                let tens = BigRational::from_integer(tens);
                Self::from_big(if power < 0 { tens.recip() } else { tens })
            }
        }
    }

    /// A number from a big rational, in its one form.
    #[must_use]
    pub fn from_big(value: BigRational) -> Self {
        small_form(&value).map_or_else(|| Self(Form::Big(Box::new(value))), Self)
    }

    /// The number as a big rational.
    #[must_use]
    pub fn to_big(&self) -> BigRational {
        match &self.0 {
            Form::Small { mantissa, scale: 0 } => BigRational::from_integer(BigInt::from(*mantissa)),
            Form::Small { mantissa, scale } => {
                BigRational::new(BigInt::from(*mantissa), BigInt::from(TENS[usize::from(*scale)]))
            }
            Form::Big(value) => (**value).clone(),
        }
    }

    /// The number where it is whole and fits sixty-four bits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Form::Small { mantissa, scale: 0 } => Some(*mantissa),
            _ => None,
        }
    }

    /// The place of its last digit that is not a zero, as a power of ten: 100 for 4,200, 0.01 for 0.25, 1 for 0.
    ///
    /// A number without a finite decimal has no last digit; its place is then zero.
    #[must_use]
    pub fn last_place(&self) -> Self {
        match &self.0 {
            Form::Small { mantissa: 0, .. } => Self::ONE,
            &Form::Small { mut mantissa, scale: 0 } => {
                let mut place = 1i128;
                while mantissa % 10 == 0 {
                    mantissa /= 10;
                    place *= 10;
                }
                Self::decimal(place, 0)
            }
            Form::Small { scale, .. } => Self::decimal(1, *scale),
            Form::Big(value) if value.is_integer() => {
                let digits = value.numer().to_string();
                let zeros = digits.len() - digits.trim_end_matches('0').len();
                Self::pow10(i16::try_from(zeros).unwrap_or(i16::MAX))
            }
            Form::Big(value) => match finite_places(value).map(i16::try_from) {
                Some(places) => Self::pow10(-places.unwrap_or(i16::MAX)),
                None => Self::ZERO,
            },
        }
    }

    /// The unit to which it is taken to be known if it is round: the place of its last digit that is not a zero; of a `1` followed by
    /// zeros, which states only an order of magnitude, the next lower place.
    #[must_use]
    pub fn rounding_unit(&self) -> Self {
        let place = self.last_place();
        if place > Self::ONE && self.abs() == place { &place * &Self::decimal(1, 1) } else { place }
    }

    /// The whole number at or below it.
    #[must_use]
    pub fn floor(&self) -> Self {
        if self.is_integer() { self.clone() } else { Self::from_big(self.to_big().floor()) }
    }

    /// The whole number at or below it, 0 below zero and the largest there is above that.
    #[must_use]
    pub fn floor_to_u64(&self) -> u64 {
        let floor = self.to_big().floor().to_integer();
        if floor.is_positive() { u64::try_from(floor).unwrap_or(u64::MAX) } else { 0 }
    }

    /// The nearest number of binary floating point, for the statistics of trends alone; none where there is none.
    #[must_use]
    pub fn to_f64(&self) -> Option<f64> {
        self.to_big().to_f64().filter(|float| float.is_finite())
    }

    /// Whether it is whole.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Small { scale, .. } => *scale == 0,
            Form::Big(value) => value.is_integer(),
        }
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small { mantissa, .. } => *mantissa < 0,
            Form::Big(value) => value.is_negative(),
        }
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Form::Small { mantissa: 0, .. })
    }
}

/// A quotient in its one form; none where the divisor is zero.
pub(super) fn quotient(numerator: i128, denominator: i128) -> Option<Number> {
    if denominator == 0 {
        return None;
    }
    if numerator % denominator == 0 {
        return Some(Number::decimal(numerator / denominator, 0));
    }
    Some(Number::from_big(BigRational::new(BigInt::from(numerator), BigInt::from(denominator))))
}

/// The small form of a value that has one.
fn small_form(value: &BigRational) -> Option<Form> {
    if value.is_integer() {
        return value.numer().to_i64().map(|mantissa| Form::Small { mantissa, scale: 0 });
    }
    let scale = finite_places(value).filter(|&places| places <= u64::from(PLACES))?;
    let tens = BigInt::from(TENS[scale as usize]);
    let mantissa = (value.numer() * tens / value.denom()).to_i64()?;
    Some(Form::Small { mantissa, scale: scale as u8 })
}

/// How many decimal places a value takes; none where no number of them is enough.
pub(super) fn finite_places(value: &BigRational) -> Option<u64> {
    let mut rest = value.denom().clone();
    let twos = rest.trailing_zeros().unwrap_or(0);
    rest >>= twos;
    let five = BigInt::from(5);
    let mut fives = 0;
    while (&rest % &five).is_zero() {
        rest /= &five;
        fives += 1;
    }
    (rest == BigInt::from(1)).then_some(twos.max(fives))
}
