//! The equal-rights report (同股同权): what each batch earned per unit and per share, before and after tier two.

use super::inputs::{ContractInput, Inputs};
use super::money_terms::MoneyTerms;
use super::refusal::DistributionRefusal;
use super::tier_one::{TierOne, active_days};
use super::tier_two::TierTwo;
use crate::domain::contract::rent_due::UnitRent;
use crate::domain::contribution::active::greatest_area;
use crate::domain::money::{Money, quotient_half_up, round_half_up};
use crate::domain::quantity::{Area, AreaUnit, PerShare};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// One batch beside the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRights {
    /// 批次.
    pub batch: CompactString,
    /// What its size is measured in.
    pub unit: AreaUnit,
    /// Its size, on the day of the year on which it is greatest.
    pub area: Area,
    /// The unit rents of the year, in the order they were in force.
    pub unit_rents: Vec<UnitRent>,
    /// What tier one gave its contributors, fees taken off, earlier runs of the year included.
    pub tier_one_net: Money,
    /// The same per mu or square metre, rounded half up.
    pub net_per_unit: Money,
    /// Per share before tier two, where the charter says how many shares a unit brings; rounded half up.
    pub per_share_before: Option<PerShare>,
    /// Per share with tier two.
    pub per_share_after: Option<PerShare>,
}

/// The whole report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EqualRights {
    /// By batch and unit, in the order of their first contract.
    pub batches: Vec<BatchRights>,
    /// The largest difference between what two holders of equally many shares get in tier two: zero under the per-share rate, at
    /// most one fen under largest remainder.
    pub spread: Money,
}

/// Draws up the report.
pub fn equal_rights(
    inputs: &Inputs<'_>,
    terms: &MoneyTerms,
    tier_one: &TierOne,
    tier_two: Option<&TierTwo>,
) -> Result<EqualRights, DistributionRefusal> {
    let (mut batches, places) = batches(inputs, tier_one);
    let mut active = vec![Vec::new(); batches.len()];
    let mut rents = vec![BTreeSet::new(); batches.len()];
    for line in &tier_one.lines {
        let input = &inputs.lines[line.input as usize];
        // No line of the batch has an active day any more, though earlier runs gave under it.
        let Some(place) = places[input.contract as usize] else { continue };
        let given = super::tier_one::given_in_all(inputs, line)?;
        let batch = &mut batches[place];
        batch.tier_one_net = batch.tier_one_net.plus(given.amount.minus(given.deduction)?)?;
        if let Some(days) = active_days(inputs, line.input as usize) {
            active[place].push((days, input.area));
            let periods = tier_one.rents[input.contract as usize].periods.iter();
            let in_force = periods.filter(|period| period.days.intersection(days).is_some());
            rents[place].extend(in_force.map(|period| (period.days.first, period.unit_rent)));
        }
    }
    for ((batch, active), rents) in batches.iter_mut().zip(active).zip(rents) {
        batch.area = greatest_area(active);
        for (_, rent) in rents {
            if !batch.unit_rents.contains(&rent) {
                batch.unit_rents.push(rent);
            }
        }
    }
    let per_share = match tier_two {
        Some(tier) => announced_or_average(tier)?,
        None => PerShare::default(),
    };
    for batch in &mut batches {
        complete(batch, terms, per_share)?;
    }
    let spread = tier_two.map_or(Money::ZERO, spread_among_equals);
    Ok(EqualRights { batches, spread })
}

/// The batches with an active line, by their first contract, and the place of each contract's batch.
fn batches(inputs: &Inputs<'_>, tier_one: &TierOne) -> (Vec<BatchRights>, Vec<Option<usize>>) {
    let mut batches: Vec<BatchRights> = Vec::new();
    let mut places: FxHashMap<(&str, AreaUnit), usize> = FxHashMap::default();
    for (contract, _) in inputs.contracts.iter().zip(&tier_one.contracts).filter(|(_, totals)| totals.lines > 0) {
        places.entry((contract.batch, contract.unit)).or_insert_with(|| {
            batches.push(BatchRights {
                batch: contract.batch.into(),
                unit: contract.unit,
                area: Area::ZERO,
                unit_rents: Vec::new(),
                tier_one_net: Money::ZERO,
                net_per_unit: Money::ZERO,
                per_share_before: None,
                per_share_after: None,
            });
            batches.len() - 1
        });
    }
    let place = |contract: &ContractInput<'_>| places.get(&(contract.batch, contract.unit)).copied();
    let places_of_contracts = inputs.contracts.iter().map(place).collect();
    (batches, places_of_contracts)
}

/// The announced rate; under largest remainder the average, rounded half up.
fn announced_or_average(tier: &TierTwo) -> Result<PerShare, DistributionRefusal> {
    match (tier.per_share, tier.eligible_shares.e4()) {
        (Some(rate), _) => Ok(rate),
        (None, 0) => Ok(PerShare::default()),
        (None, shares) => per_share_half_up(tier.paid, i128::from(shares)),
    }
}

/// fen ÷ ten-thousandths of a share, as millionths of a yuan per share.
fn per_share_half_up(amount: Money, shares_e4: i128) -> Result<PerShare, DistributionRefusal> {
    Ok(PerShare::from_e6(quotient_half_up(i128::from(amount.fen()) * 100_000_000, shares_e4)?))
}

fn complete(batch: &mut BatchRights, terms: &MoneyTerms, per_share: PerShare) -> Result<(), DistributionRefusal> {
    if batch.area.e4() == 0 {
        return Ok(());
    }
    batch.net_per_unit = round_half_up(i128::from(batch.tier_one_net.fen()) * 10_000, i128::from(batch.area.e4()))?;
    let ratio = match batch.unit {
        AreaUnit::Mu => terms.shares_per_mu,
        AreaUnit::SquareMetre => terms.shares_per_square_metre,
    };
    if let Some(ratio) = ratio {
        let shares_e8 = i128::from(batch.area.e4()) * i128::from(ratio.e4());
        let before = quotient_half_up(i128::from(batch.tier_one_net.fen()) * 1_000_000_000_000, shares_e8)?;
        batch.per_share_before = Some(PerShare::from_e6(before));
        batch.per_share_after = Some(PerShare::from_e6(before + per_share.e6()));
    }
    Ok(())
}

fn spread_among_equals(tier: &TierTwo) -> Money {
    let mut pay_of: FxHashMap<i64, (Money, Money)> = FxHashMap::default();
    for (held, pay) in tier.shares.iter().zip(&tier.entitlements) {
        let (least, most) = pay_of.entry(held.e4()).or_insert((*pay, *pay));
        (*least, *most) = ((*least).min(*pay), (*most).max(*pay));
    }
    let widest = pay_of.values().map(|(least, most)| most.fen() - least.fen()).max();
    Money::from_fen(widest.unwrap_or_default())
}
