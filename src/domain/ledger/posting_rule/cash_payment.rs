//! 现金发放: what members were paid in cash at the counter. A rule of its own, and no chosen leg of the bank's: the voucher says how it was paid, touches the
//! cash account, and so wants the cashier's signature and stands in the cash journal.

use super::{BusinessEvent, Leg, MemberPayment};

/// A payment in cash.
#[derive(Clone, Debug, Default)]
pub struct CashPayment(pub MemberPayment);

impl BusinessEvent for CashPayment {
    const RULE: &'static str = "cash_payment";

    fn legs(&self) -> Vec<Leg> {
        self.0.legs_against("cash")
    }
}
