//! Looking at contracts (合同): the ledger, rent due and collected, arrears, and the margin of what is let out.

use crate::application::{Failure, Outcome};
use crate::domain::contract::Contract;
use crate::domain::contract::arrears::RentAccount;
use crate::domain::contract::grain_price::GrainPrice;
use crate::domain::contract::lease_out::{LeaseOutContent, Margin, bundled, rent_due_of_contract};
use crate::domain::contract::receipt::{Receipt, collected};
use crate::domain::contract::refusal::ContractRefusal;
use crate::domain::contract::rent_due::{GapReason, RentGap, YearOfRent};
use crate::domain::contract::rent_step::RentStep;
use crate::domain::contribution::Contribution;
use crate::domain::contribution::active::{ActiveContribution, ActiveContributions, greatest_area};
use crate::domain::contribution::land::LandContribution;
use crate::domain::contribution::shop::ShopContribution;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::money::{Money, Overflow};
use crate::domain::nearest::nearest;
use crate::domain::period::{AccountingYear, DateRange};
use crate::domain::quantity::Area;
use crate::domain::refusal::Problem;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A contract with the rents of all its years and what it holds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractView {
    /// The contract.
    pub contract: Contract,
    /// Its rent steps, by start date.
    pub steps: Vec<RentStep>,
    /// Contributions under it.
    pub contributions: usize,
    /// Their size.
    pub area: Area,
}

/// One contract's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractYear {
    /// The contract.
    pub contract: Contract,
    /// Due and collected.
    pub account: RentAccount,
    /// What is due up to the day that was asked for: all of it, once the year is over or where no day was.
    pub due_so_far: Money,
    /// Contributions or bundled objects with an active day.
    pub objects: usize,
    /// Their size, on the day on which it is greatest.
    pub area: Area,
}

impl ContractYear {
    /// 欠租 on the day that was asked for: what is due so far and has not come in.
    ///
    /// # Errors
    /// Where it leaves the range of money.
    pub fn arrears_so_far(&self) -> Result<Money, Overflow> {
        self.due_so_far.minus(self.account.collected).map(Money::or_zero)
    }
}

/// All that is known of contracts.
struct Ledger {
    contracts: Vec<Contract>,
    steps: Vec<RentStep>,
    prices: Vec<GrainPrice>,
    contents: Vec<LeaseOutContent>,
    receipts: Vec<Receipt>,
    land: Vec<LandContribution>,
    shops: Vec<ShopContribution>,
}

impl Ledger {
    fn load(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Ledger> {
        let mut ledger = Ledger {
            contracts: Vec::new(),
            steps: Vec::new(),
            prices: Vec::new(),
            contents: Vec::new(),
            receipts: Vec::new(),
            land: Vec::new(),
            shops: Vec::new(),
        };
        for kind in [
            FactKind::Contract,
            FactKind::RentStep,
            FactKind::GrainPrice,
            FactKind::LeaseOutContent,
            FactKind::Receipt,
            FactKind::LandContribution,
            FactKind::ShopContribution,
        ] {
            entry::each_live(tx, cooperative.id, kind, |entry| {
                match entry.fact {
                    Fact::Contract(fact) => ledger.contracts.push(fact),
                    Fact::RentStep(fact) => ledger.steps.push(fact),
                    Fact::GrainPrice(fact) => ledger.prices.push(fact),
                    Fact::LeaseOutContent(fact) => ledger.contents.push(fact),
                    Fact::Receipt(fact) => ledger.receipts.push(fact),
                    Fact::LandContribution(fact) => ledger.land.push(fact),
                    Fact::ShopContribution(fact) => ledger.shops.push(fact),
                    _ => {}
                }
                Ok::<(), Failure>(())
            })?;
        }
        ledger.contracts.sort_by(|one, other| one.contract_no.cmp(&other.contract_no));
        ledger.steps.sort_by_key(|step| step.start_date);
        Ok(ledger)
    }

    fn contributions(&self) -> impl Iterator<Item = Contribution<'_>> {
        let land = self.land.iter().map(LandContribution::contribution);
        land.chain(self.shops.iter().map(ShopContribution::contribution))
    }

    fn steps_of(&self, contract: &Contract) -> Vec<&RentStep> {
        self.steps.iter().filter(|step| step.contract_no == contract.contract_no).collect()
    }

    fn rents(&self, contract: &Contract, year: AccountingYear) -> YearOfRent {
        let prices: Vec<&GrainPrice> = self.prices.iter().collect();
        match contract.range().intersection(year.range()) {
            Some(range) => YearOfRent::new(range, year, &self.steps_of(contract), &prices),
            None => YearOfRent::default(),
        }
    }

    /// Contributions with an active day in the year under the contract they name, with those days.
    fn active(&self, year: AccountingYear) -> ActiveContributions<'_> {
        let contracts: BTreeMap<&str, &Contract> =
            self.contracts.iter().map(|contract| (contract.contract_no.as_str(), contract)).collect();
        let active = self.contributions().filter_map(|contribution| {
            let contract = contracts.get(contribution.contract_no)?;
            let days = contribution.active_range(contract.range())?.intersection(year.range())?;
            Some(ActiveContribution { contribution, days })
        });
        ActiveContributions::new(active.collect())
    }

    /// Positions of the contributions that a contract pays for or lets out, on days of its own.
    fn of_contract(&self, contract: &Contract, active: &ActiveContributions<'_>) -> Vec<usize> {
        let mut found = match contract.kind.is_lease_out() {
            true => bundled(self.contents.iter().filter(|content| content.contract_no == contract.contract_no), active),
            false => active.under(&contract.contract_no).to_vec(),
        };
        found.retain(|position| active.at(*position).days.intersection(contract.range()).is_some());
        found
    }

    /// A contract's year; days without a rent are refused.
    fn year(
        &self,
        contract: &Contract,
        (year, on): (AccountingYear, Option<NaiveDate>),
        active: &ActiveContributions<'_>,
    ) -> Result<ContractYear, Vec<Problem>> {
        let rents = self.rents(contract, year);
        let own = self.of_contract(contract, active);
        let own = own.iter().map(|position| active.at(*position));
        let gap = own.clone().find_map(|one| rents.gaps_within(one.days.intersection(contract.range())?).next());
        if let Some(gap) = gap {
            return Err(vec![gap_problem(contract, year, gap)]);
        }
        let too_large = |_: Overflow| vec![Problem::new(DistributionRefusal::AmountTooLarge)];
        let due_within = |range: DateRange| rent_due_of_contract(own.clone(), range, &rents, year).map_err(too_large);
        let due = due_within(contract.range())?;
        let due_so_far = match on {
            None => due,
            Some(on) => DateRange::try_new(contract.start_date, contract.end_date.min(on))
                .map_or(Ok(Money::ZERO), due_within)?,
        };
        let collected = collected(&self.receipts, &contract.contract_no, year, on).map_err(too_large)?;
        Ok(ContractYear {
            account: RentAccount { contract_no: contract.contract_no.clone(), due, collected },
            due_so_far,
            objects: own.len(),
            area: greatest_area(own.map(|one| (one.days, one.contribution.area))),
            contract: contract.clone(),
        })
    }
}

fn gap_problem(contract: &Contract, year: AccountingYear, gap: RentGap) -> Problem {
    let contract_no = contract.contract_no.clone();
    match gap.reason {
        GapReason::NoStep => Problem::new(DistributionRefusal::RentStepMissing { contract_no, days: gap.days }),
        GapReason::NoPrice { grain } => {
            Problem::new(DistributionRefusal::GrainPriceMissing { contract_no, grain, year })
        }
        GapReason::TooLarge => Problem::new(DistributionRefusal::AmountTooLarge),
    }
}

/// The ledger of contracts.
pub fn list(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<ContractView>> {
    let mut tx = db.begin_read()?;
    let ledger = Ledger::load(&mut tx, cooperative)?;
    let view = |contract: &Contract| {
        let own: Vec<_> = ledger.contributions().filter(|one| one.contract_no == contract.contract_no).collect();
        ContractView {
            steps: ledger.steps_of(contract).into_iter().cloned().collect(),
            contributions: own.len(),
            area: Area::from_e4(own.iter().map(|one| one.area.e4()).sum()),
            contract: contract.clone(),
        }
    };
    Ok(ledger.contracts.iter().map(view).collect())
}

/// One contract with everything under it.
#[derive(Clone, Debug)]
pub struct ContractDetail {
    /// The contract.
    pub contract: Contract,
    /// Its rent steps, by start date.
    pub steps: Vec<RentStep>,
    /// Land under it.
    pub land: Vec<LandContribution>,
    /// Shops under it.
    pub shops: Vec<ShopContribution>,
    /// What it lets out.
    pub contents: Vec<LeaseOutContent>,
    /// What came in, by date.
    pub receipts: Vec<Receipt>,
    /// The first year for which any contract's rent was recorded as received: what was before it, nothing here tells.
    pub recorded_from: Option<AccountingYear>,
    /// What each of its years came to, up to the day asked for; days without a rent instead, where there are any.
    pub years: Vec<(AccountingYear, Result<ContractYear, Vec<Problem>>)>,
}

/// Years of one contract that are shown.
const MOST_YEARS: usize = 40;

/// One contract, with its years up to a day.
///
/// # Errors
/// Where there is none with that number.
pub fn detail(db: &mut Db, cooperative: &Cooperative, (contract_no, on): (&str, NaiveDate)) -> Outcome<ContractDetail> {
    let ledger = Ledger::load(&mut db.begin_read()?, cooperative)?;
    let Some(contract) = ledger.contracts.iter().find(|contract| contract.contract_no == contract_no) else {
        let nearest = nearest(contract_no, ledger.contracts.iter().map(|contract| contract.contract_no.as_str()));
        return Err(Failure::refused(ContractRefusal::ContractUnknown { contract_no: contract_no.into(), nearest }));
    };
    let first = AccountingYear::from(contract.start_date).number();
    let last = AccountingYear::from(contract.end_date.min(on)).number();
    let years = (first..=last).rev().take(MOST_YEARS).filter_map(AccountingYear::try_new);
    let years = years.map(|year| (year, ledger.year(contract, (year, Some(on)), &ledger.active(year)))).collect();
    let is_own = |number: &str| number == contract.contract_no;
    let mut receipts: Vec<Receipt> = ledger.receipts.iter().filter(|one| is_own(&one.contract_no)).cloned().collect();
    receipts.sort_by_key(|receipt| receipt.date);
    Ok(ContractDetail {
        steps: ledger.steps_of(contract).into_iter().cloned().collect(),
        land: ledger.land.iter().filter(|one| is_own(&one.contract_no)).cloned().collect(),
        shops: ledger.shops.iter().filter(|one| is_own(&one.contract_no)).cloned().collect(),
        contents: ledger.contents.iter().filter(|one| is_own(&one.contract_no)).cloned().collect(),
        recorded_from: ledger.receipts.iter().map(|receipt| receipt.year).min(),
        receipts,
        years,
        contract: contract.clone(),
    })
}

/// All rent that came in, by date.
pub fn receipts(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<Receipt>> {
    let mut tx = db.begin_read()?;
    let mut found = Vec::new();
    entry::each_live(&mut tx, cooperative.id, FactKind::Receipt, |entry| {
        if let Fact::Receipt(receipt) = entry.fact {
            found.push(receipt);
        }
        Ok::<(), Failure>(())
    })?;
    found.sort_by_key(|receipt| receipt.date);
    Ok(found)
}

/// What each contract's year came to: due, and collected up to `on` or in all.
///
/// # Errors
/// Days without a rent, all named at once.
pub fn years(
    db: &mut Db,
    cooperative: &Cooperative,
    year: AccountingYear,
    on: Option<NaiveDate>,
) -> Outcome<Vec<ContractYear>> {
    let mut tx = db.begin_read()?;
    let ledger = Ledger::load(&mut tx, cooperative)?;
    let active = ledger.active(year);
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for contract in &ledger.contracts {
        match ledger.year(contract, (year, on), &active) {
            // A contract that has not begun, or is over, and for which nothing came in, has no such year.
            Ok(of_year) if of_year.objects == 0 && of_year.account.collected.is_zero() => {}
            Ok(of_year) => found.push(of_year),
            Err(more) => problems.extend(more),
        }
    }
    if problems.is_empty() { Ok(found) } else { Err(Failure::Refused(problems)) }
}

/// The margin of every contract that lets out: what its lessee owes and paid, beside what contributors are owed for the same objects.
///
/// # Errors
/// Days without a rent, and where no contract lets out anything.
pub fn margins(db: &mut Db, cooperative: &Cooperative, year: AccountingYear) -> Outcome<Vec<Margin>> {
    let mut tx = db.begin_read()?;
    let ledger = Ledger::load(&mut tx, cooperative)?;
    let active = ledger.active(year);
    let mut margins = Vec::new();
    let mut problems = Vec::new();
    for contract in ledger.contracts.iter().filter(|contract| contract.kind.is_lease_out()) {
        match margin(&ledger, contract, year, &active) {
            Ok(margin) if margin.objects == 0 && margin.collected.is_zero() => {}
            Ok(margin) => margins.push(margin),
            Err(more) => problems.extend(more),
        }
    }
    if problems.is_empty() { Ok(margins) } else { Err(Failure::Refused(problems)) }
}

fn margin(
    ledger: &Ledger,
    contract: &Contract,
    year: AccountingYear,
    active: &ActiveContributions<'_>,
) -> Result<Margin, Vec<Problem>> {
    let of_year = ledger.year(contract, (year, None), active)?;
    let mut contributors = Money::ZERO;
    let mut rents_by_source: BTreeMap<&str, (&Contract, YearOfRent)> = BTreeMap::new();
    for position in ledger.of_contract(contract, active) {
        let ActiveContribution { contribution, days } = active.at(position);
        let Some(days) = days.intersection(contract.range()) else { continue };
        if !rents_by_source.contains_key(contribution.contract_no) {
            let source = ledger.contracts.iter().find(|source| source.contract_no == contribution.contract_no);
            let Some(source) = source else { continue };
            rents_by_source.insert(contribution.contract_no, (source, ledger.rents(source, year)));
        }
        let (source, rents) = &rents_by_source[contribution.contract_no];
        if let Some(gap) = rents.gaps_within(days).next() {
            return Err(vec![gap_problem(source, year, gap)]);
        }
        let due = rents.due(contribution.area, days, year).and_then(|due| contributors.plus(due));
        contributors = due.map_err(|_| vec![Problem::new(DistributionRefusal::AmountTooLarge)])?;
    }
    let (due, collected) = (of_year.account.due, of_year.account.collected);
    Ok(Margin { contract_no: contract.contract_no.clone(), objects: of_year.objects, due, collected, contributors })
}
