//! 代扣个人所得税: where the charter has a rate, it is taken from what members are owed.

use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::{Money, Overflow};

/// The tax of a run.
#[derive(Clone, Debug, Default)]
pub struct TaxWithheld {
    members: Vec<(String, Money)>,
    sum: Money,
}

impl TaxWithheld {
    /// Of members.
    pub fn try_new(members: Vec<(String, Money)>) -> Result<TaxWithheld, Overflow> {
        let sum = Money::sum(members.iter().map(|(_, tax)| *tax))?;
        Ok(TaxWithheld { members, sum })
    }
}

impl BusinessEvent for TaxWithheld {
    const RULE: &'static str = "tax_withheld";

    fn legs(&self) -> Vec<Leg> {
        let payable = self.members.iter().map(|(member_no, tax)| {
            let dimensions = Dimensions::one(Dimension::Member, member_no);
            Leg { dimensions, ..Leg::new("payable", *tax) }
        });
        payable.chain([Leg::new("tax", self.sum)]).collect()
    }
}
