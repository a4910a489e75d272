//! The levy of a year as it is told to everybody (公益建设资金报告).

use crate::domain::distribution::run::RunNumber;
use crate::domain::governance::motion::Motion;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use chrono::NaiveDate;
use compact_str::CompactString;

/// The levy of a year.
#[derive(Clone, Debug)]
pub struct LevyReport {
    /// 年度.
    pub year: AccountingYear,
    /// The runs that set a levy aside, the first one first; those that were replaced apart.
    pub runs: Vec<LevyOfRun>,
    /// The fund's book; none where it keeps none.
    pub fund: Option<FundReport>,
}

/// The levy of a run, as far as it has come.
#[derive(Clone, Debug)]
pub struct LevyOfRun {
    /// The run.
    pub run: RunNumber,
    /// 提取.
    pub amount: Money,
    /// Since when the run is effective; none where it is not.
    pub effective: Option<NaiveDate>,
    /// The motion that pays it: the last that was put forward.
    pub motion: Option<Motion>,
    /// The cooperative's voucher of the payment.
    pub paid: Option<VoucherMention>,
    /// The fund's voucher of the receipt.
    pub received: Option<VoucherMention>,
}

/// A voucher, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoucherMention {
    /// Its entry.
    pub entry_no: i64,
    /// `2009-01 记-3` once it is posted, before that `#12`.
    pub name: String,
    /// 日期.
    pub date: NaiveDate,
    /// Whether it is posted.
    pub is_posted: bool,
    /// How much.
    pub amount: Money,
    /// What for: the project, else the summary.
    pub about: CompactString,
}

/// How the fund spent what it has (公益建设资金使用).
#[derive(Clone, Debug)]
pub struct FundReport {
    /// 账套.
    pub book: CompactString,
    /// The year whose spending is told: that in which the levy was received, else the one after the levy's.
    pub spent_in: AccountingYear,
    /// 年初结余: the money that it had when that year began.
    pub opening: Money,
    /// 收到: the levy and whatever else came in as money.
    pub received: Money,
    /// 付出: what it paid.
    pub paid: Money,
    /// By kind.
    pub kinds: Vec<SpendingKind>,
    /// 合计.
    pub total: Money,
    /// 结余: what it had and what came in, less what it paid.
    pub left: Money,
}

/// One kind of spending (支出类别): an account of the fund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpendingKind {
    /// 科目编码.
    pub account: CompactString,
    /// Its name.
    pub name: String,
    /// In English.
    pub english_name: String,
    /// The vouchers, by date.
    pub vouchers: Vec<VoucherMention>,
    /// What they come to.
    pub amount: Money,
}
