//! 退票: what a bank paid to members came back, and is owed again.

use super::{BusinessEvent, Leg, MemberPayment};

/// A payment that came back.
#[derive(Clone, Debug, Default)]
pub struct BankReturn(pub MemberPayment);

impl BusinessEvent for BankReturn {
    const RULE: &'static str = "bank_return";

    fn legs(&self) -> Vec<Leg> {
        self.0.legs_against("bank")
    }
}
