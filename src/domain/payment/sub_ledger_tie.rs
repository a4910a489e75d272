//! The tie of the sub-ledger (应付款与账面核对): what the book owes a member is what is unpaid, once what stands between the two is set apart.

use super::booked::PaymentOrigin;
use crate::domain::money::{Money, Overflow};
use compact_str::CompactString;
use std::collections::BTreeMap;

/// A member's row; or the sum of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SubLedgerTie {
    /// 账面应付: what the posted lines of the member's accounts leave; below zero where the member owes.
    pub owed: Money,
    /// 分配未记账: what runs give by vouchers that are not posted yet.
    pub runs_unposted: Money,
    /// 付款未记账: what was paid, less what came back, by vouchers that are not posted yet.
    pub payments_unposted: Money,
    /// 入账前的应付: what was owed before the first run was booked and still is; payment knows nothing of it.
    pub before_runs: Money,
    /// 应追回未抵扣: what corrections want back and no run has taken yet.
    pub recovery: Money,
    /// 未付: the claims that have not reached the payee.
    pub unpaid: Money,
}

impl SubLedgerTie {
    /// What the book must leave unpaid.
    ///
    /// # Errors
    /// Where a sum is larger than money can be.
    pub fn expected(&self) -> Result<Money, Overflow> {
        let booked = self.owed.plus(self.runs_unposted)?.minus(self.payments_unposted)?;
        booked.minus(self.before_runs)?.plus(self.recovery)
    }

    /// What is left over: nothing, or somebody booked what payment knows nothing of.
    ///
    /// # Errors
    /// Where a sum is larger than money can be.
    pub fn difference(&self) -> Result<Money, Overflow> {
        self.expected()?.minus(self.unpaid)
    }

    /// Sets apart what was owed before the first run was booked: as much of it as is left after whatever was paid of it by hand.
    ///
    /// # Errors
    /// Where a sum is larger than money can be.
    pub fn with_earlier(mut self, earlier: Money) -> Result<SubLedgerTie, Overflow> {
        self.before_runs = Money::ZERO;
        let left = self.difference()?;
        self.before_runs = left.clamp(earlier.min(Money::ZERO), earlier.max(Money::ZERO));
        Ok(self)
    }

    /// With another more.
    ///
    /// # Errors
    /// Where a sum is larger than money can be.
    pub fn plus(self, other: SubLedgerTie) -> Result<SubLedgerTie, Overflow> {
        Ok(SubLedgerTie {
            owed: self.owed.plus(other.owed)?,
            runs_unposted: self.runs_unposted.plus(other.runs_unposted)?,
            payments_unposted: self.payments_unposted.plus(other.payments_unposted)?,
            before_runs: self.before_runs.plus(other.before_runs)?,
            recovery: self.recovery.plus(other.recovery)?,
            unpaid: self.unpaid.plus(other.unpaid)?,
        })
    }
}

/// The whole sub-ledger beside the claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tie {
    /// The cooperative's book.
    pub book: CompactString,
    /// The accounts from which members are paid.
    pub accounts: Vec<CompactString>,
    /// By member number.
    pub members: BTreeMap<CompactString, SubLedgerTie>,
    /// What was paid and is not booked, by the source that its voucher will have.
    pub not_booked: Vec<(PaymentOrigin, CompactString)>,
}

impl Tie {
    /// All members in one row.
    ///
    /// # Errors
    /// Where a sum is larger than money can be.
    pub fn total(&self) -> Result<SubLedgerTie, Overflow> {
        self.members.values().try_fold(SubLedgerTie::default(), |sum, one| sum.plus(*one))
    }

    /// The members of whom something is left over.
    pub fn differing(&self) -> impl Iterator<Item = (&CompactString, &SubLedgerTie)> {
        self.members.iter().filter(|(_, tie)| tie.difference() != Ok(Money::ZERO))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fen(fen: i64) -> Money {
        Money::from_fen(fen)
    }

    #[test]
    fn what_is_not_posted_yet_and_what_is_wanted_back_stand_between_book_and_claims() {
        // Owed 300 of a posted run; 200 of another is not posted; 120 was paid and is not posted; 50 are wanted back.
        let tie = SubLedgerTie {
            owed: fen(250),
            runs_unposted: fen(200),
            payments_unposted: fen(120),
            recovery: fen(50),
            unpaid: fen(380),
            ..SubLedgerTie::default()
        };
        assert_eq!(tie.difference(), Ok(Money::ZERO));
        assert_eq!(SubLedgerTie { unpaid: fen(379), ..tie }.difference(), Ok(fen(1)));
    }

    #[test]
    fn what_was_owed_before_may_be_paid_by_hand_and_nothing_else_may() {
        let owed = |owed| SubLedgerTie { owed: fen(owed), unpaid: fen(100), ..SubLedgerTie::default() };
        for (balance, earlier, before, difference) in
            [(180, 80, 80, 0), (150, 80, 50, 0), (100, 80, 0, 0), (90, 80, 0, -10), (190, 80, 80, 10), (90, 0, 0, -10)]
        {
            let tie = owed(balance).with_earlier(fen(earlier)).unwrap();
            assert_eq!((tie.before_runs, tie.difference()), (fen(before), Ok(fen(difference))), "{balance} {earlier}");
        }
        let owing = owed(70).with_earlier(fen(-40)).unwrap();
        assert_eq!((owing.before_runs, owing.difference()), (fen(-30), Ok(Money::ZERO)));
    }
}
