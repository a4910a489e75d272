//! What can go against contracts.

use super::ContractKind;
use crate::domain::contribution::ObjectKind;
use crate::domain::money::Money;
use crate::domain::period::{AccountingYear, DateRange};
use chrono::NaiveDate;
use compact_str::CompactString;

/// Against contracts.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum ContractRefusal {
    /// A number that no contract has.
    ContractUnknown {
        /// 合同编号.
        contract_no: CompactString,
        /// Numbers like it.
        nearest: Vec<CompactString>,
    },
    /// It ends before it starts.
    EndBeforeStart {
        /// 开始日期.
        start_date: NaiveDate,
        /// 结束日期.
        end_date: NaiveDate,
    },
    /// A rent in kind without its grain.
    GrainNotNamed,
    /// Days on which somebody has land or a shop under it and no rent step is in force. It refuses the distribution later.
    RentStepNotInForce {
        /// 合同编号.
        contract_no: CompactString,
        /// The days.
        days: DateRange,
    },
    /// A rent in kind and no price of the grain for a year. It refuses the distribution later.
    GrainPriceNotKnown {
        /// 合同编号.
        contract_no: CompactString,
        /// 品种.
        grain: CompactString,
        /// 年度.
        year: AccountingYear,
    },
    /// More collected for a year than is due.
    ReceiptsAboveDue {
        /// 合同编号.
        contract_no: CompactString,
        /// 所属年度.
        year: AccountingYear,
        /// 已收.
        collected: Money,
        /// 应收.
        due: Money,
    },
    /// A receipt of a day that has not come.
    ReceiptDatedAhead {
        /// 日期.
        date: NaiveDate,
        /// 今天.
        today: NaiveDate,
    },
    /// A receipt of no money.
    ReceiptOfNothing {
        /// 金额, which is zero.
        amount: Money,
    },
    /// Something let out by a contract of another kind.
    ContractDoesNotLeaseOut {
        /// 合同编号.
        contract_no: CompactString,
        /// 合同类型.
        kind: ContractKind,
    },
    /// A row that says neither what it lets out nor from which contract.
    ContentNotNamed,
    /// A parcel or shop let out that nobody brought in.
    ContentNotContributed {
        /// Parcel or shop.
        object: ObjectKind,
        /// 地块编号 or 商铺编号.
        object_no: CompactString,
    },
}

impl ContractRefusal {
    /// Whether it is only said, and stops nothing.
    pub const fn is_warning(&self) -> bool {
        matches!(
            self,
            ContractRefusal::RentStepNotInForce { .. }
                | ContractRefusal::GrainPriceNotKnown { .. }
                | ContractRefusal::ReceiptsAboveDue { .. }
                | ContractRefusal::ReceiptDatedAhead { .. }
                | ContractRefusal::ReceiptOfNothing { .. }
                | ContractRefusal::ContentNotContributed { .. }
        )
    }
}
