//! The money terms of a charter on one day: reserve, levy, fee, tier two, tax.

use crate::domain::governance::charter::CharterItem;
use crate::domain::money::Money;
use crate::domain::quantity::{PerShare, Rate, Shares, parse_scaled};
use crate::domain::register::share_class::ShareClass;

/// What the levy (公益建设资金) is reckoned on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevyBase {
    /// 弥补亏损后收益.
    AfterLosses,
    /// 提取公积金后收益.
    AfterReserve,
    /// 公司分回利润.
    CompanyDividend,
}

/// The levy that the charter asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevyTerm {
    /// A rate of a base.
    Rate(LevyBase, Rate),
    /// 固定金额.
    FixedSum(Money),
}

/// How tier two divides its pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TierTwoRule {
    /// 每股定额: a rate that can be announced, at a precision in yuan.
    PerShareRate(PerShare),
    /// 最大余数: to the last fen.
    LargestRemainder,
}

/// The money terms of a charter on one day, complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyTerms {
    /// 公积公益金提取比例.
    pub reserve_rate: Rate,
    /// 公益建设资金.
    pub levy: LevyTerm,
    /// 公益建设资金上限.
    pub levy_ceiling: Option<Money>,
    /// 一次分配管理费率.
    pub fee_rate: Rate,
    /// 二次分配规则.
    pub tier_two_rule: TierTwoRule,
    /// 代扣个人所得税率.
    pub withholding_tax_rate: Rate,
    /// 参加二次分配股种.
    pub eligible_classes: Vec<ShareClass>,
    /// 每亩折股.
    pub shares_per_mu: Option<Shares>,
    /// 每平方米折股.
    pub shares_per_square_metre: Option<Shares>,
}

impl MoneyTerms {
    /// The terms that the values in force make up, or every mandatory item that is missing.
    pub fn try_new<'a>(
        in_force: impl IntoIterator<Item = (CharterItem, &'a str)>,
    ) -> Result<MoneyTerms, Vec<CharterItem>> {
        let values: std::collections::BTreeMap<CharterItem, &str> = in_force.into_iter().collect();
        let rate = |item| values.get(&item).and_then(|text| Rate::from_percent(text).ok());
        let money = |item| values.get(&item).and_then(|text| parse_scaled(text, 2).ok()).map(Money::from_fen);
        let shares = |item| values.get(&item).and_then(|text| text.parse::<Shares>().ok());
        let reserve_rate = rate(CharterItem::ReserveRate);
        let levy = levy_term(
            values.get(&CharterItem::LevyBase).copied(),
            rate(CharterItem::LevyRate),
            money(CharterItem::LevyFixedSum),
        );
        let eligible_classes = values.get(&CharterItem::EligibleClasses).map(|list| ShareClass::parse_list(list));
        let precision = values.get(&CharterItem::PerSharePrecision).and_then(|text| parse_scaled(text, 6).ok());
        let tier_two_rule = match values.get(&CharterItem::TierTwoRule) {
            Some(&"最大余数") => TierTwoRule::LargestRemainder,
            _ => TierTwoRule::PerShareRate(PerShare::from_e6(i128::from(precision.unwrap_or(10_000)))),
        };
        match (reserve_rate, levy, eligible_classes) {
            (Some(reserve_rate), Ok(levy), Some(eligible_classes)) => Ok(MoneyTerms {
                reserve_rate,
                levy,
                levy_ceiling: money(CharterItem::LevyCeiling),
                fee_rate: rate(CharterItem::FeeRate).unwrap_or_default(),
                tier_two_rule,
                withholding_tax_rate: rate(CharterItem::WithholdingTaxRate).unwrap_or_default(),
                eligible_classes,
                shares_per_mu: shares(CharterItem::SharesPerMu),
                shares_per_square_metre: shares(CharterItem::SharesPerSquareMetre),
            }),
            (reserve_rate, levy, eligible_classes) => {
                let reserve = reserve_rate.is_none().then_some(CharterItem::ReserveRate);
                let classes = eligible_classes.is_none().then_some(CharterItem::EligibleClasses);
                Err(reserve.into_iter().chain(levy.err()).chain(classes).collect())
            }
        }
    }
}

/// The levy of a charter that names base, rate and sum, or the item that is missing. A rate of 0 asks for no base.
fn levy_term(base: Option<&str>, rate: Option<Rate>, sum: Option<Money>) -> Result<LevyTerm, CharterItem> {
    let base = match (base, rate, sum) {
        (Some("固定金额"), _, sum) => return sum.map(LevyTerm::FixedSum).ok_or(CharterItem::LevyFixedSum),
        (Some("弥补亏损后收益"), ..) => LevyBase::AfterLosses,
        (Some("提取公积金后收益"), ..) => LevyBase::AfterReserve,
        (Some("公司分回利润"), ..) => LevyBase::CompanyDividend,
        (_, Some(Rate::ZERO), None) => LevyBase::AfterLosses,
        (_, None, Some(sum)) => return Ok(LevyTerm::FixedSum(sum)),
        (_, None, None) => return Err(CharterItem::LevyRate),
        _ => return Err(CharterItem::LevyBase),
    };
    rate.map(|rate| LevyTerm::Rate(base, rate)).ok_or(CharterItem::LevyRate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_missing_mandatory_items_are_named_at_once() {
        let missing = MoneyTerms::try_new([(CharterItem::LevyBase, "固定金额")]);
        assert_eq!(
            missing,
            Err(vec![CharterItem::ReserveRate, CharterItem::LevyFixedSum, CharterItem::EligibleClasses])
        );
    }

    #[test]
    fn a_levy_rate_of_zero_is_a_decision() {
        let terms = MoneyTerms::try_new([
            (CharterItem::ReserveRate, "0.0000"),
            (CharterItem::LevyRate, "0.0000"),
            (CharterItem::EligibleClasses, "土地股"),
        ]);
        assert_eq!(terms.map(|terms| terms.levy), Ok(LevyTerm::Rate(LevyBase::AfterLosses, Rate::ZERO)));
    }
}
