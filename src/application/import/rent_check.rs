//! Warnings about rents: days without a step, years without a price, more received than is due, more contributed than the contract's size.

use super::check::{Placed, active_ranges};
use super::known::{Known, Located, Origin};
use crate::domain::contract::Contract;
use crate::domain::contract::grain_price::GrainPrice;
use crate::domain::contract::lease_out::rent_due_of_package;
use crate::domain::contract::receipt::Receipt;
use crate::domain::contract::refusal::ContractRefusal;
use crate::domain::contract::rent_due::{GapReason, YearOfRent};
use crate::domain::contract::rent_step::{RentStandard, RentStep};
use crate::domain::contribution::Contribution;
use crate::domain::contribution::refusal::ContributionRefusal;
use crate::domain::money::Money;
use crate::domain::period::{AccountingYear, DateRange};
use crate::domain::quantity::Area;
use crate::spreadsheet::column::Column;
use std::collections::{BTreeMap, BTreeSet};

type Active<'k> = Vec<(DateRange, Contribution<'k>, Origin)>;

/// All warnings about rents, placed at rows of this import.
pub(super) fn rent_checks(known: &Known) -> Vec<Placed> {
    let rents = Rents::new(known);
    let mut found = Vec::new();
    for (contract_no, contract) in &known.contracts {
        let active = rents.active.get(contract_no.as_str()).map(Vec::as_slice).unwrap_or_default();
        found.extend(rents.days_without_step(contract, active));
        found.extend(rents.years_without_price(contract, active));
        found.extend(area_above_contract(contract, active));
        found.extend(rents.receipts_above_due(contract, active));
    }
    found.extend(rents.contents_not_contributed());
    found
}

/// What the checks of all contracts share.
struct Rents<'k> {
    known: &'k Known,
    active: BTreeMap<&'k str, Active<'k>>,
    steps: BTreeMap<&'k str, Vec<&'k Located<RentStep>>>,
    prices: Vec<&'k GrainPrice>,
    receipts: BTreeMap<(&'k str, AccountingYear), Vec<&'k Located<Receipt>>>,
}

impl<'k> Rents<'k> {
    fn new(known: &'k Known) -> Rents<'k> {
        let mut steps: BTreeMap<&str, Vec<&Located<RentStep>>> = BTreeMap::new();
        for step in known.counting(&known.steps) {
            steps.entry(step.fact.contract_no.as_str()).or_default().push(step);
        }
        steps.values_mut().for_each(|steps| steps.sort_by_key(|step| step.fact.start_date));
        let mut receipts: BTreeMap<(&str, AccountingYear), Vec<&Located<Receipt>>> = BTreeMap::new();
        for receipt in known.counting(&known.receipts) {
            receipts.entry((receipt.fact.contract_no.as_str(), receipt.fact.year)).or_default().push(receipt);
        }
        let prices = known.counting(&known.prices).map(|price| &price.fact).collect();
        Rents { known, active: active_ranges(known), steps, prices, receipts }
    }

    fn steps_of(&self, contract: &Contract) -> &[&'k Located<RentStep>] {
        self.steps.get(contract.contract_no.as_str()).map(Vec::as_slice).unwrap_or_default()
    }

    fn year_of_rent(&self, contract: &Contract, year: AccountingYear) -> YearOfRent {
        let steps: Vec<&RentStep> = self.steps_of(contract).iter().map(|step| &step.fact).collect();
        match contract.range().intersection(year.range()) {
            Some(range) => YearOfRent::new(range, year, &steps, &self.prices),
            None => YearOfRent::default(),
        }
    }

    /// The days on which somebody has land or a shop under the contract before its first rent step.
    fn days_without_step(
        &self,
        contract: &Located<Contract>,
        active: &[(DateRange, Contribution<'_>, Origin)],
    ) -> Option<Placed> {
        let first_step = self.steps_of(&contract.fact).first().map(|step| step.fact.start_date);
        let last_gap_day = match first_step {
            Some(first) => first.pred_opt()?,
            None => contract.fact.end_date,
        };
        let gap = DateRange::try_new(contract.fact.start_date, last_gap_day)?;
        let mut days: Option<DateRange> = None;
        let mut origin = None;
        for (range, _, from) in active {
            let Some(uncovered) = range.intersection(gap) else { continue };
            let known = days.get_or_insert(uncovered);
            *known = DateRange { first: known.first.min(uncovered.first), last: known.last.max(uncovered.last) };
            origin = origin.or(Some(*from).filter(|origin| matches!(origin, Origin::Row { .. })));
        }
        let contract_row = Some(contract.origin).filter(|origin| matches!(origin, Origin::Row { .. }));
        let contract_no = contract.fact.contract_no.clone();
        let refusal = ContractRefusal::RentStepNotInForce { contract_no, days: days? };
        Some((origin.or(contract_row)?, Column::ContractNo, refusal.into()))
    }

    /// The years that receipts or a plan speak of, in which a rent in kind has no price.
    fn years_without_price(
        &self,
        contract: &Located<Contract>,
        active: &[(DateRange, Contribution<'_>, Origin)],
    ) -> Vec<Placed> {
        let contract_no = contract.fact.contract_no.as_str();
        let of_receipts = self.receipts.keys().filter(|(of, _)| *of == contract_no).map(|(_, year)| *year);
        let years: BTreeSet<AccountingYear> = of_receipts.chain(self.known.plans.keys().copied()).collect();
        let missing = years.into_iter().filter_map(|year| {
            let rents = self.year_of_rent(&contract.fact, year);
            let grain = active.iter().find_map(|(range, ..)| {
                let mut gaps = rents.gaps_within(range.intersection(year.range())?);
                gaps.find_map(|gap| match gap.reason {
                    GapReason::NoPrice { grain } => Some(grain),
                    _ => None,
                })
            })?;
            let of_step = self.steps_of(&contract.fact).iter().filter(|step| match &step.fact.standard {
                RentStandard::InKind { grain: of, .. } => *of == grain,
                RentStandard::Money(_) => false,
            });
            let of_year = self.receipts.get(&(contract_no, year)).into_iter().flatten().map(|receipt| receipt.origin);
            let of_plan = self.known.plans.get(&year).map(|plan| plan.origin);
            let origins = of_step.map(|step| step.origin).chain(of_year).chain(of_plan);
            let origin = origins.filter(|origin| matches!(origin, Origin::Row { .. })).min()?;
            let contract_no = contract.fact.contract_no.clone();
            Some((origin, Column::ContractNo, ContractRefusal::GrainPriceNotKnown { contract_no, grain, year }.into()))
        });
        missing.collect()
    }

    /// Years for which more was collected than is due, at the last of this import's receipts.
    fn receipts_above_due(
        &self,
        contract: &Located<Contract>,
        active: &[(DateRange, Contribution<'_>, Origin)],
    ) -> Vec<Placed> {
        let contract_no = contract.fact.contract_no.as_str();
        let of_contract = self.receipts.iter().filter(|((of, _), _)| *of == contract_no);
        let above = of_contract.filter_map(|((_, year), receipts)| {
            let origins = receipts.iter().map(|receipt| receipt.origin);
            let origin = origins.filter(|origin| matches!(origin, Origin::Row { .. })).max()?;
            let collected = Money::sum(receipts.iter().map(|receipt| receipt.fact.amount)).ok()?;
            let due = self.due(&contract.fact, active, *year)?;
            let refusal = ContractRefusal::ReceiptsAboveDue {
                contract_no: contract.fact.contract_no.clone(),
                year: *year,
                collected,
                due,
            };
            (collected > due).then_some((origin, Column::Amount, refusal.into()))
        });
        above.collect()
    }

    /// The rent due of a year; none where a gap leaves it open.
    fn due(
        &self,
        contract: &Contract,
        active: &[(DateRange, Contribution<'_>, Origin)],
        year: AccountingYear,
    ) -> Option<Money> {
        let rents = self.year_of_rent(contract, year);
        if contract.kind.is_lease_out() {
            if !rents.gaps.is_empty() {
                return None;
            }
            let contents: Vec<_> = self
                .known
                .counting(&self.known.contents)
                .filter(|content| content.fact.contract_no == contract.contract_no)
                .collect();
            let bundled = self.active.values().flatten();
            let bundled =
                bundled.filter(|(_, contribution, _)| contents.iter().any(|content| content.fact.covers(contribution)));
            let package = bundled.map(|(range, contribution, _)| (contribution, *range));
            return rent_due_of_package(package, contract.range(), &rents, year).ok();
        }
        let mut due = Money::ZERO;
        for (range, contribution, _) in active {
            let Some(days) = range.intersection(year.range()) else { continue };
            if rents.gaps_within(days).next().is_some() {
                return None;
            }
            due = due.plus(rents.due(contribution.area, days, year).ok()?).ok()?;
        }
        Some(due)
    }

    /// Parcels and shops let out that nobody brought in.
    fn contents_not_contributed(&self) -> Vec<Placed> {
        let contributed: BTreeSet<_> =
            self.active.values().flatten().map(|(_, one, _)| (one.object, one.object_no)).collect();
        let contents =
            self.known.counting(&self.known.contents).filter(|content| matches!(content.origin, Origin::Row { .. }));
        let missing = contents.filter_map(|content| {
            let (object, object_no) = content.fact.object.clone()?;
            let column = match object {
                crate::domain::contribution::ObjectKind::Parcel => Column::ParcelNo,
                crate::domain::contribution::ObjectKind::Shop => Column::ShopNo,
            };
            let is_there = contributed.contains(&(object, object_no.as_str()));
            let refusal = ContractRefusal::ContentNotContributed { object, object_no };
            (!is_there).then_some((content.origin, column, refusal.into()))
        });
        missing.collect()
    }
}

/// More contributed on some day than the contract's own size.
fn area_above_contract(
    contract: &Located<Contract>,
    active: &[(DateRange, Contribution<'_>, Origin)],
) -> Option<Placed> {
    let contract_area = contract.fact.contract_area?;
    let on_day =
        |day| active.iter().filter(|(range, ..)| range.contains(day)).map(|(_, one, _)| one.area.e4()).sum::<i64>();
    let fullest = active.iter().map(|(range, ..)| on_day(range.first)).max()?;
    let rows = active.iter().map(|(.., origin)| *origin).chain([contract.origin]);
    let origin = rows.filter(|origin| matches!(origin, Origin::Row { .. })).max()?;
    let (contract_no, contributed) = (contract.fact.contract_no.clone(), Area::from_e4(fullest));
    let refusal = ContributionRefusal::AreaUnlikeContract { contract_no, contract_area, contributed };
    (contributed > contract_area).then_some((origin, Column::ContractNo, refusal.into()))
}
