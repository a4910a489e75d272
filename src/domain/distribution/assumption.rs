//! What if (试算): a run computed once more with other terms or another amount to distribute. It changes nothing and is never sealed.

use super::inputs::Inputs;
use super::plan::PlanItem;
use super::refusal::DistributionRefusal;
use crate::domain::governance::charter::CharterItem;
use crate::domain::money::Money;
use crate::domain::nearest::nearest;
use crate::domain::quantity::parse_scaled;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// Terms of the charter that can be tried.
pub const TRIED_TERMS: [CharterItem; 9] = [
    CharterItem::ReserveRate,
    CharterItem::LevyBase,
    CharterItem::LevyRate,
    CharterItem::LevyFixedSum,
    CharterItem::LevyCeiling,
    CharterItem::FeeRate,
    CharterItem::TierTwoRule,
    CharterItem::PerSharePrecision,
    CharterItem::WithholdingTaxRate,
];

/// Figures of the plan that can be tried: what the bodies decide. What happened, profits and openings, is not tried.
pub const TRIED_FIGURES: [PlanItem; 4] = [
    PlanItem::CompanyDiscretionaryReserve,
    PlanItem::CompanyDividend,
    PlanItem::OtherAppropriations,
    PlanItem::TierTwoPool,
];

/// What is assumed instead of charter and plan (假设).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumptions {
    terms: BTreeMap<CharterItem, CompactString>,
    figures: BTreeMap<PlanItem, Option<Money>>,
}

impl Assumptions {
    /// Whether nothing is assumed.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.figures.is_empty()
    }

    /// Takes an item with its value, in the words of the charter and plan sheets. A figure without a value takes its default.
    ///
    /// # Errors
    /// Where the item cannot be tried, or the value is none of it.
    pub fn assume(&mut self, item: &str, value: &str) -> Result<(), DistributionRefusal> {
        let (item, value) = (item.trim(), value.trim());
        let unfit = || DistributionRefusal::AssumptionUnfit { item: item.into(), given: value.into() };
        if let Some(term) = TRIED_TERMS.into_iter().find(|term| term.zh() == item) {
            let value = term.value().standard(value.trim_end_matches(['%', '元'])).map_err(|_| unfit())?;
            self.terms.insert(term, value);
            return Ok(());
        }
        let Some(figure) = TRIED_FIGURES.into_iter().find(|figure| figure.zh() == item) else {
            let terms: Vec<CompactString> = TRIED_TERMS.into_iter().map(CharterItem::zh).collect();
            let figures = TRIED_FIGURES.into_iter().map(|figure| CompactString::from(figure.zh()));
            let known: Vec<CompactString> = terms.into_iter().chain(figures).collect();
            let nearest = nearest(item, known.iter().map(CompactString::as_str));
            return Err(DistributionRefusal::AssumptionUnknown { item: item.into(), nearest, known });
        };
        let amount = match value {
            "" => None,
            written => {
                let plain = written.replace([',', '，', '元'], "");
                let fen = parse_scaled(&plain, 2).ok().filter(|fen| *fen >= 0).ok_or_else(unfit)?;
                Some(Money::from_fen(fen))
            }
        };
        self.figures.insert(figure, amount);
        Ok(())
    }

    /// The inputs as they would be.
    pub fn apply<'t>(&'t self, inputs: &mut Inputs<'t>) {
        for (item, value) in &self.terms {
            inputs.charter.retain(|(held, _)| held != item);
            inputs.charter.push((*item, value.as_str()));
        }
        let plan = inputs.plan.get_or_insert_default();
        for (item, amount) in &self.figures {
            match amount {
                Some(amount) => plan.amounts.insert(*item, *amount),
                None => plan.amounts.remove(item),
            };
        }
    }

    /// What is assumed, an item a line, in the words of the sheets; nothing for a default.
    pub fn items(&self) -> Vec<(CompactString, CompactString)> {
        let terms = self.terms.iter().map(|(item, value)| (item.zh(), value.clone()));
        let amount = |amount: &Option<Money>| amount.map(|amount| amount.to_string().into()).unwrap_or_default();
        terms.chain(self.figures.iter().map(|(item, value)| (item.zh().into(), amount(value)))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_bodies_decide_can_be_tried_and_what_happened_cannot() {
        let mut tried = Assumptions::default();
        tried.assume("公积公益金提取比例", "12.5%").unwrap();
        tried.assume("二次分配金额", "1,000,000.00 元".trim_end_matches(" 元")).unwrap();
        tried.assume("公司分回利润", "").unwrap();
        let expected = [("公积公益金提取比例", "12.5000"), ("公司分回利润", ""), ("二次分配金额", "1000000.00")];
        assert_eq!(tried.items(), expected.map(|(item, value)| (item.into(), value.into())));
        assert!(matches!(tried.assume("公司税后利润", "9"), Err(DistributionRefusal::AssumptionUnknown { .. })));
        for (item, value) in [("公积公益金提取比例", "120"), ("二次分配规则", "平均"), ("其他分配", "-5")]
        {
            let refused = tried.assume(item, value);
            assert!(matches!(refused, Err(DistributionRefusal::AssumptionUnfit { .. })), "{item}");
        }
        let slip = Assumptions::default().assume("公积公益金提取比列", "10").unwrap_err();
        assert!(
            matches!(slip, DistributionRefusal::AssumptionUnknown { nearest, .. } if nearest == ["公积公益金提取比例"])
        );
    }
}
