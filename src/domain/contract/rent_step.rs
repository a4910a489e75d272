//! Rent steps (租金标准): the rent of a contract from a day on, in money or in grain.

use crate::domain::quantity::{Kilograms, UnitPrice};
use chrono::NaiveDate;
use compact_str::CompactString;

/// What one unit of area earns in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RentStandard {
    /// 货币: yuan per unit and year.
    Money(UnitPrice),
    /// 实物: kilograms of a grain per unit and year, worth that year's price of the grain.
    InKind {
        /// 标准.
        kilograms: Kilograms,
        /// 品种.
        grain: CompactString,
    },
}

/// A rent in force from a day until the next step of the same contract (租金标准).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RentStep {
    /// 合同编号.
    pub contract_no: CompactString,
    /// 起始日期.
    pub start_date: NaiveDate,
    /// 计租方式, 标准, 品种.
    pub standard: RentStandard,
}

impl RentStandard {
    /// 计租方式, as accountants write it.
    pub const fn method_zh(&self) -> &'static str {
        match self {
            RentStandard::Money(_) => "货币",
            RentStandard::InKind { .. } => "实物",
        }
    }
}
