//! 资金入股: cash that a member brings in is capital.

use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::Money;

/// Cash of a member.
#[derive(Clone, Copy, Debug)]
pub struct CashContributed<'e> {
    /// 成员编号.
    pub member_no: &'e str,
    /// How much.
    pub amount: Money,
}

impl BusinessEvent for CashContributed<'_> {
    const RULE: &'static str = "cash_contributed";

    fn legs(&self) -> Vec<Leg> {
        let dimensions = Dimensions::one(Dimension::Member, self.member_no);
        vec![Leg::new("bank", self.amount), Leg { dimensions, ..Leg::new("capital", self.amount) }]
    }
}
