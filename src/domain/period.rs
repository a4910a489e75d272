//! The accounting year (会计年度) and its periods (会计期间), ranges of days, inclusive at both ends, and the day that it is in China.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Utc};
use std::fmt;

/// A calendar year, which is the statutory accounting year (会计年度).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountingYear(i32);

impl AccountingYear {
    /// The years that dates in the sheets may lie in.
    pub const RANGE: std::ops::RangeInclusive<i32> = 1900..=2200;

    /// The year, where it is one that a cooperative could keep accounts for.
    pub fn try_new(year: i32) -> Option<AccountingYear> {
        AccountingYear::RANGE.contains(&year).then_some(AccountingYear(year))
    }

    /// The number of the year.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// 365 or 366.
    pub fn days(self) -> i32 {
        self.range().days()
    }

    /// From 1 January to 31 December.
    pub fn range(self) -> DateRange {
        DateRange { first: self.day(1, 1), last: self.day(12, 31) }
    }

    fn day(self, month: u32, day: u32) -> NaiveDate {
        // The range of years is checked when an AccountingYear is made, so both days exist.
        NaiveDate::from_ymd_opt(self.0, month, day).unwrap_or(NaiveDate::MIN)
    }
}

impl From<NaiveDate> for AccountingYear {
    fn from(date: NaiveDate) -> AccountingYear {
        AccountingYear(date.year())
    }
}

impl fmt::Display for AccountingYear {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

/// An accounting period (会计期间): the months 1 to 12 of a year, 13 the year-end distribution period (年终分配期), in which what was decided about the year's
/// income is posted after the income itself is closed, and 0 the balances that the year begins with (年初余额).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountingPeriod {
    year: AccountingYear,
    number: u8,
}

impl AccountingPeriod {
    /// The number of the year-end distribution period.
    pub const DISTRIBUTION: u8 = 13;

    /// The period of a year, where its number is one of 0 to 13.
    pub const fn try_new(year: AccountingYear, number: u8) -> Option<AccountingPeriod> {
        if number <= AccountingPeriod::DISTRIBUTION { Some(AccountingPeriod { year, number }) } else { None }
    }

    /// What a year begins with (年初余额).
    pub const fn opening(year: AccountingYear) -> AccountingPeriod {
        AccountingPeriod { year, number: 0 }
    }

    /// The last month of a year.
    pub const fn december(year: AccountingYear) -> AccountingPeriod {
        AccountingPeriod { year, number: 12 }
    }

    /// 年终分配期.
    pub const fn distribution(year: AccountingYear) -> AccountingPeriod {
        AccountingPeriod { year, number: AccountingPeriod::DISTRIBUTION }
    }

    /// The year.
    pub const fn year(self) -> AccountingYear {
        self.year
    }

    /// 0 to 13.
    pub const fn number(self) -> u8 {
        self.number
    }

    /// The period after it: after the distribution period the first month of the next year.
    pub fn next(self) -> AccountingPeriod {
        match self.number {
            AccountingPeriod::DISTRIBUTION => AccountingPeriod { year: AccountingYear(self.year.0 + 1), number: 1 },
            number => AccountingPeriod { year: self.year, number: number + 1 },
        }
    }

    /// The days that its vouchers may bear: those of the month; of the opening the first day of the year. What is decided of a year's income is decided
    /// after the year, so that vouchers of the distribution period bear any day from the year's last on.
    pub fn has_day(self, day: NaiveDate) -> bool {
        match self.number {
            0 => day == self.year.day(1, 1),
            AccountingPeriod::DISTRIBUTION => day >= self.year.day(12, 31),
            number => day.year() == self.year.0 && day.month() == u32::from(number),
        }
    }

    /// Its last day: of the opening and the distribution period those of the year's ends.
    pub fn last_day(self) -> NaiveDate {
        match self.number {
            0 => self.year.day(1, 1),
            12 | AccountingPeriod::DISTRIBUTION => self.year.day(12, 31),
            number => self.year.day(u32::from(number) + 1, 1) - Duration::days(1),
        }
    }

    /// The first day of a month; of the opening and the distribution period those of the year's ends.
    pub fn first_day(self) -> NaiveDate {
        match self.number {
            0 | AccountingPeriod::DISTRIBUTION => self.last_day(),
            number => self.year.day(u32::from(number), 1),
        }
    }

    /// Reads `2008-03`, `200803`, `2008年3月`.
    pub fn parse(text: &str) -> Option<AccountingPeriod> {
        let plain = text.trim().trim_end_matches(['月', '期']).replace(['年', '/', '.'], "-");
        let (year, number) = match plain.split_once('-') {
            Some(parts) => parts,
            None if plain.len() == 6 && plain.is_ascii() => plain.split_at(4),
            None => return None,
        };
        AccountingPeriod::try_new(AccountingYear::try_new(year.parse().ok()?)?, number.parse().ok()?)
    }
}

impl From<NaiveDate> for AccountingPeriod {
    /// The month of a day.
    fn from(date: NaiveDate) -> AccountingPeriod {
        // A month is one of 1 to 12.
        AccountingPeriod { year: AccountingYear::from(date), number: date.month() as u8 }
    }
}

impl fmt::Display for AccountingPeriod {
    /// `2008-03`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{:02}", self.year, self.number)
    }
}

/// Days from `first` to `last`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateRange {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

impl DateRange {
    /// The range, where it has at least one day.
    pub fn try_new(first: NaiveDate, last: NaiveDate) -> Option<DateRange> {
        (first <= last).then_some(DateRange { first, last })
    }

    /// How many days it has.
    pub fn days(self) -> i32 {
        // A range lies between the years 1900 and 2200: far inside i32.
        (self.last - self.first).num_days() as i32 + 1
    }

    /// The days in both ranges, if there are any.
    pub fn intersection(self, other: DateRange) -> Option<DateRange> {
        DateRange::try_new(self.first.max(other.first), self.last.min(other.last))
    }

    /// Whether the day lies in the range.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }
}

impl fmt::Display for DateRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}–{}", self.first, self.last)
    }
}

/// A moment as clocks in China show it: eight hours ahead of UTC, in all of China and all of the year.
pub fn china_time(moment: DateTime<Utc>) -> NaiveDateTime {
    (moment + Duration::hours(8)).naive_utc()
}

/// The day of a moment there.
pub fn china_day(moment: DateTime<Utc>) -> NaiveDate {
    china_time(moment).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leap_years_have_366_days_and_both_ends_count() {
        let days = |year| AccountingYear::try_new(year).map(AccountingYear::days);
        assert_eq!(days(2008), Some(366));
        assert_eq!(days(2009), Some(365));
        assert_eq!(days(1900), Some(365));
        assert_eq!(days(20080), None);
    }

    #[test]
    fn a_year_has_twelve_months_an_opening_and_a_distribution_period() {
        let period = |text: &str| AccountingPeriod::parse(text).unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for written in ["2008-02", "200802", "2008年2月", "2008/2"] {
            assert_eq!(period(written).to_string(), "2008-02");
        }
        assert_eq!(AccountingPeriod::parse("2008-14"), None);
        assert_eq!(period("2008-02").last_day(), day("2008-02-29"));
        assert_eq!(AccountingPeriod::from(day("2008-02-29")), period("2008-02"));
        assert_eq!(period("2008-12").next(), period("2008-13"));
        assert_eq!(period("2008-13").next(), period("2009-01"));
        assert!(period("2008-13").has_day(day("2009-02-20")) && !period("2008-13").has_day(day("2008-12-30")));
        assert!(period("2008-00") < period("2008-01"));
    }
}
