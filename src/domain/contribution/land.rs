//! Land brought in (土地入股).

use super::{Contribution, ObjectKind};
use crate::domain::quantity::Area;
use chrono::NaiveDate;
use compact_str::CompactString;

/// A parcel that a member brought in (土地入股台账).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LandContribution {
    /// 成员编号.
    pub member_no: CompactString,
    /// 地块编号.
    pub parcel_no: CompactString,
    /// 面积 in mu (亩).
    pub area: Area,
    /// 合同编号.
    pub contract_no: CompactString,
    /// 入股日期: the first day.
    pub entry_date: NaiveDate,
    /// 退出日期: the last day.
    pub exit_date: Option<NaiveDate>,
}

impl LandContribution {
    /// What it has in common with shops.
    pub fn contribution(&self) -> Contribution<'_> {
        Contribution {
            object: ObjectKind::Parcel,
            member_no: &self.member_no,
            object_no: &self.parcel_no,
            area: self.area,
            contract_no: &self.contract_no,
            entry_date: self.entry_date,
            exit_date: self.exit_date,
        }
    }
}
