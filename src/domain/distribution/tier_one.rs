//! Tier one (一次分配): every contributor is paid what the contract of their batch says (`distribution.md`, Tier one).

use super::inputs::{Given, Inputs};
use super::refusal::DistributionRefusal;
use crate::domain::contract::rent_due::{GapReason, YearOfRent};
use crate::domain::contribution::active::greatest_area;
use crate::domain::money::{Money, floor, round_half_up};
use crate::domain::period::DateRange;
use crate::domain::quantity::{Area, Rate};
use compact_str::CompactString;

/// One contribution's year: how many days, what it earned, what this run pays of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierOneLine {
    /// A position in [`Inputs::lines`].
    pub input: u32,
    /// Active days in the year.
    pub days: u16,
    /// 应得: earned under the contract in the whole year.
    pub due: Money,
    /// 本次应付: what this run pays; below zero where earlier runs gave too much.
    pub payable: Money,
    /// 管理费 on what this run pays.
    pub fee: Money,
}

impl TierOneLine {
    /// What reaches the contributor: payable less fee.
    pub fn net(&self) -> Result<Money, DistributionRefusal> {
        Ok(self.payable.minus(self.fee)?)
    }
}

/// One contract's year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContractTotals {
    /// Contributions with an active day.
    pub lines: usize,
    /// Their size, on the day of the year on which it is greatest.
    pub area: Area,
    /// 应得 of all lines.
    pub due: Money,
    /// 已收 up to the cut-off.
    pub collected: Money,
    /// What earlier runs gave.
    pub given: Money,
    /// What this run pays.
    pub payable: Money,
    /// Fees on it.
    pub fee: Money,
    /// 留存合同: collected and given to nobody.
    pub left: Money,
}

/// Tier one of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TierOne {
    /// By member, then contract, object and entry date: the order of [`Inputs::lines`].
    pub lines: Vec<TierOneLine>,
    /// By position in [`Inputs::contracts`].
    pub contracts: Vec<ContractTotals>,
    /// The rents of each contract in the year, for whoever explains a line.
    pub rents: Vec<YearOfRent>,
}

/// Computes tier one, or names every gap at once.
pub fn tier_one(inputs: &Inputs<'_>, fee_rate: Rate) -> Result<TierOne, Vec<DistributionRefusal>> {
    let mut tier = TierOne { rents: rents(inputs), ..TierOne::default() };
    tier.contracts = vec![ContractTotals::default(); inputs.contracts.len()];
    let mut gaps = Gaps::default();
    let mut refusals = Vec::new();
    for (position, line) in inputs.lines.iter().enumerate() {
        let active = active_days(inputs, position);
        if let Some(active) = active {
            gaps.note(line.contract, &tier.rents[line.contract as usize], active);
        }
        let due = match active {
            Some(active) => tier.rents[line.contract as usize].due(line.area, active, inputs.year()),
            None if inputs.given_lines.contains_key(&(position as u32)) => Ok(Money::ZERO),
            None => continue,
        };
        let days = active.map_or(0, |active| active.days() as u16);
        match due
            .map_err(DistributionRefusal::from)
            .and_then(|due| tier.contracts[line.contract as usize].add(days, due))
        {
            Ok(due) => tier.lines.push(TierOneLine {
                input: position as u32,
                days,
                due,
                payable: Money::ZERO,
                fee: Money::ZERO,
            }),
            Err(refusal) => refusals.push(refusal),
        }
    }
    refusals.extend(gaps.refusals(inputs));
    for (contract, totals) in inputs.contracts.iter().zip(&mut tier.contracts) {
        match Money::sum(contract.receipts.iter().map(|(_, amount, _)| *amount)) {
            Ok(collected) if collected.is_negative() => {
                let contract_no = CompactString::new(contract.contract_no);
                refusals.push(DistributionRefusal::CollectedBelowZero { contract_no, collected });
            }
            Ok(collected) => totals.collected = collected,
            Err(overflow) => refusals.push(overflow.into()),
        }
    }
    if refusals.is_empty() {
        for (totals, area) in tier.contracts.iter_mut().zip(areas(inputs)) {
            totals.area = area;
        }
        pay(inputs, fee_rate, &mut tier).map_err(|refusal| vec![refusal])?;
        return Ok(tier);
    }
    Err(refusals)
}

impl ContractTotals {
    fn add(&mut self, days: u16, due: Money) -> Result<Money, DistributionRefusal> {
        if days > 0 {
            self.lines += 1;
        }
        self.due = self.due.plus(due)?;
        Ok(due)
    }

    /// What of a line's due can be paid from what was collected: all, or an equal part of every claim, rounded down.
    fn payable(&self, due: Money) -> Result<Money, DistributionRefusal> {
        if self.collected >= self.due {
            return Ok(due);
        }
        let product = i128::from(due.fen()) * i128::from(self.collected.fen());
        Ok(floor(product, i128::from(self.due.fen()))?)
    }
}

/// Fills in what this run pays: what comes out now, less what earlier runs have given.
fn pay(inputs: &Inputs<'_>, fee_rate: Rate, tier: &mut TierOne) -> Result<(), DistributionRefusal> {
    for line in &mut tier.lines {
        let contract = inputs.lines[line.input as usize].contract as usize;
        let totals = &mut tier.contracts[contract];
        let payable = totals.payable(line.due)?;
        let fee = match inputs.contracts[contract].fee_allowed {
            true => round_half_up(i128::from(fee_rate.millionths()) * i128::from(payable.fen()), Rate::ONE_E6)?,
            false => Money::ZERO,
        };
        let given = inputs.given_lines.get(&line.input).copied().unwrap_or_default();
        line.payable = payable.minus(given.amount)?;
        line.fee = fee.minus(given.deduction)?;
        totals.given = totals.given.plus(given.amount)?;
        totals.payable = totals.payable.plus(line.payable)?;
        totals.fee = totals.fee.plus(line.fee)?;
    }
    for totals in &mut tier.contracts {
        totals.left = totals.collected.minus(totals.given)?.minus(totals.payable)?;
    }
    Ok(())
}

/// The days of the year on which a line is active: inside the contribution, its contract and the year.
pub fn active_days(inputs: &Inputs<'_>, line: usize) -> Option<DateRange> {
    let line = &inputs.lines[line];
    let contract = &inputs.contracts[line.contract as usize];
    let range = match line.gone {
        true => None,
        false => line.contribution(contract.contract_no, "").active_range(contract.range),
    };
    range.and_then(|range| range.intersection(inputs.year().range()))
}

/// The size under each contract, on the day of the year on which it is greatest.
fn areas(inputs: &Inputs<'_>) -> Vec<Area> {
    let mut active = vec![Vec::new(); inputs.contracts.len()];
    for (position, line) in inputs.lines.iter().enumerate() {
        active[line.contract as usize].extend(active_days(inputs, position).map(|days| (days, line.area)));
    }
    active.into_iter().map(greatest_area).collect()
}

fn rents(inputs: &Inputs<'_>) -> Vec<YearOfRent> {
    let prices: Vec<_> = inputs.prices.iter().collect();
    let of_contract = |contract: &super::inputs::ContractInput<'_>| {
        let steps: Vec<_> = contract.steps.iter().collect();
        match contract.range.intersection(inputs.year().range()) {
            Some(range) => YearOfRent::new(range, inputs.year(), &steps, &prices),
            None => YearOfRent::default(),
        }
    };
    inputs.contracts.iter().map(of_contract).collect()
}

/// The days without a rent that some contribution needs, by contract.
#[derive(Default)]
struct Gaps {
    found: std::collections::BTreeMap<(u32, usize), (DateRange, GapReason)>,
}

impl Gaps {
    fn note(&mut self, contract: u32, rents: &YearOfRent, active: DateRange) {
        for (position, gap) in rents.gaps.iter().enumerate() {
            let Some(days) = gap.days.intersection(active) else { continue };
            let (known, _) = self.found.entry((contract, position)).or_insert((days, gap.reason.clone()));
            *known = DateRange { first: known.first.min(days.first), last: known.last.max(days.last) };
        }
    }

    fn refusals(self, inputs: &Inputs<'_>) -> Vec<DistributionRefusal> {
        let year = inputs.year();
        let refusal = |((contract, _), (days, reason)): ((u32, usize), (DateRange, GapReason))| {
            let contract_no = CompactString::new(inputs.contracts[contract as usize].contract_no);
            match reason {
                GapReason::NoStep => DistributionRefusal::RentStepMissing { contract_no, days },
                GapReason::NoPrice { grain } => DistributionRefusal::GrainPriceMissing { contract_no, grain, year },
                GapReason::TooLarge => DistributionRefusal::AmountTooLarge,
            }
        };
        let mut refusals: Vec<DistributionRefusal> = self.found.into_iter().map(refusal).collect();
        refusals.dedup();
        refusals
    }
}

/// What a line has been given by this run and all before it.
pub fn given_in_all(inputs: &Inputs<'_>, line: &TierOneLine) -> Result<Given, DistributionRefusal> {
    let before = inputs.given_lines.get(&line.input).copied().unwrap_or_default();
    Ok(Given { amount: before.amount.plus(line.payable)?, deduction: before.deduction.plus(line.fee)? })
}
