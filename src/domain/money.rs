//! Money (金额) in whole fen (分), and the only two roundings in the program.

use std::fmt;

/// An amount of money in whole fen; 100 fen are 1 yuan (元). May be negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

/// A sum or product left the range that fen can hold (about 9 × 10^16 yuan).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an amount is larger than the ledger can hold")]
pub struct Overflow;

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);
    /// The largest amount that is taken (一万亿元): sums of many of them stay in the range of money.
    pub const LARGEST: Money = Money(100_000_000_000_000);

    /// The amount of `fen` fen.
    pub const fn from_fen(fen: i64) -> Money {
        Money(fen)
    }

    /// The amount in fen.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// Whether the amount is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether the amount is exactly zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// `self + other`.
    pub fn plus(self, other: Money) -> Result<Money, Overflow> {
        self.0.checked_add(other.0).map(Money).ok_or(Overflow)
    }

    /// `self - other`.
    pub fn minus(self, other: Money) -> Result<Money, Overflow> {
        self.0.checked_sub(other.0).map(Money).ok_or(Overflow)
    }

    /// The amount, or nothing where it is below zero: `max(self, 0)`.
    pub fn or_zero(self) -> Money {
        self.max(Money::ZERO)
    }

    /// The exact sum of many amounts.
    pub fn sum(amounts: impl IntoIterator<Item = Money>) -> Result<Money, Overflow> {
        amounts.into_iter().try_fold(Money::ZERO, Money::plus)
    }
}

impl fmt::Display for Money {
    /// Yuan with two decimals, no separators: `-1288.80`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(formatter, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

/// `numerator / denominator` fen, rounded half up (四舍五入): the one rounding of dues, fees, reserves, levies and taxes
/// (`distribution.md`). The numerator carries the exact product; the denominator is above zero.
pub fn round_half_up(numerator: i128, denominator: i128) -> Result<Money, Overflow> {
    let quotient = quotient_half_up(numerator, denominator)?;
    i64::try_from(quotient).map(Money).map_err(|_| Overflow)
}

/// `numerator / denominator` rounded half up, for figures that are shown beside money and never paid.
pub fn quotient_half_up(numerator: i128, denominator: i128) -> Result<i128, Overflow> {
    let doubled = numerator.checked_mul(2).and_then(|doubled| doubled.checked_add(denominator)).ok_or(Overflow)?;
    Ok(quotient_floor(doubled, denominator.checked_mul(2).ok_or(Overflow)?))
}

/// `numerator / denominator` fen, rounded down (去尾): where what is left over stays with its source.
pub fn floor(numerator: i128, denominator: i128) -> Result<Money, Overflow> {
    i64::try_from(quotient_floor(numerator, denominator)).map(Money).map_err(|_| Overflow)
}

fn quotient_floor(numerator: i128, denominator: i128) -> i128 {
    assert!(denominator > 0, "a divisor of money is above zero");
    // Nearly every product of a community fits 64 bits, where division is many times quicker.
    match (i64::try_from(numerator), i64::try_from(denominator)) {
        (Ok(small), Ok(divisor)) => i128::from(small.div_euclid(divisor)),
        _ => numerator.div_euclid(denominator),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_fen_goes_up_and_less_stays_down() {
        assert_eq!(round_half_up(291_188_500, 1_000).map(Money::fen), Ok(291_189));
        assert_eq!(round_half_up(291_188_499, 1_000).map(Money::fen), Ok(291_188));
        assert_eq!(floor(291_188_999, 1_000).map(Money::fen), Ok(291_188));
        assert_eq!(floor(-1, 1_000).map(Money::fen), Ok(-1));
    }

    #[test]
    fn a_million_members_and_a_trillion_yuan_stay_exact() {
        let trillion_yuan: i128 = 100_000_000_000_000;
        assert_eq!(floor(trillion_yuan * trillion_yuan, trillion_yuan).map(Money::fen), Ok(100_000_000_000_000));
        assert_eq!(Money::from_fen(i64::MAX).plus(Money::from_fen(1)), Err(Overflow));
    }

    #[test]
    fn yuan_are_written_with_two_decimals() {
        assert_eq!(Money::from_fen(-128_880).to_string(), "-1288.80");
        assert_eq!(Money::from_fen(5).to_string(), "0.05");
    }
}
