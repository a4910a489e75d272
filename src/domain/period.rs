//! The accounting year (会计年度), ranges of days, inclusive at both ends, and the day that it is in China.

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
}
