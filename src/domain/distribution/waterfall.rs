//! The cooperative's waterfall (收益分配顺序): losses, reserve, levy, other, members (财农〔2021〕121号 art. 28; 农村集体经济组织法 art. 42).

use super::money_terms::{LevyBase, LevyTerm, MoneyTerms};
use super::plan::{Plan, PlanItem};
use super::refusal::DistributionRefusal;
use crate::domain::money::{Money, round_half_up};
use crate::domain::quantity::Rate;
use crate::domain::welfare::levy::{levy_by_rate, levy_within};

/// The cooperative's year, from its income to what its members may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waterfall {
    /// 净收益: the company's dividend and other net income.
    pub net_income: Money,
    /// 上期结转: undistributed income brought forward less uncovered losses.
    pub brought_forward: Money,
    /// 可供分配收益: before the reserve.
    pub distributable_before_reserve: Money,
    /// 公积公益金.
    pub reserve: Money,
    /// 公益建设资金.
    pub levy: Money,
    /// 其他分配.
    pub other: Money,
    /// 可供成员分配: may be below zero, then nothing is distributed.
    pub available_to_members: Money,
    /// 二次分配金额: the pool of tier two.
    pub pool: Money,
    /// What the plan leaves undistributed of what is available.
    pub undistributed: Money,
}

impl Waterfall {
    /// The waterfall of a plan under the charter's terms, the company's `dividend` at its top. A pool above what is available is refused.
    pub fn try_new(plan: &Plan, terms: &MoneyTerms, dividend: Money) -> Result<Waterfall, DistributionRefusal> {
        let net_income = dividend.plus(plan.amount(PlanItem::OtherNetIncome))?;
        let uncovered_loss = plan.amount(PlanItem::UncoveredLoss);
        let brought_forward = plan.amount(PlanItem::Undistributed).minus(uncovered_loss)?;
        let distributable_before_reserve = net_income.plus(brought_forward)?;
        let base = net_income.minus(uncovered_loss)?.or_zero();
        let reserve =
            round_half_up(i128::from(terms.reserve_rate.millionths()) * i128::from(base.fen()), Rate::ONE_E6)?;
        let levy = match terms.levy {
            LevyTerm::FixedSum(sum) => sum,
            LevyTerm::Rate(LevyBase::AfterLosses, rate) => levy_by_rate(rate, base)?,
            LevyTerm::Rate(LevyBase::AfterReserve, rate) => levy_by_rate(rate, base.minus(reserve)?)?,
            LevyTerm::Rate(LevyBase::CompanyDividend, rate) => levy_by_rate(rate, dividend)?,
        };
        let levy = levy_within(levy, terms.levy_ceiling, distributable_before_reserve.minus(reserve)?);
        let other = plan.amount(PlanItem::OtherAppropriations);
        let available_to_members = distributable_before_reserve.minus(reserve)?.minus(levy)?.minus(other)?;
        let available = available_to_members.or_zero();
        let pool = plan.given(PlanItem::TierTwoPool).unwrap_or(available);
        if pool > available {
            return Err(DistributionRefusal::PoolTooLarge { given: pool, available });
        }
        let undistributed = available_to_members.minus(pool)?;
        Ok(Waterfall {
            net_income,
            brought_forward,
            distributable_before_reserve,
            reserve,
            levy,
            other,
            available_to_members,
            pool,
            undistributed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::governance::charter::CharterItem;
    use proptest::prelude::*;

    fn terms(levy_base: &str, levy_rate: &str, reserve_rate: &str, ceiling: Option<&str>) -> MoneyTerms {
        let mut items = vec![
            (CharterItem::ReserveRate, reserve_rate),
            (CharterItem::LevyBase, levy_base),
            (CharterItem::LevyRate, levy_rate),
            (CharterItem::LevyFixedSum, "2000.00"),
            (CharterItem::EligibleClasses, "土地股"),
        ];
        items.extend(ceiling.map(|ceiling| (CharterItem::LevyCeiling, ceiling)));
        MoneyTerms::try_new(items).unwrap()
    }

    fn plan(other_income: i64, loss: i64, undistributed: i64, other: i64) -> Plan {
        let amounts = [
            (PlanItem::OtherNetIncome, other_income),
            (PlanItem::UncoveredLoss, loss),
            (PlanItem::Undistributed, undistributed),
            (PlanItem::OtherAppropriations, other),
        ];
        Plan {
            amounts: amounts.into_iter().map(|(item, fen)| (item, Money::from_fen(fen))).collect(),
            ..Plan::default()
        }
    }

    #[test]
    fn the_levy_follows_the_base_that_the_charter_names() {
        let plan = plan(-128_880, 300_000, 0, 0);
        let dividend = Money::from_fen(6_708_889);
        let levy = |base| {
            Waterfall::try_new(&plan, &terms(base, "5.0000", "10.0000", None), dividend).map(|fall| fall.levy.fen())
        };
        assert_eq!(levy("弥补亏损后收益"), Ok(314_000));
        assert_eq!(levy("提取公积金后收益"), Ok(282_600));
        assert_eq!(levy("公司分回利润"), Ok(335_444));
        assert_eq!(levy("固定金额"), Ok(200_000));
        let capped = Waterfall::try_new(&plan, &terms("弥补亏损后收益", "5.0000", "10.0000", Some("100.00")), dividend);
        assert_eq!(capped.map(|fall| fall.levy.fen()), Ok(10_000));
    }

    #[test]
    fn a_year_of_loss_distributes_nothing_and_carries_it() {
        let fall = Waterfall::try_new(&plan(-500_000, 0, 0, 0), &terms("固定金额", "0", "10.0000", None), Money::ZERO)
            .unwrap();
        assert_eq!((fall.reserve, fall.levy, fall.pool), (Money::ZERO, Money::ZERO, Money::ZERO));
        assert_eq!(fall.undistributed.fen(), -500_000);
    }

    proptest! {
        #[test]
        fn every_fen_of_income_ends_in_one_place(
            dividend in 0_i64..10_000_000_000,
            other_income in -10_000_000_000_i64..10_000_000_000,
            loss in 0_i64..5_000_000_000,
            undistributed in 0_i64..5_000_000_000,
            other in 0_i64..1_000_000_000,
            base in prop::sample::select(vec!["弥补亏损后收益", "提取公积金后收益", "公司分回利润", "固定金额"]),
            reserve_rate in 0_i64..1_000_000,
            levy_rate in 0_i64..1_000_000,
        ) {
            let (reserve_rate, levy_rate) = (Rate::from_millionths(reserve_rate).to_string(), Rate::from_millionths(levy_rate).to_string());
            let plan = plan(other_income, loss, undistributed, other);
            let fall = Waterfall::try_new(&plan, &terms(base, &levy_rate, &reserve_rate, None), Money::from_fen(dividend)).unwrap();
            let parts = [fall.reserve, fall.levy, fall.other, fall.pool, fall.undistributed];
            prop_assert_eq!(Money::sum(parts), fall.net_income.plus(fall.brought_forward));
            prop_assert!(!fall.pool.is_negative() && fall.pool <= fall.available_to_members.or_zero());
            prop_assert!(fall.levy <= fall.distributable_before_reserve.minus(fall.reserve).unwrap().or_zero());
        }
    }
}
