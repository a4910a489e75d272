//! Payments beside the vouchers that book them (付款与凭证核对): each stands in one voucher at most, member by member as it was paid.

use crate::domain::money::{Money, Overflow};
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

/// By member: of rents, of dividends.
pub type MemberAmounts = BTreeMap<CompactString, (Money, Money)>;

/// What members were paid by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaymentOrigin {
    /// 批次号.
    Batch(u32),
    /// 议题: it gave up what was owed.
    Motion(u32),
}

/// A voucher that books what members were paid, or what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookedPayment {
    /// Its entry.
    pub entry_no: i64,
    /// What it books.
    pub source: CompactString,
    /// What it says.
    pub members: MemberAmounts,
}

/// What is wrong with such a voucher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookedFlaw {
    /// It says of a member something else than what was paid.
    Differs {
        /// Its entry.
        entry_no: i64,
        /// 成员编号.
        member_no: CompactString,
        /// What it says.
        booked: Money,
        /// What was paid.
        paid: Money,
    },
    /// Another books the same payment.
    Twice(i64, CompactString),
    /// Nobody made the payment.
    NothingPaid(i64, CompactString),
}

/// Holds vouchers against payments by their sources.
///
/// # Errors
/// Where a sum is larger than money can be.
pub fn flaws(paid: &BTreeMap<&str, &MemberAmounts>, vouchers: Vec<BookedPayment>) -> Result<Vec<BookedFlaw>, Overflow> {
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for BookedPayment { entry_no, source, members: booked } in vouchers {
        let Some(paid) = paid.get(source.as_str()) else {
            found.push(BookedFlaw::NothingPaid(entry_no, source));
            continue;
        };
        if !seen.insert(source.clone()) {
            found.push(BookedFlaw::Twice(entry_no, source));
            continue;
        }
        for member_no in booked.keys().chain(paid.keys()).collect::<BTreeSet<_>>() {
            let of = |amounts: &MemberAmounts| amounts.get(member_no).copied().unwrap_or_default();
            let (booked, paid) = (of(&booked), of(paid));
            if booked != paid {
                let (booked, paid) = (booked.0.plus(booked.1)?, paid.0.plus(paid.1)?);
                found.push(BookedFlaw::Differs { entry_no, member_no: member_no.clone(), booked, paid });
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts(of: &[(&str, i64, i64)]) -> MemberAmounts {
        let fen = Money::from_fen;
        of.iter().map(|(member_no, rent, dividend)| ((*member_no).into(), (fen(*rent), fen(*dividend)))).collect()
    }

    #[test]
    fn a_payment_stands_in_one_voucher_as_it_was_made() {
        let paid = amounts(&[("M001", 300, 200), ("M002", 100, 0)]);
        let of = BTreeMap::from([("代发1", &paid)]);
        let voucher = |entry_no, source: &str, members: &MemberAmounts| {
            let members = members.clone();
            BookedPayment { entry_no, source: source.into(), members }
        };
        assert_eq!(flaws(&of, vec![voucher(7, "代发1", &paid)]), Ok(vec![]));
        assert_eq!(flaws(&of, vec![]), Ok(vec![]), "what is not booked yet is named elsewhere");
        let twice = flaws(&of, vec![voucher(7, "代发1", &paid), voucher(8, "代发1", &paid)]);
        assert_eq!(twice, Ok(vec![BookedFlaw::Twice(8, "代发1".into())]));
        let unknown = flaws(&of, vec![voucher(7, "代发2", &paid)]);
        assert_eq!(unknown, Ok(vec![BookedFlaw::NothingPaid(7, "代发2".into())]));
        let (fen, short) = (Money::from_fen, amounts(&[("M001", 299, 200), ("M003", 100, 0)]));
        let differs = |member_no: &str, booked, paid| {
            let member_no = member_no.into();
            BookedFlaw::Differs { entry_no: 7, member_no, booked: fen(booked), paid: fen(paid) }
        };
        let expected = vec![differs("M001", 499, 500), differs("M002", 0, 100), differs("M003", 100, 0)];
        assert_eq!(flaws(&of, vec![voucher(7, "代发1", &short)]), Ok(expected));
    }
}
