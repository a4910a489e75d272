//! 拨付公益建设资金: paid by the cooperative, received by the fund of the residents' committee (财农〔2021〕121号 art. 28).

use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::Money;

/// 拨付公益建设资金.
#[derive(Clone, Copy, Debug)]
pub struct LevyPaid {
    /// How much.
    pub amount: Money,
}

impl BusinessEvent for LevyPaid {
    const RULE: &'static str = "levy_paid";

    fn legs(&self) -> Vec<Leg> {
        let dimensions = Dimensions::one(Dimension::Counterparty, "居民委员会");
        vec![Leg { dimensions, ..Leg::new("payable", self.amount) }, Leg::new("bank", self.amount)]
    }
}

/// 收公益建设资金.
#[derive(Clone, Copy, Debug)]
pub struct LevyReceived<'e> {
    /// How much.
    pub amount: Money,
    /// From whom: the cooperative's name.
    pub cooperative: &'e str,
}

impl BusinessEvent for LevyReceived<'_> {
    const RULE: &'static str = "levy_received";

    fn legs(&self) -> Vec<Leg> {
        let dimensions = Dimensions::one(Dimension::Counterparty, self.cooperative);
        vec![Leg::new("bank", self.amount), Leg { dimensions, ..Leg::new("receivable", self.amount) }]
    }
}
