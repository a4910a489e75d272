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
        into_the_bank("collected", self.contract_no, self.amount)
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
        into_the_bank("revenue", self.contract_no, self.amount)
    }
}

/// What came into the bank, and what it is by its contract.
fn into_the_bank(leg: &'static str, contract_no: &str, amount: Money) -> Vec<Leg> {
    let dimensions = Dimensions::one(Dimension::Contract, contract_no);
    vec![Leg::new("bank", amount), Leg { dimensions, ..Leg::new(leg, amount) }]
}
