//! Contributions (入股): the land, shops and cash that members bring in.

pub mod active;
pub mod cash;
pub mod land;
pub mod overlap;
pub mod refusal;
pub mod shop;

use super::contract::Contract;
use super::period::DateRange;
use super::quantity::{Area, AreaUnit};
use chrono::NaiveDate;

/// Whether land or a shop was brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// 地块: a parcel of land, measured in mu.
    Parcel,
    /// 商铺: a shop unit, measured in square metres.
    Shop,
}

impl ObjectKind {
    /// As accountants write it.
    pub const fn zh(self) -> &'static str {
        match self {
            ObjectKind::Parcel => "地块",
            ObjectKind::Shop => "商铺",
        }
    }

    /// What its size is measured in.
    pub const fn unit(self) -> AreaUnit {
        match self {
            ObjectKind::Parcel => AreaUnit::Mu,
            ObjectKind::Shop => AreaUnit::SquareMetre,
        }
    }
}

/// What land and shop contributions have in common: a member's object of a size, under a contract, from a day to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contribution<'a> {
    /// Parcel or shop.
    pub object: ObjectKind,
    /// 成员编号.
    pub member_no: &'a str,
    /// 地块编号 or 商铺编号.
    pub object_no: &'a str,
    /// 面积 or 建筑面积.
    pub area: Area,
    /// 合同编号.
    pub contract_no: &'a str,
    /// 入股日期: the first day.
    pub entry_date: NaiveDate,
    /// 退出日期: the last day, if it has left.
    pub exit_date: Option<NaiveDate>,
}

/// How a contribution goes against its contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContractMisfit {
    /// It left before it came.
    ExitBeforeEntry,
    /// It came or left outside the contract's dates.
    OutsideContract,
    /// The contract lets out what others brought in, so it carries no contributions.
    LeasedOut,
    /// The contract measures in another unit, or is of the other kind.
    OtherUnit,
}

impl Contribution<'_> {
    /// The days on which it is active under `contract`: inside both. None where they do not meet.
    pub fn active_range(&self, contract: DateRange) -> Option<DateRange> {
        DateRange::try_new(self.entry_date, self.exit_date.unwrap_or(contract.last))?.intersection(contract)
    }

    /// Everything in which it goes against its contract.
    pub fn misfits(&self, contract: &Contract) -> Vec<ContractMisfit> {
        let range = contract.range();
        let ends_outside = self.exit_date.is_some_and(|exit| !range.contains(exit));
        let mut found = Vec::new();
        if self.exit_date.is_some_and(|exit| exit < self.entry_date) {
            found.push(ContractMisfit::ExitBeforeEntry);
        }
        if ends_outside || !range.contains(self.entry_date) {
            found.push(ContractMisfit::OutsideContract);
        }
        if contract.kind.is_lease_out() {
            found.push(ContractMisfit::LeasedOut);
        } else if contract.unit != self.object.unit() || !contract.kind.accepts(self.object) {
            found.push(ContractMisfit::OtherUnit);
        }
        found
    }
}
