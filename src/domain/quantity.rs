//! Quantities: whole numbers of a named smallest unit, four decimals for everything measured (`distribution.md`, Quantities).

use std::fmt;
use std::str::FromStr;

/// Why a text is no number of the asked scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberFlaw {
    /// There are no digits, or something else stands between them.
    #[error("not a number")]
    NotANumber,
    /// More decimals than the quantity has.
    #[error("too many decimals")]
    TooManyDecimals,
    /// Beyond what the quantity can hold.
    #[error("too large")]
    TooLarge,
}

/// Reads a plain decimal (`-1288.8`) as a whole number of its `decimals`-th decimal place; zeros at the end do not count as decimals.
pub fn parse_scaled(text: &str, decimals: u32) -> Result<i64, NumberFlaw> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !is_digits(whole) || !is_digits(fraction) {
        return Err(NumberFlaw::NotANumber);
    }
    let fraction = fraction.trim_end_matches('0');
    let missing = (decimals as usize).checked_sub(fraction.len()).ok_or(NumberFlaw::TooManyDecimals)?;
    let mut value: i64 = 0;
    for byte in whole.bytes().chain(fraction.bytes()).chain(std::iter::repeat_n(b'0', missing)) {
        value =
            value.checked_mul(10).and_then(|v| v.checked_add(i64::from(byte - b'0'))).ok_or(NumberFlaw::TooLarge)?;
    }
    Ok(if negative { -value } else { value })
}

/// Writes `value`, a whole number of its `decimals`-th place, with exactly that many decimals.
fn write_scaled(formatter: &mut fmt::Formatter<'_>, value: i64, decimals: u32) -> fmt::Result {
    let one = 10_u64.pow(decimals);
    let (sign, size) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    write!(formatter, "{sign}{}.{:0width$}", size / one, size % one, width = decimals as usize)
}

/// Cuts the zeros behind the last decimal that says something: `2.5000` becomes `2.5`, `3.0000` becomes `3`.
pub fn shortest(written: &str) -> &str {
    match written.contains('.') {
        true => written.trim_end_matches('0').trim_end_matches('.'),
        false => written,
    }
}

macro_rules! four_decimals {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// Nothing of it.
            pub const ZERO: $name = $name(0);

            /// From ten-thousandths of the unit.
            pub const fn from_e4(e4: i64) -> $name {
                $name(e4)
            }

            /// In ten-thousandths of the unit.
            pub const fn e4(self) -> i64 {
                self.0
            }

            /// `self + other`, or nothing where the sum is too large to hold.
            pub fn checked_add(self, other: $name) -> Option<$name> {
                self.0.checked_add(other.0).map($name)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_scaled(formatter, self.0, 4)
            }
        }

        impl FromStr for $name {
            type Err = NumberFlaw;
            fn from_str(text: &str) -> Result<$name, NumberFlaw> {
                parse_scaled(text, 4).map($name)
            }
        }
    };
}

four_decimals!(
    /// Shares (股数), four decimals. Negative only as the effect of a movement out.
    Shares
);
four_decimals!(
    /// A measured size (面积): mu (亩) of land or square metres (㎡) of floor; its [`AreaUnit`] stands beside it in the contract.
    Area
);
four_decimals!(
    /// Kilograms (公斤) of grain per unit of area and year.
    Kilograms
);
four_decimals!(
    /// Yuan per unit (单价): per mu or square metre and year, or per kilogram of grain.
    UnitPrice
);

/// What a contract measures its land or shops in (计量单位).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AreaUnit {
    /// 亩, about 666.67 square metres of land.
    Mu,
    /// ㎡ of floor.
    SquareMetre,
}

impl AreaUnit {
    /// As accountants write it.
    pub const fn zh(self) -> &'static str {
        match self {
            AreaUnit::Mu => "亩",
            AreaUnit::SquareMetre => "㎡",
        }
    }

    /// The unit that a sheet means by `text`.
    pub fn lookup(text: &str) -> Option<AreaUnit> {
        match text {
            "亩" | "市亩" => Some(AreaUnit::Mu),
            "㎡" | "m²" | "m2" | "M2" | "平方米" | "平米" | "平方" => Some(AreaUnit::SquareMetre),
            _ => None,
        }
    }
}

/// A rate (比例): a fraction in millionths. Sheets give it per cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(i64);

impl Rate {
    /// No part at all.
    pub const ZERO: Rate = Rate(0);
    /// What [`Rate::millionths`] is a part of.
    pub const ONE_E6: i128 = 1_000_000;

    /// From millionths: `100_000` is a tenth.
    pub const fn from_millionths(e6: i64) -> Rate {
        Rate(e6)
    }

    /// In millionths.
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// Reads a number of per cent, at most four decimals: `12.5` is an eighth.
    pub fn from_percent(text: &str) -> Result<Rate, NumberFlaw> {
        parse_scaled(text, 4).map(Rate)
    }
}

impl fmt::Display for Rate {
    /// As per cent with four decimals, without the sign: `10.0000`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_scaled(formatter, self.0, 4)
    }
}

/// Yuan for one share (每股红利), six decimals; wide, since a tiny share of a large pool makes a large rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PerShare(i128);

impl PerShare {
    /// From millionths of a yuan.
    pub const fn from_e6(e6: i128) -> PerShare {
        PerShare(e6)
    }

    /// In millionths of a yuan.
    pub const fn e6(self) -> i128 {
        self.0
    }
}

impl fmt::Display for PerShare {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_exactly_or_not_at_all() {
        assert_eq!("1.3333".parse(), Ok(Area::from_e4(13_333)));
        assert_eq!("2.50000".parse(), Ok(Area::from_e4(25_000)));
        assert_eq!("1.33333".parse::<Area>(), Err(NumberFlaw::TooManyDecimals));
        assert_eq!("1,200".parse::<Area>(), Err(NumberFlaw::NotANumber));
        assert_eq!("".parse::<Area>(), Err(NumberFlaw::NotANumber));
        assert_eq!(".5".parse(), Ok(Area::from_e4(5_000)));
        assert_eq!("99999999999999999999".parse::<Area>(), Err(NumberFlaw::TooLarge));
    }

    #[test]
    fn quantities_are_written_with_all_their_decimals() {
        assert_eq!(Shares::from_e4(-121_500).to_string(), "-12.1500");
        assert_eq!(PerShare::from_e6(630_700_000).to_string(), "630.700000");
        assert_eq!(shortest("12.1500"), "12.15");
        assert_eq!(shortest("10.0000"), "10");
        assert_eq!(shortest("100"), "100");
    }
}
