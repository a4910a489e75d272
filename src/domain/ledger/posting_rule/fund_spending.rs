//! 公益支出: what the residents' committee spends of the fund, after its bodies have decided.

use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::Money;

/// A payment out of the fund.
#[derive(Clone, Copy, Debug)]
pub struct FundSpending<'e> {
    /// How much.
    pub amount: Money,
    /// On what: the title of the motion.
    pub project: &'e str,
}

impl BusinessEvent for FundSpending<'_> {
    const RULE: &'static str = "fund_spending";

    fn legs(&self) -> Vec<Leg> {
        spending(self.amount, self.project)
    }
}

/// What is spent on a project, and the bank.
pub(super) fn spending(amount: Money, project: &str) -> Vec<Leg> {
    let dimensions = Dimensions::one(Dimension::Project, project);
    vec![Leg { dimensions, ..Leg::new("spending", amount) }, Leg::new("bank", amount)]
}
