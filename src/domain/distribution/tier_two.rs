//! Tier two (二次分配): the pool is paid equally per share over all classes that take part (`distribution.md`, Tier two).

use super::inputs::{HoldingInput, Inputs, MemberInput};
use super::money_terms::{MoneyTerms, TierTwoRule};
use super::refusal::DistributionRefusal;
use crate::domain::allotment::{largest_remainder, pay_by_rate, per_share_rate};
use crate::domain::money::Money;
use crate::domain::quantity::{PerShare, Shares};

/// Tier two of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierTwo {
    /// By position in [`Inputs::members`]: shares that take part.
    pub shares: Vec<Shares>,
    /// By position in [`Inputs::members`]: what the pool gives, earlier runs included.
    pub entitlements: Vec<Money>,
    /// All shares that take part.
    pub eligible_shares: Shares,
    /// 每股红利; none under largest remainder.
    pub per_share: Option<PerShare>,
    /// Positions of the members with an odd fen, under largest remainder.
    pub extra_fen: Vec<u32>,
    /// What the entitlements sum to.
    pub paid: Money,
    /// 尾差: what of the pool no share is given; carried forward.
    pub residue: Money,
}

/// Divides `pool` among the holders of the record date; no holding is below zero (see [`holdings_below_zero`]).
pub fn tier_two(inputs: &Inputs<'_>, terms: &MoneyTerms, pool: Money) -> Result<TierTwo, DistributionRefusal> {
    let (shares, eligible_shares) = eligible(inputs, terms)?;
    if eligible_shares == Shares::ZERO && !pool.is_zero() {
        return Err(DistributionRefusal::NoEligibleShares { pool });
    }
    let mut tier = TierTwo {
        entitlements: Vec::new(),
        shares,
        eligible_shares,
        per_share: None,
        extra_fen: Vec::new(),
        paid: Money::ZERO,
        residue: Money::ZERO,
    };
    match terms.tier_two_rule {
        TierTwoRule::PerShareRate(precision) => {
            let rate = match eligible_shares {
                Shares::ZERO => PerShare::default(),
                shares => per_share_rate(pool, shares, precision),
            };
            tier.entitlements = tier.shares.iter().map(|held| pay_by_rate(rate, *held)).collect::<Result<_, _>>()?;
            tier.per_share = Some(rate);
        }
        TierTwoRule::LargestRemainder => {
            let weights: Vec<i64> = tier.shares.iter().map(|held| held.e4()).collect();
            let parts = largest_remainder(pool, &weights)?;
            tier.entitlements = parts.iter().map(|part| part.amount).collect();
            let with_extra = parts.iter().enumerate().filter(|(_, part)| part.extra_fen);
            tier.extra_fen = with_extra.map(|(member, _)| member as u32).collect();
        }
    }
    tier.paid = Money::sum(tier.entitlements.iter().copied())?;
    tier.residue = pool.minus(tier.paid)?;
    Ok(tier)
}

/// The shares that take part, by member and in all.
fn eligible(inputs: &Inputs<'_>, terms: &MoneyTerms) -> Result<(Vec<Shares>, Shares), DistributionRefusal> {
    let takes_part: Vec<bool> = inputs.classes.iter().map(|class| terms.eligible_classes.contains(class)).collect();
    let plus = |sum: Shares, more: Shares| sum.checked_add(more).ok_or(DistributionRefusal::AmountTooLarge);
    let mut total = Shares::ZERO;
    let mut shares = Vec::with_capacity(inputs.members.len());
    for position in 0..inputs.members.len() {
        let mut held = Shares::ZERO;
        for holding in &inputs.holdings[inputs.holdings_of(position)] {
            if takes_part[holding.class as usize] {
                held = plus(held, holding.shares)?;
            }
        }
        total = plus(total, held)?;
        shares.push(held);
    }
    Ok((shares, total))
}

/// Every holding below zero on the record date: each refuses the run.
pub fn holdings_below_zero(inputs: &Inputs<'_>) -> Vec<DistributionRefusal> {
    let refusal = |(position, member): (usize, &MemberInput<'_>)| {
        let below_zero =
            inputs.holdings[inputs.holdings_of(position)].iter().filter(|holding| holding.shares < Shares::ZERO);
        let named = |holding: &HoldingInput| DistributionRefusal::HoldingBelowZero {
            member_no: member.member_no().into(),
            class: inputs.classes[holding.class as usize].clone(),
            held: holding.shares,
        };
        below_zero.map(named).collect::<Vec<_>>()
    };
    inputs.members.iter().enumerate().flat_map(refusal).collect()
}
