//! The year's plan (分配方案): the figures that a distribution starts from, as the accountant puts them forward.

use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use chrono::NaiveDate;

/// One of the items that a plan sheet may set, the year apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum PlanItem {
    /// 股权登记日.
    RecordDate,
    /// 收款截止日.
    CutOff,
    /// 公司注册资本.
    CompanyCapital,
    /// 公司法定公积金余额.
    CompanyReserveBalance,
    /// 公司税后利润.
    CompanyProfit,
    /// 公司年初未弥补亏损.
    CompanyUncoveredLoss,
    /// 公司年初未分配利润.
    CompanyUndistributed,
    /// 公司任意公积金.
    CompanyDiscretionaryReserve,
    /// 公司分回利润.
    CompanyDividend,
    /// 合作社其他净收益.
    OtherNetIncome,
    /// 合作社年初未弥补亏损.
    UncoveredLoss,
    /// 合作社年初未分配收益.
    Undistributed,
    /// 其他分配.
    OtherAppropriations,
    /// 二次分配金额.
    TierTwoPool,
}

impl PlanItem {
    /// How the sheet names the year (年度), the item that tells one plan from another.
    pub const YEAR: &'static str = "年度";

    /// As the sheet writes it.
    pub const fn zh(self) -> &'static str {
        match self {
            PlanItem::RecordDate => "股权登记日",
            PlanItem::CutOff => "收款截止日",
            PlanItem::CompanyCapital => "公司注册资本",
            PlanItem::CompanyReserveBalance => "公司法定公积金余额",
            PlanItem::CompanyProfit => "公司税后利润",
            PlanItem::CompanyUncoveredLoss => "公司年初未弥补亏损",
            PlanItem::CompanyUndistributed => "公司年初未分配利润",
            PlanItem::CompanyDiscretionaryReserve => "公司任意公积金",
            PlanItem::CompanyDividend => "公司分回利润",
            PlanItem::OtherNetIncome => "合作社其他净收益",
            PlanItem::UncoveredLoss => "合作社年初未弥补亏损",
            PlanItem::Undistributed => "合作社年初未分配收益",
            PlanItem::OtherAppropriations => "其他分配",
            PlanItem::TierTwoPool => "二次分配金额",
        }
    }

    /// Whether its value is a date.
    pub const fn is_date(self) -> bool {
        matches!(self, PlanItem::RecordDate | PlanItem::CutOff)
    }

    /// Whether it may be below zero: profits and incomes only.
    pub const fn may_be_negative(self) -> bool {
        matches!(self, PlanItem::CompanyProfit | PlanItem::OtherNetIncome)
    }

    /// Whether a run cannot do without it; the other items have a default.
    pub const fn is_mandatory(self) -> bool {
        matches!(self, PlanItem::RecordDate | PlanItem::CompanyCapital | PlanItem::CompanyProfit)
    }
}

/// A year's plan. What is absent takes its default when a run reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// 股权登记日.
    pub record_date: Option<NaiveDate>,
    /// 收款截止日; 31 December where absent.
    pub cut_off: Option<NaiveDate>,
    /// Every other item that was given.
    pub amounts: std::collections::BTreeMap<PlanItem, Money>,
}

impl Plan {
    /// An amount, or zero where none was given.
    pub fn amount(&self, item: PlanItem) -> Money {
        self.amounts.get(&item).copied().unwrap_or_default()
    }

    /// An amount, where one was given.
    pub fn given(&self, item: PlanItem) -> Option<Money> {
        self.amounts.get(&item).copied()
    }

    /// The day up to which receipts count.
    pub fn cut_off(&self, year: AccountingYear) -> NaiveDate {
        self.cut_off.unwrap_or(year.range().last)
    }

    /// The mandatory items that were not given.
    pub fn missing(&self) -> Vec<PlanItem> {
        use strum::IntoEnumIterator;
        let is_missing = |item: &PlanItem| match item {
            PlanItem::RecordDate => self.record_date.is_none(),
            item => item.is_mandatory() && !self.amounts.contains_key(item),
        };
        PlanItem::iter().filter(is_missing).collect()
    }

    /// Its items with their values in canonical form, in the order of the sheet.
    pub fn items(&self) -> Vec<(PlanItem, String)> {
        use strum::IntoEnumIterator;
        let value = |item: PlanItem| match item {
            PlanItem::RecordDate => self.record_date.map(|date| date.to_string()),
            PlanItem::CutOff => self.cut_off.map(|date| date.to_string()),
            item => self.given(item).map(|amount| amount.to_string()),
        };
        PlanItem::iter().filter_map(|item| value(item).map(|text| (item, text))).collect()
    }
}
