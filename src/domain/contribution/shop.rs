//! Shops brought in (商铺入股).

use super::{Contribution, ObjectKind};
use crate::domain::money::Money;
use crate::domain::quantity::Area;
use chrono::NaiveDate;
use compact_str::CompactString;

/// A shop unit that a member brought in (商铺入股台账).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopContribution {
    /// 成员编号.
    pub member_no: CompactString,
    /// 商铺编号.
    pub shop_no: CompactString,
    /// 建筑面积 in square metres (㎡).
    pub floor_area: Area,
    /// 评估价值.
    pub appraised_value: Option<Money>,
    /// 合同编号.
    pub contract_no: CompactString,
    /// 入股日期: the first day.
    pub entry_date: NaiveDate,
    /// 退出日期: the last day.
    pub exit_date: Option<NaiveDate>,
}

impl ShopContribution {
    /// What it has in common with land.
    pub fn contribution(&self) -> Contribution<'_> {
        Contribution {
            object: ObjectKind::Shop,
            member_no: &self.member_no,
            object_no: &self.shop_no,
            area: self.floor_area,
            contract_no: &self.contract_no,
            entry_date: self.entry_date,
            exit_date: self.exit_date,
        }
    }
}
