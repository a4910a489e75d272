//! 公司支付分红: paid by the company, received by the cooperative. Only then is tier two paid out of it.

use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::Money;

/// 公司支付分红.
#[derive(Clone, Copy, Debug)]
pub struct DividendPaid<'e> {
    /// How much.
    pub amount: Money,
    /// To whom: the cooperative's name.
    pub owner: &'e str,
}

impl BusinessEvent for DividendPaid<'_> {
    const RULE: &'static str = "dividend_paid";

    fn legs(&self) -> Vec<Leg> {
        with_counterparty("payable", self.owner, self.amount)
    }
}

/// 收公司分红.
#[derive(Clone, Copy, Debug)]
pub struct DividendReceived<'e> {
    /// How much.
    pub amount: Money,
    /// From whom: the company's name.
    pub company: &'e str,
}

impl BusinessEvent for DividendReceived<'_> {
    const RULE: &'static str = "dividend_received";

    fn legs(&self) -> Vec<Leg> {
        with_counterparty("receivable", self.company, self.amount)
    }
}

fn with_counterparty(leg: &'static str, whose: &str, amount: Money) -> Vec<Leg> {
    let dimensions = Dimensions::one(Dimension::Counterparty, whose);
    vec![Leg { dimensions, ..Leg::new(leg, amount) }, Leg::new("bank", amount)]
}
