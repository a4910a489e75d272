//! What can go against contributions.

use super::ObjectKind;
use crate::domain::contract::ContractKind;
use crate::domain::period::DateRange;
use crate::domain::quantity::{Area, AreaUnit};
use chrono::NaiveDate;
use compact_str::CompactString;

/// Against contributions.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum ContributionRefusal {
    /// It leaves before it came.
    ExitBeforeEntry {
        /// 入股日期.
        entry_date: NaiveDate,
        /// 退出日期.
        exit_date: NaiveDate,
    },
    /// It comes or leaves outside the contract's dates.
    OutsideContract {
        /// 合同编号.
        contract_no: CompactString,
        /// The contract's dates.
        range: DateRange,
        /// The date that lies outside.
        given: NaiveDate,
    },
    /// The contract lets out what others brought in.
    ContractLeasesOut {
        /// 合同编号.
        contract_no: CompactString,
        /// 合同类型.
        kind: ContractKind,
    },
    /// The contract is for the other kind of object, or measures in another unit.
    ContractUnlike {
        /// 合同编号.
        contract_no: CompactString,
        /// 合同类型.
        kind: ContractKind,
        /// Its 计量单位.
        unit: AreaUnit,
        /// What was brought in.
        object: ObjectKind,
    },
    /// A parcel or shop active twice on one day.
    ActiveTwice {
        /// Parcel or shop.
        object: ObjectKind,
        /// 地块编号 or 商铺编号.
        object_no: CompactString,
        /// Who else has it.
        other_member_no: CompactString,
        /// Where the other contribution stands.
        other: String,
        /// The days they share.
        days: DateRange,
    },
    /// More contributed than the contract's own size.
    AreaUnlikeContract {
        /// 合同编号.
        contract_no: CompactString,
        /// What the contract says.
        contract_area: Area,
        /// What is contributed on its fullest day.
        contributed: Area,
    },
}

impl ContributionRefusal {
    /// Whether it is only said, and stops nothing.
    pub const fn is_warning(&self) -> bool {
        matches!(self, ContributionRefusal::AreaUnlikeContract { .. })
    }
}
