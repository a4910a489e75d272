//! 其他分配: named appropriations of the plan.

use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::Money;

/// Other appropriations of a year.
#[derive(Clone, Copy, Debug)]
pub struct OtherAppropriated {
    /// How much.
    pub amount: Money,
}

impl BusinessEvent for OtherAppropriated {
    const RULE: &'static str = "other_appropriated";

    fn legs(&self) -> Vec<Leg> {
        let dimensions = Dimensions::one(Dimension::Counterparty, "其他分配");
        vec![Leg::new("appropriation", self.amount), Leg { dimensions, ..Leg::new("payable", self.amount) }]
    }
}
