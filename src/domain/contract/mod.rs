//! Contracts (合同): what a batch of land or shops earns, who pays, what came in. Tier one follows them to the letter.

pub mod arrears;
pub mod grain_price;
pub mod lease_out;
pub mod receipt;
pub mod refusal;
pub mod rent_due;
pub mod rent_step;

use super::contribution::ObjectKind;
use super::period::DateRange;
use super::quantity::{Area, AreaUnit};
use chrono::NaiveDate;
use compact_str::CompactString;

/// What kind of contract it is (合同类型).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum ContractKind {
    /// 土地流转: land that members brought in, let through the cooperative.
    LandTransfer,
    /// 商铺租赁: shops that members brought in, let through the cooperative.
    ShopLease,
    /// 土地转租: land that the company lets on.
    LandSublease,
    /// 商铺打包转租: shops that the company lets on as a package.
    ShopPackageSublease,
    /// 其他.
    Other,
}

impl ContractKind {
    /// As accountants write it.
    pub const fn zh(self) -> &'static str {
        match self {
            ContractKind::LandTransfer => "土地流转",
            ContractKind::ShopLease => "商铺租赁",
            ContractKind::LandSublease => "土地转租",
            ContractKind::ShopPackageSublease => "商铺打包转租",
            ContractKind::Other => "其他",
        }
    }

    /// The kind written in the 合同类型 column.
    pub fn lookup(text: &str) -> Option<ContractKind> {
        Some(match text {
            "土地流转" | "土地租赁" | "土地流转合同" => ContractKind::LandTransfer,
            "商铺租赁" | "商铺租赁合同" => ContractKind::ShopLease,
            "土地转租" => ContractKind::LandSublease,
            "商铺打包转租" | "打包转租" => ContractKind::ShopPackageSublease,
            "其他" | "其它" => ContractKind::Other,
            _ => return None,
        })
    }

    /// Whether the company lets out under it; then it carries no contributions and takes no part in tier one.
    pub const fn is_lease_out(self) -> bool {
        matches!(self, ContractKind::LandSublease | ContractKind::ShopPackageSublease)
    }

    /// Whether land or shops may be brought in under it.
    pub fn accepts(self, object: ObjectKind) -> bool {
        match self {
            ContractKind::LandTransfer => object == ObjectKind::Parcel,
            ContractKind::ShopLease => object == ObjectKind::Shop,
            ContractKind::Other => true,
            ContractKind::LandSublease | ContractKind::ShopPackageSublease => false,
        }
    }
}

/// A contract (合同) of the ledger of contracts (合同台账).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// 合同编号.
    pub contract_no: CompactString,
    /// 批次: contributions that came in together, with the same terms. The contract's own number where none is written.
    pub batch: CompactString,
    /// 合同类型.
    pub kind: ContractKind,
    /// 出租方.
    pub lessor: CompactString,
    /// 承租方.
    pub lessee: CompactString,
    /// 签订日期.
    pub signed_date: Option<NaiveDate>,
    /// 开始日期.
    pub start_date: NaiveDate,
    /// 结束日期.
    pub end_date: NaiveDate,
    /// 计量单位.
    pub unit: AreaUnit,
    /// 可收管理费: whether the lessee is an outside business, of whom alone the law lets a fee be taken
    /// (农村土地承包法 art. 45).
    pub fee_allowed: bool,
    /// The size the contract itself names (合同面积 or 数量).
    pub contract_area: Option<Area>,
}

impl Contract {
    /// From the first to the last day. The end is checked not to lie before the start when a contract is read.
    pub fn range(&self) -> DateRange {
        DateRange { first: self.start_date, last: self.end_date }
    }

    /// The batch, or the contract's number where none is written.
    pub fn batch_name(&self) -> &str {
        match self.batch.is_empty() {
            true => &self.contract_no,
            false => &self.batch,
        }
    }
}
