//! 物业费: paid out of the fund to the property manager, whose revenue it is.

use super::fund_spending::spending;
use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::Money;

/// 付物业费.
#[derive(Clone, Copy, Debug)]
pub struct PropertyFeePaid<'e> {
    /// How much.
    pub amount: Money,
    /// On what: the title of the motion.
    pub project: &'e str,
}

impl BusinessEvent for PropertyFeePaid<'_> {
    const RULE: &'static str = "property_fee_paid";

    fn legs(&self) -> Vec<Leg> {
        spending(self.amount, self.project)
    }
}

/// 收物业费.
#[derive(Clone, Copy, Debug)]
pub struct PropertyFeeReceived {
    /// How much.
    pub amount: Money,
}

impl BusinessEvent for PropertyFeeReceived {
    const RULE: &'static str = "property_fee_received";

    fn legs(&self) -> Vec<Leg> {
        // Consolidation takes it against what the fund spent.
        let dimensions = Dimensions::one(Dimension::Counterparty, "居民委员会");
        vec![Leg::new("bank", self.amount), Leg { dimensions, ..Leg::new("revenue", self.amount) }]
    }
}
