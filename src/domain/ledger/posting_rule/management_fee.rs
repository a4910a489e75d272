//! 管理费: where an outside business leases, the cooperative may take a fee from the rent (农村土地承包法 art. 45).

use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::{Money, Overflow};

/// The fees of a run, by contract.
#[derive(Clone, Debug, Default)]
pub struct ManagementFee {
    contracts: Vec<(String, Money)>,
    sum: Money,
}

impl ManagementFee {
    /// Of contracts.
    pub fn try_new(contracts: Vec<(String, Money)>) -> Result<ManagementFee, Overflow> {
        let sum = Money::sum(contracts.iter().map(|(_, fee)| *fee))?;
        Ok(ManagementFee { contracts, sum })
    }
}

impl BusinessEvent for ManagementFee {
    const RULE: &'static str = "management_fee";

    fn legs(&self) -> Vec<Leg> {
        let collected = self.contracts.iter().map(|(contract_no, fee)| {
            let dimensions = Dimensions::one(Dimension::Contract, contract_no);
            Leg { dimensions, ..Leg::new("collected", *fee) }
        });
        collected.chain([Leg::new("income", self.sum)]).collect()
    }
}
