//! What stands against reconciling a bank account, by name.

use super::reconciliation::BalanceGap;
use crate::domain::money::Money;
use chrono::NaiveDate;
use compact_str::CompactString;

/// Against matches and tables of a bank account.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum ReconciliationRefusal {
    /// A statement's balance does not follow from the line before: a line is missing, or one too many.
    BankBalanceGap {
        /// The balance on the statement.
        found: Money,
        /// What the line before and the line's amount come to.
        expected: Money,
        /// The day of the line.
        date: NaiveDate,
    },
    /// Every balance follows once what came in is what went out: the sides are turned.
    StatementSidesTurned,
    /// A line of a day whose table is confirmed.
    BankLineLate {
        /// Its day.
        date: NaiveDate,
        /// The day of the table.
        on: NaiveDate,
    },
    /// Which of the book's bank accounts is meant is not said, or it is none.
    BankAccountUnnamed {
        /// 账套.
        book: CompactString,
        /// What was given.
        given: CompactString,
        /// Its bank accounts.
        accounts: Vec<CompactString>,
    },
    /// What was open before the book began is not what somebody states, or nobody states it.
    OpeningUnexplained {
        /// What was stated.
        given: Option<Money>,
        /// What statement and book come to.
        found: Money,
    },
    /// What was open when the book began is not what the last confirmed table had.
    OpeningMoved {
        /// The day of that table.
        on: NaiveDate,
        /// As it was then.
        before: Money,
        /// As it is now.
        now: Money,
    },
    /// More is settled than was open before the book began, or on the other side.
    OpeningExceeded {
        /// The bank's lines.
        given: Money,
        /// What is open.
        remaining: Money,
    },
    /// No table of that day is confirmed.
    TableUnknown {
        /// The day.
        on: NaiveDate,
        /// The days that are.
        known: Vec<NaiveDate>,
    },
    /// Only the last table is retracted: the later ones rest on it.
    TableNotLast {
        /// The day.
        on: NaiveDate,
        /// The last.
        last: NaiveDate,
    },
    /// Nothing came in of the account's statement.
    BankStatementMissing {
        /// 账套.
        book: CompactString,
        /// 科目编码.
        account: CompactString,
    },
    /// No such line of the account's statement.
    BankLineUnknown {
        /// The number that was given.
        entry_no: i64,
        /// 科目编码.
        account: CompactString,
    },
    /// No such line of a posted voucher on the account.
    BookLineUnknown {
        /// What was given.
        given: CompactString,
        /// 科目编码.
        account: CompactString,
    },
    /// A voucher has several lines on the account, and none is named.
    BookLineUnclear {
        /// What was given.
        given: CompactString,
        /// Each of its lines, as it is named.
        lines: Vec<CompactString>,
    },
    /// A line that is matched already.
    LineMatchedAlready {
        /// The line, as it was given.
        given: CompactString,
        /// 勾对编号.
        match_no: u32,
    },
    /// The two sides of a match do not come to the same.
    MatchUneven {
        /// The bank's lines.
        bank: Money,
        /// The book's lines.
        book: Money,
    },
    /// A match of nothing.
    MatchEmpty,
    /// No match with that number, or it was withdrawn.
    MatchUnknown {
        /// 勾对编号.
        match_no: u32,
        /// The last that was given.
        last: u32,
    },
    /// A match is withdrawn, or a table retracted, for a reason.
    WithdrawalReasonMissing,
    /// The statement has no balances, and none was given.
    BankBalanceMissing {
        /// 科目编码.
        account: CompactString,
        /// The day.
        on: NaiveDate,
    },
    /// The balance that was given is not the statement's.
    BankBalanceDiffers {
        /// The day.
        on: NaiveDate,
        /// What was given.
        given: Money,
        /// What the statement says.
        found: Money,
    },
    /// A table cannot be confirmed on a statement that has gaps.
    StatementHasGaps {
        /// The gaps, by day.
        gaps: Vec<BalanceGap>,
    },
    /// The statement since the last confirmed table does not come to the balance that it says.
    StatementIncomplete {
        /// The day of the last confirmed table.
        since: NaiveDate,
        /// What its balance and the lines since come to.
        expected: Money,
        /// The balance now.
        found: Money,
    },
    /// The same table was confirmed already.
    ConfirmedAlready {
        /// The day.
        on: NaiveDate,
    },
    /// A day that is still to come, or that the statement does not reach.
    DayNotReached {
        /// The day.
        on: NaiveDate,
        /// The last day that can be confirmed.
        reached: NaiveDate,
    },
    /// An import whose lines are matched is not undone.
    BankLineMatched {
        /// The entry.
        entry_no: i64,
        /// 勾对编号.
        match_no: u32,
    },
    /// An import whose lines a confirmed table rests on is not undone.
    BankLineConfirmed {
        /// The entry.
        entry_no: i64,
        /// The day of the table.
        on: NaiveDate,
    },
}

impl ReconciliationRefusal {
    /// Whether it is only said, and stops nothing: a gap is told when the statement comes in, and stops the table.
    pub const fn is_warning(&self) -> bool {
        matches!(self, ReconciliationRefusal::BankBalanceGap { .. })
    }
}
