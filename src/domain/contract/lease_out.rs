//! What the company lets out (转租标的), and the margin between what comes in and what contributors are paid: tier two's source.

use super::rent_due::YearOfRent;
use crate::domain::contribution::{Contribution, ObjectKind};
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

impl LeaseOutContent {
    /// Whether it bundles this contribution.
    pub fn covers(&self, contribution: &Contribution<'_>) -> bool {
        let same_contract = self.source_contract_no.is_empty() || self.source_contract_no == contribution.contract_no;
        let same_object = match &self.object {
            Some((kind, object_no)) => (*kind, object_no.as_str()) == (contribution.object, contribution.object_no),
            None => !self.source_contract_no.is_empty(),
        };
        same_contract && same_object
    }
}

/// The rent due (应收) of a lease-out contract in a year, and the area it bundles: every bundled contribution on its active days.
pub fn rent_due_of_package<'a>(
    package: impl IntoIterator<Item = (&'a Contribution<'a>, DateRange)>,
    lease_out: DateRange,
    rents: &YearOfRent,
    year: AccountingYear,
) -> Result<Money, Overflow> {
    let mut due = Money::ZERO;
    for (contribution, active) in package {
        if let Some(days) = active.intersection(lease_out).and_then(|days| days.intersection(year.range())) {
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
