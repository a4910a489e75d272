//! Grain prices (粮价): what a kilogram is worth in a year.

use crate::domain::period::AccountingYear;
use crate::domain::quantity::UnitPrice;
use compact_str::CompactString;

/// The price of a grain in a year (粮价).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrainPrice {
    /// 品种.
    pub grain: CompactString,
    /// 年度.
    pub year: AccountingYear,
    /// 单价: yuan per kilogram.
    pub price: UnitPrice,
    /// 来源: where the price was published.
    pub source: CompactString,
}
