//! Bank entries (银行对账单): what the bank says of an account, against which the book's own lines are reconciled.

use crate::domain::money::Money;
use chrono::NaiveDate;
use compact_str::CompactString;

/// A line of a bank statement (银行对账单). Seen from whose money it is: what came in, or what went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankEntry {
    /// 账套: whose account it is.
    pub book: CompactString,
    /// 科目编码: the book's account of the bank account.
    pub account: CompactString,
    /// 交易日期.
    pub date: NaiveDate,
    /// 摘要.
    pub summary: CompactString,
    /// 收入 above zero, 支出 below.
    pub amount: Money,
    /// 余额 after it, where the statement has it.
    pub balance: Option<Money>,
    /// 流水号: nothing comes in twice under one.
    pub serial_no: CompactString,
    /// 对方户名.
    pub counterparty: CompactString,
}
