//! Claims (应付): what a run leaves to be paid to a member, its two tiers apart, since the second may have to wait for the company's money.

use crate::domain::canonical::{CanonicalFlaw, CanonicalText, Fields};
use crate::domain::distribution::run::RunNumber;
use crate::domain::money::{Money, Overflow};
use compact_str::CompactString;

/// Which of the two distributions (一次分配, 二次分配).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// 一次分配: by contract.
    One,
    /// 二次分配: by share.
    Two,
}

impl Tier {
    /// As people say it.
    pub const fn zh(self) -> &'static str {
        match self {
            Tier::One => "一次分配",
            Tier::Two => "二次分配",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            Tier::One => "tier one",
            Tier::Two => "tier two",
        }
    }

    /// 1 or 2.
    pub const fn number(self) -> i64 {
        match self {
            Tier::One => 1,
            Tier::Two => 2,
        }
    }

    /// The tier with this number.
    pub const fn lookup(number: i64) -> Option<Tier> {
        match number {
            1 => Some(Tier::One),
            2 => Some(Tier::Two),
            _ => None,
        }
    }
}

/// What makes a claim the same claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimKey {
    /// The run that leaves it.
    pub run: RunNumber,
    /// Its tier.
    pub tier: Tier,
    /// 成员编号.
    pub member_no: CompactString,
}

/// A claim (应付): a member's part of a run that is paid at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Which.
    pub key: ClaimKey,
    /// Taken from what is owed to contributors (应付流转费); below zero where an overpaid rent is taken back from it.
    pub rent: Money,
    /// Taken from what is owed by shares (应付分红), after tax.
    pub dividend: Money,
}

impl Claim {
    /// What is paid.
    ///
    /// # Errors
    /// Where the sum is larger than money can be.
    pub fn amount(&self) -> Result<Money, Overflow> {
        self.rent.plus(self.dividend)
    }

    /// As a record of the log.
    pub fn write(&self, text: &mut CanonicalText) {
        let ClaimKey { run, tier, member_no } = &self.key;
        let record = text.record("claim").number(i64::from(run.year.number())).number(i64::from(run.number));
        record.number(tier.number()).text(member_no).money(self.rent).money(self.dividend).end();
    }

    /// Reads what [`Claim::write`] wrote.
    ///
    /// # Errors
    /// Where something else stands there.
    pub fn read(fields: &mut Fields<'_>) -> Result<Claim, CanonicalFlaw> {
        use crate::domain::period::AccountingYear;
        let year = fields.known(|text| text.parse().ok().and_then(AccountingYear::try_new))?;
        let number = fields.known(|text| text.parse().ok())?;
        let tier = fields.known(|text| text.parse().ok().and_then(Tier::lookup))?;
        let key = ClaimKey { run: RunNumber { year, number }, tier, member_no: fields.text()?.into() };
        Ok(Claim { key, rent: fields.money()?, dividend: fields.money()? })
    }
}

/// The claims that a member's statement leaves. Its net is what is paid in all: where one tier has less than nothing, the other pays the net alone.
///
/// # Errors
/// Where a difference is larger than money can be.
pub fn claims(run: RunNumber, member_no: &str, (net, second): (Money, Money)) -> Result<Vec<Claim>, Overflow> {
    let first = net.minus(second)?;
    let claim =
        |tier, rent, dividend| Claim { key: ClaimKey { run, tier, member_no: member_no.into() }, rent, dividend };
    let found = match (first.is_negative(), second.is_negative()) {
        (false, false) => vec![claim(Tier::One, first, Money::ZERO), claim(Tier::Two, Money::ZERO, second)],
        (true, _) => vec![claim(Tier::Two, first, second)],
        (_, true) => vec![claim(Tier::One, first, second)],
    };
    let is_paid = |claim: &Claim| claim.amount().is_ok_and(|amount| amount > Money::ZERO);
    Ok(found.into_iter().filter(is_paid).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::period::AccountingYear;
    use proptest::prelude::*;

    fn run() -> RunNumber {
        RunNumber { year: AccountingYear::try_new(2008).unwrap(), number: 1 }
    }

    fn told(net: i64, second: i64) -> Vec<(Tier, i64, i64)> {
        let found = claims(run(), "M001", (Money::from_fen(net), Money::from_fen(second))).unwrap();
        found.iter().map(|claim| (claim.key.tier, claim.rent.fen(), claim.dividend.fen())).collect()
    }

    #[test]
    fn each_tier_is_a_claim_and_what_is_taken_back_lessens_the_other() {
        assert_eq!(told(500, 200), [(Tier::One, 300, 0), (Tier::Two, 0, 200)]);
        assert_eq!(told(300, 0), [(Tier::One, 300, 0)]);
        assert_eq!(told(150, 200), [(Tier::Two, -50, 200)]);
        assert_eq!(told(150, -50), [(Tier::One, 200, -50)]);
        assert_eq!(told(0, 200), []);
    }

    proptest! {
        #[test]
        fn claims_come_to_the_net_and_none_is_below_zero(net in 0..1_000_000_i64, second in -1_000_000..1_000_000_i64) {
            let found = claims(run(), "M001", (Money::from_fen(net), Money::from_fen(second))).unwrap();
            let sum: i64 = found.iter().map(|claim| claim.amount().unwrap().fen()).sum();
            prop_assert_eq!(sum, net);
            prop_assert!(found.iter().all(|claim| claim.amount().unwrap().fen() > 0));
        }
    }
}
