//! Rent that came in: of contributors' contracts it belongs to them and passes through (农村土地承包法 art. 39); of the company's leases it is the company's.

use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::Money;

/// 收代收流转费: under a contract of contributors.
#[derive(Clone, Debug)]
pub struct RentReceived<'e> {
    /// 合同编号.
    pub contract_no: &'e str,
    /// Below zero: refunded.
    pub amount: Money,
}

impl BusinessEvent for RentReceived<'_> {
    const RULE: &'static str = "rent_received";

    fn legs(&self) -> Vec<Leg> {
        let collected = Leg::new("collected", self.amount);
        let dimensions = Dimensions::one(Dimension::Contract, self.contract_no);
        vec![Leg::new("bank", self.amount), Leg { dimensions, ..collected }]
    }
}

/// 收转租租金: under a contract by which the company lets out.
#[derive(Clone, Debug)]
pub struct CompanyRentReceived<'e> {
    /// 合同编号.
    pub contract_no: &'e str,
    /// Below zero: refunded.
    pub amount: Money,
}

impl BusinessEvent for CompanyRentReceived<'_> {
    const RULE: &'static str = "company_rent_received";

    fn legs(&self) -> Vec<Leg> {
        let dimensions = Dimensions::one(Dimension::Contract, self.contract_no);
        vec![Leg::new("bank", self.amount), Leg { dimensions, ..Leg::new("revenue", self.amount) }]
    }
}
