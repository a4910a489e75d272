//! 公益建设资金: approved with the run, owed to the residents' committee.

use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::Money;

/// The levy of a year.
#[derive(Clone, Copy, Debug)]
pub struct LevyApproved {
    /// How much.
    pub amount: Money,
}

impl BusinessEvent for LevyApproved {
    const RULE: &'static str = "levy_approved";

    fn legs(&self) -> Vec<Leg> {
        let dimensions = Dimensions::one(Dimension::Counterparty, "居民委员会");
        vec![Leg::new("appropriation", self.amount), Leg { dimensions, ..Leg::new("payable", self.amount) }]
    }
}
