//! Persons (人员), households (户) and the citizen identification number (公民身份号码) of GB 11643.

use chrono::NaiveDate;
use compact_str::CompactString;
use std::fmt;

/// A citizen identification number (公民身份号码): eighteen characters, the last a check digit, digits 7 to 14 a birth date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber {
    /// The first seventeen digits as one number; the check digit follows from them.
    body: u64,
}

/// Why a text is no identification number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdNumberFlaw {
    /// It has not seventeen digits and a digit or X.
    #[error("an identification number has 17 digits and a check character")]
    Shape,
    /// Digits 7 to 14 are no day on or before `latest`.
    #[error("no such birth date")]
    BirthDate,
    /// The check character is not the one the first seventeen digits ask for.
    #[error("the check character should be {expected}")]
    CheckCharacter {
        /// The right check character.
        expected: char,
    },
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS: [u8; 11] = *b"10X98765432";

/// The check character of seventeen digits (GB 11643, ISO 7064 MOD 11-2).
pub fn check_character(digits: &[u8; 17]) -> char {
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    char::from(CHECK_CHARACTERS[(sum % 11) as usize])
}

impl IdNumber {
    /// Reads and checks a number; a small `x` is taken for `X`. Nobody is born after `latest`.
    pub fn try_new(text: &str, latest: NaiveDate) -> Result<IdNumber, IdNumberFlaw> {
        let bytes: &[u8; 18] = text.as_bytes().try_into().map_err(|_| IdNumberFlaw::Shape)?;
        let (digits, last) = (bytes.first_chunk::<17>().ok_or(IdNumberFlaw::Shape)?, bytes[17].to_ascii_uppercase());
        if !digits.iter().all(u8::is_ascii_digit) || !(last.is_ascii_digit() || last == b'X') {
            return Err(IdNumberFlaw::Shape);
        }
        let body = digits.iter().fold(0_u64, |body, digit| body * 10 + u64::from(digit - b'0'));
        let number = IdNumber { body };
        if number.birth_date().is_none_or(|birth| birth > latest) {
            return Err(IdNumberFlaw::BirthDate);
        }
        let expected = check_character(digits);
        if char::from(last) != expected {
            return Err(IdNumberFlaw::CheckCharacter { expected });
        }
        Ok(number)
    }

    fn birth_date(self) -> Option<NaiveDate> {
        let date = self.body / 1_000 % 100_000_000;
        let year = i32::try_from(date / 10_000).ok().filter(|year| *year >= 1800)?;
        NaiveDate::from_ymd_opt(year, (date / 100 % 100) as u32, (date % 100) as u32)
    }
}

impl fmt::Display for IdNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:017}", self.body);
        let check = digits.as_bytes().first_chunk::<17>().map(check_character);
        write!(formatter, "{digits}{}", check.unwrap_or('?'))
    }
}

/// A person, by number where they are a member, and by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// 成员编号; empty where they are none.
    pub member_no: String,
    /// 姓名.
    pub name: String,
}

impl Named {
    /// Whether it is the same person: two members by number, two strangers by name; a stranger of a member's name is another.
    pub fn is_same(&self, member_no: &str, name: &str) -> bool {
        self.member_no == member_no && (!member_no.is_empty() || self.name == name)
    }
}

/// The relation to the head of the household (与户主关系), as the register writes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Relation(CompactString);

impl Relation {
    /// How the head of a household (户主) is written.
    pub const HEAD: &'static str = "户主";

    /// Takes the many ways clerks write the same relation for one: 妻, 夫, 爱人 are the spouse (配偶), 本人 the head (户主).
    pub fn new(written: &str) -> Relation {
        let standard = match written {
            "本人" | "户主本人" | "户主" | "本户户主" => Relation::HEAD,
            "妻" | "夫" | "妻子" | "丈夫" | "爱人" | "老婆" | "老公" | "之妻" | "之夫" => "配偶",
            other => other,
        };
        Relation(CompactString::new(standard))
    }

    /// As written in the register.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the head of the household.
    pub fn is_head(&self) -> bool {
        self.0 == Relation::HEAD
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2008, 12, 31).unwrap()
    }

    #[test]
    fn a_right_number_is_read_and_written_back() {
        let with_x = IdNumber::try_new("90010119491231002x", today());
        let digits: [u8; 17] = *b"90010119491231002";
        let expected = check_character(&digits);
        match expected {
            'X' => assert_eq!(with_x.map(|id| id.to_string()), Ok("90010119491231002X".to_owned())),
            other => assert_eq!(with_x, Err(IdNumberFlaw::CheckCharacter { expected: other })),
        }
        let right = format!("90010119491231002{expected}");
        assert_eq!(IdNumber::try_new(&right, today()).map(|id| id.to_string()), Ok(right));
    }

    #[test]
    fn flaws_are_told_apart() {
        assert_eq!(IdNumber::try_new("900101194912310", today()), Err(IdNumberFlaw::Shape));
        assert_eq!(IdNumber::try_new("90010119491331002X", today()), Err(IdNumberFlaw::BirthDate));
        assert_eq!(IdNumber::try_new("90010120190101002X", today()), Err(IdNumberFlaw::BirthDate));
        assert_eq!(IdNumber::try_new("9001011949１231002", today()), Err(IdNumberFlaw::Shape));
    }

    #[test]
    fn wives_and_husbands_are_spouses() {
        assert_eq!(Relation::new("妻"), Relation::new("配偶"));
        assert!(Relation::new("本人").is_head());
        assert_eq!(Relation::new("长子").as_str(), "长子");
    }
}
