//! A run (分配): which year, which kind, which run it follows.

use crate::domain::period::AccountingYear;
use chrono::NaiveDate;
use std::fmt;

/// What kind of run it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RunKind {
    /// 年度分配: both tiers of a year, once.
    Annual,
    /// 欠租补发: tier one again, for rent that came in after an earlier run's cut-off.
    Arrears,
    /// 更正: both tiers again, from facts set right; only differences are paid or recovered.
    Correction,
}

impl RunKind {
    /// As accountants write it.
    pub const fn zh(self) -> &'static str {
        match self {
            RunKind::Annual => "年度分配",
            RunKind::Arrears => "欠租补发",
            RunKind::Correction => "更正",
        }
    }

    /// As programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            RunKind::Annual => "annual",
            RunKind::Arrears => "arrears",
            RunKind::Correction => "correction",
        }
    }

    /// The kind with this code.
    pub fn lookup(code: &str) -> Option<RunKind> {
        [RunKind::Annual, RunKind::Arrears, RunKind::Correction].into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it has a second tier.
    pub const fn has_tier_two(self) -> bool {
        matches!(self, RunKind::Annual | RunKind::Correction)
    }
}

/// How people name a run: the year and its number within it, `2008#1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunNumber {
    /// 年度.
    pub year: AccountingYear,
    /// 1 for the year's first run.
    pub number: u32,
}

impl fmt::Display for RunNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}#{}", self.year, self.number)
    }
}

/// What a run is, before any figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunHeader {
    /// The cooperative's code.
    pub cooperative_code: String,
    /// The cooperative's name (名称).
    pub cooperative_name: String,
    /// Year and number.
    pub run: RunNumber,
    /// What kind.
    pub kind: RunKind,
    /// The number, within the same year, of the run it follows; none for an annual run.
    pub follows: Option<u32>,
    /// 股权登记日.
    pub record_date: NaiveDate,
    /// 收款截止日.
    pub cut_off: NaiveDate,
}
