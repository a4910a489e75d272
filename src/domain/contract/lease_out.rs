//! What the company lets out (转租标的), and the margin between what comes in and what contributors are paid: tier two's source.

use super::rent_due::YearOfRent;
use crate::domain::contribution::ObjectKind;
use crate::domain::contribution::active::{ActiveContribution, ActiveContributions};
use crate::domain::money::{Money, Overflow};
use crate::domain::period::{AccountingYear, DateRange};
use compact_str::CompactString;

/// One object, or the whole of another contract, that a lease-out contract bundles (转租标的).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseOutContent {
    /// 合同编号 of the contract that lets out.
    pub contract_no: CompactString,
    /// 原合同编号: the contract under which it was brought in.
    pub source_contract_no: CompactString,
    /// 地块编号 or 商铺编号. None lets out everything under the source contract.
    pub object: Option<(ObjectKind, CompactString)>,
}

/// Positions of the contributions that `contents` bundle (打包), in order, each once.
pub fn bundled<'c>(
    contents: impl IntoIterator<Item = &'c LeaseOutContent>,
    contributions: &ActiveContributions<'_>,
) -> Vec<usize> {
    let mut found = Vec::new();
    for LeaseOutContent { source_contract_no, object, .. } in contents {
        match object {
            Some((object, object_no)) => {
                let of_object = contributions.of_object(*object, object_no).iter().copied();
                let is_under = |position: &usize| {
                    source_contract_no.is_empty()
                        || contributions.at(*position).contribution.contract_no == source_contract_no
                };
                found.extend(of_object.filter(is_under));
            }
            None => found.extend(contributions.under(source_contract_no)),
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The rent due (应收) of a contract in a year: of every contribution under it or bundled by it, on its active days within the contract's.
pub fn rent_due_of_contract<'a>(
    contributions: impl IntoIterator<Item = &'a ActiveContribution<'a>>,
    contract: DateRange,
    rents: &YearOfRent,
    year: AccountingYear,
) -> Result<Money, Overflow> {
    let mut due = Money::ZERO;
    for ActiveContribution { contribution, days } in contributions {
        if let Some(days) = days.intersection(contract).and_then(|days| days.intersection(year.range())) {
            due = due.plus(rents.due(contribution.area, days, year)?)?;
        }
    }
    Ok(due)
}

/// A package's year (转租差额): what its lessee owes and paid, what its contributors are paid for the same objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margin {
    /// 合同编号 of the contract that lets out.
    pub contract_no: CompactString,
    /// Parcels or shops bundled.
    pub objects: usize,
    /// Rent due from the lessee for the year.
    pub due: Money,
    /// Rent that came in from the lessee for the year.
    pub collected: Money,
    /// What contributors are owed for the same objects under their own contracts.
    pub contributors: Money,
}

impl Margin {
    /// What the company keeps of what came in: collected − contributors. Below zero it pays more than it gets.
    pub fn collected_margin(&self) -> Result<Money, Overflow> {
        self.collected.minus(self.contributors)
    }

    /// What the company would keep if all were paid: due − contributors.
    pub fn due_margin(&self) -> Result<Money, Overflow> {
        self.due.minus(self.contributors)
    }
}
