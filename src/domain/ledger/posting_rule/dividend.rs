//! 公司分红: declared in the company's book, receivable in the cooperative's. Consolidation takes one against the other.

use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::Money;

/// 公司宣告分红.
#[derive(Clone, Copy, Debug)]
pub struct DividendDeclared<'e> {
    /// How much.
    pub amount: Money,
    /// To whom: the cooperative's name.
    pub owner: &'e str,
}

impl BusinessEvent for DividendDeclared<'_> {
    const RULE: &'static str = "dividend_declared";

    fn legs(&self) -> Vec<Leg> {
        let dimensions = Dimensions::one(Dimension::Counterparty, self.owner);
        vec![Leg::new("appropriation", self.amount), Leg { dimensions, ..Leg::new("payable", self.amount) }]
    }
}

/// 应收公司分红.
#[derive(Clone, Copy, Debug)]
pub struct DividendAccrued<'e> {
    /// How much.
    pub amount: Money,
    /// Whose: the company's name.
    pub company: &'e str,
}

impl BusinessEvent for DividendAccrued<'_> {
    const RULE: &'static str = "dividend_accrued";

    fn legs(&self) -> Vec<Leg> {
        let dimensions = Dimensions::one(Dimension::Counterparty, self.company);
        vec![Leg { dimensions, ..Leg::new("receivable", self.amount) }, Leg::new("income", self.amount)]
    }
}
