//! 一次分配: what was collected under contracts is allotted to those who contributed. It never touches income or expense.

use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::Money;

/// Tier one of a run, fees apart.
#[derive(Clone, Debug, Default)]
pub struct RentAllotted {
    /// By contract: what its lines are paid, fees taken off.
    pub contracts: Vec<(String, Money)>,
    /// By member: the same money.
    pub members: Vec<(String, Money)>,
}

impl BusinessEvent for RentAllotted {
    const RULE: &'static str = "rent_allotted";

    fn legs(&self) -> Vec<Leg> {
        let leg = |name, dimension, (key, amount): &(String, Money)| Leg {
            name,
            amount: *amount,
            dimensions: Dimensions::one(dimension, key),
        };
        let collected = self.contracts.iter().map(|one| leg("collected", Dimension::Contract, one));
        collected.chain(self.members.iter().map(|one| leg("payable", Dimension::Member, one))).collect()
    }
}
