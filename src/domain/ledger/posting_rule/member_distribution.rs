//! 二次分配: what members are given by their shares, before tax.

use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::{Money, Overflow};

/// Tier two of a run.
#[derive(Clone, Debug, Default)]
pub struct MemberDistribution {
    members: Vec<(String, Money)>,
    sum: Money,
}

impl MemberDistribution {
    /// To members.
    pub fn try_new(members: Vec<(String, Money)>) -> Result<MemberDistribution, Overflow> {
        let sum = Money::sum(members.iter().map(|(_, amount)| *amount))?;
        Ok(MemberDistribution { members, sum })
    }
}

impl BusinessEvent for MemberDistribution {
    const RULE: &'static str = "member_distribution";

    fn legs(&self) -> Vec<Leg> {
        let payable = self.members.iter().map(|(member_no, amount)| {
            let dimensions = Dimensions::one(Dimension::Member, member_no);
            Leg { dimensions, ..Leg::new("payable", *amount) }
        });
        [Leg::new("appropriation", self.sum)].into_iter().chain(payable).collect()
    }
}
