//! 付款: what a bank paid to members of what they are owed.

use super::{BusinessEvent, Leg};
use crate::domain::ledger::account::{Dimension, Dimensions};
use crate::domain::money::{Money, Overflow};

/// What members are paid of rents and of dividends, and what that comes to.
#[derive(Clone, Debug, Default)]
pub struct MemberPayment {
    members: Vec<(String, Money, Money)>,
    sum: Money,
}

impl MemberPayment {
    /// To members: 成员编号, of rents, of dividends.
    pub fn try_new(members: Vec<(String, Money, Money)>) -> Result<MemberPayment, Overflow> {
        let sum = Money::sum(members.iter().flat_map(|(_, rent, dividend)| [*rent, *dividend]))?;
        Ok(MemberPayment { members, sum })
    }

    /// Of each member what is owed, and the leg that stands against all of it.
    pub(super) fn legs_against(&self, against: &'static str) -> Vec<Leg> {
        let mut legs = vec![Leg::new(against, self.sum)];
        for (member_no, rent, dividend) in &self.members {
            let leg = |name, amount| {
                let dimensions = Dimensions::one(Dimension::Member, member_no);
                Leg { dimensions, ..Leg::new(name, amount) }
            };
            legs.extend([leg("rent", *rent), leg("dividend", *dividend)]);
        }
        legs
    }
}

impl BusinessEvent for MemberPayment {
    const RULE: &'static str = "payment";

    fn legs(&self) -> Vec<Leg> {
        self.legs_against("bank")
    }
}
