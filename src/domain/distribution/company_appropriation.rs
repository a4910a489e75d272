//! What the wholly owned company keeps and what it pays (公司利润分配).

use super::plan::{Plan, PlanItem};
use super::refusal::DistributionRefusal;
use crate::domain::money::{Money, floor, round_half_up};

/// A tenth of the profit goes to the statutory reserve (公司法 art. 210) …
const STATUTORY_RESERVE_RATE: (i128, i128) = (1, 10);
/// … until it reaches half of the registered capital (公司法 art. 210).
const RESERVE_CEILING_OF_CAPITAL: (i128, i128) = (1, 2);

/// The company's year: profit, reserves, dividend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompanyAppropriation {
    /// 公司税后利润.
    pub profit: Money,
    /// 法定公积金.
    pub statutory_reserve: Money,
    /// 任意公积金.
    pub discretionary_reserve: Money,
    /// The largest dividend that may be paid.
    pub largest_dividend: Money,
    /// 公司分回利润: what goes to the cooperative.
    pub dividend: Money,
    /// What stays undistributed, below zero where a loss stays uncovered: next year's opening.
    pub carried_forward: Money,
}

impl CompanyAppropriation {
    /// The appropriation that the plan asks for. A dividend above the largest is refused.
    pub fn try_new(plan: &Plan) -> Result<CompanyAppropriation, DistributionRefusal> {
        let profit = plan.amount(PlanItem::CompanyProfit);
        let after_losses = profit.minus(plan.amount(PlanItem::CompanyUncoveredLoss))?;
        let by_rate = round_half_up(
            i128::from(after_losses.or_zero().fen()) * STATUTORY_RESERVE_RATE.0,
            STATUTORY_RESERVE_RATE.1,
        )?;
        let capital = plan.amount(PlanItem::CompanyCapital);
        let ceiling = floor(i128::from(capital.fen()) * RESERVE_CEILING_OF_CAPITAL.0, RESERVE_CEILING_OF_CAPITAL.1)?;
        let statutory_reserve = by_rate.min(ceiling.minus(plan.amount(PlanItem::CompanyReserveBalance))?.or_zero());
        let discretionary_reserve = plan.amount(PlanItem::CompanyDiscretionaryReserve);
        let left = after_losses
            .plus(plan.amount(PlanItem::CompanyUndistributed))?
            .minus(statutory_reserve)?
            .minus(discretionary_reserve)?;
        let largest_dividend = left.or_zero();
        let dividend = plan.given(PlanItem::CompanyDividend).unwrap_or(largest_dividend);
        if dividend > largest_dividend {
            return Err(DistributionRefusal::DividendTooLarge { given: dividend, largest: largest_dividend });
        }
        let carried_forward = left.minus(dividend)?;
        Ok(CompanyAppropriation {
            profit,
            statutory_reserve,
            discretionary_reserve,
            largest_dividend,
            dividend,
            carried_forward,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(items: &[(PlanItem, i64)]) -> Plan {
        Plan { amounts: items.iter().map(|(item, fen)| (*item, Money::from_fen(*fen))).collect(), ..Plan::default() }
    }

    #[test]
    fn losses_come_first_then_a_tenth_and_the_rest_may_be_paid() {
        let company = CompanyAppropriation::try_new(&plan(&[
            (PlanItem::CompanyCapital, 50_000_000),
            (PlanItem::CompanyProfit, 8_654_321),
            (PlanItem::CompanyUncoveredLoss, 1_200_000),
        ]));
        let company = company.unwrap();
        assert_eq!((company.statutory_reserve.fen(), company.dividend.fen()), (745_432, 6_708_889));
        assert_eq!(company.carried_forward, Money::ZERO);
    }

    #[test]
    fn the_reserve_stops_at_half_of_the_capital() {
        let company = CompanyAppropriation::try_new(&plan(&[
            (PlanItem::CompanyCapital, 1_000_000),
            (PlanItem::CompanyReserveBalance, 490_000),
            (PlanItem::CompanyProfit, 1_000_000),
        ]));
        assert_eq!(company.map(|company| company.statutory_reserve.fen()), Ok(10_000));
    }

    #[test]
    fn a_loss_pays_nothing_and_is_carried_forward() {
        let company = CompanyAppropriation::try_new(&plan(&[(PlanItem::CompanyProfit, -500_000)])).unwrap();
        assert_eq!((company.dividend.fen(), company.carried_forward.fen()), (0, -500_000));
    }

    #[test]
    fn a_dividend_above_the_largest_is_refused() {
        let refused = CompanyAppropriation::try_new(&plan(&[
            (PlanItem::CompanyCapital, 50_000_000),
            (PlanItem::CompanyProfit, 100_000),
            (PlanItem::CompanyDividend, 90_001),
        ]));
        let (given, largest) = (Money::from_fen(90_001), Money::from_fen(90_000));
        assert_eq!(refused, Err(DistributionRefusal::DividendTooLarge { given, largest }));
    }
}
