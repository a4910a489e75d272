//! Receipts (收款): rent that came in, tagged with the contract and the year it is for.

use crate::domain::money::{Money, Overflow};
use crate::domain::period::AccountingYear;
use chrono::NaiveDate;
use compact_str::CompactString;

/// Rent received, or below zero where it was refunded (收款台账).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// 日期.
    pub date: NaiveDate,
    /// 合同编号.
    pub contract_no: CompactString,
    /// 所属年度.
    pub year: AccountingYear,
    /// 金额.
    pub amount: Money,
    /// 付款方.
    pub payer: CompactString,
    /// 流水号.
    pub serial_no: CompactString,
}

/// What was collected (已收) of a contract for a year, dated up to the cut-off.
pub fn collected<'a>(
    receipts: impl IntoIterator<Item = &'a Receipt>,
    contract_no: &str,
    year: AccountingYear,
    cut_off: Option<NaiveDate>,
) -> Result<Money, Overflow> {
    let counts = |receipt: &&Receipt| {
        receipt.contract_no == contract_no
            && receipt.year == year
            && cut_off.is_none_or(|last_day| receipt.date <= last_day)
    };
    Money::sum(receipts.into_iter().filter(counts).map(|receipt| receipt.amount))
}
