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

/// 应收公益建设资金: what the fund of the residents' committee is owed of it.
#[derive(Clone, Copy, Debug)]
pub struct LevyAccrued<'e> {
    /// How much.
    pub amount: Money,
    /// By whom: the cooperative's name.
    pub cooperative: &'e str,
}

impl BusinessEvent for LevyAccrued<'_> {
    const RULE: &'static str = "levy_accrued";

    fn legs(&self) -> Vec<Leg> {
        let dimensions = Dimensions::one(Dimension::Counterparty, self.cooperative);
        vec![Leg { dimensions, ..Leg::new("receivable", self.amount) }, Leg::new("income", self.amount)]
    }
}
