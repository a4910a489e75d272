//! Arrears (欠租): rent due that has not come in.

use crate::domain::money::{Money, Overflow};
use compact_str::CompactString;

/// One contract's year: what was due, what came in, what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RentAccount {
    /// 合同编号.
    pub contract_no: CompactString,
    /// 应收: what the contributions or the package earn in the year.
    pub due: Money,
    /// 已收.
    pub collected: Money,
}

impl RentAccount {
    /// 欠租: due − collected, or nothing where enough came in.
    pub fn arrears(&self) -> Result<Money, Overflow> {
        self.due.minus(self.collected).map(Money::or_zero)
    }
}
