//! Cash brought in (资金入股). It earns through the shares it brought, not under a contract.

use crate::domain::money::Money;
use chrono::NaiveDate;
use compact_str::CompactString;

/// Cash that a member brought in (资金入股台账).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashContribution {
    /// 成员编号.
    pub member_no: CompactString,
    /// 金额.
    pub amount: Money,
    /// 日期.
    pub date: NaiveDate,
    /// 收据号.
    pub receipt_no: CompactString,
}
