//! Looking at contracts (合同): the ledger, rent due and collected, arrears, and the margin of what is let out.

use crate::application::{Failure, Outcome};
use crate::domain::contract::Contract;
use crate::domain::contract::arrears::RentAccount;
use crate::domain::contract::grain_price::GrainPrice;
use crate::domain::contract::lease_out::{LeaseOutContent, Margin, rent_due_of_package};
use crate::domain::contract::receipt::{Receipt, collected};
use crate::domain::contract::rent_due::{GapReason, RentGap, YearOfRent};
use crate::domain::contract::rent_step::RentStep;
use crate::domain::contribution::Contribution;
use crate::domain::contribution::land::LandContribution;
use crate::domain::contribution::shop::ShopContribution;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::money::{Money, Overflow};
use crate::domain::period::{AccountingYear, DateRange};
use crate::domain::quantity::Area;
use crate::domain::refusal::Problem;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use chrono::NaiveDate;

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
    /// Contributions or bundled objects with an active day.
    pub objects: usize,
    /// Their size.
    pub area: Area,
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
    fn active(&self, year: AccountingYear) -> Vec<(Contribution<'_>, DateRange)> {
        let active = self.contributions().filter_map(|contribution| {
            let contract = self.contracts.iter().find(|contract| contract.contract_no == contribution.contract_no)?;
            let days = contribution.active_range(contract.range())?.intersection(year.range())?;
            Some((contribution, days))
        });
        active.collect()
    }

    /// A contract's year; days without a rent are refused.
    fn year(
        &self,
        contract: &Contract,
        (year, on): (AccountingYear, Option<NaiveDate>),
        active: &[(Contribution<'_>, DateRange)],
    ) -> Result<ContractYear, Vec<Problem>> {
        let rents = self.rents(contract, year);
        let own: Vec<&(Contribution<'_>, DateRange)> = match contract.kind.is_lease_out() {
            true => {
                let contents: Vec<_> =
                    self.contents.iter().filter(|content| content.contract_no == contract.contract_no).collect();
                let is_bundled =
                    |contribution: &Contribution<'_>| contents.iter().any(|content| content.covers(contribution));
                let days = |days: &DateRange| days.intersection(contract.range()).is_some();
                active.iter().filter(|(contribution, range)| is_bundled(contribution) && days(range)).collect()
            }
            false => {
                active.iter().filter(|(contribution, _)| contribution.contract_no == contract.contract_no).collect()
            }
        };
        let gaps: Vec<RentGap> =
            own.iter().flat_map(|(_, days)| rents.gaps_within(*days).collect::<Vec<_>>()).collect();
        if let Some(gap) = gaps.into_iter().next() {
            return Err(vec![gap_problem(contract, year, gap)]);
        }
        let too_large = |_: Overflow| vec![Problem::new(DistributionRefusal::AmountTooLarge)];
        let due = match contract.kind.is_lease_out() {
            true => rent_due_of_package(own.iter().map(|(one, days)| (one, *days)), contract.range(), &rents, year),
            false => own.iter().try_fold(Money::ZERO, |due, (one, days)| due.plus(rents.due(one.area, *days, year)?)),
        };
        let due = due.map_err(too_large)?;
        let collected = collected(&self.receipts, &contract.contract_no, year, on).map_err(too_large)?;
        Ok(ContractYear {
            account: RentAccount { contract_no: contract.contract_no.clone(), due, collected },
            objects: own.len(),
            area: Area::from_e4(own.iter().map(|(one, _)| one.area.e4()).sum()),
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
    active: &[(Contribution<'_>, DateRange)],
) -> Result<Margin, Vec<Problem>> {
    let of_year = ledger.year(contract, (year, None), active)?;
    let contents: Vec<_> =
        ledger.contents.iter().filter(|content| content.contract_no == contract.contract_no).collect();
    let mut contributors = Money::ZERO;
    for (contribution, days) in active {
        let Some(days) = days.intersection(contract.range()) else { continue };
        let source = ledger.contracts.iter().find(|source| source.contract_no == contribution.contract_no);
        let Some(source) = source.filter(|_| contents.iter().any(|content| content.covers(contribution))) else {
            continue;
        };
        let rents = ledger.rents(source, year);
        if let Some(gap) = rents.gaps_within(days).next() {
            return Err(vec![gap_problem(source, year, gap)]);
        }
        let due = rents.due(contribution.area, days, year).and_then(|due| contributors.plus(due));
        contributors = due.map_err(|_| vec![Problem::new(DistributionRefusal::AmountTooLarge)])?;
    }
    let (due, collected) = (of_year.account.due, of_year.account.collected);
    Ok(Margin { contract_no: contract.contract_no.clone(), objects: of_year.objects, due, collected, contributors })
}
