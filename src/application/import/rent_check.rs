//! Warnings about rents: days without a step, years without a price, more received than is due, more contributed than the contract's size.

use super::check::{Placed, active_contributions};
use super::known::{Known, Located, Origin};
use crate::domain::contract::Contract;
use crate::domain::contract::grain_price::GrainPrice;
use crate::domain::contract::lease_out::{LeaseOutContent, bundled, rent_due_of_contract};
use crate::domain::contract::receipt::Receipt;
use crate::domain::contract::refusal::ContractRefusal;
use crate::domain::contract::rent_due::{GapReason, YearOfRent};
use crate::domain::contract::rent_step::{RentStandard, RentStep};
use crate::domain::contribution::ObjectKind;
use crate::domain::contribution::active::{ActiveContributions, greatest_area};
use crate::domain::contribution::refusal::ContributionRefusal;
use crate::domain::money::Money;
use crate::domain::period::{AccountingYear, DateRange};
use crate::spreadsheet::column::Column;
use std::collections::{BTreeMap, BTreeSet};

/// All warnings about rents, placed at rows of this import.
pub(super) fn rent_checks(known: &Known) -> Vec<Placed> {
    let rents = Rents::new(known);
    let mut found = Vec::new();
    for (contract_no, contract) in &known.contracts {
        let active = rents.active.under(contract_no);
        found.extend(rents.days_without_step(contract, active));
        found.extend(rents.years_without_price(contract, active));
        found.extend(rents.area_above_contract(contract, active));
        found.extend(rents.receipts_above_due(contract, active));
    }
    found.extend(rents.contents_not_contributed());
    found
}

/// What the checks of all contracts share.
struct Rents<'k> {
    known: &'k Known,
    active: ActiveContributions<'k>,
    /// Where each active contribution comes from.
    origins: Vec<Origin>,
    steps: BTreeMap<&'k str, Vec<&'k Located<RentStep>>>,
    prices: Vec<&'k GrainPrice>,
    contents: BTreeMap<&'k str, Vec<&'k LeaseOutContent>>,
    receipts: BTreeMap<&'k str, BTreeMap<AccountingYear, Vec<&'k Located<Receipt>>>>,
}

impl<'k> Rents<'k> {
    fn new(known: &'k Known) -> Rents<'k> {
        let mut steps: BTreeMap<&str, Vec<&Located<RentStep>>> = BTreeMap::new();
        for step in known.counting(&known.steps) {
            steps.entry(step.fact.contract_no.as_str()).or_default().push(step);
        }
        steps.values_mut().for_each(|steps| steps.sort_by_key(|step| step.fact.start_date));
        let mut contents: BTreeMap<&str, Vec<&LeaseOutContent>> = BTreeMap::new();
        for content in known.counting(&known.contents) {
            contents.entry(content.fact.contract_no.as_str()).or_default().push(&content.fact);
        }
        let mut receipts: BTreeMap<&str, BTreeMap<AccountingYear, Vec<&Located<Receipt>>>> = BTreeMap::new();
        for receipt in known.counting(&known.receipts) {
            let of_contract = receipts.entry(receipt.fact.contract_no.as_str()).or_default();
            of_contract.entry(receipt.fact.year).or_default().push(receipt);
        }
        let prices = known.counting(&known.prices).map(|price| &price.fact).collect();
        let (active, origins) = active_contributions(known);
        Rents { known, active, origins, steps, prices, contents, receipts }
    }

    fn receipts_of(&self, contract: &Contract) -> impl Iterator<Item = (AccountingYear, &[&'k Located<Receipt>])> {
        let of_contract = self.receipts.get(contract.contract_no.as_str()).into_iter().flatten();
        of_contract.map(|(year, receipts)| (*year, receipts.as_slice()))
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
    fn days_without_step(&self, contract: &Located<Contract>, active: &[usize]) -> Option<Placed> {
        let first_step = self.steps_of(&contract.fact).first().map(|step| step.fact.start_date);
        let last_gap_day = match first_step {
            Some(first) => first.pred_opt()?,
            None => contract.fact.end_date,
        };
        let gap = DateRange::try_new(contract.fact.start_date, last_gap_day)?;
        let mut days: Option<DateRange> = None;
        let mut origin = None;
        for position in active {
            let Some(uncovered) = self.active.at(*position).days.intersection(gap) else { continue };
            let known = days.get_or_insert(uncovered);
            *known = DateRange { first: known.first.min(uncovered.first), last: known.last.max(uncovered.last) };
            origin = origin.or(Some(self.origins[*position]).filter(|origin| matches!(origin, Origin::Row { .. })));
        }
        let contract_row = Some(contract.origin).filter(|origin| matches!(origin, Origin::Row { .. }));
        let contract_no = contract.fact.contract_no.clone();
        let refusal = ContractRefusal::RentStepNotInForce { contract_no, days: days? };
        Some((origin.or(contract_row)?, Column::ContractNo, refusal.into()))
    }

    /// The years that receipts or a plan speak of, in which a rent in kind has no price.
    fn years_without_price(&self, contract: &Located<Contract>, active: &[usize]) -> Vec<Placed> {
        let of_receipts = self.receipts_of(&contract.fact).map(|(year, _)| year);
        let years: BTreeSet<AccountingYear> = of_receipts.chain(self.known.plans.keys().copied()).collect();
        let missing = years.into_iter().filter_map(|year| {
            let rents = self.year_of_rent(&contract.fact, year);
            let grain = active.iter().find_map(|position| {
                let mut gaps = rents.gaps_within(self.active.at(*position).days.intersection(year.range())?);
                gaps.find_map(|gap| match gap.reason {
                    GapReason::NoPrice { grain } => Some(grain),
                    _ => None,
                })
            })?;
            let of_step = self.steps_of(&contract.fact).iter().filter(|step| match &step.fact.standard {
                RentStandard::InKind { grain: of, .. } => *of == grain,
                RentStandard::Money(_) => false,
            });
            let of_year = self.receipts_of(&contract.fact).filter(|(of, _)| *of == year);
            let of_year = of_year.flat_map(|(_, receipts)| receipts).map(|receipt| receipt.origin);
            let of_plan = self.known.plans.get(&year).map(|plan| plan.origin);
            let origins = of_step.map(|step| step.origin).chain(of_year).chain(of_plan);
            let origin = origins.filter(|origin| matches!(origin, Origin::Row { .. })).min()?;
            let contract_no = contract.fact.contract_no.clone();
            Some((origin, Column::ContractNo, ContractRefusal::GrainPriceNotKnown { contract_no, grain, year }.into()))
        });
        missing.collect()
    }

    /// Years for which more was collected than is due, at the last of this import's receipts.
    fn receipts_above_due(&self, contract: &Located<Contract>, active: &[usize]) -> Vec<Placed> {
        let above = self.receipts_of(&contract.fact).filter_map(|(year, receipts)| {
            let origins = receipts.iter().map(|receipt| receipt.origin);
            let origin = origins.filter(|origin| matches!(origin, Origin::Row { .. })).max()?;
            let collected = Money::sum(receipts.iter().map(|receipt| receipt.fact.amount)).ok()?;
            let due = self.due(&contract.fact, active, year)?;
            let refusal = ContractRefusal::ReceiptsAboveDue {
                contract_no: contract.fact.contract_no.clone(),
                year,
                collected,
                due,
            };
            (collected > due).then_some((origin, Column::Amount, refusal.into()))
        });
        above.collect()
    }

    /// The rent due of a year; none where a gap leaves it open.
    fn due(&self, contract: &Contract, active: &[usize], year: AccountingYear) -> Option<Money> {
        let rents = self.year_of_rent(contract, year);
        let bundle;
        let contributions = if contract.kind.is_lease_out() {
            let contents = self.contents.get(contract.contract_no.as_str()).into_iter().flatten().copied();
            bundle = bundled(contents, &self.active);
            &bundle
        } else {
            active
        };
        let contributions = contributions.iter().map(|position| self.active.at(*position));
        let has_gap = |days: DateRange| {
            let days = days.intersection(contract.range()).and_then(|days| days.intersection(year.range()));
            days.is_some_and(|days| rents.gaps_within(days).next().is_some())
        };
        if contributions.clone().any(|contribution| has_gap(contribution.days)) {
            return None;
        }
        rent_due_of_contract(contributions, contract.range(), &rents, year).ok()
    }

    /// Parcels and shops let out that nobody brought in.
    fn contents_not_contributed(&self) -> Vec<Placed> {
        let contents =
            self.known.counting(&self.known.contents).filter(|content| matches!(content.origin, Origin::Row { .. }));
        let missing = contents.filter_map(|content| {
            let (object, object_no) = content.fact.object.clone()?;
            let column = match object {
                ObjectKind::Parcel => Column::ParcelNo,
                ObjectKind::Shop => Column::ShopNo,
            };
            let is_there = !self.active.of_object(object, &object_no).is_empty();
            let refusal = ContractRefusal::ContentNotContributed { object, object_no };
            (!is_there).then_some((content.origin, column, refusal.into()))
        });
        missing.collect()
    }

    /// More contributed on some day than the contract's own size.
    fn area_above_contract(&self, contract: &Located<Contract>, active: &[usize]) -> Option<Placed> {
        let contract_area = contract.fact.contract_area?;
        let contributed = greatest_area(active.iter().map(|position| {
            let one = self.active.at(*position);
            (one.days, one.contribution.area)
        }));
        let rows = active.iter().map(|position| self.origins[*position]).chain([contract.origin]);
        let origin = rows.filter(|origin| matches!(origin, Origin::Row { .. })).max()?;
        let contract_no = contract.fact.contract_no.clone();
        let refusal = ContributionRefusal::AreaUnlikeContract { contract_no, contract_area, contributed };
        (contributed > contract_area).then_some((origin, Column::ContractNo, refusal.into()))
    }
}
